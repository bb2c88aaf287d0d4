"""The clipboard: that something was put there is said, as nothing else shows it."""

from typing import Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QCursor, QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from traderterminal.kit.language import translate

SAID_MS: Final = 2000


def copy_text(text: str, at: QPoint | None = None) -> None:
    """Put a text on the clipboard, and say so for a moment: at a place of the screen, or beside
    what was pressed."""
    QGuiApplication.clipboard().setText(text)
    _say_copied(at)


def copy_picture(picture: QPixmap, at: QPoint) -> None:
    """Put a picture on the clipboard, and say so as of a text."""
    QGuiApplication.clipboard().setPixmap(picture)
    _say_copied(at)


def _say_copied(at: QPoint | None) -> None:
    pressed: QWidget | None = QApplication.focusWidget()
    words = translate("Window", "Copied")
    QToolTip.showText(_below(pressed) if at is None else at, words, pressed, QRect(), SAID_MS)


def _below(pressed: QWidget | None) -> QPoint:
    return QCursor.pos() if pressed is None else pressed.mapToGlobal(QPoint(0, pressed.height()))
