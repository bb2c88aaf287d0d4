"""The brokers pane on a real service: practice in clicks, a login filled in, a restart in place."""

import asyncio
import re
import weakref
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, cast

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from tests.support.broker_login import ScriptedBroker
from tests.support.builders import INSTRUMENTS
from tests.support.on_screen import check_columns, named, pressed
from traderterminal.app import desktop
from traderterminal.app import screen as screen_module
from traderterminal.app.logins import Practice
from traderterminal.app.loop import DesktopEventLoop
from traderterminal.app.options import Options
from traderterminal.app.passphrase import PASSPHRASE_FILE, open_secrets
from traderterminal.app.registry import BROKERS, VENUES
from traderterminal.app.screen import Screen
from traderterminal.app.sound.device import SoundDevice
from traderterminal.brokers.plugin import AccountAtBroker, Urls
from traderterminal.domain.accounts import Mode
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType
from traderterminal.kit.clock import HostClock, VirtualClock
from traderterminal.storage import secrets as module
from traderterminal.ui.pane_window import PaneWindow
from traderterminal.ui.panes.arming_sheets import ArmSheet, ConfirmSheet
from traderterminal.ui.panes.brokers import BrokersPane
from traderterminal.ui.panes.login_sheet import LoginSheet
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.window import Window

PLANTED = "planted-5f1c0e7d"
Shown = Callable[[], Screen]


@pytest.fixture(autouse=True)
def script(monkeypatch: pytest.MonkeyPatch) -> ScriptedBroker:
    """A machine without a keyring, on which there is one broker."""
    made = ScriptedBroker(VirtualClock())
    brokers = cast("dict[str, object]", BROKERS)
    for kind in list(brokers):
        monkeypatch.delitem(brokers, kind)
    monkeypatch.setitem(brokers, "scripted", made.plugin)
    monkeypatch.setitem(cast("dict[str, str]", VENUES), "scripted", "Scripted")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr(module, "SCRYPT_COST", 2**8)
    return made


class Venues:
    """Stands in for the practice venues of the program."""

    recording = None

    async def move_to(self, market_ns: int) -> bool:
        return False

    async def start(self, kind: str) -> Practice:
        urls = Urls("http://127.0.0.1:1", "ws://127.0.0.1:1", "ws://127.0.0.1:1")
        return Practice(urls, {"name": "trader", "password": "practice"})


def _no_device() -> NoReturn:
    raise OSError("no device")


@pytest.fixture
def windows(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[Shown], Any]], None]:
    """Run the desktop as the program does, restarts included, with a test's coroutine beside it."""
    screens: list[Screen] = []
    build = screen_module.build_screen

    def keep(*arguments: Any, **named: Any) -> Screen:
        screens[:] = [build(*arguments, **named)]
        return screens[-1]

    monkeypatch.setattr("traderterminal.app.desktop.build_screen", keep)
    options = Options(tmp_path, tmp_path / "config.toml", port=0, seed=3)

    async def main(act: Callable[[Shown], Any]) -> None:
        sound = SoundDevice(tmp_path / "sounds", _no_device)
        wiring = desktop._Wiring(cast("Any", Venues()), cast("Any", None), sound)
        quitting = asyncio.Event()

        async def play() -> None:
            try:
                while not screens:
                    await HostClock().sleep(0.01)
                await HostClock().sleep(0.1)
                await act(lambda: screens[-1])
            finally:
                quitting.set()

        playing = asyncio.get_running_loop().create_task(play())
        while not quitting.is_set():
            await desktop._run_window(qapp, options, quitting, wiring)
        former, wiring.former = wiring.former, None
        assert former is not None
        former.window.close()
        former.window.deleteLater()
        qapp.sendPostedEvents(None, 0)
        sound.close()
        await playing

    qapp.setQuitOnLastWindowClosed(False)

    def run(act: Callable[[Shown], Any]) -> None:
        with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(qapp)) as runner:
            runner.run(main(act))

    return run


async def until(condition: Callable[[], object]) -> None:
    for _ in range(500):
        if condition():
            return
        await HostClock().sleep(0.01)
    raise AssertionError("it never came to be")


