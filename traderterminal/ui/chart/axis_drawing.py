"""The axes of a chart: the grid, labels and tags of each pane's scales, and the time below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from PySide6.QtCore import QRectF

from traderterminal.ui.chart.axes import TimeMark, decimals_of, round_values
from traderterminal.ui.chart.overlays import (
    TAG_EM,
    PriceTag,
    draw_price_labels,
    draw_price_tag,
    draw_time_labels,
    place_price_tags,
)
from traderterminal.ui.chart.panes import Frame, Pane, Side
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.viewmodels.chart_options import ScaleKind

#: Between two labels of an axis, at least.
LABEL_EM: Final = 4
MOST_LABELS: Final = 8


@dataclass(frozen=True)
class AxisValues:
    """The round values of one scale as it stands, and how they are written."""

    scale: Scale
    values: Sequence[float]
    write: Callable[[float], str]

    def text(self, value: float) -> str:
        """Write any value of the scale as its axis does."""
        if self.scale.kind is ScaleKind.PERCENT:
            shown = round(self.scale.shown(value), 2)
            return f"{shown:+.2f}%".replace("-", "−") if shown else "0.00%"
        if self.scale.kind is ScaleKind.INDEXED:
            return f"{self.scale.shown(value):,.2f}".replace("-", "−")
        return self.write(value)

    @cached_property
    def labels(self) -> Sequence[tuple[float, str]]:
        """The round values as they are written, and their pixels."""
        return [(self.scale.y(value), self.text(value)) for value in self.values]


def axis_values(pane: Pane, side: Side, em: Callable[[float], int], tick: float) -> AxisValues:
    """Return what stands on an axis of a pane; `tick` is the price of one, 0 where it has none."""
    scale = pane.right if side is Side.RIGHT else pane.left
    most = min(MOST_LABELS, max(2, int(pane.rect.height()) // em(LABEL_EM)))
    values = round_values(scale, most, tick)
    if pane.write is not None:
        return AxisValues(scale, values, pane.write)
    # The crosshair tells one digit more than the labels.
    decimals = decimals_of(values)
    return AxisValues(scale, values, lambda value: f"{value:,.{decimals}f}".replace("-", "−"))


def leading_side(pane: Pane) -> Side:
    """Return the axis whose round values the grid of a pane follows."""
    return Side.RIGHT if pane.has_axis(Side.RIGHT) or not pane.has_axis(Side.LEFT) else Side.LEFT


def draw_grid(
    frame: Frame,
    pane: Pane,
    values: AxisValues,
    marks: Sequence[tuple[float, TimeMark]],
    breaks: Sequence[int],
) -> None:
    """Draw round values, round times and the breaks between sessions into a pane."""
    theme, painter, grid, rect = frame.theme, frame.painter, frame.grid, pane.rect
    faint = theme.mix("line1", "bg1", theme.grid)
    for value in values.values:
        painter.fillRect(grid.across(values.scale.y(value), rect.left(), rect.right()), faint)
    for at, _ in marks:
        painter.fillRect(grid.upright(at, rect.top(), rect.bottom()), faint)
    for index in breaks:
        line = grid.upright(frame.times.x(index), rect.top(), rect.bottom())
        painter.fillRect(line, theme.color("line2"))


def _labels(frame: Frame, area: QRectF, values: AxisValues) -> list[tuple[float, str]]:
    """The labels of an axis that have room in its area."""
    half = frame.theme.em(TAG_EM) / 2
    low, high = area.top() + half, area.bottom() - half
    return [label for label in values.labels if low <= label[0] <= high]


def draw_labels(frame: Frame, area: QRectF, values: AxisValues) -> None:
    """Write the round values of one scale."""
    draw_price_labels(frame.painter, frame.theme, _labels(frame, area, values), area)


def draw_tags(
    frame: Frame,
    area: QRectF,
    values: AxisValues,
    tags: Sequence[PriceTag],
    fixed: PriceTag | None,
) -> None:
    """Draw the tags of one scale; the fixed one keeps its place, and labels in the way go."""
    theme, painter = frame.theme, frame.painter
    half = theme.em(TAG_EM) / 2
    painter.save()
    painter.setClipRect(area)
    placed = place_price_tags(theme, tags, fixed, area)
    for y, _ in _labels(frame, area, values) if placed else ():
        if any(y + half > p.top and y - half < p.top + p.height for p in placed):
            box = QRectF(area.left() + 1, y - half, area.width() - 2, 2 * half)
            painter.fillRect(frame.grid.box(box), theme.color("bg1"))
    for each in placed:
        draw_price_tag(painter, theme, each, area, frame.grid)
    painter.restore()


def draw_frame_lines(frame: Frame, plot: QRectF, whole: QRectF) -> None:
    """Draw the lines between plot and axes."""
    painter, grid = frame.painter, frame.grid
    faint = frame.theme.color("line1")
    painter.fillRect(grid.upright(plot.right(), plot.top(), plot.bottom()), faint)
    painter.fillRect(grid.across(plot.bottom(), whole.left(), whole.right()), faint)
    if plot.left() > whole.left():
        painter.fillRect(grid.upright(plot.left() - 1, plot.top(), plot.bottom()), faint)


def draw_dividers(frame: Frame, panes: Sequence[Pane], whole: QRectF) -> None:
    """Draw the lines between the panes."""
    for pane in panes[:-1]:
        line = frame.grid.across(pane.rect.bottom() - 1, whole.left(), whole.right())
        frame.painter.fillRect(line, frame.theme.color("line2"))


def draw_time_axis(frame: Frame, marks: Sequence[tuple[float, TimeMark]], area: QRectF) -> None:
    """Write the round times below the panes."""
    draw_time_labels(frame.painter, frame.theme, marks, area)
