"""Lines over the bars: of the closes, of a study, of another symbol; and the area under one.

A `LineSlice` of `LinePyramid.view` is drawn as it is: with a value a bar as a smooth line, zoomed
out as the span from the lowest to the highest value in each column of pixels. `view_line` asks for
the slice that a frame needs.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from traderterminal.ui.chart.batches import LineBatch, RectangleBatch
from traderterminal.ui.chart.candles import device_pixels, device_rows
from traderterminal.ui.chart.columns import begins_of
from traderterminal.ui.chart.overlays import PriceTag
from traderterminal.ui.chart.panes import Frame, LegendRow, Part
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.viewmodels.chart import Bars, LinePyramid, LineSlice
from traderterminal.ui.viewmodels.chart_options import ChartType

LINE_PX: Final = 1.4
#: With fewer device pixels from value to value a line is drawn in columns.
LEAST_STEP_PX: Final = 2.0
_SMOOTH: Final = QPainter.RenderHint.Antialiasing
AREA_ALPHA: Final = 0.10


class Line(Protocol):
    """A value for each bar, at every zoom: a `LinePyramid`, or what has one."""

    def view(self, first: float, last: float, pixels_per_bar: float) -> LineSlice: ...


def view_line(line: Line, frame: Frame) -> LineSlice:
    """Return what to draw of a line in a frame, with the value before the first and the next."""
    pitch = frame.times.pitch * frame.grid.ratio
    return line.view(frame.first - 1, frame.last + 1, pitch * 2 if pitch < 1 else 1.0)


def extent_of(line: LineSlice) -> tuple[float, float] | None:
    """Return the lowest and the highest value; None where there is none."""
    if not len(line):
        return None
    with np.errstate(all="ignore"):
        low, high = float(np.fmin.reduce(line.low)), float(np.fmax.reduce(line.high))
    return None if np.isnan(low) else (low, high)


def is_smooth(frame: Frame, span: int) -> bool:
    """Whether values that stand for `span` bars are far enough apart for a smooth line."""
    return frame.times.pitch * span * frame.grid.ratio >= LEAST_STEP_PX


@contextmanager
def _smooth(
    painter: QPainter, color: QColor, width: float, dashes: Sequence[float] = ()
) -> Iterator[QPainter]:
    """Let the painter draw smooth lines; `width` and `dashes` in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern([length / width for length in dashes])
    painter.setPen(pen)
    yield painter
    painter.restore()


def draw_segment(
    frame: Frame,
    scale: Scale,
    index: int,
    before: float,
    value: float,
    token: str,
    width: float = LINE_PX,
) -> None:
    """Draw a smooth line to the value of a bar from that of the one before; none from a NaN."""
    if before == before and value == value:
        end, painter = frame.times.middle(index), frame.painter
        painter.setRenderHint(_SMOOTH, True)
        painter.setPen(frame.theme.pen(token, 1.0, width))
        start = QPointF(end - frame.times.pitch, scale.y(before))
        painter.drawLine(start, QPointF(end, scale.y(value)))
        painter.setRenderHint(_SMOOTH, False)


class LinePainter:
    """Draws lines; one for each that is drawn, since it keeps its buffers."""

    def __init__(self) -> None:
        self._lines = LineBatch()
        self._rectangles = RectangleBatch()

    def draw(
        self,
        frame: Frame,
        scale: Scale,
        line: LineSlice,
        color: QColor,
        *,
        width: float = LINE_PX,
        dashes: Sequence[float] = (),
    ) -> None:
        """Draw the frame's part of a line over a scale; `width` and `dashes` in pixels."""
        first, low, high = _cut(frame, line)
        if not low.size:
            return
        if not is_smooth(frame, line.span):
            self._columns(frame, scale, line.span, first, low, high, color, width)
            return
        with _smooth(frame.painter, color, width, dashes) as painter:
            self._lines.draw_through(painter, _middles(frame, line.span, first, low), scale.ys(low))

    def _columns(
        self,
        frame: Frame,
        scale: Scale,
        span: int,
        first: int,
        low: npt.NDArray[Any],
        high: npt.NDArray[Any],
        color: QColor,
        width: float,
    ) -> None:
        """Draw from the lowest to the highest value of each column, without gaps between them."""
        known = np.flatnonzero(low == low)
        lefts = _device_columns(frame, span, first, low)
        has_gaps = known.size < low.size
        if has_gaps:
            lefts, low, high = lefts[known], low[known], high[known]
        begins = begins_of(lefts)
        if not begins.size:
            return
        one = device_rows(frame, scale, np.minimum.reduceat(low, begins))
        other = device_rows(frame, scale, np.maximum.reduceat(high, begins))
        top, bottom = np.minimum(one, other), np.maximum(one, other)
        wide = max(1, round(width * frame.grid.ratio))
        left = lefts[begins]
        right = left + (wide - 1)
        # Each reaches down or up to where the one before it ended and that one to its side, unless
        # a gap lies between: with a little more than a pixel a bar some pixels have none.
        reach = np.maximum(right[:-1], left[1:] - 1)
        joined_top = np.minimum(top[1:], bottom[:-1])
        joined_bottom = np.maximum(bottom[1:], top[:-1])
        if has_gaps:
            beside = known[begins[1:]] - known[begins[:-1]] <= np.diff(begins) + 1
            joined_top = np.where(beside, joined_top, top[1:])
            joined_bottom = np.where(beside, joined_bottom, bottom[1:])
            reach = np.where(beside, reach, right[:-1])
        top[1:], bottom[1:], right[:-1] = joined_top, joined_bottom, reach
        with device_pixels(frame) as painter:
            painter.setBrush(color)
            count = self._rectangles.fill(left, top, right, bottom + wide - 1)
            self._rectangles.draw(painter, count)

    def fill_to(
        self, frame: Frame, scale: Scale, line: LineSlice, value: float, color: QColor
    ) -> None:
        """Fill the frame's part of the area between a line and a value."""
        first, low, high = _cut(frame, line)
        known = ~np.isnan(low)
        if not known.any():
            return
        grid = frame.grid
        x = (_middles(frame, line.span, first, low)[known] - grid.x(0)) * grid.ratio
        middle = (low[known].astype(np.float64) + high[known]) / 2
        # What is settled ends where the rest begins: no column is tinted twice.
        begin, end = math.floor(x[0]), math.floor(x[-1])
        columns = np.arange(begin + (frame.part is Part.LIVE), end + 1)
        rows = device_rows(frame, scale, np.interp(columns, x, middle))
        (foot,) = device_rows(frame, scale, np.array([value]))
        top, bottom = np.minimum(rows, foot), np.maximum(rows, foot)
        drawn = np.flatnonzero(bottom > top)
        with device_pixels(frame) as painter:
            painter.setBrush(color)
            left = columns[drawn]
            count = self._rectangles.fill(left, top[drawn], left, bottom[drawn] - 1)
            self._rectangles.draw(painter, count)


