"""How time is cut into bars: by the clock, by trading days and longer, by regular sessions."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Final, Protocol

import numpy as np

from traderterminal.domain.bars import Resolution, Unit
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.market.regular_hours import OUTSIDE, Int64s, RegularHours

_MINUTE_NS: Final = 60 * NANOSECONDS
_DAY_NS: Final = 86_400 * NANOSECONDS
_EPOCH: Final = date(1970, 1, 1)
_FIRST_MONDAY: Final = date(1970, 1, 5)


@frozen
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


@frozen
class ClockPeriod:
    """Bars of a fixed length, counted from 1970 UTC."""

    length_ns: int

    def span(self, at_ns: int) -> Span:
        start = at_ns - at_ns % self.length_ns
        return Span(start, start, start + self.length_ns)

    def keys(self, times_ns: Int64s) -> Int64s:
        return times_ns - times_ns % self.length_ns


@frozen
class SessionPeriod:
    """Trading days, weeks or months, keyed by 00:00 UTC of the trade date.

    A week goes by its Monday, a month by its first trading day. An evening session belongs to the
    next day's bar, so a key may lie after its first trades. Sessions begin on whole minutes.
    Several go together: days as dates since 1970, weeks since its first Monday, months by the year,
    so that 3M are its quarters. Several days go by the first date, which may have no trading.
    """

    unit: Unit
    trade_date: Callable[[int], date]
    together: int = 1

    def span(self, at_ns: int) -> Span:
        day, together = self.trade_date(at_ns), self.together
        if self.unit is Unit.MONTH:
            day = self._month(day)
        elif self.unit is Unit.WEEK:
            number = (day - _FIRST_MONDAY).days // 7
            day = _FIRST_MONDAY + timedelta(weeks=number - number % together)
        else:
            day -= timedelta(days=(day - _EPOCH).days % together)
        minute = at_ns - at_ns % _MINUTE_NS
        return Span((day - _EPOCH).days * _DAY_NS, minute, minute + _MINUTE_NS)

    def _month(self, day: date) -> date:
        months = day.year * 12 + day.month - 1
        year, month = divmod(months - months % self.together, 12)
        # Whatever trades, a session of the first goes on at noon UTC or is still to come.
        first = (date(year, month + 1, 1) - _EPOCH).days * _DAY_NS
        return self.trade_date(first + _DAY_NS // 2)

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


@frozen
class RegularPeriod:
    """Bars of a fixed length, counted from the start of each regular session."""

    length_ns: int
    hours: RegularHours

    def span(self, at_ns: int) -> Span:
        session = self.hours.session(at_ns)
        start, end = session or (at_ns - at_ns % self.length_ns, at_ns + self.length_ns)
        start = at_ns - (at_ns - start) % self.length_ns
        return Span(start, start, min(start + self.length_ns, end))

    def keys(self, times_ns: Int64s) -> Int64s:
        starts = self.hours.starts(times_ns)
        return times_ns - (times_ns - np.where(starts == OUTSIDE, 0, starts)) % self.length_ns


def period_of(
    resolution: Resolution,
    trade_date: Callable[[int], date],
    regular: RegularHours | None = None,
) -> Period:
    """Return how `resolution` cuts time, or regular hours alone.

    Raises ValueError for bars that trades end.
    """
    if resolution.is_made_of_trades:
        raise ValueError(f"trades end bars of {resolution}, and not the time")
    seconds = resolution.seconds
    if seconds is not None and regular is not None:
        return RegularPeriod(seconds * NANOSECONDS, regular)
    if seconds is not None:
        return ClockPeriod(seconds * NANOSECONDS)
    return SessionPeriod(resolution.unit, trade_date, resolution.count)
