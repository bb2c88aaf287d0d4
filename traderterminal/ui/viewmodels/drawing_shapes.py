"""What is drawn of a drawing, in pixels: lines, areas and words, and where it is taken hold of.

Each kind is one small class, which is handed where moments and prices lie. Nothing here paints.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple, Protocol

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.drawing import Anchor, Drawing, Kind, sign_of

#: Shares of the move from the first anchor to the second that are drawn; its end is 0, or 1.
RETRACEMENTS: Final = (0.0, 0.236, 0.382, 0.5, 0.618, 0.786, 1.0)
EXTENSIONS: Final = (0.0, 0.382, 0.618, 1.0, 1.272, 1.618, 2.0, 2.618)
#: A plan begins with a target this many times as far as its stop.
FIRST_REWARD: Final = 2
#: And with this many bars, where it was not drawn wider.
PLAN_BARS: Final = 20
#: What is fainter than a drawing's own lines.
FAINT: Final = 0.5
AREA: Final = 0.10
STRONG_AREA: Final = 0.18
_GAP: Final = 4.0


class Point(NamedTuple):
    """A pixel of the widget."""

    x: float
    y: float


class Box(NamedTuple):
    """A room of the widget, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


class Segment(NamedTuple):
    """A line; `alpha` is 1 of one that is the drawing itself."""

    start: Point
    end: Point
    alpha: float = 1.0

    def distance(self, at: Point) -> float:
        """Return how many pixels a point is away."""
        run, rise = self.end.x - self.start.x, self.end.y - self.start.y
        length = run * run + rise * rise
        share = 0.0
        if length:
            share = ((at.x - self.start.x) * run + (at.y - self.start.y) * rise) / length
            share = min(1.0, max(0.0, share))
        return math.hypot(
            at.x - self.start.x - share * run,
            at.y - self.start.y - share * rise,
        )


class Area(NamedTuple):
    """A filled polygon."""

    points: tuple[Point, ...]
    alpha: float = AREA


class Label(NamedTuple):
    """Words whose box has its left edge at `at.x` and its middle at `at.y`; `plated` on a plate."""

    at: Point
    words: str
    token: str = ""  # empty: the drawing's own
    plated: bool = False


@frozen
class Shape:
    """What is drawn of a drawing. `handles` are in the order in which `moved` counts them."""

    segments: tuple[Segment, ...] = ()
    areas: tuple[Area, ...] = ()
    labels: tuple[Label, ...] = ()
    handles: tuple[Point, ...] = ()

    def distance(self, at: Point, view: "View") -> float:
        """Return how many pixels a point is away from the nearest line or word; areas let by."""
        lines = [each.distance(at) for each in self.segments]
        words = [_outside(_box_of(each, view), at) for each in self.labels]
        return min([*lines, *words], default=math.inf)

    def handle_at(self, at: Point, reach: float) -> int | None:
        """Return the number of the nearest handle within `reach` pixels."""
        away = [math.dist(at, handle) for handle in self.handles]
        nearest = min(away, default=math.inf)
        return away.index(nearest) if nearest <= reach else None


class View(Protocol):
    """Where moments and prices lie, and how they are worded."""

    @property
    def box(self) -> Box:
        """The room of the bars."""

    @property
    def words_end(self) -> float:
        """Where the room of the orders' tags begins, which words keep out of."""

    @property
    def line_height(self) -> float:
        """How high a line of words is."""

    @property
    def quantity(self) -> Decimal:
        """What the ticket is filled in with."""

    def x(self, at_ns: int) -> float:
        """The middle of the bar of a moment."""

    def y(self, ticks: float) -> float:
        """The pixel of a price."""

    def knows(self, at_ns: int) -> bool:
        """Whether the bars reach back to a moment; else `x` is only a guess."""

    def bars(self, from_ns: int, to_ns: int) -> int:
        """How many bars one moment lies after another."""

    def later(self, at_ns: int, bars: int) -> int:
        """The start of the bar so many bars after that of a moment."""

    def price(self, ticks: float) -> str:
        """A price in words."""

    def percent(self, from_ticks: int, to_ticks: int) -> str:
        """How far one price is from another, in percent; empty where that says nothing."""

    def result(self, ticks: int, quantity: Decimal) -> str:
        """What so many ticks make of a quantity, as money."""

    def width_of(self, words: str) -> float:
        """How wide words are."""


