"""Tradovate's entities as it sends them: tolerant of what is new, exact in numbers.

Fields that are not named here are kept aside; words of enumerations stay words, for the tables of
`mapping` to read. Numbers may come as text. Times become nanoseconds since 1970 UTC; one without a
zone is UTC. `Entity.model_validate` raises pydantic's ValidationError for what does not fit.

Source: the OpenAPI description of 2026-08-21 and the developer guide; older names of a field stand
beside the newer ones.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from traderterminal.kit.clock import parse_iso

#: No price, quantity or amount of this trade has as many digits before or behind its point.
_MOST_DIGITS: Final = 20


def _moment(value: Any) -> int:
    if not isinstance(value, str):
        raise ValueError("a moment is a text")
    return parse_iso(value)


def _exact(value: Any) -> Any:
    """Refuse a number whose exponent would only fill the memory."""
    if isinstance(value, float):
        raise ValueError("a binary fraction is not exact")
    if isinstance(value, Decimal) and abs(value.adjusted()) > _MOST_DIGITS:
        raise ValueError("out of range")
    if isinstance(value, str) and len(value) > 2 * _MOST_DIGITS:
        raise ValueError("too long")
    return value


Moment = Annotated[int, BeforeValidator(_moment)]
Number = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Field(ge=-(10**_MOST_DIGITS), le=10**_MOST_DIGITS, allow_inf_nan=False),
]
Id = Annotated[int, Field(gt=-(2**63), lt=2**63)]


class Entity(BaseModel):
    """Something that has an id, unique among those of its kind in one environment."""

    model_config = ConfigDict(
        extra="allow", frozen=True, alias_generator=to_camel, populate_by_name=True
    )

    id: Id


class Account(Entity):
    name: str
    user_id: Id | None = None
    active: bool = True
    archived: bool = False
    closed: bool = False
    readonly: bool = False
    restricted: bool = False
    futures_disabled: bool = False


class Position(Entity):
    account_id: Id
    contract_id: Id
    net_pos: Number
    net_price: Number | None = None
    prev_price: Number | None = None


class Order(Entity):
    """An order without its terms, which stand in its latest `OrderVersion`."""

    account_id: Id
    contract_id: Id | None = None
    timestamp: Moment
    action: str
    ord_status: str
    oco_id: Id | None = None
    parent_id: Id | None = None
    admin: bool = False


class OrderVersion(Entity):
    order_id: Id
    order_qty: Number
    order_type: str
    price: Number | None = None
    stop_price: Number | None = None
    time_in_force: str = "Day"
    expire_time: Moment | None = None


class Command(Entity):
    """A request of somebody's for an order; that for a new one may carry the client's own id."""

    order_id: Id
    timestamp: Moment
    command_type: str
    command_status: str
    cl_ord_id: str | None = None


class CommandReport(Entity):
    """What became of a command."""

    command_id: Id
    command_status: str
    reject_reason: str | None = None
    text: str | None = None


class ExecutionReport(Entity):
    order_id: Id
    exec_type: str
    ord_status: str | None = None
    reject_reason: str | None = None
    text: str | None = None


class Fill(Entity):
    order_id: Id
    contract_id: Id
    timestamp: Moment
    action: str
    qty: Number
    price: Number
    active: bool = True


class FillFee(Entity):
    """The fees of the fill with the same id."""

    clearing_fee: Number | None = None
    exchange_fee: Number | None = None
    nfa_fee: Number | None = None
    brokerage_fee: Number | None = None
    ip_fee: Number | None = None
    commission: Number | None = None
    order_routing_fee: Number | None = None

    @property
    def total(self) -> Decimal:
        """All of them together, as a cost."""
        parts = (
            *(self.clearing_fee, self.exchange_fee, self.nfa_fee, self.brokerage_fee),
            *(self.ip_fee, self.commission, self.order_routing_fee),
        )
        return sum((part for part in parts if part is not None), Decimal(0))


class Contract(Entity):
    name: str
    contract_maturity_id: Id
    status: str | None = None


class ContractMaturity(Entity):
    """When a contract ends; `expiration_month` is written 202612."""

    product_id: Id
    expiration_month: int = Field(ge=190001, le=299912)
    expiration_date: Moment | None = None
    is_front: bool | None = None


class Product(Entity):
    name: str
    value_per_point: Number
    tick_size: Number


class AccountRiskStatus(Entity):
    """Where the broker's own risk desk has an account; its id is that of the account."""

    account_id: Id | None = None
    admin_action: str | None = None
    liquidate_only: bool | None = None
    user_triggered_liq_only: bool | None = None
    max_net_liq: Number | None = None
    min_net_liq: Number | None = None


class AutoLiquidation(Entity):
    """At which losses the broker itself closes everything; its id is that of the account."""

    account_id: Id | None = None
    daily_loss_alert: Number | None = None
    daily_loss_liq_only: Number | None = None
    daily_loss_auto_liq: Number | None = None
    weekly_loss_auto_liq: Number | None = None
    daily_profit_auto_liq: Number | None = None
    weekly_profit_auto_liq: Number | None = None
    trailing_max_drawdown: Number | None = None
    trailing_max_drawdown_limit: Number | None = None
    trailing_max_drawdown_mode: str | None = None


class Told(BaseModel):
    """A body of an answer, which is no entity."""

    model_config = ConfigDict(
        extra="allow", frozen=True, alias_generator=to_camel, populate_by_name=True
    )


class Granted(Told):
    """A login or its renewal, which may also have failed: then `error_text` says why."""

    access_token: str | None = None
    md_access_token: str | None = None
    expiration_time: Moment | None = None
    user_id: Id | None = None
    user_status: str | None = None
    error_text: str | None = None


class Penalty(Told):
    """A request that was not carried out and may be sent again, with the ticket, after a while.

    `seconds` is the least to wait; with `captcha` no program can go on.
    """

    ticket: str = Field(validation_alias=AliasChoices("p-ticket", "pTicket"))
    seconds: Number = Field(Decimal(0), validation_alias="p-time", ge=0)
    captcha: bool = Field(False, validation_alias="p-captcha")


class CashSnapshot(Told):
    """What an account is worth just now."""

    total_cash_value: Number | None = None
    net_liq: Number | None = None
    open_pnl: Number | None = Field(None, alias="openPnL")
    realized_pnl: Number | None = Field(None, alias="realizedPnL")

    @property
    def day_pnl(self) -> Decimal | None:
        """What the day has brought so far, open positions included."""
        if self.realized_pnl is None or self.open_pnl is None:
            return None
        return self.realized_pnl + self.open_pnl


#: The kinds that are followed, by the name that events give them. Others are no concern of ours.
ENTITIES: Final[Mapping[str, type[Entity]]] = MappingProxyType(
    {
        "account": Account,
        "command": Command,
        "commandReport": CommandReport,
        "contract": Contract,
        "contractMaturity": ContractMaturity,
        "executionReport": ExecutionReport,
        "fill": Fill,
        "fillFee": FillFee,
        "order": Order,
        "orderVersion": OrderVersion,
        "product": Product,
    }
)


#: The lists of a snapshot and the kinds in them: what is referred to before what refers to it.
SNAPSHOT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "products": "product",
        "contractMaturities": "contractMaturity",
        "contracts": "contract",
        "accounts": "account",
        "orders": "order",
        "orderVersions": "orderVersion",
        "commands": "command",
        "commandReports": "commandReport",
        "executionReports": "executionReport",
        "fills": "fill",
        "fillFees": "fillFee",
    }
)
