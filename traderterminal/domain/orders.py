"""The life of one order: every state, every event, every legal move.

Three facts of the trade shape the table. A broker's silence says nothing, so a lost answer leads to
UNKNOWN and only proof leads out of it. A fill is a fact and counts in every state, also after a
cancel. A wish to cancel or replace is laid over the state below and falls back to it when refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self

from traderterminal.domain.exits import STOP_LINK, TIMED_LINK, Exits, Trail
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.messages import Message
from traderterminal.domain.packages import PackagePart
from traderterminal.kit.frozen import frozen

ZERO = Decimal(0)
_ON_REQUEST: Final = Message("canceled_by_trader")


class OrderType(StrEnum):
    MARKET = "market"
    LIMIT = "limit"
    STOP = "stop"
    STOP_LIMIT = "stop_limit"
    TRAILING_STOP = "trailing_stop"
    MARKET_IF_TOUCHED = "market_if_touched"


#: What limits a loss, once the market has come so far; what waits to be touched takes a profit.
STOPS: Final = frozenset({OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TRAILING_STOP})


class TimeInForce(StrEnum):
    DAY = "day"
    GTC = "gtc"
    IOC = "ioc"
    FOK = "fok"
    GTD = "gtd"


class Intent(StrEnum):
    """What the trader wants of his position."""

    DELTA = "delta"
    TARGET = "target"
    CLOSE = "close"
    REVERSE = "reverse"


class OrderStatus(StrEnum):
    INTENT = "intent"
    SENDING = "sending"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    PARTIALLY_FILLED = "partially_filled"
    FILLED = "filled"
    PENDING_CANCEL = "pending_cancel"
    PENDING_REPLACE = "pending_replace"
    CANCELED = "canceled"
    EXPIRED = "expired"
    REJECTED = "rejected"
    DENIED = "denied"


S = OrderStatus

#: Nothing more is to come but late executions.
CLOSED: Final = frozenset({S.FILLED, S.CANCELED, S.EXPIRED, S.REJECTED, S.DENIED})
#: May trade, as far as anyone can tell: counts in the worst case.
LIVE: Final = frozenset(set(S) - CLOSED)


class Where(StrEnum):
    """Where a working order rests; unknown until its broker has told."""

    EXCHANGE = "exchange"
    BROKER = "broker"
    LOCAL = "local"
    UNKNOWN = "unknown"


class CancelFor(StrEnum):
    """Why we ask for a cancel: at will, to get out, or because a bracket needs another order."""

    TRADER = "trader"
    CLOSE = "close"
    BRACKET = "bracket"


@frozen
class Verdict:
    """What one rule of the gate said: `outcome` is pass, refuse or skip."""

    rule: str
    outcome: str
    measured: str = ""
    limit: str = ""


@frozen
class Denied:
    """The gate refused; nothing was sent."""

    reason: Message


@frozen
class Sending:
    """The intent is durable and bytes may leave from here on."""


@frozen
class Accepted:
    """The broker has it, under its own id if it gives one."""

    broker_order_id: str = ""
    where: Where = Where.EXCHANGE


@frozen
class Triggered:
    """The market has reached the stop price: from here on it is a market or a limit order."""


@frozen
class Refused:
    """The broker is known to have refused."""

    reason: Message


@frozen
class OutcomeLost:
    """Bytes left and no usable answer came."""


@frozen
class ProvenAbsent:
    """Complete look-ups proved that the broker never had it."""

    reason: Message


@frozen
class CancelRequested:
    """A cancel is under way, wanted for a purpose."""

    purpose: CancelFor = CancelFor.TRADER


@frozen
class CancelRefused:
    """The broker did not cancel: too late, or not known to it."""


@frozen
class Canceled:
    """The broker took the rest out."""

    reason: Message


@frozen
class Expired:
    """The rest ran out of time."""

    reason: Message


@frozen
class ReplaceRequested:
    """A change of price or quantity is under way; `quantity` is what it asks for.

    `at_once` says that the market is at its price already.
    """

    quantity: Decimal
    at_once: bool = False


@frozen
class ReplaceRefused:
    """The order stands as it was."""


@frozen
class Replaced:
    """The order stands with new terms, at some brokers under a new id."""

    quantity: Decimal
    limit_price: Decimal | None
    stop_price: Decimal | None
    broker_order_id: str = ""


@frozen
class Filled:
    """An execution."""

    fill: Fill


@frozen
class FillChanged:
    """The exchange took an execution back, or gave it another price or quantity.

    `was` is the execution as booked; `now` what stands in its place, None after a bust.
    """

    was: Fill
    now: Fill | None


OrderEvent = (
    Denied
    | Sending
    | Accepted
    | Triggered
    | Refused
    | OutcomeLost
    | ProvenAbsent
    | CancelRequested
    | CancelRefused
    | Canceled
    | Expired
    | ReplaceRequested
    | ReplaceRefused
    | Replaced
    | Filled
    | FillChanged
)

# The base state, in which `partially_filled` is an accepted order with fills, and the two pending
# states stand on the one that `Order.below` remembers: None means "back to the state below".
_NEXT: Final[Mapping[tuple[OrderStatus, type[OrderEvent]], OrderStatus | None]] = MappingProxyType(
    {
        (S.INTENT, Denied): S.DENIED,
        (S.INTENT, Sending): S.SENDING,
        (S.INTENT, Canceled): S.CANCELED,  # withdrawn before anything was sent
        (S.INTENT, ProvenAbsent): S.REJECTED,  # stopped between intent and sending
        (S.SENDING, Accepted): S.ACCEPTED,
        (S.SENDING, Triggered): S.ACCEPTED,
        (S.SENDING, Refused): S.REJECTED,
        (S.SENDING, OutcomeLost): S.UNKNOWN,
        (S.SENDING, ProvenAbsent): S.REJECTED,  # the connection never opened
        (S.SENDING, CancelRequested): S.PENDING_CANCEL,
        (S.SENDING, Canceled): S.CANCELED,  # FOK and IOC
        (S.SENDING, Expired): S.EXPIRED,
        (S.UNKNOWN, Accepted): S.ACCEPTED,
        (S.UNKNOWN, Triggered): S.ACCEPTED,
        (S.UNKNOWN, Refused): S.REJECTED,
        (S.UNKNOWN, OutcomeLost): S.UNKNOWN,  # a look-up failed as well
        (S.UNKNOWN, ProvenAbsent): S.REJECTED,
        (S.UNKNOWN, CancelRequested): S.PENDING_CANCEL,
        (S.UNKNOWN, Canceled): S.CANCELED,
        (S.UNKNOWN, Expired): S.EXPIRED,
        (S.ACCEPTED, Accepted): S.ACCEPTED,  # brokers repeat themselves after a reconnect
        (S.ACCEPTED, Triggered): S.ACCEPTED,
        (S.ACCEPTED, Refused): S.REJECTED,  # taken by the broker, refused by the exchange
        (S.ACCEPTED, OutcomeLost): S.ACCEPTED,  # the stream was faster than the answer we lost
        (S.ACCEPTED, CancelRequested): S.PENDING_CANCEL,
        (S.ACCEPTED, CancelRefused): S.ACCEPTED,  # a late answer to an earlier wish
        (S.ACCEPTED, Canceled): S.CANCELED,  # by the exchange, or from another screen
        (S.ACCEPTED, Expired): S.EXPIRED,
        (S.ACCEPTED, ReplaceRequested): S.PENDING_REPLACE,
        (S.ACCEPTED, ReplaceRefused): S.ACCEPTED,  # a late answer to an earlier wish
        (S.ACCEPTED, Replaced): S.ACCEPTED,  # from another screen
        (S.PENDING_CANCEL, Accepted): S.PENDING_CANCEL,  # the acknowledgement crossed our cancel
        (S.PENDING_CANCEL, Triggered): S.PENDING_CANCEL,
        (S.PENDING_CANCEL, Refused): S.REJECTED,
        (S.PENDING_CANCEL, OutcomeLost): S.PENDING_CANCEL,
        (S.PENDING_CANCEL, ProvenAbsent): S.REJECTED,
        (S.PENDING_CANCEL, CancelRequested): S.PENDING_CANCEL,  # a cancel may be sent again
        (S.PENDING_CANCEL, CancelRefused): None,
        (S.PENDING_CANCEL, Canceled): S.CANCELED,
        (S.PENDING_CANCEL, Expired): S.EXPIRED,
        (S.PENDING_CANCEL, ReplaceRefused): S.PENDING_CANCEL,
        (S.PENDING_CANCEL, Replaced): S.PENDING_CANCEL,
        (S.PENDING_REPLACE, Accepted): S.PENDING_REPLACE,
        (S.PENDING_REPLACE, Triggered): S.PENDING_REPLACE,
        (S.PENDING_REPLACE, Refused): S.REJECTED,
        (S.PENDING_REPLACE, OutcomeLost): S.PENDING_REPLACE,
        (S.PENDING_REPLACE, CancelRequested): S.PENDING_CANCEL,
        (S.PENDING_REPLACE, Canceled): S.CANCELED,
        (S.PENDING_REPLACE, Expired): S.EXPIRED,
        (S.PENDING_REPLACE, ReplaceRefused): None,
        (S.PENDING_REPLACE, Replaced): S.ACCEPTED,
        # Closed orders hear late echoes of what is already known.
        (S.FILLED, Accepted): S.FILLED,
        (S.FILLED, Triggered): S.FILLED,
        (S.FILLED, CancelRequested): S.FILLED,
        (S.FILLED, CancelRefused): S.FILLED,
        (S.FILLED, OutcomeLost): S.FILLED,
        (S.FILLED, ReplaceRefused): S.FILLED,
        (S.CANCELED, Accepted): S.CANCELED,
        (S.CANCELED, Triggered): S.CANCELED,
        (S.CANCELED, Canceled): S.CANCELED,
        (S.CANCELED, CancelRequested): S.CANCELED,
        (S.CANCELED, CancelRefused): S.CANCELED,
        (S.CANCELED, OutcomeLost): S.CANCELED,
        (S.CANCELED, ReplaceRefused): S.CANCELED,
        (S.EXPIRED, Accepted): S.EXPIRED,
        (S.EXPIRED, Triggered): S.EXPIRED,
        (S.EXPIRED, Expired): S.EXPIRED,
        (S.EXPIRED, CancelRequested): S.EXPIRED,
        (S.EXPIRED, CancelRefused): S.EXPIRED,
        (S.EXPIRED, OutcomeLost): S.EXPIRED,
        (S.EXPIRED, ReplaceRefused): S.EXPIRED,
        (S.REJECTED, Refused): S.REJECTED,
        (S.REJECTED, CancelRefused): S.REJECTED,
        (S.REJECTED, OutcomeLost): S.REJECTED,
    }
)


class IllegalTransition(Exception):
    """An event that the order's state does not allow: something to look into, never to guess."""


