"""The bars of the price pane and their volume, as rectangles that Qt draws in one call a colour.

Everything is drawn in whole device pixels, so that at 125 % as well no wick is blurred and none is
wider than the next.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from traderterminal.ui.chart.batches import RectangleBatch
from traderterminal.ui.chart.columns import Column, VisibleColumns, widths_of
from traderterminal.ui.chart.overlays import PriceTag
from traderterminal.ui.chart.panes import Frame, LegendRow, Part
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.viewmodels.chart import CLOSE, OPEN
from traderterminal.ui.viewmodels.chart_options import ChartType

VOLUME_ALPHA: Final = 0.28
#: The lowest part of the price pane, which the volume takes.
VOLUME_SHARE: Final = 0.16
#: A narrower body has no room for an outline and something in it.
LEAST_HOLLOW_PX: Final = 4

Pixels = npt.NDArray[np.int32]
#: Left, top, right, bottom in device pixels, inclusive: of one rectangle, or arrays of many.
Box = tuple[Any, Any, Any, Any]


@contextmanager
def device_pixels(frame: Frame) -> Iterator[QPainter]:
    """Let the painter draw rectangles without outline in device pixels of the widget."""
    painter, grid = frame.painter, frame.grid
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.translate(grid.x(0), grid.y(0))
    painter.scale(1 / grid.ratio, 1 / grid.ratio)
    yield painter
    painter.restore()


def device_rows(frame: Frame, scale: Scale, values: npt.NDArray[Any]) -> Pixels:
    """Return the device pixels of values."""
    grid = frame.grid
    pixels = (scale.ys(values) - grid.y(0)) * grid.ratio
    # Far off the pane a pixel need not be right, only fit a number.
    reach = 4 * grid.ratio * (scale.bottom + scale.height)
    np.minimum(np.maximum(pixels, -reach, out=pixels), reach, out=pixels)  # twice as fast as clip
    rows: Pixels = np.rint(pixels, out=pixels).astype(np.int32)
    return rows


def few_device_rows(frame: Frame, scale: Scale, values: Sequence[float]) -> list[int]:
    """Return the device pixels of a few values: what is done for many takes long for them."""
    ratio, origin = frame.grid.ratio, frame.grid.y(0)
    reach = 4 * ratio * (scale.bottom + scale.height)
    pixels = ((scale.y(value) - origin) * ratio for value in values)
    return [round(min(max(pixel, -reach), reach)) for pixel in pixels]


def fill_box(frame: Frame, color: QColor, box: Box) -> None:
    """Fill one rectangle that is given by its edges, inclusive."""
    left, top, right, bottom = box
    grid, ratio = frame.grid, frame.grid.ratio
    x, y = grid.x(0), grid.y(0)
    if ratio == 1 and x == 0 and y == 0:  # a pixel is a pixel, of which Qt makes less fuss
        frame.painter.fillRect(left, top, right - left + 1, bottom - top + 1, color)
        return
    size = (right - left + 1) / ratio, (bottom - top + 1) / ratio
    frame.painter.fillRect(QRectF(x + left / ratio, y + top / ratio, *size), color)


class CandleLayer:
    """Draws the bars of the symbol as candles or as bars with ticks for open and close."""

    all_live = False

    def __init__(
        self,
        columns: VisibleColumns,
        generation: Callable[[], object],
        legend: Callable[[int], LegendRow],
    ) -> None:
        self.type = ChartType.CANDLES
        self._columns = columns
        self._generation = generation
        self._legend = legend
        self._batch = RectangleBatch()

    @property
    def settled(self) -> object:
        return self._generation(), self.type

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        found = self._columns.extremes(frame)
        return None if found is None else (found.low, found.high)

    def legend(self, index: int) -> LegendRow | None:
        return self._legend(index)

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        return ()

    def paint(self, frame: Frame, scale: Scale) -> None:
        if frame.part is Part.LIVE:
            for column in self._columns.latest(frame)[-1:]:
                self._paint_one(frame, scale, column)
        else:
            with device_pixels(frame) as painter:
                self._paint_all(painter, frame, scale)

    def _paint_all(self, painter: QPainter, frame: Frame, scale: Scale) -> None:
        columns = self._columns.of(frame)
        rows = device_rows(frame, scale, columns.prices)
        rising = columns.prices[CLOSE] >= columns.prices[OPEN]
        for token, mask in (("up", rising), ("down", ~rising)):
            if not mask.any():
                continue
            painter.setBrush(frame.theme.color(token))
            masked = _upright(scale, *rows[:, mask])
            boxes = self._boxes(frame, columns.left[mask], masked, np.minimum, np.maximum)
            for box in boxes:
                self._batch.draw(painter, self._batch.fill(*box))
            if token == "up" and self._is_hollow(frame):
                tall, inner = _inside(frame, boxes[-1])
                painter.setBrush(frame.theme.color("bg1"))
                count = self._batch.fill(*(edge[tall] for edge in inner))
                self._batch.draw(painter, count)

    def _paint_one(self, frame: Frame, scale: Scale, column: Column) -> None:
        prices = column.prices
        rows = _upright(scale, *few_device_rows(frame, scale, prices))
        token = "up" if prices[CLOSE] >= prices[OPEN] else "down"
        boxes = self._boxes(frame, column.left, rows, min, max)
        for box in boxes:
            fill_box(frame, frame.theme.color(token), box)
        if token == "up" and self._is_hollow(frame):
            tall, inner = _inside(frame, boxes[-1])
            if tall:
                fill_box(frame, frame.theme.color("bg1"), inner)

    def _is_hollow(self, frame: Frame) -> bool:
        """Whether of the bodies of rising bars the outline alone is drawn, as wide as a wick."""
        if self.type is not ChartType.HOLLOW and not frame.theme.hollow:
            return False
        body, wick = widths_of(frame)
        return body >= LEAST_HOLLOW_PX and body > wick and self.type is not ChartType.BARS

    def _boxes(
        self,
        frame: Frame,
        left: Any,
        rows: Sequence[Any],
        least: Callable[[Any, Any], Any],
        most: Callable[[Any, Any], Any],
    ) -> list[Box]:
        """What bars are drawn as, the wick first; of one bar or of arrays of them."""
        opened, high, low, closed = rows
        body, line = widths_of(frame)
        middle, right = left + (body - line) // 2, left + body - 1
        wick = (middle, high, middle + line - 1, most(low - 1, high))
        if body <= line:
            return [wick]
        if self.type is ChartType.BARS:
            opening = (left, opened - line, middle - 1, opened - 1)
            return [wick, opening, (middle + line, closed - line, right, closed - 1)]
        top = least(opened, closed)
        return [wick, (left, top, right, most(most(opened, closed) - 1, top))]


def _upright(scale: Scale, opened: Any, high: Any, low: Any, closed: Any) -> Sequence[Any]:
    """The rows of open, high, low and close, the upper end of the wick before the lower."""
    return (opened, low, high, closed) if scale.inverted else (opened, high, low, closed)


def _inside(frame: Frame, box: Box) -> tuple[Any, Box]:
    """Whether a body is high enough to be hollow, and what lies within its outline."""
    left, top, right, bottom = box
    line = widths_of(frame)[1]
    return bottom - top >= 2 * line, (left + line, top + line, right - line, bottom - line)


class VolumeLayer:
    """Draws the volume at the foot of the price pane, in the colours of the bars."""

    all_live = False

    def __init__(self, columns: VisibleColumns, generation: Callable[[], object]) -> None:
        self.is_tinted = False  # by an area that lies over it
        self._columns = columns
        self._generation = generation
        self._batch = RectangleBatch()

    @staticmethod
    def scale() -> Scale:
        """Return a scale whose highest value stands below the bars."""
        return Scale(head=1 - VOLUME_SHARE, grounded=True, step=1.0)

    @property
    def settled(self) -> object:
        return self._generation()

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        found = self._columns.extremes(frame)
        return None if found is None else (0.0, found.volume)

    def legend(self, index: int) -> LegendRow | None:
        return None  # it stands in the row of the prices

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        return ()

    def paint(self, frame: Frame, scale: Scale) -> None:
        body = widths_of(frame)[0]
        if frame.part is not Part.LIVE:
            (foot,) = few_device_rows(frame, scale, (0.0,))
            with device_pixels(frame) as painter:
                self._paint_all(painter, frame, scale, foot, body)
            return
        # The area under a line of closes reaches over half of the bar before the last.
        latest = self._columns.latest(frame)[0 if self.is_tinted else -1 :]
        foot, *tops = few_device_rows(frame, scale, (0.0, *(one.volume for one in latest)))
        for (left, prices, volume), top in zip(latest, tops, strict=True):
            if volume > 0:
                token = "up" if prices[CLOSE] >= prices[OPEN] else "down"
                box = left, min(top, foot - 1), left + body - 1, foot - 1
                fill_box(frame, _tint(frame, token), box)

    def _paint_all(
        self, painter: QPainter, frame: Frame, scale: Scale, foot: int, body: int
    ) -> None:
        columns = self._columns.of(frame)
        traded = columns.volume > 0
        top = np.minimum(device_rows(frame, scale, columns.volume), foot - 1)
        rising = columns.prices[CLOSE] >= columns.prices[OPEN]
        for token, mask in (("up", rising & traded), ("down", traded & ~rising)):
            if mask.any():
                painter.setBrush(_tint(frame, token))
                left = columns.left[mask]
                right, bottom = left + body - 1, np.full_like(left, foot - 1)
                count = self._batch.fill(left, top[mask], right, bottom)
                self._batch.draw(painter, count)


def _tint(frame: Frame, token: str) -> QColor:
    """The colour of volumes: mixed once, since to blend every pixel costs more than all else."""
    return frame.theme.mix(token, "bg1", VOLUME_ALPHA)
