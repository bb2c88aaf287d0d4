"""Further windows: panes move there by their menu, trade there, and come back, whole or by half."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QLineEdit, QMenu, QWidget

from tests.support.on_screen import named, position, until
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.ui import asking
from traderterminal.ui.pane_window import PaneWindow
from traderterminal.ui.viewmodels.arming import LEVELS
from traderterminal.ui.viewmodels.notices import Notice
from traderterminal.ui.widgets.hold_plate import HoldPlate
from traderterminal.ui.widgets.toasts import Toasts

LEFT = Qt.MouseButton.LeftButton
Run = Callable[..., Any]

pytestmark = pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)


def dock(screen: Screen, name: str) -> QDockWidget:
    return screen.window._docking.docks[name]


def windows(screen: Screen) -> list[PaneWindow]:
    return screen.window._docking.further.all


def nowhere(name: str, to: PaneWindow | None) -> None:
    raise AssertionError(name)


async def rest(service: Service) -> None:
    await service.engine.host.sleep(0.1)


async def in_front(service: Service, window: QWidget) -> None:
    window.activateWindow()
    await until(service, window.isActiveWindow)


def holds(window: QWidget) -> str:
    """What a plate over a window says is held."""
    return "".join(plate.words for plate in window.findChildren(HoldPlate))


async def choose(service: Service, screen: Screen, pane: str, words: str) -> None:
    """Take a line of a pane's menu, opened by its button, wherever that is."""

    def buttons() -> list[QWidget]:
        return [
            button
            for window in (screen.window, *windows(screen))
            for button in window.findChildren(QWidget)
            if button.accessibleName() == f"More for {pane}" and button.isVisible()
        ]

    await until(service, lambda: bool(buttons()))
    QTest.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)
    (menu,) = [m for m in QApplication.topLevelWidgets() if isinstance(m, QMenu) and m.isVisible()]
    lines = {action.text(): action for action in menu.actions()}
    assert words in lines, sorted(lines)
    lines[words].trigger()
    menu.close()
    await rest(service)


async def arranged(service: Service, screen: Screen) -> None:
    screen.window.resize(1600, 1000)
    screen.window.arrange(1600, 1000)
    await rest(service)