class DrawnKind(Protocol):
    """How one kind of drawing looks, and how it is placed."""

    @property
    def clicks(self) -> int:
        """How many points the trader places."""

    def completed(self, anchors: Sequence[Anchor], kind: Kind, view: View) -> tuple[Anchor, ...]:
        """Return all anchors from those that were placed, at least one."""

    def shape(self, drawing: Drawing, view: View) -> Shape:
        """Return what is drawn; nothing where it is not known where that would be."""

    def moved(self, drawing: Drawing, handle: int, to: Anchor) -> tuple[Anchor, ...]:
        """Return the anchors once a handle was dragged to another place."""


class PlainKind:
    """A kind whose handles are its anchors, each placed by a click."""

    clicks = 2

    def completed(self, anchors: Sequence[Anchor], kind: Kind, view: View) -> tuple[Anchor, ...]:
        """Points that are still missing lie where the last one does."""
        missing = self.clicks - len(anchors)
        return (*anchors, *[anchors[-1]] * missing)

    def moved(self, drawing: Drawing, handle: int, to: Anchor) -> tuple[Anchor, ...]:
        anchors = list(drawing.anchors)
        anchors[handle] = to
        return tuple(anchors)


class StraightLine(PlainKind):
    """A line through two points, and beyond the one or the other."""

    def __init__(self, *, before: bool = False, beyond: bool = False) -> None:
        self._before, self._beyond = before, beyond

    def shape(self, drawing: Drawing, view: View) -> Shape:
        if not _knows_all(drawing, view):
            return Shape()
        first, second = _points(drawing, view)
        line = _reaching(first, second, view.box, before=self._before, beyond=self._beyond)
        return Shape((line,), handles=(first, second))


class Horizontal(PlainKind):
    """A line at one price."""

    clicks = 1

    def shape(self, drawing: Drawing, view: View) -> Shape:
        (point,), box = _points(drawing, view), view.box
        line = Segment(Point(box.left, point.y), Point(box.right, point.y))
        held = Point(min(max(point.x, box.left), box.right), point.y)
        return Shape((line,), handles=(held,))


class Vertical(PlainKind):
    """A line at one moment."""

    clicks = 1

    def shape(self, drawing: Drawing, view: View) -> Shape:
        (point,), box = _points(drawing, view), view.box
        if not _knows_all(drawing, view):
            return Shape()
        line = Segment(Point(point.x, box.top), Point(point.x, box.bottom))
        return Shape((line,), handles=(point,))


class Channel(PlainKind):
    """A line through two points, one beside it through a third, and the middle between them."""

    clicks = 3

    def shape(self, drawing: Drawing, view: View) -> Shape:
        if not _knows_all(drawing, view):
            return Shape()
        first, second, third = _points(drawing, view)
        aside, up = _offset(first, second, third)
        other = Point(first.x + aside, first.y + up), Point(second.x + aside, second.y + up)
        half = aside / 2, up / 2
        middle = Segment(
            Point(first.x + half[0], first.y + half[1]),
            Point(second.x + half[0], second.y + half[1]),
            FAINT,
        )
        return Shape(
            (Segment(first, second), Segment(*other), middle),
            (Area((first, second, other[1], other[0])),),
            handles=(first, second, third),
        )


