"""Bars of one length of time, made of trades or of finer bars."""

from dataclasses import replace
from typing import Final, Self

import numpy as np

from traderterminal.market.bar_checks import count_flaws
from traderterminal.market.columns import MOST_TICKS, BarColumns
from traderterminal.market.periods import ClockPeriod, Period, Span
from traderterminal.market.pyramid import CLOSE, HIGH, LOW
from traderterminal.market.series import (
    FIRST_NS,
    LAST_NS,
    ROW_LOW,
    ROW_OPEN,
    ROW_VOLUME,
    START_NS,
    Series,
    join,
)

#: So many bars are recent: a trade comes no later than that.
RECENT: Final = 256


class BarSeries(Series):
    """Bars of one length of time. A trade that comes late still falls into the bar of its time."""

    def __init__(self, period: Period) -> None:
        super().__init__()
        self._period = period
        self._span = Span(0, 0, 0)  # of the forming bar
        #: When the first and the last trade of recent bars came, by their start: what a late trade
        #: needs. Of other bars nothing is known but that their trades lie within.
        self._times: dict[int, tuple[int, int]] = {}

    def add_trade(self, at_ns: int, price: int, size: int) -> None:
        """Take in a trade: market time in nanoseconds, price in ticks, size in lots."""
        span = self._span
        if not span.from_ns <= at_ns < span.until_ns:
            span = self._period.span(at_ns)
            if self.count == 0 or span.start_ns > self._row[START_NS]:
                self._open(span, at_ns, price, size)
                return
            if span.start_ns < self._row[START_NS]:
                self._add_late(span.start_ns, at_ns, price, size)
                return
            self._span = span
        if price <= 0 < self._row[ROW_LOW]:
            self.flaws["below_one"] += 1
        join(self._row, at_ns, price, size)
        self._written = False
        self.version += 1

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

    def fill_from(self, finer: "BarSeries", first: int = 0) -> None:
        """Replace everything by what the bars of `finer` add up to, from the one at `first` on."""
        self.clear()
        if first >= finer.count:
            return
        columns = finer.columns().part(first, finer.count)
        keys = self._period.keys(columns.start_ns)
        self._put_in_front(replace(columns, start_ns=keys).joined())
        firsts = np.flatnonzero(np.diff(keys, prepend=keys[0] - 1))[-RECENT:].tolist()
        lasts = [*(begin - 1 for begin in firsts[1:]), len(keys) - 1]
        for begin, last in zip(firsts, lasts, strict=True):
            times = (finer.times(first + begin)[0], finer.times(first + last)[1])
            self._times[int(keys[begin])] = times
        self._row[FIRST_NS], self._row[LAST_NS] = self._times.pop(self._row[START_NS])
        self._span = self._period.span(self._row[LAST_NS])

    def times(self, index: int) -> tuple[int, int]:
        """Return when the first and the last trade of a bar came, or its start for both."""
        if index == self.count - 1:
            return self._row[FIRST_NS], self._row[LAST_NS]
        start_ns = self._start_at(index)
        return self._times.get(start_ns, (start_ns, start_ns))

    def clear(self) -> None:
        self._times.clear()
        self._span = Span(0, 0, 0)
        super().clear()

    def adopt(self, other: Self) -> None:
        self._times, self._span = other._times, other._span
        super().adopt(other)

    def _open(self, span: Span, at_ns: int, price: int, size: int) -> None:
        if price <= 0:
            self.flaws["below_one"] += 1
        if self.count:
            self._remember(*self._row[:ROW_OPEN])
        self._begin([span.start_ns, at_ns, at_ns, price, price, price, price, size])
        self._span = span

    def _add_late(self, start_ns: int, at_ns: int, price: int, size: int) -> None:
        index = int(np.searchsorted(self.start_ns, start_ns))
        place, lowest = self._start.low + index, MOST_TICKS
        if self._start_at(index) == start_ns:
            prices, volume = self._bars.row(place)
            row, lowest = [start_ns, *self.times(index), *prices, volume], prices[LOW]
            join(row, at_ns, price, size)
            self._bars.write(place, row[ROW_OPEN:ROW_VOLUME], row[ROW_VOLUME])
        else:
            row = [start_ns, at_ns, at_ns, price, price, price, price, size]
            self._start.insert(place, start_ns)
            self._bars.insert(place, row[ROW_OPEN:ROW_VOLUME], row[ROW_VOLUME])
            self.count += 1
        self.flaws["late"] += 1
        if price <= 0 < lowest:
            self.flaws["below_one"] += 1
        self._remember(*row[:ROW_OPEN])
        self._changed_before_the_last()

    def _checked(self, bars: BarColumns) -> BarColumns:
        period = self._period
        if isinstance(period, ClockPeriod):
            aligned = bars.start_ns % period.length_ns == 0
            if not aligned.all():
                count_flaws("overlapping", ~aligned, self.flaws)
                bars = bars.where(aligned)
        return super()._checked(bars)

    def _put_in_front(self, older: BarColumns) -> None:
        was_empty = not self.count
        super()._put_in_front(older)
        if was_empty:
            self._span = self._period.span(self._row[LAST_NS])

    def _widen_first(self, joined: BarColumns) -> None:
        """Take the last of bars that are older into the first one here, of which it is a part."""
        self._write()
        _, open_, high, low, _, more = (column[-1].item() for column in joined.each())
        place = self._start.low
        prices, volume = self._bars.row(place)
        row = [open_, max(prices[HIGH], high), min(prices[LOW], low), prices[CLOSE]]
        self._bars.write(place, row, volume + more)
        if self.count == 1:
            self._row[ROW_OPEN:] = [*row, volume + more]
            self._row[FIRST_NS] = self._row[START_NS]

    def _remember(self, start_ns: int, first_ns: int, last_ns: int) -> None:
        self._times[start_ns] = (first_ns, last_ns)
        if len(self._times) > RECENT:
            del self._times[next(iter(self._times))]
