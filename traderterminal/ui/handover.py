"""What a trader has under way in a window, for the window that takes its place.

Both are built alike, so that each widget of the one is found in the other by its place.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import Any, Final, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from traderterminal.ui.widgets.beside import dialogs
from traderterminal.ui.widgets.hold import Hold

#: The property of a field that is there for one answer, and gone with it.
PASSING: Final = "passing"


@runtime_checkable
class GoesOn(Protocol):
    """A widget that keeps more than Qt's own know of."""

    def go_on_from(self, other: Any) -> None:
        """Show what `other`, which is of the same kind, was showing."""


def is_in_hand(windows: Iterable[QWidget]) -> bool:
    """Say whether something is held, chosen from or typed in passing, which a new window would
    break off."""
    if QApplication.activePopupWidget():
        return True
    if QApplication.mouseButtons() is not Qt.MouseButton.NoButton:
        return True
    return any(
        any(hold.is_on for hold in window.findChildren(Hold))
        or bool(dialogs(window))
        or any(f.isVisible() and f.property(PASSING) for f in window.findChildren(QLineEdit))
        for window in windows
    )


def hand_over(old: QWidget, new: QWidget) -> QWidget | None:
    """Bring a part of a window to where the same one of another is; return what has the focus then.

    What stands typed in the old part is no longer taken over when that is left.
    """
    focus, found = QApplication.focusWidget(), None
    for one, other in _pairs(old, new):
        if isinstance(one, GoesOn) and isinstance(other, GoesOn):
            other.go_on_from(one)
        if isinstance(one, QLineEdit) and isinstance(other, QLineEdit):
            _type(one, other)
        if isinstance(one, QPlainTextEdit) and isinstance(other, QPlainTextEdit):
            _write(one, other)
        if isinstance(one, QAbstractScrollArea) and isinstance(other, QAbstractScrollArea):
            _scroll(one.verticalScrollBar(), other.verticalScrollBar())
            _scroll(one.horizontalScrollBar(), other.horizontalScrollBar())
        if one is focus:
            found = other
    return found


def type_on(old: QWidget, new: QWidget) -> None:
    """Bring what is half typed in a part of a window to where it is on an engine begun anew.

    What is shown there may be another: a field takes over only what stood in one of the same name,
    and no secret.
    """
    for one, other in _pairs(old, new):
        if one.accessibleName() != other.accessibleName() or not other.isVisibleTo(new):
            continue
        if isinstance(one, QLineEdit) and isinstance(other, QLineEdit):
            if one.echoMode() is QLineEdit.EchoMode.Normal and not one.property(PASSING):
                _type(one, other)
        elif isinstance(one, QPlainTextEdit) and isinstance(other, QPlainTextEdit):
            _write(one, other)


def _pairs(old: QWidget, new: QWidget) -> Iterator[tuple[QWidget, QWidget]]:
    """Each widget of the old part with the one in its place, the outer ones first."""
    yield old, new
    fresh: dict[type[QWidget], deque[QWidget]] = defaultdict(deque)
    for child in _inside(new):
        fresh[type(child)].append(child)
    for child in _inside(old):
        if fresh[type(child)]:
            yield from _pairs(child, fresh[type(child)].popleft())


def _inside(parent: QWidget) -> list[QWidget]:
    return [one for one in parent.children() if isinstance(one, QWidget) and not one.isWindow()]


def _type(old: QLineEdit, new: QLineEdit) -> None:
    """What was typed is typed again, so that who listens to that hears of it."""
    if not old.isModified() or old.isReadOnly():
        return
    at = old.cursorPosition()
    old.setModified(False)
    new.selectAll()
    new.insert(old.text())
    new.setCursorPosition(at)


def _write(old: QPlainTextEdit, new: QPlainTextEdit) -> None:
    if old.isReadOnly():
        return
    if new.toPlainText() != old.toPlainText():
        new.setPlainText(old.toPlainText())
    cursor = new.textCursor()
    cursor.setPosition(old.textCursor().position())
    new.setTextCursor(cursor)


def _scroll(old: QScrollBar, new: QScrollBar) -> None:
    """Scroll as far as before, if need be once there is so much to scroll."""
    value = old.value()
    if value <= new.maximum():
        new.setValue(value)
        return

    def grow(_least: int, most: int) -> None:
        if most > 0:
            new.rangeChanged.disconnect(waiting)
            new.setValue(value)

    waiting = new.rangeChanged.connect(grow)
