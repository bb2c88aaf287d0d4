"""Buffers of numbers that Qt reads as rectangles or points: one call draws them all."""

from typing import Any

import numpy as np
import numpy.typing as npt
import shiboken6
from PySide6.QtCore import QLineF, QRect
from PySide6.QtGui import QPainter


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


class LineBatch:
    """A buffer of floats that Qt reads as lines: x and y of both ends."""

    def __init__(self) -> None:
        self._buffer: npt.NDArray[np.float64] = np.empty((0, 4), np.float64)
        self._pointer: Any = None

    def draw_through(self, painter: QPainter, x: npt.NDArray[Any], y: npt.NDArray[Any]) -> None:
        """Draw lines from point to point with the painter's pen; none to or from a NaN."""
        whole = np.flatnonzero(~(np.isnan(y[:-1]) | np.isnan(y[1:])))
        count = int(whole.size)
        if not count:
            return
        if count > len(self._buffer):
            self._buffer = np.empty((max(256, count * 2), 4), np.float64)
            self._pointer = shiboken6.wrapInstance(self._buffer.ctypes.data, QLineF)
        lines = self._buffer[:count]
        lines[:, 0], lines[:, 1] = x[whole], y[whole]
        lines[:, 2], lines[:, 3] = x[whole + 1], y[whole + 1]
        painter.drawLines(self._pointer, count)
