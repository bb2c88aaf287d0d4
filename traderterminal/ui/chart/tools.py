"""What the pointer does on a chart: one tool each, the first that takes a press keeps the pointer.

A tool of one's own (drawings, orders that are dragged) is put before these in `ChartWidget.tools`.
While one holds the pointer, no crosshair is drawn; Esc lets it `drop` what it holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QPointF, Qt

from traderterminal.ui.chart.areas import Areas
from traderterminal.ui.chart.drawing import ChartDrawing
from traderterminal.ui.chart.glide import Glide
from traderterminal.ui.chart.keys import ZOOM_STEP
from traderterminal.ui.chart.panes import Pane
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.chart.timescale import TimeScale
from traderterminal.ui.theme import Theme

#: Dragging an axis by so many pixels changes the range shown by one step of zoom.
STRETCH_PX: Final = 24
#: Closer than this to an edge it is taken hold of.
GRIP_PX: Final = 5
DIVIDER_PX: Final = 3
MARGIN_EM: Final = 15.5

Shape = Qt.CursorShape


class Tool(Protocol):
    """Something that the pointer can do where it is; points are pixels of the widget."""

    @property
    def hover(self) -> Shape:
        """The cursor while it could be used."""

    @property
    def held(self) -> Shape:
        """The cursor while it is used."""

    def takes(self, at: QPointF) -> bool:
        """Say whether it would be used there."""

    def press(self, at: QPointF) -> None:
        """Begin, at a point that it takes."""

    def drag(self, at: QPointF, moved: QPointF) -> None:
        """Go on to a point, `moved` away from the last one."""

    def release(self, at: QPointF) -> None:
        """Come to an end."""

    def drop(self) -> None:
        """Give up what was begun: nothing of it is to count."""

    def double_click(self, at: QPointF) -> None:
        """Answer a double click at a point that it takes."""


@dataclass(slots=True)
class Ground:
    """What the tools of a chart work on."""

    drawing: ChartDrawing
    times: TimeScale
    theme: Theme
    areas: Callable[[], Areas]
    count: Callable[[], int]
    cancel: Callable[[str], None]
    margin: Callable[[int], None]  # gives the right margin another width, in pixels
    keep_weights: Callable[[], None]  # the panes are as high as they are to be
    glide: Glide


class PlainTool:
    """A tool that does nothing; others say what they do beyond."""

    hover = Shape.ArrowCursor
    held = Shape.ArrowCursor

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def press(self, at: QPointF) -> None:
        """Nothing begins."""

    def drag(self, at: QPointF, moved: QPointF) -> None:
        """Nothing goes on."""

    def release(self, at: QPointF) -> None:
        """Nothing ends."""

    def drop(self) -> None:
        """Nothing is given up."""

    def double_click(self, at: QPointF) -> None:
        """Nothing is answered."""


class CancelTool(PlainTool):
    """The × of an order's tag: what is pressed and let go on the same one cancels that order."""

    hover = held = Shape.PointingHandCursor

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self._pressed: str | None = None

    def takes(self, at: QPointF) -> bool:
        return self._ground.drawing.trading.order_at(at) is not None

    def press(self, at: QPointF) -> None:
        self._pressed = self._ground.drawing.trading.order_at(at)

    def release(self, at: QPointF) -> None:
        order_id = self._ground.drawing.trading.order_at(at)
        if order_id is not None and order_id == self._pressed:
            self._ground.cancel(order_id)
        self.drop()

    def drop(self) -> None:
        self._pressed = None


class DividerTool(PlainTool):
    """The line between two panes: dragged it sizes them."""

    hover = held = Shape.SplitVCursor

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self._number = 0

    def takes(self, at: QPointF) -> bool:
        return self._ground.drawing.stack.divider_at(at.y(), DIVIDER_PX) is not None

    def press(self, at: QPointF) -> None:
        self._number = self._ground.drawing.stack.divider_at(at.y(), DIVIDER_PX) or 0

    def drag(self, at: QPointF, moved: QPointF) -> None:
        self._ground.drawing.stack.drag_divider(self._number, at.y())

    def release(self, at: QPointF) -> None:
        self._ground.keep_weights()


