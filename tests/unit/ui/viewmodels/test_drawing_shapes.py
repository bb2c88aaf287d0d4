"""The shapes of drawings, as geometry."""

import math
import random
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.support.figures import Cases
from tests.support.plain_view import PlainView
from tests.support.scale import scaled
from traderterminal.ui.viewmodels.drawing import ANCHORS, PLANS, Anchor, Drawing, Kind, sign_of
from traderterminal.ui.viewmodels.drawing_shapes import (
    EXTENSIONS,
    KINDS,
    RETRACEMENTS,
    Box,
    Point,
    Segment,
    Shape,
    measured,
    plan_words,
    shape_of,
)

VIEW = PlainView()
LEANING = (Kind.TREND, Kind.RAY, Kind.EXTENDED, Kind.CHANNEL, Kind.VERTICAL)


def drawn(kind: Kind, *places: tuple[int, int], text: str = "") -> Drawing:
    """A drawing whose points the trader placed there."""
    points = [VIEW.anchor(bar, ticks) for bar, ticks in places]
    return Drawing(kind, KINDS[kind].completed(points, kind, VIEW), text=text)


def at_random(kind: Kind, chance: random.Random) -> Drawing:
    places = [
        (chance.randrange(-50, 260), chance.randrange(19_100, 19_450))
        for _ in range(KINDS[kind].clicks)
    ]
    return drawn(kind, *places, text="Here" if kind is Kind.TEXT else "")


def off_line(point: Point, segment: Segment) -> float:
    """How far a point is from the endless line through a segment."""
    (x, y), (end_x, end_y), _ = segment
    length = math.hypot(end_x - x, end_y - y)
    if not length:
        return math.dist(point, segment.start)
    return abs((end_x - x) * (point.y - y) - (end_y - y) * (point.x - x)) / length


def pixels(drawing: Drawing) -> list[Point]:
    return [Point(VIEW.x(one.at_ns), VIEW.y(one.ticks)) for one in drawing.anchors]


def is_on_edge(point: Point, box: Box) -> bool:
    x, y = point
    at_side = min(abs(x - box.left), abs(x - box.right)) < 1e-3
    at_end = min(abs(y - box.top), abs(y - box.bottom)) < 1e-3
    return at_side or at_end


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_as_many_anchors_as_it_is_kept_with(kind: Kind) -> None:
    chance = random.Random(1)
    for clicks in range(1, KINDS[kind].clicks + 1):
        placed = [VIEW.anchor(n, 19_300 + chance.randrange(50)) for n in range(clicks)]
        assert len(KINDS[kind].completed(placed, kind, VIEW)) == ANCHORS[kind]


@pytest.mark.counted("drawings of every kind as geometry")
def test_what_is_drawn_passes_where_it_is_held_and_is_hit_there(cases: Cases) -> None:
    chance = random.Random(3)
    for number in cases.over(range(scaled(13_000))):
        kind = list(Kind)[number % len(Kind)]
        shape = shape_of(at_random(kind, chance), VIEW)
        if kind in (Kind.TREND, Kind.RAY, Kind.EXTENDED, Kind.HORIZONTAL, Kind.VERTICAL):
            (line,) = shape.segments
            assert all(off_line(handle, line) < 1e-3 for handle in shape.handles)
        for segment in shape.segments:
            share = chance.random()
            on = Point(
                segment.start.x + share * (segment.end.x - segment.start.x),
                segment.start.y + share * (segment.end.y - segment.start.y),
            )
            assert shape.distance(on, VIEW) < 1e-3
        for label in shape.labels:
            assert shape.distance(label.at, VIEW) == 0
        far = Point(-1e6, -1e6)
        assert shape.distance(far, VIEW) > 1000
        for handle in shape.handles:
            assert shape.handle_at(handle, 0) is not None
        assert shape.handle_at(far, 10) is None


