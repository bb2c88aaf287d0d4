"""Approvals, the switches of automation and groups on the window of a running service."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QLabel, QPushButton, QTabBar

from tests.support.on_screen import check_columns, named, pressed, until
from traderterminal.alerts.inbox import Proof
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.signals import AlertStatus, Stage
from traderterminal.domain.strategies import StrategyMode, StrategySwitch
from traderterminal.ui.panes.alert_timeline import Timeline
from traderterminal.ui.panes.alert_verdict import VerdictBox
from traderterminal.ui.panes.approvals import ApproveSheet
from traderterminal.ui.panes.automation import AutomationPane
from traderterminal.ui.panes.groups import RepairSheet
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.texts import rule as rule_name
from traderterminal.ui.widgets.toasts import Toast

SETTINGS = """
[[accounts]]
id = "lead"
name = "Lead"
[[accounts]]
id = "follow"
name = "Follow"
[[accounts]]
id = "third"
name = "Third"

[[groups.pair.accounts]]
id = "lead"
[[groups.pair.accounts]]
id = "follow"
multiplier = 2

[[groups.trio.accounts]]
id = "lead"
[[groups.trio.accounts]]
id = "follow"
[[groups.trio.accounts]]
id = "third"
multiplier = 0.1

[strategies.fan]
group = "trio"
[strategies.asks]
group = "pair"
approval = "manual"
max_lag_s = 600
approval_expires_s = 2
[strategies.patient]
group = "pair"
approval = "manual"
approval_expires_s = 600
"""


@pytest.fixture(autouse=True)
def settings(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(SETTINGS)


async def ask(service: Service, number: int, strategy: str = "patient") -> str:
    """Deliver an alert that waits."""
    body = (
        f'{{"symbol": "ES1!", "action": "buy", "quantity": {number},'
        f' "strategy": "{strategy}", "id": "{number}"}}'
    )
    inbox = service.inbox
    receipt = await inbox.receive(body.encode(), Proof.PATH, service.engine.host.now_ns())
    await until(service, lambda: receipt.alert_id in {r.alert_id for r in inbox.waiting})
    return receipt.alert_id


def held(service: Service) -> Mapping[str, int]:
    positions = service.engine.desk.positions
    return {account: int(found.quantity) for (account, _), found in positions.items()}


def status(service: Service, alert_id: str) -> AlertStatus:
    (found,) = [r for r in service.inbox.records if r.alert_id == alert_id]
    return found.status


def shown(table: TableView[Any], row: int = 0) -> Mapping[str, str]:
    """What a row shows, by the titles of its columns."""
    columns = table.table.columns
    return {c.label: table.table.cell(row, n).text for n, c in enumerate(columns)}


def opened(screen: Screen, name: str) -> TableView[Any]:
    screen.window.resize(1600, 1000)
    screen.window.open_pane(name)
    screen.window.flush()
    found = named(screen.window, name)
    assert isinstance(found, TableView)
    return found


def sheet_of(screen: Screen, kind: type[Any]) -> Any:
    (found,) = [sheet for sheet in screen.window.findChildren(kind) if sheet.isVisible()]
    return found


def words_on(sheet: Any) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel))


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_an_alert_that_waits_is_counted_shown_and_approved_after_a_second_word(
    on_screen: Any,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        alert_id = await ask(service, 1)
        window = screen.window
        window.flush()
        assert "Approvals 1" in [dock.windowTitle() for dock in window.findChildren(QDockWidget)]
        toasts = [toast.accessibleName() for toast in window.findChildren(Toast)]
        assert any("Waits for approval: patient" in words for words in toasts)
        pressed(window, "Show")
        assert window.walk.where(window.focusWidget()) == "Approvals"
        table = opened(screen, "Approvals")
        row, symbol = shown(table), service.engine.resolve("ES1!").symbol
        assert (row["Asks for"], row["Account"]) == (f"Buy 1 {symbol}", "2 accounts")
        accounts = [column.label for column in table.table.columns].index("Account")
        assert table.table.cell(0, accounts).aside == "Lead, Follow"
        assert row["Expires in"] in ("10 m", "9 m 59 s", "9 m 58 s")
        pressed(window, "Approve all…")
        sheet = sheet_of(screen, ApproveSheet)
        assert "Lead (PAPER): Buy 1" in words_on(sheet)
        assert "Follow (PAPER): Buy 2" in words_on(sheet)
        assert window.focusWidget().accessibleName() == "Cancel, approve nothing"
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)  # Enter sends nothing
        assert not sheet.isVisible()
        assert status(service, alert_id) is AlertStatus.ACCEPTED
        pressed(window, "Approve all…")
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(service, lambda: held(service) == {"lead": 1, "follow": 2})
        await until(service, lambda: status(service, alert_id) is AlertStatus.EXECUTED)
        window.flush()
        assert "Approvals" in [dock.windowTitle() for dock in window.findChildren(QDockWidget)]
        assert not table.isVisible()  # the empty state is in its place

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_several_are_refused_together_and_the_rest_waits_on(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        first, second, third = [await ask(service, number) for number in (1, 2, 3)]
        await service.engine.automation.turn(on=False, account="follow")
        table = opened(screen, "Approvals")

        def refusals() -> list[str]:
            screen.window.flush()  # what a row says is made anew each second
            asked = [one for row in table.table.rows[:1] for one in row.asked]
            return [one.refusal.code if one.refusal else "" for one in asked]

        await until(service, lambda: refusals() == ["", "automation_off"])
        refuse = named(screen.window, "Refuse the selected alert")
        assert not refuse.isEnabled()
        table.setFocus()
        table.selectRow(0)
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        assert [row.key for row in table.all_selected()] == [first, second]
        assert refuse.accessibleName() == "Refuse 2 alerts"
        QTest.keyClick(table, Qt.Key.Key_Delete)
        await until(service, lambda: [r.alert_id for r in service.inbox.waiting] == [third])
        await until(service, lambda: status(service, second) is AlertStatus.REJECTED)
        assert status(service, first) is AlertStatus.REJECTED
        screen.window.flush()
        assert table.all_selected() == []
        assert held(service) == {}

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_one_whose_time_is_over_leaves_the_sheet_and_says_so_in_its_timeline(
    on_screen: Any,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        alert_id = await ask(service, 1, "asks")
        opened(screen, "Approvals")
        pressed(screen.window, "Approve all…")
        assert "Buy 1" in words_on(sheet_of(screen, ApproveSheet))
        for _ in range(300):
            screen.window.flush()
            if not screen.window.findChildren(ApproveSheet):
                break
            await service.engine.host.sleep(0.02)
        assert not screen.window.findChildren(ApproveSheet)
        await until(service, lambda: status(service, alert_id) is AlertStatus.REJECTED)
        assert held(service) == {}
        screen.automating.open_alert(alert_id)
        screen.window.flush()
        (box,) = screen.window.findChildren(VerdictBox)
        assert "Not approved in time. Nothing was sent." in box.accessibleName()
        (timeline,) = screen.window.findChildren(Timeline)
        ended = [step.stage for step in timeline._steps if step.ended]
        assert ended == [Stage.WAITING]

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_a_strategy_is_switched_by_keyboard_and_says_what_that_means(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        table = opened(screen, "Automation")
        automation = service.engine.automation
        (pane,) = screen.window.findChildren(AutomationPane)
        rows = [shown(table, number)["Of"] for number in range(table.table.rowCount())]
        assert rows == ["All accounts", "Lead", "Follow", "Third", "asks", "fan", "patient"]
        table.setFocus()
        table.selectRow(rows.index("asks"))
        assert "Its entries wait for your approval" in words_on(pane)
        (paper,) = [b for b in pane.findChildren(QPushButton) if b.text() == "Paper"]
        QTest.keyClick(paper, Qt.Key.Key_Space)
        paper_alone = StrategySwitch(StrategyMode.PAPER)
        await until(service, lambda: automation.switch("asks") == paper_alone)
        screen.window.flush()
        assert shown(table, rows.index("asks"))["Switch"] == "Paper"
        table.selectRow(0)
        (off,) = [b for b in pane.findChildren(QPushButton) if b.text() == "Off" and b.isVisible()]
        QTest.mouseClick(off, Qt.MouseButton.LeftButton)
        await until(service, lambda: not automation.is_on())
        screen.window.flush()
        assert shown(table)["Switch"] == "Off"
        assert "switched off" in shown(table, rows.index("asks"))["What it does now"]

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_a_follower_that_does_not_follow_is_repaired_after_a_second_word(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        engine = service.engine
        wish = OrderWish("", "ES1!", "delta", "buy", Decimal(1))
        await engine.groups.place("pair", wish)
        await until(service, lambda: held(service) == {"lead": 1, "follow": 2})
        table = opened(screen, "Groups")
        repair = next(b for b in screen.window.findChildren(QPushButton) if b.text() == "Repair…")
        assert not repair.isEnabled()
        assert [shown(table, row)["Follows"] for row in (0, 1)] == ["Leads", "Follows"]
        await engine.desk.place(OrderWish("follow", "ES1!", "close"))
        await until(service, lambda: held(service)["follow"] == 0)
        screen.window.flush()
        symbol = engine.resolve("ES1!").symbol
        assert shown(table, 1)["Follows"] == f"Holds 0 of +2 {symbol}"
        QTest.mouseClick(repair, Qt.MouseButton.LeftButton)
        sheet = sheet_of(screen, RepairSheet)
        assert f"Follow: buy 2 {symbol} at the market, to hold +2." in words_on(sheet)
        pressed(screen.window, "Send 1 order")
        await until(service, lambda: held(service) == {"lead": 1, "follow": 2})
        screen.window.flush()
        assert shown(table, 1)["Follows"] == "Follows"
        assert not repair.isEnabled()

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_an_alert_for_a_group_tells_every_rule_of_every_account(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        one = dict.fromkeys(AssetClass, Decimal(1))
        await service.engine.desk.change_limits("follow", {"max_order_quantity": one})
        body = b'{"symbol": "ES1!", "action": "buy", "quantity": 2, "strategy": "fan", "id": "1"}'
        inbox = service.inbox
        receipt = await inbox.receive(body, Proof.PATH, service.engine.host.now_ns())
        await until(
            service,
            lambda: status(service, receipt.alert_id) is AlertStatus.PARTLY_EXECUTED,
        )
        assert held(service) == {"lead": 2}
        screen.window.resize(2560, 1440)
        screen.window.arrange(2560, 1440)
        screen.automating.open_alert(receipt.alert_id)
        screen.window.flush()
        accounts = named(screen.window, "Verdict per account")
        rules = named(screen.window, "Rules asked, in order")
        verdicts = {
            shown(accounts, row)["Account"]: shown(accounts, row)["Verdict"] for row in (0, 1, 2)
        }
        assert verdicts["Lead"].startswith("Bought 2")
        assert verdicts["Follow"].startswith("2 ")
        assert "more than the 1" in verdicts["Follow"]
        assert verdicts["Third"].startswith("Its share of 0.2")
        assert verdicts["Third"].endswith("is less than the 1 that third can trade")
        names = list(verdicts)
        assert refused_rule(rules) == "Order quantity"  # of the account that refused
        accounts.selectRow(names.index("Lead"))
        assert (rules.table.rowCount() > 10, refused_rule(rules)) == (True, "")
        assert "Rules asked on Lead, in order" in words_on(screen.window)
        accounts.selectRow(names.index("Third"))
        assert not rules.isVisible()
        assert "None: it did not come that far." in words_on(screen.window)
        accounts.selectRow(names.index("Follow"))
        assert refused_rule(rules) == "Order quantity"

    on_screen(act)


def refused_rule(rules: TableView[Any]) -> str:
    """The rule that says no, if one does."""
    return next((rule_name(v.rule) for _, v in rules.table.rows if v.outcome == "refuse"), "")


# Every size.


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
@pytest.mark.parametrize("size", [(1280, 720), (1600, 1000), (2560, 1440)])
def test_no_number_and_no_title_is_cut_off_at_any_size(
    on_screen: Any, size: tuple[int, int]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, theme = screen.window, read_theme("ink", 12)
        window.resize(*size)
        window.arrange(*size)
        await service.engine.groups.place("pair", OrderWish("", "NQ1!", "delta", "buy", Decimal(2)))
        await service.engine.desk.place(OrderWish("follow", "NQ1!", "close"))
        await ask(service, 100)
        for name in ("Approvals", "Automation", "Groups"):
            window.open_pane(name)
            window.flush()
            await service.engine.host.sleep(0.1)
            table = named(window, name)
            assert table.table.rowCount() > 0
            check_columns(table, theme)
        for button in window.findChildren(QPushButton):
            if not button.visibleRegion().isEmpty():
                needed = button.fontMetrics().horizontalAdvance(button.text())
                assert needed <= button.width(), button.accessibleName()
        for tabs in window.findChildren(QTabBar):
            if tabs.visibleRegion().isEmpty():
                continue
            last = tabs.tabRect(tabs.count() - 1)
            assert last.right() <= tabs.width(), tabs.accessibleName()

    on_screen(act)
