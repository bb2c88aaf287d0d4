"""The ticket's widgets: what is clicked, typed, turned and pressed, and what is shown of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
import pytest_asyncio
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QHelpEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolTip,
    QWidget,
)

from tests.support.on_screen import LaidOut, named, pressed
from tests.support.silent_broker import SilentBroker
from tests.support.ticket_bench import Bench
from traderterminal.app.screen import read_theme
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderStatus, OrderType, Refused
from traderterminal.risk.limits import PAPER
from traderterminal.ui.panes.side_button import PriceButton, QuickButton, SideButton
from traderterminal.ui.panes.ticket import TicketPane
from traderterminal.ui.panes.ticket_fields import Choice, Presets, StepField
from traderterminal.ui.panes.ticket_menu import offer_options
from traderterminal.ui.panes.ticket_rows import AccountRow, SentList, WhatIfGroup
from traderterminal.ui.theme import apply_theme
from traderterminal.ui.viewmodels.risk_size import Risk
from traderterminal.ui.viewmodels.ticket_exits import TypedExits
from traderterminal.ui.viewmodels.ticket_form import Form
from traderterminal.ui.viewmodels.ticket_options import TicketOptions
from traderterminal.ui.widgets.focus_ring import FocusRing

D = Decimal
LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


class Shown:
    """A ticket pane on a bench."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.vm = bench.ticket
        self.pane = TicketPane(bench.ticket, read_theme("ink", 12), lambda make: None)
        self.pane.resize(296, 740)
        self.pane.show()

    def side(self, side: Side) -> PriceButton:
        (found,) = [b for b in self.pane.findChildren(PriceButton) if b.side is side]
        return found

    def quick(self, words: str) -> QuickButton:
        (found,) = [b for b in self.pane.findChildren(QuickButton) if b.text() == words]
        return found

    def field(self, name: str) -> QLineEdit:
        found = named(self.pane, name)
        assert isinstance(found, QLineEdit)
        return found

    async def put_away(self, app: QApplication) -> None:
        self.pane.close()
        self.pane.deleteLater()
        app.sendPostedEvents(None, 0)
        await self.bench.close()

    async def sent(self) -> list[Any]:
        await self.bench.paper.drained()
        self.vm.flush()
        return list(self.bench.paper.desk.orders.values())


@pytest.fixture(scope="module", autouse=True)
def theme(qapp: QApplication) -> None:
    apply_theme(qapp, read_theme("ink", 12))


@pytest_asyncio.fixture
async def shown(qapp: QApplication) -> AsyncIterator[Shown]:
    bench = Bench()
    await bench.open()
    made = Shown(bench)
    yield made
    await made.put_away(qapp)


@pytest.mark.parametrize("side", list(Side))
async def test_a_click_sends_one_order_of_its_side(shown: Shown, side: Side) -> None:
    QTest.mouseClick(shown.side(side), LEFT)
    (order,) = await shown.sent()
    assert (order.side, order.quantity, order.limit_price) == (side, D(1), D("4800.00"))


@pytest.mark.parametrize(
    ("words", "side", "price"),
    [
        ("Join ask", Side.SELL, "4800.25"),
        ("Hit bid", Side.SELL, "4800.00"),
        ("Lift ask", Side.BUY, "4800.25"),
        ("Join bid", Side.BUY, "4800.00"),
    ],
)
async def test_the_small_buttons_send_at_the_quote(
    shown: Shown, words: str, side: Side, price: str
) -> None:
    QTest.mouseClick(shown.quick(words), LEFT)
    (order,) = await shown.sent()
    assert (order.side, order.limit_price) == (side, D(price))


async def test_the_focus_ring_goes_around_a_field_with_its_buttons(shown: Shown) -> None:
    ring = FocusRing(read_theme("ink", 12), shown.pane)
    field = shown.field("Limit price")
    ring.follow(field)
    assert ring.widget() is field.parentWidget()
    ring.follow(shown.side(Side.BUY))
    assert ring.widget() is shown.side(Side.BUY)
    ring.follow(None)


