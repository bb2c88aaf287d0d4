"""The ladder's widget: takes the mouse and the keys, follows the market, draws once a frame."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
    QWindow,
)
from PySide6.QtWidgets import QWidget

from traderterminal.domain.fills import Side
from traderterminal.kit.language import translate
from traderterminal.ui.ladder.columns import SIDES, Column, Grid, least_width
from traderterminal.ui.ladder.drawing import CROSS_EM, Drag, LadderDrawing, Pointed
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.ladder import LadderViewModel, Pinned
from traderterminal.ui.viewmodels.ladder_clicks import Forced
from traderterminal.ui.viewmodels.ladder_orders import OrderTag
from traderterminal.ui.widgets.ways_out import pixels_within

WIDTH_EM: Final = 27.5
WHEEL_NOTCH: Final = 120
WHEEL_ROWS: Final = 2
SPOKEN_EVERY_MS: Final = 1000
_TAGS: Final = {Column.BUYS: Side.BUY, Column.SELLS: Side.SELL}


@dataclass(slots=True)
class _Press:
    """A button that went down on a price: `tag` is what lies there, to be dragged or cancelled."""

    button: Qt.MouseButton
    symbol: str
    column: Column
    ticks: int
    tag: OrderTag | None
    on_cross: bool
    pin: Pinned | None
    moved: bool = False


class LadderWidget(QWidget):
    """Draws a `LadderViewModel` and forwards what the trader does to it.

    A click counts where the button comes up over the price on which it went down, whatever has
    moved in between. A double click on what cancels or shows an order is one click: its second
    press would mean the cell below, and send an order. `pointed` is called whenever the pointer
    means something else.
    """

    def __init__(
        self, vm: LadderViewModel, theme: Theme, pointed: Callable[[], object], called: str = ""
    ) -> None:
        super().__init__()
        self._called = called
        self._vm = vm
        self._theme = theme
        self._tell = pointed
        self._drawing = LadderDrawing(vm, theme)
        self._grid = Grid(theme, 1, 1, ())
        self._pointed: Pointed | None = None
        self._keys = Qt.KeyboardModifier.NoModifier
        self._heard: QWindow | None = None
        self._press: _Press | None = None
        #: When and where a click cancelled or showed an order last.
        self._spent: tuple[int, QPointF] | None = None
        self._extras: frozenset[str] = frozenset()
        self._spoken = QElapsedTimer()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.destroyed.connect(vm.changed.connect(lambda _: self._take_over()))
        vm.hold(held=False)
        self._fit()
        self._take_over()

    @property
    def grid(self) -> Grid:
        """How it is divided."""
        return self._grid

    def place_of(self, column: Column, ticks: int) -> QPoint | None:
        """Return the middle of the cell of a price; None where it is not in view."""
        span, row = self._grid.span(column), self._vm.view.row(ticks)
        if span is None or row is None:
            return None
        return self._grid.cell(span, row).center().toPoint()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(WIDTH_EM), self._theme.em(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(least_width(self._theme, self._vm.extras), self._theme.em(12))

    def _take_over(self) -> None:
        if self._vm.extras != self._extras:
            self.updateGeometry()
            self._fit()
        self._speak()
        if not self.isVisible():
            self._drawing.forget()
            return
        changed = self._drawing.changed(self._grid, self._pointed)
        if changed is None or self._drag is not None:
            self.update()
        else:
            for row in changed:
                self.update(0, self._grid.top(row), self._grid.width, self._grid.row_height)

    def _fit(self) -> None:
        self._extras = self._vm.extras
        self._grid = Grid(self._theme, self.width(), self.height(), self._extras)
        self._drawing.forget()
        self._vm.fit(self._grid.rows)

    def _speak(self) -> None:
        """Tell who cannot see it, but not at every tick."""
        if self._spoken.isValid() and not self._spoken.hasExpired(SPOKEN_EVERY_MS):
            return
        self._spoken.start()
        instrument = self._vm.instrument
        symbol = "" if instrument is None else f", {instrument.symbol}"
        symbol = self._called + symbol
        self.setAccessibleName(translate("Ladder", "Ladder{symbol}").format(symbol=symbol))
        self.setAccessibleDescription(self._vm.spoken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._drawing.paint(painter, self._grid, event.region(), self._pointed, self._drag)
        painter.end()

    @property
    def is_dragging(self) -> bool:
        """Whether a tag is on its way, so that what comes of it matters most."""
        return self._drag is not None

    @property
    def _drag(self) -> Drag | None:
        press, at = self._press, self._pointed
        if press is None or press.tag is None or not press.moved or at is None:
            return None
        return Drag(press.tag, at.row)

    # What is pointed at.

    def hint(self) -> tuple[str, str]:
        """Say what a click where the pointer is would ask for, or letting go of what is dragged, or
        what stands there.

        With the colour of how much it matters; empty where it does nothing.
        """
        at, drag = self._pointed, self._drag
        if drag is not None:
            ticks = self._vm.view.ticks(drag.row)
            return ("", "t2") if ticks is None else self._vm.drag_hint(drag.tag, ticks)
        side = None if at is None else SIDES.get(at.column)
        ticks = None if at is None else self._vm.view.ticks(at.row)
        if ticks is not None and ticks == self._vm.breach_ticks and side is None:
            return f"{self._vm.breach_words}.", "warn"
        if side is None or ticks is None or at is None or self._on_tag(at):
            return "", "t2"
        pin = self._pin_at(at)
        if pin is not None:
            return self._vm.pin_hint(pin), "t2"
        return self._vm.hint(side, ticks, _forced(self._keys)), "t2"

    def _on_tag(self, at: Pointed) -> bool:
        return at.column in _TAGS and self._tag_at(at) is not None

    def _cell(self, at: QPointF) -> Pointed | None:
        column, row = self._grid.column(at.x()), self._grid.row(at.y())
        inside = 0 <= at.y() < self.height()
        return Pointed(column, row) if inside and column and row is not None else None

    def _tag_at(self, cell: Pointed) -> OrderTag | None:
        side, ticks = _TAGS.get(cell.column), self._vm.view.ticks(cell.row)
        return None if side is None or ticks is None else self._vm.tags.get((side, ticks))

    def _pin_at(self, cell: Pointed) -> Pinned | None:
        """The orders out of view that are shown in a cell."""
        here = _TAGS.get(cell.column), cell.row
        return next((pin for pin in self._vm.pinned if (pin.side, pin.row) == here), None)

    def _point(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        self._hear_keys()
        self._mean(self._cell(at), keys)

    def _mean(self, cell: Pointed | None, keys: Qt.KeyboardModifier) -> None:
        """A click would mean something else now."""
        if (cell, keys) == (self._pointed, self._keys):
            return
        self._pointed, self._keys = cell, keys
        tip = self._vm.volume_since if cell and cell.column is Column.VOLUME else ""
        self.setToolTip(tip)
        self._tell()
        self._drawing.forget()
        self.update()

    def _hear_keys(self) -> None:
        """Hear of Ctrl and Shift while the pointer rests: whoever has the focus is told of keys."""
        window = self.window().windowHandle()
        if window is not self._heard:
            self._hear_no_keys()
            self._heard = window
            if window is not None:
                window.installEventFilter(self)

    def _hear_no_keys(self) -> None:
        if self._heard is not None:
            self._heard.removeEventFilter(self)
        self._heard = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            self._mean(self._pointed, event.modifiers())
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._vm.hold(held=True)
        self._point(event.position(), event.modifiers())

    def leaveEvent(self, event: QEvent) -> None:
        self._let_go()

    def hideEvent(self, event: QHideEvent) -> None:
        self._drop()
        self._let_go()  # a pane that is closed under the pointer is told of no leaving

    def _let_go(self) -> None:
        self._hear_no_keys()
        self._pointed = None
        self._drawing.forget()
        self._vm.hold(held=False)
        self._tell()

    # What the trader does.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._vm.hold(held=True)  # a press may come before the pointer was seen to enter
        self._point(event.position(), event.modifiers())
        if event.button() is Qt.MouseButton.RightButton:
            self._drop()
        cell, button = self._pointed, event.button()
        ticks = None if cell is None else self._vm.view.ticks(cell.row)
        takes = button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)
        if cell is None or ticks is None or not takes or self._press is not None:
            return
        tag = self._tag_at(cell)
        on_cross = tag is not None and self._is_on_cross(event.position(), cell, tag)
        if button is Qt.MouseButton.LeftButton and not on_cross and self._is_spent(event):
            return
        pin = self._pin_at(cell)
        self._press = _Press(button, self._symbol, cell.column, ticks, tag, on_cross, pin)

    def _is_spent(self, event: QMouseEvent) -> bool:
        """Whether a press is the further one of a double click whose first has done its work."""
        if self._spent is None:
            return False
        hints, (at_ms, at) = QGuiApplication.styleHints(), self._spent
        if not 0 <= event.timestamp() - at_ms < hints.mouseDoubleClickInterval():
            self._spent = None
            return False
        away = event.position() - at
        return max(abs(away.x()), abs(away.y())) <= hints.mouseDoubleClickDistance()

    def _spend(self, event: QMouseEvent) -> None:
        self._spent = event.timestamp(), event.position()

    @property
    def _symbol(self) -> str:
        return "" if self._vm.instrument is None else self._vm.instrument.symbol

    def _is_on_cross(self, at: QPointF, cell: Pointed, tag: OrderTag) -> bool:
        return at.x() < self._cross(tag, cell.row).right()

    def _cross(self, tag: OrderTag, row: int) -> QRectF:
        """Where the × of a tag is, in pixels."""
        box = self._drawing.tag_box(self._grid, tag.side, row)
        box.setWidth(self._theme.em(CROSS_EM))
        return box

    def ways_out(self) -> list[QRect]:
        """Where an order is cancelled, in pixels."""
        rows = ((tag, self._vm.view.row(tag.ticks)) for tag in self._vm.tags.values())
        return [pixels_within(self._cross(tag, row)) for tag, row in rows if row is not None]

    def middle_ways_out(self) -> list[QRect]:
        """Where a middle click cancels what lies at the price, in pixels."""
        rows = ((tag, self._vm.view.row(tag.ticks)) for tag in self._vm.tags.values())
        return [
            pixels_within(self._grid.cell(span, row))
            for tag, row in rows
            if row is not None
            for span in self._grid.spans
            if SIDES.get(span.column) in (None, tag.side)
        ]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._vm.view.held:
            self._vm.hold(held=True)
        self._point(event.position(), event.modifiers())
        press = self._press
        if press is not None and self._ticks != press.ticks:
            press.moved = True
            if press.tag is not None:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._tell()

    @property
    def _ticks(self) -> int | None:
        """The price under the pointer."""
        return None if self._pointed is None else self._vm.view.ticks(self._pointed.row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        press = self._press
        if press is None or event.button() is not press.button:
            return
        self._point(event.position(), event.modifiers())
        self._drop()
        cell, ticks = self._pointed, self._ticks
        if cell is not None and ticks is not None and press.symbol == self._symbol:
            stayed = not press.moved and (cell.column, ticks) == (press.column, press.ticks)
            if press.tag is not None and press.moved:
                self._end_drag(press.tag, ticks, press.button)
            elif stayed:
                self._click(press, ticks, event)
        if not self.rect().contains(event.position().toPoint()):
            self._let_go()  # who comes back from a drag outside is told of no leaving

    def _end_drag(self, tag: OrderTag, ticks: int, button: Qt.MouseButton) -> None:
        if button is Qt.MouseButton.LeftButton and ticks != tag.ticks:
            self._vm.move(tag, ticks)

    def _click(self, press: _Press, ticks: int, event: QMouseEvent) -> None:
        side = SIDES.get(press.column)
        if press.button is Qt.MouseButton.MiddleButton:
            self._vm.cancel_or_recentre(side, ticks)
        elif press.tag is not None and press.on_cross:
            self._spend(event)
            self._vm.cancel(press.tag)
        elif press.pin is not None:
            self._spend(event)
            self._vm.look_at(press.pin.nearest)
        elif side is not None:
            self._vm.click(side, ticks, _forced(event.modifiers()))

    def _drop(self) -> None:
        """What was pressed comes to nothing."""
        self._press = None
        self.unsetCursor()
        self._tell()
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / WHEEL_NOTCH
        self._vm.scroll(round(notches * WHEEL_ROWS))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self._press is not None:
            self._drop()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._vm.scroll(1 if key == Qt.Key.Key_Up else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            page = max(1, self._grid.rows - 1)
            self._vm.scroll(page if key == Qt.Key.Key_PageUp else -page)
        else:
            super().keyPressEvent(event)


def _forced(keys: Qt.KeyboardModifier) -> Forced:
    """Return what the keys that are held insist on."""
    forced = Forced.NOTHING
    if keys & Qt.KeyboardModifier.ShiftModifier:
        forced |= Forced.STOP
    if keys & Qt.KeyboardModifier.ControlModifier:
        forced |= Forced.LIMIT
    return forced
