"""Dispatch: what leaves for a broker, made durable first, and what becomes of each request.

An order and a change leave once; a cancel may be sent again. What is neither taken nor refused is
of unknown outcome and goes to the look-ups, whatever it was that failed.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from traderterminal.desk.flatten import CANCEL_S
from traderterminal.desk.ports import Broker, Terms
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
    Order,
    OrderStatus,
    ProvenAbsent,
    Refused,
    ReplaceRefused,
    ReplaceRequested,
)
from traderterminal.kit.clock import Clock, within
from traderterminal.kit.tasks import TaskScope


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

    async def send(self, order: Order) -> None:
        """Make an order durable and ask its broker once; raises LedgerDown, then nothing left."""
        broker = self._broker(order)
        sent: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # In a task of its own: a caller that goes away must not leave an intent half sent.
        self._tasks.spawn(self._send(order, broker, sent), name=f"send {order.order_id}")
        await asyncio.shield(sent)

    async def _send(self, order: Order, broker: Broker, sent: asyncio.Future[None]) -> None:
        try:
            sending = await self._tracker.intend(order)
        except LedgerDown as down:
            sent.set_exception(down)
            return
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
            if not sent.done():
                sent.set_result(None)

    def _stop_at_the_door(self, order: Order) -> None:
        """Raise NotSent for an order that may not leave any more: asked at the last moment.

        While it was made durable the kill switch may have been thrown, or its account halted.
        """
        if order.reduces:
            return
        if self._is_killed():
            raise NotSent(Message("stopped_at_the_door", {"cause": "the kill switch is on"}))
        state = self._tracker.known_account(order.account).state
        if state is not TradingState.ACTIVE:
            raise NotSent(Message("stopped_at_the_door", {"cause": f"the account is {state}"}))

    async def cancel(self, order_id: str, purpose: CancelFor) -> bool:
        """Ask for the cancel of an order that is live and may have left; say whether it is one.

        The ledger is not waited for: what is on its way out must not hang on a slow disk.
        """
        order = self._tracker.known_order(order_id)
        if order is None or not order.is_live or order.status is OrderStatus.INTENT:
            return False
        self._tracker.hear(order_id, CancelRequested(purpose))
        await self._send_cancel(self._tracker.known_order(order_id) or order)
        return True

    async def cancel_in_time(self, order_id: str) -> bool:
        """Ask for a cancel without waiting for a broker that hangs; say whether it was taken."""
        if await within(self._host, CANCEL_S, self.cancel(order_id, CancelFor.CLOSE)):
            return True
        self._reconciler.pursue(order_id)
        return False

    async def _send_cancel(self, order: Order) -> None:
        try:
            self._reconciler.check_environment(order.account)
            await self._router.broker(self._tracker.known_account(order.account)).cancel(order)
        except OrderRefused:
            self._tracker.hear(order.order_id, CancelRefused())
        except (NotSent, OutcomeUnknown):
            self._reconciler.pursue(order.order_id)  # a cancel may be sent again

    async def change(self, order: Order, terms: Terms, *, adds: bool) -> None:
        """Ask once for new terms, which may add exposure; raises OrderRefused and LedgerDown."""
        self._tracker.hear(order.order_id, ReplaceRequested())
        await self._tracker.booked()
        try:
            self._reconciler.check_environment(order.account)
            if adds:
                self._stop_at_the_door(replace(order, reduces=False))
            current = self._tracker.known_order(order.order_id) or order
            await self._broker(order).replace(current, terms)
        except (OrderRefused, NotSent) as refused:
            self._tracker.hear(order.order_id, ReplaceRefused())
            await self._tracker.booked()
            raise OrderRefused(refused.message) from refused
        except OutcomeUnknown:
            self._reconciler.pursue(order.order_id)  # a change may not be sent again

    def _broker(self, order: Order) -> Broker:
        return self._router.broker(self._tracker.known_account(order.account))
