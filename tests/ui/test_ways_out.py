"""A question over the panes holds up no way out: the click that puts it away goes on to it."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.support.on_screen import position, until
from tests.support.recorded_day import ACCOUNT, MINUTE, START_NS, SYMBOL
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.ladder.columns import Column
from traderterminal.ui.ladder.widget import LadderWidget
from traderterminal.ui.panes.arming_sheets import ConfirmSheet
from traderterminal.ui.panes.orders import OrdersPane
from traderterminal.ui.panes.positions import PositionsPane
from traderterminal.ui.panes.side_button import PriceButton
from traderterminal.ui.widgets.hold_button import HOLD_S
from traderterminal.ui.widgets.ways_out import pixels_within, places, surface

pytestmark = pytest.mark.qt_log_ignore(
    r"^This plugin does not support propagateSizeHints\(\)$",
    r"^This plugin does not support grabbing the mouse$",
    extend=True,
)

D = Decimal
HEADER = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size\n"
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
#: Finds a way out: what has it, and where it is.
Find = Callable[[Screen], tuple[QWidget, QRect]]
Act = Callable[[Service, Screen], Awaitable[None]]
Run = Callable[[Act], None]


def painted(kind: type[QWidget], pane: str) -> Find:
    """Find the first way out that a widget of a pane paints."""

    def find(screen: Screen) -> tuple[QWidget, QRect]:
        dock = screen.window._docking.docks[pane]
        screen.window.flush()
        widget = next(one for one in dock.findChildren(kind) if one.isVisible())
        widget.render(QImage(widget.size(), QImage.Format.Format_RGB32))
        return surface(widget), places(widget)[0]

    return find


def whole(button: QAbstractButton, _: Screen) -> tuple[QWidget, QRect]:
    return button, button.rect()


def of_table(kind: type[PositionsPane | OrdersPane]) -> Find:
    def find(screen: Screen) -> tuple[QWidget, QRect]:
        (pane,) = screen.window.findChildren(kind)
        screen.window.flush()
        return surface(pane.table), places(pane.table)[0]

    return find


def a_button(pane: str, words: str) -> Find:
    def find(screen: Screen) -> tuple[QWidget, QRect]:
        dock = screen.window._docking.docks[pane]
        (found,) = [one for one in dock.findChildren(QAbstractButton) if one.text() == words]
        return found, found.rect()

    return find


@pytest.fixture
def on_paused(on_screen: Any, tmp_path: Path) -> Run:
    """Run a test's coroutine on a market that stands, in a window with room for everything."""
    recording = tmp_path / "ticks.csv"
    rows = ("quote,,,,4800,50,4800.25,50", "trade,4800.25,1,B,,,,")
    times = (START_NS, START_NS + MINUTE)  # at the first of which it waits
    recording.write_text(HEADER + "".join(f"{at},{row}\n" for at in times for row in rows))

    def run(act: Act) -> None:
        async def arranged(service: Service, screen: Screen) -> None:
            screen.window.resize(1600, 1300)
            screen.window.arrange(1600, 1300)
            await act(service, screen)

        options = {"market": f"replay:{recording}", "symbol": SYMBOL, "start": "first"}
        on_screen(arranged, armed=False, **options)

    return run


async def held(service: Service) -> Order:
    """Hold something, with an order at rest at the bid."""
    desk, quote = service.engine.desk, service.engine.hub.quote(SYMBOL)
    assert quote is not None
    assert quote.bid is not None
    buy = OrderWish(ACCOUNT, SYMBOL, "delta", "buy", D(2), source="test")
    await desk.place(buy)
    await until(service, lambda: position(service) == 2)
    limit = OrderWish(
        *(ACCOUNT, SYMBOL, "delta", "buy", D(1)),
        order_type=OrderType.LIMIT,
        limit_price=quote.bid,
        source="test",
    )
    rests = await desk.place(limit)
    await until(service, lambda: desk.orders[rests.order_id].status is OrderStatus.ACCEPTED)
    return rests


def asked(screen: Screen) -> None:
    """Let a question lie over the panes."""
    screen.trading.ticket.choose_type(OrderType.MARKET)
    screen.trading.ticket.send(Side.BUY)
    assert [type(one) for one in screen.window.asking.sheets()] == [ConfirmSheet]
    screen.window.grab()


def window_place(screen: Screen, find: Find) -> tuple[QWindow, QPoint]:
    """Return where the system would tell the window of a click on a way out."""
    widget, box = find(screen)
    handle = screen.window.windowHandle()
    assert handle is not None
    at = widget.mapTo(screen.window, box.center())
    (sheet,) = screen.window.asking.sheets()
    assert sheet.geometry().contains(at)  # it lies over it
    assert not sheet.hides(screen.window.mapToGlobal(at))
    return handle, at


def test_no_pixel_beside_a_painted_way_out_belongs_to_it() -> None:
    for box in (QRectF(10, 20, 12, 9), QRectF(10.4, 19.7, 12.2, 8.1), QRectF(0.5, 0.5, 7, 7)):
        found = pixels_within(box)
        assert box.contains(QRectF(found))
        assert found.contains(box.center().toPoint())


