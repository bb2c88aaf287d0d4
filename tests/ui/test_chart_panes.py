"""Panes: they share the height, are sized by their dividers, and each has its own scale."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS
from tests.support.shown_chart import BARS, Shown, drag, shown, turn
from traderterminal.ui.chart.overlays import PriceTag
from traderterminal.ui.chart.panes import Frame, LegendRow, Pane, PaneStack, Side
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.viewmodels.chart_options import ScaleKind

__all__ = ["shown"]


class Ramp:
    """A layer from `low` to `high` that draws a rectangle over all of its range."""

    settled = None
    all_live = True

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        return self.low, self.high

    def paint(self, frame: Frame, scale: Scale) -> None:
        top, bottom = scale.y(self.high), scale.y(self.low)
        box = QRectF(0, top, 3000, bottom - top)
        frame.painter.fillRect(box, frame.theme.color("s1"))

    def legend(self, index: int) -> LegendRow | None:
        return LegendRow([(f"at {index}", "t1")], "ramp")

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        return [PriceTag(scale.y(self.high), f"{self.high:.1f}", "s1", solid=True)]


def with_study(shown: Shown) -> Pane:
    shown.fill()
    pane = shown.chart.stack.add("study")
    pane.add(Ramp(-1.5, 2.5))
    shown.paint()
    return pane


def test_panes_divide_the_height_by_their_weights() -> None:
    stack = PaneStack()
    stack.add("a")
    stack.add("b", 2.0)
    stack.lie(QRectF(0, 0, 500, 601))
    edges = [pane.rect.bottom() for pane in stack.panes]
    assert edges == [300, 401, 601]
    assert [pane.rect.top() for pane in stack.panes] == [0, 300, 401]
    assert stack.add("a") is stack.panes[1]
    stack.remove("a")
    stack.remove("price")
    assert [pane.key for pane in stack.panes] == ["price", "b"]
    assert stack.at(10_000) is stack.panes[-1]


def stack_of(count: int) -> PaneStack:
    stack = PaneStack(least=42, folded=24)
    for number in range(count):
        stack.add(f"{number}")
    return stack


def heights(stack: PaneStack, whole: float) -> list[float]:
    stack.lie(QRectF(0, 0, 500, whole))
    assert stack.panes[-1].rect.bottom() == whole
    return [pane.rect.height() for pane in stack.panes]


def test_the_price_keeps_its_share_however_many_panes_there_are() -> None:
    price, *below = heights(stack_of(8), 700)
    assert price == pytest.approx(700 * 0.38, abs=1)
    assert min(below) >= 54
    assert max(below) - min(below) <= 1
    price, *below = heights(stack_of(2), 120)
    assert price >= 0.38 * 120 - 1
    assert below == pytest.approx([24, 42], abs=1)
    price, *below = heights(stack_of(8), 120)
    assert price >= 0.38 * 120 - 1


def test_a_pane_that_would_be_too_low_is_given_what_it_needs_by_the_others() -> None:
    stack = stack_of(3)
    stack.panes[1].weight, stack.panes[2].weight = 0.01, 6.0
    price, first, second, third = heights(stack, 400)
    assert price == pytest.approx(152, abs=1)
    assert (first, third) == (42, 42)
    assert second == pytest.approx(164, abs=1)


def test_where_not_all_panes_can_be_read_those_opened_the_longest_time_ago_are_folded() -> None:
    stack = stack_of(8)
    price, *below = heights(stack, 380)
    assert price >= 0.38 * 380 - 1
    assert [pane.is_folded for pane in stack.panes[1:]] == [True] * 6 + [False] * 2
    assert all(height == pytest.approx(24, abs=1) for height in below[:6])
    assert min(below[6:]) >= 42
    # one that is opened is open, and another gives way
    stack.open(stack.panes[2])
    heights(stack, 380)
    assert [pane.key for pane in stack.panes[1:] if not pane.is_folded] == ["1", "7"]
    # with more room, or fewer panes, none is
    heights(stack, 600)
    assert not any(pane.is_folded for pane in stack.panes)


def test_the_line_of_a_folded_pane_sizes_what_is_open_on_either_side() -> None:
    stack = stack_of(8)
    before = heights(stack, 420)
    folded = [pane.is_folded for pane in stack.panes]
    assert folded.count(True) in range(1, 7)
    assert folded[1]
    assert not folded[8]
    # between two open ones each takes what the other gives, up to the least
    edge = stack.panes[7].rect.bottom()
    stack.drag_divider(7, edge - 1000)
    after = heights(stack, 420)
    assert after[7] == pytest.approx(42, abs=1)
    assert sum(after[7:]) == pytest.approx(sum(before[7:]), abs=1)
    # the price cannot be made lower than its share
    stack.drag_divider(0, 10)
    assert heights(stack, 420)[0] >= 0.38 * 420 - 1


async def test_a_folded_pane_tells_its_legend_and_a_click_opens_it(shown: Shown) -> None:
    shown.fill()
    ramps = [Ramp(-1.5, 2.5) for _ in range(8)]
    stack = shown.chart.stack
    for number, ramp in enumerate(ramps):
        stack.add(f"study{number}").add(ramp)
    shown.chart.resize(shown.chart.width(), 420)
    shown.paint()
    first = stack.panes[1]
    assert first.is_folded
    image = shown.paint()
    s1 = shown.theme.color("s1").rgb()
    assert image.pixel(300, round(first.rect.center().y())) != s1
    assert len(shown.chart.drawing.rows) == 9
    assert shown.chart.drawing.scale_at(shown.chart.areas(), on_axis(shown, first)) is None
    QTest.mouseClick(shown.chart, Qt.MouseButton.LeftButton, pos=first.rect.center().toPoint())
    image = shown.paint()
    assert not first.is_folded
    assert image.pixel(300, round(first.right.y(0.0))) == s1


def on_axis(shown: Shown, pane: Pane) -> QPointF:
    return QPointF(shown.chart.width() - 10, pane.rect.center().y())


def test_a_pane_has_an_axis_only_where_something_stands_on_it() -> None:
    pane = Pane("p")
    assert not pane.has_axis(Side.RIGHT)
    layer = Ramp(0, 1)
    assert pane.add(layer, Side.LEFT) is pane.left
    assert pane.has_axis(Side.LEFT)
    overlay = pane.add(Ramp(0, 1), Side.OVERLAY)
    assert all(overlay is not scale for scale in (pane.left, pane.right))
    assert len(list(pane.scales)) == 3
    pane.remove(layer)
    assert not pane.has_axis(Side.LEFT)


async def test_a_study_has_a_pane_a_scale_and_a_legend_of_its_own(shown: Shown) -> None:
    pane = with_study(shown)
    assert pane.right.y(2.5) > pane.rect.top() > shown.scale.y(shown.scale.low) - 1
    assert pane.right.y(-1.5) < pane.rect.bottom()
    image = shown.paint()
    s1 = shown.theme.color("s1").rgb()
    inside = image.pixel(300, round(pane.right.y(0.0)))
    assert inside == s1
    assert image.pixel(300, round(pane.rect.top()) - 3) != s1
    assert ("ramp") in [key for _, key in shown.chart.drawing.rows]
    # its tag stands on its own axis
    tag = image.pixel(shown.chart.width() - 4, round(pane.right.y(2.5)))
    assert tag == s1


async def test_a_divider_is_dragged_and_no_pane_vanishes(shown: Shown) -> None:
    pane = with_study(shown)
    edge = round(pane.rect.top())
    drag(shown.chart, QPoint(300, edge), QPoint(300, edge - 100))
    shown.paint()
    assert pane.rect.top() == pytest.approx(edge - 100, abs=1)
    drag(shown.chart, QPoint(300, edge - 100), QPoint(300, 2000))
    shown.paint()
    assert pane.rect.height() == pytest.approx(shown.theme.em(3.5), abs=1)


async def test_time_is_one_for_all_panes_and_values_are_not(shown: Shown) -> None:
    pane = with_study(shown)
    before = (shown.scale.low, shown.scale.high)
    axis = QPoint(shown.chart.width() - 20, round(pane.rect.center().y()))
    drag(shown.chart, axis, axis + QPoint(0, 40))
    shown.paint()
    assert not pane.right.auto
    assert pane.right.high - pane.right.low > 4.6
    assert (shown.scale.low, shown.scale.high) == before
    QTest.mouseDClick(shown.chart, Qt.MouseButton.LeftButton, pos=axis)
    assert pane.right.auto
    turn(shown.chart, QPointF(axis), 120)  # the wheel over an axis stretches that one
    assert not pane.right.auto
    assert shown.scale.auto
    # and the corner lets all of them follow again
    corner = QPoint(shown.chart.width() - 20, shown.chart.height() - 5)
    QTest.mouseClick(shown.chart, Qt.MouseButton.LeftButton, pos=corner)
    assert pane.right.auto


async def test_the_crosshair_goes_through_all_panes_and_reads_the_one_pointed_at(
    shown: Shown,
) -> None:
    pane = with_study(shown)
    plain = shown.paint()
    y = round(pane.rect.center().y())
    QTest.mouseMove(shown.chart, QPoint(200, y))
    image = shown.paint()
    accent = shown.theme.color("accent").rgb()
    axis = range(shown.chart.width() - 60, shown.chart.width() - 4)
    assert accent in {image.pixel(x, y) for x in axis}
    assert accent not in {image.pixel(x, 200) for x in axis}
    column = {image.pixel(x, row) for x in range(196, 206) for row in range(60, 300)}
    still = {plain.pixel(x, row) for x in range(196, 206) for row in range(60, 300)}
    assert column - still  # the upright line is in the price pane too


async def test_a_layer_on_the_left_makes_room_for_its_axis(shown: Shown) -> None:
    shown.fill()
    width = shown.chart.times.width
    price = shown.chart.stack.price
    price.add(Ramp(0, 10), Side.LEFT)
    shown.paint()
    assert shown.chart.times.origin == shown.theme.em(6)
    assert shown.chart.times.width == width - shown.theme.em(6)
    axis = QPoint(10, 200)
    drag(shown.chart, axis, axis + QPoint(0, 40))
    assert not price.left.auto
    assert price.right.auto


async def test_a_chart_says_where_prices_have_no_logarithm(shown: Shown) -> None:
    def told() -> str:
        shown.paint()
        row = shown.chart.drawing.candles.legend(shown.chart.count - 1)
        assert row is not None
        return " ".join(text for text, _ in row.parts)

    shown.fill()
    shown.vm.choose(scale=ScaleKind.LOG)
    assert "logarithm" not in told()
    for minute in (BARS, BARS + 1):  # one alone so far away might be a mistake
        shown.bench.trade("-37.50", NOON_NS + minute * MINUTE)
    shown.vm.flush()
    assert "No logarithm at or below 0: shown linear" in told()
    assert shown.chart.drawing._corner() == "≤ 0: linear"  # a narrow legend has no room for it
    shown.vm.choose(scale=ScaleKind.LINEAR)
    assert "logarithm" not in told()
