"""What the desk needs from outside: a broker, a ledger. Implemented above, handed in by `app`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import Final, Generic, Protocol, TypeVar

from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.exits import Exits, Trail
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Order,
    OrderEvent,
    OrderStatus,
    OrderType,
    TimeInForce,
    Where,
)
from traderterminal.domain.packages import Leg
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import AlertRecord
from traderterminal.domain.strategies import StrategySwitch
from traderterminal.kit.frozen import frozen

#: The source of an order that was placed outside of this program.
EXTERNAL: Final = "external"


@frozen
class NativeBrackets:
    """How a broker takes an entry together with its exits: one stop, one target or both.

    Each is for all of the entry; it waits at the broker, works for what the entry has traded, and
    ends with the other one. With `in_ticks` they stand off the price that is paid, by whole ticks,
    `least_ticks` of them or more; without, they stand at prices, which must be known beforehand.
    """

    in_ticks: bool = False
    least_ticks: int = 1


@frozen
class Capabilities:
    """What a broker does itself; what it does not is emulated by the desk or refused with words.

    `carries_order_id` says whether our id comes back in listings and news; without it an order is
    known again by its terms. A new order may be missing from listings for `visible_after_s`.
    `keeps_orders` is False where orders live only in this program. `packages`: several orders are
    taken as one and trade all together or not at all. `brackets`: how entries are taken together
    with their exits; the desk tends them all the same, and sends itself what does not fit.
    """

    order_types: frozenset[OrderType]
    times_in_force: frozenset[TimeInForce]
    replace: bool = False
    brackets: NativeBrackets | None = None
    carries_order_id: bool = True
    keeps_orders: bool = True
    packages: bool = False
    visible_after_s: float = 20.0
    asset_classes: frozenset[AssetClass] = frozenset(AssetClass)


# What a broker shows. Prices and quantities are those of its own books; times are its own, in ns.
# Symbols are ours: an adapter finds them by the broker's id of the contract, not by its name there.


@frozen
class OrderSeen:
    """An order as the broker shows it; `order_id` is ours where it is carried.

    `entry_id` is the broker's id of the entry that it came with as an exit, if it did.
    `status` is accepted, filled, canceled, expired or rejected, and unknown for a word that is not
    in the adapter's table.
    """

    broker_order_id: str
    account: str
    symbol: str
    side: Side
    quantity: Decimal
    order_type: OrderType
    time_in_force: TimeInForce
    status: OrderStatus
    filled_quantity: Decimal
    placed_ns: int
    order_id: str = ""
    limit_price: Decimal | None = None
    stop_price: Decimal | None = None
    where: Where = Where.EXCHANGE
    reason: Message | None = None
    entry_id: str = ""


@frozen
class FillSeen:
    """An execution as the broker shows it.

    `fill_id` is unique per account: an adapter whose broker uses an id again adds the trade date.
    A `fee` that is not told is reckoned from our schedule.
    """

    fill_id: str
    broker_order_id: str
    account: str
    symbol: str
    side: Side
    quantity: Decimal
    price: Decimal
    at_ns: int
    fee: Decimal | None = None
    order_id: str = ""


@frozen
class FillRevised:
    """The exchange took an execution back (`quantity` 0) or gave it another price or quantity."""

    account: str
    fill_id: str
    quantity: Decimal
    price: Decimal


@frozen
class FeeSet:
    """What an execution cost, told after the execution itself; it stands for all of its fees."""

    account: str
    fill_id: str
    fee: Decimal


@frozen
class PositionSeen:
    account: str
    symbol: str
    quantity: Decimal  # signed
    average_price: Decimal | None = None


@frozen
class OrderNews:
    """An event of an order, which goes by our id or by the broker's."""

    account: str
    event: OrderEvent
    order_id: str = ""
    broker_order_id: str = ""


@frozen
class StreamNews:
    """The stream of orders and fills of an account went down, or is back."""

    account: str
    up: bool


@frozen
class UnreadableNews:
    """A message that no table covers, or a number that cannot be read exactly, raw: kept, counted
    and shown, never guessed."""

    account: str
    raw: str


#: How long a login that another session has taken over is left alone.
COMPETING_S: Final = 300.0


@frozen
class LoggedIn:
    """A session began: told at every login, before anything that comes of it.

    `mode` is the environment that answered, by what it says of itself (its accounts, its
    permissions), whatever the settings say.
    """

    account: str
    mode: Mode


@frozen
class LoggedOut:
    """The session is over: its login is refused, or another session has taken it over.

    One that was taken over is not fought: the adapter logs in again after COMPETING_S, not before.
    """

    account: str
    taken_over: bool = False