@pytest.mark.counted("handles of drawings dragged")
def test_a_handle_that_is_dragged_comes_where_it_was_dragged_to(cases: Cases) -> None:
    chance = random.Random(5)
    for number in cases.over(range(scaled(13_000))):
        kind = list(Kind)[number % len(Kind)]
        before = at_random(kind, chance)
        handle = chance.randrange(len(shape_of(before, VIEW).handles))
        to = VIEW.anchor(chance.randrange(200), chance.randrange(19_200, 19_400))
        after = replace(before, anchors=KINDS[kind].moved(before, handle, to))
        assert len(after.anchors) == ANCHORS[kind]
        if kind in PLANS:
            entry, target, stop = after.anchors
            sign = sign_of(kind)
            assert (target.ticks - entry.ticks) * sign > 0
            assert (entry.ticks - stop.ticks) * sign > 0
            assert target.at_ns == stop.at_ns
            assert after.anchors[handle].at_ns == to.at_ns
        else:
            place = shape_of(after, VIEW).handles[handle]
            assert place.y == pytest.approx(VIEW.y(to.ticks)) or kind is Kind.VERTICAL
            assert place.x == pytest.approx(VIEW.x(to.at_ns)) or kind is Kind.HORIZONTAL


@pytest.mark.counted("lines drawn on to the edge of the pane")
def test_a_ray_and_an_extended_line_end_at_the_edge(cases: Cases) -> None:
    chance = random.Random(9)
    for _ in cases.over(range(scaled(4_000))):
        places = [(chance.randrange(200), chance.randrange(19_155, 19_395)) for _ in range(2)]
        ray = shape_of(drawn(Kind.RAY, *places), VIEW).segments[0]
        both = shape_of(drawn(Kind.EXTENDED, *places), VIEW).segments[0]
        if places[0] == places[1]:
            assert ray.start == ray.end == both.start == both.end
            continue
        assert ray.start == pixels(drawn(Kind.RAY, *places))[0]
        assert is_on_edge(ray.end, VIEW.box)
        assert is_on_edge(both.start, VIEW.box)
        assert is_on_edge(both.end, VIEW.box)
        # On the side of the second point.
        ahead = (ray.end.x - ray.start.x) * (places[1][0] - places[0][0])
        up = (ray.start.y - ray.end.y) * (places[1][1] - places[0][1])
        assert ahead >= 0
        assert up >= 0


def test_a_line_outside_the_pane_is_not_drawn_on_into_it_from_nowhere() -> None:
    above = drawn(Kind.EXTENDED, (10, 19_500), (20, 19_500))
    line = shape_of(above, VIEW).segments[0]
    assert line.start.y == line.end.y == VIEW.y(19_500)


def test_a_channel_has_parallels_and_their_middle() -> None:
    chance = random.Random(13)
    for _ in range(200):
        drawing = at_random(Kind.CHANNEL, chance)
        first, other, middle = shape_of(drawing, VIEW).segments
        third = pixels(drawing)[2]
        assert off_line(third, other) < 1e-3 or first.start == first.end
        for a, b, c in (
            (first.start, other.start, middle.start),
            (first.end, other.end, middle.end),
        ):
            assert c == pytest.approx(((a.x + b.x) / 2, (a.y + b.y) / 2))
        along = (first.end.x - first.start.x, first.end.y - first.start.y)
        assert (other.end.x - other.start.x, other.end.y - other.start.y) == pytest.approx(along)


def test_a_channel_straight_up_lies_beside() -> None:
    upright = drawn(Kind.CHANNEL, (10, 19_300), (10, 19_350), (14, 19_320))
    first, other, _ = shape_of(upright, VIEW).segments
    assert other.start.x - first.start.x == 4 * VIEW.pitch
    assert (other.start.y, other.end.y) == (first.start.y, first.end.y)


def test_a_rectangle_is_held_at_all_corners() -> None:
    box = drawn(Kind.RECTANGLE, (10, 19_300), (20, 19_340))
    for handle, corner in enumerate([(10, 19_300), (20, 19_340), (10, 19_340), (20, 19_300)]):
        at = Point(VIEW.x(VIEW.anchor(*corner).at_ns), VIEW.y(corner[1]))
        assert shape_of(box, VIEW).handles[handle] == at
    moved = KINDS[Kind.RECTANGLE].moved(box, 3, VIEW.anchor(30, 19_280))
    assert moved == (VIEW.anchor(10, 19_280), VIEW.anchor(30, 19_340))


