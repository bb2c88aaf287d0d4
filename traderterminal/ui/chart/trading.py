"""What the account has in the symbol, over the bars: fills, working orders, the position.

Levels that the trader has watched stand among the orders, so that no tag covers another.
"""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from traderterminal.domain.fills import Fill, Side
from traderterminal.kit.language import translate
from traderterminal.ui.chart.axes import place_labels
from traderterminal.ui.chart.dashes import draw_dashes
from traderterminal.ui.chart.legend import LEGEND_EM, LEGEND_TOP
from traderterminal.ui.chart.overlays import (
    TAG_EM,
    LineTag,
    PriceTag,
    draw_fill,
    draw_line_tag,
    line_tag_box,
)
from traderterminal.ui.chart.panes import Frame, LegendRow, Pane, Part, ValuelessLayer
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.lettering import draw_centred, text_width
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.chart import ChartViewModel
from traderterminal.ui.viewmodels.chart_lines import AlertLine, OrderLine

POSITION_LINE_PX: Final = 1.8
#: Of the line at the last price.
DOTS: Final = (1.0, 2.0)
#: Between a tag and what it stands at.
TAG_GAP: Final = 6
#: So close to a line it is taken hold of.
GRIP_PX: Final = 4
ALERT_DASHES: Final = (2.0, 4.0)


