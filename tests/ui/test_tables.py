"""Every list is one table: its model keeps Qt's rules, its view draws and does what it should."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QPainter,
    QRegion,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox, QToolTip, QWidget

from traderterminal.app.screen import read_theme
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.tables import painting
from traderterminal.ui.tables.cells import Cell, Column
from traderterminal.ui.tables.drawing import draw_cell
from traderterminal.ui.tables.export import as_tabs
from traderterminal.ui.tables.model import TableModel
from traderterminal.ui.tables.painting import GROUP_GAP
from traderterminal.ui.tables.table import TableView, read_tables, restore_tables
from traderterminal.ui.theme import Theme, apply_theme

Role = Qt.ItemDataRole
CLOSED: list[str] = []


@dataclass(frozen=True)
class Fruit:
    name: str
    price: int
    note: str = ""


def columns() -> list[Column[Fruit]]:
    return [
        Column("Name", 8, lambda f: Cell(f.name, role="strong"), sample=Cell("watermelon")),
        Column(
            "Price",
            5,
            lambda f: Cell(f"{f.price}", "buy", glyph="▲"),
            right=True,
            sample=Cell("1,000"),
            order=lambda f: f.price,
            total=lambda rows: Cell(str(sum(row.price for row in rows)), role="strong"),
        ),
        Column("Note", 10, lambda f: Cell(f.note, "t2"), stretch=True, sample=Cell("sweet")),
        Column("Colour", 6, lambda f: Cell("red"), leaves=2),
        Column("Origin", 6, lambda f: Cell("here"), leaves=1),
        Column(
            "",
            4,
            lambda f: Cell("Eat", outline="accent", spoken=f"Eat {f.name}"),
            press=lambda f: CLOSED.append(f.name),
            name="Eat button",
        ),
    ]


APPLE, PEAR, FIG = Fruit("apple", 3), Fruit("pear", 1, "green"), Fruit("fig", 2)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = read_theme("ink", 12)
    apply_theme(qapp, made)
    return made


@pytest.fixture
def view(qapp: QApplication, theme: Theme, qtbot: Any) -> TableView[Fruit]:
    CLOSED.clear()
    made: TableView[Fruit] = TableView(
        columns(),
        lambda fruit: fruit.name,
        theme,
        "Fruit",
        describe=lambda fruit: f"{fruit.name} for {fruit.price}",
        actions=lambda fruit: [(f"Eat {fruit.name}", lambda: CLOSED.append(fruit.name))],
    )
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    made.set_rows([APPLE, PEAR, FIG])
    return made


def test_of_a_table_only_the_column_that_gets_out_is_a_way_out(theme: Theme, qtbot: Any) -> None:
    other: Column[Fruit] = Column("", 4, lambda f: Cell("Eat"), press=lambda f: None, name="Eat")
    out: Column[Fruit] = Column(
        "",
        4,
        lambda f: Cell("Bin"),
        press=lambda f: CLOSED.append(f.name),
        name="Bin",
        gets_out=True,
    )
    made = TableView([other, out], lambda f: f.name, theme, "Fruit")
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    made.set_rows([APPLE, FIG])
    found = made.ways_out()
    assert found == [made.visualRect(made.table.index(row, 1)) for row in range(2)]


def names(view: TableView[Fruit]) -> list[str]:
    return [fruit.name for fruit in view.table.rows]


def shown_columns(view: TableView[Fruit]) -> list[str]:
    every = enumerate(view.table.columns)
    return [column.label for number, column in every if not view.isColumnHidden(number)]


def place(view: TableView[Fruit], row: int, column: int) -> QPoint:
    return view.visualRect(view.table.index(row, column)).center()


def colours(image: QImage, box: QRect) -> set[str]:
    ratio = image.devicePixelRatio()
    xs = range(int(box.left() * ratio), int(box.right() * ratio) + 1)
    ys = range(int(box.top() * ratio), int(box.bottom() * ratio) + 1)
    return {QColor(image.pixel(x, y)).name() for x, y in product(xs, ys)}


# The model.


@pytest.mark.parametrize("by_python", [False, True])
def test_the_model_keeps_the_rules_of_qt(qtmodeltester: Any, by_python: bool) -> None:
    model = TableModel(columns(), lambda fruit: fruit.name)
    qtmodeltester.check(model, force_py=by_python)
    model.set_rows([APPLE, PEAR])
    model.set_rows([APPLE, replace(PEAR, price=8)])
    model.announce()
    model.sort(1)
    model.set_rows([FIG, APPLE])
    model.set_rows([])


def test_any_change_of_rows_leads_to_the_rows_wanted(qtmodeltester: Any) -> None:
    chance = Random(3)
    model = TableModel(columns(), lambda fruit: fruit.name)
    qtmodeltester.check(model)
    followed: list[str] = []

    def inserted(_parent: object, first: int, last: int) -> None:
        followed[first:first] = [model.key(number) for number in range(first, last + 1)]

    def removed(_parent: object, first: int, last: int) -> None:
        del followed[first : last + 1]

    def moved() -> None:
        followed[:] = [model.key(number) for number in range(model.rowCount())]

    model.rowsInserted.connect(inserted)
    model.rowsRemoved.connect(removed)
    model.layoutChanged.connect(moved)
    for _ in range(200):
        letters = chance.sample("abcdefgh", chance.randint(0, 8))
        wanted = [Fruit(letter, chance.randint(1, 3)) for letter in letters]
        model.set_rows(wanted)
        assert model.rows == wanted
        # who followed the signals alone knows the same rows
        assert followed == [model.key(number) for number in range(model.rowCount())]
        for number, fruit in enumerate(wanted):
            assert model.cell(number, 1).text == str(fruit.price)


def test_the_totals_stand_last_and_cannot_be_selected() -> None:
    model = TableModel(columns(), lambda fruit: fruit.name)
    model.set_rows([APPLE, PEAR])
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.cell(2, 1).text == "4"
    assert not model.flags(model.index(2, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.row(2) is None
    model.set_rows([APPLE, replace(PEAR, price=5)])
    assert [model.cell(number, 1).text for number in range(3)] == ["5", "3", "8"]
    model.set_rows([])
    assert model.rowCount() == 0


def test_values_that_change_are_told_only_when_asked_to_and_only_theirs() -> None:
    model = TableModel(columns(), lambda fruit: fruit.name)
    model.set_rows([APPLE, PEAR, FIG])
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.announce()
    told.clear()
    model.set_rows([APPLE, replace(PEAR, price=9), FIG])
    assert told == []
    model.announce()
    assert told == [(1, 1), (3, 3)]
    model.announce()
    assert len(told) == 2


def test_a_screen_reader_hears_words_and_the_whole_row() -> None:
    model = TableModel(columns(), lambda fruit: fruit.name, lambda fruit: f"own {fruit.name}")
    model.set_rows([APPLE])
    assert model.data(model.index(0, 1), Role.AccessibleTextRole) == "3"
    assert model.data(model.index(0, 5), Role.AccessibleTextRole) == "Eat apple"
    assert model.data(model.index(0, 1), Role.AccessibleDescriptionRole) == "own apple"
    assert model.data(model.index(1, 1), Role.AccessibleDescriptionRole) is None


# Widths.


def test_a_column_is_as_wide_as_its_widest_content(view: TableView[Fruit], theme: Theme) -> None:
    needed = theme.metrics("body").horizontalAdvance("watermelon") + 12
    assert view.columnWidth(0) >= max(needed, theme.em(8))
    assert sum(view.columnWidth(n) for n in range(6)) == view.viewport().width()


@pytest.mark.parametrize(
    ("used", "token"), [(0.4, "t3"), (0.75, "warn"), (1.0, "error"), (1.7, "error")]
)
def test_a_bar_is_as_long_as_the_share_that_is_used(theme: Theme, used: float, token: str) -> None:
    image = QImage(200, 22, QImage.Format.Format_RGB32)
    image.fill(theme.color("bg1"))
    painter = QPainter(image)
    draw_cell(painter, PixelGrid(), theme, QRectF(0, 0, 200, 22), Cell("", used=used), right=True)
    painter.end()
    hue = theme.color(token).rgb()
    long = sum(image.pixel(x, 18) == hue for x in range(200))
    assert long == pytest.approx(min(1.0, used) * 188, abs=4)


def test_a_sign_is_drawn_as_finely_as_the_screen_is(theme: Theme) -> None:
    image = QImage(96, 44, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2.0)
    image.fill(theme.color("bg1"))
    painter = QPainter(image)
    cell = Cell("", "buy", glyph="●")
    draw_cell(painter, PixelGrid.of(painter), theme, QRectF(0, 0, 48, 22), cell, right=False)
    painter.end()
    squares = [
        {image.pixel(2 * x + at % 2, 2 * y + at // 2) for at in range(4)}
        for x in range(48)
        for y in range(22)
    ]
    assert any(len(square) > 1 for square in squares)  # not one of four pixels each


@pytest.mark.parametrize("length", [23, 24, 25, 40])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5])
def test_long_and_short_texts_begin_at_the_same_place(
    theme: Theme, length: int, ratio: float
) -> None:
    def first_column(text: str) -> int:
        image = QImage(500, 40, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(theme.color("bg1"))
        painter = QPainter(image)
        grid = PixelGrid.of(painter)
        draw_cell(painter, grid, theme, QRectF(0.3, 0, 320, 22), Cell(text), right=False)
        painter.end()
        ground = theme.color("bg1").rgb()
        return next(x for x in range(500) for y in range(40) if image.pixel(x, y) != ground)

    assert abs(first_column("H" * length) - first_column("H")) <= 1


def test_no_cell_is_drawn_twice_where_two_parts_of_a_region_touch_it(
    view: TableView[Fruit], qapp: QApplication
) -> None:
    qapp.processEvents()
    drawn: list[str] = []

    def spy(_painter: QPainter, *drawing: Any) -> None:
        drawn.extend(part.text for part in drawing if isinstance(part, Cell))

    box = view.visualRect(view.table.index(0, 0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(painting, "draw_cell", spy)
        parts = QRegion(box.adjusted(1, 1, -9, -9)) + QRegion(box.adjusted(9, 9, -1, -1))
        view.viewport().repaint(parts)
    assert drawn == ["apple"]


def test_what_a_broker_writes_on_two_lines_stands_on_one(theme: Theme) -> None:
    pictures = []
    for text in ("no margin\nleft", "no margin left"):
        image = QImage(200, 22, QImage.Format.Format_RGB32)
        image.fill(theme.color("bg1"))
        painter = QPainter(image)
        draw_cell(painter, PixelGrid(), theme, QRectF(0, 0, 200, 22), Cell(text), right=False)
        painter.end()
        pictures.append(image)
    assert pictures[0] == pictures[1]


def test_columns_leave_in_their_order_and_come_back(view: TableView[Fruit]) -> None:
    everything = shown_columns(view)
    view.resize(view.minimumSizeHint().width() + 240, 300)
    assert shown_columns(view) == [label for label in everything if label != "Origin"]
    view.resize(300, 300)
    assert "Colour" not in shown_columns(view)
    view.resize(700, 300)
    assert shown_columns(view) == everything


def test_no_width_follows_the_data(view: TableView[Fruit]) -> None:
    before = [view.columnWidth(n) for n in range(6)]
    view.set_rows([Fruit("a very long name indeed", 1_000_000, "x" * 200)])
    assert [view.columnWidth(n) for n in range(6)] == before


def test_the_trader_widens_a_column_but_not_below_its_content(
    view: TableView[Fruit], qtbot: Any
) -> None:
    floor = view.columnWidth(0)
    view.horizontalHeader().resizeSection(0, floor + 50)
    qtbot.waitUntil(lambda: sum(view.columnWidth(n) for n in range(6)) == view.viewport().width())
    assert view.columnWidth(0) == pytest.approx(floor + 50, abs=1)
    view.horizontalHeader().resizeSection(0, 10)
    qtbot.waitUntil(lambda: view.columnWidth(0) == floor)


# The offscreen platform says what it cannot do when a menu pops up.
@pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)
def test_the_header_offers_the_columns(view: TableView[Fruit], qtbot: Any) -> None:
    view.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    (menu,) = [m for m in view.findChildren(QMenu) if m.isVisible()]
    choices = {action.text(): action for action in menu.actions() if action.isCheckable()}
    assert set(choices) == {"Name", "Price", "Note", "Colour", "Origin", "Eat button"}
    assert not choices["Note"].isEnabled()
    choices["Price"].trigger()
    menu.close()
    assert "Price" not in shown_columns(view)
    view.reset_columns()
    assert "Price" in shown_columns(view)


def test_widths_columns_and_sorting_are_restored(view: TableView[Fruit]) -> None:
    view.horizontalHeader().resizeSection(0, 180)
    view.show_column("Colour", False)
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    holder = QWidget()
    view.setParent(holder)
    view.resize(700, 300)
    kept = read_tables(holder)
    view.reset_columns()
    assert view.columnWidth(0) != 180
    restore_tables(holder, kept)
    assert view.columnWidth(0) == 180
    assert "Colour" not in shown_columns(view)
    assert names(view) == ["apple", "fig", "pear"]
    view.setParent(None)
    holder.deleteLater()


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", "[]", '{"table Fruit": 3}', '{"table Fruit": {"widths": {"Name": "wide"}}}'],
)
def test_an_arrangement_of_another_version_is_left_out(view: TableView[Fruit], text: str) -> None:
    holder = QWidget()
    view.setParent(holder)
    before = read_tables(holder)
    restore_tables(holder, text)
    assert json.loads(read_tables(holder)) == json.loads(before)
    view.setParent(None)
    holder.deleteLater()


# Sorting.


def test_the_third_click_on_a_header_goes_back_to_the_order_given(view: TableView[Fruit]) -> None:
    header = view.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(1) + 10, header.height() // 2)
    orders = []
    for _ in range(3):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        orders.append(names(view))
    assert orders == [["pear", "fig", "apple"], ["apple", "fig", "pear"], ["apple", "pear", "fig"]]


# Selecting and acting.


def test_the_selected_row_stays_selected_whatever_comes_and_goes(view: TableView[Fruit]) -> None:
    view.select("pear")
    view.set_rows([Fruit("plum", 1), FIG, PEAR, APPLE])
    assert view.selected() == PEAR
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert view.selected() == PEAR


def test_when_the_selected_row_goes_its_neighbour_is_not_selected(view: TableView[Fruit]) -> None:
    removed: list[str] = []
    view.removed.connect(removed.append)
    view.setFocus()
    view.select("pear")
    QTest.keyClick(view, Qt.Key.Key_Delete)
    view.set_rows([APPLE, FIG])
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert removed == ["pear"]
    assert view.selected() is None


def test_totals_that_are_pointed_at_are_no_row_that_was_chosen(
    view: TableView[Fruit], qtbot: Any
) -> None:
    chosen: list[str] = []
    view.chosen.connect(chosen.append)
    with qtbot.captureExceptions() as raised:
        view.selectRow(view.table.rowCount() - 1)
        view.selectAll()
    assert raised == []
    assert "" not in chosen


def test_of_several_selected_rows_the_others_stay_when_one_goes(theme: Theme, qtbot: Any) -> None:
    made: TableView[Fruit] = TableView(columns(), lambda f: f.name, theme, "Fruits", several=True)
    qtbot.addWidget(made)
    made.set_rows([APPLE, PEAR, FIG])
    made.selectRow(0)
    QTest.keyClick(made, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert made.all_selected() == [APPLE, PEAR]
    made.set_rows([APPLE, FIG])  # the one that the keyboard stood on
    assert made.all_selected() == [APPLE]
    made.set_rows([FIG])
    assert made.all_selected() == []
    assert not made.currentIndex().isValid()


def test_a_click_opens_a_row_and_the_arrows_only_choose(view: TableView[Fruit]) -> None:
    opened: list[str] = []
    chosen: list[str] = []
    view.opened.connect(opened.append)
    view.chosen.connect(chosen.append)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place(view, 0, 0))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert (opened, chosen) == (["apple"], ["apple", "pear"])
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == ["apple", "pear"]


def test_the_button_of_a_row_works_by_mouse_and_by_key(view: TableView[Fruit]) -> None:
    opened: list[str] = []
    view.opened.connect(opened.append)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place(view, 1, 5))
    view.setCurrentIndex(view.table.index(2, 5))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert CLOSED == ["pear", "fig"]
    assert opened == []


def test_the_menu_of_a_row_has_its_actions(view: TableView[Fruit]) -> None:
    menu = view.menu_of(PEAR)
    next(action for action in menu.actions() if action.text() == "Eat pear").trigger()
    assert CLOSED == ["pear"]
    assert "Export as CSV…" in [action.text() for action in menu.actions()]
    menu.close()


# Copying and exporting.


def test_the_selected_row_is_copied(view: TableView[Fruit]) -> None:
    view.setFocus()
    view.select("pear")
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "pear\t1\tgreen\tred\there"
    assert QToolTip.text() == "Copied"
    QToolTip.hideText()


def test_it_is_said_below_the_row_that_was_copied(
    theme: Theme, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: TableView[Fruit] = TableView(columns(), lambda f: f.name, theme, "Fruits", several=True)
    qtbot.addWidget(made)
    made.set_rows([APPLE, PEAR, FIG, *(replace(FIG, name=f"fig {n}") for n in range(40))])
    made.resize(400, 200)
    made.show()
    said: list[QPoint] = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, *_: said.append(at))
    for number in (0, 2):
        made.selectRow(number)
        made.copy()
        row, place = (
            made.visualRect(made.table.index(number, 0)),
            made.viewport().mapFromGlobal(said[-1]),
        )
        assert place == row.bottomLeft()
    made.scrollToBottom()  # to where that row is not
    made.copy()
    assert made.viewport().mapFromGlobal(said[-1]).y() == 0


def test_all_selected_rows_are_copied_from_the_top(theme: Theme, qtbot: Any) -> None:
    made: TableView[Fruit] = TableView(columns(), lambda f: f.name, theme, "Fruits", several=True)
    qtbot.addWidget(made)
    made.set_rows([APPLE, PEAR, FIG])
    made.selectRow(2)
    chosen, flag = made.selectionModel(), QItemSelectionModel.SelectionFlag
    chosen.select(made.table.index(0, 0), flag.Select | flag.Rows)
    made.copy()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[:2] for line in copied] == [["apple", "3"], ["fig", "2"]]
    QToolTip.hideText()


def test_a_spreadsheet_never_runs_what_an_alert_wrote() -> None:
    line = ["=1+1", "@cmd", "+cmd", "-cmd", "+$12.00", "-3", "plain"]
    assert as_tabs([line]).split("\t") == [
        *("'=1+1", "'@cmd", "'+cmd", "'-cmd"),
        *("+$12.00", "-3", "plain"),
    ]


def test_what_is_shown_is_exported(view: TableView[Fruit], tmp_path: Path, qtbot: Any) -> None:
    view.show_column("Origin", False)
    view.set_rows([Fruit("apple", 3, "−$1,286.10"), Fruit("pear", 1, "—")])
    work = view.export(tmp_path / "fruit.csv")
    with qtbot.waitSignal(work.ended) as ended:
        pass
    assert ended.args == [""]
    with (tmp_path / "fruit.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines == [
        ["Name", "Price", "Note", "Colour"],
        ["apple", "3", "-$1,286.10", "red"],
        ["pear", "1", "", "red"],
        ["", "4", "", ""],
    ]


def test_a_file_that_cannot_be_written_is_told_in_words(
    view: TableView[Fruit], tmp_path: Path, qtbot: Any
) -> None:
    view.export(tmp_path / "missing" / "fruit.csv")
    (box,) = view.findChildren(QMessageBox)
    assert "fruit.csv was not written" in box.text()
    box.close()
    assert list(tmp_path.iterdir()) == []


def test_the_question_for_a_file_does_not_block(view: TableView[Fruit], tmp_path: Path) -> None:
    dialog = view.ask_for_file()
    assert isinstance(dialog, QFileDialog)
    assert dialog.isVisible()
    dialog.close()


# What is painted.


def test_a_selected_row_has_its_surface_and_a_bar_at_the_left(
    view: TableView[Fruit], theme: Theme
) -> None:
    view.select("apple")
    image = view.viewport().grab().toImage()
    row = view.visualRect(view.table.index(0, 0))
    assert colours(image, QRect(0, row.top() + 2, 2, row.height() - 4)) == {
        theme.color("accent").name()
    }
    assert theme.color("sel").name() in colours(image, row)
    other = view.visualRect(view.table.index(1, 0))
    assert theme.color("sel").name() not in colours(image, other)


def test_the_bar_moves_with_the_first_column_shown(view: TableView[Fruit], theme: Theme) -> None:
    view.show_column("Name", False)
    view.select("apple")
    image = view.viewport().grab().toImage()
    assert colours(image, QRect(0, 4, 2, 10)) == {theme.color("accent").name()}


def test_the_row_under_the_pointer_is_lit(view: TableView[Fruit], theme: Theme) -> None:
    QTest.mouseMove(view.viewport(), place(view, 1, 1))
    image = view.viewport().grab().toImage()
    for column in (0, 2):
        assert theme.color("bg4").name() in colours(
            image, view.visualRect(view.table.index(1, column))
        )
    assert theme.color("bg4").name() not in colours(image, view.visualRect(view.table.index(0, 0)))


def test_side_and_button_are_drawn_in_their_colours(view: TableView[Fruit], theme: Theme) -> None:
    image = view.viewport().grab().toImage()
    assert theme.color("buy").name() in colours(image, view.visualRect(view.table.index(0, 1)))
    assert theme.color("accent").name() in colours(image, view.visualRect(view.table.index(0, 5)))
    # the totals have no line below, the rows have
    bottom = view.visualRect(view.table.index(0, 0)).bottom()
    assert colours(image, QRect(10, bottom, 20, 1)) == {theme.color("line1").name()}
    bottom = view.visualRect(view.table.index(3, 0)).bottom()
    assert colours(image, QRect(10, bottom, 20, 1)) == {theme.color("bg1").name()}


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_what_a_cell_cuts_short_is_told_in_full_and_nothing_else_is(
    view: TableView[Fruit],
) -> None:
    long = "sweet " * 40
    view.set_rows([replace(APPLE, note=long), PEAR])

    def told(row: int, column: int) -> str:
        spot = place(view, row, column)
        asked = QHelpEvent(QEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot))
        QApplication.sendEvent(view.viewport(), asked)
        return QToolTip.text()

    assert told(0, 0) == told(1, 2) == ""
    assert told(0, 2) == long


def test_an_unknown_outcome_is_a_dashed_box(qapp: QApplication, theme: Theme, qtbot: Any) -> None:
    column: Column[Fruit] = Column(
        "State", 12, lambda f: Cell("Unknown", "unknown", glyph="?", outline="unknown")
    )
    table: TableView[Fruit] = TableView([column], lambda f: f.name, theme, "States")
    qtbot.addWidget(table)
    table.resize(200, 80)
    table.show()
    table.set_rows([APPLE])
    image = table.viewport().grab().toImage()
    cell = table.visualRect(table.table.index(0, 0))
    top = next(
        y
        for y in range(cell.top(), cell.bottom())
        if theme.color("unknown").name() in colours(image, QRect(10, y, 40, 1))
    )
    edge = colours(image, QRect(10, top, 40, 1))
    assert edge == {theme.color("unknown").name(), theme.color("bg1").name()}
    assert theme.mix("unknown", "bg1", 0.14).name() in colours(image, cell)


def test_only_the_cells_that_changed_are_painted_anew(
    view: TableView[Fruit], monkeypatch: pytest.MonkeyPatch
) -> None:
    QApplication.processEvents()
    made: list[str] = []
    price = view.table.columns[1].show

    def spy(fruit: Fruit) -> Cell:
        made.append(fruit.name)
        return price(fruit)

    spied = replace(view.table.columns[1], show=spy)
    view.table.columns = (view.table.columns[0], spied, *view.table.columns[2:])
    view.set_rows([APPLE, replace(PEAR, price=7), FIG])
    assert made == ["pear"]
    assert view.table.cell(1, 1).text == "7"
    view.set_rows([APPLE, replace(PEAR, price=7), FIG])
    assert made == ["pear"]


def test_ten_thousand_rows_are_taken_over_and_sorted_within_a_frame(
    view: TableView[Fruit],
) -> None:
    rows: Sequence[Fruit] = [Fruit(f"{n:05}", n % 977) for n in range(10_000)]
    view.set_rows(rows)
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [fruit.price for fruit in view.table.rows[:20]] == [0] * 11 + [1] * 9
    assert view.table.rowCount() == 10_001


@pytest.mark.parametrize("number", [0, 127, 128, 300, 999])
def test_a_change_anywhere_in_a_long_list_is_seen(number: int) -> None:
    model = TableModel(columns(), lambda fruit: fruit.name)
    rows = [Fruit(f"{n:05}", n) for n in range(1000)]
    model.set_rows(rows)
    shown = [model.cell(at, 1).text for at in range(1000)]
    # Most are other objects of the same values, as a list that is read anew has them.
    after = [replace(row) if at % 3 else row for at, row in enumerate(rows)]
    after[number] = replace(rows[number], price=5000)
    model.set_rows(after)
    told: list[int] = []
    model.announce()
    model.dataChanged.connect(lambda first, last: told.append(first.row()))
    model.set_rows(after)
    model.announce()
    assert told == []
    now = [model.cell(at, 1).text for at in range(1000)]
    assert [at for at in range(1000) if now[at] != shown[at]] == [number]
    assert model.cell(1000, 1).text == str(sum(row.price for row in after))


class Painted(QObject):
    """Counts the paint events of a viewport."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.count = 0
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


