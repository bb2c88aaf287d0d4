"""Dialogs beside the window shut off nothing, and know what they were asked about."""

import ast
from collections.abc import Awaitable, Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QListView,
    QMessageBox,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid

from tests.support.on_screen import named, position, until
from tests.support.shared_data import REPOSITORY
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.panes.positions import PositionsPane
from traderterminal.ui.panes.watchlists import WatchlistPane
from traderterminal.ui.widgets.beside import dialogs, tell_failure
from traderterminal.ui.widgets.hold_button import HoldButton
from traderterminal.ui.workspace_menu import WorkspaceMenu

pytestmark = pytest.mark.qt_log_ignore(
    r"^This plugin does not support (propagateSizeHints|raise)\(\)$",
    r"^This plugin does not support grabbing the (mouse|keyboard)$",
    extend=True,
)

SOURCE: Final = REPOSITORY / "traderterminal"
MECHANISM: Final = SOURCE / "ui" / "widgets" / "beside.py"
LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
Act = Callable[[Service, Screen], Awaitable[None]]
Run = Callable[[Act], None]


def the(screen: Screen, kind: type[Any]) -> Any:
    return screen.window.findChildren(kind)[0]


async def held(service: Service) -> None:
    """Hold something that can be flattened."""
    engine = service.engine
    account, symbol = engine.settings.accounts[0].id, engine.resolve("ES").symbol
    await engine.desk.place(OrderWish(account, symbol, "delta", "buy", Decimal(2), source="test"))
    await until(service, lambda: position(service) == 2)


async def asked(service: Service, screen: Screen) -> QFileDialog:
    """Have the file of a table asked for, and the dialog in front with the keys."""
    found: QFileDialog = the(screen, PositionsPane).table.ask_for_file()
    found.activateWindow()
    await until(service, found.isActiveWindow)
    return found


def way_out(screen: Screen, button: QWidget) -> tuple[QWindow, QPoint]:
    """Return where the system would tell the window of a press on a button."""
    handle = screen.window.windowHandle()
    assert handle is not None
    return handle, button.mapTo(screen.window, button.rect().center())