def pane_of(screen: Screen) -> BrokersPane:
    screen.window.open_pane("Brokers")
    (found,) = screen.window.findChildren(BrokersPane)
    return found


def test_practice_is_two_clicks_from_an_empty_folder(
    windows: Callable[[Callable[[Shown], Any]], None], tmp_path: Path
) -> None:
    async def act(shown: Shown) -> None:
        first = shown()
        pressed(pane_of(first), "Practice Scripted")
        await until(lambda: shown() is not first)
        await HostClock().sleep(0.2)
        screen = shown()
        screen.window.flush()
        assert screen.window.isVisible()
        pane = pane_of(screen)
        assert not screen.window._band.isVisible()  # no real money here
        (row,) = pane.table.table.rows
        assert (row.name, row.state) == ("practice_scripted", "online")
        check_columns(pane.table, screen.window._theme)
        assert [one.account for one in screen.accounts.accounts] == [
            "paper_simulator",
            "practice_scripted_77001",
        ]
        assert screen._service.engine.source is not None
        assert screen._service.engine.source.name == "practice_scripted"

    windows(act)
    assert 'environment = "practice"' in (tmp_path / "config.toml").read_text()


def type_in(sheet: QWidget, name: str, text: str) -> None:
    field = named(sheet, name)
    assert isinstance(field, QLineEdit)
    field.clear()
    QTest.keyClicks(field, text)


LIVE = """
[brokers.apex]
kind = "scripted"
environment = "live"
user = "me"
password = "secret:apex_password"
[[accounts]]
id = "live_7"
name = "Apex 07"
kind = "scripted"
broker = "apex"
number = "77001"
mode = "live"
"""


def test_real_money_asks_before_each_order_until_it_is_armed_by_name(
    windows: Callable[[Callable[[Shown], Any]], None],
    tmp_path: Path,
    script: ScriptedBroker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "config.toml").write_text(LIVE)
    (tmp_path / "passphrase").write_text("correct horse")
    monkeypatch.setenv(PASSPHRASE_FILE, str(tmp_path / "passphrase"))
    open_secrets(tmp_path, None, find_keyring=lambda: None).set("apex_password", PLANTED)
    script.answers = Mode.LIVE
    script.accounts = [AccountAtBroker("77001", "L", Mode.LIVE, True, cash=Decimal(50_000))]

    async def act(shown: Shown) -> None:
        screen = shown()
        window, desk = screen.window, screen._service.engine.desk
        await until(lambda: desk.is_ready("live_7"))
        window.flush()
        assert window.windowTitle().startswith("LIVE · Apex 07")
        drawn = window._band.grab().toImage()
        assert (window._band.width(), window._band.height()) == (window.width(), 5)
        hues = {drawn.pixelColor(x, 2).name() for x in range(0, drawn.width(), 3)}
        assert (
            window._theme.color("live").name() in hues
        )  # hatched: the ground shows between the stripes
        assert len(hues) > 1  # hatched: the ground shows between the stripes
        levels = named(window, "How far a click goes")
        assert levels.isVisible()
        ticket = screen.trading.ticket
        instrument = ticket.instrument
        assert instrument is not None
        monkeypatch.setitem(INSTRUMENTS, instrument.symbol, instrument)
        ticket.choose_type(OrderType.MARKET)
        ticket.send(Side.BUY)
        (asked,) = window.asking.sheets()
        assert isinstance(asked, ConfirmSheet)
        assert not desk.orders
        asked.put_away()
        ticket.send(Side.BUY)
        (asked,) = window.asking.sheets()
        window.grab()
        pressed(asked, f"Buy 1 {instrument.symbol}, live")
        await until(lambda: len(desk.orders) == 1)
        pressed(levels, "Armed")
        (arming,) = window.asking.sheets()
        assert isinstance(arming, ArmSheet)
        arm = next(b for b in arming.findChildren(QPushButton) if b.text() == "Arm Apex 07, live")
        type_in(arming, "Type Apex 07", "Apex 7")
        assert not arm.isEnabled()
        type_in(arming, "Type Apex 07", "Apex 07")
        pressed(arming, "Arm Apex 07, live")
        window.flush()
        assert re.fullmatch(r"Armed (30:00|29:5\d)", screen.status.chips()["Mode"].parts[1][0])
        ticket.send(Side.BUY)
        assert not window.asking.sheets()
        await until(lambda: len(desk.orders) == 2)
        script.session.lose()  # the broker goes, and with it the arming
        window.flush()
        assert screen.status.chips()["Mode"].parts[1][0] == "Confirm"
        pressed(levels, "Observe")
        ticket.send(Side.BUY)
        assert "set to Observe" in ticket.refusal
        pressed(levels, "Armed")
        (again,) = window.asking.sheets()
        type_in(again, "Type Apex 07", "Apex 07")
        pressed(again, "Arm Apex 07, live")
        assert again.isVisible()  # a broker that is gone cannot be armed for
        assert screen.trading.arming.problem

    windows(act)