async def test_a_held_key_sends_once(shown: Shown) -> None:
    buy = shown.side(Side.BUY)
    buy.setFocus()
    press, release = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    space, none = Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier
    for kind, repeats in ((press, False), *[(release, True), (press, True)] * 20, (release, False)):
        QApplication.sendEvent(buy, QKeyEvent(kind, space, none, " ", repeats))
    assert len(await shown.sent()) == 1


async def test_two_clicks_in_a_row_are_two_orders(shown: Shown) -> None:
    buy = shown.side(Side.BUY)
    QTest.mouseClick(buy, LEFT)
    QTest.mouseDClick(buy, LEFT)  # Qt calls the second press so
    QTest.mouseRelease(buy, LEFT)
    assert len(await shown.sent()) == 2


@pytest.mark.parametrize("name", ["Limit price", "Quantity"])
async def test_enter_in_a_field_sends_nothing(shown: Shown, name: str) -> None:
    field = shown.field(name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Enter)
    assert await shown.sent() == []


async def test_what_is_typed_is_taken_over_before_the_click_that_leaves_the_field(
    shown: Shown,
) -> None:
    field = shown.field("Limit price")
    shown.pane.activateWindow()
    QTest.mouseClick(field, LEFT)
    field.selectAll()
    QTest.keyClicks(field, "4799.13")
    QTest.mouseClick(shown.side(Side.BUY), LEFT)
    (order,) = await shown.sent()
    assert order.limit_price == D("4799.25")
    assert field.text() == "4,800.00"  # what has left is cleared


async def test_the_menu_keeps_a_typed_price_and_says_what_a_limit_follows(shown: Shown) -> None:
    menu = QMenu()
    offer_options(menu, shown.vm)
    entries = {action.text(): action for action in menu.findChildren(QAction)}
    assert entries["Clear the price once sent"].isChecked()
    assert entries["Bid"].isChecked()
    entries["Clear the price once sent"].trigger()
    entries["Ask"].trigger()
    field = shown.field("Limit price")
    assert field.text() == "4,800.25"
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    QTest.mouseClick(shown.side(Side.SELL), LEFT)
    (order,) = await shown.sent()
    assert order.limit_price == D("4800.50")
    assert field.text() == "4,800.50"
    assert field.accessibleDescription() == "pinned"
    entries["Quantity from risk"].trigger()
    assert shown.field("Risk").text() == "$100"
    assert shown.vm.options == TicketOptions(
        clears_price=False, price_from="ask", by_risk=True, risk=Risk(D(100))
    )
    menu.deleteLater()


async def test_the_label_of_the_quantity_turns_it_into_a_risk(shown: Shown) -> None:
    pressed(shown.pane, "Quantity")
    risk = shown.field("Risk")
    assert risk.accessibleDescription() == "A size from risk needs a stop"
    assert named(shown.pane, "Quantity that the risk comes to = —").isVisible()
    assert shown.side(Side.SELL).accessibleName().startswith("Sell — ESH2024 at bid")
    QTest.mouseClick(shown.side(Side.BUY), LEFT)
    assert await shown.sent() == []
    shown.vm.exits.take("stop", "16")
    risk.setFocus()
    risk.selectAll()
    QTest.keyClicks(risk, "$620")
    QTest.keyClick(risk, Qt.Key.Key_Return)
    assert named(shown.pane, "Quantity that the risk comes to = 3").isVisible()
    assert not any(p.isVisible() for p in shown.pane.findChildren(Presets))
    QTest.keyClick(risk, Qt.Key.Key_Down)  # 610: two lose 409, three 613.50
    assert shown.vm.quantity == 2
    assert risk.text() == "$610"
    QTest.mouseClick(shown.side(Side.BUY), LEFT)
    (order,) = await shown.sent()
    assert order.quantity == 2
    pressed(shown.pane, "Risk")
    assert shown.field("Quantity").text() == "2"  # what it came to stays


