"""Dispatch: what leaves for a broker, made durable first, and what becomes of each request.

An order and a change leave once; a cancel may be sent again. What is neither taken nor refused is
of unknown outcome and goes to the look-ups, whatever it was that failed.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from traderterminal.desk.flatten import CANCEL_S
from traderterminal.desk.gate import Ruling
from traderterminal.desk.ports import Broker, OrderNews, Terms
from traderterminal.desk.reconcile import Reconciler
from traderterminal.desk.router import Router
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.errors import LedgerDown, NotSent, OrderRefused, OutcomeUnknown
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    CancelFor,
    CancelRefused,
    CancelRequested,
    Denied,
    Order,
    OrderEvent,
    OrderStatus,
    OrderType,
    ProvenAbsent,
    Refused,
    ReplaceRefused,
    ReplaceRequested,
)
from traderterminal.kit.clock import Clock, within
from traderterminal.kit.tasks import TaskScope

#: The reason of an exit that would be more than is held by the time at which it is to leave.
OVERTAKEN: Final = Message("stopped_at_the_door", {"cause": "the position has changed meanwhile"})


class Dispatch:
    """Sends orders, changes and cancels to the broker of their account."""

    def __init__(
        self,
        *,
        tracker: Tracker,
        router: Router,
        reconciler: Reconciler,
        is_killed: Callable[[], bool],
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._router = router
        self._reconciler = reconciler
        self._is_killed = is_killed
        self._host = host
        self._tasks = tasks
        self._prepared: set[str] = set()  # decided on, and nothing has left yet
        self._withdrawn: set[str] = set()

    # Orders.

    async def carry_out(self, order: Order, ruling: Ruling) -> Order:
        """Book the refusal, or make the intent durable and send it; return it as booked.

        One that has left while the ledger is down comes back as it is known. Raises LedgerDown,
        then nothing has left.
        """
        if ruling.refusal is not None:
            return await self._tracker.deny(order.apply(Denied(ruling.refusal)))
        broker = self._broker(order)
        sent: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._prepared.add(order.order_id)
        # In a task of its own: a caller that goes away must not leave an intent half sent.
        self._tasks.spawn(self._send(order, broker, sent), name=f"send {order.order_id}")
        await sent
        await self._tracker.durable()
        known = self._tracker.known_order(order.order_id) or order
        return self._tracker.orders.get(order.order_id, known)

    async def carry_out_package(self, decided: Sequence[tuple[Order, Ruling]]) -> Order:
        """Book the refusals, or make all intents durable and send them as one; return the first.

        Raises LedgerDown, then nothing has left.
        """
        first, ruling = decided[0]
        if ruling.refusal is not None:
            denied = [
                await self._tracker.deny(order.apply(Denied(ruling.refusal)))
                for order, ruling in decided
                if ruling.refusal is not None
            ]
            return denied[0]
        legs = [order for order, _ in decided]
        sent: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._prepared.update(order.order_id for order in legs)
        self._tasks.spawn(self._send_package(legs, sent), name=f"send {first.order_id}")
        await sent
        await self._tracker.durable()
        known = self._tracker.known_order(first.order_id) or first
        return self._tracker.orders.get(first.order_id, known)

    async def _send_package(self, legs: Sequence[Order], sent: asyncio.Future[None]) -> None:
        try:
            sending = await self._tracker.intend_together(legs)
        except BaseException as error:
            self._any_withdrawn(legs)
            _answer(sent, error)
            if isinstance(error, LedgerDown):
                return
            raise
        try:
            await self._hand_over(sending)
        finally:
            _answer(sent)

    async def _hand_over(self, legs: Sequence[Order]) -> None:
        """Send the legs of a package as one; what becomes of one becomes of all."""
        try:
            self._reconciler.check_environment(legs[0].account)
            if self._any_withdrawn(legs):
                raise _stopped("it was cancelled before it left")
            for order in legs:
                self._stop_at_the_door(order)
            await self._broker(legs[0]).submit_package(legs)
        except OrderRefused as refused:
            self._tell_all(legs, Refused(refused.message))
        except NotSent as failed:
            self._tell_all(legs, ProvenAbsent(failed.message))
        except BaseException as error:
            for order in legs:
                self._reconciler.lost(order)
            if not isinstance(error, OutcomeUnknown):
                raise

    def _tell_all(self, legs: Sequence[Order], event: OrderEvent) -> None:
        for order in legs:
            self._tracker.hear(order.order_id, event)

    def _any_withdrawn(self, legs: Sequence[Order]) -> bool:
        """Say whether the cancel of a leg was asked for before anything left."""
        withdrawn = [self._is_withdrawn(order) for order in legs]  # of each: from here on it leaves
        return any(withdrawn)

    async def _send(self, order: Order, broker: Broker, sent: asyncio.Future[None]) -> None:
        try:
            sending = await self._tracker.intend(order)
        except BaseException as error:
            self._is_withdrawn(order)
            _answer(sent, error)
            if isinstance(error, LedgerDown):
                return
            raise
        try:
            self._reconciler.check_environment(order.account)
            self._stop_at_the_door(sending)
            await broker.submit(sending)
        except OrderRefused as refused:
            self._tracker.hear(order.order_id, Refused(refused.message))
        except NotSent as failed:
            self._tracker.hear(order.order_id, ProvenAbsent(failed.message))
        except OutcomeUnknown:
            self._reconciler.lost(sending)
        except BaseException:
            self._reconciler.lost(sending)
            raise
        finally:
            _answer(sent)

    def _stop_at_the_door(self, order: Order) -> None:
        """Raise NotSent for an order that may not leave any more: asked at the last moment.

        While it was made durable it may have been cancelled, the kill switch thrown, its account
        halted, or what it was to close closed by another.
        """
        if self._is_withdrawn(order):
            raise _stopped("it was cancelled before it left")
        if order.reduces:
            held = self._tracker.known_position(order.account, order.symbol)
            closable = -held * order.side.sign
            follows = bool(order.link) and order.order_type is not OrderType.MARKET
            if order.quantity > closable and (closable <= 0 or not follows):
                raise NotSent(OVERTAKEN)
            return
        if self._is_killed():
            raise _stopped("the kill switch is on")
        state = self._tracker.known_account(order.account).state
        if state is not TradingState.ACTIVE:
            raise _stopped(f"the account is {state}")

    def _is_withdrawn(self, order: Order) -> bool:
        """Say whether a cancel was asked for before anything left; from here on it may leave."""
        self._prepared.discard(order.order_id)
        withdrawn = order.order_id in self._withdrawn
        self._withdrawn.discard(order.order_id)
        return withdrawn

    # Cancels.

    async def cancel(self, order_id: str, purpose: CancelFor) -> bool:
        """Ask for the cancel of an order that is live; say whether it is one.

        The ledger is not waited for: what is on its way out must not hang on a slow disk.
        """
        order = self._tracker.known_order(order_id)
        if order is None or not order.is_live:
            return False
        if order_id in self._prepared:
            self._withdrawn.add(order_id)
            return True
        if order.status is OrderStatus.INTENT:
            return False
        if order.status is OrderStatus.PENDING_CANCEL:
            self._reconciler.cancel_again(order_id)
        self._tracker.hear(order_id, CancelRequested(purpose))
        await self._send_cancel(self._tracker.known_order(order_id) or order)
        return True

    async def cancel_in_time(self, order_id: str) -> bool:
        """Ask for a cancel without waiting for a broker that hangs; say whether it answered."""

        async def ask() -> None:
            await self.cancel(order_id, CancelFor.CLOSE)

        asked = self._tasks.spawn(ask(), name=f"cancel {order_id}")
        if await within(self._host, CANCEL_S, asyncio.wait((asked,))):
            return True
        self._reconciler.pursue(order_id)
        return False

    async def _send_cancel(self, order: Order) -> None:
        try:
            self._reconciler.check_environment(order.account)
            await self._broker(order).cancel(order)
        except OrderRefused:
            self._reconciler.hear(OrderNews(order.account, CancelRefused(), order.order_id))
        except (NotSent, OutcomeUnknown):
            self._reconciler.pursue(order.order_id)  # a cancel may be sent again
        except BaseException:
            self._reconciler.pursue(order.order_id)
            raise

    # Changes.

    async def change(self, order: Order, terms: Terms, *, adds: bool) -> None:
        """Ask once for new terms, which may add exposure.

        Raises OrderRefused and LedgerDown; then the order stands as it was.
        """
        self._tracker.hear(order.order_id, ReplaceRequested(terms.quantity))
        try:
            await self._tracker.booked()
            self._reconciler.check_environment(order.account)
            current = self._still_to_change(order, terms, adds)
        except BaseException as stopped:
            self._stands(order)
            if isinstance(stopped, NotSent):
                raise OrderRefused(stopped.message) from stopped
            raise
        try:
            await self._broker(order).replace(current, terms)
        except (OrderRefused, NotSent) as refused:
            self._stands(order)
            await self._tracker.durable()
            raise OrderRefused(refused.message) from refused
        except OutcomeUnknown:
            self._reconciler.pursue(order.order_id)  # a change may not be sent again
        except BaseException:
            self._reconciler.pursue(order.order_id)
            raise

    def _still_to_change(self, order: Order, terms: Terms, adds: bool) -> Order:
        """Return the order as it stands by now; raises NotSent if it is not to be changed."""
        current = self._tracker.known_order(order.order_id) or order
        if current.status is not OrderStatus.PENDING_REPLACE:
            raise _stopped("it ended or was cancelled meanwhile")
        if adds or terms.quantity > order.quantity:
            asked = terms.quantity - current.matched_quantity
            self._stop_at_the_door(replace(current, quantity=asked, reduces=not adds))
        return current

    def _stands(self, order: Order) -> None:
        current = self._tracker.known_order(order.order_id)
        if current is not None and current.is_live and current.asked_quantity is not None:
            self._tracker.hear(order.order_id, ReplaceRefused())

    def _broker(self, order: Order) -> Broker:
        return self._router.broker(self._tracker.known_account(order.account))


def _answer(sent: asyncio.Future[None], error: BaseException | None = None) -> None:
    """Let whoever waits go on; he may have gone away."""
    if sent.done():
        return
    if error is None:
        sent.set_result(None)
    else:
        sent.set_exception(error)
        sent.exception()  # he may still go away before he hears of it


def is_overtaken(order: Order) -> bool:
    """Say whether an exit did not leave because the position had changed meanwhile."""
    return order.status is OrderStatus.REJECTED and order.reason == OVERTAKEN


def _stopped(cause: str) -> NotSent:
    return NotSent(Message("stopped_at_the_door", {"cause": cause}))
