"""Orders as TopstepX takes them: what of a request it refuses, with which number and which words.

Texts in quotation marks come from live refusals; the others are plain words of the same tone.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType
from traderterminal.kit.frozen import frozen
from traderterminal.market.ticks import QuoteTick
from traderterminal.venues.orders import Refusal, Ticket
from traderterminal.venues.topstepx.models import (
    JOIN_ASK,
    JOIN_BID,
    LIMIT,
    MARKET,
    STOP,
    TRAILING_STOP,
)

MIN_BRACKET_TICKS: Final = 4
MAX_TRAIL_TICKS: Final = 1_000

REJECTED, ACCOUNT_VIOLATION, OUTSIDE_HOURS, CONTRACT_NOT_FOUND, CONTRACT_NOT_ACTIVE = 2, 4, 5, 8, 9

#: Numbers of place, by why the exchange refuses.
PLACE_CODES: Final[Mapping[Refusal, int]] = MappingProxyType(
    {
        Refusal.ACCOUNT_UNKNOWN: 1,
        Refusal.ACCOUNT_LOCKED: ACCOUNT_VIOLATION,
        Refusal.CONTRACT_UNKNOWN: CONTRACT_NOT_FOUND,
        Refusal.CONTRACT_INACTIVE: CONTRACT_NOT_ACTIVE,
        Refusal.CLOSED: OUTSIDE_HOURS,
    }
)
WORDS: Final[Mapping[Refusal, str]] = MappingProxyType(
    {
        Refusal.NO_SIZE: "Order size must be greater than zero.",
        Refusal.PRICE_MISSING: "A price is required for this order type.",
        Refusal.OFF_TICK: "Price is not aligned to the tick size.",
        Refusal.NO_MARKET: "There is no price for this contract.",
        Refusal.CLOSED: "The market is closed.",
    }
)
_TYPE_NAMES: Final = (
    *("Unknown", "Limit", "Market", "StopLimit", "Stop"),
    *("TrailingStop", "JoinBid", "JoinAsk"),
)
_PLACED_AS: Final[Mapping[int, OrderType]] = MappingProxyType(
    {
        LIMIT: OrderType.LIMIT,
        MARKET: OrderType.MARKET,
        STOP: OrderType.STOP,
        TRAILING_STOP: OrderType.TRAILING_STOP,
        JOIN_BID: OrderType.LIMIT,
        JOIN_ASK: OrderType.LIMIT,
    }
)


def _exact(value: object) -> object:
    """A whole number of JSON is as good a price as one with a point."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


