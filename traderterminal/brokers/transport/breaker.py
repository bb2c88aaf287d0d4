"""A breaker: a broker that fails again and again is left alone but for who wants out."""

from collections import deque
from typing import Final

from traderterminal.kit.clock import NANOSECONDS, Clock

#: So many failures in so many seconds open it, and for so long.
FAILURES: Final = 5
WINDOW_S: Final = 30.0
OPEN_S: Final = 10.0


class Breaker:
    """Counts the failures of a broker; an answer closes it at once. Intervals are host time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failed_ns: deque[int] = deque(maxlen=FAILURES)
        self._open_until_ns = 0

    @property
    def is_open(self) -> bool:
        """Say whether new orders had better not leave now."""
        return self._clock.monotonic_ns() < self._open_until_ns

    def failed(self) -> None:
        """Note a server's error, or no answer at all."""
        now = self._clock.monotonic_ns()
        self._failed_ns.append(now)
        full = len(self._failed_ns) == FAILURES
        if full and now - self._failed_ns[0] <= WINDOW_S * NANOSECONDS:
            self._open_until_ns = now + int(OPEN_S * NANOSECONDS)

    def answered(self) -> None:
        """Note an answer that makes sense."""
        self._failed_ns.clear()
        self._open_until_ns = 0
