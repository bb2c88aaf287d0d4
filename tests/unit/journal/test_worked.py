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


def row(number: int, side: str, price: str, **changes: Any) -> dict[str, Any]:
    given = {
        "id": f"f{number}",
        "ts": f"2024-03-01T15:00:{number:02d}Z",
        "account": "A",
        "symbol": "ES",
        "side": side,
        "qty": "1",
        "price": price,
        "fee": "2.50",
        "multiplier": "50",
    }
    return given | changes


TRADE = [row(1, "BUY", "5000"), row(2, "SELL", "5002.50")]


def test_fills_become_trades_and_totals() -> None:
    answer = work_out({"fills": TRADE})
    (trade,) = answer["trades"]
    assert trade == {
        "symbol": "ES",
        "direction": "LONG",
        "qty": "1",
        "max_position": "1",
        "avg_entry": "5000",
        "avg_exit": "5002.5",
        "gross": "125",
        "fees": "5",
        "net": "120",
        "holding_seconds": 1,
        "fills": 2,
    }
    assert (answer["fees_total"], answer["net_total"], answer["open"]) == ("5", "120", [])
    assert "total_pnl" not in answer
    assert "groups" not in answer


def test_a_bare_list_of_fills_means_the_same_as_the_kind_fills() -> None:
    assert work_out({"fills": TRADE}) == work_out({"kind": "fills", "input": {"fills": TRADE}})


def test_an_average_that_does_not_end_is_rounded_to_four_places() -> None:
    fills = [row(1, "BUY", "1"), row(2, "BUY", "2", qty="2"), row(3, "SELL", "3", qty="3")]
    assert work_out({"fills": fills})["trades"][0]["avg_entry"] == "1.6667"


def test_several_accounts_are_named() -> None:
    fills = [*TRADE, row(3, "BUY", "1", account="B")]
    answer = work_out({"fills": fills})
    assert answer["trades"][0]["account"] == "A"


def test_what_is_open_is_valued_where_a_mark_is_given() -> None:
    given = {"fills": [row(1, "SELL", "10"), row(2, "SELL", "20"), row(3, "BUY", "12")]}
    (unmarked,) = work_out(given)["open"]
    assert unmarked == {"symbol": "ES", "qty": "-1", "fifo_cost": "20", "avg_cost": "15"}
    answer = work_out(given | {"marks": {"ES": "16"}})
    (marked,) = answer["open"]
    assert (marked["unrealized_fifo"], marked["unrealized_avg"]) == ("200", "-50")
    assert (answer["realized_gross_fifo"], answer["realized_gross_avg"]) == ("-100", "150")
    assert answer["total_pnl"] == "100"


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2024-03-01T22:59:00Z", "2024-03-01"),  # 16:59 in Chicago
        ("2024-03-01T23:00:00Z", "2024-03-04"),  # Friday evening belongs to Monday
        ("2024-03-03T23:00:00Z", "2024-03-04"),  # so does Sunday evening
        ("2024-03-11T21:59:00Z", "2024-03-11"),  # summer time has begun
        ("2024-03-11T22:00:00Z", "2024-03-12"),
    ],
)
def test_a_session_that_begins_in_the_afternoon_has_the_date_of_its_end(at: str, day: str) -> None:
    given = {
        "fills": [row(1, "BUY", "1", ts=at), row(2, "SELL", "1", ts=at)],
        "session": {"tz": "America/Chicago", "start": "17:00"},
    }
    (trade,) = work_out(given)["trades"]
    assert trade["entry_trade_date"] == trade["exit_trade_date"] == day


def test_legs_of_one_strategy_are_one_trade_with_a_net_price() -> None:
    def leg(number: int, side: str, price: str, symbol: str, qty: str) -> dict[str, Any]:
        return row(number, side, price, symbol=symbol, qty=qty, strategy_id="S", multiplier="100")

    fills = [
        leg(1, "BUY", "3", "C100", "2"),
        leg(2, "SELL", "1", "C110", "4"),
        leg(3, "SELL", "5", "C100", "2"),
        leg(4, "BUY", "2", "C110", "4"),
    ]
    (group,) = work_out({"fills": fills, "group_by": "strategy_id"})["groups"]
    # one long C100 against two short C110, twice
    assert group["open_net_price"] == "1"
    assert group["close_net_price"] == "1"
    assert (group["gross"], group["fees"], group["net"], group["wins"]) == ("0", "10", "-10", 0)


def test_an_assignment_may_move_the_options_result_into_the_stock() -> None:
    fills = [
        row(1, "SELL", "2", symbol="P90", multiplier="100"),
        row(2, "BUY", "0", symbol="P90", multiplier="100", origin="ASSIGNMENT"),
        row(3, "BUY", "90", symbol="XYZ", qty="100", multiplier="1", origin="ASSIGNMENT"),
        row(4, "SELL", "95", symbol="XYZ", qty="100", multiplier="1"),
    ]
    basis = work_out({"fills": fills})["alt_tax_basis"]
    assert basis == {"stock_basis": "88", "stock_gross": "700", "option_gross": "0"}
    still_held = work_out({"fills": fills[:3]})  # without a sale there is nothing to rebook
    assert "alt_tax_basis" not in still_held


def test_statistics_write_money_plainly_and_ratios_to_four_places() -> None:
    answer = work_out({"kind": "stats", "input": {"net": ["100.50", "-50", 25]}})
    assert (answer["net"], answer["largest_loss"]) == ("75.5", "-50")
    assert answer["win_rate_all"] == "0.6667"
    assert work_out({"kind": "stats", "input": {"net": [5]}})["profit_factor"] == "inf"
    assert work_out({"kind": "stats", "input": {"net": []}})["profit_factor"] is None
    cases = work_out({"kind": "stats_many", "input": {"cases": [[1], []]}})["cases"]
    assert [case["n"] for case in cases] == [1, 0]


def test_days_curves_and_excursions() -> None:
    daily = work_out({"kind": "daily", "input": {"daily": [1, -1], "periods": 4}})
    assert (daily["mean"], daily["sortino_ann"]) == ("0.0000", "0.0000")
    curve = {"start": 100, "closed": [110, 90], "marks": [100, 120, 80]}
    assert work_out({"kind": "equity", "input": curve}) == {
        "max_dd_closed": "20",
        "max_dd_intraday": "40",
    }
    case = {
        "direction": "SHORT",
        "qty": 1,
        "entry": 10,
        "exit": 8,
        "low": 7,
        "high": 11,
        "multiplier": 50,
        "fees": 5,
    }
    (with_stop, without) = work_out(
        {"kind": "excursion", "input": {"cases": [case | {"stop": 12}, case]}}
    )["cases"]
    assert (with_stop["risk"], with_stop["r_gross"], with_stop["mae"]) == ("100", "1.0000", "-50")
    assert without["risk"] is None
