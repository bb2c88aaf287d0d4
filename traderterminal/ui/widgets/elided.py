"""A text that ends early where it has no room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import paint_label


class Elided(QLabel):
    """Gives its room away down to nothing; what is cut off is in its tool tip.

    It ends in an ellipsis, or where it is a name of which the first words say enough (`by_words`)
    after the last whole word that has room.
    """

    def __init__(
        self, theme: Theme, role: str = "body", token: str = "t1", *, by_words: bool = False
    ) -> None:
        super().__init__()
        self._by_words = by_words
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
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        if not self._by_words:
            return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        words = self.text()
        while words and metrics.horizontalAdvance(words) > room:
            words = words.rpartition(" ")[0]
        return words

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self.shown)
        painter.end()
