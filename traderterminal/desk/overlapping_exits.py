"""An exit that rests beside the legs of a bracket makes way for them, as they do for it.

Such an exit is let through, for no exit is ever blocked: so its order and a leg may each close the
same position. The legs follow every fill, see `brackets`; here the exit follows those of the legs.
It is made no larger than what is still held, and taken out only once nothing is: it may be all that
protects the position. What is refused is tried again, at growing intervals. Only what the market
does before the broker has heard of it can turn the position, and that is told: `exit_overshot`.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.desk.exposure import trades_first
from traderterminal.desk.ports import Terms, own_terms
from traderterminal.desk.tracker import Change, FillBooked, Tracker
from traderterminal.domain.errors import LedgerDown, OrderRefused
from traderterminal.domain.orders import CancelFor, Intent, Order, OrderStatus, OrderType
from traderterminal.domain.positions import Lane
from traderterminal.kit.clock import Clock
from traderterminal.kit.tasks import TaskScope

_log = logging.getLogger(__name__)

#: Until what was refused is tried again, at first and at most.
AGAIN_S: Final = 1.0
LONGEST_S: Final = 10.0
ZERO: Final = Decimal(0)


class OverlappingExits:
    """Makes smaller what rests as an exit when a leg has closed a part of the position, and takes
    it out when nothing is left."""

    def __init__(
        self,
        *,
        tracker: Tracker,
        change: Callable[[str, Terms], Awaitable[object]],
        cancel: Callable[[str, CancelFor], Awaitable[object]],
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._change = change
        self._cancel = cancel
        self._host = host
        self._tasks = tasks
        self._ahead: set[Lane] = set()  # where legs are known to have traded before their entries
        self._tended: set[str] = set()  # exits that do not fit yet
        self._held: dict[Lane, Decimal] = {}  # after the fill that was told before
        tracker.changed.connect(self._hear)

    def _hear(self, change: Change) -> None:
        if not isinstance(change, FillBooked):
            return
        fill = change.fill
        lane, order = (fill.account, fill.symbol), self._tracker.known_order(fill.order_id)
        held = self._tracker.known_position(*lane)
        # Of several fills in one piece of news the first already finds what all have left.
        before = self._held.get(lane, held), held - fill.signed_quantity
        self._held[lane] = held
        if order is None or not (order.link or lane in self._ahead):
            return
        if self._is_ahead(lane):
            self._ahead.add(lane)  # the fill of an entry is yet to be told
        else:
            self._ahead.discard(lane)
            self._look(lane, before)

    def _is_ahead(self, lane: Lane) -> bool:
        """Whether more of an entry's legs is known to have traded than of itself, though it may."""
        traded: dict[str, Decimal] = {}
        for leg in self._tracker.known_all():
            if leg.link and (leg.account, leg.symbol) == lane:
                traded[leg.parent_id] = traded.get(leg.parent_id, ZERO) + leg.filled_quantity
        entries = ((self._tracker.known_order(parent), done) for parent, done in traded.items())
        return any(
            # Of one that has traded whole nothing is to come: its legs have traded too much.
            entry is not None and entry.filled_quantity < min(done, entry.quantity)
            for entry, done in entries
        )

    def _look(self, lane: Lane, before: Sequence[Decimal]) -> None:
        """See to what is too large now; `before` is what may have been held until a moment ago."""
        for order, kept in self._too_large(lane):
            if order.order_id not in self._tended:
                # What its trader has made larger than the position is more than an exit.
                if order.exposed_quantity <= max(-held * order.side.sign for held in before):
                    self._tended.add(order.order_id)
                    tending = self._tend(lane, order.order_id)
                    self._tasks.spawn(tending, name=f"make way {order.order_id}")
            elif not kept:  # at once, whatever else is on its way
                self._tasks.spawn(self._leave(order), name=f"make way {order.order_id}")

    def _too_large(self, lane: Lane) -> list[tuple[Order, Decimal]]:
        """Return the resting exits that could close more than is held, each with what it may."""
        held, taken = self._tracker.known_position(*lane), ZERO
        found: list[tuple[Order, Decimal]] = []
        for order in sorted(self._tracker.live_orders(*lane), key=trades_first):
            if order.reduces and not order.link and _rests(order):
                kept = min(max(ZERO, -held * order.side.sign - taken), order.exposed_quantity)
                taken += kept
                if kept < order.exposed_quantity:
                    found.append((order, kept))
        return found

    async def _tend(self, lane: Lane, order_id: str) -> None:
        """Try until an exit fits, or has gone."""
        pause = AGAIN_S
        try:
            while True:
                found = (pair for pair in self._too_large(lane) if pair[0].order_id == order_id)
                order, kept = next(found, (None, ZERO))
                if order is None:
                    return
                if await self._fit(order, kept) and kept:
                    continue  # a leg may have traded meanwhile
                await self._host.sleep(pause)
                pause = min(2 * pause, LONGEST_S)
        finally:
            self._tended.discard(order_id)

    async def _leave(self, order: Order) -> None:
        """Go at once, also while its change is awaited."""
        await self._fit(order, ZERO)

    async def _fit(self, order: Order, kept: Decimal) -> bool:
        """Leave so much of an order, or take it out; say whether that could be asked for."""
        try:
            if kept:
                terms = replace(own_terms(order), quantity=order.matched_quantity + kept)
                await self._change(order.order_id, terms)
            elif order.status is not OrderStatus.PENDING_CANCEL:
                await self._cancel(order.order_id, CancelFor.BRACKET)
        except (OrderRefused, LedgerDown) as failed:
            _log.info("exit %s in %s has not made way: %s", order.side, order.symbol, failed)
            return False
        return True


def _rests(order: Order) -> bool:
    return order.order_type is not OrderType.MARKET and order.intent is not Intent.CLOSE
