"""A second ladder: a market, a quantity and exits of its own, and the same way out for orders."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.support.on_screen import until
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.ui.arrangements import SECOND_LADDER
from traderterminal.ui.panes.ladder import LadderPane
from traderterminal.ui.panes.side_button import QuickButton

LEFT = Qt.MouseButton.LeftButton


async def in_scalp(service: Service, screen: Screen) -> tuple[LadderPane, LadderPane]:
    """Show the two ladders beside each other; the second one shows another market."""
    screen.window.resize(1600, 1000)
    screen.window.arrange(1600, 1000)
    screen.workspaces.vm.choose(1)
    panes = screen.window.findChildren(LadderPane)
    first = next(one for one in panes if one._vm is screen.trading.ladder)
    second = next(one for one in panes if one._vm is screen.trading.second_ladder)
    await until(service, lambda: first.isVisible() and second.isVisible())
    await until(service, lambda: screen.trading.second_ladder.touch.ask is not None)
    return first, second


def held(service: Service, root: str) -> int:
    engine = service.engine
    account, symbol = engine.settings.accounts[0].id, engine.resolve(root).symbol
    found = engine.desk.positions.get((account, symbol))
    return 0 if found is None else int(found.quantity)


def quick(pane: LadderPane, words: str) -> QWidget:
    (found,) = [one for one in pane.findChildren(QuickButton) if one.text() == words]
    return found


def test_it_trades_its_own_market_in_its_own_size(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        first, second = await in_scalp(service, screen)
        assert screen.links.group_of(SECOND_LADDER) == "B"
        screen.trading.second_ladder.choose_preset(1)
        QTest.mouseClick(quick(second, "Buy market"), LEFT)
        await until(service, lambda: held(service, "NQ") == 2)
        assert held(service, "ES") == 0
        assert screen.trading.ticket.quantity == 1
        QTest.mouseClick(quick(first, "Sell market"), LEFT)
        await until(service, lambda: held(service, "ES") == -1)
        order = next(iter(service.engine.desk.orders.values()))
        assert order.source == "ladder"
        assert order.quantity == 2
        QTest.mouseClick(second._close, LEFT)
        await until(service, lambda: held(service, "NQ") == 0)
        assert held(service, "ES") == -1

    on_screen(act)


def test_a_key_is_about_the_ladder_that_has_the_focus(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        _, second = await in_scalp(service, screen)
        screen.trading.hotkeys.enable(on=True)
        second.ladder.setFocus(Qt.FocusReason.TabFocusReason)
        await until(service, lambda: screen.links.active == SECOND_LADDER)
        QTest.keyClick(second.ladder, Qt.Key.Key_3)
        assert screen.trading.second_ticket.quantity == 3
        assert screen.trading.ticket.quantity == 1
        screen.window.open_pane("Ladder")
        await until(service, lambda: screen.links.active == "Ticket")
        pressed = screen.trading.hotkey_acts

        assert pressed._ticket is screen.trading.ticket

    on_screen(act)


def test_in_confirm_it_asks_about_its_own_market(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        _, second = await in_scalp(service, screen)
        asked = list[Any]()
        screen.trading.ticket.sending.asking.connect(asked.append)
        QTest.mouseClick(quick(second, "Buy market"), LEFT)
        assert [one.wish.symbol for one in asked] == [service.engine.resolve("NQ").symbol]
        assert held(service, "NQ") == 0
        assert not service.engine.desk.orders

    on_screen(act, armed=False)


def test_what_is_kept_in_one_is_offered_in_the_other(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await in_scalp(service, screen)
        one, two = screen.trading.ticket, screen.trading.second_ticket
        two.edit_preset(4, "25")
        assert one.presets == two.presets
        assert one.presets[4] == 25
        two.exits.choose(1)
        two.exits.choose(len(two.exits.offers) - 1)
        assert one.exits.kept == two.exits.kept

    on_screen(act)


@pytest.mark.parametrize("number", [0, 2, 3, 4])
def test_other_workspaces_begin_without_it(on_screen: Any, number: int) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await in_scalp(service, screen)
        screen.workspaces.vm.choose(number)
        await service.engine.host.sleep(0.1)
        assert not screen.window._docking.docks[SECOND_LADDER].isVisible()
        assert screen.links.group_of(SECOND_LADDER) == "A"
        screen.window.open_pane(SECOND_LADDER)
        await until(service, screen.window._docking.docks[SECOND_LADDER].isVisible)

    on_screen(act)
