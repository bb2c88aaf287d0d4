"""The bars of the price pane and their volume, as rectangles that Qt draws in one call a colour.

Everything is drawn in whole device pixels, so that at 125 % as well no wick is blurred and none is
wider than the next.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from traderterminal.ui.chart.batches import RectangleBatch
from traderterminal.ui.chart.columns import Columns, VisibleColumns
from traderterminal.ui.chart.overlays import PriceTag
from traderterminal.ui.chart.panes import Frame, LegendRow
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.chart import CLOSE, HIGH, LOW, OPEN
from traderterminal.ui.viewmodels.chart_options import ChartType

VOLUME_ALPHA: Final = 0.28
#: The lowest part of the price pane, which the volume takes.
VOLUME_SHARE: Final = 0.16
#: A narrower body has no room for an outline and something in it.
LEAST_HOLLOW_PX: Final = 4

Mask = npt.NDArray[np.bool_]
Pixels = npt.NDArray[np.int32]


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


def device_row(frame: Frame, scale: Scale, value: float) -> int:
    """Return the device pixel of one value, which must not be far off the pane."""
    return round((scale.y(value) - frame.grid.y(0)) * frame.grid.ratio)


class CandleLayer:
    """Draws the bars of the symbol as candles or as bars with ticks for open and close."""

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
        return self._columns.of(frame).extent

    def legend(self, index: int) -> LegendRow | None:
        return self._legend(index)

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        return ()

    def paint(self, frame: Frame, scale: Scale) -> None:
        columns = self._columns.of(frame).of(frame)
        if not len(columns):
            return
        rows = device_rows(frame, scale, columns.prices)
        rising = columns.prices[CLOSE] >= columns.prices[OPEN]
        if scale.inverted:
            rows = rows[[OPEN, LOW, HIGH, CLOSE]]
        draw = self._bars if self.type is ChartType.BARS else self._candles
        with device_pixels(frame) as painter:
            for token, mask in (("up", rising), ("down", ~rising)):
                if not mask.any():
                    continue
                painter.setBrush(frame.theme.color(token))
                draw(frame, columns, rows[:, mask], mask, token)

    def _rectangles(
        self, painter: QPainter, left: Pixels, top: Pixels, right: Pixels, bottom: Pixels
    ) -> None:
        self._batch.draw(painter, self._batch.fill(left, top, right, bottom))

    def _wicks(self, frame: Frame, columns: Columns, rows: Pixels, mask: Mask) -> None:
        left = columns.middle[mask]
        bottom = np.maximum(rows[LOW] - 1, rows[HIGH])
        self._rectangles(frame.painter, left, rows[HIGH], left + columns.wick - 1, bottom)

    def _candles(
        self, frame: Frame, columns: Columns, rows: Pixels, mask: Mask, token: str
    ) -> None:
        self._wicks(frame, columns, rows, mask)
        if columns.body <= columns.wick:
            return
        left = columns.left[mask]
        top = np.minimum(rows[OPEN], rows[CLOSE])
        bottom = np.maximum(np.maximum(rows[OPEN], rows[CLOSE]) - 1, top)
        self._rectangles(frame.painter, left, top, left + columns.body - 1, bottom)
        hollow = frame.theme.hollow or self.type is ChartType.HOLLOW
        if hollow and token == "up" and columns.body >= LEAST_HOLLOW_PX:
            self._hollow(frame.painter, frame.theme, columns, left, top, bottom)

    def _hollow(
        self,
        painter: QPainter,
        theme: Theme,
        columns: Columns,
        left: Pixels,
        top: Pixels,
        bottom: Pixels,
    ) -> None:
        """Leave of each body its outline, as wide as a wick."""
        line = columns.wick
        tall = bottom - top >= 2 * line
        painter.setBrush(theme.color("bg1"))
        right = left[tall] + columns.body - 1 - line
        self._rectangles(painter, left[tall] + line, top[tall] + line, right, bottom[tall] - line)

    def _bars(self, frame: Frame, columns: Columns, rows: Pixels, mask: Mask, token: str) -> None:
        self._wicks(frame, columns, rows, mask)
        if columns.body <= columns.wick:
            return
        line, left = columns.wick, columns.left[mask]
        middle = columns.middle[mask]
        for row, begin, end in (
            (rows[OPEN], left, middle - 1),
            (rows[CLOSE], middle + line, left + columns.body - 1),
        ):
            self._rectangles(frame.painter, begin, row - line, end, row - 1)


class VolumeLayer:
    """Draws the volume at the foot of the price pane, in the colours of the bars."""

    def __init__(self, columns: VisibleColumns, generation: Callable[[], object]) -> None:
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
        columns = self._columns.of(frame)
        return (0.0, float(columns.volume.max())) if len(columns) else None

    def legend(self, index: int) -> LegendRow | None:
        return None  # it stands in the row of the prices

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        return ()

    def paint(self, frame: Frame, scale: Scale) -> None:
        # The area under a line of closes reaches over half of the bar before the last.
        columns = self._columns.of(frame).of(frame, again=1)
        traded = columns.volume > 0
        if not traded.any():
            return
        foot = device_row(frame, scale, 0.0)
        top = np.minimum(device_rows(frame, scale, columns.volume), foot - 1)
        rising = columns.prices[CLOSE] >= columns.prices[OPEN]
        with device_pixels(frame) as painter:
            for token, mask in (("up", rising & traded), ("down", traded & ~rising)):
                if not mask.any():
                    continue
                # Mixed once, since blending every pixel costs more than all else here.
                painter.setBrush(frame.theme.mix(token, "bg1", VOLUME_ALPHA))
                left = columns.left[mask]
                right, bottom = left + columns.body - 1, np.full_like(left, foot - 1)
                count = self._batch.fill(left, top[mask], right, bottom)
                self._batch.draw(painter, count)