#: No price of anything is larger, up or down.
MAX_PRICE: Final = 1_000_000_000
Price = Annotated[Decimal, BeforeValidator(_exact), Field(ge=-MAX_PRICE, le=MAX_PRICE)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Bracket(_Body):
    ticks: int
    type: int


class PlaceBody(_Body):
    """What `Order/place` is given."""

    accountId: int
    contractId: str
    type: int
    side: int
    size: int
    limitPrice: Price | None = None
    stopPrice: Price | None = None
    trailPrice: Price | None = None
    customTag: str | None = None
    stopLossBracket: Bracket | None = None
    takeProfitBracket: Bracket | None = None


class ModifyBody(_Body):
    """What `Order/modify` is given; what is absent or null stays as it is."""

    accountId: int
    orderId: int
    size: int | None = None
    limitPrice: Price | None = None
    stopPrice: Price | None = None
    trailPrice: Price | None = None


class Rejected(Exception):
    """An order is refused with error 2 and these words."""


@frozen
class Wanted:
    """An order and the exits of its bracket, as the exchange takes them."""

    ticket: Ticket
    exits: tuple[Ticket, ...]


def read_order(body: PlaceBody, instrument: Instrument, quote: QuoteTick | None) -> Wanted:
    """Return what a request asks for; raises Rejected."""
    if body.side not in (0, 1):
        raise Rejected("Invalid order side.")
    order_type = _PLACED_AS.get(body.type)
    if order_type is None:
        name = _TYPE_NAMES[body.type] if 0 <= body.type < len(_TYPE_NAMES) else str(body.type)
        raise Rejected(f"Invalid order type ({name}).")
    side = Side.BUY if body.side == 0 else Side.SELL
    limit, stop, trail = body.limitPrice, body.stopPrice, None
    if body.type in (JOIN_BID, JOIN_ASK):
        limit = _joined(body.type, instrument, quote)
    if body.type == TRAILING_STOP:
        stop, trail = body.trailPrice, trail_ticks(side, body.trailPrice, instrument, quote)
    ticket = Ticket(
        account=body.accountId,
        symbol=instrument.symbol,
        side=side,
        quantity=body.size,
        order_type=order_type,
        limit_price=limit if order_type is OrderType.LIMIT else None,
        stop_price=stop if body.type in (STOP, TRAILING_STOP) else None,
        trail_ticks=trail,
        tag=body.customTag or "",
        kind=str(body.type) if body.type in (JOIN_BID, JOIN_ASK) else "",
    )
    return Wanted(ticket, _exits(body, ticket))


def trail_ticks(
    side: Side, start: Decimal | None, instrument: Instrument, quote: QuoteTick | None
) -> int:
    """Return how far a trailing stop that starts at a price stays behind the market.

    The distance is that from the quote at arrival, fractions of a tick cut off; raises Rejected.
    """
    near = None if quote is None else (quote.ask if side is Side.BUY else quote.bid)
    if start is None or near is None:
        raise Rejected("A trailing stop needs a trail price and a market.")
    distance = (start - instrument.from_ticks(near)) * side.sign
    ticks = int(distance / instrument.tick_size)
    if not 1 <= ticks <= MAX_TRAIL_TICKS:
        raise Rejected(f"Invalid trail distance ({ticks} ticks).")
    return ticks


def _joined(order_type: int, instrument: Instrument, quote: QuoteTick | None) -> Decimal:
    best = None if quote is None else (quote.bid if order_type == JOIN_BID else quote.ask)
    if best is None:
        raise Rejected(WORDS[Refusal.NO_MARKET])
    return instrument.from_ticks(best)


def _exits(body: PlaceBody, entry: Ticket) -> tuple[Ticket, ...]:
    """The target first, then the stop; their ticks are signed, seen from the entry."""
    exits = []
    if (target := body.takeProfitBracket) is not None:
        _check_target(target, entry.side)
        exits.append(_exit(entry, target, OrderType.LIMIT))
    if (stop := body.stopLossBracket) is not None:
        _check_stop(stop, entry.side)
        kind = OrderType.STOP if stop.type == STOP else OrderType.TRAILING_STOP
        exits.append(_exit(entry, stop, kind))
    return tuple(exits)


def _exit(entry: Ticket, bracket: Bracket, kind: OrderType) -> Ticket:
    return Ticket(
        account=entry.account,
        symbol=entry.symbol,
        side=entry.side.opposite,
        quantity=entry.quantity,
        order_type=kind,
        offset_ticks=bracket.ticks,
        trail_ticks=abs(bracket.ticks) if kind is OrderType.TRAILING_STOP else None,
    )


def _check_target(bracket: Bracket, side: Side) -> None:
    if bracket.type != LIMIT:
        raise Rejected(f"Invalid take profit type ({_type_name(bracket.type)})")
    if bracket.ticks * side.sign <= 0:
        raise Rejected(
            _wrong_way("take profit", bracket.ticks, greater=side is Side.BUY, side=side)
        )
    if abs(bracket.ticks) < MIN_BRACKET_TICKS:
        raise Rejected(f"Take profit tick value should be at least {MIN_BRACKET_TICKS} ticks.")


def _check_stop(bracket: Bracket, side: Side) -> None:
    if bracket.type not in (STOP, TRAILING_STOP):
        raise Rejected(f"Invalid stop loss type ({_type_name(bracket.type)})")
    if bracket.ticks * side.sign >= 0:
        raise Rejected(_wrong_way("stop loss", bracket.ticks, side, greater=side is Side.SELL))
    if abs(bracket.ticks) < MIN_BRACKET_TICKS:
        raise Rejected(f"Stop loss tick value should be at least {MIN_BRACKET_TICKS} ticks.")


def _wrong_way(what: str, ticks: int, side: Side, *, greater: bool) -> str:
    than = "greater" if greater else "less"
    way = "longing" if side is Side.BUY else "going short"
    return f"Invalid {what} ticks ({ticks}). Ticks should be {than} than zero when {way}."


def _type_name(number: int) -> str:
    return _TYPE_NAMES[number] if 0 <= number < len(_TYPE_NAMES) else str(number)
