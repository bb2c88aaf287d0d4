"""A scripted venue: a true matching book in virtual time, and a broker to it that can fail.

`Venue` is the truth that every test compares with. `VenueBroker` stands between it and the desk
as an adapter would; a `Script` says which request, which news and which answer goes wrong, and how.
The names of the faults are those of the fault catalogue (F1 to F50).
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count

from tests.support.builders import INSTRUMENTS, quote
from tests.support.paper_desk import (
    NO_NEWS,
    NOON_NS,
    Blackout,
    PaperDesk,
    paper_desk,
)
from traderterminal.desk.alarms import Alarm
from traderterminal.desk.desk import Desk
from traderterminal.desk.ports import (
    COMPETING_S,
    AttachedExit,
    Capabilities,
    ContractNews,
    FillRevised,
    FillSeen,
    Ledger,
    Listing,
    LoggedIn,
    LoggedOut,
    NativeBrackets,
    News,
    OrderNews,
    OrderSeen,
    OrderWish,
    PositionSeen,
    StreamNews,
    Terms,
)
from traderterminal.desk.reconcile import Reconciler
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import (
    BrokerUnavailable,
    ExitsRefused,
    NotSent,
    OrderRefused,
    OutcomeUnknown,
)
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    CancelRefused,
    Expired,
    Order,
    OrderStatus,
    OrderType,
    Refused,
    Replaced,
    ReplaceRefused,
    TimeInForce,
    Where,
)
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.ticks import QuoteTick
from traderterminal.paper.matching import Execution, Matcher, PaperOrder, Pulled
from traderterminal.risk.limits import PAPER, RiskLimits

ZERO = Decimal(0)
S = OrderStatus
#: What a request may take, all in all.
DEADLINE_S = 10.0


class Venue:
    """Orders, executions and positions as they truly are."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.orders: dict[str, OrderSeen] = {}
        self.fills: list[FillSeen] = []
        self.news: Callable[[News], None] = lambda news: None
        self.quoted: Callable[[str, str, str], None] = lambda symbol, bid, ask: None
        self._numbers = count(1)
        self._books: dict[str, Matcher] = {}
        self.placed: dict[str, int] = {}  # how often each of our ids was booked
        self.posts: dict[str, int] = {}  # how often each of our ids reached the wire
        self.revised: set[str] = set()  # executions that were taken back or corrected
        self.ticks: dict[str, int] = {}  # how far an exit stands off what its entry paid
        self.exits_wait = False  # until all of their entry has traded
        self.refused_exits = 0  # so many are refused once they are to work
        self.ahead_ns = 0  # by how much its clock is ahead of ours (F43)

    @property
    def now_ns(self) -> int:
        """The time that it stamps on what happens."""
        return self.clock.now_ns() + self.ahead_ns

    def quote(
        self,
        bid: str,
        ask: str,
        size: int = 10,
        ask_size: int | None = None,
        symbol: str = "ESH2024",
    ) -> None:
        """Show a market and match what it reaches."""
        instrument = INSTRUMENTS[symbol]
        bids, asks = instrument.to_ticks(Decimal(bid)), instrument.to_ticks(Decimal(ask))
        shown = ask_size if ask_size is not None else size
        self._book(symbol).see(QuoteTick(symbol, self.clock.now_ns(), bids, size, asks, shown))
        self._settle(symbol)
        self.quoted(symbol, bid, ask)

    def place(self, order: Order, *, carried: bool) -> OrderSeen:
        """Book an order; raises OrderRefused for one of no size."""
        self.placed[order.order_id] = self.placed.get(order.order_id, 0) + 1
        if order.quantity <= 0:
            raise OrderRefused(Message("refused_by_broker", {"text": "no size"}))
        broker_id = f"B{next(self._numbers)}"
        seen = OrderSeen(
            broker_order_id=broker_id,
            account=order.account,
            symbol=order.symbol,
            side=order.side,
            quantity=order.quantity,
            order_type=order.order_type,
            time_in_force=order.time_in_force,
            status=S.ACCEPTED,
            filled_quantity=ZERO,
            placed_ns=self.now_ns,
            order_id=order.order_id if carried else "",
            limit_price=order.limit_price,
            stop_price=order.stop_price,
        )
        self.orders[broker_id] = seen
        self._book(order.symbol).enter(_book_order(seen))
        return seen

    def place_bracket(
        self, entry: Order, exits: Sequence[AttachedExit], *, carried: bool, named: bool
    ) -> OrderSeen:
        """Book an entry, and its exits held behind it, which bear our ids only if `named`."""
        seen = self.place(entry, carried=carried)
        for one in exits:
            order, broker_id = one.order, f"B{next(self._numbers)}"
            self.placed[order.order_id] = self.placed.get(order.order_id, 0) + 1
            self.orders[broker_id] = replace(
                seen,
                broker_order_id=broker_id,
                side=order.side,
                order_type=order.order_type,
                time_in_force=order.time_in_force,
                order_id=order.order_id if named else "",
                limit_price=order.limit_price,
                stop_price=order.stop_price,
                where=Where.BROKER,
                entry_id=seen.broker_order_id,
            )
            if one.ticks is not None:
                self.ticks[broker_id] = one.ticks
        return seen

    def note_post(self, orders: Iterable[Order]) -> None:
        """Count a request that has reached the wire."""
        for one in orders:
            self.posts[one.order_id] = self.posts.get(one.order_id, 0) + 1

    def exits_of(self, entry_id: str) -> list[OrderSeen]:
        """The exits that came with an entry, those that are over included."""
        return [seen for seen in self.orders.values() if seen.entry_id == entry_id != ""]

    def settle(self, symbol: str) -> None:
        """Match what stands."""
        self._settle(symbol)

    def cancel(self, broker_id: str) -> bool:
        """Take an order out; False when it is no longer open."""
        seen = self.orders.get(broker_id)
        if seen is None or seen.status is not S.ACCEPTED:
            return False
        self._book(seen.symbol).remove(broker_id)
        self.orders[broker_id] = replace(seen, status=S.CANCELED)
        self._end_exits(broker_id)
        return True

    def replace(self, broker_id: str, terms: Terms) -> bool:
        """Give an order new terms; False when it is no longer open or has traded as much."""
        seen = self.orders.get(broker_id)
        if seen is None or seen.status is not S.ACCEPTED or terms.quantity <= seen.filled_quantity:
            return False
        changed = replace(
            seen,
            quantity=terms.quantity,
            limit_price=terms.limit_price,
            stop_price=terms.stop_price,
        )
        self.orders[broker_id] = changed
        if changed.where is Where.EXCHANGE:
            self._enter(changed)
        return True

    def end(self, broker_id: str, event: Canceled | Expired | Refused) -> None:
        """End an open order of its own accord and tell of it: session end, margin, halt (F25)."""
        seen = self.orders[broker_id]
        self._book(seen.symbol).remove(broker_id)
        status = {Canceled: S.CANCELED, Expired: S.EXPIRED, Refused: S.REJECTED}[type(event)]
        self.orders[broker_id] = replace(seen, status=status)
        self.news(_order_news(seen, event))
        self._end_exits(broker_id)

    def end_day(self) -> None:
        """Let the orders of the day run out."""
        for broker_id, seen in list(self.orders.items()):
            if seen.status is S.ACCEPTED and seen.time_in_force is TimeInForce.DAY:
                self.end(broker_id, Expired(Message("day_ended")))

    def bust(self, fill_id: str, price: Decimal | None = None) -> FillRevised:
        """Take an execution back, or give it another price."""
        index = next(i for i, fill in enumerate(self.fills) if fill.fill_id == fill_id)
        fill = self.fills[index]
        self.revised.add(fill_id)
        if price is None:
            del self.fills[index]
            return FillRevised(fill.account, fill_id, ZERO, fill.price)
        self.fills[index] = replace(fill, price=price)
        return FillRevised(fill.account, fill_id, fill.quantity, price)

    def position(self, account: str, symbol: str = "ESH2024") -> Decimal:
        """What an account truly holds."""
        signed = (
            fill.quantity * fill.side.sign
            for fill in self.fills
            if (fill.account, fill.symbol) == (account, symbol)
        )
        return sum(signed, ZERO)

    def open_orders(self, account: str) -> list[OrderSeen]:
        return [o for o in self.orders.values() if o.account == account and o.status is S.ACCEPTED]

    def _book(self, symbol: str) -> Matcher:
        return self._books.setdefault(symbol, Matcher())

    def _settle(self, symbol: str) -> None:
        instrument, before = INSTRUMENTS[symbol], -1
        while before != (before := len(self.fills)):  # exits that begin to work may trade
            self._settle_once(symbol, instrument)

    def _settle_once(self, symbol: str, instrument: Instrument) -> None:
        for outcome in list(self._book(symbol).settle()):
            seen = self.orders[outcome.order_id]
            if seen.status is not S.ACCEPTED:
                continue  # its counterpart was first
            match outcome:
                case Execution(price=price, lots=lots):
                    quantity = instrument.from_lots(lots)
                    if seen.entry_id:  # its counterpart may have left it less in the same event
                        quantity = min(quantity, seen.quantity - seen.filled_quantity)
                    self.execute(seen, quantity, instrument.from_ticks(price))
                case Pulled():
                    pass
                case _:
                    self.orders[seen.broker_order_id] = replace(seen, status=S.CANCELED)
                    self.news(_order_news(seen, Canceled(Message("no_liquidity"))))
                    self._end_exits(seen.broker_order_id)

    def execute(self, seen: OrderSeen, quantity: Decimal, price: Decimal) -> FillSeen:
        """Book an execution and tell of it."""
        current = self.orders[seen.broker_order_id]
        filled = current.filled_quantity + quantity
        status = S.FILLED if filled >= current.quantity else current.status
        self.orders[seen.broker_order_id] = replace(current, filled_quantity=filled, status=status)
        fill = FillSeen(
            fill_id=f"E{next(self._numbers)}",
            broker_order_id=seen.broker_order_id,
            account=seen.account,
            symbol=seen.symbol,
            side=seen.side,
            quantity=quantity,
            price=price,
            at_ns=self.now_ns,
            order_id=seen.order_id,
        )
        self.fills.append(fill)
        self.news(fill)
        self._fit_exits(self.orders[seen.broker_order_id], price)
        return fill

    # Exits that came with their entry.

    def _fit_exits(self, traded: OrderSeen, price: Decimal) -> None:
        """Let exits work for what is open of their entry, of which one order has traded."""
        entry = self.orders.get(traded.entry_id, traded)
        for leg in self.exits_of(entry.broker_order_id):
            others = [o for o in self.exits_of(entry.broker_order_id) if o is not leg]
            if leg.status is not S.ACCEPTED:
                self._book(leg.symbol).remove(leg.broker_order_id)
            elif traded.entry_id and traded.status is S.FILLED and leg.entry_id:
                self._leave(leg, S.CANCELED)
            elif not (self.exits_wait and entry.filled_quantity < entry.quantity):
                cover = entry.filled_quantity - sum((o.filled_quantity for o in others), ZERO)
                self._work(leg, cover, price)

    def _work(self, leg: OrderSeen, quantity: Decimal, price: Decimal) -> None:
        if quantity <= leg.filled_quantity or (
            leg.where is Where.EXCHANGE and quantity == leg.quantity
        ):
            return
        if leg.where is Where.BROKER and self.refused_exits:
            self.refused_exits -= 1
            self._leave(leg, S.REJECTED)
            return
        working = replace(leg, quantity=quantity, where=Where.EXCHANGE)
        ticks = self.ticks.pop(leg.broker_order_id, None)
        if ticks is not None:
            own = price + ticks * INSTRUMENTS[leg.symbol].tick_size
            is_limit = leg.order_type is OrderType.LIMIT
            working = replace(
                working,
                limit_price=own if is_limit else None,
                stop_price=None if is_limit else own,
            )
        self.orders[leg.broker_order_id] = working
        self._enter(working)
        self.news(working)

    def _enter(self, seen: OrderSeen) -> None:
        book = self._book(seen.symbol)
        book.remove(seen.broker_order_id)
        book.enter(_book_order(seen))

    def _end_exits(self, entry_id: str) -> None:
        """Without anything traded there is nothing to close."""
        if not self.orders[entry_id].filled_quantity:
            for leg in self.exits_of(entry_id):
                if leg.status is S.ACCEPTED:
                    self._leave(leg, S.CANCELED)

    def _leave(self, leg: OrderSeen, status: OrderStatus) -> None:
        self._book(leg.symbol).remove(leg.broker_order_id)
        over = self.orders[leg.broker_order_id] = replace(leg, status=status, where=Where.EXCHANGE)
        self.news(over)