@pytest.mark.parametrize(
    ("key", "quantity"),
    [
        (Qt.Key.Key_1, 1),
        (Qt.Key.Key_3, 3),
        (Qt.Key.Key_5, 10),
        (Qt.Key.Key_0, 4),
        (Qt.Key.Key_6, 7),
    ],
)
async def test_keys_choose_a_quantity_but_where_something_is_typed(
    shown: Shown, key: Qt.Key, quantity: int
) -> None:
    await shown.bench.buys(4)
    shown.vm.choose_quantity(D(7))
    field = shown.field("Limit price")
    field.setFocus()
    QTest.keyClick(field, key)
    assert shown.vm.quantity == 7
    QTest.keyClick(field, Qt.Key.Key_Escape)
    buy = shown.side(Side.BUY)
    buy.setFocus()
    QTest.keyClick(buy, key, Qt.KeyboardModifier.ControlModifier)
    assert shown.vm.quantity == 7
    QTest.keyClick(buy, key)
    assert shown.vm.quantity == quantity


async def test_a_click_on_the_position_takes_its_size(shown: Shown) -> None:
    (group,) = shown.pane.findChildren(WhatIfGroup)
    QTest.mouseClick(group, LEFT, pos=QPoint(40, 10))
    assert shown.vm.quantity == 1  # there is none
    await shown.bench.buys(4)
    QTest.mouseClick(group, LEFT, pos=QPoint(40, 60))
    assert shown.vm.quantity == 1  # that was another line
    QTest.mouseClick(group, LEFT, pos=QPoint(40, 10))
    assert shown.vm.quantity == 4


async def test_the_active_strategy_goes_along_with_what_is_held(shown: Shown) -> None:
    vm = shown.vm
    vm.exits.fill_in(TypedExits(stop="16", target="32"))
    vm.choose_type(OrderType.MARKET)
    QTest.mouseClick(shown.side(Side.BUY), LEFT)
    await shown.sent()
    (template,) = [c for c in shown.pane.findChildren(Choice) if c.accessibleName() == "Exits"]
    offer = template.findText("Active strategy")
    template.setCurrentIndex(offer)
    template.activated.emit(offer)
    assert vm.exits.chosen == offer
    shown.bench.say("4801.00", "4801.25")
    vm.choose_quantity(D(2))
    QTest.mouseClick(shown.side(Side.BUY), LEFT)
    await shown.sent()
    # both brackets end where the first one did
    legs = {(o.link, o.leaves_quantity, o.stop_price or o.limit_price) for o in vm.working}
    assert legs == {
        *(("SL", D(1), D("4796.25")), ("T1", D(1), D("4808.25"))),
        *(("SL", D(2), D("4796.25")), ("T1", D(2), D("4808.25"))),
    }


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
async def test_a_refusal_of_the_broker_is_told_in_its_words_however_late(
    qapp: QApplication,
) -> None:
    broker = SilentBroker(None)
    bench = Bench(broker)
    await bench.open()
    shown = Shown(bench)
    QTest.mouseClick(shown.side(Side.BUY), LEFT)
    (sent,) = await shown.sent()
    assert shown.vm.refusal == ""
    broker.say(sent.order_id, Refused(Message("refused_by_broker", {"text": "code 1122"})))
    await shown.sent()
    assert "Refused by broker: code 1122" in shown.vm.refusal
    shown.vm.choose_quantity(D(2))  # the line is wanted for something else
    (listed,) = shown.pane.findChildren(SentList)
    assert "Refused Refused by broker: code 1122" in listed.accessibleName()
    row = QPoint(60, round(listed.height() * 0.375))
    tip = QHelpEvent(QEvent.Type.ToolTip, row, listed.mapToGlobal(row))
    QApplication.sendEvent(listed, tip)
    assert QToolTip.text() == "Refused by broker: code 1122"
    QToolTip.hideText()
    await shown.put_away(qapp)


async def test_nonsense_in_a_field_stays_to_be_corrected_and_is_not_sent(shown: Shown) -> None:
    field = shown.field("Limit price")
    QTest.mouseClick(field, LEFT)
    field.selectAll()
    QTest.keyClicks(field, "48oo")
    QTest.mouseClick(shown.side(Side.BUY), LEFT)
    assert await shown.sent() == []
    assert field.text() == "48oo"
    assert field.accessibleDescription() == "'48oo' is not a price"


async def test_esc_drops_what_was_typed(shown: Shown) -> None:
    field = shown.field("Limit price")
    field.setFocus()
    QTest.keyClicks(field, "9")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    shown.side(Side.BUY).setFocus()
    assert field.text() == "4,800.00"
    assert shown.vm.limit.follows


