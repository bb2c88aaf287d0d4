"""An exit that rests beside the legs of a bracket makes way for them, as they do for it.

Such an exit is let through, for no exit is ever blocked: so its order and a leg may each close the
same position. What of the two trades first takes the other one out, or down to what is still held.
The legs follow every fill, see `brackets`; here the exit follows theirs. Only what the market does
before the broker has heard of it can turn the position, and that is told: `exit_overshot`.
"""

import logging
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Final

from traderterminal.desk.exposure import trades_first
from traderterminal.desk.ports import Terms
from traderterminal.desk.tracker import Change, FillBooked, OrderChanged, Tracker
from traderterminal.domain.errors import LedgerDown, OrderRefused
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import CancelFor, Intent, Order, OrderStatus, OrderType
from traderterminal.domain.positions import Lane
from traderterminal.kit.tasks import TaskScope

_log = logging.getLogger(__name__)

ZERO: Final = Decimal(0)


class OverlappingExits:
    """Takes out, or makes smaller, what rests as an exit of a position that a leg has closed."""

    def __init__(
        self,
        *,
        tracker: Tracker,
        change: Callable[[str, Terms], Awaitable[object]],
        cancel: Callable[[str, CancelFor], Awaitable[object]],
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._change = change
        self._cancel = cancel
        self._tasks = tasks
        self._asked: set[str] = set()  # to be smaller
        tracker.changed.connect(self._hear)

    def _hear(self, change: Change) -> None:
        match change:
            case FillBooked(fill=fill):
                leg = self._tracker.known_order(fill.order_id)
                if leg is not None and leg.link:
                    self._make_way((leg.account, leg.symbol), leg.side)
            case OrderChanged(order=order) if order.order_id in self._asked:
                known = self._tracker.known_order(order.order_id) or order
                if known.status is not OrderStatus.PENDING_REPLACE:
                    self._make_way((order.account, order.symbol), order.side)
                if not known.is_live:
                    self._asked.discard(order.order_id)

    def _make_way(self, lane: Lane, side: Side) -> None:
        room = max(ZERO, -self._tracker.known_position(*lane) * side.sign)
        exits = [
            order
            for order in self._tracker.live_orders(*lane)
            if order.reduces and not order.link and order.side is side and _rests(order)
        ]
        for order in sorted(exits, key=trades_first):
            kept = min(room, order.exposed_quantity)
            room -= kept
            if kept < order.exposed_quantity:
                fitting = self._fit(order, kept)
                self._tasks.spawn(fitting, name=f"make way {order.order_id}")
            else:
                self._asked.discard(order.order_id)

    async def _fit(self, order: Order, kept: Decimal) -> None:
        """Leave so much of an order, or none of it where it cannot be made smaller."""
        if kept and order.order_id not in self._asked:
            self._asked.add(order.order_id)
            terms = Terms(order.matched_quantity + kept, order.limit_price, order.stop_price)
            try:
                await self._change(order.order_id, terms)
            except (OrderRefused, LedgerDown) as failed:
                _log.info("exit %s in %s is not made smaller: %s", order.side, order.symbol, failed)
            else:
                return  # what becomes of it is heard
        await self._cancel(order.order_id, CancelFor.BRACKET)


def _rests(order: Order) -> bool:
    return (
        order.order_type is not OrderType.MARKET
        and order.intent is not Intent.CLOSE
        and order.status is not OrderStatus.PENDING_CANCEL
    )
