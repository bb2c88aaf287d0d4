"""The diagnostics pane on the window of a real service, by mouse and keys."""

import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.support.on_screen import check_columns, named, pressed, until
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.ports import FeedState
from traderterminal.market.simulated import SimulatedMarket
from traderterminal.ui.panes.diagnostics import DiagnosticsPane
from traderterminal.ui.panes.side_button import PriceButton
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.connections import Span, Stream, StreamRow, StreamState
from traderterminal.ui.viewmodels.latencies import EDGES_MS, Histogram
from traderterminal.ui.viewmodels.sounds import Silence, SoundName
from traderterminal.ui.widgets.histogram import HistogramView
from traderterminal.ui.widgets.timeline import Timeline

LEFT = Qt.MouseButton.LeftButton
#: Where pictures go, to be looked at.
PICTURES = os.environ.get("DIAGNOSTICS_PICTURES", "")


@pytest.fixture
def theme() -> Theme:
    return read_theme("ink", 12)


def pane_of(screen: Screen) -> DiagnosticsPane:
    screen.window.open_pane("Diagnostics")
    (pane,) = screen.window.findChildren(DiagnosticsPane)
    return pane


def picture(screen: Screen, name: str) -> None:
    if PICTURES:
        screen.window.grab().save(str(Path(PICTURES) / f"{name}.png"))


def buy(screen: Screen) -> None:
    buttons = screen.window.findChildren(PriceButton)
    QTest.mouseClick(next(one for one in buttons if "Buy" in one.accessibleName()), LEFT)


def facts_of(pane: DiagnosticsPane) -> dict[str, str]:
    table = named(pane, "Facts").table
    return {table.cell(n, 0).text: table.cell(n, 1).text for n in range(table.rowCount())}


