"""The chart widget: composes the layers, takes the mouse and the keys, draws once a frame."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.ui.chart.axes import TimeMark, round_prices, round_times
from traderterminal.ui.chart.layers import CandleLayer
from traderterminal.ui.chart.overlays import (
    LineTag,
    PriceTag,
    draw_fill,
    draw_legend,
    draw_line_tag,
    draw_price_tags,
    draw_time_labels,
)
from traderterminal.ui.chart.pyramid import HIGH, LOW, Pyramid, Slice
from traderterminal.ui.chart.view import View
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.chart import ChartViewModel

AXIS_EM: Final = 5.9
TIME_AXIS_EM: Final = 1.9
MARGIN_EM: Final = 15.5
NARROW_MARGIN_EM: Final = 3.0
ZOOM_STEP: Final = 1.15
WHEEL_NOTCH: Final = 120
KEY_PAN_BARS: Final = 5
MOST_FILLS: Final = 500


class ChartWidget(QWidget):
    """Draws a `ChartViewModel` and forwards what the trader does to it."""

    def __init__(self, vm: ChartViewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vm = vm
        self._theme = theme
        self._view = View()
        self._pyramid = Pyramid()
        self._candles = CandleLayer()
        self._shown: object = None
        self._pointer: QPointF | None = None
        self._drag_from: QPointF | None = None
        self._crosses: list[tuple[QRectF, str]] = []
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(QSize(theme.em(18), theme.em(10)))
        stop_listening = vm.changed.connect(lambda _: self._take_over())
        self.destroyed.connect(stop_listening)

    @property
    def view(self) -> View:
        """What part of the history is shown."""
        return self._view

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(60), self._theme.em(36))

    # Taking over.

    def _take_over(self) -> None:
        series = self._vm.series
        if series is not self._shown:
            self._shown = series
            self._pyramid = Pyramid()
            self._view.reset(0 if series is None else series.count)
        if series is not None:
            self._pyramid.sync(series)
            self._view.follow(self._pyramid.count)
        self.setAccessibleName(self._words())
        self.update()

    def _words(self) -> str:
        vm = self._vm
        last = vm.last_ticks
        words = f"last {vm.price(last)}" if last is not None else "no price yet"
        line = vm.position_line
        if line is not None:
            words += f", {line.words[0].lower()} from {vm.price(line.ticks)}, {line.words[1]}"
        return words

    # Drawing.

    def _margin(self) -> int:
        """Room for tags at the right of the last bar; a narrow chart keeps little."""
        em = self._theme.em
        return em(MARGIN_EM) if self.width() > em(52) else em(NARROW_MARGIN_EM)

    def _plot(self) -> QRectF:
        em = self._theme.em
        return QRectF(0, 0, self.width() - em(AXIS_EM), self.height() - em(TIME_AXIS_EM))

    def resizeEvent(self, event: QResizeEvent) -> None:
        plot = self._plot()
        self._view.width = max(1, round(plot.width()) - self._margin())
        self._view.height = max(1, round(plot.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, view, plot = self._theme, self._view, self._plot()
        painter.fillRect(self.rect(), theme.color("bg1"))
        bars = self._pyramid.view(view.left, view.right, view.pitch)
        if len(bars):
            self._scale(bars)
        marks = self._time_marks(plot)
        self._grid(painter, plot, marks)
        painter.save()
        painter.setClipRect(plot)
        self._candles.paint(painter, theme, view, bars)
        self._fills(painter, bars)
        self._lines(painter, plot)
        painter.restore()
        self._axes(painter, plot, marks)
        self._legend(painter, plot)
        painter.end()

    def _scale(self, bars: Slice) -> None:
        low, high = int(bars.prices[LOW].min()), int(bars.prices[HIGH].max())
        self._view.scale_to(low, high)

    def _time_marks(self, plot: QRectF) -> list[tuple[float, TimeMark]]:
        series = self._vm.series
        if series is None or not self._pyramid.count:
            return []
        view = self._view
        first = max(0, int(view.left))
        last = min(self._pyramid.count, int(view.right) + 1)
        if last - first < 2:
            return []
        # A chart a hundred thousand bars wide needs no more than one candidate a pixel.
        stride = max(1, (last - first) // 4000)
        local = np.asarray(series.start_ns[first:last:stride]) + self._vm.utc_offset_ns
        pitch = view.pitch * stride
        found = round_times(local, 0, pitch, self._theme.em(6))
        return [(view.x(first + mark.index * stride) + view.pitch / 2, mark) for mark in found]

    def _grid(self, painter: QPainter, plot: QRectF, marks: list[tuple[float, TimeMark]]) -> None:
        theme, view = self._theme, self._view
        painter.setPen(theme.pen("line1", 0.55))
        for ticks in self._round_prices():
            y = round(view.y(ticks)) + 0.5
            painter.drawLine(QPointF(0, y), QPointF(plot.right(), y))
        for x, mark in marks:
            painter.setPen(theme.pen("line2") if mark.day else theme.pen("line1", 0.55))
            at = round(x) + 0.5
            painter.drawLine(QPointF(at, 0), QPointF(at, plot.bottom()))

    def _round_prices(self) -> list[int]:
        instrument = self._vm.instrument
        if instrument is None or not self._pyramid.count:
            return []
        most = max(2, self._view.height // self._theme.em(5))
        tick = float(instrument.tick_size)
        return round_prices(self._view.low, self._view.high, tick, min(8, most))

    def _axes(self, painter: QPainter, plot: QRectF, marks: list[tuple[float, TimeMark]]) -> None:
        theme, view, vm = self._theme, self._view, self._vm
        axis = QRectF(plot.right(), 0, self.width() - plot.right(), plot.height())
        times = QRectF(0, plot.bottom(), plot.width(), self.height() - plot.bottom())
        painter.fillRect(axis, theme.color("bg1"))
        painter.setPen(theme.pen("line1"))
        painter.drawLine(QPointF(plot.right() + 0.5, 0), QPointF(plot.right() + 0.5, plot.bottom()))
        painter.drawLine(
            QPointF(0, plot.bottom() + 0.5), QPointF(self.width(), plot.bottom() + 0.5)
        )
        tags, fixed = self._price_tags(plot)
        taken = [tag.y for tag in tags] + ([fixed.y] if fixed else [])
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("t3"))
        height = theme.em(1.5)
        for ticks in self._round_prices():
            y = view.y(ticks)
            if all(abs(y - other) > height for other in taken):
                box = QRectF(axis.left() + 7, y - height / 2, axis.width() - 8, height)
                left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
                painter.drawText(box, left, vm.price(ticks))
        draw_price_tags(painter, theme, tags, fixed, axis)
        draw_time_labels(painter, theme, marks, times)
        self._crosshair(painter, plot, axis, times)

    def _price_tags(self, plot: QRectF) -> tuple[list[PriceTag], PriceTag | None]:
        vm, view = self._vm, self._view
        tags = [
            PriceTag(view.y(line.ticks), vm.price(line.ticks), line.side, solid=False)
            for line in vm.order_lines
        ]
        position = vm.position_line
        if position is not None:
            y, text = view.y(position.ticks), vm.price(position.ticks)
            tags.append(PriceTag(y, text, f"{position.side}fill", solid=True))
        visible = [tag for tag in tags if 0 <= tag.y <= plot.height()]
        last, series = vm.last_ticks, vm.series
        if last is None or series is None or not series.count:
            return visible, None
        token = "stale" if vm.is_stale else self._direction(last, int(series.open[-1]))
        y = min(max(view.y(last), 0.0), plot.height())
        return visible, PriceTag(y, vm.price(last), token, solid=True, below=vm.countdown)

    def _direction(self, last: int, opened: int) -> str:
        return "up" if last >= opened else "down"

    def _lines(self, painter: QPainter, plot: QRectF) -> None:
        theme, view, vm = self._theme, self._view, self._vm
        self._crosses = []
        last, series = vm.last_ticks, vm.series
        if last is not None and series is not None and series.count:
            token = self._direction(last, int(series.open[-1]))
            y = round(view.y(last)) + 0.5
            painter.setPen(theme.pen(token, 0.8, dashes=(1.0, 2.0)))
            painter.drawLine(QPointF(0, y), QPointF(plot.right(), y))
        position = vm.position_line
        if position is not None:
            y = round(view.y(position.ticks)) + 0.5
            painter.setPen(theme.pen(position.side, width=1.8))
            painter.drawLine(QPointF(0, y), QPointF(plot.right(), y))
            cells = tuple(
                zip(
                    position.words,
                    ("onside", theme.result_token(position.result), "t2"),
                    strict=True,
                )
            )
            tag = LineTag(y, position.side, cells, solid=True, closable=False)
            draw_line_tag(painter, theme, tag, plot.right() - 6)
        for line in vm.order_lines:
            y = round(view.y(line.ticks)) + 0.5
            painter.setPen(theme.pen(line.side, 0.5, dashes=line.dashes))
            painter.drawLine(QPointF(0, y), QPointF(plot.right(), y))
            words, kind, result = line.words
            cells = ((words, line.side), (kind, "t1"), (result, theme.result_token(line.result)))
            tag = LineTag(y, line.side, cells, solid=False, closable=True)
            cross = draw_line_tag(painter, theme, tag, plot.right() - 6)
            if cross is not None:
                self._crosses.append((cross, line.order_id))

    def _fills(self, painter: QPainter, bars: Slice) -> None:
        vm, view, series = self._vm, self._view, self._vm.series
        instrument = vm.instrument
        if series is None or instrument is None or not self._pyramid.count:
            return
        merged: dict[tuple[int, str, Decimal], Decimal] = {}
        for fill in vm.fills[-MOST_FILLS:]:
            index = int(np.searchsorted(series.start_ns, fill.at_ns, side="right")) - 1
            if view.left - 1 <= index <= view.right:
                key = (index, fill.side.value, fill.price)
                merged[key] = merged.get(key, Decimal(0)) + fill.quantity
        for (index, side, price), quantity in merged.items():
            x = view.x(index) + view.pitch / 2
            y = view.y(float(price / instrument.tick_size))
            words = formats.quantity(quantity)
            draw_fill(painter, self._theme, x, y, buy=side == "buy", quantity=words)

    def _crosshair(self, painter: QPainter, plot: QRectF, axis: QRectF, times: QRectF) -> None:
        at = self._pointer
        if at is None or not plot.contains(at) or self._drag_from is not None:
            return
        theme, view, vm = self._theme, self._view, self._vm
        index = view.index_at(at.x())
        x = round(view.x(index) + view.pitch / 2) + 0.5
        ticks = round(view.ticks_at(at.y()))
        y = round(view.y(ticks)) + 0.5
        painter.setPen(theme.pen("accent", 0.65, dashes=(3.0, 3.0)))
        painter.drawLine(QPointF(x, 0), QPointF(x, plot.bottom()))
        painter.drawLine(QPointF(0, y), QPointF(plot.right(), y))
        tag = PriceTag(y, vm.price(ticks), "accent", solid=True)
        draw_price_tags(painter, theme, [], tag, axis)
        series = vm.series
        if series is not None and 0 <= index < self._pyramid.count:
            local = (int(series.start_ns[index]) + vm.utc_offset_ns) / NANOSECONDS
            moment = datetime.fromtimestamp(local, UTC)
            words = f"{moment:%a} {moment.day} {moment:%b}  {moment:%H:%M}"
            width = theme.metrics("strong").horizontalAdvance(words) + 16
            left = min(max(x - width / 2, 0.0), plot.width() - width)
            box = QRectF(left, times.top() + 1, width, times.height() - 2)
            painter.fillRect(box, theme.color("accent"))
            painter.setPen(theme.color("onaccent"))
            painter.setFont(theme.font("strong"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _legend(self, painter: QPainter, plot: QRectF) -> None:
        vm, series = self._vm, self._vm.series
        if series is None or not self._pyramid.count:
            self._empty(painter, plot)
            return
        index = self._pyramid.count - 1
        if self._pointer is not None and plot.contains(self._pointer):
            index = min(max(0, self._view.index_at(self._pointer.x())), index)
        opened, high = int(series.open[index]), int(series.high[index])
        low, close = int(series.low[index]), int(series.close[index])
        token = self._direction(close, opened)
        change = formats.signed(close - opened, " t")
        draw_legend(
            painter,
            self._theme,
            [
                ("O", "t3"), (vm.price(opened), token),
                ("H", "t3"), (vm.price(high), token),
                ("L", "t3"), (vm.price(low), token),
                ("C", "t3"), (vm.price(close), token),
                (change, token),
                ("Vol", "t3"), (f"{int(series.volume[index]):,}", "t1"),
            ],
            QPointF(8, 6),
        )  # fmt: skip

    def _empty(self, painter: QPainter, plot: QRectF) -> None:
        symbol = self._vm.instrument.symbol if self._vm.instrument else ""
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("t3"))
        words = f"No trades in {symbol} yet" if symbol else "Choose a symbol with Ctrl+L"
        painter.drawText(plot, Qt.AlignmentFlag.AlignCenter, words)

    # What the trader does.

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / WHEEL_NOTCH
        if notches:
            self._view.zoom(ZOOM_STEP**notches, event.position().x(), self._pyramid.count)
        sideways = event.angleDelta().x() / WHEEL_NOTCH
        if sideways:
            self._view.pan(sideways * KEY_PAN_BARS * self._view.pitch, self._pyramid.count)
        self.update()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        for box, order_id in self._crosses:
            if box.contains(event.position()):
                self._vm.cancel(order_id)
                return
        self._drag_from = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._drag_from is not None:
            self._view.pan(event.position().x() - self._drag_from.x(), self._pyramid.count)
            self._drag_from = event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag_from = None
        self.unsetCursor()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._view.reset(self._pyramid.count)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pointer = event.position()
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._pointer = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view, count = self._view, self._pyramid.count
        middle = view.width / 2
        match event.key():
            case Qt.Key.Key_Left:
                view.pan(KEY_PAN_BARS * view.pitch, count)
            case Qt.Key.Key_Right:
                view.pan(-KEY_PAN_BARS * view.pitch, count)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal | Qt.Key.Key_Up:
                view.zoom(ZOOM_STEP, middle, count)
            case Qt.Key.Key_Minus | Qt.Key.Key_Down:
                view.zoom(1 / ZOOM_STEP, middle, count)
            case Qt.Key.Key_Home:
                view.pan(count * view.pitch, count)
            case Qt.Key.Key_End:
                view.reset(count)
            case _:
                super().keyPressEvent(event)
                return
        self.update()
