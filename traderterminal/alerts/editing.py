"""Changing one value of an alert's message and leaving the rest as its author wrote it.

A message is edited in the dialect in which it stands: JSON one value a line, pairs as pairs. What
has no such form is not touched.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from traderterminal.alerts.templates import SAMPLE_VALUES
from traderterminal.kit.language import mark

#: What TradingView puts in, by the placeholder's name, in words for who chooses among them.
PLACEHOLDERS: Final[Mapping[str, str]] = {
    "ticker": mark("Placeholder", "the symbol of the chart"),
    "exchange": mark("Placeholder", "its exchange"),
    "interval": mark("Placeholder", "the resolution of the chart"),
    "open": mark("Placeholder", "open of the bar"),
    "high": mark("Placeholder", "high of the bar"),
    "low": mark("Placeholder", "low of the bar"),
    "close": mark("Placeholder", "close of the bar"),
    "volume": mark("Placeholder", "volume of the bar"),
    "time": mark("Placeholder", "when the bar began"),
    "timenow": mark("Placeholder", "when the alert fires"),
    "strategy.order.action": mark("Placeholder", "buy or sell"),
    "strategy.order.contracts": mark("Placeholder", "how many the order is for"),
    "strategy.order.price": mark("Placeholder", "where it was filled"),
    "strategy.order.id": mark("Placeholder", "the order's id in the script"),
    "strategy.order.comment": mark("Placeholder", "its comment, else its id"),
    "strategy.market_position": mark("Placeholder", "long, short or flat after it"),
    "strategy.market_position_size": mark("Placeholder", "how many are held after it"),
    "strategy.position_size": mark("Placeholder", "the same with its sign"),
    "strategy.prev_market_position": mark("Placeholder", "long, short or flat before it"),
    "strategy.prev_market_position_size": mark("Placeholder", "how many were held before it"),
}
assert PLACEHOLDERS.keys() == SAMPLE_VALUES.keys()  # noqa: S101 - each has a sample to be tried with

#: The names under which a message gives its stop loss and its take profit, by their unit.
LEVELS: Final[Mapping[str, tuple[str, str]]] = {
    "ticks": ("sl_ticks", "tp_ticks"),
    "points": ("sl_points", "tp_points"),
    "percent": ("sl_percent", "tp_percent"),
    "money": ("dollar_sl", "dollar_tp"),
    "price": ("sl_price", "tp_price"),
}
_PER_LINE: Final = 3


def values_of(text: str) -> Mapping[str, str] | None:
    """Return the values of a message by name, as text; None where it cannot be edited so."""
    found = _json(text)
    if found is not None:
        return {name: _shown(value) for name, value in found.items()}
    pairs = _pairs(text)
    return None if pairs is None else dict(pairs)


def with_value(text: str, name: str, value: str) -> str:
    """Return a message with a value put in, in its place where there is one, or taken out where it
    is empty; unchanged where it cannot be edited so."""
    found = _json(text)
    if found is not None:
        changed = _changed(found, name, value)
        lines = (f"{json.dumps(n)}: {json.dumps(v, ensure_ascii=False)}" for n, v in changed)
        return "{" + ",\n ".join(lines) + "}"
    pairs = _pairs(text)
    if pairs is None:
        return text
    words = [f"{n}={v};" for n, v in _changed(dict(pairs), name, value)]
    rows = (words[at : at + _PER_LINE] for at in range(0, len(words), _PER_LINE))
    return "\n".join(" ".join(row) for row in rows)


def _changed(found: dict[str, Any], name: str, value: str) -> list[tuple[str, Any]]:
    changed = dict(found)
    if value:
        changed[name] = value
    else:
        changed.pop(name, None)
    return list(changed.items())


def _json(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _pairs(text: str) -> list[tuple[str, str]] | None:
    if text.lstrip().startswith(("{", "[")):
        return None
    parts = [part for part in re.split(r"[;\n]", text) if part.strip()]
    pairs = [part.partition("=") for part in parts]
    if len(pairs) < 2 or not all(equals and name.strip() for name, equals, _ in pairs):
        return None
    return [(name.strip(), value.strip()) for name, _, value in pairs]


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def unit_of_levels(values: Mapping[str, str]) -> str:
    """Return the unit in which a message gives its exits; ticks where it gives none."""
    return next((u for u, names in LEVELS.items() if any(n in values for n in names)), "ticks")


def with_unit(text: str, unit: str) -> str:
    """Return a message whose exits count in another unit."""
    values = values_of(text)
    if values is None:
        return text
    before = LEVELS[unit_of_levels(values)]
    for old, new in zip(before, LEVELS[unit], strict=True):
        if old in values and old != new:
            text = with_value(with_value(text, new, values[old]), old, "")
    return text