def test_retracements_go_back_from_the_end_of_the_move() -> None:
    shape = shape_of(drawn(Kind.RETRACEMENT, (10, 19_200), (30, 19_300)), VIEW)
    heights = [segment.start.y for segment in shape.segments[: len(RETRACEMENTS)]]
    wanted = [VIEW.y(19_300 - 100 * share) for share in RETRACEMENTS]
    assert heights == pytest.approx(wanted)
    assert shape.labels[0].words == "0  4825.00"
    assert shape.labels[3].words == "0.5  4812.50"
    assert shape.labels[-1].words == "1  4800.00"
    assert {segment.end.x for segment in shape.segments[:-1]} == {VIEW.box.right}


def test_extensions_go_on_from_the_third_point() -> None:
    shape = shape_of(drawn(Kind.EXTENSION, (10, 19_200), (30, 19_300), (40, 19_250)), VIEW)
    heights = [segment.start.y for segment in shape.segments[: len(EXTENSIONS)]]
    assert heights == pytest.approx([VIEW.y(19_250 + 100 * share) for share in EXTENSIONS])
    assert heights == sorted(heights, reverse=True)
    assert all(a.words != b.words for a, b in pairwise(shape.labels))


def test_a_measure_tells_ticks_percent_money_bars_and_time() -> None:
    start, end = VIEW.anchor(10, 19_200), VIEW.anchor(85, 19_240)
    assert measured(start, end, VIEW) == ["+40 t  +0.21%  $+500.00", "+75 bars  1 h 15 m"]
    assert measured(end, start, VIEW) == ["−40 t  -0.21%  $-500.00", "−75 bars  1 h 15 m"]
    below = Anchor(start.at_ns, -8), Anchor(start.at_ns + 60 * 10**9, 0)
    assert measured(*below, VIEW) == ["+8 t  $+100.00", "+1 bar  1 m"]


def test_a_measure_has_its_words_where_it_goes() -> None:
    up = shape_of(drawn(Kind.MEASURE, (10, 19_200), (20, 19_240)), VIEW)
    down = shape_of(drawn(Kind.MEASURE, (10, 19_240), (20, 19_200)), VIEW)
    assert all(label.at.y < VIEW.y(19_240) for label in up.labels)
    assert all(label.at.y > VIEW.y(19_200) for label in down.labels)


def test_a_plan_begins_with_twice_the_reward_however_its_stop_was_placed() -> None:
    for kind, sign in ((Kind.LONG, 1), (Kind.SHORT, -1)):
        for ticks in (19_180, 19_220):
            plan = drawn(kind, (10, 19_200), (30, ticks))
            assert [one.ticks for one in plan.anchors] == [
                19_200,
                19_200 + 40 * sign,
                19_200 - 20 * sign,
            ]
    narrow = drawn(Kind.LONG, (10, 19_200), (10, 19_200))
    assert [one.ticks for one in narrow.anchors] == [19_200, 19_202, 19_199]
    assert narrow.anchors[1].at_ns > narrow.anchors[0].at_ns


def test_a_plan_tells_ticks_money_for_the_quantity_and_what_it_is_worth() -> None:
    plan = drawn(Kind.SHORT, (10, 19_200), (30, 19_220))
    assert plan_words(plan, VIEW) == [
        "Target 4790.00  +40 t  $+1000.00",
        "Short 2 at 4800.00  2.00 R",
        "Stop 4805.00  −20 t  $-500.00",
    ]
    one = replace(VIEW, quantity=Decimal(1))
    assert plan_words(plan, one)[0] == "Target 4790.00  +40 t  $+500.00"


def test_the_words_of_a_plan_keep_out_of_the_room_of_tags() -> None:
    near, far = (shape_of(drawn(Kind.LONG, (b, 19_200), (b + 30, 19_180)), VIEW) for b in (10, 170))
    assert {label.at.x for label in near.labels} == {VIEW.x(VIEW.anchor(10, 0).at_ns) + 4}
    ends = [label.at.x + VIEW.width_of(label.words) for label in far.labels]
    assert ends == [VIEW.words_end] * 3


@pytest.mark.parametrize("kind", Kind)
def test_where_a_leaning_line_lies_is_told_only_where_its_points_are_known(kind: Kind) -> None:
    shape = shape_of(at_random(kind, random.Random(21)), replace(VIEW, first_bar=10_000))
    assert (shape == Shape()) == (kind in LEANING)


def test_nothing_is_near_to_nothing() -> None:
    assert Shape().distance(Point(0, 0), VIEW) == math.inf
    assert Segment(Point(1, 1), Point(1, 1)).distance(Point(4, 5)) == 5
