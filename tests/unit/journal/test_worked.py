"""Worked examples: what is answered beyond the published ones, and what is refused and why."""

from decimal import Decimal
from typing import Any

import pytest

from traderterminal.domain.errors import BadData
from traderterminal.journal.worked import work_out


def a_fill(**fields: object) -> dict[str, object]:
    return {
        "id": "1",
        "ts": "2025-03-04T14:30:00Z",
        "account": "A",
        "symbol": "X",
        "side": "buy",
        "qty": "1",
        "price": "10",
        "fee": "0",
        "multiplier": "1",
    } | fields


def test_a_position_without_a_mark_leaves_the_total_unknown() -> None:
    fills = [a_fill(), a_fill(id="2", symbol="Y")]
    answer = work_out({"fills": fills, "marks": {"X": "12"}})
    assert "total_pnl" not in answer
    assert [one.get("unrealized_fifo") for one in answer["open"]] == ["2", None]


def test_a_flat_position_needs_no_mark() -> None:
    fills = [a_fill(), a_fill(id="2", side="sell", price="11", ts="2025-03-04T14:31:00Z")]
    assert work_out({"fills": fills, "marks": {"Y": "12"}})["total_pnl"] == "1"


def test_legs_of_a_group_may_be_parts_of_a_unit() -> None:
    legs = [
        a_fill(id="1", qty="0.5", strategy_id="g"),
        a_fill(id="2", qty="0.25", price="4", symbol="Y", side="sell", strategy_id="g"),
        a_fill(id="3", qty="0.5", price="11", side="sell", strategy_id="g"),
        a_fill(id="4", qty="0.25", price="3", symbol="Y", strategy_id="g"),
    ]
    (group,) = work_out({"fills": legs, "group_by": "strategy_id"})["groups"]
    assert (group["open_net_price"], group["close_net_price"]) == ("16", "19")
    assert group["gross"] == "0.75"


def test_numbers_may_be_written_as_numbers() -> None:
    answer = work_out({"kind": "stats", "input": {"net": [1, Decimal("-0.5"), "2"]}})
    assert (answer["n"], answer["net"]) == (3, "2.5")


@pytest.mark.parametrize(
    ("example", "complaint"),
    [
        ({}, "fills: the field fills is missing"),
        ({"kind": "riddle"}, "kind 'riddle' is not one of fills, stats"),
        ({"kind": ["fills"]}, "kind \"['fills']\" is not one of"),
        ({"input": []}, "fills: input must be an object"),
        ({"fills": {"a": 1}}, "fills: fills must be a list"),
        ({"fills": [5]}, "fills: fill 1: it must be an object"),
        ({"fills": [a_fill(), {}]}, "fills: fill 2: the field id is missing"),
        ({"fills": [a_fill(account=None)]}, "fills: fill 1: account must be a text"),
        ({"fills": [a_fill(symbol="")]}, "fills: fill 1: symbol must be a text"),
        ({"fills": [a_fill(side="B")]}, "fills: fill 1: side 'b' must be buy or sell"),
        ({"fills": [a_fill(qty="-1")]}, "fills: fill 1: qty -1 must be above zero"),
        ({"fills": [a_fill(qty=0)]}, "fills: fill 1: qty 0 must be above zero"),
        ({"fills": [a_fill(qty=True)]}, "fills: fill 1: qty 'True' is not a number"),
        ({"fills": [a_fill(qty=float("nan"))]}, "fills: fill 1: qty 'nan' is not a number"),
        ({"fills": [a_fill(price="NaN")]}, "fills: fill 1: price 'NaN' is not a number"),
        ({"fills": [a_fill(price="sNaN")]}, "fills: fill 1: price 'sNaN' is not a number"),
        ({"fills": [a_fill(price="Infinity")]}, "fills: fill 1: price 'Infinity' is not"),
        ({"fills": [a_fill(price="1e999999999")]}, "fills: fill 1: price 1e999999999 is not"),
        ({"fills": [a_fill(fee="1e-99")]}, "fills: fill 1: fee 1e-99 is not a number that"),
        ({"fills": [a_fill(multiplier="0")]}, "fills: fill 1: multiplier 0 must be above zero"),
        ({"fills": [a_fill(ts="noon")]}, "fills: fill 1: Invalid isoformat string: 'noon'"),
        ({"fills": [a_fill()], "marks": [1]}, "fills: marks must be an object"),
        ({"fills": [a_fill()], "marks": {"X": "q"}}, "fills: marks: X 'q' is not a number"),
        ({"fills": [a_fill()], "session": {"tz": "Mars/X", "start": "17:00"}}, "not a time zone"),
        ({"fills": [a_fill()], "session": {"tz": "UTC"}}, "session: the field start is missing"),
        ({"kind": "stats", "input": {"net": {"a": 1}}}, "stats: net must be a list"),
        ({"kind": "stats", "input": {"net": [1, "x"]}}, "stats: net 2 'x' is not a number"),
        ({"kind": "stats_many", "input": {"cases": [["1", []]]}}, "net 2 '[]' is not a number"),
        ({"kind": "daily", "input": {"daily": [1], "periods": -5}}, "daily: periods -5 must be"),
        ({"kind": "daily", "input": {"daily": [1], "periods": "0.5"}}, "must be a whole number"),
        ({"kind": "equity", "input": {"closed": []}}, "equity: the field start is missing"),
        ({"kind": "excursion", "input": {"cases": [{}]}}, "case 1: the field direction is missing"),
        (
            {"kind": "excursion", "input": {"cases": [{"direction": "UP"}]}},
            "excursion: case 1: direction 'UP' must be long or short",
        ),
    ],
)
def test_what_cannot_be_worked_out_is_refused_with_its_place(
    example: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(BadData) as refused:
        work_out(example)
    assert complaint in str(refused.value)
