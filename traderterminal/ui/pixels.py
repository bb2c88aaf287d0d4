"""Whole device pixels under logical coordinates: lines and edges that stay crisp at any ratio.

At 125 % or 150 % a logical pixel is no whole number of device pixels, and a widget may begin in the
middle of one. What is to be crisp is moved to the nearest edge of a device pixel.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Self, cast

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QRegion

from traderterminal.kit.frozen import frozen


@frozen
class PixelGrid:
    """The device pixels below a painter: `ratio` a logical one, its origin at `left` and `top`."""

    ratio: float = 1.0
    left: float = 0.0
    top: float = 0.0

    @classmethod
    def of(cls, painter: QPainter) -> Self:
        """Return the grid of a painter that is neither rotated nor sheared."""
        transform = painter.deviceTransform()
        return cls(transform.m11(), transform.dx(), transform.dy())

    def width(self, pixels: float = 1.0) -> float:
        """Return a line width of about `pixels` that is a whole number of device pixels."""
        return max(1, math.floor(pixels * self.ratio + 0.5)) / self.ratio

    def x(self, at: float) -> float:
        """Return the edge of a device pixel nearest to `at` from the left."""
        return (math.floor(at * self.ratio + self.left + 0.5) - self.left) / self.ratio

    def y(self, at: float) -> float:
        """Return the edge of a device pixel nearest to `at` from the top."""
        return (math.floor(at * self.ratio + self.top + 0.5) - self.top) / self.ratio

    def column(self, at: float, pixels: float = 1.0) -> float:
        """Return the middle of a vertical line of about `pixels` that begins near `at`."""
        return self.x(at) + self.width(pixels) / 2

    def row(self, at: float, pixels: float = 1.0) -> float:
        """Return the middle of a horizontal line of about `pixels` that begins near `at`."""
        return self.y(at) + self.width(pixels) / 2

    def across(self, y: float, left: float, right: float, pixels: float = 1.0) -> QRectF:
        """Return a horizontal line as a rectangle to fill, which is far cheaper than a stroke."""
        return QRectF(left, self.y(y), right - left, self.width(pixels))

    def upright(self, x: float, top: float, bottom: float, pixels: float = 1.0) -> QRectF:
        """Return a vertical line as a rectangle to fill."""
        return QRectF(self.x(x), top, self.width(pixels), bottom - top)

    def box(self, box: QRectF) -> QRectF:
        """Return `box` with its edges moved onto device pixels."""
        left, top = self.x(box.left()), self.y(box.top())
        return QRectF(left, top, self.x(box.right()) - left, self.y(box.bottom()) - top)

    def outline(self, box: QRectF, pixels: float = 1.0) -> QRectF:
        """Return where a pen of about `pixels` draws an outline that lies just inside `box`."""
        half = self.width(pixels) / 2
        return self.box(box).adjusted(half, half, -half, -half)


def rectangles(region: QRegion) -> Iterator[QRect]:
    """Yield the rectangles of a region; the binding iterates over it, which its types deny."""
    yield from cast("Iterable[QRect]", region)
