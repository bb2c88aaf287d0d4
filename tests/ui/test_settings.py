"""The settings on the window of a real service: searched, typed, refused, saved, in force."""

import logging
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from tests.support.on_screen import named, pressed, until
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.ui.panes.settings_sheet import SettingsSheet
from traderterminal.ui.viewmodels.sounds import Mute

PICTURES = os.environ.get("DIAGNOSTICS_PICTURES", "")
WRITTEN = """# what I trade with
[sound]
volume = 40  # the neighbours sleep
"""


def picture(screen: Screen, name: str) -> None:
    if PICTURES:
        screen.window.grab().save(str(Path(PICTURES) / f"{name}.png"))


def opened(screen: Screen) -> SettingsSheet:
    QTest.keyClick(screen.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    (sheet,) = [s for s in screen.window.findChildren(SettingsSheet) if s.isVisible()]
    return sheet


def type_in(sheet: QWidget, name: str, text: str) -> QLineEdit:
    field = named(sheet, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text) if text else QTest.keyClick(field, Qt.Key.Key_Delete)
    return field


def save_button(sheet: QWidget) -> QPushButton:
    (found,) = [b for b in sheet.findChildren(QPushButton) if b.text().startswith("Save")]
    return found


def says(sheet: QWidget) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisible())


def test_settings_are_searched_typed_checked_and_saved_with_what_was_written(
    on_screen: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text(WRITTEN)

    async def act(service: Service, screen: Screen) -> None:
        screen.window.resize(1366, 768)
        await service.engine.host.sleep(0.05)
        restarts: list[None] = []
        screen.preferences.desk._restart = lambda: restarts.append(None)
        sheet = opened(screen)
        assert not save_button(sheet).isEnabled()
        picture(screen, "settings")
        QTest.keyClicks(named(sheet, "Search settings"), "volume")
        shown = [one for one in sheet.findChildren(QLineEdit) if one.isVisible()]
        assert [one.accessibleName() for one in shown] == ["Search settings", "Sound: Volume"]
        type_in(sheet, "Sound: Volume", "140")
        assert "Nothing can be saved before what is marked is right." in says(sheet)
        assert "must be 100 or less" in says(sheet)
        assert not save_button(sheet).isEnabled()
        picture(screen, "settings_wrong")
        type_in(sheet, "Sound: Volume", "25")
        assert "1 change: at once." in says(sheet)
        QTest.mouseClick(save_button(sheet), Qt.MouseButton.LeftButton)
        await until(service, lambda: screen.lookout.sounds.choice.volume == 25)
        assert restarts == []
        await until(
            service,
            lambda: not [s for s in screen.window.findChildren(SettingsSheet) if s.isVisible()],
        )

    on_screen(act)
    text = (tmp_path / "config.toml").read_text()
    assert text == WRITTEN.replace("40", "25")


def test_a_tighter_limit_holds_at_once_and_a_looser_one_waits(
    on_screen: Callable[..., Any],
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        desk = service.engine.desk
        for text, holds in (("5", Decimal(5)), ("50", Decimal(5))):
            sheet = opened(screen)
            type_in(sheet, "Risk: Max daily loss", text)
            QTest.mouseClick(save_button(sheet), Qt.MouseButton.LeftButton)
            await until(service, lambda: not sheet_is_open(screen))
            assert desk.limits("paper_simulator").max_daily_loss == holds
        assert "max_daily_loss" in desk.pending_limits("paper_simulator")

    on_screen(act)


def sheet_is_open(screen: Screen) -> bool:
    return any(s.isVisible() for s in screen.window.findChildren(SettingsSheet))


def test_a_theme_and_a_size_hold_at_once_in_a_new_window(on_screen: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        before, sheet = screen.window, opened(screen)
        pressed(sheet, "Ivory")
        type_in(sheet, "Window: Text size, px", "14")
        level = logging.getLogger().level
        pressed(sheet, "Debug")
        QTest.mouseClick(save_button(sheet), Qt.MouseButton.LeftButton)
        await until(service, lambda: screen.window is not before)
        assert (screen._theme.name, screen._theme.font_px) == ("Ivory", 14)
        assert logging.getLogger().level == logging.DEBUG
        logging.getLogger().setLevel(level)

    on_screen(act)


def test_what_needs_a_new_beginning_says_so_before_it_is_saved(
    on_screen: Callable[..., Any], tmp_path: Path
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        restarts: list[None] = []
        screen.preferences.desk._restart = lambda: restarts.append(None)
        sheet = opened(screen)
        named(sheet, "History: Record").click()
        assert "history.record: the engine begins anew for it" in says(sheet)
        QTest.mouseClick(save_button(sheet), Qt.MouseButton.LeftButton)
        await until(service, lambda: bool(restarts))

    on_screen(act)
    assert "record = true" in (tmp_path / "config.toml").read_text()


def test_a_file_that_cannot_be_written_leaves_the_sheet_open_with_the_reason(
    on_screen: Callable[..., Any], tmp_path: Path
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        sheet = opened(screen)
        type_in(sheet, "Sound: Volume", "10")
        (tmp_path / "config.toml").write_text("[sound\n")
        QTest.mouseClick(save_button(sheet), Qt.MouseButton.LeftButton)
        await until(service, lambda: "Nothing was written" in says(sheet))
        assert screen.lookout.sounds.choice.volume == 70
        (tmp_path / "config.toml").unlink()

    on_screen(act)


def test_muting_everything_is_asked_about_and_muting_most_is_not(
    on_screen: Callable[..., Any], tmp_path: Path
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        (menu,) = [m for m in window.findChildren(QMenu) if m.title() == "Sounds"]
        on, most, every = menu.actions()
        sounds = screen.lookout.sounds
        assert on.isChecked()
        most.trigger()
        await until(service, lambda: sounds.choice.mute is Mute.MOST)
        every.trigger()
        cancel = QApplication.focusWidget()
        assert isinstance(cancel, QPushButton)
        assert cancel.text() == "Cancel"
        QTest.keyClick(cancel, Qt.Key.Key_Return)
        await service.engine.host.sleep(0.05)
        assert sounds.choice.mute is Mute.MOST
        every.trigger()
        pressed(window, "Mute everything")
        await until(service, lambda: sounds.choice.mute is Mute.ALL)
        menu.aboutToShow.emit()
        assert every.isChecked()

    on_screen(act)
    assert 'mute = "all"' in (tmp_path / "config.toml").read_text()


def test_on_the_sheet_the_button_says_that_everything_will_be_muted(
    on_screen: Callable[..., Any],
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        sheet = opened(screen)
        pressed(sheet, "Most")
        assert save_button(sheet).text() == "Save"
        pressed(sheet, "All")
        assert save_button(sheet).text() == "Save and mute everything"

    on_screen(act)
