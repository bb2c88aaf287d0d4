"""The orders pane: what is folded, edited in place, asked and cancelled, and what is said of it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.support.on_screen import named, pressed
from tests.support.orders_bench import Bench
from tests.support.paper_desk import wish
from traderterminal.app.screen import read_theme
from traderterminal.desk.arming import Level
from traderterminal.desk.ports import Terms
from traderterminal.domain.exits import Trail
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.ui.panes.arming_sheets import ConfirmSheet
from traderterminal.ui.panes.order_sheet import executions, facts_of
from traderterminal.ui.panes.orders import OrdersPane
from traderterminal.ui.tables.editing import CellEditor
from traderterminal.ui.tables.table import Cell
from traderterminal.ui.theme import apply_theme
from traderterminal.ui.viewmodels import orders
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.typed import Taken
from traderterminal.ui.widgets.sheet import Sheet

D = Decimal
LEFT = Qt.MouseButton.LeftButton


class Shown:
    """The pane on a bench."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.pane = OrdersPane(bench.orders, read_theme("ink", 12), self.show_sheet)
        self.view = self.pane.table
        self.pane.resize(1000, 400)
        self.pane.show()
        self.pane.activateWindow()

    def show_sheet(self, make: Callable[[QWidget], Sheet]) -> None:
        make(self.pane)

    @property
    def titles(self) -> list[str]:
        return [column.title for column in self.view.table.columns]

    @property
    def links(self) -> list[str]:
        """The shown rows from top to bottom, each by its link."""
        return [row.order.link for row in self.view.table.rows]

    def cell(self, order: Order, title: str) -> Cell:
        position = self.view.table.position(order.order_id)
        assert position is not None
        return self.view.table.cell(position, self.titles.index(title))

    def spot(self, order: Order, title: str) -> QPoint:
        position = self.view.table.position(order.order_id)
        assert position is not None
        index = self.view.table.index(position, self.titles.index(title))
        return self.view.visualRect(index).center()

    def double_click(self, order: Order, title: str) -> None:
        spot, viewport = self.spot(order, title), self.view.viewport()
        QTest.mouseClick(viewport, LEFT, pos=spot)
        QTest.mouseDClick(viewport, LEFT, pos=spot)

    @property
    def editors(self) -> list[CellEditor]:
        return [e for e in self.pane.findChildren(CellEditor) if e.isVisible()]

    def type(self, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Type over what stands in the editor."""
        (editor,) = self.editors
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, key)

    def menu(self, order: Order) -> dict[str, object]:
        """The lines of an order's menu, each by its words, with what it does."""
        position = self.view.table.position(order.order_id)
        assert position is not None
        row = self.view.table.row(position)
        assert row is not None
        return {words.partition("\t")[0]: act for words, act in self.pane._actions(row)}

    async def settled(self) -> None:
        await self.bench.paper.drained()
        self.bench.orders.flush()


@pytest.fixture(scope="module", autouse=True)
def theme(qapp: QApplication) -> None:
    apply_theme(qapp, read_theme("ink", 12))


@pytest_asyncio.fixture
async def shown(qapp: QApplication) -> AsyncIterator[Shown]:
    bench = Bench()
    await bench.paper.open()
    made = Shown(bench)
    yield made
    made.pane.close()
    made.pane.deleteLater()
    qapp.sendPostedEvents(None, 0)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    await bench.close()


async def resting(shown: Shown) -> Order:
    """A stop for one that is held."""
    await shown.bench.buy(1)
    stop = await shown.bench.stop("4790.00", 1)
    await shown.settled()
    return stop


# Where an order belongs.


async def test_the_account_is_a_column_where_there_are_several(shown: Shown) -> None:
    assert "Account" not in shown.titles
    stop = await resting(shown)
    entries = (AccountEntry("paper", "Apex 07", "simulator"), AccountEntry("b", "b", "simulator"))
    shown.bench.orders.accounts = AccountChoiceViewModel(entries)
    pane = OrdersPane(shown.bench.orders, read_theme("ink", 12), shown.show_sheet)
    shown.view = pane.table
    assert shown.cell(stop, "Account") == Cell("Apex 07", badge="simulator")
    assert "Apex 07" in facts_of(shown.bench.orders, stop)


# Where a notice leads to.


async def test_an_order_that_is_gone_to_is_selected_and_in_view(shown: Shown) -> None:
    first = await resting(shown)
    for _ in range(30):
        await shown.bench.stop("4790.00", 1)
    await shown.settled()
    vm, view = shown.bench.orders, shown.view
    vm.go_to(first.order_id)
    view.scrollToTop()
    vm.go_to(first.order_id)  # the second time it is selected already
    selected = view.selected()
    assert selected is not None
    assert selected.order.order_id == first.order_id
    assert first.order_id in view.keys_in_view()


async def test_where_the_order_has_no_row_no_other_one_is_cancelled(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await resting(shown)
    other = await shown.bench.stop("4791.00", 1)
    await shown.settled()
    monkeypatch.setattr(orders, "MOST_ORDERS", 1)
    shown.view.select(other.order_id)
    shown.bench.orders.go_to(first.order_id)
    assert shown.view.selected() is None
    QTest.keyClick(shown.view, Qt.Key.Key_Delete)
    await shown.settled()
    assert shown.bench.latest(other).is_live


async def test_where_not_all_are_listed_it_says_so(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "MOST_ORDERS", 1)
    first = await resting(shown)
    await shown.settled()
    assert shown.pane._said.isHidden()
    other = await shown.bench.stop("4791.00", 1)
    await shown.settled()
    assert shown.pane._said.text() == "The latest 1 of 2 are listed."
    shown.bench.orders.cancel(first.order_id)
    await shown.settled()
    assert shown.pane._said.isHidden()
    assert shown.bench.latest(other).is_live


# Brackets.


async def test_a_bracket_is_a_family_that_folds_by_click_and_by_key(shown: Shown) -> None:
    entry = await shown.bench.bracket()
    await shown.settled()
    assert shown.links == ["", "T1", "T2", "SL"]
    assert shown.cell(entry, "Time").text.startswith("▾ ")
    assert shown.cell(shown.bench.leg("T1"), "Time").indent == 1
    assert shown.cell(shown.bench.leg("SL"), "Link").text == "SL"
    QTest.mouseClick(shown.view.viewport(), LEFT, pos=shown.spot(entry, "Time"))
    assert shown.links == [""]
    assert shown.cell(entry, "Time").spoken.endswith("3 legs folded")
    shown.view.setFocus()
    shown.view.select(entry.order_id)
    QTest.keyClick(shown.view, Qt.Key.Key_Right)
    assert shown.links == ["", "T1", "T2", "SL"]
    shown.view.select(shown.bench.leg("SL").order_id)
    QTest.keyClick(shown.view, Qt.Key.Key_Left)
    assert shown.links == [""]
    selected = shown.view.selected()
    assert selected is not None
    assert selected.order.order_id == entry.order_id


async def test_sorting_keeps_the_legs_below_their_entry(shown: Shown) -> None:
    await shown.bench.stop("4900.00", 1, side="buy")
    await shown.bench.bracket()
    await shown.settled()
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        shown.view.sortByColumn(shown.titles.index("Price"), order)
        heads = ["", "T1", "T2", "SL"], [""]
        first, second = heads if order is Qt.SortOrder.AscendingOrder else heads[::-1]
        assert shown.links == [*first, *second]


async def test_a_package_is_a_family_that_says_what_it_may_cost(shown: Shown) -> None:
    first = await shown.bench.package()
    await shown.settled()
    head, leg = shown.view.table.rows
    assert (head.order.order_id, head.legs) == (first.order_id, 1)
    assert shown.cell(leg.order, "Time").indent == 1
    for row in (head, leg):
        cell = shown.cell(row.order, "Link")
        assert cell.text == "net"
        assert cell.tip == "One of 2 legs that trade together for 40.00 net or less, or not at all."
    shown.double_click(first, "Qty")
    assert shown.editors == []


# Changing in place.


async def test_a_price_is_changed_in_its_cell_by_enter_alone(shown: Shown) -> None:
    stop = await resting(shown)
    shown.double_click(stop, "Price")
    shown.type("4,791.25")
    assert shown.editors == []
    await shown.settled()
    assert shown.bench.latest(stop).stop_price == D("4791.25")
    assert shown.cell(stop, "Price").text == "4,791.25"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Tab])
