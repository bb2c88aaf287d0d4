"""Alerts of one's own in the window: set, reached, changed, rested, deleted, there next time."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from tests.support.dragging import LEFT
from tests.support.on_screen import check_columns, named, pressed, until
from traderterminal.app.own_alerts import OwnAlerts
from traderterminal.app.screen import Screen, build_screen, read_theme
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.market.alert_terms import AlertTerms
from traderterminal.market.value_alerts import LineOf, Subject, ValueAlert
from traderterminal.ui.panes.alert_list import AlertListPane, AlertSheet
from traderterminal.ui.panes.ticket_fields import Choice
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.tray import Acts
from traderterminal.ui.viewmodels.alert_list import AlertRow
from traderterminal.ui.viewmodels.alert_words import Unit, unit_of
from traderterminal.ui.viewmodels.drawing import Anchor, Drawing, Kind
from traderterminal.ui.widgets.toasts import Toast

Run = Callable[..., Any]


class Shown:
    """The list in the window."""

    def __init__(
        self, service: Service, screen: Screen, size: tuple[int, int] = (1600, 1000)
    ) -> None:
        self.service, self.screen, self.window = service, screen, screen.window
        self.window.resize(*size)
        self.window.arrange(*size)
        self.window.open_pane("Price alerts")
        self.own: OwnAlerts = service.own_alerts
        self.flush()
        (self.pane,) = self.window.findChildren(AlertListPane)
        self.table: TableView[AlertRow] = self.pane.table

    def flush(self) -> None:
        self.screen._app.processEvents()
        self.window.flush()

    @property
    def rows(self) -> list[AlertRow]:
        self.flush()
        return self.table.table.rows

    @property
    def words(self) -> list[str]:
        return [f"{row.what} {row.condition}" for row in self.rows]

    @property
    def sheet(self) -> AlertSheet:
        (found,) = [s for s in self.window.findChildren(AlertSheet) if s.isVisible()]
        return found

    def choose(self, field: str, words: str) -> None:
        choice: Choice = named(self.sheet, field)
        number = next(n for n in range(choice.count()) if choice.itemText(n).startswith(words))
        choice.setCurrentIndex(number)
        choice.activated.emit(number)

    def fill(self, level: str, note: str = "") -> None:
        for name, text in (("Level", level), ("Note", note)):
            field: QLineEdit = named(self.sheet, name)
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, text)

    def new(self, what: str, way: str, level: str, **more: str) -> None:
        """Set an alert with the sheet and Enter."""
        pressed(self.pane, "New alert…")
        self.choose("What is watched", what)
        self.choose("Which way", way)
        for field, words in (("How often", more.get("often")), ("How long", more.get("lasts"))):
            if words:
                self.choose(field, words)
        self.fill(level, more.get("note", ""))
        QTest.keyClick(named(self.sheet, "Note"), Qt.Key.Key_Return)

    @property
    def toasts(self) -> list[str]:
        self.flush()
        return [toast.accessibleName() for toast in self.window.findChildren(Toast)]

    def told(self, words: str) -> bool:
        self.flush()
        return any(words in notice.title for notice in self.screen.announcing.notices.shown)


async def trade(service: Service, side: str, quantity: int) -> None:
    account = service.engine.settings.accounts[0].id
    wish = OrderWish(account, "ES", "delta", side, Decimal(quantity), source="test")
    await service.engine.desk.place(wish)


@pytest.mark.parametrize("size", [(1366, 768), (1600, 1000), (2560, 1440)])
def test_alerts_are_set_and_listed_whole(on_screen: Run, size: tuple[int, int]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen, size)
        symbol = service.engine.resolve("ES").symbol
        shown.new(
            f"Price of {symbol}", "Rises", "9999.00", often="Each", lasts="For a day", note="far"
        )
        shown.new("Day result", "Falls", "-$1,500")
        shown.new("EMA 21", "Crosses", "9,000.10")
        shown.new("Price against EMA 21", "Falls", "-400")
        shown.new("Silence", "Rises", "30")
        assert shown.words == [
            f"{symbol} rises to 9,999.00",
            "Day result of paper_simulator falls to −$1,500.00",
            f"EMA 21 of {symbol}, 1m crosses 9,000.00",
            f"Price against EMA 21 of {symbol}, 1m falls to −400 t",
            f"Silence of {symbol} rises to 30 s",
        ]
        first = shown.rows[0].terms
        assert (first.each, first.note, first.until_ns is not None) == (True, "far", True)
        await until(service, lambda: all(row.now != "—" for row in shown.rows))
        if size[0] < 1500:  # where it has the width of a column beside others
            (larger,) = [
                one
                for one in screen.window.findChildren(QAbstractButton)
                if one.accessibleName() == "Maximise Price alerts" and one.isVisible()
            ]
            larger.click()
            await until(service, lambda: shown.table.width() > 900)
        check_columns(shown.table, read_theme("ink", 12))

    on_screen(act)


def test_what_cannot_be_read_is_said_in_the_sheet_and_sets_nothing(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        for what, level, words in (
            ("Price of", "much", "'much' is not a price"),
            ("Day result", "NaN", "'NaN' is not a number"),
            ("Day result", "1e999", "'1e999' is not a number"),
            ("Silence", "-1", "longer than nothing"),
        ):
            shown.new(what, "Crosses", level)
            assert words in named(shown.sheet, "Level").accessibleDescription()
            QTest.keyClick(shown.sheet, Qt.Key.Key_Escape)
        assert shown.rows == []

    on_screen(act)


def test_a_price_that_is_reached_is_told_with_its_note(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        instrument = service.engine.resolve("ES")
        trade_tick = service.engine.hub.last_trade(instrument.symbol)
        assert trade_tick is not None
        above = trade_tick.price + 6
        shown.new("Price of", "Rises", str(instrument.from_ticks(above)), note="now")
        service.engine.hub.publish_event([replace(trade_tick, price=above)])
        await until(service, lambda: shown.told("rose to"))
        (notice,) = screen.announcing.notices.shown
        assert notice.detail.endswith(". now")
        assert shown.rows == []

    on_screen(act)


def test_position_and_results_are_watched(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        await trade(service, "buy", 2)
        symbol = service.engine.resolve("ES").symbol
        shown.new(f"Position {symbol}", "Crosses", "1.5", often="Each")
        shown.new(f"Open result {symbol}", "Falls", "-1000000")
        await trade(service, "sell", 2)
        await until(
            service, lambda: shown.told(f"Position {symbol} in paper_simulator fell to 1.5")
        )
        await until(service, lambda: shown.rows[1].now == "—")  # nothing is held any more
        assert len(shown.rows) == 2

    on_screen(act)


def test_a_feed_that_falls_silent_is_told(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        shown.new("Silence", "Rises", "3")
        await until(service, lambda: shown.rows[0].now == "0.0 s")
        source = service.engine.source
        assert source is not None
        service.engine.hub._source = None  # as a broker's feed that is gone
        await until(service, lambda: shown.told("Silence of"))
        service.engine.hub._source = source

    on_screen(act)


def test_an_alert_goes_along_with_its_line_and_ends_with_it(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        engine, symbol = service.engine, service.engine.resolve("ES").symbol
        book, now_ns = screen.charts.drawings, engine.hub.clock.now_ns()
        last = engine.hub.last_trade(symbol)
        assert last is not None
        start = Anchor(now_ns - 20 * 60_000_000_000, last.price + 100)
        end = Anchor(now_ns - 10 * 60_000_000_000, last.price + 100)
        made = book.of(symbol).add(Drawing(Kind.EXTENDED, (start, end)))
        shown.new("Price against extended line", "Crosses", "0")
        await until(service, lambda: shown.rows[0].now.startswith("−"))
        # a line that is moved through the market has not been reached by it
        book.of(symbol).put(
            replace(made, anchors=tuple(replace(a, ticks=last.price - 100) for a in made.anchors))
        )
        await until(service, lambda: shown.rows[0].now.startswith("+"))
        assert not shown.told("rose to")
        book.of(symbol).remove(made.key)
        await until(service, lambda: shown.told("Alert ended"))
        assert shown.rows == []

    on_screen(act)


def test_a_rising_line_is_worth_what_it_shows_at_each_bar(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        values, symbol = service.own_alerts.value_of, service.engine.resolve("ES").symbol
        starts = service.engine.bars.series(symbol).start_ns.tolist()
        last = service.engine.hub.last_trade(symbol)
        assert last is not None

        def apart(
            *anchors: tuple[int, int], begins: bool = False, ends: bool = False
        ) -> float | None:
            line = LineOf(anchors, "1", begins, ends)
            return values(ValueAlert("", Subject.PRICE_TO_LINE, 0, "", "", symbol, line=line))

        price = last.price
        assert apart((0, price - 7)) == 7
        # two ticks a bar, over ten bars to the one before the last: the last is one further
        rising = ((starts[-12], price - 22), (starts[-2], price - 2))
        assert apart(*rising) == 0
        assert apart(*reversed(rising)) == 0
        assert apart(*rising, ends=True) is None
        assert apart(*reversed(rising), ends=True) is None
        assert apart((starts[-2], 1), (starts[-2], 5)) is None
        soon, later = (starts[-1] + seconds * 1_000_000_000 for seconds in (600, 900))
        assert apart((soon, 0), (later, 9), begins=True) is None
        # drawn from a moment to come back to the past it is a line over now all the same
        assert apart((soon, price), (starts[-2], price), begins=True, ends=True) == 0

    on_screen(act)


def test_alerts_are_edited_rested_and_deleted_by_mouse_and_keys(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        shown.new("Price of", "Rises", "9999.00", lasts="For an hour")
        shown.new("Day result", "Falls", "-500")
        table = shown.table
        table.setFocus()
        table.select(shown.rows[1].key)
        QTest.keyClick(table, Qt.Key.Key_Return)
        assert named(shown.sheet, "Level").text() == "-500"
        assert not named(shown.sheet, "What is watched").isEnabled()
        shown.fill("-750", "enough")
        QTest.keyClick(named(shown.sheet, "Level"), Qt.Key.Key_Return)
        assert shown.words[1].endswith("falls to −$750.00")
        assert shown.rows[1].terms.note == "enough"
        before = shown.rows[0].terms.until_ns
        shown.pane.ask_to_edit(shown.rows[0].key)
        shown.fill("9998.00")
        pressed(shown.sheet, "Save")
        assert shown.words[0].endswith("rises to 9,998.00")
        assert shown.rows[0].terms.until_ns == before  # as it is
        # the button of a row lets it rest
        index = table.table.index(0, len(table.table.columns) - 1)
        QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())
        assert [row.terms.enabled for row in shown.rows] == [False, True]
        row = shown.rows[0]
        menu = table.menu_of(row)
        next(a for a in menu.actions() if a.text() == "Watch again").trigger()
        menu.deleteLater()
        assert shown.rows[0].terms.enabled
        table.setFocus()
        table.select(shown.rows[0].key)
        QTest.keyClick(table, Qt.Key.Key_Delete)
        assert len(shown.rows) == 1

    on_screen(act)


def test_alerts_are_there_next_time(on_screen: Run, qapp: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(service, screen)
        shown.new("Price of", "Rises", "9999.00", note="far")
        shown.new("EMA 21", "Crosses", "9000")
        words = shown.words
        again = build_screen(qapp, service)
        try:
            again.watching.alerts.list.flush()
            rows = again.watching.alerts.list.rows
            assert [f"{row.what} {row.condition}" for row in rows] == words
            assert rows[0].terms.note == "far"
        finally:
            again.close()
            again.window.close()
            again.window.deleteLater()

    on_screen(act)


class Icon:
    """A tray that writes down what it tells."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def show(self) -> None: ...

    def hide(self) -> None: ...

    def setToolTip(self, tip: str) -> None: ...

    def tell(self, title: str, words: str) -> None:
        self.told.append((title, words))

    def is_there(self) -> bool:
        return True

    def offer(self, acts: Acts) -> None: ...