@frozen
class ContractNews:
    """What the broker has under one of our symbols now; not `tradable` once it expired or rolled.

    `tick_size` is in price, `point_value` in the account's currency per point.
    """

    account: str
    symbol: str
    tick_size: Decimal
    point_value: Decimal
    tradable: bool = True


News = (
    OrderNews
    | OrderSeen
    | FillSeen
    | FillRevised
    | FeeSet
    | StreamNews
    | UnreadableNews
    | LoggedIn
    | LoggedOut
    | ContractNews
)

T = TypeVar("T")


@frozen
class Listing(Generic[T]):
    """What a question brought. Only a complete one says anything of what it does not hold."""

    items: Sequence[T]
    complete: bool = True


@frozen
class Terms:
    """The new terms of an order."""

    quantity: Decimal
    limit_price: Decimal | None = None
    stop_price: Decimal | None = None


def own_terms(order: Order) -> Terms:
    """Return the terms that an order has."""
    return Terms(order.quantity, order.limit_price, order.stop_price)


@frozen
class AttachedExit:
    """An exit that leaves with its entry: its order, with the price that it is to have.

    Where exits stand off the price that is paid it has none yet, but `ticks`: how far, below zero
    for what is below the entry.
    """

    order: Order
    ticks: int | None = None


class Broker(Protocol):
    """Where the orders of some accounts go.

    `submit`, `replace` and `cancel` return when the request has been taken; what becomes of it
    arrives as news, in order. They raise NotSent when no byte left, OrderRefused only when the
    broker is known to have refused, OutcomeUnknown for anything else. Questions raise
    BrokerUnavailable, from which nothing follows.
    """

    @property
    def capabilities(self) -> Capabilities: ...
    def listen(self, hear: Callable[[News], None]) -> None: ...
    async def submit(self, order: Order) -> None: ...
    async def submit_package(self, legs: Sequence[Order]) -> None:
        """Take the legs of a package, where it is capable of packages; the cancel of one leg ends
        all of them."""
        ...

    async def submit_bracket(self, entry: Order, exits: Sequence[AttachedExit]) -> None:
        """Take an entry and its exits in one request, as its `brackets` say.

        Raises ExitsRefused where the account takes no entry with exits; nothing is there then.
        """
        ...

    async def replace(self, order: Order, terms: Terms) -> None: ...
    async def cancel(self, order: Order) -> None: ...
    async def orders(self, account: str, since_ns: int) -> Listing[OrderSeen]:
        """Every open order, and those closed at or after `since_ns`."""
        ...

    async def fills(self, account: str, since_ns: int) -> Listing[FillSeen]: ...
    async def positions(self, account: str) -> Listing[PositionSeen]: ...
    def restore(self, orders: Sequence[Order]) -> Sequence[OrderNews]:
        """Take back live orders of the ledger, where they live only in this program.

        Returns what is proven of those that cannot be taken back.
        """
        ...


# The ledger: facts in, one durable transaction each.


@frozen
class OrderFact:
    """An order event, with the order as it stands after it. `event` is its class name in words."""

    event: str
    order: Order


@frozen
class FillFact:
    """A booked execution, with the position and account as they stand after it."""

    fill: Fill
    position: Position
    account: Account


@frozen
class FillChangedFact:
    """An execution was taken back or changed; position and account as they stand after it."""

    was: Fill
    now: Fill | None
    position: Position
    account: Account


#: The reasons of facts that leave what an account holds: its trading state, and its cash.
STATE: Final = "state"
DIVIDEND: Final = "dividend"
BALANCE: Final = "balance"


@frozen
class AccountFact:
    """An account was opened or reset, may do more, was paid, or has the cash that its broker tells.

    `reason` is opened, reset, state, dividend or balance.
    """

    reason: str
    account: Account


@frozen
class AlertFact:
    """An alert as it stands after a step."""

    record: AlertRecord


@frozen
class AlertKey:
    """How a delivery is known again.

    `key` names what the alert says; it is kept for ever, or until `until_ns` of host time. A signed
    delivery also has a `nonce`, which belongs to one body, known by its SHA-256.
    """

    key: bytes
    until_ns: int | None = None
    nonce: str = ""
    body_hash: bytes = b""


@frozen
class StoreResult:
    """What became of a delivery: stored anew, a duplicate of an alert, or a replayed nonce."""

    duplicate_of: str = ""
    replayed: bool = False


@frozen
class NoteFact:
    """A small durable value under a key, such as the place in a recording."""

    key: str
    value: Mapping[str, str]


