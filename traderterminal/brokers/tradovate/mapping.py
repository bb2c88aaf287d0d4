"""Tables between Tradovate's words and ours, and what its answers prove.

A word that stands in no table is never guessed: an order of an unknown status is UNKNOWN and asked
for again, an answer with an unknown reason proves nothing.

Source: the enumerations of the OpenAPI description of 2026-08-21 and the developer guide.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import ceil
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from traderterminal.brokers.tradovate.wire import Order as WireOrder
from traderterminal.brokers.tradovate.wire import OrderVersion, Penalty
from traderterminal.desk.ports import AttachedExit, Capabilities, NativeBrackets, Terms
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.notation import length_of_time
from traderterminal.domain.orders import Order, OrderStatus, OrderType, TimeInForce, Where
from traderterminal.domain.symbols import MONTH_LETTERS
from traderterminal.kit.clock import to_datetime
from traderterminal.kit.frozen import frozen

S = OrderStatus

SIDES: Final[Mapping[str, Side]] = MappingProxyType({"Buy": Side.BUY, "Sell": Side.SELL})
ACTIONS: Final[Mapping[Side, str]] = MappingProxyType({v: k for k, v in SIDES.items()})

TYPE_NAMES: Final[Mapping[OrderType, str]] = MappingProxyType(
    {
        OrderType.MARKET: "Market",
        OrderType.LIMIT: "Limit",
        OrderType.STOP: "Stop",
        OrderType.STOP_LIMIT: "StopLimit",
        OrderType.MARKET_IF_TOUCHED: "MIT",
    }
)
#: Those that move by themselves are only placed elsewhere: here the desk moves stops.
ORDER_TYPES: Final[Mapping[str, OrderType]] = MappingProxyType(
    {name: kind for kind, name in TYPE_NAMES.items()}
    | {"TrailingStop": OrderType.TRAILING_STOP, "TrailingStopLimit": OrderType.STOP_LIMIT}
)

TIMES: Final[Mapping[str, TimeInForce]] = MappingProxyType(
    {
        "Day": TimeInForce.DAY,
        "GTC": TimeInForce.GTC,
        "GTD": TimeInForce.GTD,
        "IOC": TimeInForce.IOC,
        "FOK": TimeInForce.FOK,
    }
)
TIME_NAMES: Final[Mapping[TimeInForce, str]] = MappingProxyType({v: k for k, v in TIMES.items()})

CAPABILITIES: Final = Capabilities(
    order_types=frozenset(TYPE_NAMES),
    times_in_force=frozenset(TimeInForce),
    replace=True,
    brackets=NativeBrackets(),
    asset_classes=frozenset({AssetClass.FUTURE}),
)

#: What is between two states is UNKNOWN, as is a word that does not stand here: `Completed` and
#: `Unknown` do not say how an order ended.
STATUSES: Final[Mapping[str, OrderStatus]] = MappingProxyType(
    {
        "PendingNew": S.ACCEPTED,
        "Working": S.ACCEPTED,
        "Suspended": S.ACCEPTED,
        "Filled": S.FILLED,
        "Canceled": S.CANCELED,
        "Rejected": S.REJECTED,
        "Expired": S.EXPIRED,
        "PendingCancel": S.UNKNOWN,
        "PendingReplace": S.UNKNOWN,
    }
)
#: A suspended order is held by the broker until its parent trades; so is one of a parent's that has
#: not come any further.
_HELD: Final = "Suspended"
_NEW: Final = "PendingNew"

#: A command with one of these has come to nothing.
FAILED_COMMANDS: Final = frozenset(
    {"RiskRejected", "ExecutionRejected", "ExecutionStopped", "ExecutionSuspended"}
)

#: Reasons that prove that a request was not carried out and will not be.
PROVEN_REFUSALS: Final = frozenset(
    {
        "AccountClosed",
        "AdvancedTrailingStopUnsupported",
        "AnotherCommandPending",
        "BackMonthProhibited",
        "ExecutionProviderNotConfigured",
        "InvalidContract",
        "InvalidPrice",
        "KeyInformationDocumentRequired",
        "LiquidationOnly",
        "LiquidationOnlyBeforeExpiration",
        "MaxOrderQtyIsNotSpecified",
        "MaxOrderQtyLimitReached",
        "MaxPosLimitMisconfigured",
        "MaxPosLimitReached",
        "MaxTotalPosLimitReached",
        "MultipleAccountPlanRequired",
        "NoQuote",
        "NotEnoughLiquidity",
        "ParentRejected",
        "SSFRiskDisclosureAcknowledgmentRequired",
        "SessionClosed",
        "TooLate",
        "TradingLocked",
        "TrailingStopNonOrderQtyModify",
        "Unauthorized",
        "Unsupported",
    }
)
#: Proves a refusal only with this text; the broker says so of a wrong account or an old contract.
_UNNAMED: Final = ("UnknownReason", "Access is denied")
ANOTHER_PENDING: Final = "AnotherCommandPending"
TOO_LATE: Final = "TooLate"
_REFUSING_STATUSES: Final = frozenset({400, 401, 404})
OK: Final = 200
#: Where an answer names the exits that came with an order, in the order of the request.
EXIT_IDS: Final = ("oso1Id", "oso2Id")
UNAUTHORIZED: Final = 401


@frozen
class Taken:
    """The broker has the request, under an id of its own: of the order, or of the command.

    `exits` are its ids of the exits that came with the order, as far as it names them.
    """

    number: int
    exits: tuple[int, ...] = ()


@frozen
class RefusedBy:
    """The broker is known not to have carried it out. `reason` is its word for why, if any."""

    text: str
    reason: str = ""
    penalty: Penalty | None = None


@frozen
class Unproven:
    """Nothing follows from the answer."""

    text: str


Outcome = Taken | RefusedBy | Unproven


def penalty_of(data: Any) -> Penalty | None:
    """Return the penalty that an answer is instead of what was asked for; None for any other."""
    if not isinstance(data, dict) or "p-ticket" not in data:
        return None
    try:
        return Penalty.model_validate(data)
    except ValidationError:
        return Penalty.model_validate({"p-ticket": "", "p-captcha": True})  # not to be gone on with


def outcome(status: int, data: Any, id_field: str) -> Outcome:
    """Read the answer to an order, a change or a cancel; its id stands in `id_field`."""
    if (penalty := penalty_of(data)) is not None:
        waits = "a captcha" if penalty.captcha else length_of_time(ceil(penalty.seconds))
        return RefusedBy(f"penalty: {waits}", penalty=penalty)
    words = words_of(data) or f"status {status}"
    if status in _REFUSING_STATUSES:
        return RefusedBy(words)
    if status != OK or not isinstance(data, dict):
        return Unproven(words)
    number, reason = data.get(id_field), data.get("failureReason") or ""
    if isinstance(number, int) and not isinstance(number, bool) and number > 0:
        # Whatever else it says: the order is there and tells its own news.
        return Taken(number, tuple(n for n in map(data.get, EXIT_IDS) if type(n) is int))
    text = data.get("failureText") or ""
    if reason in PROVEN_REFUSALS or (reason, text) == _UNNAMED:
        return RefusedBy(words, str(reason))
    return Unproven(words)


def words_of(data: Any) -> str:
    """Return what an answer says went wrong, in the broker's words; empty where it says nothing.

    A page for a browser says nothing: it is of whoever stands before the broker.
    """
    if isinstance(data, str):
        return "" if data.lstrip().startswith("<") else data[:200]
    if not isinstance(data, dict):
        return ""
    told = [data.get(key) for key in ("failureReason", "failureText", "errorText")]
    violations = data.get("violations")
    for violation in violations if isinstance(violations, list) else ():
        if isinstance(violation, dict):
            told.append(violation.get("description"))
    return ": ".join(word for word in told if isinstance(word, str) and word)[:200]


def contract_name(instrument: Instrument) -> str:
    """Return the name that Tradovate gives to one of our futures: `ESH2024` is `ESH4`."""
    return f"{instrument.symbol[:-4]}{instrument.symbol[-1]}"


def canonical_symbol(name: str, expiration_month: int) -> str:
    """Return our symbol of a contract by its name and its month, written 202403.

    The month tells the century and decade that the name leaves open. Raises ValueError where the
    two contradict each other.
    """
    year, month = divmod(expiration_month, 100)
    if not 1 <= month <= len(MONTH_LETTERS):
        raise ValueError(f"{expiration_month} is no month")
    for digits in (str(year % 10), f"{year % 100:02}", str(year)):
        ending = f"{MONTH_LETTERS[month - 1]}{digits}"
        if name.endswith(ending) and name != ending:
            return f"{name[: -len(ending)]}{ending[0]}{year}"
    raise ValueError(f"{name} does not end in {expiration_month}")


def order_body(order: Order, account_id: int, account_name: str, contract: str) -> dict[str, Any]:
    """Return the body of placeOrder. Our id stands in it twice: the venue finds it by either."""
    return {
        "accountSpec": account_name,
        "accountId": account_id,
        "symbol": contract,
        "action": ACTIONS[order.side],
        **_terms(order.order_type, order.quantity, order.limit_price, order.stop_price),
        **_lasting(order),
        "clOrdId": order.order_id,
        "customTag50": order.order_id,
        "isAutomated": order.source not in BY_HAND,
    }


def bracket_body(exits: Sequence[AttachedExit]) -> dict[str, Any]:
    """Return what placeOSO is given beside the entry: exits of the same contract and quantity,
    each at its price and with our id."""
    return {f"bracket{number}": _exit(one.order) for number, one in enumerate(exits, start=1)}


def _exit(order: Order) -> dict[str, Any]:
    told = _terms(order.order_type, order.quantity, order.limit_price, order.stop_price)
    del told["orderQty"]  # it is that of the entry
    return {
        "action": ACTIONS[order.side],
        **told,
        **_lasting(order),
        "clOrdId": order.order_id,
    }


#: Where a person's own click is the order. Whatever else sends one is a program.
BY_HAND: Final = frozenset({"ticket", "command", "ladder", "chart"})


def change_body(order: Order, terms: Terms, order_id: int) -> dict[str, Any]:
    """Return the body of modifyOrder, which states everything anew: it keeps nothing unsaid."""
    return {
        "orderId": order_id,
        **_terms(order.order_type, terms.quantity, terms.limit_price, terms.stop_price),
        **_lasting(order),
        "isAutomated": order.source not in BY_HAND,
    }


def _terms(
    kind: OrderType, quantity: Decimal, limit: Decimal | None, stop: Decimal | None
) -> dict[str, Any]:
    if kind is OrderType.MARKET_IF_TOUCHED:
        limit, stop = stop, None  # it waits at the price that is the limit of others
    named = {"price": limit, "stopPrice": stop}
    told = {field: price for field, price in named.items() if price is not None}
    return {"orderType": TYPE_NAMES[kind], "orderQty": int(quantity), **told}


def _lasting(order: Order) -> dict[str, Any]:
    told: dict[str, Any] = {"timeInForce": TIME_NAMES[order.time_in_force]}
    if order.expires_ns is not None:
        moment = to_datetime(order.expires_ns)
        told["expireTime"] = f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
    return told


@frozen
class Shown:
    """An order of the broker's in our words."""

    side: Side
    order_type: OrderType
    time_in_force: TimeInForce
    status: OrderStatus
    quantity: Decimal
    limit_price: Decimal | None
    stop_price: Decimal | None
    where: Where


def shown(order: WireOrder, version: OrderVersion) -> Shown:
    """Read an order and its terms; an unknown status is UNKNOWN.

    Raises KeyError for a word without which the order is not to be understood.
    """
    limit, stop = version.price, version.stop_price
    kind = ORDER_TYPES[version.order_type]
    if kind in (OrderType.MARKET_IF_TOUCHED, OrderType.STOP):
        # samples of the broker's own write the trigger of a stop into `price`
        limit, stop = None, stop if stop is not None else limit
    return Shown(
        side=SIDES[order.action],
        order_type=kind,
        time_in_force=TIMES[version.time_in_force],
        status=STATUSES.get(order.ord_status, S.UNKNOWN),
        quantity=version.order_qty,
        limit_price=limit,
        stop_price=stop,
        where=Where.BROKER if _is_held(order) else Where.EXCHANGE,
    )


def _is_held(order: WireOrder) -> bool:
    return order.ord_status == _HELD or (order.ord_status == _NEW and order.parent_id is not None)
