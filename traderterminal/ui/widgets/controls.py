"""Controls that Qt does not have: mode badge, price button, segments, labels by token."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabBar,
    QWidget,
)

from traderterminal.ui.theme import Theme

BADGE_WORDS: Final = {
    "simulator": ("PAPER", "paper"),
    "sandbox": ("SANDBOX", "sandbox"),
    "hybrid": ("HYBRID", "paper"),
    "live": ("LIVE", "live"),
    "replay": ("REPLAY", "paper"),
}

#: A badge of two halves, each as that of another mode.
_HALVES: Final = {"hybrid": ("simulator", "sandbox")}
_DASHES: Final[dict[str, tuple[float, ...]]] = {
    "sandbox": (3.0, 2.0),
    "replay": (1.0, 1.5),
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


class Tabs(QTabBar):
    """The pages of a pane, by their names."""

    def __init__(self, name: str, pages: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        for words in pages:
            self.addTab(words)
        self.currentChanged.connect(self._ask_for_room)

    def _ask_for_room(self) -> None:
        """The one that is chosen is bolder: Qt asks for no room, and lays arrows over the last."""
        self.updateGeometry()


def draw_badge(painter: QPainter, theme: Theme, mode: str, box: QRectF) -> None:
    """Draw a mode badge into a box: hybrid is on paper on the left, at a sandbox on the right."""
    halves = _HALVES.get(mode, (mode,))
    width = box.width() / len(halves)
    for number, half in enumerate(halves):
        painter.save()
        painter.setClipRect(QRectF(box.left() + number * width, box.top(), width, box.height()))
        _draw_plate(painter, theme, half, box)
        painter.restore()
    words, token = BADGE_WORDS[mode]
    painter.setPen(theme.color("onlive" if mode == "live" else "t1" if len(halves) > 1 else token))
    painter.setFont(theme.font("badge"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def key_words(keys: str) -> str:
    """Write keys as they stand on the keyboards of the language; ` / ` is between several."""
    native = QKeySequence.SequenceFormat.NativeText
    return " / ".join(QKeySequence(key).toString(native) for key in keys.split(" / "))


def _draw_plate(painter: QPainter, theme: Theme, mode: str, box: QRectF) -> None:
    token = BADGE_WORDS[mode][1]
    painter.setPen(theme.pen(token, dashes=_DASHES.get(mode, ())))
    painter.setBrush(theme.color(token) if mode == "live" else theme.mix(token, "bg1", 0.14))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


class Segments(QWidget):
    """One of several words: a row of joined buttons.

    Arrow keys choose. Where a choice `acts` on the accounts at once they only move the focus, and
    the space bar chooses.
    """

    def __init__(
        self,
        words: Sequence[str],
        chosen: Callable[[int], object],
        parent: QWidget | None = None,
        *,
        stretch: bool = True,
        kind: str = "segment",
        dense: bool = False,
        acts: bool = False,
    ) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._buttons: list[QPushButton] = []
        # It clicks what an arrow key leads to.
        self._group = group = None if acts else QButtonGroup(self)
        for number, word in enumerate(words):
            made = QPushButton(word)
            made.setProperty("kind", kind)
            made.setProperty("dense", dense)
            made.setProperty("end", {0: "first", len(words) - 1: "last"}.get(number, ""))
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.clicked.connect(partial(self._take, number, chosen))
            if group is not None:
                group.addButton(made)
            self._buttons.append(made)
            layout.addWidget(made, 1 if stretch else 0)

    def _take(self, number: int, chosen: Callable[[int], object]) -> None:
        self.choose(number)
        chosen(number)

    def explain(self, number: int, words: str) -> None:
        """Say what one of the words means to who asks for it."""
        self._buttons[number].setToolTip(words)
        self._buttons[number].setAccessibleDescription(words)

    def name(self, number: int, words: str) -> None:
        """Say in full what one of the words stands for, which is too short for it."""
        self._buttons[number].setToolTip(words)
        self._buttons[number].setAccessibleName(words)

    def mark(self, number: int, hue: str) -> None:
        """Let a word, once it is chosen, stand out in a hue of the style sheet."""
        made = self._buttons[number]
        if made.property("hue") != hue:
            made.setProperty("hue", hue)
            made.style().polish(made)

    @property
    def chosen(self) -> int:
        """Which one is chosen; -1 for none."""
        chosen = (number for number, made in enumerate(self._buttons) if made.isChecked())
        return next(chosen, -1)

    def choose(self, number: int) -> None:
        """Show which one is chosen, without telling; none with a number that there is not."""
        if self._group is not None:
            self._group.setExclusive(0 <= number < len(self._buttons))
        for other, made in enumerate(self._buttons):
            made.setChecked(other == number)
