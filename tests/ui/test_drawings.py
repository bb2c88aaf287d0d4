"""Drawings on the chart by mouse and keys, and what is seen of them."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.support.builders import AAPL, ES
from tests.support.market import MINUTE
from tests.support.on_screen import named, until
from tests.support.paper_desk import NOON_NS
from tests.support.shown_chart import BARS, LEFT, drag
from tests.support.shown_drawings import ShownDrawings, drawn
from traderterminal.app.drawing_store import DRAWINGS_FILE
from traderterminal.app.kept_file import BROKEN
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.ui.chart.drawings_layer import BEYOND_PX, clipped
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.viewmodels.drawing import ANCHORS, KIND_WORDS, Dash, Kind
from traderterminal.ui.viewmodels.drawing_shapes import KINDS, Point, Segment

__all__ = ["drawn"]

D = Decimal
TICKS = 4800 * 4
Key = Qt.Key


def points(kind: Kind) -> list[tuple[int, int]]:
    """Where a test clicks, within what is to be seen."""
    places = [(BARS - 60, TICKS + 20), (BARS - 30, TICKS + 40), (BARS - 45, TICKS + 10)]
    return places[: KINDS[kind].clicks]


def looks(image: QImage) -> QImage:
    """The part of a picture that is neither axis nor legend."""
    return image.copy(0, 60, image.width() - 80, image.height() - 90)


def seen(drawn: ShownDrawings) -> QImage:
    """What is drawn while no pointer is on the chart."""
    QApplication.sendEvent(drawn.chart, QEvent(QEvent.Type.Leave))
    drawn.paint()
    return looks(drawn.paint())


# Placing.


@pytest.mark.parametrize("kind", Kind)
async def test_every_kind_is_placed_by_clicks_and_seen(drawn: ShownDrawings, kind: Kind) -> None:
    before = seen(drawn)
    drawn.drawings.choose_kind(kind)
    for place in points(kind):
        drawn.click(drawn.pixel(*place))
    if kind is Kind.TEXT:
        QTest.keyClicks(drawn.chart.prompt, "Gap")
        QTest.keyClick(drawn.chart.prompt, Key.Key_Return)
    (made,) = drawn.drawings.drawings
    assert made.kind is kind
    assert len(made.anchors) == ANCHORS[kind]
    assert made.anchors[0] == drawn.anchor(*points(kind)[0])
    drawn.drawings.choose(None)
    assert seen(drawn) != before
    drawn.drawings.hide_all(hidden=True)
    assert seen(drawn) == before


async def test_a_drag_places_both_points_and_the_way_there_is_seen(drawn: ShownDrawings) -> None:
    drawn.drawings.choose_kind(Kind.TREND)
    drag(drawn.chart, drawn.pixel(350, TICKS + 20), drawn.pixel(380, TICKS + 40))
    (made,) = drawn.drawings.drawings
    assert made.anchors == (drawn.anchor(350, TICKS + 20), drawn.anchor(380, TICKS + 40))


async def test_between_two_clicks_the_line_follows_the_pointer(drawn: ShownDrawings) -> None:
    drawn.drawings.choose_kind(Kind.TREND)
    drawn.click(drawn.pixel(350, TICKS + 20))
    pictures = []
    for bar in (360, 370):
        QTest.mouseMove(drawn.chart, drawn.pixel(bar, TICKS + 40))
        in_hand = drawn.drawings.in_hand
        assert in_hand is not None
        assert in_hand.anchors[1] == drawn.anchor(bar, TICKS + 40)
        pictures.append(drawn.paint())
    assert pictures[0] != pictures[1]
    assert drawn.drawings.drawings == ()


async def test_two_quick_clicks_are_two_points(drawn: ShownDrawings) -> None:
    drawn.drawings.choose_kind(Kind.RECTANGLE)
    drawn.click(drawn.pixel(350, TICKS + 20))
    QTest.mouseDClick(drawn.chart, LEFT, pos=drawn.pixel(352, TICKS + 24))
    assert [one.kind for one in drawn.drawings.drawings] == [Kind.RECTANGLE]


async def test_a_line_may_end_at_a_bar_that_is_still_to_come(drawn: ShownDrawings) -> None:
    drawn.drawings.choose_kind(Kind.TREND)
    drawn.click(drawn.pixel(BARS - 10, TICKS + 20))
    drawn.click(drawn.pixel(BARS + 9, TICKS + 30))
    (made,) = drawn.drawings.drawings
    assert made.anchors[1].at_ns == NOON_NS + (BARS + 9) * MINUTE


async def test_with_the_magnet_points_lie_at_prices_of_the_bar(drawn: ShownDrawings) -> None:
    series = drawn.vm.series
    assert series is not None
    drawn.vm.choose(magnet=True)
    drawn.paint()
    drawn.drawings.choose_kind(Kind.HORIZONTAL)
    high = int(series.high[360])
    drawn.click(drawn.pixel(360, high + 2))
    assert drawn.drawings.drawings[0].anchors[0].ticks == high


async def test_escape_leaves_a_drag_then_the_tool_then_the_chosen(drawn: ShownDrawings) -> None:
    drawings = drawn.drawings
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    drawings.choose_kind(Kind.TREND)
    QTest.mousePress(drawn.chart, LEFT, pos=drawn.pixel(350, TICKS + 40))
    drawn.press(Key.Key_Escape)
    QTest.mouseRelease(drawn.chart, LEFT, pos=drawn.pixel(370, TICKS + 50))
    assert len(drawings.drawings) == 1
    assert (drawings.kind, drawings.is_begun) == (Kind.TREND, False)
    drawn.press(Key.Key_Escape)
    assert drawings.kind is None
    drawings.choose(drawings.drawings[0])
    drawn.press(Key.Key_Escape)
    assert drawings.chosen is None


async def test_a_text_that_gets_no_words_is_left_away(drawn: ShownDrawings) -> None:
    drawn.drawings.choose_kind(Kind.TEXT)
    drawn.click(drawn.pixel(350, TICKS + 20))
    assert drawn.chart.prompt.isVisible()
    QTest.keyClick(drawn.chart.prompt, Key.Key_Return)
    assert drawn.chart.prompt.accessibleDescription() == "A text needs words; Esc leaves it away"
    QTest.keyClick(drawn.chart.prompt, Key.Key_Escape)
    assert drawn.drawings.in_hand is None
    assert drawn.drawings.drawings == ()


# Choosing and changing.


async def test_a_click_on_a_line_chooses_it_and_one_beside_lets_go(drawn: ShownDrawings) -> None:
    made = drawn.put(Kind.TREND, (350, TICKS + 20), (380, TICKS + 40))
    drawn.drawings.choose(None)
    drawn.paint()
    drawn.click(drawn.pixel(365, TICKS + 30))
    assert drawn.drawings.chosen == made
    assert drawn.board.bar.isVisible()
    drawn.click(drawn.pixel(365, TICKS + 60))
    assert drawn.drawings.chosen is None
    assert not drawn.board.bar.isVisible()


async def test_a_line_is_dragged_as_a_whole_and_by_its_end(drawn: ShownDrawings) -> None:
    drawn.put(Kind.TREND, (350, TICKS + 20), (380, TICKS + 40))
    view = drawn.chart.times.right
    drag(drawn.chart, drawn.pixel(365, TICKS + 30), drawn.pixel(355, TICKS + 40))
    (moved,) = drawn.drawings.drawings
    assert moved.anchors == (drawn.anchor(340, TICKS + 30), drawn.anchor(370, TICKS + 50))
    drawn.paint()
    drag(drawn.chart, drawn.pixel(370, TICKS + 50), drawn.pixel(375, TICKS + 20))
    (bent,) = drawn.drawings.drawings
    assert bent.anchors == (drawn.anchor(340, TICKS + 30), drawn.anchor(375, TICKS + 20))
    assert drawn.chart.times.right == view  # the chart has not moved
    assert len(drawn.kept) == 3


async def test_a_drag_that_is_given_up_changes_nothing(drawn: ShownDrawings) -> None:
    made = drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    at, to = drawn.pixel(365, TICKS + 20), drawn.pixel(365, TICKS + 40)
    QTest.mousePress(drawn.chart, LEFT, pos=at)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(drawn.chart.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(drawn.chart, move)
    assert drawn.drawings.in_hand is not None
    drawn.press(Key.Key_Escape)
    QTest.mouseRelease(drawn.chart, LEFT, pos=to)
    assert drawn.drawings.drawings == (made,)
    assert drawn.drawings.in_hand is None


async def test_a_locked_line_is_chosen_but_stays(drawn: ShownDrawings) -> None:
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    drawn.board.bar.lock.click()
    drawn.paint()
    drag(drawn.chart, drawn.pixel(365, TICKS + 20), drawn.pixel(365, TICKS + 40))
    drawn.press(Key.Key_Delete)
    (one,) = drawn.drawings.drawings
    assert (one.locked, one.anchors) == (True, (drawn.anchor(350, TICKS + 20),))
    assert not drawn.board.bar.delete.isEnabled()
    assert drawn.board.bar.lock.accessibleName() == "Unlock drawing"
    drawn.board.bar.lock.click()
    drawn.press(Key.Key_Delete)
    assert drawn.drawings.drawings == ()


async def test_what_was_deleted_and_brought_back_can_be_clicked_again(
    drawn: ShownDrawings,
) -> None:
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    drawn.drawings.choose(None)
    for _ in range(3):  # the picture of what rests is kept from the second frame on
        drawn.paint()
    drawn.drawings.choose(drawn.drawings.drawings[0])
    drawn.press(Key.Key_Delete)
    drawn.press(Key.Key_Z, control=True)
    drawn.paint()
    drawn.click(drawn.pixel(365, TICKS + 20))
    assert drawn.drawings.chosen is not None
    drawn.press(Key.Key_Z, control=True)
    drawn.press(Key.Key_Z, control=True, shift=True)
    assert len(drawn.drawings.drawings) == 1


async def test_an_order_can_be_cancelled_through_a_drawing(drawn: ShownDrawings) -> None:
    (order_id,) = await drawn.rests("4799.00")
    at = drawn.cross(order_id).toPoint()
    drawn.put(Kind.HORIZONTAL, (350, 4799 * 4))
    drawn.drawings.choose_kind(Kind.TREND)
    drawn.paint()
    QTest.mouseClick(drawn.chart, LEFT, pos=at)
    await drawn.bench.paper.drained()
    drawn.vm.flush()
    assert drawn.vm.order_lines == []
    assert not drawn.drawings.is_begun


async def test_escape_ends_the_press_on_an_order_before_it_lets_go_of_a_drawing(
    drawn: ShownDrawings,
) -> None:
    (order_id,) = await drawn.rests("4799.00")
    at = drawn.cross(order_id).toPoint()
    drawn.put(Kind.HORIZONTAL, (350, 4799 * 4))
    QTest.mousePress(drawn.chart, LEFT, pos=at)
    assert drawn.chart.is_holding
    drawn.press(Key.Key_Escape)
    assert not drawn.chart.is_holding
    QTest.mouseRelease(drawn.chart, LEFT, pos=at)
    await drawn.bench.paper.drained()
    drawn.vm.flush()
    assert [line.order_id for line in drawn.vm.order_lines] == [order_id]
    assert drawn.drawings.chosen is not None


# By keys alone.


async def test_what_is_chosen_in_the_menu_goes_on_by_keys(drawn: ShownDrawings) -> None:
    drawn.chart.activateWindow()
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    drawn.board.bar.colour.setFocus()
    drawn.drawings.choose_kind(Kind.TREND)
    assert drawn.chart.window().focusWidget() is drawn.chart


async def test_a_line_is_drawn_and_moved_without_a_mouse(drawn: ShownDrawings) -> None:
    series = drawn.vm.series
    assert series is not None
    close = int(series.close[-1])
    drawn.drawings.choose_kind(Kind.TREND)
    drawn.press(Key.Key_Left, shift=True)
    drawn.press(Key.Key_Up)
    drawn.press(Key.Key_Return)
    drawn.press(Key.Key_Right)
    drawn.press(Key.Key_Up, shift=True)
    drawn.press(Key.Key_Return)
    (made,) = drawn.drawings.drawings
    assert made.anchors == (
        drawn.anchor(BARS - 11, close + 1),
        drawn.anchor(BARS - 10, close + 11),
    )
    right = drawn.chart.times.right
    drawn.press(Key.Key_Left, control=True)
    drawn.press(Key.Key_Down, control=True)
    (moved,) = drawn.drawings.drawings
    assert moved.anchors == (drawn.anchor(BARS - 12, close), drawn.anchor(BARS - 11, close + 10))
    assert drawn.chart.times.right == right
    drawn.press(Key.Key_Left)  # without Ctrl it is the chart that moves
    assert drawn.chart.times.right < right


async def test_enter_places_at_the_last_price_at_once(drawn: ShownDrawings) -> None:
    series = drawn.vm.series
    assert series is not None
    drawn.drawings.choose_kind(Kind.HORIZONTAL)
    drawn.press(Key.Key_Enter)
    assert drawn.drawings.drawings[0].anchors[0].ticks == int(series.close[-1])


async def test_brackets_choose_one_after_the_other_and_the_bar_says_which(
    drawn: ShownDrawings,
) -> None:
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    drawn.put(Kind.TREND, (350, TICKS + 20), (380, TICKS + 40))
    QTest.keyClicks(drawn.chart, "]")
    assert drawn.board.bar.accessibleName() == "Horizontal line at 4,805.00"
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # AltGr
    plain = QEvent.Type.KeyPress
    QApplication.sendEvent(drawn.chart, QKeyEvent(plain, Key.Key_BracketLeft, held, "["))
    assert drawn.board.bar.accessibleName() == "Trend line at 4,805.00, 4,810.00"


async def test_space_measures_and_measures_no_longer(drawn: ShownDrawings) -> None:
    drawn.press(Key.Key_Space)
    assert drawn.drawings.kind is Kind.MEASURE
    drawn.press(Key.Key_Space)
    assert drawn.drawings.kind is None


async def test_keys_that_mean_nothing_to_drawings_go_to_the_chart(drawn: ShownDrawings) -> None:
    pitch = drawn.chart.times.pitch
    drawn.press(Key.Key_Plus)
    assert drawn.chart.times.pitch > pitch
    drawn.press(Key.Key_Delete)
    drawn.press(Key.Key_F2)
    drawn.press(Key.Key_Return)
    drawn.press(Key.Key_Escape)
    assert drawn.drawings.drawings == ()


async def test_f2_asks_for_other_words(drawn: ShownDrawings) -> None:
    drawn.put(Kind.TEXT, (350, TICKS + 20))
    drawn.press(Key.Key_F2)
    prompt = drawn.chart.prompt
    assert (prompt.text(), prompt.selectedText()) == ("Opening range", "Opening range")
    QTest.keyClicks(prompt, "Gap")
    QTest.keyClick(prompt, Key.Key_Return)
    assert drawn.drawings.drawings[0].text == "Gap"


# Menus and the bar.


def words_of(menu: QMenu) -> list[str]:
    return [one.text().split("\t")[0] for one in menu.actions() if one.text()]


def act(menu: QMenu, words: str) -> None:
    next(one for one in menu.actions() if one.text().split("\t")[0] == words).trigger()


async def test_the_menu_offers_every_kind_and_what_can_be_done(drawn: ShownDrawings) -> None:
    menu = drawn.board.menu()
    found = words_of(menu)
    assert found[: len(Kind)] == list(KIND_WORDS.values())
    assert found[len(Kind) :] == [
        "Undo drawing",
        "Redo drawing",
        "Magnet",
        "Hide all drawings",
        "Lock all drawings",
        "Delete all drawings but locked ones",
    ]
    act(menu, "Channel")
    assert drawn.drawings.kind is Kind.CHANNEL
    act(menu, "Magnet")
    assert drawn.vm.options.magnet
    menu.deleteLater()


async def test_a_drawing_has_its_own_entries_where_it_is_pointed_at(drawn: ShownDrawings) -> None:
    made = drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    drawn.drawings.choose(None)
    drawn.paint()
    menu = drawn.chart.menu_of(QPointF(drawn.pixel(365, TICKS + 20)))
    assert words_of(menu)[:6] == [
        "Colour",
        "Line",
        "Lock horizontal line",
        "Hide horizontal line",
        "Delete horizontal line",
        "Draw",
    ]
    assert drawn.drawings.chosen == made
    act(menu, "Hide horizontal line")
    assert drawn.drawings.hidden_count == 1
    menu.deleteLater()
    beside = drawn.chart.menu_of(QPointF(drawn.pixel(365, TICKS + 50)))
    assert words_of(beside)[0] == "Draw"
    beside.deleteLater()
    again = drawn.board.menu()
    act(again, "Show hidden drawings (1)")
    assert drawn.drawings.hidden_count == 0
    again.deleteLater()


@pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)
@pytest.mark.parametrize(("which", "words"), [("colour", "Clay"), ("line", "Dotted")])
async def test_colour_and_line_are_chosen_in_the_bar(
    drawn: ShownDrawings, which: str, words: str
) -> None:
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    before = seen(drawn)
    getattr(drawn.board.bar, which).click()
    menu = next(one for one in drawn.board.bar.findChildren(QMenu) if one.isVisible())
    act(menu, words)
    menu.close()
    (one,) = drawn.drawings.drawings
    assert (one.token, one.dash) == (
        ("s5", Dash.SOLID) if which == "colour" else ("s1", Dash.DOTTED)
    )
    assert seen(drawn) != before


async def test_the_bar_fills_the_ticket_with_a_plan_and_sends_nothing(
    drawn: ShownDrawings,
) -> None:
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    assert not drawn.board.bar.ticket.isVisible()
    drawn.put(Kind.LONG, (350, TICKS - 20), (380, TICKS - 40))
    assert drawn.board.bar.ticket.isVisible()
    drawn.board.bar.ticket.click()
    await drawn.bench.paper.drained()
    assert drawn.bench.ticket.limit.price == D("4795.00")
    assert drawn.bench.ticket.exits.typed.stop == "4790.00"
    assert drawn.bench.paper.desk.orders == {}


async def test_every_control_of_the_bar_has_a_name(drawn: ShownDrawings) -> None:
    bar = drawn.board.bar
    drawn.put(Kind.TEXT, (350, TICKS + 20))
    for control in (bar.ticket, bar.words, bar.colour, bar.line, bar.lock, bar.delete):
        assert control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert bar.words.isVisible()


async def test_a_press_on_the_bar_draws_nothing(drawn: ShownDrawings) -> None:
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    bar = drawn.board.bar
    QTest.mouseClick(bar, LEFT, pos=QPoint(2, bar.height() // 2))
    QTest.keyClick(bar, Key.Key_Left)
    assert drawn.drawings.chosen is not None
    assert len(drawn.drawings.drawings) == 1


# What is seen.


async def test_drawings_lie_where_they_lay_when_older_bars_come_in_front(
    drawn: ShownDrawings,
) -> None:
    made = drawn.put(Kind.TREND, (350, TICKS + 20), (380, TICKS + 40))
    before = [drawn.pixel(350, TICKS + 20), drawn.pixel(380, TICKS + 40)]
    for name in ("5m", "1m"):
        drawn.vm.choose_resolution(name)
        drawn.paint()
    view = drawn.board.layer.view()
    assert view is not None
    assert drawn.drawings.drawings == (made,)
    assert [round(view.x(one.at_ns)) for one in made.anchors] == [
        pytest.approx(at.x(), abs=1) for at in before
    ]


async def test_a_line_of_before_the_bars_is_counted_and_not_guessed_at(
    drawn: ShownDrawings,
) -> None:
    made = drawn.put(Kind.TREND, (350, TICKS + 20), (380, TICKS + 40))
    early = replace(made.anchors[0], at_ns=NOON_NS - 86_400 * 10**9)
    drawn.drawings.take(replace(made, anchors=(early, made.anchors[1])))
    drawn.drawings.let_go()
    row = drawn.board.layer.legend(0)
    assert row is not None
    assert row.parts == [("1 drawing begins before the first bar", "t3")]
    drawn.drawings.hide_all(hidden=True)
    row = drawn.board.layer.legend(0)
    assert row is not None
    assert row.parts == [("1 drawing hidden", "t3")]


async def test_a_symbol_that_is_full_says_so_and_offers_no_tool(
    drawn: ShownDrawings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("traderterminal.ui.viewmodels.drawings.MOST_DRAWINGS", 1)
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    row = drawn.board.layer.legend(0)
    assert row is not None
    assert row.parts == [("1 drawings, delete some to draw on", "t3")]
    menu = drawn.board.menu()
    tools = [one for one in menu.actions() if one.text().startswith("Ray")]
    assert [one.isEnabled() for one in tools] == [False]
    menu.deleteLater()


async def test_a_horizontal_line_has_its_price_on_the_axis(drawn: ShownDrawings) -> None:
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    (tag,) = drawn.board.layer.tags(drawn.scale)
    assert (tag.text, tag.token, tag.solid) == ("4,805.00", "s1", False)
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 4_000))
    assert len(drawn.board.layer.tags(drawn.scale)) == 1


async def test_plans_are_drawn_anew_once_the_ticket_has_another_quantity(
    drawn: ShownDrawings,
) -> None:
    drawn.put(Kind.LONG, (350, TICKS + 20), (380, TICKS + 10))
    drawn.drawings.choose(None)
    before = seen(drawn)
    drawn.bench.ticket.choose_quantity(D(7))
    assert seen(drawn) != before


async def test_a_tick_does_not_draw_the_drawings_anew(drawn: ShownDrawings) -> None:
    drawn.put(Kind.TREND, (350, TICKS + 20), (380, TICKS + 40))
    drawn.drawings.choose(None)
    for _ in range(3):
        drawn.paint()
    assert drawn.chart.drawing.live_region(drawn.chart.areas()) is not None


async def test_nothing_is_drawn_on_without_bars_and_each_symbol_has_its_own(
    drawn: ShownDrawings,
) -> None:
    drawn.put(Kind.HORIZONTAL, (350, TICKS + 20))
    drawn.vm.show(AAPL)
    drawn.paint()
    drawn.drawings.choose_kind(Kind.TREND)
    drawn.click(QPoint(200, 200))
    drawn.press(Key.Key_Left)
    drawn.press(Key.Key_Return)
    assert not drawn.drawings.drawings
    drawn.vm.show(ES)
    drawn.paint()
    assert [one.kind for one in drawn.drawings.drawings] == [Kind.HORIZONTAL]


def test_drawings_are_there_again_at_the_next_start(on_screen: Any) -> None:
    async def draw(service: Service, screen: Screen) -> int:
        (chart,) = screen.window.findChildren(ChartWidget)
        chart.grab()
        chart.setFocus()
        QTest.mouseClick(named(screen.window, "Measure (Space)"), LEFT)
        centre = chart.areas().plot.center().toPoint()
        drag(chart, centre, centre + QPoint(60, 40))
        return len(screen.charts.first.drawings.drawings)

    async def look(service: Service, screen: Screen) -> Kind:
        (one,) = screen.charts.first.drawings.drawings
        return one.kind

    assert on_screen(draw) == 1
    assert on_screen(look) is Kind.MEASURE


def test_a_file_of_drawings_that_cannot_be_read_is_told_over_the_panes(
    on_screen: Any, tmp_path: Path
) -> None:
    (tmp_path / DRAWINGS_FILE).write_text("{")

    async def look(service: Service, screen: Screen) -> list[str]:
        await until(service, lambda: bool(screen.announcing.banners.shown))
        return [banner.text for banner in screen.announcing.banners.shown]

    (told,) = on_screen(look)
    assert told.startswith("The drawings on the charts cannot be read.")
    assert str(tmp_path / (DRAWINGS_FILE + BROKEN)) in told


def test_lines_are_cut_off_a_little_outside() -> None:
    rect = QRectF(0, 0, 100, 100)
    far = clipped(Segment(Point(-1e9, 50), Point(1e9, 50)), rect)
    assert far is not None
    assert far[0].x == pytest.approx(-BEYOND_PX, abs=1e-3)
    assert far[1].x == pytest.approx(100 + BEYOND_PX, abs=1e-3)
    assert clipped(Segment(Point(10, 10), Point(20, 30)), rect) == (Point(10, 10), Point(20, 30))
    assert clipped(Segment(Point(-1e9, 400), Point(1e9, 400)), rect) is None
    assert clipped(Segment(Point(-900, 50), Point(-800, 90)), rect) is None
