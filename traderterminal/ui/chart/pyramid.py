"""Bars at every zoom: each level halves the one below it and loses no high or low.

A view takes the first level whose buckets are at least a pixel wide, so that a frame touches no
more buckets than it has pixels, however long the history. Buckets are aligned to the bar index and
do not shimmer while the view moves. Prices are int32 ticks.
"""

import math
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

Columns = npt.NDArray[Any]

OPEN, HIGH, LOW, CLOSE = range(4)
#: No level is made that would have fewer buckets.
SMALLEST_LEVEL: Final = 256
ROOM: Final = 1024


class Bars(Protocol):
    """A series of bars, oldest first; `generation` changes when older ones did."""

    @property
    def count(self) -> int: ...
    @property
    def generation(self) -> int: ...
    @property
    def open(self) -> npt.NDArray[np.int32]: ...
    @property
    def high(self) -> npt.NDArray[np.int32]: ...
    @property
    def low(self) -> npt.NDArray[np.int32]: ...
    @property
    def close(self) -> npt.NDArray[np.int32]: ...
    @property
    def volume(self) -> npt.NDArray[np.int64]: ...


class _Level:
    """Four price rows and a volume row, with room to grow."""

    def __init__(self, capacity: int) -> None:
        self.prices: npt.NDArray[np.int32] = np.empty((4, capacity), np.int32)
        self.volume: npt.NDArray[np.int64] = np.empty(capacity, np.int64)

    def make_room(self, count: int) -> None:
        if count > self.volume.size:
            grown = max(ROOM, count + count // 2)
            prices = np.empty((4, grown), np.int32)
            prices[:, : self.volume.size] = self.prices
            volume = np.empty(grown, np.int64)
            volume[: self.volume.size] = self.volume
            self.prices, self.volume = prices, volume


class Slice:
    """Buckets of one level: `first` is the bar index of the first, each spans `span` bars."""

    __slots__ = ("first", "prices", "span", "volume")

    def __init__(
        self,
        prices: npt.NDArray[np.int32],
        volume: npt.NDArray[np.int64],
        first: int,
        span: int,
    ) -> None:
        self.prices, self.volume, self.first, self.span = prices, volume, first, span

    def __len__(self) -> int:
        return int(self.volume.size)


class Pyramid:
    """Follows a series of bars; `sync` takes over what changed since."""

    def __init__(self) -> None:
        self.count = 0
        self._levels: list[_Level] = [_Level(ROOM)]
        self._generation = -1

    def sync(self, bars: Bars) -> None:
        """Take over new bars and the last one, or everything when older ones changed."""
        count = bars.count
        if bars.generation != self._generation or count < self.count:
            self.count, self._generation = 0, bars.generation
        first = max(0, self.count - 1)
        self.count = count
        if first >= count:
            return
        base = self._levels[0]
        base.make_room(count)
        for row, column in enumerate((bars.open, bars.high, bars.low, bars.close)):
            base.prices[row, first:count] = column[first:count]
        base.volume[first:count] = bars.volume[first:count]
        self._build_upwards(first, count)

    def _build_upwards(self, first: int, count: int) -> None:
        """Rework the buckets from `first` on, level by level."""
        number = 1
        while count > SMALLEST_LEVEL:
            if number == len(self._levels):
                self._levels.append(_Level(ROOM))
                first = 0
            below, level = self._levels[number - 1], self._levels[number]
            below_count, count, first = count, (count + 1) // 2, first // 2
            level.make_room(count)
            _halve(below, level, first, count, below_count)
            number += 1
        del self._levels[number:]

    def view(self, first: float, last: float, pixels_per_bar: float) -> Slice:
        """Return the buckets that cover the bars from `first` to before `last`."""
        number = 0
        if pixels_per_bar < 1:
            number = min(len(self._levels) - 1, math.ceil(-math.log2(pixels_per_bar)))
        span = 1 << number
        start = max(0, math.floor(first)) >> number
        end = min((self.count + span - 1) >> number, (math.ceil(last) + span - 1) >> number)
        end = max(start, end)
        level = self._levels[number]
        return Slice(level.prices[:, start:end], level.volume[start:end], start << number, span)


def _halve(below: _Level, level: _Level, first: int, count: int, below_count: int) -> None:
    pairs = below_count // 2
    a, b = slice(2 * first, 2 * pairs, 2), slice(2 * first + 1, 2 * pairs, 2)
    into = slice(first, pairs)
    level.prices[OPEN, into] = below.prices[OPEN, a]
    np.maximum(below.prices[HIGH, a], below.prices[HIGH, b], out=level.prices[HIGH, into])
    np.minimum(below.prices[LOW, a], below.prices[LOW, b], out=level.prices[LOW, into])
    level.prices[CLOSE, into] = below.prices[CLOSE, b]
    np.add(below.volume[a], below.volume[b], out=level.volume[into])
    if count > pairs:  # an odd one out stands for itself
        level.prices[:, pairs] = below.prices[:, below_count - 1]
        level.volume[pairs] = below.volume[below_count - 1]
