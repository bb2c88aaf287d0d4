"""The tray: told of what happens while no window is looked at, and not more often than it helps."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.support.on_screen import named, position, pressed, until
from traderterminal.app.headless import ALREADY_RUNNING
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.kit.observe import Observers
from traderterminal.ui.sheets import FlattenSheet, LeaveSheet
from traderterminal.ui.tray import QUIET_NS, Acts, Tray, system_tray_icon
from traderterminal.ui.viewmodels.notices import Notice, NoticesViewModel

Run = Callable[..., Any]
FILL = Notice("f", "Bought 1 ESH2024 @ 4,800.25", "Practice", "ok", "filled", "")


class Icon:
    def __init__(self) -> None:
        self.shown = False
        self.there = True
        self.acts: dict[str, Callable[[], object]] = {}
        self.told: list[tuple[str, str]] = []

    def show(self) -> None:
        self.shown = True

    def hide(self) -> None:
        self.shown = False

    def setToolTip(self, tip: str) -> None:
        assert tip == "TraderTerminal"

    def tell(self, title: str, words: str) -> None:
        self.told.append((title, words))

    def is_there(self) -> bool:
        return self.there

    def offer(self, acts: Acts) -> None:
        self.acts = dict(acts)


class Scene:
    def __init__(self, icon: Icon | None) -> None:
        self.told: Observers[Notice] = Observers()
        self.now_ns = 0
        self.icon = icon
        notices: Any = SimpleNamespace(told=self.told)
        self.tray = Tray(
            lambda: self.icon, cast(NoticesViewModel, notices), lambda: self.now_ns, lambda: ()
        )


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The window that is active: none as long as the list is empty."""
    windows: list[object] = []
    monkeypatch.setattr(QApplication, "activeWindow", lambda: windows[-1] if windows else None)
    return windows


def test_a_notice_is_told_there_while_no_window_is_active(away: list[object]) -> None:
    icon = Icon()
    scene = Scene(icon)
    assert (icon.shown, scene.tray.problem) == (True, "")
    away.append("the window")
    scene.told.emit(FILL)
    assert icon.told == []
    away.clear()
    scene.told.emit(FILL)
    assert icon.told == [("Bought 1 ESH2024 @ 4,800.25", "Practice")]
    scene.tray.close()
    assert not icon.shown
    assert len(scene.told) == 0


def test_a_sweep_of_fills_is_one_message(away: list[object]) -> None:
    icon = Icon()
    scene = Scene(icon)
    for _ in range(5):
        scene.told.emit(FILL)
        scene.now_ns += QUIET_NS // 5
    assert len(icon.told) == 1
    scene.told.emit(FILL)
    assert len(icon.told) == 2


def test_an_alert_is_told_although_an_order_has_just_filled(away: list[object]) -> None:
    icon = Icon()
    scene = Scene(icon)
    scene.told.emit(FILL)
    scene.told.emit(Notice("a", "ESH2024 rose to 4,800.00", "", "t1", "price alert", ""))
    scene.told.emit(FILL)
    assert [title for title, _ in icon.told] == [FILL.title, "ESH2024 rose to 4,800.00"]


def test_without_a_tray_one_line_says_so(away: list[object]) -> None:
    scene = Scene(None)
    scene.told.emit(FILL)
    assert scene.tray.problem == (
        "The system has no tray: notices are told in the window, and closing it ends the program."
    )
    scene.tray.close()


def test_a_tray_that_starts_after_the_program_is_found_with_the_next_notice(
    away: list[object],
) -> None:
    scene = Scene(None)
    scene.icon = icon = Icon()
    scene.told.emit(FILL)
    assert (icon.shown, scene.tray.problem) == (True, "")
    assert [title for title, _ in icon.told] == [FILL.title]
    scene.told.emit(FILL)
    assert len(icon.told) == 1
    scene.tray.close()
    assert not icon.shown


def test_offscreen_there_is_no_tray(qapp: QApplication) -> None:
    assert system_tray_icon(qapp.windowIcon(), lambda: None) is None


# Closing the window.


async def holding(service: Service, screen: Screen) -> LeaveSheet:
    """Enter a position, and close the window by its title bar."""
    line = named(screen.window, "Order as a line of text")
    line.setFocus()
    QTest.keyClicks(line, "buy 1 es mkt")
    QTest.keyClick(line, Qt.Key.Key_Return)
    await until(service, lambda: position(service) == 1)
    assert not screen.window.close()
    assert screen.window.isVisible()
    (sheet,) = screen.window.findChildren(LeaveSheet)
    return sheet


