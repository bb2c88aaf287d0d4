"""Finding and pressing what a window shows, and waiting for what comes of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from traderterminal.app.service import Service
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.banners import BannerStrip


def named(parent: QWidget, name: str) -> Any:
    found = [w for w in parent.findChildren(QWidget) if w.accessibleName() == name]
    assert len(found) == 1, (name, len(found))
    return found[0]


def pressed(parent: QWidget, words: str) -> None:
    (found,) = [b for b in parent.findChildren(QPushButton) if b.text() == words]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def banners(window: QWidget) -> list[BannerStrip]:
    """Those that are seen; one that was replaced is deleted when Qt comes to it."""
    return [strip for strip in window.findChildren(BannerStrip) if strip.isVisible()]


class LaidOut(QObject):
    """How often widgets were asked to lay themselves out."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__()
        self.times = 0
        for widget in watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() is QEvent.Type.LayoutRequest
        return False


async def until(service: Service, condition: Callable[[], bool]) -> None:
    for _ in range(2_000):  # a busy machine takes its time
        if condition():
            return
        await service.engine.host.sleep(0.01)
    raise AssertionError("it never came to be")


def position(service: Service) -> int:
    return int(sum(p.quantity for p in service.engine.desk.positions.values()))


def check_columns(table: TableView[Any], theme: Theme) -> None:
    """Whatever is shown is shown whole, but in the column that takes the slack."""
    for number, column in enumerate(table.table.columns):
        if table.isColumnHidden(number) or column.stretch:
            continue
        end = table.columnViewportPosition(number) + table.columnWidth(number)
        assert end <= table.viewport().width(), (table.accessibleName(), column.title)
        width = table.columnWidth(number) - 12
        title = theme.metrics("caption").horizontalAdvance(column.title)
        assert title <= width + 1, (table.accessibleName(), column.title)
        for row in range(table.table.rowCount()):
            cell = table.table.cell(row, number)
            needed = theme.metrics(cell.role).horizontalAdvance(cell.text)
            assert needed <= width + 1, (table.accessibleName(), column.title, cell.text)
