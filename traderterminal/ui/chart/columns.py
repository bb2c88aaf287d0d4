"""Bars as they stand on the screen: one column of device pixels each, or several bars a column.

Zoomed far out a frame takes the level of the pyramid whose buckets are between half a pixel and
one, and joins those that share a pixel: every column of pixels is drawn, once, without gaps.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from traderterminal.ui.chart.panes import Frame, Part
from traderterminal.ui.viewmodels.chart import CLOSE, HIGH, LOW, OPEN, Bars, Slice

BODY_SHARE: Final = 0.68
#: Below so many device pixels a bar is nothing but its wick.
LEAST_BODY_PX: Final = 3.0


@dataclass(frozen=True)
class Columns:
    """Columns of device pixels from left to right.

    `left` is where each begins, `step` how far it is from one bar to the next, `body` and `wick`
    are widths. `prices` are open, high, low and close in ticks; `volume` is that of the largest
    bucket in a column, since columns join now one bucket and now two.
    """

    left: npt.NDArray[np.int32]
    step: float
    body: int
    wick: int
    prices: npt.NDArray[Any]
    volume: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return int(self.left.size)

    @cached_property
    def extent(self) -> tuple[float, float] | None:
        """The lowest and the highest price; None without any bar."""
        if not len(self):
            return None
        return float(self.prices[LOW].min()), float(self.prices[HIGH].max())

    @property
    def middle(self) -> npt.NDArray[np.int32]:
        """Where the wicks begin."""
        return self.left + (self.body - self.wick) // 2

    def of(self, frame: Frame, again: int = 0) -> "Columns":
        """Return the columns of the frame's part; `again` are settled ones that are live too."""
        if frame.part is Part.ALL:
            return self
        # The forming bar is in the last column, once it is in view.
        settled = len(self) - (1 if frame.last == frame.count else 0)
        return self._cut(
            slice(0, settled)
            if frame.part is Part.SETTLED
            else slice(max(0, settled - again), None)
        )

    def _cut(self, part: slice) -> "Columns":
        return replace(
            self, left=self.left[part], prices=self.prices[:, part], volume=self.volume[part]
        )


def pixel_columns(series: Bars, frame: Frame) -> Columns:
    """Return the columns of the bars in view; the first ones may be missing in `series`."""
    times, grid = frame.times, frame.grid
    pitch = times.pitch * grid.ratio
    joined = pitch < 1
    missing = frame.count - series.count
    bars = series.view(times.left - missing, times.right - missing, pitch * 2 if joined else 1.0)
    step = pitch * bars.span
    start = (times.x(bars.first + missing) - grid.x(0)) * grid.ratio
    lefts = start + np.arange(len(bars)) * step
    if joined:
        return _join(bars, np.floor(lefts).astype(np.int32), step)
    body = max(1, round(step * BODY_SHARE)) if step >= LEAST_BODY_PX else max(1, int(step))
    thin = step < LEAST_BODY_PX
    return Columns(
        left=np.floor(lefts + (step - body) / 2).astype(np.int32),
        step=step,
        body=body,
        wick=body if thin else min(body, round(grid.width() * grid.ratio)),
        prices=bars.prices,
        volume=bars.volume,
    )


def begins_of(lefts: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """Return where in a sorted row of pixels each pixel stands first."""
    first = np.empty(lefts.size, np.bool_)
    first[:1] = True
    np.not_equal(lefts[1:], lefts[:-1], out=first[1:])
    return np.flatnonzero(first)


def _join(bars: Slice, lefts: npt.NDArray[np.int32], step: float) -> Columns:
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
    return Columns(lefts[begins], step, 1, 1, prices, volume)


class VisibleColumns:
    """The columns of a frame, worked out once for all the layers that draw them.

    `series` gives the bars that are shown; there are some whenever a frame is drawn.
    """

    def __init__(self, series: Callable[[], Bars | None]) -> None:
        self._series = series
        self._key: object = None
        self._columns: Columns | None = None

    def of(self, frame: Frame) -> Columns:
        """Return all columns in view, whatever part of them is to be drawn."""
        times, series = frame.times, self._series()
        assert series is not None  # noqa: S101 - nothing is drawn of no symbol
        key = (
            *(id(series), series.version, times.right, times.pitch, times.width, times.origin),
            frame.grid,
        )
        if self._columns is None or key != self._key:
            self._key, self._columns = key, pixel_columns(series, frame)
        return self._columns
