"""A watchdog of silence: a connection that says nothing is dead, whatever TCP believes."""

from traderterminal.kit.clock import NANOSECONDS, Clock


class Watchdog:
    """Knows since when nothing was heard. `limit_s` and all intervals are host time."""

    def __init__(self, clock: Clock, limit_s: float) -> None:
        self._clock = clock
        self.limit_s = limit_s
        self._heard_ns = clock.monotonic_ns()

    def heard(self) -> None:
        """Note that something was heard."""
        self._heard_ns = self._clock.monotonic_ns()

    @property
    def silent_s(self) -> float:
        """How long it has been silent, in seconds."""
        return (self._clock.monotonic_ns() - self._heard_ns) / NANOSECONDS

    async def silence(self) -> None:
        """Return once it has been silent beyond the limit."""
        while (left := self.limit_s - self.silent_s) > 0:
            await self._clock.sleep(left)
