"""What a practice venue keeps of orders and executions, in no broker's dialect.

Prices are decimal, quantities whole contracts, times nanoseconds of market time unless said.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.domain.positions import Position
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)


class State(StrEnum):
    """Where an order stands. One that is `held` waits for the entry of its bracket to trade."""

    HELD = "held"
    WORKING = "working"
    FILLED = "filled"
    CANCELED = "canceled"
    EXPIRED = "expired"
    REJECTED = "rejected"


OPEN: Final = frozenset({State.HELD, State.WORKING})


class Cause(StrEnum):
    """Why an order is told of."""

    PLACED = "placed"
    ACTIVATED = "activated"  # the entry of its bracket has traded
    CHANGED = "changed"
    TRIGGERED = "triggered"
    TRADED = "traded"
    ENDED = "ended"


@frozen
class Ticket:
    """What is to be placed. `tag` is the client's own id of it, `kind` the dialect's own word for
    what it is where the order type does not say it.

    An exit may stand `offset_ticks` from the first price at which its entry trades instead of at a
    price; `trail_ticks` is how far a trailing stop stays behind the market.
    """

    account: int
    symbol: str
    side: Side
    quantity: int
    order_type: OrderType = OrderType.MARKET
    limit_price: Decimal | None = None
    stop_price: Decimal | None = None
    time_in_force: TimeInForce = TimeInForce.DAY
    expires_ns: int | None = None
    trail_ticks: int | None = None
    offset_ticks: int | None = None
    tag: str = ""
    kind: str = ""


@dataclass(slots=True, eq=False)
class VenueOrder:
    """An order as the venue has it now; `ticket` is what was asked for at first.

    `value` is Σ(quantity · price) of its executions; `peers` are cancelled when it fills;
    `booked_host_ns` is host time.
    """

    order_id: int
    ticket: Ticket
    quantity: int
    limit_price: Decimal | None
    stop_price: Decimal | None
    placed_ns: int
    changed_ns: int
    booked_host_ns: int
    expires_ns: int | None = None
    state: State = State.WORKING
    triggered: bool = False  # the market has reached its stop price
    filled: int = 0
    value: Decimal = ZERO
    parent: int | None = None
    children: tuple[int, ...] = ()
    peers: tuple[int, ...] = ()
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def left(self) -> int:
        """What has not traded yet."""
        return self.quantity - self.filled

    @property
    def average_price(self) -> Decimal | None:
        return self.value / self.filled if self.filled else None


@frozen
class Execution:
    """A trade of an order. `realized` is what it closed won, None where it closed nothing."""

    execution_id: int
    order_id: int
    account: int
    symbol: str
    side: Side
    quantity: int
    price: Decimal
    at_ns: int
    fee: Decimal
    realized: Decimal | None
    voided: bool = False


@dataclass(slots=True, eq=False)
class Holding:
    """What an account holds of a contract. It gets a new id whenever it begins from nothing."""

    holding_id: int
    account: int
    position: Position
    opened_ns: int
    changed_ns: int


@dataclass(slots=True, eq=False)
class VenueAccount:
    """An account. One that is `simulated` trades no real money; a `locked` one may not trade."""

    number: int
    name: str
    user: int
    opening_cash: Decimal
    simulated: bool = True
    locked: bool = False
    opened_ns: int = 0


@frozen
class VenueUser:
    """A login of a practice venue; its `secret` (password or API key) protects nothing."""

    number: int
    name: str
    secret: str = field(repr=False)


@frozen
class OrderChanged:
    order: VenueOrder
    cause: Cause


@frozen
class Executed:
    execution: Execution


@frozen
class ExecutionRevised:
    """An execution was taken back (voided) or has another price now."""

    execution: Execution


@frozen
class HoldingChanged:
    holding: Holding


@frozen
class CashChanged:
    account: VenueAccount


@frozen
class ContractChanged:
    symbol: str


ExchangeNews = (
    OrderChanged | Executed | ExecutionRevised | HoldingChanged | CashChanged | ContractChanged
)


class Refusal(StrEnum):
    """Why the venue does not take an order; a dialect has its own words for each."""

    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_LOCKED = "account_locked"
    CONTRACT_UNKNOWN = "contract_unknown"
    CONTRACT_INACTIVE = "contract_inactive"
    CLOSED = "closed"
    NO_SIZE = "no_size"
    PRICE_MISSING = "price_missing"
    OFF_TICK = "off_tick"
    NO_MARKET = "no_market"
    ORDER_UNKNOWN = "order_unknown"
    ORDER_CLOSED = "order_closed"


class Refused(Exception):
    """The venue does not take what was asked for."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why
