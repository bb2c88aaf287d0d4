"""How often a client may ask: so many times within the last so many seconds of host time."""

from collections import defaultdict, deque

from traderterminal.kit.clock import NANOSECONDS, Clock


class RollingLimit:
    """`calls` within any `seconds`, counted apart for every key; what is refused does not count."""

    def __init__(self, host: Clock, calls: int, seconds: float) -> None:
        self._host = host
        self._calls = calls
        self._span_ns = int(seconds * NANOSECONDS)
        self._taken: defaultdict[str, deque[int]] = defaultdict(deque)

    def admits(self, key: str) -> bool:
        """Count a call of `key`; False where it is one too many."""
        now, taken = self._host.monotonic_ns(), self._taken[key]
        while taken and taken[0] <= now - self._span_ns:
            taken.popleft()
        if len(taken) >= self._calls:
            return False
        taken.append(now)
        return True

    def reset(self) -> None:
        """Forget every call."""
        self._taken.clear()
