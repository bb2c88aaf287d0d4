"""One table for every list: columns declared, rows keyed, cells painted without asking the model.

Values that change repaint the cells that show them, once a frame; no width ever follows the data.
When the pane is too narrow, columns leave in their order.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from traderterminal.kit.language import translate, within
from traderterminal.ui.tables.cells import Cell, Column, Row
from traderterminal.ui.tables.drawing import PADDING, width_of
from traderterminal.ui.tables.editing import CellDelegate
from traderterminal.ui.tables.export import CsvExport, Line, as_tabs, texts
from traderterminal.ui.tables.header import TableHeader
from traderterminal.ui.tables.model import Cells, Index, TableModel
from traderterminal.ui.tables.painting import GROUP_GAP, CellPainter, outdate
from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.beside import ask_where_to, tell_failure
from traderterminal.ui.widgets.clipboard import copy_text
from traderterminal.ui.widgets.menu import Menu

__all__ = ["Cell", "Column", "RowAction", "TableView", "read_tables", "restore_tables"]

ROW_EM: Final = 1.83
#: No column was drawn as wide.
WIDEST_EM: Final = 400
#: How often values that change are told to who cannot see them.
ANNOUNCE_MS: Final = 700

#: A line of a row's menu: its words and what it does.
RowAction = tuple[str, Callable[[], object]]


class TableView(QTableView, Generic[Row]):
    """A `TableModel` on screen. Signals carry the key of a row.

    `chosen`: another row was selected; `opened`: a row was clicked, or Enter pressed on it;
    `removed`: Delete was pressed on it. `describe` says a row in one sentence, `actions` gives the
    lines of its menu, `under` the key of the row below which a row stands; `begins` says whether a
    group of rows begins with one. With `several`, more than one row can be selected; with `by_cell`
    the arrow keys go from cell to cell, and Enter presses the one that is outlined. `name` and the
    titles of the columns are English: by them an arrangement is found again in every language.
    """

    chosen = Signal(str)
    opened = Signal(str)
    removed = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], str],
        theme: Theme,
        name: str,
        parent: QWidget | None = None,
        *,
        row_em: float = ROW_EM,
        describe: Callable[[Row], str] | None = None,
        actions: Callable[[Row], Sequence[RowAction]] | None = None,
        several: bool = False,
        under: Callable[[Row], str] | None = None,
        begins: Callable[[Row], bool] | None = None,
        by_cell: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._actions = actions
        self.table = TableModel(columns, key, describe, under, begins)
        self._delegate = CellDelegate(theme, self.table)  # Qt does not keep it
        self._painter = CellPainter(theme, self.table, marks_cell=by_cell)
        self._floors = [_floor(theme, column) for column in self.table.columns]
        self._chosen_em: dict[str, float] = {}
        self._unwanted: set[str] = set()
        self._fitting = False
        self._updating = False
        self.setObjectName(f"table {name}")
        self.setAccessibleName(translate("Table", name))
        self.setModel(self.table)
        self.setItemDelegate(self._delegate)
        self._set_up(row_em, several)
        self._set_up_header()
        self._announcing = QTimer(self)
        self._announcing.setSingleShot(True)
        self._announcing.setInterval(ANNOUNCE_MS)
        self._announcing.timeout.connect(self.table.announce)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self._fit()

    def _set_up(self, row_em: float, several: bool) -> None:
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._theme.em(row_em))

    def _set_up_header(self) -> None:
        header = TableHeader(self.table.columns, self._theme, self)
        self.setHorizontalHeader(header)
        self.setSortingEnabled(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionResized.connect(self._keep_width)
        header.customContextMenuRequested.connect(self._offer_columns)

    # Rows.

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; what is selected stays so, and only what differs is painted anew.

        When the selected row has gone, nothing is selected: a key that acts on the selection must
        not meet its neighbour.
        """
        index = self.currentIndex()
        selected = self.table.key(index.row()) if index.isValid() else ""
        self._updating = True
        self.table.set_rows(rows)
        if selected and self.table.position(selected) is None:
            if self.selectionMode() is QAbstractItemView.SelectionMode.SingleSelection:
                self.clearSelection()
            self._leave_current()
        self._updating = False
        if self.table.has_groups:
            self._space_groups()
        self.executeDelayedItemsLayout()  # which paints all, once, where rows came or went
        visible = self._visible_rows()
        outdate(self, [(n, changed) for n in visible if (changed := self.table.renew(n))])
        if self.isVisible() and not self._announcing.isActive():
            self._announcing.start()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Tell a screen reader; what can be seen has been painted, and is not painted again."""
        if QAccessible.isActive():
            super().dataChanged(first, last, roles)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painter.paint(self, event.region())

    def _space_groups(self) -> None:
        """Leave a gap above each row that begins a group."""
        usual = self.verticalHeader().defaultSectionSize()
        for number in range(self.table.rowCount()):
            height = usual + (GROUP_GAP if self.table.begins_group(number) else 0)
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    def keys_in_view(self) -> list[str]:
        """The keys of the rows that can be seen, if only in part."""
        return [self.table.key(number) for number in self._visible_rows()]

    def _visible_rows(self) -> range:
        count = self.table.rowCount()
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(0, first), count if last < 0 else last + 1)

    def row_at(self, position: int) -> Row | None:
        return self.table.row(position)

    def selected(self) -> Row | None:
        """Return the selected row."""
        rows = self.selectionModel().selectedRows()
        return self.table.row(rows[0].row()) if rows else None

    def all_selected(self) -> list[Row]:
        """Return every selected row, from the top."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for row in map(self.table.row, numbers) if row is not None]

    def select(self, key: str) -> None:
        """Select the row with a key, without telling."""
        position = self.table.position(key)
        rows = self.selectionModel().selectedRows()
        if position is None or (rows and rows[0].row() == position):
            return
        self._updating = True
        self.selectRow(position)
        self._updating = False

    def go_to(self, key: str) -> None:
        """Select the row with a key, without telling, and bring it into view.

        Where there is none, nothing is selected: a key must not act on what was before.
        """
        position = self.table.position(key)
        self._updating = True
        self.clearSelection()
        if position is None:
            self._leave_current()
        else:
            self.selectRow(position)
            self.scrollTo(self.table.index(position, self._painter.first_column))
        self._updating = False

    def _leave_current(self) -> None:
        """Let no cell be the current one."""
        self.selectionModel().setCurrentIndex(
            QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate
        )

    def go_on_from(self, other: "TableView[Row]") -> None:
        """Select what another table of the same rows has selected, without telling."""
        chosen, flag = self.selectionModel(), QItemSelectionModel.SelectionFlag
        self._updating = True
        chosen.clearSelection()
        for index in other.selectionModel().selectedRows():
            position = self.table.position(other.table.key(index.row()))
            if position is not None:
                row = self.table.index(position, 0)
                chosen.select(row, flag.Select | flag.Rows)
                if index.row() == other.currentIndex().row():
                    chosen.setCurrentIndex(row, flag.NoUpdate)
        self._updating = False

    @property
    def least_width(self) -> int:
        """The pixels that the columns need which never leave."""
        fixed = zip(self.table.columns, self._floors, strict=True)
        return sum(width for column, width in fixed if not column.leaves) + 2 * self.frameWidth()

    def height_of_all(self) -> int:
        """The pixels that header and all rows need."""
        rows = self.table.rowCount() * self.verticalHeader().defaultSectionSize()
        header = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().height()
        return rows + header

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(40), self._theme.em(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.em(16), self._theme.em(4))

    def _tell_chosen(self, now: QItemSelection, _before: QItemSelection) -> None:
        rows = now.indexes()  # none where what is selected has gone meanwhile
        if rows and not self._updating:
            self.chosen.emit(self.table.key(rows[0].row()))

    # Mouse and keys.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row() if index.isValid() else -1)
        over_button = index.isValid() and self._press_of(index) is not None
        shape = Qt.CursorShape.PointingHandCursor if over_button else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        before, self._painter.hovered = self._painter.hovered, row
        for changed in {before, row} if before != row else ():
            top, height = self.rowViewportPosition(changed), self.rowHeight(changed)
            self.viewport().update(0, top, self.viewport().width(), height)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index == self.currentIndex():
            self._act_on(index)

    def _act_on(self, index: Index) -> None:
        """Press the cell if it is a button, else open its row."""
        if not index.isValid() or self.table.row(index.row()) is None:
            return
        press = self._press_of(index)
        if press is not None:
            press()
        else:
            self.opened.emit(self.table.key(index.row()))

    def _press_of(self, index: Index) -> Callable[[], object] | None:
        row, column = self.table.row(index.row()), self.table.columns[index.column()]
        if row is None or column.press is None or not column.is_button(row):
            return None
        return partial(column.press, row)

    def ways_out(self) -> list[QRect]:
        """Where the cells are that get out, in pixels of the viewport."""
        columns = [n for n, column in enumerate(self.table.columns) if column.gets_out]
        cells = [self.table.index(row, n) for n in columns for row in self._visible_rows()]
        return [self.visualRect(cell) for cell in cells if self._press_of(cell) is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._act_on(self.currentIndex() if self.selected() is not None else QModelIndex())
        elif event.key() == Qt.Key.Key_Delete and self.selected() is not None:
            self.removed.emit(self.table.key(self.currentIndex().row()))
        elif event.key() == Qt.Key.Key_F2 and self.selected() is not None:
            self.edit_selected()
        else:
            super().keyPressEvent(event)

    def edit_selected(self, label: str = "") -> None:
        """Edit a cell of the selected row in place: under a title, or the last one that can be."""
        number = self.currentIndex().row()
        for column in reversed(range(len(self.table.columns))):
            wanted = label in ("", self.table.columns[column].label)
            if wanted and self.table.editable(number, column) is not None:
                self.edit(self.table.index(number, column))
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if by_key and self.selected() is None and self.table.row(0) is not None:
            self.selectRow(0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._announcing.stop()

    # The menu of a row.

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        menu = self.menu_of(self.table.row(index.row()) if index.isValid() else None)
        place = self.visualRect(index).bottomLeft() if by_key else event.pos()
        menu.popup(self.viewport().mapToGlobal(place))

    def menu_of(self, row: Row | None) -> QMenu:
        """Return the menu of a row, or of the table where there is none."""
        menu = self._new_menu()
        if row is not None:
            for words, act in self._actions(row) if self._actions is not None else ():
                menu.addAction(words, act)
            menu.addSeparator()
            menu.addAction(translate("Table", "Copy row"), self.copy)
        menu.addAction(translate("Table", "Export as CSV…"), self.ask_for_file)
        self._add_columns(menu.addMenu(translate("Table", "Columns")))
        return menu

    def _new_menu(self) -> QMenu:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _offer_columns(self, place: QPoint) -> None:
        menu = self._new_menu()
        self._add_columns(menu)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _add_columns(self, menu: QMenu) -> None:
        for column in self.table.columns:
            action = menu.addAction(column.words)
            action.setCheckable(True)
            action.setChecked(column.label not in self._unwanted)
            action.setEnabled(not column.stretch)
            action.toggled.connect(partial(self.show_column, column.label))
        menu.addSeparator()
        menu.addAction(translate("Table", "Default columns"), self.reset_columns)

    # Copying and exporting.

    def copy(self) -> None:
        """Put the selected rows on the clipboard, from the top."""
        shown = self._shown()
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        if numbers:
            lines = [self._line(self.table.cells(n), shown) for n in numbers]
            copy_text(as_tabs(lines), self._below_row(numbers[-1]))

    def _below_row(self, number: int) -> QPoint:
        """Where on the screen a row begins below, or the view where that row is not to be seen."""
        row = self.visualRect(self.table.index(number, self._painter.first_column))
        area = self.viewport().rect()
        place = QPoint(max(row.left(), area.left()), max(0, min(row.bottom(), area.bottom())))
        return self.viewport().mapToGlobal(place)

    def _lines(self) -> Iterator[Line]:
        """The titles, then every row as it stands now, made one by one."""
        shown = self._shown()
        yield [self.table.columns[number].words for number in shown]
        for cells in self.table.snapshot():
            yield self._line(cells, shown)

    def _line(self, cells: Cells, shown: Sequence[int]) -> Line:
        return texts([cells[column] for column in shown])

    def _shown(self) -> list[int]:
        return [
            number
            for number, column in enumerate(self.table.columns)
            if not self.isColumnHidden(number) and column.title
        ]

    def write_anew(self) -> None:
        """Write every cell again: it is written otherwise from now on."""
        self.table.outdate()
        self.viewport().update()

    def ask_for_file(self) -> QFileDialog:
        """Ask where to write what is shown; the window stays usable."""
        return ask_where_to(
            self,
            translate("Table", "Export {table}").format(table=within(self.accessibleName())),
            f"{self.accessibleName().lower()}.csv",
            [translate("Table", "Comma-separated values (*.csv)")],
            self.export,
        )

    def export(self, path: Path) -> CsvExport:
        """Write what is shown to a file, a little at a time."""
        work = CsvExport(path, self._lines(), self)
        work.ended.connect(partial(self._say_failure, path))
        work.start()
        return work

    def _say_failure(self, path: Path, problem: str) -> None:
        if problem:
            tell_failure(
                self,
                translate("Table", "{name} was not written").format(name=path.name),
                translate(
                    "Table", "{problem}. Nothing else is affected. Choose another folder."
                ).format(problem=problem),
            )

    # Widths.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give each column its width; let columns go until the rest fits, then stretch one."""
        columns, widths = self.table.columns, self._widths()
        hidden = {n for n, column in enumerate(columns) if column.label in self._unwanted}
        going = sorted((c.leaves, n) for n, c in enumerate(columns) if c.leaves and n not in hidden)
        room = self.viewport().width()
        while going and sum(w for n, w in enumerate(widths) if n not in hidden) > room:
            hidden.add(going.pop(0)[1])
        slack = room - sum(w for n, w in enumerate(widths) if n not in hidden)
        stretching = sum(c.stretch for n, c in enumerate(columns) if n not in hidden)
        self._fitting = True
        for number, column in enumerate(columns):
            self.setColumnHidden(number, number in hidden)
            extra = max(0, slack) // max(1, stretching) if column.stretch else 0
            self.setColumnWidth(number, widths[number] + extra)
        self._fitting = False
        shown = (number for number in range(len(columns)) if number not in hidden)
        self._painter.first_column = next(shown, 0)

    def _widths(self) -> list[int]:
        """The width of each column: its floor, or what the trader made of it if that is more."""
        pairs = zip(self.table.columns, self._floors, strict=True)
        return [max(floor, self._theme.em(self._chosen_em.get(c.label, 0))) for c, floor in pairs]

    def _keep_width(self, number: int, _before: int, width: int) -> None:
        """The trader has drawn a column to another width."""
        column = self.table.columns[number]
        if self._fitting or column.stretch or width == 0:
            return
        self._chosen_em[column.label] = width / self._theme.font_px
        # Not at once: Qt is still in the middle of moving the edge.
        QTimer.singleShot(0, self, self._fit)

    def show_column(self, label: str, wanted: bool) -> None:
        """Show a column, or leave it away."""
        if wanted:
            self._unwanted.discard(label)
        else:
            self._unwanted.add(label)
        self._fit()

    def reset_columns(self) -> None:
        """Go back to all columns, their least widths and the order given."""
        self._unwanted.clear()
        self._chosen_em.clear()
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._fit()

    # Where everything stood.

    def arrangement(self) -> dict[str, Any]:
        """Return widths in em, columns left away, and the sorting, to be restored next time."""
        header = self.horizontalHeader()
        section = header.sortIndicatorSection()
        falling = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        sorting = [self.table.columns[section].label, falling] if section >= 0 else []
        return {
            "widths": {label: round(em, 3) for label, em in self._chosen_em.items()},
            "without": sorted(self._unwanted),
            "sorted": sorting,
        }

    def restore(self, arrangement: Any) -> None:
        """Take over an arrangement; what does not fit this version is left out."""
        if not isinstance(arrangement, dict):
            return
        numbers = {column.label: n for n, column in enumerate(self.table.columns)}
        widths, without = arrangement.get("widths"), arrangement.get("without")
        if isinstance(widths, dict):
            known = {k: v for k, v in widths.items() if k in numbers and isinstance(v, int | float)}
            self._chosen_em = {k: float(v) for k, v in known.items() if 0 < v < WIDEST_EM}
        if isinstance(without, list):
            fixed = {column.label for column in self.table.columns if column.stretch}
            self._unwanted = {label for label in numbers if label in without} - fixed
        match arrangement.get("sorted"):
            case [str(label), bool(falling)] if label in numbers:
                down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
                self.sortByColumn(numbers[label], down if falling else up)
            case _:
                pass
        self._fit()


def read_tables(parent: QWidget) -> str:
    """Return the arrangement of every table below `parent` as text."""
    tables: list[TableView[Any]] = parent.findChildren(TableView)
    return json.dumps({table.objectName(): table.arrangement() for table in tables})


def restore_tables(parent: QWidget, text: str) -> None:
    """Give the tables below `parent` back the arrangement that `read_tables` returned."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return
    tables: list[TableView[Any]] = parent.findChildren(TableView)
    for table in tables if isinstance(found, dict) else ():
        table.restore(found.get(table.objectName()))


def _floor(theme: Theme, column: Column[Any]) -> int:
    """The larger of the em and the widest content in the actual font, with its padding."""
    title = round(theme.metrics("caption").horizontalAdvance(column.heading)) + 1
    content = max(title, width_of(theme, column.sample))
    return max(theme.em(column.em), content + 2 * PADDING)
