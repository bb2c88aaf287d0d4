"""Controls that Qt does not have: mode badge, price button, segments, labels by token."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from traderterminal.ui.theme import Theme

BADGE_WORDS: Final = {
    "simulator": ("PAPER", "paper"),
    "sandbox": ("SANDBOX", "sandbox"),
    "hybrid": ("HYBRID", "paper"),
    "live": ("LIVE", "live"),
}


def label(theme: Theme, text: str = "", role: str = "body", token: str = "t1") -> QLabel:
    """Return a plain text label in a role and colour."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(role))
    paint_label(made, theme, token)
    return made


def paint_label(made: QLabel, theme: Theme, token: str) -> None:
    """Give a label another colour."""
    palette = made.palette()
    palette.setColor(made.foregroundRole(), theme.color(token))
    made.setPalette(palette)


def button(text: str, kind: str, clicked: Callable[[], object], name: str = "") -> QPushButton:
    """Return a push button of a kind of the style sheet; Enter in a field never presses it."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setAccessibleName(name or text)
    made.clicked.connect(lambda: clicked())
    return made


class ModeBadge(QWidget):
    """PAPER, SANDBOX, HYBRID or LIVE, told apart by outline, dashes and fill too."""

    def __init__(self, theme: Theme, mode: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(BADGE_WORDS[mode][0])

    def sizeHint(self) -> QSize:
        words = BADGE_WORDS[self._mode][0]
        width = self._theme.metrics("badge").horizontalAdvance(words)
        return QSize(round(width) + self._theme.em(0.9), self._theme.em(1.4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_badge(painter, self._theme, self._mode, QRectF(self.rect()))
        painter.end()


def draw_badge(painter: QPainter, theme: Theme, mode: str, box: QRectF) -> None:
    """Draw a mode badge into a box."""
    words, token = BADGE_WORDS[mode]
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    live = mode == "live"
    pen = theme.pen(token, dashes=(3.0, 2.0) if mode in ("sandbox", "hybrid") else ())
    painter.setPen(pen)
    painter.setBrush(theme.color(token) if live else theme.mix(token, "bg1", 0.14))
    painter.drawRoundedRect(inner, 2, 2)
    painter.setPen(theme.color("onlive" if live else token))
    painter.setFont(theme.font("badge"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class PriceButton(QAbstractButton):
    """Sell or Buy with its size, and the live bid or ask large."""

    def __init__(self, theme: Theme, side: str, corner: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = side
        self._corner = corner
        self._verb = ""
        self._price = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_values(self, verb: str, price: str, name: str) -> None:
        """Show verb and size, the price, and say both to who cannot see."""
        self._verb, self._price = verb, price
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(10), self._theme.em(4.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        usable = self.isEnabled()
        fill = theme.color(f"{self._side}fill") if usable else theme.color("bg3")
        if usable and self.isDown():
            fill = fill.darker(115)
        elif usable and self.underMouse():
            fill = fill.lighter(110)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 3, 3)
        token = "onside" if usable else "tdis"
        painter.setPen(theme.color(token))
        inner = box.adjusted(theme.em(0.8), theme.em(0.5), -theme.em(0.8), -theme.em(0.5))
        top = Qt.AlignmentFlag.AlignTop
        painter.setFont(theme.font("strong"))
        painter.drawText(inner, top | Qt.AlignmentFlag.AlignLeft, self._verb)
        painter.setFont(theme.font("caption"))
        painter.drawText(inner, top | Qt.AlignmentFlag.AlignRight, self._corner)
        painter.setFont(theme.font("price"))
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, bottom, self._price)
        painter.end()


class Segments(QWidget):
    """One of several words: a row of joined buttons."""

    def __init__(
        self,
        words: Sequence[str],
        chosen: Callable[[int], object],
        parent: QWidget | None = None,
        *,
        stretch: bool = True,
        kind: str = "segment",
    ) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        for number, word in enumerate(words):
            made = QPushButton(word)
            made.setProperty("kind", kind)
            made.setProperty("end", {0: "first", len(words) - 1: "last"}.get(number, ""))
            made.setCheckable(True)
            made.setAutoDefault(False)
            self._group.addButton(made, number)
            layout.addWidget(made, 1 if stretch else 0)
        self._group.idClicked.connect(chosen)

    def choose(self, number: int) -> None:
        """Show which one is chosen, without telling."""
        found = self._group.button(number)
        if found is not None:
            found.setChecked(True)
