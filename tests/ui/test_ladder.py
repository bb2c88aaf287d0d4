"""The ladder under a real mouse and real keys: what is sent, moved, cancelled and shown."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
import pytest_asyncio
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QRegion,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.support.builders import AAPL
from tests.support.figures import Cases
from tests.support.ladder_bench import Bench, ticks
from tests.support.on_screen import LaidOut, named, pressed
from tests.support.paper_desk import wish
from tests.support.scale import scaled
from traderterminal.app.screen import read_theme
from traderterminal.desk.arming import Level
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderStatus
from traderterminal.risk.limits import PAPER
from traderterminal.ui.ladder.columns import SIDES, Column, Grid
from traderterminal.ui.ladder.drawing import CROSS_EM, LadderDrawing, Pointed
from traderterminal.ui.panes.ladder import REST_EVERY_MS, LadderPane, PositionButton
from traderterminal.ui.panes.side_button import QuickButton
from traderterminal.ui.panes.ticket import TicketPane
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.widgets.sheet import Sheet

D = Decimal
BUY, SELL = Side.BUY, Side.SELL
LEFT, MIDDLE, RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Shown:
    """A ladder pane on a bench, with the ticket beside it that asks its questions."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.vm = bench.ladder
        self.theme = read_theme("ink", 12)
        self.pane = LadderPane(bench.ladder, self.theme)
        self.ticket = TicketPane(bench.ticket, self.theme, self.show_sheet)
        self.ladder = self.pane.ladder
        self.pane.resize(330, 700)
        self.pane.show()
        self.pane.activateWindow()
        self.leave()

    def show_sheet(self, make: Callable[[QWidget], Sheet]) -> None:
        make(self.pane._band)

    def leave(self) -> None:
        QApplication.sendEvent(self.ladder, QEvent(QEvent.Type.Leave))

    def enter(self, column: Column, price: str) -> None:
        at = QPointF(self.at(column, price))
        QApplication.sendEvent(self.ladder, QEnterEvent(at, at, at))

    def at(self, column: Column, price: str) -> QPoint:
        """The middle of a cell."""
        span, row = self.ladder.grid.span(column), self.vm.view.row(ticks(price))
        assert span is not None
        assert row is not None
        return self.ladder.grid.cell(span, row).center().toPoint()

    async def click(
        self,
        column: Column,
        price: str,
        keys: Qt.KeyboardModifier = NO_KEYS,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        QTest.mouseClick(self.ladder, button, keys, self.at(column, price))
        await self.bench.settled()

    def move(self, end: QPoint, buttons: Qt.MouseButton = LEFT) -> None:
        where = QPointF(self.ladder.mapToGlobal(end))
        kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
        QApplication.sendEvent(
            self.ladder, QMouseEvent(kind, QPointF(end), where, none, buttons, NO_KEYS)
        )

    async def press_at(self, at: QPoint, at_ms: int) -> None:
        """A left click at a time of the mouse's own."""
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            self.button(kind, at, at_ms)
        await self.bench.settled()

    def button(self, kind: QEvent.Type, at: QPoint, at_ms: int) -> None:
        """Let the left button go down or come up at a time of the mouse's own."""
        where = QPointF(self.ladder.mapToGlobal(at))
        event = QMouseEvent(kind, QPointF(at), where, LEFT, LEFT, NO_KEYS)
        event.setTimestamp(at_ms)
        QApplication.sendEvent(self.ladder, event)

    async def drag(self, start: QPoint, end: QPoint) -> None:
        QTest.mousePress(self.ladder, LEFT, pos=start)
        self.move(end)
        self.picture()  # with the tag on its way
        QTest.mouseRelease(self.ladder, LEFT, pos=end)
        await self.bench.settled()

    def cross(self, column: Column, price: str) -> QPoint:
        """The × of a tag."""
        span = self.ladder.grid.span(column)
        assert span is not None
        wide = self.theme.em(CROSS_EM)
        return QPoint(round(span.left) + wide // 2 + 2, self.at(column, price).y())

    def picture(self) -> QImage:
        image = QImage(self.ladder.size(), QImage.Format.Format_RGB32)
        self.ladder.render(image)
        return image

    def quick(self, words: str) -> QuickButton:
        (found,) = [b for b in self.pane.findChildren(QuickButton) if b.text() == words]
        return found

    @property
    def line(self) -> str:
        return self.pane._line.text()


@pytest_asyncio.fixture
async def shown(qapp: QApplication) -> AsyncIterator[Shown]:
    bench = Bench()
    await bench.open()
    made = Shown(bench)
    yield made
    for widget in (made.pane, made.ticket, made.pane.header):
        widget.close()
        widget.deleteLater()
    qapp.sendPostedEvents(None, 0)
    await bench.close()


# A click.


@pytest.mark.parametrize("column", [Column.BUYS, Column.BID])
async def test_a_left_click_in_buys_or_bid_is_a_buy(shown: Shown, column: Column) -> None:
    await shown.click(column, "4799.00")
    await shown.click(column, "4801.00")
    assert shown.bench.sent == [
        ("buy", "limit", D("4799.00")),
        ("buy", "stop", D("4801.00")),
    ]


@pytest.mark.parametrize("column", [Column.SELLS, Column.ASK])
async def test_a_left_click_in_sells_or_ask_is_a_sell(shown: Shown, column: Column) -> None:
    await shown.click(column, "4801.00")
    await shown.click(column, "4799.00")
    assert shown.bench.sent == [
        ("sell", "limit", D("4801.00")),
        ("sell", "stop", D("4799.00")),
    ]


async def test_elsewhere_a_click_does_nothing(shown: Shown) -> None:
    shown.vm.show_extra("trades", shown=True)
    shown.vm.show_extra("ahead", shown=True)
    shown.pane.resize(500, 700)
    for column in Column:
        if column not in SIDES:
            await shown.click(column, "4799.00")
    for column in SIDES:
        await shown.click(column, "4799.00", button=RIGHT)
    QTest.mouseClick(shown.ladder, LEFT, NO_KEYS, QPoint(200, 5))  # the titles
    QTest.mouseClick(shown.ladder, LEFT, NO_KEYS, QPoint(200, shown.ladder.height() - 1))
    await shown.bench.settled()
    assert shown.bench.all == []


async def test_keys_force_a_stop_or_a_limit_and_not_both(shown: Shown) -> None:
    await shown.click(Column.BID, "4801.00", SHIFT)
    await shown.click(Column.BID, "4799.00", CTRL)
    await shown.click(Column.BID, "4800.25", CTRL)  # which takes the ask
    assert shown.bench.sent == [
        ("buy", "stop", D("4801.00")),
        ("buy", "limit", D("4799.00")),
        ("buy", "limit", D("4800.25")),
    ]
    await shown.click(Column.BID, "4799.00", SHIFT)
    assert shown.line.startswith("A buy stop belongs above the ask 4,800.25")
    await shown.click(Column.BID, "4801.00", SHIFT | CTRL)
    assert shown.line == "Shift forces a stop, Ctrl a limit: not both. Nothing was sent."
    await shown.click(Column.BID, "4800.25")
    assert shown.line.startswith("4,800.25 is the ask")
    assert len(shown.bench.sent) == 3


async def test_a_refusal_does_not_hide_for_long_what_the_next_click_would_send(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shown.click(Column.BID, "4799.00", SHIFT)
    shown.enter(Column.BID, "4799.50")
    assert shown.line.startswith("A buy stop belongs above")  # it was said just now
    monkeypatch.setattr("traderterminal.ui.panes.ladder.SAID_FIRST_MS", 0)
    shown.enter(Column.BID, "4799.25")
    assert shown.line == "Buy 1 limit 4,799.25"
    shown.leave()
    assert shown.line.startswith("A buy stop belongs above")  # it stands until the next act


async def test_the_line_hears_of_ctrl_and_shift_while_the_pointer_rests(shown: Shown) -> None:
    window, (down, up) = shown.pane.windowHandle(), (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
    assert window is not None

    def key(what: QEvent.Type, which: Qt.Key, before: Qt.KeyboardModifier) -> None:
        """As the system does it, with what was down before; QTest presses more of its own."""
        QApplication.sendEvent(window, QKeyEvent(what, which, before))

    shown.enter(Column.BID, "4801.00")
    assert shown.line == "Buy 1 stop 4,801.00"
    key(down, Qt.Key.Key_Control, NO_KEYS)
    assert shown.line == "Buy 1 limit 4,801.00"
    key(down, Qt.Key.Key_Shift, CTRL)
    assert shown.line.startswith("Shift forces a stop, Ctrl a limit: not both")
    key(up, Qt.Key.Key_Shift, CTRL | SHIFT)
    assert shown.line == "Buy 1 limit 4,801.00"
    key(up, Qt.Key.Key_Control, CTRL)
    assert shown.line == "Buy 1 stop 4,801.00"
    shown.leave()
    key(down, Qt.Key.Key_Control, NO_KEYS)
    assert shown.line == ""
    key(up, Qt.Key.Key_Control, CTRL)


async def test_a_button_that_comes_up_elsewhere_sends_nothing(shown: Shown) -> None:
    start = shown.at(Column.BID, "4799.00")
    for end in (
        shown.at(Column.BID, "4798.00"),
        shown.at(Column.ASK, "4799.00"),
        QPoint(start.x(), -40),
    ):
        await shown.drag(start, end)
    shown.vm.scroll(0)
    QTest.mousePress(shown.ladder, LEFT, pos=start)
    shown.vm.scroll(1)  # another price is there by now
    QTest.mouseRelease(shown.ladder, LEFT, pos=start)
    QTest.mousePress(shown.ladder, LEFT, pos=start)
    QTest.mouseClick(shown.ladder, MIDDLE, pos=start)  # beside the one that is held
    shown.vm.show(AAPL)
    QTest.mouseRelease(shown.ladder, LEFT, pos=start)
    await shown.bench.settled()
    assert shown.bench.all == []


async def test_what_a_click_would_do_is_said_where_the_pointer_is(shown: Shown) -> None:
    shown.move(shown.at(Column.BID, "4799.00"), Qt.MouseButton.NoButton)
    assert shown.line == "Buy 1 limit 4,799.00"
    shown.move(shown.at(Column.PRICE, "4799.00"), Qt.MouseButton.NoButton)
    assert shown.line == ""
    shown.move(shown.at(Column.ASK, "4799.00"), Qt.MouseButton.NoButton)
    assert shown.line == "Sell 1 stop 4,799.00"
    shown.move(shown.at(Column.VOLUME, "4799.00"), Qt.MouseButton.NoButton)
    assert shown.ladder.toolTip().startswith("Volume at price heard since")
    shown.leave()
    assert shown.line == ""


async def test_what_is_said_around_the_prices_lays_nothing_out_anew(shown: Shown) -> None:
    """The window would lay out all its docks, as often as a size changes and at every click."""
    QApplication.sendPostedEvents(None, 0)
    asked, said = LaidOut(shown.pane, shown.pane.header), set[tuple[str, ...]]()
    for number in range(12):
        shown.pane._since_rest.invalidate()
        shown.bench.displays(("B", "4799.75", 10**number % 9_999))
        shown.vm.flush()
        shown.move(
            shown.at((Column.BID, Column.PRICE)[number % 2], "4799.00"), Qt.MouseButton.NoButton
        )
        QApplication.sendPostedEvents(None, 0)
        said.add((shown.line, *(one.text() for one in shown.pane._totals)))
    assert len(said) == 4
    assert asked.times == 0


async def test_what_stands_around_the_prices_is_shown_at_once_where_it_is_about_something_else(
    shown: Shown,
) -> None:
    pane, ticket, presets = shown.pane, shown.bench.ticket, shown.pane._presets
    (position,) = pane.findChildren(PositionButton)

    async def at_once(change: Callable[[], object]) -> None:
        pane._since_rest.restart()  # so it is not its turn for long
        change()
        await shown.bench.settled()

    await at_once(lambda: ticket.choose_quantity(D(5)))
    assert presets._shown == (ticket.presets, D(5))
    await at_once(lambda: ticket.edit_preset(0, "7"))
    assert presets._buttons[0].text() == "7"
    await at_once(lambda: ticket.exits.choose(1))
    assert pane._exits.currentIndex() == 1
    pane._since_rest.restart()
    await shown.bench.buys(2)
    shown.vm.flush()
    assert position._shown[0] == "LONG 2"
    before = position._shown[1]
    await shown.bench.moves("4810.00", "4810.25")
    await shown.bench.buys(2)
    await shown.bench.paper.desk.place(wish("sell", 2))
    await shown.bench.paper.drained()
    pane._since_rest.restart()
    shown.vm.flush()  # as large as before, at another average price
    assert position._shown[0] == "LONG 2"
    assert position._shown[1] == formats.signed_money(shown.vm.open_result)
    assert position._shown[1] != before
    pane._since_rest.restart()
    formats.hide_money(True)
    try:
        shown.vm.write_anew()
        assert position._shown[1] == formats.HIDDEN
    finally:
        formats.hide_money(False)


async def test_the_totals_are_told_a_few_times_a_second_and_the_last_also_in_silence(
    shown: Shown, qtbot: QtBot
) -> None:
    shown.pane._since_rest.invalidate()
    told = list[str]()
    for lots in range(1, 20):
        shown.bench.displays(("B", "4799.75", lots))
        shown.vm.flush()
        told.append(shown.pane._totals[0].text())
    assert len(set(told)) < 19
    waits = shown.pane._rest_again
    assert waits.timerType() is Qt.TimerType.PreciseTimer  # another one is early, and begins anew
    assert 0 <= waits.remainingTime() <= REST_EVERY_MS + 1
    assert shown.pane._since_rest.elapsed() + waits.remainingTime() <= REST_EVERY_MS + 50
    qtbot.waitUntil(lambda: shown.pane._totals[0].text() == "Bids 19")


# Own orders.


async def test_a_drag_moves_an_order_by_one_change(shown: Shown) -> None:
    await shown.click(Column.BUYS, "4799.00")
    start = shown.at(Column.BUYS, "4799.00")
    await shown.drag(start, shown.at(Column.BID, "4798.00"))
    (order,) = shown.bench.all
    assert (order.limit_price, order.status) == (D("4798.00"), OrderStatus.ACCEPTED)
    await shown.drag(shown.at(Column.BUYS, "4798.00"), shown.at(Column.BUYS, "4801.00"))
    assert "at once" in shown.line
    assert shown.bench.all[0].limit_price == D("4798.00")
    assert len(shown.bench.all) == 1


async def test_what_comes_of_a_drag_is_said_before_it_ends(shown: Shown) -> None:
    await shown.bench.buys(1)
    await shown.bench.rests("sell", "4803.00")
    start = shown.at(Column.SELLS, "4803.00")
    QTest.mousePress(shown.ladder, LEFT, pos=start)
    shown.move(shown.at(Column.SELLS, "4801.00"))
    assert shown.line == "1 L to 4,801.00"
    into = shown.at(Column.SELLS, "4799.00")
    shown.move(into)
    assert shown.line == "1 L to 4,799.00; sells at once, the bid is 4,800.00"
    QTest.keyClick(shown.ladder, Qt.Key.Key_Escape)
    assert "at once" not in shown.line
    QTest.mouseRelease(shown.ladder, LEFT, pos=into)
    await shown.bench.settled()
    assert shown.vm.position_words == "LONG 1"
    await shown.drag(start, into)
    assert shown.vm.position_words == "FLAT"
    assert len(shown.bench.all) == 2


async def test_a_drag_that_comes_back_or_is_dropped_changes_nothing(shown: Shown) -> None:
    await shown.click(Column.BUYS, "4799.00")
    start, away = shown.at(Column.BUYS, "4799.00"), shown.at(Column.BUYS, "4797.50")
    QTest.mousePress(shown.ladder, LEFT, pos=start)
    shown.move(away)
    shown.move(start)
    QTest.mouseRelease(shown.ladder, LEFT, pos=start)
    drops: tuple[Callable[[], None], ...] = (
        lambda: QTest.keyClick(shown.ladder, Qt.Key.Key_Escape),
        lambda: QTest.mouseClick(shown.ladder, RIGHT, pos=away),
    )
    for drop in drops:
        QTest.mousePress(shown.ladder, LEFT, pos=start)
        shown.move(away)
        drop()
        QTest.mouseRelease(shown.ladder, LEFT, pos=away)
    await shown.bench.settled()
    (order,) = shown.bench.all
    assert order.limit_price == D("4799.00")


async def test_the_cross_and_the_middle_button_cancel(shown: Shown) -> None:
    for price in ("4799.00", "4798.00"):
        await shown.click(Column.BUYS, price)
    shown.move(shown.cross(Column.BUYS, "4799.00"), Qt.MouseButton.NoButton)
    shown.picture()
    QTest.mouseClick(shown.ladder, LEFT, NO_KEYS, shown.cross(Column.BUYS, "4799.00"))
    await shown.bench.settled()
    await shown.click(Column.BID, "4798.00", button=MIDDLE)
    assert [order.status for order in shown.bench.all] == [OrderStatus.CANCELED] * 2


async def test_the_middle_button_cancels_the_orders_of_its_column_alone(shown: Shown) -> None:
    await shown.click(Column.BUYS, "4799.00")
    await shown.click(Column.SELLS, "4799.00")  # a stop, as the market is above
    for column in (Column.SELLS, Column.ASK):
        await shown.click(column, "4798.00", button=MIDDLE)  # where nothing rests
    assert [order.is_live for order in shown.bench.all] == [True, True]
    await shown.click(Column.SELLS, "4799.00", button=MIDDLE)
    assert shown.bench.tag(SELL, "4799.00") is None
    assert shown.bench.tag(BUY, "4799.00") is not None
    await shown.click(Column.SELLS, "4799.00", button=MIDDLE)  # of its own there is none any more
    assert shown.bench.tag(BUY, "4799.00") is not None
    await shown.click(Column.BID, "4799.00", button=MIDDLE)
    assert shown.bench.tag(BUY, "4799.00") is None


async def test_a_double_click_on_the_cross_places_nothing_where_the_order_was(
    shown: Shown,
) -> None:
    await shown.click(Column.BUYS, "4799.00")
    cross = shown.cross(Column.BUYS, "4799.00")
    for at_ms in (1_000_000, 1_000_150, 1_000_300):
        await shown.press_at(cross, at_ms)
    assert [order.status for order in shown.bench.all] == [OrderStatus.CANCELED]
    await shown.press_at(cross, 1_002_000)
    assert len(shown.bench.all) == 2


async def test_after_the_cross_a_click_elsewhere_is_sent_at_once(shown: Shown) -> None:
    await shown.click(Column.BUYS, "4799.00")
    await shown.press_at(shown.cross(Column.BUYS, "4799.00"), 1_000_000)
    await shown.press_at(shown.at(Column.BID, "4798.00"), 1_000_200)
    first, second = shown.bench.all
    assert first.status is OrderStatus.CANCELED
    assert (second.limit_price, second.is_live) == (D("4798.00"), True)


async def test_after_the_cross_another_order_is_dragged_at_once(shown: Shown) -> None:
    for price in ("4799.00", "4798.00"):
        await shown.click(Column.BUYS, price)
    await shown.press_at(shown.cross(Column.BUYS, "4799.00"), 1_000_000)
    start, end = shown.at(Column.BUYS, "4798.00"), shown.at(Column.BUYS, "4797.50")
    shown.button(QEvent.Type.MouseButtonPress, start, 1_000_200)
    shown.move(end)
    shown.button(QEvent.Type.MouseButtonRelease, end, 1_000_250)
    await shown.bench.settled()
    assert [order.is_live for order in shown.bench.all] == [False, True]
    assert shown.bench.all[1].limit_price == D("4797.50")


async def test_a_press_within_a_double_click_does_not_make_it_longer(shown: Shown) -> None:
    await shown.click(Column.BUYS, "4799.00")
    cross = shown.cross(Column.BUYS, "4799.00")
    within = QGuiApplication.styleHints().mouseDoubleClickInterval()
    for at_ms in (0, within - 1, within):
        await shown.press_at(cross, 1_000_000 + at_ms)
    assert [order.is_live for order in shown.bench.all] == [False, True]


async def test_a_click_on_orders_out_of_view_goes_to_them_and_sends_nothing(shown: Shown) -> None:
    await shown.bench.rests("sell", "4850.00")
    shown.enter(Column.SELLS, "4800.50")
    (pin,) = shown.vm.pinned
    span = shown.ladder.grid.span(Column.SELLS)
    assert span is not None
    at = shown.ladder.grid.cell(span, pin.row).center().toPoint()
    shown.move(at, Qt.MouseButton.NoButton)
    assert shown.line == "A click goes to 4,850.00"
    for at_ms in (1_000_000, 1_000_200):
        await shown.press_at(at, at_ms)
    assert shown.vm.view.row(ticks("4850.00")) == shown.vm.view.rows // 2
    assert [order.limit_price for order in shown.bench.all] == [D("4850.00")]


async def test_a_click_beside_the_cross_adds_an_order_at_the_price(shown: Shown) -> None:
    await shown.click(Column.BUYS, "4799.00")
    shown.bench.ticket.choose_quantity(D(2))  # the same one twice would be asked about
    await shown.click(Column.BUYS, "4799.00")
    tag = shown.bench.tag(BUY, "4799.00")
    assert tag is not None
    assert (tag.words, len(tag.order_ids)) == ("3 L", 2)
    await shown.click(Column.BUYS, "4799.00", button=MIDDLE)
    assert shown.bench.tag(BUY, "4799.00") is None


# Standing still.


async def test_no_row_jumps_under_the_pointer(shown: Shown) -> None:
    shown.vm.follow(follows=True)
    random, bid = Random(1), D("4800.00")
    shown.enter(Column.BID, "4799.00")
    top = shown.vm.view.top
    for _ in range(200):
        bid += D("0.25") * random.randrange(-9, 10)
        shown.bench.say(str(bid), str(bid + D("0.25")))
        shown.vm.flush()
        assert shown.vm.view.top == top
    assert shown.pane._state.text() == "held"
    shown.leave()
    bid += D("6.00")
    shown.bench.say(str(bid), str(bid + D("0.25")))
    shown.vm.flush()
    assert shown.vm.view.row(ticks(str(bid))) == shown.vm.view.rows // 2
    assert shown.pane._state.text() == "following"


def test_a_pane_that_goes_away_under_the_pointer_holds_nothing(shown: Shown) -> None:
    shown.enter(Column.BID, "4799.00")
    QTest.mousePress(shown.ladder, LEFT, pos=shown.at(Column.BID, "4799.00"))
    assert shown.vm.view.held
    shown.pane.hide()
    assert not shown.vm.view.held
    QTest.mouseRelease(shown.ladder, LEFT, pos=shown.at(Column.BID, "4799.00"))
    assert shown.bench.all == []
    shown.pane.show()
    shown.move(shown.at(Column.BID, "4799.00"), Qt.MouseButton.NoButton)
    assert shown.vm.view.held


async def test_a_middle_click_on_an_empty_row_recentres(shown: Shown) -> None:
    acts: tuple[Callable[[], None], ...] = (
        lambda: QTest.mouseClick(shown.ladder, MIDDLE, NO_KEYS, QPoint(150, 100)),
        lambda: QTest.mouseClick(named(shown.pane.header, "Recentre (Space)"), LEFT),
    )
    for recentre in acts:
        shown.vm.scroll(4)
        assert shown.vm.view.row(ticks("4800.00")) != shown.vm.view.rows // 2
        recentre()
        assert shown.vm.view.row(ticks("4800.00")) == shown.vm.view.rows // 2
    assert shown.bench.all == []


async def test_wheel_and_keys_look_further_up_and_down(shown: Shown) -> None:
    shown.enter(Column.BID, "4799.00")  # else the ladder goes back to the market
    top = shown.vm.view.top
    assert top is not None
    at, none = QPointF(150, 100), Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(at, at, QPoint(), QPoint(0, 120), none, NO_KEYS, phase, False)
    QApplication.sendEvent(shown.ladder, turn)
    assert shown.vm.view.top == top + 2
    page = shown.ladder.grid.rows - 1
    for key, wanted in (
        (Qt.Key.Key_Up, top + 3),
        (Qt.Key.Key_Down, top + 2),
        (Qt.Key.Key_PageUp, top + 2 + page),
        (Qt.Key.Key_PageDown, top + 2),
    ):
        QTest.keyClick(shown.ladder, key)
        assert shown.vm.view.top == wanted
    QTest.keyClick(shown.ladder, Qt.Key.Key_A)
    assert shown.bench.all == []


# What stands around it.


async def test_the_buttons_trade_at_the_quote_and_at_the_market(shown: Shown) -> None:
    for words in ("Join ask", "Hit bid", "Lift ask", "Join bid", "Sell market", "Buy market"):
        QTest.mouseClick(shown.quick(words), LEFT)
        await shown.bench.settled()
    assert [(side, kind) for side, kind, _ in shown.bench.sent] == [
        ("sell", "limit"),
        ("sell", "limit"),
        ("buy", "limit"),
        ("buy", "limit"),
        ("sell", "market"),
        ("buy", "market"),
    ]


async def test_buttons_say_why_they_wait_although_nothing_happens_any_more(
    shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    buy = shown.quick("Buy market")
    shown.vm.changed.emit(None)
    assert buy.waits == ""
    words = type(shown.vm.ticket.words)
    monkeypatch.setattr(words, "waits_at_quote", lambda words, side: "The recording ended.")
    shown.vm.changed.emit(None)  # so soon after the last time that it is not asked again
    qtbot.waitUntil(lambda: buy.waits != "")


async def test_the_bottom_rows_close_reverse_and_copy_the_size(shown: Shown) -> None:
    await shown.bench.buys(2)
    shown.vm.flush()
    (position,) = shown.pane.findChildren(PositionButton)
    assert position.accessibleName().startswith("Position long 2")
    QTest.mouseClick(position, LEFT)
    assert shown.bench.ticket.quantity == 2
    pressed(shown.pane, "Reverse")
    await shown.bench.settled()
    assert shown.vm.position_words == "SHORT 2"
    position.grab()
    pressed(shown.pane, "Close")
    await shown.bench.settled()
    assert shown.vm.position_words == "FLAT"
    assert position.accessibleName() == "Position flat"


async def test_the_numbers_follow_to_a_finer_screen_and_into_the_colour_of_what_is_old(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.bench.displays(("B", "4799.75", 1_234), ("A", "4800.25", 56))
    grid, used = shown.ladder.grid, LadderDrawing(shown.vm, shown.theme)

    def drawn(drawing: LadderDrawing, ratio: float) -> QImage:
        image = QImage(shown.ladder.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        drawing.forget()
        drawing.paint(painter, grid, QRegion(shown.ladder.rect()), None, None)
        painter.end()
        return image

    drawn(used, 1.0)
    assert drawn(used, 2.0) == drawn(LadderDrawing(shown.vm, shown.theme), 2.0)
    fresh = drawn(used, 1.0)
    monkeypatch.setattr(type(shown.vm), "stale", "9 s old")
    assert drawn(used, 1.0) == drawn(LadderDrawing(shown.vm, shown.theme), 1.0) != fresh


async def test_results_at_prices_turn_into_dots_and_back_at_once(shown: Shown) -> None:
    await shown.bench.buys(2)
    shown.vm.flush()
    span = shown.ladder.grid.span(Column.RESULT)
    assert span is not None
    row = shown.vm.view.row(ticks("4803.00"))
    assert row is not None
    cell = shown.ladder.grid.cell(span, row).toRect()
    amount = shown.picture().copy(cell)
    try:
        formats.hide_money(True)
        shown.vm.write_anew()
        dots = shown.picture().copy(cell)
    finally:
        formats.hide_money(False)
    assert dots != amount
    shown.vm.write_anew()
    assert shown.picture().copy(cell) == amount


async def test_low_and_narrow_panes_keep_the_prices_and_the_ways_out(shown: Shown) -> None:
    assert shown.quick("Join ask").isVisible()
    assert shown.ladder.grid.span(Column.RESULT) is not None
    shown.pane.resize(268, 420)
    assert not shown.quick("Join ask").isVisible()
    assert shown.ladder.grid.span(Column.RESULT) is None
    assert shown.ladder.grid.span(Column.VOLUME) is None
    assert shown.ladder.grid.rows >= 10
    spans = shown.ladder.grid.spans
    assert spans[-1].right <= shown.ladder.width() + 0.5
    for button in shown.pane.findChildren(QPushButton):
        if button.text() in ("Close", "Reverse"):
            assert button.isVisible()
            assert shown.pane.rect().contains(button.geometry())


def test_no_column_is_cut_off_at_any_width(shown: Shown) -> None:
    for extras in ((), ("trades",), ("trades", "ahead")):
        for name in extras:
            shown.vm.show_extra(name, shown=True)
        least = shown.ladder.minimumSizeHint().width()
        for width in range(least, 520):
            grid = Grid(shown.theme, width, 600, extras)
            assert grid.spans[-1].right <= width + 0.5
            assert {Column.BUYS, Column.BID, Column.PRICE, Column.ASK, Column.SELLS} <= {
                span.column for span in grid.spans
            }


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)  # a menu pops up
async def test_the_menu_lets_it_follow_and_show_more(shown: Shown) -> None:
    shown.pane._offer()
    (menu,) = shown.pane.findChildren(QMenu)
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions) == ["Follow the market", "Recent trades", "Queue ahead"]
    for action in actions.values():
        action.trigger()
    menu.close()
    assert shown.vm.view.follows
    assert shown.ladder.grid.span(Column.AHEAD) is not None
    assert shown.ladder.grid.span(Column.BOUGHT) is not None


async def test_every_drawing_differs_where_something_is_to_be_seen(shown: Shown) -> None:
    """A stale quote, an unknown order, a position, pinned orders and the market out of view."""
    shown.enter(Column.BID, "4799.00")
    pictures = [shown.picture()]

    def differs() -> None:
        shown.vm.flush()
        pictures.append(shown.picture())
        assert pictures[-1] != pictures[-2]

    shown.bench.displays(("B", "4800.00", 30), ("B", "4799.75", 60), ("A", "4800.25", 15))
    differs()
    shown.bench.prints("4800.25", 4)
    differs()
    await shown.bench.buys(2)
    differs()
    await shown.bench.rests("buy", "4799.00")
    differs()
    await shown.bench.rests("buy", "4799.00", 2)
    differs()
    await shown.bench.rests("sell", "4850.00")
    differs()
    shown.vm.scroll(60)
    differs()
    shown.vm.scroll(-60)
    shown.vm.show_extra("trades", shown=True)
    differs()


# Arming, by hand.


async def test_in_confirm_an_entry_leaves_by_the_button_of_its_sheet_alone(shown: Shown) -> None:
    shown.bench.arming.lower("paper", Level.CONFIRM)
    await shown.click(Column.BID, "4799.00")
    assert shown.bench.all == []
    pressed(shown.pane, "Buy 1 ESH2024")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    await shown.bench.settled()
    assert shown.bench.sent == [("buy", "limit", D("4799.00"))]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
async def test_rows_drawn_as_they_change_look_as_if_all_were_drawn(
    shown: Shown, ratio: float
) -> None:
    bench, random = shown.bench, Random(5)
    grid, held = Grid(shown.theme, 330, 500, ("trades", "ahead")), Pointed(Column.BID, 4)
    bench.ladder.fit(grid.rows)
    for name in ("trades", "ahead"):
        bench.ladder.show_extra(name, shown=True)
    await bench.buys(2)
    await bench.rests("buy", "4799.00")
    kept, drawing = _picture(grid, ratio), LadderDrawing(bench.ladder, shown.theme)
    partly = 0
    for step in range(120):
        bid = 19_200 + random.randrange(-3, 4)
        bench.displays(
            *(
                (side, str(D(bid + away) / 4), random.randrange(0, 400))
                for side, away in (("B", -random.randrange(8)), ("A", 1 + random.randrange(8)))
            )
        )
        bench.say(str(D(bid) / 4), str(D(bid + 1) / 4))
        bench.prints(str(D(bid + random.randrange(2)) / 4), random.randrange(1, 9))
        if step == 60:
            await bench.rests("sell", "4803.00", 2)
        pointed = held if step > 90 else None
        rows = drawing.changed(grid, pointed)
        if step == 91:
            rows = None
        everything = QRegion(0, 0, grid.width, grid.height)
        region = everything if rows is None else QRegion()
        for row in rows or ():
            region = region.united(QRect(0, grid.top(row), grid.width, grid.row_height))
        partly += rows is not None
        if not region.isEmpty():
            _draw(drawing, kept, grid, region, pointed)
        whole, anew = _picture(grid, ratio), LadderDrawing(bench.ladder, shown.theme)
        _draw(anew, whole, grid, everything, pointed)
        assert kept == whole, step
    assert partly > 80


async def test_the_row_where_the_loss_of_the_day_would_be_used_up_is_hatched(
    qapp: QApplication,
) -> None:
    bench = Bench(replace(PAPER, max_daily_loss=D(100)))
    await bench.open()
    shown = Shown(bench)

    def colours() -> int:
        """How many there are in a cell of that row which shows nothing else."""
        row, span = shown.vm.view.row(ticks("4798.25")), shown.ladder.grid.span(Column.BUYS)
        assert row is not None
        assert span is not None
        picture = shown.picture().copy(shown.ladder.grid.cell(span, row).toRect())
        inside = range(4, picture.width() - 4)
        return len({picture.pixelColor(x, picture.height() // 2).name() for x in inside})

    assert colours() == 1
    await bench.buys(1)
    await bench.settled()
    assert bench.ladder.breach_ticks == ticks("4798.25")
    assert colours() > 1
    shown.enter(Column.PRICE, "4798.25")
    assert shown.line == "Daily-loss breach 4,798.25, —, −$100.00."
    for widget in (shown.pane, shown.ticket, shown.pane.header):
        widget.close()
        widget.deleteLater()
    qapp.sendPostedEvents(None, 0)
    await bench.close()


def _picture(grid: Grid, ratio: float) -> QImage:
    made = QImage(round(grid.width * ratio), round(grid.height * ratio), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(ratio)
    return made


def _draw(
    drawing: LadderDrawing, on: QImage, grid: Grid, region: QRegion, pointed: Pointed | None
) -> None:
    painter = QPainter(on)
    painter.setClipRegion(region)  # as Qt does for a widget
    drawing.paint(painter, grid, region, pointed, None)
    painter.end()


@pytest.mark.counted("runs of random mouse and keys on a ladder that observes")
async def test_a_mash_of_mouse_and_keys_sends_nothing_while_it_observes(
    shown: Shown, cases: Cases
) -> None:
    shown.bench.arming.lower("paper", Level.OBSERVE)
    grid, keys = shown.ladder.grid, (NO_KEYS, SHIFT, CTRL, SHIFT | CTRL)
    random = Random(7)
    for _ in cases.over(range(scaled(5_000))):
        at = QPoint(random.randrange(shown.ladder.width()), random.randrange(shown.ladder.height()))
        match random.randrange(4):
            case 0:
                button = random.choice((LEFT, MIDDLE, RIGHT))
                QTest.mouseClick(shown.ladder, button, random.choice(keys), at)
            case 1:
                key = Qt.Key(random.randrange(33, 91))
                QTest.keyClick(shown.ladder, key, random.choice(keys))
            case 2:
                await shown.drag(at, QPoint(random.randrange(grid.width), at.y() + 40))
            case _:
                QTest.mouseClick(random.choice(shown.pane.findChildren(QuickButton)), LEFT)
    await shown.bench.settled()
    assert shown.bench.all == []


def test_in_a_low_pane_the_quantities_stay_longer_than_what_the_ticket_does_too(
    shown: Shown,
) -> None:
    def stays(height: int) -> tuple[bool, bool]:
        shown.pane.resize(330, shown.theme.em(height))
        return shown.pane._sizes.isVisible(), shown.pane._quick_row.isVisible()

    assert [stays(height) for height in (50, 41, 38, 30)] == [
        (True, True),
        (True, True),
        (True, False),
        (False, False),
    ]
