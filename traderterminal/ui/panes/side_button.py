"""The buttons that send: Sell and Buy with the live quote, and the small ones at the quote."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from traderterminal.domain.fills import Side
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
TOP = Qt.AlignmentFlag.AlignTop
BOTTOM = Qt.AlignmentFlag.AlignBottom


class SideButton(QAbstractButton):
    """A button of one side. While `waits` says why it would not send, it looks off and says so.

    It is never disabled: Qt would hand its keyboard focus to the next button, and a Space meant for
    the one would press the other. `send` is called once a click: a held key repeats nothing.
    """

    def __init__(
        self,
        theme: Theme,
        side: Side,
        send: Callable[[], object],
        refuse: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._theme = theme
        self.side = side
        self.waits = ""
        self._send = send
        self._refuse = refuse
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._act)

    def show_waits(self, words: str) -> None:
        """Look off and say why; an empty reason turns the button on again."""
        if words != self.waits:
            self.waits = words
            self.setToolTip(words)
            self.setAccessibleDescription(words)
            self.update()

    def show_name(self, name: str) -> None:
        """Say what the button sends to who cannot see it."""
        if name != self.accessibleName():
            self.setAccessibleName(name)

    def _act(self) -> None:
        if self.waits:
            self._refuse(self.waits)
        else:
            self._send()

    @property
    def _is_pointed_at(self) -> bool:
        return self.underMouse() and not self.waits


class PriceButton(SideButton):
    """Sell or Buy with its size, and the live bid or ask large."""

    def __init__(
        self,
        theme: Theme,
        side: Side,
        send: Callable[[], object],
        refuse: Callable[[str], object],
        pointed: Callable[[], object],
    ) -> None:
        super().__init__(theme, side, send, refuse)
        self._pointed = pointed
        self._corner = formats.quote("bid" if side is Side.SELL else "ask")
        self._verb = ""
        self._price = ""
        self._stale = ""

    def show_values(self, verb: str, price: str, stale: str) -> None:
        """Show verb with size, and the price; `stale` is its age once it is too old."""
        if (verb, price, stale) != (self._verb, self._price, self._stale):
            self._verb, self._price, self._stale = verb, price, stale
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(9), self._theme.em(4.5))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._pointed()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._pointed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pointed()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        fill = theme.color("bg2") if self.waits else theme.color(f"{self.side}fill")
        if not self.waits and self.isDown():
            fill = fill.darker(115)
        elif self._is_pointed_at:
            fill = fill.lighter(110)
        box = PixelGrid.of(painter).outline(QRectF(self.rect()))
        painter.setPen(theme.pen("line1") if self.waits else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.color("tdis" if self.waits else "onside"))
        inner = QRectF(self.rect()).adjusted(
            theme.em(0.9), theme.em(0.5), -theme.em(0.9), -theme.em(0.5)
        )
        painter.setFont(theme.font("strong"))
        painter.drawText(inner, TOP | LEFT, self._verb)
        painter.setFont(theme.font("caption"))
        painter.drawText(inner, TOP | RIGHT, self._stale or self._corner)
        painter.setFont(theme.font("price"))
        if self._stale:
            painter.setPen(theme.color("stale" if self.waits else "onside"))
        painter.drawText(inner, BOTTOM | LEFT, self._price)
        painter.end()


class QuickButton(SideButton):
    """Join or take the quote: a small outlined button."""

    def __init__(
        self,
        theme: Theme,
        side: Side,
        words: str,
        send: Callable[[], object],
        refuse: Callable[[str], object],
    ) -> None:
        super().__init__(theme, side, send, refuse)
        self.setText(words)

    def sizeHint(self) -> QSize:
        width = self._theme.metrics("strong").horizontalAdvance(self.text())
        return QSize(round(width) + self._theme.em(0.5), self._theme.em(2.17))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        box = PixelGrid.of(painter).outline(QRectF(self.rect()))
        token = "line1" if self.waits else str(self.side)
        share = 0.0 if self.waits else 0.24 if self.isDown() or self._is_pointed_at else 0.12
        painter.setPen(theme.pen(token))
        painter.setBrush(theme.mix(token, "bg1", share))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.color("tdis" if self.waits else token))
        painter.setFont(theme.font("strong"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