async def test_arrows_wheel_and_buttons_step_by_one_tick_and_pin(shown: Shown) -> None:
    field = shown.field("Limit price")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    turn(field, 120)
    turn(field, -40)
    turn(field, -40)
    assert shown.vm.limit.price == D("4800.50")
    turn(field, -40)  # three small parts of a touch pad are one notch
    assert shown.vm.limit.price == D("4800.25")
    QTest.mouseClick(named(shown.pane, "Limit price lower"), LEFT)
    assert shown.vm.limit.price == D("4800.00")
    assert field.accessibleDescription() == "pinned"
    QTest.mouseDClick(field, LEFT)
    assert shown.vm.limit.follows
    assert field.accessibleDescription() == ""


def turn(on: QWidget, by: int) -> None:
    at = QPointF(on.rect().center())
    event = QWheelEvent(
        at,
        QPointF(on.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(on, event)


async def test_a_preset_sets_the_quantity_and_a_right_click_edits_it(shown: Shown) -> None:
    QTest.mouseClick(named(shown.pane, "Quantity 5"), LEFT)
    assert shown.vm.quantity == 5
    preset = named(shown.pane, "Quantity 3")
    centre = preset.rect().center()
    QApplication.sendEvent(
        preset,
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, centre, preset.mapToGlobal(centre)),
    )
    editor = named(shown.pane, "Edit quantity 3")
    QTest.keyClicks(editor, "8")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert shown.bench.kept == [tuple(map(D, (1, 2, 8, 5, 10)))]
    assert await shown.sent() == []
    QTest.mouseClick(named(shown.pane, "Quantity 8"), LEFT)
    assert shown.vm.quantity == 8


@pytest.mark.parametrize(
    ("words", "shown_fields"),
    [
        ("Limit", {"Limit price"}),
        ("Market", set()),
        ("Stop", {"Stop price"}),
        ("Stop-lmt", {"Stop price", "Limit price"}),
    ],
)
async def test_only_the_prices_that_a_type_needs_are_shown(
    shown: Shown, words: str, shown_fields: set[str]
) -> None:
    pressed(shown.pane, words)
    for name in ("Stop price", "Limit price"):
        assert shown.field(name).isVisible() == (name in shown_fields)
    in_force = named(shown.pane, "Time in force")
    assert in_force.isVisible()
    first = next(iter(sorted(shown_fields, reverse=True)), None)
    if first is not None:
        field = shown.field(first)
        assert abs(centre(in_force, shown.pane) - centre(field, shown.pane)) <= 1


def centre(widget: QWidget, within: QWidget) -> int:
    return widget.mapTo(within, widget.rect().center()).y()


async def test_the_names_of_the_sides_are_kept_current(shown: Shown) -> None:
    assert shown.side(Side.BUY).accessibleName() == "Buy 1 ESH2024 at ask 4,800.25, paper"
    shown.bench.say("4801.00", "4801.50")
    shown.vm.choose_quantity(D(2))
    assert shown.side(Side.BUY).accessibleName() == "Buy 2 ESH2024 at ask 4,801.50, paper"
    assert shown.side(Side.SELL).accessibleName() == "Sell 2 ESH2024 at bid 4,801.00, paper"


async def test_a_side_that_waits_keeps_its_focus_and_says_why_when_pressed(shown: Shown) -> None:
    buy = shown.side(Side.BUY)
    shown.pane.activateWindow()
    buy.setFocus()
    shown.bench.paper.market.silent_s = 14.0
    shown.vm.flush()
    assert buy.waits.startswith("Buy waits. The ESH2024 feed has been silent for 14.0 s")
    assert buy.hasFocus()
    QTest.keyClick(buy, Qt.Key.Key_Space)
    assert await shown.sent() == []
    assert shown.vm.refusal == buy.waits


async def test_ways_out_never_wait(shown: Shown) -> None:
    await shown.bench.buys(1)
    shown.bench.paper.market.silent_s = 14.0
    shown.vm.choose_type(OrderType.MARKET)
    shown.vm.flush()
    assert shown.side(Side.SELL).waits == ""
    assert all(b.isEnabled() for b in shown.pane.findChildren(QPushButton) if b.isVisible())
    pressed(shown.pane, "Flatten ESH2024")
    await shown.sent()
    assert shown.vm.position == 0


async def test_a_refusal_is_shown_whole_and_moves_no_button(shown: Shown) -> None:
    places = {b: b.geometry() for b in shown.pane.findChildren(SideButton)}
    shown.vm.refuse(" ".join(["measured and limit in many words"] * 12))
    QApplication.sendPostedEvents(None, 0)
    line = named(shown.pane, shown.vm.refusal)
    room = QRectF(0, 0, line.width(), 9999)
    measures = read_theme("ink", 12).metrics("caption")
    wrapped = Qt.TextFlag.TextWordWrap.value
    needed = measures.boundingRect(room, wrapped, shown.vm.refusal).height()
    assert needed > measures.height() * 4
    assert line.height() >= needed
    assert {b: b.geometry() for b in places} == places


async def test_the_sent_list_shows_states_and_unresolved_ones_stay(shown: Shown) -> None:
    shown.vm.choose_type(OrderType.MARKET)
    shown.vm.send(Side.BUY)
    await shown.sent()
    (sent,) = shown.pane.findChildren(SentList)
    assert sent.accessibleName() == "Sent from here: Buy 1 market 4,800.25"


async def test_streamed_prices_lay_nothing_out_anew(shown: Shown) -> None:
    QApplication.sendPostedEvents(None, 0)
    asked = LaidOut(shown.pane)
    for number in range(40):
        shown.bench.say(f"{4800 + number}.00", f"{4800 + number}.25")
        shown.vm.flush()
        QApplication.sendPostedEvents(None, 0)
    assert asked.times == 0


# The offscreen platform says what it cannot do when a menu pops up.
@pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)
async def test_the_row_of_the_account_offers_the_others(qapp: QApplication) -> None:
    bench = Bench(accounts=["paper", "second"])
    await bench.open()
    shown = Shown(bench)
    (row,) = shown.pane.findChildren(AccountRow)
    assert row.accessibleName() == "Account Paper, paper"
    QTest.mouseClick(row, LEFT)
    (menu,) = row.findChildren(QMenu)
    words = [action.text().split("\t")[0] for action in menu.actions()]
    assert words == ["PAPER  Paper", "PAPER  Second"]
    menu.actions()[1].trigger()
    menu.close()
    assert row.accessibleName() == "Account Second, paper"
    await shown.put_away(qapp)


