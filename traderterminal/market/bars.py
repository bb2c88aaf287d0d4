"""Bars: made of trades, kept in columns, read by charts and the data feed.

A bar is keyed by its start; quotes make none, and where nothing traded there is none. Every series
is fed by the trades themselves; one that is asked for later is first filled from the minutes.
Prices are ticks, volumes lots, times nanoseconds of market time.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from traderterminal.domain.bars import Bar, Resolution, Unit
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.observe import Observers
from traderterminal.market.backfill import Backfill
from traderterminal.market.columns import BarColumns
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import History, OlderMinutes
from traderterminal.market.pyramid import CLOSE, HIGH, LOW, OPEN, Prices, Pyramid, Slice
from traderterminal.market.strip import Strip
from traderterminal.market.ticks import Tick, TradeTick

Int64s = npt.NDArray[np.int64]

MINUTE: Final = Resolution(1, Unit.MINUTE)
DAY: Final = Resolution(1, Unit.DAY)

_MINUTE_NS: Final = 60 * NANOSECONDS
_DAY_NS: Final = 86_400 * NANOSECONDS
_EPOCH: Final = date(1970, 1, 1)
_HISTORY_BARS: Final = 1_000_000

#: So many bars are recent: a trade comes no later than that.
RECENT: Final = 256


@dataclass(frozen=True, slots=True)
class Span:
    """The bar that an instant belongs to: its key, and for which instants that is sure to hold."""

    start_ns: int
    from_ns: int
    until_ns: int


class Period(Protocol):
    """Cuts time into bars."""

    def span(self, at_ns: int) -> Span: ...
    def keys(self, times_ns: Int64s) -> Int64s:
        """The key of the bar of each of many instants, which are in order."""
        ...


@dataclass(frozen=True, slots=True)
class ClockPeriod:
    """Bars of a fixed length, counted from 1970 UTC."""

    length_ns: int

    def span(self, at_ns: int) -> Span:
        start = at_ns - at_ns % self.length_ns
        return Span(start, start, start + self.length_ns)

    def keys(self, times_ns: Int64s) -> Int64s:
        return times_ns - times_ns % self.length_ns


@dataclass(frozen=True, slots=True)
class SessionPeriod:
    """Trading days, weeks or months, keyed by 00:00 UTC of the trade date.

    A week goes by its Monday, a month by its first trading day. An evening session belongs to the
    next day's bar, so a key may lie after its first trades. Sessions begin on whole minutes.
    """

    unit: Unit
    trade_date: Callable[[int], date]

    def span(self, at_ns: int) -> Span:
        day = self.trade_date(at_ns)
        if self.unit is Unit.WEEK:
            day -= timedelta(days=day.weekday())
        elif self.unit is Unit.MONTH:
            # Whatever trades, a session of the first goes on at noon UTC or is still to come.
            first = (day.replace(day=1) - _EPOCH).days * _DAY_NS
            day = self.trade_date(first + _DAY_NS // 2)
        minute = at_ns - at_ns % _MINUTE_NS
        return Span((day - _EPOCH).days * _DAY_NS, minute, minute + _MINUTE_NS)

    def keys(self, times_ns: Int64s) -> Int64s:
        # Few days, many instants: it is quicker to look for where a day ends.
        keys, count, first = np.empty_like(times_ns), len(times_ns), 0
        while first < count:
            key, known, step = self._key(times_ns, first), first, 1
            while known + step < count and self._key(times_ns, known + step) == key:
                known, step = known + step, step * 2
            within = range(known + 1, min(known + step, count))
            end = known + 1 + bisect_right(within, key, key=partial(self._key, times_ns))
            keys[first:end] = key
            first = end
        return keys

    def _key(self, times_ns: Int64s, index: int) -> int:
        return self.span(int(times_ns[index])).start_ns


def period_of(resolution: Resolution, trade_date: Callable[[int], date]) -> Period:
    """Return how `resolution` cuts time; raises ValueError for several days, weeks or months."""
    seconds = resolution.seconds
    if seconds is not None:
        return ClockPeriod(seconds * NANOSECONDS)
    if resolution.count != 1:
        raise ValueError(f"bars of {resolution} are not made here, only of 1D, 1W and 1M")
    return SessionPeriod(resolution.unit, trade_date)


class BarSeries:
    """The bars of one symbol and one length, oldest first; the last one is still forming.

    The columns are read-only views, good until the next change. `version` rises with every change,
    `generation` only when something else than the last bar or a new one changed: history was put
    in front, a late trade fell into an older bar, or all was cleared. Prices are whole ticks in
    int32, or in float64 once one did not fit; `misfits` counts those.
    """

    def __init__(self, period: Period) -> None:
        self.version = 0
        self.generation = 0
        self.count = 0
        self._period = period
        self._start = Strip(np.int64)
        self._bars = Pyramid()
        #: When the first and the last trade of recent bars came, by their start: what a late trade
        #: needs. Of other bars nothing is known but that their trades lie within.
        self._times: dict[int, tuple[int, int]] = {}
        # The forming bar lives here and is written to its place when somebody reads.
        self._span = Span(0, 0, 0)
        self._row = [0] * 8
        self._written = True

    @property
    def start_ns(self) -> Int64s:
        self._write()
        return _read_only(self._start.between(self._start.low, self._start.high))

    @property
    def open(self) -> Prices:
        return self._prices(OPEN)

    @property
    def high(self) -> Prices:
        return self._prices(HIGH)

    @property
    def low(self) -> Prices:
        return self._prices(LOW)

    @property
    def close(self) -> Prices:
        return self._prices(CLOSE)

    @property
    def volume(self) -> Int64s:
        self._write()
        return _read_only(self._bars.volume(self._bars.low, self._bars.high))

    @property
    def misfits(self) -> int:
        return self._bars.misfits

    @property
    def nbytes(self) -> int:
        """The memory of the bars; `spare` is that of the room for more, in bytes too."""
        return self._start.nbytes + self._bars.nbytes

    @property
    def spare(self) -> int:
        return self._start.spare + self._bars.spare

    @property
    def last(self) -> Bar:
        """The forming bar, without a look at the columns; raises IndexError where there is none."""
        if not self.count:
            raise IndexError("there is no bar yet")
        return Bar(self._row[_START_NS], *self._row[_OPEN:])

    def view(self, first: float, last: float, pixels_per_bar: float) -> Slice:
        """Return what to draw of the bars from index `first` to before `last`."""
        self._write()
        return self._bars.view(first, last, pixels_per_bar)

    def bars(self, first: int = 0, end: int | None = None) -> list[Bar]:
        """Return the bars `first` to before `end` as values, indexed as slices are."""
        columns = (self.start_ns, self.open, self.high, self.low, self.close, self.volume)
        rows = (column[first:end].astype(np.int64).tolist() for column in columns)
        return [Bar(*row) for row in zip(*rows, strict=True)]

    def add_trade(self, at_ns: int, price: int, size: int) -> None:
        """Take in a trade; one that comes late still falls into the bar of its time."""
        span = self._span
        if not span.from_ns <= at_ns < span.until_ns:
            span = self._period.span(at_ns)
            if self.count == 0 or span.start_ns > self._row[0]:
                self._begin(span, at_ns, price, size)
                return
            if span.start_ns < self._row[0]:
                self._add_late(span.start_ns, at_ns, price, size)
                return
            self._span = span
        _join(self._row, at_ns, price, size)
        self._written = False
        self.version += 1

    def prepend(self, bars: Sequence[Bar] | BarColumns) -> BarColumns:
        """Put older bars in front and return them; bars at or after the first one are left out."""
        older = bars if isinstance(bars, BarColumns) else BarColumns.of(bars)
        if self.count:
            older = older.before(self._start_at(0))
        if len(older):
            self._put_in_front(older)
            self._changed_before_the_last()
        return older

    def prepend_finer(self, older: BarColumns) -> None:
        """Put in front what finer bars add up to, which lie before all that made the bars here."""
        if not len(older):
            return
        joined = replace(older, start_ns=self._period.keys(older.start_ns)).joined()
        if self.count and joined.start_ns[-1] == self._start_at(0):
            self._widen_first(joined)
            joined = joined.part(0, len(joined) - 1)
        if len(joined):
            self._put_in_front(joined)
        self._changed_before_the_last()

    def strips(self, before: int) -> Iterator[tuple[Strip, int]]:
        """Go through all columns, with how many places each needs for so many bars in front."""
        yield self._start, before
        yield from self._bars.strips(before)

    def fill_from(self, finer: "BarSeries") -> None:
        """Replace everything by what the bars of `finer` add up to."""
        self.clear()
        if finer.count == 0:
            return
        columns = finer.columns()
        keys = self._period.keys(columns.start_ns)
        self._put_in_front(replace(columns, start_ns=keys).joined())
        firsts = np.flatnonzero(np.diff(keys, prepend=keys[0] - 1))[-RECENT:].tolist()
        lasts = [*(first - 1 for first in firsts[1:]), finer.count - 1]
        for first, last in zip(firsts, lasts, strict=True):
            self._times[int(keys[first])] = (finer.times(first)[0], finer.times(last)[1])
        self._row[_FIRST_NS], self._row[_LAST_NS] = self._times.pop(self._row[_START_NS])
        self._span = self._period.span(self._row[_LAST_NS])

    def columns(self) -> BarColumns:
        """Return all bars as columns, which are views as good as those of the series."""
        return BarColumns(self.start_ns, self.open, self.high, self.low, self.close, self.volume)

    def times(self, index: int) -> tuple[int, int]:
        """Return when the first and the last trade of a bar came, or its start for both."""
        if index == self.count - 1:
            return self._row[_FIRST_NS], self._row[_LAST_NS]
        start_ns = self._start_at(index)
        return self._times.get(start_ns, (start_ns, start_ns))

    def clear(self) -> None:
        """Forget all bars."""
        self.count = 0
        self._start, self._bars = Strip(np.int64), Pyramid()
        self._times.clear()
        self._span = Span(0, 0, 0)
        self._written = True
        self._changed_before_the_last()

    def _begin(self, span: Span, at_ns: int, price: int, size: int) -> None:
        if self.count:
            self._write()
            self._remember(*self._row[:_OPEN])
        self._reach(0, 1)
        self._span = span
        self._row = [span.start_ns, at_ns, at_ns, price, price, price, price, size]
        self._written = False
        self.version += 1

    def _add_late(self, start_ns: int, at_ns: int, price: int, size: int) -> None:
        index = int(np.searchsorted(self.start_ns, start_ns))
        place = self._start.low + index
        if self._start_at(index) == start_ns:
            prices, volume = self._bars.row(place)
            row = [start_ns, *self.times(index), *prices, volume]
            _join(row, at_ns, price, size)
            self._bars.write(place, row[_OPEN:_VOLUME], row[_VOLUME])
        else:
            row = [start_ns, at_ns, at_ns, price, price, price, price, size]
            self._start.insert(place, start_ns)
            self._bars.insert(place, row[_OPEN:_VOLUME], row[_VOLUME])
            self.count += 1
        self._remember(*row[:_OPEN])
        self._changed_before_the_last()

    def _put_in_front(self, older: BarColumns) -> None:
        was_empty = not self.count
        self._reach(len(older), 0)
        low = self._start.low
        self._start.between(low, low + len(older))[...] = older.start_ns
        self._bars.put(low, (older.open, older.high, older.low, older.close), older.volume)
        if was_empty:
            (last,) = self.bars(-1)
            self._row = [last.start_ns, last.start_ns, *astuple(last)]
            self._span = self._period.span(last.start_ns)

    def _widen_first(self, joined: BarColumns) -> None:
        """Take the last of bars that are older into the first one here, of which it is a part."""
        self._write()
        _, open_, high, low, _, more = (int(column[-1]) for column in joined.each())
        place = self._start.low
        prices, volume = self._bars.row(place)
        row = [open_, max(prices[HIGH], high), min(prices[LOW], low), prices[CLOSE]]
        self._bars.write(place, row, volume + more)
        if self.count == 1:
            self._row[_OPEN:] = [*row, volume + more]
            self._row[_FIRST_NS] = self._row[_START_NS]

    def _reach(self, before: int, after: int) -> None:
        low, high = self._start.low - before, self._start.high + after
        self._start.reach(low, high)
        self._bars.reach(low, high)
        self.count = high - low

    def _remember(self, start_ns: int, first_ns: int, last_ns: int) -> None:
        self._times[start_ns] = (first_ns, last_ns)
        if len(self._times) > RECENT:
            del self._times[next(iter(self._times))]

    def _changed_before_the_last(self) -> None:
        self.version += 1
        self.generation += 1

    def _start_at(self, index: int) -> int:
        self._write()
        return self._start.item(self._start.low + index)

    def _write(self) -> None:
        if not self._written:
            place = self._start.high - 1
            self._start.write(place, self._row[_START_NS])
            self._bars.write(place, self._row[_OPEN:_VOLUME], self._row[_VOLUME])
            self._written = True

    def _prices(self, row: int) -> Prices:
        self._write()
        return _read_only(self._bars.prices(self._bars.low, self._bars.high)[row])


_START_NS, _FIRST_NS, _LAST_NS, _OPEN, _HIGH, _LOW, _CLOSE, _VOLUME = range(8)


def _join(row: list[int], at_ns: int, price: int, size: int) -> None:
    """Add a trade to the bar in `row`."""
    row[_VOLUME] += size
    if price > row[_HIGH]:
        row[_HIGH] = price
    elif price < row[_LOW]:
        row[_LOW] = price
    if at_ns >= row[_LAST_NS]:
        row[_LAST_NS], row[_CLOSE] = at_ns, price
    elif at_ns < row[_FIRST_NS]:
        row[_FIRST_NS], row[_OPEN] = at_ns, price


def _read_only(view: npt.NDArray[Any]) -> npt.NDArray[Any]:
    view.flags.writeable = False
    return view


def _holds_whole_minutes(resolution: Resolution) -> bool:
    return resolution.seconds is None or resolution.seconds % 60 == 0


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The trading day so far, and how the one before it closed where that is known."""

    bar: Bar
    previous_close: int | None


