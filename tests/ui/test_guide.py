"""The guide of the first start: five steps, each done by doing it, left out at will, kept."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.support.on_screen import named, pressed, until
from traderterminal.app import languages
from traderterminal.app import screen as screen_module
from traderterminal.app.guide import GUIDE_FILE
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.desk.arming import Level
from traderterminal.domain.accounts import Mode
from traderterminal.kit.language import ENGLISH
from traderterminal.ui.panes.alert_builder import AlertBuilderPane
from traderterminal.ui.panes.alert_studio import AlertStudioPane
from traderterminal.ui.panes.settings_sheet import SettingsSheet
from traderterminal.ui.panes.side_button import PriceButton
from traderterminal.ui.widgets.guide_bar import GuideBar

PICTURES = os.environ.get("DIAGNOSTICS_PICTURES", "")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def led(on_screen: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run a test on a window that leads the trader round."""
    build = screen_module.build_screen

    def leads(*arguments: Any, **named: Any) -> Screen:
        return build(*arguments, **{**named, "shows_guide": True})

    monkeypatch.setattr("tests.ui.conftest.build_screen", leads)
    return on_screen


def bar_of(screen: Screen) -> GuideBar:
    (bar,) = screen.window.findChildren(GuideBar)
    return bar


def says(screen: Screen) -> str:
    return " | ".join(one.text() for one in bar_of(screen).findChildren(QLabel))


def go_on(screen: Screen) -> None:
    QTest.mouseClick(named(screen.window, "Next in the guide"), LEFT)


def test_the_five_steps_are_done_by_doing_them(led: Callable[..., Any], tmp_path: Path) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.window.resize(1366, 768)
        await service.engine.host.sleep(0.05)
        assert says(screen).startswith("Look round | Step 1 of 5")
        if PICTURES:
            screen.window.grab().save(str(Path(PICTURES) / "guide.png"))
        go_on(screen)
        assert says(screen).startswith("Your first paper trade | Step 2 of 5 |")
        ticket = screen.window.findChildren(PriceButton)
        QTest.mouseClick(next(b for b in ticket if "Buy" in b.accessibleName()), LEFT)
        QTest.mouseClick(named(bar_of(screen), "Show ticket"), LEFT)
        if not any(True for _ in service.engine.journal.all_fills()):
            await service.engine.desk.place(wish_to_buy())
        await until(service, lambda: "Step 2 of 5 · done" in says(screen))
        go_on(screen)
        (studio,) = screen.window.findChildren(AlertStudioPane)
        studio._bar.setCurrentIndex(1)
        pressed(bar_of(screen), "Build message")
        assert screen.window.walk.where(screen.window.focusWidget()) == "Alert studio"
        (builder,) = studio.findChildren(AlertBuilderPane)
        assert builder.isVisible()
        pressed(builder, "Copy message")
        assert "{{" in QGuiApplication.clipboard().text()
        pressed(bar_of(screen), "Send test alert")
        await until(service, lambda: "Step 3 of 5 · done" in says(screen))
        assert screen.window.walk.where(screen.window.focusWidget()) == "Alerts"
        go_on(screen)
        pressed(bar_of(screen), "Set limits…")
        (sheet,) = screen.window.findChildren(SettingsSheet)
        field = named(sheet, "Risk: Max daily loss")
        field.setFocus()
        QTest.keyClicks(field, "500")
        pressed(sheet, "Save")
        await until(service, lambda: "Step 4 of 5 · done" in says(screen))
        go_on(screen)
        assert says(screen).startswith("Connect a broker | Step 5 of 5")
        pressed(bar_of(screen), "Show brokers")
        QTest.mouseClick(named(screen.window, "Finish in the guide"), LEFT)
        assert not bar_of(screen).isVisible()

    led(act)
    assert '"over"' in (tmp_path / GUIDE_FILE).read_text()


def wish_to_buy() -> Any:
    from decimal import Decimal

    from traderterminal.desk.ports import OrderWish

    return OrderWish("paper_simulator", "ES", "delta", "buy", Decimal(1), source="ticket")