def test_who_leaves_a_position_behind_is_told_and_may_stay(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, ended = screen.window, list[bool]()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.lastWindowClosed.connect(lambda: ended.append(True))
        sheet = await holding(service, screen)
        words = [one.text() for one in sheet.findChildren(QLabel)]
        assert "Left as they are: 1 position, 0 orders." in words
        assert [b.text() for b in sheet.findChildren(QPushButton)] == ["Cancel", "Quit"]
        assert window.focusWidget() is named(sheet, "Cancel, keep the window")
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        await until(service, lambda: not window.findChildren(LeaveSheet))
        assert window.isVisible()
        window.quit()
        (sheet,) = window.findChildren(LeaveSheet)
        window.quit()  # asked once
        assert len(window.findChildren(LeaveSheet)) == 1
        screen.trading.positions.flatten_all()
        await until(service, lambda: position(service) == 0)
        await until(service, lambda: "Nothing is left" in sheet._says.text())
        pressed(sheet, "Quit")
        assert ended == [True]

    on_screen(act)


def test_who_holds_nothing_leaves_at_once(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        assert screen.window.close()

    on_screen(act)


def test_closed_it_goes_on_in_the_tray_which_leads_back_and_has_the_way_out(
    on_screen: Run, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("[ui]\nkeep_running = true\n", "utf-8")
    icon = Icon()

    async def act(service: Service, screen: Screen) -> None:
        window, ended = screen.window, list[bool]()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.lastWindowClosed.connect(lambda: ended.append(True))
        window._docking.move("Orders", window._docking.further.open())
        (further,) = window._docking.further.all
        window.close()
        await service.engine.host.sleep(0.1)
        assert not window.isVisible()
        assert not further.isVisible()
        assert not ended
        assert icon.told[-1][0] == "TraderTerminal goes on"
        assert list(icon.acts) == ["Show TraderTerminal", "Flatten all accounts…", "Quit"]
        icon.acts["Flatten all accounts…"]()
        assert window.isVisible()
        assert further.isVisible()
        assert any(isinstance(sheet, FlattenSheet) for sheet in window.asking.sheets())
        window.asking.leave()
        screen.choose_looks(replace(screen._chosen.looks, language="de"))
        assert "TraderTerminal zeigen" in icon.acts
        screen.window.close()
        icon.acts["TraderTerminal zeigen"]()
        assert screen.window.isVisible()

    async def quits(service: Service, screen: Screen) -> None:
        window, ended = screen.window, list[bool]()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.lastWindowClosed.connect(lambda: ended.append(True))
        window.close()
        assert not window.isVisible()
        icon.acts["Beenden"]()  # the language was kept
        assert ended == [True]

    on_screen(act, make_tray=lambda clicked: icon)
    on_screen(quits, make_tray=lambda clicked: icon)


def test_a_pane_that_floats_goes_into_the_tray_with_its_window_and_stays_open(
    on_screen: Run, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("[ui]\nkeep_running = true\n", "utf-8")
    icon = Icon()

    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        orders = window._docking.docks["Orders"]
        orders.setFloating(True)
        assert orders.isVisible()
        window.close()
        await service.engine.host.sleep(0.1)
        assert not orders.isVisible()
        assert "Orders" in window._docking.open_names()
        icon.acts["Show TraderTerminal"]()
        assert orders.isVisible()
        assert orders.isFloating()
        window.close()
        assert not orders.isVisible()
        icon.acts["Quit"]()

    async def again(service: Service, screen: Screen) -> None:
        orders = screen.window._docking.docks["Orders"]
        assert orders.isFloating()
        assert orders.isVisible()
        orders.hide()  # one that was closed stays so
        screen.window.close()
        icon.acts["Show TraderTerminal"]()
        assert not orders.isVisible()
        assert screen.window.isVisible()

    on_screen(act, make_tray=lambda clicked: icon)
    on_screen(again, make_tray=lambda clicked: icon)


def test_a_second_start_brings_the_window_back_from_the_tray(
    on_screen: Run, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("[ui]\nkeep_running = true\n", "utf-8")
    icon = Icon()

    def start_again() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "traderterminal", "--data-dir", str(tmp_path)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    async def act(service: Service, screen: Screen) -> None:
        screen.window.close()
        assert not screen.window.isVisible()
        again = await asyncio.to_thread(start_again)
        assert again.returncode == ALREADY_RUNNING
        assert f"already running on {tmp_path}. Its window was brought forward." in again.stderr
        assert screen.window.isVisible()
        screen.close()  # nothing comes forward any more, and the one that starts says what is left
        again = await asyncio.to_thread(start_again)
        assert again.returncode == ALREADY_RUNNING
        assert "Use its window, end it, or choose another folder" in again.stderr

    on_screen(act, make_tray=lambda clicked: icon)


def test_a_tray_that_goes_away_gives_the_window_back(on_screen: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[ui]\nkeep_running = true\n", "utf-8")
    icon = Icon()

    async def act(service: Service, screen: Screen) -> None:
        screen.window.close()
        assert not screen.window.isVisible()
        icon.there = False
        await until(service, screen.window.isVisible)
        assert screen.window.close()  # nothing would lead back any more

    on_screen(act, make_tray=lambda clicked: icon)


def test_to_keep_running_is_chosen_while_it_runs(on_screen: Run) -> None:
    icon = Icon()

    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        screen.window.asking.open_settings("keep running")
        (sheet,) = window.asking.sheets()
        (switch,) = [
            one
            for one in sheet.findChildren(QPushButton)
            if one.accessibleName().endswith("Keep running")
        ]
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
        pressed(sheet, "Save")
        await until(service, lambda: not window.asking.sheets())
        assert screen.window is window  # it looks as before
        assert not window.close()
        assert not window.isVisible()

    on_screen(act, make_tray=lambda clicked: icon)