def _book_order(seen: OrderSeen) -> PaperOrder:
    instrument = INSTRUMENTS[seen.symbol]
    limit, stop = seen.limit_price, seen.stop_price
    return PaperOrder(
        order_id=seen.broker_order_id,
        sign=seen.side.sign,
        lots=instrument.to_lots(seen.quantity - seen.filled_quantity),
        time_in_force=seen.time_in_force,
        limit=None if limit is None else instrument.to_ticks(limit),
        stop=None if stop is None else instrument.to_ticks(stop),
    )


def _order_news(seen: OrderSeen, event: Canceled | Expired | Refused) -> OrderNews:
    return OrderNews(seen.account, event, seen.order_id, seen.broker_order_id)


@dataclass
class Script:
    """What goes wrong, in order of arrival: an empty name means that nothing does.

    `submits`, `cancels`, `replaces` and `answers` are used up one by one; `hide_s` is how long a
    new order is missing from listings; `alter` sees every piece of news and returns what arrives.
    """

    submits: deque[str] = field(default_factory=deque)
    cancels: deque[str] = field(default_factory=deque)
    replaces: deque[str] = field(default_factory=deque)
    answers: deque[str] = field(default_factory=deque)
    hide_s: float = 0.0
    alter: Callable[[News], Sequence[News]] = lambda news: (news,)

    @staticmethod
    def next(faults: deque[str]) -> str:
        return faults.popleft() if faults else ""


