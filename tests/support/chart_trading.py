"""A chart whose orders and alerts can be taken hold of, on a bench, and the hand that does it."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest_asyncio
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.builders import ES
from tests.support.shown_chart import LEFT, Shown
from tests.support.trading_bench import TradingBench
from traderterminal.ui.chart.order_handles import OrderHandles

D = Decimal


class Hand:
    """The mouse over a chart with orders."""

    def __init__(self, bench: TradingBench) -> None:
        self.bench = bench
        self.shown = Shown(bench)
        self.chart = self.shown.chart
        self.handles = OrderHandles(self.chart, bench.trading, self.shown.theme)

    def y(self, price: str | D) -> int:
        """The pixel of a price."""
        return round(self.shown.scale.y(float(D(price) / ES.tick_size)))

    def grip(self, key: str) -> QPoint:
        """A point of a line's tag, as it was drawn last."""
        self.shown.paint()
        found = next(
            box for box, tag in self.chart.drawing.trading.handles if tag.key == key and box
        )
        return QPointF(found.left() + 8, found.center().y()).toPoint()

    def cross(self, key: str) -> QPoint:
        return self.shown.cross(key).toPoint()

    def still(self) -> QImage:
        """The chart as it is without a pointer over it."""
        QApplication.sendEvent(self.chart, QEvent(QEvent.Type.Leave))
        return self.shown.paint()

    def press(self, at: QPoint) -> None:
        QTest.mousePress(self.chart, LEFT, pos=at)

    def move(self, to: QPoint) -> None:
        QTest.mouseMove(self.chart, to)

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(self.chart, LEFT, pos=at)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.chart, key)


@pytest_asyncio.fixture
async def hand(qapp: QApplication) -> AsyncIterator[Hand]:
    bench = TradingBench()
    await bench.open()
    bench.chart.show(ES)
    made = Hand(bench)
    made.shown.fill()
    bench.say("4800.00", "4800.25")
    yield made
    made.chart.close()
    made.chart.deleteLater()
    qapp.sendPostedEvents(None, 0)
    await bench.close()
