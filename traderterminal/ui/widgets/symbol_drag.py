"""A symbol dragged out of a list by the mouse: onto a pane that is to show it, or to another row.

The mouse is grabbed and a label follows it; nothing of the platform's own dragging is used, which
would keep the loop from running.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from traderterminal.ui.theme import Theme

_BESIDE_EM: Final = 1.0


class DropTargets(Protocol):
    """Where a symbol may be let go. Points are global."""

    def outline(self, at: QPoint) -> QRect:
        """Return what of the window is outlined, in its coordinates; empty where nothing is."""
        ...

    def drop(self, at: QPoint, key: str) -> None:
        """Take what is let go there."""
        ...


@dataclass(slots=True)
class _Held:
    key: str
    pressed: QPoint
    ghost: "_Ghost | None" = None


class SymbolDrag(QObject):
    """Watches the viewport of a list; `key_at` names what lies at a point of it, or nothing.

    Esc, another button, or letting go where nothing takes it drops it.
    """

    def __init__(
        self,
        viewport: QWidget,
        theme: Theme,
        key_at: Callable[[QPoint], str],
        words: Callable[[str], str],
        targets: DropTargets,
    ) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._theme = theme
        self._key_at = key_at
        self._words = words
        self._targets = targets
        self._held: _Held | None = None
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        held = self._held
        if isinstance(event, QMouseEvent):
            return self._mouse(event, held)
        if held is not None and held.ghost is not None:
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                self._let_go()
                return True
            if event.type() is QEvent.Type.Hide:
                self._let_go()
        return super().eventFilter(watched, event)

    def _mouse(self, event: QMouseEvent, held: _Held | None) -> bool:
        kind, left = event.type(), event.button() is Qt.MouseButton.LeftButton
        at = event.position().toPoint()
        if kind is QEvent.Type.MouseButtonPress:
            dragged = held is not None and held.ghost is not None
            self._let_go()
            key = self._key_at(at) if left and not dragged else ""
            self._held = _Held(key, at) if key else None
            return dragged
        if held is None:
            return False
        if kind is QEvent.Type.MouseMove:
            return self._move(held, at)
        if kind is QEvent.Type.MouseButtonRelease and left:
            dragged = held.ghost is not None
            self._let_go()
            if dragged:
                self._targets.drop(self._viewport.mapToGlobal(at), held.key)
            return dragged
        return False

    def _move(self, held: _Held, at: QPoint) -> bool:
        far = (at - held.pressed).manhattanLength() >= QApplication.startDragDistance()
        if held.ghost is None and far:
            held.ghost = _Ghost(self._viewport.window(), self._theme, self._words(held.key))
            self._viewport.grabMouse(Qt.CursorShape.ClosedHandCursor)
            self._viewport.grabKeyboard()
        if held.ghost is not None:
            place = self._viewport.mapToGlobal(at)
            held.ghost.follow(place, self._targets.outline(place))
        return True  # what is held selects nothing on its way

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None and held.ghost is not None:
            self._viewport.releaseMouse()
            self._viewport.releaseKeyboard()
            held.ghost.hide()
            held.ghost.deleteLater()


class _Ghost(QWidget):
    """Covers the window while something is dragged over it, and takes no part in the mouse."""

    def __init__(self, window: QWidget, theme: Theme, words: str) -> None:
        super().__init__(window)
        self._theme = theme
        self._words = words
        self._at = QPoint()
        self._outline = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def follow(self, at: QPoint, outline: QRect) -> None:
        """Stand beside a global point, with what would take it outlined."""
        self._at, self._outline = self.mapFromGlobal(at), outline
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        if not self._outline.isEmpty():
            painter.setPen(theme.pen("accent", width=2))
            painter.drawRect(self._outline.adjusted(1, 1, -1, -1))
        beside, metrics = theme.em(_BESIDE_EM), theme.metrics("strong")
        width = metrics.horizontalAdvance(self._words) + 2 * beside
        plate = QRectF(self._at.x() + beside, self._at.y(), width, 2 * beside)
        painter.setPen(theme.pen("accent"))
        painter.setBrush(theme.color("bg3"))
        painter.drawRect(plate.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("t1"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()
