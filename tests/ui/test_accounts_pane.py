"""The accounts pane on the window of a running service."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.support.on_screen import named, position, pressed, until
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.orders import OrderType
from traderterminal.ui.panes.accounts import AccountsPane, ResetSheet
from traderterminal.ui.widgets.hold_button import HoldButton

D = Decimal
LEFT = Qt.MouseButton.LeftButton
SETTINGS = """
[[accounts]]
id = "sim"
name = "Simulator 100K"

[[accounts]]
id = "swing"
name = "Swing"
"""


@pytest.fixture
def two_accounts(tmp_path: Path, on_screen: Callable[[Any], Any]) -> Callable[[Any], Any]:
    (tmp_path / "config.toml").write_text(SETTINGS, "utf-8")
    return on_screen


async def pane_of(service: Service, screen: Screen) -> AccountsPane:
    """Let the pane look, where it is wide."""
    screen.window.arrange_as("Review")
    screen.window.open_pane("Accounts")
    (pane,) = screen.window.findChildren(AccountsPane)
    await until(service, lambda: len(pane._vm.rows) == 2)
    return pane


def shown(pane: AccountsPane, row: int) -> dict[str, str]:
    cells = pane.table.table.cells(row)
    return {c.label: cell.text for c, cell in zip(pane.table.table.columns, cells, strict=True)}


async def buy(service: Service, account: str, quantity: int, away: int = 0) -> None:
    engine = service.engine
    quote = engine.hub.quote(engine.resolve("ES").symbol)
    assert quote is not None
    assert quote.bid is not None
    wish = OrderWish(account, "ES", "delta", "buy", D(quantity), source="test")
    if away:
        kind = OrderType.LIMIT
        price = quote.bid - away
        wish = OrderWish(
            account, "ES", "delta", "buy", D(quantity), kind, limit_price=price, source="test"
        )
    await engine.desk.place(wish)


def test_each_account_says_what_it_holds_and_how_far_it_could_go(two_accounts: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = await pane_of(service, screen)
        await buy(service, "sim", 2)
        await buy(service, "sim", 3, away=20)
        await until(service, lambda: shown(pane, 0)["Worst case"] == "+5 / +2")
        first, second = shown(pane, 0), shown(pane, 1)
        assert (first["Account"], first["State"]) == ("Simulator 100K", "Active")
        assert first["Entries"] == "Allowed"
        assert first["Position"].startswith("2 ES")
        assert first["Orders 24 h"] == "2"
        assert first["Margin"] == shown(pane, 2)["Margin"] == "$2,500.00"  # five by day
        assert second["Buying power"] == "$100,000.00"
        assert first["Automation"] == "On"
        assert (second["Position"], second["Worst case"]) == ("Flat", "—")
        assert shown(pane, 2)["Account"] == "All accounts"
        said = pane.table.table.data(
            pane.table.table.index(0, 0), Qt.ItemDataRole.AccessibleDescriptionRole
        )
        assert "long 2, at most +5, at least +2, limit 1,000" in said
        assert said.startswith("Simulator 100K, simulator, active, day ")

    two_accounts(act)


def test_the_buttons_are_about_the_selected_account(two_accounts: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane, desk = await pane_of(service, screen), service.engine.desk
        await buy(service, "swing", 2)
        await buy(service, "swing", 1, away=20)
        await until(service, lambda: position(service) == 2)
        pane.table.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(pane.table, Qt.Key.Key_Down)
        assert "Swing" in [label.text() for label in pane.findChildren(QLabel)]
        pressed(pane, "Halted")
        await until(service, lambda: desk.accounts["swing"].state is TradingState.HALTED)
        await until(service, lambda: shown(pane, 1)["Entries"] == "Wait: set to halted by hand")
        assert desk.accounts["sim"].state is TradingState.ACTIVE
        QTest.mouseClick(named(pane, "Cancel all orders of Swing"), LEFT)
        await until(service, lambda: not desk.live_orders("swing"))
        flatten = named(pane, "Flatten Swing")
        QTest.mouseClick(flatten, LEFT)
        assert position(service) == 2
        QTest.mousePress(flatten, LEFT)
        await until(service, lambda: position(service) == 0)
        QTest.mouseRelease(flatten, LEFT)
        pressed(pane, "Active")
        await until(service, lambda: desk.accounts["swing"].state is TradingState.ACTIVE)
        segments = {b.text(): b for b in pane.findChildren(QPushButton) if b.isCheckable()}
        await until(service, segments["Active"].isChecked)
        assert not segments["Halted"].isChecked()

    two_accounts(act)


def test_an_arrow_key_moves_along_the_states_and_only_the_space_bar_sets_one(
    two_accounts: Any,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane, desk = await pane_of(service, screen), service.engine.desk
        screen.window.activateWindow()
        states = {b.text(): b for b in pane.findChildren(QPushButton) if b.isCheckable()}
        states["Active"].setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(states["Active"], Qt.Key.Key_Right)
        assert screen.window.focusWidget() is states["Reducing"]
        assert states["Active"].isChecked()
        QTest.keyClick(states["Reducing"], Qt.Key.Key_Right)
        QTest.keyClick(states["Halted"], Qt.Key.Key_Space)
        await until(service, lambda: desk.accounts["sim"].state is TradingState.HALTED)
        QTest.keyClick(states["Halted"], Qt.Key.Key_Left)
        QTest.keyClick(states["Reducing"], Qt.Key.Key_Left)
        assert screen.window.focusWidget() is states["Active"]
        pane._vm.set_state("swing", TradingState.REDUCING)  # comes after what a key had set
        await until(service, lambda: desk.accounts["swing"].state is TradingState.REDUCING)
        assert desk.accounts["sim"].state is TradingState.HALTED

    two_accounts(act)


def test_the_menu_of_a_row_offers_what_is_not_so_yet(two_accounts: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane, desk = await pane_of(service, screen), service.engine.desk
        menu = pane.table.menu_of(pane.table.row_at(1))
        entries = {action.text(): action for action in menu.actions()}
        assert {
            "Set Swing reducing",
            "Set Swing halted",
            "Cancel all orders of Swing",
            "Flatten Swing",
        } <= entries.keys()
        assert "Set Swing active" not in entries
        entries["Set Swing reducing"].trigger()
        await until(service, lambda: desk.accounts["swing"].state is TradingState.REDUCING)
        menu.deleteLater()

    two_accounts(act)


def test_a_paper_account_begins_anew_with_the_cash_that_is_typed(two_accounts: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane, desk = await pane_of(service, screen), service.engine.desk
        await buy(service, "swing", 2)
        await buy(service, "swing", 1, away=40)
        menu = pane.table.menu_of(pane.table.row_at(1))
        next(a for a in menu.actions() if a.text() == "Reset Swing …").trigger()
        (sheet,) = screen.window.findChildren(ResetSheet)
        (cash,), (hold,) = sheet.findChildren(QLineEdit), sheet.findChildren(HoldButton)
        assert cash.text() == "100000"
        for wrong in ("", "abc", "0", "-5", "NaN"):
            cash.setText(wrong)
            assert not hold.isEnabled(), wrong
        cash.setText("25,000")
        assert hold.isEnabled()
        QTest.mousePress(hold, LEFT)
        await until(service, lambda: desk.accounts["swing"].cash == 25_000)
        assert position(service) == 0
        assert desk.live_orders("swing") == ()
        assert desk.accounts["sim"].cash == 100_000
        menu.deleteLater()

    two_accounts(act)


def test_limits_that_wait_to_be_loosened_are_told_above_the_table(two_accounts: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = await pane_of(service, screen)
        await service.engine.desk.change_limits("swing", {"max_position": D(50_000)})

        def told() -> list[str]:
            words = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
            return [one for one in words if one.startswith("Swing: max position becomes 50,000 in")]

        await until(service, lambda: len(told()) == 1)

    two_accounts(act)


def test_a_margin_that_nears_what_an_account_is_worth_is_coloured(two_accounts: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = await pane_of(service, screen)
        columns = {c.title: c for c in pane.table.table.columns}
        row, all_of_it = pane._vm.rows[0], D(1_000)
        rows = [
            replace(row, margin_used=D(used), buying_power=all_of_it - used)
            for used in (0, 749, 750, 1_000, 1_200)
        ]
        tokens = [columns["Margin"].show(one).token for one in rows]
        assert tokens == ["t3", "t1", "warn", "error", "error"]
        tokens = [columns["Buying power"].show(one).token for one in rows]
        assert tokens == ["t1", "t1", "t1", "error", "error"]
        tip = "Positions and working orders tie up $1,200.00; a new order may tie up $0.00."
        assert columns["Margin"].show(rows[-1]).tip == tip
        unpriced = replace(rows[-1], equity=None)
        assert columns["Buying power"].show(unpriced).tip == (
            f"{tip} What has no price now counts at its cost."
        )

    two_accounts(act)


def test_a_day_that_nears_its_limit_is_coloured_and_names_it(two_accounts: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = await pane_of(service, screen)
        (column,) = [c for c in pane.table.table.columns if c.title == "Day P&L"]
        row = replace(pane._vm.rows[0], loss_limit=D(400))
        tokens = [column.show(replace(row, day_net=D(net))).token for net in (-299, -300, -400)]
        assert tokens == ["down", "warn", "error"]
        assert column.show(row).tip == "The limit of the day's loss is $400.00"

    two_accounts(act)


def test_what_may_still_be_lost_stands_over_a_bar_of_what_is_used(two_accounts: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = await pane_of(service, screen)
        (column,) = [c for c in pane.table.table.columns if c.title == "Daily loss"]
        row = replace(pane._vm.rows[0], loss_limit=D(400))
        cells = [column.show(replace(row, day_net=D(net))) for net in (50, -100, -300, -500)]
        assert [(cell.text, cell.token, cell.used) for cell in cells] == [
            ("$400.00 of $400", "t1", 0.0),
            ("$300.00 of $400", "t1", 0.25),
            ("$100.00 of $400", "warn", 0.75),
            ("$0.00 of $400", "error", 1.25),
        ]
        assert column.show(replace(row, day_net=None)).text == "—"
        none = column.show(replace(row, loss_limit=D(0)))
        assert (none.text, none.used) == ("No limit", None)

    two_accounts(act)


def test_limits_of_orders_and_position_have_bars_too(two_accounts: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = await pane_of(service, screen)
        await buy(service, "sim", 2)
        await until(service, lambda: shown(pane, 0)["Worst case"] == "+2 / +2")
        columns = {c.title: c for c in pane.table.table.columns}
        row = replace(pane._vm.rows[0], orders_today=3, orders_limit=12)
        assert columns["Orders 24 h"].show(row).used == 0.25
        assert columns["Orders 24 h"].show(replace(row, orders_limit=0)).used is None
        assert columns["Worst case"].show(row).used == 2 / 1_000

    two_accounts(act)


def test_a_narrow_pane_writes_two_lines_and_keeps_the_ways_out(two_accounts: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        window.resize(1600, 1000)
        window.arrange(1600, 1000)
        (pane,) = window.findChildren(AccountsPane)
        await until(service, lambda: len(pane._vm.rows) == 2)
        await until(service, pane.lines.isVisible)
        assert not pane.table.isVisible()
        await buy(service, "swing", 2)
        first, second = (pane.lines.table.cell(row, 0) for row in (0, 1))
        assert (first.text, first.badge, first.at_end) == (
            "Simulator 100K",
            "simulator",
            "$100,000.00",
        )
        assert second.below is not None
        assert second.below.at_end == "Active"
        pane.lines.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(pane.lines, Qt.Key.Key_Down)
        flatten = named(pane, "Flatten Swing")
        assert flatten.isVisible()
        menu = pane.lines.menu_of(pane.lines.row_at(1))
        halt = next(a for a in menu.actions() if a.text() == "Set Swing halted")
        halt.trigger()
        await until(service, lambda: desk.accounts["swing"].state is TradingState.HALTED)
        menu.deleteLater()

        def waits() -> bool:
            below = pane.lines.table.cell(1, 0).below
            return below is not None and below.text == "Wait: set to halted by hand"

        await until(service, waits)
        QTest.mousePress(flatten, LEFT)
        await until(service, lambda: position(service) == 0)
        QTest.mouseRelease(flatten, LEFT)

    two_accounts(act)


@pytest.mark.parametrize("size", [12, 20])
def test_no_table_of_accounts_is_wider_than_its_pane(two_accounts: Any, size: int) -> None:
    async def act(service: Service, screen: Screen) -> None:
        of_window = await pane_of(service, screen)
        pane = AccountsPane(of_window._vm, read_theme("ink", size), of_window._show_sheet)
        pane.show()
        seen = set()
        for width in range(30 * size, 60 * size, size // 2):
            pane.resize(width, 300)
            seen.add(pane.table.isVisible())
            assert not pane.table.isVisible() or not pane.table.horizontalScrollBar().isVisible()
        assert seen == {True, False}
        pane.deleteLater()

    two_accounts(act)