class Rectangle(PlainKind):
    """A box between two corners; the other two are handles as well."""

    def shape(self, drawing: Drawing, view: View) -> Shape:
        corners = _corners(*_points(drawing, view))
        first, second = _points(drawing, view)
        others = Point(first.x, second.y), Point(second.x, first.y)
        return Shape(_outline(corners), (Area(corners),), handles=(first, second, *others))

    def moved(self, drawing: Drawing, handle: int, to: Anchor) -> tuple[Anchor, ...]:
        first, second = drawing.anchors
        match handle:
            case 2:
                return replace(first, at_ns=to.at_ns), replace(second, ticks=to.ticks)
            case 3:
                return replace(first, ticks=to.ticks), replace(second, at_ns=to.at_ns)
            case _:
                return super().moved(drawing, handle, to)


class Retracement(PlainKind):
    """Prices at shares of the way back from the second point to the first."""

    def shape(self, drawing: Drawing, view: View) -> Shape:
        start, end = drawing.anchors
        points = _points(drawing, view)
        way = Segment(points[0], points[1], FAINT)
        shares = [(share, end.ticks + (start.ticks - end.ticks) * share) for share in RETRACEMENTS]
        return _levels(shares, min(points).x, view, way, handles=points)


class Extension(PlainKind):
    """Prices at shares of the move between two points, from a third one on."""

    clicks = 3

    def shape(self, drawing: Drawing, view: View) -> Shape:
        start, end, base = drawing.anchors
        first, second, third = _points(drawing, view)
        ways = Segment(first, second, FAINT), Segment(second, third, FAINT)
        move = end.ticks - start.ticks
        shares = [(share, base.ticks + move * share) for share in EXTENSIONS]
        left = min(second.x, third.x)
        return _levels(shares, left, view, *ways, handles=(first, second, third))


class Measure(PlainKind):
    """How far two points are apart: in bars, time, ticks, percent and money for one contract."""

    def shape(self, drawing: Drawing, view: View) -> Shape:
        first, second = _points(drawing, view)
        corners = _corners(first, second)
        across = (first.y + second.y) / 2
        along = (first.x + second.x) / 2
        arrows = (
            Segment(Point(along, first.y), Point(along, second.y)),
            Segment(Point(first.x, across), Point(second.x, across), FAINT),
        )
        lines = measured(drawing.anchors[0], drawing.anchors[1], view)
        rises = second.y <= first.y
        return Shape(
            (*_outline(corners, FAINT), *arrows),
            (Area(corners),),
            _stacked(lines, along, min(first.y, second.y), max(first.y, second.y), view, rises),
            (first, second),
        )


class Text(PlainKind):
    """Words at a point."""

    clicks = 1

    def shape(self, drawing: Drawing, view: View) -> Shape:
        (point,) = _points(drawing, view)
        label = Label(
            Point(point.x + 2 * _GAP, point.y),
            drawing.text or translate("Drawings", "Text"),
            plated=True,
        )
        return Shape(labels=(label,), handles=(point,))


class Plan(PlainKind):
    """An entry with its target and its stop: what they make or lose, and how they compare."""

    def completed(self, anchors: Sequence[Anchor], kind: Kind, view: View) -> tuple[Anchor, ...]:
        """The second point is the stop: however it lies, it is as far on the side of the loss."""
        entry, stop = anchors[0], anchors[-1]
        risk = max(1, abs(stop.ticks - entry.ticks)) * sign_of(kind)
        at_ns = stop.at_ns
        if at_ns <= entry.at_ns:
            at_ns = view.later(entry.at_ns, PLAN_BARS)
        target = Anchor(at_ns, entry.ticks + FIRST_REWARD * risk)
        return entry, target, Anchor(at_ns, entry.ticks - risk)

    def shape(self, drawing: Drawing, view: View) -> Shape:
        points = _points(drawing, view)
        entry, target, stop = points
        gain, loss = _corners(entry, target), _corners(entry, stop)
        left = min(entry.x, target.x)
        line = Segment(Point(left, entry.y), Point(max(entry.x, target.x), entry.y))
        words = plan_words(drawing, view)
        beyond = view.line_height / 2 + _GAP
        up = -1 if target.y <= entry.y else 1
        places = (target.y + up * beyond, entry.y + up * beyond, stop.y - up * beyond)
        labels = tuple(
            Label(Point(_begin(left, each, view), y), each, "t1", plated=True)
            for y, each in zip(places, words, strict=True)
        )
        return Shape(
            (*_outline(gain), *_outline(loss, FAINT), line),
            (Area(gain, STRONG_AREA), Area(loss)),
            labels,
            points,
        )

    def moved(self, drawing: Drawing, handle: int, to: Anchor) -> tuple[Anchor, ...]:
        """Neither target nor stop comes over the entry, and both end at one moment."""
        entry, target, stop = drawing.anchors
        sign = sign_of(drawing.kind)
        match handle:
            case 0:
                low, high = sorted((target.ticks, stop.ticks))
                within = Anchor(to.at_ns, min(max(to.ticks, low + 1), high - 1))
                return within, target, stop
            case 1:
                ticks = entry.ticks + sign * max(1, (to.ticks - entry.ticks) * sign)
                return entry, Anchor(to.at_ns, ticks), replace(stop, at_ns=to.at_ns)
            case _:
                ticks = entry.ticks - sign * max(1, (entry.ticks - to.ticks) * sign)
                return entry, replace(target, at_ns=to.at_ns), Anchor(to.at_ns, ticks)