def test_it_tells_ticks_orders_streams_and_what_is_missing(on_screen: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = pane_of(screen)
        await until(service, lambda: facts_of(pane).get("Disk", "").endswith("MB left"))
        facts = facts_of(pane)
        assert facts["Last order event"] == "Not yet"
        assert facts["Last tick"].endswith("ago")
        assert facts["Streams"] == "None lost"
        assert facts["Tray"] == (
            "The system has no tray: notices are told in the window, and closing it ends the"
            " program."
        )
        assert "one monitor" in facts["Monitors"]
        assert "Sound" not in facts  # nothing is known to be wrong with it
        buy(screen)
        await until(service, lambda: "ago" in facts_of(pane)["Last order event"])
        check_columns(named(pane, "Facts"), read_theme("ink", 12))
        picture(screen, "now")

    on_screen(act)


def test_each_thing_that_is_missing_here_is_one_line(
    on_screen: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland-egl")

    async def act(service: Service, screen: Screen) -> None:
        lookout, diagnostics = screen.lookout, screen.lookout.diagnostics
        lookout.machine.has_keyring = False
        lacks = {one.name: one.value for one in diagnostics.facts if one.glyph == "warning"}
        assert set(lacks) == {"Tray", "Keyring", "Monitors", "Wayland"}
        assert lacks["Wayland"].startswith("The compositor places windows")
        assert "sealed under a passphrase" in lacks["Keyring"]
        lookout.machine.has_keyring = True
        monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
        monkeypatch.setattr(QGuiApplication, "screens", lambda: [1, 2])
        lacks = {one.name: one.value for one in diagnostics.facts if one.glyph == "warning"}
        assert set(lacks) == {"Tray"}

    on_screen(act)


def test_the_market_is_up_on_the_streams_page_and_stands_in_the_timeline(
    on_screen: Callable[..., Any],
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = pane_of(screen)
        pressed(pane, "Streams")
        table = named(pane, "Streams").table
        await until(service, lambda: table.rowCount() == 1)
        words = [table.cell(0, column).text for column in (0, 1, 4)]
        assert words == ["Simulated market", "Up", "0"]
        timeline = named(pane, "Streams over the day")
        assert timeline.accessibleDescription().startswith("Simulated market: up since ")
        picture(screen, "streams")

    on_screen(act)


def test_the_streams_of_the_start_before_stand_in_the_timeline_with_the_gap_between(
    on_screen: Callable[..., Any],
) -> None:
    async def first(service: Service, screen: Screen) -> int:
        await until(service, lambda: screen.lookout._goes_on)
        (row,) = screen.lookout.connections.rows()
        assert len(row.spans) == 1
        return row.since_ns

    async def second(service: Service, screen: Screen) -> list[Span]:
        connections = screen.lookout.connections
        await until(service, lambda: [len(row.spans) for row in connections.rows()] == [2])
        return list(connections.rows()[0].spans)

    began_ns = on_screen(first)
    before, since = on_screen(second)
    assert (before.start_ns, before.state) == (began_ns, StreamState.UP)
    assert before.end_ns < since.start_ns


def test_a_click_and_the_ticks_that_were_painted_are_timed(on_screen: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = pane_of(screen)
        buy(screen)
        pressed(pane, "Latency")
        sent, painted = named(pane, "Click → sent"), named(pane, "Tick → paint")
        await until(service, lambda: " of 1" in sent.accessibleDescription())
        await until(service, lambda: "p50" in painted.accessibleDescription())
        assert "Nothing measured yet" in named(pane, "Alert → filled").accessibleDescription()
        picture(screen, "latency")

    on_screen(act)


@pytest.mark.logs("something to look into")
def test_the_log_is_read_filtered_by_level_and_text_and_shown_whole(
    on_screen: Callable[..., Any],
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        log = logging.getLogger("traderterminal.app.engine")
        log.info("all is well")
        try:
            raise ValueError("what went wrong")
        except ValueError:
            log.warning("something to look into", exc_info=True)
        pane = pane_of(screen)
        pressed(pane, "Log")
        table = named(pane, "Log")
        await until(service, lambda: table.table.rowCount() >= 2)
        said = [table.table.cell(n, 3).text for n in range(table.table.rowCount())]
        assert said.index("something to look into") < said.index("all is well")
        pressed(pane, "Warning")
        said = [table.table.cell(n, 3).text for n in range(table.table.rowCount())]
        assert "all is well" not in said
        table.selectRow(said.index("something to look into"))
        whole = named(pane, "The selected line, whole")
        assert whole.isVisible()
        assert "ValueError: what went wrong" in whole.toPlainText()
        field = named(pane, "Show lines with a text")
        field.setFocus()
        QTest.keyClicks(field, "no such words")
        assert table.table.rowCount() == 0
        assert not whole.isVisible()
        picture(screen, "log")

    on_screen(act)


def test_it_is_turned_by_keys_alone(on_screen: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pane = pane_of(screen)
        focused = screen.window.focusWidget()
        assert isinstance(focused, QPushButton)
        assert focused.text() == "Now"
        QTest.keyClick(focused, Qt.Key.Key_Right)
        await until(service, lambda: named(pane, "Streams").isVisible())
        assert not named(pane, "Facts").isVisible()

    on_screen(act)


class Heard(Silence):
    def __init__(self) -> None:
        self.names: list[SoundName] = []

    def play(self, name: SoundName, volume: int) -> None:
        self.names.append(name)


def test_a_stream_that_is_lost_and_a_limit_that_is_reached_are_heard_and_shown(
    on_screen: Callable[..., Any],
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        heard = screen.lookout.sounds.sound = Heard()
        source, lookout = service.engine.source, screen.lookout
        assert isinstance(source, SimulatedMarket)
        lookout.connections.look()
        source._state = FeedState.DOWN
        lookout.connections.look()
        assert heard.names == [SoundName.DISCONNECT]
        source._state = FeedState.RUNNING
        limits = {"max_daily_loss": Decimal(1)}
        await service.engine.desk.change_limits("paper_simulator", limits)
        buy(screen)
        await service.engine.desk.place(
            OrderWish("paper_simulator", "ES", "delta", "buy", Decimal(2), source="ticket")
        )
        await until(service, lambda: SoundName.BREACH in heard.names)
        banners = screen.announcing.banners
        await until(service, lambda: any("Daily loss" in one.title for one in banners.shown))
        assert "Daily loss at its limit" in [one.title for one in screen.announcing.notices.shown]

    on_screen(act)


# What is painted.


def row(*states: tuple[StreamState, int, int]) -> StreamRow:
    """A stream that stood so from second to second."""
    spans = tuple(Span(a * NANOSECONDS, b * NANOSECONDS, state) for state, a, b in states)
    stream = Stream("apex", "O", "apex orders", states[-1][0], 0.1)
    return StreamRow(stream, spans[-1].start_ns, 1, spans)


def at(ns: int) -> datetime:
    return datetime.fromtimestamp(ns / NANOSECONDS, UTC)


def height_of(timeline: Timeline, x: int, color: QColor) -> int:
    image = timeline.grab().toImage()
    rows = range(timeline.height() * 3 // 5)
    return sum(image.pixelColor(x, y) == color for y in rows)


def test_what_is_wrong_stands_out_in_the_timeline_by_height_as_well_as_hue(
    qtbot: QtBot, theme: Theme
) -> None:
    timeline = Timeline(theme, at)
    qtbot.addWidget(timeline)
    up, late, down = StreamState.UP, StreamState.LATE, StreamState.DOWN
    timeline.show_rows([row((up, 0, 1000), (late, 1000, 2000), (down, 2000, 3000))])
    timeline.resize(956, timeline.sizeHint().height())
    left, room = theme.em(11), 956 - theme.em(11) - theme.em(0.67)
    heights = [
        height_of(timeline, left + room * part // 6, theme.color(token))
        for part, token in ((1, "ok"), (3, "warn"), (5, "error"))
    ]
    assert 0 < heights[0] < heights[1] < heights[2]


def test_a_loss_of_a_second_in_a_day_can_be_seen(qtbot: QtBot, theme: Theme) -> None:
    timeline = Timeline(theme, at)
    qtbot.addWidget(timeline)
    up, down = StreamState.UP, StreamState.DOWN
    timeline.show_rows([row((up, 0, 40_000), (down, 40_000, 40_001), (up, 40_001, 86_400))])
    timeline.resize(700, timeline.sizeHint().height())
    image, red = timeline.grab().toImage(), theme.color("error")
    seen = [x for x in range(700) if image.pixelColor(x, theme.em(0.6)) == red]
    assert len(seen) >= 2


def test_a_histogram_says_its_percentiles_and_draws_its_columns(qtbot: QtBot, theme: Theme) -> None:
    view = HistogramView(theme)
    qtbot.addWidget(view)
    counts = [0] * (len(EDGES_MS) + 1)
    counts[3], counts[-1] = 10, 5
    view.show_histogram(Histogram("Click → sent", "From there", tuple(counts), 2.04, 1500, None))
    assert view.accessibleDescription() == "From there. p50 2.0 ms  p95 1.5 s  p99 —  of 15"
    view.resize(260, 140)
    image, ink = view.grab().toImage(), theme.color("t2")
    pitch, middle = 260 / len(counts), 140 - theme.em(1.5) - 3
    drawn = [image.pixelColor(int((n + 0.4) * pitch), middle) == ink for n in range(len(counts))]
    assert [n for n, is_drawn in enumerate(drawn) if is_drawn] == [3, len(counts) - 1]
