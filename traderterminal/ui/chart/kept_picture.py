"""What of a chart stays the same from frame to frame, kept as a picture.

A tick moves the last bar, a few tags and a line; a pointer moves the crosshair. A picture costs as
much as it saves where the next frame needs another one, so it is made for the second frame in a row
that would show the same.
"""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter

from traderterminal.ui.lettering import draw_picture
from traderterminal.ui.pixels import PixelGrid


class KeptPicture:
    """Draws what a key stands for, from memory where it was drawn for the same key before."""

    def __init__(self) -> None:
        self._key: object = None  # of the picture
        self._last: object = None  # of the frame before
        self._image = QImage()

    def draw(
        self,
        painter: QPainter,
        grid: PixelGrid,
        size: QSize,
        key: object,
        draw: Callable[[QPainter], None],
        boxes: Sequence[QRect] = (),
    ) -> bool:
        """Draw onto the painter what `draw` draws; False, and nothing drawn, if it is not kept.

        `grid` is the painter's. `boxes` are what it is clipped to, where those are several.
        """
        key = (key, size.width(), size.height(), grid)
        if key != self._key:
            if key != self._last:
                self._last = key
                return False
            self._make(size, grid, draw)
            self._key = key
        # The picture lies on the device pixels that it was made for.
        left, top = grid.left - math.floor(grid.left), grid.top - math.floor(grid.top)
        x, y = -left / grid.ratio, -top / grid.ratio
        if not boxes or not grid.ratio.is_integer():
            draw_picture(painter, x, y, self._image)
            return True
        # Qt copies whole rows into a box, and pixel by pixel into what is none.
        painter.save()
        for box in boxes:
            painter.setClipRect(box)
            draw_picture(painter, x, y, self._image)
        painter.restore()
        return True

    def _make(self, size: QSize, grid: PixelGrid, draw: Callable[[QPainter], None]) -> None:
        wide, high = (math.ceil(side * grid.ratio) + 1 for side in (size.width(), size.height()))
        if self._image.size() != QSize(wide, high):
            self._image = QImage(wide, high, QImage.Format.Format_RGB32)
        self._image.setDevicePixelRatio(grid.ratio)
        painter = QPainter(self._image)
        left, top = grid.left - math.floor(grid.left), grid.top - math.floor(grid.top)
        painter.translate(left / grid.ratio, top / grid.ratio)
        draw(painter)
        painter.end()
