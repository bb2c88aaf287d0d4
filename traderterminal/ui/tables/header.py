"""The header of a table: a click sorts, a right click chooses columns."""

from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from traderterminal.ui.tables.cells import Column
from traderterminal.ui.tables.drawing import PADDING
from traderterminal.ui.theme import Theme

HEIGHT_EM = 1.67


class TableHeader(QHeaderView):
    """Draws the titles as they are measured, so that none is cut, and where the rows are sorted."""

    def __init__(self, columns: tuple[Column[Any], ...], theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self._theme = theme
        self.setFixedHeight(theme.em(HEIGHT_EM))
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setMinimumSectionSize(theme.em(2))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, column, box = self._theme, self._columns[logicalIndex], QRectF(rect)
        painter.fillRect(box, theme.color("bg1"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("line1"))
        sorts = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("t1" if sorts else "t3"))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            box.adjusted(PADDING, 0, -PADDING, 0),
            side | Qt.AlignmentFlag.AlignVCenter,
            column.heading,
        )
        if sorts and column.title:
            self._draw_arrow(painter, box, column)

    def _draw_arrow(self, painter: QPainter, box: QRectF, column: Column[Any]) -> None:
        """A small arrow above the title, so that no title needs room for it."""
        size = self._theme.em(0.25)
        title = self._theme.metrics("caption").horizontalAdvance(column.heading) / 2
        x = box.right() - PADDING - title if column.right else box.left() + PADDING + title
        rising = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        tip, base = (box.top(), box.top() + size) if rising else (box.top() + size, box.top())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        corners = (QPointF(x, tip), QPointF(x - size, base), QPointF(x + size, base))
        painter.drawPolygon(QPolygonF(list(corners)))
        painter.restore()
