"""Diagnostics: facts and what is missing, the streams over the day, latencies, the log."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.log_viewer import LogViewer
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.connections import STATE_WORDS, StreamRow, StreamState
from traderterminal.ui.viewmodels.diagnostics import DiagnosticsViewModel, Fact
from traderterminal.ui.widgets.controls import Segments
from traderterminal.ui.widgets.histogram import HistogramView
from traderterminal.ui.widgets.surface import lay_on
from traderterminal.ui.widgets.timeline import Timeline

PAGES: Final = (
    mark("Diagnostics", "Now"),
    mark("Diagnostics", "Streams"),
    mark("Diagnostics", "Latency"),
    mark("Diagnostics", "Log"),
)
#: Glyph and token of each state.
_STATES: Final = {
    StreamState.UP: ("●", "ok"),
    StreamState.LATE: ("warning", "warn"),
    StreamState.DOWN: ("stream lost", "error"),
    StreamState.RESTS: ("○", "t3"),
}


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
        self._choice = Segments(
            [translate("Diagnostics", page) for page in PAGES], self._turn, stretch=False
        )
        self._choice.choose(0)
        self._pages = QStackedWidget()
        self._open: dict[str, _Page] = {}
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

    def go_on_from(self, other: "DiagnosticsPane") -> None:
        """Turn to the page that another one is turned to."""
        self._turn(other._choice.chosen)

    def _turn(self, number: int) -> None:
        self._choice.choose(number)
        self._render()

    def _render(self) -> None:
        """Show the page that is turned to; the others are neither made nor worked out."""
        name = PAGES[self._choice.chosen]
        page = self._open.get(name)
        if page is None:
            page = self._open[name] = self._make(name)
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.renew()

    def _make(self, name: str) -> "_Page":
        match name:
            case "Now":
                return FactsPage(self._vm, self._theme)
            case "Streams":
                return StreamsPage(self._vm, self._theme, self._local)
            case "Latency":
                return LatencyPage(self._vm, self._theme)
            case _:
                return LogPage(self._vm, self._theme, self._local)


class _Page(QWidget):
    """A page of the pane."""

    def renew(self) -> None:
        """Show how things stand now."""
        raise NotImplementedError


class FactsPage(_Page):
    """What is known, and what is missing on this machine."""

    def __init__(self, vm: DiagnosticsViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self.table: TableView[Fact] = TableView(
            _fact_columns(), lambda fact: fact.name, theme, mark("Table", "Facts")
        )
        _fill(self, self.table)

    def renew(self) -> None:
        self.table.set_rows(self._vm.facts)


class StreamsPage(_Page):
    """How the streams stand, and how they stood over the day."""

    def __init__(
        self, vm: DiagnosticsViewModel, theme: Theme, local: Callable[[int], datetime]
    ) -> None:
        super().__init__()
        self._vm = vm
        self._local = local
        self.table: TableView[StreamRow] = TableView(
            self._columns(), lambda row: row.stream.key, theme, mark("Table", "Streams")
        )
        self._timeline = Timeline(theme, local)
        past = QScrollArea()
        past.setWidget(self._timeline)
        past.setWidgetResizable(True)
        past.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.table, 3)
        line.addWidget(past, 2)

    def renew(self) -> None:
        rows = self._vm.streams
        self.table.set_rows(rows)
        self._timeline.show_rows(rows)

    def _columns(self) -> list[Column[StreamRow]]:
        def age(row: StreamRow) -> Cell:
            seconds = row.stream.age_s
            return Cell(formats.NOTHING, "t3") if seconds is None else Cell(formats.age(seconds))

        def since(row: StreamRow) -> Cell:
            return Cell(f"{self._local(row.since_ns):%H:%M:%S}", "t2")

        def losses(row: StreamRow) -> Cell:
            return Cell(f"{row.losses:,}", "warn" if row.losses else "t2")

        return [
            Column(
                mark("Column", "Stream"),
                14,
                lambda row: Cell(row.stream.title, role="strong"),
                stretch=True,
            ),
            Column(
                mark("Column", "State"),
                9,
                _state,
                sample=Cell(translate("Diagnostics", "Not asked for"), role="medium", glyph="○"),
            ),
            Column(mark("Column", "Age"), 5, age, right=True, sample=Cell("23 h 59 m"), leaves=2),
            Column(mark("Column", "Since"), 5.7, since, right=True, sample=Cell("09:46:02")),
            Column(mark("Column", "Lost"), 4, losses, right=True, sample=Cell("100"), leaves=1),
        ]


class LatencyPage(_Page):
    """How long clicks, alerts and ticks take."""

    def __init__(self, vm: DiagnosticsViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self._views = [HistogramView(theme) for _ in vm.histograms]
        line = QHBoxLayout(self)
        side = theme.em(0.83)
        line.setContentsMargins(side, side // 2, side, side // 2)
        line.setSpacing(theme.em(2))
        for view in self._views:
            line.addWidget(view, 1)

    def renew(self) -> None:
        for view, histogram in zip(self._views, self._vm.histograms, strict=True):
            view.show_histogram(histogram)


class LogPage(_Page):
    """The log, read only while it is looked at."""

    def __init__(
        self, vm: DiagnosticsViewModel, theme: Theme, local: Callable[[int], datetime]
    ) -> None:
        super().__init__()
        self._vm = vm
        _fill(self, LogViewer(vm.log, theme, local))

    def renew(self) -> None:
        self._vm.log.refresh()


def _fill(page: QWidget, part: QWidget) -> None:
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.addWidget(part)


def _state(row: StreamRow) -> Cell:
    glyph, token = _STATES[row.stream.state]
    words = translate("Diagnostics", STATE_WORDS[row.stream.state])
    return Cell(words, "t1", "medium", glyph=glyph, glyph_token=token)


def _fact_columns() -> list[Column[Fact]]:
    return [
        Column(
            mark("Column", "What"),
            12,
            lambda fact: Cell(fact.name, "t2", glyph=fact.glyph, glyph_token="warn"),
            sample=Cell("Token of practice_tradovate"),
        ),
        Column(
            mark("Column", "How it is"),
            20,
            lambda fact: Cell(fact.value, fact.token, tip=fact.value),
            stretch=True,
        ),
    ]
