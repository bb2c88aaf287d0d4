"""Regular trading hours of one symbol: which instants lie within, and when their session began."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Int64s = npt.NDArray[np.int64]

#: What stands for the start of a session where there is none.
OUTSIDE: Final = -1
_DAY_NS: Final = 86_400_000_000_000


class RegularHours:
    """The regular sessions of a symbol, as far as they were asked for.

    `between` returns the start and the end of those that touch a time, in order; none where the
    symbol has no hours that are more regular than others.
    """

    def __init__(self, between: Callable[[int, int], Sequence[tuple[int, int]]]) -> None:
        self._between = between
        self._first = self._end = 0  # the time that the sessions below are of
        self._starts: Int64s = np.empty(0, np.int64)
        self._ends: Int64s = np.empty(0, np.int64)
        self._latest = (0, 0)

    def between(self, from_ns: int, until_ns: int) -> Sequence[tuple[int, int]]:
        """Return start and end of the sessions that touch a time, in order."""
        return self._between(from_ns, until_ns)

    def session(self, at_ns: int) -> tuple[int, int] | None:
        """Return the start and the end of the session that an instant lies in."""
        start, end = self._latest  # trades mostly come from the same one
        if start <= at_ns < end:
            return self._latest
        self._reach(at_ns, at_ns)
        index = bisect_right(self._starts, at_ns) - 1
        if index < 0 or at_ns >= self._ends[index]:
            return None
        self._latest = (int(self._starts[index]), int(self._ends[index]))
        return self._latest

    def starts(self, times_ns: Int64s) -> Int64s:
        """Return when the session of each instant began, OUTSIDE where it lies in none.

        The instants are in order.
        """
        if not times_ns.size:
            return times_ns
        self._reach(int(times_ns[0]), int(times_ns[-1]))
        if not self._starts.size:
            return np.full_like(times_ns, OUTSIDE)
        index = np.searchsorted(self._starts, times_ns, side="right") - 1
        inside = (index >= 0) & (times_ns < self._ends[index])
        return np.where(inside, self._starts[index], OUTSIDE)

    def began(self, times_ns: Int64s) -> Floats:
        """Return the same as indicators read it: NaN where an instant lies in no session."""
        starts = self.starts(times_ns)
        return np.where(starts == OUTSIDE, np.nan, starts.astype(np.float64))

    def _reach(self, first_ns: int, last_ns: int) -> None:
        """Know the sessions around a time."""
        if self._first <= first_ns and last_ns < self._end:
            return
        known = self._first != self._end
        first, end = first_ns - first_ns % _DAY_NS - 8 * _DAY_NS, last_ns + 8 * _DAY_NS
        self._first = min(first, self._first) if known else first
        self._end = max(end, self._end) if known else end
        sessions = np.array(self._between(self._first, self._end), np.int64).reshape(-1, 2)
        self._starts, self._ends = sessions[:, 0].copy(), sessions[:, 1].copy()
