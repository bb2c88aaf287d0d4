"""Flatten: orders out, positions closed, and a second look whether that is what happened."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Final

from traderterminal.desk.exposure import protects, that_can_add
from traderterminal.desk.ports import OrderWish
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.orders import Intent, Order, OrderStatus
from traderterminal.domain.positions import Lane
from traderterminal.kit.clock import Clock, within
from traderterminal.kit.frozen import frozen

SOURCE: Final = "flatten"
#: What a broker may take to let an order go, before the close is sent all the same; host time.
CANCEL_S: Final = 3.0
#: What a close may take to be sent, and then to fill.
CLOSE_S: Final = 5.0
FILL_S: Final = 3.0
#: How often it looks again for what is left: late fills, orders that came between.
ROUNDS: Final = 3
PAUSE_S: Final = 1.0


@frozen
class FlattenResult:
    """How many orders were taken out, and how many positions are seen to be flat."""

    orders_cancelled: int
    positions_closed: int

    @classmethod
    def total(cls, results: Iterable["FlattenResult"]) -> "FlattenResult":
        """Add up the results of several accounts or symbols."""
        found = list(results)
        return cls(
            sum(one.orders_cancelled for one in found), sum(one.positions_closed for one in found)
        )


class Flatten:
    """Takes accounts out of the market. Every symbol of every account goes its own way, at once:

    a broker that hangs holds up nobody else, and every step is bounded in time.
    """

    def __init__(
        self,
        *,
        tracker: Tracker,
        place: Callable[[OrderWish], Awaitable[Order]],
        cancel: Callable[[str], Awaitable[bool]],
        leaving: Callable[[Lane], AbstractContextManager[None]],
        host: Clock,
    ) -> None:
        self._leaving = leaving
        self._tracker = tracker
        self._place = place
        self._cancel = cancel
        self._host = host

    async def accounts(self, accounts: Iterable[str], symbol: str = "") -> FlattenResult:
        """Flatten accounts, or one symbol of theirs.

        Raises what the first of them failed with, after all others had their turn.
        """
        work = [
            self._without_legs(account, each)
            for account in accounts
            for each in self._symbols(account)
            if symbol in ("", each)
        ]
        done = await asyncio.gather(*work, return_exceptions=True)
        for one in done:
            if isinstance(one, BaseException):
                raise one
        return FlattenResult.total(one for one in done if isinstance(one, FlattenResult))

    def _symbols(self, account: str) -> list[str]:
        held = [position.symbol for position in self._tracker.held(account)]
        working = [order.symbol for order in self._tracker.live_orders(account)]
        return list(dict.fromkeys((*held, *working)))

    async def _without_legs(self, account: str, symbol: str) -> FlattenResult:
        """Flatten a symbol, and let no bracket put its legs back meanwhile."""
        with self._leaving((account, symbol)):
            return await self._symbol(account, symbol)

    async def _symbol(self, account: str, symbol: str) -> FlattenResult:
        cancelled: set[str] = set()
        was_held = bool(self._tracker.known_position(account, symbol))
        for number in range(ROUNDS):
            if number:
                await self._host.sleep(PAUSE_S)  # what was not there to trade with may be by now
            cancelled |= await self._sweep(account, symbol)
            if not await self._close(account, symbol):
                break
        is_flat = not self._tracker.known_position(account, symbol)
        return FlattenResult(len(cancelled), int(was_held and is_flat))

    async def _sweep(self, account: str, symbol: str) -> set[str]:
        """Take out the orders of a symbol and wait until they are out; their ids.

        Raises LedgerDown where no close could be sent then: what protects stays.
        """
        orders = [
            order
            for order in self._tracker.live_orders(account, symbol)
            if not _closes(order) and order.status is not OrderStatus.INTENT
        ]
        held = self._tracker.known_position(account, symbol)
        if protects(orders, held):
            try:
                await self._tracker.begin_way_out(account, symbol)
            except LedgerDown:
                await self._take_out(that_can_add(orders, held))
                raise
        taken = await self._take_out(orders)
        if orders:
            await within(self._host, CANCEL_S, self._tracker.until_settled(account, symbol))
        return taken

    async def _take_out(self, orders: Sequence[Order]) -> set[str]:
        ids = [order.order_id for order in orders]
        asked = await asyncio.gather(*(self._cancel(order_id) for order_id in ids))
        return {order_id for order_id, taken in zip(ids, asked, strict=True) if taken}

    async def _close(self, account: str, symbol: str) -> bool:
        """Close what is held and wait for it to fill; False when there is no more to do here."""
        if any(_closes(order) for order in self._tracker.live_orders(account, symbol)):
            return False  # the way out is open already, and nothing is sent twice
        if self._tracker.known_position(account, symbol):
            if not await self._send_close(account, symbol):
                return False
            await within(self._host, FILL_S, self._tracker.until_settled(account, symbol))
        return bool(
            self._tracker.known_position(account, symbol)
            or self._tracker.live_orders(account, symbol)
        )

    async def _send_close(self, account: str, symbol: str) -> bool:
        """Send a close; say whether it is on its way."""
        wish = OrderWish(account, symbol, Intent.CLOSE.value, source=SOURCE)
        sent: list[Order] = []

        async def send() -> None:
            sent.append(await self._place(wish))

        await within(self._host, CLOSE_S, send())
        return any(order.status is not OrderStatus.DENIED for order in sent)


def _closes(order: Order) -> bool:
    return order.intent is Intent.CLOSE and order.source == SOURCE