def test_it_is_left_out_at_once_and_found_again_in_the_menu(led: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        assert bar_of(screen).isVisible()
        pressed(bar_of(screen), "Skip guide")
        assert not bar_of(screen).isVisible()
        screen._guide.begin()
        assert bar_of(screen).isVisible()
        assert "Step 1 of 5" in says(screen)

    led(act)


def test_it_is_walked_to_and_through_by_keys_alone(led: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        named(window, "Symbol search").setFocus()
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert window.walk.where(window.focusWidget()) == "guide"
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
        assert "Step 2 of 5" in says(screen)
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert window.walk.where(window.focusWidget()) == "Chart"
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert window.walk.where(window.focusWidget()) == "guide"

    led(act)


def test_what_a_step_offers_is_reached_from_next_by_tab(led: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        go_on(screen)
        go_on(screen)
        walked = [named(window, "Next in the guide")]
        walked[0].setFocus()
        for _ in range(4):
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
            walked.append(window.focusWidget())
        assert [one.accessibleName() for one in walked] == [
            "Next in the guide",
            "Back to the step before",
            "Show alerts",
            "Send test alert",
            "Build message",
        ]

    led(act)


def test_in_another_language_too_the_limits_are_found(
    led: Callable[..., Any], tmp_path: Path, qapp: QApplication, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: languages.show_in(qapp, ENGLISH))
    (tmp_path / "config.toml").write_text('[ui]\nlanguage = "de"\n')

    async def act(service: Service, screen: Screen) -> None:
        for _ in range(3):
            QTest.mouseClick(named(screen.window, "Weiter in der Einführung"), LEFT)
        pressed(bar_of(screen), "Limits setzen…")
        (sheet,) = screen.window.findChildren(SettingsSheet)
        assert named(sheet, "Risiko: Höchster Tagesverlust").isVisible()

    led(act)


def test_it_goes_on_where_it_was_left_and_stays_away_once_it_is_over(
    led: Callable[..., Any], tmp_path: Path
) -> None:
    async def leave(service: Service, screen: Screen) -> None:
        assert not named(screen.window, "Back to the step before").isEnabled()
        go_on(screen)
        go_on(screen)
        QTest.mouseClick(named(screen.window, "Back to the step before"), LEFT)

    async def find_again(service: Service, screen: Screen) -> None:
        assert "Step 2 of 5" in says(screen)
        pressed(bar_of(screen), "Skip guide")

    async def see_nothing(service: Service, screen: Screen) -> None:
        assert not bar_of(screen).isVisible()

    for act in (leave, find_again, see_nothing):
        led(act)


def test_a_test_alert_never_goes_where_money_is(led: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        tracker = service.engine.desk._tracker
        account = tracker.accounts["paper_simulator"]
        tracker.accounts["paper_simulator"] = replace(account, mode=Mode.LIVE)
        go_on(screen)
        go_on(screen)
        pressed(bar_of(screen), "Send test alert")
        await until(service, lambda: len(screen.announcing.notices.shown) == 1)
        assert screen.announcing.notices.shown[0].title == "The test alert was not sent"
        assert not service.inbox.records
        tracker.accounts["paper_simulator"] = account

    led(act)


def test_a_test_alert_is_held_back_and_asked_about_as_any_order_by_hand(
    led: Callable[..., Any],
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        arming, shown = service.engine.arming, screen.announcing.notices
        arming.lower("paper_simulator", Level.OBSERVE)
        go_on(screen)
        go_on(screen)
        pressed(bar_of(screen), "Send test alert")
        await until(service, lambda: len(shown.shown) == 1)
        assert shown.shown[0].title == "The test alert was not sent"
        assert "is set to Observe" in shown.shown[0].detail
        arming.lower("paper_simulator", Level.CONFIRM)
        pressed(bar_of(screen), "Send test alert")
        (sheet,) = screen.window.asking.sheets()
        assert not service.inbox.records
        pressed(sheet, "Send test alert")
        await until(service, lambda: len(service.inbox.records) == 1)

    led(act)


def test_without_being_asked_for_it_is_not_there(on_screen: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        assert not bar_of(screen).isVisible()

    on_screen(act)
