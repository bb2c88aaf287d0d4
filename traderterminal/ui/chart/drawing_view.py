"""Where drawings lie on the price pane of one frame: moments and prices become pixels."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF

from traderterminal.kit.frozen import frozen
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.chart.timescale import TimeScale
from traderterminal.ui.lettering import text_width
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.bar_times import BarTimes
from traderterminal.ui.viewmodels.drawing_shapes import Box
from traderterminal.ui.viewmodels.drawings import DrawingsViewModel

LABEL_ROLE = "caption"
LABEL_EM = 1.4


@frozen
class DrawingView:
    """Tells the shapes of drawings where things lie in `rect`, and how they are worded."""

    drawings: DrawingsViewModel
    theme: Theme
    bar_times: BarTimes
    time_scale: TimeScale
    scale: Scale
    rect: QRectF

    @property
    def box(self) -> Box:
        rect = self.rect
        return Box(rect.left(), rect.top(), rect.right(), rect.bottom())

    @property
    def words_end(self) -> float:
        return self.time_scale.end

    @property
    def line_height(self) -> float:
        return self.theme.em(LABEL_EM)

    @property
    def quantity(self) -> Decimal:
        return self.drawings.quantity

    def x(self, at_ns: int) -> float:
        return self.time_scale.middle(self.bar_times.index(at_ns))

    def y(self, ticks: float) -> float:
        return self.scale.y(ticks)

    def knows(self, at_ns: int) -> bool:
        return self.bar_times.knows(at_ns)

    def bars(self, from_ns: int, to_ns: int) -> int:
        return self.bar_times.index(to_ns) - self.bar_times.index(from_ns)

    def later(self, at_ns: int, bars: int) -> int:
        return self.bar_times.start(self.bar_times.index(at_ns) + bars)

    def price(self, ticks: float) -> str:
        return self.drawings.chart.price(ticks)

    def percent(self, from_ticks: int, to_ticks: int) -> str:
        if from_ticks <= 0:  # a share of nothing, or of less, tells nothing
            return ""
        return formats.signed_percent(Decimal(to_ticks - from_ticks) / from_ticks)

    def result(self, ticks: int, quantity: Decimal) -> str:
        instrument = self.drawings.chart.instrument
        if instrument is None:
            return formats.NOTHING
        return formats.signed_money(instrument.money(instrument.from_ticks(ticks), quantity))

    def width_of(self, words: str) -> float:
        return text_width(self.theme, LABEL_ROLE, words)

    def bar_at(self, at: QPointF) -> int:
        """Return the number of the bar at a point; bars that are still to come have one too."""
        return self.time_scale.index_at(at.x())
