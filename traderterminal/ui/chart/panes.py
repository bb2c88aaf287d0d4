"""The rooms of a chart: panes above each other, each with scales of its own and layers over them.

This is where a study or a drawing finds its place:

- `PaneStack.price` is the price pane, `PaneStack.add(key)` makes one below it, `remove` takes it
  away. The trader sizes them by the lines between them; `weight` is a pane's share of the height.
  The price keeps `PRICE_SHARE` of it; where the others cannot all be read in the rest, those that
  were opened the longest time ago are folded to a line with their legend.
- `Pane.add(layer, side, level=...)` puts a layer into a pane: over the scale of its right or left
  axis, or over a scale of its own without an axis (`OVERLAY`). What stands on the scale of the
  price goes RIGHT, whatever side the trader has it on. A higher `Level` lies over a lower one,
  later layers over earlier ones.
- `Scale.y(value)` and `Scale.value_at(y)` map values to pixels of the widget and back, and
  `TimeScale.x(index)`, `middle(index)` and `index_at(x)` map bars. Prices are ticks.
- A `Layer` says what range of values is visible (`extent`), draws itself (`paint`), and tells its
  row of the legend and its tags on the axis.

A layer is drawn in two parts, so that a tick need not draw a whole history again: what is SETTLED,
from a picture that is kept while scales and `settled` stay the same, and the LIVE last column. One
that cannot be split draws nothing for LIVE and lets `settled` change with every tick, or is
`all_live` and draws all of it each time.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum, StrEnum, auto
from typing import Final, NamedTuple, Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from traderterminal.kit.frozen import frozen
from traderterminal.ui.chart.overlays import PriceTag
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.chart.timescale import TimeScale
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme

#: A pane cannot be made lower than so many em.
LEAST_EM: Final = 3.5
#: One that is folded is so high.
FOLDED_EM: Final = 2.0
PRICE_PANE: Final = "price"
PRICE_WEIGHT: Final = 3.0
#: The pane of the price has so much of the height at least.
PRICE_SHARE: Final = 0.38


class Side(StrEnum):
    """Which scale of a pane a layer stands on."""

    RIGHT = "right"  # where the price is; at the left if the trader wants it there
    LEFT = "left"  # the other one
    OVERLAY = "overlay"  # one of its own, without an axis


class Level(IntEnum):
    """How high a layer lies; from drawings on they reach into the right margin."""

    UNDER = -1  # areas that bars are to be seen before
    BARS = 0
    STUDY = 1
    DRAWING = 2
    TRADING = 3


class Part(Enum):
    """What of a layer is to be drawn."""

    ALL = auto()
    SETTLED = auto()  # all but the last column, that of the forming bar
    LIVE = auto()  # the last column alone


@dataclass(slots=True)
class Frame:
    """What one frame is drawn with: the bars from `first` to before `last` are in view.

    `count` is how many bars there are, `part` what is to be drawn of them.
    """

    painter: QPainter
    theme: Theme
    grid: PixelGrid
    times: TimeScale
    first: int
    last: int
    count: int
    part: Part = Part.ALL

    def on(self, painter: QPainter, part: Part) -> "Frame":
        """Return the frame for another painter, or for another part."""
        grid = PixelGrid.of(painter)
        return Frame(painter, self.theme, grid, self.times, self.first, self.last, self.count, part)

    def again(self) -> "Frame":
        """Return what a tick is drawn with: what layers know of a frame they do not ask twice."""
        theme, grid, times = self.theme, self.grid, self.times
        painter, first, last, count = self.painter, self.first, self.last, self.count
        return Frame(painter, theme, grid, times, first, last, count, Part.LIVE)


class LegendRow(NamedTuple):
    """A row of a pane's legend: pairs of text and colour token; `key` names what it is of.

    An empty key is of nothing that can be pointed at.
    """

    parts: Sequence[tuple[str, str]]
    key: str = ""


class Layer(Protocol):
    """Something drawn over a scale of a pane."""

    @property
    def settled(self) -> object:
        """What changes when anything but the last column of its picture does."""

    @property
    def all_live(self) -> bool:
        """Whether it draws more than the last column for LIVE."""

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        """Return the lowest and the highest visible value; None where the scale need not care."""

    def paint(self, frame: Frame, scale: Scale) -> None:
        """Draw the frame's part; the painter is clipped to the pane."""

    def legend(self, index: int) -> LegendRow | None:
        """Return what the legend says of the bar `index`; None for no row."""

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        """Return what stands on the axis of the scale."""


