"""Where trading days begin among the bars of a series."""

from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt

Starts = npt.NDArray[np.int64]


class SessionBreaks:
    """Finds the bars that begin a trade date among those that are looked at, and remembers them.

    `trade_date` gives the trade date of an instant; of a later one it is never an earlier date.
    """

    def __init__(self, trade_date: Callable[[int], date]) -> None:
        self._trade_date = trade_date
        self._generation = -1
        self._dates: dict[int, date] = {}  # by bar
        self._ends: dict[date, int] = {}  # the first bar of a later date

    def between(
        self, starts_ns: Starts, generation: int, first: int, last: int, most: int
    ) -> list[int]:
        """Return the breaks from the bar `first` to before `last`, none where they exceed `most`.

        `starts_ns` holds the starts of all bars; another generation means that older ones changed.
        """
        if generation != self._generation:
            self._generation = generation
            self._dates.clear()
            self._ends.clear()
        at, last = max(0, first - 1), min(last, int(starts_ns.size))
        found: list[int] = []
        if last - at < 2 or self._is_crowded(starts_ns, at, last, most):
            return found
        while (at := self._end_of_day(starts_ns, at)) < last:
            found.append(at)
            if len(found) > most:
                return []
        return found

    def _is_crowded(self, starts_ns: Starts, first: int, last: int, most: int) -> bool:
        """Whether a look at some of the bars shows more than `most` breaks."""
        begin, end = self._date(starts_ns, first), self._date(starts_ns, last - 1)
        if (end - begin).days <= most:
            return False
        # The same bars whatever the view, so that one that moves asks for few dates.
        stride = 1 << max(0, ((last - first) // (most + 2)).bit_length() - 1)
        seen = {
            self._date(starts_ns, at) for at in range(-(-first // stride) * stride, last, stride)
        }
        return len(seen) > most + 1

    def _date(self, starts_ns: Starts, at: int) -> date:
        found = self._dates.get(at)
        if found is None:
            found = self._dates[at] = self._trade_date(int(starts_ns[at]))
        return found

    def _end_of_day(self, starts_ns: Starts, at: int) -> int:
        """The first bar after `at` of a later date; the number of bars where there is none."""
        day = self._date(starts_ns, at)
        known = self._ends.get(day)
        if known is None:
            known = self._next_break(starts_ns, at, day)
            if known < starts_ns.size:  # else bars of that date may still come
                self._ends[day] = known
        return known

    def _next_break(self, starts_ns: Starts, at: int, day: date) -> int:
        """The first bar after `at` that is not of `day`: strides that double, then halve."""
        end, stride = int(starts_ns.size), 1
        while at + stride < end and self._trade_date(int(starts_ns[at + stride])) == day:
            at += stride
            stride *= 2
        beyond = min(at + stride, end)
        while beyond - at > 1:
            middle = (at + beyond) // 2
            if self._trade_date(int(starts_ns[middle])) == day:
                at = middle
            else:
                beyond = middle
        return beyond
