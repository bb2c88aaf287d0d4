"""Domain values as JSON-able dictionaries and back, exactly.

Decimals travel as strings, moments as nanosecond integers, enumerations as their values. A key that
an older program did not write takes the field's default, so that old ledgers stay readable.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final

from traderterminal.domain.accounts import Account, Mode, TradingState
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    CancelFor,
    Intent,
    Order,
    OrderStatus,
    OrderType,
    TimeInForce,
    Verdict,
    Where,
)
from traderterminal.domain.packages import PackagePart
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import (
    Action,
    AlertRecord,
    AlertStatus,
    Approval,
    Decision,
    Signal,
    Stage,
    Touch,
)

Json = dict[str, Any]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def encode_message(message: Message | None) -> Json | None:
    if message is None:
        return None
    encoded: Json = {"code": message.code, "parameters": dict(message.parameters)}
    if message.variant:
        encoded["variant"] = message.variant
    return encoded


def decode_message(encoded: Json | None) -> Message | None:
    if encoded is None:
        return None
    return Message(encoded["code"], encoded.get("parameters", {}), encoded.get("variant", ""))


def _decode_said(encoded: str | list[str | Json]) -> tuple[Message, ...]:
    """Read what was said; older versions have written words, which stand for themselves."""
    said = [encoded] if isinstance(encoded, str) else encoded
    return tuple(
        Message(one)
        if isinstance(one, str)
        else Message(one["code"], one["parameters"], one.get("variant", ""))
        for one in said
    )


def encode_order(order: Order) -> Json:
    """All of an order but the gate's verdict, which never changes and is kept once.

    What is not set is not written: an order is written at every step, and most of it is not set.
    """
    encoded: Json = {
        "order_id": order.order_id,
        "client_order_id": order.client_order_id,
        "account": order.account,
        "symbol": order.symbol,
        "side": order.side,
        "quantity": str(order.quantity),
        "order_type": order.order_type,
        "time_in_force": order.time_in_force,
        "created_ns": order.created_ns,
        "intent": order.intent,
        "status": order.status,
        "filled_quantity": str(order.filled_quantity),
        "filled_value": str(order.filled_value),
        "fill_ids": sorted(order.fill_ids),
        "where": order.where,
        "source": order.source,
    }
    own = order.__dict__
    for name, encode in _WHERE_GIVEN:
        if (value := own[name]) is not None:
            encoded[name] = encode(value)
    for name in _WHERE_SET:
        if value := own[name]:
            encoded[name] = value
    if order.taken_back:
        encoded["taken_back"] = str(order.taken_back)
    return encoded


def encode_verdict(verdict: Sequence[Verdict]) -> list[list[str]]:
    return [[v.rule, v.outcome, v.measured, v.limit] for v in verdict]


def decode_order(encoded: Json, verdict: Sequence[Sequence[str]] = ()) -> Order:
    get = encoded.get
    below, canceled_for = get("below"), get("canceled_for")
    return Order(
        order_id=encoded["order_id"],
        client_order_id=encoded["client_order_id"],
        account=encoded["account"],
        symbol=encoded["symbol"],
        side=Side(encoded["side"]),
        quantity=Decimal(encoded["quantity"]),
        order_type=OrderType(encoded["order_type"]),
        time_in_force=TimeInForce(encoded["time_in_force"]),
        created_ns=encoded["created_ns"],
        limit_price=_decimal(get("limit_price")),
        stop_price=_decimal(get("stop_price")),
        trail=_decode_trail(get("trail")),
        expires_ns=get("expires_ns"),
        intent=Intent(encoded["intent"]),
        status=OrderStatus(encoded["status"]),
        below=None if below is None else OrderStatus(below),
        filled_quantity=Decimal(encoded["filled_quantity"]),
        filled_value=Decimal(encoded["filled_value"]),
        asked_quantity=_decimal(get("asked_quantity")),
        taken_back=Decimal(get("taken_back", "0")),
        fill_ids=frozenset(encoded["fill_ids"]),
        reason=decode_message(get("reason")),
        where=Where(encoded["where"]),
        broker_order_id=get("broker_order_id", ""),
        verdict=tuple(Verdict(*row) for row in verdict),
        source=get("source", ""),
        strategy=get("strategy", ""),
        alert_id=get("alert_id", ""),
        group=get("group", ""),
        parent_id=get("parent_id", ""),
        request=get("request", ""),
        reduces=get("reduces", False),
        triggered=get("triggered", False),
        at_once=get("at_once", False),
        exits=_decode_exits(get("exits")),
        link=get("link", ""),
        canceled_for=None if canceled_for is None else CancelFor(canceled_for),
        package=_decode_package(get("package")),
        attached=get("attached", False),
    )


def _encode_package(part: PackagePart) -> Json:
    return {
        "legs": part.legs,
        "ratio": part.ratio,
        "limit": _text(part.limit),
        "money": str(part.money),
    }


def _decode_package(encoded: Json | None) -> PackagePart | None:
    if encoded is None:
        return None
    limit, money = _decimal(encoded["limit"]), Decimal(encoded["money"])
    return PackagePart(encoded["legs"], encoded["ratio"], limit, money)


def _encode_exits(exits: Exits) -> Json:
    stop, trail = exits.stop, exits.trail
    return {
        "stop": None if stop is None else _encode_exit(stop),
        "targets": [[*_encode_exit(t.level), _text(t.quantity)] for t in exits.targets],
        "trail": None if trail is None else _encode_trail(trail),
        "break_even": _encode_break_even(exits.break_even),
        "close_after_s": exits.close_after_s,
        "close_at_ns": exits.close_at_ns,
    }


def _decode_exits(encoded: Json | None) -> Exits | None:
    if encoded is None:
        return None
    stop = encoded.get("stop")
    return Exits(
        stop=None if stop is None else _decode_exit(stop),
        targets=tuple(
            Target(_decode_exit(target), _decimal(target[2]))
            for target in encoded.get("targets", ())
        ),
        trail=_decode_trail(encoded.get("trail")),
        break_even=_decode_break_even(encoded.get("break_even")),
        close_after_s=encoded.get("close_after_s"),
        close_at_ns=encoded.get("close_at_ns"),
    )


def _encode_break_even(even: BreakEven | None) -> list[int] | None:
    return None if even is None else [even.after, even.offset]


def _decode_break_even(encoded: list[int] | None) -> BreakEven | None:
    return None if encoded is None else BreakEven(*encoded)


def _encode_trail(trail: Trail) -> Json:
    return {
        "ticks": trail.ticks,
        "price": _text(trail.price),
        "percent": _text(trail.percent),
        "activation": _text(trail.activation),
    }


def _decode_trail(encoded: Json | None) -> Trail | None:
    if encoded is None:
        return None
    return Trail(
        ticks=encoded.get("ticks"),
        price=_decimal(encoded.get("price")),
        percent=_decimal(encoded.get("percent")),
        activation=_decimal(encoded.get("activation")),
    )


#: What an order need not have, and how it is written.
_WHERE_GIVEN: Final[tuple[tuple[str, Callable[[Any], Any]], ...]] = (
    ("limit_price", str),
    ("stop_price", str),
    ("asked_quantity", str),
    ("expires_ns", int),
    ("below", str),
    ("canceled_for", str),
    ("reason", encode_message),
    ("trail", _encode_trail),
    ("exits", _encode_exits),
    ("package", _encode_package),
)
#: Words and signs that are empty or false for most orders.
_WHERE_SET: Final = (
    "broker_order_id",
    "strategy",
    "alert_id",
    "group",
    "parent_id",
    "request",
    "reduces",
    "triggered",
    "at_once",
    "link",
    "attached",
)


def encode_fill(fill: Fill) -> Json:
    return {
        "fill_id": fill.fill_id,
        "order_id": fill.order_id,
        "account": fill.account,
        "symbol": fill.symbol,
        "side": fill.side.value,
        "quantity": str(fill.quantity),
        "price": str(fill.price),
        "fee": str(fill.fee),
        "point_value": str(fill.point_value),
        "at_ns": fill.at_ns,
        "strategy": fill.strategy,
        "group": fill.group,
        "why": dict(fill.why),
    }


def decode_fill(encoded: Json) -> Fill:
    return Fill(
        fill_id=encoded["fill_id"],
        order_id=encoded["order_id"],
        account=encoded["account"],
        symbol=encoded["symbol"],
        side=Side(encoded["side"]),
        quantity=Decimal(encoded["quantity"]),
        price=Decimal(encoded["price"]),
        fee=Decimal(encoded["fee"]),
        point_value=Decimal(encoded["point_value"]),
        at_ns=encoded["at_ns"],
        strategy=encoded.get("strategy", ""),
        group=encoded.get("group", ""),
        why=encoded.get("why", {}),
    )


def encode_position(position: Position) -> Json:
    return {
        "account": position.account,
        "symbol": position.symbol,
        "point_value": str(position.point_value),
        "quantity": str(position.quantity),
        "cost": str(position.cost),
        "realized_pnl": str(position.realized_pnl),
        "fees": str(position.fees),
    }


def decode_position(encoded: Json) -> Position:
    return Position(
        account=encoded["account"],
        symbol=encoded["symbol"],
        point_value=Decimal(encoded["point_value"]),
        quantity=Decimal(encoded["quantity"]),
        cost=Decimal(encoded["cost"]),
        realized_pnl=Decimal(encoded["realized_pnl"]),
        fees=Decimal(encoded["fees"]),
    )


def encode_account(account: Account) -> Json:
    return {
        "account": account.account,
        "kind": account.kind,
        "mode": account.mode.value,
        "currency": account.currency,
        "starting_cash": str(account.starting_cash),
        "cash": str(account.cash),
        "realized_pnl": str(account.realized_pnl),
        "fees": str(account.fees),
        "state": account.state.value,
        "dividends": str(account.dividends),
    }


def decode_account(encoded: Json) -> Account:
    return Account(
        account=encoded["account"],
        kind=encoded["kind"],
        mode=Mode(encoded["mode"]),
        currency=encoded["currency"],
        starting_cash=Decimal(encoded["starting_cash"]),
        cash=Decimal(encoded["cash"]),
        realized_pnl=Decimal(encoded["realized_pnl"]),
        fees=Decimal(encoded["fees"]),
        state=TradingState(encoded["state"]),
        dividends=Decimal(encoded.get("dividends", "0")),  # ledgers of before know none
    )


def encode_signal(signal: Signal) -> Json:
    return {
        "action": signal.action.value,
        "symbol": signal.symbol,
        "quantity": _text(signal.quantity),
        "target": _text(signal.target),
        "target_side": signal.target_side,
        "previous_side": signal.previous_side,
        "order_type": signal.order_type.value,
        "limit_price": _text(signal.limit_price),
        "stop_price": _text(signal.stop_price),
        "trail": None if signal.trail is None else _encode_trail(signal.trail),
        "time_in_force": signal.time_in_force.value,
        "alert_price": _text(signal.alert_price),
        "stop_loss": None if signal.stop_loss is None else _encode_exit(signal.stop_loss),
        "take_profit": [_encode_exit(level) for level in signal.take_profit],
        "following": None if signal.following is None else _encode_trail(signal.following),
        "break_even": _encode_break_even(signal.break_even),
        "close_after_s": signal.close_after_s,
        "strategy": signal.strategy,
        "account": signal.account,
        "account_group": signal.account_group,
        "message_id": signal.message_id,
        "fired_ns": signal.fired_ns,
        "bar_ns": signal.bar_ns,
        "max_lag_s": signal.max_lag_s,
        "note": signal.note,
        "dialect": signal.dialect,
        "explanation": [encode_message(one) for one in signal.explanation],
        "unsupported": list(signal.unsupported),
    }


def decode_signal(encoded: Json) -> Signal:
    get = encoded.get
    stop_loss = get("stop_loss")
    return Signal(
        action=Action(encoded["action"]),
        symbol=encoded["symbol"],
        quantity=_decimal(get("quantity")),
        target=_decimal(get("target")),
        target_side=get("target_side", ""),
        previous_side=get("previous_side", ""),
        order_type=OrderType(get("order_type", "market")),
        limit_price=_decimal(get("limit_price")),
        stop_price=_decimal(get("stop_price")),
        trail=_decode_trail(get("trail")),
        time_in_force=TimeInForce(get("time_in_force", "day")),
        alert_price=_decimal(get("alert_price")),
        stop_loss=None if stop_loss is None else _decode_exit(stop_loss),
        take_profit=tuple(_decode_exit(level) for level in get("take_profit", ())),
        following=_decode_trail(get("following")),
        break_even=_decode_break_even(get("break_even")),
        close_after_s=get("close_after_s"),
        strategy=get("strategy", ""),
        account=get("account", ""),
        account_group=get("account_group", ""),
        message_id=get("message_id", ""),
        fired_ns=get("fired_ns"),
        bar_ns=get("bar_ns"),
        max_lag_s=get("max_lag_s"),
        note=get("note", ""),
        dialect=get("dialect", ""),
        explanation=_decode_said(get("explanation", ())),
        unsupported=tuple(get("unsupported", ())),
    )


def _encode_exit(level: ExitLevel) -> list[str]:
    return [str(level.value), level.unit]


def _decode_exit(encoded: list[str]) -> ExitLevel:
    return ExitLevel(Decimal(encoded[0]), encoded[1])


def encode_alert(record: AlertRecord) -> Json:
    return {
        "alert_id": record.alert_id,
        "received_ns": record.received_ns,
        "status": record.status.value,
        "reason": encode_message(record.reason),
        "signals": [encode_signal(signal) for signal in record.signals],
        "timeline": [[stage.value, at_ns] for stage, at_ns in record.timeline],
        "order_ids": list(record.order_ids),
        "body": record.body,
        "duplicates": record.duplicates,
        "symbol": record.symbol,
        "accounts": {
            account: [encode_message(one) for one in said]
            for account, said in record.accounts.items()
        },
        "refusing": list(record.refusing),
        "approval": None if record.approval is None else _encode_approval(record.approval),
        "market_ns": record.market_ns,
        "touches": {
            symbol: [None if side is None else str(side) for side in (touch.bid, touch.ask)]
            for symbol, touch in record.touches.items()
        },
    }


def _encode_approval(approval: Approval) -> Json:
    decision = None if approval.decision is None else approval.decision.value
    return {
        "asked_ns": approval.asked_ns,
        "expires_ns": approval.expires_ns,
        "decision": decision,
    }


def _decode_approval(encoded: Json | None) -> Approval | None:
    if encoded is None:
        return None
    decision = encoded["decision"]
    return Approval(
        encoded["asked_ns"],
        encoded["expires_ns"],
        None if decision is None else Decision(decision),
    )


def decode_alert(encoded: Json) -> AlertRecord:
    get = encoded.get
    return AlertRecord(
        alert_id=encoded["alert_id"],
        received_ns=encoded["received_ns"],
        status=AlertStatus(encoded["status"]),
        reason=decode_message(get("reason")),
        signals=tuple(decode_signal(signal) for signal in get("signals", ())),
        timeline=tuple((Stage(stage), at_ns) for stage, at_ns in get("timeline", ())),
        order_ids=tuple(get("order_ids", ())),
        body=get("body", ""),
        duplicates=get("duplicates", 0),
        symbol=get("symbol", ""),
        accounts={account: _decode_said(said) for account, said in get("accounts", {}).items()},
        refusing=tuple(get("refusing", ())),
        approval=_decode_approval(get("approval")),
        market_ns=get("market_ns", 0),
        touches={
            symbol: Touch(*(None if side is None else Decimal(side) for side in sides))
            for symbol, sides in get("touches", {}).items()
        },
    )