class ValuelessLayer:
    """What a layer without values of its own says of itself; it draws what it will."""

    all_live = False

    @property
    def settled(self) -> object:
        return None

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        return None

    def legend(self, index: int) -> LegendRow | None:
        return None

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        return ()


@frozen
class Placed:
    """A layer and the scale that it stands on."""

    layer: Layer
    scale: Scale
    side: Side
    level: Level


@dataclass(slots=True)
class Pane:
    """A room of a chart; `rect` is where it lies in the widget, `write` words a value.

    `scales` are those of the axes and of the layers, each once. While it `is_folded`, its legend is
    all that is drawn; `opened` tells which pane was opened last.
    """

    key: str
    weight: float = 1.0
    rect: QRectF = field(default_factory=QRectF)
    right: Scale = field(default_factory=Scale)
    left: Scale = field(default_factory=Scale)
    write: Callable[[float], str] | None = None
    placed: list[Placed] = field(default_factory=list)
    is_folded: bool = False
    opened: int = 0
    scales: tuple[Scale, ...] = field(init=False)
    _sides: frozenset[Side] = field(init=False)
    _on: list[tuple[Scale, list[Layer]]] = field(init=False)  # what stands on each scale

    def __post_init__(self) -> None:
        self._find_scales()

    def add(
        self,
        layer: Layer,
        side: Side = Side.RIGHT,
        scale: Scale | None = None,
        *,
        level: Level = Level.STUDY,
    ) -> Scale:
        """Put a layer over the others of its level; return its scale. `scale` is for an overlay."""
        if side is Side.OVERLAY:
            chosen = scale or Scale()
        else:
            chosen = self.right if side is Side.RIGHT else self.left
        self.placed.append(Placed(layer, chosen, side, level))
        self.placed.sort(key=lambda one: one.level)
        self._find_scales()
        return chosen

    def remove(self, *layers: Layer) -> None:
        """Take layers away; nothing happens where one is not."""
        self.placed = [one for one in self.placed if one.layer not in layers]
        self._find_scales()

    def has_axis(self, side: Side) -> bool:
        """Whether something stands on the scale of that side."""
        return side in self._sides

    def lie(self, rect: QRectF) -> None:
        """Take a place in the widget."""
        self.rect = rect
        for scale in self.scales:
            scale.top, scale.height = rect.top(), max(1.0, rect.height())

    def _find_scales(self) -> None:
        found = (self.right, self.left, *(one.scale for one in self.placed))
        self.scales = tuple({id(scale): scale for scale in found}.values())
        self._sides = frozenset(one.side for one in self.placed)
        self._on = [
            (scale, [one.layer for one in self.placed if one.scale is scale])
            for scale in self.scales
        ]
        self.lie(self.rect)

    def fit(self, frame: Frame, *, closely: bool) -> None:
        """Let each scale follow what its layers show."""
        for scale, layers in self._on:
            low, high = math.inf, -math.inf
            for layer in layers:
                found = layer.extent(frame)
                if found is not None:
                    low, high = min(low, found[0]), max(high, found[1])
            if low <= high:
                scale.fit(low, high, closely=closely)


