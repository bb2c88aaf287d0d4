"""The watchlist in the window: typed into, picked from, dragged, grouped, and there next time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)

from tests.support.dragging import LEFT, drag, move
from tests.support.on_screen import check_columns, named
from traderterminal.app import languages
from traderterminal.app.screen import Screen, build_screen, read_theme
from traderterminal.app.service import Service
from traderterminal.kit.language import ENGLISH
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.ladder.widget import LadderWidget
from traderterminal.ui.panes.watchlist_columns import watchlist_columns
from traderterminal.ui.panes.watchlists import WatchlistPane
from traderterminal.ui.tables.painting import GROUP_GAP
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.viewmodels.watchlists import WatchlistsViewModel, WatchRow
from traderterminal.ui.widgets.text_sheet import TextSheet

Run = Callable[..., Any]
#: What the offscreen platform says it cannot do when something of its own pops up.
popping_up = pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the (mouse|keyboard)$",
    extend=True,
)


class Shown:
    """The pane of a window that is arranged in a size, in front of its tabs."""

    def __init__(self, screen: Screen, width: int = 1600, height: int = 1000) -> None:
        self.screen = screen
        self.window = screen.window
        self.window.resize(width, height)
        self.window.arrange(width, height)
        self.window.open_pane("Watchlist")
        self.flush()
        (self.pane,) = self.window.findChildren(WatchlistPane)
        self.table: TableView[WatchRow] = self.pane.table
        self.vm: WatchlistsViewModel = screen.watching.watchlists

    def flush(self) -> None:
        self.screen._app.processEvents()
        self.window.flush()

    @property
    def keys(self) -> list[str]:
        return [row.key for row in self.table.table.rows]

    @property
    def said(self) -> str:
        return self.pane._said.text()

    def at(self, key: str) -> QPoint:
        """The middle of a row, in the viewport."""
        position = self.table.table.position(key)
        assert position is not None
        self.table.scrollTo(self.table.table.index(position, 0))
        return self.table.visualRect(self.table.table.index(position, 0)).center()

    def click(self, key: str) -> None:
        QTest.mouseClick(self.table.viewport(), LEFT, pos=self.at(key))

    def type(self, text: str) -> None:
        field = named(self.window, "Add symbol to the watchlist")
        field.setFocus()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def drag_to(self, key: str, pane: QWidget) -> None:
        viewport = self.table.viewport()
        middle = pane.mapToGlobal(pane.rect().center())
        drag(viewport, self.at(key), viewport.mapFromGlobal(middle))

    def choose(self, key: str, words: str) -> None:
        """Choose a line of the menu of a row."""
        row = next(row for row in self.table.table.rows if row.key == key)
        menu = self.table.menu_of(row)
        next(a for a in menu.actions() if a.text().startswith(words)).trigger()
        menu.deleteLater()

    def choose_of_lists(self, words: str) -> None:
        menu = QMenu()
        self.pane.fill_menu(menu)
        next(a for a in menu.actions() if a.text().startswith(words)).trigger()
        menu.deleteLater()

    def answer(self, text: str) -> str:
        """Type into the sheet that asks and press Enter; return what it says against that."""
        (sheet,) = [s for s in self.window.findChildren(TextSheet) if s.isVisible()]
        (field,) = sheet.findChildren(QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        return "" if sheet.isHidden() else field.accessibleDescription()


def roots(screen: Screen) -> dict[str, str]:
    panes = {chart.name: chart.vm.instrument for chart in screen.charts.all}
    panes["Ticket"] = screen.trading.ticket.instrument
    return {name: "" if one is None else one.root for name, one in panes.items()}


def test_what_is_kept_of_a_column_is_found_in_every_language(qapp: QApplication) -> None:
    languages.show_in(qapp, "de")
    titles = [column.title for column in watchlist_columns()]
    languages.show_in(qapp, ENGLISH)
    assert titles == [column.title for column in watchlist_columns()]
    assert titles[-3:] == ["High", "Low", "Age"]


@pytest.mark.parametrize("size", [(1366, 768), (1600, 1000), (2560, 1440)])
def test_it_lives_with_the_market_and_shows_its_numbers_whole(
    on_screen: Run, size: tuple[int, int]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen, *size)
        symbol = service.engine.resolve("ES").symbol
        await service.engine.host.sleep(0.3)
        shown.flush()
        (row,) = [row for row in shown.table.table.rows if row.key == "ES"]
        quote = service.engine.hub.quote(symbol)
        assert quote is not None
        assert None not in (row.last, row.bid, row.ask, row.change, row.volume, row.high)
        assert len(row.line) > 30
        assert row.age_s is not None
        assert row.age_s < 60
        check_columns(shown.table, read_theme("ink", 12))

    on_screen(act)


@pytest.mark.parametrize("size", [(1366, 768), (1600, 1000)])
def test_a_column_of_its_own_shows_its_numbers_beside_a_scroll_bar(
    on_screen: Run, size: tuple[int, int]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen, *size)
        screen.workspaces.vm.choose(2)
        assert screen.workspaces.vm.active.name == "Swing"
        await service.engine.host.sleep(0.3)
        shown.flush()
        check_columns(shown.table, read_theme("ink", 12))
        assert shown.table.horizontalScrollBar().maximum() == 0

    on_screen(act)


def test_in_a_window_that_is_made_narrower_it_shows_its_numbers_whole(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen, 1600, 900)
        for width in (1500, 1400):
            shown.window.resize(width, 900)
            shown.flush()
            assert shown.window.width() == width
            check_columns(shown.table, read_theme("ink", 12))
            assert shown.table.horizontalScrollBar().maximum() == 0

    on_screen(act)


def test_a_symbol_is_typed_in_and_what_is_none_is_said(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen)
        before = len(shown.keys)
        shown.type("ym1!")
        assert shown.keys[before:] == ["YM"]
        assert named(shown.window, "Add symbol to the watchlist").text() == ""
        shown.type("NOSUCH")
        assert "NOSUCH" in shown.said
        field = named(shown.window, "Add symbol to the watchlist")
        assert field.text() == "NOSUCH"
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert field.text() == ""
        shown.type("ES")
        assert shown.said == "ES is in Watchlist already"
        assert len(shown.keys) == before + 1

    on_screen(act)


def test_a_click_shows_the_symbol_in_all_of_its_group(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen)
        shown.click("GC")
        assert roots(screen) == {"Chart": "GC", "Ticket": "GC"}
        shown.table.setFocus()
        QTest.keyClick(shown.table, Qt.Key.Key_Down)
        assert roots(screen)["Chart"] == "GC"  # looked at, not chosen
        QTest.keyClick(shown.table, Qt.Key.Key_Return)
        assert roots(screen) == {"Chart": "6E", "Ticket": "6E"}
        # what another pane shows is marked in the list
        screen.links.show("Chart", service.engine.resolve("NQ"))
        shown.flush()
        selected = shown.table.selected()
        assert selected is not None
        assert selected.key == "NQ"

    on_screen(act)


def test_a_list_that_is_linked_with_nothing_leaves_the_charts_alone(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen)
        screen.links.choose_group("Watchlist", "B")
        shown.click("GC")
        assert roots(screen) == {"Chart": "ES", "Ticket": "ES"}

    on_screen(act)


@popping_up
def test_a_symbol_is_dragged_to_the_pane_that_is_to_show_it(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen)
        links = screen.links
        links.choose_group("Watchlist", "C")
        links.choose_group("Ticket", "B")
        keys = shown.keys
        chart = screen.charts.first._shown
        assert chart is not None
        shown.drag_to("GC", chart)
        assert roots(screen) == {"Chart": "GC", "Ticket": "ES"}
        ladder = next(one for one in shown.window.findChildren(LadderWidget) if one.isVisible())
        shown.drag_to("NQ", ladder)
        assert roots(screen) == {"Chart": "GC", "Ticket": "NQ"}
        # a pane that shows no symbol takes none, and nothing moves in the list
        shown.drag_to("CL", named(shown.window, "Alerts"))
        assert roots(screen) == {"Chart": "GC", "Ticket": "NQ"}
        assert shown.keys == keys
        assert service.engine.desk.orders == {}

    on_screen(act)


@popping_up
def test_a_drag_is_dropped_by_escape_and_by_another_button(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen)
        viewport = shown.table.viewport()
        (chart,) = shown.window.findChildren(ChartWidget)
        over_chart = viewport.mapFromGlobal(chart.mapToGlobal(chart.rect().center()))

        def by_escape() -> None:
            QTest.keyClick(viewport, Qt.Key.Key_Escape)

        def by_another_button() -> None:
            QTest.mousePress(viewport, Qt.MouseButton.RightButton, pos=over_chart)
            QTest.mouseRelease(viewport, Qt.MouseButton.RightButton, pos=over_chart)

        for give_up in (by_escape, by_another_button):
            QTest.mousePress(viewport, LEFT, pos=shown.at("GC"))
            move(viewport, over_chart)
            assert QWidget.mouseGrabber() is viewport
            assert not shown.window.grab().isNull()  # with the ghost on it
            give_up()
            assert QWidget.mouseGrabber() is None
            QTest.mouseRelease(viewport, LEFT, pos=over_chart)
            assert roots(screen)["Chart"] == "ES"

    on_screen(act)


@popping_up
def test_rows_are_put_elsewhere_by_mouse_and_by_keys(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen, 2560, 1440)
        first, second, third, *rest = shown.keys
        viewport = shown.table.viewport()
        drag(viewport, shown.at(third), shown.at(first))
        assert shown.keys == [third, first, second, *rest]
        assert roots(screen)["Chart"] == "ES"  # what was dragged was not clicked
        shown.table.setFocus()
        shown.table.select(third)
        QTest.keyClick(shown.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert shown.keys == [first, third, second, *rest]
        QTest.keyClick(shown.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert shown.keys == [third, first, second, *rest]
        QTest.keyClick(shown.table, Qt.Key.Key_Delete)
        assert shown.keys == [first, second, *rest]

    on_screen(act)


def test_a_group_stands_below_a_gap_until_the_list_is_sorted(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen, 2560, 1440)
        shown.choose("GC", "Begin a group")
        assert shown.answer("   ") == "A group needs a name"
        assert shown.answer("Metals") == ""
        shown.flush()
        table = shown.table
        usual = table.verticalHeader().defaultSectionSize()

        def heights() -> dict[str, int]:
            return {row.key: table.rowHeight(n) for n, row in enumerate(table.table.rows)}

        assert {key for key, height in heights().items() if height == usual + GROUP_GAP} == {"GC"}
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        shown.vm.changed.emit(None)
        assert set(heights().values()) == {usual}
        table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        shown.choose("GC", "Join with")
        assert set(heights().values()) == {usual}

    on_screen(act)


def test_lists_are_made_chosen_and_deleted_in_the_menu(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen)
        shown.choose_of_lists("New list")
        assert shown.answer("Watchlist") == "There is a list Watchlist already"
        assert shown.answer("Rates") == ""
        assert shown.keys == []
        words = [label.text() for label in shown.pane.findChildren(QLabel) if label.isVisible()]
        assert "Nothing in this list" in words
        shown.choose_of_lists("Rename")
        assert shown.answer("Bonds") == ""
        choice = named(shown.window, "Watchlist shown")
        assert [choice.itemText(n) for n in range(choice.count())] == ["Watchlist", "Bonds"]
        choice.setFocus()
        QTest.keyClick(choice, Qt.Key.Key_Up)
        assert shown.vm.name == "Watchlist"
        assert "ES" in shown.keys
        shown.choose_of_lists("Delete Watchlist")
        assert shown.vm.names == ["Bonds"]

    on_screen(act)


def test_symbols_are_pasted_and_copied(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen)
        shown.vm.add_list("Pasted")
        QGuiApplication.clipboard().setText("###Equity,CME_MINI:ES1!,NQ1!\nNOSUCH\n")
        shown.choose_of_lists("Paste")
        assert shown.keys == ["ES", "NQ"]
        assert shown.said == "2 added to Pasted. Not known here, left out: line 2: NOSUCH."
        shown.choose_of_lists("Copy as text")
        assert QGuiApplication.clipboard().text() == "### Equity\nES\nNQ\n"

    on_screen(act)


@popping_up
def test_lists_go_through_files(on_screen: Run, tmp_path: Path) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen)
        path = tmp_path / "list.txt"

        def choose(ask: Callable[[], QFileDialog], chosen: Path) -> None:
            dialog = ask()
            dialog.fileSelected.emit(str(chosen))
            dialog.close()

        choose(shown.pane.ask_for_export, path)
        choose(shown.pane.ask_for_import, path)
        assert path.read_text("utf-8").splitlines()[0] == "ES"
        assert shown.said == "0 added to Watchlist."
        choose(shown.pane.ask_for_import, tmp_path / "none.txt")
        assert shown.said == "none.txt was not read: No such file or directory"
        choose(shown.pane.ask_for_export, tmp_path / "none" / "none.txt")
        assert shown.said == "none.txt was not written: No such file or directory"
        path.write_bytes(b"\xff\xfe\x00ES\x00")
        choose(shown.pane.ask_for_import, path)
        assert "left out" in shown.said

    on_screen(act)


def test_the_lists_are_there_next_time(on_screen: Run, qapp: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen)
        shown.vm.add_list("Mine")
        shown.type("CL")
        again = build_screen(qapp, service)
        try:
            assert again.watching.watchlists.name == "Mine"
            assert again.watching.watchlists.shown.symbols == ("CL",)
        finally:
            again.close()
            again.window.close()
            again.window.deleteLater()

    on_screen(act)


def test_every_button_has_a_name(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        shown = Shown(screen)
        buttons = shown.pane.findChildren(QPushButton)
        assert all(one.accessibleName() or one.text() for one in buttons)
        assert named(shown.window, "Lists").toolTip() == "Lists"

    on_screen(act)
