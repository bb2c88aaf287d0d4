"""The chart widget: takes the mouse and the keys, follows the market, draws once a frame."""

import math
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

import numpy as np
from PySide6.QtCore import QElapsedTimer, QPointF, QSize, Qt
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

from traderterminal.domain.fills import Fill
from traderterminal.ui.chart.drawing import ChartDrawing
from traderterminal.ui.chart.view import View
from traderterminal.ui.fill_words import what_words, why_words
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.chart import ChartViewModel

MARGIN_EM: Final = 15.5
#: Below this width tags lie over the candles, since a margin would leave none.
NARROW_EM: Final = 40
ZOOM_STEP: Final = 1.15
WHEEL_NOTCH: Final = 120
KEY_PAN_BARS: Final = 5
#: Dragging the price axis by so many pixels changes the range shown by one step of zoom.
STRETCH_PX: Final = 24
#: Closer than this to its edge, below the plot, the margin is taken hold of.
GRIP_PX: Final = 5
SPOKEN_EVERY_MS: Final = 1000
#: Fills that a tip has room for.
MOST_FILLS: Final = 4


class Under(Enum):
    """What lies under the pointer."""

    PLOT = auto()
    CROSS = auto()  # of an order's tag
    PRICES = auto()
    TIMES = auto()
    GRIP = auto()  # the edge of the right margin
    CORNER = auto()


_CURSORS: Final = {
    Under.CROSS: Qt.CursorShape.PointingHandCursor,
    Under.PRICES: Qt.CursorShape.SizeVerCursor,
    Under.GRIP: Qt.CursorShape.SplitHCursor,
}


class ChartWidget(QWidget):
    """Draws a `ChartViewModel` and forwards what the trader does to it."""

    def __init__(self, vm: ChartViewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vm = vm
        self._theme = theme
        self._view = View()
        self._drawing = ChartDrawing(vm, theme, self._view)
        self._margin = theme.em(MARGIN_EM)
        self._shown: object = None
        self._count = 0  # the bars, and the start of the first one, as they were seen last
        self._first_ns = 0
        self._pointer: QPointF | None = None
        self._pressed: Under | None = None
        self._pressed_order: str | None = None
        self._spoken = QElapsedTimer()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(QSize(theme.em(18), theme.em(10)))
        stop_listening = vm.changed.connect(lambda _: self._take_over())
        self.destroyed.connect(stop_listening)
        self._take_over()

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
            self._shown, self._count = series, 0
            self._view.reset(0 if series is None else series.count)
            self._spoken.invalidate()
        self._keep_place()
        self._view.follow(self._count)
        self._fit()
        self._speak()
        self.update()

    def _keep_place(self) -> None:
        """What was put in front of the bars must not move those that are looked at."""
        series = self._vm.series
        if series is None:
            self._count = 0
            return
        if series.count and self._count:
            self._view.right += int(np.searchsorted(series.start_ns, self._first_ns))
        self._first_ns = int(series.start_ns[0]) if series.count else 0
        self._count = series.count

    def _speak(self) -> None:
        """Tell who cannot see it, but not at every tick."""
        if self._spoken.isValid() and not self._spoken.hasExpired(SPOKEN_EVERY_MS):
            return
        self._spoken.start()
        instrument = self._vm.instrument
        symbol = "" if instrument is None else f", {instrument.symbol}"
        self.setAccessibleName(f"Chart{symbol}, {self._vm.resolution_name}")
        self.setAccessibleDescription(self._vm.spoken)

    def _fit(self) -> None:
        """Divide the widget: plot, right margin, axes."""
        plot = self._drawing.areas(self.width(), self.height()).plot
        margin = self._margin if self.width() >= self._theme.em(NARROW_EM) else 0
        self._view.width = max(1, round(plot.width()) - margin)
        self._view.height = max(1, round(plot.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._keep_place()
        painter = QPainter(self)
        pointer = self._pointer if self._pressed is None else None
        self._drawing.paint(painter, self._drawing.areas(self.width(), self.height()), pointer)
        painter.end()
        view = self._view
        self._vm.look_at(math.floor(view.left), math.ceil(view.width / view.pitch))

    # What the trader does.

    def _why(self, fills: Sequence[Fill]) -> str:
        """Each fill and why it was made, latest first; empty without any."""
        vm, instrument = self._vm, self._vm.instrument
        lines = (
            []
            if instrument is None
            else [
                line
                for fill in fills[: -MOST_FILLS - 1 : -1]
                for line in (
                    what_words(fill, instrument),
                    why_words(fill, vm.why_filled(fill), vm.local_time(fill.at_ns)),
                )
            ]
        )
        more = len(fills) - MOST_FILLS
        return "\n".join([*lines, f"and {more} earlier"] if more > 0 else lines)

    def _under(self, at: QPointF) -> Under:
        areas = self._drawing.areas(self.width(), self.height())
        if self._drawing.order_at(at) is not None:
            return Under.CROSS
        if at.x() >= areas.plot.right():
            return Under.PRICES if at.y() < areas.plot.bottom() else Under.CORNER
        if at.y() < areas.plot.bottom():
            return Under.PLOT
        return Under.GRIP if abs(at.x() - self._view.width) <= GRIP_PX else Under.TIMES

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / WHEEL_NOTCH
        if notches and self._under(event.position()) is Under.PRICES:
            self._view.stretch(ZOOM_STEP**-notches)
        elif notches:
            self._view.zoom(ZOOM_STEP**notches, event.position().x(), self._count)
        sideways = event.angleDelta().x() / WHEEL_NOTCH
        if sideways:
            self._view.pan(sideways * KEY_PAN_BARS * self._view.pitch, self._count)
        self.update()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = self._under(event.position())
        self._pressed_order = self._drawing.order_at(event.position())
        self._pointer = event.position()
        if self._pressed is Under.PLOT:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        before, at = self._pointer or event.position(), event.position()
        moved = at - before
        match self._pressed:
            case None:
                shape = _CURSORS.get(self._under(at), Qt.CursorShape.ArrowCursor)
                if shape is not self.cursor().shape():
                    self.setCursor(shape)
                self.setToolTip(self._why(self._drawing.fills_at(at)))
            case Under.PLOT | Under.TIMES:
                self._view.pan(moved.x(), self._count)
                if self._pressed is Under.PLOT and not self._view.auto:
                    self._view.pan_prices(moved.y())
            case Under.PRICES if moved.y():
                self._view.stretch(ZOOM_STEP ** (moved.y() / STRETCH_PX))
            case Under.GRIP:
                room = self._drawing.areas(self.width(), self.height()).plot.width()
                widest = min(self._theme.em(MARGIN_EM), round(room / 2))
                self._margin = min(max(0, round(room - at.x())), widest)
                self._fit()
        self._pointer = at
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        order_id = self._drawing.order_at(event.position())
        if self._pressed is Under.CROSS and order_id == self._pressed_order:
            if order_id is not None:
                self._vm.cancel(order_id)
        elif self._pressed is Under.CORNER and self._under(event.position()) is Under.CORNER:
            self._view.auto = True
        self._pressed = self._pressed_order = None
        self.unsetCursor()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """An axis that was dragged goes back to what it showed at first."""
        match self._under(event.position()):
            case Under.PRICES:
                self._view.auto = True
            case Under.TIMES | Under.GRIP:
                self._view.reset(self._count)
                self._margin = self._theme.em(MARGIN_EM)
                self._fit()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pointer = event.position()
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._pointer = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view, count = self._view, self._count
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
                view.home(count)
            case Qt.Key.Key_End:
                view.reset(count)
            case _:
                super().keyPressEvent(event)
                return
        self.update()