@dataclass(frozen=True)  # not slotted, so that an event copies it in one step
class Order:
    """One order as it stands. `order_id` is ours and goes to the broker; times are market time.

    `status` is the base state of the table; what people see is `shown_status`.
    """

    order_id: str
    client_order_id: str
    account: str
    symbol: str
    side: Side
    quantity: Decimal
    order_type: OrderType
    time_in_force: TimeInForce
    created_ns: int
    limit_price: Decimal | None = None
    stop_price: Decimal | None = None
    trail: Trail | None = None
    expires_ns: int | None = None
    intent: Intent = Intent.DELTA
    status: OrderStatus = S.INTENT
    below: OrderStatus | None = None
    filled_quantity: Decimal = ZERO
    filled_value: Decimal = ZERO  # Σ(quantity · price) of the fills
    asked_quantity: Decimal | None = None  # what a change asks for whose answer is not known yet
    at_once: bool = False  # a change has led it to where it trades, as a market order does
    taken_back: Decimal = ZERO  # what the exchange took back of its executions: not for trade again
    fill_ids: frozenset[str] = frozenset()
    reason: Message | None = None
    where: Where = Where.LOCAL
    broker_order_id: str = ""
    verdict: tuple[Verdict, ...] = ()
    source: str = ""
    strategy: str = ""
    alert_id: str = ""
    group: str = ""  # for whose sake it was placed, where its account is one of several
    parent_id: str = ""
    request: str = ""  # fingerprint of what was asked for, to know a repeated request again
    reduces: bool = False
    triggered: bool = False  # its stop price has been reached
    exits: Exits | None = None  # what is to protect it once it trades
    link: str = ""  # which leg of its parent's bracket it is: SL, T1, T2, …, TX
    canceled_for: CancelFor | None = None
    package: PackagePart | None = None  # it trades only together with the legs of its parent's
    attached: bool = (
        False  # an exit that left with its entry: its broker keeps it, and its quantity
    )

    @property
    def leaves_quantity(self) -> Decimal:
        """What can still trade."""
        return ZERO if self.status in CLOSED else max(ZERO, self.quantity - self.matched_quantity)

    @property
    def exposed_quantity(self) -> Decimal:
        """What can still trade at worst: on the terms it has, or on those that were asked for.

        One that waits for its entry closes no more than that has opened by then.
        """
        if self.status in CLOSED or self.waits_for_entry:
            return ZERO
        if not (self.filled_quantity or self.taken_back or self.asked_quantity):
            return self.quantity  # most orders, most of the time
        return max(ZERO, self.most_quantity - self.matched_quantity)

    @property
    def most_quantity(self) -> Decimal:
        """What may trade of it in all: a change whose answer is not known yet may have landed."""
        return max(self.quantity, self.asked_quantity or ZERO)

    @property
    def matched_quantity(self) -> Decimal:
        """What has been matched, whatever was taken back of it since."""
        return self.filled_quantity + self.taken_back

    @property
    def average_price(self) -> Decimal | None:
        return self.filled_value / self.filled_quantity if self.filled_quantity else None

    @property
    def shown_status(self) -> OrderStatus:
        """The status as the outside knows it."""
        if self.status is S.ACCEPTED and self.filled_quantity:
            return S.PARTIALLY_FILLED
        return self.status

    @property
    def shown_type(self) -> OrderType:
        """The type as it was asked for: a stop that the desk moves is a trailing stop."""
        if self.trail is not None and not self.link:
            return OrderType.TRAILING_STOP
        return self.order_type

    @property
    def package_id(self) -> str:
        """The package that it is a leg of, by the id of its first leg; empty for no leg."""
        return "" if self.package is None else self.parent_id or self.order_id

    @property
    def kept_price(self) -> Decimal | None:
        """The price that it has to keep to: its own limit, or the net one of its package."""
        return self.limit_price if self.package is None else self.package.limit

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def is_on_its_way(self) -> bool:
        """Say whether a request of it is being sent and may land after any answer."""
        return S.SENDING in (self.status, self.below)

    @property
    def is_unknown(self) -> bool:
        """Say whether the answer to it was lost."""
        return self.status is S.UNKNOWN or self.below is S.UNKNOWN

    @property
    def is_unproven(self) -> bool:
        """Say whether nothing tells yet that the broker has it."""
        return self.is_on_its_way or self.is_unknown

    @property
    def rests_at(self) -> Where:
        """Where it rests as far as is told: what has left may be at the exchange already."""
        return Where.UNKNOWN if self.is_unproven else self.where

    @property
    def is_taken_for_absent(self) -> bool:
        """Say whether it ended because its broker did not show it, which may prove wrong."""
        code = self.reason.code if self.reason is not None else ""
        return self.status is S.REJECTED and code == "proven_absent"

    @property
    def waits_for_entry(self) -> bool:
        """Say whether its broker holds it until its entry trades, as far as anything is known."""
        return self.attached and self.where is not Where.EXCHANGE and not self.matched_quantity

    @property
    def is_target(self) -> bool:
        """Say whether it is a take profit of a bracket."""
        return self.link not in ("", STOP_LINK, TIMED_LINK)

    def apply(self, event: OrderEvent) -> Self:
        """Return the order as it stands after `event`; raises IllegalTransition."""
        if isinstance(event, Filled):
            return self._after_fill(event.fill)
        if isinstance(event, FillChanged):
            return self._after_change(event)
        if isinstance(event, Accepted) and self.is_taken_for_absent:
            return self._found(event)
        key = (self.status, type(event))
        if key not in _NEXT:
            raise IllegalTransition(f"{self.order_id}: {type(event).__name__} while {self.status}")
        status = _NEXT[key]
        if status is None:
            status, below = self.below or S.ACCEPTED, None
        elif status in (S.PENDING_CANCEL, S.PENDING_REPLACE):
            below = self._state_below(event)
        else:
            below = None
        return self._with(event, status, below)

    def _found(self, event: Accepted) -> Self:
        """It is there after all; a cancel that was asked for still is."""
        if self.canceled_for is None:
            return self._with(event, S.ACCEPTED, None)
        return self._with(event, S.PENDING_CANCEL, S.ACCEPTED)

    def _state_below(self, event: OrderEvent) -> OrderStatus:
        """The state to fall back to, which news of the order itself still moves."""
        below = self.below if self.below is not None else self.status
        if isinstance(event, Accepted | Replaced | Triggered):
            return S.ACCEPTED
        if isinstance(event, OutcomeLost) and below is S.SENDING:
            return S.UNKNOWN
        return below

    def _with(self, event: OrderEvent, status: OrderStatus, below: OrderStatus | None) -> Self:
        if status is self.status and self.status in CLOSED:
            return self._named_by(event)
        match event:
            case Accepted(broker_order_id, where):
                return self.revised(
                    status=status,
                    below=below,
                    broker_order_id=broker_order_id or self.broker_order_id,
                    where=where,
                    reason=None,
                )
            case Triggered():
                return self.revised(status=status, below=below, triggered=True)
            case Replaced(quantity, limit_price, stop_price, broker_order_id):
                return self.revised(
                    # What has traded already may be all that is still wanted.
                    status=S.FILLED if self.matched_quantity >= quantity else status,
                    below=below,
                    quantity=quantity,
                    asked_quantity=None,
                    limit_price=limit_price,
                    stop_price=stop_price,
                    broker_order_id=broker_order_id or self.broker_order_id,
                )
            case ReplaceRequested(quantity, at_once):
                return self.revised(
                    status=status, below=below, asked_quantity=quantity, at_once=at_once
                )
            case ReplaceRefused():
                done = self.matched_quantity >= self.quantity  # on the terms that it still has
                status, below = (S.FILLED, None) if done else (status, below)
                return self.revised(status=status, below=below, asked_quantity=None, at_once=False)
            case (
                Denied(reason)
                | Refused(reason)
                | ProvenAbsent(reason)
                | Canceled(reason)
                | Expired(reason)
            ):
                return self.revised(status=status, below=below, reason=self._in_full(reason))
            case CancelRequested(purpose):
                return self.revised(status=status, below=below, canceled_for=purpose)
            case CancelRefused():
                return self.revised(status=status, below=below, canceled_for=None)
            case _:
                return self.revised(status=status, below=below)

    def _in_full(self, reason: Message) -> Message:
        """Brokers know that a cancel was asked for, the order what it was asked for."""
        if reason != _ON_REQUEST or self.canceled_for in (None, CancelFor.TRADER):
            return reason
        return replace(reason, variant=self.canceled_for.value)

    def _named_by(self, event: OrderEvent) -> Self:
        """A closed order still learns under which id the broker had it: late fills go by that."""
        if isinstance(event, Accepted) and event.broker_order_id and not self.broker_order_id:
            return self.revised(broker_order_id=event.broker_order_id)
        return self

    def _after_fill(self, fill: Fill) -> Self:
        if fill.fill_id in self.fill_ids:  # brokers resend fills after a reconnect
            return self
        filled = self.filled_quantity + fill.quantity
        done = filled + self.taken_back >= self.most_quantity
        status, below = (S.FILLED, None) if done else (self.status, self.below)
        if status in (S.INTENT, S.SENDING, S.UNKNOWN):
            status = S.ACCEPTED  # an execution proves that the order is there
        elif below in (S.SENDING, S.UNKNOWN):
            below = S.ACCEPTED
        return self.revised(
            status=status,
            below=below,
            filled_quantity=filled,
            filled_value=self.filled_value + fill.quantity * fill.price,
            fill_ids=self.fill_ids | {fill.fill_id},
        )

    def _after_change(self, change: FillChanged) -> Self:
        """Count an execution anew. What was closed stays so: the rest is not reinstated."""
        was, now = change.was, change.now
        if was.fill_id not in self.fill_ids:
            raise IllegalTransition(f"{self.order_id}: {was.fill_id} is no fill of it")
        quantity, value = -was.quantity, -was.quantity * was.price
        if now is not None:
            quantity, value = quantity + now.quantity, value + now.quantity * now.price
        return self.revised(
            filled_quantity=self.filled_quantity + quantity,
            filled_value=self.filled_value + value,
            taken_back=self.taken_back - quantity,
        )

    def revised(self, **changes: object) -> Self:
        """Return a copy with `changes`; `dataclasses.replace` takes twenty times as long."""
        revised = object.__new__(type(self))
        revised.__dict__.update(self.__dict__, **changes)
        return revised


def is_legal(status: OrderStatus, event: type[OrderEvent]) -> bool:
    """Say whether the table has a move for `event` in `status`."""
    return event in (Filled, FillChanged) or (status, event) in _NEXT
