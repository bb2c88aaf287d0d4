"""The chart widget: takes the mouse and the keys, follows the market, draws once a frame."""

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from traderterminal.domain.fills import Fill
from traderterminal.kit.language import translate
from traderterminal.ui.chart.areas import Areas
from traderterminal.ui.chart.drawing import ChartDrawing
from traderterminal.ui.chart.glide import Glide
from traderterminal.ui.chart.keys import KEY_PAN_BARS, ZOOM_STEP, move_by_key
from traderterminal.ui.chart.menu import fill_menu
from traderterminal.ui.chart.panes import PaneStack
from traderterminal.ui.chart.prompt import ChartPrompt
from traderterminal.ui.chart.snapshot import save_picture
from traderterminal.ui.chart.timescale import TimeScale
from traderterminal.ui.chart.tools import MARGIN_EM, Ground, Tool, usual_tools
from traderterminal.ui.fill_words import what_words, why_words
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.chart import Bars, ChartViewModel
from traderterminal.ui.widgets.clipboard import copy_picture
from traderterminal.ui.widgets.menu import Menu
from traderterminal.ui.widgets.ways_out import pixels_within

#: Below this width tags lie over the candles, since a margin would leave none.
NARROW_EM: Final = 40
WHEEL_NOTCH: Final = 120
#: So many pixels of two fingers on a pad are a step of zoom.
SWIPE_PX: Final = 40
SPOKEN_EVERY_MS: Final = 1000
#: Bars, lines and tags follow each tick, the numbers of legends so often: nobody reads faster.
READ_EVERY_MS: Final = 100
#: Fills that a tip has room for.
MOST_FILLS: Final = 4


