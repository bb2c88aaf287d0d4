"""A chart, a ticket and a list of orders on one paper desk, with price alerts on its market."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

from tests.support.builders import INSTRUMENTS
from tests.support.paper_desk import wish
from tests.support.ticket_bench import Bench
from traderterminal.desk.ports import Broker
from traderterminal.domain.orders import Order, OrderType, TimeInForce
from traderterminal.market.price_alerts import PriceAlerts
from traderterminal.ui.viewmodels.chart_trading import ChartTradingViewModel
from traderterminal.ui.viewmodels.orders import OrdersViewModel

D = Decimal


class TradingBench(Bench):
    """A chart, a ticket and a list of orders on one paper desk, and price alerts on its market."""

    def __init__(self, broker: Broker | None = None, accounts: Sequence[str] = ("paper",)) -> None:
        super().__init__(broker=broker, accounts=accounts)
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

    async def rests(
        self, side: str, kind: OrderType, price: str, quantity: int = 1, **changes: object
    ) -> Order:
        """Let an order rest at its limit or trigger."""
        which = "limit_price" if kind is OrderType.LIMIT else "stop_price"
        terms = {"time_in_force": TimeInForce.GTC, which: D(price), **changes}
        order = await self.paper.desk.place(wish(side, quantity, order_type=kind, **terms))
        await self.done()
        return self.latest(order)

    async def done(self) -> None:
        """Let everything that was set going come to its end, and the chart take it over."""
        await self.paper.drained()
        self.chart.flush()

    def latest(self, order: Order) -> Order:
        return self.paper.desk.orders[order.order_id]
