"""The desk: the one façade through which orders are placed, cancelled and looked at.

Every entry point, be it a click, the API or an alert, ends in `place`: netted against the position,
asked at the gate, made durable, sent once.
"""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Protocol

from traderterminal.desk.brackets import Brackets, Lane
from traderterminal.desk.flatten import CANCEL_S, Flatten, FlattenResult
from traderterminal.desk.gate import (
    Pace,
    Question,
    Ruling,
    Working,
    ask,
    beside,
    can_only_reduce,
    is_automated,
    money_needed,
)
from traderterminal.desk.kill_switch import KillSwitch
from traderterminal.desk.pace import PaceKeeper
from traderterminal.desk.ports import (
    Broker,
    Capabilities,
    Ledger,
    NoteFact,
    OrderWish,
    Terms,
)
from traderterminal.desk.protection import attached
from traderterminal.desk.reconcile import Alarm, Reconciler
from traderterminal.desk.repetition import Repetition
from traderterminal.desk.router import Netted, Router, net
from traderterminal.desk.tracker import (
    AccountChanged,
    Change,
    FillBooked,
    FillRebooked,
    OrderChanged,
    StateChanged,
    Tracker,
)
from traderterminal.desk.trailing import TrailingStops, as_stop
from traderterminal.domain.accounts import Account, TradingState
from traderterminal.domain.errors import (
    LedgerDown,
    NotSent,
    OrderRefused,
    OutcomeUnknown,
    TraderTerminalError,
)
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    CancelFor,
    CancelRefused,
    CancelRequested,
    Denied,
    Intent,
    Order,
    OrderStatus,
    ProvenAbsent,
    Refused,
    ReplaceRefused,
    ReplaceRequested,
    Verdict,
)
from traderterminal.domain.positions import Position
from traderterminal.domain.quotes import Quote
from traderterminal.kit.clock import Clock, within
from traderterminal.kit.lanes import Lanes
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.ports import FeedHealth
from traderterminal.risk.changes import LimitBook, Pending, Value
from traderterminal.risk.limits import RiskLimits

__all__ = [
    "AccountChanged",
    "Change",
    "ClientOrderIdReused",
    "Desk",
    "FillBooked",
    "FillRebooked",
    "FlattenResult",
    "OrderChanged",
    "Preview",
    "StateChanged",
    "Surroundings",
]

ZERO: Final = Decimal(0)
#: How long a reversal waits to be flat before it lets its second half go, host time.
REVERSAL_S: Final = 30.0
#: How long a close waits for cancels to be confirmed; then it goes on: an exit is never blocked.
CLEARING_S: Final = 3.0


class Market(Protocol):
    """What the desk asks of the market."""

    @property
    def clock(self) -> Clock: ...
    def quote(self, symbol: str) -> Quote | None: ...
    def health(self, symbol: str) -> FeedHealth: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the desk asks around. Times are market time.

    `resolve` takes any accepted form of a symbol and raises UnknownSymbol; `opens` returns the
    words for the next opening of an instrument, None while it trades; `is_expired` says whether a
    contract has stopped trading; `fee` is the charge of one fill; `stalled` says whether the
    program has stood still of late.
    """

    resolve: Callable[[str], Instrument]
    instrument: Callable[[str], Instrument]
    opens: Callable[[Instrument, int], str | None]
    is_expired: Callable[[Instrument, int], bool]
    fee: Callable[[Instrument, Side, Decimal, Decimal, int], Decimal]
    limit_book: LimitBook
    stalled: Callable[[], bool] = lambda: False

    def limits(self, account: str) -> RiskLimits:
        """What holds for an account now."""
        return self.limit_book.limits(account)


class ClientOrderIdReused(TraderTerminalError):
    """The client's order id has been used for another order."""

    def __init__(self, client_order_id: str) -> None:
        super().__init__(Message("client_order_id_reused", {"id": client_order_id}))


@dataclass(frozen=True, slots=True)
class Preview:
    """What a wish would come to, if it were sent now. `reason` is the refusal, if any."""

    symbol: str
    side: Side
    quantity: Decimal
    position_before: Decimal
    position_after: Decimal
    fees: Decimal
    money_needed: Decimal
    verdicts: tuple[Verdict, ...]
    reason: Message | None


