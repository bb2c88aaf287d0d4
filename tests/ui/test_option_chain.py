"""The option chain in the window: shown, walked through, picked from into the ticket, let go."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from tests.support.on_screen import check_columns, named, position, pressed, until
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.orders import OrderType
from traderterminal.ui.arrangements import OPTION_CHAIN
from traderterminal.ui.panes.option_chain import OptionChainPane
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.viewmodels.option_chain import STRIKES, ChainRow, OptionChainViewModel

Run = Callable[..., Any]
LEFT = Qt.MouseButton.LeftButton


class Shown:
    """The chain of SPY in the template Swing, in front of its tabs."""

    def __init__(self, service: Service, screen: Screen, width: int = 1600, height: int = 1000):
        self.service = service
        self.screen = screen
        self.window = screen.window
        self.window.resize(width, height)
        screen.workspaces.vm.choose(2)
        self.spy = service.engine.resolve("SPY")
        screen.links.show(OPTION_CHAIN, self.spy)
        self.window.open_pane(OPTION_CHAIN)
        self.flush()
        (self.pane,) = self.window.findChildren(OptionChainPane)
        self.table: TableView[ChainRow] = self.pane.table
        self.vm: OptionChainViewModel = screen.watching.chain
        self.vm.choose_expiry(1)  # the first may end while the test runs
        self.flush()

    def flush(self) -> None:
        self.screen._app.processEvents()
        self.window.flush()

    @property
    def options(self) -> list[str]:
        """The options that the market delivers."""
        resolve = self.service.engine.symbols.instrument
        return [
            symbol
            for symbol in self.service.engine.hub.symbols()
            if resolve(symbol).asset_class is AssetClass.OPTION
        ]

    def column(self, title: str) -> int:
        return next(n for n, one in enumerate(self.table.table.columns) if one.title == title)

    def at(self, key: str, title: str) -> QPoint:
        """The middle of a cell, in the viewport."""
        row = self.table.table.position(key)
        assert row is not None
        return self.table.visualRect(self.table.table.index(row, self.column(title))).center()

    def click(self, key: str, title: str) -> None:
        QTest.mouseClick(self.table.viewport(), LEFT, pos=self.at(key, title))

    def said(self) -> list[str]:
        return [one.text() for one in self.pane.findChildren(QLabel) if one.isVisible()]


@pytest.mark.parametrize("size", [(1366, 768), (1600, 1000)])
def test_the_template_for_swings_has_it_as_a_tab_with_its_numbers_whole(
    on_screen: Run, size: tuple[int, int]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen, *size)
        await until(service, lambda: shown.vm.said == ("Up to date", "t3"))
        shown.flush()
        in_view = shown.table.keys_in_view()
        assert len(in_view) >= 5
        assert shown.vm.above in in_view  # the money is in view
        for key in in_view:
            row = next(row for row in shown.table.table.rows if row.key == key)
            assert row.call is not None
            assert row.put is not None
            assert row.call.ask is not None
            assert row.put.ask is not None
        check_columns(shown.table, read_theme("ink", 12))
        assert "SPY" in shown.said()
        assert "IV and delta: model" in shown.said()

    on_screen(act)


def test_a_click_on_an_ask_fills_it_into_the_ticket_and_sends_nothing(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        ticket, charts = screen.trading.ticket, screen.charts.all
        before = ticket.instrument
        shown.click(shown.vm.above, "Strike")  # no price to trade at
        assert ticket.instrument == before
        row = next(row for row in shown.vm.rows if row.key == shown.vm.above)
        assert row.call is not None
        shown.click(row.key, "Call ask")
        assert ticket.instrument == row.call.instrument
        assert ticket.order_type is OrderType.LIMIT
        assert ticket.limit.price == row.call.ask
        assert ticket.refusal.startswith("Filled in: buy limit ")
        assert ticket.refusal.endswith(" Nothing was sent.")
        assert [chart.vm.instrument for chart in charts] == [shown.spy]  # it stays with the stock
        shown.click(row.key, "Put bid")
        assert row.put is not None
        assert ticket.instrument == row.put.instrument
        assert ticket.refusal.startswith("Filled in: sell limit ")
        assert service.engine.desk.orders == {}
        screen.links.show(OPTION_CHAIN, service.engine.resolve("AAPL"))
        assert ticket.instrument.symbol == "AAPL"

    on_screen(act)


def test_the_arrow_keys_walk_from_cell_to_cell_and_enter_fills_in(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        table, ticket = shown.table, screen.trading.ticket
        await until(service, lambda: shown.vm.said == ("Up to date", "t3"))
        shown.flush()
        table.setFocus(Qt.FocusReason.TabFocusReason)
        index = table.currentIndex()
        assert (table.table.key(index.row()), index.column()) == (
            shown.vm.above,
            shown.column("Call ask"),
        )
        accent = read_theme("ink", 12).color("accent").rgb()
        cell = table.visualRect(index)
        picture = table.viewport().grab().toImage()
        assert picture.pixel(cell.center().x(), cell.top()) == accent
        QTest.keyClick(table, Qt.Key.Key_Down)
        QTest.keyClick(table, Qt.Key.Key_Left)
        row = table.table.row(index.row() + 1)
        assert row is not None
        assert row.call is not None
        QTest.keyClick(table, Qt.Key.Key_Return)
        assert ticket.instrument == row.call.instrument
        assert ticket.refusal.startswith("Filled in: sell limit ")
        assert service.engine.desk.orders == {}

    on_screen(act)


def test_an_order_from_it_is_of_a_hundred_shares_and_stands_in_its_row(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        ticket, engine = screen.trading.ticket, service.engine
        key = shown.vm.above
        shown.click(key, "Call ask")
        premium = ticket.limit.price
        assert premium is not None
        found = ticket.what_if(Side.BUY)
        assert found.refusal is None
        assert found.margin is not None
        assert found.fees is not None
        assert found.fees > 0
        assert found.margin >= premium * 100  # an option is paid in full
        ticket.step_price(ticket.limit, 50)  # the market may have moved
        ticket.send(Side.BUY)
        await until(service, lambda: position(service) == 1)
        (held,) = engine.desk.positions.values()
        assert held.point_value == 100
        await until(service, lambda: _held(shown, key) == 1)
        number = shown.table.table.position(key)
        assert number is not None
        cell = shown.table.table.cell(number, shown.column("Calls held"))
        assert (cell.text, cell.glyph, cell.spoken) == ("1", "▲", "long 1")

    def _held(shown: Shown, key: str) -> Decimal:
        shown.flush()
        row = next(row for row in shown.vm.rows if row.key == key)
        return Decimal(0) if row.call is None else row.call.held

    on_screen(act)


def test_only_what_is_in_view_is_quoted_and_nothing_behind_another_tab(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        around = named(shown.pane, "Strikes shown around the price")
        assert isinstance(around, QComboBox)
        around.setFocus()
        QTest.keyClick(around, Qt.Key.Key_End)  # all of them
        assert shown.vm.around == list(STRIKES)[-1] == 0
        shown.flush()
        in_view = shown.table.keys_in_view()
        assert len(shown.vm.rows) > len(in_view)
        assert len(shown.options) == 2 * len(in_view)
        bar = shown.table.verticalScrollBar()
        bar.setValue(bar.maximum())
        scrolled = shown.table.keys_in_view()
        assert scrolled != in_view
        assert len(shown.options) == 2 * len(scrolled)
        last = shown.vm.rows[-1]
        assert last.call is not None
        assert last.call.is_quoted  # at once, not a frame later
        shown.window.open_pane("Positions")
        await until(service, lambda: shown.options == [])
        shown.window.open_pane(OPTION_CHAIN)
        shown.flush()
        assert len(shown.options) == 2 * len(shown.table.keys_in_view())

    on_screen(act)


def test_the_line_at_the_money_stands_between_the_strikes_beside_the_price(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        table, theme = shown.table, read_theme("ink", 12)
        number = table.table.position(shown.vm.above)
        assert number is not None
        y = table.rowViewportPosition(number) - 1
        picture = table.viewport().grab().toImage()
        assert picture.pixel(table.viewport().width() // 2, y) == theme.color("line3").rgb()
        below, above = (table.table.row(n) for n in (number - 1, number))
        assert below is not None
        assert above is not None
        price = shown.vm.price
        assert price is not None
        assert below.strike <= price < above.strike

    on_screen(act)


def test_where_there_are_no_options_it_says_what_has_some_and_leads_there(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        screen.links.show(OPTION_CHAIN, service.engine.resolve("ES"))
        shown.flush()
        assert any(words.startswith("No options on ES") for words in shown.said())
        assert "This market lists options on SPY." in shown.said()
        assert shown.options == []
        pressed(shown.pane, "Show SPY")
        shown.flush()
        assert shown.vm.underlying == shown.spy
        assert screen.charts.first.vm.instrument == shown.spy
        assert shown.options != []

    on_screen(act)


def test_the_ticket_has_its_option_again_at_the_next_start(on_screen: Run) -> None:
    kept: list[str] = []

    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        row = next(row for row in shown.vm.rows if row.key == shown.vm.above)
        assert row.call is not None
        shown.click(row.key, "Call ask")
        kept.append(row.call.instrument.symbol)
        assert screen.trading.ticket.instrument == row.call.instrument

    async def again(service: Service, screen: Screen) -> None:
        instrument = screen.trading.ticket.instrument
        assert instrument is not None
        assert instrument.symbol == kept[0]
        chart = screen.links.instrument_of("Chart")
        assert chart is not None
        assert chart.symbol != kept[0]

    on_screen(act)
    on_screen(again)
