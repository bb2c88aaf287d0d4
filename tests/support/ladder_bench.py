"""A ladder on the bench of the ticket, with the orders that it changes."""

from decimal import Decimal

from tests.support.builders import ES, INSTRUMENTS, quote
from tests.support.paper_desk import NOON_NS, wish
from tests.support.ticket_bench import Bench as TicketBench
from tests.support.ticket_bench import local
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderType
from traderterminal.market.ticks import Aggressor, DepthTick, TradeTick
from traderterminal.risk.limits import PAPER, RiskLimits
from traderterminal.ui.viewmodels.ladder import LadderViewModel
from traderterminal.ui.viewmodels.ladder_orders import OrderTag
from traderterminal.ui.viewmodels.orders import OrdersViewModel

D = Decimal
HOUR_NS = 3_600_000_000_000


def ticks(price: str) -> int:
    """Return a price of ES in ticks."""
    return ES.to_ticks(D(price))


class Bench(TicketBench):
    """The market is 4800.00 to 4800.25, for the desk, its broker and the hub alike."""

    def __init__(self, limits: RiskLimits = PAPER, latency_ms: int = 0) -> None:
        super().__init__(limits=limits, latency_ms=latency_ms)
        self.day_net: Decimal | None = D(0)
        self.orders = OrdersViewModel(
            self.paper.desk,
            self.hub,
            self.paper.tasks,
            INSTRUMENTS.__getitem__,
            local,
            self.accounts,
            self.journal.fills,
            self.paper.find_queue,
            self.arming,
        )
        self.ladder = LadderViewModel(
            desk=self.paper.desk,
            hub=self.hub,
            ticket=self.ticket,
            orders=self.orders,
            find_queue=self.paper.find_queue,
            session_end_ns=lambda instrument, at_ns: at_ns - at_ns % HOUR_NS + HOUR_NS,
            day_net=lambda _: self.day_net,
        )

    async def open(self) -> None:
        await super().open()
        self.ladder.show(ES)

    async def close(self) -> None:
        self.ladder.close()
        self.orders.close()
        await super().close()

    async def moves(self, bid: str, ask: str) -> None:
        """Quote anew to everybody, and wait for what that leads to."""
        self.paper.move(bid, ask)
        self.say(bid, ask)
        await self.paper.drained()
        self.ladder.flush()

    def quotes(self, bid: str | None, ask: str | None) -> None:
        """Quote one side alone, or none."""
        self.paper.market.quotes["ESH2024"] = quote(bid, ask)

    def displays(self, *changes: tuple[str, str, int]) -> None:
        """Display levels: side, price, size."""
        told = tuple((side, ticks(price), size) for side, price, size in changes)
        self.hub.publish(DepthTick("ESH2024", NOON_NS, told))
        self.ladder.flush()

    def prints(self, price: str, size: int = 1, by: Aggressor = Aggressor.BUYER) -> None:
        """Print a trade."""
        self.hub.publish(TradeTick("ESH2024", NOON_NS, ticks(price), size, by))
        self.ladder.flush()

    async def settled(self) -> None:
        """Wait until what was asked for is booked, and have it shown."""
        await self.paper.drained()
        self.ladder.flush()

    async def rests(
        self, side: str, price: str, quantity: int = 1, kind: OrderType = OrderType.LIMIT
    ) -> Order:
        """Let an order rest that was placed elsewhere."""
        limit, stop = (D(price), None) if kind is OrderType.LIMIT else (None, D(price))
        order = await self.paper.desk.place(
            wish(side, quantity, order_type=kind, limit_price=limit, stop_price=stop)
        )
        await self.settled()
        return order

    @property
    def all(self) -> list[Order]:
        """All orders, oldest first."""
        return list(self.paper.desk.orders.values())

    @property
    def sent(self) -> list[tuple[str, str, Decimal | None]]:
        """Side, type and price of the orders that were sent from the ladder."""
        return [
            (o.side.value, o.order_type.value, o.limit_price or o.stop_price)
            for o in self.all
            if o.source == "ladder"
        ]

    def tag(self, side: Side, price: str) -> OrderTag | None:
        return self.ladder.tags.get((side, ticks(price)))
