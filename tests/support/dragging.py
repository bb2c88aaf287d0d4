"""Dragging with the left button, as Qt tells it; QTest's own moves leave the button out."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LEFT = Qt.MouseButton.LeftButton


def move(over: QWidget, to: QPoint) -> None:
    """Move the pointer with the left button held."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(over.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(over, event)


def drag(over: QWidget, start: QPoint, end: QPoint) -> None:
    """Press at a point of a widget, move, and let go at another one, which may lie outside."""
    QTest.mousePress(over, LEFT, pos=start)
    move(over, (start + end) / 2)
    move(over, end)
    QTest.mouseRelease(over, LEFT, pos=end)
