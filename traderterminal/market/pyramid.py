"""Bars at every zoom: each level halves the one below it and loses no high or low.

A view takes the first level whose buckets are at least a pixel wide, so that a frame touches no
more buckets than it has pixels, however long the history. Buckets are of places, which bars keep
when others are put in front of them: nothing shimmers while the view moves, and what comes in
front or behind is worked out alone. The first bucket may thus begin before the first bar, as the
last one may end after the last.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from traderterminal.market.strip import Strip

OPEN, HIGH, LOW, CLOSE = range(4)
#: No level is made that would have fewer buckets.
SMALLEST_LEVEL: Final = 256
#: So few bars are worked out one by one, which is quicker than by columns.
FEW: Final = 8
#: So many bars are worked out ahead of need at one go: about a millisecond.
AHEAD: Final = 65_536
#: So few make no frame wait that finds them due.
FEW_DUE: Final = 4_096
#: Of bars that changed so many runs apart from each other are remembered.
MOST_RUNS: Final = 4

Prices = npt.NDArray[Any]
Int64s = npt.NDArray[np.int64]
Row = list[Any]


class Slice:
    """Buckets of one level: `first` is the bar index where the first begins, each spans `span`.

    `prices` has the rows OPEN, HIGH, LOW and CLOSE. `first` is below 0 where the first bucket
    begins before the first bar.
    """

    __slots__ = ("first", "prices", "span", "volume")

    def __init__(self, prices: Prices, volume: Int64s, first: int, span: int) -> None:
        self.prices, self.volume, self.first, self.span = prices, volume, first, span

    def __len__(self) -> int:
        return int(self.volume.size)

    def start_of(self, index: int) -> int:
        """Return the bar index where the bucket of a bar begins."""
        return index - (index - self.first) % self.span


class _Level:
    """The buckets of one level, by their number."""

    __slots__ = ("prices", "volume")

    def __init__(self, dtype: npt.DTypeLike, place: int = 0) -> None:
        self.prices = Strip(dtype, 4, place)
        self.volume = Strip(np.int64, None, place)

    def reach(self, low: int, high: int) -> None:
        self.prices.reach(low, high)
        self.volume.reach(low, high)


class Pyramid:
    """Prices and volumes of bars in their places `low` to before `high`, and all zooms of them.

    Prices are of `dtype` until one does not fit: then they are float64, `misfits` counts those.
    Whoever writes says with `touch` which places changed; the levels follow when somebody looks.
    """

    def __init__(self, dtype: npt.DTypeLike = np.int32) -> None:
        self.misfits = 0
        self._levels = [_Level(dtype)]
        self._most = _most(np.dtype(dtype))
        self._due: list[tuple[int, int]] = []  # runs of places that the levels do not know yet
        self._reached = (0, 0)  # the places that the levels above have room for

    @property
    def low(self) -> int:
        return self._levels[0].volume.low

    @property
    def high(self) -> int:
        return self._levels[0].volume.high

    @property
    def nbytes(self) -> int:
        """The memory of what is held; `spare` is that of the room, in bytes too."""
        return sum(strip.nbytes for strip, _ in self.strips(0))

    @property
    def spare(self) -> int:
        return sum(strip.spare for strip, _ in self.strips(0))

    def prices(self, low: int, high: int) -> Prices:
        """Return a view of the prices of bars by their places: a row each of OPEN to CLOSE."""
        return self._levels[0].prices.between(low, high)

    def volume(self, low: int, high: int) -> Int64s:
        """Return a view of the volumes of bars by their places."""
        return self._levels[0].volume.between(low, high)

    def reach(self, low: int, high: int) -> None:
        """Hold bars in the places `low` to before `high`, at least those held so far."""
        self._levels[0].reach(low, high)

    def strips(self, before: int) -> Iterator[tuple[Strip, int]]:
        """Go through all columns, with how many places each needs for so many bars in front."""
        for number, level in enumerate(self._levels):
            yield level.prices, (before >> number) + 1
            yield level.volume, (before >> number) + 1

    def row(self, place: int) -> tuple[Row, int]:
        """Return the prices and the volume of one bar as plain numbers."""
        base = self._levels[0]
        return base.prices.read(place), base.volume.item(place)

    def put(self, low: int, prices: Sequence[npt.NDArray[Any]], volume: Int64s) -> None:
        """Write bars at the places from `low` on, which are held; four columns of prices."""
        self._fit(prices)
        into = self.prices(low, low + len(volume))
        for row, column in zip(into, prices, strict=True):
            row[...] = column
        self.volume(low, low + len(volume))[...] = volume
        self.touch(low, low + len(volume))

    def write(self, place: int, prices: Row, volume: int) -> None:
        """Write one bar at a place that is held."""
        if not -self._most <= prices[LOW] <= prices[HIGH] <= self._most:
            self._widen(sum(abs(price) > self._most for price in prices))
        base = self._levels[0]
        base.prices.write_each(place, prices)
        base.volume.write(place, volume)
        self.touch(place, place + 1)

    def insert(self, place: int, prices: Row, volume: int) -> None:
        """Put a bar at a place; those that stood there and after move one place on."""
        base = self._levels[0]
        base.prices.insert(place, base.prices.read(place))
        base.volume.insert(place, volume)
        self.write(place, prices, volume)
        self.touch(place, self.high)

    def touch(self, first: int, end: int) -> None:
        """Say that the bars in the places `first` to before `end` changed."""
        for number, (begin, stop) in enumerate(self._due):
            if first <= stop and end >= begin:
                self._due[number] = min(begin, first), max(stop, end)
                return
        # Far from each other: what lies between is not worth being worked out again.
        self._due.append((first, end))
        if len(self._due) > MOST_RUNS:
            self._follow()

    @property
    def due(self) -> int:
        """How many bars the levels do not know yet: they are worked out once somebody looks."""
        return sum(end - first for first, end in self._due)

    def work_ahead(self, most: int) -> None:
        """Work out the levels of about `most` bars that are due, before somebody looks."""
        self._reach_levels()
        while self._due and most > 0:
            first, end = self._due.pop()
            begin = max(first, end - most)
            self._settle(begin, end)
            most -= end - begin
            if begin > first:
                self._due.append((first, begin))

    def view(self, first: float, last: float, pixels_per_bar: float) -> Slice:
        """Return the buckets that cover the bars from `first` to before `last`, by their index."""
        low, number = self.low, 0
        if pixels_per_bar < 1:
            self._follow()
            number = min(len(self._levels) - 1, math.ceil(-math.log2(pixels_per_bar)))
        span, level = 1 << number, self._levels[number]
        start = max(0, math.floor(first)) + low >> number
        end = min(level.volume.high, math.ceil(last) + low + span - 1 >> number)
        end = max(start, end)
        prices, volume = level.prices.between(start, end), level.volume.between(start, end)
        prices.flags.writeable = volume.flags.writeable = False
        return Slice(prices, volume, (start << number) - low, span)

    def _follow(self) -> None:
        """Bring the levels up to date."""
        if self._due:
            self._reach_levels()
            for first, end in self._due:
                self._settle(first, end)
            self._due.clear()

    def _settle(self, first: int, end: int) -> None:
        """Work out the buckets that hold the places `first` to before `end`."""
        if end - first <= FEW:
            for place in range(first, end):
                self._raise(place)
            return
        for below, level in pairwise(self._levels):
            first, end = first >> 1, (end + 1) >> 1
            _halve(below, level, first, end)

    def _reach_levels(self) -> None:
        """Have a place for every bucket, and a level for every zoom."""
        low, high, number = self.low, self.high, 0
        if (low, high) == self._reached:
            return
        self._reached, known = (low, high), len(self._levels)
        while high - low > SMALLEST_LEVEL:
            low, high, number = low >> 1, (high + 1) >> 1, number + 1
            if number == len(self._levels):
                self._levels.append(_Level(self._levels[0].prices.dtype, low))
            self._levels[number].reach(low, high)
        del self._levels[number + 1 :]
        if len(self._levels) > known and self.due > (self.high - self.low) // 2:
            self._due = [(self.low, self.high)]
        else:  # the new ones are small
            for below, level in pairwise(self._levels[known - 1 :]):
                _halve(below, level, level.volume.low, level.volume.high)

    def _raise(self, place: int) -> None:
        """Carry one bar up through the levels, with what its neighbours hold."""
        below = self._levels[0]
        row, volume = self.row(place)
        for level in self._levels[1:]:
            beside = place ^ 1
            if below.volume.low <= beside < below.volume.high:
                other = below.prices.read(beside)
                row = _pair(other, row) if beside < place else _pair(row, other)
                volume += below.volume.item(beside)
            place >>= 1
            level.prices.write_each(place, row)
            level.volume.write(place, volume)
            below = level

    def _fit(self, columns: Sequence[npt.NDArray[Any]]) -> None:
        """Hold float64 from now on if a price does not fit what is held."""
        dtype = self._levels[0].prices.dtype
        misfits = 0
        for column in columns:
            if np.can_cast(column.dtype, dtype):
                continue
            beyond = np.abs(column) > self._most
            if dtype.kind == "i" and column.dtype.kind == "f":
                beyond |= column != np.rint(column)
            misfits += int(np.count_nonzero(beyond))
        if misfits:
            self._widen(misfits)

    def _widen(self, misfits: int) -> None:
        self.misfits += misfits
        self._most = math.inf
        for level in self._levels:
            level.prices.widen(np.float64)


def _most(dtype: np.dtype[Any]) -> float:
    """Return the largest price that fits; float64 takes any."""
    if dtype == np.float64:
        return math.inf
    return float(np.iinfo(dtype).max if dtype.kind == "i" else np.finfo(dtype).max)


def _pair(a: Row, b: Row) -> Row:
    return [a[OPEN], max(a[HIGH], b[HIGH]), min(a[LOW], b[LOW]), b[CLOSE]]


def _halve(below: _Level, level: _Level, first: int, end: int) -> None:
    """Work out the buckets `first` to before `end` of a level from those of the one below."""
    low, high = below.volume.low, below.volume.high
    for lone, place in ((low & 1, low), (high & 1, high - 1)):  # an odd one stands for itself
        if lone and first <= place >> 1 < end:
            level.prices.write(place >> 1, below.prices.read(place))
            level.volume.write(place >> 1, below.volume.item(place))
    first, end = max(first, (low + 1) >> 1), min(end, high >> 1)
    if first >= end:
        return
    prices, volume = (
        below.prices.between(2 * first, 2 * end),
        below.volume.between(2 * first, 2 * end),
    )
    into = level.prices.between(first, end)
    into[OPEN] = prices[OPEN, ::2]
    np.maximum(prices[HIGH, ::2], prices[HIGH, 1::2], out=into[HIGH])
    np.minimum(prices[LOW, ::2], prices[LOW, 1::2], out=into[LOW])
    into[CLOSE] = prices[CLOSE, 1::2]
    np.add(volume[::2], volume[1::2], out=level.volume.between(first, end))
