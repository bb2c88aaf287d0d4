"""Heikin-Ashi: bars that are smoothed by those before them, made of the bars of any series.

A close is the mean of a bar's four prices, an open the middle of the body before it. What a body
takes from those before it halves with each bar: after `WARM_UP` of them nothing of it is left in a
float64, so that any part of a history can be made by itself.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from traderterminal.market.series import Series

Floats = npt.NDArray[np.float64]

WARM_UP: Final = 64
#: Bars that are made at one go: some milliseconds of work.
PIECE: Final = 32_768


class HeikinAshi(Series):
    """Follows a series of bars; `refresh` takes over what changed since.

    Prices are parts of ticks. As long as a history is not all made it lacks its first bars.
    """

    def __init__(self, source: Series) -> None:
        super().__init__(np.float32)
        self._source: Final = source
        self._seen = (-1, -1)  # generation and version of the source
        self._missing = 0  # bars of the source in front of those made

    @property
    def is_whole(self) -> bool:
        """Whether all bars of the source are made, as far as they were seen."""
        return not self._missing

    def refresh(self, most: int = PIECE) -> bool:
        """Take in what is new and say whether that was all; makes `most` bars or a few more."""
        source = self._source
        if self._seen != (source.generation, source.version):
            if self._seen[0] != source.generation:
                self.clear()
                self._missing = max(0, source.count - most)
            self._seen = (source.generation, source.version)
            self._make(max(self._missing, self._missing + self.count - 1), source.count)
        elif self._missing:
            first = max(0, self._missing - most)
            self._reach(self._missing - first, 0)
            self._put(self._start.low, first, self._missing)
            self._missing = first
            self._changed_before_the_last()
        return self.is_whole

    def _make(self, first: int, end: int) -> None:
        """Make the bars from `first` on anew; they are the last ones."""
        if first >= end:
            return
        self._reach(0, end - self._missing - self.count)
        self._put(self._start.low + first - self._missing, first, end)
        last, place = self._source.last, self._start.high - 1
        self._row = [last.start_ns] * 3 + self._bars.row(place)[0] + [last.volume]
        self.version += 1

    def _put(self, place: int, first: int, end: int) -> None:
        source, part = self._source, slice(first, end)
        self._start.between(place, place + end - first)[...] = source.start_ns[part]
        self._bars.put(place, _smoothed(source, first, end), source.volume[part])


def _smoothed(source: Series, first: int, end: int) -> list[npt.NDArray[Any]]:
    """Return open, high, low and close of the bars `first` to before `end`."""
    begin = max(0, first - WARM_UP)
    part = slice(begin, end)
    opened, high, low = source.open[part], source.high[part], source.low[part]
    close: Floats = (opened.astype(np.float64) + high + low + source.close[part]) / 4.0
    middle: Floats = np.empty_like(close)
    middle[0] = (float(opened[0]) + float(source.close[begin])) / 2.0
    middle[1:] = close[:-1] / 2.0
    reach = 1
    while reach < WARM_UP:  # each pass doubles how many bars before are summed up
        middle[reach:] += middle[:-reach] * 0.5**reach
        reach *= 2
    top = np.maximum(high, np.maximum(middle, close))
    bottom = np.minimum(low, np.minimum(middle, close))
    return [column[first - begin :] for column in (middle, top, bottom, close)]
