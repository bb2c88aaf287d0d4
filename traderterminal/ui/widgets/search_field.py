"""A field of the top bar: its icon, what is typed into it, and the key that leads to it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from traderterminal.ui import icons
from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import key_words

ICON_EM: Final = 1.17
#: From the edge to the icon, and from the icon to the words.
BEFORE_EM: Final = 0.6
AFTER_EM: Final = 2.1
CAP_EM: Final = 1.33
BESIDE_CAP_EM: Final = 0.5


class SearchField(QLineEdit):
    """Says the longest of its words that has room, and shows the key where that has room too."""

    def __init__(self, theme: Theme, icon: str, key: str, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._key = key
        self._words: Sequence[str] = ()
        self._has_cap = True
        self.setProperty("kind", "search")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        padding = theme.em(0.67)  # of the style sheet
        self.setTextMargins(theme.em(AFTER_EM) - padding, 0, 0, 0)

    @property
    def has_cap(self) -> bool:
        """Whether the key is shown where nothing is typed."""
        return self._has_cap

    def offer_words(self, *words: str) -> None:
        """Take what may stand in the empty field, the longest first."""
        self._words = words
        self._fit()

    def show_key(self, key: str) -> None:
        """Show the key that leads here; it may be empty."""
        if key != self._key:
            self._key = key
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme, measure = self._theme, self.fontMetrics().horizontalAdvance
        room = self.width() - theme.em(AFTER_EM) - theme.em(BESIDE_CAP_EM)
        beside = room - self._cap_width - theme.em(BESIDE_CAP_EM) if self._key else 0
        fitting = next((words for words in self._words if measure(words) <= beside), "")
        self._has_cap = bool(fitting)
        if not fitting:
            fitting = next((words for words in self._words if measure(words) <= room), "")
        self.setPlaceholderText(fitting)
        self.update()

    @property
    def _cap_width(self) -> int:
        theme = self._theme
        words = theme.metrics("badge").horizontalAdvance(key_words(self._key))
        return round(words) + theme.em(0.67)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        side, middle = float(theme.em(ICON_EM)), self.height() / 2
        box = QRectF(theme.em(BEFORE_EM), middle - side / 2, side, side)
        icons.draw(painter, self._icon, "t3", box)
        if self._has_cap and not self.text():
            self._draw_cap(painter)
        painter.end()

    def _draw_cap(self, painter: QPainter) -> None:
        theme, width, tall = self._theme, self._cap_width, float(self._theme.em(CAP_EM))
        left = self.width() - width - theme.em(BESIDE_CAP_EM)
        cap = QRectF(left, (self.height() - tall) / 2, width, tall)
        painter.setPen(theme.pen("line2"))
        painter.setBrush(theme.color("bg2"))
        painter.drawRoundedRect(cap, 2, 2)
        painter.setPen(theme.color("t2"))
        painter.setFont(theme.font("badge"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key_words(self._key))
