"""Dashed and dotted lines along a row or a column of pixels.

Qt strokes a dashed pen dash by dash, which takes longer than all candles of a frame. A picture of
the line is made once and copied to where the line is.
"""

from functools import lru_cache
from itertools import cycle

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from traderterminal.ui.chart.panes import Frame


def draw_dashes(frame: Frame, line: QRectF, color: QColor, dashes: tuple[float, ...]) -> None:
    """Draw a line that is given as a rectangle, along its longer side.

    `dashes` are lengths in pixels, drawn and left out by turns; there is an even number of them.
    """
    grid = frame.grid
    width, height = round(line.width() * grid.ratio), round(line.height() * grid.ratio)
    if width > 0 and height > 0:
        lengths = tuple(max(1, round(length * grid.ratio)) for length in dashes)
        image = _picture(width, height, lengths, color.rgba(), grid.ratio)
        frame.painter.drawImage(QPointF(grid.x(line.left()), grid.y(line.top())), image)


@lru_cache(maxsize=64)  # the next frame draws the same few lines elsewhere
def _picture(width: int, height: int, lengths: tuple[int, ...], rgba: int, ratio: float) -> QImage:
    """The dashes of a line on nothing; sizes in device pixels."""
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter, color, at = QPainter(image), QColor.fromRgba(rgba), 0
    for number, length in enumerate(cycle(lengths)):
        if at >= max(width, height):
            break
        if number % 2 == 0:
            box = (at, 0, length, height) if width >= height else (0, at, width, length)
            painter.fillRect(*box, color)
        at += length
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
