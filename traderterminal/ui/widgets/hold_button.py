"""A button that acts only when it is held: it fills over the hold, so that nobody must guess."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.hold import Hold
from traderterminal.ui.widgets.key_watch import SETTLES_MS
from traderterminal.ui.widgets.ways_out import make_way_out

HOLD_S: Final = 1.0


class HoldButton(QPushButton):
    """Calls `held` after a second of holding, by mouse or Space.

    A shorter press calls `tapped`, and so does Enter. Space that goes down at the moment at which
    it came up is held still.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        held: Callable[[], object],
        tapped: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._held = held
        self._tapped = tapped
        self._acted = False
        self._hold = Hold(self, self.update)
        self._came_up_at = 0  # of the system's clock
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES_MS)
        self._settling.timeout.connect(self._come_up)
        self.setProperty("kind", "exit")
        make_way_out(self)
        self.setAutoDefault(False)
        self.pressed.connect(self._begin)
        self.released.connect(self._hold.let_go)
        self.clicked.connect(self._click)

    @property
    def filled(self) -> float:
        """How much of the hold has passed, from 0 to 1."""
        return self._hold.filled

    def _begin(self) -> None:
        self._acted = False
        self._hold.begin(HOLD_S, self._act)

    def _act(self) -> None:
        if not self._settling.isActive():  # else the key may have come up before its time
            self._acted = True
            self._held()

    def _click(self) -> None:
        if not self._acted and self._tapped is not None:
            self._tapped()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._tapped is not None:
            if not event.isAutoRepeat():
                self._tapped()
        elif self._settling.isActive() and event.timestamp() == self._came_up_at:
            self._settling.stop()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and event.timestamp() and not event.isAutoRepeat():
            self._came_up_at = event.timestamp()
            self._settling.start()
        else:
            super().keyReleaseEvent(event)

    def _come_up(self) -> None:
        kind, space = QEvent.Type.KeyRelease, Qt.Key.Key_Space
        super().keyReleaseEvent(QKeyEvent(kind, space, Qt.KeyboardModifier.NoModifier))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hold.let_go()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        share = self.filled
        if share <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 2, 2)
        painter.setClipPath(shape)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent", 0.4))
        painter.drawRect(QRectF(0, 0, self.width() * share, self.height()))
        painter.end()
