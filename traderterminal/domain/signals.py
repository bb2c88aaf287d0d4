"""What an alert asks for, how far it came, and how it ended."""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum

from traderterminal.domain.exits import BreakEven, ExitLevel, Trail
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.kit.frozen import frozen


class Action(StrEnum):
    """What an alert asks for, before anything is known of the position."""

    BUY = "buy"
    SELL = "sell"
    CLOSE = "close"
    REVERSE = "reverse"
    TARGET = "target"
    CANCEL = "cancel"
    IGNORE = "ignore"  # a heartbeat or a hold: heard, nothing to do


class AlertStatus(StrEnum):
    ACCEPTED = "accepted"  # work is still going on
    REJECTED = "rejected"
    NO_ACTION = "no_action"
    EXECUTED = "executed"
    PARTLY_EXECUTED = "partly_executed"
    FAILED = "failed"


class Stage(StrEnum):
    RECEIVED = "received"
    AUTHENTICATED = "authenticated"
    STORED = "stored"
    PARSED = "parsed"
    ROUTED = "routed"
    WAITING = "waiting"  # for approval; only of alerts that had to
    GATED = "gated"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    FILLED = "filled"


@frozen
class Signal:
    """One alert, understood.

    `quantity` is positive; `target` is the signed wanted position (a `target_side` without a size
    takes the default quantity); a close with a `previous_side` closes only that side. `fired_ns`
    and `bar_ns` come from the message, UTC. `explanation` tells which field was read as what, for
    the inbox.
    """

    action: Action
    symbol: str
    quantity: Decimal | None = None
    target: Decimal | None = None
    target_side: str = ""  # long, short, flat
    previous_side: str = ""
    order_type: OrderType = OrderType.MARKET
    limit_price: Decimal | None = None
    stop_price: Decimal | None = None
    trail: Trail | None = None
    time_in_force: TimeInForce = TimeInForce.DAY
    alert_price: Decimal | None = None
    stop_loss: ExitLevel | None = None
    take_profit: tuple[ExitLevel, ...] = ()
    following: Trail | None = None  # how the stop loss follows; `trail` is the order's own
    break_even: BreakEven | None = None
    close_after_s: int | None = None
    strategy: str = ""
    account: str = ""
    account_group: str = ""
    message_id: str = ""
    fired_ns: int | None = None
    bar_ns: int | None = None
    max_lag_s: int | None = None
    note: str = ""
    dialect: str = ""
    explanation: tuple[Message, ...] = ()
    unsupported: tuple[str, ...] = ()  # what the message asks for and this program cannot do


class Decision(StrEnum):
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    OVERTAKEN = "overtaken"  # a later alert of the strategy made it pointless


@frozen
class Approval:
    """When an alert asked for the trader's word, until when it waits (host time), what he said."""

    asked_ns: int
    expires_ns: int
    decision: Decision | None = None


@frozen
class Touch:
    """The best bid and ask of a contract; None where that side was not quoted."""

    bid: Decimal | None
    ask: Decimal | None


@frozen
class AlertRecord:
    """One alert as the inbox holds it. `at_ns` of the timeline is host time.

    `market_ns` is market time at its receipt; 0 in what older versions have written. `touches` are
    bid and ask of its contracts at that time, as far as they were quoted.
    """

    alert_id: str
    received_ns: int
    status: AlertStatus
    reason: Message | None = None
    signals: tuple[Signal, ...] = ()
    timeline: tuple[tuple[Stage, int], ...] = ()
    order_ids: tuple[str, ...] = ()
    body: str = ""  # as received, secrets masked
    duplicates: int = 0
    symbol: str = ""  # the resolved contract
    accounts: Mapping[str, tuple[Message, ...]] = field(
        default_factory=dict
    )  # how it ended on each
    refusing: tuple[str, ...] = ()  # those of them on which it was refused or failed
    approval: Approval | None = None
    market_ns: int = 0
    touches: Mapping[str, Touch] = field(default_factory=dict)

    @property
    def waits(self) -> bool:
        """Say whether it waits for the trader's approval."""
        asked = self.approval is not None and self.approval.decision is None
        return asked and self.status is AlertStatus.ACCEPTED