KINDS: Final[Mapping[Kind, DrawnKind]] = {
    Kind.TREND: StraightLine(),
    Kind.RAY: StraightLine(beyond=True),
    Kind.EXTENDED: StraightLine(before=True, beyond=True),
    Kind.HORIZONTAL: Horizontal(),
    Kind.VERTICAL: Vertical(),
    Kind.CHANNEL: Channel(),
    Kind.RECTANGLE: Rectangle(),
    Kind.RETRACEMENT: Retracement(),
    Kind.EXTENSION: Extension(),
    Kind.MEASURE: Measure(),
    Kind.TEXT: Text(),
    Kind.LONG: Plan(),
    Kind.SHORT: Plan(),
}


def shape_of(drawing: Drawing, view: View) -> Shape:
    """Return what is drawn of a drawing; nothing where it is not known where that would be."""
    return KINDS[drawing.kind].shape(drawing, view)


def measured(start: Anchor, end: Anchor, view: View) -> list[str]:
    """Return how far two anchors are apart, in two lines of words."""
    ticks = end.ticks - start.ticks
    bars = view.bars(start.at_ns, end.at_ns)
    time = formats.duration(abs(end.at_ns - start.at_ns) / 1e9)
    percent = view.percent(start.ticks, end.ticks)
    prices = [formats.signed(ticks, " t"), percent, view.result(ticks, Decimal(1))]
    words = (
        translate("Drawings", "{count} bar")
        if abs(bars) == 1
        else translate("Drawings", "{count} bars")
    )
    counted = words.format(count=formats.signed(bars))
    return ["  ".join(filter(None, prices)), f"{counted}  {time}"]


def plan_words(drawing: Drawing, view: View) -> list[str]:
    """Return what target, entry and stop of a plan come to, for the ticket's quantity.

    The target is worth so many R: as many times what the stop would lose.
    """
    entry, target, stop = (anchor.ticks for anchor in drawing.anchors)
    sign = sign_of(drawing.kind)
    gain, loss = (target - entry) * sign, (stop - entry) * sign
    ratio = formats.ratio(Decimal(gain) / Decimal(-loss))
    size = formats.quantity(view.quantity)

    def words(name: str, ticks: int, away: int) -> str:
        far = formats.signed(away, " t")
        return f"{name} {view.price(ticks)}  {far}  {view.result(away, view.quantity)}"

    side = translate("Drawings", "Long") if sign > 0 else translate("Drawings", "Short")
    return [
        words(translate("Drawings", "Target"), target, gain),
        translate("Drawings", "{side} {size} at {entry}  {ratio} R").format(
            side=side, size=size, entry=view.price(entry), ratio=ratio
        ),
        words(translate("Drawings", "Stop"), stop, loss),
    ]


# Geometry.


def _points(drawing: Drawing, view: View) -> tuple[Point, ...]:
    return tuple(Point(view.x(one.at_ns), view.y(one.ticks)) for one in drawing.anchors)


