"""The plate that shows what a held key is about to do: it fills over the hold, as buttons do."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.overlay import BLUR, draw_plate

HEIGHT_EM: Final = 3.0
#: How far above the bottom of the window it stands.
RAISED_EM: Final = 5


class HoldPlate(QWidget):
    """Lies over the middle of its window while a key is held; takes neither mouse nor focus."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._words = ""
        self._filled = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def words(self) -> str:
        """What is held, while something is."""
        return "" if self.isHidden() else self._words

    def show_hold(self, words: str, filled: float) -> None:
        """Show what is held, and which share of its time has passed."""
        if self.isHidden() or words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self._place()
            self.show()
            self.raise_()
        self._filled = filled
        self.update()

    def _place(self) -> None:
        theme, window = self._theme, self.window()
        wide = theme.metrics("section").horizontalAdvance(self._words) + theme.em(4)
        width, height = round(wide) + 2 * BLUR, theme.em(HEIGHT_EM) + 2 * BLUR
        top = window.height() - height - theme.em(RAISED_EM)
        self.setGeometry((window.width() - width) // 2, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        box = QRectF(self.rect()).adjusted(BLUR, BLUR, -BLUR, -BLUR)
        draw_plate(painter, theme, box, radius=5, outline="accent")
        inside = box.adjusted(1, 1, -1, -1)
        painter.fillRect(
            QRectF(inside.left(), inside.top(), inside.width() * self._filled, inside.height()),
            theme.color("accent", 0.4),
        )
        painter.setFont(theme.font("section"))
        painter.setPen(theme.color("t1"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()