async def test_one_account_alone_is_no_button(shown: Shown) -> None:
    (row,) = shown.pane.findChildren(AccountRow)
    assert row.focusPolicy() is Qt.FocusPolicy.NoFocus
    QTest.mouseClick(row, LEFT)
    assert row.findChildren(QMenu) == []


async def test_pointing_at_a_side_shows_what_it_would_come_to(shown: Shown) -> None:
    (group,) = shown.pane.findChildren(WhatIfGroup)
    assert group.accessibleName().startswith("Position after Sell: Short 1   Buy: Long 1")
    shown.pane.activateWindow()
    shown.side(Side.SELL).setFocus()
    assert group.accessibleName() == (
        "Position after Flat → Short 1, Loss if all stops fill No limit,"
        " Fees, round turn / margin $4.50 / $0.00"
    )


async def test_tab_walks_the_ticket_in_the_order_of_filling_it_in(shown: Shown) -> None:
    pane = shown.pane
    chosen = next(b for b in pane.findChildren(QPushButton) if b.isChecked())
    expected = [
        *("Limit", "Limit price", "Time in force", "Quantity", "Quantity"),  # its label, its field
        *(f"Quantity {n}" for n in (1, 2, 3, 5, 10)),
        "Exits",
        *("Join ask, sell 1 ESH2024, paper", "Hit bid, sell 1 ESH2024, paper"),
        *("Lift ask, buy 1 ESH2024, paper", "Join bid, buy 1 ESH2024, paper"),
        *(shown.side(side).accessibleName() for side in (Side.SELL, Side.BUY)),
        *("Cancel all", "Cancel buys", "Cancel sells", "Flatten ESH2024", "Reverse"),
    ]
    pane.activateWindow()
    chosen.setFocus()
    found = []
    for _ in expected:
        focused = pane.focusWidget()
        words = focused.text() if isinstance(focused, QPushButton) else ""
        found.append(words or focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert found == expected


async def test_rows_that_never_scroll_are_whole_at_any_height(shown: Shown) -> None:
    pane = shown.pane
    shown.vm.choose_type(OrderType.STOP_LIMIT)
    fixed = [
        *pane.findChildren(AccountRow),
        *pane.findChildren(PriceButton),
        *(b for b in pane.findChildren(QPushButton) if b.text().startswith(("Cancel", "Fl", "Re"))),
    ]
    assert len(fixed) == 8
    for height in range(1000, 380, -20):
        pane.resize(296, height)
        QApplication.sendPostedEvents(None, 0)
        boxes = [QRect(w.mapTo(pane, QPoint()), w.size()) for w in fixed]
        assert all(pane.rect().contains(box) for box in boxes), height
        for i, box in enumerate(boxes):
            assert not any(box.intersects(other) for other in boxes[i + 1 :]), height
        for each in fixed:
            if isinstance(each, QPushButton):
                needed = each.fontMetrics().horizontalAdvance(each.text())
                assert each.width() >= needed, each.text()


@pytest.mark.parametrize("words", ["Limit", "Market", "Stop-lmt", "Trail", "MIT"])
async def test_nothing_scrolls_where_there_is_height(shown: Shown, words: str) -> None:
    pressed(shown.pane, words)
    QApplication.sendPostedEvents(None, 0)
    (area,) = shown.pane.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    (group,) = shown.pane.findChildren(WhatIfGroup)
    bottom = group.mapTo(shown.pane, group.rect().bottomLeft()).y()
    top = shown.quick("Hit bid").y()
    assert 0 < top - bottom <= 12


@pytest.mark.parametrize("price", ["-16,874.50", "4,799.25", "119,500.00"])
async def test_a_pinned_price_is_seen_whole(shown: Shown, price: str) -> None:
    field = shown.field("Limit price")
    shown.vm.type_price(shown.vm.limit, price)
    QApplication.sendPostedEvents(None, 0)
    margins = field.textMargins()
    room = field.width() - 5 - 4 - margins.left() - margins.right()
    assert field.fontMetrics().horizontalAdvance(field.text()) <= room


async def test_a_short_ticket_lets_its_rows_go_in_order(shown: Shown) -> None:
    (group,) = shown.pane.findChildren(WhatIfGroup)
    (sent,) = shown.pane.findChildren(SentList)
    seen = []
    for height in range(740, 380, -4):
        shown.pane.resize(296, height)
        QApplication.sendPostedEvents(None, 0)
        seen.append((group.height(), sent.rows, shown.quick("Hit bid").isVisible()))
    kinds = list(dict.fromkeys(seen))
    assert [rows for _, rows, _ in kinds] == [3, 3, 2, 1, 1, 1]
    assert [quick for _, _, quick in kinds] == [True, True, True, True, True, False]
    heights = [height for height, _, _ in kinds]
    assert heights[0] > heights[1] == heights[2] == heights[3] > heights[4] == heights[5]


async def test_a_working_order_is_told_with_its_price_and_state(shown: Shown) -> None:
    shown.vm.join(Side.BUY)
    (order,) = await shown.sent()
    assert order.status is OrderStatus.ACCEPTED
    (sent,) = shown.pane.findChildren(SentList)
    assert "Buy 1 limit 4,800.00 Working" in sent.accessibleName()


def offered(shown: Shown) -> Choice:
    found = named(shown.pane, "Exits")
    assert isinstance(found, Choice)
    return found


def offer(shown: Shown, words: str) -> None:
    """Choose one of the templates as a click in the list does."""
    box = offered(shown)
    number = box.findText(words)
    assert number >= 0, words
    box.setCurrentIndex(number)
    box.activated.emit(number)


async def test_a_click_sends_the_exits_that_stand_in_the_rows(shown: Shown) -> None:
    offer(shown, "16 / 18 t")
    pressed(shown.pane, "Market")
    QTest.mouseClick(shown.side(Side.BUY), LEFT)
    await shown.bench.paper.drained()
    orders = list(shown.bench.paper.desk.orders.values())
    assert [(o.link, o.stop_price or o.limit_price) for o in orders] == [
        ("", None),
        ("T1", D("4804.75")),  # from the 4,800.25 that was paid
        ("SL", D("4796.25")),
    ]


async def test_the_rows_show_where_stop_and_targets_would_rest(shown: Shown) -> None:
    offer(shown, "20 / 20; 40 t")
    shown.vm.choose_quantity(D(2))
    assert named(shown.pane, "at 4,795.00, −$500.00")
    assert named(shown.pane, "at 4,805.00 +1, +$750.00")
    (group,) = shown.pane.findChildren(WhatIfGroup)
    assert "If stops fill / targets fill −$509.00 / +$741.00" in group.accessibleName()


async def test_a_typed_row_that_cannot_be_used_sends_nothing_and_says_why(shown: Shown) -> None:
    offer(shown, "Custom")
    field = shown.field("Stop loss")
    field.setFocus()
    QTest.keyClicks(field, "sixteen")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert await shown.sent() == []
    assert field.accessibleDescription() == "Stop: 'sixteen' is not a level"
    QTest.mouseClick(shown.side(Side.BUY), LEFT)
    assert await shown.sent() == []
    assert "Nothing was sent" in shown.vm.refusal
    field.clear()
    QTest.keyClicks(field, "16")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert await shown.sent() == []
    QTest.mouseClick(shown.side(Side.BUY), LEFT)
    assert len(await shown.sent()) == 1


async def test_the_rules_behind_the_fold_say_in_short_what_they_are(shown: Shown) -> None:
    offer(shown, "16 / 18 t")
    more = named(shown.pane, "More exits")
    assert more.text() == "▸ Trail, break even, time"
    QTest.mouseClick(more, LEFT)
    field = shown.field("Trail the stop by")
    assert field.isVisible()
    field.setFocus()
    QTest.keyClicks(field, "8")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.mouseClick(more, LEFT)
    assert not field.isVisible()
    assert more.text() == "▸ Trail 8"


async def test_stop_and_target_share_a_row_before_the_quick_buttons_go(shown: Shown) -> None:
    offer(shown, "16 / 18 t")
    stop, target = shown.field("Stop loss"), shown.field("Targets")
    seen = []
    for height in range(860, 380, -4):
        shown.pane.resize(296, height)
        QApplication.sendPostedEvents(None, 0)
        tops = [field.mapTo(shown.pane, QPoint()).y() for field in (stop, target)]
        seen.append((tops[0] == tops[1], shown.quick("Hit bid").isVisible()))
    assert list(dict.fromkeys(seen)) == [(False, True), (True, True), (True, False)]


async def test_nothing_of_the_exits_is_wider_than_the_ticket(shown: Shown) -> None:
    offer(shown, "20 / 20; 40 t")
    QTest.mouseClick(named(shown.pane, "More exits"), LEFT)
    for row, text in (("trail", "8"), ("trail_from", "4,810.25"), ("break_even", "120")):
        shown.vm.exits.take(row, text)
    shown.vm.exits.take("minutes", "180")
    for height, words in product((1000, 600), ("Limit", "Stop-lmt", "Trail", "MIT")):
        shown.pane.resize(296, height)
        pressed(shown.pane, words)
        for _ in range(2):  # what is shown or hidden first tells its layout, then the area
            QApplication.sendPostedEvents(None, 0)
        (area,) = shown.pane.findChildren(QScrollArea)
        inside = area.widget()
        assert inside is not None
        assert inside.width() <= area.viewport().width(), (words, height)
        assert area.verticalScrollBar().isVisible() is (height == 600), words


async def test_tab_walks_the_exits_between_quantity_and_the_quick_buttons(shown: Shown) -> None:
    offer(shown, "16 / 18 t")
    QTest.mouseClick(named(shown.pane, "More exits"), LEFT)
    shown.pane.activateWindow()
    offered(shown).setFocus()
    found = []
    for _ in range(12):
        focused = shown.pane.focusWidget()
        assert focused is not None
        found.append(focused.accessibleName() or focused.property("text"))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert found == [
        *("Exits", "Ticks", "Stop loss", "Targets", "More exits"),
        *("Trail the stop by", "Trail the stop from", "Break even after", "Break even plus"),
        *("Out after", "Join ask, sell 1 ESH2024, paper", "Hit bid, sell 1 ESH2024, paper"),
    ]


async def test_a_trailing_stop_is_sent_from_its_own_rows(shown: Shown) -> None:
    await shown.bench.buys(1)
    pressed(shown.pane, "Trail")
    field = shown.field("Trail by")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "12")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.mouseClick(shown.side(Side.SELL), LEFT)
    order = (await shown.sent())[-1]
    assert order.shown_type is OrderType.TRAILING_STOP
    assert order.stop_price == D("4797.00")
    assert order.reduces


