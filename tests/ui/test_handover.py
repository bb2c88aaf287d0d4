"""Other looks at run time take nothing away: not what is typed, not where it was scrolled to."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QTableView

from tests.support.on_screen import named, pressed, until
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.panes.arming_sheets import ConfirmSheet
from traderterminal.ui.tables.editing import CellEditor
from traderterminal.ui.viewmodels.drawing import Kind
from traderterminal.ui.widgets.hold import Hold
from traderterminal.ui.window import Window

Run = Callable[..., Any]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


async def begun(service: Service, screen: Screen) -> Window:
    screen.window.resize(1600, 1000)
    screen.window.arrange(1600, 1000)
    await service.engine.host.sleep(0.1)
    return screen.window


def choose(screen: Screen, theme: str) -> None:
    """Choose a theme from the menu."""
    lines = [line for menu in screen.window.findChildren(QMenu) for line in menu.actions()]
    next(line for line in lines if line.text() == theme).trigger()


async def redrawn(service: Service, screen: Screen, old: Window) -> Window:
    await until(service, lambda: screen.window is not old and screen.window.isActiveWindow())
    await service.engine.host.sleep(0.1)
    return screen.window


def typed(window: Window, name: str, text: str) -> QLineEdit:
    field = named(window, name)
    assert isinstance(field, QLineEdit)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    QTest.keyClicks(field, text)
    return field


@pytest.mark.parametrize("changes", [{"theme": "ivory"}, {"font_px": 15}, {"language": "de"}])
def test_what_is_half_typed_stands_in_the_new_window(
    on_screen: Run, changes: dict[str, Any]
) -> None:
    german = "language" in changes

    async def act(service: Service, screen: Screen) -> None:
        old = await begun(service, screen)
        screen.trading.ticket.choose_type(screen.trading.ticket.order_type.LIMIT)
        shown = named(old, "Limit price")
        assert isinstance(shown, QLineEdit)
        await until(service, lambda: shown.isVisible() and bool(shown.text()))
        typed(old, "Search alerts", "why")
        typed(old, "Add symbol to the watchlist", "nq")
        typed(old, "Stop loss", "16")
        typed(old, "Order as a line of text", "buy 2 es @ 47")
        price = typed(old, "Limit price", "480")
        price.setCursorPosition(1)
        screen.choose_looks(replace(screen._chosen.looks, **changes))
        new = await redrawn(service, screen, old)
        words = {f.text(): f for f in new.findChildren(QLineEdit) if f.text()}
        assert {"why", "nq", "16", "buy 2 es @ 47", "480"} <= words.keys()
        focus = QApplication.focusWidget()
        assert focus is words["480"]
        assert words["480"].cursorPosition() == 1
        assert screen.trading.ticket.limit.follows  # nobody has pressed Enter
        assert screen.trading.command.preview  # the line is known to whom it was typed for
        QTest.keyClicks(focus, "9")
        QTest.keyClick(focus, Key.Key_Return)
        assert screen.trading.ticket.limit.price == 4980
        search = words["why"]
        assert (search.accessibleName() == "Search alerts") is not german

    on_screen(act, armed=False)


def test_scroll_selection_pages_and_the_bars_that_are_looked_at_stay(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        old = await begun(service, screen)
        old.open_pane("Diagnostics")
        pressed(old, "Streams")
        (chart,) = old.findChildren(ChartWidget)
        chart.setFocus()
        QTest.keyClick(chart, Key.Key_Left)
        QTest.keyClick(chart, Key.Key_Plus)
        chart.stack.price.right.stretch(2)
        view = (chart.times.pitch, chart.times.right, chart.times.glued)
        scale = chart.stack.price.right
        prices = (scale.low, scale.high)
        lists = named(old, "Watchlist")
        assert isinstance(lists, QTableView)
        lists.selectRow(1)
        choose(screen, "Ivory")
        new = await redrawn(service, screen, old)
        pages = {b.text(): b.isChecked() for b in new.findChildren(QPushButton)}
        assert pages["Streams"]
        (row,) = named(new, "Watchlist").selectionModel().selectedRows()
        assert row.row() == 1
        (chart,) = new.findChildren(ChartWidget)
        assert (chart.times.pitch, chart.times.right, chart.times.glued) == view
        scale = chart.stack.price.right
        assert (scale.low, scale.high, scale.auto) == (*prices, False)
        assert QApplication.focusWidget() is chart

    on_screen(act)


def test_a_pane_that_fills_its_window_still_does(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        old = await begun(service, screen)
        old._docking.maximise("Chart")
        choose(screen, "Ivory")
        new = await redrawn(service, screen, old)
        assert new._docking.open_names() == ["Chart"]
        new._docking.maximise("Chart")
        assert {"Chart", "Ticket", "Ladder"} <= set(new._docking.open_names())

    on_screen(act)


def test_a_preview_is_answered_before_the_window_is_drawn_anew(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        old = await begun(service, screen)
        screen.trading.ticket.choose_type(screen.trading.ticket.order_type.MARKET)
        (focus,) = old.findChildren(ChartWidget)
        focus.setFocus()
        screen.trading.hotkeys.enable(on=True)
        QTest.keyClick(focus, Key.Key_B, CTRL)
        (sheet,) = old.findChildren(ConfirmSheet)
        choose(screen, "Ivory")
        told = screen.announcing.notices
        await until(service, lambda: any(one.title == "The new look waits" for one in told.shown))
        assert screen.window is old
        assert sheet.isVisible()
        QTest.keyClick(sheet, Key.Key_Return, CTRL)
        new = await redrawn(service, screen, old)
        assert screen._theme.name == "Ivory"
        await until(service, lambda: len(service.engine.desk.orders) == 1)
        assert not new.asking.sheets()

    on_screen(act)


def test_a_cell_that_is_edited_is_left_first(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        old = await begun(service, screen)
        line = typed(old, "Order as a line of text", "buy 1 es @ 100")
        QTest.keyClick(line, Key.Key_Return)
        await until(service, lambda: any(o.is_live for o in service.engine.desk.orders.values()))
        old.open_pane("Orders")
        table = named(old, "Orders")

        def edits() -> bool:  # once the row says that the order can be changed
            table.selectRow(0)
            QTest.keyClick(table, Key.Key_F2)
            return bool(old.findChildren(CellEditor))

        await until(service, edits)
        (editor,) = old.findChildren(CellEditor)
        QTest.keyClicks(editor, "10")
        choose(screen, "Ivory")
        await service.engine.host.sleep(0.3)
        assert screen.window is old
        assert editor.text() == "10"
        QTest.keyClick(editor, Key.Key_Escape)
        await redrawn(service, screen, old)

    on_screen(act)


def test_a_drawing_goes_on_in_the_new_window(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        old = await begun(service, screen)
        drawings = screen.charts.first.drawings
        await until(service, lambda: old.findChildren(ChartWidget)[0].count > 20)
        drawings.choose_kind(Kind.TREND)
        (chart,) = old.findChildren(ChartWidget)
        plot = chart.areas().plot.center().toPoint()
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=plot)
        assert drawings.is_begun
        choose(screen, "Ivory")
        new = await redrawn(service, screen, old)
        (chart,) = new.findChildren(ChartWidget)
        await until(service, lambda: chart.isVisible() and chart.areas().plot.width() > 100)
        assert drawings.is_begun
        plot = chart.areas().plot.center().toPoint()
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=plot + QPoint(60, 30))
        assert len(drawings.drawings) == 1

    on_screen(act)


def test_what_is_held_is_held_to_its_end(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        old = await begun(service, screen)
        (chart,) = old.findChildren(ChartWidget)
        chart.setFocus()
        QTest.keyPress(chart, Key.Key_K, CTRL | SHIFT)
        assert any(hold.is_on for hold in old.findChildren(Hold))
        choose(screen, "Ivory")
        await until(service, lambda: screen.trading.kill_switch.engaged)
        QTest.keyRelease(chart, Key.Key_K, CTRL | SHIFT)
        await redrawn(service, screen, old)

    on_screen(act)
