"""A strip of pictures of what the keys do, step by step, each around the control they went to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from traderterminal.app.pictures import in_few_colours
from traderterminal.ui.theme import Theme

#: Of a picture, of the words above it, and how many stand beside each other.
WIDTH, HEIGHT, WORDS, ACROSS = 470, 250, 44, 3
GAP: Final = 12


def _above(widget: QWidget) -> Iterator[QWidget]:
    """A widget, and what it lies in, from the inside."""
    found: QWidget | None = widget
    while found is not None:
        yield found
        found = found.parentWidget()


class Recording:
    """The steps so far: each with the words that say which keys were pressed."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.steps: list[tuple[str, QImage]] = []

    def take(self, words: str, window: QWidget, around: QWidget | None = None) -> QImage:
        """Keep what a window shows around the focus, or around something else; return it."""
        about = around or QApplication.focusWidget()
        assert about is not None
        centre = about.mapTo(window, about.rect().center())
        box = QRect(0, 0, WIDTH, HEIGHT)
        box.moveCenter(centre)
        pane = next((one for one in _above(about) if isinstance(one, QDockWidget)), None)
        if pane is not None:  # all of a narrow pane, and the beginning of a wide one
            left = pane.mapTo(window, QPoint()).x()
            box.moveLeft(left if pane.width() > WIDTH else left + pane.width() - WIDTH)
        inside = window.rect()
        box.moveLeft(max(inside.left(), min(box.left(), inside.right() - WIDTH)))
        box.moveTop(max(inside.top(), min(box.top(), inside.bottom() - HEIGHT)))
        picture = window.grab(box).toImage()
        self.steps.append((words, picture))
        return picture

    def strip(self) -> QImage:
        """Return all steps in rows, from left to right."""
        rows = -(-len(self.steps) // ACROSS)
        size = QPoint(ACROSS * (WIDTH + GAP) + GAP, rows * (HEIGHT + WORDS + GAP) + GAP)
        made = QImage(size.x(), size.y(), QImage.Format.Format_RGB32)
        made.fill(QColor(self._theme.hex("bg0")))
        painter = QPainter(made)
        painter.setFont(self._theme.font("body"))
        painter.setPen(QColor(self._theme.hex("t1")))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        for number, (words, picture) in enumerate(self.steps):
            row, column = divmod(number, ACROSS)
            left = GAP + column * (WIDTH + GAP)
            top = GAP + row * (HEIGHT + WORDS + GAP)
            line = QRectF(left, top, WIDTH, WORDS)
            painter.drawText(line, int(flags), f"{number + 1}  {words}")
            painter.drawImage(left, top + WORDS, picture)
        painter.end()
        return in_few_colours(made)

    def save(self, path: Path) -> None:
        assert self.strip().save(str(path), quality=0)  # as small as it gets
