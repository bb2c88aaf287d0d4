"""The quotes of a login as the market knows them, whether there is a session or not."""

from collections.abc import Callable, Sequence
from typing import Final

from traderterminal.kit.clock import Clock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.ports import FeedHealth, FeedState, MarketSource

_DOWN: Final = FeedHealth(FeedState.DOWN, silent_s=0.0, limit_s=None)
#: How soon a new session's quotes are taken up, host time.
LOOK_S: Final = 0.25


class Feed:
    """Implements `market.ports.MarketSource` over the session that there is now.

    `current` returns its quotes, None where there are none.
    """

    def __init__(
        self,
        name: str,
        current: Callable[[], MarketSource | None],
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self.name = name
        self._current = current
        self._host = host
        self._tasks = tasks
        self.clock: Clock = _MarketTime(current, host)

    @property
    def follows_sessions(self) -> bool:
        """Whether real exchange hours bind it: where it cannot be asked, they do."""
        current = self._current()
        return current is None or current.follows_sessions

    def symbols(self) -> Sequence[str]:
        current = self._current()
        return () if current is None else current.symbols()

    def health(self, symbol: str) -> FeedHealth:
        current = self._current()
        return _DOWN if current is None else current.health(symbol)

    async def run(self) -> None:
        """Deliver the quotes of one session after the other, until cancelled."""
        while True:
            current = self._current()
            if current is None:
                await self._host.sleep(LOOK_S)
                continue
            delivering = self._tasks.spawn(current.run(), name=f"quotes of {self.name}")
            try:
                while self._current() is current:
                    await self._host.sleep(LOOK_S)
            finally:
                delivering.cancel()


class _MarketTime:
    """The market's time as the session tells it, else the machine's."""

    def __init__(self, current: Callable[[], MarketSource | None], host: Clock) -> None:
        self._current = current
        self._host = host

    def now_ns(self) -> int:
        return self._now().now_ns()

    def monotonic_ns(self) -> int:
        return self._now().monotonic_ns()

    async def sleep(self, seconds: float) -> None:
        await self._now().sleep(seconds)

    def _now(self) -> Clock:
        current = self._current()
        return self._host if current is None else current.clock