def _cut(
    frame: Frame, line: LineSlice
) -> tuple[int, npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The frame's part of a line: the index of its first bar, lowest and highest values."""
    end = line.first + len(line) * line.span
    settled = len(line) - (1 if end >= frame.count else 0)
    if frame.part is Part.SETTLED:
        begin, stop = 0, settled
    elif frame.part is Part.LIVE:
        # From the last settled value on, so that the line has no gap.
        begin, stop = max(0, settled - 1), len(line) if settled < len(line) else 0
    else:
        begin, stop = 0, len(line)
    return line.first + begin * line.span, line.low[begin:stop], line.high[begin:stop]


def _middles(frame: Frame, span: int, first: int, like: npt.NDArray[Any]) -> npt.NDArray[Any]:
    times = frame.times
    start = times.x(first) + times.pitch * span / 2
    return start + np.arange(like.size) * (times.pitch * span)


def _device_columns(
    frame: Frame, span: int, first: int, like: npt.NDArray[Any]
) -> npt.NDArray[np.int32]:
    grid = frame.grid
    middles = (_middles(frame, span, first, like) - grid.x(0)) * grid.ratio
    columns: npt.NDArray[np.int32] = np.floor(middles).astype(np.int32)
    return columns


class CloseLine:
    """The closes of a series as a line; taken over as they change, the old ones once."""

    def __init__(self) -> None:
        self.pyramid = LinePyramid()
        self._of: object = None
        self._values = np.empty(0, np.float32)
        self._count = 0
        self._seen: tuple[int, int] = (-1, -1)

    def sync(self, series: Bars) -> LinePyramid:
        """Return the line as the series is now."""
        if series is not self._of:
            self._of, self._seen, self._count = series, (-1, -1), 0
            self.pyramid = LinePyramid()
        seen = series.version, series.generation
        if seen == self._seen:
            return self.pyramid
        begin = self._count - 1 if series.generation == self._seen[1] and self._count else 0
        self._seen, self._count = seen, series.count
        if self._values.size < series.count:
            grown = np.empty(series.count + series.count // 4 + 256, np.float32)
            grown[: self._values.size] = self._values
            self._values = grown
        self._values[begin : series.count] = series.close[begin:]
        self.pyramid.sync(self._values[: series.count], series.generation)
        return self.pyramid


class CloseLayer:
    """Draws the closes as a line, with an area under it, or about the close at the left edge."""

    all_live = False

    def __init__(
        self,
        series: Callable[[], Bars | None],
        legend: Callable[[int], LegendRow],
    ) -> None:
        self.type = ChartType.LINE
        self._series = series
        self._legend = legend
        self._line = CloseLine()
        self._painter = LinePainter()

    @property
    def settled(self) -> object:
        series = self._series()
        known = None if series is None else (id(series), series.generation, series.count)
        return known, self.type

    def _slice(self, frame: Frame) -> LineSlice:
        series = self._series()
        assert series is not None  # noqa: S101 - nothing is drawn of no symbol
        return view_line(self._line.sync(series), frame)

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        return extent_of(self._slice(frame))

    def legend(self, index: int) -> LegendRow | None:
        return self._legend(index)

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        return ()

    def paint(self, frame: Frame, scale: Scale) -> None:
        line, theme = self._slice(frame), frame.theme
        if self.type is ChartType.AREA:
            foot = scale.high if scale.inverted else scale.low
            color = theme.color("t1", AREA_ALPHA)
            self._painter.fill_to(frame, scale, line, foot, color)
        elif self.type is ChartType.BASELINE:
            self._halves(frame, scale, line)
            return
        self._painter.draw(frame, scale, line, theme.color("t1"))

    def _halves(self, frame: Frame, scale: Scale, line: LineSlice) -> None:
        """Draw what lies above the base in one colour and what lies below in another."""
        painter, theme, y = frame.painter, frame.theme, scale.y(scale.base)
        clip = painter.clipBoundingRect()
        above, below = ("down", "up") if scale.inverted else ("up", "down")
        for token, part in (
            (above, clip.adjusted(0, 0, 0, y - clip.bottom())),
            (below, clip.adjusted(0, y - clip.top(), 0, 0)),
        ):
            if part.height() <= 0:
                continue
            painter.save()
            painter.setClipRect(part)
            self._painter.fill_to(frame, scale, line, scale.base, theme.color(token, AREA_ALPHA))
            self._painter.draw(frame, scale, line, theme.color(token))
            painter.restore()
