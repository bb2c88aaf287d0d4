"""A chart widget with studies on a bench, for the tests with Qt."""

from collections.abc import AsyncIterator

import pytest_asyncio
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtWidgets import QApplication

from tests.support.builders import ES
from tests.support.shown_chart import Shown
from tests.support.study_bench import StudyBench
from traderterminal.ui.chart.study_board import StudyActs, StudyBoard
from traderterminal.ui.viewmodels.study import ShownStudy


class ShownStudies(Shown):
    """A chart of some hundred bars, and the studies that a test puts on it."""

    def __init__(self, bench: StudyBench) -> None:
        super().__init__(bench)
        self.studies = bench.studies
        self.user = bench.user
        self.put_bars = bench.put_bars
        self.edited: list[ShownStudy] = []
        self.explained: list[ShownStudy] = []
        self.asked = 0
        acts = StudyActs(self.ask, self.edited.append, self.explained.append)
        self.board = StudyBoard(self.chart, bench.studies, self.theme, acts)
        QApplication.sendEvent(self.chart, QEvent(QEvent.Type.Leave))  # where a pointer began

    def ask(self) -> None:
        self.asked += 1

    def add(self, kind: str) -> ShownStudy:
        """Put a study on the chart, reckoned to its end."""
        row = self.studies.add(kind)
        assert row is not None
        self.frame()
        return row

    def frame(self) -> None:
        """Let a frame go by."""
        self.studies.flush()
        self.vm.flush()
        self.paint()

    @property
    def panes(self) -> list[str]:
        """The panes from top to bottom."""
        return [pane.key for pane in self.chart.stack.panes]

    def legend_of(self, row: ShownStudy) -> tuple[QPointF, QPointF]:
        """Where the name of a study, and its ×, were drawn."""
        self.paint()
        box = next(box for box, key in self.chart.drawing.rows if key == row.key)
        return box.topLeft() + QPointF(20, 8), QPointF(box.right() - 6, box.center().y())


@pytest_asyncio.fixture
async def charted(qapp: QApplication) -> AsyncIterator[ShownStudies]:
    bench = StudyBench()
    await bench.open()
    bench.put_bars(400)
    bench.chart.show(ES)
    made = ShownStudies(bench)
    made.frame()
    yield made
    made.chart.close()
    made.chart.deleteLater()
    qapp.sendPostedEvents(None, 0)
    bench.studies.close()
    await bench.close()
