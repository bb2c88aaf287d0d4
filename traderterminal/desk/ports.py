"""What the desk needs from outside: a broker, a ledger. Implemented above, handed in by `app`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from traderterminal.domain.accounts import Account
from traderterminal.domain.fills import Fill
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderEvent, OrderType, TimeInForce
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import AlertRecord


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a broker does itself; everything else is refused with the reason."""

    order_types: frozenset[OrderType]
    times_in_force: frozenset[TimeInForce]
    replace: bool = False


class Broker(Protocol):
    """Where the orders of some accounts go.

    `submit` and `cancel` return when the request has left; what becomes of it arrives through the
    callback given to `listen`, in order, as (order id, event). `submit` raises OrderRefused only
    when the broker is known to have refused, OutcomeUnknown for anything that is not known.
    """

    @property
    def capabilities(self) -> Capabilities: ...
    def listen(self, callback: Callable[[str, OrderEvent], None]) -> None: ...
    async def submit(self, order: Order) -> None: ...
    async def cancel(self, order: Order) -> None: ...
    def restore(self, orders: Sequence[Order]) -> Sequence[tuple[str, OrderEvent]]:
        """Take back the live orders of the ledger; return what is proven of those it lacks."""
        ...


# The ledger: facts in, one durable transaction each.


@dataclass(frozen=True, slots=True)
class OrderFact:
    """An order event, with the order as it stands after it. `event` is its class name in words."""

    event: str
    order: Order


@dataclass(frozen=True, slots=True)
class FillFact:
    """A booked execution, with the position and account as they stand after it."""

    fill: Fill
    position: Position
    account: Account


@dataclass(frozen=True, slots=True)
class AccountFact:
    """An account was opened or reset; `reason` is opened or reset."""

    reason: str
    account: Account


@dataclass(frozen=True, slots=True)
class AlertFact:
    """An alert as it stands after a step."""

    record: AlertRecord


@dataclass(frozen=True, slots=True)
class AlertKey:
    """How a delivery is known again.

    `key` names what the alert says; it is kept for ever, or until `until_ns` of host time. A signed
    delivery also has a `nonce`, which belongs to one body, known by its SHA-256.
    """

    key: bytes
    until_ns: int | None = None
    nonce: str = ""
    body_hash: bytes = b""


@dataclass(frozen=True, slots=True)
class StoreResult:
    """What became of a delivery: stored anew, a duplicate of an alert, or a replayed nonce."""

    duplicate_of: str = ""
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class NoteFact:
    """A small durable value under a key, such as the place in a recording."""

    key: str
    value: Mapping[str, str]


Fact = OrderFact | FillFact | AccountFact | AlertFact | NoteFact


@dataclass(frozen=True, slots=True)
class LedgerState:
    """What the ledger knew when it was opened."""

    accounts: Mapping[str, Account]
    positions: Mapping[tuple[str, str], Position]
    live_orders: Sequence[Order]
    closed_orders: Sequence[Order]  # the latest ones, oldest first
    open_alerts: Sequence[AlertRecord]  # stored and not ended
    notes: Mapping[str, Mapping[str, str]]
    fills: Sequence[Fill]  # since each account was opened or last reset, oldest first


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

    async def store_alert(self, fact: AlertFact, key: AlertKey) -> StoreResult:
        """Store a new alert unless its key or nonce is known; raises LedgerDown."""
        ...

    async def orders(
        self,
        *,
        account: str = "",
        symbol: str = "",
        status: str = "",
        limit: int = 100,
        before: str = "",
    ) -> Sequence[Order]:
        """Orders, newest first, below the order id `before` if given."""
        ...

    async def order(self, order_id: str) -> Order | None: ...
    async def order_by_client_id(self, client_order_id: str) -> Order | None: ...
    async def orders_of_alert(self, alert_id: str) -> Sequence[Order]: ...
    async def fills(
        self, *, account: str = "", symbol: str = "", limit: int = 100, before: str = ""
    ) -> Sequence[Fill]: ...
    async def alerts(
        self, *, status: str = "", limit: int = 100, before: str = ""
    ) -> Sequence[AlertRecord]: ...
    async def alert(self, alert_id: str) -> AlertRecord | None: ...


@dataclass(frozen=True, slots=True)
class OrderWish:
    """What somebody wants done on one account, before the position is known.

    `quantity` is positive for a delta, signed for a target, None for close and reverse.
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
