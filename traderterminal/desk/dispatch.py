"""Dispatch: what leaves for a broker, made durable first, and what becomes of each request.

An order and a change leave once; a cancel may be sent again. What is neither taken nor refused is
of unknown outcome and goes to the look-ups, whatever it was that failed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from dataclasses import replace
from typing import Final

from traderterminal.desk.exposure import outgrows
from traderterminal.desk.flatten import CANCEL_S
from traderterminal.desk.gate import Ruling
from traderterminal.desk.native_brackets import attached_exits
from traderterminal.desk.ports import AttachedExit, Broker, OrderNews, Terms
from traderterminal.desk.reconcile import Reconciler
from traderterminal.desk.router import Router
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.errors import (
    ExitsRefused,
    LedgerDown,
    NotSent,
    OrderRefused,
    OutcomeUnknown,
)
from traderterminal.domain.instruments import Instrument
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
from traderterminal.domain.quotes import Quote
from traderterminal.kit.clock import Clock, within
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

#: How long exits that were taken with their entry may be missing from the news, host time.
NAMING_S: Final = 1.0
#: When the order that is being placed was asked for, monotonic host time.
ASKED_NS: Final[ContextVar[int]] = ContextVar("asked_ns")
#: The reason of an exit that would be more than is held by the time at which it is to leave.
OVERTAKEN: Final = Message("stopped_at_the_door", {"cause": "the position has changed meanwhile"})


@frozen
class Departure:
    """An order leaves; `took_ns` is the host time since it was asked for."""

    order_id: str
    took_ns: int


class Dispatch:
    """Sends orders, changes and cancels to the broker of their account.

    `departed` tells of each order as it is handed to its broker.
    """

    def __init__(
        self,
        *,
        tracker: Tracker,
        router: Router,
        reconciler: Reconciler,
        instrument: Callable[[str], Instrument],
        quote: Callable[[str], Quote | None],
        new_order_id: Callable[[], str],
        is_killed: Callable[[], bool],
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._router = router
        self._reconciler = reconciler
        self._instrument = instrument
        self._quote = quote
        self._new_order_id = new_order_id
        self._is_killed = is_killed
        self._host = host
        self._tasks = tasks
        self.departed: Observers[Departure] = Observers()
        self._prepared: set[str] = set()  # decided on, and nothing has left yet
        self._withdrawn: set[str] = set()
        self._without_exits: set[str] = set()  # accounts that take no entry with its exits

    # Orders.

    async def carry_out(self, order: Order, ruling: Ruling) -> Order:
        """Book the refusal, or make the intent durable and send it; return it as booked.

        One that has left while the ledger is down comes back as it is known. Raises LedgerDown,
        then nothing has left.
        """
        if ruling.refusal is not None:
            return await self._tracker.deny(order.apply(Denied(ruling.refusal)))
        broker = self._broker(order)
        if exits := self._exits_of(order):
            return await self._carry_out_bracket(order, exits, broker)
        return await self._carry_out_alone(order, broker)

    async def _carry_out_alone(self, order: Order, broker: Broker) -> Order:
        sent: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._prepared.add(order.order_id)
        # In a task of its own: a caller that goes away must not leave an intent half sent.
        self._tasks.spawn(self._send(order, broker, sent), name=f"send {order.order_id}")
        await sent
        return await self._booked(order)

    async def _booked(self, order: Order) -> Order:
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
        broker = self._broker(first)
        self._prepared.update(order.order_id for order in legs)
        self._tasks.spawn(
            self._send_together(legs, broker.submit_package, sent), name=f"send {first.order_id}"
        )
        await sent
        return await self._booked(first)

    async def _send_together(
        self,
        orders: Sequence[Order],
        submit: Callable[[Sequence[Order]], Awaitable[None]],
        sent: asyncio.Future[None],
        then: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Make orders durable together and send them as one; whoever waits goes on after `then`."""
        try:
            sending = await self._tracker.intend_together(orders)
        except BaseException as error:
            self._any_withdrawn(orders)
            _answer(sent, error)
            if isinstance(error, LedgerDown):
                return
            raise
        try:
            await self._hand_over(sending, submit)
            if then is not None:
                await then()
        finally:
            _answer(sent)

    async def _hand_over(
        self, orders: Sequence[Order], submit: Callable[[Sequence[Order]], Awaitable[None]]
    ) -> None:
        """Send orders in one request; what becomes of one becomes of all."""
        try:
            self._reconciler.check_environment(orders[0].account)
            if self._any_withdrawn(orders):
                raise _stopped("it was cancelled before it left")
            for order in orders:
                self._stop_at_the_door(order)
            self._tell_departure(orders[0])
            await submit(orders)
        except OrderRefused as refused:
            self._tell_all(orders, Refused(refused.message))
        except NotSent as failed:
            self._tell_all(orders, ProvenAbsent(failed.message))
        except BaseException as error:
            for order in orders:
                self._reconciler.lost(order)
            if not isinstance(error, OutcomeUnknown):
                raise

    # Entries that leave with their exits.

    def _exits_of(self, entry: Order) -> list[AttachedExit]:
        """The exits that leave with an entry; the others are placed once it trades."""
        if entry.exits is None or entry.account in self._without_exits:
            return []
        account = self._tracker.known_account(entry.account)
        capabilities = self._router.carrier(account, entry.symbol).capabilities
        return attached_exits(
            entry,
            self._instrument(entry.symbol),
            capabilities,
            self._quote(entry.symbol),
            self._new_order_id,
        )

    async def _carry_out_bracket(
        self, entry: Order, exits: Sequence[AttachedExit], broker: Broker
    ) -> Order:
        """Send an entry with its exits in one request; return the entry as booked.

        Where the account turns out to take none with exits, a new one leaves without them, unless
        the first was asked to be out meanwhile.
        """
        alone: list[Order] = []
        orders = [entry, *(one.order for one in exits)]

        async def submit(sending: Sequence[Order]) -> None:
            told = [
                replace(one, order=order) for one, order in zip(exits, sending[1:], strict=True)
            ]
            try:
                await broker.submit_bracket(sending[0], told)
            except ExitsRefused:
                self._without_exits.add(entry.account)
                if not self._is_being_cancelled(entry):
                    alone.append(self._again(entry))
                raise

        async def send_alone() -> None:
            for order in alone:
                await self._send(order, broker, sent_alone)

        async def send() -> None:
            await self._send_together(orders, submit, sent, send_alone)
            if self._unnamed(orders[1:]):
                await self._host.sleep(NAMING_S)
            for order in self._unnamed(orders[1:]):
                self._reconciler.lost(order)

        loop = asyncio.get_running_loop()
        sent, sent_alone = loop.create_future(), loop.create_future()
        self._prepared.update(order.order_id for order in orders)
        self._tasks.spawn(send(), name=f"send {entry.order_id}")
        await sent
        if alone:
            await sent_alone
        return await self._booked(alone[0] if alone else entry)

    def _is_being_cancelled(self, order: Order) -> bool:
        known = self._tracker.known_order(order.order_id)
        return known is not None and known.status is OrderStatus.PENDING_CANCEL

    def _again(self, entry: Order) -> Order:
        """Return an entry anew, for its refusal has used up its id; it counts from here on."""
        order_id = self._new_order_id()
        is_named = entry.client_order_id != entry.order_id
        client_order_id = entry.client_order_id if is_named else order_id
        again = entry.revised(order_id=order_id, client_order_id=client_order_id)
        self._prepared.add(order_id)
        self._tracker.reserve(again)
        return again

    def _unnamed(self, exits: Sequence[Order]) -> list[Order]:
        """The exits that the broker took and has not shown yet: its answer may name none."""
        known = (self._tracker.known_order(order.order_id) for order in exits)
        return [order for order in known if order is not None and order.is_on_its_way]

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
            self._tell_departure(sending)
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

    def _tell_departure(self, order: Order) -> None:
        asked_ns = ASKED_NS.get(None)
        if asked_ns is not None:  # else it is one that the desk itself sends
            took_ns = self._host.monotonic_ns() - asked_ns
            self.departed.emit(Departure(order.order_id, took_ns))

    def _stop_at_the_door(self, order: Order) -> None:
        """Raise NotSent for an order that may not leave any more: asked at the last moment.

        While it was made durable it may have been cancelled, the kill switch thrown, its account
        halted, or what it was to close closed by another.
        """
        if self._is_withdrawn(order):
            raise _stopped("it was cancelled before it left")
        if order.attached and order.is_on_its_way:
            return  # it leaves with its entry or not at all
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

    async def change(
        self,
        order: Order,
        terms: Terms,
        *,
        adds: bool,
        at_once: bool = False,
        only_out: bool = False,
    ) -> None:
        """Ask once for new terms, which may add exposure, with `only_out` under no circumstances.

        A leg that is to trade `at_once` does not leave where its position has gone.

        Raises OrderRefused and LedgerDown; then the order stands as it was.
        """
        self._tracker.hear(order.order_id, ReplaceRequested(terms.quantity, at_once))
        try:
            await self._tracker.booked()
            self._reconciler.check_environment(order.account)
            current = self._still_to_change(order, terms, adds, at_once, only_out)
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

    def _still_to_change(
        self, order: Order, terms: Terms, adds: bool, at_once: bool, only_out: bool
    ) -> Order:
        """Return the order as it stands by now; raises NotSent if it is not to be changed."""
        current = self._tracker.known_order(order.order_id) or order
        if current.status is not OrderStatus.PENDING_REPLACE:
            raise _stopped("it ended or was cancelled meanwhile")
        if only_out and self._tracker.change_adds(current, terms, at_once=at_once):
            raise NotSent(Message("adds_by_now"))
        position = self._tracker.known_position(current.account, current.symbol)
        if at_once and outgrows(current, terms, position):
            raise NotSent(Message("adds_by_now"))
        if adds or terms.quantity > current.quantity:
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
