"""Positions, orders, alerts and the journal on the window of a running service."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTabBar, QWidget

from tests.support.on_screen import check_columns, named, position, pressed, until
from traderterminal.alerts.inbox import Proof
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.exits import ExitLevel, Exits
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.orders import Order, OrderType, TimeInForce
from traderterminal.domain.signals import AlertStatus
from traderterminal.ui.panes.alert_detail import AlertDetail
from traderterminal.ui.panes.alert_timeline import Timeline
from traderterminal.ui.panes.alert_verdict import VerdictBox
from traderterminal.ui.panes.alerts import AlertsPane
from traderterminal.ui.panes.journal import JournalPane, Tile
from traderterminal.ui.panes.journal_calendar import ResultCalendar
from traderterminal.ui.panes.orders import OrdersPane
from traderterminal.ui.panes.positions import PositionsPane
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.journal import JournalViewModel
from traderterminal.ui.widgets.empty_state import EmptyState

D = Decimal
REFUSED = b'{"strategy":"orb","symbol":"ES1!","action":"buy","quantity":5000,"id":"1"}'
TRADED = b'{"strategy":"orb","symbol":"ES1!","action":"buy","quantity":2,"id":"2"}'
SIZES = [(1366, 768), (1600, 1000), (2560, 1440)]


async def market(service: Service, side: str, quantity: int) -> None:
    account = service.engine.settings.accounts[0].id
    before = position(service)
    await service.engine.desk.place(
        OrderWish(account, "ES", "delta", side, Decimal(quantity), source="ticket")
    )
    await until(service, lambda: position(service) != before)


async def rest(service: Service, kind: OrderType, away: int, quantity: int = 1) -> Order:
    """A sell that rests below (a stop) or above (a limit) the market."""
    engine = service.engine
    quote = engine.hub.quote(engine.resolve("ES").symbol)
    assert quote is not None
    assert quote.mark is not None
    limit = quote.mark + away if kind is OrderType.LIMIT else None
    stop = quote.mark - away if kind is OrderType.STOP else None
    account = engine.settings.accounts[0].id
    wish = OrderWish(
        account,
        "ES",
        "delta",
        "sell",
        Decimal(quantity),
        kind,
        limit_price=limit,
        stop_price=stop,
        time_in_force=TimeInForce.GTC,
        source="ticket",
    )
    return await engine.desk.place(wish)


async def alert(service: Service, body: bytes) -> str:
    receipt = await service.inbox.receive(body, Proof.PATH, service.engine.host.now_ns())
    inbox = service.inbox

    def ended() -> bool:
        return all(record.status is not AlertStatus.ACCEPTED for record in inbox.records)

    await until(service, ended)
    return receipt.alert_id


def shown(table: TableView[Any], row: int = 0) -> Mapping[str, str]:
    """What a row says, by column."""
    cells = table.table.cells(row)
    return {c.label: cell.text for c, cell in zip(table.table.columns, cells, strict=True)}


def visible_words(parent: QWidget) -> list[str]:
    return [label.text() for label in parent.findChildren(QLabel) if label.isVisible()]


def count_up(pane: JournalPane) -> None:
    """Let the journal finish counting, as the frames of the window do."""
    for _ in range(12):
        pane._vm.flush()


# Positions and orders.


def tip_of(table: TableView[Any], label: str) -> str:
    """What the first row says to who points at a column."""
    column = [c.label for c in table.table.columns].index(label)
    return table.table.cell(0, column).tip


def test_results_are_told_in_r_by_the_stop_that_the_entry_was_sent_with(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        # given two that were sent with a stop 4 points away, and the stop moved since
        engine, flush = service.engine, screen.window.flush
        account = engine.settings.accounts[0].id
        exits = Exits(stop=ExitLevel(D(4), "points"))
        await engine.desk.place(OrderWish(account, "ES", "delta", "buy", D(2), exits=exits))
        await until(service, lambda: any(o.link == "SL" for o in engine.desk.live_orders("")))
        flush()
        (pane,) = screen.window.findChildren(PositionsPane)
        (held,) = screen.trading.positions.rows
        assert held.open_pnl is not None
        assert held.risk == 400
        assert shown(pane.table)["R"] == formats.in_r(held.open_pnl / 400)
        assert tip_of(pane.table, "R").startswith("Open result as a multiple of $400.00,")
        # when it is closed, the journal says the same of what was made of it
        await market(service, "sell", 2)
        journal = raised(screen)
        table = named(journal, "Trades")
        (trade,) = engine.journal.trades()
        assert shown(table)["R"] == formats.in_r(trade.trip.net_pnl / 400)
        assert tip_of(table, "R").startswith("Net result as a multiple of $400.00,")
        # and before an audience R stays, and amounts do not
        formats.hide_money(True)
        table.write_anew()
        assert shown(table)["R"] == formats.in_r(trade.trip.net_pnl / 400)
        assert shown(table)["Net P&L"] == formats.HIDDEN
        assert tip_of(table, "R").startswith(f"Net result as a multiple of {formats.HIDDEN},")

    try:
        on_screen(act)
    finally:
        formats.hide_money(False)


def test_without_a_stop_that_was_sent_along_there_is_no_r(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await market(service, "buy", 1)
        await rest(service, OrderType.STOP, 40)
        screen.window.flush()
        (pane,) = screen.window.findChildren(PositionsPane)
        assert shown(pane.table)["R"] == formats.NOTHING
        assert tip_of(pane.table, "R").startswith("The risk is not known")
        await market(service, "sell", 1)
        table = named(raised(screen), "Trades")
        assert shown(table)["R"] == formats.NOTHING
        assert tip_of(table, "R").startswith("The risk is not known")

    on_screen(act)


def test_r_goes_first_where_there_is_no_room(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await market(service, "buy", 1)
        screen.window.flush()
        pane = PositionsPane(screen.trading.positions, screen._theme)
        titles = [c.label for c in pane.table.table.columns]
        pane.show()

        def hidden() -> list[str]:
            return [t for n, t in enumerate(titles) if pane.table.isColumnHidden(n)]

        pane.resize(3000, 200)
        assert hidden() == []
        for width in range(3000, 100, -4):
            pane.resize(width, 200)
            if hidden():
                break
        assert hidden() == ["R"]
        # An arrangement of before there was an R has it where there is room.
        pane.resize(3000, 200)
        pane.table.restore({"widths": {"Ticks": 5.0}, "without": ["Last"], "sorted": []})
        assert hidden() == ["Last"]
        pane.deleteLater()

    on_screen(act)


def test_a_position_says_what_its_stops_leave_at_risk(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await market(service, "buy", 2)
        screen.window.flush()
        (pane,) = screen.window.findChildren(PositionsPane)
        row = shown(pane.table)
        assert row["Position"] == "Long 2"
        assert row["If stopped"] == "no limit"
        assert row["Stop rests at"] == "No stop"
        assert pane.table.table.cell(0, 0).badge == "simulator"
        assert pane.table.table.cell(0, 8).token == "warn"
        await rest(service, OrderType.STOP, 20, 2)
        screen.window.flush()
        row = shown(pane.table)
        assert row["If stopped"].startswith("−$")
        assert row["Stop rests at"] == "This computer"
        totals = shown(pane.table, 1)
        assert totals["Account"] == "All open positions"
        assert totals["If stopped"] == row["If stopped"]
        assert totals["Open P&L"] == row["Open P&L"]
        words = pane.table.table.data(
            pane.table.table.index(0, 0), Qt.ItemDataRole.AccessibleDescriptionRole
        )
        assert words.startswith("long 2 ES")

    on_screen(act)


def test_the_total_of_the_day_says_that_it_is_of_what_is_held(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await market(service, "buy", 2)
        screen.window.flush()
        (pane,) = screen.window.findChildren(PositionsPane)
        (column,) = [c for c in pane.table.table.columns if c.title == "Day P&L"]
        assert column.total is not None
        assert column.total(screen.trading.positions.rows).tip.startswith("What the symbols")

    on_screen(act)


def test_the_button_of_a_position_closes_it(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await market(service, "buy", 2)
        screen.window.flush()
        (pane,) = screen.window.findChildren(PositionsPane)
        view = pane.table
        spot = view.visualRect(view.table.index(0, len(view.table.columns) - 1)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        await until(service, lambda: position(service) == 0)
        screen.window.flush()
        (empty,) = [e for e in pane.findChildren(EmptyState) if e.isVisible()]
        assert "No open positions" in visible_words(empty)

    on_screen(act)


def test_the_delete_key_cancels_the_selected_order_and_no_other(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        desk = service.engine.desk
        first = await rest(service, OrderType.LIMIT, 50)
        second = await rest(service, OrderType.LIMIT, 60)
        screen.window.flush()
        (pane,) = screen.window.findChildren(OrdersPane)
        pane.table.setFocus()
        pane.table.select(second.order_id)
        QTest.keyClick(pane.table, Qt.Key.Key_Delete)
        await until(service, lambda: not desk.orders[second.order_id].is_live)
        screen.window.flush()
        QTest.keyClick(pane.table, Qt.Key.Key_Delete)
        await service.engine.host.sleep(0.05)
        assert desk.orders[first.order_id].is_live
        pressed(pane, "Cancel order")  # the only one left needs no choosing
        await until(service, lambda: not desk.orders[first.order_id].is_live)
        screen.window.flush()
        assert "No working orders" in visible_words(pane)

    on_screen(act)


def test_the_tabs_of_the_orders_count_and_choose(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        account = service.engine.settings.accounts[0].id
        await market(service, "buy", 1)
        await rest(service, OrderType.LIMIT, 50)
        await service.engine.desk.place(
            OrderWish(account, "ES", "delta", "buy", Decimal(5000), source="ticket")
        )
        screen.window.flush()
        (pane,) = screen.window.findChildren(OrdersPane)
        (tabs,) = pane.findChildren(QTabBar)
        assert [tabs.tabText(n) for n in range(3)] == ["Working 1", "Filled 1", "All 3"]
        row = shown(pane.table)
        assert (row["State"], row["Rests at"], row["From"]) == (
            "Working",
            "This computer",
            "Ticket",
        )
        tabs.setCurrentIndex(2)
        state = pane.table.table.cell(0, 7)
        assert state.text.startswith("Refused: 5,000 ES")
        assert state.token == "error"
        assert "Nothing was sent" in state.tip
        description = pane.table.table.data(
            pane.table.table.index(1, 0), Qt.ItemDataRole.AccessibleDescriptionRole
        )
        assert description.startswith("own sell 1 limit working, ES")

    on_screen(act)


# Alerts.


def test_an_empty_inbox_gives_the_message_to_paste(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        (pane,) = screen.window.findChildren(AlertsPane)
        assert "No alerts yet" in visible_words(pane)
        pressed(pane, "Copy alert message")
        assert "{{" in QGuiApplication.clipboard().text()

    on_screen(act)


def test_in_a_narrow_pane_an_alert_opens_in_the_place_of_the_list(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        window.resize(1600, 1000)
        window.arrange(1600, 1000)
        await alert(service, REFUSED)
        window.flush()
        (pane,) = window.findChildren(AlertsPane)
        (detail,) = pane.findChildren(AlertDetail)
        lines = named(pane, "Alerts, two lines")
        assert lines.isVisible()
        assert not detail.isVisible()
        cell = lines.table.cell(0, 0)
        assert cell.text.startswith("Buy 5,000 ES")
        assert cell.below.text.startswith("Refused: 5,000 ES")
        assert lines.verticalHeader().defaultSectionSize() == 36
        # when it is clicked
        spot = lines.visualRect(lines.table.index(0, 0)).center()
        QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        # then its detail takes the pane, and Escape leads back
        await until(service, lambda: detail.width() > pane.width() - 10)
        assert detail.isVisible()
        assert not lines.isVisible()
        QTest.keyClick(detail, Qt.Key.Key_Escape)
        assert lines.isVisible()
        assert not detail.isVisible()

    on_screen(act)


def test_the_detail_answers_why_it_did_not_trade(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        alert_id = await alert(service, REFUSED)
        screen.window.flush()
        (pane,) = screen.window.findChildren(AlertsPane)
        pane._open(alert_id)
        (box,) = pane.findChildren(VerdictBox)
        assert box.accessibleName().startswith("Refused. Nothing was sent. 5,000 ES")
        assert "more than the 100" in box.accessibleName()
        (timeline,) = pane.findChildren(Timeline)
        words = timeline.accessibleName()
        assert "Gated" in words
        assert words.endswith("Filled not reached")
        rules = named(pane, "Rules asked, in order")
        asked = range(rules.table.rowCount())
        rows = {cells[0].text: cells for cells in map(rules.table.cells, asked)}
        assert rows["Order quantity"][1].text == "5,000"
        assert rows["Order quantity"][2].text == "100"
        assert rows["Order quantity"][0].tint == "error"
        assert rows["Buying power"][1].text == "not asked"
        assert rules.height() == rules.height_of_all()
        received = named(pane, "Message as received, secrets masked")
        assert '"quantity": 5000' in received.toPlainText()
        symbol = service.engine.resolve("ES").symbol
        assert any(f"ES1! resolved to {symbol}" in text for text in visible_words(pane))
        pressed(pane, "Copy reason")
        assert "more than the 100" in QGuiApplication.clipboard().text()
        pressed(pane, "Copy message")
        assert QGuiApplication.clipboard().text() == received.toPlainText()

    on_screen(act)


def test_the_detail_tells_what_would_have_happened_and_goes_on_telling(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        alert_id = await alert(service, REFUSED)
        (pane,) = screen.window.findChildren(AlertsPane)
        screen.window.open_pane("Alerts")
        pane._open(alert_id)
        (detail,) = pane.findChildren(AlertDetail)
        await until(service, lambda: detail.isVisible())
        symbol = service.engine.resolve("ES").symbol

        def words() -> str:
            screen.window.flush()
            return next((t for t in visible_words(pane) if t.startswith("paper_simulator:")), "")

        touch = service.inbox.records[0].touches[symbol]
        price = f"{touch.ask:,.2f}"
        assert f"Buy 5,000 {symbol} would have filled @ {price}, the ask of then" in words()
        assert "If it came now: Refused" in words()
        # its result follows the market
        before = words()
        last = service.engine.hub.last_trade(symbol)
        assert last is not None
        service.engine.hub.publish_event([replace(last, price=last.price + 6)])
        await until(service, lambda: words() != before)
        assert "after fees" in words()
        # one that traded tells how far it slipped
        pane._open(await alert(service, TRADED))
        assert f"Bought 2 {symbol} @" in words()
        assert "when the alert came" in words()

    on_screen(act)


def test_nothing_of_an_alert_is_wider_than_a_narrow_pane(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        named_at_length = REFUSED.replace(b"orb", b"mean-reversion-of-the-opening-range")
        shown = await alert(service, named_at_length)
        (pane,) = screen.window.findChildren(AlertsPane)
        pane.setParent(None)
        pane.resize(430, 740)
        pane.show()
        pane._open(shown)
        (detail,) = pane.findChildren(AlertDetail)
        content = detail.widget()
        assert content is not None
        await until(service, lambda: detail.isVisible() and detail.viewport().width() > 400)
        await until(service, lambda: content.width() <= detail.viewport().width())
        pane.close()
        pane.deleteLater()

    on_screen(act)


def test_in_a_wide_pane_list_and_detail_stand_side_by_side(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await alert(service, TRADED)
        await alert(service, REFUSED)
        (pane,) = screen.window.findChildren(AlertsPane)
        pane.setParent(None)
        pane.resize(1440, 740)
        pane.show()
        (detail,) = pane.findChildren(AlertDetail)
        table = named(pane, "Alerts")
        assert table.isVisible()
        assert not detail.isVisible()
        assert shown(table, 1)["Result"].startswith("Filled 2 at")
        # when an alert is chosen, also by an arrow key
        table.setFocus()
        table.selectRow(0)
        QTest.keyClick(table, Qt.Key.Key_Down)
        # then its detail shows beside the list, with the timeline in one line
        await until(service, detail.isVisible)
        assert table.isVisible()
        (box,) = pane.findChildren(VerdictBox)
        assert box.accessibleName().startswith("Traded.")
        (timeline,) = pane.findChildren(Timeline)
        await until(service, lambda: not timeline.is_upright)
        assert not any(button.isVisible() for button in _back_buttons(pane))
        pane.close()
        pane.deleteLater()

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_a_notice_leads_to_the_alert_or_the_order_that_it_tells_of(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await alert(service, TRADED)
        refused = await alert(service, REFUSED)
        await alert(service, TRADED.replace(b'"2"', b'"3"'))
        screen.announcing.notices.flush()
        (pane,) = screen.window.findChildren(AlertsPane)
        (tabs,) = pane.findChildren(QTabBar)
        search = named(pane, "Search alerts")
        tabs.setCurrentIndex(1)
        QTest.keyClicks(search, "bought 2")
        pressed(screen.window, "Show")
        assert (tabs.currentIndex(), search.text()) == (0, "")
        (detail,) = pane.findChildren(AlertDetail)
        await until(service, detail.isVisible)
        assert pane._vm.selected_id == refused
        (box,) = pane.findChildren(VerdictBox)
        assert box.accessibleName().startswith("Refused. Nothing was sent.")
        pressed(pane, "‹ Alerts")
        assert not detail.isVisible()
        screen.announcing.notices.dismiss_all()
        account = service.engine.settings.accounts[0].id
        wish = OrderWish(account, "ES", "delta", "sell", D(700), source="ticket")
        denied = await service.engine.desk.place(wish)
        screen.window.flush()
        screen.announcing.notices.flush()
        pressed(screen.window, "Show")
        (orders,) = screen.window.findChildren(OrdersPane)
        await until(service, orders.table.isVisible)
        selected = orders.table.selected()
        assert selected is not None
        assert selected.order.order_id == denied.order_id
        (tabs,) = orders.findChildren(QTabBar)
        assert tabs.tabText(tabs.currentIndex()).startswith("All ")

    on_screen(act)


def _back_buttons(pane: QWidget) -> list[QPushButton]:
    return [b for b in pane.findChildren(QPushButton) if b.text() == "‹ Alerts"]


def test_search_and_filter_narrow_the_list_and_say_when_nothing_is_left(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await alert(service, TRADED)
        await alert(service, REFUSED)
        screen.window.flush()
        (pane,) = screen.window.findChildren(AlertsPane)
        (tabs,) = pane.findChildren(QTabBar)
        assert [tabs.tabText(n) for n in range(4)] == [
            *("All 2", "Traded 1", "Refused 1", "Waiting 0"),
        ]
        (search,) = pane.findChildren(QLineEdit)
        assert search.placeholderText() == "Why did it not trade?"
        QTest.keyClicks(search, "more than the")
        lists = [t for t in pane.findChildren(TableView) if t.isVisible()]
        assert [len(table.table.rows) for table in lists] == [1]
        tabs.setCurrentIndex(1)
        assert "No alert matches" in visible_words(pane)
        pressed(pane, "Show all alerts")
        assert [len(t.table.rows) for t in pane.findChildren(TableView) if t.isVisible()] == [2]

    on_screen(act)


def test_a_selected_alert_shows_what_becomes_of_it(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        first = await alert(service, TRADED)
        screen.window.flush()
        (pane,) = screen.window.findChildren(AlertsPane)
        pane._open(first)
        receipt = await service.inbox.receive(TRADED, Proof.PATH, service.engine.host.now_ns())
        assert receipt.code == "duplicate"
        screen.window.flush()
        (box,) = pane.findChildren(VerdictBox)
        assert "Delivered 2 times" in box.accessibleName()

    on_screen(act)


# The journal.


def book(service: Service, results: list[int], strategy: str = "orb", minutes: int = 0) -> None:
    """Round trips of one ES a day, the last one some days ago, with so many points each."""
    engine = service.engine
    account = engine.settings.accounts[0].id
    symbol = engine.resolve("ES").symbol
    now = engine.hub.clock.now_ns()
    for number, points in enumerate(results):
        at_ns = now - (len(results) - number + 4) * 86_400_000_000_000
        at_ns += minutes * 60_000_000_000
        for side, price in ((Side.BUY, D(5000)), (Side.SELL, D(5000 + points))):
            fill_id = f"{strategy}{number}{side}"
            fill = Fill(
                *(fill_id, "TT", account, symbol, side, D(1), price, D(2), D(50), at_ns),
                strategy=strategy,
            )
            engine.journal.add(fill)
            at_ns += 60_000_000_000


def raised(screen: Screen) -> JournalPane:
    """The journal in front, with everything counted."""
    (pane,) = screen.window.findChildren(JournalPane)
    parent: QWidget | None = pane.parentWidget()
    assert parent is not None
    parent.raise_()
    count_up(pane)
    return pane


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_the_journal_shows_eight_figures_with_their_context(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        book(service, [4] * 12 + [-2] * 8)
        pane = raised(screen)
        tiles = [tile.accessibleName() for tile in pane.findChildren(Tile)]
        assert tiles == [
            "Net P&L: +$1,520.00, after $80.00 fees",
            tiles[1],
            "Won: 60.0%, 39% to 78% at 95%",
            "Profit factor: 2.83, +$2,352 against −$832",
            "Expectancy: +$76.00, a trade, net",
            "Average win / loss: $196 / $104, 1.88 to 1",
            tiles[6],
            "Longest losing run: 8, longest winning run 12",
        ]
        assert tiles[1].startswith("Trades: 20, ")
        assert tiles[6].startswith("Max drawdown: −$832.00, ")
        assert tiles[6].endswith(", not recovered")

    on_screen(act)


@pytest.mark.parametrize("width_em", [42, 60, 90])
def test_the_way_out_of_a_position_is_in_view_however_narrow_the_pane(
    on_screen: Any, width_em: int
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await market(service, "buy", 2)
        screen.window.flush()
        pane = PositionsPane(screen.trading.positions, screen._theme)
        pane.resize(screen._theme.em(width_em), 200)
        pane.show()
        table = pane.table
        column = [c.name or c.label for c in table.table.columns].index("Close button")
        assert not table.isColumnHidden(column)
        assert table.horizontalScrollBar().maximum() == 0
        pane.deleteLater()

    on_screen(act)


def test_the_journal_says_nothing_of_trades_before_they_are_counted(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        engine, made = service.engine, screen.back_office.journal
        vm = JournalViewModel(engine.journal, made.today, made.entry_of)
        pane = JournalPane(vm, screen._theme, engine.symbols.instrument, engine.hours.local)
        pane.show()
        assert "No trades yet" not in visible_words(pane)
        count_up(pane)
        assert "No trades yet" in visible_words(pane)
        pane.deleteLater()

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_too_few_trades_give_no_win_rate(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        book(service, [4, 4, 4, -2, -2])
        pane = raised(screen)
        tiles = [tile.accessibleName() for tile in pane.findChildren(Tile)]
        assert "Won: —, 5 of 20 needed" in tiles
        assert (
            "Not enough trades for statistics · 5 of 20 needed for a win rate with a range"
            in visible_words(pane)
        )

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def picked(box: QComboBox, words: str) -> None:
    """Pick one of what is offered, as the list does that pops up."""
    box.setCurrentText(words)
    box.activated.emit(box.currentIndex())


def test_the_filters_of_the_journal_offer_what_there_is(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        book(service, [4, 4])
        book(service, [-2], "fade", minutes=10)
        pane = raised(screen)
        strategies = named(pane, "Strategies")
        assert isinstance(strategies, QComboBox)
        words = [strategies.itemText(n) for n in range(strategies.count())]
        assert words == ["All strategies", "fade", "orb"]
        picked(strategies, "fade")
        count_up(pane)
        table = named(pane, "Trades")
        assert [row["Strategy"] for row in [shown(table)]] == ["fade"]
        assert table.table.rowCount() == 1
        picked(named(pane, "Dates"), "Today")
        count_up(pane)
        assert "No trades in this range" in visible_words(pane)
        assert any(text.startswith("The last one was on") for text in visible_words(pane))
        pressed(pane, "Show all dates")
        count_up(pane)
        assert table.table.rowCount() == 3
        assert strategies.currentText() == "All strategies"

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_a_day_of_the_calendar_chooses_its_trades(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        # The last day has the largest result, also where a weekend's trades count as Monday's.
        book(service, [4, -2, 9])
        pane = raised(screen)
        pane.setParent(None)
        pane.resize(1500, 900)
        pane.show()
        (calendar,) = pane.findChildren(ResultCalendar)
        day = max(pane._vm.figures.days)
        assert calendar.month == day.replace(day=1)
        spots = [(x, y) for x in range(0, calendar.width(), 9) for y in range(0, 400, 9)]
        x, y = next(spot for spot in spots if calendar.day_at(*spot) == day)
        image = calendar.grab().toImage()
        theme = read_theme("ink", 12)
        cell = {image.pixelColor(x + dx, y + dy).name() for dx in range(6) for dy in range(6)}
        assert theme.mix("up", "bg1", 0.5).name() in cell
        QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
        count_up(pane)
        assert named(pane, "Trades").table.rowCount() == pane._vm.figures.days[day].trades
        assert named(pane, "Dates").currentText() == day.isoformat()
        QTest.keyClick(calendar, Qt.Key.Key_PageUp)
        assert calendar.month < day.replace(day=1)
        pane.close()
        pane.deleteLater()

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_the_curve_appears_when_the_plots_are_loaded(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        book(service, [4, -2, 4])
        pane = raised(screen)
        await until(service, lambda: pane._plot._lines is not None)
        assert pane._plot._lines is not None
        equity, drawdown = pane._plot._lines
        assert list(equity.getData()[1]) == [0, 196, 92, 288]
        assert list(drawdown.getData()[1]) == [0, 0, -104, 0]
        assert "net +$288" in pane._plot.accessibleDescription()

    on_screen(act)


# Every size.


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
@pytest.mark.parametrize("size", SIZES)
def test_no_number_and_no_title_is_cut_off_at_any_size(
    on_screen: Any, size: tuple[int, int]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, theme = screen.window, read_theme("ink", 12)
        window.resize(*size)
        window.arrange(*size)
        await market(service, "buy", 2)
        await rest(service, OrderType.STOP, 20, 2)
        await alert(service, REFUSED)
        book(service, [400] * 12 + [-200] * 8)
        raised(screen)
        window.flush()
        (alerts,) = window.findChildren(AlertsPane)
        alerts._open(service.inbox.records[0].alert_id)
        for name in ("Positions", "Orders", "Alerts", "Journal"):
            window.open_pane(name)
            await service.engine.host.sleep(0.1)
            for table in window.findChildren(TableView):
                if not table.visibleRegion().isEmpty():  # not behind another tab
                    check_columns(table, theme)
        for box in window.findChildren(QComboBox):
            if box.isVisible():
                needed = box.fontMetrics().horizontalAdvance(box.currentText())
                assert needed < box.width(), box.accessibleName()
        for tabs in window.findChildren(QTabBar):
            last = tabs.tabRect(tabs.count() - 1)
            assert last.right() <= tabs.width(), tabs.accessibleName()

    on_screen(act)


@pytest.mark.parametrize("by_python", [False, True])
def test_the_models_of_all_lists_keep_the_rules_of_qt(
    on_screen: Any, qtmodeltester: Any, by_python: bool
) -> None:
    """One list a tester: it follows every change until the test ends."""

    async def act(service: Service, screen: Screen) -> None:
        names = ("Positions", "Orders", "Trades", "Alerts, two lines", "Rules asked, in order")
        for name in names:
            qtmodeltester.check(named(screen.window, name).table, force_py=by_python)
            await market(service, "buy", 2)
            await alert(service, REFUSED.replace(b'"1"', f'"{name}"'.encode()))
            screen.window.flush()
            await market(service, "sell", 2)
            screen.window.flush()
            qtmodeltester._cleanup()

    on_screen(act)