class BarBook:
    """All bar series, fed by the hub.

    Minutes are kept for every symbol that trades; other lengths from when they are first asked for,
    filled from the minutes unless they cut through them. `trade_date` takes a symbol and an
    instant. `history` gives the minutes from before the program started at once, `older` those that
    lie on the disk or at a broker when `fetch_older` asks for them. `opened` tells of a symbol
    whose minutes begin.
    """

    def __init__(
        self,
        hub: MarketHub,
        trade_date: Callable[[str, int], date],
        history: History | None = None,
        older: OlderMinutes | None = None,
    ) -> None:
        self.opened: Observers[str] = Observers()
        self._trade_date = trade_date
        self._history = history
        self._backfill = (
            None
            if older is None
            else Backfill(
                older,
                self._first_ns,
                lambda symbol, count: self._of(symbol)[MINUTE].strips(count),
                self.prepend,
            )
        )
        self._hub = hub
        self._by_symbol: dict[str, dict[Resolution, BarSeries]] = {}
        hub.listen(None, self._see)
        hub.cleared.connect(lambda _: self._clear())

    def series(self, symbol: str, resolution: Resolution = MINUTE) -> BarSeries:
        """Return the bars of `symbol`, the same object for good; raises ValueError as period_of."""
        found = self._of(symbol)
        if resolution not in found:
            period = period_of(resolution, lambda at_ns: self._trade_date(symbol, at_ns))
            series = BarSeries(period)
            if _holds_whole_minutes(resolution):
                series.fill_from(found[MINUTE])
            found[resolution] = series
        return found[resolution]

    def history(
        self, symbol: str, resolution: Resolution, before_ns: int, count: int
    ) -> Sequence[Bar]:
        """Return the latest `count` bars that start before `before_ns`, oldest first."""
        series = self.series(symbol, resolution)
        end = int(np.searchsorted(series.start_ns, before_ns))
        return series.bars(max(0, end - count), end)

    def day(self, symbol: str) -> DayFigures | None:
        """Return open, high, low, close and volume of the latest trading day; None without one."""
        bars = self.series(symbol, DAY).bars(-2)
        if not bars:
            return None
        return DayFigures(bars[-1], bars[0].close if len(bars) == 2 else None)

    async def fetch_older(self, symbol: str) -> bool:
        """Put a page of older minutes in front; False where there is none, or none for now."""
        return self._backfill is not None and await self._backfill.fetch_older(symbol)

    def knows(self, symbol: str) -> bool:
        """Say whether there are bars of `symbol`."""
        return symbol in self._by_symbol and self._by_symbol[symbol][MINUTE].count > 0

    def prepend(self, symbol: str, minutes: Sequence[Bar] | BarColumns) -> None:
        """Put older minutes in front of those of `symbol`, and into all its longer bars."""
        found = self._of(symbol)
        older = found[MINUTE].prepend(minutes)
        for resolution, series in found.items():
            if resolution != MINUTE and _holds_whole_minutes(resolution):
                series.prepend_finer(older)

    def _of(self, symbol: str) -> dict[Resolution, BarSeries]:
        found = self._by_symbol.get(symbol)
        if found is None:
            minutes = BarSeries(ClockPeriod(_MINUTE_NS))
            found = self._by_symbol[symbol] = {MINUTE: minutes}
            if self._history:
                now_ns = self._hub.clock.now_ns()
                minutes.prepend(self._history.bars(symbol, str(MINUTE), now_ns, _HISTORY_BARS))
            self.opened.emit(symbol)
        return found

    def _first_ns(self, symbol: str) -> int:
        """Where the minutes begin; without any, at the minute that the market is in."""
        if self.knows(symbol):
            return int(self._by_symbol[symbol][MINUTE].start_ns[0])
        now_ns = self._hub.clock.now_ns()
        return now_ns - now_ns % _MINUTE_NS

    def _see(self, tick: Tick) -> None:
        if type(tick) is TradeTick:
            for series in self._of(tick.symbol).values():
                series.add_trade(tick.at_ns, tick.price, tick.size)

    def _clear(self) -> None:
        for found in self._by_symbol.values():
            for series in found.values():
                series.clear()
        if self._backfill is not None:
            self._backfill.begin_again()
        for symbol in self._by_symbol:
            self.opened.emit(symbol)
