"""The calendar in the window: counted down, filtered, read again, and heard by the ticket."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.support.on_screen import check_columns, named, until
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.domain.fills import Side
from traderterminal.kit.clock import to_datetime
from traderterminal.ui.panes.news import NewsPane
from traderterminal.ui.panes.side_button import PriceButton

Run = Callable[..., Any]


def write(service: Service, *rows: tuple[int, str, str]) -> None:
    """List events so many minutes from now."""
    now = to_datetime(service.engine.hub.clock.now_ns())
    lines = ["date,time,event,importance,currency,forecast,previous"]
    for minutes, name, importance in rows:
        at = now + timedelta(minutes=minutes)
        lines.append(f"{at:%Y-%m-%d},{at:%H:%M:%S},{name},{importance},USD,0.3%,0.2%")
    path = service.engine.news.path
    assert path is not None
    path.write_text("\n".join(lines), "utf-8")


def shown(screen: Screen) -> NewsPane:
    screen.window.open_pane("Calendar")
    screen.window.flush()
    (pane,) = screen.window.findChildren(NewsPane)
    return pane


def with_calendar(on_screen: Run, folder: Path, act: Callable[..., Any]) -> None:
    (folder / "config.toml").write_text('[calendar]\nfile = "news.csv"\n', "utf-8")
    (folder / "news.csv").write_text("date,time,event\n", "utf-8")
    on_screen(act)


def test_without_a_file_it_says_how_to_name_one(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        words = [one.text() for one in shown(screen).findChildren(QLabel) if one.isVisible()]
        assert "No calendar" in words
        assert any("under [calendar]" in one for one in words)

    on_screen(act)


@pytest.mark.parametrize("size", [(1366, 768), (1600, 1000), (2560, 1440)])
def test_events_are_shown_whole_and_filtered(
    on_screen: Run, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.window.resize(*size)
        screen.window.arrange(*size)
        pane = shown(screen)
        write(service, (-30, "Retail sales", "medium"), (60, "CPI", "high"), (90, "Fed", "low"))
        QTest.mouseClick(named(pane, "Read the calendar again"), Qt.MouseButton.LeftButton)
        await until(service, lambda: bool(service.engine.news.events))
        screen.window.flush()

        def names() -> list[str]:
            return [row.event.name for row in pane.table.table.rows]

        assert names() == ["Retail sales", "CPI"]
        check_columns(pane.table, read_theme("ink", 12))
        chosen = {one.text(): one for one in pane.findChildren(QPushButton)}
        QTest.mouseClick(chosen["High"], Qt.MouseButton.LeftButton)
        assert names() == ["CPI"]
        QTest.mouseClick(chosen["All"], Qt.MouseButton.LeftButton)
        assert names() == ["Retail sales", "CPI", "Fed"]

    with_calendar(on_screen, tmp_path, act)


def test_the_ticket_waits_in_a_blackout_and_says_why(on_screen: Run, tmp_path: Path) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, pane = screen.window, shown(screen)
        write(service, (1, "CPI m/m", "high"))
        await service.engine.news.read()
        screen.trading.ticket.changed.emit(None)
        window.flush()
        theme = read_theme("ink", 12)
        (said,) = [one for one in pane.findChildren(QLabel) if "entries wait until" in one.text()]
        assert said.palette().color(said.foregroundRole()) == theme.color("warn")
        buy = next(b for b in window.findChildren(PriceButton) if "Buy" in b.accessibleName())
        await until(service, lambda: "CPI m/m is at" in screen.trading.ticket.line(Side.BUY).words)
        QTest.mouseClick(buy, Qt.MouseButton.LeftButton)
        await service.engine.host.sleep(0.1)
        assert all(order.filled_quantity == 0 for order in service.engine.desk.orders.values())

    with_calendar(on_screen, tmp_path, act)


@pytest.mark.logs("the calendar is not known")
def test_a_calendar_that_is_gone_is_told(on_screen: Run, tmp_path: Path) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = shown(screen)
        path = service.engine.news.path
        assert path is not None
        path.unlink()
        QTest.mouseClick(named(pane, "Read the calendar again"), Qt.MouseButton.LeftButton)
        await until(service, lambda: bool(service.engine.news.problem))
        screen.window.flush()
        words = " ".join(one.text() for one in pane.findChildren(QLabel))
        assert "Entries wait:" in words
        assert "Exits work." in words

    with_calendar(on_screen, tmp_path, act)