def test_a_login_is_filled_in_tried_and_connected(
    windows: Callable[[Callable[[Shown], Any]], None], tmp_path: Path
) -> None:
    async def act(shown: Shown) -> None:
        first = shown()
        pressed(pane_of(first), "Add broker…")
        (sheet,) = first.window.asking.sheets()
        assert isinstance(sheet, LoginSheet)
        assert named(sheet, "Password").echoMode() == QLineEdit.EchoMode.Password
        type_in(sheet, "Name of the login", "apex")
        type_in(sheet, "User name", "me")
        type_in(sheet, "Password", PLANTED)
        type_in(sheet, "Choose a passphrase", "correct horse")
        pressed(sheet, "Test")
        await until(lambda: sheet._form.found)
        type_in(sheet, "Nickname of DEMO77001", "Apex 07")
        pressed(sheet, "Save and connect")
        await until(lambda: shown() is not first)
        await HostClock().sleep(0.2)
        screen = shown()
        pane = pane_of(screen)
        (row,) = pane.table.table.rows
        assert (row.name, row.state, row.names) == ("apex", "online", "Apex 07")
        pressed(pane, "Disconnect")
        await until(lambda: pane.table.table.rows[0].state == "offline")
        pressed(pane, "Connect")
        await until(lambda: pane.table.table.rows[0].state == "online")
        tables = screen.window.findChildren(TableView)
        assert len(tables) > 4
        for number, table in enumerate(tables):  # whatever a trader may hand on
            table.export(tmp_path / f"table-{number}.csv")
        await until(lambda: len([*tmp_path.glob("table-*.csv")]) == len(tables))
        pressed(pane, "Remove…")
        (removing,) = screen.window.asking.sheets()
        pressed(removing, "Remove apex")
        await until(lambda: shown() is not screen)
        await HostClock().sleep(0.2)
        assert not pane_of(shown()).table.table.rows

    windows(act)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert PLANTED.encode() not in path.read_bytes(), path


def test_a_login_is_filled_in_by_keys_alone(
    windows: Callable[[Callable[[Shown], Any]], None], script: ScriptedBroker
) -> None:
    script.logs_in = False

    async def act(shown: Shown) -> None:
        window = shown().window
        pressed(pane_of(shown()), "Add broker…")
        (sheet,) = window.asking.sheets()
        assert isinstance(sheet, LoginSheet)
        demo, other = (
            next(b for b in sheet.findChildren(QPushButton) if b.text() == words)
            for words in ("Demo", "Live")
        )
        demo.setFocus()
        QTest.keyClick(demo, Qt.Key.Key_Right)
        await until(lambda: not isValid(other))  # the rows were laid out anew
        (chosen,) = [b for b in sheet.findChildren(QPushButton) if b.text() == "Live"]
        assert window.focusWidget() is chosen
        type_in(sheet, "User name", "me")
        type_in(sheet, "Password", PLANTED)
        type_in(sheet, "Choose a passphrase", "correct horse")
        test = named(sheet, "Test the login")
        test.setFocus()
        QTest.keyClick(test, Qt.Key.Key_Space)
        assert not test.isEnabled()
        assert window.focusWidget() is sheet
        await until(lambda: sheet._form.problem)
        assert window.focusWidget() is test

    windows(act)


