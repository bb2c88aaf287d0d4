"""Widgets draw their view-models and forward what the trader does."""

from itertools import product
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from tests.support.on_screen import named, position, pressed, until
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.panes.chart import ChartPane
from traderterminal.ui.panes.side_button import PriceButton
from traderterminal.ui.panes.ticket import TicketPane
from traderterminal.ui.tables.table import TableView

SIZES = [(1366, 768), (1600, 1000), (2560, 1440)]


def test_a_click_on_buy_trades_and_flatten_gets_out(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        pressed(window, "Market")
        buy = next(b for b in window.findChildren(PriceButton) if "Buy" in b.accessibleName())
        assert buy.accessibleName().startswith("Buy 1 ES")
        QTest.mouseClick(buy, Qt.MouseButton.LeftButton)
        await until(service, lambda: position(service) == 1)
        screen.window.flush()
        positions = named(window, "Positions")
        assert isinstance(positions, TableView)
        assert positions.table.cell(0, 2).text == "Long 1"
        symbol = service.engine.resolve("ES").symbol
        pressed(window, f"Flatten {symbol}")
        await until(service, lambda: position(service) == 0)

    on_screen(act)


def test_enter_in_a_field_sends_nothing(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        field = named(screen.window, "Limit price")
        field.setFocus()
        QTest.keyClicks(field, "1")
        QTest.keyClick(field, Qt.Key.Key_Return)
        await service.engine.host.sleep(0.1)
        assert service.engine.desk.orders == {}

    on_screen(act)


# The offscreen platform says what it cannot do when the list of offers pops up.
@pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)
def test_the_symbol_field_drives_chart_and_ticket(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        field = named(screen.window, "Symbol search")
        QTest.keyClicks(field, "NQ1!")
        QTest.keyClick(field, Qt.Key.Key_Return)
        symbol = service.engine.resolve("NQ").symbol
        await service.engine.host.sleep(0.1)
        words = [b.text() for b in screen.window.findChildren(QPushButton)]
        assert f"Flatten {symbol}" in words
        QTest.keyClicks(field, "NOSUCH")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert "NOSUCH" in field.toolTip()

    on_screen(act)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_of_the_ticket_is_cut_off_at_any_size(
    on_screen: Any, size: tuple[int, int]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        window.resize(*size)
        window.arrange(*size)
        await service.engine.host.sleep(0.1)
        (ticket,) = window.findChildren(TicketPane)
        buttons = [b for b in ticket.findChildren(QPushButton) if b.text() and b.isVisible()]
        assert len(buttons) > 10
        for found in buttons:
            corner = found.mapTo(window, found.rect().bottomRight())
            assert window.rect().contains(corner), found.text()
            needed = found.fontMetrics().horizontalAdvance(found.text())
            assert found.width() >= needed, found.text()

    on_screen(act)


def test_the_chart_keeps_its_height_when_the_first_trade_closes(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, engine = screen.window, service.engine
        window.resize(1366, 768)
        window.arrange(1366, 768)
        await engine.host.sleep(0.1)
        (chart,) = window.findChildren(ChartPane)
        before = chart.height()
        assert before > 400
        pressed(window, "Market")
        buy = next(b for b in window.findChildren(PriceButton) if "Buy" in b.accessibleName())
        QTest.mouseClick(buy, Qt.MouseButton.LeftButton)
        await until(service, lambda: position(service) == 1)
        pressed(window, f"Flatten {engine.resolve('ES').symbol}")
        await until(service, lambda: position(service) == 0)
        journal = named(window, "Trades")
        await until(service, lambda: journal.table.rowCount() == 1)
        await engine.host.sleep(0.1)
        assert chart.height() == before

    on_screen(act)


def test_an_arrangement_is_restored_next_time(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        state = window.layout_state()
        docks = [d for d in window.findChildren(QWidget) if d.objectName() == "dock Alerts"]
        docks[0].close()
        assert window.layout_state() != state
        assert window.restore_layout(state)
        assert not window.restore_layout({"docks": "nonsense"})

    on_screen(act)


def test_the_chart_draws_candles_in_the_colours_of_the_theme(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> QImage:
        (chart,) = screen.window.findChildren(ChartWidget)
        account = service.engine.settings.accounts[0].id
        await service.engine.desk.place(OrderWish(account, "ES", "close", source="test"))
        chart.resize(900, 500)
        return chart.grab().toImage()

    image = on_screen(act)
    theme = read_theme("ink", 12)
    wanted = {theme.color(token).rgb() for token in ("up", "down", "bg1")}
    places = product(range(0, image.width(), 2), range(0, image.height(), 2))
    seen = {image.pixel(x, y) for x, y in places}
    assert wanted <= seen


def test_keys_and_wheel_move_the_chart(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        (chart,) = screen.window.findChildren(ChartWidget)
        pitch, right = chart.times.pitch, chart.times.right
        QTest.keyClick(chart, Qt.Key.Key_Plus)
        assert chart.times.pitch > pitch
        QTest.keyClick(chart, Qt.Key.Key_Left)
        assert chart.times.right < right
        assert not chart.times.glued
        QTest.keyClick(chart, Qt.Key.Key_End)
        assert chart.times.glued
        assert chart.times.pitch == pitch
        assert chart.accessibleDescription().startswith("last ")

    on_screen(act)
