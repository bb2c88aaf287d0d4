"""Trading on the chart with mouse and keys: lines dragged, alerts set, the menu of a price."""

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from tests.support.builders import ES
from tests.support.chart_trading import Hand, hand
from tests.support.figures import Cases
from tests.support.on_screen import until
from tests.support.scale import scaled
from tests.support.shown_chart import LEFT, turn
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.desk.arming import Level
from traderterminal.desk.ports import OrderWish, Terms
from traderterminal.domain.exits import ExitLevel, Exits
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.kit.tasks import give_way
from traderterminal.ui.chart.overlays import line_tag_box
from traderterminal.ui.chart.trading import TAG_GAP
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.panes.arming_sheets import ConfirmSheet
from traderterminal.ui.viewmodels.attempts import attempt
from traderterminal.ui.widgets.toasts import Toast

__all__ = ["hand"]

D = Decimal
#: What the offscreen platform says of a menu that opens.
opens_menus = pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)
LIMIT, STOP = OrderType.LIMIT, OrderType.STOP


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def chosen(menu: QMenu, begins: str) -> None:
    (action,) = [one for one in menu.actions() if one.text().startswith(begins)]
    action.trigger()


async def test_a_dragged_order_is_changed_once_when_it_is_let_go(hand: Hand) -> None:
    bench = hand.bench
    order = await bench.rests("buy", LIMIT, "4795.00", 2)
    start = hand.grip(order.order_id)
    by = hand.y("4792.00") - hand.y("4795.00")
    hand.press(start)
    hand.move(start + QPoint(0, by // 2))
    hand.move(start + QPoint(0, by))
    ghost = hand.handles.tool.ghost
    assert ghost is not None
    assert abs(ghost.line.ticks - 4792 * 4) <= 1
    await bench.done()
    assert bench.latest(order).limit_price == D("4795")  # nothing leaves while it is held
    hand.release(start + QPoint(0, by))
    assert hand.handles.tool.ghost is None
    await bench.done()
    moved = bench.latest(order)
    assert moved.limit_price == ES.from_ticks(ghost.line.ticks)
    assert len(bench.paper.desk.orders) == 1
    assert (moved.order_id, moved.quantity) == (order.order_id, D(2))


async def test_the_ghost_is_drawn_and_tells_the_new_result(hand: Hand) -> None:
    bench = hand.bench
    await bench.buys(2)
    order = await bench.rests("sell", STOP, "4795.25", 2)
    start = hand.grip(order.order_id)
    before = hand.still()
    hand.press(start)
    hand.move(start + QPoint(0, hand.y("4792.25") - hand.y("4795.25")))
    ghost = hand.handles.tool.ghost
    assert ghost is not None
    ticks = ghost.line.ticks
    lost = (4800 * 4 + 1 - ticks) * 25
    assert ghost.line.words[-1] == f"−${lost:,.2f}"
    assert ghost.moved == f"−{4795 * 4 + 1 - ticks} t"
    during, y = hand.shown.paint(), round(hand.shown.scale.y(ticks))
    changed = sum(before.pixel(x, y) != during.pixel(x, y) for x in range(10, 600))
    assert changed > 250  # dashes of three on, three off
    hand.key(Qt.Key.Key_Escape)
    assert hand.still() == before


async def test_the_ghost_warns_before_a_way_out_is_let_go_in_the_market(hand: Hand) -> None:
    bench = hand.bench
    await bench.buys(1)
    order = await bench.rests("sell", LIMIT, "4805.00")
    start, before = hand.grip(order.order_id), hand.still()
    hand.press(start)
    end = start + QPoint(0, hand.y("4798.00") - hand.y("4805.00"))
    hand.move(end)
    ghost = hand.handles.tool.ghost
    assert ghost is not None
    assert ghost.warning == "sells at once, the bid is 4,800.00"
    assert hand.shown.pixels_of("warn", hand.shown.paint()) > 20
    assert hand.shown.pixels_of("warn", before) == 0
    hand.release(end)
    await bench.done()
    assert bench.latest(order).status is OrderStatus.FILLED
    assert len(bench.paper.desk.orders) == 2


@opens_menus
@pytest.mark.parametrize("how", ["escape", "menu", "lost", "back", "still"])
async def test_what_is_dropped_or_comes_back_changes_nothing(hand: Hand, how: str) -> None:
    bench = hand.bench
    order = await bench.rests("buy", LIMIT, "4795.00")
    start = hand.grip(order.order_id)
    end = start + QPoint(0, 60)
    hand.press(start)
    if how != "still":
        hand.move(end)
        assert hand.handles.tool.ghost is not None
    if how == "escape":
        hand.key(Qt.Key.Key_Escape)
    elif how == "menu":
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, end, hand.chart.mapToGlobal(end))
        QApplication.sendEvent(hand.chart, event)
    elif how == "lost":  # the button was let go over another window
        QTest.mouseRelease(QMenu(hand.chart), Qt.MouseButton.LeftButton)
        QTest.mouseMove(hand.chart, end + QPoint(0, 5))
    elif how == "back":
        hand.move(start)
        end = start
    else:
        end = start + QPoint(0, 2)
    hand.release(end)
    await bench.done()
    assert bench.latest(order) == order
    assert hand.handles.tool.ghost is None
    for menu in hand.chart.findChildren(QMenu):
        menu.close()


async def test_orders_out_of_view_are_told_at_the_edge_and_cover_no_tag(hand: Hand) -> None:
    bench = hand.bench
    for price in ("4700.00", "4701.00"):
        await bench.rests("buy", LIMIT, price)
    await bench.rests("sell", LIMIT, "4950.00")
    hand.shown.paint()
    drawn = hand.chart.drawing.trading
    rect = hand.chart.stack.price.rect
    assert [words for _, words in drawn.plates] == ["↑ 1 order", "↓ 2 orders"]
    (legend, _), *_ = hand.chart.drawing.rows  # the row that reaches the furthest
    assert legend.bottom() <= drawn.plates[0][0].top() < legend.bottom() + 8
    assert rect.bottom() - drawn.plates[1][0].bottom() < 4
    lowest = ES.from_ticks(round(hand.shown.scale.value_at(rect.bottom() - 4)))
    await bench.rests("buy", LIMIT, str(lowest))
    hand.shown.paint()
    plates, tags = [box for box, _ in drawn.plates], [box for box, _ in drawn.handles if box]
    assert len(tags) == 1
    assert not any(plate.intersects(tag) for plate in plates for tag in tags)


async def test_what_is_told_at_the_edge_leaves_the_result_of_the_position_to_be_read(
    hand: Hand,
) -> None:
    bench, drawn = hand.bench, hand.chart.drawing.trading
    await bench.buys(1)
    await bench.rests("buy", LIMIT, "4700.00")
    hand.shown.paint()
    scale, line = hand.shown.scale, bench.chart.position_line
    assert line is not None
    scale.low, scale.high, scale.auto = line.ticks - 2, line.ticks + 200, False
    hand.shown.paint()
    tag = drawn._position_tag(scale)
    assert tag is not None
    rect = hand.chart.stack.price.rect
    held = line_tag_box(hand.shown.theme, tag, rect.right() - TAG_GAP, tag.y)
    ((plate, words),) = drawn.plates
    assert words == "↓ 1 order"
    assert rect.bottom() - held.bottom() < plate.height()  # both want the same place
    assert not plate.intersects(held)


async def test_a_price_off_the_grid_cannot_be_dragged_to(hand: Hand) -> None:
    bench = hand.bench
    order = await bench.rests("buy", LIMIT, "4795.00")
    for offset in range(4, 40, 3):
        start = hand.grip(order.order_id)
        hand.press(start)
        hand.release(start + QPoint(0, offset if offset % 2 else -offset))
        await bench.done()
        price = bench.latest(order).limit_price
        assert price is not None
        assert price % ES.tick_size == 0


async def test_the_line_is_a_handle_too_and_panning_is_still_to_be_had(hand: Hand) -> None:
    bench = hand.bench
    order = await bench.rests("buy", LIMIT, "4795.00")
    hand.shown.paint()
    on = QPoint(200, hand.y("4795.00"))
    hand.press(on)
    hand.release(on + QPoint(0, 40))
    await bench.done()
    assert bench.latest(order).limit_price != D("4795")
    right = hand.chart.times.right
    beside = QPoint(200, hand.y("4815.00"))
    hand.press(beside)
    hand.release(beside)
    hand.press(beside)
    hand.move(beside + QPoint(60, 0))
    hand.release(beside + QPoint(60, 0))
    assert hand.chart.times.right != right


async def test_the_cross_of_an_order_still_cancels_it(hand: Hand) -> None:
    order = await hand.bench.rests("buy", LIMIT, "4795.00")
    at = hand.cross(order.order_id)
    hand.press(at)
    hand.release(at)
    await hand.bench.done()
    assert list(hand.bench.chart.order_lines) == []


async def test_real_money_is_asked_for_once_more_with_both_terms(hand: Hand) -> None:
    bench, asked = hand.bench, list[str]()
    bench.orders.asking.connect(lambda question: asked.append(question.sentence))
    order = await bench.rests("buy", LIMIT, "4795.00", 2)
    bench.arming.lower("paper", Level.CONFIRM)
    start = hand.grip(order.order_id)
    hand.press(start)
    hand.release(start + QPoint(0, hand.y("4792.00") - hand.y("4795.00")))
    await bench.done()
    assert bench.latest(order).limit_price == D("4795")
    (sentence,) = asked
    assert sentence.startswith("PAPER Paper: Buy 2 ESH2024 limit 4,")
    assert sentence.endswith(", in place of 2 limit 4,795.00")


async def test_a_way_out_is_moved_at_once_whatever_is_armed(hand: Hand) -> None:
    bench, asked = hand.bench, list[object]()
    bench.orders.asking.connect(asked.append)
    await bench.buys(1)
    order = await bench.rests("sell", STOP, "4795.00")
    bench.arming.lower("paper", Level.CONFIRM)
    start = hand.grip(order.order_id)
    hand.press(start)
    hand.release(start + QPoint(0, 50))
    await bench.done()
    assert asked == []
    assert bench.latest(order).stop_price != D("4795")


async def test_an_order_that_is_changing_is_not_moved_again(hand: Hand) -> None:
    bench = hand.bench
    order = await bench.rests("buy", LIMIT, "4795.00")
    start = hand.grip(order.order_id)
    hand.press(start)
    hand.move(start + QPoint(0, 40))
    # While it is held, a change from elsewhere is on its way.
    change = bench.paper.desk.replace(order.order_id, Terms(D(1), D("4793.00")))
    bench.paper.tasks.spawn(attempt(change, lambda _: None), name="change")
    while not bench.latest(order).status.value.startswith("pending"):
        await give_way()
    hand.release(start + QPoint(0, 40))
    assert bench.trading.said == "A change of the order is on its way. Nothing was sent."
    await bench.done()
    assert bench.latest(order).limit_price == D("4793")
    hand.shown.paint()
    plate = hand.handles.tool.plate.center().toPoint()
    hand.press(plate)
    hand.release(plate)
    assert bench.trading.said == ""
    hand.shown.paint()
    assert hand.handles.tool.plate.isEmpty()


async def test_what_is_said_is_broken_into_lines_where_the_chart_is_narrow(hand: Hand) -> None:
    bench = hand.bench
    order = await bench.rests("buy", LIMIT, "4795.00")
    bench.trading.move("none", 4790 * 4)
    assert bench.trading.said
    hand.shown.paint()
    wide = hand.handles.tool.plate
    hand.chart.resize(260, 500)
    hand.shown.paint()
    plate, pane = hand.handles.tool.plate, hand.chart.stack.price.rect
    assert plate.height() >= 2 * wide.height()
    assert pane.contains(plate)
    assert bench.latest(order).limit_price == D("4795")


async def test_what_ended_while_it_was_held_is_not_changed(hand: Hand) -> None:
    bench = hand.bench
    order = await bench.rests("buy", LIMIT, "4795.00")
    start = hand.grip(order.order_id)
    hand.press(start)
    hand.move(start + QPoint(0, 40))
    bench.chart.cancel(order.order_id)
    await bench.done()
    assert hand.handles.tool.ghost is None
    hand.release(start + QPoint(0, 40))
    await bench.done()
    assert bench.trading.said == "The order has ended. Nothing was sent."
    assert len(bench.paper.desk.orders) == 1


# Alerts.


async def test_an_alert_is_set_dragged_and_taken_away(hand: Hand) -> None:
    bench = hand.bench
    at = QPointF(200, hand.y("4792.00"))
    chosen(hand.chart.menu_of(at), "Alert at 4,")
    bench.chart.flush()
    (alert,) = bench.alerts.of(ES.symbol)
    assert abs(alert.ticks - 4792 * 4) <= 1
    start = hand.grip(alert.alert_id)
    hand.press(start)
    hand.move(start + QPoint(0, 30))
    assert hand.handles.tool.ghost is not None
    hand.release(start + QPoint(0, 30))
    bench.chart.flush()
    (moved,) = bench.alerts.of(ES.symbol)
    assert moved.alert_id == alert.alert_id
    assert moved.ticks < alert.ticks
    assert bench.paper.desk.orders == {}
    cross = hand.cross(moved.alert_id)
    hand.press(cross)
    hand.release(cross + QPoint(0, 40))
    assert len(bench.alerts.of(ES.symbol)) == 1
    hand.press(cross)
    hand.release(cross)
    assert list(bench.alerts.of(ES.symbol)) == []


# The menu of a price.


async def test_the_menu_offers_limits_where_passive_and_stops_beyond(hand: Hand) -> None:
    above, below = QPointF(200, hand.y("4815.00")), QPointF(200, hand.y("4792.00"))
    high, low = words(hand.chart.menu_of(above)), words(hand.chart.menu_of(below))
    assert high[0] == low[0] == "PAPER Paper"
    assert [text.split(" 4,")[0] for text in high[1:3]] == ["Buy 1 stop", "Sell 1 limit"]
    assert [text.split(" 4,")[0] for text in low[1:3]] == ["Buy 1 limit", "Sell 1 stop"]


async def test_with_the_magnet_the_menu_offers_the_price_of_the_crosshair(hand: Hand) -> None:
    bench, series = hand.bench, hand.bench.chart.series
    assert series is not None
    index = len(series.high) - 5
    high = bench.chart.price(int(series.high[index]))
    at = QPointF(hand.chart.times.middle(index), hand.y(high.replace(",", "")) - 9)
    assert not any(text.endswith(high) for text in words(hand.chart.menu_of(at)))
    bench.chart.choose(magnet=True)
    assert any(text.endswith(high) for text in words(hand.chart.menu_of(at)))


async def test_what_the_menu_sends_is_the_ticket_s(hand: Hand) -> None:
    bench = hand.bench
    bench.ticket.type_quantity("3")
    chosen(hand.chart.menu_of(QPointF(200, hand.y("4792.00"))), "Buy 3 limit")
    await bench.done()
    (order,) = bench.paper.desk.orders.values()
    assert (order.order_type, order.quantity, order.source) == (LIMIT, D(3), "chart")
    assert order.limit_price is not None
    assert abs(order.limit_price - 4792) <= D("0.25")


@opens_menus
async def test_a_price_is_typed_and_an_order_moved_there_by_keys_alone(hand: Hand) -> None:
    bench = hand.bench
    order = await bench.rests("buy", LIMIT, "4795.00")
    hand.chart.setFocus()
    hand.key(Qt.Key.Key_P)
    assert hand.chart.prompt.isVisible()
    QTest.keyClicks(hand.chart.prompt, "much")
    QTest.keyClick(hand.chart.prompt, Qt.Key.Key_Return)
    assert "is not a price" in hand.chart.prompt.placeholderText()
    QTest.keyClicks(hand.chart.prompt, "4793.1")
    QTest.keyClick(hand.chart.prompt, Qt.Key.Key_Return)
    menu = hand.chart.findChildren(QMenu)[0]
    assert "Buy 1 limit 4,793.00" in words(menu)
    moves = next(one.menu() for one in menu.actions() if one.text() == "Move to 4,793.00")
    assert isinstance(moves, QMenu)
    chosen(moves, "● B 1 LMT from 4,795.00")
    await bench.done()
    assert bench.latest(order).limit_price == D("4793")
    menu.close()


async def test_settings_are_not_of_a_price(hand: Hand) -> None:
    assert not [text for text in words(hand.chart.menu_of(QPointF(-1, -1))) if "limit" in text]


# On the window.


def charted(screen: Screen) -> ChartWidget:
    (chart,) = screen.window.findChildren(ChartWidget)
    screen.window.flush()
    chart.render(QImage(chart.size(), QImage.Format.Format_RGB32))
    return chart


def test_the_leg_of_a_bracket_is_dragged_on_the_window(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        desk, symbol = service.engine.desk, service.engine.resolve("ES").symbol
        exits = Exits(stop=ExitLevel(D(40), "ticks"))
        wish = OrderWish("paper_simulator", symbol, "delta", "buy", D(1), exits=exits)
        await desk.place(wish)

        def legs() -> list[Order]:
            found = desk.orders.values()
            return [one for one in found if one.link and one.status is OrderStatus.ACCEPTED]

        await until(service, lambda: len(legs()) == 1)
        (stop,) = legs()
        chart = charted(screen)
        for _ in range(12):  # the first bars are not as high as a stop is far
            boxes = {tag.key: box for box, tag in chart.drawing.trading.handles}
            box = boxes.get(stop.order_id)
            if box is not None:
                break
            turn(chart, QPointF(chart.width() - 4, chart.height() // 4), -120)
            charted(screen)
        assert box is not None
        start = QPointF(box.left() + 8, box.center().y()).toPoint()
        QTest.mousePress(chart, LEFT, pos=start)
        QTest.mouseMove(chart, start - QPoint(0, 20))
        QTest.mouseRelease(chart, LEFT, pos=start - QPoint(0, 20))
        await until(service, lambda: legs() != [] and legs()[0].stop_price != stop.stop_price)
        (moved,) = legs()
        assert moved.order_id == stop.order_id
        assert moved.stop_price is not None
        assert stop.stop_price is not None
        assert moved.stop_price > stop.stop_price

    on_screen(act)


def test_before_real_money_a_sheet_names_both_terms_and_sends_once(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        desk, symbol = service.engine.desk, service.engine.resolve("ES").symbol
        quote = service.engine.hub.quote(symbol)
        assert quote is not None
        assert quote.bid is not None
        wish = OrderWish("paper_simulator", symbol, "delta", "buy", D(1))
        rest = replace(wish, order_type=LIMIT, limit_price=quote.bid - 5)
        order = await desk.place(rest)
        await until(service, lambda: desk.orders[order.order_id].status is OrderStatus.ACCEPTED)
        service.engine.arming.lower("paper_simulator", Level.CONFIRM)

        def stays() -> bool:
            return desk.orders[order.order_id].limit_price == rest.limit_price

        for agrees in (False, True):
            chart = charted(screen)
            drawn = chart.drawing.trading.handles
            box = next(box for box, tag in drawn if tag.key == order.order_id and box)
            start = QPointF(box.left() + 8, box.center().y()).toPoint()
            QTest.mousePress(chart, LEFT, pos=start)
            QTest.mouseRelease(chart, LEFT, pos=start + QPoint(0, 25))
            (sheet,) = [one for one in screen.window.findChildren(ConfirmSheet) if one.isVisible()]
            says = [label.text() for label in sheet.findChildren(QLabel)]
            stands = f"in place of 1 limit {quote.bid - 5:,.2f}"
            assert any(stands in words for words in says), says
            keys = Qt.KeyboardModifier.ControlModifier
            if agrees:
                QTest.keyClick(sheet, Qt.Key.Key_Return, keys)
                await until(service, lambda: not stays())
            else:
                QTest.keyClick(sheet, Qt.Key.Key_Escape)
                await service.engine.host.sleep(0.1)
                assert stays()
        assert list(desk.orders) == [order.order_id]

    on_screen(act)


def test_an_alert_outlasts_a_restart_and_calls_when_the_market_comes(on_screen: Any) -> None:
    async def set_it(service: Service, screen: Screen) -> None:
        chart = charted(screen)
        at = QPointF(200, chart.stack.price.rect.top() + 4)
        chosen(chart.menu_of(at), "Alert at")

    async def see_it(service: Service, screen: Screen) -> None:
        hub, symbol = service.engine.hub, service.engine.resolve("ES").symbol
        chart = charted(screen)
        (line,) = chart.drawing.trading.alerts()
        last = hub.last_trade(symbol)
        assert last is not None
        hub.publish(replace(last, price=line.ticks))
        screen.window.flush()
        assert list(chart.drawing.trading.alerts()) == []
        toasts = [one.accessibleName() for one in screen.window.findChildren(Toast)]
        assert any("Price alert. It traded at" in words for words in toasts), toasts

    on_screen(set_it)
    on_screen(see_it)


# Whatever the hand does.


@pytest.mark.counted("drags of order lines, one change at most and never an order")
async def test_random_drags_send_one_change_each_at_most(hand: Hand, cases: Cases) -> None:
    bench, draw = hand.bench, random.Random(7)
    terms = (("buy", LIMIT, "4792.00"), ("sell", STOP, "4794.00"), ("sell", LIMIT, "4812.00"))
    orders = [await bench.rests(*each) for each in terms]
    alert = bench.alerts.add(ES, 4806 * 4)
    bench.chart.flush()
    changes, asked = list[str](), list[object]()
    bench.orders.asking.connect(asked.append)
    change = bench.paper.broker.replace

    async def counted(order: Order, terms: Terms) -> None:
        changes.append(order.order_id)
        await change(order, terms)

    bench.paper.broker.replace = counted  # type: ignore[method-assign]  # a watch at the door
    for _ in cases.over(range(scaled(1000))):
        for number, order in enumerate(orders):
            if not bench.latest(order).is_live:  # one that was dragged through the market
                orders[number] = await bench.rests(*terms[number])
        before, known = len(changes), set(bench.paper.desk.orders)
        asked.clear()
        asks = draw.random() < 0.3  # for entries once more
        bench.arming.arm("paper")
        if asks:
            bench.arming.lower("paper", Level.CONFIRM)
        key = draw.choice([*(order.order_id for order in orders), alert.alert_id])
        start = hand.grip(key)
        hand.press(start)
        for _ in range(draw.randint(0, 4)):
            hand.move(QPoint(draw.randint(0, 899), draw.randint(0, 499)))
        end = QPoint(draw.randint(0, 899), draw.randint(hand.y("4811"), hand.y("4791")))
        if draw.random() < 0.3:
            hand.key(Qt.Key.Key_Escape)
        hand.release(end)
        await bench.done()
        assert len(changes) - before + len(asked) <= 1
        cases.found["questions"] += len(asked)
        assert set(changes[before:]) <= {key}
        assert set(bench.paper.desk.orders) == known
    cases.found["changes"] = len(changes)
    assert changes
    assert cases.found["questions"]
