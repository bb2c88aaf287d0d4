"""Choosing how everything looks, at run time, and finding it so at the next start."""

import gc
import json
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibilityHints, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QWidget

from tests.support.on_screen import named, pressed, until
from traderterminal.app.looks import ChosenLooks
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.app.settings import UiSettings
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.ladder.widget import LadderWidget
from traderterminal.ui.panes.appearance_sheet import AppearanceSheet
from traderterminal.ui.panes.side_button import PriceButton
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.viewmodels.appearance import Looks

Run = Callable[..., Any]


def opened(screen: Screen) -> AppearanceSheet:
    lines = [line for menu in screen.window.findChildren(QMenu) for line in menu.actions()]
    next(line for line in lines if line.text() == "Appearance…").trigger()
    (sheet,) = screen.window.findChildren(AppearanceSheet)
    return sheet


def colours(widget: QWidget) -> set[str]:
    picture = widget.grab().toImage()
    found = set()
    for x in range(0, picture.width(), 2):
        for y in range(0, picture.height(), 2):
            found.add(picture.pixelColor(x, y).name())
    return found


async def arranged(service: Service, screen: Screen) -> None:
    screen.window.resize(1600, 1000)
    screen.window.arrange(1600, 1000)
    await service.engine.host.sleep(0.1)


async def applied(service: Service, screen: Screen, sheet: AppearanceSheet) -> None:
    old = screen.window
    pressed(sheet, "Apply")
    await until(service, lambda: screen.window is not old)
    await service.engine.host.sleep(0.2)
    screen.window.flush()


def test_what_was_chosen_is_drawn_everywhere_and_found_the_next_time(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        sheet = opened(screen)
        pressed(sheet, "Ivory")
        pressed(sheet, "East")
        pressed(sheet, "15")
        field = named(sheet, "Colour of buy, long")
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, "#0A4FA0")
        await applied(service, screen, sheet)
        ivory = read_theme("ivory", 12)
        theme = screen._theme
        assert (theme.hex("up"), theme.hex("down")) == (ivory.hex("down"), ivory.hex("up"))
        assert theme.hex("buy") == "#0A4FA0"
        assert theme.font_px == 15
        assert QApplication.font().pixelSize() == 15
        (chart,) = screen.window.findChildren(ChartWidget)
        ladder = next(one for one in screen.window.findChildren(LadderWidget) if one.isVisible())
        table = next(t for t in screen.window.findChildren(TableView) if t.isVisible())
        for widget in (chart, ladder, table):
            background = colours(widget)
            assert QColor(ivory.hex("bg1")).name() in background, widget
            assert QColor(read_theme("ink", 12).hex("bg1")).name() not in background, widget
        buttons = screen.window.findChildren(PriceButton)
        (buy,) = [one for one in buttons if one.accessibleName().startswith("Buy")]
        assert theme.hex("buyfill") == "#0A4FA0"  # white stands out from it as it is
        assert QColor("#0A4FA0").name() in colours(buy)

    async def again(service: Service, screen: Screen) -> Looks:
        return screen._chosen.looks

    on_screen(act)
    assert on_screen(again) == Looks("ivory", 15, "east", {"buy": "#0A4FA0"})


