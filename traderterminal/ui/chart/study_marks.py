"""What studies are drawn with beside lines: steps, dots, columns, the area between two lines.

While a bar is a pixel wide or more, every value is drawn. Further out each column of device pixels
shows the lowest and the highest value that fall into it, so that no spike is lost and a frame does
no more work than it has pixels.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from traderterminal.ui.chart.batches import LineBatch, RectangleBatch
from traderterminal.ui.chart.candles import Pixels, device_pixels, device_rows
from traderterminal.ui.chart.columns import begins_of
from traderterminal.ui.chart.lines import LINE_PX
from traderterminal.ui.chart.panes import Frame
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.viewmodels.study import LineSlice
from traderterminal.ui.viewmodels.study_paths import Path

BODY_SHARE: Final = 0.68
DOT_SHARE: Final = 0.4
SMALLEST_DOT: Final = 2
LARGEST_DOT: Final = 5

Values = npt.NDArray[np.float32]


def pixels_per_bar(frame: Frame) -> float:
    """Return how wide a bar is for who asks for values: far out, two buckets share a pixel."""
    pitch = frame.times.pitch * frame.grid.ratio
    return pitch * 2 if pitch < 1 else pitch


class StudyMarks:
    """Draws the values of studies; one for each layer, since its buffers are used over again."""

    def __init__(self) -> None:
        self._rectangles = RectangleBatch()
        self._lines = LineBatch()

    def path(self, frame: Frame, scale: Scale, path: Path, token: str, pixels: float) -> None:
        """Draw a line from corner to corner."""
        painter = frame.painter
        x = frame.times.middle(0) + path.bars * frame.times.pitch
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(frame.theme.pen(token, width=pixels))
        self._lines.draw_through(painter, x, scale.ys(path.values))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def steps(self, frame: Frame, scale: Scale, found: LineSlice, token: str) -> None:
        """Draw each value flat over its bar, not joined to the next one where that differs."""
        line = max(1, round(LINE_PX * frame.grid.ratio))
        if _is_dense(frame):
            lefts, low, high = _columns(frame, found)
            begins, ends, values = np.tile(lefts, 2), np.tile(lefts, 2), np.append(low, high)
        else:
            change = np.flatnonzero(found.low[1:] != found.low[:-1]) + 1
            first = np.concatenate(([0], change)).astype(np.int64)
            last = np.append(change, len(found))
            values = found.low[first] if len(found) else found.low
            first, last = first[: len(values)], last[: len(values)]
            begins, ends = _edges(frame, found, first), _edges(frame, found, last) - 1
        known = ~np.isnan(values)
        rows = device_rows(frame, scale, values[known])
        with device_pixels(frame) as painter:
            painter.setBrush(frame.theme.color(token))
            self._fill(painter, begins[known], rows, ends[known], rows + line - 1)

    def dots(self, frame: Frame, scale: Scale, found: LineSlice, token: str) -> None:
        """Draw a dot at each value, in the middle of its bar."""
        ratio = frame.grid.ratio
        size = min(max(SMALLEST_DOT, frame.times.pitch * DOT_SHARE), LARGEST_DOT)
        side = max(1, round(size * ratio))
        if _is_dense(frame):
            lefts, low, high = _columns(frame, found)
            lefts, values = np.tile(lefts, 2), np.append(low, high)
        else:
            numbers, values = np.arange(len(found)), found.low
            half = round(frame.times.pitch * ratio / 2)
            lefts = _edges(frame, found, numbers) + half - side // 2
        known = ~np.isnan(values)
        tops, lefts = device_rows(frame, scale, values[known]) - side // 2, lefts[known]
        with device_pixels(frame) as painter:
            painter.setBrush(frame.theme.color(token))
            self._fill(painter, lefts, tops, lefts + side - 1, tops + side - 1)

    def histogram(self, frame: Frame, scale: Scale, found: LineSlice, token: str) -> None:
        """Draw a column from zero to each value."""
        if _is_dense(frame):
            lefts, low, high = _columns(frame, found)
            rights = lefts
        else:
            step = frame.times.pitch * frame.grid.ratio
            body = max(1, round(step * BODY_SHARE))
            lefts = _edges(frame, found, np.arange(len(found))) + int((step - body) / 2)
            rights, low, high = lefts + body - 1, found.low, found.low
        known = ~np.isnan(high)
        above, below = np.maximum(high[known], 0.0), np.minimum(low[known], 0.0)
        tops, bottoms = _rows(frame, scale, above, below)
        with device_pixels(frame) as painter:
            painter.setBrush(frame.theme.mix(token, "bg1", 0.6))
            ends = np.maximum(bottoms - 1, tops)
            self._fill(painter, lefts[known], tops, rights[known], ends)

    def between(
        self,
        frame: Frame,
        scale: Scale,
        first: LineSlice,
        second: LineSlice,
        token: str,
        alphas: tuple[float, float],
    ) -> None:
        """Fill the area between two lines; the second alpha is for where the first one is lower."""
        columns = _dense_area if _is_dense(frame) else _area
        lefts, one, other = columns(frame, first, second)
        falls = one < other
        with device_pixels(frame) as painter:
            for alpha, mask in zip(alphas, (one >= other, falls), strict=True):
                if not mask.any():
                    continue
                upper, lower = (
                    np.maximum(one[mask], other[mask]),
                    np.minimum(one[mask], other[mask]),
                )
                tops, bottoms = _rows(frame, scale, upper, lower)
                painter.setBrush(frame.theme.color(token, alpha))
                self._fill(painter, lefts[mask], tops, lefts[mask], np.maximum(bottoms - 1, tops))

    def rows(
        self,
        frame: Frame,
        edges: Pixels,
        lefts: Pixels,
        rights: Pixels,
        tokens: tuple[tuple[str, float, npt.NDArray[np.bool_]], ...],
    ) -> None:
        """Fill rows between `edges`, from top to bottom; each mask of rows in a mixed colour."""
        with device_pixels(frame) as painter:
            for token, share, mask in tokens:
                painter.setBrush(frame.theme.mix(token, "bg1", share))
                tops = edges[:-1][mask]
                # A hairline between rows that are high enough for one.
                bottoms = np.maximum(edges[1:][mask] - (edges[1:][mask] - tops > 3) - 1, tops)
                self._fill(painter, lefts[mask], tops, rights[mask], bottoms)

    def _fill(
        self,
        painter: QPainter,
        lefts: npt.NDArray[Any],
        tops: npt.NDArray[Any],
        rights: npt.NDArray[Any],
        bottoms: npt.NDArray[Any],
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        self._rectangles.draw(painter, self._rectangles.fill(lefts, tops, rights, bottoms))


def _is_dense(frame: Frame) -> bool:
    """Whether several bars share a column of device pixels."""
    return frame.times.pitch * frame.grid.ratio < 1


def _edges(frame: Frame, found: LineSlice, numbers: npt.NDArray[np.int64]) -> Pixels:
    """Return the device pixels where bars begin, counted from the first of those found."""
    grid = frame.grid
    start = (frame.times.x(found.first) - grid.x(0)) * grid.ratio
    edges: Pixels = np.floor(start + numbers * (frame.times.pitch * grid.ratio)).astype(np.int32)
    return edges


def _columns(frame: Frame, found: LineSlice) -> tuple[Pixels, Values, Values]:
    """Return columns of device pixels, and the lowest and the highest value in each."""
    grid = frame.grid
    step = frame.times.pitch * grid.ratio * found.span
    start = (frame.times.x(found.first) - grid.x(0)) * grid.ratio
    lefts = np.floor(start + np.arange(len(found)) * step).astype(np.int32)
    if not len(lefts):
        return lefts, found.low, found.high
    begins = begins_of(lefts)
    low, high = np.fmin.reduceat(found.low, begins), np.fmax.reduceat(found.high, begins)
    return lefts[begins], low, high


def _rows(frame: Frame, scale: Scale, upper: Any, lower: Any) -> tuple[Pixels, Pixels]:
    """Return the device pixels of values, the upper ones on the screen first."""
    tops, bottoms = device_rows(frame, scale, upper), device_rows(frame, scale, lower)
    return (bottoms, tops) if scale.inverted else (tops, bottoms)


def _area(frame: Frame, first: LineSlice, second: LineSlice) -> tuple[Pixels, Any, Any]:
    """Return columns of device pixels and both lines' values in their middle."""
    grid, times = frame.grid, frame.times
    begin = max(first.first, second.first)
    end = min(first.first + len(first), second.first + len(second)) - 1
    if end <= begin:
        nothing = np.empty(0, np.float64)
        return np.empty(0, np.int32), nothing, nothing
    left = (times.middle(begin) - grid.x(0)) * grid.ratio
    right = (times.middle(end) - grid.x(0)) * grid.ratio
    lefts = np.arange(np.floor(left), np.floor(right), dtype=np.int32)
    step = times.pitch * grid.ratio
    places = np.clip((lefts + 0.5 - left) / step, 0.0, end - begin - 1e-9)
    numbers = places.astype(np.int64)
    parts = places - numbers
    values = []
    for line in (first, second):
        at = line.low[begin - line.first :].astype(np.float64)
        values.append(at[numbers] * (1 - parts) + at[numbers + 1] * parts)
    return lefts, values[0], values[1]


def _dense_area(frame: Frame, first: LineSlice, second: LineSlice) -> tuple[Pixels, Any, Any]:
    """Return columns of device pixels and how far both lines reach apart in each."""
    lefts, low, high = _columns(frame, first)
    others, other_low, other_high = _columns(frame, second)
    both, mine, its = np.intersect1d(lefts, others, return_indices=True)
    rises = high[mine] >= other_high[its]
    one = np.where(rises, high[mine], low[mine])
    other = np.where(rises, other_low[its], other_high[its])
    return both.astype(np.int32), one, other
