"""Bars as they stand on the screen: one column of device pixels each, or several bars a column.

Zoomed far out a frame takes the level of the pyramid whose buckets are between half a pixel and
one, and joins those that share a pixel: every column of pixels is drawn, once, without gaps.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from traderterminal.kit.frozen import frozen
from traderterminal.ui.chart.panes import Frame, Part
from traderterminal.ui.viewmodels.chart import CLOSE, HIGH, LOW, OPEN, Bars, Slice

BODY_SHARE: Final = 0.68
#: Below so many device pixels a bar is nothing but its wick.
LEAST_BODY_PX: Final = 3.0
#: So many pixels hold the last two columns as a whole.
LATEST_PX: Final = 3


@frozen
class Columns:
    """Columns of device pixels from left to right: where each begins, what it shows.

    `prices` are open, high, low and close in ticks; `volume` is that of the largest bucket in a
    column, since columns join now one bucket and now two.
    """

    left: npt.NDArray[np.int32]
    prices: npt.NDArray[Any]
    volume: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return int(self.left.size)

    def part(self, part: slice) -> "Columns":
        """Return some of them."""
        return Columns(self.left[part], self.prices[:, part], self.volume[part])

    def each(self) -> "list[Column]":
        """Return them one by one, in plain numbers."""
        rows = zip(self.left.tolist(), self.prices.T.tolist(), self.volume.tolist(), strict=True)
        return [Column(*row) for row in rows]


class Column(NamedTuple):
    """One column of device pixels in plain numbers: what is done for many takes long for one."""

    left: int
    prices: Sequence[float]
    volume: int


def widths_of(frame: Frame) -> tuple[int, int]:
    """Return how many device pixels wide a body is, and a wick."""
    step = frame.times.pitch * frame.grid.ratio
    if step < LEAST_BODY_PX:
        return (max(1, int(step)),) * 2
    body = max(1, round(step * BODY_SHARE))
    return body, min(body, round(frame.grid.width() * frame.grid.ratio))


def _begins(frame: Frame, indices: Any) -> Any:
    """Where bars begin, in device pixels: of the index of one, or of many."""
    times, grid = frame.times, frame.grid
    return (times.end - grid.x(0) - (times.right - indices) * times.pitch) * grid.ratio


def pixel_columns(series: Bars, frame: Frame, first: float) -> Columns:
    """Return the columns of the bars in view from `first` on; some may be missing in `series`.

    Where bars share a column, those before `first` may be missing in the first one.
    """
    pitch, missing = frame.times.pitch * frame.grid.ratio, frame.count - series.count
    joined = pitch < 1
    last = frame.times.right - missing
    bars = series.view(first - missing, last, pitch * 2 if joined else 1.0)
    begins = _begins(frame, bars.first + missing + np.arange(len(bars)) * bars.span)
    if joined:
        return _join(bars, np.floor(begins).astype(np.int32))
    begins += (pitch - widths_of(frame)[0]) / 2
    return Columns(np.floor(begins).astype(np.int32), bars.prices, bars.volume)


def _latest(series: Bars, frame: Frame) -> list[Column]:
    """The last two columns, as far as there are so many in view."""
    pitch, left = frame.times.pitch * frame.grid.ratio, frame.times.left
    if pitch < 1:
        first = max(left, frame.count - math.ceil(LATEST_PX / pitch))
        return pixel_columns(series, frame, first).part(slice(-2, None)).each()
    missing = frame.count - series.count
    bars = series.view(max(left, frame.count - 2) - missing, series.count, 1.0)
    room = (pitch - widths_of(frame)[0]) / 2
    first = bars.first + missing
    rows = zip(bars.prices.T.tolist(), bars.volume.tolist(), strict=True)
    return [
        Column(math.floor(_begins(frame, first + number) + room), *row)
        for number, row in enumerate(rows)
    ]


def begins_of(lefts: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """Return where in a sorted row of pixels each pixel stands first."""
    first = np.empty(lefts.size, np.bool_)
    first[:1] = True
    np.not_equal(lefts[1:], lefts[:-1], out=first[1:])
    return np.flatnonzero(first)


def _join(bars: Slice, lefts: npt.NDArray[np.int32]) -> Columns:
    """Make one column of the buckets that begin in the same pixel."""
    begins = begins_of(lefts)
    prices = np.empty((4, begins.size), bars.prices.dtype)
    if begins.size:
        prices[OPEN] = bars.prices[OPEN, begins]
        np.maximum.reduceat(bars.prices[HIGH], begins, out=prices[HIGH])
        np.minimum.reduceat(bars.prices[LOW], begins, out=prices[LOW])
        prices[CLOSE] = bars.prices[CLOSE, np.append(begins[1:], len(bars)) - 1]
        volume = np.maximum.reduceat(bars.volume, begins)
    else:
        volume = bars.volume
    return Columns(lefts[begins], prices, volume)


class Extremes(NamedTuple):
    """The lowest and the highest price of some columns, and the largest volume of one."""

    low: float = math.inf
    high: float = -math.inf
    volume: float = 0.0

    @classmethod
    def of(cls, columns: Columns) -> Self:
        if not len(columns):
            return cls()
        prices = columns.prices
        low, high = float(prices[LOW].min()), float(prices[HIGH].max())
        return cls(low, high, float(columns.volume.max()))

    def with_column(self, column: Column) -> "Extremes":
        low, high = min(self.low, column.prices[LOW]), max(self.high, column.prices[HIGH])
        return Extremes(low, high, max(self.volume, column.volume))


class VisibleColumns:
    """The columns of a frame, worked out once for all the layers that draw them.

    `series` gives the bars that are shown; there are some whenever a frame is drawn. After a tick
    the last columns alone are worked out anew, as long as nobody asks for the others.
    """

    def __init__(self, series: Callable[[], Bars | None]) -> None:
        self._series = series
        self._frame: Frame | None = None  # of which the bars are known
        self._bars: Bars | None = None
        self._view: object = None
        self._settled: Extremes | None = None  # of all but the last column in that view
        self._version = -1
        self._is_new = True  # no tick came since the view is that one
        self._all: Columns | None = None
        self._latest: list[Column] = []
        self._before: list[Column] | None = None  # the column before the last in that view,
        self._ends: int | None = None  # and where the last one is, where each bar has a column
        self._extremes: Extremes | None = None

    def of(self, frame: Frame) -> Columns:
        """Return all columns, or those that are settled."""
        series = self._follow(frame)
        if self._all is None:
            self._all = pixel_columns(series, frame, frame.times.left)
        if frame.part is Part.SETTLED:
            return self._all.part(slice(0, len(self._all) - _forming(frame)))
        return self._all

    def latest(self, frame: Frame) -> list[Column]:
        """Return the column before the last, and the last: none where the forming bar is not in
        view."""
        series = self._follow(frame)
        if self._latest or not _forming(frame):
            return self._latest
        if self._before is None or self._ends is None:
            self._latest = _latest(series, frame)
            if self._latest and frame.times.pitch * frame.grid.ratio >= 1:
                self._before, self._ends = self._latest[:-1], self._latest[-1].left
        else:  # nothing of it but the forming bar changed
            last = series.last
            prices = [last.open, last.high, last.low, last.close]
            self._latest = [*self._before, Column(self._ends, prices, last.volume)]
        return self._latest

    def extremes(self, frame: Frame) -> Extremes | None:
        """Return the extremes of all columns in view; None without any."""
        self._follow(frame)
        if self._extremes is None and self._is_new:
            self._extremes = Extremes.of(self.of(replace(frame, part=Part.ALL)))
        elif self._extremes is None:
            if self._settled is None:
                self._settled = Extremes.of(self.of(replace(frame, part=Part.SETTLED)))
            self._extremes = self._settled
            for column in self.latest(frame)[-1:]:
                self._extremes = self._extremes.with_column(column)
        return self._extremes if self._extremes.low <= self._extremes.high else None

    def _follow(self, frame: Frame) -> Bars:
        """Return the bars, and forget what is known of others, or of others in view."""
        if frame is self._frame:
            assert self._bars is not None  # noqa: S101 - they were found for that frame
            return self._bars
        times, series = frame.times, self._series()
        assert series is not None  # noqa: S101 - nothing is drawn of no symbol
        grid = frame.grid
        view = (
            *(id(series), series.generation, series.count, frame.count),
            *(times.right, times.pitch, times.width, times.origin, grid.ratio, grid.left),
        )
        if view != self._view:
            self._view, self._settled, self._version = view, None, -1
            self._before = self._ends = None
        if series.version != self._version:
            self._is_new = self._version == -1
            self._version, self._latest = series.version, []
            self._all = self._extremes = None
        self._frame, self._bars = frame, series
        return series


def _forming(frame: Frame) -> int:
    """How many columns hold the forming bar: the last one, once it is in view."""
    return int(frame.last == frame.count)
