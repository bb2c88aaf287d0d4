"""The rows of a table: kept by key, ordered, and shown as cells that are made once per change."""

from collections.abc import Callable, Iterator, Sequence
from itertools import compress, count, groupby
from operator import is_not
from typing import Any, Final, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from traderterminal.ui.tables.cells import Cell, Column, Row

Index = QModelIndex | QPersistentModelIndex
Cells = tuple[Cell, ...]

#: The key of the row of totals, which no row of data has.
TOTALS: Final = "\0totals"
_EMPTY: Final = Cell("")
#: So many rows are compared in one go.
_STRETCH: Final = 128
_SHOWN: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_SELECTABLE: Final = _SHOWN | Qt.ItemFlag.ItemIsSelectable
_EDITABLE: Final = _SELECTABLE | Qt.ItemFlag.ItemIsEditable


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows by key, in the order given or sorted by a column, with a row of totals at the end.

    `under` returns the key of the row below which a row stands, also when sorted; else nothing.
    `begins` says whether a group of rows begins with one, which counts while they are not sorted.

    Rows that come, go or move are told by the model's signals. A row whose values changed is only
    made anew: the view repaints what it shows of it and calls `announce` now and then.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], str],
        describe: Callable[[Row], str] | None = None,
        under: Callable[[Row], str] | None = None,
        begins: Callable[[Row], bool] | None = None,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._under = under
        self._begins = begins
        self._describe = describe
        self._has_totals = any(column.total for column in self.columns)
        self._given: Sequence[Row] = ()
        self._rows: list[Row | None] = []  # None is the row of totals
        self._keys: list[str] = []
        self._cells: dict[str, Cells] = {}
        self._outdated: set[str] = set()
        self._unannounced: set[str] = set()
        self._sorted_by: tuple[int, bool] | None = None

    # Rows in.

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Take over the rows."""
        self._given = rows
        ordered: list[Row | None] = list(self._in_order())
        if self._has_totals and ordered:
            ordered.append(None)
        if not self._take_changes(ordered):
            self._take_all(ordered)

    def _take_changes(self, ordered: list[Row | None]) -> bool:
        """Take over rows of which each stands where it stood; False where one does not.

        Of a long list only stretches that differ are looked at, and in them other objects.
        """
        if len(ordered) != len(self._rows):
            return False
        others = list(_others(ordered, self._rows))
        if any(self._keys[number] != self._key_of(ordered[number]) for number in others):
            return False
        before, self._rows = self._rows, ordered
        self._note({self._keys[n] for n in others if before[n] != ordered[n]})
        return True

    def _take_all(self, ordered: list[Row | None]) -> None:
        keys = [self._key_of(row) for row in ordered]
        before = dict(zip(self._keys, self._rows, strict=True))
        if keys != self._keys:
            self._remove(set(keys))
            self._move(keys)
            self._insert(keys, ordered)
        self._rows = ordered
        known = (pair for pair in zip(keys, ordered, strict=True) if pair[0] in before)
        changed = {key for key, row in known if before[key] is not row and before[key] != row}
        if self._has_totals and ordered and len(before) != len(keys):
            changed.add(TOTALS)
        self._note(changed)

    def _key_of(self, row: Row | None) -> str:
        return TOTALS if row is None else self._key(row)

    def _note(self, changed: set[str]) -> None:
        """Mark rows whose values are others than before; the totals are those of all."""
        if self._has_totals and changed:
            changed.add(TOTALS)
        self._outdated |= changed
        self._unannounced |= changed

    def _remove(self, wanted: set[str]) -> None:
        gone = [number for number, key in enumerate(self._keys) if key not in wanted]
        for first, last in reversed(list(_runs(gone))):
            self.beginRemoveRows(QModelIndex(), first, last)
            for key in self._keys[first : last + 1]:
                self._cells.pop(key, None)
                self._outdated.discard(key)
                self._unannounced.discard(key)
            del self._keys[first : last + 1], self._rows[first : last + 1]
            self.endRemoveRows()

    def _move(self, keys: Sequence[str]) -> None:
        kept = set(self._keys)
        target = [key for key in keys if key in kept]
        if target == self._keys:
            return
        self.layoutAboutToBeChanged.emit()
        rows = dict(zip(self._keys, self._rows, strict=True))
        place = {key: number for number, key in enumerate(target)}
        old = self.persistentIndexList()
        new = [self.index(place[self._keys[i.row()]], i.column()) for i in old]
        self._keys, self._rows = target, [rows[key] for key in target]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _insert(self, keys: Sequence[str], rows: Sequence[Row | None]) -> None:
        kept = set(self._keys)
        new = [number for number, key in enumerate(keys) if key not in kept]
        for first, last in _runs(new):
            self.beginInsertRows(QModelIndex(), first, last)
            self._keys[first:first] = keys[first : last + 1]
            self._rows[first:first] = rows[first : last + 1]
            self.endInsertRows()

    # What is shown.

    @property
    def rows(self) -> list[Row]:
        """All rows as shown, without the totals."""
        return [row for row in self._rows if row is not None]

    def row(self, number: int) -> Row | None:
        """Return the row at a position; None where there is none, or only the totals."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def key(self, number: int) -> str:
        """Return the key of the row at a position."""
        return self._keys[number]

    def position(self, key: str) -> int | None:
        """Return where the row with a key stands."""
        return self._keys.index(key) if key in self._keys else None

    def is_totals(self, number: int) -> bool:
        return self._rows[number] is None

    @property
    def has_groups(self) -> bool:
        """Whether groups of rows are told apart."""
        return self._begins is not None

    def begins_group(self, number: int) -> bool:
        """Whether a group of rows begins at a position."""
        row = self._rows[number]
        if self._begins is None or row is None or self._sorted_by is not None:
            return False
        return self._begins(row)

    def cells(self, number: int) -> Cells:
        """Return what a row shows."""
        self.renew(number)
        return self._cells[self._keys[number]]

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell shows."""
        return self.cells(row)[column]

    def snapshot(self) -> Iterator[Cells]:
        """Yield what each row shows as the rows stand now, whatever comes or goes meanwhile."""
        rows = tuple(self._rows)
        return (self._made(row) for row in rows)

    def renew(self, number: int) -> list[int]:
        """Make a row's cells anew if its values changed; return the columns that differ."""
        key = self._keys[number]
        before = self._cells.get(key)
        if before is not None and key not in self._outdated:
            return []
        self._outdated.discard(key)
        after = self._cells[key] = self._made(self._rows[number])
        if before is None:
            return list(range(len(after)))
        return [column for column, cell in enumerate(after) if cell != before[column]]

    def _made(self, row: Row | None) -> Cells:
        if row is not None:
            return tuple(column.show(row) for column in self.columns)
        rows = self.rows
        return tuple(c.total(rows) if c.total is not None else _EMPTY for c in self.columns)

    def outdate(self) -> None:
        """Have every cell made anew: what is in them is written otherwise from now on."""
        self._outdated |= set(self._keys)
        self._unannounced |= set(self._keys)

    def announce(self) -> None:
        """Tell who listens to the model, such as a screen reader, of the values that changed."""
        if not self._unannounced:
            return
        changed = [n for n, key in enumerate(self._keys) if key in self._unannounced]
        self._unannounced.clear()
        last_column = len(self.columns) - 1
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, last_column))

    # Sorting.

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; −1 goes back to the order given."""
        self._sorted_by = (column, order is Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.set_rows(self._given)

    def _in_order(self) -> Sequence[Row]:
        if self._sorted_by is None:
            return self._given
        number, descending = self._sorted_by
        column = self.columns[number]
        order = column.order or (lambda row: column.show(row).text)
        heads: list[Row] = []
        below: dict[str, list[Row]] = {}
        for row in self._given:
            head = self._under(row) if self._under is not None else ""
            (below.setdefault(head, []) if head else heads).append(row)
        heads.sort(key=order, reverse=descending)
        return [row for head in heads for row in (head, *below.get(self._key(head), ()))]

    # Qt's questions.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        # Asked of each cell that is painted: flags are joined once, above.
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row, edit = self._rows[index.row()], self.columns[index.column()].edit
        if row is None:
            return _SHOWN
        return _SELECTABLE if edit is None or edit(row) is None else _EDITABLE

    def editable(self, number: int, column: int) -> str | None:
        """Return the text of a cell that can be edited in place; None where it cannot."""
        row, edit = self.row(number), self.columns[column].edit
        return None if row is None or edit is None else edit(row)

    def _asked_tip(self, index: Index) -> str:
        """What a column says of a row at this moment."""
        tip, row = self.columns[index.column()].tip, self.row(index.row())
        return "" if tip is None or row is None else tip(row)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._asked_tip(index) or cell.tip or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.accessible
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            row = self._rows[index.row()]
            return None if row is None or self._describe is None else self._describe(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        return (right if self.columns[column].right else left) | Qt.AlignmentFlag.AlignVCenter


def _others(now: list[Any], before: list[Any]) -> Iterator[int]:
    """The places of other objects; in stretches that are equal there may be some more."""
    for start in range(0, len(now), _STRETCH):
        part, was = now[start : start + _STRETCH], before[start : start + _STRETCH]
        if part != was:  # which asks equal objects alone, and only until one differs
            yield from compress(count(start), map(is_not, part, was))


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches of neighbours among rising numbers, as first and last."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]