class FoldedTool(PlainTool):
    """The line of a pane that is folded: a click opens it."""

    hover = held = Shape.PointingHandCursor

    def takes(self, at: QPointF) -> bool:
        areas, pane = self._ground.areas(), self._ground.drawing.stack.at(at.y())
        return pane.is_folded and at.y() < areas.plot.bottom()

    def release(self, at: QPointF) -> None:
        if self.takes(at):
            self._ground.drawing.unfold(at)


class ScaleTool(PlainTool):
    """The axis of a pane: dragged it stretches the scale, a double click lets it follow again."""

    hover = held = Shape.SizeVerCursor

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self._scale: Scale | None = None

    def takes(self, at: QPointF) -> bool:
        return self._at(at) is not None

    def press(self, at: QPointF) -> None:
        self._scale = self._at(at)

    def drag(self, at: QPointF, moved: QPointF) -> None:
        if self._scale is not None and moved.y():
            self._scale.stretch(ZOOM_STEP ** (moved.y() / STRETCH_PX))

    def double_click(self, at: QPointF) -> None:
        scale = self._at(at)
        if scale is not None:
            scale.auto = True
            self._ground.times.moved = True

    def _at(self, at: QPointF) -> Scale | None:
        return self._ground.drawing.scale_at(self._ground.areas(), at)


class FitTool(PlainTool):
    """The corner below the prices: a click lets every scale follow what is visible again."""

    hover = Shape.PointingHandCursor

    def takes(self, at: QPointF) -> bool:
        areas = self._ground.areas()
        return areas.corner.contains(at)

    def release(self, at: QPointF) -> None:
        if self.takes(at):
            self._ground.drawing.follow_again()


class MarginTool(PlainTool):
    """The edge of the right margin, held below the plot: dragged it makes room for tags or bars."""

    hover = held = Shape.SplitHCursor

    def takes(self, at: QPointF) -> bool:
        below = at.y() >= self._ground.areas().plot.bottom()
        return below and abs(at.x() - self._ground.times.end) <= GRIP_PX

    def drag(self, at: QPointF, moved: QPointF) -> None:
        plot = self._ground.areas().plot
        widest = min(self._ground.theme.em(MARGIN_EM), round(plot.width() / 2))
        self._ground.margin(min(max(0, round(plot.right() - at.x())), widest))

    def double_click(self, at: QPointF) -> None:
        self._ground.times.reset(self._ground.count())
        self._ground.margin(self._ground.theme.em(MARGIN_EM))


class TimeTool(PlainTool):
    """The axis of time: dragged it zooms, a double click shows the latest bars again."""

    hover = held = Shape.SizeHorCursor

    def takes(self, at: QPointF) -> bool:
        return self._ground.areas().times.contains(at)

    def drag(self, at: QPointF, moved: QPointF) -> None:
        times = self._ground.times
        if moved.x():
            factor = ZOOM_STEP ** (moved.x() / STRETCH_PX)
            times.zoom(factor, times.end, self._ground.count())

    def double_click(self, at: QPointF) -> None:
        self._ground.times.reset(self._ground.count())
        self._ground.margin(self._ground.theme.em(MARGIN_EM))


class PanTool(PlainTool):
    """The plot: dragged it moves through time, and through values once the scale is held."""

    held = Shape.ClosedHandCursor

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self._pane: Pane | None = None

    def takes(self, at: QPointF) -> bool:
        return self._ground.areas().plot.contains(at)

    def press(self, at: QPointF) -> None:
        self._pane = self._ground.drawing.stack.at(at.y())

    def release(self, at: QPointF) -> None:
        self._ground.glide.let_go()

    def drag(self, at: QPointF, moved: QPointF) -> None:
        self._ground.glide.note(moved.x())
        self._ground.times.pan(moved.x(), self._ground.count())
        if self._pane is None:
            return
        for scale in (self._pane.right, self._pane.left):
            if not scale.auto:
                scale.pan(moved.y())


def usual_tools(ground: Ground) -> list[Tool]:
    """Return the tools of every chart, the most particular first."""
    return [
        CancelTool(ground),
        DividerTool(ground),
        FoldedTool(ground),
        FitTool(ground),
        MarginTool(ground),
        ScaleTool(ground),
        TimeTool(ground),
        PanTool(ground),
    ]
