"""The pointer on drawings: places new ones point by point, chooses and drags those there are."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, Qt

from traderterminal.ui.chart.drawing import ChartDrawing
from traderterminal.ui.chart.drawing_view import DrawingView
from traderterminal.ui.chart.drawings_layer import DrawingsLayer
from traderterminal.ui.viewmodels.drawing import Anchor, Drawing
from traderterminal.ui.viewmodels.drawing_shapes import KINDS
from traderterminal.ui.viewmodels.drawings import DrawingsViewModel

#: A pointer that moved less was not dragged.
SLACK_PX: Final = 4

Shape = Qt.CursorShape


class DrawingTool:
    """A click places a point, and so does letting go of a drag; a drawing is dragged as a whole,
    or by one of its handles once it is chosen.

    `ask` has other words asked for of a text that is double-clicked.
    """

    held = Shape.CrossCursor

    def __init__(
        self,
        drawings: DrawingsViewModel,
        layer: DrawingsLayer,
        drawing: ChartDrawing,
        ask: Callable[[], None],
    ) -> None:
        self._drawings = drawings
        self._layer = layer
        self._drawing = drawing
        self._ask = ask
        self._pressed: QPointF | None = None
        self._from: Anchor | None = None  # where a drawing was taken hold of
        self._taken: tuple[Drawing, int | None] | None = None

    @property
    def hover(self) -> Shape:
        return Shape.CrossCursor if self._drawings.kind is not None else Shape.PointingHandCursor

    def anchor_at(self, at: QPointF, view: DrawingView) -> Anchor:
        """Return the bar and the price at a point, at one of the bar's prices with the magnet."""
        rect = view.rect
        bar = view.bar_at(at)
        value = view.scale.value_at(min(max(at.y(), rect.top()), rect.bottom()))
        return Anchor(view.bar_times.start(bar), self._drawing.near(bar, value))

    def is_on_prices(self, at: QPointF) -> bool:
        """Say whether a point is in the pane that is drawn on."""
        return self._drawing.stack.price.rect.contains(at)

    def takes(self, at: QPointF) -> bool:
        if not self.is_on_prices(at) or self._layer.view() is None:
            return False
        return self._drawings.kind is not None or self._layer.drawing_at(at) is not None

    def press(self, at: QPointF) -> None:
        view = self._layer.view()
        if view is None:
            return
        self._pressed = at
        if self._drawings.kind is not None:
            self._drawings.place(self.anchor_at(at, view), view)
            return
        self._taken, self._from = self._layer.drawing_at(at), self.anchor_at(at, view)
        if self._taken is not None:
            self._drawings.choose(self._taken[0])

    def drag(self, at: QPointF, moved: QPointF) -> None:
        view, pressed = self._layer.view(), self._pressed
        if view is None or pressed is None:
            return
        if self._drawings.kind is not None:
            self._drawings.point(self.anchor_at(at, view), view)
        elif self._taken is not None and (self._drawings.in_hand or _is_away(at, pressed)):
            self._drawings.take(self._dragged(self._taken, self.anchor_at(at, view), view))

    def _dragged(self, taken: tuple[Drawing, int | None], to: Anchor, view: DrawingView) -> Drawing:
        drawing, handle = taken
        if handle is not None:
            return replace(drawing, anchors=KINDS[drawing.kind].moved(drawing, handle, to))
        start = self._from or to
        bars, ticks = view.bars(start.at_ns, to.at_ns), to.ticks - start.ticks
        return replace(drawing, anchors=self._drawings.shifted(drawing, bars, ticks))

    def release(self, at: QPointF) -> None:
        view, pressed = self._layer.view(), self._pressed
        is_taken = self._taken is not None
        self._forget()
        if self._drawings.kind is not None:
            dragged = pressed is not None and _is_away(at, pressed)
            if dragged and self._drawings.is_begun and view is not None:
                self._drawings.place(self.anchor_at(at, view), view)
        elif is_taken:
            self._drawings.let_go()

    def drop(self) -> None:
        self._forget()
        self._drawings.drop()

    def _forget(self) -> None:
        self._pressed = self._from = self._taken = None

    def double_click(self, at: QPointF) -> None:
        if self._drawings.kind is not None:  # two quick clicks are two points
            view = self._layer.view()
            if view is not None:
                self._drawings.place(self.anchor_at(at, view), view)
        else:
            self._ask()


def _is_away(at: QPointF, start: QPointF) -> bool:
    moved = at - start
    return abs(moved.x()) + abs(moved.y()) > SLACK_PX
