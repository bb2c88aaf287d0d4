"""Market time of a broker's feed: the machine's, but a practice venue has its own."""

from traderterminal.brokers.plugin import PRACTICE, Environment
from traderterminal.kit.clock import Clock


class FeedClock:
    """Market time by the stamps of the feed: where it was last, and what has passed since.

    A practice venue may play a recording of another year. At a broker this would not do: the quote
    that stands over a weekend bears the stamp of Friday.
    """

    def __init__(self, host: Clock) -> None:
        self._host = host
        self._ahead_ns = 0

    def see(self, stamp_ns: int) -> None:
        """Take in the moment of a tick that has just come."""
        self._ahead_ns = stamp_ns - self._host.now_ns()

    def now_ns(self) -> int:
        return self._host.now_ns() + self._ahead_ns

    def monotonic_ns(self) -> int:
        return self._host.monotonic_ns()

    async def sleep(self, seconds: float) -> None:
        await self._host.sleep(seconds)


def clock_of(environment: Environment, host: Clock) -> Clock:
    """Return the clock of the market that an environment shows."""
    return FeedClock(host) if environment.name == PRACTICE else host
