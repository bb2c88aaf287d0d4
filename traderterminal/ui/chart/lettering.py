"""Words drawn once and kept as pictures: an axis writes the same few numbers in every frame.

Qt lays a text out anew each time it is drawn, which costs ten times as much as to copy it. The
pictures are images, not pixmaps, so that they may outlive the application.
"""

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme


@lru_cache(maxsize=4096)
def text_width(theme: Theme, role: str, text: str) -> float:
    """Return how many pixels wide a text in the font of a role is."""
    return theme.metrics(role).horizontalAdvance(text)


@lru_cache(maxsize=64)
def _height(theme: Theme, role: str) -> float:
    return theme.metrics(role).height()


@lru_cache(maxsize=2048)
def _picture(theme: Theme, role: str, token: str, text: str, ratio: float) -> QImage:
    """A text on nothing, in device pixels."""
    wide, high = text_width(theme, role, text), theme.metrics(role).height()
    # A pixel more, for letters that lean out of their advance.
    size = math.ceil((wide + 2) * ratio), math.ceil(high * ratio)
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setFont(theme.font(role))
    painter.setPen(theme.color(token))
    painter.drawText(QPointF(1, theme.metrics(role).ascent()), text)
    painter.end()
    return image


def draw_text(
    painter: QPainter,
    theme: Theme,
    role: str,
    token: str,
    text: str,
    left: float,
    middle: float,
    grid: PixelGrid | None = None,
) -> None:
    """Write a text from the pixel `left` on, its middle at the height `middle`.

    Who writes many hands over the painter's `grid`: to ask for it takes as long as to write.
    """
    if not text:
        return
    grid = grid or PixelGrid.of(painter)
    image = _picture(theme, role, token, text, grid.ratio)
    top = middle - _height(theme, role) / 2
    painter.drawImage(QPointF(grid.x(left - 1), grid.y(top)), image)


def draw_centred(
    painter: QPainter, theme: Theme, role: str, token: str, text: str, box: QRectF
) -> None:
    """Write a text in the middle of a box."""
    left = box.center().x() - text_width(theme, role, text) / 2
    draw_text(painter, theme, role, token, text, left, box.center().y())
