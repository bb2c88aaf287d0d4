"""A text that ends in an ellipsis where it has no room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import paint_label


class Elided(QLabel):
    """Gives its room away down to nothing; what is cut off is in its tool tip."""

    def __init__(self, theme: Theme, role: str = "body", token: str = "t1") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        paint_label(self, theme, token)
        self.setMinimumWidth(1)

    def say(self, words: str) -> None:
        """Show other words."""
        if words != self.text():
            self.setText(words)
            self.setToolTip(words)

    @property
    def shown(self) -> str:
        """The words as they are drawn."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self.shown)
        painter.end()