class ChartWidget(QWidget):
    """Draws a `ChartViewModel` and forwards what the trader does to it.

    `stack` holds the panes, `times` what part of the history they show, `tools` what the pointer
    can do, the most particular first, `menus` what adds to the menu of a point. `pointed` is told
    the start of the bar under the pointer, None once there is none.
    """

    def __init__(self, vm: ChartViewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vm = vm
        self._theme = theme
        self.times = TimeScale()
        self.drawing = ChartDrawing(vm, theme, self.times)
        self._margin = theme.em(MARGIN_EM)
        self._shown: Bars | None = None
        self._shown_symbol = ""
        self.count = 0  # the bars, and the start of the first one, as they were seen last
        self._first_ns = 0
        self._known = (-1, 0)  # the generation of the bars, and how many they were
        self._pointer: QPointF | None = None
        self._held: Tool | None = None
        self._spoken = QElapsedTimer()
        self._is_behind = False  # there are numbers that the legends do not tell yet
        self._rest = QTimer(self, interval=READ_EVERY_MS, singleShot=True)
        self._rest.timeout.connect(self._catch_up)
        self.drawing.legends_due = self._may_tell
        self.glide = Glide(self._go_on, self)
        self.prompt = ChartPrompt(theme, self)
        self.tools: list[Tool] = usual_tools(self._ground())
        self.pointed: Callable[[int | None], None] = lambda at_ns: None
        self.menus: list[Callable[[QMenu, QPointF], None]] = []
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(QSize(theme.em(18), theme.em(10)))
        stop_listening = vm.changed.connect(lambda _: self._take_over())
        self.destroyed.connect(stop_listening)
        self._take_over()

    def _ground(self) -> Ground:
        return Ground(
            drawing=self.drawing,
            times=self.times,
            theme=self._theme,
            areas=self.areas,
            count=lambda: self.count,
            cancel=self._vm.cancel,
            margin=self._set_margin,
            keep_weights=self._keep_weights,
            glide=self.glide,
        )

    @property
    def stack(self) -> PaneStack:
        """The panes."""
        return self.drawing.stack

    @property
    def is_holding(self) -> bool:
        """Whether a press goes on, which Esc is to end before anything else."""
        return self._held is not None

    def areas(self) -> Areas:
        """Return how the widget is divided."""
        return self.drawing.areas(self.width(), self.height())

    def bar_start(self, at: QPointF) -> int | None:
        """Return when the bar at a point of the plot starts; None without one, and of days."""
        return None if self._vm.has_days else self._start_at(at)

    def _start_at(self, at: QPointF) -> int | None:
        series, index = self._vm.series, self.times.index_at(at.x())
        inside = self.areas().plot.contains(at) and 0 <= index < self.count
        return int(series.start_ns[index]) if inside and series is not None else None

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(60), self._theme.em(36))

    def go_on_from(self, other: "ChartWidget") -> None:
        """Show the bars and the values that another widget of the same chart was showing."""
        times, shown = self.times, other.times
        times.pitch, times.right, times.glued = shown.pitch, shown.right, shown.glued
        for pane in other.stack.panes:
            own = self.stack.pane(pane.key)
            for scale, held in zip(own.scales, pane.scales, strict=False) if own else ():
                if not held.auto:
                    scale.low, scale.high, scale.auto = held.low, held.high, False
        self._margin = round(other._margin * self._theme.font_px / other._theme.font_px)
        self._fit()
        self.update()

    # Taking over.

    def _take_over(self) -> None:
        series = self._vm.series
        if series is not self._shown:
            self._turn_to(series)
        self.drawing.apply(self._vm.options)
        self._keep_place()
        self.times.follow(self.count)
        self._speak()
        if self._vm.only_ticked:
            self.show_changes()
        else:
            self._fit()
            self.update()

    def _turn_to(self, series: Bars | None) -> None:
        """Show other bars: the latest, or of the same symbol those of the time looked at."""
        vm, before, count = self._vm, self._shown, 0 if series is None else series.count
        symbol = "" if vm.instrument is None else vm.instrument.symbol
        until = math.floor(self.times.right)
        at_ns = None
        if before is not None and not self.times.glued and until < before.count:
            at_ns = int(before.start_ns[until]) - 1
        self.times.reset(count)
        if series is not None and at_ns is not None and symbol == self._shown_symbol:
            end = int(np.searchsorted(series.start_ns, vm.bar_key(at_ns), side="right"))
            if end:  # else the bars of that time are not there
                self.times.end_at(end, count)
        self._shown, self._shown_symbol = series, symbol
        self.count, self._known = 0, (-1, 0)
        self._spoken.invalidate()

    def show_changes(self) -> None:
        """Have drawn what a tick moved, or everything if layers or scales are other ones."""
        region = self.drawing.live_region(self.areas())
        if region is None:
            self._fit()
            self.update()
        else:
            self.update(region)

    def _may_tell(self) -> bool:
        """Whether the legends are written anew now; else they are when their rest is over."""
        self._is_behind = self._rest.isActive()
        if not self._is_behind and self.isVisible():
            self._rest.start()
        return not self._is_behind

    def _catch_up(self) -> None:
        if self._is_behind:
            self.show_changes()

    def _keep_place(self) -> None:
        """What was put in front of the bars must not move those that are looked at."""
        series = self._vm.series
        if series is None:
            self.count = 0
            return
        known = (series.generation, series.count)
        if known == self._known and self.count:
            return
        self._known = known
        if series.count and self.count:
            self.times.shift(int(np.searchsorted(series.start_ns, self._first_ns)))
        self._first_ns = int(series.start_ns[0]) if series.count else 0
        self.count = series.count

    def _speak(self) -> None:
        """Tell who cannot see it, but not at every tick."""
        if self._spoken.isValid() and not self._spoken.hasExpired(SPOKEN_EVERY_MS):
            return
        self._spoken.start()
        instrument = self._vm.instrument
        symbol = "" if instrument is None else f", {instrument.symbol}"
        self.setAccessibleName(
            translate("Chart", "Chart{symbol}, {length}").format(
                symbol=symbol, length=self._vm.resolution_name
            )
        )
        self.setAccessibleDescription(self._vm.spoken)

    def _fit(self) -> Areas:
        """Divide the widget: plot, right margin, axes."""
        areas = self.areas()
        plot = areas.plot
        margin = self._margin if self.width() >= self._theme.em(NARROW_EM) else 0
        self.times.origin = plot.left()
        self.times.width = max(1, round(plot.width()) - margin)
        self.stack.lie(plot)
        return areas

    def _keep_weights(self) -> None:
        self._vm.choose(weights={pane.key: round(pane.weight, 4) for pane in self.stack.panes})

    def _go_on(self, pixels: float) -> bool:
        """Move on by itself; False once the view is at an end."""
        before = self.times.right
        self.times.pan(pixels, self.count)
        self.update()
        return self.times.right != before

    def _set_margin(self, pixels: int) -> None:
        self._margin = pixels
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        tick = self.drawing.take_tick(event.region())
        if tick is None:
            self._keep_place()
            self.times.follow(self.count)  # a bar may have begun since the last frame
            areas = self._fit()  # a layer may have come that needs an axis
        else:
            areas = tick.areas
        painter = QPainter(self)
        pointer = self._pointer if self._held is None else None
        self.drawing.paint(painter, areas, pointer, tick)
        painter.end()
        self._vm.look_at(
            math.floor(self.times.left), math.ceil(self.times.width / self.times.pitch)
        )
        self.pointed(None if pointer is None else self._start_at(pointer))

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
        return "\n".join(
            [*lines, translate("Chart", "and {more} earlier").format(more=more)]
            if more > 0
            else lines
        )

    def _tool_at(self, at: QPointF) -> Tool | None:
        return next((tool for tool in self.tools if tool.takes(at)), None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        at = event.position()
        self.glide.stop()
        if not event.pixelDelta().isNull():
            self._swipe(event)
            return
        notches = event.angleDelta().y() / WHEEL_NOTCH
        scale = self.drawing.scale_at(self.areas(), at)
        if notches and scale is not None:
            scale.stretch(ZOOM_STEP**-notches)
        elif notches:
            self.times.zoom(ZOOM_STEP**notches, at.x(), self.count)
        sideways = event.angleDelta().x() / WHEEL_NOTCH
        if sideways:
            self.times.pan(sideways * KEY_PAN_BARS * self.times.pitch, self.count)
        self.update()
        event.accept()

    def _swipe(self, event: QWheelEvent) -> None:
        """Two fingers on a pad: sideways through time, up and down to zoom."""
        moved = event.pixelDelta()
        if abs(moved.x()) >= abs(moved.y()):
            self.times.pan(moved.x(), self.count)
        else:
            factor = ZOOM_STEP ** (moved.y() / SWIPE_PX)
            self.times.zoom(factor, event.position().x(), self.count)
        self.update()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and (
            event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.times.zoom(max(0.1, 1 + event.value()), event.position().x(), self.count)
            self.update()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._let_drop()  # the menu will take the release
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        at = self.areas().plot.center().toPoint() if by_key else event.pos()
        self.menu_of(QPointF(at)).popup(self.mapToGlobal(at))

    def menu_of(self, at: QPointF) -> QMenu:
        """Return the menu of a point of the chart."""
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for add in self.menus:
            add(menu, at)
        fill_menu(menu, self._vm, self._acts())
        return menu

    def _acts(self) -> dict[str, Callable[[], object]]:
        return {
            translate("Chart", "Bar length…"): self.ask_for_length,
            translate("Chart", "Go to date…"): self.ask_for_date,
            translate("Chart", "Latest bars"): self._show_latest,
            translate("Chart", "All bars"): self._show_all,
            translate("Chart", "Fit scales"): self._fit_scales,
            translate("Chart", "Copy picture"): self._copy_picture,
            translate("Chart", "Save picture…"): self.save_picture,
            translate("Chart", "Compare with…"): self.ask_for_symbol,
        }

    def ask_for_date(self) -> None:
        """Ask for a date and go to it."""
        self.prompt.ask(
            translate("Chart", "Go to date, as 2024-01-11 or 2024-01-11 09:30"), self._go_to
        )

    def ask_for_length(self) -> None:
        """Ask for another length or making of the bars."""
        self.prompt.ask(
            translate("Chart", "Bar length: 3, 30S, 4h, 2D, 500T, 1000V, 8R, 8RK"),
            self._vm.choose_length,
        )

    def ask_for_symbol(self) -> None:
        """Ask for another symbol to draw beside this one."""
        self.prompt.ask(translate("Chart", "Compare with symbol"), self._vm.compare_with)

    def save_picture(self) -> QFileDialog:
        """Ask where to write what is shown."""
        return save_picture(self, f"{self.accessibleName().removeprefix('Chart, ')}")

    def _copy_picture(self) -> None:
        copy_picture(self.grab(), self.mapToGlobal(self.areas().plot.center().toPoint()))

    def _go_to(self, text: str) -> str:
        index = self._vm.find_bar(text)
        if index is None:
            return translate("Chart", "{text} is no date such as 2024-01-11").format(text=text)
        self.times.show(index - self.times.width / self.times.pitch / 2, self.count)
        self.update()
        return ""

    def _show_latest(self) -> None:
        self.times.reset(self.count)
        self.update()

    def _show_all(self) -> None:
        self.times.show_all(self.count)
        self.update()

    def _fit_scales(self) -> None:
        self.drawing.follow_again()
        self.update()

    def ways_out(self) -> list[QRect]:
        """Where an order is cancelled, in pixels."""
        return [pixels_within(box) for box in self.drawing.trading.cancels()]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.glide.stop()
        self._pointer = event.position()
        self._held = self._tool_at(self._pointer)
        if self._held is not None:
            self._held.press(self._pointer)
            self.setCursor(self._held.held)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        before, at = self._pointer or event.position(), event.position()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._let_drop()  # it was let go where nobody told: over another window
        if self._held is not None:
            self._held.drag(at, at - before)
        else:
            tool = self._tool_at(at)
            shape = Qt.CursorShape.ArrowCursor if tool is None else tool.hover
            if shape is not self.cursor().shape():
                self.setCursor(shape)
            self.setToolTip(self._why(self.drawing.trading.fills_at(at)))
        self._pointer = at
        self.update()

    def _let_drop(self) -> None:
        """Whatever is held is given up: nothing comes of it."""
        if self._held is not None:
            self._held.drop()
            self._held = None
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._held is None:
            return
        held, self._held = self._held, None
        held.release(event.position())
        self.unsetCursor()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """An axis that was dragged goes back to what it showed at first."""
        tool = self._tool_at(event.position())
        if tool is not None and event.button() is Qt.MouseButton.LeftButton:
            tool.double_click(event.position())
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pointer = event.position()
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._pointer = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.glide.stop()
        if event.key() == Qt.Key.Key_Escape and self._held is not None:
            self._let_drop()
        elif event.key() == Qt.Key.Key_G:
            self.ask_for_date()
        elif not move_by_key(event.key(), self.times, self.count):
            super().keyPressEvent(event)
            return
        self.update()
