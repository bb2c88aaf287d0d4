"""A row of controls of which the less needed ones give way where it is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget


class NarrowingStrip(QWidget):
    """A row in `line`; those of `give_way` are hidden one after another, the first one first.

    What they do must be reached otherwise too.
    """

    def __init__(self) -> None:
        super().__init__()
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self._giving: Sequence[QWidget] = ()

    def give_way(self, *controls: QWidget) -> None:
        self._giving = controls
        self._fit(self.width())

    def minimumSizeHint(self) -> QSize:
        """What is needed once all have given way that can."""
        hint = super().minimumSizeHint()
        return QSize(
            max(1, hint.width() - sum(self._room(one) for one in self._shown())), hint.height()
        )

    def _room(self, control: QWidget) -> int:
        # What is of a fixed size never gets smaller than that.
        is_fixed = control.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
        hint = control.sizeHint() if is_fixed else control.minimumSizeHint()
        return hint.width() + self.line.spacing()

    def _shown(self) -> list[QWidget]:
        return [one for one in self._giving if not one.isHidden()]

    def _fit(self, width: int) -> None:
        needed = self.minimumSizeHint().width() + sum(self._room(one) for one in self._giving)
        for control in self._giving:
            control.setHidden(needed > width)
            needed -= self._room(control) if needed > width else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.width())
