"""The alert studio by mouse and keys: writing a message, reading it, trying it on this machine."""

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPlainTextEdit, QPushButton, QToolTip, QWidget

import traderterminal.app.client  # noqa: F401 - takes a while to load, and not in a test's time
from tests.support.on_screen import named, position, pressed, until
from traderterminal.alerts.inbox import Proof
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.desk.arming import Level
from traderterminal.domain.signals import AlertStatus
from traderterminal.ui.panes.alert_builder import AlertBuilderPane
from traderterminal.ui.panes.alert_detail import AlertDetail
from traderterminal.ui.viewmodels.strategy_settings import StrategyValues

KEY = Qt.Key


class Studio:
    """The studio in the window of a running service."""

    def __init__(self, service: Service, screen: Screen) -> None:
        self.service = service
        self.screen = screen
        screen.window.resize(1600, 1000)
        screen.window.open_pane("Alert studio")
        (self.pane,) = screen.window.findChildren(AlertBuilderPane)

    @property
    def editor(self) -> QPlainTextEdit:
        found = named(self.pane, "Alert message")
        assert isinstance(found, QPlainTextEdit)
        return found

    def choose(self, template: str) -> None:
        choice = named(self.pane, "Template of the alert")
        number = next(n for n in range(choice.count()) if choice.itemText(n).startswith(template))
        choice.setCurrentIndex(number)
        choice.activated.emit(number)

    def types(self, name: str, text: str) -> None:
        field = named(self.pane, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    @property
    def words(self) -> str:
        shown = [one for one in self.pane.findChildren(QLabel) if one.isVisible()]
        return "\n".join(one.text() for one in shown)

    def button(self, words: str) -> QPushButton:
        (found,) = [b for b in self.pane.findChildren(QPushButton) if b.text() == words]
        return found


def test_a_message_is_built_by_its_fields_and_copied_once_it_can_be_read(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        studio = Studio(service, screen)
        studio.choose("buy")
        studio.types("Strategy of the alert", "orb-5m")
        studio.types("Stop of the alert", "16")
        assert '"strategy": "orb-5m"' in studio.editor.toPlainText()
        assert '"sl_ticks": "16"' in studio.editor.toPlainText()
        assert "Now it would trade on 1 of 1 account." in studio.words
        pressed(studio.pane, "Copy message")
        assert QGuiApplication.clipboard().text() == studio.editor.toPlainText()
        assert QToolTip.text() == "Copied"
        QToolTip.hideText()
        pressed(studio.pane, "Copy address")
        assert (
            QGuiApplication.clipboard()
            .text()
            .endswith(f"/webhook/tradingview/{service.credentials.webhook_secret}")
        )
        # one key too many, and it cannot be copied until it is put right
        studio.editor.setFocus()
        studio.editor.moveCursor(studio.editor.textCursor().MoveOperation.End)
        QTest.keyClicks(studio.editor, "}")
        copy = studio.button("Copy message")
        assert not copy.isEnabled()
        assert copy.toolTip()
        assert "line" in studio.words
        assert not named(studio.pane, "Strategy of the alert").isEnabled()
        assert not studio.button("Try on paper").isEnabled()
        QTest.keyClick(studio.editor, KEY.Key_Backspace)
        assert copy.isEnabled()
        assert named(studio.pane, "Strategy of the alert").text() == "orb-5m"

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise|grabbing)", extend=True)
def test_a_placeholder_is_put_in_where_the_cursor_stands(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        studio = Studio(service, screen)
        studio.choose("buy")
        studio.editor.setFocus()
        studio.editor.moveCursor(studio.editor.textCursor().MoveOperation.End)
        QTest.mouseClick(studio.button("Insert placeholder"), Qt.MouseButton.LeftButton)
        (menu,) = studio.pane.findChildren(QMenu)
        action = next(a for a in menu.actions() if a.text().startswith("interval"))
        action.trigger()
        menu.close()
        assert studio.editor.toPlainText().endswith("}{{interval}}")

    on_screen(act)


@pytest.mark.parametrize("wide_em", [38, 60, 65, 70, 90])
def test_what_each_account_would_do_is_read_without_scrolling_sideways(
    on_screen: Any, wide_em: int
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = Studio(service, screen).pane
        pane.setParent(None)
        pane.resize(12 * wide_em, 500)
        pane.show()
        table, body = named(pane, "What each account would do"), pane.widget()
        assert body is not None
        await until(service, lambda: table.isVisible() and body.width() == pane.viewport().width())
        assert table.horizontalScrollBar().maximum() == 0
        assert body.minimumSizeHint().width() <= body.width()
        pane.close()
        pane.deleteLater()

    on_screen(act)


def test_a_dry_run_goes_by_the_listener_and_leaves_no_trace(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        studio = Studio(service, screen)
        studio.choose("buy")
        pressed(studio.pane, "Dry run")
        await until(service, lambda: "The listener took it." in studio.words)
        assert "Nothing was sent." in studio.words
        assert service.inbox.records == ()
        assert service.engine.desk.orders == {}

    on_screen(act)


def test_a_trial_trades_on_paper_and_opens_its_timeline_and_can_be_run_again(
    on_screen: Any,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        studio = Studio(service, screen)
        studio.choose("buy")
        pressed(studio.pane, "Try on paper")
        await until(service, lambda: position(service) == 1)
        await until(service, lambda: service.inbox.records[0].status is AlertStatus.EXECUTED)
        (first,) = service.inbox.records
        assert first.signals[0].strategy == "Trial my-signal"
        (detail,) = screen.window.findChildren(AlertDetail)
        await until(service, lambda: detail.isVisible())
        assert any(
            one.text() == f"Alert {first.alert_id[-8:]}" for one in detail.findChildren(QLabel)
        )
        pressed(detail, "Dry run")
        await until(service, lambda: _says(detail, "The listener took it."))
        assert len(service.inbox.records) == 1
        pressed(detail, "Run again in paper")
        await until(service, lambda: position(service) == 2)
        assert len(service.inbox.records) == 2

    on_screen(act)


def test_a_trial_goes_no_further_than_any_other_order_by_hand(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        studio = Studio(service, screen)
        studio.choose("buy")
        arming, account = service.engine.arming, "paper_simulator"
        arming.lower(account, Level.OBSERVE)
        pressed(studio.pane, "Try on paper")
        assert f"Nothing was sent. {account} is set to Observe" in studio.words
        assert screen.window.asking.sheets() == []
        arming.lower(account, Level.CONFIRM)
        pressed(studio.pane, "Try on paper")
        assert "Nothing was sent." not in studio.words
        (sheet,) = screen.window.asking.sheets()
        assert _says(sheet, "trade this alert as if it came now")
        assert _says(sheet, "Buy 1 ES")
        assert _says(sheet, "Is sent.")
        await service.engine.host.sleep(0.05)
        assert service.inbox.records == ()
        pressed(sheet, "Try on paper")
        await until(service, lambda: position(service) == 1)
        assert screen.window.asking.sheets() == []

    on_screen(act)


def _says(within: QWidget, words: str) -> bool:
    shown = (one for one in within.findChildren(QLabel) if one.isVisible())
    return any(words in one.text() for one in shown)


def test_a_strategy_is_set_up_on_its_sheet_and_watched(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        Studio(service, screen)
        message = (
            b'{"strategy": "orb", "symbol": "ES1!", "action": "buy", "quantity": 1, "id": "1"}'
        )
        await service.inbox.receive(message, Proof.PATH, service.engine.host.now_ns())
        await until(service, lambda: position(service) == 1)
        bar = named(screen.window, "Pages of the alert studio")
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
        table = named(screen.window, "Strategies watched")
        await until(service, lambda: table.isVisible() and table.table.rowCount() == 1)
        assert table.table.cell(0, 5).text == "Not set up: paper only"
        settings = named(screen.window, "Settings of the strategy")
        QTest.mouseClick(settings, Qt.MouseButton.LeftButton)
        sheet = named(screen.window, "Settings of orb")
        quantity = named(sheet, "Quantity")
        quantity.setFocus()
        QTest.keyClicks(quantity, "x3")
        save = named(sheet, "Save settings")
        assert not save.isEnabled()
        quantity.clear()
        QTest.keyClicks(quantity, "3")
        beat = named(sheet, "Heard of every, s")
        beat.setFocus()
        QTest.keyClicks(beat, "60")
        pressed(sheet, "Ticks")
        QTest.mouseClick(save, Qt.MouseButton.LeftButton)
        await until(service, lambda: service.strategies.get("orb") is not None)
        values = service.strategies.values("orb")
        assert values == StrategyValues("paper", "", Decimal(3), "ticks", None, 60, 60)
        await until(service, lambda: table.table.cell(0, 5).text == "As it should")
        assert table.table.cell(0, 3).text == "1 m"
        text = service.engine.options.config.read_text("utf-8")
        assert "[strategies.orb]" in text

    on_screen(act)
