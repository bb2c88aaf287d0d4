"""A chart widget on a bench, and what a mouse does to it, for the tests with Qt."""

from collections.abc import AsyncIterator
from decimal import Decimal

import numpy as np
import pytest_asyncio
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.builders import ES
from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS, wish
from tests.support.ticket_bench import Bench
from traderterminal.app.screen import read_theme
from traderterminal.domain.orders import OrderType
from traderterminal.ui.chart.panes import Frame
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.pixels import PixelGrid

D = Decimal
LEFT = Qt.MouseButton.LeftButton
THEME = "ink"
BARS = 400


class Shown:
    """A chart of some hundred bars on a bench."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.vm = bench.chart
        self.theme = read_theme(THEME, 12)
        self.chart = ChartWidget(bench.chart, self.theme)
        self.chart.drawing.legends_due = lambda: True  # at every tick, however soon it comes
        self.chart.resize(900, 500)
        self.chart.show()

    def fill(self) -> None:
        """Trade for some hours, up and down by turns."""
        for number in range(BARS):
            middle = 4800 + (number % 40 if number % 80 < 40 else 40 - number % 40) // 2
            for offset in (0, 3, -2, 1 if number % 2 else -1):
                price = f"{middle + offset}.00"
                self.bench.trade(price, NOON_NS + number * MINUTE, 1 + number % 9)
        self.vm.flush()
        QApplication.sendEvent(self.chart, QEvent(QEvent.Type.Leave))  # where a pointer began
        self.paint()

    def paint(self, ratio: float = 1.0) -> QImage:
        """Return the chart as a screen of that pixel ratio shows it."""
        image = QImage(self.chart.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        self.chart.render(image)
        return image

    def pixels_of(self, token: str, image: QImage) -> int:
        """Return how many pixels of a picture have the colour of a token, or nearly."""
        color = self.theme.color(token)
        wanted = np.array([color.blue(), color.green(), color.red()], np.int16)
        found = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
        return int((abs(found[:, :, :3] - wanted) < 24).all(axis=2).sum())

    def frame_now(self) -> Frame:
        """Return what a frame is drawn with, but for its painter."""
        times, series = self.chart.times, self.vm.series
        assert series is not None
        first, last = times.visible(series.count)
        grid = PixelGrid()
        return Frame(QPainter(), self.theme, grid, times, first, last, series.count)

    @property
    def scale(self) -> Scale:
        """The scale of the prices."""
        return self.chart.stack.price.right

    @property
    def margin(self) -> int:
        """Where the right margin begins."""
        return self.chart.times.width

    def cross(self, order_id: str) -> QPointF:
        """Where an order's × was drawn."""
        self.paint()
        crosses = self.chart.drawing.trading.crosses
        return next(box.center() for box, found in crosses if found == order_id)

    async def rests(self, *prices: str, side: str = "buy") -> list[str]:
        """Let limit orders rest; return their ids."""
        for price in prices:
            await self.bench.paper.desk.place(
                wish(side, 1, order_type=OrderType.LIMIT, limit_price=D(price))
            )
        await self.bench.paper.drained()
        self.vm.flush()
        return [line.order_id for line in self.vm.order_lines]


def turn(chart: ChartWidget, at: QPointF, by: int) -> None:
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    where = QPointF(chart.mapToGlobal(at.toPoint()))
    event = QWheelEvent(at, where, QPoint(), QPoint(0, by), buttons, keys, phase, False)
    QApplication.sendEvent(chart, event)


def drag(chart: ChartWidget, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(chart, LEFT, pos=start)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(end),
        QPointF(chart.mapToGlobal(end)),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(chart, move)
    QTest.mouseRelease(chart, LEFT, pos=end)


@pytest_asyncio.fixture
async def shown(qapp: QApplication) -> AsyncIterator[Shown]:
    bench = Bench()
    await bench.open()
    bench.chart.show(ES)
    made = Shown(bench)
    yield made
    made.chart.close()
    made.chart.deleteLater()
    qapp.sendPostedEvents(None, 0)
    await bench.close()