Fact = OrderFact | FillFact | FillChangedFact | AccountFact | AlertFact | NoteFact


@frozen
class LedgerState:
    """What the ledger knew when it was opened."""

    accounts: Mapping[str, Account]
    positions: Mapping[tuple[str, str], Position]
    live_orders: Sequence[Order]
    closed_orders: Sequence[Order]  # the latest ones, oldest first
    open_alerts: Sequence[AlertRecord]  # stored and not ended
    notes: Mapping[str, Mapping[str, str]]
    fills: Sequence[Fill]  # since each account was opened or last reset, oldest first


@frozen
class Period:
    """A stretch of market time in ns, `end_ns` not included; None where it has no end."""

    start_ns: int | None = None
    end_ns: int | None = None

    def holds(self, at_ns: int) -> bool:
        """Say whether a moment lies within it."""
        after = self.start_ns is None or at_ns >= self.start_ns
        return after and (self.end_ns is None or at_ns < self.end_ns)


ALWAYS: Final = Period()


class Ledger(Protocol):
    """The durable, append-only truth. A commit is durable when the call returns."""

    @property
    def down(self) -> Message | None:
        """Why nothing can be written; None while the ledger works."""
        ...

    def state(self) -> LedgerState: ...

    async def commit(self, facts: Sequence[Fact]) -> None:
        """Make `facts` durable in one transaction; raises LedgerDown, then nothing was written."""
        ...

    async def book(self, facts: Sequence[Fact]) -> None:
        """Commit what has happened already; raises LedgerDown, then an emergency file keeps it.

        The caller tries again with the same facts first and what came since behind them.
        """
        ...

    async def store_alert(self, fact: AlertFact, key: AlertKey) -> StoreResult:
        """Store a new alert unless its key or nonce is known; raises LedgerDown."""
        ...

    async def orders(
        self,
        *,
        account: str = "",
        symbol: str = "",
        status: str = "",
        strategy: str = "",
        period: Period = ALWAYS,
        limit: int = 100,
        before: str = "",
    ) -> Sequence[Order]:
        """Orders made within `period`, newest first, below the order id `before` if given."""
        ...

    async def order(self, order_id: str) -> Order | None: ...
    async def order_by_client_id(self, client_order_id: str) -> Order | None:
        """The latest order under a client's id: a close may have been decided on anew."""
        ...

    async def order_at_broker(self, account: str, broker_order_id: str) -> Order | None: ...
    async def children(self, order_id: str) -> Sequence[Order]:
        """Every order of the bracket of an entry, oldest first."""
        ...

    async def orders_of_alert(self, alert_id: str) -> Sequence[Order]: ...
    async def fills(
        self,
        *,
        account: str = "",
        symbol: str = "",
        strategy: str = "",
        period: Period = ALWAYS,
        limit: int = 100,
        before: str = "",
    ) -> Sequence[Fill]: ...
    async def alerts(
        self, *, status: str = "", limit: int = 100, before: str = ""
    ) -> Sequence[AlertRecord]: ...
    async def alert(self, alert_id: str) -> AlertRecord | None: ...


class StrategyModes(Protocol):
    """What alerts may do on their own right now."""

    def switch(self, strategy: str) -> StrategySwitch | None:
        """Return how a strategy is switched; None for one that is not known."""
        ...

    def held_back(self, account: str) -> Message | None:
        """Return why an alert may add no exposure on an account now; None when it may."""
        ...


@frozen
class OrderWish:
    """What somebody wants done on one account, before the position is known.

    `quantity` is positive for a delta, signed for a target, None for close and reverse. `group`
    is that for whose sake the account trades; `request` is a digest of what was asked for where
    that is more than this wish, such as one for a group.
    `confirmed` says that a person wants an order that is like the one before indeed, `only_out`
    that it may leave only while all it can do is get out of what is held. With `legs` it is for
    `quantity` packages of them, which a sale turns round; the limit price is then the net price,
    and `symbol` stands for all.
    """

    account: str
    symbol: str
    intent: str
    side: str | None = None
    quantity: Decimal | None = None
    order_type: OrderType = OrderType.MARKET
    limit_price: Decimal | None = None
    stop_price: Decimal | None = None
    time_in_force: TimeInForce = TimeInForce.DAY
    expires_ns: int | None = None
    client_order_id: str = ""
    source: str = "api"
    strategy: str = ""
    alert_id: str = ""
    confirmed: bool = False
    only_out: bool = False
    group: str = field(default="", repr=False)
    request: str = field(default="", repr=False)
    trail: Trail | None = None
    exits: Exits | None = None
    legs: tuple[Leg, ...] = field(default=(), repr=False)
