"""Trades from flat to flat: what opens and closes them, what they made, what stays open."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import fill
from traderterminal.domain.fills import Fill, Side
from traderterminal.journal.round_trips import (
    PositionHistory,
    build,
    in_order,
    net_results,
)

D = Decimal


def tape(*rows: tuple[int, str] | tuple[int, str, str], **changes: Any) -> list[Fill]:
    """Fills of signed quantities at prices, one nanosecond apart, fee 1 a contract."""
    return [
        fill(
            f"f{number}",
            Side.BUY if row[0] > 0 else Side.SELL,
            str(abs(row[0])),
            row[1],
            **{
                "at_ns": number,
                "fee": D(row[2]) if len(row) == 3 else D(abs(row[0])),
                **changes,
            },
        )
        for number, row in enumerate(rows, 1)
    ]


def trips(*rows: tuple[int, str] | tuple[int, str, str]) -> list[Any]:
    return build(tape(*rows))[0]


def history_of(*rows: tuple[int, str]) -> Any:
    """The one position that the rows make."""
    (history,) = build(tape(*rows))[1].values()
    return history


def test_a_trade_opens_when_the_position_leaves_zero_and_closes_when_it_returns() -> None:
    (trip,) = trips((1, "4800"), (1, "4802"), (-2, "4805"))
    assert (trip.direction, trip.quantity, trip.max_position) == ("long", 2, 2)
    assert (trip.average_entry, trip.average_exit) == (4801, 4805)
    assert (trip.gross_pnl, trip.fees, trip.net_pnl) == (400, 4, 396)
    assert (trip.entry_ns, trip.exit_ns) == (1, 3)
    assert trip.fill_ids == ("f1", "f2", "f3")


def test_a_short_earns_when_the_price_falls() -> None:
    (trip,) = trips((-2, "4805"), (1, "4801"), (1, "4803"))
    assert (trip.direction, trip.quantity) == ("short", 2)
    assert (trip.average_entry, trip.average_exit) == (4805, 4802)
    assert trip.gross_pnl == 2 * 3 * 50


def test_scaling_in_and_out_counts_all_that_was_opened() -> None:
    (trip,) = trips((2, "100"), (-1, "101"), (2, "102"), (-3, "103"))
    assert (trip.quantity, trip.max_position) == (4, 3)
    assert trip.average_entry == 101
    assert trip.average_exit == D("102.5")
    assert trip.gross_pnl == 50 * (101 + 3 * 103 - 2 * 100 - 2 * 102)


def test_a_fill_through_zero_is_split_and_its_fee_in_proportion() -> None:
    first, second = trips((1, "100", "1"), (-4, "103", "2"), (3, "101", "3"))
    assert (first.direction, first.gross_pnl, first.fees) == ("long", 150, D("1.5"))
    assert (second.direction, second.quantity, second.gross_pnl) == ("short", 3, 300)
    assert second.fees == D("1.5") + 3
    assert first.fill_ids[-1] == second.fill_ids[0] == "f2"
    assert first.exit_ns == second.entry_ns


def test_no_cent_of_a_fee_that_does_not_divide_is_lost_in_the_split() -> None:
    first, second = trips((1, "100", "0"), (-3, "100", "1"), (2, "100", "0"))
    assert first.fees + second.fees == 1


def test_what_is_open_is_no_trade_yet() -> None:
    assert trips((2, "100"), (-1, "104")) == []
    history = history_of((2, "100"), (-1, "104"))
    assert history.position == 1
    assert history.realized_fifo == history.realized_average == 200
    assert history.average_cost == history.fifo_cost == 100


def test_fifo_and_average_cost_divide_the_same_total_differently() -> None:
    history = history_of((1, "100"), (1, "110"), (-1, "120"))
    assert (history.realized_fifo, history.fifo_cost) == (1000, 110)
    assert (history.realized_average, history.average_cost) == (750, 105)
    for realised, cost in (
        (history.realized_fifo, history.fifo_cost),
        (history.realized_average, history.average_cost),
    ):
        assert realised + (130 - cost) * 50 == 2000


def test_lots_leave_in_the_order_in_which_they_came() -> None:
    history = history_of((2, "100"), (3, "110"), (-4, "120"))
    assert list(history.lots) == [(D(1), D(110))]


def test_flat_again_leaves_no_cost_behind() -> None:
    history = history_of((3, "100.01"), (-1, "100.02"), (-2, "100.03"))
    assert history.open_cost == 0
    assert history.average_cost is history.fifo_cost is None
    assert not history.lots


def test_accounts_and_symbols_are_kept_apart() -> None:
    mine = tape((1, "100"), (-1, "101"))
    others = [replace(each, account="other", fill_id=f"o{each.fill_id}") for each in mine[:1]]
    june = [replace(each, symbol="ESM2024", fill_id=f"j{each.fill_id}") for each in mine[:1]]
    closed, histories = build([*others, *june, *mine])
    assert [trip.account for trip in closed] == ["paper"]
    assert {key for key, history in histories.items() if history.position} == {
        ("other", "ESH2024"),
        ("paper", "ESM2024"),
    }


def test_order_of_time_counts_and_each_execution_once() -> None:
    first, second = tape((1, "100"), (-1, "101"))
    assert in_order([second, first, second, replace(first, price=D(9))]) == [first, second]
    same_moment = [replace(first, fill_id=name, at_ns=5) for name in ("b", "a")]
    assert [each.fill_id for each in in_order(same_moment)] == ["a", "b"]
    other = replace(first, account="other")  # the same id of another account is another fill
    assert len(in_order([first, other])) == 2


def test_a_trade_keeps_its_id_however_its_fills_arrive() -> None:
    fills = tape((1, "100"), (1, "101"), (-2, "102"), (-1, "103"), (1, "102"))
    expected = [trip.trade_id for trip in build(fills)[0]]
    assert [trip.trade_id for trip in build(fills[::-1])[0]] == expected
    assert len(set(expected)) == 2
    assert all(name.startswith("RT") for name in expected)


def test_a_rebate_makes_the_net_larger_than_the_gross() -> None:
    (trip,) = trips((1, "100", "-0.25"), (-1, "100", "-0.25"))
    assert (trip.gross_pnl, trip.net_pnl) == (0, D("0.50"))


def test_a_close_without_a_trade_on_its_way_is_a_mistake_of_the_program() -> None:
    history = PositionHistory()
    history.position = D(1)
    with pytest.raises(RuntimeError, match="trade on its way"):
        history.add(tape((-1, "100"))[0])


def test_the_legs_of_a_group_count_as_one_result_where_the_last_of_them_closed() -> None:
    fills = [
        *tape((1, "100"), (-1, "101"), symbol="ESH2024", group="spread", fee=D(0)),
        *tape((1, "50"), (-1, "52"), symbol="ESM2024", fee=D(0)),
        *tape((-1, "100"), (1, "103"), symbol="AAPL", group="spread", fee=D(0)),
    ]
    fills = [replace(each, fill_id=f"{n}", at_ns=n) for n, each in enumerate(fills)]
    assert net_results(build(fills)[0]) == [100, 50 - 150]


def test_groups_of_two_accounts_are_two() -> None:
    fills = tape((1, "100"), (-1, "101"), group="spread", fee=D(0))
    others = [replace(each, account="other") for each in fills]
    assert net_results(build([*fills, *others])[0]) == [50, 50]
