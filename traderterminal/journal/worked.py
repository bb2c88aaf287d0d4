"""Worked examples: JSON inputs of known shape in, the journal's figures out.

The shapes are those of the published golden examples, so that anybody can check our arithmetic with
numbers of their own: `fills`, `stats`, `stats_many`, `daily`, `equity`, `excursion`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from math import gcd
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from traderterminal.domain.errors import BadData
from traderterminal.domain.fills import Fill, Side
from traderterminal.journal.excursions import excursion
from traderterminal.journal.round_trips import PositionHistory, RoundTrip, build, in_order
from traderterminal.journal.statistics import (
    INFINITY,
    TradeStatistics,
    daily_statistics,
    max_drawdown,
    trade_statistics,
)
from traderterminal.kit.clock import parse_iso, to_datetime
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)
FOUR_PLACES: Final = Decimal("0.0001")
#: A division that does not end fills the precision of 28 digits; no price has as many decimals.
DIVISION_DIGITS: Final = 16
#: No price, size or result of a journal has more digits before and behind its point.
MOST_DIGITS: Final = 15
MOST_DECIMALS: Final = 20

Json = Mapping[str, Any]
T = TypeVar("T")


def work_out(example: Json) -> dict[str, Any]:
    """Return the figures of one example `{"kind", "input"}`, or of a bare `{"fills": …}`.

    Raises BadData that names the place which is missing or not understood.
    """
    kind = str(example.get("kind", "fills"))
    worker = _WORKERS.get(kind)
    if worker is None:
        raise BadData(f"kind {kind[:40]!r} is not one of {', '.join(_WORKERS)}")
    with _place(kind):
        return worker(_object(example.get("input", example)))


# Fills.


def _fills(given: Json) -> dict[str, Any]:
    rows = _list(given, "fills")
    fills = _each("fill", rows, _fill)
    session = _session(given)
    marks = _marks(given)
    trips, histories = build(fills)
    several_accounts = len({fill.account for fill in fills}) > 1
    answer: dict[str, Any] = {
        "trades": [_trade(trip, session, several_accounts=several_accounts) for trip in trips],
        "realized_gross_fifo": _plain(_total(h.realized_fifo for h in histories.values())),
        "realized_gross_avg": _plain(_total(h.realized_average for h in histories.values())),
        "fees_total": _plain(_total(fill.fee for fill in in_order(fills))),
        "net_total": _plain(_total(trip.net_pnl for trip in trips)),
        "open": [_open(key, h, marks) for key, h in histories.items() if h.position],
    }
    if (total := _total_result(histories, marks)) is not None:
        answer["total_pnl"] = _plain(total)
    if given.get("group_by"):
        answer["groups"] = _groups(trips)
    if (basis := _tax_basis(rows, trips)) is not None:
        answer["alt_tax_basis"] = basis
    return answer


def _fill(row: Json) -> Fill:
    return Fill(
        fill_id=_text(row, "id"),
        order_id=_text(row, "id"),
        account=_text(row, "account"),
        symbol=_text(row, "symbol"),
        side=_side(row),
        quantity=_positive(row, "qty"),
        price=_number(row, "price"),
        fee=_number(row, "fee"),
        point_value=_positive(row, "multiplier"),
        at_ns=parse_iso(_text(row, "ts")),
        group=str(row.get("strategy_id") or ""),
    )


def _side(row: Json) -> Side:
    text = _text(row, "side").lower()
    if text not in set(Side):
        raise ValueError(f"side {text[:20]!r} must be buy or sell")
    return Side(text)


def _marks(given: Json) -> dict[str, Decimal]:
    marks = _object(given.get("marks", {}), "marks")
    with _place("marks"):
        return {symbol: _number(marks, symbol) for symbol in marks}


@frozen
class _Session:
    """A session that starts in the afternoon before its trade date."""

    zone: ZoneInfo
    start: time

    def trade_date(self, at_ns: int) -> date:
        """Return the trade date of a moment; weekends lead to Monday."""
        local = to_datetime(at_ns).astimezone(self.zone)
        day = local.date()
        if local.time() >= self.start:
            day += timedelta(days=1)
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return day


def _session(given: Json) -> _Session | None:
    if not given.get("session"):
        return None
    with _place("session"):
        found = _object(given["session"])
        name = _text(found, "tz")
        try:
            zone = ZoneInfo(name)
        except (ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(f"{name[:40]!r} is not a time zone") from error
        return _Session(zone, time.fromisoformat(_text(found, "start")))


def _trade(trip: RoundTrip, session: _Session | None, *, several_accounts: bool) -> dict[str, Any]:
    answer = {
        "account": trip.account,
        "symbol": trip.symbol,
        "direction": trip.direction.upper(),
        "qty": _plain(trip.quantity),
        "max_position": _plain(trip.max_position),
        "avg_entry": _average(trip.average_entry),
        "avg_exit": _average(trip.average_exit),
        "gross": _plain(trip.gross_pnl),
        "fees": _plain(trip.fees),
        "net": _plain(trip.net_pnl),
        "holding_seconds": (trip.exit_ns - trip.entry_ns) // 1_000_000_000,
        "fills": len(trip.fill_ids),
    }
    if not several_accounts:
        del answer["account"]
    if session is not None:
        answer["entry_trade_date"] = session.trade_date(trip.entry_ns).isoformat()
        answer["exit_trade_date"] = session.trade_date(trip.exit_ns).isoformat()
    return answer


def _open(
    key: tuple[str, str], history: PositionHistory, marks: Mapping[str, Decimal]
) -> dict[str, Any]:
    _, symbol = key
    fifo, average = history.fifo_cost, history.average_cost
    answer: dict[str, Any] = {
        "symbol": symbol,
        "qty": _plain(history.position),
        "fifo_cost": _plain(fifo or ZERO),
        "avg_cost": _plain(average or ZERO),
    }
    if symbol in marks:
        worth = history.position * history.point_value
        answer["unrealized_fifo"] = _plain((marks[symbol] - (fifo or ZERO)) * worth)
        answer["unrealized_avg"] = _plain((marks[symbol] - (average or ZERO)) * worth)
    return answer


def _total_result(
    histories: Mapping[tuple[str, str], PositionHistory], marks: Mapping[str, Decimal]
) -> Decimal | None:
    """What everything made, open positions at their marks; None where one of them has no mark."""
    if not marks or any(h.position and symbol not in marks for (_, symbol), h in histories.items()):
        return None
    total = ZERO
    for (_, symbol), history in histories.items():
        total += history.realized_fifo
        if history.position:
            open_points = marks[symbol] - (history.fifo_cost or ZERO)
            total += open_points * history.position * history.point_value
    return total


def _groups(trips: Sequence[RoundTrip]) -> list[dict[str, Any]]:
    """The legs that share a strategy id, as one trade with a net price in and out."""
    legs_of: dict[str, list[RoundTrip]] = {}
    for trip in trips:
        if trip.group:
            legs_of.setdefault(trip.group, []).append(trip)
    answer = []
    for name, legs in legs_of.items():
        unit = _common_unit([leg.quantity for leg in legs])
        weights = [leg.quantity / unit * (1 if leg.direction == "long" else -1) for leg in legs]
        net = _total(leg.net_pnl for leg in legs)
        entries = _total(w * leg.average_entry for w, leg in zip(weights, legs, strict=True))
        exits = _total(w * leg.average_exit for w, leg in zip(weights, legs, strict=True))
        answer.append(
            {
                "id": name,
                "gross": _plain(_total(leg.gross_pnl for leg in legs)),
                "fees": _plain(_total(leg.fees for leg in legs)),
                "net": _plain(net),
                "open_net_price": _plain(entries),
                "close_net_price": _plain(exits),
                "wins": int(net > 0),
            }
        )
    return answer


def _common_unit(quantities: Sequence[Decimal]) -> Decimal:
    """The largest quantity of which all are whole multiples."""
    decimals = max(0, *(-int(quantity.as_tuple().exponent) for quantity in quantities))
    return Decimal(gcd(*(int(quantity.scaleb(decimals)) for quantity in quantities))).scaleb(
        -decimals
    )


def _tax_basis(rows: Sequence[Json], trips: Sequence[RoundTrip]) -> dict[str, str] | None:
    """The other way to book an assignment: the option's result moves into the stock's basis."""
    assigned = [row for row in rows if row.get("origin") == "ASSIGNMENT"]
    if len(assigned) != 2:
        return None
    option_row, stock_row = sorted(assigned, key=lambda row: _number(row, "price"))
    by_symbol = {trip.symbol: trip for trip in trips}
    option, stock = by_symbol.get(option_row["symbol"]), by_symbol.get(stock_row["symbol"])
    if option is None or stock is None:
        return None
    cost = _side(stock_row).sign * option.gross_pnl / _positive(stock_row, "qty")
    basis = _number(stock_row, "price") - cost
    return {
        "stock_basis": _plain(basis),
        "stock_gross": _plain(stock.gross_pnl + option.gross_pnl),
        "option_gross": "0",
    }


# Statistics.


def _stats(given: Json) -> dict[str, Any]:
    return _statistics(_numbers(given, "net"))


def _stats_many(given: Json) -> dict[str, Any]:
    cases = _list(given, "cases")
    return {"cases": [_statistics(_numbers({"net": case}, "net")) for case in cases]}


_PLAIN: Final = frozenset(
    {"gross_profit", "gross_loss", "net", "max_dd_closed", "largest_win", "largest_loss"}
)


def _statistics(net: Sequence[Decimal]) -> dict[str, Any]:
    return written(trade_statistics(net))


def written(statistics: TradeStatistics) -> dict[str, Any]:
    """Return statistics as the examples write them: money as it is, ratios with four places.

    An infinite profit factor is `inf`, what is undefined None.
    """
    return {name: _figure(name, x) for name, x in asdict(statistics).items()}


def _figure(name: str, value: Any) -> Any:
    if not isinstance(value, Decimal):
        return value
    if value == INFINITY:
        return "inf"
    return _plain(value) if name in _PLAIN else _four(value)


def _daily(given: Json) -> dict[str, Any]:
    periods = _positive({"periods": 252, **given}, "periods")
    if periods != periods.to_integral_value():
        raise ValueError(f"periods {periods} must be a whole number")
    target = _number({"target": 0, **given}, "target")
    found = daily_statistics(_numbers(given, "daily"), int(periods), target)
    return {name: None if x is None else _four(x) for name, x in asdict(found).items()}


def _equity(given: Json) -> dict[str, Any]:
    closed = [_number(given, "start"), *_numbers(given, "closed")]
    return {
        "max_dd_closed": _plain(max_drawdown(closed)),
        "max_dd_intraday": _plain(max_drawdown(_numbers(given, "marks"))),
    }


def _excursions(given: Json) -> dict[str, Any]:
    return {"cases": _each("case", _list(given, "cases"), _excursion)}


def _excursion(case: Json) -> dict[str, Any]:
    direction = _text(case, "direction").upper()
    if direction not in ("LONG", "SHORT"):
        raise ValueError(f"direction {direction[:20]!r} must be long or short")
    found = excursion(
        sign=1 if direction == "LONG" else -1,
        quantity=_positive(case, "qty"),
        entry=_number(case, "entry"),
        exit_price=_number(case, "exit"),
        low=_number(case, "low"),
        high=_number(case, "high"),
        point_value=_positive(case, "multiplier"),
        fees=_number(case, "fees"),
        stop=None if case.get("stop") is None else _number(case, "stop"),
    )
    money = ("risk", "mae", "mfe")
    return {
        name: None if x is None else (_plain(x) if name in money else _four(x))
        for name, x in asdict(found).items()
    }


# Reading, with the place of whatever is wrong.


@contextmanager
def _place(name: str) -> Iterator[None]:
    """Say where the fault lies of what is read inside."""
    try:
        yield
    except (ValueError, BadData) as error:
        raise BadData(f"{name}: {error}") from error


def _object(value: Any, name: str = "input") -> Json:
    if not isinstance(value, Mapping):
        raise ValueError(f"{name} must be an object")
    return value


def _list(given: Json, name: str) -> list[Any]:
    value = _value(given, name)
    if not isinstance(value, list):
        raise ValueError(f"{name} must be a list")
    return value


def _each(name: str, rows: Sequence[Any], read: Callable[[Json], T]) -> list[T]:
    found = []
    for number, row in enumerate(rows, start=1):
        with _place(f"{name} {number}"):
            found.append(read(_object(row, "it")))
    return found


def _value(given: Json, name: str) -> Any:
    if name not in given:
        raise ValueError(f"the field {name} is missing")
    return given[name]


def _text(given: Json, name: str) -> str:
    value = _value(given, name)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise ValueError(f"{name} must be a text")
    return str(value)


def _number(given: Json, name: str) -> Decimal:
    return _decimal(_value(given, name), name)


def _numbers(given: Json, name: str) -> list[Decimal]:
    return [_decimal(x, f"{name} {n}") for n, x in enumerate(_list(given, name), start=1)]


def _positive(given: Json, name: str) -> Decimal:
    number = _number(given, name)
    if number <= 0:
        raise ValueError(f"{name} {number} must be above zero")
    return number


def _decimal(value: Any, name: str) -> Decimal:
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise ValueError
        number = Decimal(value)
        if not number.is_finite():
            raise ValueError
    except (ArithmeticError, ValueError):
        raise ValueError(f"{name} {str(value)[:40]!r} is not a number") from None
    if number.adjusted() >= MOST_DIGITS or int(number.as_tuple().exponent) < -MOST_DECIMALS:
        raise ValueError(f"{name} {str(value)[:40]} is not a number that a journal can hold")
    return number


# Writing.


def _total(values: Any) -> Decimal:
    return sum(values, ZERO)


def _plain(value: Decimal) -> str:
    """Without trailing zeros and without an exponent."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _four(value: Decimal) -> str:
    return f"{value.quantize(FOUR_PLACES, ROUND_HALF_EVEN):f}"


def _average(value: Decimal) -> str:
    """The exact average where it ends, else four places."""
    ends = -int(value.as_tuple().exponent) < DIVISION_DIGITS
    return _plain(value) if ends else _plain(Decimal(_four(value)))


_WORKERS: Final[Mapping[str, Callable[[Json], dict[str, Any]]]] = {
    "fills": _fills,
    "stats": _stats,
    "stats_many": _stats_many,
    "daily": _daily,
    "equity": _equity,
    "excursion": _excursions,
}
