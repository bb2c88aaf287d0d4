"""A chart whose orders and alerts can be taken hold of, on a bench, and the hand that does it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

import pytest_asyncio
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.builders import ES, INSTRUMENTS
from tests.support.paper_desk import wish
from tests.support.shown_chart import LEFT, Shown
from tests.support.ticket_bench import Bench
from traderterminal.desk.ports import Broker
from traderterminal.domain.orders import Order, OrderType, TimeInForce
from traderterminal.market.price_alerts import PriceAlerts
from traderterminal.ui.chart.order_handles import OrderHandles
from traderterminal.ui.viewmodels.chart_trading import ChartTradingViewModel
from traderterminal.ui.viewmodels.orders import OrdersViewModel

D = Decimal


class TradingBench(Bench):
    """A chart, a ticket and a list of orders on one paper desk, and price alerts on its market."""

    def __init__(self, broker: Broker | None = None) -> None:
        super().__init__(broker=broker)
        numbers = count(1)
        self.alerts = PriceAlerts(self.hub, lambda: f"A{next(numbers)}")
        self.orders = OrdersViewModel(
            self.paper.desk,
            self.hub,
            self.paper.tasks,
            INSTRUMENTS.__getitem__,
            lambda instrument, at_ns: datetime(2024, 1, 11, tzinfo=UTC),
            self.accounts,
            self.journal.fills,
            self.paper.find_queue,
            self.arming,
        )
        self.trading = ChartTradingViewModel(
            chart=self.chart, orders=self.orders, ticket=self.ticket, alerts=self.alerts
        )

    async def close(self) -> None:
        self.trading.close()
        self.orders.close()
        self.alerts.close()
        await super().close()

    async def rests(self, side: str, kind: OrderType, price: str, quantity: int = 1) -> Order:
        """Let a limit or stop order rest."""
        which = "limit_price" if kind is OrderType.LIMIT else "stop_price"
        lasting = TimeInForce.GTC
        order = await self.paper.desk.place(
            wish(side, quantity, order_type=kind, time_in_force=lasting, **{which: D(price)})
        )
        await self.done()
        return self.latest(order)

    async def done(self) -> None:
        """Let everything that was set going come to its end, and the chart take it over."""
        await self.paper.drained()
        self.chart.flush()

    def latest(self, order: Order) -> Order:
        return self.paper.desk.orders[order.order_id]


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
