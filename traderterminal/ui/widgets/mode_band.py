"""The band of the mode: real money is hatched, wherever one looks."""

from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from traderterminal.domain.accounts import Mode
from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import BADGE_WORDS

#: The width of a stripe of the hatch, in pixels; the gap beside it is as wide.
STRIPE: Final = 6


class ModeBand(QWidget):
    """A band in the colour of a mode: `height` pixels high, `hatched` for real money.

    Of no height it is there for real money alone.
    """

    def __init__(self, theme: Theme, height: int, hatched: int) -> None:
        super().__init__()
        self._theme = theme
        self._heights = {False: height, True: hatched}
        self._mode = ""
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_mode(self, mode: str) -> None:
        """Draw the band of an account's mode."""
        if mode != self._mode:
            self._mode = mode
            self.setFixedHeight(self._heights[self._is_hatched])
            self.setVisible(self.height() > 0)
            self.update()

    @property
    def _is_hatched(self) -> bool:
        return self._mode == Mode.LIVE

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._mode:
            return
        painter, colour = QPainter(self), self._theme.color(BADGE_WORDS[self._mode][1])
        if not self._is_hatched:
            painter.fillRect(self.rect(), colour)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.setBrush(colour)
            painter.setPen(colour)
            tall = float(self.height())
            for left in range(-STRIPE, self.width(), 2 * STRIPE):
                foot, top = float(left), left + tall
                corners = ((foot, tall), (foot + STRIPE, tall), (top + STRIPE, 0.0), (top, 0.0))
                painter.drawConvexPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        painter.end()
