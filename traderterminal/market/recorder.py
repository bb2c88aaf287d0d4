"""What the recorder keeps of one symbol: its ticks, and where nothing was heard of its feed."""

from collections.abc import Callable
from dataclasses import replace

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedState
from traderterminal.market.ticks import GapMark, Tick


class TickRecorder:
    """Hands every tick of `symbol` to `keep`, and a mark where its feed breaks off.

    A source that knows of an interruption says so itself; a feed that falls silent is found out by
    `look`, which is to be called every now and then. One that does not ask for the symbol goes
    along as long as others do.
    """

    def __init__(
        self,
        hub: MarketHub,
        symbol: str,
        keep: Callable[[Tick | GapMark], None],
        *,
        asks: bool = True,
    ) -> None:
        self._hub = hub
        self._symbol = symbol
        self._keep = keep
        self._latest_ns = 0
        self._in_gap = False
        if standing := hub.top(symbol):  # a trade before the first change of the quotes has them
            self._hear(standing)
        hub.listen(symbol, self._hear, asks=asks)
        hub.interrupted.connect(self._break_off)

    def look(self) -> None:
        """Mark that the feed has fallen silent, or that it lives again though nothing changed."""
        health, now_ns = self._hub.health(self._symbol), self._hub.clock.now_ns()
        if health.state is FeedState.ENDED:
            return  # so does what is recorded
        if health.stale and not self._in_gap:
            heard_ns = now_ns - int(health.silent_s * NANOSECONDS)
            self._break_off(GapMark(self._symbol, max(heard_ns, self._latest_ns)))
        elif self._in_gap and not health.stale:
            self._in_gap = False
            if standing := self._hub.top(self._symbol):
                self._hear(replace(standing, at_ns=now_ns))

    def _hear(self, row: Tick | GapMark) -> None:
        self._in_gap = False
        self._latest_ns = row.at_ns
        self._keep(row)

    def _break_off(self, gap: GapMark) -> None:
        if gap.symbol == self._symbol and not self._in_gap:
            self._hear(gap)
            self._in_gap = True