def _knows_all(drawing: Drawing, view: View) -> bool:
    """A line that leans would lie elsewhere if one of its points did."""
    return all(view.knows(anchor.at_ns) for anchor in drawing.anchors)


def _reaching(first: Point, second: Point, box: Box, *, before: bool, beyond: bool) -> Segment:
    """Return the line through two points, drawn on to where it leaves the box."""
    run, rise = second.x - first.x, second.y - first.y
    if not (run or rise):
        return Segment(first, second)
    # The shares of the way at which it comes into the box, and at which it leaves it.
    enters, leaves = -math.inf, math.inf
    for start, way, low, high in (
        (first.x, run, box.left, box.right),
        (first.y, rise, box.top, box.bottom),
    ):
        if way:
            ends = sorted(((low - start) / way, (high - start) / way))
            enters, leaves = max(enters, ends[0]), min(leaves, ends[1])
    begin = min(0.0, enters) if before else 0.0
    end = max(1.0, leaves) if beyond else 1.0
    return Segment(
        Point(first.x + begin * run, first.y + begin * rise),
        Point(first.x + end * run, first.y + end * rise),
    )


def _offset(first: Point, second: Point, third: Point) -> tuple[float, float]:
    """How far the parallel through a third point lies aside and down."""
    run = second.x - first.x
    if not run:
        return third.x - first.x, 0.0
    on_line = first.y + (third.x - first.x) / run * (second.y - first.y)
    return 0.0, third.y - on_line


def _corners(first: Point, second: Point) -> tuple[Point, ...]:
    return first, Point(second.x, first.y), second, Point(first.x, second.y)


def _outline(corners: tuple[Point, ...], alpha: float = 1.0) -> tuple[Segment, ...]:
    following = (*corners[1:], corners[0])
    return tuple(Segment(a, b, alpha) for a, b in zip(corners, following, strict=True))


def _levels(
    shares: Sequence[tuple[float, float]],
    left: float,
    view: View,
    *ways: Segment,
    handles: tuple[Point, ...],
) -> Shape:
    """Lines at prices from a pixel on to the end of the bars, each named by its share."""
    box = view.box
    left = min(max(left, box.left), box.right)
    heights = [view.y(ticks) for _, ticks in shares]
    lines = [Segment(Point(left, y), Point(box.right, y)) for y in heights]
    areas = [
        Area(_corners(Point(left, a), Point(box.right, b)), AREA / 2)
        for a, b in zip(heights[::2], heights[1::2], strict=False)
    ]
    labels = [
        Label(Point(left + _GAP, y - view.line_height / 2), words, plated=True)
        for y, words in zip(heights, (f"{s:g}  {view.price(t)}" for s, t in shares), strict=True)
    ]
    return Shape((*lines, *ways), tuple(areas), tuple(labels), handles)


def _begin(left: float, words: str, view: View) -> float:
    """Where words at the left edge of a plan begin: further left where tags are in the way."""
    return min(left, view.words_end - view.width_of(words) - _GAP) + _GAP


def _stacked(
    lines: Sequence[str], middle: float, top: float, bottom: float, view: View, above: bool
) -> tuple[Label, ...]:
    """Lines of words about a pixel, above a box or below it."""
    height = view.line_height
    begin = top - _GAP - height * (len(lines) - 0.5) if above else bottom + _GAP + height / 2
    return tuple(
        Label(Point(middle - view.width_of(words) / 2, begin + n * height), words, "t1", True)
        for n, words in enumerate(lines)
    )


def _box_of(label: Label, view: View) -> Box:
    half = view.line_height / 2
    left, middle = label.at
    return Box(left, middle - half, left + view.width_of(label.words), middle + half)


def _outside(box: Box, at: Point) -> float:
    """How far a point is away from a box; nothing inside."""
    across = max(box.left - at.x, 0.0, at.x - box.right)
    along = max(box.top - at.y, 0.0, at.y - box.bottom)
    return math.hypot(across, along)
