"""The shapes of the Gateway API as the broker sends them: extra fields allowed, enums open.

Money and prices are Decimal, moments nanoseconds since 1970 UTC. A field that may be missing or
null is None: that is never the same as zero. Reading raises pydantic's ValidationError.
"""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from traderterminal.kit.clock import parse_iso


def _moment(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("a moment is an ISO 8601 text")
    return parse_iso(value)


Moment = Annotated[int, BeforeValidator(_moment)]
Step = Annotated[Decimal, Field(gt=0)]


class Shape(BaseModel):
    """What all shapes have in common."""

    model_config = ConfigDict(extra="allow", frozen=True, alias_generator=to_camel)


class Account(Shape):
    id: int
    name: str = ""
    balance: Decimal | None = None
    can_trade: bool = False
    simulated: bool | None = None


class Contract(Shape):
    """`tick_value` is money per tick and contract."""

    id: str
    name: str
    tick_size: Step
    tick_value: Step
    active_contract: bool = True


class Order(Shape):
    """`trail_price` is a distance here, and an absolute price where an order is placed.

    An exit of a bracket names the entry that it came with and bears no tag of its own.
    """

    id: int
    account_id: int
    contract_id: str
    creation_timestamp: Moment
    update_timestamp: Moment | None = None
    status: int
    type: int
    side: int
    size: Decimal
    limit_price: Decimal | None = None
    stop_price: Decimal | None = None
    fill_volume: Decimal | None = None
    custom_tag: str | None = None
    parent_order_id: int | None = None


class Trade(Shape):
    """A half-turn: one execution. `fees` and `commissions` are charges beside each other."""

    id: int
    account_id: int
    contract_id: str
    creation_timestamp: Moment
    price: Decimal
    side: int
    size: Decimal
    order_id: int
    fees: Decimal | None = None
    commissions: Decimal | None = None
    voided: bool = False


class Position(Shape):
    """`size` is positive; `type` says which way."""

    account_id: int
    contract_id: str
    type: int
    size: Decimal
    average_price: Decimal | None = None


class Quote(Shape):
    """Only what has changed; the volume is that of the whole session."""

    best_bid: Decimal | None = None
    best_ask: Decimal | None = None
    timestamp: Moment | None = None


class Print(Shape):
    """A trade of the market."""

    timestamp: Moment
    type: int
    price: Decimal
    volume: Decimal


class Depth(Shape):
    """A change of one displayed level, or something else that `type` names."""

    type: int
    price: Decimal | None = None
    volume: Decimal | None = None
    current_volume: Decimal | None = None


class Bar(BaseModel):
    """A bar, by the API's letters; `t` is its start."""

    model_config = ConfigDict(extra="allow", frozen=True)

    t: Moment
    o: Decimal
    h: Decimal
    low: Annotated[Decimal, Field(alias="l")]
    c: Decimal
    v: Decimal


def unwrapped(payload: Any) -> Any:
    """Return the model of a user event: live traffic wraps it, the documentation does not."""
    match payload:
        case {"action": _, "data": data}:
            return data
        case _:
            return payload