def test_a_pane_moves_to_a_new_window_and_back_by_its_menu(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Ladder", "Move to a new window")
        (window,) = windows(screen)
        assert window.isVisible()
        assert dock(screen, "Ladder").window() is window
        assert window.windowTitle() == "PAPER · paper_simulator · TraderTerminal 2"
        await choose(service, screen, "Chart", "Move to window 2")
        assert dock(screen, "Chart").window() is window
        ladder, chart = dock(screen, "Ladder"), dock(screen, "Chart")
        assert ladder.isVisible()
        assert chart.isVisible()
        await choose(service, screen, "Ladder", "Move to the main window")
        assert dock(screen, "Ladder").window() is screen.window
        await choose(service, screen, "Chart", "Move to the main window")
        assert windows(screen) == []  # nothing is left in it
        assert dock(screen, "Chart").isVisible()

    on_screen(act)


def test_a_window_carries_the_way_out_and_the_band(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Ladder", "Move to a new window")
        (window,) = windows(screen)
        account = service.engine.settings.accounts[0].id
        wish = OrderWish(account, "ES", "delta", "buy", Decimal(1), source="test")
        await service.engine.desk.place(wish)
        await until(service, lambda: position(service) == 1)
        ways = [
            found
            for found in window.findChildren(QWidget)
            if found.accessibleName() == "Flatten all accounts, from here" and found.isVisible()
        ]
        assert len(ways) == 1
        QTest.mousePress(ways[0], Qt.MouseButton.LeftButton)
        await until(service, lambda: position(service) == 0)
        QTest.mouseRelease(ways[0], Qt.MouseButton.LeftButton)
        picture, middle = window.grab().toImage(), window.width() // 2
        assert screen._theme.color("paper") in [picture.pixelColor(middle, y) for y in range(8)]

    on_screen(act)


def test_the_key_of_the_kill_switch_is_heard_and_its_hold_shown_in_each_window(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        await arranged(service, screen)
        await choose(service, screen, "Ladder", "Move to a new window")
        await choose(service, screen, "Orders", "Move to a new window")
        ladder, orders = windows(screen)
        await in_front(service, ladder)
        QTest.keyPress(ladder, Qt.Key.Key_K, control_shift)
        await until(service, lambda: holds(ladder) != "")
        assert holds(screen.window) == ""
        await choose(service, screen, "Ladder", "Move to window 3")  # with that it comes to nothing
        QTest.keyRelease(orders, Qt.Key.Key_K, control_shift)
        assert windows(screen) == [orders]
        await in_front(service, orders)
        QTest.keyPress(orders, Qt.Key.Key_K, control_shift)
        await until(service, lambda: service.engine.desk.kill_switch.engaged)
        QTest.keyRelease(orders, Qt.Key.Key_K, control_shift)

    on_screen(act)


def test_what_is_asked_in_a_window_is_asked_over_it_and_answered_by_its_keys(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Orders", "Move to a new window")
        (window,), main, asking = windows(screen), screen.window, screen.window.asking
        main.showMinimized()
        await in_front(service, window)
        QTest.mouseClick(named(window.bar, "Flatten all accounts, from here"), LEFT)
        (sheet,) = asking.sheets()
        assert sheet.window() is window
        assert window.bar.mapTo(window, window.bar.rect().bottomLeft()).y() < sheet.y()
        stops = set()
        for _ in range(6):
            QTest.keyClick(window, Qt.Key.Key_Tab)
            focused = QApplication.focusWidget()
            stops.add(focused is not None and sheet.isAncestorOf(focused))
        assert stops == {True}
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
        assert asking.sheets() == []
        asking.to_kill()
        main.showNormal()
        await in_front(service, main)
        asking.to_kill()  # where the trader is now
        (sheet,) = asking.sheets()
        assert sheet.window() is main

    on_screen(act)


def test_what_has_no_room_over_a_window_is_asked_over_the_main_one(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Orders", "Move to a new window")
        (window,), main, asking = windows(screen), screen.window, screen.window.asking
        await in_front(service, window)
        window.resize(window.minimumSizeHint().width(), 150)
        main.showMinimized()
        await in_front(service, window)
        asking.to_kill()
        (sheet,) = asking.sheets()
        assert sheet.window() is main
        assert not main.isMinimized()
        assert main.focusWidget() is named(main, "Cancel, leave the kill switch off")
        window.resize(800, 600)
        assert sheet.width() == main.width()  # it lies over that one alone

    on_screen(act)


def test_a_key_that_leads_to_the_main_window_takes_the_keys_along(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Orders", "Move to a new window")
        (window,), main = windows(screen), screen.window
        main.showMinimized()
        for key in (Qt.Key.Key_L, Qt.Key.Key_E):
            await in_front(service, window)
            QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
            await until(service, main.isActiveWindow)
            assert isinstance(QApplication.focusWidget(), QLineEdit)
            assert not main.isMinimized()

    on_screen(act)


def test_a_window_says_how_far_a_click_goes(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Ladder", "Move to a new window")
        (window,), arming = windows(screen), screen.trading.arming

        def says(words: str) -> bool:
            labels = window.bar.findChildren(QLabel)
            return any(one.isVisible() and one.text().startswith(words) for one in labels)

        for level, words in zip(LEVELS, ("Observe", "Confirm", "Armed"), strict=True):
            arming.choose(level)
            await until(service, partial(says, words))
        await service.engine.desk.kill_switch.engage()
        await until(service, lambda: says("Kill switch on"))

    on_screen(act)


def test_notices_are_seen_in_a_further_window_while_the_main_one_is_minimised(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Orders", "Move to a new window")
        (window,), main = windows(screen), screen.window
        main.showMinimized()
        await in_front(service, window)
        screen.announcing.notices.tell(Notice("test", "Told", "words", "t2", "warning", ""))
        (toasts,) = [*main.findChildren(Toasts), *window.findChildren(Toasts)]
        await until(service, lambda: toasts.window() is window and toasts.isVisible())
        assert window.rect().contains(toasts.geometry().center())
        window.close()  # they do not go with it
        assert toasts.window() is main
        main.showNormal()
        await until(service, toasts.isVisible)

    on_screen(act)


def test_closing_a_window_brings_its_panes_back(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Orders", "Move to a new window")
        await choose(service, screen, "Positions", "Move to window 2")
        (window,) = windows(screen)
        dock(screen, "Positions").hide()
        window.close()
        await rest(service)
        assert windows(screen) == []
        assert dock(screen, "Orders").window() is screen.window
        assert dock(screen, "Orders").toggleViewAction().isChecked()
        assert not dock(screen, "Positions").toggleViewAction().isChecked()

    on_screen(act)


def test_a_window_whose_last_pane_is_closed_goes(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Ladder", "Move to a new window")
        dock(screen, "Ladder").hide()
        await rest(service)
        assert windows(screen) == []
        assert screen.window.isVisible()
        dock(screen, "Ladder").toggleViewAction().trigger()
        await rest(service)
        assert dock(screen, "Ladder").isVisible()
        assert dock(screen, "Ladder").window() is screen.window

    on_screen(act)


def test_the_last_pane_of_a_window_is_offered_no_window_of_its_own(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Ladder", "Move to a new window")
        found = [words for words, _ in screen.window._docking.further.places("Ladder", nowhere)]
        assert found == ["Move to the main window"]

    on_screen(act)


def test_f6_walks_from_window_to_window_and_rings_there(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Orders", "Move to a new window")
        (window,) = windows(screen)
        assert QApplication.activeWindow() is window
        seen = []
        for _ in range(40):
            active = QApplication.activeWindow()
            assert active is not None
            QTest.keyClick(active, Qt.Key.Key_F6)
            await service.engine.host.sleep(0.02)
            focused = QApplication.focusWidget()
            assert focused is not None
            seen.append((screen.window.walk.where(focused), focused.window()))
            if seen.count(seen[0]) == 2:
                break
        assert ("Orders", window) in seen
        assert ("Ticket", screen.window) in seen
        screen.window.open_pane("Orders")
        QTest.keyClick(window, Qt.Key.Key_Tab)
        await rest(service)
        assert window.ring.widget() is not None
        assert screen.window.walk.ring.widget() is None

    on_screen(act)


def test_windows_come_back_with_their_panes_and_the_program_ends_with_the_main_one(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Ladder", "Move to a new window")
        (window,) = windows(screen)
        window.setGeometry(40, 60, 420, 500)
        await rest(service)
        screen.window.close()
        assert not window.isVisible()

    async def again(service: Service, screen: Screen) -> None:
        await rest(service)
        (window,) = windows(screen)
        assert window.isVisible()
        assert dock(screen, "Ladder").window() is window
        assert (window.width(), window.height()) == (420, 500)
        screen.choose_theme("ivory")
        await rest(service)
        (window,) = windows(screen)
        assert dock(screen, "Ladder").window() is window

    on_screen(act)
    on_screen(again)


def test_a_window_wholly_behind_the_main_one_comes_forward_at_the_start(
    on_screen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[QWidget] = []
    monkeypatch.setattr(PaneWindow, "raise_", lambda window: raised.append(window))

    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Ladder", "Move to a new window")
        await choose(service, screen, "Orders", "Move to a new window")
        (ladder, orders), at = windows(screen), screen.window.geometry().topLeft()
        ladder.setGeometry(QRect(at + QPoint(40, 60), QSize(420, 500)))
        orders.setGeometry(QRect(at + QPoint(1500, 60), QSize(420, 500)))
        await rest(service)
        raised.clear()
        screen.window.uncover_further()
        assert raised == [ladder]
        screen.choose_theme("ivory")  # the window of another look lies before them all
        assert windows(screen)[0] in raised

    on_screen(act)


def test_what_is_behind_a_maximised_window_is_known_before_it_has_its_size(
    on_screen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[QWidget] = []
    monkeypatch.setattr(PaneWindow, "raise_", lambda window: raised.append(window))

    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Ladder", "Move to a new window")
        (window,), main = windows(screen), screen.window
        room = main.screen().availableGeometry()
        window.setGeometry(QRect(room.topLeft() + QPoint(40, 60), QSize(420, 500)))
        await rest(service)
        monkeypatch.setattr(main, "geometry", lambda: QRect(room.topLeft(), QSize(9, 9)))
        raised.clear()
        main.uncover_further()
        assert raised == []
        for fill in (main.showMaximized, main.showFullScreen):
            fill()
            raised.clear()
            main.uncover_further()
            assert raised == [window]

    on_screen(act)


def test_what_is_behind_a_window_comes_forward_again_once_that_is_active(
    on_screen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[QWidget] = []
    monkeypatch.setattr(PaneWindow, "raise_", lambda window: raised.append(window))

    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Ladder", "Move to a new window")
        (window,), main, active = windows(screen), screen.window, [False]
        window.setGeometry(QRect(main.geometry().topLeft() + QPoint(40, 60), QSize(420, 500)))
        await rest(service)
        monkeypatch.setattr(main, "isActiveWindow", lambda: active[0])
        raised.clear()
        main.uncover_further()
        assert raised == [window]
        active[0] = True
        for _ in range(2):  # whoever goes there later means it
            QApplication.sendEvent(main, QEvent(QEvent.Type.ActivationChange))
            assert raised == [window, window]

    on_screen(act)


def test_a_window_goes_on_while_the_main_one_is_minimised(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        main, frames = screen.window, [0]
        await choose(service, screen, "Ladder", "Move to a new window")
        (window,) = windows(screen)
        panes = main._docking._panes

        def flush() -> None:
            frames[0] += 1

        panes["Ladder"] = replace(panes["Ladder"], flush=flush)
        main.showMinimized()
        await until(service, main.isMinimized)
        frames[0] = 0
        await until(service, lambda: frames[0] > 3)
        window.showMinimized()
        await until(service, lambda: not main._frames.isActive())  # nobody looks
        window.showNormal()
        frames[0] = 0
        await until(service, lambda: frames[0] > 3)
        window.hide()
        assert not main._frames.isActive()
        main.showNormal()
        await until(service, main._frames.isActive)
        main.stop()  # as while the engine begins anew
        main.showMinimized()
        main.showNormal()
        await rest(service)
        assert not main._frames.isActive()

    on_screen(act)


def test_a_window_on_a_monitor_that_is_gone_comes_to_one_that_is_there(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Ladder", "Move to a new window")
        windows(screen)[0].setGeometry(9000, 4000, 420, 500)
        await rest(service)
        state = screen.window.layout_state()
        assert screen.window.restore_layout(state)
        await rest(service)
        (window,) = windows(screen)
        there = QGuiApplication.primaryScreen().availableGeometry()
        assert there.contains(window.frameGeometry().topLeft())

    on_screen(act)


@pytest.mark.parametrize(
    "windows_kept",
    [
        "nonsense",
        "[5]",
        '[{"panes": 5}]',
        '[{"panes": ["No such pane"]}]',
        '{"panes": ["Ladder"]}',
    ],
)
def test_windows_that_cannot_be_read_leave_their_panes_in_the_main_one(
    on_screen: Run, windows_kept: str
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        state = screen.window.layout_state()
        assert screen.window.restore_layout({**state, "windows": windows_kept})
        await rest(service)
        assert windows(screen) == []
        assert dock(screen, "Ladder").isVisible()

    on_screen(act)


def test_a_window_whose_arrangement_is_broken_still_has_its_panes(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        kept = json.dumps([{"panes": ["Ladder", "Orders"], "docks": "no", "place": 5}])
        state = screen.window.layout_state()
        assert screen.window.restore_layout({**state, "windows": kept})
        await rest(service)
        (window,) = windows(screen)
        for name in ("Ladder", "Orders"):
            assert dock(screen, name).window() is window
            assert dock(screen, name).isVisible()

    on_screen(act)


def test_a_pane_fills_the_screen_with_the_way_out_in_reach(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Chart", "Full screen")
        assert screen.window.isFullScreen()
        assert not dock(screen, "Ticket").isVisible()
        assert named(screen.window, "Flatten all accounts").isVisible()
        await choose(service, screen, "Chart", "Full screen")
        assert not screen.window.isFullScreen()
        assert dock(screen, "Ticket").isVisible()

    on_screen(act)


def test_a_new_pane_of_the_program_finds_a_place_in_an_old_arrangement(
    on_screen: Run, tmp_path: Path
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        dock(screen, "Accounts").hide()
        await rest(service)
        state = screen.window.layout_state()
        old = {**state, "panes": state["panes"].replace("Journal, ", "")}
        assert screen.window.restore_layout(old)
        await rest(service)
        assert dock(screen, "Journal").toggleViewAction().isChecked()
        assert not dock(screen, "Accounts").toggleViewAction().isChecked()
        assert dock(screen, "Ticket").isVisible()

    on_screen(act)


async def small_window(service: Service, screen: Screen, pane: str) -> PaneWindow:
    """Have a pane in a further window that has no room for a question."""
    await arranged(service, screen)
    await choose(service, screen, pane, "Move to a new window")
    (window,) = windows(screen)
    window.resize(window.minimumSizeHint().width(), 150)
    await in_front(service, window)
    return window


def test_an_order_is_asked_about_once_also_where_the_keys_stay_in_the_window_without_room(
    on_screen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, asked = await small_window(service, screen, "Orders"), screen.window.asking
        screen.trading.hotkeys.enable(on=True)
        screen.window.flush()
        # As where the desktop does not give the focus to whoever asks for it.
        monkeypatch.setattr(asking, "bring_forward", lambda window: None)
        for _ in range(3):
            QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
            await rest(service)
        (sheet,) = asked.sheets()
        assert sheet.window() is screen.window
        asked.leave()

    on_screen(act)


def test_the_keys_go_back_to_the_window_that_had_no_room_for_the_question(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = await small_window(service, screen, "Ladder")
        screen.window.asking.to_kill()
        await until(service, screen.window.isActiveWindow)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Escape)
        await until(service, window.isActiveWindow)

    on_screen(act)


def test_what_is_typed_in_the_settings_stays_where_they_are_asked_for_in_another_window(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        await choose(service, screen, "Orders", "Move to a new window")
        (window,), asked = windows(screen), screen.window.asking
        window.resize(1200, 900)
        await in_front(service, screen.window)
        asked.open_settings("")
        (sheet,) = asked.sheets()
        field = [one for one in sheet.findChildren(QLineEdit) if one.isVisible()][1]
        field.setText("77")
        await in_front(service, window)
        asked.open_settings("")
        assert asked.sheets() == [sheet]
        assert field.text() == "77"
        await until(service, screen.window.isActiveWindow)
        asked.leave()

    on_screen(act)