async def test_a_second_press_sends_what_was_refused_as_a_repetition(qapp: QApplication) -> None:
    bench = Bench(limits=replace(PAPER, duplicate_window_s=D(2)))
    await bench.open()
    shown = Shown(bench)
    for live in (1, 1, 2):
        QTest.mouseClick(shown.side(Side.BUY), LEFT)
        await shown.sent()
        assert len(bench.ticket.working) == live
    await shown.put_away(qapp)


# Its forms.


async def test_folded_it_shows_account_symbol_both_sides_and_the_ways_out_alone(
    shown: Shown,
) -> None:
    shown.vm.form.choose(Form.FOLDED)
    seen = [one for one in shown.pane.findChildren(QWidget) if one.isVisible()]
    assert not any(isinstance(one, QLineEdit | QuickButton | WhatIfGroup) for one in seen)
    assert {one.side for one in seen if isinstance(one, PriceButton)} == set(Side)
    words = [one.text() for one in seen if isinstance(one, QPushButton)]
    assert {"Cancel all", "Cancel buys", "Cancel sells", "Flatten ESH2024", "Reverse"} <= set(words)
    assert any(isinstance(one, AccountRow) for one in seen)
    assert shown.pane.sizeHint().height() < shown.pane.height() * 0.6
    QTest.mouseClick(shown.side(Side.BUY), LEFT)
    (order,) = await shown.sent()
    assert (order.side, order.quantity, order.limit_price) == (Side.BUY, D(1), D("4800.00"))


