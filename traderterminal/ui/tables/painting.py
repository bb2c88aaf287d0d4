"""The cells of a table, painted in one go: what is drawn anew is known by row and column.

Qt's way asks the model four questions per cell and fills a form of thirty fields with the answers,
for a delegate that draws from what the model has made anyway.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QTableView

from traderterminal.ui.pixels import PixelGrid, rectangles
from traderterminal.ui.tables.cells import Cell
from traderterminal.ui.tables.drawing import draw_cell
from traderterminal.ui.tables.model import TableModel
from traderterminal.ui.theme import Theme

#: The pixels above a row that begins a group, with a line in the middle.
GROUP_GAP: Final = 7
_TINT: Final = 0.09


@dataclass(slots=True)
class CellPainter:
    """Paints what a view shows of its model; `hovered` is the row below the pointer, or −1.

    With `marks_cell` keys go from cell to cell, and the current one is outlined.
    """

    theme: Theme
    model: TableModel[Any]
    marks_cell: bool = False
    hovered: int = -1
    first_column: int = 0

    def paint(self, view: QTableView, region: QRegion) -> None:
        """Paint every cell of which a part lies in a region of the viewport."""
        columns, model = _columns(view), self.model
        lefts = [left for _, left, _ in columns]
        selected, current = _selected(view), view.currentIndex()
        marked = (current.row(), current.column()) if self.marks_cell and view.hasFocus() else None
        painter = QPainter(view.viewport())
        grid = PixelGrid.of(painter)
        painted = set[tuple[int, int]]()
        for box in rectangles(region):
            across = columns[
                max(0, bisect_right(lefts, box.left()) - 1) : bisect_right(lefts, box.right())
            ]
            for row in _rows(view, box):
                new = [column for column in across if (row, column[0]) not in painted]
                if not new:
                    continue
                cells = model.cells(row)
                top, height = view.rowViewportPosition(row), view.rowHeight(row)
                for column, left, width in new:
                    painted.add((row, column))
                    whole = QRectF(left, top, width, height)
                    self._paint(painter, grid, row, column, cells[column], whole, row in selected)
                    if (row, column) == marked:
                        painter.setPen(self.theme.pen("accent"))
                        painter.setBrush(Qt.BrushStyle.NoBrush)
                        painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -1.5))
        painter.end()

    def _paint(
        self,
        painter: QPainter,
        grid: PixelGrid,
        row: int,
        column: int,
        cell: Cell,
        box: QRectF,
        is_selected: bool,
    ) -> None:
        theme, model = self.theme, self.model
        if model.has_groups and model.begins_group(row):
            middle = QRectF(box.left(), box.top() + GROUP_GAP // 2, box.width(), 1)
            painter.fillRect(middle, theme.color("line2"))
            box.setTop(box.top() + GROUP_GAP)
        if is_selected:
            painter.fillRect(box, theme.color("sel"))
            if column == self.first_column:
                bar = QRectF(box.left(), box.top(), 2, box.height())
                painter.fillRect(bar, theme.color("accent"))
        elif cell.tint:
            painter.fillRect(box, theme.mix(cell.tint, "bg1", _TINT))
        elif row == self.hovered:
            painter.fillRect(box, theme.color("bg4"))
        elif cell.shade:
            painter.fillRect(box, theme.mix(cell.shade, "bg1", _TINT))
        if not model.is_totals(row):
            line = QRectF(box.left(), box.bottom() - 1, box.width(), 1)
            painter.fillRect(line, theme.color("line1"))
        draw_cell(painter, grid, theme, box, cell, model.columns[column].right)


def outdate(view: QTableView, changed: Iterable[tuple[int, Sequence[int]]]) -> None:
    """Have cells painted anew: rows, and of each the numbers of its columns."""
    viewport, places = view.viewport(), {n: (left, width) for n, left, width in _columns(view)}
    for row, columns in changed:
        top, height = view.rowViewportPosition(row), view.rowHeight(row)
        for left, width in (places[n] for n in columns if n in places):
            viewport.update(left, top, width, height)


def _columns(view: QTableView) -> Sequence[tuple[int, int, int]]:
    """The columns shown as they stand from left to right: number, left edge and width."""
    header = view.horizontalHeader()
    numbers = (header.logicalIndex(place) for place in range(header.count()))
    return [
        (number, header.sectionViewportPosition(number), header.sectionSize(number))
        for number in numbers
        if not header.isSectionHidden(number)
    ]


def _selected(view: QTableView) -> set[int]:
    """The rows in view that are selected: of ten thousand others nobody asks."""
    height = view.viewport().height()
    shown = range(max(0, view.rowAt(0)), (view.rowAt(height - 1) + 1) or view.model().rowCount())
    rows = set[int]()
    for part in view.selectionModel().selection().toList():
        rows.update(range(max(shown.start, part.top()), min(shown.stop, part.bottom() + 1)))
    return rows


def _rows(view: QTableView, box: QRect) -> range:
    first, last = view.rowAt(box.top()), view.rowAt(box.bottom())
    if first < 0:
        return range(0)
    return range(first, (last if last >= 0 else view.model().rowCount() - 1) + 1)
