"""Bars that no minutes add up to, made of the trades on the disk: seconds, ticks, ranges, bricks.

Such bars show what came since they were asked for, until their history is read: then they are made
anew, of the stored trades and of those that came meanwhile. Where no trades are stored they go on
with what they have.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Final, Protocol, Self, TypeVar

from traderterminal.domain.errors import BadData
from traderterminal.kit.tasks import give_way
from traderterminal.market.columns import NO_TRADES, TradeColumns
from traderterminal.market.ports import StoredHistory

#: The latest trades of a symbol, as many as are read: some days of a busy contract.
MOST: Final = 300_000
#: Trades taken in at one go, some milliseconds of work.
PIECE: Final = 4_000
#: So many trades may come until somebody asks for the history; later it would hold the loop.
MOST_KEPT: Final = 20_000

_log = logging.getLogger(__name__)


class Fillable(Protocol):
    """A series that is made of trades."""

    def add_trade(self, at_ns: int, price: int, size: int) -> None: ...
    def adopt(self, other: Self) -> None: ...


S = TypeVar("S", bound=Fillable)


class TradeFill:
    """Reads the trades of `stored` beside the loop and makes series of them, each once."""

    def __init__(self, stored: StoredHistory, now_ns: Callable[[], int]) -> None:
        self._stored = stored
        self._now_ns = now_ns
        self._kept: dict[str, list[tuple[int, int, int]]] = {}
        self._waiting: defaultdict[str, list[Fillable]] = defaultdict(list)
        self._run = 0

    def begin_again(self) -> None:
        """Forget the trades that were kept: the market starts again, perhaps earlier."""
        self._run += 1
        for kept in self._kept.values():
            kept.clear()

    def follow(self, symbol: str, series: Fillable) -> None:
        """Keep the trades of a symbol from now on, until the series is filled."""
        self._waiting[symbol].append(series)
        self._kept.setdefault(symbol, [])

    def add(self, symbol: str, at_ns: int, price: int, size: int) -> None:
        """Keep a trade if a series of its symbol waits."""
        kept = self._kept.get(symbol)
        if kept is not None:
            kept.append((at_ns, price, size))
            if len(kept) > MOST_KEPT:
                self._forget(symbol)

    async def fill(
        self,
        symbol: str,
        series: S,
        make: Callable[[], S],
        within: Callable[[TradeColumns], TradeColumns],
    ) -> bool:
        """Put the stored trades in front of a series; `make` gives one like it, without bars.

        `within` leaves of trades those that the series is made of. False where none are stored or
        that was done already.
        """
        if series not in self._waiting.get(symbol, ()):
            return False
        run, kept = self._run, self._kept[symbol]
        before_ns = kept[0][0] if kept else self._now_ns() + 1
        older, fresh = within(await self._read(symbol, before_ns)), make()
        for first in range(0, len(older), PIECE):
            _add(fresh, older, first)
            await give_way()
        if run != self._run:
            return True  # what was read may lie in the future of the market that began anew
        if series not in self._waiting.get(symbol, ()):
            return False
        self._waiting[symbol].remove(series)
        if len(older):
            newer = within(TradeColumns.of(kept))
            for first in range(0, len(newer), PIECE):
                _add(fresh, newer, first)
            series.adopt(fresh)
        if not self._waiting[symbol]:
            self._forget(symbol)
        return len(older) > 0

    async def _read(self, symbol: str, before_ns: int) -> TradeColumns:
        try:
            return await asyncio.to_thread(self._stored.trades, symbol, before_ns, MOST)
        except BadData as error:
            _log.warning("older trades of %s are not shown: %s", symbol, error)
            return NO_TRADES

    def _forget(self, symbol: str) -> None:
        self._kept.pop(symbol, None)
        self._waiting.pop(symbol, None)


def _add(series: Fillable, trades: TradeColumns, first: int) -> None:
    for trade in trades.rows(first, first + PIECE):
        series.add_trade(*trade)