class TradingLayer:
    """Draws the account's fills, orders and position; remembers where they can be pointed at."""

    all_live = True

    def __init__(self, vm: ChartViewModel, theme: Theme, pane: Pane) -> None:
        self._vm = vm
        self._theme = theme
        self._pane = pane
        self.alerts: Callable[[], Sequence[AlertLine]] = tuple
        self.crosses: list[tuple[QRectF, str]] = []
        self.handles: list[tuple[QRectF | None, LineTag]] = []
        self.marks: list[tuple[QRectF, list[Fill]]] = []
        self._beside_bars = 0  # fills of the time in view that none of the bars is of
        self.plates: list[tuple[QRectF, str]] = []  # what is told of lines that are not to be seen

    @property
    def follows_price(self) -> bool:
        """Whether there are tags that tell how far the price is away, or what it makes."""
        vm = self._vm
        return bool(vm.order_lines) or vm.position is not None or bool(self.alerts())

    def order_at(self, at: QPointF) -> str | None:
        """Return the order (or the alert) whose × is at a point of the last frame."""
        return next((key for box, key in self.crosses if box.contains(at)), None)

    def cancels(self) -> list[QRectF]:
        """Return where the × of an order is in the last frame."""
        alerts = {watched.alert_id for watched in self.alerts()}
        return [box for box, key in self.crosses if key not in alerts]

    def handle_at(self, at: QPointF) -> str | None:
        """Return the order or alert whose tag or line is at a point of the last frame.

        Its × is no handle. Of lines that lie close together the nearest one counts.
        """
        if self.order_at(at) is not None or not self._pane.rect.contains(at):
            return None
        for box, tag in self.handles:
            if box is not None and box.contains(at):
                return tag.key
        near = min(self.handles, key=lambda one: abs(one[1].y - at.y()), default=None)
        return None if near is None or abs(near[1].y - at.y()) > GRIP_PX else near[1].key

    def fills_at(self, at: QPointF) -> list[Fill]:
        """Return the fills, oldest first, whose mark is at a point of the last frame."""
        return next((fills for box, fills in reversed(self.marks) if box.contains(at)), [])

    def forget(self) -> None:
        """Nothing is drawn that could be pointed at."""
        self.crosses, self.handles, self.marks, self.plates = [], [], [], []

    @property
    def settled(self) -> object:
        return None  # results move with every tick: all of it is live

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        return None

    def legend(self, index: int) -> LegendRow | None:
        return None

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        if not self.follows_price:
            return ()
        vm, tags = self._vm, dict[tuple[str, str], PriceTag]()
        for line in vm.order_lines:  # orders at one price share a tag
            text = vm.price(line.ticks)
            tags[text, line.token] = PriceTag(scale.y(line.ticks), text, line.token, solid=False)
        for watched in self.alerts():
            text = vm.price(watched.ticks)
            tags[text, "t2"] = PriceTag(scale.y(watched.ticks), text, "t2", solid=False)
        position = vm.position_line
        if position is not None:
            y, text = scale.y(position.ticks), position.price
            tags[text, ""] = PriceTag(y, text, f"{position.side}fill", solid=True)
        return [tag for tag in tags.values() if scale.top <= tag.y <= scale.bottom]

    def paint(self, frame: Frame, scale: Scale) -> None:
        if frame.part is not Part.SETTLED:
            self.forget()
            self._beside_bars = self._fills(frame, scale)
            if self.follows_price:
                self._lines(frame, scale)
            else:
                self._say_below(frame, 0, ())

    def _lines(self, frame: Frame, scale: Scale) -> None:
        """Draw position and orders: lines first, so that no line crosses a tag."""
        position, tags = self._position_tag(scale), self._line_tags(scale)
        rect, height = self._pane.rect, self._theme.em(TAG_EM)
        keeps = None
        if position is not None and rect.top() <= position.y <= rect.bottom():
            keeps = (position.y, float(height))
        wanted = [tag.y for tag in tags]
        centres = place_labels(wanted, height, rect.top(), rect.bottom(), keeps)
        right = rect.right() - TAG_GAP
        boxes = [
            None if centre is None else line_tag_box(self._theme, tag, right, centre)
            for tag, centre in zip(tags, centres, strict=True)
        ]
        self.handles = list(zip(boxes, tags, strict=True))
        for box, tag in self.handles:
            self._line(frame, tag, box)
        held = None if position is None else self._position_line(frame, position)
        for box, tag in self.handles:
            if box is not None:
                cross = draw_line_tag(frame.painter, self._theme, tag, box)
                if cross is not None:
                    self.crosses.append((cross, tag.key))
        taken = [box for box in (held, *boxes) if box is not None]
        self._say_hidden(frame, scale, sum(box is None for box in boxes), taken)

    def _position_tag(self, scale: Scale) -> LineTag | None:
        line = self._vm.position_line
        if line is None:
            return None
        held, result, away = line.words
        cells = [(f"▶ {held}", "onside"), (result, self._theme.result_token(line.result))]
        if away:
            cells.append((away, "t2"))
        return LineTag(scale.y(line.ticks), line.side, tuple(cells), is_position=True)

    def _line_tags(self, scale: Scale) -> list[LineTag]:
        """Tags of the orders and alerts whose price is in view."""
        lines: list[OrderLine | AlertLine] = [*self._vm.order_lines, *self.alerts()]
        tags = (line_tag(self._theme, line, scale.y(line.ticks)) for line in lines)
        return [tag for tag in tags if scale.top <= tag.y <= scale.bottom]

    def _line(self, frame: Frame, tag: LineTag, box: QRectF | None) -> None:
        theme, painter, grid = self._theme, frame.painter, frame.grid
        left, right = self._pane.rect.left(), self._pane.rect.right()
        y = grid.row(tag.y)
        end = right if box is None else box.left() - TAG_GAP
        if tag.dashes:
            color = theme.color(tag.token, 0.5)
            draw_dashes(frame, grid.across(tag.y, left, end), color, tag.dashes)
        else:
            painter.fillRect(grid.across(tag.y, left, end), theme.color(tag.token, 0.5))
        if box is None:
            return
        # From the tag on in full, also where the tag had to slide away from its price.
        painter.setPen(theme.pen(tag.token, 1.0, grid.width()))
        middle = grid.row(box.center().y())
        painter.drawLine(QPointF(end, y), QPointF(box.left(), middle))
        painter.drawLine(QPointF(box.right(), middle), QPointF(right, y))

    def _position_line(self, frame: Frame, tag: LineTag) -> QRectF:
        """Draw the line of the position; return where its tag stands."""
        theme, painter, rect = self._theme, frame.painter, self._pane.rect
        line = frame.grid.across(tag.y, rect.left(), rect.right(), POSITION_LINE_PX)
        painter.fillRect(line, theme.color(tag.token))
        box = line_tag_box(theme, tag, rect.right() - TAG_GAP, tag.y)
        draw_line_tag(painter, theme, tag, box)
        return box

    def _say_hidden(self, frame: Frame, scale: Scale, count: int, taken: Sequence[QRectF]) -> None:
        """Tell of lines that have no room for a tag, and of orders whose price is out of view,
        beside the tags that are there."""
        theme, rect = self._theme, self._pane.rect
        places = [scale.y(line.ticks) for line in self._vm.order_lines]
        above, below = sum(y < scale.top for y in places), sum(y > scale.bottom for y in places)
        told = [f"↑ {formats.counted(above, 'order')}"] if above else []
        told += [translate("Chart", "{count} more lines here").format(count=count)] if count else []
        self._say(frame, " · ".join(told), rect.top() + LEGEND_TOP + theme.em(LEGEND_EM), taken)
        self._say_below(frame, below, taken)

    def _say_below(self, frame: Frame, orders: int, taken: Sequence[QRectF]) -> None:
        """Tell at the bottom of orders below the view, and of fills that no bar is of."""
        told = [f"↓ {formats.counted(orders, 'order')}"] if orders else []
        if self._beside_bars:
            told.append(
                translate("Chart", "{fills} outside regular hours").format(
                    fills=formats.counted(self._beside_bars, "fill")
                )
            )
        top = self._pane.rect.bottom() - self._theme.em(TAG_EM) - 2
        self._say(frame, " · ".join(told), top, taken)

    def _say(self, frame: Frame, words: str, top: float, taken: Sequence[QRectF]) -> None:
        if not words:
            return
        theme, rect = self._theme, self._pane.rect
        width = text_width(theme, "caption", words) + 8
        box = QRectF(rect.right() - width - TAG_GAP, top, width, theme.em(TAG_EM))
        beside = [tag.left() for tag in taken if tag.intersects(box)]
        if beside:
            box.moveRight(min(beside) - TAG_GAP)
        self.plates.append((box, words))
        frame.painter.fillRect(box, theme.color("bg3"))
        draw_centred(frame.painter, theme, "caption", "t1", words, box)

    def _fills(self, frame: Frame, scale: Scale) -> int:
        """Draw the fills in view; those of one side in one column as one.

        Return how many more there were, at none of the bars.
        """
        instrument, series = self._vm.instrument, self._vm.series
        if instrument is None or series is None or frame.first >= frame.last:
            return 0
        if not self._vm.has_fills:
            return 0
        starts, times = series.start_ns, frame.times
        end_ns = int(starts[frame.last]) if frame.last < frame.count else 2**63 - 1
        span = max(1, math.ceil(1 / times.pitch))
        beside, merged = 0, dict[tuple[int, Side], list[Fill]]()
        for fill in self._vm.fills(int(starts[frame.first]), end_ns):
            if self._vm.is_at_no_bar(fill):
                beside += 1
                continue
            index = int(np.searchsorted(starts, fill.at_ns, side="right")) - 1
            merged.setdefault((index // span, fill.side), []).append(fill)
        for (bucket, side), fills in merged.items():
            quantity = sum((fill.quantity for fill in fills), Decimal(0))
            value = sum((fill.quantity * fill.price for fill in fills), Decimal(0))
            x = times.x(bucket * span) + times.pitch * span / 2
            y = scale.y(float(value / quantity / instrument.tick_size))
            words = formats.quantity(quantity)
            buy = side is Side.BUY
            box = draw_fill(frame.painter, self._theme, x, y, buy=buy, quantity=words)
            self.marks.append((box, fills))
        return beside


def line_tag(theme: Theme, line: OrderLine | AlertLine, y: float) -> LineTag:
    """Return the tag of an order or of an alert whose line is at a pixel."""
    if isinstance(line, AlertLine):
        what, away = line.words
        return LineTag(y, "t2", ((what, "t1"), (away, "t2")), line.alert_id, ALERT_DASHES)
    size, kind, result = line.words
    cells = [(size, line.token), (kind, "t1")]
    if result:
        cells.append((result, theme.result_token(line.result)))
    unknown = line.token == "unknown"
    return LineTag(y, line.token, tuple(cells), line.order_id, line.dashes, is_unknown=unknown)


class LastPrice(NamedTuple):
    """The price of the last trade in ticks, the token of its colour, and what its tag adds."""

    ticks: float
    token: str
    below: str


class LastPriceLayer(ValuelessLayer):
    """Draws the dotted line at the price of the last trade; its tag stands fast on the axis."""

    all_live = True

    def __init__(self, pane: Pane, last: Callable[[], LastPrice | None]) -> None:
        self._pane = pane
        self._last = last

    def paint(self, frame: Frame, scale: Scale) -> None:
        last = self._last()
        if last is None or frame.part is Part.SETTLED:
            return
        rect = self._pane.rect
        line = frame.grid.across(scale.y(last.ticks), rect.left(), rect.right())
        draw_dashes(frame, line, frame.theme.color(last.token, 0.8), DOTS)
