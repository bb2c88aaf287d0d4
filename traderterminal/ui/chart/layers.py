"""Candles and volume as rectangles that Qt draws in one call a colour."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shiboken6
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from traderterminal.ui.chart.view import VOLUME_SHARE, View
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.chart import CLOSE, HIGH, LOW, OPEN, Slice

BODY_SHARE: Final = 0.68
VOLUME_ALPHA: Final = 0.28
#: A narrower body has no room for an outline and something in it.
LEAST_HOLLOW_PX: Final = 4

Mask = npt.NDArray[np.bool_]


class RectangleBatch:
    """A buffer of integers that Qt reads as rectangles: left, top, right, bottom, inclusive."""

    def __init__(self) -> None:
        self._buffer: npt.NDArray[np.int32] = np.empty((0, 4), np.int32)
        self._pointer: Any = None

    def fill(
        self,
        left: npt.NDArray[Any],
        top: npt.NDArray[Any],
        right: npt.NDArray[Any],
        bottom: npt.NDArray[Any],
    ) -> int:
        """Take over edges in pixels; return how many rectangles there are."""
        count = int(left.size)
        if count > len(self._buffer):
            self._buffer = np.empty((max(256, count * 2), 4), np.int32)
            self._pointer = shiboken6.wrapInstance(self._buffer.ctypes.data, QRect)
        for column, edge in enumerate((left, top, right, bottom)):
            self._buffer[:count, column] = edge
        return count

    def draw(self, painter: QPainter, count: int) -> None:
        """Draw the first `count` rectangles with the painter's brush."""
        if count:
            painter.drawRects(self._pointer, count)


class CandleLayer:
    """Draws the bars of a slice: volume first, wicks and bodies over it.

    It draws in whole device pixels, so that at 125 % as well no wick is blurred and none is wider
    than the next.
    """

    def __init__(self) -> None:
        self._batch = RectangleBatch()

    def paint(self, painter: QPainter, theme: Theme, view: View, bars: Slice) -> None:
        """Draw `bars` into the plot; the painter's origin is its top left corner."""
        if not len(bars):
            return
        grid = PixelGrid.of(painter)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.translate(grid.x(0), grid.y(0))
        painter.scale(1 / grid.ratio, 1 / grid.ratio)
        step = view.pitch * bars.span * grid.ratio
        lefts = (view.x(bars.first) - grid.x(0)) * grid.ratio + np.arange(len(bars)) * step
        rising = bars.prices[CLOSE] >= bars.prices[OPEN]
        body = max(1, round(step * BODY_SHARE)) if step >= 3 else max(1, round(step))
        columns = _Columns(
            left=np.floor(lefts + (step - body) / 2).astype(np.int32),
            body=body,
            wick=1 if step < 3 else min(body, round(grid.width() * grid.ratio)),
            colours=(("up", rising), ("down", ~rising)),
        )
        height = view.height * grid.ratio
        self._volume(painter, theme, bars, columns, height)
        self._candles(painter, theme, view, bars, columns, height)
        painter.restore()

    def _volume(
        self, painter: QPainter, theme: Theme, bars: Slice, columns: "_Columns", height: float
    ) -> None:
        most = int(bars.volume.max())
        if most <= 0:
            return
        tall = bars.volume * (height * VOLUME_SHARE / most)
        top = (height - np.maximum(1, tall)).astype(np.int32)
        left, bottom = columns.left, np.full_like(top, round(height) - 1)
        for token, mask in columns.colours:
            # Mixed once, since blending every pixel costs more than all else here.
            painter.setBrush(theme.mix(token, "bg1", VOLUME_ALPHA))
            right = left[mask] + columns.body - 1
            self._batch.draw(painter, self._batch.fill(left[mask], top[mask], right, bottom[mask]))

    def _candles(
        self,
        painter: QPainter,
        theme: Theme,
        view: View,
        bars: Slice,
        columns: "_Columns",
        height: float,
    ) -> None:
        scale = height / (view.high - view.low)
        beyond = 4 * height  # far off the plot a pixel need not be right, only fit a number
        pixels = np.clip((view.high - bars.prices) * scale, -beyond, beyond)
        pixels = np.rint(pixels).astype(np.int32)
        top = np.minimum(pixels[OPEN], pixels[CLOSE])
        bottom = np.maximum(np.maximum(pixels[OPEN], pixels[CLOSE]) - 1, top)
        low = np.maximum(pixels[LOW] - 1, pixels[HIGH])
        middle = columns.left + (columns.body - columns.wick) // 2
        for token, mask in columns.colours:
            painter.setBrush(theme.color(token))
            at = middle[mask]
            right = at + columns.wick - 1
            self._batch.draw(painter, self._batch.fill(at, pixels[HIGH][mask], right, low[mask]))
            if columns.body > columns.wick:
                left = columns.left[mask]
                right = left + columns.body - 1
                count = self._batch.fill(left, top[mask], right, bottom[mask])
                self._batch.draw(painter, count)
                if theme.hollow and token == "up" and columns.body >= LEAST_HOLLOW_PX:
                    self._hollow(painter, theme, columns, left, top[mask], bottom[mask])

    def _hollow(
        self,
        painter: QPainter,
        theme: Theme,
        columns: "_Columns",
        left: npt.NDArray[np.int32],
        top: npt.NDArray[np.int32],
        bottom: npt.NDArray[np.int32],
    ) -> None:
        """Leave of each body its outline, as wide as a wick."""
        line = columns.wick
        tall = bottom - top >= 2 * line
        painter.setBrush(theme.color("bg1"))
        right = left[tall] + columns.body - 1 - line
        count = self._batch.fill(left[tall] + line, top[tall] + line, right, bottom[tall] - line)
        self._batch.draw(painter, count)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the bars stand, in device pixels, and which are of which colour."""

    left: npt.NDArray[np.int32]
    body: int
    wick: int
    colours: tuple[tuple[str, Mask], ...]
