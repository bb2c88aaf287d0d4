"""When the bars after the last one will begin, as far as hours and holidays are known."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from traderterminal.domain.bars import Unit
from traderterminal.market.periods import ClockPeriod, Period, RegularPeriod, SessionPeriod
from traderterminal.market.regular_hours import Int64s

#: A chart that shows more of them than that tells nothing by any single one.
MOST: Final = 200_000
MOST_DAYS: Final = 1_000

_MINUTE_NS: Final = 60_000_000_000
_DAY_NS: Final = 1440 * _MINUTE_NS
_WEEK_NS: Final = 7 * _DAY_NS
_FURTHEST_NS: Final = 4 * 365 * _DAY_NS
#: How many days after the key of a bar that of the next one lies, at least.
_APART: Final = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 25}
_NONE: Final = np.empty(0, np.int64)


class ComingBars:
    """The bars to come of one symbol and one length.

    `trading` returns start and end of the sessions that touch a time, in order; none where the
    symbol trades no more.
    """

    def __init__(
        self, period: Period, trading: Callable[[int, int], Sequence[tuple[int, int]]]
    ) -> None:
        self._period = period
        self._trading = trading
        self._known: tuple[int, int, Int64s] = (0, 0, _NONE)  # after which moment, how many, those
        self._span = range(0)  # of one bar of days, as far as it was looked up

    def starts(self, last_ns: int, now_ns: int, count: int) -> Int64s:
        """Return when the next `count` bars begin, in order, or fewer where no more are known.

        They come after the bar that starts at `last_ns`, and none ended before `now_ns`.
        """
        after = max(last_ns, self._period.span(now_ns).start_ns - 1)
        known_after, asked, known = self._known
        if known_after != after or asked < count:
            period, most = self._period, min(count, MOST)
            if isinstance(period, SessionPeriod):
                known = self._days(period, after, min(most, MOST_DAYS))
            elif isinstance(period, ClockPeriod | RegularPeriod):
                known = self._times(period, after, most)
            self._known = after, count, known
        return known[:count]

    def end_of_days(self, now_ns: int) -> int:
        """Return when the bar of days that a moment lies in ends: as another date is traded."""
        if now_ns not in self._span:
            key, first = self._period.span(now_ns).start_ns, now_ns - now_ns % _MINUTE_NS
            step = _DAY_NS
            while self._period.span(first + step).start_ns == key:
                step *= 2
            minutes = range(first, first + step + 1, _MINUTE_NS)
            end = minutes[
                bisect_left(minutes, True, key=lambda at: self._period.span(at).start_ns != key)
            ]
            self._span = range(first, end)
        return self._span.stop

    def _days(self, period: SessionPeriod, after: int, count: int) -> Int64s:
        apart = _APART[period.unit] * (1 if period.unit is Unit.MONTH else period.together)
        found: list[int] = []
        day, traded_until = after // _DAY_NS + 1, 0
        while len(found) < count:
            # Whatever trades, a session of the date goes on at noon UTC or is still to come.
            noon = day * _DAY_NS + _DAY_NS // 2
            key = period.span(noon).start_ns
            if key <= (found[-1] if found else after):
                day += 1
                continue
            if noon >= traded_until:
                sessions = self._trading(noon, noon + 4 * _WEEK_NS)
                if not sessions:
                    break
                traded_until = sessions[-1][1]
            found.append(key)
            day = key // _DAY_NS + apart
        return np.array(found, np.int64)

    def _times(self, period: ClockPeriod | RegularPeriod, after: int, count: int) -> Int64s:
        length, found, last, missing = period.length_ns, [_NONE], after, count
        for counted_from, start, end in self._stretches(period, after + 1):
            first = start - (start - counted_from) % length
            first += max(0, (last - first) // length + 1) * length
            keys = np.arange(first, min(end, first + missing * length), length)
            if keys.size:
                found.append(keys)
                last, missing = int(keys[-1]), missing - keys.size
            if not missing:
                break
        return np.concatenate(found)

    def _stretches(
        self, period: ClockPeriod | RegularPeriod, from_ns: int
    ) -> Iterator[tuple[int, int, int]]:
        """Go through the times that bars are made of: from when they are counted, start, end.

        One may come twice. They end where there is none for a fortnight.
        """
        weeks_without = 0
        for first in range(from_ns, from_ns + _FURTHEST_NS, _WEEK_NS):
            trading = self._trading(first, first + _WEEK_NS)
            weeks_without = 0 if trading else weeks_without + 1
            if weeks_without == 2:  # no holidays are so long
                return
            if isinstance(period, ClockPeriod):
                yield from ((0, start, end) for start, end in trading)
                continue
            for begin, until in period.hours.between(first, first + _WEEK_NS):
                for start, end in trading:
                    if max(begin, start) < min(until, end):
                        yield begin, max(begin, start), min(until, end)
