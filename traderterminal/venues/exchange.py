"""The house behind every practice venue: accounts, contracts, orders, executions, positions, cash.

It matches with the paper engine, one book per contract for all accounts, and knows no dialect: what
happens is told to `news`, in the order in which it happens, and a dialect says it in its own words.
Ids of everything come from one counter.

The exits of a bracket are held until their entry trades; they then work for as much as it has
traded, and grow with it. Of linked orders one that trades shrinks the others to what it has left,
and ends them when it is filled.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Final

from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.domain.positions import Position
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.market.ticks import FeedTick, QuoteTick
from traderterminal.paper.matching import Dropped, Matcher, PaperOrder
from traderterminal.paper.matching import Execution as Match
from traderterminal.venues.orders import (
    ZERO,
    CashChanged,
    Cause,
    ContractChanged,
    ExchangeNews,
    Executed,
    Execution,
    ExecutionRevised,
    Holding,
    HoldingChanged,
    OrderChanged,
    Refusal,
    Refused,
    State,
    Ticket,
    VenueAccount,
    VenueOrder,
    VenueUser,
)

FIRST_ID: Final = 9_001
_NEVER_NS: Final = 2**63
_NEVER: Final = -1
_LIMITED: Final = frozenset({OrderType.LIMIT, OrderType.STOP_LIMIT})
_STOPPED: Final = frozenset(
    {
        OrderType.STOP,
        OrderType.STOP_LIMIT,
        OrderType.TRAILING_STOP,
        OrderType.MARKET_IF_TOUCHED,
    }
)


@frozen
class ExchangeRules:
    """What the exchange asks of its surroundings.

    `fee` takes instrument, side, quantity, price and market time; `is_open` and `day_end_ns` an
    instrument and market time; `standing` is the quote that stands in a contract.
    """

    standing: Callable[[str], QuoteTick | None]
    fee: Callable[[Instrument, Side, Decimal, Decimal, int], Decimal]
    is_open: Callable[[Instrument, int], bool]
    day_end_ns: Callable[[Instrument, int], int]


@dataclass(slots=True)
class Mishaps:
    """What is to go wrong at the exchange itself, as the fault script has it.

    `ahead_ns` is by how much its stamps are ahead, `hidden_s` how long (host time) a new order is
    missing from lists. `largest_execution` cuts executions up. The counts are used up one by one:
    orders that execute a lot too many, brackets one of whose exits is refused. With `exits_wait`
    the exits of a bracket are held until all of their entry has traded. `next_execution_id` is
    given to the next execution though it is in use.
    """

    ahead_ns: int = 0
    hidden_s: float = 0.0
    largest_execution: int | None = None
    overfills: int = 0
    refused_exits: int = 0
    exits_wait: bool = False
    next_execution_id: int | None = None


@dataclass(slots=True)
class _Books:
    """Everything that a reset begins anew."""

    orders: dict[int, VenueOrder] = field(default_factory=dict)
    executions: dict[int, list[Execution]] = field(default_factory=dict)  # by id, which may repeat
    holdings: dict[tuple[int, str], Holding] = field(default_factory=dict)
    matchers: dict[str, Matcher] = field(default_factory=dict)
    resting: dict[int, PaperOrder] = field(default_factory=dict)
    next_expiry_ns: int = _NEVER_NS


class Exchange:
    """Takes orders of `accounts` in `instruments` and trades them on the market that it sees.

    `market` is market time, `host` host time. Ids rise from `first_id` on: a venue that is started
    again must give none of those that clients have seen.
    """

    def __init__(
        self,
        instruments: Iterable[Instrument],
        users: Sequence[VenueUser],
        accounts: Sequence[VenueAccount],
        rules: ExchangeRules,
        market: Clock,
        host: Clock,
        first_id: int = FIRST_ID,
    ) -> None:
        self.news: Observers[ExchangeNews] = Observers()
        self.cleared: Observers[None] = Observers()
        self.users = {user.name: user for user in users}
        self.mishaps = Mishaps()
        self.inactive: set[str] = set()
        self._listed = {one.symbol: one for one in instruments}
        self._opened = tuple(accounts)
        self._rules = rules
        self._market = market
        self._host = host
        self.last_id = first_id - 1  # the latest that was given out
        self._resized: set[int] = set()  # what the matcher has to learn of
        self._traded_until_ns = _NEVER  # what the market did up to then was traded on before
        self.reset()

    def reset(self) -> None:
        """Begin anew: no orders, no positions, the cash of the opening. Ids go on rising."""
        now = self._market.now_ns()
        self.accounts = {a.number: replace(a, opened_ns=now) for a in self._opened}
        self.instruments = dict(self._listed)
        self.inactive.clear()
        self.mishaps = Mishaps()
        self._books = _Books()
        self._traded_until_ns = _NEVER
        self.cleared.emit(None)

    def next_id(self) -> int:
        """Return an id that nothing else here has."""
        self.last_id += 1
        return self.last_id

    @property
    def now_ns(self) -> int:
        """The market time that is stamped on what happens."""
        return self.market_ns + self.mishaps.ahead_ns

    @property
    def market_ns(self) -> int:
        """The time of the market."""
        return self._market.now_ns()

    # What there is.

    @property
    def orders(self) -> Mapping[int, VenueOrder]:
        return self._books.orders

    def orders_of(self, account: int) -> list[VenueOrder]:
        """The orders of an account as its lists show them: new ones may be missing at first."""
        seen_ns = self._host.now_ns() - int(self.mishaps.hidden_s * NANOSECONDS)
        hides = self.mishaps.hidden_s > 0
        return [
            order
            for order in self._books.orders.values()
            if order.ticket.account == account and not (hides and order.booked_host_ns > seen_ns)
        ]

    def executions(self, account: int | None = None) -> list[Execution]:
        """Every execution of an account, or of all, in order."""
        return [
            one
            for same_id in self._books.executions.values()
            for one in same_id
            if account is None or one.account == account
        ]

    def holdings(self, account: int | None = None) -> list[Holding]:
        """What an account holds or has held, or every account."""
        return [h for (a, _), h in self._books.holdings.items() if account is None or a == account]

    def cash(self, account: int) -> Decimal:
        """The cash of an account: what it opened with, what it won, less its fees."""
        held = [holding.position for holding in self.holdings(account)]
        return self.accounts[account].opening_cash + sum(
            (position.realized_pnl - position.fees for position in held), ZERO
        )

    def quote(self, symbol: str) -> QuoteTick | None:
        """The quote that stands in a contract."""
        return self._rules.standing(symbol)

    # What clients do.

    def check(self, ticket: Ticket) -> None:
        """Raise Refused where an order cannot be taken."""
        account, instrument = self.accounts.get(ticket.account), self.instruments.get(ticket.symbol)
        if account is None:
            raise Refused(Refusal.ACCOUNT_UNKNOWN)
        if account.locked:
            raise Refused(Refusal.ACCOUNT_LOCKED)
        if instrument is None:
            raise Refused(Refusal.CONTRACT_UNKNOWN)
        if ticket.symbol in self.inactive:
            raise Refused(Refusal.CONTRACT_INACTIVE)
        if ticket.quantity < 1:
            raise Refused(Refusal.NO_SIZE)
        if not self._rules.is_open(instrument, self.market_ns):
            raise Refused(Refusal.CLOSED)
        self._check_prices(ticket, instrument)

    def place(self, ticket: Ticket, exits: Sequence[Ticket] = ()) -> VenueOrder:
        """Take an order, with the exits of its bracket behind it; raises Refused."""
        for each in (ticket, *exits):
            self.check(each)
        entry = self._book(ticket)
        held = [self._book(each, State.HELD, parent=entry.order_id) for each in exits]
        entry.children = tuple(order.order_id for order in held)
        self._link(held)
        self._tell(Cause.PLACED, entry, *held)
        self._enter(entry)
        self._settle(ticket.symbol)
        return entry

    def place_linked(self, tickets: Sequence[Ticket]) -> list[VenueOrder]:
        """Take orders of one contract of which one cancels the others; raises Refused."""
        for each in tickets:
            self.check(each)
        orders = [self._book(each) for each in tickets]
        self._link(orders)
        self._tell(Cause.PLACED, *orders)
        for order in orders:
            self._enter(order)
        self._settle(tickets[0].symbol)
        return orders

    def reject(self, ticket: Ticket, reason: str) -> VenueOrder:
        """Book an order that is refused by the exchange, so that lists show it."""
        order = self._book(ticket, State.REJECTED)
        order.reason = reason
        self._tell(Cause.ENDED, order)
        return order

    def change(
        self,
        order_id: int,
        *,
        quantity: int | None = None,
        limit_price: Decimal | None = None,
        stop_price: Decimal | None = None,
        trail_ticks: int | None = None,
    ) -> VenueOrder:
        """Give an open order new terms, None leaves one as it is; raises Refused.

        `quantity` includes what has traded; no less than that and one more will do.
        """
        order = self._open(order_id)
        wanted = replace(
            order.ticket,
            quantity=order.quantity if quantity is None else quantity,
            limit_price=order.limit_price if limit_price is None else limit_price,
            stop_price=order.stop_price if stop_price is None else stop_price,
            trail_ticks=order.ticket.trail_ticks if trail_ticks is None else trail_ticks,
        )
        self._check_prices(wanted, self.instruments[wanted.symbol])
        if wanted.quantity <= order.filled:
            raise Refused(Refusal.NO_SIZE)
        order.ticket, order.quantity = wanted, wanted.quantity
        order.limit_price, order.stop_price = wanted.limit_price, wanted.stop_price
        order.changed_ns = self.now_ns
        self._tell(Cause.CHANGED, order)
        if order.state is State.WORKING:
            self._leave(order)
            self._enter(order)
            self._settle(wanted.symbol)
        return order

    def cancel(self, order_id: int, reason: str = "") -> VenueOrder:
        """Take an open order out; raises Refused."""
        return self.end(order_id, State.CANCELED, reason)

    def end(self, order_id: int, state: State, reason: str) -> VenueOrder:
        """End an open order, by the client's wish or the venue's own; raises Refused."""
        order = self._open(order_id)
        self._end(order, state, reason)
        return order

    # What the market does.

    def see(self, event: Sequence[FeedTick]) -> None:
        """Take in the rows of one event of one contract and trade what they reach."""
        symbol = event[0].symbol
        self.expire()
        matcher = self._books.matchers.get(symbol)
        if matcher is None or event[0].at_ns <= self._traded_until_ns:
            return  # nobody has had an order there, or it is a recording that is played again
        for tick in event:
            matcher.see(tick)
            if isinstance(tick, QuoteTick):
                self._trail(symbol, tick)
        self._settle(symbol)

    def expire(self) -> None:
        """End the orders whose time is over."""
        now, books = self.market_ns, self._books
        if now < books.next_expiry_ns:
            return
        books.next_expiry_ns = _NEVER_NS
        for order in list(books.orders.values()):
            if not order.is_open or order.expires_ns is None:
                continue
            if order.expires_ns <= now:
                self._end(order, State.EXPIRED, "expired")
            else:
                books.next_expiry_ns = min(books.next_expiry_ns, order.expires_ns)

    # What a venue that starts again recalls.

    def recall_order(self, order: VenueOrder, cause: Cause) -> None:
        """Take an order back as it stood when it was told of, and tell of it again.

        Here and below KeyError where its contract is not listed.
        """
        self._take_back(order)
        self._tell(cause, self._books.orders[order.order_id])

    def recall_execution(self, execution: Execution, order: VenueOrder) -> None:
        """Take an execution back, with its order as it stood then, and tell of it again."""
        self._take_back(order)
        holding = self._holding(execution.account, self.instruments[execution.symbol])
        holding.position = holding.position.apply(self._fill(execution))
        self._books.executions.setdefault(execution.execution_id, []).append(execution)
        self.news.emit(Executed(execution))

    def recall_revision(self, execution: Execution) -> None:
        """Take the change of an execution back, and tell of it again."""
        self._restate(execution)

    def recall_holding(self, account: int, symbol: str, holding_id: int, opened_ns: int) -> None:
        """Give a position the id and the beginning that it had."""
        holding = self._holding(account, self.instruments[symbol])
        holding.holding_id, holding.opened_ns = holding_id, opened_ns

    def resume(self, until_ns: int, last_id: int) -> None:
        """Go on where an earlier run stood at a market time: what works rests in the book again."""
        self._traded_until_ns = until_ns
        self.last_id = max(self.last_id, last_id)
        for order in self._books.orders.values():
            if order.state is State.WORKING and order.ticket.symbol in self.instruments:
                self._enter(order)
            if order.is_open and order.expires_ns is not None:
                self._books.next_expiry_ns = min(self._books.next_expiry_ns, order.expires_ns)

    def _take_back(self, order: VenueOrder) -> None:
        if order.ticket.symbol not in self.instruments:
            raise KeyError(order.ticket.symbol)
        known = self._books.orders.setdefault(order.order_id, order)
        for each in fields(VenueOrder):  # who holds on to an order goes on holding the same
            setattr(known, each.name, getattr(order, each.name))

    # What the fault script does.

    def execute(self, order_id: int, quantity: int, price: Decimal | None = None) -> None:
        """Trade an order whatever the market and its state; KeyError if there is none.

        Without a `price`: its limit or stop, else the quote that stands.
        """
        order = self._books.orders[order_id]
        if price is None:
            price = order.limit_price or order.stop_price or self._touch(order)
        working = order.state is State.WORKING
        if working:
            self._leave(order)
        self._trade(order, price, quantity)
        if working and order.is_open:
            self._enter(order)
        self._settle(order.ticket.symbol)

    def revise(self, execution_id: int, price: Decimal | None) -> None:
        """Take an execution back (None), or give it another price; KeyError if there is none."""
        was = self._books.executions[execution_id][-1]
        self._restate(replace(was, voided=True) if price is None else replace(was, price=price))

    def lock(self, account: int, *, locked: bool) -> None:
        """Let an account trade no more, or again; KeyError if there is none."""
        self.accounts[account].locked = locked
        self.news.emit(CashChanged(self.accounts[account]))

    def list_anew(self, instrument: Instrument, *, active: bool) -> None:
        """Change what is known of a contract: its tick, its worth, whether it may be traded."""
        self.instruments[instrument.symbol] = instrument
        (self.inactive.discard if active else self.inactive.add)(instrument.symbol)
        self.news.emit(ContractChanged(instrument.symbol))

    # Inside.

    def _restate(self, now: Execution) -> None:
        """Put an execution in the place of the one before, and count anew what follows from it."""
        self._books.executions[now.execution_id][-1] = now
        holding = self._books.holdings[now.account, now.symbol]
        kept = [
            self._fill(one)
            for one in self.executions(now.account)
            if one.symbol == now.symbol and not one.voided
        ]
        old = holding.position
        holding.position = Position.of(old.account, old.symbol, old.point_value, kept)
        holding.changed_ns = self.now_ns
        self.news.emit(ExecutionRevised(now))
        self.news.emit(HoldingChanged(holding))
        self.news.emit(CashChanged(self.accounts[now.account]))

    def _check_prices(self, ticket: Ticket, instrument: Instrument) -> None:
        if ticket.quantity < 1:
            raise Refused(Refusal.NO_SIZE)
        placed_by_offset = ticket.offset_ticks is not None
        for kinds, price in ((_LIMITED, ticket.limit_price), (_STOPPED, ticket.stop_price)):
            if ticket.order_type in kinds and price is None and not placed_by_offset:
                raise Refused(Refusal.PRICE_MISSING)
            if price is not None and not instrument.on_grid(price):
                raise Refused(Refusal.OFF_TICK)

    def _book(
        self, ticket: Ticket, state: State = State.WORKING, parent: int | None = None
    ) -> VenueOrder:
        now = self.now_ns
        order = VenueOrder(
            order_id=self.next_id(),
            ticket=ticket,
            quantity=ticket.quantity,
            limit_price=ticket.limit_price,
            stop_price=ticket.stop_price,
            placed_ns=now,
            changed_ns=now,
            booked_host_ns=self._host.now_ns(),
            expires_ns=self._expiry(ticket),
            state=state,
            parent=parent,
        )
        self._books.orders[order.order_id] = order
        if order.expires_ns is not None:
            self._books.next_expiry_ns = min(self._books.next_expiry_ns, order.expires_ns)
        return order

    def _expiry(self, ticket: Ticket) -> int | None:
        match ticket.time_in_force:
            case TimeInForce.DAY:
                instrument = self.instruments.get(ticket.symbol)
                now = self.market_ns
                return None if instrument is None else self._rules.day_end_ns(instrument, now)
            case TimeInForce.GTD:
                return ticket.expires_ns
            case _:
                return None

    def _link(self, orders: Sequence[VenueOrder]) -> None:
        ids = tuple(order.order_id for order in orders)
        for order in orders:
            order.peers = tuple(other for other in ids if other != order.order_id)

    def _open(self, order_id: int) -> VenueOrder:
        order = self._books.orders.get(order_id)
        if order is None:
            raise Refused(Refusal.ORDER_UNKNOWN)
        if not order.is_open:
            raise Refused(Refusal.ORDER_CLOSED)
        return order

    def _tell(self, cause: Cause, *orders: VenueOrder) -> None:
        for order in orders:
            self.news.emit(OrderChanged(order, cause))

    def _matcher(self, symbol: str) -> Matcher:
        matcher = self._books.matchers.get(symbol)
        if matcher is None:
            matcher = self._books.matchers[symbol] = Matcher()
            if (standing := self._rules.standing(symbol)) is not None:
                matcher.see(standing)
        return matcher

    def _enter(self, order: VenueOrder) -> None:
        """Let an order work in the book."""
        instrument = self.instruments[order.ticket.symbol]
        limit, stop = order.limit_price, None if order.triggered else order.stop_price
        resting = PaperOrder(
            order_id=str(order.order_id),
            sign=order.ticket.side.sign,
            lots=order.left,
            time_in_force=order.ticket.time_in_force,
            limit=None if limit is None else instrument.to_ticks(limit),
            stop=None if stop is None else instrument.to_ticks(stop),
            if_touched=order.ticket.order_type is OrderType.MARKET_IF_TOUCHED,
        )
        self._books.resting[order.order_id] = resting
        self._matcher(instrument.symbol).enter(resting)

    def _leave(self, order: VenueOrder) -> None:
        self._books.resting.pop(order.order_id, None)
        self._matcher(order.ticket.symbol).remove(str(order.order_id))

    def _settle(self, symbol: str) -> None:
        instrument = self.instruments[symbol]
        matcher, known = self._matcher(symbol), -1
        while known != (known := len(self._books.executions)):  # exits that begin to work may trade
            self._fit_resized()
            is_open = self._rules.is_open(instrument, self.market_ns)
            for outcome in list(matcher.settle(is_open=is_open)):
                order = self._books.orders[int(outcome.order_id)]
                if not order.is_open:
                    continue  # an order that it is linked to was first
                self._resized.add(order.order_id)
                match outcome:
                    case Match(price=price, lots=lots):
                        # One that it is linked to may have left it less in the same event.
                        lots = min(lots, order.left)
                        self._trade_lots(order, instrument.from_ticks(price), lots)
                    case Dropped():
                        self._end(order, State.CANCELED, "not fillable at once")
                    case _:
                        order.triggered = True
                        self._tell(Cause.TRIGGERED, order)

    def _fit_resized(self) -> None:
        """Let the matcher want of each order what is left of it, once all outcomes are booked."""
        while self._resized:
            order = self._books.orders[self._resized.pop()]
            resting = self._books.resting.get(order.order_id)
            if resting is None or resting.lots == order.left:
                continue
            if resting.lots:
                self._matcher(order.ticket.symbol).shrink(resting.order_id, order.left)
            else:
                self._enter(order)  # all of it had traded, and it has grown since

    def _trade_lots(self, order: VenueOrder, price: Decimal, lots: int) -> None:
        while lots > 0:
            part = min(lots, self.mishaps.largest_execution or lots)
            self._trade(order, price, part)
            lots -= part
        if order.state is State.FILLED and self.mishaps.overfills:
            self.mishaps.overfills -= 1
            self._trade(order, price, 1)

    def _trade(self, order: VenueOrder, price: Decimal, quantity: int) -> None:
        """Book an execution and everything that follows from it."""
        order.filled += quantity
        order.value += price * quantity
        order.changed_ns = self.now_ns
        if order.left <= 0 and order.is_open:
            self._books.resting.pop(order.order_id, None)
            order.state = State.FILLED
        self._book_execution(order, price, quantity)
        self._shrink_peers(order)
        self._activate(order, price)

    def _book_execution(self, order: VenueOrder, price: Decimal, quantity: int) -> None:
        ticket = order.ticket
        instrument = self.instruments[ticket.symbol]
        reused, self.mishaps.next_execution_id = self.mishaps.next_execution_id, None
        execution = Execution(
            execution_id=self.next_id() if reused is None else reused,
            order_id=order.order_id,
            account=ticket.account,
            symbol=ticket.symbol,
            side=ticket.side,
            quantity=quantity,
            price=price,
            at_ns=self.now_ns,
            fee=self._rules.fee(instrument, ticket.side, Decimal(quantity), price, self.market_ns),
            realized=None,
        )
        holding = self._holding(ticket.account, instrument)
        before = holding.position
        holding.position = before.apply(self._fill(execution))
        holding.changed_ns = execution.at_ns
        if before.quantity * ticket.side.sign < 0:
            won = holding.position.realized_pnl - before.realized_pnl
            execution = replace(execution, realized=won)
        self._books.executions.setdefault(execution.execution_id, []).append(execution)
        self.news.emit(Executed(execution))
        self._tell(Cause.TRADED, order)
        self.news.emit(HoldingChanged(holding))
        self.news.emit(CashChanged(self.accounts[ticket.account]))

    def _holding(self, account: int, instrument: Instrument) -> Holding:
        key = account, instrument.symbol
        holding = self._books.holdings.get(key)
        if holding is None:
            position = Position(str(account), instrument.symbol, instrument.point_value)
            holding = Holding(self.next_id(), account, position, self.now_ns, self.now_ns)
            self._books.holdings[key] = holding
        elif holding.position.is_flat:
            holding.holding_id, holding.opened_ns = self.next_id(), self.now_ns
        return holding

    def _fill(self, execution: Execution) -> Fill:
        return Fill(
            fill_id=str(execution.execution_id),
            order_id=str(execution.order_id),
            account=str(execution.account),
            symbol=execution.symbol,
            side=execution.side,
            quantity=Decimal(execution.quantity),
            price=execution.price,
            fee=execution.fee,
            point_value=self.instruments[execution.symbol].point_value,
            at_ns=execution.at_ns,
        )

    def _shrink_peers(self, order: VenueOrder) -> None:
        for other in self._of(order.peers):
            if not other.is_open:
                continue
            if order.left <= 0:
                self._end(other, State.CANCELED, "the order that it was linked to was filled")
            else:
                self._resize(other, other.filled + order.left)

    def _activate(self, entry: VenueOrder, price: Decimal) -> None:
        """Let the exits work for what their entry has traded."""
        if self.mishaps.exits_wait and entry.left > 0:
            return
        for order in self._of(entry.children):
            quantity = min(order.ticket.quantity, self._cover(entry, order))
            if order.state is State.WORKING:
                self._resize(order, quantity)
            if order.state is not State.HELD or quantity <= order.filled:
                continue
            if self.mishaps.refused_exits:
                self.mishaps.refused_exits -= 1
                self._end(order, State.REJECTED, "refused by the exchange")
                continue
            self._stand_off(order, price)
            order.state, order.quantity = State.WORKING, quantity
            order.changed_ns = self.now_ns
            self._tell(Cause.ACTIVATED, order)
            self._enter(order)

    def _cover(self, entry: VenueOrder, order: VenueOrder) -> int:
        """How many lots an exit should have: those of the entry less what its peers closed."""
        return entry.filled - sum(other.filled for other in self._of(order.peers))

    def _stand_off(self, order: VenueOrder, price: Decimal) -> None:
        """Give an exit that stands off its entry the price that follows from it."""
        offset, instrument = order.ticket.offset_ticks, self.instruments[order.ticket.symbol]
        if offset is None:
            return
        own = price + offset * instrument.tick_size
        if order.ticket.order_type in _LIMITED:
            order.limit_price = own
        else:
            order.stop_price = own

    def _resize(self, order: VenueOrder, quantity: int) -> None:
        if quantity == order.quantity or quantity <= order.filled:
            return
        order.quantity, order.changed_ns = quantity, self.now_ns
        self._resized.add(order.order_id)
        self._tell(Cause.CHANGED, order)

    def _end(self, order: VenueOrder, state: State, reason: str) -> None:
        self._leave(order)
        order.state, order.reason, order.changed_ns = state, reason, self.now_ns
        self._tell(Cause.ENDED, order)
        if not order.filled:  # nothing is there that its exits could close
            for child in self._of(order.children):
                if child.is_open:
                    self._end(child, State.CANCELED, "its entry did not trade")

    def _of(self, ids: Iterable[int]) -> Iterator[VenueOrder]:
        return (self._books.orders[each] for each in ids)

    def _touch(self, order: VenueOrder) -> Decimal:
        """The price at which an order would trade at once; raises Refused without a quote."""
        quote = self._rules.standing(order.ticket.symbol)
        buys = order.ticket.side is Side.BUY
        ticks = None if quote is None else (quote.ask if buys else quote.bid)
        if ticks is None:
            raise Refused(Refusal.NO_MARKET)
        return self.instruments[order.ticket.symbol].from_ticks(ticks)

    def _trail(self, symbol: str, quote: QuoteTick) -> None:
        """Pull trailing stops on: a sell's behind the bid, a buy's behind the ask."""
        for order_id, resting in self._books.resting.items():
            order = self._books.orders[order_id]
            ticks, near = order.ticket.trail_ticks, quote.bid if resting.sign < 0 else quote.ask
            if order.ticket.symbol != symbol or resting.stop is None:
                continue
            if ticks is None or near is None:
                continue
            wanted = near + ticks * resting.sign
            if (resting.stop - wanted) * resting.sign > 0:
                resting.stop = wanted
                order.stop_price = self.instruments[symbol].from_ticks(wanted)