async def test_leaving_the_cell_changes_nothing(shown: Shown, key: Qt.Key) -> None:
    stop = await resting(shown)
    shown.double_click(stop, "Price")
    shown.type("4,791.25", key)
    assert shown.editors == []
    await shown.settled()
    assert shown.bench.latest(stop) == stop


async def test_a_focus_that_goes_elsewhere_changes_nothing(shown: Shown) -> None:
    stop = await resting(shown)
    shown.double_click(stop, "Price")
    (editor,) = shown.editors
    editor.setText("4,791.25")
    QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut))
    await shown.settled()
    assert shown.editors == []
    assert shown.bench.latest(stop) == stop


async def test_f2_edits_the_price_of_the_selected_order(shown: Shown) -> None:
    stop = await resting(shown)
    shown.view.setFocus()
    shown.view.select(stop.order_id)
    QTest.keyClick(shown.view, Qt.Key.Key_F2)
    (editor,) = shown.editors
    assert (editor.accessibleName(), editor.text()) == ("Price", "4,790.00")
    shown.type("4792")
    await shown.settled()
    assert shown.bench.latest(stop).stop_price == D(4792)


async def test_a_price_off_the_tick_stays_in_the_cell_until_it_is_entered_again(
    shown: Shown,
) -> None:
    stop = await resting(shown)
    shown.double_click(stop, "Price")
    shown.type("4791.30")
    (editor,) = shown.editors
    assert editor.text() == "4,791.25"
    said = named(shown.pane, "Snapped to 4,791.25. Enter asks for it.")
    assert said.isVisible()
    assert shown.bench.latest(stop) == stop
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await shown.settled()
    assert shown.bench.latest(stop).stop_price == D("4791.25")