@pytest.mark.parametrize(
    ("pane", "find", "comes"),
    [
        ("Positions", of_table(PositionsPane), "closed"),
        ("Chart", painted(ChartWidget, "Chart"), "cancelled"),
        ("Ladder", painted(LadderWidget, "Ladder"), "cancelled"),
        ("Ladder", a_button("Ladder", "Close"), "closed"),
        ("Orders", a_button("Orders", "Cancel all"), "cancelled"),
        ("Orders", a_button("Orders", "Cancel order"), "cancelled"),
        ("Ticket", a_button("Ticket", "Cancel buys"), "cancelled"),
    ],
)
def test_one_click_gets_out_from_under_a_question(
    on_paused: Run, pane: str, find: Find, comes: str
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        rests = await held(service)
        window.open_pane(pane)
        asked(screen)
        handle, at = window_place(screen, find)
        before = set(desk.orders)
        QTest.mouseClick(handle, LEFT, NO_KEYS, at)
        assert window.asking.sheets() == []
        if comes == "closed":
            await until(service, lambda: position(service) == 0)
        else:
            await until(service, lambda: desk.orders[rests.order_id].status is OrderStatus.CANCELED)
            assert position(service) == 2
        sent = [one for key, one in desk.orders.items() if key not in before]
        assert [one.side for one in sent] == ([Side.SELL] if comes == "closed" else [])

    on_paused(act)


def test_one_middle_click_cancels_in_the_ladder_from_under_a_question(on_paused: Run) -> None:
    """Where it would cancel without the question: at the price, not in the other side's cell."""

    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        rests = await held(service)
        window.open_pane("Ladder")
        ladder, _ = painted(LadderWidget, "Ladder")(screen)
        assert isinstance(ladder, LadderWidget)
        (ticks,) = {tag.ticks for tag in screen.trading.ladder.tags.values()}
        handle = window.windowHandle()
        assert handle is not None
        for column, comes in ((Column.ASK, False), (Column.PRICE, True)):
            asked(screen)
            cell = ladder.place_of(column, ticks)
            assert cell is not None
            at = ladder.mapTo(window, cell)
            (sheet,) = window.asking.sheets()
            assert sheet.geometry().contains(at)
            QTest.mouseClick(handle, Qt.MouseButton.MiddleButton, NO_KEYS, at)
            assert window.asking.sheets() == []
            await service.engine.host.sleep(0.1)
            status = desk.orders[rests.order_id].status
            assert (status is OrderStatus.CANCELED) is comes
        assert position(service) == 2

    on_paused(act)


def test_what_must_be_held_is_held_by_the_press_that_puts_a_question_away(on_paused: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, host = screen.window, service.engine.host
        await held(service)
        window.open_pane("Accounts")
        find = a_button("Accounts", "Flatten account")
        asked(screen)
        handle, at = window_place(screen, find)
        QTest.mousePress(handle, LEFT, NO_KEYS, at)
        assert window.asking.sheets() == []
        await host.sleep(HOLD_S / 4)
        QTest.mouseRelease(handle, LEFT, NO_KEYS, at)
        await host.sleep(HOLD_S)
        assert position(service) == 2  # it was let go before its time
        asked(screen)
        QTest.mousePress(handle, LEFT, NO_KEYS, at)
        await until(service, lambda: position(service) == 0)
        QTest.mouseRelease(handle, LEFT, NO_KEYS, at)

    on_paused(act)


def test_a_press_that_slides_off_a_way_out_comes_to_nothing(on_paused: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        rests = await held(service)
        window.open_pane("Orders")
        asked(screen)
        handle, at = window_place(screen, a_button("Orders", "Cancel all"))
        QTest.mousePress(handle, LEFT, NO_KEYS, at)
        QTest.mouseMove(handle, at + QPoint(0, 80))
        QTest.mouseRelease(handle, LEFT, NO_KEYS, at + QPoint(0, 80))
        await service.engine.host.sleep(0.1)
        assert desk.orders[rests.order_id].status is OrderStatus.ACCEPTED
        assert position(service) == 2

    on_paused(act)


def test_a_button_that_is_no_way_out_is_not_pressed_from_under_a_question(on_paused: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        await held(service)
        window.open_pane("Ticket")
        service.engine.arming.arm(ACCOUNT)
        screen.trading.ticket.choose_type(OrderType.MARKET)
        before = set(desk.orders)
        buys = [one for one in window.findChildren(PriceButton) if one.isVisible()]
        for button in buys:
            screen.trading.ticket.preview(Side.BUY)
            handle, at = window_place(screen, partial(whole, button))
            QTest.mouseClick(handle, LEFT, NO_KEYS, at)
            assert window.asking.sheets() == []
            await service.engine.host.sleep(0.1)
            assert set(desk.orders) == before
        assert len(buys) >= 2

    on_paused(act)


def test_beside_the_ways_out_a_click_only_puts_the_question_away(on_paused: Run) -> None:
    """Whatever else lies there is not pressed: the rest of a ladder is where one enters."""

    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        await held(service)
        service.engine.arming.arm(ACCOUNT)
        before = dict(desk.orders)
        ladder, cross = painted(LadderWidget, "Ladder")(screen)
        for below in (cross.bottomRight() + QPoint(20, 0), cross.center() + QPoint(0, 40)):
            screen.trading.ticket.preview(Side.BUY)
            (sheet,) = window.asking.sheets()
            at = ladder.mapTo(window, below)
            assert sheet.geometry().contains(at)
            handle = window.windowHandle()
            assert handle is not None
            QTest.mouseClick(handle, LEFT, NO_KEYS, at)
            assert window.asking.sheets() == []
            await service.engine.host.sleep(0.1)
            assert desk.orders.keys() == before.keys()

    on_paused(act)
