"""One message's fields under names made alike, and its values read strictly.

Bridges name the same thing in dozens of ways, in camelCase, kebab-case and capitals, at the top or
inside containers. The tables here say which names mean the same. Nothing is guessed: a value that
is not what its field needs is refused, not bent.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from traderterminal.alerts.dialects import (
    MAX_DIGITS,
    MAX_EXPONENT,
    PLACEHOLDER,
    Item,
    Value,
)
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, parse_iso

SYMBOL: Final = ("symbol", "ticker", "instrument", "tv_instrument", "market", "pair", "str_cd")
EXCHANGE: Final = ("exchange", "tv_exchange", "exchange_id", "stex_tp")
QUANTITY: Final = (
    *("quantity", "qty", "contracts", "order_contracts", "size", "amount", "amount_per_trade"),
    *("vol_lots", "q", "ord_qty", "order_amount", "strategy_order_contracts"),
)
ORDER_TYPE: Final = ("order_type", "pricetype", "price_type", "trde_tp", "type")
PRICE: Final = (
    *("price", "close", "signal_price", "trigger_price", "market_price", "order_price"),
    "strategy_order_price",
)
LIMIT_PRICE: Final = ("limit_price", "limit")
STOP_PRICE: Final = ("stop_price", "stop")
STRATEGY: Final = (
    *("strategy", "strategy_name", "strategy_id", "recorder", "bot_uuid", "stub", "bot_name"),
)
MESSAGE_ID: Final = ("id", "alert_id", "order_id", "nonce", "alert_timestamp")
ACCOUNT: Final = ("account", "account_id", "subaccount", "profile")
GROUP: Final = ("account_group", "group")
FIRED: Final = ("timenow", "time", "timestamp", "date", "datetime", "alert_timestamp", "order_time")
BAR: Final = ("bar_time", "bar")
MAX_LAG: Final = ("max_lag", "max_lag_s")
TIME_IN_FORCE: Final = ("time_in_force", "tif")
NOTE: Final = ("message", "msg", "comment", "alert_message", "alert")

MAX_NAME: Final = 64

_CONTAINERS: Final = frozenset({"data", "strategy", "order", "metadata", "strategy_info", "signal"})
_UNSET: Final = frozenset({"", "0", "false", "nan", "na", "n/a", "null", "none", "undefined"})
_BLANK: Final = frozenset({"", "null", "undefined"})
_FALSE: Final = frozenset({"false", "0", "no", "off"})
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATOR: Final = re.compile(r"[\s.\-]+")
_FIRST_YEAR_NS: Final = 946_684_800 * NANOSECONDS  # 2000
_LAST_YEAR_NS: Final = 4_102_444_800 * NANOSECONDS  # 2100
#: How many of a unit make a second: unix times come in seconds, milli-, micro- and nanoseconds.
_UNIX_UNITS: Final = (1, 1_000, 1_000_000, NANOSECONDS)


class NotTradeable(Exception):
    """The text was read, and what it says cannot be traded; `reason` tells why."""

    def __init__(self, code: str, variant: str = "", /, **parameters: str) -> None:
        self.reason = Message(code, parameters, variant)
        super().__init__(str(self.reason))


def plain(name: str) -> str:
    """Return a field name in snake_case: `takeProfit`, `take-profit`, `TAKE PROFIT` are one."""
    return _plain(name[:MAX_NAME])  # a cache of whole bodies would be an invitation


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return _SEPARATOR.sub("_", _HUMP.sub("_", name.strip())).lower()


class Fields:
    """The fields of one message, containers unwrapped; an outer field comes before an inner one."""

    def __init__(self, item: Item) -> None:
        self._values: dict[str, list[Value]] = {}
        level: list[Item] = [item]
        while level:
            level = [inner for outer in level for inner in self._take(outer)]

    def _take(self, item: Item) -> Iterator[Item]:
        for key, value in item.items():
            name = plain(key)
            if isinstance(value, dict) and name in _CONTAINERS:
                yield value
            else:
                self._values.setdefault(name, []).append(value)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def names(self) -> Iterator[str]:
        return iter(self._values)

    def every(self, names: Sequence[str]) -> Sequence[tuple[str, Value]]:
        """All that stands under any of `names`, in their order, blank values left out.

        Raises NotTradeable where TradingView left a placeholder as it stood.
        """
        if self._values.keys().isdisjoint(names):
            return ()
        found = []
        for name in names:
            for value in self._values.get(name, ()):
                if not is_blank(value):
                    refuse_placeholder(value)
                    found.append((name, value))
        return found

    def raw(self, name: str) -> Value:
        """The outermost value under exactly this name."""
        return self._values[name][0] if name in self._values else None

    def text(self, names: Sequence[str], limit: int = 128) -> str:
        """The first of `names` that holds a text or a number, trimmed to `limit` characters."""
        for _, value in self.every(names):
            if isinstance(value, str | Decimal):
                return str(value).strip()[:limit]
        return ""

    def agreed(self, names: Sequence[str]) -> str:
        """The one text under `names`; raises NotTradeable when they differ."""
        texts: dict[str, str] = {}
        for name, value in self.every(names):
            if isinstance(value, str | Decimal):
                texts.setdefault(str(value).strip().upper(), name)
        if len(texts) > 1:
            first, second, *_ = (f"{name} {text[:32]}" for text, name in texts.items())
            raise NotTradeable("contradictory_fields", first=first, second=second)
        return next(iter(texts), "")[:64]

    def flag(self, name: str) -> bool:
        """Say whether the field is there and says yes; `"False"` and `0` say no."""
        value = self.raw(name)
        if isinstance(value, str):
            return value.strip().lower() not in _UNSET | _FALSE
        return bool(value) and not is_nan(value)

    def says_no(self, name: str) -> bool:
        """Say whether the field is there and says no."""
        value = self.raw(name)
        if isinstance(value, str):
            return value.strip().lower() in _FALSE
        return value is False or value == 0

    def amount(self, names: Sequence[str]) -> tuple[str, Decimal] | None:
        """The first number among `names` that is set; what means "unset" somewhere is passed over.

        Raises NotTradeable for a text that is no number.
        """
        for name, value in self.every(names):
            if not is_unset(value):
                found = number(value)
                if found is None:
                    raise NotTradeable("bad_price", field=name, price=str(value)[:32])
                return name, found
        return None


def unit_of(name: str, value: Value, named: str, setting: str | None, strategy: str) -> str:
    """Return the unit of a level: the one in its name, else that of the strategy's setting.

    Raises NotTradeable where there is neither, or the value is no number.
    """
    unit = named or setting
    if unit is None:
        found = number(value)
        if found is None:
            raise NotTradeable("bad_price", field=name, price=str(value)[:32])
        told = {"field": name, "value": f"{found:f}", "strategy": strategy}
        raise NotTradeable("unit_unset", "" if strategy else "unnamed", **told)
    return unit


def refuse_placeholder(value: Value) -> None:
    """Raise NotTradeable when a text still holds `{{…}}`."""
    if isinstance(value, str) and "{{" in value:
        found = PLACEHOLDER.search(value)
        raise NotTradeable("unsubstituted_placeholder", placeholder=(found or [value])[0][:64])


def is_blank(value: Value) -> bool:
    """Say whether a field was left empty."""
    return value is None or (isinstance(value, str) and value.strip().lower() in _BLANK)


def is_nan(value: Value) -> bool:
    return isinstance(value, Decimal) and value.is_nan()


def is_unset(value: Value) -> bool:
    """Say whether a price or distance means "none": templates write 0, false, NaN or nothing."""
    if isinstance(value, Decimal):
        return value.is_nan() or value == 0
    if isinstance(value, str):
        text = value.strip().lower()
        return text in _UNSET or number(text) == 0
    return value is None or value is False


def number(value: Value) -> Decimal | None:
    """Return a finite number of a size that prices and quantities have, else None."""
    if isinstance(value, Decimal):
        return None if value.is_nan() else value
    if not isinstance(value, str):
        return None
    text = value.strip()
    if len(text) > MAX_DIGITS or not _NUMBER.fullmatch(text):
        return None
    found = Decimal(text)
    return found if not found or abs(found.adjusted()) <= MAX_EXPONENT else None


def moment_ns(value: Value) -> int | None:
    """Return UTC nanoseconds of an ISO 8601 moment or a unix time between 2000 and 2100."""
    found = number(value)
    if found is not None:
        for unit in _UNIX_UNITS:
            at_ns = int(found * (NANOSECONDS // unit))
            if _FIRST_YEAR_NS <= at_ns < _LAST_YEAR_NS:
                return at_ns
        return None
    if not isinstance(value, str) or not 16 <= len(value) <= MAX_DIGITS:
        return None  # a date alone is not a moment
    try:
        at_ns = parse_iso(value.strip())
    except (ValueError, OverflowError):
        return None
    return at_ns if _FIRST_YEAR_NS <= at_ns < _LAST_YEAR_NS else None