class VenueBroker:
    """Implements `desk.ports.Broker` on a venue, faults included."""

    CAPABILITIES = Capabilities(
        order_types=frozenset(
            {OrderType.MARKET, OrderType.LIMIT, OrderType.STOP, OrderType.STOP_LIMIT}
        ),
        times_in_force=frozenset(TimeInForce),
        replace=True,
    )

    def __init__(
        self,
        venue: Venue,
        tasks: TaskScope,
        script: Script | None = None,
        *,
        carried: bool = True,
        native: NativeBrackets | None = None,
    ) -> None:
        """With `native` exits at prices bear our ids, and exits in ticks do not."""
        self.venue = venue
        self.script = script or Script()
        self.capabilities = replace(self.CAPABILITIES, carries_order_id=carried, brackets=native)
        self._carried = carried
        self._tasks = tasks
        self._hear: Callable[[News], None] = lambda news: None
        self.logged_in = True
        self.rivals = 0  # how often another session will take ours over as soon as it is there
        self.logins_ns: list[int] = []
        self.asked_ns: list[int] = []
        self.posting: Callable[[Order], None] = lambda order: None
        self.cancelling: Callable[[Order], None] = lambda order: None
        self.changing: Callable[[Order, Terms], None] = lambda order, terms: None
        self.takes_exits = True  # as its account is set up
        self.hanging: set[str] = set()  # accounts of which nothing is ever answered
        self.landing: dict[str, Order] = {}  # sent, and to be booked long after the deadline
        venue.news = self.tell

    def listen(self, hear: Callable[[News], None]) -> None:
        self._hear = hear

    def tell(self, news: News) -> None:
        """Let news arrive as the script will have it."""
        for arrived in self.script.alter(news):
            self._hear(arrived)

    def stream(self, *, up: bool, account: str = "paper") -> None:
        """Lose the stream, or have it back."""
        self._hear(StreamNews(account, up))

    def log_in(self, mode: Mode = Mode.SIMULATOR) -> None:
        """Begin a session, and tell which environment answered (F48)."""
        self.logged_in = True
        self.logins_ns.append(self.venue.clock.now_ns())
        self._hear(LoggedIn("paper", mode))
        if self.rivals:
            self.rivals -= 1
            self.log_out(taken_over=True)

    def log_out(self, *, taken_over: bool = False) -> None:
        """Lose the session: its login is refused (F13), or another one takes it over (F45)."""
        self.logged_in = False
        self._hear(LoggedOut("paper", taken_over))
        if taken_over:
            self._tasks.spawn(self._come_back(), name="come back")

    async def _come_back(self) -> None:
        await self.venue.clock.sleep(COMPETING_S)
        self.log_in()

    def has_contract(self, symbol: str = "ESH2024", *, tradable: bool = True, **terms: str) -> None:
        """Tell what a symbol stands for there: expired, rolled, of another multiplier (F47)."""
        instrument = INSTRUMENTS[symbol]
        tick, point = instrument.tick_size, instrument.point_value
        told = {
            "tick_size": tick,
            "point_value": point,
            **{k: Decimal(v) for k, v in terms.items()},
        }
        self._hear(ContractNews("paper", symbol, tradable=tradable, **told))

    def _reach(self) -> None:
        if not self.logged_in:
            raise NotSent(Message("not_sent", {"cause": "not logged in"}))

    def _ask(self) -> str:
        """Note a question, and return what goes wrong with its answer."""
        self.asked_ns.append(self.venue.clock.now_ns())
        if not self.logged_in:
            raise BrokerUnavailable(Message("broker_unavailable", {"cause": "not logged in"}))
        return Script.next(self.script.answers)

    async def submit_package(self, legs: Sequence[Order]) -> None:
        raise NotImplementedError("it is not capable of packages")

    async def submit(self, order: Order) -> None:
        def place() -> OrderSeen:
            return self.venue.place(order, carried=self._carried)

        await self._post([order], place)

    async def submit_bracket(self, entry: Order, exits: Sequence[AttachedExit]) -> None:
        native = self.capabilities.brackets
        named = native is not None and not native.in_ticks

        def place() -> OrderSeen:
            if not self.takes_exits:
                words = {"text": "no brackets here", "setting": "Auto OCO Brackets"}
                raise ExitsRefused(Message("exits_refused", words))
            return self.venue.place_bracket(entry, exits, carried=self._carried, named=named)

        await self._post([entry, *(one.order for one in exits)], place)

    async def _post(self, orders: Sequence[Order], place: Callable[[], OrderSeen]) -> None:
        order = orders[0]
        self._reach()
        fault = Script.next(self.script.submits)
        self.posting(order)
        if fault not in ("F1", "F2"):
            self.venue.note_post(orders)
        await self._answerable(order.account)
        match fault:
            case "F1":
                raise NotSent(Message("not_sent", {"cause": "connection refused"}))
            case "F2":
                await self.venue.clock.sleep(DEADLINE_S)
                raise NotSent(Message("not_sent", {"cause": "no handshake"}))
            case "F3" | "F5" | "F10" | "F11" | "F12":
                raise _unknown()
            case "F4" | "F7" | "F9":
                seen = place()
                self.venue.settle(seen.symbol)
                raise _unknown()
            case "F6":
                self.landing[order.order_id] = order
                self._tasks.spawn(self._late(order, place), name="late order")
                await self.venue.clock.sleep(DEADLINE_S)
                raise _unknown()
            case "F50 before" | "F50 after":
                if fault == "F50 after":
                    seen = place()
                    self.venue.settle(seen.symbol)
                await asyncio.get_running_loop().create_future()  # until the program is killed
            case "F8":
                raise OrderRefused(Message("refused_by_broker", {"text": "not enough margin"}))
            case _:
                self._book(order, place)

    async def _answerable(self, account: str) -> None:
        """Hang for ever where nothing is answered."""
        if account in self.hanging:
            await asyncio.get_running_loop().create_future()

    async def _late(self, order: Order, place: Callable[[], OrderSeen]) -> None:
        await self.venue.clock.sleep(DEADLINE_S + 2.0)
        del self.landing[order.order_id]
        place()
        self.venue.settle(order.symbol)

    def _book(self, order: Order, place: Callable[[], OrderSeen]) -> None:
        seen = place()
        accepted = Accepted(seen.broker_order_id)
        # The reply names our order whatever the stream carries.
        self.tell(OrderNews(order.account, accepted, order.order_id, seen.broker_order_id))
        for leg in self.venue.exits_of(seen.broker_order_id):
            self.tell(leg)
        self.venue.settle(order.symbol)

    async def cancel(self, order: Order) -> None:
        self._reach()
        if not order.broker_order_id:
            raise NotSent(Message("not_sent", {"cause": "the broker's id is not known yet"}))
        fault = Script.next(self.script.cancels)
        self.cancelling(order)
        await self._answerable(order.account)
        if fault == "F3":
            raise _unknown()
        done = self.venue.cancel(order.broker_order_id)
        if fault == "F22":
            raise _unknown()
        event = Canceled(Message("canceled_by_trader")) if done else CancelRefused()
        self.tell(OrderNews(order.account, event, order.order_id, order.broker_order_id))

    async def replace(self, order: Order, terms: Terms) -> None:
        self._reach()
        fault = Script.next(self.script.replaces)
        self.changing(order, terms)
        await self._answerable(order.account)
        if fault == "F3":
            raise _unknown()
        done = self.venue.replace(order.broker_order_id, terms)
        if fault == "F4":
            raise _unknown()
        event = (
            Replaced(terms.quantity, terms.limit_price, terms.stop_price)
            if done
            else ReplaceRefused()
        )
        self.tell(OrderNews(order.account, event, order.order_id, order.broker_order_id))
        if done:
            self.venue.settle(order.symbol)

    async def orders(self, account: str, since_ns: int) -> Listing[OrderSeen]:
        """List orders, without the newest while they are hidden."""
        await self._answerable(account)
        fault = self._ask()
        if fault in ("F10", "F46"):
            raise BrokerUnavailable(Message("broker_unavailable", {"cause": "503"}))
        visible_ns = self.venue.now_ns - int(self.script.hide_s * NANOSECONDS)
        shown = [
            seen
            for seen in self.venue.orders.values()
            if seen.account == account
            and seen.placed_ns <= visible_ns
            and (seen.status is S.ACCEPTED or seen.placed_ns >= since_ns)
        ]
        if fault == "F29":
            return Listing(shown[: len(shown) // 2], complete=False)
        return Listing(shown)

    async def fills(self, account: str, since_ns: int) -> Listing[FillSeen]:
        return Listing(
            [f for f in self.venue.fills if f.account == account and f.at_ns >= since_ns]
        )

    async def positions(self, account: str) -> Listing[PositionSeen]:
        fault = self._ask()
        if fault in ("F2", "F10", "F46"):
            raise BrokerUnavailable(Message("broker_unavailable", {"cause": "503"}))
        if fault == "F31":
            return Listing(())
        if fault == "F29":
            return Listing((), complete=False)
        held = {fill.symbol for fill in self.venue.fills if fill.account == account}
        return Listing(
            [
                PositionSeen(account, symbol, quantity)
                for symbol in sorted(held)
                if (quantity := self.venue.position(account, symbol))
            ]
        )

    def restore(self, orders: Sequence[Order]) -> Sequence[OrderNews]:
        return ()

    def place_elsewhere(
        self, side: Side, quantity: int, limit: str | None = None, account: str = "paper"
    ) -> OrderSeen:
        """An order from the broker's own program."""
        order = Order(
            order_id="",
            client_order_id="",
            account=account,
            symbol="ESH2024",
            side=side,
            quantity=Decimal(quantity),
            order_type=OrderType.MARKET if limit is None else OrderType.LIMIT,
            time_in_force=TimeInForce.DAY,
            created_ns=self.venue.clock.now_ns(),
            limit_price=None if limit is None else Decimal(limit),
        )
        seen = self.venue.place(order, carried=False)
        self.venue.settle(order.symbol)
        return seen


def _unknown() -> OutcomeUnknown:
    return OutcomeUnknown(Message("outcome_unknown"))


@dataclass
class VenueDesk:
    """A desk before a scripted venue, in virtual time."""

    paper: PaperDesk
    venue: Venue
    broker: VenueBroker
    clock: VirtualClock
    alarms: list[Alarm] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        return self.paper.desk

    @property
    def tracker(self) -> Tracker:
        return self.paper.tracker

    @property
    def reconciler(self) -> Reconciler:
        return self.paper.reconciler

    def held(self, symbol: str = "ESH2024") -> Decimal:
        """What the desk believes to hold."""
        return self.tracker.known_position("paper", symbol)

    def order(self, order_id: str) -> Order:
        order = self.tracker.known_order(order_id)
        assert order is not None
        return order

    async def begin(self, wanted: OrderWish) -> asyncio.Task[None]:
        """Place what may wait long for an answer, and let it run as far as it gets."""

        async def place() -> None:
            await self.desk.place(wanted)

        task = self.paper.tasks.spawn(place(), name="place")
        await turns(TURNS)
        return task

    async def pass_time(self, seconds: float) -> None:
        """Let virtual time pass, step by step from one sleeper to the next."""
        await elapse(self.clock, seconds)

    async def sleep(self, hours: float) -> None:
        """Let the machine sleep: time passes, nothing runs (F44)."""
        self.clock.advance_to(self.clock.now_ns() + int(hours * 3600 * NANOSECONDS))
        await turns(TURNS)

    async def close(self) -> None:
        await self.paper.tasks.aclose()
        assert self.paper.failures == []


#: What one step of a scene may take until all is quiet: commits, tasks, answers.
TURNS = 30


#: A fault at each point of a request's way: connection, handshake, header, body, booking, reply.
WIRE_POINTS = ("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12")


async def turns(number: int) -> None:
    """Let everything else that is ready run, so many turns long at most."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]  # tells when all is quiet
    for _ in range(number):
        await asyncio.sleep(0)  # noqa: TID251 - not a wait but a turn for the others
        if not ready:
            break


async def elapse(clock: VirtualClock, seconds: float) -> None:
    """Let virtual time pass, step by step from one sleeper to the next."""
    end_ns = clock.now_ns() + int(seconds * NANOSECONDS)
    while True:
        await turns(TURNS)
        due_ns = clock.next_due_ns
        if due_ns is None or due_ns > end_ns:
            break
        clock.advance_to(due_ns)
    clock.advance_to(end_ns)
    await turns(TURNS)


async def venue_desk(
    script: Script | None = None,
    *,
    carried: bool = True,
    ledger: Ledger | None = None,
    venue: Venue | None = None,
    reconciled: bool = True,
    first_id: int = 1,
    limits: RiskLimits = PAPER,
    native: NativeBrackets | None = None,
    blackout: Blackout = NO_NEWS,
) -> VenueDesk:
    """Return a desk with the account `paper` at a venue; with `reconciled`, ready to trade."""
    clock = venue.clock if venue else VirtualClock(NOON_NS)
    failures: list[Exception] = []
    tasks = TaskScope(on_error=lambda name, error: failures.append(error))
    there = venue or Venue(clock)
    broker = VenueBroker(there, tasks, script, carried=carried, native=native)
    paper = paper_desk(
        broker=broker,
        ledger=ledger,
        clock=clock,
        tasks=tasks,
        first_id=first_id,
        limits=limits,
        blackout=blackout,
    )
    paper.failures = failures
    made = VenueDesk(paper, there, broker, clock)
    made.reconciler.alarms.connect(made.alarms.append)

    def quoted(symbol: str, bid: str, ask: str) -> None:
        paper.market.quotes[symbol] = quote(bid, ask, last=None)
        paper.desk.see(symbol)

    there.quoted = quoted
    if ledger is None:
        await paper.open()
    else:
        paper.tracker.load(ledger.state())
        await paper.desk.take_up()
    if venue is None:
        there.quote("4800.00", "4800.25")
    if reconciled:
        assert await made.reconciler.reconcile("paper")
    return made


def codes(made: VenueDesk) -> list[str]:
    """What a person was told to look at, by code, in order."""
    return [alarm.message.code for alarm in made.alarms]