async def test_what_is_no_price_is_said_and_what_was_typed_stays(shown: Shown) -> None:
    stop = await resting(shown)
    shown.double_click(stop, "Price")
    shown.type("soon")
    (editor,) = shown.editors
    assert editor.text() == "soon"
    assert editor.accessibleDescription() == ("'soon' is not a price. The order stands as it was.")
    shown.type("4793")
    await shown.settled()
    assert shown.bench.latest(stop).stop_price == D(4793)


async def test_a_held_enter_asks_once(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = await resting(shown)
    asked: list[str] = []
    take = shown.bench.orders.take_price

    def note(order: Order, text: str) -> Taken:
        asked.append(text)
        return take(order, text)

    monkeypatch.setattr(shown.bench.orders, "take_price", note)
    shown.double_click(stop, "Price")
    (editor,) = shown.editors
    editor.setText("4791")
    enter, none = Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier
    for repeats in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, enter, none, "\r", repeats)
        QApplication.sendEvent(editor if shown.editors else shown.view, press)
    await shown.settled()
    assert asked == ["4791"]


async def test_the_row_may_change_while_the_trader_types(shown: Shown) -> None:
    stop = await resting(shown)
    shown.double_click(stop, "Price")
    (editor,) = shown.editors
    editor.setText("479")
    await shown.bench.stop("4780.00", 1)
    await shown.settled()
    shown.view.table.announce()
    assert editor.text() == "479"
    await shown.bench.paper.desk.cancel(stop.order_id)
    await shown.settled()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shown.editors == []


