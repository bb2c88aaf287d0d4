"""The drawings on a chart: their layer, the pointer and the keys on them, their bar and menus."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from traderterminal.kit.language import translate
from traderterminal.ui.chart.drawing_bar import DrawingBar
from traderterminal.ui.chart.drawing_menu import fill_chosen, fill_tools
from traderterminal.ui.chart.drawing_tool import DrawingTool
from traderterminal.ui.chart.drawings_layer import DrawingsLayer
from traderterminal.ui.chart.panes import Level
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.drawing import Anchor, Kind
from traderterminal.ui.viewmodels.drawings import DrawingsViewModel
from traderterminal.ui.widgets.menu import Menu

#: With Shift the keys move so many bars or ticks at once.
LEAP: Final = 10
#: What an arrow moves by: bars and ticks.
ARROWS: Final[Mapping[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
#: Choose the next drawing, or the one before.
BRACKETS: Final[Mapping[str, int]] = {"]": 1, "[": -1}
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


class DrawingBoard(QObject):
    """Puts the drawings of a view-model onto a chart, and hears what the chart hears first.

    While something is drawn the arrows move its next point and Enter places it; a chosen drawing
    is moved by the arrows with Ctrl. `[` and `]` choose one after the other, Space measures.
    """

    def __init__(self, chart: ChartWidget, drawings: DrawingsViewModel, theme: Theme) -> None:
        super().__init__(chart)
        self._chart = chart
        self._drawings = drawings
        pane = chart.stack.price
        self.layer = DrawingsLayer(drawings, theme, pane, chart.times)
        pane.add(self.layer, level=Level.DRAWING)
        self.tool = DrawingTool(drawings, self.layer, chart.drawing, drawings.ask_for_words)
        chart.tools.insert(-1, self.tool)  # whatever is not the plot itself comes before
        chart.menus.append(self._fill_menu)
        self.bar = DrawingBar(drawings, theme, chart)
        self._pencil: Anchor | None = None
        self._keys = self._key_acts()
        chart.installEventFilter(self)
        for stop in (
            drawings.changed.connect(lambda _: self._follow()),
            drawings.choosing.connect(lambda _: self._go_on()),
            drawings.asking.connect(self._ask),
        ):
            chart.destroyed.connect(stop)
        self._follow()

    def _follow(self) -> None:
        drawings = self._drawings
        if drawings.kind is None:
            self._pencil = None
        chosen = drawings.chosen if drawings.in_hand is None else None
        self.bar.render_for(chosen, self._chart.stack.price.rect)
        self._chart.update()

    def _go_on(self) -> None:
        """The keys are to go on from here, whatever it was chosen with."""
        self._chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, text: str) -> None:
        drawings = self._drawings
        self._chart.prompt.ask(
            translate("Drawings", "Words of the text"), drawings.write, text, drawings.leave_words
        )

    def _fill_menu(self, menu: QMenu, at: QPointF) -> None:
        """Offer what can be done with the drawing that is pointed at, and what can be drawn."""
        found = self.layer.drawing_at(at)
        if found is not None:
            self._drawings.choose(found[0])
            fill_chosen(menu, self._drawings, found[0])
            menu.addSeparator()
        fill_tools(menu.addMenu(translate("Drawings", "Draw")), self._drawings)

    def menu(self) -> QMenu:
        """Return a menu of what can be drawn."""
        made = Menu(self._chart)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_tools(made, self._drawings)
        return made

    def measure(self) -> None:
        """Measure with the next two points, or no longer."""
        drawings = self._drawings
        drawings.choose_kind(None if drawings.kind is Kind.MEASURE else Kind.MEASURE)

    # What the chart hears.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._chart:
            return False
        if isinstance(event, QKeyEvent):
            return event.type() is QEvent.Type.KeyPress and self._press_key(event)
        if isinstance(event, QMouseEvent):
            self._hear_pointer(event)
        elif event.type() is QEvent.Type.Resize:
            self._follow()
        return False

    def _hear_pointer(self, event: QMouseEvent) -> None:
        at, drawings = event.position(), self._drawings
        if event.type() is QEvent.Type.MouseMove and not event.buttons():
            view = self.layer.view()
            if drawings.kind is not None and view is not None and self.tool.is_on_prices(at):
                self._pencil = self.tool.anchor_at(at, view)
                drawings.point(self._pencil, view)
        elif (
            event.type() is QEvent.Type.MouseButtonPress
            and event.button() is Qt.MouseButton.LeftButton
            and self.tool.is_on_prices(at)
            and not self.tool.takes(at)
        ):
            drawings.choose(None)

    def _key_acts(self) -> Mapping[tuple[int, bool, bool], Callable[[], object]]:
        """What keys do, by whether Ctrl and Shift are held."""
        drawings, key = self._drawings, Qt.Key
        return {
            (key.Key_Space, False, False): self.measure,
            (key.Key_Z, True, False): drawings.undo,
            (key.Key_Z, True, True): drawings.redo,
            (key.Key_Y, True, False): drawings.redo,
        }

    def _press_key(self, event: QKeyEvent) -> bool:
        """Answer a key; False leaves it to the chart."""
        step = BRACKETS.get(event.text())
        if step is not None:  # some keyboards have them on keys of numbers
            self._drawings.choose_next(step)
            return True
        held = event.modifiers() & ~_KEYPAD
        if held & ~(_CONTROL | _SHIFT):
            return False
        with_control, with_shift = bool(held & _CONTROL), bool(held & _SHIFT)
        act = self._keys.get((event.key(), with_control, with_shift))
        if act is not None:
            act()
            return True
        arrow = ARROWS.get(event.key())
        if arrow is not None:
            bars, ticks = (each * (LEAP if with_shift else 1) for each in arrow)
            return self._press_arrow(bars, ticks, with_control=with_control)
        return not with_control and self._press_plain(event.key())

    def _press_plain(self, key: int) -> bool:
        drawings, chosen = self._drawings, self._drawings.chosen
        match key:
            case Qt.Key.Key_Escape:
                return not self._chart.is_holding and drawings.drop()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if chosen is not None:
                drawings.delete()
            case Qt.Key.Key_F2 if chosen is not None and chosen.kind is Kind.TEXT:
                drawings.ask_for_words()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if drawings.kind is not None:
                self._place_pencil()
            case _:
                return False
        return True

    def _press_arrow(self, bars: int, ticks: int, *, with_control: bool) -> bool:
        if self._drawings.kind is not None and not with_control:
            self._move_pencil(bars, ticks)
        elif self._drawings.chosen is not None and with_control:
            self._drawings.shift(bars, ticks)
        else:
            return False
        return True

    def _pencil_now(self) -> Anchor | None:
        """Where the next point is: at the last price until it was moved."""
        drawings, series = self._drawings, self._drawings.chart.series
        if self._pencil is None and series is not None and series.count:
            first = Anchor(int(series.start_ns[-1]), int(series.close[-1]))
            self._pencil = drawings.last_placed or first
        return self._pencil

    def _move_pencil(self, bars: int, ticks: int) -> None:
        view, pencil = self.layer.view(), self._pencil_now()
        if view is not None and pencil is not None:
            at_ns = view.later(pencil.at_ns, bars)
            self._pencil = Anchor(at_ns, pencil.ticks + ticks)
            self._drawings.point(self._pencil, view)

    def _place_pencil(self) -> None:
        view, pencil = self.layer.view(), self._pencil_now()
        if view is not None and pencil is not None:
            self._drawings.place(pencil, view)
