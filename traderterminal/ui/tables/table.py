"""One table for every list: columns declared, rows keyed, cells painted without asking the model.

Structure changes go through the model's signals. Values that change repaint the visible part, once
a frame; no width ever follows the data. When the pane is too narrow, columns leave in their order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from traderterminal.ui.theme import Theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

CELL_PADDING: Final = 6
ROW_EM: Final = 1.83
HEADER_EM: Final = 1.67


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: text, colour token, font role."""

    text: str
    token: str = "t1"
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its title, least width in em, alignment, and what it shows of a row.

    `sample` is the widest text it must hold; `order` sorts by a value instead of the text; `leaves`
    numbers the columns that go first when there is no room.
    """

    title: str
    em: float
    show: Callable[[Row], Cell]
    right: bool = False
    sample: str = ""
    stretch: bool = False
    leaves: int = 0
    order: Callable[[Row], Any] | None = None


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows by key, in the order given or sorted by a column."""

    def __init__(self, columns: Sequence[Column[Row]], key: Callable[[Row], str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._given: list[Row] = []
        self._rows: list[Row] = []
        self._keys: list[str] = []
        self._sorted_by: tuple[int, bool] | None = None

    def set_rows(self, rows: Sequence[Row]) -> bool:
        """Take over the rows; True when rows came, went or moved, not only changed."""
        self._given = list(rows)
        ordered = self._in_order()
        keys = [self._key(row) for row in ordered]
        if keys == self._keys:
            self._rows = ordered
            return False
        self.beginResetModel()
        self._rows, self._keys = ordered, keys
        self.endResetModel()
        return True

    def row(self, number: int) -> Row | None:
        """Return the row at a position; None where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def position(self, key: str) -> int | None:
        """Return where the row with a key stands."""
        return self._keys.index(key) if key in self._keys else None

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell shows."""
        return self.columns[column].show(self._rows[row])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order is Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.set_rows(self._given)

    def _in_order(self) -> list[Row]:
        if self._sorted_by is None:
            return list(self._given)
        number, descending = self._sorted_by
        column = self.columns[number]
        order = column.order or (lambda row: column.show(row).text)
        return sorted(self._given, key=order, reverse=descending)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.cell(index.row(), index.column()).text
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else None
            return (side or Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        return None


class _CellDelegate(QStyledItemDelegate):
    """Paints a cell in one go."""

    def __init__(self, theme: Theme, model: TableModel[Any]) -> None:
        super().__init__()
        self._theme = theme
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("sel"))
            if index.column() == 0:
                painter.fillRect(
                    QRectF(rect.left(), rect.top(), 2, rect.height()), theme.color("accent")
                )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("bg4"))
        painter.setPen(theme.pen("line1"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column, cell = (
            self._model.columns[index.column()],
            self._model.cell(index.row(), index.column()),
        )
        painter.setFont(theme.font(cell.role))
        painter.setPen(theme.color(cell.token))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        inside = rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        text = cell.text
        if column.stretch:
            text = theme.metrics(cell.role).elidedText(
                text, Qt.TextElideMode.ElideRight, inside.width()
            )
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, text)


class TableView(QTableView, Generic[Row]):
    """A `TableModel` on screen. `chosen` carries the key of the row that was selected."""

    chosen = Signal(str)
    activated_row = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], str],
        theme: Theme,
        name: str,
        parent: QWidget | None = None,
        row_em: float = ROW_EM,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self.table = TableModel(columns, key)
        self._delegate = _CellDelegate(theme, self.table)
        self.setModel(self.table)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.em(row_em))
        header = self.horizontalHeader()
        header.setFixedHeight(theme.em(HEADER_EM))
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.setMinimumSectionSize(theme.em(2))
        self._sorting: tuple[int, bool] | None = None
        header.sectionClicked.connect(self._sort_by)
        self.clicked.connect(lambda index: self._choose(index.row()))
        self.doubleClicked.connect(lambda index: self._activate(index.row()))
        self._fit()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; the selected row stays selected where it is still there."""
        selected = self._selected_key()
        if self.table.set_rows(rows):
            position = self.table.position(selected) if selected else None
            if position is not None:
                self.selectRow(position)
        else:
            self.viewport().update()

    def row_at(self, position: int) -> Row | None:
        return self.table.row(position)

    def selected(self) -> Row | None:
        """Return the selected row."""
        rows = self.selectionModel().selectedRows()
        return self.table.row(rows[0].row()) if rows else None

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(40), self._theme.em(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.em(16), self._theme.em(4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give each column its width; let columns go until the rest fits, then stretch one."""
        columns = self.table.columns
        widths = [self._least(column) for column in columns]
        hidden: set[int] = set()
        going = sorted((c.leaves, i) for i, c in enumerate(columns) if c.leaves)
        room = self.viewport().width()
        while going and sum(w for i, w in enumerate(widths) if i not in hidden) > room:
            hidden.add(going.pop(0)[1])
        slack = room - sum(w for i, w in enumerate(widths) if i not in hidden)
        for number, column in enumerate(columns):
            self.setColumnHidden(number, number in hidden)
            extra = max(0, slack) if column.stretch else 0
            self.setColumnWidth(number, widths[number] + extra)

    def _least(self, column: Column[Row]) -> int:
        measures = self._theme.metrics("strong")
        words = max(column.sample, column.title, key=measures.horizontalAdvance)
        return max(
            self._theme.em(column.em), round(measures.horizontalAdvance(words)) + 2 * CELL_PADDING
        )

    def _sort_by(self, section: int) -> None:
        """Ascending, descending, as it came."""
        cycle = {None: (section, False), (section, False): (section, True), (section, True): None}
        self._sorting = cycle.get(self._sorting, (section, False))
        if self._sorting is None:
            self.table.sort(-1)
        else:
            order = (
                Qt.SortOrder.DescendingOrder if self._sorting[1] else Qt.SortOrder.AscendingOrder
            )
            self.table.sort(section, order)

    def _selected_key(self) -> str:
        row = self.selected()
        return "" if row is None else self._key(row)

    def _choose(self, position: int) -> None:
        row = self.table.row(position)
        if row is not None:
            self.chosen.emit(self._key(row))

    def _activate(self, position: int) -> None:
        row = self.table.row(position)
        if row is not None:
            self.activated_row.emit(self._key(row))
