"""Keeps a change inside of a pane from laying out the whole window."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Still(QWidget):
    """Holds a widget whose texts change often, and asks for other room only where it needs other.

    Qt's layouts ask all the way up to the window whenever a text is set, however wide it is, and
    the window then lays out its docks and paints all between them. With `at_least` it asks only
    where the least that is needed is another: for what fills its place anyway.
    """

    def __init__(self, inner: QWidget, *, at_least: bool = False) -> None:
        super().__init__()
        self._inner = inner
        self._at_least = at_least
        inner.setParent(self)
        self.setSizePolicy(inner.sizePolicy())
        self._room = self._wanted()

    def sizeHint(self) -> QSize:
        return self._bounded(self._inner.sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._bounded(self._inner.minimumSizeHint())

    def _bounded(self, wanted: QSize) -> QSize:
        """What is wanted within the limits that are set, and no width where that is ignored."""
        inner = self._inner
        if inner.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
            wanted.setWidth(0)
        return wanted.boundedTo(inner.maximumSize()).expandedTo(inner.minimumSize())

    def _wanted(self) -> tuple[QSize, QSize]:
        least = self.minimumSizeHint()
        return least if self._at_least else self.sizeHint(), least

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and self._wanted() != self._room:
            self._room = self._wanted()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inner.setGeometry(self.rect())