@pytest.mark.parametrize("listens", [False, True])
def test_what_is_announced_is_painted_again_only_where_a_screen_reader_asks(
    view: TableView[Fruit], qapp: QApplication, listens: bool
) -> None:
    view.set_rows([replace(APPLE, price=99), PEAR])
    qapp.processEvents()
    painted = Painted(view.viewport())
    QAccessible.setActive(listens)
    try:
        view.table.announce()
        qapp.processEvents()
    finally:
        QAccessible.setActive(False)
    assert bool(painted.count) is listens


def test_a_small_line_is_drawn_from_its_lowest_to_its_highest_value(
    qapp: QApplication, theme: Theme
) -> None:
    def heights(*values: float) -> list[int]:
        """The highest pixel of the line in the first and in the last column that has one."""
        image = QImage(101, 22, QImage.Format.Format_RGB32)
        image.fill(theme.color("bg1"))
        painter = QPainter(image)
        draw_cell(
            painter,
            PixelGrid(),
            theme,
            QRectF(0, 0, 101, 22),
            Cell("", "up", line=values),
            right=False,
        )
        painter.end()
        background = theme.color("bg1").rgb()
        columns = {x: [y for y in range(22) if image.pixel(x, y) != background] for x in range(101)}
        drawn = [x for x in range(101) if columns[x]]
        return [min(columns[drawn[0]]), min(columns[drawn[-1]])]

    first, last = heights(1, 5, 3, 9)
    assert first > 14
    assert last < 7
    level = heights(4, 4)
    assert level[0] == level[1]
    assert 8 <= level[0] <= 12


def test_a_group_begins_below_a_gap(qapp: QApplication, theme: Theme, qtbot: Any) -> None:
    made: TableView[Fruit] = TableView(
        columns(), lambda f: f.name, theme, "Fruit", begins=lambda f: f.note == "begins"
    )
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show()
    made.set_rows([APPLE, replace(PEAR, note="begins")])
    box = made.visualRect(made.table.index(1, 0))
    image = made.viewport().grab().toImage()
    assert image.pixelColor(box.x() + 2, box.y() + GROUP_GAP // 2) == theme.color("line2")
    assert made.rowHeight(1) == made.rowHeight(0) + GROUP_GAP
