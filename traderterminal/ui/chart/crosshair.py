"""What follows the pointer: lines through all panes, tags on the axes."""

from PySide6.QtCore import QRectF

from traderterminal.ui.chart.axis_drawing import AxisValues
from traderterminal.ui.chart.dashes import draw_dashes
from traderterminal.ui.chart.overlays import PriceTag, draw_price_tag, place_price_tags
from traderterminal.ui.chart.panes import Frame
from traderterminal.ui.lettering import draw_centred, text_width

DASHES = (3.0, 3.0)
#: It is seen to be of another chart.
LINKED_ALPHA = 0.45


def draw_crosshair(frame: Frame, plot: QRectF, x: float, y: float) -> None:
    """Draw the lines: upright through all panes, across through the one pointed at."""
    grid, color = frame.grid, frame.theme.color("accent", 0.65)
    draw_dashes(frame, grid.upright(x, plot.top(), plot.bottom()), color, DASHES)
    draw_dashes(frame, grid.across(y, plot.left(), plot.right()), color, DASHES)


def draw_linked_crosshair(frame: Frame, plot: QRectF, x: float) -> None:
    """Draw the upright line alone: where another chart is pointed at, in time."""
    color = frame.theme.color("accent", LINKED_ALPHA)
    draw_dashes(frame, frame.grid.upright(x, plot.top(), plot.bottom()), color, DASHES)


def draw_value_tag(frame: Frame, area: QRectF, values: AxisValues, y: float, value: float) -> None:
    """Draw the value under the pointer on an axis."""
    tag = PriceTag(y, values.text(value), "accent", solid=True)
    for placed in place_price_tags(frame.theme, [], tag, area):
        draw_price_tag(frame.painter, frame.theme, placed, area, frame.grid)


def draw_time_tag(frame: Frame, area: QRectF, x: float, words: str) -> None:
    """Draw the time under the pointer on the axis below."""
    theme, painter = frame.theme, frame.painter
    width = text_width(theme, "strong", words) + 16
    left = min(max(x - width / 2, area.left()), area.right() - width)
    box = frame.grid.box(QRectF(left, area.top() + 1, width, area.height() - 2))
    painter.fillRect(box, theme.color("accent"))
    draw_centred(painter, theme, "strong", "onaccent", words, box)
