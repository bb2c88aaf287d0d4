"""The tracker: every order of the desk as events leave it, booked before it is shown.

Two views are kept. `known` is moved by each event the moment it arrives: the gate and the netting
of intents must count what may have happened. What the screen, the API and the journal see moves
only after the ledger has it. Facts go to the ledger in the order in which they arose; should it be
down, they wait here and in its emergency file, and nothing new is sent until it works again.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.desk.exposure import EMPTY, LiveOrders, change_adds
from traderterminal.desk.ports import (
    BALANCE,
    DIVIDEND,
    STATE,
    AccountFact,
    Fact,
    FillChangedFact,
    FillFact,
    Ledger,
    LedgerState,
    NoteFact,
    OrderFact,
    Terms,
)
from traderterminal.domain.accounts import Account, TradingState
from traderterminal.domain.corporate_actions import Split
from traderterminal.domain.errors import LedgerDown, OrderRefused
from traderterminal.domain.fills import Fill
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    FillChanged,
    Filled,
    IllegalTransition,
    Order,
    OrderEvent,
    Sending,
)
from traderterminal.domain.positions import Position
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

ZERO: Final = Decimal(0)
#: The note of a ledger that could take nothing, nor the emergency file.
LEDGER_DOWN: Final = "ledger down"
WAY_OUT: Final = "way out"
#: Closed orders kept at hand; older ones are read from the ledger.
KEPT_CLOSED: Final = 5_000
#: What has happened is in the emergency file within a second, also while the ledger is down.
RETRY_SECONDS: Final = 0.5

_log = logging.getLogger(__name__)


@frozen
class OrderChanged:
    """An order stands as booked."""

    order: Order


@frozen
class FillBooked:
    """A fill is booked; position and account as they stand after it."""

    fill: Fill
    position: Position
    account: Account


@frozen
class FillRebooked:
    """The exchange changed a booked fill or took it back (`now` None)."""

    was: Fill
    now: Fill | None
    position: Position
    account: Account


@frozen
class AccountChanged:
    """An account was opened or reset."""

    account: Account


@frozen
class StateChanged:
    """An account may do more or less than before, or has other cash; it holds what it held."""

    account: Account


Change = OrderChanged | FillBooked | FillRebooked | AccountChanged | StateChanged


def _moment(fill: Fill) -> tuple[int, str]:
    return fill.at_ns, fill.fill_id


class Tracker:
    """Holds orders, positions and accounts, and books every event of theirs."""

    def __init__(
        self,
        ledger: Ledger,
        instrument: Callable[[str], Instrument],
        clock: Clock,
        tasks: TaskScope,
    ) -> None:
        self._ledger = ledger
        self._instrument = instrument
        self._clock = clock
        self._tasks = tasks
        self.changed: Observers[Change] = Observers()
        self.orders: dict[str, Order] = {}
        self.positions: dict[tuple[str, str], Position] = {}
        self.accounts: dict[str, Account] = {}
        self._known_orders: dict[str, Order] = {}
        self._live: dict[tuple[str, str], LiveOrders] = {}
        self._known_positions: dict[tuple[str, str], Position] = {}
        self._known_accounts: dict[str, Account] = {}
        self._fills: dict[tuple[str, str], dict[str, Fill]] = {}
        self._by_broker_id: dict[tuple[str, str], str] = {}
        self._closed: deque[str] = deque()
        self._outbox: list[Fact] = []
        self._delivered: list[asyncio.Future[None]] = []
        self._booking = False
        self._stuck = ""
        self._settled: dict[tuple[str, str], list[asyncio.Future[None]]] = {}

    def load(self, state: LedgerState) -> None:
        """Start from what the ledger knew."""
        self._known_accounts = dict(state.accounts)
        self._known_positions = dict(state.positions)
        for order in (*state.closed_orders, *state.live_orders):
            self._know(order)
        for fill in state.fills:
            self._fills.setdefault((fill.account, fill.symbol), {})[fill.fill_id] = fill
        self.accounts = dict(self._known_accounts)
        self.positions = dict(self._known_positions)
        self.orders = dict(self._known_orders)

    # What may have happened so far: for the gate and for netting.

    def known_account(self, account: str) -> Account:
        """Return an account; raises OrderRefused where there is none of that name."""
        known = self._known_accounts.get(account)
        if known is None:
            raise OrderRefused(Message("account_unknown", {"account": account}))
        return known

    def known_accounts(self) -> Mapping[str, Account]:
        return self._known_accounts

    def known_position(self, account: str, symbol: str) -> Decimal:
        position = self._known_positions.get((account, symbol))
        return position.quantity if position else ZERO

    def known_positions(self) -> Mapping[tuple[str, str], Position]:
        return self._known_positions

    def held(self, account: str) -> list[Position]:
        """What an account holds."""
        return [p for p in self._known_positions.values() if p.account == account and p.quantity]

    def known_order(self, order_id: str) -> Order | None:
        return self._known_orders.get(order_id)

    def order_at_broker(self, account: str, broker_order_id: str) -> Order | None:
        """The order that goes by an id of the broker's."""
        order_id = self._by_broker_id.get((account, broker_order_id), "")
        return self._known_orders.get(order_id)

    def booked_fill(self, account: str, fill_id: str) -> Fill | None:
        """A fill by its id, which an account has once, whatever the symbol."""
        for (owner, _), fills in self._fills.items():
            if owner == account and fill_id in fills:
                return fills[fill_id]
        return None

    def latest_ns(self, account: str) -> int:
        """When the latest fill of an account was made; 0 where there is none."""
        moments = [
            next(reversed(fills.values())).at_ns
            for (owner, _), fills in self._fills.items()
            if owner == account and fills
        ]
        return max(moments, default=0)

    def is_new(self, account: str) -> bool:
        """Say whether nothing has ever traded on an account here."""
        return not any(owner == account and fills for (owner, _), fills in self._fills.items())

    def known_all(self) -> Sequence[Order]:
        """Every order at hand: the live ones and the latest closed."""
        return tuple(self._known_orders.values())

    def fills_back_to(self, account: str, symbol: str, fill_ids: Set[str]) -> list[Fill]:
        """The latest fills, back to the oldest of `fill_ids`, in order of time."""
        missing, found = set(fill_ids), list[Fill]()
        for fill in reversed(self._fills.get((account, symbol), {}).values()):
            if not missing:
                break
            missing.discard(fill.fill_id)
            found.append(fill)
        return found[::-1]

    def fills_since_flat(self, account: str, symbol: str) -> list[Fill]:
        """The fills that what is held follows from, latest first."""
        held, found = self.known_position(account, symbol), list[Fill]()
        for fill in reversed(self._fills.get((account, symbol), {}).values()):
            if not held:
                break
            held -= fill.signed_quantity
            found.append(fill)
        return found

    def live_orders(self, account: str = "", symbol: str = "") -> Sequence[Order]:
        """Live orders of an account, of one of its symbols, or all; oldest first."""
        if account and symbol:
            return tuple(self.live(account, symbol).orders)
        return tuple(
            order
            for (at, _), live in self._live.items()
            if not account or at == account
            for order in live.orders
        )

    def change_adds(self, order: Order, terms: Terms, *, at_once: bool) -> bool:
        """Say whether new terms of an order, which trades `at_once` with them or not, may add
        exposure to what is held and works now."""
        position = self.known_position(order.account, order.symbol)
        live = self.live_orders(order.account, order.symbol)
        return change_adds(order, terms, position, live, at_once=at_once)

    def live(self, account: str, symbol: str) -> LiveOrders:
        """The live orders of an account in a symbol, to be looked at only."""
        return self._live.get((account, symbol), EMPTY)

    def live_by_symbol(self, account: str) -> dict[str, LiveOrders]:
        """The live orders of an account, of each symbol that has any."""
        return {symbol: live for (owner, symbol), live in self._live.items() if owner == account}

    async def until_settled(self, account: str, symbol: str) -> None:
        """Wait until no order of the account is live in the symbol."""
        while self._live.get((account, symbol)):
            waiter = asyncio.get_running_loop().create_future()
            self._settled.setdefault((account, symbol), []).append(waiter)
            await waiter

    # What arrives.

    async def open_account(self, account: Account, reason: str) -> None:
        """Book a new account, or one that starts anew with nothing held."""
        self._known_accounts[account.account] = account
        for key in [k for k in self._known_positions if k[0] == account.account]:
            del self._known_positions[key]
            self._fills.pop(key, None)
        await self._book([AccountFact(reason, account)])

    async def set_state(self, account: str, state: TradingState) -> Account:
        """Book what an account may still do; it counts and is shown at once, and is kept while
        the ledger is down."""
        changed = replace(self._known_accounts[account], state=state)
        self._known_accounts[account] = changed
        shown = self.accounts[account] = replace(self.accounts.get(account, changed), state=state)
        self.changed.emit(StateChanged(shown))
        self._put([AccountFact(STATE, changed)])
        await self.durable()
        return changed

    async def deny(self, order: Order) -> Order:
        """Book an order that the gate refused."""
        self._know(order)
        await self._book([OrderFact("Denied", order)])
        return order

    def reserve(self, order: Order) -> None:
        """Let an order count from the moment it was decided on, before it is durable."""
        self._know(order)

    async def intend(self, order: Order) -> Order:
        """Book the intent; from here on bytes may leave, and the order counts.

        While the ledger is down an order that can only reduce is made durable in its emergency
        file. Raises LedgerDown when it could not be made durable: then nothing may be sent, and
        the order is forgotten again.
        """
        sending = order.apply(Sending())
        fact = OrderFact("Sending", sending)
        self._know(sending)
        try:
            await self._make_durable(fact, order)
        except BaseException:  # nothing leaves, whatever it was
            self._forget(sending)
            raise
        return sending

    async def intend_together(self, orders: Sequence[Order]) -> list[Order]:
        """Book the intents of several orders in one transaction, all of them or none.

        Raises LedgerDown; then nothing may be sent, and all of them are forgotten.
        """
        sending = [order.apply(Sending()) for order in orders]
        facts = [OrderFact("Sending", order) for order in sending]
        for order in sending:
            self._know(order)
        try:
            self._check()
            await self._ledger.commit(facts)
        except BaseException:  # nothing leaves, whatever it was
            for order in sending:
                self._forget(order)
            raise
        for fact in facts:
            self._show(fact)
        return sending

    async def _make_durable(self, fact: OrderFact, order: Order) -> None:
        try:
            self._check()
            await self._ledger.commit([fact])
        except LedgerDown:
            if not order.reduces:
                raise
            await self.keep(fact)
        else:
            self._show(fact)

    async def keep(self, fact: Fact) -> None:
        """Make a fact durable behind all others: booked, or in the emergency file until it can be.

        Raises LedgerDown where it could not be kept either; then it is forgotten.
        """
        try:
            await self._book([fact], even_so=True)
        except LedgerDown as down:
            if not down.kept:
                self._outbox.remove(fact)
                if not self._outbox:  # something has to tell that the ledger works again
                    self._put([NoteFact(LEDGER_DOWN, {"cause": down.cause})])
                raise LedgerDown(down.cause, nowhere=True) from down

    async def begin_way_out(self, account: str, symbol: str) -> None:
        """Make durable that a position is to be closed, before what protects it is taken out.

        Raises LedgerDown where it could not be kept: then no close could be sent either.
        """
        await self.keep(NoteFact(WAY_OUT, {"account": account, "symbol": symbol}))

    def waiting_for_ledger(self, client_order_id: str) -> Order | None:
        """The order under a client's id that the ledger has not been able to take yet."""
        for fact in self._outbox:
            if isinstance(fact, OrderFact) and fact.order.client_order_id == client_order_id:
                return fact.order
        return None

    def recall(self, order: Order) -> None:
        """Take back at hand an order of the ledger that was closed long ago."""
        if order.order_id not in self._known_orders:
            self.orders[order.order_id] = order
            self._know(order)

    def adopt(self, order: Order) -> None:
        """Take over an order that was placed elsewhere."""
        self._know(order)
        self._put([OrderFact("Adopted", order)])

    def adopt_fill(self, fill: Fill) -> None:
        """Take over a position that was opened elsewhere, as a fill of no order of ours."""
        self._put([self._count(fill)])

    def note(self, *notes: NoteFact) -> None:
        """Keep notes behind everything that has happened so far."""
        self._put(notes)

    def held_before(self, account: str, symbol: str, at_ns: int) -> tuple[Decimal, bool]:
        """What was held before a moment of market time, and whether anything traded since."""
        fills = self._fills.get((account, symbol), {}).values()
        before = [fill.signed_quantity for fill in fills if fill.at_ns < at_ns]
        return sum(before, ZERO), len(before) < len(fills)

    def pay_dividend(self, account: str, paid: Decimal, note: NoteFact) -> None:
        """Book a dividend, negative where the account pays it, and the note of it."""
        after = self._known_accounts[account].after_dividend(paid)
        self._known_accounts[account] = after
        self._put([AccountFact(DIVIDEND, after), note])

    def take_balance(self, account: str, cash: Decimal) -> None:
        """Book the cash that the broker of an account tells, if it differs from ours."""
        before = self._known_accounts[account]
        if before.cash != cash:
            after = before.with_cash(cash)
            self._known_accounts[account] = after
            self._put([AccountFact(BALANCE, after)])

    def restate(
        self, lane: tuple[str, str], split: Split, before_ns: int, note: NoteFact
    ) -> list[Order]:
        """Count the fills, the orders and the position of a lane in the units after `split`.

        Returns the orders that are live. Nothing of the lane may have traded since `before_ns`;
        money stays as it is: neither cash nor cost nor any result moves.
        """
        account, instrument = self._known_accounts[lane[0]], self._instrument(lane[1])
        was = self._fills.get(lane, {})
        self._fills[lane] = {fill_id: split.fill(fill) for fill_id, fill in was.items()}
        orders = [
            split.order(order, instrument)
            for order in self._known_orders.values()
            if (order.account, order.symbol) == lane and order.created_ns < before_ns
        ]
        for order in orders:
            self._know(order)
        facts: list[Fact] = [OrderFact("Restated", order) for order in orders]
        if position := self._known_positions.get(lane):
            after = replace(position, quantity=split.shares(position.quantity))
            self._known_positions[lane] = after
            facts += [
                FillChangedFact(fill, self._fills[lane][fill_id], after, account)
                for fill_id, fill in was.items()
            ]
        self._put([*facts, note])
        return [order for order in orders if order.is_live]

    def hear(self, order_id: str, event: OrderEvent) -> None:
        """Take in news of an order: it counts at once and is shown once booked."""
        order = self._known_orders.get(order_id)
        if order is None:
            _log.warning("news of an order that is not known here: %s %s", order_id, event)
            return
        try:
            after = order.apply(event)
        except IllegalTransition as illegal:
            _log.warning("the broker's news does not fit the order: %s", illegal)
            return
        is_same = after is order or (after.status is order.status and after == order)
        if is_same and not isinstance(event, FillChanged):  # whose fee the order does not know
            return  # an echo of what is known
        facts: list[Fact] = [OrderFact(type(event).__name__, after)]
        if isinstance(event, Filled):
            facts.append(self._count(event.fill))
        elif isinstance(event, FillChanged):
            facts.append(self._recount(event))
        self._know(after)
        self._put(facts)

    def _count(self, fill: Fill) -> FillFact:
        key = (fill.account, fill.symbol)
        position = self._known_positions.get(key)
        if position is None:
            position = Position(fill.account, fill.symbol, fill.point_value)
        elif not position.is_flat:  # it is closed at the exchange rate at which it was opened
            fill = replace(fill, point_value=position.point_value)
        fills = self._fills.setdefault(key, {})
        late = bool(fills) and _moment(fill) < _moment(next(reversed(fills.values())))
        fills[fill.fill_id] = fill
        after = self._folded(key, fill.point_value) if late else position.apply(fill)
        asset_class = self._instrument(fill.symbol).asset_class
        account = self._known_accounts[fill.account].after_fill(
            fill, asset_class, after.realized_pnl - position.realized_pnl
        )
        self._known_positions[key] = after
        self._known_accounts[fill.account] = account
        return FillFact(fill, after, account)

    def _recount(self, change: FillChanged) -> FillChangedFact:
        was, now = change.was, change.now
        key = (was.account, was.symbol)
        if now is None:
            del self._fills[key][was.fill_id]
        else:
            self._fills[key][was.fill_id] = now
        before = self._known_positions[key]
        if now is not None and replace(now, fee=was.fee) == was:
            after = before.charged(now.fee - was.fee)
        else:
            after = self._folded(key, was.point_value)
        asset_class = self._instrument(was.symbol).asset_class
        account = self._known_accounts[was.account].after_change(
            was, now, asset_class, after.realized_pnl - before.realized_pnl
        )
        self._known_positions[key] = after
        self._known_accounts[was.account] = account
        return FillChangedFact(was, now, after, account)

    def _folded(self, key: tuple[str, str], point_value: Decimal) -> Position:
        """Work a position out anew, its fills in order of time: they may arrive in any other."""
        in_order = sorted(self._fills[key].values(), key=_moment)
        self._fills[key] = {fill.fill_id: fill for fill in in_order}
        return Position.of(*key, point_value, in_order)

    def _know(self, order: Order) -> None:
        before = self._known_orders.get(order.order_id)
        self._known_orders[order.order_id] = order
        if order.broker_order_id:
            self._by_broker_id[(order.account, order.broker_order_id)] = order.order_id
        if order.is_live:
            key = (order.account, order.symbol)
            live = self._live.get(key)
            if live is None:
                live = self._live[key] = LiveOrders()
            live.put(order)
            if before is not None and not before.is_live:  # taken for absent, and there after all
                self._closed.remove(order.order_id)
        elif before is None or before.is_live:
            self._leave(order)
            self._closed.append(order.order_id)
            if len(self._closed) > KEPT_CLOSED:
                oldest = self._closed.popleft()
                gone = self._known_orders.pop(oldest, None)
                self.orders.pop(oldest, None)
                if gone is not None:
                    self._by_broker_id.pop((gone.account, gone.broker_order_id), None)

    def _leave(self, order: Order) -> None:
        key = (order.account, order.symbol)
        live = self._live.get(key)
        if live is not None:
            live.drop(order.order_id)
            if not live:
                del self._live[key]
        if key not in self._live:
            for waiter in self._settled.pop(key, ()):
                if not waiter.done():
                    waiter.set_result(None)

    def _forget(self, order: Order) -> None:
        self._known_orders.pop(order.order_id, None)
        self._leave(order)

    # Booking.

    def _check(self) -> None:
        """Raise LedgerDown while earlier bookings cannot be written."""
        if self._stuck:
            raise LedgerDown(self._stuck)

    async def booked(self) -> None:
        """Wait until all that has arrived so far is booked; raises LedgerDown if it cannot be."""
        if self._outbox:
            await self._book(())

    async def durable(self) -> None:
        """Wait until all that has arrived so far is booked or, while the ledger is down, kept."""
        if self._outbox:
            with suppress(LedgerDown):  # where nothing can be kept either, that is said elsewhere
                await self._book((), even_so=True)

    async def _book(self, facts: Sequence[Fact], *, even_so: bool = False) -> None:
        """Book facts in order; raises LedgerDown, at once where it is down already or `even_so`
        after another attempt."""
        if not even_so:
            self._check()
        delivered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._delivered.append(delivered)
        self._put(facts)
        await delivered

    def _put(self, facts: Iterable[Fact]) -> None:
        self._outbox.extend(facts)
        if not self._booking:
            self._booking = True
            self._tasks.spawn(self._deliver(), name="book")

    async def _deliver(self) -> None:
        """Carry the outbox to the ledger, all that has gathered in one go, in order."""
        try:
            while self._outbox or self._delivered:
                facts, waiters = tuple(self._outbox), self._delivered
                self._delivered = []
                try:
                    await self._ledger.book(facts)
                except Exception as error:  # noqa: BLE001 - kept and tried again, whatever it was
                    down = error if isinstance(error, LedgerDown) else LedgerDown(repr(error))
                    self._keep(down, waiters)
                    await self._clock.sleep(RETRY_SECONDS)
                    continue
                self._stuck = ""
                del self._outbox[: len(facts)]
                for fact in facts:
                    self._show(fact)
                for waiter in waiters:
                    if not waiter.done():
                        waiter.set_result(None)
        finally:
            self._booking = False

    def _keep(self, down: LedgerDown, waiters: Iterable[asyncio.Future[None]]) -> None:
        """Hold the facts for a later attempt and tell who waits that it may take long."""
        if not self._stuck:
            _log.error("bookings wait and nothing but exits is sent: %s", down.cause)
        self._stuck = down.cause
        for waiter in waiters:
            if not waiter.done():
                waiter.set_exception(down)

    def _show(self, fact: Fact) -> None:
        match fact:
            case OrderFact():
                self.orders[fact.order.order_id] = fact.order
                self.changed.emit(OrderChanged(fact.order))
            case FillFact(fill, position, account):
                self.positions[(fill.account, fill.symbol)] = position
                self.accounts[account.account] = account
                self.changed.emit(FillBooked(fill, position, account))
            case FillChangedFact(was, now, position, account):
                self.positions[(was.account, was.symbol)] = position
                self.accounts[account.account] = account
                self.changed.emit(FillRebooked(was, now, position, account))
            case AccountFact(account=account) if fact.reason in (STATE, DIVIDEND, BALANCE):
                self.accounts[account.account] = account
                self.changed.emit(StateChanged(account))
            case AccountFact(account=account):
                for key in [k for k in self.positions if k[0] == account.account]:
                    del self.positions[key]
                self.accounts[account.account] = account
                self.changed.emit(AccountChanged(account))
            case _:
                pass
