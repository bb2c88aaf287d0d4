"""What the words of the Gateway API mean here, and what of it is proof.

Every table is closed: a number that stands in none is not guessed. Of failures only the refusals
listed here prove that nothing works at the broker; code 6 (pending), code 7 (unknown error) and
every other answer leave the outcome open. Sources: reference of the Gateway API, sections 3 to 6.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from traderterminal.brokers.topstepx import wire
from traderterminal.brokers.transport.exact_json import UnreadableJson
from traderterminal.brokers.transport.http import Reply
from traderterminal.desk.ports import (
    AttachedExit,
    FillRevised,
    FillSeen,
    OrderSeen,
    PositionSeen,
    Terms,
)
from traderterminal.domain.accounts import Mode
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, OrderType, TimeInForce, Where
from traderterminal.kit.frozen import frozen
from traderterminal.market.ticks import Aggressor

ZERO: Final = Decimal(0)

SIDES: Final[Mapping[int, Side]] = MappingProxyType({0: Side.BUY, 1: Side.SELL})
SIDE_NUMBERS: Final[Mapping[Side, int]] = MappingProxyType({s: n for n, s in SIDES.items()})

#: Types as orders show them. JoinBid and JoinAsk rest at a limit that follows the touch.
ORDER_TYPES: Final[Mapping[int, OrderType]] = MappingProxyType(
    {
        1: OrderType.LIMIT,
        2: OrderType.MARKET,
        3: OrderType.STOP_LIMIT,
        4: OrderType.STOP,
        5: OrderType.TRAILING_STOP,
        6: OrderType.LIMIT,
        7: OrderType.LIMIT,
    }
)
#: Types that are placed. A stop limit is not documented for placing; the stop that follows is moved
#: by the desk, since the broker reckons its distance from a quote of its own.
PLACED_TYPES: Final[Mapping[OrderType, int]] = MappingProxyType(
    {OrderType.LIMIT: 1, OrderType.MARKET: 2, OrderType.STOP: 4}
)

PENDING, PENDING_CANCEL, SUSPENDED = 6, 7, 8
STATUSES: Final[Mapping[int, OrderStatus]] = MappingProxyType(
    {
        1: OrderStatus.ACCEPTED,
        2: OrderStatus.FILLED,
        3: OrderStatus.CANCELED,
        4: OrderStatus.EXPIRED,
        5: OrderStatus.REJECTED,
        PENDING: OrderStatus.ACCEPTED,
        PENDING_CANCEL: OrderStatus.ACCEPTED,  # it works until it is out
        SUSPENDED: OrderStatus.ACCEPTED,  # the leg of a bracket whose entry has not traded
    }
)
OPEN_STATUSES: Final = (1, PENDING, PENDING_CANCEL, SUSPENDED)
CLOSED_STATUSES: Final = (2, 3, 4, 5)

#: Errors by the number that proves a refusal, for each operation.
PLACE_REFUSALS: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "account not found",
        2: "order rejected",
        3: "insufficient funds",
        4: "account violation",
        5: "outside trading hours",
        8: "contract not found",
        9: "contract not active",
        10: "account rejected",
    }
)
CHANGE_REFUSALS: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "account not found",
        2: "order not found",
        3: "rejected",
        6: "account rejected",
        7: "contract not found",
    }
)
CANCEL_REFUSALS: Final[Mapping[int, str]] = MappingProxyType(
    {1: "account not found", 2: "order not found", 3: "rejected", 6: "account rejected"}
)
LOGIN_REFUSALS: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "user not found",
        2: "password verification failed",
        3: "invalid credentials",
        4: "application not found",
        5: "application verification failed",
        6: "invalid device",
        7: "agreements not signed",
        9: "API subscription not found",
        10: "API key authentication disabled",
    }
)
#: Statuses by which the server itself says that it has not looked at the request.
REFUSED_STATUSES: Final = frozenset({400, 401})


@frozen
class Taken:
    """The broker has done what was asked; `body` is its whole answer."""

    body: Mapping[str, Any]


@frozen
class Refusal:
    """The broker is known to have refused, in its own words; `body` is its whole answer."""

    text: str
    body: Mapping[str, Any]


@frozen
class Open:
    """What became of it cannot be told from the answer."""

    cause: str


Outcome = Taken | Refusal | Open


def outcome(reply: Reply, refusals: Mapping[int, str]) -> Outcome:
    """Return what a reply proves; `refusals` are the error codes that do."""
    try:
        body = reply.object
    except UnreadableJson:
        body = {}
    if reply.status in REFUSED_STATUSES:
        return Refusal(_text(body, f"HTTP {reply.status}"), body)
    if not reply.is_success:
        return Open(f"HTTP {reply.status}")
    code = body.get("errorCode")
    match body.get("success"):
        case True if code in (0, None):
            return Taken(body)
        case False if type(code) is int and code in refusals:
            return Refusal(_text(body, refusals[code]), body)
        case False:
            return Open(_text(body, f"error {code}"))
        case _:
            return Open("the answer cannot be read")


def _text(body: Mapping[str, Any], instead: str) -> str:
    text = body.get("errorMessage")
    return text[:500] if isinstance(text, str) and text else instead


def mode_of(account: wire.Account) -> Mode:
    """Return what an account says of itself; one that says nothing is treated as real money."""
    return Mode.SANDBOX if account.simulated else Mode.LIVE


# Out.


def placed(order: Order, account: int, contract: str) -> dict[str, object]:
    """Return the body that places `order`, its own id as the tag that must be unique."""
    return {
        "accountId": account,
        "contractId": contract,
        "type": PLACED_TYPES[order.order_type],
        "side": SIDE_NUMBERS[order.side],
        "size": order.quantity,
        "limitPrice": order.limit_price if order.order_type is OrderType.LIMIT else None,
        "stopPrice": order.stop_price if order.order_type is OrderType.STOP else None,
        "trailPrice": None,
        "customTag": order.order_id,
    }


#: Which part of the request an exit stands in, by its type; the ticks of both are signed.
_BRACKETS: Final[Mapping[OrderType, str]] = MappingProxyType(
    {OrderType.STOP: "stopLossBracket", OrderType.LIMIT: "takeProfitBracket"}
)
#: What a refusal speaks of that is about the exits of an order and not about itself.
_OF_EXITS: Final = ("bracket", "stop loss", "take profit")


def bracketed(exits: Sequence[AttachedExit]) -> dict[str, object]:
    """Return what places exits with their entry, each by its ticks from the price that is paid."""
    return {
        _BRACKETS[one.order.order_type]: {
            "ticks": one.ticks,
            "type": PLACED_TYPES[one.order.order_type],
        }
        for one in exits
    }


def is_about_exits(text: str) -> bool:
    """Say whether a refusal in the broker's words is about the exits that came with an order."""
    return any(words in text.lower() for words in _OF_EXITS)


