"""Exits that wait at the broker for their entry follow it when its price is changed.

Who is nearer to the market goes last: exits go before an entry that comes nearer, so that it finds
them where they belong, and behind one that goes away, once it is known to have gone. Where an entry
turns out to keep its old price, they keep or get back theirs. One that the broker does not move is
taken out there: the desk places it once the entry trades.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from traderterminal.desk.native_brackets import comes_nearer, moved_with_entry
from traderterminal.desk.ports import Terms, own_terms
from traderterminal.desk.tracker import Change, OrderChanged, Tracker
from traderterminal.domain.errors import LedgerDown, OrderRefused
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import CancelFor, Order, OrderStatus
from traderterminal.domain.quotes import Quote
from traderterminal.kit.frozen import frozen
from traderterminal.kit.tasks import TaskScope

_log = logging.getLogger(__name__)

#: Why an entry is not changed that had other terms when it was asked for.
_CHANGED: Final = "the order has changed meanwhile"
#: Exits, and the terms that each is to have.
Moves = Sequence[tuple[Order, Terms]]


@frozen
class _Asked:
    """What an entry was asked for, and what its exits do `if_taken` and `if_not`."""

    terms: Terms
    if_taken: Moves = ()
    if_not: Moves = ()


class FollowingExits:
    """Moves waiting exits along with their entries."""

    def __init__(
        self,
        *,
        tracker: Tracker,
        move: Callable[[str, Terms], Awaitable[Order]],
        cancel: Callable[[str, CancelFor], Awaitable[object]],
        instrument: Callable[[str], Instrument],
        quote: Callable[[str], Quote | None],
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._move = move
        self._cancel = cancel
        self._instrument = instrument
        self._quote = quote
        self._tasks = tasks
        self._asked: dict[str, _Asked] = {}  # by entry
        tracker.changed.connect(self._hear)

    async def lead(self, entry: Order, terms: Terms) -> None:
        """Have the exits of an entry follow it to new terms, which are to be asked for right after.

        Raises OrderRefused and LedgerDown, then all stand as they were.
        """
        live = self._tracker.live_orders(entry.account, entry.symbol)
        waiting = [order for order in live if order.parent_id == entry.order_id]
        if not waiting:
            return
        instrument, quote = self._instrument(entry.symbol), self._quote(entry.symbol)
        moves = moved_with_entry(entry, terms, waiting, instrument, quote)
        if not comes_nearer(entry, terms, quote):
            self._asked[entry.order_id] = _Asked(terms, if_taken=moves)
            return
        back = [(order, own_terms(order)) for order, _ in moves]
        try:
            for order, wanted in moves:
                await self._move(order.order_id, wanted)
                if own_terms(self._known(order)) != wanted:
                    words = {"status": "waiting for its exits to be moved"}
                    raise OrderRefused(Message("not_changeable", words))
            now = self._known(entry)
            if now.status is not OrderStatus.ACCEPTED or own_terms(now) != own_terms(entry):
                raise OrderRefused(Message("stopped_at_the_door", {"cause": _CHANGED}))
        except (OrderRefused, LedgerDown):
            await self._carry_out(back)
            raise
        self._asked[entry.order_id] = _Asked(terms, if_not=back)

    def _hear(self, change: Change) -> None:
        """Look at an entry once it is told what has become of its change."""
        if not isinstance(change, OrderChanged) or change.order.order_id not in self._asked:
            return
        entry = self._known(change.order)
        if entry.status is OrderStatus.PENDING_REPLACE:
            return
        asked = self._asked.pop(entry.order_id)
        wanted = asked.terms.limit_price, asked.terms.stop_price
        is_taken = (entry.limit_price, entry.stop_price) == wanted
        moves = asked.if_taken if is_taken else asked.if_not
        self._tasks.spawn(self._carry_out(moves), name="exits follow their entry")

    async def _carry_out(self, moves: Moves) -> None:
        """Move exits that are not there yet and may still trade, or have the desk place them."""
        for order, wanted in moves:
            now = self._known(order)
            if not now.is_live or own_terms(now) == wanted:
                continue
            try:
                await self._move(order.order_id, wanted)
            except (OrderRefused, LedgerDown) as failed:
                _log.info("exit %s in %s has not followed: %s", now.link, now.symbol, failed)
                if self._known(order).waits_for_entry:
                    await self._cancel(order.order_id, CancelFor.BRACKET)

    def _known(self, order: Order) -> Order:
        return self._tracker.known_order(order.order_id) or order
