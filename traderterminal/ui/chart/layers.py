"""Candles and volume as rectangles that Qt draws in one call a colour."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shiboken6
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from traderterminal.ui.chart.pyramid import CLOSE, HIGH, LOW, OPEN, Slice
from traderterminal.ui.chart.view import VOLUME_SHARE, View
from traderterminal.ui.theme import Theme

BODY_SHARE: Final = 0.68
VOLUME_ALPHA: Final = 0.28

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
    """Draws the bars of a slice: volume first, wicks and bodies over it."""

    def __init__(self) -> None:
        self._batch = RectangleBatch()

    def paint(self, painter: QPainter, theme: Theme, view: View, bars: Slice) -> None:
        """Draw `bars` into the plot; the painter's origin is its top left corner."""
        if not len(bars):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        step = view.pitch * bars.span
        lefts = view.x(bars.first) + np.arange(len(bars)) * step
        rising = bars.prices[CLOSE] >= bars.prices[OPEN]
        body = max(1, round(step * BODY_SHARE)) if step >= 3 else max(1, round(step))
        left = np.floor(lefts + (step - body) / 2).astype(np.int32)
        self._volume(painter, theme, view, bars, left, body, rising)
        self._candles(painter, theme, view, bars, left, body, rising)

    def _volume(
        self,
        painter: QPainter,
        theme: Theme,
        view: View,
        bars: Slice,
        left: npt.NDArray[np.int32],
        body: int,
        rising: Mask,
    ) -> None:
        most = int(bars.volume.max())
        if most <= 0:
            return
        tall = bars.volume * (view.height * VOLUME_SHARE / most)
        top = (view.height - np.maximum(1, tall)).astype(np.int32)
        bottom = np.full_like(top, view.height - 1)
        for token, mask in (("up", rising), ("down", ~rising)):
            painter.setBrush(theme.color(token, VOLUME_ALPHA))
            count = self._batch.fill(left[mask], top[mask], left[mask] + body - 1, bottom[mask])
            self._batch.draw(painter, count)

    def _candles(
        self,
        painter: QPainter,
        theme: Theme,
        view: View,
        bars: Slice,
        left: npt.NDArray[np.int32],
        body: int,
        rising: Mask,
    ) -> None:
        scale = view.height / (view.high - view.low)
        pixels = np.rint((view.high - bars.prices) * scale).astype(np.int32)
        top = np.minimum(pixels[OPEN], pixels[CLOSE])
        bottom = np.maximum(np.maximum(pixels[OPEN], pixels[CLOSE]) - 1, top)
        middle = left + body // 2
        for token, mask in (("up", rising), ("down", ~rising)):
            painter.setBrush(theme.color(token))
            at = middle[mask]
            count = self._batch.fill(
                at, pixels[HIGH][mask], at, np.maximum(pixels[LOW], pixels[HIGH])[mask]
            )
            self._batch.draw(painter, count)
            if body > 1:
                count = self._batch.fill(left[mask], top[mask], left[mask] + body - 1, bottom[mask])
                self._batch.draw(painter, count)