def changed(order_id: int, account: int, terms: Terms) -> dict[str, object]:
    """Return the body that gives an order new terms; a price it has not is not named."""
    body = {
        "accountId": account,
        "orderId": order_id,
        "size": terms.quantity,
        "limitPrice": terms.limit_price,
        "stopPrice": terms.stop_price,
    }
    return {name: value for name, value in body.items() if value is not None}


# In.


def order_seen(order: wire.Order, account: str, symbol: str) -> OrderSeen | None:
    """Return an order in our words; None where its type or side is not in the tables."""
    order_type, side = ORDER_TYPES.get(order.type), SIDES.get(order.side)
    if order_type is None or side is None:
        return None
    status = STATUSES.get(order.status, OrderStatus.UNKNOWN)
    reason = None
    if status is OrderStatus.REJECTED:
        reason = Message("refused_by_broker", {"text": PLACE_REFUSALS[2]})
    return OrderSeen(
        broker_order_id=str(order.id),
        account=account,
        symbol=symbol,
        side=side,
        quantity=order.size,
        order_type=order_type,
        time_in_force=TimeInForce.DAY,
        status=status,
        filled_quantity=order.fill_volume or ZERO,
        placed_ns=order.creation_timestamp,
        order_id=order.custom_tag or "",
        limit_price=order.limit_price,
        stop_price=order.stop_price,
        where=Where.BROKER if order.status in (PENDING, SUSPENDED) else Where.EXCHANGE,
        reason=reason,
        entry_id=str(order.parent_order_id or ""),
    )


def fill_seen(trade: wire.Trade, account: str, symbol: str) -> FillSeen | FillRevised | None:
    """Return an execution in our words, or that it was taken back; None for an unknown side.

    Its charge is what the broker took for it; None where it says nothing of fees.
    """
    side = SIDES.get(trade.side)
    if side is None:
        return None
    if trade.voided:
        return FillRevised(account, str(trade.id), ZERO, trade.price)
    fee = None if trade.fees is None else trade.fees + (trade.commissions or ZERO)
    return FillSeen(
        fill_id=str(trade.id),
        broker_order_id=str(trade.order_id),
        account=account,
        symbol=symbol,
        side=side,
        quantity=trade.size,
        price=trade.price,
        at_ns=trade.creation_timestamp,
        fee=fee,
    )


#: The sign of a position by its type; an undefined one holds nothing.
_SIGNS: Final[Mapping[int, int]] = MappingProxyType({0: 0, 1: 1, 2: -1})


def position_seen(position: wire.Position, account: str, symbol: str) -> PositionSeen | None:
    """Return a position in our words; None where its type is not in the table.

    One of no size is closed, whatever its type.
    """
    sign = _SIGNS.get(position.type)
    if sign is None or (sign == 0 and position.size):
        return None
    return PositionSeen(account, symbol, position.size * sign, position.average_price)


def aggressor(number: int) -> Aggressor:
    """Return who crossed the spread in a trade of the market."""
    match number:
        case 0:
            return Aggressor.BUYER
        case 1:
            return Aggressor.SELLER
        case _:
            return Aggressor.NEITHER


#: What a depth record is about: the side of a level, or the reset of the whole book.
DEPTH_SIDES: Final[Mapping[int, str]] = MappingProxyType(
    {1: "A", 2: "B", 3: "A", 4: "B", 9: "B", 10: "A"}
)
DEPTH_RESET: Final = 6


def resting(depth: wire.Depth) -> int | None:
    """Return the size of a level after a depth record, in contracts; None if it tells none.

    The documentation calls `volume` the total at the level; one client library takes
    `currentVolume` for it. To be verified on the first live connection.
    """
    return None if depth.volume is None else int(depth.volume)
