"""How long to wait before the next attempt: politely, but never long after a short outage.

For the first two minutes of an outage no wait is longer than 5 s, afterwards none is longer than a
minute. Every wait is drawn anew between nothing and its cap, so that programs that lost the same
broker at once do not come back at once.
"""

from collections.abc import Callable
from typing import Final

from traderterminal.kit.clock import NANOSECONDS, Clock

FIRST_S: Final = 1.0
SHORT_CAP_S: Final = 5.0
SHORT_FOR_S: Final = 120.0
LONG_CAP_S: Final = 60.0
#: A connection that held for so long ends the outage; one that did not is one more failure.
HEALTHY_S: Final = 60.0


class Backoff:
    """The waits of one connection. `jitter` returns a number from 0 to 1; time is host time."""

    def __init__(self, clock: Clock, jitter: Callable[[], float]) -> None:
        self._clock = clock
        self._jitter = jitter
        self._failures = 0
        self._since_ns = 0  # of the outage
        self._up_ns: int | None = None

    def connected(self) -> None:
        """Note that the connection stands."""
        self._up_ns = self._clock.monotonic_ns()

    def next_s(self) -> float:
        """Return how long to wait after a failure or a loss."""
        now = self._clock.monotonic_ns()
        if self._up_ns is not None and now - self._up_ns >= HEALTHY_S * NANOSECONDS:
            self._failures = 0
        self._up_ns = None
        if self._failures == 0:
            self._since_ns = now
        self._failures += 1
        return self._jitter() * self._cap_s((now - self._since_ns) / NANOSECONDS)

    def _cap_s(self, outage_s: float) -> float:
        cap = SHORT_CAP_S if outage_s < SHORT_FOR_S else LONG_CAP_S
        doubled: float = FIRST_S * 2.0 ** min(self._failures - 1, 16)
        return min(cap, doubled)