def test_what_is_half_typed_and_filled_in_outlives_the_engine(
    windows: Callable[[Callable[[Shown], Any]], None], tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text(
        "".join(f'[[accounts]]\nid = "{one}"\nkind = "paper"\n' for one in ("first", "second")),
        "utf-8",
    )

    def typed(screen: Screen, name: str, text: str) -> None:
        field = named(screen.window, name)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.selectAll()
        QTest.keyClicks(field, text)

    async def act(shown: Shown) -> None:
        first = shown()
        await until(first.window.isActiveWindow)
        first.accounts.choose("second")
        ticket = first.trading.ticket
        ticket.choose_type(OrderType.STOP)
        ticket.type_quantity("7")
        ticket.exits.choose(1)
        ticket.type_price(ticket.stop, "4790")
        first.window.flush()
        typed(first, "Stop loss", "23")
        typed(first, "Add symbol to the watchlist", "nq")
        typed(first, "Order as a line of text", "buy 2 es @ 47")
        first.preferences.desk._restart()
        await until(lambda: shown() is not first and shown().window.isActiveWindow())
        await HostClock().sleep(0.2)
        screen = shown()
        assert screen.accounts.chosen.account == "second"
        ticket = screen.trading.ticket
        assert (ticket.order_type, ticket.quantity) == (OrderType.STOP, Decimal(7))
        assert (ticket.stop.price, ticket.stop.follows, ticket.limit.follows) == (
            Decimal(4790),
            False,
            True,
        )
        assert ticket.exits.typed.stop == "23"
        assert named(screen.window, "Stop loss").text() == "23"
        assert named(screen.window, "Add symbol to the watchlist").text() == "nq"
        assert named(screen.window, "Order as a line of text").text() == "buy 2 es @ 47"
        assert screen.trading.command.preview  # the line is known to whom it was typed for

    windows(act)


def test_nothing_of_an_engine_outlives_the_window_that_another_has_put_in_its_place(
    windows: Callable[[Callable[[Shown], Any]], None],
) -> None:
    def begun_anew(screen: Screen) -> list[weakref.ref[Any]]:
        screen.preferences.desk._restart()
        engine = screen._service.engine
        parts = (screen, screen.window, screen.charts, engine.desk, engine.hub, engine.ledger)
        return [weakref.ref(one) for one in parts]

    async def act(shown: Shown) -> None:
        for _ in range(2):
            left = begun_anew(shown())
            await until(lambda: not any(one() for one in left))  # noqa: B023 - awaited at once

    windows(act)


def test_no_window_takes_a_click_while_the_engine_begins_anew(
    windows: Callable[[Callable[[Shown], Any]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def act(shown: Shown) -> None:
        first, enabled = shown(), list[bool]()
        docking, leave_to = first.window._docking, first.leave_to
        docking.move("Ladder", docking.further.open())
        parts = [first.window, *docking.further.all, docking.docks["Ladder"]]
        assert all(part.isEnabled() for part in parts)

        def leave(other: Screen) -> None:
            enabled.extend(part.isEnabled() for part in parts)
            leave_to(other)

        monkeypatch.setattr(first, "leave_to", leave)
        first.preferences.desk._restart()
        await until(lambda: shown() is not first and enabled)
        assert enabled == [False, False, False]
        window = shown().window
        assert all(one.isEnabled() for one in (window, *window._docking.further.all))

    windows(act)


def test_a_window_behind_the_one_of_an_engine_begun_anew_comes_forward(
    windows: Callable[[Callable[[Shown], Any]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[QWidget] = []
    activate = Window.activateWindow

    def activated(window: Window) -> None:
        order.append(window)
        activate(window)

    monkeypatch.setattr(Window, "activateWindow", activated)
    monkeypatch.setattr(PaneWindow, "raise_", lambda window: order.append(window))

    async def act(shown: Shown) -> None:
        first, last = shown(), list[QWidget]()
        docking, leave_to = first.window._docking, first.leave_to
        docking.move("Ladder", docking.further.open())
        (further,) = docking.further.all
        further.setGeometry(QRect(first.window.geometry().topLeft(), QSize(420, 500)))

        def leave(other: Screen) -> None:
            leave_to(other)
            last.extend(order[-2:])

        monkeypatch.setattr(first, "leave_to", leave)
        first.preferences.desk._restart()
        await until(lambda: last)
        window = shown().window
        assert last == [window, *window._docking.further.all]

    windows(act)
