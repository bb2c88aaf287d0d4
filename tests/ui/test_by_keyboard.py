"""An order from its typing to the way out, by keys alone: no pointer, no focus set by a program."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.support.on_screen import position, until
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.domain.orders import OrderStatus, OrderType

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
