"""How real is paper: the pane."""

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QLabel, QPushButton

from tests.support.on_screen import check_columns, named, until
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.domain.fills import Side
from traderterminal.journal.reality import ENOUGH, HOUR_NS, Comparison, Kind, Outcome
from traderterminal.ui.panes.reality import RealityPane
from traderterminal.ui.tables.table import TableView

D = Decimal
NAME = "How real is paper"


def compare(service: Service, kind: Kind, paper: Outcome, count: int = 1) -> None:
    real = Outcome(D(1), D("4800.25"), 120)
    for number in range(count):
        one = Comparison(f"TT{number}", "ES", kind, Side.BUY, D("0.25"), 9 * HOUR_NS, real, paper)
        service.engine.reality.add(one)


def dock_of(screen: Screen) -> QDockWidget:
    (found,) = [d for d in screen.window.findChildren(QDockWidget) if NAME in d.objectName()]
    return found


def pane_of(screen: Screen) -> RealityPane:
    (found,) = screen.window.findChildren(RealityPane)
    return found


def test_the_view_menu_closes_and_opens_it(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.window.open_pane(NAME)
        await until(service, dock_of(screen).isVisible)
        (action,) = [a for a in screen.window.findChildren(QAction) if a.text() == NAME]
        action.trigger()
        assert not dock_of(screen).isVisible()
        action.trigger()
        await until(service, dock_of(screen).isVisible)
        screen.window.flush()
        words = [label.text() for label in pane_of(screen).findChildren(QLabel)]
        assert "Nothing compared yet" in words

    on_screen(act)


@pytest.mark.parametrize("size", [(1600, 1000), (1366, 768)])
def test_what_was_compared_is_shown_whole(on_screen: Any, size: tuple[int, int]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        window.resize(*size)
        window.arrange(*size)
        compare(service, Kind.AT_ONCE, Outcome(D(1), D("4800.00"), 0), ENOUGH)
        compare(service, Kind.LIMIT, Outcome())
        window.open_pane(NAME)
        await service.engine.host.sleep(0.1)
        window.flush()
        table = named(window, NAME)
        assert isinstance(table, TableView)
        assert table.table.rowCount() == 2
        check_columns(table, read_theme("ink", 12))

    on_screen(act)


def test_the_switch_shows_what_holds(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        compare(service, Kind.AT_ONCE, Outcome(D(1), D("4800.00"), 0), ENOUGH)
        screen.window.open_pane(NAME)
        screen.window.flush()
        switches = {b.text(): b for b in pane_of(screen).findChildren(QPushButton)}
        assert switches["As is"].isChecked()
        switches["Corrected"].click()
        await until(service, lambda: service.engine.reality.is_applied)
        screen.window.flush()
        assert switches["Corrected"].isChecked()
        words = " ".join(label.text() for label in pane_of(screen).findChildren(QLabel))
        assert "20 orders compared. Paper trades as late and as dear" in words

    on_screen(act)