def test_a_colour_that_cannot_be_read_cannot_be_applied(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        sheet = opened(screen)
        apply = next(b for b in sheet.findChildren(QPushButton) if b.text() == "Apply")
        field = named(sheet, "Colour of sell, short")
        assert apply.isEnabled()
        field.setFocus()
        QTest.keyClicks(field, "#2B333F")
        assert not apply.isEnabled()
        assert "Too faint" in field.accessibleDescription()
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert sheet.isVisible()
        field.clear()
        QTest.keyClicks(field, "#6A7F99")
        assert apply.isEnabled()
        assert "Hard to read" in field.accessibleDescription()
        pressed(sheet, "Colours of the theme")
        assert field.text() == ""
        assert "Contrast 5.4" in field.accessibleDescription()
        pressed(sheet, "Cancel")
        assert screen._chosen.looks == Looks("ink", 12)

    on_screen(act)


def test_the_sample_shows_what_is_chosen_before_it_is_applied(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        sheet = opened(screen)
        before = colours(sheet)
        QTest.keyClicks(named(sheet, "Colour of rise, profit"), "#AAFFEE")
        after = colours(sheet)
        assert "#aaffee" in after - before

    on_screen(act)


def test_icons_are_drawn_in_the_colours_of_the_new_theme(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        screen.choose_theme("ivory")
        await service.engine.host.sleep(0.3)
        wanted = QColor(read_theme("ivory", 12).hex("t3"))
        button = named(screen.window, "More for Ticket")
        picture = button.icon().pixmap(15, 15).toImage()
        seen = [picture.pixelColor(x, y) for x in range(15) for y in range(15)]
        strongest = max(seen, key=lambda colour: colour.alpha())
        assert abs(strongest.lightness() - wanted.lightness()) < 12

    on_screen(act)


def test_nothing_is_left_of_a_window_that_was_drawn_otherwise(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        gc.freeze()  # as a start does, once everything is loaded
        left = [weakref.ref(one) for one in (screen.window, *screen.window.children())]
        screen.choose_theme("ivory")
        await until(service, lambda: not any(one() for one in left))

    on_screen(act)


def test_settings_that_changed_win_over_an_older_choice(on_screen: Run, tmp_path: Path) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.choose_looks(Looks("ivory", 16, "clear"))

    async def again(service: Service, screen: Screen) -> Looks:
        return screen._chosen.looks

    on_screen(act)
    (tmp_path / "config.toml").write_text('[ui]\ntheme = "contrast"\nfont_px = 11\n', "utf-8")
    assert on_screen(again) == Looks("contrast", 11, "clear")


def test_a_setting_that_changes_takes_nothing_else_back_that_was_chosen() -> None:
    chosen = ChosenLooks(UiSettings(), {}, ("ink", "ivory"), dict, read_theme)
    chosen.looks = Looks("ivory", 16, "clear", language="de")
    assert chosen.follow(UiSettings(keep_running=True)) == chosen.looks
    assert chosen.follow(UiSettings(font_px=14)) == replace(chosen.looks, font_px=14)
    others = UiSettings(font_px=14, theme="contrast")
    assert chosen.follow(others) == replace(chosen.looks, theme="contrast")
    others = UiSettings(font_px=14, theme="contrast", language="en")
    assert chosen.follow(others) == replace(chosen.looks, language="en")


@pytest.fixture
def high_contrast(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that is to show more contrast."""
    asked = Qt.ContrastPreference.HighContrast
    monkeypatch.setattr(QAccessibilityHints, "contrastPreference", lambda hints: asked)


@pytest.mark.usefixtures("high_contrast")
def test_a_first_start_has_the_contrast_that_the_computer_has(on_screen: Run) -> None:
    async def first(service: Service, screen: Screen) -> str:
        name = screen._theme.name
        screen.choose_theme("ink")
        await until(service, lambda: screen._theme.name == "Ink")
        return name

    async def again(service: Service, screen: Screen) -> str:
        return screen._theme.name

    assert on_screen(first) == "Contrast"
    assert on_screen(again) == "Ink"


@pytest.mark.usefixtures("high_contrast")
def test_a_theme_that_the_settings_name_comes_before_that_of_the_computer(
    on_screen: Run, tmp_path: Path
) -> None:
    async def look(service: Service, screen: Screen) -> str:
        return screen._theme.name

    (tmp_path / "config.toml").write_text('[ui]\ntheme = "ink"\n', "utf-8")
    assert on_screen(look) == "Ink"


def test_what_the_computer_asks_for_stays_when_it_no_longer_does() -> None:
    first = ChosenLooks(UiSettings(), {}, ("ink", "contrast"), dict, read_theme, "contrast")
    later = ChosenLooks(UiSettings(), first.state(), ("ink", "contrast"), dict, read_theme)
    assert later.looks.theme == "contrast"


@pytest.mark.parametrize("kept", ["nonsense", "[]", '{"font_px": 99}'])
def test_looks_that_cannot_be_read_are_as_usual(on_screen: Run, tmp_path: Path, kept: str) -> None:
    (tmp_path / "layout.json").write_text(json.dumps({"looks": kept}), "utf-8")

    async def look(service: Service, screen: Screen) -> Looks:
        return screen._chosen.looks

    assert on_screen(look) == Looks("ink", 12)


def test_there_is_one_sheet_at_a_time(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        opened(screen)
        opened(screen)

    on_screen(act)
