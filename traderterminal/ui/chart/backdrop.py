"""What lies behind the bars: hours outside the regular ones, and the name of what is shown."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRectF

from traderterminal.ui.chart.panes import Frame, Part, ValuelessLayer
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.lettering import draw_centred

SHADE: Final = 0.03
#: Zoomed out so far, nights are no longer told from days.
LEAST_PITCH: Final = 0.2


class HoursLayer(ValuelessLayer):
    """Shades the bars outside regular hours; `outside` gives their runs within a range."""

    def __init__(self, outside: Callable[[int, int], Sequence[tuple[int, int]]]) -> None:
        self._outside = outside

    def paint(self, frame: Frame, scale: Scale) -> None:
        if frame.part is Part.LIVE or frame.times.pitch < LEAST_PITCH:
            return
        grid, times = frame.grid, frame.times
        color = frame.theme.color("t1", SHADE)
        for first, last in self._outside(frame.first, frame.last):
            left, right = grid.x(times.x(first)), grid.x(times.x(last))
            frame.painter.fillRect(QRectF(left, scale.top, right - left, scale.height), color)


class Watermark(ValuelessLayer):
    """Writes what is shown behind the bars, large and faint; `words` are its two lines."""

    def __init__(self, words: Callable[[], tuple[str, str]]) -> None:
        self._words = words

    @property
    def settled(self) -> object:
        return self._words()

    def paint(self, frame: Frame, scale: Scale) -> None:
        if frame.part is Part.LIVE:
            return
        name, below = self._words()
        height = frame.theme.em(2)
        middle = (scale.top + scale.bottom) / 2
        line = QRectF(frame.times.origin, middle - height, frame.times.width, height)
        frame.painter.save()
        frame.painter.setOpacity(0.5)
        draw_centred(frame.painter, frame.theme, "result", "line3", name, line)
        draw_centred(frame.painter, frame.theme, "body", "line3", below, line.translated(0, height))
        frame.painter.restore()
