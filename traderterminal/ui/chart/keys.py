"""What the keys do to the part of the history that is shown."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt

from traderterminal.ui.chart.timescale import TimeScale

ZOOM_STEP: Final = 1.15
KEY_PAN_BARS: Final = 5
#: A page leaves this share of what was seen in sight.
PAGE: Final = 0.9

Move = Callable[[TimeScale, int], None]


def _bars(bars: float) -> Move:
    return lambda times, count: times.pan(bars * times.pitch, count)


def _pages(pages: float) -> Move:
    return lambda times, count: times.pan(pages * times.width, count)


def _zoom(factor: float) -> Move:
    return lambda times, count: times.zoom(factor, times.origin + times.width / 2, count)


_MOVES: Final[Mapping[int, Move]] = {
    Qt.Key.Key_Left: _bars(KEY_PAN_BARS),
    Qt.Key.Key_Right: _bars(-KEY_PAN_BARS),
    Qt.Key.Key_PageUp: _pages(PAGE),
    Qt.Key.Key_PageDown: _pages(-PAGE),
    Qt.Key.Key_Plus: _zoom(ZOOM_STEP),
    Qt.Key.Key_Equal: _zoom(ZOOM_STEP),
    Qt.Key.Key_Up: _zoom(ZOOM_STEP),
    Qt.Key.Key_Minus: _zoom(1 / ZOOM_STEP),
    Qt.Key.Key_Down: _zoom(1 / ZOOM_STEP),
    Qt.Key.Key_Home: TimeScale.home,
    Qt.Key.Key_End: TimeScale.reset,
}


def move_by_key(key: int, times: TimeScale, count: int) -> bool:
    """Move through `count` bars as a key says; False where it says nothing."""
    move = _MOVES.get(key)
    if move is not None:
        move(times, count)
    return move is not None