async def test_a_leg_offers_its_price_and_no_quantity(shown: Shown) -> None:
    await shown.bench.bracket()
    await shown.settled()
    target = shown.bench.leg("T1")
    shown.double_click(target, "Qty")
    assert shown.editors == []
    shown.double_click(target, "Price")
    assert len(shown.editors) == 1


async def test_a_change_on_its_way_shows_in_the_cell(shown: Shown) -> None:
    stop = await resting(shown)
    row = next(r for r in shown.bench.orders.rows if r.order.order_id == stop.order_id)
    changing = replace(stop, status=OrderStatus.PENDING_REPLACE)
    asked = Terms(D(1), None, D(4791))
    shown.view.set_rows([replace(row, order=changing, asked=asked)])
    cell = shown.cell(stop, "Price")
    assert (cell.text, cell.outline) == ("4,791.00", "line3")
    assert cell.tip == "Asked for 4,791.00; 4,790.00 stands until the broker confirms it."
    assert shown.cell(stop, "State").text == "Changing"
    assert shown.cell(stop, "Qty").outline == ""


async def test_a_refused_change_is_said_in_the_pane(shown: Shown) -> None:
    order = await shown.bench.place("buy", 1, order_type=OrderType.LIMIT, limit_price=D(4790))
    await shown.settled()
    shown.double_click(order, "Qty")
    shown.type("5000")
    await shown.settled()
    (words, token) = shown.bench.orders.said
    assert "5,000 ESH2024 is more than the 100" in words
    assert token == "error"
    assert named(shown.pane, words).isVisible()


# The menu.


async def test_the_menu_of_an_order_has_its_ways_to_change_and_to_end(shown: Shown) -> None:
    await shown.bench.bracket()
    shown.bench.say("4802.00", "4802.25")
    await shown.settled()
    stop = shown.bench.leg("SL")
    assert list(shown.menu(stop)) == [
        "Why, and the rules asked…",
        "Change price",
        "Move to break even, 4,800.25",
        "Cancel order",
        "Cancel sells of ESH2024",
        "Cancel all of ESH2024",
        "Cancel all",
    ]
    parent = shown.bench.paper.desk.orders[stop.parent_id]
    assert list(shown.menu(parent)) == ["Why, and the rules asked…", "Fold the legs"]
    row = shown.view.row_at(0)
    menu = shown.view.menu_of(row)
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Why, and the rules asked…"
    menu.deleteLater()


async def test_a_line_of_the_menu_edits_the_quantity(shown: Shown) -> None:
    stop = await resting(shown)
    act = shown.menu(stop)["Change quantity"]
    assert callable(act)
    act()
    (editor,) = shown.editors
    assert editor.accessibleName() == "Qty"


# Why.


async def test_an_order_says_why_and_which_rules_were_asked(shown: Shown) -> None:
    refused = await shown.bench.place("buy", 5000)
    shown.bench.orders.choose_filter("All")
    QTest.mouseClick(shown.view.viewport(), LEFT, pos=shown.spot(refused, "State"))
    (sheet,) = shown.pane.findChildren(Sheet)
    assert sheet.accessibleName() == "Buy 5,000 ESH2024 market"
    rules = named(sheet, "Rules asked, in order")
    cells = [rules.table.cells(n) for n in range(rules.table.rowCount())]
    by_rule = {row[0].text: (row[1].text, row[2].text) for row in cells}
    assert by_rule["Order quantity"] == ("5,000", "100")
    assert by_rule["Buying power"] == ("not asked", "")
    assert len(cells) == len(refused.verdict)
    sheet.put_away()


