"""Ways out: where one click closes or cancels, which no question over the panes may hold up.

A button is one where it was made one; whatever paints its own tells where they are.
"""

from collections.abc import Sequence
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget

_WAY_OUT: Final = "way_out"


@runtime_checkable
class PaintsWaysOut(Protocol):
    """A widget of which parts are ways out."""

    def ways_out(self) -> Sequence[QRect]:
        """Where a click gets out, in pixels of what is clicked: its viewport, where it has one."""
        ...


@runtime_checkable
class HasMiddleWaysOut(Protocol):
    """A widget in which a middle click gets out at more places than a plain one."""

    def middle_ways_out(self) -> Sequence[QRect]:
        """Where a middle click gets out, in pixels of what is clicked."""
        ...


def make_way_out(button: QAbstractButton) -> None:
    """Let a button be a way out."""
    button.setProperty(_WAY_OUT, True)


def pixels_within(box: QRectF) -> QRect:
    """Return pixels of a box that is painted, and none beside it, where a click is another."""
    return box.adjusted(1, 1, -1, -1).toAlignedRect()


def with_ways_out(window: QWidget) -> list[QWidget]:
    """Return every widget of a window that is a way out or paints some."""
    return [one for one in window.findChildren(QWidget) if _is_one(one)]


def surface(widget: QWidget) -> QWidget:
    """Return what of a widget is clicked."""
    return widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget


def places(widget: QWidget, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> list[QRect]:
    """Return where the ways out of a widget can be clicked, in pixels of its surface."""
    clicked = surface(widget)
    if not clicked.isVisible():
        return []
    found = _places_of(widget, button, clicked.rect())
    return [box for box in (one & clicked.rect() for one in found) if not box.isEmpty()]


def _places_of(widget: QWidget, button: Qt.MouseButton, whole: QRect) -> Sequence[QRect]:
    match button:
        case Qt.MouseButton.LeftButton:
            return widget.ways_out() if isinstance(widget, PaintsWaysOut) else [whole]
        case Qt.MouseButton.MiddleButton if isinstance(widget, HasMiddleWaysOut):
            return widget.middle_ways_out()
        case _:
            return []


def pressed_at(window: QWidget, at: QPoint, button: Qt.MouseButton) -> QWidget | None:
    """Return what a click at a point of the screen presses, if it gets out by that."""
    below = window.childAt(window.mapFromGlobal(at))
    if below is None:
        return None
    area, here = below.parentWidget(), below.mapFromGlobal(at)
    asked = area if isinstance(area, QAbstractScrollArea) and surface(area) is below else below
    gets_out = _is_one(asked) and any(box.contains(here) for box in places(asked, button))
    return below if gets_out else None


def press(widget: QWidget, event: QMouseEvent) -> None:
    """Press a widget where the press came to another, which lay over it; it has the mouse until it
    is let go."""
    _Pressed(widget)
    at, buttons = event.globalPosition(), (event.button(), event.buttons())
    points = (widget.mapFromGlobal(at), widget.window().mapFromGlobal(at), at)
    kind = QEvent.Type.MouseButtonPress  # also where it is the second of two
    passed = QMouseEvent(kind, *points, *buttons, event.modifiers(), event.pointingDevice())
    QCoreApplication.sendEvent(widget, passed)


class _Pressed(QObject):
    """Gives a widget the mouse until it is let go."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)
        widget.grabMouse()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease:
            self._widget.releaseMouse()
            self.deleteLater()
        return False


def _is_one(widget: QWidget) -> bool:
    # Of thousands of widgets, before a question is shown: a protocol takes its time to be asked.
    return bool(widget.property(_WAY_OUT)) or hasattr(type(widget), PaintsWaysOut.ways_out.__name__)
