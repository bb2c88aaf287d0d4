"""Where trading days begin among the bars of a series."""

from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt


class SessionBreaks:
    """The indices of the bars that begin a trade date; `sync` takes over what changed since."""

    def __init__(self, trade_date: Callable[[int], date]) -> None:
        self._trade_date = trade_date
        self._count = 0
        self._generation = -1
        self._last: date | None = None
        self._found: list[int] = []

    def between(self, first: int, last: int) -> list[int]:
        """Return the breaks from the bar `first` to before `last`."""
        low, high = np.searchsorted(self._found, (first, last)).tolist()
        return self._found[low:high]

    def sync(self, starts_ns: npt.NDArray[np.int64], generation: int) -> None:
        """Take over the starts of all bars; another generation means that older ones changed."""
        count = int(starts_ns.size)
        if generation != self._generation or count < self._count:
            self._count, self._generation, self._last = 0, generation, None
            self._found.clear()
        at = max(0, self._count - 1)
        self._count = count
        if count and self._last is None:
            self._last = self._trade_date(int(starts_ns[0]))
        while at < count - 1 and self._last is not None:
            at = self._next_break(starts_ns, at, self._last)
            if at < count:
                self._found.append(at)
                self._last = self._trade_date(int(starts_ns[at]))

    def _next_break(self, starts_ns: npt.NDArray[np.int64], at: int, day: date) -> int:
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