async def test_an_order_tells_why_it_traded_and_what_it_waits_for(shown: Shown) -> None:
    price = D("4800.00")
    held = await shown.bench.place("buy", 1, order_type=OrderType.LIMIT, limit_price=price)
    await shown.settled()
    about = "stand ahead at 4,800.00"
    state = shown.view.table.index(0, shown.titles.index("State"))
    assert about in state.data(Qt.ItemDataRole.ToolTipRole)
    (waits,) = executions(shown.bench.orders, held)
    assert about in waits
    # given the market comes to it
    shown.bench.paper.move("4799.75", "4800.00")
    await shown.settled()
    (tells,) = executions(shown.bench.orders, shown.bench.latest(held))
    assert "The offer came down to its limit 4,800.00: 1 of 10 shown. 99% sure. Fee $" in tells
    # the list says it in short, and its tip in full
    shown.bench.orders.choose_filter("All")
    assert state.data(Qt.ItemDataRole.ToolTipRole) == tells
    cell = shown.cell(held, "State")
    assert (cell.text, cell.aside) == (
        "Filled",
        "The offer came down to its limit 4,800.00: 1 of 10 shown. 99% sure",
    )


async def test_a_click_on_a_working_order_only_selects_it(shown: Shown) -> None:
    stop = await resting(shown)
    QTest.mouseClick(shown.view.viewport(), LEFT, pos=shown.spot(stop, "State"))
    assert shown.pane.findChildren(Sheet) == []
    selected = shown.view.selected()
    assert selected is not None
    assert selected.order.order_id == stop.order_id


async def test_the_button_cancels_no_order_that_had_to_be_chosen(shown: Shown) -> None:
    entry = await shown.bench.bracket()
    alone = await shown.bench.place("buy", 1, order_type=OrderType.LIMIT, limit_price=D(4790))
    shown.bench.orders.fold(entry.order_id, folded=True)
    shown.view.clearSelection()
    pressed(shown.pane, "Cancel order")  # one is seen, four work
    await shown.settled()
    assert shown.bench.latest(alone).is_live


async def test_a_cancelled_order_shows_its_reason_beside_its_state(shown: Shown) -> None:
    stop = await resting(shown)
    await shown.bench.paper.desk.cancel(stop.order_id)
    await shown.settled()
    shown.bench.orders.choose_filter("All")
    cell = shown.cell(stop, "State")
    assert cell.text == "Cancelled"
    assert cell.aside
    assert cell.tip.startswith(cell.aside)


async def test_an_unknown_outcome_is_explained(shown: Shown) -> None:
    stop = await resting(shown)
    row = next(r for r in shown.bench.orders.rows if r.order.order_id == stop.order_id)
    shown.view.set_rows([replace(row, order=replace(stop, status=OrderStatus.UNKNOWN))])
    cell = shown.cell(stop, "State")
    assert (cell.text, cell.outline) == ("Unknown", "unknown")
    assert "is not sent again" in cell.tip
    assert shown.cell(stop, "Rests at").text == "Not known"


async def test_a_stop_that_this_computer_moves_says_so(shown: Shown) -> None:
    await shown.bench.buy(1)
    trailing = await shown.bench.paper.desk.place(
        wish("sell", 1, order_type=OrderType.TRAILING_STOP, trail=Trail(ticks=8))
    )
    await shown.settled()
    assert shown.cell(trailing, "Type").text == "Trail"
    assert "This computer moves the stop" in shown.cell(trailing, "Rests at").tip


async def test_new_terms_are_confirmed_in_a_sheet_where_the_account_asks(shown: Shown) -> None:
    bench = shown.bench
    resting = await bench.place("buy", 2, order_type=OrderType.LIMIT, limit_price=D("4790"))
    bench.arming.lower("paper", Level.CONFIRM)
    bench.orders.take_price(resting, "4795")
    (sheet,) = shown.pane.findChildren(ConfirmSheet)
    assert bench.latest(resting).limit_price == D("4790")
    pressed(sheet, "Change ESH2024")
    await bench.paper.drained()
    assert bench.latest(resting).limit_price == D("4795")
