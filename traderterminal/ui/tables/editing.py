"""Editing in place: the field over a cell, and what a table's delegate does with it."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from traderterminal.ui.handover import PASSING
from traderterminal.ui.tables.drawing import is_cut
from traderterminal.ui.tables.model import Index, TableModel
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.typed import Taken


class CellEditor(QLineEdit):
    """The field over a cell. It knows its row by key: rows move while the trader types."""

    def __init__(self, parent: QWidget, theme: Theme, key: str, column: int) -> None:
        super().__init__(parent)
        self._theme = theme
        self.key = key
        self.column = column
        self.setProperty(PASSING, True)
        self.mark("accent")

    def show_taken(self, taken: Taken) -> None:
        """Show what is to be typed anew, or sent with another Enter, and why."""
        self.mark("warn" if taken.text != self.text() else "error")
        self.setText(taken.text)
        self.setToolTip(taken.words)
        self.setAccessibleDescription(taken.words)

    def mark(self, token: str) -> None:
        """Outline the field in a colour."""
        color = self._theme.hex(token)
        self.setStyleSheet(f"padding: 0 4px; min-height: 0; border: 1px solid {color};")


class CellDelegate(QStyledItemDelegate):
    """Edits a cell in place, and says in full what it cuts short.

    Enter hands over what was typed, once; where it cannot be used the editor stays and says why.
    Esc and leaving the editor drop it: nothing goes out because the focus went elsewhere.
    """

    def __init__(self, theme: Theme, model: TableModel[Any]) -> None:
        super().__init__()
        self._theme = theme
        self._model = model

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Say in full what its cell cuts short."""
        if event.type() is QEvent.Type.ToolTip and index.isValid():
            cell = self._model.cell(index.row(), index.column())
            if not cell.tip and is_cut(self._theme, cell, QRectF(option.rect).width()):
                words = ", ".join(filter(None, (cell.text, cell.aside)))
                QToolTip.showText(event.globalPos(), words, view)
                return True
        return super().helpEvent(event, view, option, index)

    # Editing.

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.columns[index.column()]
        editor = CellEditor(parent, self._theme, self._model.key(index.row()), index.column())
        editor.setText(self._model.editable(index.row(), index.column()) or "")
        editor.selectAll()
        editor.setAccessibleName(column.words)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        editor.setAlignment(right if column.right else Qt.AlignmentFlag.AlignVCenter)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave the text alone: what is typed must not change while the row does."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing is handed over but by Enter."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, CellEditor):
            return super().eventFilter(editor, event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(editor)
                return True
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.closeEditor.emit(editor)
                return True
        elif event.type() is QEvent.Type.FocusOut:
            self.closeEditor.emit(editor)
        return False

    def _take(self, editor: CellEditor) -> None:
        position = self._model.position(editor.key)
        row: Any = None if position is None else self._model.row(position)
        take = self._model.columns[editor.column].take
        taken = Taken() if row is None or take is None else take(row, editor.text())
        if taken.done:
            self.closeEditor.emit(editor)
        else:
            editor.show_taken(taken)
