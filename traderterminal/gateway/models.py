"""The shapes of the API, in and out: money, prices and quantities are decimal strings on output."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from traderterminal.domain.accounts import TradingState
from traderterminal.domain.orders import Intent, OrderType, TimeInForce
from traderterminal.domain.strategies import ApprovalMode, StrategySwitch
from traderterminal.kit.clock import NANOSECONDS, parse_iso

T = TypeVar("T")

DAY_NS: Final = 86_400 * NANOSECONDS
#: The last moment that a ledger can hold, in the year 2262.
LAST_NS: Final = 2**63 - 1

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def _exact(value: object) -> object:
    """Take a JSON number or string as it was written; a float would have lost digits already."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("a number is needed, as a JSON string or number")
    if len(str(value)) > 40:
        raise ValueError("the number has too many digits")
    # Decimal reads more than JSON does: 1_0 as ten, and the digits of every script.
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError("a number is needed, such as 1, 4800.25 or -3")
    number = Decimal(value)
    if not number.is_finite() or abs(number.adjusted()) > 20:
        raise ValueError("the number is not finite or far out of range")
    return number


def _moment(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError("a moment is needed, as ISO 8601 text")
    return parse_iso(value)


def _period_start(value: object) -> int:
    """A day starts at midnight UTC."""
    start = _moment(value)
    if abs(start) > LAST_NS - DAY_NS:
        raise ValueError("the moment is out of range")
    return start


def _period_end(value: object) -> int:
    """A moment is the first that is too late; a day counts to its end."""
    end, is_day = _period_start(value), len(str(value)) <= len("2024-01-31")
    return end + DAY_NS if is_day else end


Exact = Annotated[Decimal, BeforeValidator(_exact), Field(json_schema_extra={"type": "string"})]
Moment = Annotated[int, BeforeValidator(_moment), Field(json_schema_extra={"type": "string"})]
Text = Annotated[str, Field(max_length=128)]
PeriodStart = Annotated[
    int | None,
    BeforeValidator(_period_start),
    Query(
        alias="from",
        description="from this day or moment of market time on, UTC",
        json_schema_extra={"type": "string"},
    ),
]
PeriodEnd = Annotated[
    int | None,
    BeforeValidator(_period_end),
    Query(
        alias="to",
        description="to the end of this day, or before this moment of market time, UTC",
        json_schema_extra={"type": "string"},
    ),
]


class Given(BaseModel):
    """A request body; a key it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TrailRequest(Given):
    """How a stop follows: one of three distances, from `activation` on."""

    ticks: Annotated[int, Field(gt=0, le=1_000_000)] | None = None
    price: Annotated[Exact, Field(gt=0)] | None = None
    percent: Annotated[Exact, Field(gt=0, lt=100)] | None = None
    activation: Exact | None = None


class ExitRequest(Given):
    """A level: one of ticks, price, percent and money."""

    ticks: Annotated[Exact, Field(gt=0)] | None = None
    price: Exact | None = None
    percent: Annotated[Exact, Field(gt=0)] | None = None
    money: Annotated[Exact, Field(gt=0)] | None = None


class TargetRequest(ExitRequest):
    quantity: Annotated[Exact, Field(gt=0)] | None = None


class BreakEvenRequest(Given):
    """After so many ticks in favour the stop goes to the entry, or `offset` ticks beyond."""

    after: Annotated[int, Field(gt=0, le=1_000_000)]
    offset: Annotated[int, Field(ge=-1_000_000, le=1_000_000)] = 0


class BracketRequest(Given):
    """What protects the entry once it trades; all of it is one group of which one side trades."""

    take_profit: TargetRequest | list[TargetRequest] | None = None
    stop_loss: ExitRequest | None = None
    trail: TrailRequest | None = None
    break_even: BreakEvenRequest | None = None
    close_after_s: Annotated[int, Field(gt=0, le=31_536_000)] | None = None
    close_at: Moment | None = None


class LegRequest(Given):
    """One contract of a package, `ratio` of it in each."""

    symbol: Annotated[str, Field(min_length=1, max_length=64)]
    side: Literal["buy", "sell"]
    ratio: Annotated[int, Field(ge=1, le=100, strict=True)] = 1


class OrderRequest(Given):
    """A wish for one account, or for every account of a group.

    With `legs` it is for `quantity` packages, each of which trades whole or not at all; a sale
    turns every leg round. `limit_price` is then what one may cost net, or must bring when it is
    sold; it may be below zero. `symbol` names the package for the asker alone.
    """

    account: Text = ""
    account_group: Text = ""
    symbol: Annotated[str, Field(min_length=1, max_length=64)]
    intent: Intent = Intent.DELTA
    side: Literal["buy", "sell"] | None = None
    quantity: Exact | None = None
    order_type: OrderType = OrderType.MARKET
    limit_price: Exact | None = None
    stop_price: Exact | None = None
    trail: TrailRequest | None = None
    time_in_force: TimeInForce = TimeInForce.DAY
    expires_at: Moment | None = None
    bracket: BracketRequest | None = None
    legs: Annotated[list[LegRequest], Field(min_length=2, max_length=4)] | None = None
    client_order_id: Annotated[str, Field(max_length=64)] = ""
    confirmed: bool = Field(
        default=False, description="an order like the one before is wanted indeed"
    )


class MessageRequest(Given):
    """The text of an alert, as TradingView would send it."""

    message: Annotated[str, Field(max_length=65_536)]

    @property
    def body(self) -> bytes:
        """The text as it would come."""
        return self.message.encode()


class TrialRequest(MessageRequest):
    """An alert's text, and the paper account on which it is tried."""

    account: Annotated[str, Field(min_length=1, max_length=128)]


class ChangeRequest(Given):
    """New terms of a working order; what is left out stays as it is."""

    quantity: Annotated[Exact, Field(gt=0)] | None = None
    limit_price: Exact | None = None
    stop_price: Exact | None = None


class StateRequest(Given):
    state: TradingState


Amount = Annotated[Exact, Field(ge=0)]
Count = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


class LimitsRequest(Given):
    """Limits under the names of the settings, for every class of instruments; 0 is off."""

    max_order_quantity: Amount | None = None
    max_order_value: Amount | None = None
    max_position: Amount | None = None
    price_collar_percent: Amount | None = None
    duplicate_window_s: Amount | None = None
    orders_per_second: Count | None = None
    orders_per_minute: Count | None = None
    orders_per_day: Count | None = None
    automation_orders_per_minute: Count | None = None
    automation_spread_ticks: Count | None = None
    automation_round_trips: Count | None = None
    max_daily_loss: Amount | None = None
    session: Literal["enforce", "ignore"] | None = None
    roll_window: Literal["enforce", "ignore"] | None = None
    news_blackout: Literal["enforce", "ignore"] | None = None


class LimitsModel(BaseModel):
    """What the gate holds an account to; `pending` is looser and holds in so many seconds."""

    account: str
    limits: dict[str, Any]
    pending: dict[str, dict[str, Any]]


class KillSwitchModel(BaseModel):
    engaged: bool
    orders_cancelled: int
    orders_kept: int
    positions_closed: int
    orders_unconfirmed: int = Field(description="of those cancelled: not answered by the broker")
    durable: bool = Field(description="a restart would find the switch as it is now")


class KillSwitchState(BaseModel):
    engaged: bool
    since: str | None


class ReleasedModel(BaseModel):
    strategy: str
    released: bool


class RepairRequest(Given):
    """Which followers are to be repaired; all where nothing is named."""

    account: Text = ""
    symbol: Annotated[str, Field(max_length=64)] = ""


class SwitchRequest(Given):
    """A switch to throw: `mode` manual is auto with approval; any other mode asks for none."""

    strategy: Text = ""
    mode: Literal["off", "paper", "manual", "auto"] | None = None
    approval: ApprovalMode | None = None
    automation: Literal["on", "off"] | None = None
    account: Text = ""

    def over(self, now: StrategySwitch) -> StrategySwitch:
        """Return what a strategy that is switched as `now` becomes."""
        wanted = now if self.mode is None else StrategySwitch.named(self.mode)
        return replace(wanted, approval=self.approval or wanted.approval)


class DecisionRequest(Given):
    approve: Annotated[list[Text], Field(max_length=1000)] = []
    reject: Annotated[list[Text], Field(max_length=1000)] = []


class ResetRequest(Given):
    cash: Annotated[Exact, Field(gt=0)]


class KillSwitchRequest(Given):
    engaged: bool
    flatten: bool = False


class ReplayRequest(Given):
    action: Literal["pause", "play", "step", "seek"]
    until: Moment | None = None
    seconds: Annotated[float, Field(gt=0, le=86_400)] | None = None
    speed: Annotated[float, Field(gt=0, le=1_000_000)] | Literal["max"] | None = None


class Page(BaseModel, Generic[T]):
    """A list, newest first; `next` goes into `cursor` for what follows."""

    items: list[T]
    next: str | None = None


class Failure(BaseModel):
    code: str
    message: str
    field: str | None = None
    measured: str | None = None
    limit: str | None = None


class FailureBody(BaseModel):
    error: Failure


class VerdictModel(BaseModel):
    rule: str
    outcome: Literal["pass", "refuse", "skip"]
    measured: str
    limit: str


class ReasonModel(BaseModel):
    code: str
    message: str


class TrailModel(BaseModel):
    """How a stop follows: one of three distances, from `activation` on."""

    ticks: int | None
    price: str | None
    percent: str | None
    activation: str | None


class PackageModel(BaseModel):
    """Which package an order is a leg of; its parent is the first leg, which has none itself."""

    legs: int
    ratio: int
    net_limit: str | None = Field(description="what one package may cost; null at the market")


class OrderModel(BaseModel):
    order_id: str
    client_order_id: str
    account: str
    symbol: str
    side: str
    quantity: str
    order_type: str
    limit_price: str | None
    stop_price: str | None
    time_in_force: str
    status: str
    filled_quantity: str
    average_price: str | None
    reason: ReasonModel | None
    where: str = Field(
        description="where it rests: exchange, broker, local for this program; of an order of"
        " unknown outcome broker, for it may be there"
    )
    verdict: list[VerdictModel]
    intent: str
    source: str
    strategy: str
    alert_id: str | None
    parent_id: str | None
    link: str | None = Field(description="which leg of its parent's bracket it is: SL, T1, …")
    trail: TrailModel | None = Field(description="how the stop follows the market")
    package: PackageModel | None = Field(description="with which legs it trades, all or none")
    created_at: str


class RefusalModel(BaseModel):
    account: str
    reason: ReasonModel


class PlacedModel(OrderModel):
    """The order; of a group its leader's, with the order of every account beside it."""

    orders: list[OrderModel] | None = Field(
        default=None, description="the order of each account, where a group was asked for"
    )
    refusals: list[RefusalModel] | None = Field(
        default=None, description="the accounts of the group on which nothing was sent, and why"
    )


class RepairModel(BaseModel):
    orders: list[OrderModel]
    refusals: list[RefusalModel]


class MappedModel(BaseModel):
    root: str
    ratio: str


class DriftModel(BaseModel):
    symbol: str
    held: str
    wanted: str
    settling: bool = Field(description="orders of the account in this contract are on their way")


class VariantModel(BaseModel):
    """Its own stop and target stand as `{"ticks": "8"}`, in one of four units."""

    delay_s: str
    stop: dict[str, str] | None
    target: dict[str, str] | None


class GroupResultModel(BaseModel):
    """The closed trades of the account for the group, net of fees."""

    trades: int
    net_pnl: str
    win_rate: str | None
    expectancy: str | None


class MemberModel(BaseModel):
    account: str
    multiplier: str
    map: dict[str, MappedModel]
    refusal: ReasonModel | None = Field(description="why the latest order was not sent here")
    drift: list[DriftModel]
    variant: VariantModel | None = Field(description="what it does otherwise than it is asked to")
    result: GroupResultModel


class GroupModel(BaseModel):
    group: str
    leader: str
    rounding: str
    accounts: list[MemberModel]


class AutomationModel(BaseModel):
    state: str
    reason: ReasonModel | None = Field(description="what blocks it")


class StrategyModel(BaseModel):
    strategy: str
    mode: str
    approval: str


class StrategiesModel(BaseModel):
    automation: AutomationModel
    items: list[StrategyModel]
    next: str | None = None


class ApprovalModel(BaseModel):
    alert_id: str
    strategy: str
    symbol: str
    signals: list[dict[str, Any]]
    asked_at: str
    expires_at: str
    expires_in_s: int


class DecidedModel(BaseModel):
    approved: list[str]
    rejected: list[str]
    not_waiting: list[str]


class FillModel(BaseModel):
    fill_id: str
    order_id: str
    account: str
    symbol: str
    side: str
    quantity: str
    price: str
    fee: str
    at: str
    at_ns: int
    strategy: str
    why: dict[str, str]
    why_text: str


class QueueModel(BaseModel):
    ahead: str | None
    seen_at: str | None
    confidence: str | None
    text: str


class PositionModel(BaseModel):
    account: str
    symbol: str
    quantity: str
    average_price: str | None
    mark: str | None
    unrealized_pnl: str | None
    realized_pnl: str
    stale: bool


class TradeModel(BaseModel):
    trade_id: str
    account: str
    symbol: str
    direction: str
    quantity: str
    average_entry: str
    average_exit: str
    entry_at: str
    exit_at: str
    trade_date: str
    gross_pnl: str
    fees: str
    net_pnl: str
    strategy: str
    fill_ids: list[str]


class AccountModel(BaseModel):
    account: str
    kind: str
    mode: str
    currency: str
    cash: str
    equity: str | None
    margin_used: str = Field(description="what positions and live orders tie up of the equity")
    buying_power: str = Field(description="what a new order may tie up")
    realized_pnl: str
    unrealized_pnl: str | None
    fees: str
    dividends: str = Field(description="received less what short positions paid")
    day_net: str | None = Field(description="net result since the market's day began")
    state: str
    automation: str = Field(description="what automation may do here: on, off or blocked")


class TimelineModel(BaseModel):
    stage: str
    at_ns: int


class AlertModel(BaseModel):
    alert_id: str
    received_at: str
    status: str
    reason: ReasonModel | None
    signal: dict[str, Any] | None
    signals: list[dict[str, Any]]
    timeline: list[TimelineModel]
    order_ids: list[str]
    symbol: str
    accounts: dict[str, str]
    body: str
    duplicates: int


class ForeseenModel(BaseModel):
    account: str
    trades: bool = Field(description="an order would be sent, as things stand")
    asks: bool = Field(description="it would wait for approval first")
    reason: ReasonModel | None
    symbol: str | None
    side: str | None
    quantity: str | None
    position_after: str | None
    verdict: list[VerdictModel]


class RehearsalModel(BaseModel):
    trades: bool = Field(description="some account would send an order")
    reason: ReasonModel | None = Field(description="why the message is for no account")
    signals: list[dict[str, Any]]
    symbol: str
    body: str = Field(description="the message as it was read, secrets masked")
    accounts: list[ForeseenModel]


class TriedModel(BaseModel):
    status: str
    alert_id: str


class QuoteModel(BaseModel):
    symbol: str
    bid: str | None
    bid_size: str
    ask: str | None
    ask_size: str
    last: str | None
    last_size: str
    at: str | None
    age_ms: int | None
    stale: bool
    approximate: bool = Field(description="made up of bars: neither price nor size was ever seen")


class OptionModel(BaseModel):
    symbol: str
    description: str
    expiry: str = Field(description="the last trading day")
    right: str = Field(description="call or put")
    strike: str


class SweepModel(BaseModel):
    engaged: bool
    orders_cancelled: int
    orders_kept: int
    positions_closed: int


class ReplayModel(BaseModel):
    state: str
    now: str
    position: int
    total: int


class TicketModel(BaseModel):
    ticket: str


class PerformanceModel(BaseModel):
    n: int
    wins: int
    losses: int
    breakeven: int
    win_rate_decided: str | None
    win_rate_all: str | None
    gross_profit: str
    gross_loss: str
    profit_factor: str | None
    net: str
    expectancy: str | None
    avg_win: str | None
    avg_loss: str | None
    payoff: str | None
    max_win_streak: int
    max_loss_streak: int
    max_dd_closed: str
    largest_win: str | None
    largest_loss: str | None
    first: str | None = Field(serialization_alias="from")
    last: str | None = Field(serialization_alias="to")
    account: str | None


class LedgerHealth(BaseModel):
    ok: bool
    detail: str
    last_seq: int


class WindowModel(BaseModel):
    """Whether there is a window, which has come forward then."""

    shown: bool


class HealthModel(BaseModel):
    status: str
    version: str
    uptime_s: float
    ledger: LedgerHealth
    market: dict[str, Any]
    clock: dict[str, Any]
    kill_switch: KillSwitchState
