"""Destinations: several brokers that together have the orders of one account."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from traderterminal.desk.ports import (
    AttachedExit,
    Broker,
    Capabilities,
    FillSeen,
    Listing,
    News,
    OrderNews,
    OrderSeen,
    PositionSeen,
    Terms,
)
from traderterminal.domain.errors import NotSent
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order


class Destinations:
    """Implements `desk.ports.Broker` over one broker for each thing that is traded.

    What a request is about decides who gets it; a question goes to all, and the answer is complete
    when all of theirs are.
    """

    def __init__(
        self, ways: Mapping[AssetClass, Broker], asset_class: Callable[[str], AssetClass]
    ) -> None:
        self._ways = dict(ways)
        self._asset_class = asset_class
        self._brokers = list(dict.fromkeys(self._ways.values()))

    @property
    def capabilities(self) -> Capabilities:
        """What all of them do: for questions of the account as a whole."""
        each = [broker.capabilities for broker in self._brokers]
        return Capabilities(
            order_types=frozenset.intersection(*(one.order_types for one in each)),
            times_in_force=frozenset.intersection(*(one.times_in_force for one in each)),
            replace=all(one.replace for one in each),
            brackets=each[0].brackets if len({one.brackets for one in each}) == 1 else None,
            carries_order_id=all(one.carries_order_id for one in each),
            keeps_orders=any(one.keeps_orders for one in each),
            packages=all(one.packages for one in each),
            visible_after_s=max(one.visible_after_s for one in each),
            asset_classes=frozenset(self._ways),
        )

    def listen(self, hear: Callable[[News], None]) -> None:
        for broker in self._brokers:
            broker.listen(hear)

    async def submit(self, order: Order) -> None:
        await self._way(order).submit(order)

    async def submit_package(self, legs: Sequence[Order]) -> None:
        await self._way(legs[0]).submit_package(legs)

    async def submit_bracket(self, entry: Order, exits: Sequence[AttachedExit]) -> None:
        await self._way(entry).submit_bracket(entry, exits)

    async def replace(self, order: Order, terms: Terms) -> None:
        await self._way(order).replace(order, terms)

    async def cancel(self, order: Order) -> None:
        await self._way(order).cancel(order)

    async def orders(self, account: str, since_ns: int) -> Listing[OrderSeen]:
        """Return what all of them list."""
        found = await asyncio.gather(*(b.orders(account, since_ns) for b in self._brokers))
        return Listing([item for one in found for item in one.items], _all_complete(found))

    async def fills(self, account: str, since_ns: int) -> Listing[FillSeen]:
        """Return the executions that all of them list."""
        found = await asyncio.gather(*(b.fills(account, since_ns) for b in self._brokers))
        return Listing([item for one in found for item in one.items], _all_complete(found))

    async def positions(self, account: str) -> Listing[PositionSeen]:
        """Return what is held at all of them."""
        found = await asyncio.gather(*(b.positions(account) for b in self._brokers))
        return Listing([item for one in found for item in one.items], _all_complete(found))

    def restore(self, orders: Sequence[Order]) -> Sequence[OrderNews]:
        """Let each take back what was its own."""
        return [
            news
            for broker in self._brokers
            for news in broker.restore(
                [o for o in orders if self._ways.get(self._asset_class(o.symbol)) is broker]
            )
        ]

    def _way(self, order: Order) -> Broker:
        broker = self._ways.get(self._asset_class(order.symbol))
        if broker is None:  # the settings have changed since the order was let through
            parameters = {"account": order.account, "symbol": order.symbol}
            raise NotSent(Message("stopped_at_the_door", parameters, "no_destination"))
        return broker


def _all_complete(
    listings: Sequence[Listing[OrderSeen]]
    | Sequence[Listing[FillSeen]]
    | Sequence[Listing[PositionSeen]],
) -> bool:
    return all(one.complete for one in listings)