class PaneStack:
    """The panes of a chart from top to bottom; the first one is that of the price.

    No pane is lower than `least` pixels but one that is folded, which is `folded` pixels high.
    """

    def __init__(self, least: float = 0.0, folded: float = 0.0) -> None:
        self._least = least
        self._folded = folded
        self._opened = 0
        self._asked: object = None  # what the panes were given last was worked out for
        self._found: list[float] = []
        self.price = Pane(PRICE_PANE, PRICE_WEIGHT)
        self.panes: list[Pane] = [self.price]

    def add(self, key: str, weight: float = 1.0) -> Pane:
        """Return the pane of that key, made at the bottom where there is none."""
        found = self.pane(key)
        if found is None:
            found = Pane(key, weight)
            self.panes.append(found)
            self.open(found)
        return found

    def open(self, pane: Pane) -> None:
        """Let another pane than this one be folded from now on, where one must be."""
        self._opened += 1
        pane.opened = self._opened

    def pane(self, key: str) -> Pane | None:
        return next((pane for pane in self.panes if pane.key == key), None)

    def remove(self, key: str) -> None:
        """Take a pane away; that of the price stays."""
        self.panes = [pane for pane in self.panes if pane is self.price or pane.key != key]

    def has_axis(self, side: Side) -> bool:
        return any(pane.has_axis(side) for pane in self.panes)

    def lie(self, plot: QRectF) -> None:
        """Divide the plot among the panes, in whole pixels."""
        asked = (plot.height(), [(pane.key, pane.weight, pane.opened) for pane in self.panes])
        if asked != self._asked:  # every frame asks
            self._asked, self._found = asked, self._heights(plot.height())
        used, top = 0.0, plot.top()
        for pane, height in zip(self.panes, self._found, strict=True):
            used += height
            bottom = plot.top() + round(used)
            pane.lie(QRectF(plot.left(), top, plot.width(), bottom - top))
            top = bottom

    def _heights(self, whole: float) -> list[float]:
        """Divide a height by the weights, as far as the panes can be read then."""
        below = [pane for pane in self.panes if pane is not self.price]
        room = whole * (1 - PRICE_SHARE)
        folded = self._fold(below, room)
        left = whole - folded * len([pane for pane in below if pane.is_folded])
        heights = {pane.key: folded for pane in below if pane.is_folded}
        free = [pane for pane in below if not pane.is_folded]
        weights = sum(pane.weight for pane in free)
        share = left * weights / (weights + self.price.weight)
        share = min(max(share, self._least * len(free)), room - (whole - left))
        while free:  # the low ones are given what they need, the others the rest
            low = [pane for pane in free if share * pane.weight < self._least * weights]
            for pane in low or free:
                height = self._least if low else share * pane.weight / weights
                heights[pane.key] = height
            if not low:
                break
            share -= self._least * len(low)
            free = [pane for pane in free if pane not in low]
            weights = sum(pane.weight for pane in free)
        heights[self.price.key] = whole - sum(heights.values())
        return [heights[pane.key] for pane in self.panes]

    def _fold(self, panes: Sequence[Pane], room: float) -> float:
        """Fold as many as must be for the others to be read; return how high those are then."""
        needed = self._least * len(panes)
        for pane in sorted(panes, key=lambda pane: pane.opened):
            pane.is_folded = needed > room
            if pane.is_folded:
                needed -= self._least - self._folded
        return self._folded if needed <= room else room / len(panes)

    def at(self, y: float) -> Pane:
        """Return the pane at a pixel; beyond them the nearest."""
        return next((pane for pane in self.panes if y < pane.rect.bottom()), self.panes[-1])

    def divider_at(self, y: float, near: float) -> int | None:
        """Return the number of the pane whose lower edge is within `near` pixels; None for none.

        Only what has a pane above and one below that is not folded is one.
        """
        edges = (pane.rect.bottom() for pane in self.panes[:-1])
        near_by = (number for number, edge in enumerate(edges) if abs(edge - y) <= near)
        return next((number for number in near_by if self._beside(number) is not None), None)

    def _beside(self, number: int) -> tuple[Pane, Pane] | None:
        """The panes that the lower edge of one sizes: what is folded in between goes along."""
        above = [pane for pane in self.panes[: number + 1] if not pane.is_folded]
        below = [pane for pane in self.panes[number + 1 :] if not pane.is_folded]
        return (above[-1], below[0]) if above and below else None

    def drag_divider(self, number: int, y: float) -> None:
        """Move the lower edge of a pane to a pixel, as far as its neighbours can be read."""
        beside = self._beside(number)
        if beside is None:
            return
        upper, lower = beside
        both = upper.rect.height() + lower.rect.height()
        wanted = upper.rect.height() + y - self.panes[number].rect.bottom()
        whole = self.panes[-1].rect.bottom() - self.panes[0].rect.top()
        least = self._least
        if upper is self.price:
            least = max(least, math.ceil(whole * PRICE_SHARE))
        if both < least + self._least:
            return
        # What the panes were given may be other than what their weights say.
        free = [pane for pane in self.panes if not pane.is_folded]
        weight = sum(pane.weight for pane in free) / sum(pane.rect.height() for pane in free)
        for pane in free:
            pane.weight = pane.rect.height() * weight
        upper.weight = min(max(wanted, least), both - self._least) * weight
        lower.weight = both * weight - upper.weight
