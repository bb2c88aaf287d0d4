"""Every number and word that a window at work cuts off: run by itself, at the scale of its screen.

Prints one line of JSON: how many were looked at, and each that is cut, with where it stands.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy, QTabBar, QWidget

from tests.support.on_screen import until
from tests.support.traded import trade
from traderterminal.app.loop import DesktopEventLoop
from traderterminal.app.options import Options
from traderterminal.app.screen import Screen, build_screen
from traderterminal.app.service import Service, run_service
from traderterminal.ui.tables.drawing import is_cut
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.theme import Theme

SIZES = ((1366, 768), (1600, 1000), (2560, 1440))

#: What is cut, and whether it is; a line for each that was looked at.
Look = tuple[str, bool]


def looked_at(screen: Screen) -> Iterator[Look]:
    """Look at everything that can be seen."""
    window = screen.window
    for widget in window.findChildren(QWidget):
        corner = widget.mapTo(window, QPoint(0, 0))
        if not widget.isVisible() or not window.rect().contains(corner):
            continue  # Qt keeps what is behind a tab outside the window
        if isinstance(widget, TableView):
            yield from _in_table(widget, screen._theme)
        elif isinstance(widget, QTabBar):
            yield from _in_tabs(widget)
        elif isinstance(widget, QPushButton):
            yield f"button {widget.text()}", _advance(widget, widget.text()) > widget.width()
        elif isinstance(widget, QLabel) and not _may_be_cut(widget):
            room = widget.contentsRect().width() + 1
            yield f"label {widget.text()}", _advance(widget, widget.text()) > room


def _advance(widget: QWidget, text: str) -> int:
    return widget.fontMetrics().horizontalAdvance(text)


def _may_be_cut(label: QLabel) -> bool:
    """Words that wrap, and those that give way to what stands beside them, with a tool tip."""
    gives_way = label.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
    return label.wordWrap() or gives_way or label.minimumWidth() == 1


def _in_table(table: TableView[Any], theme: Theme) -> Iterator[Look]:
    for number, column in enumerate(table.table.columns):
        if table.isColumnHidden(number):
            continue
        width, name = table.columnWidth(number), f"{table.accessibleName()}, {column.title}"
        title = theme.metrics("caption").horizontalAdvance(column.heading)
        yield f"title of {name}", title > width
        for row in range(table.table.rowCount()):
            cell = table.table.cell(row, number)
            is_number = any(character.isdigit() for character in cell.text)
            if not column.stretch or (is_number and column.right):
                yield f"cell of {name}: {cell.text}", is_cut(theme, cell, width + 1)


def _in_tabs(tabs: QTabBar) -> Iterator[Look]:
    for number in range(tabs.count()):
        words = tabs.tabText(number)
        yield f"tab {words}", _advance(tabs, words) > tabs.tabRect(number).width()


async def _look(app: QApplication, font_px: int, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {"looked": 0, "cut": []}

    async def at(service: Service, screen: Screen, size: tuple[int, int], number: int) -> None:
        window = screen.window
        window.resize(*size)
        screen.workspaces.vm.choose(number)
        window.arrange(*size, screen.workspaces.vm.active.template)
        for _ in range(3):
            await service.engine.host.sleep(0.05)
            window.flush()
        for what, is_short in looked_at(screen):
            found["looked"] += 1
            if is_short:
                where = f"{screen.workspaces.vm.active.name} {size[0]}x{size[1]}"
                found["cut"].append(f"{where}: {what}")

    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        config.write_text(f'[ui]\nfont_px = {font_px}\nlanguage = "{language}"\n', "utf-8")
        options = Options(Path(folder), config, port=0, market="sim", seed=3)
        async with run_service(options, log_to_screen=False) as service:
            screen = build_screen(app, service)
            screen.window.show()
            symbol = service.engine.resolve("ES").symbol
            await until(service, lambda: service.engine.hub.quote(symbol) is not None)
            await trade(service)
            for size in SIZES:
                for number in range(len(screen.workspaces.vm.all)):
                    await at(service, screen, size, number)
            screen.close()
            screen.window.close()
    found["cut"] = sorted(set(found["cut"]))
    return found


def main() -> None:
    """Print what was found with text of so many pixels and in a language, the two arguments."""
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app)) as runner:
        sys.stdout.write(json.dumps(runner.run(_look(app, int(sys.argv[1]), sys.argv[2]))) + "\n")


if __name__ == "__main__":
    main()
