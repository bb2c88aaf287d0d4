"""Worked examples: JSON inputs of known shape in, the journal's figures out.

The shapes are those of the published golden examples, so that anybody can check our arithmetic with
numbers of their own: `fills`, `stats`, `stats_many`, `daily`, `equity`, `excursion`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import reduce
from math import gcd
from typing import Any, Final
from zoneinfo import ZoneInfo

from traderterminal.domain.errors import BadData
from traderterminal.domain.fills import Fill, Side
from traderterminal.journal.excursions import excursion
from traderterminal.journal.round_trips import PositionHistory, RoundTrip, build, in_order
from traderterminal.journal.statistics import (
    INFINITY,
    daily_statistics,
    max_drawdown,
    trade_statistics,
)
from traderterminal.kit.clock import parse_iso, to_datetime

ZERO: Final = Decimal(0)
FOUR_PLACES: Final = Decimal("0.0001")
#: A division that does not end fills the precision of 28 digits; no price has as many decimals.
DIVISION_DIGITS: Final = 16

Json = Mapping[str, Any]


def work_out(example: Json) -> dict[str, Any]:
    """Return the figures of one example `{"kind", "input"}`, or of a bare `{"fills": …}`.

    Raises BadData that names the field which is missing or not understood.
    """
    kind, given = str(example.get("kind", "fills")), example.get("input", example)
    worker = _WORKERS.get(kind)
    if worker is None:
        raise BadData(f"kind {kind!r} is not one of {', '.join(_WORKERS)}")
    try:
        return worker(given)
    except KeyError as missing:
        raise BadData(f"{kind}: the field {missing} is missing") from missing
    except (InvalidOperation, ValueError, TypeError, AttributeError) as error:
        raise BadData(f"{kind}: {error}") from error


# Fills.


def _fills(given: Json) -> dict[str, Any]:
    fills = [_fill(row) for row in given["fills"]]
    trips, histories = build(fills)
    marks = {symbol: _number(mark) for symbol, mark in given.get("marks", {}).items()}
    accounts = {fill.account for fill in fills}
    answer: dict[str, Any] = {
        "trades": [_trade(trip, given, several_accounts=len(accounts) > 1) for trip in trips],
        "realized_gross_fifo": _plain(_total(h.realized_fifo for h in histories.values())),
        "realized_gross_avg": _plain(_total(h.realized_average for h in histories.values())),
        "fees_total": _plain(_total(fill.fee for fill in in_order(fills))),
        "net_total": _plain(_total(trip.net_pnl for trip in trips)),
        "open": [_open(key, h, marks) for key, h in histories.items() if h.position],
    }
    if marks:
        answer["total_pnl"] = _plain(_total_result(histories, marks))
    if given.get("group_by"):
        answer["groups"] = _groups(trips)
    if (basis := _tax_basis(given["fills"], trips)) is not None:
        answer["alt_tax_basis"] = basis
    return answer


def _fill(row: Json) -> Fill:
    return Fill(
        fill_id=str(row["id"]),
        order_id=str(row["id"]),
        account=str(row["account"]),
        symbol=str(row["symbol"]),
        side=Side(str(row["side"]).lower()),
        quantity=_number(row["qty"]),
        price=_number(row["price"]),
        fee=_number(row["fee"]),
        point_value=_number(row["multiplier"]),
        at_ns=parse_iso(str(row["ts"])),
        group=str(row.get("strategy_id", "")),
    )


def _trade(trip: RoundTrip, given: Json, *, several_accounts: bool) -> dict[str, Any]:
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
    if session := given.get("session"):
        answer["entry_trade_date"] = _trade_date(trip.entry_ns, session).isoformat()
        answer["exit_trade_date"] = _trade_date(trip.exit_ns, session).isoformat()
    return answer


def _trade_date(at_ns: int, session: Json) -> date:
    """The date of a session that starts in the afternoon before it; weekends lead to Monday."""
    local = to_datetime(at_ns).astimezone(ZoneInfo(session["tz"]))
    day = local.date()
    start = datetime.strptime(session["start"], "%H:%M").time()  # noqa: DTZ007 - a wall-clock time
    if local.time() >= start:
        day += timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


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
) -> Decimal:
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
        unit = Decimal(reduce(gcd, [int(leg.quantity) for leg in legs]) or 1)
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


def _tax_basis(rows: Sequence[Json], trips: Sequence[RoundTrip]) -> dict[str, str] | None:
    """The other way to book an assignment: the option's result moves into the stock's basis."""
    assigned = [row for row in rows if row.get("origin") == "ASSIGNMENT"]
    if len(assigned) != 2:
        return None
    option_row, stock_row = sorted(assigned, key=lambda row: _number(row["price"]))
    by_symbol = {trip.symbol: trip for trip in trips}
    option, stock = by_symbol.get(option_row["symbol"]), by_symbol.get(stock_row["symbol"])
    if option is None or stock is None:
        return None
    sign = Side(str(stock_row["side"]).lower()).sign
    basis = _number(stock_row["price"]) - sign * option.gross_pnl / _number(stock_row["qty"])
    return {
        "stock_basis": _plain(basis),
        "stock_gross": _plain(stock.gross_pnl + option.gross_pnl),
        "option_gross": "0",
    }


# Statistics.


def _stats(given: Json) -> dict[str, Any]:
    return _statistics(given["net"])


def _stats_many(given: Json) -> dict[str, Any]:
    return {"cases": [_statistics(case) for case in given["cases"]]}


_PLAIN: Final = frozenset(
    {"gross_profit", "gross_loss", "net", "max_dd_closed", "largest_win", "largest_loss"}
)


def _statistics(net: Sequence[Any]) -> dict[str, Any]:
    found = asdict(trade_statistics([_number(x) for x in net]))
    return {name: _figure(name, value) for name, value in found.items()}


def _figure(name: str, value: Any) -> Any:
    if not isinstance(value, Decimal):
        return value
    if value == INFINITY:
        return "inf"
    return _plain(value) if name in _PLAIN else _four(value)


def _daily(given: Json) -> dict[str, Any]:
    daily = [_number(x) for x in given["daily"]]
    found = daily_statistics(daily, int(given.get("periods", 252)), _number(given.get("target", 0)))
    return {name: None if x is None else _four(x) for name, x in asdict(found).items()}


def _equity(given: Json) -> dict[str, Any]:
    start = _number(given["start"])
    closed = [start, *(_number(x) for x in given["closed"])]
    marks = [_number(x) for x in given["marks"]]
    return {
        "max_dd_closed": _plain(max_drawdown(closed)),
        "max_dd_intraday": _plain(max_drawdown(marks)),
    }


def _excursions(given: Json) -> dict[str, Any]:
    return {"cases": [_excursion(case) for case in given["cases"]]}


def _excursion(case: Json) -> dict[str, Any]:
    stop = case.get("stop")
    found = excursion(
        sign=1 if case["direction"] == "LONG" else -1,
        quantity=_number(case["qty"]),
        entry=_number(case["entry"]),
        exit_price=_number(case["exit"]),
        low=_number(case["low"]),
        high=_number(case["high"]),
        point_value=_number(case["multiplier"]),
        fees=_number(case["fees"]),
        stop=None if stop is None else _number(stop),
    )
    money = ("risk", "mae", "mfe")
    return {
        name: None if x is None else (_plain(x) if name in money else _four(x))
        for name, x in asdict(found).items()
    }


# Numbers in and out.


def _number(value: Any) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"{value!r} is not a finite number")
    return number


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
