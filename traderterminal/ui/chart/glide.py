"""A chart that is let go while it moves goes on for a while; its timer runs only then."""

import math
from collections import deque
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

FRAME_MS: Final = 16
#: The speed at which it is let go is that of the last moments before.
SAMPLE_MS: Final = 90
LEAST_SAMPLES: Final = 3
#: Pixels a second: slower than this it stands still, and it is never faster than that.
LEAST_SPEED: Final = 30.0
MOST_SPEED: Final = 6000.0
#: After so many seconds a third of the speed is left.
SLOWING_S: Final = 0.32


class Glide(QObject):
    """Hands `move` the pixels to go on by, frame by frame, until it returns False or rests.

    `now_ms` is a clock in milliseconds.
    """

    def __init__(
        self,
        move: Callable[[float], bool],
        parent: QObject,
        now_ms: Callable[[], int] | None = None,
    ) -> None:
        super().__init__(parent)
        self._move = move
        self._running = QElapsedTimer()
        self._running.start()
        self._now_ms = now_ms or self._running.elapsed
        self._samples: deque[tuple[int, float]] = deque(maxlen=32)
        self._speed = 0.0
        self._last_ms = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._step)

    @property
    def is_moving(self) -> bool:
        return self._timer.isActive()

    def note(self, pixels: float) -> None:
        """Tell of a move by hand."""
        self._samples.append((self._now_ms(), pixels))

    def let_go(self) -> None:
        """Go on at the speed of the last moves, if they were quick ones."""
        now = self._now_ms()
        fresh = [(at, moved) for at, moved in self._samples if now - at <= SAMPLE_MS]
        self._samples.clear()
        if len(fresh) < LEAST_SAMPLES:
            return
        # The first move began before it was told of.
        seconds = max(now - fresh[0][0], FRAME_MS) / 1000
        speed = sum(moved for _, moved in fresh[1:]) / seconds
        self._speed = max(-MOST_SPEED, min(MOST_SPEED, speed))
        if abs(self._speed) > LEAST_SPEED:
            self._last_ms = now
            self._timer.start()

    def stop(self) -> None:
        """Stand still at once."""
        self._timer.stop()
        self._samples.clear()

    def _step(self) -> None:
        now = self._now_ms()
        seconds, self._last_ms = (now - self._last_ms) / 1000, now
        went_on = self._move(self._speed * seconds)
        self._speed *= math.exp(-seconds / SLOWING_S)
        if not went_on or abs(self._speed) < LEAST_SPEED:
            self.stop()