async def test_one_click_shows_the_whole_ticket_again_as_it_was_filled_in(shown: Shown) -> None:
    shown.vm.choose_preset(2)
    shown.vm.form.choose(Form.FOLDED)
    pressed(shown.pane, "Show the whole ticket")
    assert shown.vm.form.chosen is Form.WHOLE
    assert shown.field("Quantity").isVisible()
    assert shown.vm.quantity == shown.vm.presets[2]


async def test_compact_it_says_where_an_order_leads_and_no_more(shown: Shown) -> None:
    group = shown.pane.findChild(WhatIfGroup)
    assert group is not None
    whole = group.height()
    shown.vm.form.choose(Form.COMPACT)
    assert 0 < group.height() < whole / 2
    assert shown.quick("Join bid").isVisible()
    assert shown.field("Limit price").isVisible()


async def test_the_menu_offers_the_forms(shown: Shown) -> None:
    menu = QMenu()
    offer_options(menu, shown.vm)
    (forms,) = [m for m in menu.findChildren(QMenu) if m.title() == "Show the ticket"]
    assert [action.isChecked() for action in forms.actions()] == [True, False, False]
    forms.actions()[2].trigger()
    assert shown.vm.form.chosen is Form.FOLDED


def test_what_is_typed_stays_in_a_window_that_is_not_active_yet(
    qapp: QApplication, qtbot: Any
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    made = StepField(read_theme("ink", 12), "Limit price", lambda by: None, lambda text: None)
    made.setParent(window)
    made.field.setFocus()
    made.field.insert("480")
    assert not made.field.hasFocus()
    made.show_entry("4,800.00")
    assert made.field.text() == "480"
    window.setFocus()
    made.show_entry("4,800.25")
    assert made.field.text() == "4,800.25"
