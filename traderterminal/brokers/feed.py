"""The quotes of a login as the market knows them, whether there is a session or not."""

import logging
from collections.abc import Callable, Sequence
from typing import Final

from traderterminal.domain.errors import UnknownSymbol
from traderterminal.kit.clock import Clock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.ports import FeedHealth, FeedState, MarketSource, OnDemand

_log = logging.getLogger(__name__)

_DOWN: Final = FeedHealth(FeedState.DOWN, silent_s=0.0, limit_s=None)
#: How soon a new session's quotes are taken up, host time.
LOOK_S: Final = 0.25


class Feed:
    """Implements `market.ports.MarketSource` over the session that there is now.

    `current` returns its quotes, None where there are none. A practice venue of ours is
    `always_open`, as its market is.
    """

    def __init__(
        self,
        name: str,
        current: Callable[[], MarketSource | None],
        host: Clock,
        tasks: TaskScope,
        *,
        always_open: bool = False,
    ) -> None:
        self.name = name
        self._current = current
        self._host = host
        self._tasks = tasks
        self._always_open = always_open
        self._wanted: list[str] = []
        self.clock: Clock = _MarketTime(current, host)

    @property
    def follows_sessions(self) -> bool:
        """Whether real exchange hours bind it: where it cannot be asked, they do."""
        current = self._current()
        return not self._always_open and (current is None or current.follows_sessions)

    def want(self, symbol: str) -> None:
        """Let every session from now on deliver a symbol."""
        if symbol not in self._wanted:
            self._wanted.append(symbol)
            self._pass_on(self._current(), [symbol])

    def _pass_on(self, current: MarketSource | None, symbols: Sequence[str]) -> None:
        if not isinstance(current, OnDemand):
            return
        for symbol in symbols:
            try:
                current.want(symbol)
            except UnknownSymbol as unknown:
                _log.info("%s has no quotes of %s", self.name, unknown.symbol)

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
            self._pass_on(current, self._wanted)
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
