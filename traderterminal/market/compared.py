"""Another symbol along the bars of a chart: its last price by the end of each of them."""

from typing import Final

import numpy as np
import numpy.typing as npt

from traderterminal.market.line_pyramid import Line, LinePyramid, LineSlice
from traderterminal.market.series import Series
from traderterminal.market.strip import Strip

Int64s = npt.NDArray[np.int64]

#: Bars that are gone through at one go: some milliseconds of work.
PIECE: Final = 65_536


class ComparedLine:
    """The closes of `other`, in its ticks, one for each bar of `own`.

    NaN before its first bar. Where it did not trade its last price goes on, as a quote does.
    `refresh` takes over what changed since in either.
    """

    def __init__(self, own: Series, other: Series) -> None:
        self._own: Final = own
        self._other: Final = other
        self._seen: tuple[int, ...] = ()
        self._values = Strip(np.float32)
        self._pyramid = LinePyramid()
        self._generation = 0

    @property
    def values(self) -> Line:
        """A value for each bar so far, good until the next refresh."""
        found: Line = self._values.between(0, self._values.high)
        return found

    def refresh(self, most: int = PIECE) -> bool:
        """Take in what is new and say whether that was all; goes through `most` bars."""
        own, other = self._own, self._other
        seen = (own.generation, other.generation)
        if seen != self._seen:
            self._seen, self._values = seen, Strip(np.float32)
            self._generation += 1
        # The bar that was the last has gone on, and one before it never does.
        first = max(0, self._values.high - 1)
        end = min(own.count, first + most)
        if first < end:
            self._values.reach(0, end)
            self._values.between(first, end)[...] = self._closes(first, end)
        self._pyramid.sync(self.values, self._generation)
        return end == own.count

    def view(self, first: float, last: float, pixels_per_bar: float) -> LineSlice:
        """Return what to draw of the bars from index `first` to before `last`."""
        return self._pyramid.view(first, last, pixels_per_bar)

    def _closes(self, first: int, end: int) -> Line:
        """By the end of a bar is before the start of the next one; the last one goes on."""
        ends = self._own.start_ns[first + 1 : end + 1]
        index = np.searchsorted(self._other.start_ns, ends) - 1
        if index.size < end - first:
            index = np.append(index, self._other.count - 1)
        found = np.full(end - first, np.nan, np.float32)
        there = index >= 0
        found[there] = self._other.close[index[there]]
        return found
