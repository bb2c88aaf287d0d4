"""The trader's drawings over the bars, and which of them is at a point."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from traderterminal.kit.language import translate
from traderterminal.ui.chart.drawing_view import LABEL_ROLE, DrawingView
from traderterminal.ui.chart.overlays import PLATE_ALPHA, PriceTag
from traderterminal.ui.chart.panes import Frame, LegendRow, Pane, Part
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.chart.timescale import TimeScale
from traderterminal.ui.lettering import draw_text
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.drawing import PLANS, Dash, Drawing, Kind
from traderterminal.ui.viewmodels.drawing_shapes import (
    Label,
    Point,
    Segment,
    Shape,
    shape_of,
)
from traderterminal.ui.viewmodels.drawings import DrawingsViewModel

Shaped = tuple[Drawing, Shape]

LINE_PX: Final = 1.3
CHOSEN_PX: Final = 2.0
HANDLE_PX: Final = 3.5
#: So near to a line or a handle it is taken hold of.
REACH_PX: Final = 5.0
#: Beyond an edge of the pane a line is cut off: painters take no pixels of any size.
BEYOND_PX: Final = 50.0
DASHES: Final[dict[Dash, tuple[float, ...]]] = {
    Dash.SOLID: (),
    Dash.DASHED: (6.0, 4.0),
    Dash.DOTTED: (1.5, 3.0),
}


class DrawingsLayer:
    """Draws the drawings of a view-model: what is in hand or chosen lies over the others."""

    all_live = True

    def __init__(
        self, drawings: DrawingsViewModel, theme: Theme, pane: Pane, times: TimeScale
    ) -> None:
        self._drawings = drawings
        self._theme = theme
        self._pane = pane
        self._times = times
        self._shapes: list[Shaped] = []  # of those that rest, as of `_key`
        self._key: object = None

    # What is at a point.

    def view(self) -> DrawingView | None:
        """Return where drawings lie now; None without bars."""
        bar_times = self._drawings.times
        if bar_times is None:
            return None
        pane = self._pane
        return DrawingView(
            self._drawings, self._theme, bar_times, self._times, pane.right, pane.rect
        )

    def drawing_at(self, at: QPointF) -> tuple[Drawing, int | None] | None:
        """Return the uppermost drawing at a point, and the number of its handle that is there.

        Handles are those of the chosen drawing: no other shows any.
        """
        view, point = self.view(), Point(at.x(), at.y())
        if view is None:
            return None
        held = self._held(view)
        for drawing, shape in held:
            handle = shape.handle_at(point, 2 * REACH_PX)
            if handle is not None:
                return drawing, handle
        for drawing, shape in (*held, *reversed(self._resting(view))):
            if shape.distance(point, view) <= REACH_PX:
                return drawing, None
        return None

    def _resting(self, view: DrawingView) -> list[Shaped]:
        """What lies below; kept while it lies where it lay, for the pointer asks at every move."""
        times, scale, series = self._times, view.scale, self._drawings.chart.series
        key = (
            *(self.settled, scale.key, self._pane.rect, self._drawings.chart.resolution_name),
            *(times.right, times.pitch, times.width, times.origin),
            None if series is None else (id(series), series.generation, series.count),
        )
        if key != self._key:
            self._key = key
            self._shapes = [(one, shape_of(one, view)) for one in self._rest()]
        return self._shapes

    def _held(self, view: DrawingView) -> list[Shaped]:
        """What is in hand, else what is chosen."""
        return [(one, shape_of(one, view)) for one in self._in_hand()]

    # The layer.

    def _rest(self) -> tuple[Drawing, ...]:
        chosen = self._drawings.chosen
        return tuple(one for one in self._drawings.shown if one is not chosen)

    def _in_hand(self) -> tuple[Drawing, ...]:
        found = self._drawings.in_hand or self._drawings.chosen
        return () if found is None else (found,)

    @property
    def settled(self) -> object:
        rest = self._rest()
        has_plans = any(one.kind in PLANS for one in rest)
        return rest, self._drawings.quantity if has_plans else None

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        return None  # a line far away must not make the bars flat

    def legend(self, index: int) -> LegendRow | None:
        parts = []
        if self._drawings.hidden_count:
            parts.append(
                translate("Drawings", "{count} hidden").format(
                    count=formats.counted(self._drawings.hidden_count, "drawing")
                )
            )
        unknown = self._count_unknown()
        if unknown:
            words = (
                translate("Drawings", "{unknown} begins before the first bar")
                if unknown == 1
                else translate("Drawings", "{unknown} begin before the first bar")
            )
            parts.append(words.format(unknown=formats.counted(unknown, "drawing")))
        if self._drawings.is_full:
            parts.append(
                translate("Drawings", "{count} drawings, delete some to draw on").format(
                    count=len(self._drawings.drawings)
                )
            )
        return LegendRow([(", ".join(parts), "t3")]) if parts else None

    def _count_unknown(self) -> int:
        """How many drawings there is no knowing of where they lie."""
        view = self.view()
        if view is None:
            return 0
        shapes = (*self._resting(view), *self._held(view))
        return sum(not (shape.segments or shape.labels) for _, shape in shapes)

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        prices = {}
        for one in (*self._rest(), *self._in_hand()):
            y = scale.y(one.anchors[0].ticks)
            if one.kind is Kind.HORIZONTAL and scale.top <= y <= scale.bottom:
                text = self._drawings.chart.price(one.anchors[0].ticks)
                prices[text] = PriceTag(y, text, one.token, solid=False)
        return list(prices.values())

    def paint(self, frame: Frame, scale: Scale) -> None:
        view = self.view()
        if view is None:
            return
        if frame.part is not Part.LIVE:
            for drawing, shape in self._resting(view):
                self._draw(frame, view, drawing, shape, LINE_PX)
        if frame.part is not Part.SETTLED:
            for drawing, shape in self._held(view):
                self._draw(frame, view, drawing, shape, CHOSEN_PX)
                self._handles(frame, drawing, shape)

    def _draw(
        self, frame: Frame, view: DrawingView, drawing: Drawing, shape: Shape, width: float
    ) -> None:
        painter, theme = frame.painter, frame.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        room = QPolygonF(beyond(self._pane.rect))
        for area in shape.areas:
            painter.setBrush(theme.color(drawing.token, area.alpha))
            polygon = QPolygonF([QPointF(*point) for point in area.points])
            painter.drawPolygon(polygon.intersected(room))
        for segment in shape.segments:
            self._segment(frame, segment, drawing, width)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for label in shape.labels:
            self._label(frame, view, label, drawing.token)

    def _segment(self, frame: Frame, segment: Segment, drawing: Drawing, width: float) -> None:
        painter, grid = frame.painter, frame.grid
        seen = clipped(segment, self._pane.rect)
        if seen is None:
            return
        start, end = seen
        if drawing.dash is Dash.SOLID and (start.x == end.x or start.y == end.y):
            colour = frame.theme.color(drawing.token, segment.alpha)
            self._straight(frame, start, end, colour, width)
            return
        pen = frame.theme.pen(drawing.token, segment.alpha, width, DASHES[drawing.dash])
        painter.setPen(pen)
        if start.y == end.y:
            y = grid.row(start.y, width)
            painter.drawLine(QPointF(start.x, y), QPointF(end.x, y))
        elif start.x == end.x:
            x = grid.column(start.x, width)
            painter.drawLine(QPointF(x, start.y), QPointF(x, end.y))
        else:
            painter.drawLine(QPointF(*start), QPointF(*end))

    def _straight(
        self, frame: Frame, start: Point, end: Point, colour: QColor, width: float
    ) -> None:
        """Fill a line along the pixels, which costs less than a stroke.

        It goes on by its own width, so that two of them make a corner.
        """
        (left, right), (top, bottom) = sorted((start.x, end.x)), sorted((start.y, end.y))
        painter, grid = frame.painter, frame.grid
        wide = grid.width(width)
        if top == bottom:
            painter.fillRect(grid.across(top, grid.x(left), grid.x(right) + wide, width), colour)
        else:
            painter.fillRect(grid.upright(left, grid.y(top), grid.y(bottom) + wide, width), colour)

    def _label(self, frame: Frame, view: DrawingView, label: Label, token: str) -> None:
        left, middle = label.at
        if label.plated:
            high, wide = view.line_height, view.width_of(label.words)
            plate = QRectF(left - 3, middle - high / 2, wide + 6, high)
            frame.painter.fillRect(plate, frame.theme.color("bg1", PLATE_ALPHA))
        shown = label.token or token
        draw_text(frame.painter, frame.theme, LABEL_ROLE, shown, label.words, left, middle)

    def _handles(self, frame: Frame, drawing: Drawing, shape: Shape) -> None:
        """Round handles can be dragged; those of a locked drawing are not drawn."""
        if drawing.locked:
            return
        painter, theme = frame.painter, frame.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(theme.pen("accent", width=1.5))
        painter.setBrush(theme.color("bg1"))
        for handle in shape.handles:
            painter.drawEllipse(QPointF(*handle), HANDLE_PX, HANDLE_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def beyond(rect: QRectF) -> QRectF:
    """Return a rectangle and a little more about it."""
    return rect.adjusted(-BEYOND_PX, -BEYOND_PX, BEYOND_PX, BEYOND_PX)


def clipped(segment: Segment, rect: QRectF) -> tuple[Point, Point] | None:
    """Return the part of a line within a little more than a rectangle; None where none is."""
    room = beyond(rect)
    (x, y), (end_x, end_y), _ = segment
    begin, end = 0.0, 1.0
    for start, way, low, high in (
        (x, end_x - x, room.left(), room.right()),
        (y, end_y - y, room.top(), room.bottom()),
    ):
        if not way:
            if not low <= start <= high:
                return None
            continue
        first, last = sorted(((low - start) / way, (high - start) / way))
        begin, end = max(begin, first), min(end, last)
    if begin > end:
        return None
    run, rise = end_x - x, end_y - y
    return Point(x + begin * run, y + begin * rise), Point(x + end * run, y + end * rise)
