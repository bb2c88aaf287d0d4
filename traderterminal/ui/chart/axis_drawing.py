"""The axes of a chart: the grid, labels and tags of each pane's scales, and the time below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from PySide6.QtCore import QRectF

from traderterminal.ui.chart.axes import TimeMark, decimals_of, round_values
from traderterminal.ui.chart.overlays import (
    TAG_EM,
    PlacedTag,
    PriceTag,
    draw_price_labels,
    draw_price_tag,
    draw_time_labels,
    place_price_tags,
)
from traderterminal.ui.chart.panes import Frame, Layer, Pane, Side
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.theme import Theme

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
        return self.scale.words(value) or self.write(value)

    @cached_property
    def labels(self) -> Sequence[tuple[float, str]]:
        """The round values as they are written, and their pixels."""
        return [(self.scale.y(value), self.text(value)) for value in self.values]


def axis_values(pane: Pane, side: Side, em: Callable[[float], int], tick: float) -> AxisValues:
    """Return what stands on an axis of a pane; `tick` is the price of one, 0 where it has none."""
    scale = pane.right if side is Side.RIGHT else pane.left
    most = min(MOST_LABELS, max(2, int(pane.rect.height()) // em(LABEL_EM)))
    values = round_values(scale, most, tick) if scale.is_known else []
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


class Axis:
    """One axis of a pane as it stands: `area` is where it lies, `values` what it writes.

    `layers` are those whose tags stand on it; of the price, the tag of the last trade does too.
    """

    def __init__(
        self, theme: Theme, area: QRectF, values: AxisValues, layers: Sequence[Layer]
    ) -> None:
        self.area = area
        self.values = values
        self._theme = theme
        self._layers = layers
        self._height = float(theme.em(TAG_EM))
        self._placed: list[PlacedTag] = []
        self._box: QRectF | None = None  # where that changed
        half = self._height / 2
        low, high = area.top() + half, area.bottom() - half
        labels = values.labels if layers else ()  # a grid may be there without an axis
        self._labels = [label for label in labels if low <= label[0] <= high]

    def place_tags(self, fixed: PriceTag | None) -> QRectF | None:
        """Find out where tags stand; return where that shows, None where nothing changed.

        The fixed one keeps its place.
        """
        scale, before = self.values.scale, self._placed
        tags = [tag for layer in self._layers for tag in layer.tags(scale)]
        self._placed = place_price_tags(self._theme, tags, fixed, self.area)
        self._box = None
        if self._placed == before:
            return None
        both = (*before, *self._placed)
        # A label that is in the way of a tag goes as a whole.
        top = min(each.top for each in both) - self._height
        bottom = max(each.top + each.height for each in both) + self._height
        self._box = QRectF(self.area.left(), top, self.area.width(), bottom - top) & self.area
        return self._box

    def draw_labels(self, frame: Frame) -> None:
        """Write the round values."""
        draw_price_labels(frame.painter, frame.theme, self._labels, self.area)

    def draw_tags(self, frame: Frame, *, whole: bool) -> None:
        """Draw the tags where they were placed, unless they are there; labels in the way go."""
        clip = self.area if whole else self._box
        if clip is None:
            return
        theme, painter, area = frame.theme, frame.painter, self.area
        half = self._height / 2
        painter.setClipRect(clip)
        for y, _ in self._labels:
            for each in self._placed:
                if y + half > each.top and y - half < each.top + each.height:
                    box = QRectF(area.left() + 1, y - half, area.width() - 2, 2 * half)
                    painter.fillRect(frame.grid.box(box), theme.color("bg1"))
                    break
        for each in self._placed:
            draw_price_tag(painter, theme, each, area, frame.grid)
        painter.setClipping(False)


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
