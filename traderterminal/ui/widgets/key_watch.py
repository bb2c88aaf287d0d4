"""Telling a key that is held down from one that is let go, and from one that is pressed again.

X11 lets a key that is held down come up and go down again and again, both at the same moment of its
clock, and Qt does not always call that a repetition. So a key has come up only when it does not go
down at the same moment; another one that does is another one. Of a chord one key may come up while
another is repeated all the time: that says nothing of the one that came up.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

#: By then what goes down at the moment at which a key came up has been heard of.
SETTLES_MS: Final = 40
#: So long after the last key nothing of it repeats any more.
FORGETS_MS: Final = 2_000
_DOWN: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
#: What comes up of its own accord when the window is left: nothing is held any longer.
_LEAVES: Final = frozenset(
    {QEvent.Type.WindowDeactivate, QEvent.Type.ApplicationStateChange, QEvent.Type.FocusOut}
)


class KeyWatch(QObject):
    """Looks at all of Qt's events from `begin` on, until a while after the last key.

    `up` is called once a key has come up, `other` when another one goes down, or when the window or
    the focus is left.
    """

    def __init__(
        self, parent: QObject, up: Callable[[], object], other: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self._up = up
        self._other = other
        self._came_up = dict[int, int]()  # when each key did last, by the system's clock
        self._unsettled = list[int]()  # which of them may go down again yet, the first one first
        self._is_repeated = False
        self._settling = self._timer(SETTLES_MS, self._settle)
        self._forgetting = self._timer(FORGETS_MS, self.end)

    def _timer(self, after_ms: int, then: Callable[[], object]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after_ms)
        made.timeout.connect(then)
        return made

    @property
    def is_repeated(self) -> bool:
        """Say whether the key that went down last had come up at the same moment."""
        return self._is_repeated

    @property
    def is_doubtful(self) -> bool:
        """Say whether a key came up a moment ago, and it is not known yet for how long."""
        return self._settling.isActive()

    def begin(self) -> None:
        """A key has gone down."""
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._stop_settling()  # it was another one that came up
        self._forgetting.start()

    def end(self) -> None:
        """Look no longer."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._came_up.clear()
        self._is_repeated = False
        self._stop_settling()
        self._forgetting.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _LEAVES:
            self._other()
        elif isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            self._forgetting.start()
            if event.type() is QEvent.Type.KeyRelease:
                self._come_up(event.key(), event.timestamp())
            elif event.type() in _DOWN:
                self._go_down(event.key(), event.timestamp())
        return False

    def _come_up(self, key: int, at: int) -> None:
        self._came_up[key] = at
        if key not in self._unsettled:
            self._unsettled.append(key)
        if not self._settling.isActive():
            self._settling.start()

    def _go_down(self, key: int, at: int) -> None:
        self._is_repeated = bool(at) and at == self._came_up.get(key)
        if not self._is_repeated:
            self._stop_settling()
            self._other()
        elif key in self._unsettled:
            is_first = self._unsettled[0] == key
            self._unsettled.remove(key)
            if not self._unsettled:
                self._settling.stop()
            elif is_first:
                self._settling.start()  # the next one has its own time

    def _stop_settling(self) -> None:
        self._unsettled.clear()
        self._settling.stop()

    def _settle(self) -> None:
        self._unsettled.clear()
        self._up()
