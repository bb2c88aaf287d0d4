"""A language whose every text is marked, and what a window shows that is not."""

import re
from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QTabBar,
    QWidget,
)

from traderterminal.ui.tables.table import TableView

_FIELD: Final = re.compile(r"\{[^{}]*\}")
#: What is cut off at the end has lost its last mark.
_MARKED: Final = re.compile(r"⟦[^⟦⟧]*(⟧|…$)")
#: Buttons within Qt's own widgets.
_OF_QT: Final = frozenset(
    {
        *("qt_dockwidget_floatbutton", "qt_dockwidget_closebutton"),
        *("ScrollLeftButton", "ScrollRightButton"),
    }
)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


class MarkedCatalogue(dict[tuple[str, str], str]):
    """Has every text: the English one in marks, what is filled in outside of them."""

    def get(self, key: tuple[str, str], default: Any = None) -> Any:
        """Return the source, marked."""
        if not _WORD.search(_FIELD.sub("", key[1])):
            return key[1]
        return f"⟦{_FIELD.sub(lambda field: f'⟧{field[0]}⟦', key[1])}⟧"


def unmarked(text: str) -> list[str]:
    """Return the words of a text that no catalogue gave."""
    before = ""
    while before != text:
        before, text = text, _MARKED.sub(" ", text)
    return _WORD.findall(text)


def shown_texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Give every text of a window, its widgets and its actions, each with where it stands."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.objectName() in _OF_QT:
            continue
        where = type(widget).__name__
        for name in ("windowTitle", "toolTip", "accessibleName", "accessibleDescription"):
            yield f"{where}.{name}", getattr(widget, name)()
        yield from _of_kind(widget, where)
    for action in window.findChildren(QAction):
        yield "QAction", action.text()


def _of_kind(widget: QWidget, where: str) -> Iterator[tuple[str, str]]:
    match widget:
        case QLabel() | QAbstractButton():
            yield f"{where}.text", widget.text()
        case QMenu() | QDockWidget():
            yield f"{where}.title", widget.windowTitle()
        case QLineEdit():
            yield f"{where}.placeholder", widget.placeholderText()
        case QComboBox():
            yield from ((f"{where}.item", widget.itemText(n)) for n in range(widget.count()))
        case QListWidget():
            for number in range(widget.count()):
                yield f"{where}.item", widget.item(number).text()
        case QTabBar():
            yield from ((f"{where}.tab", widget.tabText(n)) for n in range(widget.count()))
        case TableView():
            yield from _of_table(widget)


def _of_table(table: TableView[Any]) -> Iterator[tuple[str, str]]:
    for number, column in enumerate(table.table.columns):
        where = f"{table.accessibleName()}, {column.title}"
        yield where, column.words
        for row in range(table.table.rowCount()):
            cell = table.table.cell(row, number)
            yield from ((where, text) for text in (cell.text, cell.aside, cell.at_end, cell.spoken))
            if column.title != "Symbol":  # which tells what the exchange calls the instrument
                yield where, cell.tip


class Painted:
    """Hears what is painted as text."""

    def __init__(self) -> None:
        self.texts: set[str] = set()

    def hear(self, monkeypatch: Any) -> None:
        """Listen until the test is over."""
        plain = QPainter.drawText

        def draw(painter: QPainter, *given: Any) -> Any:
            self.texts.update(one for one in given if isinstance(one, str))
            return plain(painter, *given)

        monkeypatch.setattr(QPainter, "drawText", draw)