@pytest.mark.parametrize("on", ["a price", "a position"])
def test_what_is_reached_is_told_in_the_tray_while_no_window_is_looked_at(
    on_screen: Run, qapp: Any, monkeypatch: pytest.MonkeyPatch, on: str
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        icon, own, engine = Icon(), service.own_alerts, service.engine
        away = build_screen(qapp, service, make_tray=lambda clicked: icon)
        monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
        instrument = engine.resolve("ES")
        last = engine.hub.last_trade(instrument.symbol)
        assert last is not None
        if on == "a price":
            own.prices.add(instrument, last.price + 6, AlertTerms(note="now"))
            engine.hub.publish_event([replace(last, price=last.price + 6)])
        else:
            held = ValueAlert(
                "", Subject.POSITION, 0.5, "Position ES", service.engine.settings.accounts[0].id
            )
            own.values.add(replace(held, symbol=instrument.symbol, terms=AlertTerms(note="now")))
            own.values.look()
            await trade(service, "buy", 1)
        await until(service, lambda: any(words.endswith(" now") for _, words in icon.told))
        title = next(title for title, words in icon.told if words.endswith(" now"))
        assert " rose to " in title
        away.close()
        away.window.close()
        away.window.deleteLater()

    on_screen(act)


def test_what_was_reached_without_a_window_is_told_by_the_next_one_and_once(
    on_screen: Run, qapp: Any
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.close()  # as `serve` goes on without one
        alert = ValueAlert(
            "", Subject.POSITION, 0.5, "Position ES", service.engine.settings.accounts[0].id
        )
        symbol = service.engine.resolve("ES").symbol
        service.own_alerts.values.add(replace(alert, symbol=symbol))
        service.own_alerts.values.look()
        await trade(service, "buy", 1)
        await until(service, lambda: not service.own_alerts.values.all)
        titles = []
        for _ in range(2):
            again = build_screen(qapp, service)
            again.window.flush()
            titles.append([one.title for one in again.announcing.notices.shown])
            if again.announcing.notices.shown:
                assert "while no window was open" in again.announcing.notices.shown[0].detail
            again.close()
            again.window.close()
            again.window.deleteLater()
        assert titles == [["Position ES rose to 0.5"], []]

    on_screen(act)


def test_what_is_no_more_is_not_known_and_harms_nothing(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        look = service.own_alerts.value_of
        gone = LineOf(((1, 2),), "1")
        for alert in (
            ValueAlert("", Subject.DAY_RESULT, 0, "", "nobody"),
            ValueAlert("", Subject.POSITION, 0, "", "nobody", "ESH2024"),
            ValueAlert("", Subject.OPEN_RESULT, 0, "", "nobody", "ESH2024"),
            ValueAlert("", Subject.PRICE_TO_LINE, 0, "", "", "NOSUCH", line=gone),
            ValueAlert("", Subject.STUDY, 0, ""),
        ):
            assert look(alert) is None
        assert unit_of(ValueAlert("", Subject.SILENCE, 0, "")) is Unit.SECONDS

    on_screen(act)
