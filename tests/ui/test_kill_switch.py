"""The kill switch on the window of a running service: button, sheets, banner, chip, menu."""

import sqlite3
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from tests.support.on_screen import banners, named, position, until
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.orders import OrderType
from traderterminal.storage.ledger import SqliteLedger
from traderterminal.ui.sheets import KillSheet, ReleaseSheet
from traderterminal.ui.widgets.banners import Banners
from traderterminal.ui.widgets.kill_switch_button import KillSwitchButton
from traderterminal.ui.widgets.status_bar import Chip

D = Decimal
LEFT = Qt.MouseButton.LeftButton


async def trades(service: Service) -> None:
    """Hold two, with a stop, and let an entry rest."""
    desk, quote = service.engine.desk, service.engine.hub.quote(service.engine.resolve("ES").symbol)
    assert quote is not None
    assert quote.bid is not None
    account, away = service.engine.settings.accounts[0].id, quote.bid - 20
    held = OrderWish(account, "ES", "delta", "buy", D(2), source="test")
    await desk.place(held)
    await until(service, lambda: position(service) == 2)
    stop, limit = OrderType.STOP, OrderType.LIMIT
    await desk.place(replace(held, side="sell", order_type=stop, stop_price=away))
    await desk.place(replace(held, quantity=D(1), order_type=limit, limit_price=away))


def engaged(service: Service) -> bool:
    return service.engine.desk.kill_switch.engaged


def live(service: Service) -> list[str]:
    return [o.order_type.value for o in service.engine.desk.orders.values() if o.is_live]


def words(parent: QWidget) -> str:
    return " ".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def entries(screen: Screen) -> dict[str, QAction]:
    menus = screen.window.menuBar().findChildren(QMenu)
    return {action.text(): action for menu in menus for action in menu.actions()}


