"""Stop losses, take profits and everything else an alert may ask for beside the order itself.

A bare `sl: 20` is a price to one bridge, ticks, pips or dollars to the next; its unit is set per
strategy, and without one it is refused. What this program cannot place is named, so that an entry
whose protection would silently be dropped is not made at all.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from traderterminal.alerts.dialects import Value
from traderterminal.alerts.fields import (
    QUANTITY,
    Fields,
    NotTradeable,
    is_unset,
    number,
    plain,
    refuse_placeholder,
    unit_of,
)
from traderterminal.domain.exits import ExitLevel

STOP_LOSS: Final = "stop loss"
TAKE_PROFIT: Final = "take profit"

#: Names that carry their unit; "" is a bare value, whose unit the strategy's setting tells.
_NAMED: Final[Mapping[str, tuple[str, str]]] = {
    name: (kind, unit)
    for kind, unit, names in (
        (STOP_LOSS, "", "sl stop_loss stoploss"),
        (STOP_LOSS, "price", "sl_price stop_loss_price"),
        (STOP_LOSS, "percent", "percentage_sl stop_loss_percent sl_percent sl_percentage"),
        (STOP_LOSS, "money", "dollar_sl sl_dollar"),
        (STOP_LOSS, "ticks", "sl_ticks stop_loss_ticks"),
        (STOP_LOSS, "points", "sl_points sl_offset stop_loss_points"),
        (STOP_LOSS, "pips", "sl_pips"),
        (TAKE_PROFIT, "", "tp take_profit takeprofit take_profits"),
        (TAKE_PROFIT, "price", "tp_price take_profit_price"),
        (TAKE_PROFIT, "percent", "percentage_tp take_profit_percent tp_percent tp_percentage"),
        (TAKE_PROFIT, "money", "dollar_tp tp_dollar"),
        (TAKE_PROFIT, "ticks", "tp_ticks take_profit_ticks"),
        (TAKE_PROFIT, "points", "tp_points tp_offset take_profit_points"),
        (TAKE_PROFIT, "pips", "tp_pips"),
    )
    for name in names.split()
}
#: Inside `stopLoss {…}` and `takeProfit {…}`.
_INSIDE: Final[Mapping[str, str]] = {
    "stop_price": "price",
    "limit_price": "price",
    "price": "price",
    "percent": "percent",
    "price_deviation": "percent",
    "amount": "points",
    "ticks": "ticks",
    "money": "money",
}
_UNITS: Final = frozenset({"price", "points", "ticks", "percent", "money"})
_LADDER: Final = re.compile(r"(tp|sl|take_profit|stop_loss)_?[1-9](_|$)")

#: What follows the market inside those, and what of that `following` reads.
_TRAILING_INSIDE: Final = ("trail_amount", "trail_percent", "trail_price")
_FOLLOWED: Final = frozenset({(STOP_LOSS, "trail_amount"), (STOP_LOSS, "trail_percent")})
#: Fields that ask for more than an order, and what they ask for.
_REQUESTS: Final[Mapping[str, str]] = {
    **{
        name: f"sizing by {name}"
        for name in (
            *("risk", "risk_percentage", "risk_percent", "amount_pc"),
            *("size_usd", "size_by_leverage"),
        )
    },
    **{name: f"a trailing stop with {name}" for name in ("trail_trigger", "trail_freq")},
    "max": "a position cap in the message",
}
_QUANTITY_KINDS: Final = ("quantity_type", "amount_per_trade_type", "currency_type")
_PLAIN_QUANTITIES: Final = frozenset(
    {"fixed", "fixed_quantity", "quantity", "contracts", "units", "shares", "lots", "base"}
)
#: Switches that change what an order would do, by the answer that changes it.
_SWITCHES: Final[Mapping[str, bool]] = {
    "reduce_only": True,
    "update_sl": True,
    "update_tp": True,
    "cancel_orders": True,
    "reverse_order_close": True,
    "duplicate_position_allow": False,
    "pyramid": False,
}


def read_exits(
    fields: Fields, side: str, unit: str | None, strategy: str
) -> tuple[ExitLevel | None, tuple[ExitLevel, ...], list[str]]:
    """Return stop loss, take profits, and what of them cannot be expressed.

    `side` is that of the position which they protect, `unit` that of bare values. Raises
    NotTradeable when one needs it and there is none, or when a level is no number.
    """
    levels: dict[str, list[ExitLevel]] = {STOP_LOSS: [], TAKE_PROFIT: []}
    unsupported: list[str] = []
    for kind, name, named_unit, value in _found(fields, side, unsupported):
        level_unit = unit_of(name, value, named_unit, unit, strategy)
        if level_unit in _UNITS:
            levels[kind].append(ExitLevel(_level(name, value), level_unit))
        else:
            unsupported.append(f"{kind} in {level_unit}")
    stops = levels[STOP_LOSS]
    if len(set(stops)) > 1:
        unsupported.append("more than one stop loss")
    return (stops[0] if stops else None), tuple(levels[TAKE_PROFIT]), unsupported


def _found(
    fields: Fields, side: str, unsupported: list[str]
) -> Iterator[tuple[str, str, str, Value]]:
    """Every level that is set, as (kind, name, unit, value)."""
    for name in fields.names():
        short = name.removeprefix(f"{side}_")
        if _LADDER.match(short) and not is_unset(fields.raw(name)):
            unsupported.append("a ladder of exits")
        elif short in _NAMED:
            kind, unit = _NAMED[short]
            for _, value in fields.every((name,)):
                yield from _levels(kind, name, unit, value, unsupported)
    if not fields.text(("order_type", "pricetype", "price_type", "trde_tp", "type")):
        # Beside an order at the market these are the levels of its exits.
        for name, kind in (("stop_price", STOP_LOSS), ("limit_price", TAKE_PROFIT)):
            for _, value in fields.every((name,)):
                yield from _levels(kind, name, "price", value, unsupported)


def _levels(
    kind: str, name: str, unit: str, value: Value, unsupported: list[str]
) -> Iterator[tuple[str, str, str, Value]]:
    for each in value if isinstance(value, list) else [value]:
        if not isinstance(each, dict):
            if not is_unset(each):
                yield kind, name, unit, each
            continue
        for key, held in each.items():
            inner = plain(key)
            refuse_placeholder(held)
            if is_unset(held):
                continue
            if inner in _INSIDE:
                yield kind, f"{name}.{inner}", _INSIDE[inner], held
            elif inner in _TRAILING_INSIDE and (kind, inner) not in _FOLLOWED:
                unsupported.append(f"a trailing {kind} by {inner}")


def _level(name: str, value: Value) -> Decimal:
    found = number(value)
    if found is None:
        raise NotTradeable("bad_price", field=name, price=str(value)[:32])
    return found


def read_unsupported(fields: Fields) -> list[str]:
    """Name what the message asks for that this program cannot do."""
    found = [what for name, what in _REQUESTS.items() if _is_set(fields, name)]
    for name, value in fields.every(_QUANTITY_KINDS):
        if plain(str(value)) not in _PLAIN_QUANTITIES:
            found.append(f"{name} {str(value)[:32]}")
    for name, value in fields.every(QUANTITY):
        if isinstance(value, str) and value.rstrip().endswith("%"):
            found.append(f"{name} in percent")
    for name, answer in _SWITCHES.items():
        if fields.flag(name) if answer else (name in fields and fields.says_no(name)):
            found.append(f"{name} {str(answer).lower()}")
    if fields.raw("multiple_accounts"):
        found.append("multiple_accounts (use an account group)")
    return found


def _is_set(fields: Fields, name: str) -> bool:
    return any(not is_unset(value) for _, value in fields.every((name,)))
