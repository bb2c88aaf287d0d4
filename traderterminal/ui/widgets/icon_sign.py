"""An icon by itself: what kind of thing stands beside it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from traderterminal.ui import icons
from traderterminal.ui.theme import Theme


class IconSign(QWidget):
    """Draws an icon in a colour; until the icons are loaded, the sign that stands for it."""

    def __init__(
        self, theme: Theme, name: str = "", token: str = "t3", size_em: float = 1.5
    ) -> None:
        super().__init__()
        self._theme = theme
        self._size_em = size_em
        self.setFixedSize(theme.em(size_em), theme.em(size_em))
        self.show_icon(name, token)

    def show_icon(self, name: str, token: str, sign: str = "") -> None:
        """Show another icon."""
        self._name, self._token, self._sign = name, token, sign
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, self._theme, self._name, self._token, QRectF(self.rect()), self._sign)
        painter.end()


def draw_icon(
    painter: QPainter, theme: Theme, name: str, token: str, box: QRectF, sign: str = ""
) -> None:
    """Draw an icon into a square box, or its sign where there is no such icon yet."""
    if name in icons.GLYPHS and icons.draw(painter, name, token, box):
        return
    painter.setFont(theme.font("strong"))
    painter.setPen(theme.color(token))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
