"""What is counted of real orders beside paper ones, and the correction that follows."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from traderterminal.domain.fills import Side
from traderterminal.journal.reality import (
    ENOUGH,
    HOUR_NS,
    MOST_LATENCY_MS,
    MOST_SLIPPAGE_TICKS,
    NO_CORRECTION,
    WORST_DELAY_MS,
    WORST_TICKS,
    Cell,
    Comparison,
    Correction,
    Figures,
    Kind,
    Outcome,
    correction,
    total,
)

D = Decimal
NOTHING = Outcome()


def traded(price: str, delay_ms: int) -> Outcome:
    return Outcome(D(1), D(price), delay_ms)


def compared(
    real: Outcome, paper: Outcome, *, side: Side = Side.BUY, kind: Kind = Kind.AT_ONCE
) -> Comparison:
    return Comparison("TT1", "ES", kind, side, D("0.25"), 14 * HOUR_NS + 5, real, paper)


def figures(*pairs: tuple[Outcome, Outcome]) -> Figures:
    found = Figures()
    for real, paper in pairs:
        found.add(compared(real, paper))
    return found


@pytest.mark.parametrize(
    ("side", "real", "paper", "ticks"),
    [
        (Side.BUY, "4800.50", "4800.25", 1),  # really dearer: paper was too good
        (Side.BUY, "4800.00", "4800.25", -1),
        (Side.SELL, "4800.00", "4800.25", 1),
        (Side.SELL, "4800.50", "4800.25", -1),
        (Side.BUY, "4800.25", "4800.25", 0),
        (Side.BUY, "4800.3500", "4800.25", 0),  # averages lie between the ticks
        (Side.BUY, "4800.4000", "4800.25", 1),
        (Side.BUY, "4900.00", "4800.00", WORST_TICKS),
        (Side.SELL, "4900.00", "4800.00", -WORST_TICKS),
    ],
)
def test_a_price_error_is_how_many_ticks_paper_was_better(
    side: Side, real: str, paper: str, ticks: int
) -> None:
    one = compared(traded(real, 0), traded(paper, 0), side=side)
    assert one.price_error == ticks


@pytest.mark.parametrize(
    ("real_ms", "paper_ms", "error"),
    [(110, 0, 100), (115, 0, 125), (0, 30, -25), (40, 40, 0), (99_999, 0, WORST_DELAY_MS)],
)
def test_a_delay_error_is_how_much_sooner_paper_was(
    real_ms: int, paper_ms: int, error: int
) -> None:
    one = compared(traded("4800", real_ms), traded("4800", paper_ms))
    assert one.delay_error_ms == error


def test_without_two_fills_there_is_no_error_of_price_or_delay() -> None:
    for real, paper in ((traded("4800", 1), NOTHING), (NOTHING, traded("4800", 1))):
        one = compared(real, paper)
        assert (one.price_error, one.delay_error_ms) == (None, None)


def test_an_order_is_counted_in_the_hour_in_which_it_left() -> None:
    one = compared(NOTHING, NOTHING, kind=Kind.LIMIT)
    assert Cell.of(one) == Cell("ES", 14, Kind.LIMIT)
    next_day = replace(one, at_ns=one.at_ns + 24 * HOUR_NS)
    assert Cell.of(next_day) == Cell.of(one)


def test_figures_say_where_orders_traded() -> None:
    both = (traded("4800.50", 100), traded("4800.25", 0))
    found = figures(
        both, both, (traded("4800", 1), NOTHING), (NOTHING, traded("4800", 1)), (NOTHING, NOTHING)
    )
    assert (found.both, found.only_real, found.only_paper, found.neither) == (2, 1, 1, 1)
    assert found.compared == 5
    assert found.agreeing == D("0.6")
    assert found.filled_really == found.filled_on_paper == D("0.6")
    assert (found.price, found.delay) == (Counter({1: 2}), Counter({100: 2}))
    assert (found.mean_ticks, found.median_delay_ms) == (D(1), 100)
    assert Figures.of_note(found.as_note()) == found


def test_no_figures_say_nothing() -> None:
    found = Figures()
    assert (found.agreeing, found.filled_really, found.filled_on_paper) == (None, None, None)
    assert (found.mean_ticks, found.median_delay_ms) == (None, None)
    assert Figures.of_note(found.as_note()) == found


def test_sums_leave_what_they_sum_alone() -> None:
    one, other = figures((NOTHING, NOTHING)), figures((traded("4800.25", 50), traded("4800", 0)))
    summed = total([one, other])
    assert (summed.compared, summed.both, summed.neither) == (2, 1, 1)
    assert (one.compared, other.compared) == (1, 1)
    assert summed.price == Counter({1: 1})


def many(count: int, ticks: int, delay_ms: int) -> Figures:
    return Figures(both=count, price=Counter({ticks: count}), delay=Counter({delay_ms: count}))


CELL = Cell("ES", 14, Kind.AT_ONCE)


def test_a_correction_needs_enough_orders() -> None:
    assert correction({CELL: many(ENOUGH - 1, 2, 100)}, "ES", 14) == NO_CORRECTION
    assert correction({CELL: many(ENOUGH, 2, 100)}, "ES", 14) == Correction(100, 2, ENOUGH, 14)
    assert correction({}, "ES", 14) == NO_CORRECTION


def test_an_hour_with_too_few_takes_the_whole_day_of_its_root() -> None:
    cells = {
        CELL: many(2, 1, 50),
        Cell("ES", 20, Kind.AT_ONCE): many(30, 3, 200),
        Cell("NQ", 14, Kind.AT_ONCE): many(99, 7, 900),
        Cell("ES", 14, Kind.LIMIT): many(99, 7, 900),  # waited for: no measure of what costs time
    }
    assert correction(cells, "ES", 14) == Correction(200, 3, 32, None)


def test_a_correction_is_bounded_and_never_makes_paper_better() -> None:
    far = {CELL: many(50, WORST_TICKS, WORST_DELAY_MS)}
    assert correction(far, "ES", 14) == Correction(MOST_LATENCY_MS, MOST_SLIPPAGE_TICKS, 50, 14)
    better = {CELL: many(50, -3, -500)}
    assert correction(better, "ES", 14) == Correction(0, 0, 50, 14)


def test_a_single_slow_order_does_not_move_the_latency() -> None:
    found = many(ENOUGH, 0, 50)
    found.delay[WORST_DELAY_MS] += 1
    assert correction({CELL: found}, "ES", 14).latency_ms == 50
