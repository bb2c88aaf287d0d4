"""What floats over the panes inside the window: a raised plate with a shadow."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from traderterminal.ui.theme import Theme

#: Shadow: 6 px down, 18 px wide.
DROP: Final = 6
BLUR: Final = 18
_STEPS: Final = 9


def draw_plate(
    painter: QPainter, theme: Theme, box: QRectF, *, radius: float, outline: str
) -> None:
    """Draw a `bg3` plate with its shadow; leave `BLUR` pixels around the box for that."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    share = theme.shadow / _STEPS
    for step in range(_STEPS):
        grow = BLUR * (1 - step / _STEPS) - BLUR / 3
        shade = box.adjusted(-grow, DROP - grow, grow, DROP + grow)
        painter.setBrush(theme.color("shadow", share))
        painter.drawRoundedRect(shade, radius + max(0.0, grow), radius + max(0.0, grow))
    painter.setBrush(theme.color("bg3"))
    painter.setPen(theme.pen(outline))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
