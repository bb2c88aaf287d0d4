"""Holding: what acts only after it was held for its full time, and how much of that has passed."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

_FRAME_MS: Final = 16


class Hold(QObject):
    """Calls what was begun with once the time is over; `moved` is called whenever it has filled
    further, has ended or was let go."""

    def __init__(self, parent: QObject, moved: Callable[[], object]) -> None:
        super().__init__(parent)
        self._moved = moved
        self._held: Callable[[], object] | None = None
        self._length_ms = 1
        self._since = QElapsedTimer()
        self._filling = QTimer(self)
        self._filling.setInterval(_FRAME_MS)
        self._filling.timeout.connect(self._fill)

    @property
    def is_on(self) -> bool:
        """Say whether something is held."""
        return self._filling.isActive()

    @property
    def filled(self) -> float:
        """How much of the time has passed, from 0 to 1."""
        return min(1.0, self._since.elapsed() / self._length_ms) if self.is_on else 0.0

    def begin(self, seconds: float, held: Callable[[], object]) -> None:
        """Begin to hold; what was held before comes to nothing."""
        self._length_ms, self._held = round(seconds * 1000), held
        self._since.start()
        self._filling.start()
        self._moved()

    def let_go(self) -> None:
        """Hold no longer."""
        self._filling.stop()
        self._held = None
        self._moved()

    def _fill(self) -> None:
        held = self._held
        if self.filled < 1 or held is None:
            self._moved()
            return
        self.let_go()
        held()
