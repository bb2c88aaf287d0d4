"""Diagnostics: facts and what is missing, the streams over the day, latencies, the log."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from traderterminal.ui.panes.log_viewer import LogViewer
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.connections import StreamRow, StreamState
from traderterminal.ui.viewmodels.diagnostics import DiagnosticsViewModel, Fact
from traderterminal.ui.widgets.controls import Segments
from traderterminal.ui.widgets.histogram import HistogramView
from traderterminal.ui.widgets.surface import lay_on
from traderterminal.ui.widgets.timeline import Timeline

PAGES: Final = ("Now", "Streams", "Latency", "Log")
#: Glyph, words and token of each state.
_STATES: Final = {
    StreamState.UP: ("●", "Up", "ok"),
    StreamState.LATE: ("warning", "Late", "warn"),
    StreamState.DOWN: ("stream lost", "Down", "error"),
    StreamState.RESTS: ("○", "Not asked for", "t3"),
}
_HISTOGRAMS: Final = 3


class DiagnosticsPane(QWidget):
    """Draws a `DiagnosticsViewModel`, a page at a time.

    `local` gives a moment of host time on the wall clock of the window.
    """

    def __init__(
        self, vm: DiagnosticsViewModel, theme: Theme, local: Callable[[int], datetime]
    ) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._local = local
        lay_on(self, theme)
        self._choice = Segments(PAGES, self._turn, stretch=False)
        self._choice.choose(0)
        self.facts: TableView[Fact] = TableView(
            _fact_columns(), lambda fact: fact.name, theme, "Facts"
        )
        self.streams: TableView[StreamRow] = TableView(
            self._stream_columns(), lambda row: row.stream.key, theme, "Streams"
        )
        self._timeline = Timeline(theme, local)
        self._histograms = [HistogramView(theme) for _ in range(_HISTOGRAMS)]
        self._pages = QStackedWidget()
        log = LogViewer(vm.log, theme, local)
        for page in (self.facts, self._streams_page(), self._latency_page(), log):
            self._pages.addWidget(page)
        strip = QHBoxLayout()
        strip.setContentsMargins(6, 4, 6, 4)
        strip.addWidget(self._choice)
        strip.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(strip)
        layout.addWidget(self._pages, 1)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _streams_page(self) -> QWidget:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.streams, 1)
        past = QScrollArea()
        past.setWidget(self._timeline)
        past.setWidgetResizable(True)
        past.setFrameShape(QScrollArea.Shape.NoFrame)
        past.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        lay_on(past, self._theme)
        rows.addWidget(past, 1)
        return page

    def _latency_page(self) -> QWidget:
        page = QWidget()
        line = QHBoxLayout(page)
        side = self._theme.em(0.83)
        line.setContentsMargins(side, side // 2, side, side // 2)
        line.setSpacing(self._theme.em(2))
        for view in self._histograms:
            line.addWidget(view, 1)
        return page

    def _turn(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        self._render()

    def _render(self) -> None:
        """Show the page that is turned to; the others are not worked out."""
        vm = self._vm
        match PAGES[self._pages.currentIndex()]:
            case "Now":
                self.facts.set_rows(vm.facts)
            case "Streams":
                rows = vm.streams
                self.streams.set_rows(rows)
                self._timeline.show_rows(rows)
            case "Latency":
                for view, histogram in zip(self._histograms, vm.histograms, strict=True):
                    view.show_histogram(histogram)
            case _:
                vm.log.refresh()

    def _stream_columns(self) -> list[Column[StreamRow]]:
        def age(row: StreamRow) -> Cell:
            seconds = row.stream.age_s
            return Cell(formats.NOTHING, "t3") if seconds is None else Cell(formats.age(seconds))

        def since(row: StreamRow) -> Cell:
            return Cell(f"{self._local(row.since_ns):%H:%M:%S}", "t2")

        def losses(row: StreamRow) -> Cell:
            return Cell(f"{row.losses:,}", "warn" if row.losses else "t2")

        return [
            Column("Stream", 14, lambda row: Cell(row.stream.title, role="strong"), stretch=True),
            Column("State", 9, _state, sample=Cell("Not asked for", role="medium", glyph="○")),
            Column("Age", 5, age, right=True, sample=Cell("59 s"), leaves=2),
            Column("Since", 5.7, since, right=True, sample=Cell("09:46:02")),
            Column("Lost", 4, losses, right=True, sample=Cell("100"), leaves=1),
        ]


def _state(row: StreamRow) -> Cell:
    glyph, words, token = _STATES[row.stream.state]
    return Cell(words, "t1", "medium", glyph=glyph, glyph_token=token)


def _fact_columns() -> list[Column[Fact]]:
    return [
        Column(
            "What",
            12,
            lambda fact: Cell(fact.name, "t2", glyph=fact.glyph, glyph_token="warn"),
            sample=Cell("Token of practice_tradovate"),
        ),
        Column(
            "How it is", 20, lambda fact: Cell(fact.value, fact.token, tip=fact.value), stretch=True
        ),
    ]
