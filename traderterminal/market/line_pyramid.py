"""A line at every zoom: of each bucket the lowest and the highest value, so that no spike is lost.

The values themselves stay with whoever made them. A bucket is of four values at least: of fewer it
would hold no less than they are. Where there is no value, NaN, a bucket is of the others.
"""

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from traderterminal.market.strip import Strip

Line = npt.NDArray[np.float32]

LOWEST, HIGHEST = range(2)
#: Values in the buckets of the lowest level, as a power of two.
FINEST: Final = 2
#: No level is made that would have fewer buckets.
SMALLEST_LEVEL: Final = 256


class LineSlice:
    """Buckets: `first` is the bar index of the first, each spans `span` bars; NaN without a value.

    With a span of 1, `low` and `high` are the values themselves.
    """

    __slots__ = ("first", "high", "low", "span")

    def __init__(self, low: Line, high: Line, first: int, span: int) -> None:
        self.low, self.high, self.first, self.span = low, high, first, span

    def __len__(self) -> int:
        return int(self.low.size)


class LinePyramid:
    """Follows a line of float32 values, one for each bar; `sync` tells what it is now."""

    def __init__(self) -> None:
        self._values: Line = np.empty(0, np.float32)
        self._generation = -1
        self._known = 0  # values that the levels know, the last one but for now
        self._behind = False  # the levels do not know of the latest values yet
        self._levels: list[Strip] = []

    @property
    def nbytes(self) -> int:
        """The memory of the levels, without that of the values; `spare` is room for more."""
        return sum(level.nbytes for level in self._levels)

    @property
    def spare(self) -> int:
        return sum(level.spare for level in self._levels)

    def sync(self, values: Line, generation: int) -> None:
        """Take over all values, of which the last and new ones may differ from those before.

        Another generation means that older ones do, too.
        """
        if generation != self._generation or values.size < self._values.size:
            self._generation, self._known = generation, 0
            self._levels.clear()
        self._values, self._behind = values, True

    def view(self, first: float, last: float, pixels_per_bar: float) -> LineSlice:
        """Return what to draw of the bars from index `first` to before `last`.

        It holds the extremes of all values in view; there are at most two buckets a pixel.
        """
        number = math.ceil(-math.log2(pixels_per_bar)) if pixels_per_bar < 1 else 0
        begin, end = max(0, math.floor(first)), min(self._values.size, math.ceil(last))
        end = max(begin, end)
        if number < FINEST or self._values.size <= SMALLEST_LEVEL or begin == end:
            found = self._values[begin:end]
            return LineSlice(found, found, begin, 1)
        self._follow(self._values.size)
        number = min(number, FINEST + len(self._levels) - 1)
        start, stop = begin >> number, -(-end >> number)
        buckets = self._levels[number - FINEST].between(start, max(start, stop))
        return LineSlice(buckets[LOWEST], buckets[HIGHEST], start << number, 1 << number)

    @property
    def due(self) -> int:
        """How many values the levels do not know yet: they are worked out once somebody looks."""
        return self._values.size - self._known

    def work_ahead(self, most: int) -> None:
        """Work out the levels of `most` values that are due, before somebody looks."""
        self._follow(min(self._values.size, self._known + most))

    def _follow(self, count: int) -> None:
        """Bring the levels up to date, from the last value that they know to before `count`."""
        if not self._behind:
            return
        first = max(0, self._known - 1)
        self._known, self._behind = count, count < self._values.size
        number, values = 0, self._values[:count]
        first, count = first >> FINEST, -(-count >> FINEST)
        while number == 0 or count > SMALLEST_LEVEL // 2:
            if number == len(self._levels):
                self._levels.append(Strip(np.float32, rows=2))
                first = 0
            level = self._levels[number]
            level.reach(0, count)
            if number == 0:
                _gather(values, level, first, count)
            else:
                _halve(self._levels[number - 1], level, first, count)
            number, count, first = number + 1, (count + 1) // 2, first // 2


def _gather(values: Line, level: Strip, first: int, count: int) -> None:
    """Work out the buckets `first` to before `count` of the values."""
    part = values[first << FINEST :]
    missing = ((count - first) << FINEST) - part.size
    if missing:
        part = np.concatenate((part, np.full(missing, np.nan, np.float32)))
    into = level.between(first, count)
    # By pairs of strided columns: reduced along a short axis it takes ten times as long.
    for extreme, row in ((np.fmin, into[LOWEST]), (np.fmax, into[HIGHEST])):
        pairs = extreme(part[::2], part[1::2])
        extreme(pairs[::2], pairs[1::2], out=row)


def _halve(below: Strip, level: Strip, first: int, count: int) -> None:
    """Work out the buckets `first` to before `count` of a level from those of the one below."""
    pairs = below.high // 2
    into, parts = level.between(first, pairs), below.between(2 * first, 2 * pairs)
    np.fmin(parts[LOWEST, ::2], parts[LOWEST, 1::2], out=into[LOWEST])
    np.fmax(parts[HIGHEST, ::2], parts[HIGHEST, 1::2], out=into[HIGHEST])
    if count > pairs:  # an odd one stands for itself
        level.write_each(pairs, below.read(2 * pairs))
