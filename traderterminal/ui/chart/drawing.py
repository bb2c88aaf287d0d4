"""One frame of the chart: asks the view-model once and draws layer over layer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from traderterminal.domain.fills import Fill, Side
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.ui.chart.axes import TimeMark, place_labels, round_prices, round_times
from traderterminal.ui.chart.layers import CandleLayer
from traderterminal.ui.chart.overlays import (
    CENTRE,
    TAG_EM,
    LineTag,
    PriceTag,
    draw_empty,
    draw_fill,
    draw_legend,
    draw_line_tag,
    draw_price_labels,
    draw_price_tag,
    draw_time_labels,
    line_tag_box,
    place_price_tags,
)
from traderterminal.ui.chart.view import View
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.chart import (
    HIGH,
    LOW,
    Bars,
    ChartViewModel,
    OrderLine,
    PositionLine,
    Slice,
)

AXIS_EM: Final = 5.5
TIME_AXIS_EM: Final = 1.9
#: A zoomed-out chart has more breaks than can be told apart.
MOST_BREAKS: Final = 60
#: More candidates than pixels tell nothing about round times.
MOST_TIMES: Final = 4000
POSITION_LINE_PX: Final = 1.8
#: Between a tag and what it stands at.
TAG_GAP: Final = 6


@dataclass(frozen=True, slots=True)
class Areas:
    """The plot, the price axis at its right and the time axis below it."""

    plot: QRectF
    prices: QRectF
    times: QRectF


@dataclass(frozen=True, slots=True)
class _Frame:
    """What one frame is drawn from."""

    painter: QPainter
    grid: PixelGrid
    areas: Areas
    bars: Slice
    series: Bars
    marks: Sequence[tuple[float, TimeMark]]
    prices: Sequence[int]
    orders: Sequence[OrderLine]
    position: PositionLine | None
    last: int | None
    last_token: str


class ChartDrawing:
    """Draws a `ChartViewModel` as a `View` shows it.

    It remembers where orders can be cancelled, and where fills stand.
    """

    def __init__(self, vm: ChartViewModel, theme: Theme, view: View) -> None:
        self._vm = vm
        self._theme = theme
        self._view = view
        self._candles = CandleLayer()
        self._crosses: list[tuple[QRectF, str]] = []
        self._marks: list[tuple[QRectF, list[Fill]]] = []

    def order_at(self, at: QPointF) -> str | None:
        """Return the order whose × is at a point of the last frame."""
        return next((order_id for box, order_id in self._crosses if box.contains(at)), None)

    def fills_at(self, at: QPointF) -> list[Fill]:
        """Return the fills, oldest first, whose mark is at a point of the last frame."""
        return next((fills for box, fills in reversed(self._marks) if box.contains(at)), [])

    def areas(self, width: int, height: int) -> Areas:
        """Return how a widget of that size is divided."""
        em = self._theme.em
        last = self._vm.last_ticks
        text = "" if last is None else self._vm.price(last)
        # In whole em, so that it keeps its width until the price gains a digit.
        needed = self._theme.metrics("strong").horizontalAdvance(text) / em(1) + 1
        axis = max(em(AXIS_EM), em(math.ceil(needed)))
        plot = QRectF(0, 0, max(1, width - axis), max(1, height - em(TIME_AXIS_EM)))
        return Areas(
            plot=plot,
            prices=QRectF(plot.right(), 0, axis, plot.height()),
            times=QRectF(0, plot.bottom(), plot.width(), height - plot.bottom()),
        )

    def paint(self, painter: QPainter, areas: Areas, pointer: QPointF | None) -> None:
        """Draw a frame; `pointer` is where the crosshair stands, None without one."""
        theme, view, vm = self._theme, self._view, self._vm
        everything = QRectF(0, 0, areas.prices.right(), areas.times.bottom())
        painter.fillRect(everything, theme.color("bg1"))
        self._crosses, self._marks = [], []
        series = vm.series
        if series is None or not series.count:
            self._empty(painter, areas)
            return
        bars = series.view(view.left, view.right, view.pitch)
        if len(bars):
            view.scale_to(int(bars.prices[LOW].min()), int(bars.prices[HIGH].max()))
        frame = self._frame(painter, areas, bars, series)
        self._grid(frame)
        painter.save()
        # A bar half in view ends where the margin of the tags begins.
        painter.setClipRect(QRectF(0, 0, view.width, areas.plot.height()))
        self._candles.paint(painter, theme, view, bars)
        painter.setClipRect(areas.plot)
        self._last_line(frame)
        self._fills(frame)
        self._lines(frame)
        painter.restore()
        self._axes(frame)
        inside = pointer if pointer is not None and areas.plot.contains(pointer) else None
        if inside is not None:
            self._crosshair(frame, inside)
        self._legend(frame, inside)

    def _frame(self, painter: QPainter, areas: Areas, bars: Slice, series: Bars) -> _Frame:
        vm = self._vm
        last = vm.last_ticks
        rises = last is not None and last >= int(series.open[-1])
        return _Frame(
            painter=painter,
            grid=PixelGrid.of(painter),
            areas=areas,
            bars=bars,
            series=series,
            marks=self._time_marks(series),
            prices=self._round_prices(),
            orders=vm.order_lines,
            position=vm.position_line,
            last=last,
            last_token="stale" if vm.stale else "up" if rises else "down",
        )

    # The grid.

    def _visible(self, series: Bars) -> tuple[int, int]:
        view = self._view
        return max(0, int(view.left)), min(series.count, int(view.right) + 1)

    def _time_marks(self, series: Bars) -> list[tuple[float, TimeMark]]:
        view = self._view
        first, last = self._visible(series)
        if last - first < 2:
            return []
        stride = max(1, (last - first) // MOST_TIMES)
        local = self._vm.local_ns(np.asarray(series.start_ns[first:last:stride]))
        found = round_times(local, 0, view.pitch * stride, self._theme.em(6))
        return [(view.x(first + mark.index * stride) + view.pitch / 2, mark) for mark in found]

    def _round_prices(self) -> list[int]:
        instrument = self._vm.instrument
        if instrument is None:
            return []
        most = max(2, self._view.height // self._theme.em(4))
        tick = float(instrument.tick_size)
        return round_prices(self._view.low, self._view.high, tick, min(8, most))

    def _grid(self, frame: _Frame) -> None:
        theme, view, painter, grid = self._theme, self._view, frame.painter, frame.grid
        plot = frame.areas.plot
        faint = theme.mix("line1", "bg1", theme.grid)
        for ticks in frame.prices:
            painter.fillRect(grid.across(view.y(ticks), 0, plot.right()), faint)
        for at, _ in frame.marks:
            painter.fillRect(grid.upright(at, 0, plot.bottom()), faint)
        breaks = self._vm.session_breaks(*self._visible(frame.series))
        if len(breaks) <= MOST_BREAKS:
            for index in breaks:
                line = grid.upright(view.x(index), 0, plot.bottom())
                painter.fillRect(line, theme.color("line2"))

    # Lines and their tags.

    def _last_line(self, frame: _Frame) -> None:
        if frame.last is not None:
            y = frame.grid.row(self._view.y(frame.last))
            pen = self._theme.pen(frame.last_token, 0.8, frame.grid.width(), (1.0, 2.0))
            frame.painter.setPen(pen)
            frame.painter.drawLine(QPointF(0, y), QPointF(frame.areas.plot.right(), y))

    def _lines(self, frame: _Frame) -> None:
        """Draw position and orders: lines first, so that no line crosses a tag."""
        position, orders = self._position_tag(frame), self._order_tags(frame)
        plot, height = frame.areas.plot, self._theme.em(TAG_EM)
        keeps = None
        if position is not None and 0 <= position.y <= plot.height():
            keeps = (position.y, float(height))
        centres = place_labels([tag.y for tag, _ in orders], height, 0, plot.height(), keeps)
        right = plot.right() - TAG_GAP
        boxes = [
            None if centre is None else line_tag_box(self._theme, tag, right, centre)
            for (tag, _), centre in zip(orders, centres, strict=True)
        ]
        for (tag, line), box in zip(orders, boxes, strict=True):
            self._order_line(frame, tag, line, box)
        if position is not None:
            self._position_line(frame, position)
        for (tag, _), box in zip(orders, boxes, strict=True):
            if box is not None:
                cross = draw_line_tag(frame.painter, self._theme, tag, box)
                if cross is not None:
                    self._crosses.append((cross, tag.order_id))
        self._say_hidden(frame, sum(box is None for box in boxes))

    def _position_tag(self, frame: _Frame) -> LineTag | None:
        line = frame.position
        if line is None:
            return None
        held, result, away = line.words
        cells = [(f"▶ {held}", "onside"), (result, self._theme.result_token(line.result))]
        if away:
            cells.append((away, "t2"))
        y = self._view.y(line.ticks)
        return LineTag(y, line.side, tuple(cells), is_position=True)

    def _order_tags(self, frame: _Frame) -> list[tuple[LineTag, OrderLine]]:
        """Tags of the orders whose price is in view, from top to bottom."""
        theme, view, plot = self._theme, self._view, frame.areas.plot
        tags = []
        for line in frame.orders:
            y = view.y(line.ticks)
            if not 0 <= y <= plot.height():
                continue
            size, kind, result = line.words
            cells = [(size, line.token), (kind, "t1")]
            if result:
                cells.append((result, theme.result_token(line.result)))
            unknown = line.token == "unknown"
            tag = LineTag(y, line.token, tuple(cells), line.order_id, is_unknown=unknown)
            tags.append((tag, line))
        return tags

    def _order_line(self, frame: _Frame, tag: LineTag, line: OrderLine, box: QRectF | None) -> None:
        theme, painter, grid = self._theme, frame.painter, frame.grid
        plot, y = frame.areas.plot, frame.grid.row(tag.y)
        end = plot.right() if box is None else box.left() - TAG_GAP
        if line.dashes:
            painter.setPen(theme.pen(tag.token, 0.5, grid.width(), line.dashes))
            painter.drawLine(QPointF(0, y), QPointF(end, y))
        else:
            painter.fillRect(grid.across(tag.y, 0, end), theme.color(tag.token, 0.5))
        if box is None:
            return
        # From the tag on in full, also where the tag had to slide away from its price.
        painter.setPen(theme.pen(tag.token, 1.0, grid.width()))
        middle = grid.row(box.center().y())
        painter.drawLine(QPointF(end, y), QPointF(box.left(), middle))
        painter.drawLine(QPointF(box.right(), middle), QPointF(plot.right(), y))

    def _position_line(self, frame: _Frame, tag: LineTag) -> None:
        theme, painter, plot = self._theme, frame.painter, frame.areas.plot
        line = frame.grid.across(tag.y, 0, plot.right(), POSITION_LINE_PX)
        painter.fillRect(line, theme.color(tag.token))
        draw_line_tag(painter, theme, tag, line_tag_box(theme, tag, plot.right() - TAG_GAP, tag.y))

    def _say_hidden(self, frame: _Frame, count: int) -> None:
        if count:
            theme, plot = self._theme, frame.areas.plot
            words = f"{count} more orders here"
            width = theme.metrics("caption").horizontalAdvance(words) + 8
            box = QRectF(plot.right() - width - TAG_GAP, 2, width, theme.em(TAG_EM))
            frame.painter.fillRect(box, theme.color("bg3"))
            frame.painter.setFont(theme.font("caption"))
            frame.painter.setPen(theme.color("t1"))
            frame.painter.drawText(box, CENTRE, words)

    def _fills(self, frame: _Frame) -> None:
        """Draw the fills in view; those of one side in one bar, or bucket of bars, as one."""
        instrument, series = self._vm.instrument, frame.series
        first, last = self._visible(series)
        if instrument is None or first >= last:
            return
        starts = series.start_ns
        end_ns = int(starts[last]) if last < series.count else 2**63 - 1
        bars = frame.bars
        merged: dict[tuple[int, Side], list[Fill]] = {}
        for fill in self._vm.fills(int(starts[first]), end_ns):
            index = int(np.searchsorted(starts, fill.at_ns, side="right")) - 1
            merged.setdefault((bars.start_of(index), fill.side), []).append(fill)
        for (start, side), fills in merged.items():
            quantity = sum((fill.quantity for fill in fills), Decimal(0))
            value = sum((fill.quantity * fill.price for fill in fills), Decimal(0))
            x = self._view.x(start) + self._view.pitch * bars.span / 2
            y = self._view.y(float(value / quantity / instrument.tick_size))
            words = formats.quantity(quantity)
            buy = side is Side.BUY
            box = draw_fill(frame.painter, self._theme, x, y, buy=buy, quantity=words)
            self._marks.append((box, fills))

    # Axes.

    def _axes(self, frame: _Frame) -> None:
        theme, view, painter, grid = self._theme, self._view, frame.painter, frame.grid
        areas = frame.areas
        x, y = areas.plot.right(), areas.plot.bottom()
        painter.fillRect(grid.upright(x, 0, y), theme.color("line1"))
        painter.fillRect(grid.across(y, 0, areas.prices.right()), theme.color("line1"))
        tags, fixed = self._price_tags(frame)
        placed = place_price_tags(theme, tags, fixed, areas.prices)
        half = theme.em(TAG_EM) / 2
        labels = [(view.y(ticks), self._vm.price(ticks)) for ticks in frame.prices]
        free = [
            (y, text)
            for y, text in labels
            if half <= y <= areas.plot.height() - half
            and all(y + half <= p.top or y - half >= p.top + p.height for p in placed)
        ]
        draw_price_labels(painter, theme, free, areas.prices)
        for each in placed:
            draw_price_tag(painter, theme, each, areas.prices)
        draw_time_labels(painter, theme, frame.marks, areas.times)
        if not view.auto:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("t2"))
            corner = QRectF(areas.prices.left(), y, areas.prices.width(), areas.times.height())
            painter.drawText(corner, CENTRE, "Fit prices")

    def _price_tags(self, frame: _Frame) -> tuple[list[PriceTag], PriceTag | None]:
        vm, view, height = self._vm, self._view, frame.areas.plot.height()
        tags: dict[tuple[str, str], PriceTag] = {}  # orders at one price share a tag
        for line in frame.orders:
            text = vm.price(line.ticks)
            tags[text, line.token] = PriceTag(view.y(line.ticks), text, line.token, solid=False)
        if frame.position is not None:
            y, text = view.y(frame.position.ticks), frame.position.price
            tags[text, ""] = PriceTag(y, text, f"{frame.position.side}fill", solid=True)
        visible = [tag for tag in tags.values() if 0 <= tag.y <= height]
        if frame.last is None:
            return visible, None
        y = min(max(view.y(frame.last), 0.0), height)
        below = vm.stale or vm.countdown
        return visible, PriceTag(y, vm.price(frame.last), frame.last_token, True, below)

    # Under the pointer.

    def _crosshair(self, frame: _Frame, at: QPointF) -> None:
        theme, view, painter, grid = self._theme, self._view, frame.painter, frame.grid
        areas, index, ticks = frame.areas, view.index_at(at.x()), round(view.ticks_at(at.y()))
        x = grid.column(view.x(index) + view.pitch / 2)
        y = grid.row(view.y(ticks))
        painter.setPen(theme.pen("accent", 0.65, grid.width(), (3.0, 3.0)))
        painter.drawLine(QPointF(x, 0), QPointF(x, areas.plot.bottom()))
        painter.drawLine(QPointF(0, y), QPointF(areas.plot.right(), y))
        tag = PriceTag(y, self._vm.price(ticks), "accent", solid=True)
        for placed in place_price_tags(theme, [], tag, areas.prices):
            draw_price_tag(painter, theme, placed, areas.prices)
        if 0 <= index < frame.series.count:
            self._time_tag(frame, x, index)

    def _time_tag(self, frame: _Frame, x: float, index: int) -> None:
        theme, painter, area = self._theme, frame.painter, frame.areas.times
        local = self._vm.local_ns(np.asarray(frame.series.start_ns[index : index + 1]))
        moment = datetime.fromtimestamp(int(local[0]) // NANOSECONDS, UTC)
        words = f"{moment:%a} {moment.day} {moment:%b}"
        words += f" {moment:%Y}" if self._vm.has_days else f"  {moment:%H:%M}"
        width = theme.metrics("strong").horizontalAdvance(words) + 16
        left = min(max(x - width / 2, 0.0), area.width() - width)
        box = frame.grid.box(QRectF(left, area.top() + 1, width, area.height() - 2))
        painter.fillRect(box, theme.color("accent"))
        painter.setPen(theme.color("onaccent"))
        painter.setFont(theme.font("strong"))
        painter.drawText(box, CENTRE, words)

    def _legend(self, frame: _Frame, at: QPointF | None) -> None:
        vm, series = self._vm, frame.series
        index = series.count - 1
        if at is not None:
            index = min(max(0, self._view.index_at(at.x())), index)
        opened, high = int(series.open[index]), int(series.high[index])
        low, close = int(series.low[index]), int(series.close[index])
        token = "up" if close >= opened else "down"
        parts = [
            ("O", "t3"), (vm.price(opened), token),
            ("H", "t3"), (vm.price(high), token),
            ("L", "t3"), (vm.price(low), token),
            ("C", "t3"), (vm.price(close), token),
            (formats.signed(close - opened, " t"), token),
            ("Vol", "t3"), (f"{int(series.volume[index]):,}", "t1"),
        ]  # fmt: skip
        frame.painter.save()
        frame.painter.setClipRect(frame.areas.plot)
        draw_legend(frame.painter, self._theme, parts, QPointF(8, 6))
        frame.painter.restore()

    def _empty(self, painter: QPainter, areas: Areas) -> None:
        instrument = self._vm.instrument
        if instrument is None:
            words = ("No symbol chosen", "Choose one with Ctrl+L")
        else:
            below = "The first bar appears with the first trade"
            words = (f"No trades in {instrument.symbol} yet", below)
        draw_empty(painter, self._theme, areas.plot.united(areas.prices), *words)
