"""The keys that trade, pressed for real: off at first, once for each press, held for their time."""

import json
import re
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from tests.support.hotkey_bench import Bench
from tests.support.on_screen import named, position, pressed, until
from tests.support.shared_data import REPOSITORY
from traderterminal.app import languages
from traderterminal.app.hotkey_store import HOTKEYS_FILE
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.app.workspaces import LAYOUT_FILE
from traderterminal.desk.arming import Level
from traderterminal.kit.language import ENGLISH
from traderterminal.ui.ladder.widget import LadderWidget
from traderterminal.ui.panes.arming_sheets import ConfirmSheet
from traderterminal.ui.panes.keys_sheet import KeyField, KeysSheet
from traderterminal.ui.panes.palette_sheet import PaletteSheet
from traderterminal.ui.sheets import FlattenSheet, KillSheet
from traderterminal.ui.shortcuts import Shortcuts
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.viewmodels.hotkeys import FIXED, HOTKEY_OF, Act, Group
from traderterminal.ui.widgets.hold_plate import HoldPlate
from traderterminal.ui.widgets.status_bar import Chip

D = Decimal
SOURCE = REPOSITORY / "traderterminal"
KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Shown:
    """A window with a field, a button and a ladder, on a bench whose keys are on."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.asking = False
        self.tapped: list[Act] = []
        theme = read_theme("ink", 12)
        self.window = QWidget()
        rows = QVBoxLayout(self.window)
        self.field, self.button = QLineEdit(), QPushButton("Elsewhere")
        self.ladder = LadderWidget(bench.ladder, theme, lambda: None)
        for widget in (self.field, self.button, self.ladder):
            rows.addWidget(widget)
        self.shortcuts = Shortcuts(
            bench.hotkeys,
            bench.acts,
            theme,
            self.window,
            lambda: self.window,
            lambda: self.asking,
            self.tapped.append,
        )
        self.shortcuts.add_place(Group.LADDER, self.ladder)
        self.window.resize(400, 700)
        self.window.show()
        self.window.activateWindow()
        self.button.setFocus()

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.keyPress(self.focused, key, keys)

    def release(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.keyRelease(self.focused, key, keys)

    async def click(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.keyClick(self.focused, key, keys)
        await self.bench.settled()

    @property
    def focused(self) -> QWidget:
        return self.window.focusWidget() if self.window.isActiveWindow() else self.window

    @property
    def plate(self) -> str:
        (found,) = self.window.findChildren(HoldPlate)
        return found.words

    @property
    def sent(self) -> list[str]:
        return [f"{order.side} {order.order_type}" for order in self.bench.all]


@pytest_asyncio.fixture
async def shown(qapp: QApplication) -> AsyncIterator[Shown]:
    bench = Bench()
    await bench.open()
    made = Shown(bench)
    QTest.qWaitForWindowActive(made.window)
    yield made
    made.shortcuts.stop()
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(None, 0)
    await bench.close()


async def test_off_they_do_nothing_and_on_each_press_is_one_order(shown: Shown) -> None:
    shown.bench.hotkeys.enable(on=False)
    await shown.click(KEY.Key_B, SHIFT)
    assert shown.sent == []
    shown.bench.hotkeys.enable(on=True)
    await shown.click(KEY.Key_B, SHIFT)
    await shown.click(KEY.Key_S, SHIFT)
    assert shown.sent == ["buy market", "sell market"]
    assert len({order.order_id for order in shown.bench.all}) == 2
    assert shown.bench.hotkeys.heard_words == "Last key heard: Shift+S, Sell 1 ESH2024 market"


async def test_a_key_that_is_held_down_is_one_press(shown: Shown) -> None:
    shown.press(KEY.Key_B, SHIFT)
    for _ in range(20):
        again = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_B, SHIFT, "B", autorep=True)
        QApplication.sendEvent(shown.focused, again)
    shown.release(KEY.Key_B, SHIFT)
    await shown.bench.settled()
    assert shown.sent == ["buy market"]


def _again(shown: Shown, key: Qt.Key, keys: Qt.KeyboardModifier, came_up_at: int, at: int) -> None:
    """Let a key come up and go down again, as X11 does it and Qt may not call it a repetition."""
    for kind, moment in (
        (QEvent.Type.KeyRelease, came_up_at),
        (QEvent.Type.ShortcutOverride, at),
    ):
        event = QKeyEvent(kind, key, keys)
        event.setTimestamp(moment)
        QApplication.sendEvent(shown.focused, event)
    (made,) = [one for one in shown.shortcuts._made if one.key() == QKeySequence(keys | key)]
    made.activated.emit()


async def test_what_goes_down_at_the_moment_at_which_it_came_up_is_held_still(
    shown: Shown, qtbot: Any
) -> None:
    shown.press(KEY.Key_B, SHIFT)
    for moment in range(1_000, 1_400, 40):
        _again(shown, KEY.Key_B, SHIFT, moment, moment)
    await shown.bench.settled()
    assert shown.sent == ["buy market"]
    shown.bench.ticket.choose_quantity(D(2))  # else it would be asked for once more
    _again(shown, KEY.Key_B, SHIFT, 1_500, 1_590)
    await shown.bench.settled()
    assert shown.sent == ["buy market", "buy market"]
    shown.press(KEY.Key_F, CTRL | SHIFT)
    for moment in range(2_000, 2_200, 40):
        _again(shown, KEY.Key_F, CTRL | SHIFT, moment, moment)
        qtbot.wait(20)
    assert shown.plate
    qtbot.waitUntil(lambda: not shown.plate, timeout=3000)
    await shown.bench.settled()
    assert shown.bench.ticket.position == 0
    assert shown.tapped == []


async def test_in_a_text_field_a_key_is_text_or_nothing(shown: Shown) -> None:
    shown.field.setFocus()
    await shown.click(KEY.Key_B, SHIFT)
    await shown.click(KEY.Key_B, CTRL)
    await shown.click(KEY.Key_X, CTRL | SHIFT)
    assert shown.sent == []
    assert shown.field.text() == "b"
    assert shown.bench.hotkeys.heard_words.endswith("Not in a text field")


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox])
async def test_whatever_takes_text_takes_no_key_that_trades(
    shown: Shown, kind: type[QWidget]
) -> None:
    await shown.bench.rests("buy", "4790.00")
    field = kind(shown.window)
    if isinstance(field, QComboBox):
        field.setEditable(True)
    field.show()
    field.setFocus()
    assert shown.focused is field
    for key, keys in ((KEY.Key_B, SHIFT), (KEY.Key_B, CTRL), (KEY.Key_X, CTRL | SHIFT)):
        await shown.click(key, keys)
    assert shown.sent == ["buy limit"]
    assert shown.bench.all[0].is_live
    assert shown.bench.hotkeys.heard_words.endswith("Not in a text field")


async def test_a_question_comes_before_what_adds_but_never_before_a_way_out(shown: Shown) -> None:
    await shown.bench.rests("buy", "4790.00")
    shown.asking = True
    await shown.click(KEY.Key_B, SHIFT)
    await shown.click(KEY.Key_B, CTRL)
    assert shown.bench.hotkeys.heard_words.endswith("Answer the question first")
    assert len(shown.bench.all) == 1
    await shown.click(KEY.Key_X, CTRL | SHIFT)
    assert not shown.bench.all[0].is_live


async def test_observing_no_key_enters(shown: Shown) -> None:
    shown.bench.arming.lower("paper", Level.OBSERVE)
    await shown.click(KEY.Key_B, SHIFT)
    assert shown.sent == []
    assert "is set to Observe" in shown.bench.ticket.refusal


async def test_the_ladder_has_keys_of_its_own(shown: Shown) -> None:
    await shown.click(KEY.Key_3)
    assert shown.bench.ticket.quantity == 1
    shown.ladder.setFocus()
    await shown.click(KEY.Key_3)
    assert shown.bench.ticket.quantity == 3
    shown.bench.ladder.scroll(40)
    await shown.click(KEY.Key_Space)
    middle = shown.bench.ladder.middle
    assert middle is not None
    assert shown.bench.ladder.view.row(middle) is not None
    assert shown.bench.hotkeys.take(Act.PRESET_5, "F") == ""
    await shown.click(KEY.Key_5)
    assert shown.bench.ticket.quantity == 3
    await shown.click(KEY.Key_F)
    assert shown.bench.ticket.quantity == 10


# What must be held.


async def test_what_must_be_held_acts_after_its_time_and_shows_how_much_has_passed(
    shown: Shown, qtbot: Any
) -> None:
    await shown.bench.buys(2)
    shown.press(KEY.Key_F, CTRL | SHIFT)
    assert shown.plate == "Flatten ESH2024: keep holding"
    (plate,) = shown.window.findChildren(HoldPlate)
    before = plate.grab().toImage()
    qtbot.wait(200)
    assert shown.bench.ticket.position == 2
    assert plate.grab().toImage() != before
    qtbot.waitUntil(lambda: not shown.plate, timeout=3000)
    shown.release(KEY.Key_F, CTRL | SHIFT)
    await shown.bench.settled()
    assert shown.bench.ticket.position == 0
    assert shown.bench.hotkeys.heard_words == "Last key heard: Ctrl+Shift+F, Flatten ESH2024"
    assert shown.tapped == []


def _let_go(shown: Shown) -> None:
    shown.release(KEY.Key_F, CTRL | SHIFT)


def _let_a_modifier_go(shown: Shown) -> None:
    QTest.keyRelease(shown.focused, KEY.Key_Shift, CTRL)


def _press_another(shown: Shown) -> None:
    QTest.keyPress(shown.focused, KEY.Key_A, NO_KEYS)


def _move_on(shown: Shown) -> None:
    shown.ladder.setFocus()


def _leave(shown: Shown) -> None:
    QApplication.sendEvent(shown.window, QEvent(QEvent.Type.WindowDeactivate))


@pytest.mark.parametrize("act", [_let_go, _let_a_modifier_go, _press_another, _move_on, _leave])
async def test_what_is_not_held_for_its_time_comes_to_nothing(
    shown: Shown, qtbot: Any, act: Callable[[Shown], None]
) -> None:
    await shown.bench.buys(2)
    shown.press(KEY.Key_F, CTRL | SHIFT)
    qtbot.wait(100)
    act(shown)
    qtbot.waitUntil(lambda: not shown.plate, timeout=3000)
    assert shown.bench.ticket.position == 2
    qtbot.wait(round(HOTKEY_OF[Act.FLATTEN_SYMBOL].hold_s * 1000) + 100)
    await shown.bench.settled()
    assert shown.bench.ticket.position == 2
    assert len(shown.bench.all) == 1


async def test_another_key_at_the_moment_at_which_it_came_up_ends_the_hold(
    shown: Shown, qtbot: Any
) -> None:
    """It was taken for a repetition of the one that came up, and what was held went on alone."""
    await shown.bench.buys(2)
    shown.press(KEY.Key_F, CTRL | SHIFT)
    for kind, key in ((QEvent.Type.KeyRelease, KEY.Key_F), (QEvent.Type.KeyPress, KEY.Key_A)):
        event = QKeyEvent(kind, key, CTRL | SHIFT)
        event.setTimestamp(1_000)
        QApplication.sendEvent(shown.focused, event)
    assert not shown.plate
    qtbot.wait(round(HOTKEY_OF[Act.FLATTEN_SYMBOL].hold_s * 1000) + 100)
    await shown.bench.settled()
    assert shown.bench.ticket.position == 2


@pytest.mark.parametrize("goes", [KEY.Key_Shift, KEY.Key_Control])
@pytest.mark.parametrize("within", [False, True])
async def test_a_modifier_that_comes_up_while_the_key_is_repeated_ends_the_hold(
    shown: Shown, qtbot: Any, goes: Qt.Key, *, within: bool
) -> None:
    """Each repetition of the key made forget it; it may come up in the middle of one."""

    def tell(kind: QEvent.Type, key: Qt.Key, at_ms: int) -> None:
        event = QKeyEvent(kind, key, CTRL)
        event.setTimestamp(at_ms)
        QApplication.sendEvent(shown.focused, event)

    await shown.bench.buys(2)
    shown.press(KEY.Key_F, CTRL | SHIFT)
    for at_ms in range(1_000, 1_600, 30):
        tell(QEvent.Type.KeyRelease, KEY.Key_F, at_ms)
        if at_ms == 1_060 and within:
            tell(QEvent.Type.KeyRelease, goes, at_ms)
        tell(QEvent.Type.ShortcutOverride, KEY.Key_F, at_ms)
        tell(QEvent.Type.KeyPress, KEY.Key_F, at_ms)
        if at_ms == 1_060 and not within:
            tell(QEvent.Type.KeyRelease, goes, at_ms + 5)
        qtbot.wait(30)
    await shown.bench.settled()
    assert not shown.plate
    assert shown.tapped == [Act.FLATTEN_SYMBOL]
    assert shown.bench.ticket.position == 2


def _stand_still(seconds: float) -> None:
    """Let the loop do nothing, as on a machine that has no time for it."""
    time.sleep(seconds)


async def test_a_loop_that_stood_still_does_not_take_a_tap_for_a_hold(
    shown: Shown, qtbot: Any
) -> None:
    """The key came up in time, and what tells of that waits behind what is due by then."""
    await shown.bench.buys(2)
    shown.press(KEY.Key_F, CTRL | SHIFT)
    shown.release(KEY.Key_F, CTRL | SHIFT)
    _stand_still(HOTKEY_OF[Act.FLATTEN_SYMBOL].hold_s + 0.1)
    qtbot.waitUntil(lambda: shown.tapped == [Act.FLATTEN_SYMBOL], timeout=3000)
    await shown.bench.settled()
    assert shown.bench.ticket.position == 2


async def test_held_for_ever_it_acts_once(shown: Shown, qtbot: Any) -> None:
    shown.press(KEY.Key_F, CTRL | SHIFT | ALT)
    for _ in range(60):
        again = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_F, CTRL | SHIFT | ALT, "", autorep=True)
        QApplication.sendEvent(shown.focused, again)
        qtbot.wait(20)
    shown.release(KEY.Key_F, CTRL | SHIFT | ALT)
    qtbot.wait(1200)
    assert shown.bench.flattened == 1


async def test_a_tap_tells_who_asked_and_says_how_long_to_hold(shown: Shown, qtbot: Any) -> None:
    await shown.click(KEY.Key_K, CTRL | SHIFT)
    qtbot.waitUntil(lambda: shown.tapped == [Act.KILL], timeout=3000)
    assert shown.bench.hotkeys.heard_words.endswith("Hold it for 1 s")


# In the window.


def click(widget: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    QTest.keyClick(widget, key, keys)


def on(screen: Screen) -> QWidget:
    """Switch the keys on, the focus on something that takes no text."""
    screen.trading.hotkeys.enable(on=True)
    screen.window.open_pane("Ladder")
    found = screen.window.focusWidget()
    assert found is not None
    return found


def test_a_preview_has_the_focus_on_cancel_and_ctrl_enter_sends(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        focus = on(screen)
        screen.trading.ticket.choose_type(screen.trading.ticket.order_type.MARKET)
        click(focus, KEY.Key_B, CTRL)
        (sheet,) = window.findChildren(ConfirmSheet)
        assert window.focusWidget() is named(sheet, "Cancel, send nothing")
        held = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, CTRL, "", autorep=True)
        QApplication.sendEvent(sheet, held)  # it was down before anything was asked
        assert sheet.isVisible()
        click(window.focusWidget(), KEY.Key_Return)
        await until(service, lambda: not window.findChildren(ConfirmSheet))
        assert not desk.orders
        click(window.focusWidget(), KEY.Key_S, CTRL)
        (sheet,) = window.findChildren(ConfirmSheet)
        click(window.focusWidget(), KEY.Key_S, SHIFT)  # the question comes first
        click(window.focusWidget(), KEY.Key_Return, CTRL)
        await until(service, lambda: position(service) == -1)
        assert len(desk.orders) == 1

    on_screen(act)


def test_a_preview_nobody_answers_counts_down(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        click(on(screen), KEY.Key_B, CTRL)
        (sheet,) = screen.window.findChildren(ConfirmSheet)
        assert "Closes in 0:30" in sheet._explains.text()
        sheet._count_down()
        assert "Closes in 0:29" in sheet._explains.text()
        for _ in range(29):
            sheet._count_down()
        await until(service, lambda: not screen.window.findChildren(ConfirmSheet))
        assert not service.engine.desk.orders

    on_screen(act)


def test_tapped_the_keys_of_the_great_ways_out_ask_in_a_sheet(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        click(on(screen), KEY.Key_F, CTRL | SHIFT | ALT)
        await until(service, lambda: bool(window.findChildren(FlattenSheet)))
        click(window.focusWidget(), KEY.Key_Escape)
        screen.trading.hotkeys.enable(on=False)  # the kill switch is always to be had
        click(window.focusWidget(), KEY.Key_K, CTRL | SHIFT)
        await until(service, lambda: bool(window.findChildren(KillSheet)))
        click(window.focusWidget(), KEY.Key_Escape)
        assert not service.engine.desk.kill_switch.engaged
        QTest.keyPress(window.focusWidget(), KEY.Key_K, CTRL | SHIFT)
        await until(service, lambda: service.engine.desk.kill_switch.engaged)
        QTest.keyRelease(window.focusWidget(), KEY.Key_K, CTRL | SHIFT)

    on_screen(act)


def chip(screen: Screen) -> Chip:
    screen.window.flush()
    chips = screen.window.findChildren(Chip)
    (found,) = [c for c in chips if c.accessibleName().startswith("Keys")]
    return found


def test_the_chip_says_whether_they_are_on_and_opens_their_sheet(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        assert (chip(screen).accessibleName(), chip(screen).state.token) == ("Keys off", "t3")
        QTest.mouseClick(chip(screen), Qt.MouseButton.LeftButton)
        (sheet,) = window.findChildren(KeysSheet)
        pressed(named(sheet, "Keys that trade"), "On")
        assert (chip(screen).accessibleName(), chip(screen).state.outline) == ("Keys on", "warn")
        pressed(sheet, "Close")
        focus = on(screen)
        click(focus, KEY.Key_X, CTRL | SHIFT)
        assert chip(screen).accessibleName() == "Keys on Ctrl+Shift+X"
        assert "Last key heard: Ctrl+Shift+X, Cancel all ES" in chip(screen).toolTip()

    on_screen(act)


def test_the_sheet_hears_a_key_without_doing_it_and_gives_it_to_an_act(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        click(on(screen), KEY.Key_F1)
        (sheet,) = window.findChildren(KeysSheet)
        (field,) = sheet.findChildren(KeyField)
        (keys,) = sheet.findChildren(TableView)
        click(field, KEY.Key_B, SHIFT)
        assert screen.trading.hotkeys.heard_words.startswith(
            "Last key heard: Shift+B, Buy market. Nothing"
        )
        assert not service.engine.desk.orders
        keys.selectRow(keys.table.position(Act.JOIN_BID) or 0)
        named(sheet, "Take this key").click()
        assert "Shift+B is Buy market already" in sheet._heard.text()
        for taken, words in ((KEY.Key_L, "Ctrl+L is Symbol search"), (KEY.Key_K, "Ctrl+K is")):
            click(field, taken, CTRL)
            named(sheet, "Take this key").click()
            assert words in sheet._heard.text()
        click(field, KEY.Key_Q)
        named(sheet, "Take this key").click()
        assert screen.trading.hotkeys.key(Act.JOIN_BID) == "Q"
        assert HOTKEYS_FILE in [path.name for path in service.engine.options.data_dir.iterdir()]
        named(sheet, "Take the key of the row away").click()
        assert screen.trading.hotkeys.key(Act.JOIN_BID) == ""
        named(sheet, "Give every act its usual key").click()
        click(field, KEY.Key_Escape)
        await until(service, lambda: not window.findChildren(KeysSheet))

    on_screen(act)


def test_in_a_small_window_with_large_text_the_list_leaves_room_for_the_field(
    on_screen: Any, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("[ui]\nfont_px = 16\n")

    async def act(service: Service, screen: Screen) -> None:
        screen.window.resize(1280, 760)
        await service.engine.host.sleep(0.05)
        click(on(screen), KEY.Key_F1)
        (sheet,) = screen.window.findChildren(KeysSheet)
        (field,) = sheet.findChildren(KeyField)
        (keys,) = sheet.findChildren(TableView)
        await service.engine.host.sleep(0.05)
        end = keys.mapTo(sheet, keys.rect().bottomLeft()).y()
        assert end < field.mapTo(sheet, field.rect().topLeft()).y()

    on_screen(act)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_list_tells_in_each_language_what_must_be_held(
    on_screen: Any, tmp_path: Path, qapp: QApplication, language: str, request: Any
) -> None:
    request.addfinalizer(lambda: languages.show_in(qapp, ENGLISH))
    (tmp_path / "config.toml").write_text(f'[ui]\nlanguage = "{language}"\n')

    async def act(service: Service, screen: Screen) -> None:
        screen.window.resize(1280, 760)
        await service.engine.host.sleep(0.05)
        click(on(screen), KEY.Key_F1)
        (sheet,) = screen.window.findChildren(KeysSheet)
        (keys,) = sheet.findChildren(TableView)
        await service.engine.host.sleep(0.05)
        assert not [n for n in range(keys.table.columnCount()) if keys.isColumnHidden(n)]
        keys.selectRow(keys.table.position(Act.JOIN_BID) or 0)
        (field,) = sheet.findChildren(KeyField)
        click(field, KEY.Key_B, SHIFT)
        written = {"en": "Shift+B", "de": "Umschalt+B"}[language]
        assert field.text() == written
        assert written in sheet._heard.text()
        sheet._take.click()
        assert sheet._heard.text().startswith(f"{written} ")
        screen.trading.hotkeys.enable(on=True)
        screen.window.flush()
        chips = [one.accessibleName() for one in screen.window.findChildren(Chip)]
        assert len([one for one in chips if one.endswith(f" {written}")]) == 1

    on_screen(act)


def test_keys_and_their_switch_come_back_with_the_next_start(on_screen: Any) -> None:
    async def choose(service: Service, screen: Screen) -> None:
        screen.trading.hotkeys.enable(on=True)
        assert screen.trading.hotkeys.take(Act.LIFT_ASK, "W") == ""

    async def see(service: Service, screen: Screen) -> None:
        assert screen.trading.hotkeys.enabled
        assert screen.trading.hotkeys.key(Act.LIFT_ASK) == "W"

    on_screen(choose)
    on_screen(see)


def test_what_the_menus_do_is_given_keys_in_the_same_sheet(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        click(on(screen), KEY.Key_F1)
        (sheet,) = window.findChildren(KeysSheet)
        (field,) = sheet.findChildren(KeyField)
        (keys,) = sheet.findChildren(TableView)
        for row, key, modifier in (
            ("symbol_search", KEY.Key_F12, NO_KEYS),
            ("workspace_2", KEY.Key_F10, SHIFT),
            ("go_to Orders", KEY.Key_O, CTRL),
            ("full_screen", KEY.Key_Return, NO_KEYS),
        ):
            keys.selectRow(keys.table.position(row) or 0)
            click(field, key, modifier)
            named(sheet, "Take this key").click()
        assert screen.trading.hotkeys.key("full_screen") == "F11"
        click(field, KEY.Key_Escape)
        await until(service, lambda: not window.findChildren(KeysSheet))
        click(on(screen), KEY.Key_L, CTRL)
        assert window.focusWidget() is not named(window, "Symbol search")
        await used(service, screen)

    async def used(service: Service, screen: Screen) -> None:
        window = screen.window
        click(on(screen), KEY.Key_F12)
        assert window.focusWidget() is named(window, "Symbol search")
        assert [one.key for one in window._menus.commands() if one.words == "Symbol search"] == [
            "F12"
        ]
        click(on(screen), KEY.Key_F10, SHIFT)
        assert screen.workspaces.vm.number == 1
        assert "(Shift+F10)" in named(window, "Workspaces").tabToolTip(1)
        click(on(screen), KEY.Key_1, ALT)
        assert screen.workspaces.vm.number == 0
        click(on(screen), KEY.Key_O, CTRL)
        assert window.walk.where(window.focusWidget()) == "Orders"
        click(window.focusWidget(), KEY.Key_F11)
        assert window.isFullScreen()
        assert window._docking.open_names() == ["Orders"]
        click(window.focusWidget(), KEY.Key_F11)
        assert not window.isFullScreen()

    on_screen(act)
    on_screen(used)


def test_keys_of_the_window_work_in_the_language_and_theme_chosen_later(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.trading.hotkeys.take("symbol_search", "F12")
        screen.choose_looks(replace(screen._chosen.looks, language="de"))
        await until(service, lambda: screen.window.isActiveWindow())
        click(on(screen), KEY.Key_F12)
        window = screen.window
        assert window.focusWidget() is named(window, "Symbolsuche")
        said = {one.act: one.said for one in screen.trading.hotkeys.all}
        assert said["symbol_search"] == "Symbolsuche"
        assert said["go_to Orders"] != "Go to Orders"

    on_screen(act)


def test_no_two_usual_keys_are_the_same(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        usual = [one.key for one in screen.trading.hotkeys.all if one.key]
        assert len(usual) == len(set(usual))
        assert not set(usual) & {key for _, keys in FIXED for key in keys.split(" / ")}

    on_screen(act)


def test_no_key_that_something_in_the_window_has_is_given_to_a_way_out(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, hotkeys = screen.window, screen.trading.hotkeys
        for name in window._docking.docks:  # some are built when they are first seen
            window.open_pane(name)
        (own,) = window.findChildren(Shortcuts)
        found = {
            made.key().toString(QKeySequence.SequenceFormat.PortableText)
            for made in window.findChildren(QShortcut)
            if made not in own._made
        }
        found |= {
            key.toString(QKeySequence.SequenceFormat.PortableText)
            for action in window.findChildren(QAction)
            for key in action.shortcuts()
        }
        assert {"Left", "Right", "Alt+Up", "Alt+Down", "P", "F6", "?"} <= found
        free = {key for key in found if not hotkeys.conflict(Act.CANCEL_SYMBOL, key)}
        assert free == set()

    on_screen(act)


def test_every_key_of_a_pane_is_made_where_it_is_found() -> None:
    makers = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if re.search(r"\b(QShortcut|setShortcuts?)\(", path.read_text("utf-8"))
    }
    assert makers == {
        "ui/shortcuts.py",  # the keys that can be chosen
        "ui/command_keys.py",
        "ui/walk.py",  # those that stay, all of them in an open window
        "ui/chart/order_handles.py",
        "ui/panes/orders.py",
        "ui/panes/watchlists.py",
    }


def test_an_account_that_observed_does_so_at_the_next_start(on_screen: Any) -> None:
    async def choose(service: Service, screen: Screen) -> None:
        pressed(named(screen.window, "How far a click goes"), "Observe")
        assert screen.trading.arming.level is Level.OBSERVE

    async def see(service: Service, screen: Screen) -> None:
        assert screen.trading.arming.level is Level.OBSERVE
        assert chip_of_mode(screen) == "PAPER Observe"
        pressed(named(screen.window, "How far a click goes"), "Armed")
        assert screen.trading.arming.words.startswith("Armed ")

    async def see_it_again(service: Service, screen: Screen) -> None:
        assert chip_of_mode(screen) == "PAPER Confirm"

    for act in (choose, see, see_it_again):
        on_screen(act, armed=False)


def test_no_start_arms_whatever_was_kept_says(on_screen: Any, tmp_path: Path) -> None:
    async def close(service: Service, screen: Screen) -> None:
        pass

    async def see(service: Service, screen: Screen) -> None:
        assert chip_of_mode(screen) == "PAPER Confirm"

    on_screen(close, armed=False)
    kept = json.loads((tmp_path / LAYOUT_FILE).read_text())
    kept["arming"] = json.dumps({"paper_simulator": "armed"})
    (tmp_path / LAYOUT_FILE).write_text(json.dumps(kept))
    on_screen(see, armed=False)


def chip_of_mode(screen: Screen) -> str:
    screen.window.flush()
    chips = [c.accessibleName() for c in screen.window.findChildren(Chip)]
    return next(name for name in chips if name.startswith("PAPER"))


# The palette.


def test_the_palette_does_what_is_typed_and_gives_the_focus_where_it_leads(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        ask = partial(click, on(screen), KEY.Key_K, CTRL)
        ask()
        (sheet,) = window.findChildren(PaletteSheet)
        field = window.focusWidget()
        assert field is named(sheet, "Command or symbol")
        QTest.keyClicks(field, "orders")  # not to cancel them, which has that word, too
        click(field, KEY.Key_Return)
        assert window.walk.where(window.focusWidget()) == "Orders"
        click(window.focusWidget(), KEY.Key_K, CTRL)
        field = window.focusWidget()
        QTest.keyClicks(field, "flatten all")
        click(field, KEY.Key_Return)
        assert window.findChildren(FlattenSheet)
        assert position(service) == 0
        click(window.focusWidget(), KEY.Key_Escape)

    on_screen(act)


def test_the_palette_shows_a_symbol_and_walks_by_arrow_keys(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        click(on(screen), KEY.Key_K, CTRL)
        (sheet,) = window.findChildren(PaletteSheet)
        field = window.focusWidget()
        QTest.keyClicks(field, "nq")
        assert isinstance(field, QLineEdit)
        (shown,) = sheet.findChildren(TableView)
        first = shown.selected()
        assert first is not None
        assert first.words.startswith("Show ")
        field.clear()
        QTest.keyClicks(field, "go to")
        above = shown.selected()
        click(field, KEY.Key_Down)
        below = shown.selected()
        click(field, KEY.Key_Up)
        assert shown.selected() == above != below
        field.clear()
        QTest.keyClicks(field, "nq")
        click(field, KEY.Key_Return)
        chosen = screen.trading.ticket.instrument
        assert chosen is not None
        assert first.words.startswith(f"Show {chosen.symbol}")

    on_screen(act)


def test_what_the_palette_does_not_know_does_nothing(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        click(on(screen), KEY.Key_K, CTRL)
        field = window.focusWidget()
        QTest.keyClicks(field, "buy market")  # nothing that is sent has a name here
        click(field, KEY.Key_Return)
        assert window.findChildren(PaletteSheet)
        assert not service.engine.desk.orders
        click(field, KEY.Key_Escape)

    on_screen(act)
