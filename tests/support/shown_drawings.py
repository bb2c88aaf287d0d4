"""A chart widget with drawings on a bench, for the tests with Qt."""

from collections.abc import AsyncIterator

import pytest_asyncio
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.builders import ES
from tests.support.shown_chart import LEFT, Shown
from tests.support.ticket_bench import Bench
from traderterminal.ui.chart.drawing_board import DrawingBoard
from traderterminal.ui.viewmodels.drawing import Anchor, Drawing, Kind
from traderterminal.ui.viewmodels.drawing_book import DrawingBook, KeptDrawings
from traderterminal.ui.viewmodels.drawings import DrawingsViewModel


class ShownDrawings(Shown):
    """A chart of some hundred bars, and what a test draws on it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.kept: list[KeptDrawings] = []
        self.drawings = DrawingsViewModel(
            chart=bench.chart,
            ticket=bench.ticket,
            book=DrawingBook(KeptDrawings(), self.kept.append),
        )
        self.board = DrawingBoard(self.chart, self.drawings, self.theme)

    def pixel(self, bar: int, ticks: float) -> QPoint:
        """Where a price of a bar lies."""
        return QPointF(self.chart.times.middle(bar), self.scale.y(ticks)).toPoint()

    def anchor(self, bar: int, ticks: int) -> Anchor:
        """A price of a bar, of those that are still to come too."""
        times = self.drawings.times
        assert times is not None
        return Anchor(times.start(bar), ticks)

    def put(self, kind: Kind, *points: tuple[int, int]) -> Drawing:
        """Draw as by a program: points are bars and prices in ticks."""
        view = self.board.layer.view()
        assert view is not None
        self.drawings.choose_kind(kind)
        for bar, ticks in points:
            self.drawings.place(self.anchor(bar, ticks), view)
        if kind is Kind.TEXT:
            self.drawings.write("Opening range")
        drawn = self.drawings.chosen
        assert drawn is not None
        self.paint()
        return drawn

    def click(self, at: QPoint) -> None:
        """Move there and press the left button once."""
        QTest.mouseMove(self.chart, at)
        QTest.mouseClick(self.chart, LEFT, pos=at)
        self.paint()

    def press(self, key: Qt.Key, *, control: bool = False, shift: bool = False) -> None:
        """Press a key on the chart."""
        held = Qt.KeyboardModifier.NoModifier
        if control:
            held |= Qt.KeyboardModifier.ControlModifier
        if shift:
            held |= Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(self.chart, key, held)
        self.paint()


@pytest_asyncio.fixture
async def drawn(qapp: QApplication) -> AsyncIterator[ShownDrawings]:
    bench = Bench()
    await bench.open()
    bench.chart.show(ES)
    made = ShownDrawings(bench)
    made.fill()
    yield made
    made.drawings.close()
    made.chart.close()
    made.chart.deleteLater()
    qapp.sendPostedEvents(None, 0)
    await bench.close()
