"""A broker that answers nothing."""

from collections.abc import Callable, Sequence

from traderterminal.desk.ports import (
    AttachedExit,
    Capabilities,
    FillSeen,
    Listing,
    News,
    OrderNews,
    OrderSeen,
    PositionSeen,
    Terms,
)
from traderterminal.domain.orders import Order, OrderEvent, OrderType, TimeInForce


class SilentBroker:
    """Says nothing, or what it is told to raise; shows nothing and says that this is not all."""

    capabilities = Capabilities(frozenset(OrderType), frozenset(TimeInForce), keeps_orders=False)

    def __init__(self, error: Exception | None) -> None:
        self.error = error
        self.hear: Callable[[News], None] = lambda news: None
        self.submitted: list[str] = []

    def say(self, order_id: str, event: OrderEvent) -> None:
        self.hear(OrderNews("paper", event, order_id))

    def listen(self, hear: Callable[[News], None]) -> None:
        self.hear = hear

    async def submit(self, order: Order) -> None:
        self.submitted.append(order.order_id)
        if self.error:
            raise self.error

    async def submit_package(self, legs: Sequence[Order]) -> None:
        for leg in legs:
            await self.submit(leg)

    async def submit_bracket(self, entry: Order, exits: Sequence[AttachedExit]) -> None:
        await self.submit(entry)

    async def cancel(self, order: Order) -> None:
        return None

    async def replace(self, order: Order, terms: Terms) -> None:
        return None

    async def orders(self, account: str, since_ns: int) -> Listing[OrderSeen]:
        return Listing((), complete=False)

    async def fills(self, account: str, since_ns: int) -> Listing[FillSeen]:
        return Listing((), complete=False)

    async def positions(self, account: str) -> Listing[PositionSeen]:
        return Listing((), complete=False)

    def restore(self, orders: Sequence[Order]) -> Sequence[OrderNews]:
        return ()
