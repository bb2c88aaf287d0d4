"""Bars: made of trades, kept in columns, read by charts and the data feed.

A bar is keyed by its start; quotes make none, and where nothing traded there is none. Every series
is fed by the trades themselves; one that is asked for later is first filled from the minutes, or
from stored trades where minutes do not tell. Prices are ticks, volumes lots, times nanoseconds of
market time.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import date
from functools import partial
from typing import Final

import numpy as np

from traderterminal.domain.bars import Bar, Resolution, Unit
from traderterminal.domain.sessions import Hours
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.market.backfill import Backfill
from traderterminal.market.columns import BarColumns, Minutes, SignedSeconds, TradeColumns
from traderterminal.market.coming_bars import ComingBars
from traderterminal.market.hub import MarketHub
from traderterminal.market.periods import Period, period_of
from traderterminal.market.ports import History, OlderMinutes, StoredHistory
from traderterminal.market.regular_hours import OUTSIDE, RegularHours
from traderterminal.market.strip import Strip
from traderterminal.market.ticks import SIGNS, Tick, TradeTick
from traderterminal.market.time_bars import BarSeries
from traderterminal.market.trade_bars import TradeSeries, trade_series
from traderterminal.market.trade_fill import TradeFill

MINUTE: Final = Resolution(1, Unit.MINUTE)
DAY: Final = Resolution(1, Unit.DAY)

#: In seconds.
HALF_AN_HOUR: Final = 1800
_MINUTE_NS: Final = 60 * NANOSECONDS
_HISTORY_BARS: Final = 1_000_000
#: Minutes that are added up at one go: some milliseconds of work.
PIECE: Final = 50_000

TradedSeries = BarSeries | TradeSeries


def _holds_whole_minutes(resolution: Resolution) -> bool:
    if resolution.is_made_of_trades:
        return False
    return resolution.seconds is None or resolution.seconds % 60 == 0


@frozen
class DayFigures:
    """The trading day so far, and how the one before it closed where that is known."""

    bar: Bar
    previous_close: int | None


@frozen
class _Kept:
    """The series of one symbol: its minutes, what they add up to, and what they do not.

    Longer bars of many minutes are filled piece by piece; `unfilled` tells from which minute on
    those are that are not whole yet.
    """

    minutes: BarSeries
    longer: dict[Resolution, BarSeries] = field(default_factory=dict)
    others: dict[Resolution, TradedSeries] = field(default_factory=dict)
    unfilled: dict[Resolution, int] = field(default_factory=dict)

    def fill(self, resolution: Resolution, series: BarSeries) -> None:
        """Begin longer bars with what the latest minutes add up to."""
        first = max(0, self.minutes.count - PIECE)
        series.fill_from(self.minutes, first)
        self.longer[resolution] = series
        self._fill_on(resolution, first)

    def fill_more(self, resolution: Resolution) -> bool:
        """Add up the minutes before those; False where all are in."""
        if resolution not in self.unfilled:
            return False
        end = int(np.searchsorted(self.minutes.start_ns, self.unfilled[resolution]))
        first = max(0, end - PIECE)
        self.longer[resolution].prepend_finer(self.minutes.columns().part(first, end))
        self._fill_on(resolution, first)
        return True

    def _fill_on(self, resolution: Resolution, first: int) -> None:
        self.unfilled.pop(resolution, None)
        if first:
            self.unfilled[resolution] = int(self.minutes.start_ns[first])

    def add_trade(self, at_ns: int, price: int, size: int) -> None:
        self.minutes.add_trade(at_ns, price, size)
        for longer in self.longer.values():
            longer.add_trade(at_ns, price, size)
        for other in self.others.values():
            other.add_trade(at_ns, price, size)

    def prepend(self, minutes: Sequence[Bar] | BarColumns) -> BarColumns:
        older = self.minutes.prepend(minutes)
        for resolution, longer in self.longer.items():
            if resolution not in self.unfilled:
                longer.prepend_finer(older)
        return older

    def clear(self) -> None:
        self.unfilled.clear()
        for series in (self.minutes, *self.longer.values(), *self.others.values()):
            series.clear()


class BarBook:
    """All bar series, fed by the hub.

    Minutes are kept for every symbol that trades; other bars from when they are first asked for,
    filled from the minutes unless they cut through them or trades end them. Bars of regular hours
    are made of the others. `trade_date` takes a symbol and an instant, `regular` and `days` a
    symbol and a time, of which they return the regular sessions and the trading days; `trading`
    returns the sessions in which it trades. `history`
    gives the minutes from before the program started at once; when `fetch_older` asks for them,
    `older` gives those that lie on the disk or at a broker, and `stored` the trades on the disk,
    None where none are to be shown.
    `opened` tells of a symbol whose minutes begin.
    """

    def __init__(
        self,
        hub: MarketHub,
        trade_date: Callable[[str, int], date],
        history: History | None = None,
        older: OlderMinutes | None = None,
        stored: StoredHistory | None = None,
        regular: Callable[[str, int, int], Sequence[tuple[int, int]]] = lambda *_: (),
        days: Callable[[str, int, int], Sequence[tuple[int, int]]] = lambda *_: (),
        trading: Callable[[str, int, int], Sequence[tuple[int, int]]] = lambda _, *time: (time,),
    ) -> None:
        self.opened: Observers[str] = Observers()
        self._trade_date = trade_date
        self._history = history
        self._sessions, self._days, self._trading = regular, days, trading
        self._coming: dict[tuple[str, Resolution, Hours], ComingBars] = {}
        self._within_days: dict[str, RegularHours] = {}
        self.stored: Final = stored
        self._backfill = None
        if older is not None:
            self._backfill = Backfill(older, self._first_ns, self._columns, self._take)
        self._fill = TradeFill(stored, hub.clock.now_ns)
        self._hub = hub
        self._by_symbol: dict[str, _Kept] = {}
        self._in_regular_hours: dict[str, _Kept] = {}
        self._regular: dict[str, RegularHours] = {}
        # The close of the day before, good for as many days as there were when it was looked up.
        self._days_before: dict[str, tuple[tuple[int, int], int | None]] = {}
        hub.listen(None, self._see)
        hub.cleared.connect(lambda _: self._clear())

    def series(
        self, symbol: str, resolution: Resolution = MINUTE, hours: Hours = Hours.ALL
    ) -> TradedSeries:
        """Return the bars of `symbol`, the same object for good.

        Longer bars are at first those of the latest minutes, where there are many: `fetch_older`
        puts the rest in front.
        """
        kept = self._of(symbol) if hours is Hours.ALL else self._regular_of(symbol)
        if resolution == MINUTE:
            return kept.minutes
        if _holds_whole_minutes(resolution):
            if resolution not in kept.longer:
                kept.fill(resolution, self._timed(symbol, resolution, hours))
            return kept.longer[resolution]
        if resolution not in kept.others:
            other = kept.others[resolution] = self._made(symbol, resolution, hours)
            self._fill.follow(symbol, other)
        return kept.others[resolution]

    def regular_hours(self, symbol: str) -> RegularHours:
        """Return the regular hours of a symbol, the same object for good."""
        if symbol not in self._regular:
            self._regular[symbol] = RegularHours(partial(self._sessions, symbol))
        return self._regular[symbol]

    def history(
        self, symbol: str, resolution: Resolution, before_ns: int, count: int
    ) -> Sequence[Bar]:
        """Return the latest `count` bars that start before `before_ns`, oldest first."""
        series = self.series(symbol, resolution)
        end = int(np.searchsorted(series.start_ns, before_ns))
        return series.bars(max(0, end - count), end)

    def day(self, symbol: str) -> DayFigures | None:
        """Return open, high, low, close and volume of the latest trading day; None without one."""
        series = self.series(symbol, DAY)
        if not series.count:
            return None
        days = (series.count, series.generation)
        known = self._days_before.get(symbol)
        if known is None or known[0] != days:
            before = series.bars(-2, -1) if series.count > 1 else ()
            known = self._days_before[symbol] = (days, before[0].close if before else None)
        return DayFigures(series.last, known[1])

    async def fetch_older(
        self, symbol: str, resolution: Resolution = MINUTE, hours: Hours = Hours.ALL
    ) -> bool:
        """Put older bars in front; False where there are none, or none for now.

        Those are what minutes that are there add up to, then a page of stored minutes; or at once
        all that there is for bars of another making.
        """
        if _holds_whole_minutes(resolution):
            every = self._by_symbol if hours is Hours.ALL else self._in_regular_hours
            if symbol in every and every[symbol].fill_more(resolution):
                return True
            return self._backfill is not None and await self._backfill.fetch_older(symbol)
        series = self.series(symbol, resolution, hours)
        make = partial(self._made, symbol, resolution, hours)
        within = partial(self._within, symbol, hours)
        return await self._fill.fill(symbol, series, make, within)

    def flaws(self, symbol: str) -> Counter[str]:
        """Count what of the bars of a symbol was not as it ought to be, by what it was.

        The names are those of market.bar_checks, `late` trades, and what was stored and left out:
        bars `off_grid`, `trades_off_grid`.
        """
        found, trades = self._of(symbol).minutes.flaws, self._fill.off_grid(symbol)
        return found + Counter(trades_off_grid=trades) if trades else found

    def heard(self, symbol: str) -> SignedSeconds:
        """Return the latest trades of a symbol that were heard, added up by second."""
        return self._fill.heard(symbol).by_second()

    def trades_since(self, symbol: str, at_ns: int) -> TradeColumns | None:
        """Return the trades from a moment on; None where not all of them were heard."""
        return self._fill.heard(symbol).since(at_ns)

    def knows(self, symbol: str) -> bool:
        """Say whether there are bars of `symbol`."""
        return symbol in self._by_symbol and self._by_symbol[symbol].minutes.count > 0

    def prepend(self, symbol: str, minutes: Sequence[Bar] | BarColumns) -> None:
        """Put older minutes in front of those of `symbol`, and into all its longer bars."""
        older = self._of(symbol).prepend(minutes)
        if symbol in self._in_regular_hours:
            self._in_regular_hours[symbol].prepend(self._regular_part(symbol, older))

    def _take(self, symbol: str, page: Minutes) -> None:
        if page.off_grid:
            self._of(symbol).minutes.flaws["off_grid"] += page.off_grid
        self.prepend(symbol, page.bars)

    def _of(self, symbol: str) -> _Kept:
        found = self._by_symbol.get(symbol)
        if found is None:
            found = self._by_symbol[symbol] = _Kept(self._timed(symbol, MINUTE, Hours.ALL))
            if self._history:
                now_ns = self._hub.clock.now_ns()
                found.prepend(self._history.bars(symbol, str(MINUTE), now_ns, _HISTORY_BARS))
            self.opened.emit(symbol)
        return found

    def _regular_of(self, symbol: str) -> _Kept:
        found = self._in_regular_hours.get(symbol)
        if found is None:
            every = self._of(symbol).minutes
            found = _Kept(self._timed(symbol, MINUTE, Hours.REGULAR))
            found.minutes.prepend(self._regular_part(symbol, every.columns()))
            self._in_regular_hours[symbol] = found
        return found

    def period(self, symbol: str, resolution: Resolution, hours: Hours = Hours.ALL) -> Period:
        """Return how bars of a symbol cut time; raises ValueError for those that trades end.

        Those that do not divide half an hour, at which sessions begin, are counted from the start
        of each trading day, so that none holds the end of one and the start of the next.
        """
        counted_from, seconds = None, resolution.seconds
        if hours is Hours.REGULAR:
            counted_from = self.regular_hours(symbol)
        elif seconds is not None and HALF_AN_HOUR % seconds:
            if symbol not in self._within_days:
                self._within_days[symbol] = RegularHours(partial(self._days, symbol))
            counted_from = self._within_days[symbol]
        return period_of(resolution, partial(self._trade_date, symbol), counted_from)

    def coming(self, symbol: str, resolution: Resolution, hours: Hours = Hours.ALL) -> ComingBars:
        """Return the bars to come, the same object for good; ValueError for those of trades."""
        key = (symbol, resolution, hours)
        if key not in self._coming:
            period = self.period(symbol, resolution, hours)
            self._coming[key] = ComingBars(period, partial(self._trading, symbol))
        return self._coming[key]

    def _timed(self, symbol: str, resolution: Resolution, hours: Hours) -> BarSeries:
        return BarSeries(self.period(symbol, resolution, hours))

    def _made(self, symbol: str, resolution: Resolution, hours: Hours) -> TradedSeries:
        if resolution.is_made_of_trades:
            return trade_series(resolution)
        return self._timed(symbol, resolution, hours)

    def _regular_part(self, symbol: str, minutes: BarColumns) -> BarColumns:
        """The minutes that begin in regular hours, which begin and end on whole ones."""
        return minutes.where(self.regular_hours(symbol).starts(minutes.start_ns) != OUTSIDE)

    def _within(self, symbol: str, hours: Hours, trades: TradeColumns) -> TradeColumns:
        if hours is Hours.ALL:
            return trades
        return trades.where(self.regular_hours(symbol).starts(trades.at_ns) != OUTSIDE)

    def _columns(self, symbol: str, count: int) -> Sequence[tuple[Strip, int]]:
        return list(self._of(symbol).minutes.strips(count))

    def _first_ns(self, symbol: str) -> int:
        """Where the minutes begin; without any, at the minute that the market is in."""
        if self.knows(symbol):
            return int(self._by_symbol[symbol].minutes.start_ns[0])
        now_ns = self._hub.clock.now_ns()
        return now_ns - now_ns % _MINUTE_NS

    def _see(self, tick: Tick) -> None:
        if type(tick) is not TradeTick:
            return
        symbol, at_ns = tick.symbol, tick.at_ns
        self._of(symbol).add_trade(at_ns, tick.price, tick.size)
        regular = self._in_regular_hours.get(symbol)
        if regular is not None and self._regular[symbol].session(at_ns) is not None:
            regular.add_trade(at_ns, tick.price, tick.size)
        self._fill.heard(symbol).add(at_ns, tick.price, tick.size, SIGNS[tick.aggressor])

    def _clear(self) -> None:
        for kept in (*self._by_symbol.values(), *self._in_regular_hours.values()):
            kept.clear()
        if self._backfill is not None:
            self._backfill.begin_again()
        self._fill.begin_again()
        for symbol in self._by_symbol:
            self.opened.emit(symbol)