def test_with_a_file_asked_for_the_ways_out_are_held_with_the_mouse(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.window.resize(1600, 1000)
        screen.window.arrange(1600, 1000)
        await held(service)
        dialog = await asked(service, screen)
        (flatten,) = [
            one
            for one in screen.window._top.findChildren(HoldButton)
            if one.text() == "Flatten all" and one.isVisible()
        ]
        handle, at = way_out(screen, flatten)
        QTest.mousePress(handle, LEFT, NO_KEYS, at)
        await until(service, lambda: position(service) == 0)
        QTest.mouseRelease(handle, LEFT, NO_KEYS, at)
        switch = named(screen.window, "Kill switch")
        handle, at = way_out(screen, switch)
        QTest.mousePress(handle, LEFT, NO_KEYS, at)
        await until(service, lambda: service.engine.desk.kill_switch.engaged)
        QTest.mouseRelease(handle, LEFT, NO_KEYS, at)
        assert dialog.isVisible()

    on_screen(act)


def test_the_keys_that_get_out_are_heard_in_a_dialog_and_no_others(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await held(service)
        screen.trading.hotkeys.enable(on=True)
        dialog = await asked(service, screen)
        files = next(
            one
            for kind in (QListView, QTreeView)
            for one in dialog.findChildren(kind)
            if one.isVisible()
        )
        files.setFocus()
        QTest.keyClick(files, Qt.Key.Key_B, SHIFT)  # it buys, in the window
        assert screen.trading.hotkeys.heard is None
        QTest.keyPress(files, Qt.Key.Key_F, CTRL | ALT | SHIFT)
        await until(service, lambda: position(service) == 0)
        QTest.keyRelease(files, Qt.Key.Key_F, CTRL | ALT | SHIFT)
        name = dialog.findChildren(QLineEdit)[0]
        name.setFocus()
        QTest.keyPress(name, Qt.Key.Key_K, CTRL | SHIFT)
        await until(service, lambda: service.engine.desk.kill_switch.engaged)
        QTest.keyRelease(name, Qt.Key.Key_K, CTRL | SHIFT)
        assert len(service.engine.desk.orders) == 2
        QTest.keyClick(name, Qt.Key.Key_Escape)
        assert dialogs(screen.window) == []

    on_screen(act)


def test_who_asks_again_is_asked_anew_in_the_place_of_the_first(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        chart = the(screen, ChartWidget)
        chart.save_picture()
        again = chart.save_picture()  # of what it shows by now
        assert dialogs(screen.window) == [again]
        other = await asked(service, screen)
        assert set(dialogs(screen.window)) == {again, other}
        for what in ("a.csv was not written", "b.csv was not written", "a.csv was not written"):
            tell_failure(chart, what, "No such folder.")
        told = [one.text() for one in screen.window.findChildren(QMessageBox) if one.isVisible()]
        assert sorted(told) == ["a.csv was not written", "b.csv was not written"]

    on_screen(act)


def test_a_dialog_goes_with_who_asked_and_with_the_window(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        owner = QWidget(screen.window)
        box = tell_failure(owner, "It was not written", "The disk is full.")
        assert screen.window.is_in_hand  # other looks wait for it
        owner.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not isValid(box)
        assert not screen.window.is_in_hand
        await asked(service, screen)
        screen.window.hide_all()
        assert dialogs(screen.window) == []
        screen.window.come_forward()

    on_screen(act)


def test_a_workspace_is_written_as_it_was_when_that_was_asked_for(
    on_screen: Run, tmp_path: Path
) -> None:
    path = tmp_path / "mine.workspace"

    async def act(service: Service, screen: Screen) -> None:
        dialog = the(screen, WorkspaceMenu).ask_where_to()
        screen.workspaces.vm.choose(1)
        dialog.fileSelected.emit(str(path))

    on_screen(act)
    assert '"Trade"' in path.read_text("utf-8")


def test_a_watchlist_is_written_and_read_as_the_one_that_was_asked_about(
    on_screen: Run, tmp_path: Path
) -> None:
    path = tmp_path / "list.txt"

    async def act(service: Service, screen: Screen) -> None:
        pane, vm = the(screen, WatchlistPane), screen.watching.watchlists
        before = vm.export_text()
        dialog = pane.ask_for_export()
        vm.add_list("Empty")
        dialog.fileSelected.emit(str(path))
        assert path.read_text("utf-8") == before
        assert pane._said.text() == "Watchlist was written to list.txt."
        dialog = pane.ask_for_import()
        assert dialog.windowTitle() == "Import symbols into Empty"
        vm.choose("Watchlist")
        dialog.fileSelected.emit(str(path))
        assert vm.export_text() == before
        vm.choose("Empty")
        assert vm.export_text() == before
        dialog = pane.ask_for_import()
        vm.delete()
        dialog.fileSelected.emit(str(path))
        said = "Nothing was added. There is no list Empty any more."
        assert pane._said.text() == said
        assert vm.names == ["Watchlist"]

    on_screen(act)


# In the source.


def made_elsewhere(path: Path) -> Iterator[str]:
    """Find where a dialog is made, inherited or let run by one of Qt's own functions."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name))):
                found = [name]
            case ast.ClassDef(bases=bases):
                found = [one.id for one in bases if isinstance(one, ast.Name)]
            case _:
                continue
        for name in found:
            if name.startswith("Q") and name.endswith(("Dialog", "MessageBox", "Wizard")):
                yield f"{path.relative_to(SOURCE)}:{node.lineno} {name}"


def test_no_dialog_is_made_elsewhere_nor_shuts_anything_off() -> None:
    files = sorted(SOURCE.rglob("*.py"))
    assert [one for path in files if path != MECHANISM for one in made_elsewhere(path)] == []
    assert len(list(made_elsewhere(MECHANISM))) > 0
    for path in (SOURCE / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"exec", "setWindowModality", "WindowModal"}, path
    calls = [
        n for n in ast.walk(ast.parse(MECHANISM.read_text("utf-8"))) if isinstance(n, ast.Call)
    ]
    assert "open" not in {n.func.attr for n in calls if isinstance(n.func, ast.Attribute)}
