"""An order from its typing to the way out, by keys alone: no pointer, no focus set by a program."""

import os
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from tests.support.on_screen import position, until
from tests.support.recording import Recording
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.domain.orders import OrderStatus, OrderType
from traderterminal.ui.tables.editing import CellEditor
from traderterminal.ui.widgets.focus_ring import FocusRing

pytestmark = pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)

Key = Qt.Key
#: More steps than that nobody takes.
PATIENCE = 80


class Keyboard:
    """Presses keys where the focus is, as a trader without a mouse does."""

    def __init__(self, service: Service, screen: Screen) -> None:
        self._service = service
        self._screen = screen

    @property
    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    @property
    def name(self) -> str:
        focused = self.focused
        words = focused.text() if isinstance(focused, QAbstractButton) else ""
        return focused.accessibleName() or words

    async def press(self, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused, key, modifier)
        await self._service.engine.host.sleep(0.02)

    def type(self, text: str) -> None:
        QTest.keyClick(self.focused, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(self.focused, text)

    async def walk_to(self, pane: str) -> None:
        """F6 until the focus is in a pane."""
        for _ in range(PATIENCE):
            if self._screen.window.walk.where(self.focused) == pane:
                return
            await self.press(Key.Key_F6)
        raise AssertionError(f"F6 never came to {pane}")

    async def tab_to(self, name: str) -> None:
        """Tab until the focus is on what is called so, without leaving where it is."""
        seen = []
        for _ in range(PATIENCE):
            seen.append(self.name)
            if self.name.startswith(name):
                return
            await self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never came to {name}: {seen}")


def orders(service: Service) -> list[Any]:
    return list(service.engine.desk.orders.values())


def test_type_send_cancel_and_flatten_without_a_mouse(on_screen: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        keys, engine = Keyboard(service, screen), service.engine
        symbol = engine.resolve("ES").symbol
        # given a window that was only opened
        screen.window.resize(1600, 1000)
        screen.window.arrange(1600, 1000)
        await engine.host.sleep(0.1)
        QTest.keyClick(screen.window, Key.Key_F6)
        # when a limit order far below the market is typed and sent
        await keys.walk_to("Ticket")
        await keys.tab_to("Limit price")
        keys.type("5000")
        await keys.tab_to("Quantity")
        keys.type("3")
        await keys.tab_to(f"Buy 3 {symbol}")
        assert orders(service) == []  # nothing on the way sent anything
        await keys.press(Key.Key_Space)
        await until(service, lambda: len(orders(service)) == 1)
        await until(service, lambda: orders(service)[0].status is OrderStatus.ACCEPTED)
        (order,) = orders(service)
        assert (order.quantity, order.limit_price) == (Decimal(3), Decimal(5000))
        # then it is found in the list and cancelled there
        await keys.walk_to("Orders")
        await keys.tab_to("Orders")
        await keys.press(Key.Key_Down)
        await keys.press(Key.Key_Delete)
        await until(service, lambda: orders(service)[0].status is OrderStatus.CANCELED)
        # when a market order is chosen by arrow keys and sent
        await keys.walk_to("Ticket")
        await keys.tab_to("Limit")
        await keys.press(Key.Key_Right)
        await keys.tab_to("Buy 3")
        await keys.press(Key.Key_Space)
        await until(service, lambda: position(service) == 3)
        assert orders(service)[-1].order_type is OrderType.MARKET
        # then the way out is reached as well
        await keys.tab_to(f"Flatten {symbol}")
        await keys.press(Key.Key_Space)
        await until(service, lambda: position(service) == 0)

    on_screen(act)


def working(service: Service, side: str, kind: OrderType) -> Any:
    (found,) = (
        order
        for order in orders(service)
        if order.is_live and (order.side, order.order_type) == (side, kind)
    )
    return found


def test_an_order_is_entered_protected_changed_and_closed_by_keys_and_recorded(
    on_screen: Callable[..., Any], tmp_path: Path
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        keys, engine, window = Keyboard(service, screen), service.engine, screen.window
        symbol = engine.resolve("ES").symbol
        recording = Recording(read_theme("ink", 12))
        (ring,) = window.findChildren(FocusRing)

        async def take(words: str, around: QWidget | None = None) -> None:
            await engine.host.sleep(0.1)  # layouts follow what was shown
            window.flush()
            recording.take(words, window, around)
            shows_keys = isinstance(keys.focused, CellEditor) or ring.isVisible()
            assert around is not None or shows_keys, words

        window.resize(1600, 1000)
        window.arrange(1600, 1000)
        await engine.host.sleep(0.1)
        # given the ticket, reached from wherever the focus was
        QTest.keyClick(window, Key.Key_F6)
        await keys.walk_to("Ticket")
        await keys.tab_to("Limit")
        await take("F6 walks to the ticket, Tab through it")
        # when a market order with exits is put together
        await keys.press(Key.Key_Right)
        await take("Right: a market order")
        await keys.tab_to("Quantity")
        keys.type("2")
        await take("Tab to the quantity, and type it")
        await keys.tab_to("Exits")
        await keys.press(Key.Key_Down)
        assert isinstance(keys.focused, QComboBox)
        assert keys.focused.currentText() == "16 / 18 t"
        await take("Tab to the exits, Down: a stop 16 and a target 18 ticks away")
        # and sent
        await keys.tab_to(f"Buy 2 {symbol}")
        await take("Tab to Buy, which says what it would send")
        await keys.press(Key.Key_Space)
        await until(service, lambda: position(service) == 2)
        await until(service, lambda: len([o for o in orders(service) if o.is_live]) == 2)
        stop = working(service, "sell", OrderType.STOP)
        await take("Space sends: in, and protected", window._docking.docks["Positions"])
        # then the stop is found in the list, and changed there
        await keys.walk_to("Orders")
        await keys.tab_to("Orders")
        listed = [row.order.order_id for row in screen.trading.orders.rows]
        for _ in range(listed.index(stop.order_id) + 1):
            await keys.press(Key.Key_Down)
        await take("F6 and Tab to the orders, Down to the stop")
        await keys.press(Key.Key_F2)
        wanted = stop.stop_price - 2
        keys.type(str(wanted))
        await take("F2, and type another price")
        await keys.press(Key.Key_Return)
        await until(service, lambda: engine.desk.orders[stop.order_id].stop_price == wanted)
        await take("Enter changes it", window._docking.docks["Orders"])
        # and the way out is reached as well
        await keys.walk_to("Ticket")
        await keys.tab_to(f"Flatten {symbol}")
        await take("F6 and Tab to Flatten")
        await keys.press(Key.Key_Space)
        await until(service, lambda: position(service) == 0)
        await until(service, lambda: not any(o.is_live for o in orders(service)))
        await take("Space: flat, and nothing works any more", window._docking.docks["Positions"])
        pictures = [picture for _, picture in recording.steps]
        assert all(one != next_one for one, next_one in pairwise(pictures))
        recording.save(tmp_path / "by-keyboard.png")
        if "TRADERTERMINAL_RECORDING" in os.environ:
            recording.save(Path(os.environ["TRADERTERMINAL_RECORDING"]))

    on_screen(act)


def test_everything_is_flattened_from_the_top_bar_by_holding_a_key(
    on_screen: Callable[..., Any],
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        keys = Keyboard(service, screen)
        screen.window.resize(1600, 1000)
        screen.window.arrange(1600, 1000)
        await service.engine.host.sleep(0.1)
        QTest.keyClick(screen.window, Key.Key_F6)
        await keys.walk_to("Ticket")
        await keys.tab_to("Limit")
        await keys.press(Key.Key_Right)
        await keys.tab_to("Sell 1")
        await keys.press(Key.Key_Space)
        await until(service, lambda: position(service) == -1)
        await keys.walk_to("top bar")
        await keys.tab_to("Flatten all accounts")
        QTest.keyPress(keys.focused, Key.Key_Space)
        await until(service, lambda: position(service) == 0)
        QTest.keyRelease(keys.focused, Key.Key_Space)

    on_screen(act)


def test_f6_comes_to_every_pane_that_is_open_and_around(on_screen: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        keys = Keyboard(service, screen)
        screen.window.resize(1600, 1000)
        screen.window.arrange(1600, 1000)
        await service.engine.host.sleep(0.1)
        QTest.keyClick(screen.window, Key.Key_F6)
        seen = []
        for _ in range(PATIENCE):
            seen.append(screen.window.walk.where(keys.focused))
            if seen.count(seen[0]) == 2:
                break
            await keys.press(Key.Key_F6)
        opened = screen.window._docking.open_names()
        assert set(seen) == {"top bar", "status bar", *opened}
        first = seen[1:]
        for name in reversed(first[:-1]):
            await keys.press(Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
            assert screen.window.walk.where(keys.focused) == name

    on_screen(act)