def test_holding_the_button_throws_it_and_protective_orders_stay(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await trades(service)
        window = screen.window
        window.flush()
        (button,) = window.findChildren(KillSwitchButton)
        hold = named(window, "Kill switch")
        before = button.geometry()
        hold.setFocus()
        window.flush()
        assert hold.toolTip().endswith("1 entry order cancelled, 1 protective order kept")
        QTest.mousePress(hold, LEFT)
        await until(service, lambda: engaged(service))
        QTest.mouseRelease(hold, LEFT)
        await until(service, lambda: live(service) == ["stop"])
        window.flush()
        assert position(service) == 2
        assert not hold.isVisible()
        assert named(window, "Kill switch is on, release it").isVisible()
        assert button.geometry() == before
        (strip,) = banners(window)
        assert "by you. New entries are blocked on all accounts." in words(strip)
        assert "1 entry order cancelled. 1 protective order stays. Exits work." in words(strip)
        middle = strip.grab().toImage().pixelColor(strip.width() // 2, 4)
        assert middle == read_theme("ink", 12).color("errfill")
        chips = [c for c in window.findChildren(Chip) if c.accessibleName() == "Kill switch on"]
        assert [chip.state.pane for chip in chips] == ["Accounts"]

    on_screen(act)


@pytest.mark.parametrize("by", ["click", "Enter", "menu"])
def test_it_is_asked_for_in_a_sheet_that_says_what_it_would_do(on_screen: Any, by: str) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await trades(service)
        window = screen.window
        window.activateWindow()
        window.flush()
        hold = named(window, "Kill switch")
        match by:
            case "click":
                QTest.mouseClick(hold, LEFT)
            case "Enter":
                hold.setFocus()
                QTest.keyClick(hold, Qt.Key.Key_Return)
            case _:
                entries(screen)["Throw kill switch…"].trigger()
        (sheet,) = window.findChildren(KillSheet)
        assert "1 entry order cancelled, 1 protective order kept" in words(sheet)
        assert "takes everything out: 1 position, 2 orders." in words(sheet)
        cancel = named(window, "Cancel, leave the kill switch off")
        assert window.focusWidget() is cancel
        QTest.keyClick(cancel, Qt.Key.Key_Return)
        await until(service, lambda: not window.findChildren(KillSheet))
        assert not engaged(service)
        window.asking.to_kill()
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is named(window, "Throw kill switch")
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        await until(service, lambda: live(service) == ["stop"])
        assert position(service) == 2

    on_screen(act)


def test_flattening_besides_is_a_button_of_its_own_that_takes_a_hold(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await trades(service)
        window = screen.window
        window.asking.to_kill()
        (sheet,) = window.findChildren(KillSheet)
        (flatten,) = [b for b in sheet.findChildren(QWidget) if b.toolTip() == "Hold for a second"]
        QTest.mouseClick(flatten, LEFT)
        assert not engaged(service)
        QTest.mousePress(flatten, LEFT)
        await until(service, lambda: position(service) == 0)
        assert engaged(service)
        await until(service, lambda: not live(service))

    on_screen(act)


def test_only_the_typed_word_releases_it(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        await service.engine.desk.kill_switch.engage(by="the API")
        window.flush()
        assert not entries(screen)["Throw kill switch…"].isEnabled()
        QTest.mouseClick(named(window, "Kill switch is on, release it"), LEFT)
        (sheet,) = window.findChildren(ReleaseSheet)
        assert "by the API" in words(sheet)
        field, act_on = named(sheet, "Type RELEASE"), named(sheet, "Release kill switch")
        assert field.hasFocus()
        QTest.keyClicks(field, "release")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert not act_on.isEnabled()
        assert engaged(service)
        field.clear()
        QTest.keyClicks(field, "RELEASE")
        assert act_on.isEnabled()
        QTest.mouseClick(act_on, LEFT)
        await until(service, lambda: not engaged(service))
        window.flush()
        assert banners(window) == []
        assert named(window, "Kill switch").isVisible()
        assert not entries(screen)["Release kill switch…"].isEnabled()

    on_screen(act)


def test_a_sheet_whose_question_has_been_settled_elsewhere_goes(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, switch = screen.window, service.engine.desk.kill_switch
        window.asking.to_flatten()
        window.asking.to_kill()
        await service.engine.host.sleep(0.05)
        assert len(window.findChildren(KillSheet)) == 1
        await switch.engage()
        window.flush()
        await until(service, lambda: not window.findChildren(KillSheet))
        named(window, "Release the kill switch").setFocus()
        window.asking.to_release()
        await service.engine.desk.set_state(
            service.engine.settings.accounts[0].id, TradingState.HALTED
        )
        await switch.release()
        window.flush()
        await until(service, lambda: not window.findChildren(ReleaseSheet))

    on_screen(act)


def test_two_banners_have_the_height_of_two_and_keep_the_focus_as_their_words_change(
    on_screen: Any,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        await desk.kill_switch.engage()
        window.flush()
        await desk.set_state(service.engine.settings.accounts[0].id, TradingState.HALTED)
        window.flush()
        await service.engine.host.sleep(0.05)
        strips = banners(window)
        assert [strip.height() for strip in strips] == [read_theme("ink", 12).em(3.33)] * 2
        assert not strips[0].geometry().intersects(strips[1].geometry())
        inside = strips[0].parentWidget()
        assert inside is not None
        assert inside.rect().contains(strips[1].geometry())
        show = named(window, "Show accounts")
        window.activateWindow()
        show.setFocus()
        await desk.set_state(service.engine.settings.accounts[0].id, TradingState.REDUCING)
        window.flush()
        assert "is reducing" in words(strips[1])
        assert window.focusWidget() is show

    on_screen(act)


def test_its_banner_does_not_come_and_go_with_an_arrangement_that_was_kept(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, switch = screen.window, service.engine.desk.kill_switch
        (banners,) = window.findChildren(Banners)
        quiet = window.layout_state()
        await switch.engage()
        window.flush()
        assert banners.isVisible()
        loud = window.layout_state()
        window.restore_layout(quiet)
        assert banners.isVisible()
        await switch.release()
        window.flush()
        assert not banners.isVisible()
        window.restore_layout(loud)
        assert not banners.isVisible()

    on_screen(act)


@pytest.mark.logs("bookings wait|was not noted")
def test_with_the_ledger_down_the_window_does_not_stand_in_the_way(
    on_screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(ledger: SqliteLedger, group: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    async def act(service: Service, screen: Screen) -> None:
        await trades(service)
        window, hold = screen.window, named(screen.window, "Kill switch")
        with monkeypatch.context() as patched:
            patched.setattr(SqliteLedger, "_transact", broken)
            QTest.mousePress(hold, LEFT)
            await until(service, lambda: engaged(service))
            QTest.mouseRelease(hold, LEFT)
            switch = service.engine.desk.kill_switch
            await until(service, lambda: switch.count().cancelled == 1)
            # In the emergency file, which the next start books.
            await until(service, lambda: switch.is_durable)
            window.flush()
            strip, ledger = banners(window)
            assert "The ledger cannot be written" in words(ledger)
            assert "1 entry order cancelled." in words(strip)
            assert "a restart would lift it" not in words(strip)
        await until(service, lambda: switch.is_durable)

    on_screen(act)


def test_button_and_banner_have_room_in_the_smallest_window(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        window.resize(1280, 720)
        await service.engine.desk.kill_switch.engage(by="you")
        window.flush()
        await service.engine.host.sleep(0.05)
        for name in ("Kill switch is on, release it", "Release the kill switch"):
            button = named(window, name)
            assert button.width() >= button.sizeHint().width(), name
            corner = button.mapTo(window, button.rect().bottomRight())
            assert window.rect().contains(corner), name

    on_screen(act)