class Desk:
    """Places, cancels and shows the orders of all accounts.

    `orders`, `positions` and `accounts` show what is booked; `changed` tells of each change after
    it was booked.
    """

    def __init__(
        self,
        *,
        tracker: Tracker,
        router: Router,
        ledger: Ledger,
        market: Market,
        surroundings: Surroundings,
        pace: PaceKeeper,
        reconciler: Reconciler,
        host: Clock,
        new_id: Callable[[], str],
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._reconciler = reconciler
        self._host = host
        self._lanes = Lanes()
        self._exits: dict[tuple[str, str], int] = {}  # how many closes a lane has seen
        self._router = router
        self._ledger = ledger
        self._market = market
        self._around = surroundings
        self._pace = pace
        self._new_id = new_id
        self._tasks = tasks
        self._requested: dict[str, asyncio.Future[Order]] = {}
        self._leaving: Counter[Lane] = Counter()
        self.brackets = Brackets(
            tracker=tracker,
            hands=self,
            instrument=surroundings.instrument,
            market=lambda: market.clock,
            alarms=reconciler.alarms,
            host=host,
            tasks=tasks,
        )
        self._trailing = TrailingStops(
            tracker=tracker,
            move=self.replace,
            parent=self.brackets.parent,
            instrument=surroundings.instrument,
            market=market,
            host=host,
            tasks=tasks,
        )
        for _, broker in router.brokers():
            broker.listen(reconciler.hear)
        self._flatten = Flatten(
            tracker=tracker,
            place=self.place,
            cancel=self._cancel_in_time,
            leaving=self._on_the_way_out,
            host=host,
        )
        self.kill_switch = KillSwitch(
            tracker=tracker,
            ledger=ledger,
            cancel=self._cancel_in_time,
            flatten=self._flatten,
            host=host,
            tasks=tasks,
        )
        self.repetition = Repetition(
            ledger=ledger,
            host=host,
            tasks=tasks,
            limit=lambda account: surroundings.limits(account).automation_round_trips,
            tell=self._tell_of_stopped,
        )

    def load(self, notes: Mapping[str, Mapping[str, str]]) -> None:
        """Take up what an earlier run left: the kill switch on, strategies that were stopped."""
        self.kill_switch.load(notes)
        self.repetition.load(notes)
        self._tracker.changed.connect(self._count_round_trips)

    def _count_round_trips(self, change: Change) -> None:
        if isinstance(change, FillBooked):
            self.repetition.hear(change.fill, change.position)

    def _tell_of_stopped(self, account: str, strategy: str, trips: int) -> None:
        limit = self._around.limits(account).automation_round_trips
        parameters = {"strategy": strategy, "measured": str(trips), "limit": str(limit)}
        self._reconciler.alarms.emit(
            Alarm(account, "", Message("strategy_stopped", parameters, "alarm"))
        )

    async def take_up(self) -> None:
        """Go on with what a former run left open; call it once the tracker is loaded."""
        await self.brackets.take_up(self._ledger)
        self._trailing.take_up()

    def see(self, symbol: str) -> None:
        """The market of `symbol` has moved."""
        self.brackets.see(symbol)
        self._trailing.see(symbol)

    # What is booked.

    @property
    def orders(self) -> Mapping[str, Order]:
        return self._tracker.orders

    @property
    def positions(self) -> Mapping[tuple[str, str], Position]:
        return self._tracker.positions

    @property
    def accounts(self) -> Mapping[str, Account]:
        return self._tracker.accounts

    @property
    def changed(self) -> Observers[Change]:
        return self._tracker.changed

    async def booked(self) -> None:
        """Wait until all that has happened so far is booked; raises LedgerDown."""
        await self._tracker.booked()

    def live_orders(self, account: str, symbol: str = "") -> Sequence[Order]:
        """Live orders of an account in a symbol, oldest first."""
        return self._tracker.live_orders(account, symbol)

    def mark(self, symbol: str) -> Decimal | None:
        """The price at which a position in `symbol` is valued; None while none is known."""
        quote = self._market.quote(symbol)
        return quote.mark if quote else None

    def unrealized(self, account: str, symbol: str) -> Decimal | None:
        """The open result of a position before fees; None while no price is known."""
        position = self.positions.get((account, symbol))
        if position is None or position.is_flat:
            return ZERO
        mark = self.mark(symbol)
        return None if mark is None else position.unrealized_pnl(mark)

    def equity(self, account: str) -> Decimal | None:
        """Cash, open results of futures and the value of what is held; None where a price lacks."""
        total = self.accounts[account].cash
        for position in self._held(account):
            mark = self.mark(position.symbol)
            if mark is None:
                return None
            total += self._worth(position, mark)
        return total

    def buying_power(self, account: str) -> Decimal:
        """What a new order may tie up; a position without a price counts at its cost."""
        total = self._tracker.known_accounts()[account].cash
        for (owner, _), position in self._tracker.known_positions().items():
            if owner != account or position.is_flat:
                continue
            mark = self.mark(position.symbol)
            price = mark if mark is not None else (position.average_price or ZERO)
            worth = self._worth(position, price)
            total += worth if self._is_future(position.symbol) else worth - abs(worth)
        for symbol, orders in self._tracker.live_by_symbol(account):
            instrument = self._around.instrument(symbol)
            if instrument.asset_class is not AssetClass.FUTURE:
                quote = self._market.quote(symbol)
                entries = (order for order in orders if not order.reduces)
                total -= sum((money_needed(e, instrument, quote) for e in entries), ZERO)
        return total

    def _held(self, account: str) -> list[Position]:
        return [p for (owner, _), p in self.positions.items() if owner == account and p.quantity]

    def _worth(self, position: Position, price: Decimal) -> Decimal:
        if self._is_future(position.symbol):
            return position.unrealized_pnl(price)
        return position.quantity * price * position.point_value

    def _is_future(self, symbol: str) -> bool:
        return self._around.instrument(symbol).asset_class is AssetClass.FUTURE

    # Placing.

    def preview(self, wish: OrderWish) -> Preview:
        """Say what `wish` would come to now; raises UnknownSymbol."""
        instrument = self._contract(wish)
        position = self._tracker.known_position(wish.account, instrument.symbol)
        working = self._tracker.live_orders(wish.account, instrument.symbol)
        if wish.intent == Intent.CLOSE:
            working = ()
        order, ruling = self._judge(wish, instrument, working)
        quote = self._market.quote(instrument.symbol)
        price = order.limit_price or order.stop_price or (quote.mark if quote else None)
        now = self._market.clock.now_ns()
        fees = ZERO
        if price is not None and order.quantity:
            fees = self._around.fee(instrument, order.side, order.quantity, price, now)
        return Preview(
            symbol=instrument.symbol,
            side=order.side,
            quantity=order.quantity,
            position_before=position,
            position_after=position + order.side.sign * order.quantity,
            fees=fees,
            money_needed=money_needed(order, instrument, quote, position),
            verdicts=ruling.verdicts,
            reason=ruling.refusal,
        )

    async def place(self, wish: OrderWish) -> Order:
        """Carry `wish` through gate, ledger and broker, and return the order as booked.

        A refused one comes back `denied` with its reason. The same client order id and wish return
        the first order. Raises UnknownSymbol, LedgerDown (then nothing was sent) and
        ClientOrderIdReused.
        """
        if not wish.client_order_id:
            return await self._place(wish, "")
        request = _fingerprint(wish)
        first = self._requested.get(wish.client_order_id)
        if first is None:
            first = asyncio.get_running_loop().create_future()
            self._requested[wish.client_order_id] = first
            self._tasks.spawn(self._answer(first, wish, request), name="place")
        order = await asyncio.shield(first)
        if order.request != request:
            raise ClientOrderIdReused(wish.client_order_id)
        return self.orders.get(order.order_id, order)

    async def _answer(self, first: asyncio.Future[Order], wish: OrderWish, request: str) -> None:
        """Place a wish that carries a client's id, unless the ledger knows it already."""
        try:
            known = await self._ledger.order_by_client_id(wish.client_order_id)
            first.set_result(known or await self._place(wish, request))
        except BaseException as error:
            # The next attempt under this id must not hear an old failure: nothing was placed.
            if not first.done():
                first.set_exception(error)
                first.exception()
            if not isinstance(error, Exception):
                raise
        finally:
            del self._requested[wish.client_order_id]

    async def _place(self, wish: OrderWish, request: str) -> Order:
        instrument = self._contract(wish)
        lane = (wish.account, instrument.symbol)
        match Intent(wish.intent):
            case Intent.CLOSE:
                return await self._close(wish, instrument, request)
            case Intent.REVERSE:
                return await self._reverse(wish, instrument, request)
            case _ if not self._lanes.busy(lane):
                decided = self._decide(wish, instrument, request)
            case _:
                async with self._lanes.turn(lane, is_exit=False):
                    decided = self._decide(wish, instrument, request)
        return await self._carry_out(*decided)

    async def _close(self, wish: OrderWish, instrument: Instrument, request: str) -> Order:
        """Clear the way, then trade what is held; whatever waits for its turn waits behind it."""
        lane = (wish.account, instrument.symbol)
        self._exits[lane] = self._exits.get(lane, 0) + 1
        with self._on_the_way_out(lane):
            async with self._lanes.turn(lane, is_exit=True):
                await self._clear_the_way(*lane)
                decided = self._decide(replace(wish, exits=None), instrument, request)
            return await self._carry_out(*decided)

    async def _reverse(self, wish: OrderWish, instrument: Instrument, request: str) -> Order:
        """Close, wait until the account is flat, then open the other side with the same size.

        Returns the order that opens; the one that closes, when the position could not be closed in
        time or another exit came between.
        """
        lane = (wish.account, instrument.symbol)
        held = self._tracker.known_position(*lane)
        closing = await self._close(replace(wish, intent=Intent.CLOSE), instrument, request)
        exits = self._exits[lane]
        if closing.status is OrderStatus.DENIED or not await self._is_flat(*lane):
            return closing
        opening = replace(
            wish,
            symbol=instrument.symbol,
            intent=Intent.DELTA,
            side=Side.SELL if held > 0 else Side.BUY,
            quantity=abs(held),
            client_order_id="",
        )
        async with self._lanes.turn(lane, is_exit=False):
            if self._exits[lane] != exits:
                return closing
            order, ruling = self._decide(opening, instrument, "")
        return await self._carry_out(replace(order, parent_id=closing.order_id), ruling)

    async def _is_flat(self, account: str, symbol: str) -> bool:
        """Wait for the closing order to end; say whether nothing is held any more."""
        settled = self._tracker.until_settled(account, symbol)
        await within(self._host, REVERSAL_S, settled)
        return not self._tracker.known_position(account, symbol)

    def _decide(
        self, wish: OrderWish, instrument: Instrument, request: str
    ) -> tuple[Order, Ruling]:
        """Net and judge `wish` in one step: what is let through counts from here on."""
        working = self._tracker.live_orders(wish.account, instrument.symbol)
        order, ruling = self._judge(wish, instrument, working)
        if not is_automated(order):
            self.repetition.a_hand_is_on()
        return self._let_through(replace(order, request=request), ruling)

    def _let_through(self, order: Order, ruling: Ruling) -> tuple[Order, Ruling]:
        order = replace(order, verdict=ruling.verdicts)
        if ruling.refusal is None:
            self._pace.left(order)
            self._tracker.reserve(order)
        return order, ruling

    async def _carry_out(self, order: Order, ruling: Ruling) -> Order:
        """Book the refusal, or make the intent durable and send it."""
        if ruling.refusal is not None:
            return await self._tracker.deny(order.apply(Denied(ruling.refusal)))
        broker = self._router.broker(self._account(order.account))
        sent: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # In a task of its own: a caller that goes away must not leave an intent half sent.
        self._tasks.spawn(self._send(order, broker, sent), name=f"send {order.order_id}")
        await asyncio.shield(sent)
        await self._tracker.booked()
        return self.orders[order.order_id]

    async def _send(self, order: Order, broker: Broker, sent: asyncio.Future[None]) -> None:
        try:
            sending = await self._tracker.intend(order)
        except LedgerDown as down:
            sent.set_exception(down)
            return
        try:
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
        if self.kill_switch.engaged:
            raise NotSent(Message("stopped_at_the_door", {"cause": "the kill switch is on"}))
        state = self._account(order.account).state
        if state is not TradingState.ACTIVE:
            raise NotSent(Message("stopped_at_the_door", {"cause": f"the account is {state}"}))

    def _contract(self, wish: OrderWish) -> Instrument:
        """The contract of `wish`; a close means the month of the root that is held."""
        instrument = self._around.resolve(wish.symbol)
        if Intent(wish.intent) is not Intent.CLOSE:
            return instrument
        if self._tracker.known_position(wish.account, instrument.symbol):
            return instrument
        for (account, symbol), position in self._tracker.known_positions().items():
            if account == wish.account and position.quantity:
                held = self._around.instrument(symbol)
                if held.root == instrument.root and held.asset_class is instrument.asset_class:
                    return held
        return instrument

    def _account(self, account: str) -> Account:
        known = self._tracker.known_account(account)
        if known is None:
            raise OrderRefused(Message("account_unknown", {"account": account}))
        return known

    def _judge(
        self, wish: OrderWish, instrument: Instrument, working: Sequence[Order]
    ) -> tuple[Order, Ruling]:
        position = self._tracker.known_position(wish.account, instrument.symbol)
        try:
            account = self._account(wish.account)
            capabilities = self._router.broker(account).capabilities
            netted = net(wish, position, working)
        except OrderRefused as refused:
            order = self._draft(wish, instrument, Netted(Side.BUY, wish.quantity or ZERO))
            return order, _refuse(refused.message)
        order = self._draft(wish, instrument, netted)
        if netted.nothing is not None:
            return order, _refuse(netted.nothing)
        if order.intent is Intent.CLOSE:  # what is on its way out cannot hold up the way out
            working = [o for o in working if o.status is not OrderStatus.PENDING_CANCEL]
        others = Working.of(beside(order, working))
        order = replace(order, reduces=can_only_reduce(order, position, others))
        whole = self._dressed(order, wish, instrument, capabilities)
        if isinstance(whole, Message):
            return order, _refuse(whole)
        pace = self._pace.pace(whole)
        ruling = self._ask(whole, instrument, capabilities, working, pace, wish.confirmed)
        return whole, ruling

    def _dressed(
        self, order: Order, wish: OrderWish, instrument: Instrument, capabilities: Capabilities
    ) -> Order | Message:
        """Give an order the trail and the exits that were wished for, or say why not."""
        quote = self._market.quote(order.symbol)
        stop = as_stop(order, wish.trail, instrument, capabilities, quote)
        if isinstance(stop, Message):
            return stop
        return attached(stop, wish.exits, instrument, capabilities, quote)

    def _judge_change(self, order: Order, terms: Terms) -> Ruling:
        """Ask the gate about an order that is to stand with new terms."""
        working = self._tracker.live_orders(order.account, order.symbol)
        working = [other for other in working if other.order_id != order.order_id]
        others = beside(order, working)
        position = self._tracker.known_position(order.account, order.symbol)
        changed = replace(
            order,
            quantity=terms.quantity,
            limit_price=terms.limit_price,
            stop_price=terms.stop_price,
        )
        changed = replace(changed, reduces=can_only_reduce(changed, position, Working.of(others)))
        capabilities = self._router.broker(self._account(order.account)).capabilities
        counted = others if order.link else working
        instrument = self._around.instrument(order.symbol)
        pace = replace(self._pace.pace(changed), same_seconds_ago=None)  # it is no other order
        return self._ask(changed, instrument, capabilities, counted, pace)

    def _ask(
        self,
        order: Order,
        instrument: Instrument,
        capabilities: Capabilities,
        working: Sequence[Order],
        pace: Pace,
        confirmed: bool = False,
    ) -> Ruling:
        now = self._market.clock.now_ns()
        return ask(
            Question(
                order=order,
                instrument=instrument,
                account=self._account(order.account),
                limits=self._around.limits(order.account),
                capabilities=capabilities,
                position=self._tracker.known_position(order.account, order.symbol),
                working=Working.of(working),
                quote=self._market.quote(instrument.symbol),
                health=self._market.health(instrument.symbol),
                opens=self._around.opens(instrument, now),
                expired=self._around.is_expired(instrument, now),
                buying_power=self.buying_power(order.account),
                pace=pace,
                reconciled=self._reconciler.is_ready(order.account),
                killed=self.kill_switch.engaged,
                round_trips=self.repetition.stopped.get(order.strategy, 0),
                confirmed=confirmed,
                stalled=self._around.stalled(),
            )
        )

    def _draft(self, wish: OrderWish, instrument: Instrument, netted: Netted) -> Order:
        order_id = f"TT{self._new_id()}"
        return Order(
            order_id=order_id,
            client_order_id=wish.client_order_id or order_id,
            account=wish.account,
            symbol=instrument.symbol,
            side=netted.side,
            quantity=netted.quantity,
            order_type=wish.order_type,
            time_in_force=wish.time_in_force,
            created_ns=self._market.clock.now_ns(),
            limit_price=wish.limit_price,
            stop_price=wish.stop_price,
            expires_ns=wish.expires_ns,
            intent=Intent(wish.intent),
            source=wish.source,
            strategy=wish.strategy,
            alert_id=wish.alert_id,
        )

    # Cancelling and getting out.

    async def cancel(self, order_id: str, purpose: CancelFor = CancelFor.TRADER) -> Order:
        """Ask for the cancel of a live order and return it as booked; KeyError if not known.

        One that is closed already comes back as it is.
        """
        order = self._tracker.known_order(order_id)
        if order is None:
            raise KeyError(order_id)
        if await self._request_cancel(order_id, purpose):
            await self._tracker.booked()
        return self.orders.get(order_id, order)

    async def _request_cancel(self, order_id: str, purpose: CancelFor) -> bool:
        """Ask for the cancel of an order that is live and may have left; say whether it is one.

        The ledger is not waited for: what is on its way out must not hang on a slow disk.
        """
        order = self._tracker.known_order(order_id)
        if order is None or not order.is_live or order.status is OrderStatus.INTENT:
            return False
        self._tracker.hear(order_id, CancelRequested(purpose))
        await self._send_cancel(self._tracker.known_order(order_id) or order)
        return True

    async def _cancel_in_time(self, order_id: str) -> bool:
        """Ask for a cancel without waiting for a broker that hangs; say whether it was taken."""
        if await within(self._host, CANCEL_S, self._request_cancel(order_id, CancelFor.CLOSE)):
            return True
        self._reconciler.pursue(order_id)
        return False

    async def _send_cancel(self, order: Order) -> None:
        try:
            await self._router.broker(self._account(order.account)).cancel(order)
        except OrderRefused:
            self._tracker.hear(order.order_id, CancelRefused())
        except (NotSent, OutcomeUnknown):
            self._reconciler.pursue(order.order_id)  # a cancel may be sent again

    async def replace(self, order_id: str, terms: Terms) -> Order:
        """Give a live order new terms, once, and return it as booked; KeyError if not known.

        More exposure than before passes the gate like a new order. Raises OrderRefused, then the
        order stands as it was.
        """
        order = self._tracker.known_order(order_id)
        if order is None:
            raise KeyError(order_id)
        broker = self._router.broker(self._account(order.account))
        if order.status is not OrderStatus.ACCEPTED or not broker.capabilities.replace:
            what = {"what": "changing this order", "account": order.account}
            raise OrderRefused(Message("unsupported", what))
        ruling = self._judge_change(order, terms)
        if ruling.told is not None:
            raise OrderRefused(ruling.told)
        self._tracker.hear(order_id, ReplaceRequested())
        await self._tracker.booked()
        try:
            if not _is_exempt(ruling):
                self._stop_at_the_door(replace(order, reduces=False))
            await broker.replace(self._tracker.known_order(order_id) or order, terms)
        except (OrderRefused, NotSent) as refused:
            self._tracker.hear(order_id, ReplaceRefused())
            await self._tracker.booked()
            raise OrderRefused(refused.message) from refused
        except OutcomeUnknown:
            self._reconciler.pursue(order_id)  # a change may not be sent again
        await self._tracker.booked()
        return self.orders.get(order_id, order)

    async def cancel_all(
        self,
        account: str,
        symbol: str = "",
        side: Side | None = None,
        purpose: CancelFor = CancelFor.TRADER,
    ) -> int:
        """Cancel the live orders of an account, or only those of a symbol or side; how many."""
        orders = [
            order
            for order in self._tracker.live_orders(account)
            if symbol in ("", order.symbol) and side in (None, order.side)
        ]
        await asyncio.gather(*(self.cancel(order.order_id, purpose) for order in orders))
        return len(orders)

    async def flatten(self, account: str, symbol: str = "") -> FlattenResult:
        """Cancel the orders of an account (or one symbol of it), close what it holds, look again.

        A position that could not be closed in time is not counted; its close goes on working.
        """
        self._account(account)
        return await self._flatten.accounts([account], symbol)

    async def flatten_all(self) -> FlattenResult:
        """Flatten every account, all at once."""
        return await self._flatten.accounts(list(self._tracker.known_accounts()))

    async def set_state(self, account: str, state: TradingState) -> Account:
        """Say what an account may still do; it holds at once, and is durable when it returns.

        Raises LedgerDown; while the ledger is down nothing leaves in any state.
        """
        self._account(account)
        return await self._tracker.set_state(account, state)

    def limits(self, account: str) -> RiskLimits:
        """What the gate holds an account to now."""
        return self._around.limits(account)

    def pending_limits(self, account: str) -> Mapping[str, Pending]:
        """What has been loosened and does not hold yet."""
        return self._around.limit_book.pending(account)

    async def change_limits(self, account: str, wanted: Mapping[str, Value]) -> None:
        """Set limits of an account by name: tighter ones hold at once, looser ones in a minute.

        The change goes to the journal. Raises LedgerDown, then nothing is loosened. The settings
        apply again at the next start.
        """
        self._account(account)
        waiting = self._around.limit_book.change(account, wanted)
        said = {name: _limit_words(value) for name, value in wanted.items()}
        looser = {"looser_after_60_s": " ".join(waiting)} if waiting else {}
        try:
            await self._ledger.commit([NoteFact(f"limits {account}", {**said, **looser})])
        except LedgerDown:
            self._around.limit_book.withdraw(account, waiting)
            raise

    async def reset(self, account: str, cash: Decimal) -> Account:
        """Start a paper account anew with `cash`: its orders go, its positions are forgotten."""
        known = self._account(account)
        if not known.mode.is_paper:
            what = "a reset of a live account"
            raise OrderRefused(Message("unsupported", {"what": what, "account": account}))
        await self.cancel_all(account, purpose=CancelFor.CLOSE)
        fresh = replace(known, starting_cash=cash, cash=cash, realized_pnl=ZERO, fees=ZERO)
        await self._tracker.open_account(fresh, "reset")
        return fresh

    async def _clear_the_way(self, account: str, symbol: str) -> None:
        """Before a close: take out the symbol's working orders and wait until they are out."""
        orders = self._tracker.live_orders(account, symbol)
        if orders:
            await asyncio.gather(*(self._cancel_in_time(order.order_id) for order in orders))
            await within(self._host, CLEARING_S, self._tracker.until_settled(account, symbol))

    # What brackets have done for them.

    @contextmanager
    def _on_the_way_out(self, lane: Lane) -> Iterator[None]:
        """While everything of a lane goes (all of an account without a symbol), nothing is put
        back; what is still held afterwards is protected again."""
        self._leaving[lane] += 1
        try:
            yield
        finally:
            self._leaving[lane] -= 1
            self.brackets.look_at_all(lane[0])

    def is_leaving(self, lane: Lane) -> bool:
        """Say whether everything of the lane is on its way out."""
        return self._leaving[lane] > 0 or self._leaving[(lane[0], "")] > 0

    def is_ready(self, account: str) -> bool:
        """Say whether the account has been compared with its broker."""
        return self._reconciler.is_ready(account)

    def capabilities(self, account: str) -> Capabilities:
        """What the account's broker does itself."""
        return self._router.broker(self._account(account)).capabilities

    def new_order_id(self) -> str:
        return f"TT{self._new_id()}"

    async def place_exit(self, lane: Lane, draft: Callable[[], Order | None]) -> None:
        """Carry the order that `draft` gives, once it is its turn, through gate and ledger."""
        if not self._lanes.busy(lane):
            decided = self._decide_exit(draft())
        else:
            async with self._lanes.turn(lane, is_exit=True):
                decided = self._decide_exit(draft())
        if decided is not None:
            await self._carry_out(*decided)

    def _decide_exit(self, order: Order | None) -> tuple[Order, Ruling] | None:
        if order is None:
            return None
        others = beside(order, self._tracker.live_orders(order.account, order.symbol))
        position = self._tracker.known_position(order.account, order.symbol)
        order = replace(order, reduces=can_only_reduce(order, position, Working.of(others)))
        instrument = self._around.instrument(order.symbol)
        capabilities, pace = self.capabilities(order.account), self._pace.pace(order)
        ruling = self._ask(order, instrument, capabilities, others, pace)
        return self._let_through(order, ruling)


def _limit_words(value: Value) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{name}={one}" for name, one in value.items())
    return str(value)


def _is_exempt(ruling: Ruling) -> bool:
    """Say whether the gate took the order for one that can only reduce."""
    return any(v.rule == "kill_switch" and v.outcome == "skip" for v in ruling.verdicts)


def _refuse(reason: Message) -> Ruling:
    return Ruling((Verdict(reason.code, "refuse"),), reason)


def _fingerprint(wish: OrderWish) -> str:
    """A digest of what was asked for, the same for a repeated request."""
    return wish.request or hashlib.sha256(repr(wish).encode()).hexdigest()
