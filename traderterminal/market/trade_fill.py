"""Bars that no minutes add up to, made of trades: seconds, ticks, volumes, ranges, bricks.

Such bars show what came since they were asked for, until their history is there: then they are made
anew, of the trades on the disk and of those that were heard since. Where there is neither they go
on with what they have.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Final, Protocol, Self, TypeVar

from traderterminal.domain.errors import BadData
from traderterminal.kit.tasks import give_way
from traderterminal.market.columns import NO_TRADES, TradeColumns, Trades
from traderterminal.market.heard_trades import HeardTrades
from traderterminal.market.ports import StoredHistory

#: The latest trades of a symbol, as many as are read: some days of a busy contract.
MOST: Final = 300_000
#: Trades taken in at one go, some milliseconds of work.
PIECE: Final = 4_000

_log = logging.getLogger(__name__)


class Fillable(Protocol):
    """A series that is made of trades."""

    def add_trade(self, at_ns: int, price: int, size: int) -> None: ...
    def adopt(self, other: Self) -> None: ...


S = TypeVar("S", bound=Fillable)


class TradeFill:
    """Keeps the latest trades of all symbols, reads those of `stored` beside the loop, and makes
    series of both, each once. `stored` is None where nothing is stored."""

    def __init__(self, stored: StoredHistory | None, now_ns: Callable[[], int]) -> None:
        self._stored = stored
        self._now_ns = now_ns
        self._heard: defaultdict[str, HeardTrades] = defaultdict(HeardTrades)
        # The series that wait, and how many trades had come when each began to hear them itself.
        self._waiting: defaultdict[str, dict[Fillable, int]] = defaultdict(dict)
        self._off_grid: dict[str, int] = {}
        self._run = 0

    def begin_again(self) -> None:
        """Forget the trades that were heard: the market starts again, perhaps earlier."""
        self._run += 1
        self._off_grid.clear()
        for symbol, heard in self._heard.items():
            heard.clear()
            self._waiting[symbol] = dict.fromkeys(self._waiting[symbol], heard.end)

    def follow(self, symbol: str, series: Fillable) -> None:
        """A series hears the trades of a symbol from now on, and waits for those before."""
        self._waiting[symbol][series] = self._heard[symbol].end

    def heard(self, symbol: str) -> HeardTrades:
        """Return the latest trades of a symbol, the same object for good."""
        return self._heard[symbol]

    def off_grid(self, symbol: str) -> int:
        """Return how many of the stored trades were left out for lying off the price grid."""
        return self._off_grid.get(symbol, 0)

    async def fill(
        self,
        symbol: str,
        series: S,
        make: Callable[[], S],
        within: Callable[[TradeColumns], TradeColumns],
    ) -> bool:
        """Put the trades of before in front of a series; `make` gives one like it, without bars.

        `within` leaves of trades those that the series is made of. False where there are none or
        that was done already.
        """
        heard, waiting, run = self._heard[symbol], self._waiting[symbol], self._run
        if series not in waiting or heard.first > waiting[series]:
            waiting.pop(series, None)  # it has more than is kept
            return False
        number, first_ns, fresh = heard.first, heard.first_ns, make()
        read = await self._read(symbol, first_ns or self._now_ns() + 1)
        kept = within(read.columns)
        if run == self._run:
            self._off_grid[symbol] = read.off_grid
        for first in range(0, len(kept), PIECE):
            _add(fresh, kept.part(first, first + PIECE))
            await give_way()
        while run == self._run and series in waiting and number >= heard.first:
            end = min(number + PIECE, heard.end)
            _add(fresh, within(heard.part(number, end)))
            number = end
            if number == heard.end:  # nothing can come before it is there
                began = waiting.pop(series)
                is_more = len(kept) > 0 or began > heard.first
                if is_more:
                    series.adopt(fresh)
                return is_more
            await give_way()
        if run != self._run:
            return True  # what was read may lie in the future of the market that began anew
        waiting.pop(series, None)  # too much came meanwhile
        return False

    async def _read(self, symbol: str, before_ns: int) -> Trades:
        if self._stored is None:
            return Trades(NO_TRADES)
        try:
            return await asyncio.to_thread(self._stored.trades, symbol, before_ns, MOST)
        except BadData as error:
            _log.warning("older trades of %s are not shown: %s", symbol, error)
            return Trades(NO_TRADES)


def _add(series: Fillable, trades: TradeColumns) -> None:
    for trade in trades.rows(0, len(trades)):
        series.add_trade(*trade)
