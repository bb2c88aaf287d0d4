"""Widgets that show the same happenings, in turns in one process: what each takes of the machine.

Busy is the time inside the update and the paint, the thread's own; ours paints at the pace of the
window's frames, the other way when Qt would: after each update while nothing else is to be done.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from traderterminal.app.bench.chart_views import percentile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

#: The window shows what the focus is not in at every other frame of the screen.
FRAME_S: Final = 0.032
#: Of the time that is measured so much goes before it.
SETTLE_SHARE: Final = 0.1
REST_S: Final = 0.0005
WIDTH: Final = 900
HEIGHT: Final = 900


@dataclass(slots=True)
class Side:
    """One way of showing: what a frame takes over, how often, and what each update and each frame
    took, in ms."""

    widget: "QWidget"
    frame: Callable[[], None] = lambda: None
    frame_s: float = 0.0
    updates: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    stop: Callable[[], None] = lambda: None

    def timed(self, step: Callable[[], object]) -> None:
        """Take in an update and note what it took."""
        _timed(step, self.updates)

    def draw(self, step: Callable[[], object]) -> None:
        """Draw a frame and note what it took."""
        _timed(step, self.frames)


def _timed(step: Callable[[], object], took: list[float]) -> None:
    started = time.thread_time()
    step()
    took.append((time.thread_time() - started) * 1e3)


def watch(
    side: Side, happen: Callable[[], None], per_s: int, first: int, seconds: float
) -> dict[str, float]:
    """Let something happen so often under one side, `first` times before, and take the time."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    side.widget.resize(WIDTH, HEIGHT)
    side.widget.show()
    QApplication.processEvents()
    for _ in range(first):
        happen()
    side.frame()
    QApplication.processEvents()
    _live(side, happen, per_s, seconds * SETTLE_SHARE)
    side.updates.clear()
    side.frames.clear()
    wall, busy, updates = _live(side, happen, per_s, seconds)
    side.stop()
    side.widget.close()
    side.widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return {
        "busy": (sum(side.updates) + sum(side.frames)) / wall / 10,
        "processor": 100 * busy / wall,
        "p99": percentile(side.frames, 99),
        "frames": len(side.frames) / wall,
        "updates": updates / wall,
    }


def _live(
    side: Side, happen: Callable[[], None], per_s: int, seconds: float
) -> tuple[float, float, int]:
    """Let it happen for so long; return how long that took, the processor's time, and how often
    it happened."""
    from PySide6.QtWidgets import QApplication

    def frame() -> None:
        side.frame()
        QApplication.processEvents()

    began, busy, made, shown_at = time.perf_counter(), time.process_time(), 0, 0.0
    while (passed := time.perf_counter() - began) < seconds:
        due = int(passed * per_s)
        for _ in range(due - made):
            happen()
        is_frame = passed - shown_at >= side.frame_s and due > made
        made = due
        if is_frame:
            shown_at = passed
            side.draw(frame)
        time.sleep(REST_S)
    return time.perf_counter() - began, time.process_time() - busy, made
