"""The line at which the nearest rule breaks, and its tag, at the edge where it is out of view."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF

from traderterminal.ui.chart.dashes import draw_dashes
from traderterminal.ui.chart.legend import LEGEND_EM, LEGEND_TOP
from traderterminal.ui.chart.overlays import (
    TAG_EM,
    LineTag,
    PriceTag,
    draw_line_tag,
    line_tag_box,
)
from traderterminal.ui.chart.panes import Frame, Part, ValuelessLayer
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.chart.trading import TAG_GAP
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.breach import Breach, BreachLine

TOKEN: Final = "warn"
LONG_DASHES: Final = (12.0, 6.0)
#: A tag that gains a digit reaches so much further.
SPARE_EM: Final = 6


class BreachLayer(ValuelessLayer):
    """Draws the breach line of a chart; its tag stands at the left, where no order's does."""

    all_live = True

    def __init__(self, chart: ChartWidget, breach: Breach, theme: Theme) -> None:
        self._chart = chart
        self._pane = chart.stack.price
        self._breach = breach
        self._theme = theme
        self.drawn: BreachLine | None = None
        self.box = QRectF()  # of the tag in the last frame
        chart.destroyed.connect(breach.chart.changed.connect(lambda _: self._follow()))

    def _follow(self) -> None:
        """Have drawn what has changed: most ticks change how far it is, and nothing else."""
        line = self._breach.line
        if line == self.drawn:
            return
        if line is None or self.drawn is None or line.ticks != self.drawn.ticks:
            self._chart.update()
        else:
            spare = self._theme.em(SPARE_EM)
            self._chart.update(self.box.adjusted(-1, -1, spare, 1).toAlignedRect())

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        line = self._breach.line
        if line is None or not self._in_view(scale.y(line.ticks)):
            return ()
        price = self._breach.chart.price(line.ticks)
        return [PriceTag(scale.y(line.ticks), price, TOKEN, solid=False)]

    def _in_view(self, y: float) -> bool:
        return self._pane.rect.top() <= y <= self._pane.rect.bottom()

    def paint(self, frame: Frame, scale: Scale) -> None:
        if frame.part is Part.SETTLED:
            return
        line = self.drawn = self._breach.line
        if line is None:
            return
        theme, rect, y = self._theme, self._pane.rect, scale.y(line.ticks)
        name, away, money = line.words
        if self._in_view(y):
            across = frame.grid.across(y, rect.left(), rect.right())
            draw_dashes(frame, across, theme.color(TOKEN), LONG_DASHES)
        else:
            name = f"{'↑' if y < rect.top() else '↓'} {name}"
        tag = LineTag(y, TOKEN, ((name, TOKEN), (away, "t2"), (money, "t2")))
        height = theme.em(TAG_EM)
        top, bottom = self._legend_bottom(frame) + height / 2, rect.bottom() - height / 2 - 1
        width = line_tag_box(theme, tag, 0, 0).width()
        right = rect.left() + TAG_GAP + width
        self.box = line_tag_box(theme, tag, right, min(max(y, top), bottom))
        draw_line_tag(frame.painter, theme, tag, self.box)

    def _legend_bottom(self, frame: Frame) -> float:
        """Where the legend ends, which the tag must not cover."""
        last = frame.count - 1
        rows = sum(placed.layer.legend(last) is not None for placed in self._pane.placed)
        return self._pane.rect.top() + LEGEND_TOP + rows * self._theme.em(LEGEND_EM)
