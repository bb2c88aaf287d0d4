"""Levels become prices on the side of safety."""

from decimal import Decimal

import pytest

from tests.support.builders import AAPL, ES
from traderterminal.domain.exits import (
    BreakEven,
    ExitLevel,
    Exits,
    Target,
    Trail,
    earmarked,
    exits_problem,
    level_price,
    trail_problem,
)
from traderterminal.domain.fills import Side

D = Decimal


@pytest.mark.parametrize(
    ("value", "unit", "sign", "price"),
    [
        ("8", "ticks", -1, "4798.25"),
        ("8", "ticks", 1, "4802.25"),
        ("2.10", "points", -1, "4798.25"),  # 4798.15 goes up: the stop loses less
        ("2.10", "points", 1, "4802.25"),  # 4802.35 goes down: the target is reached sooner
        ("0.01", "points", -1, "4800.00"),  # a tick away at least
        ("4790.10", "price", -1, "4790.25"),
        ("1", "percent", 1, "4848.25"),
        ("200", "money", -1, "4798.25"),  # of two contracts at 50 a point
    ],
)
def test_a_level_is_a_price_on_the_grid(value: str, unit: str, sign: int, price: str) -> None:
    level = ExitLevel(D(value), unit)
    assert level_price(level, D("4800.25"), sign, ES, D(2)) == D(price)


def test_an_average_between_two_ticks_keeps_its_levels_apart() -> None:
    near = ExitLevel(D(1), "ticks")
    assert level_price(near, D("4800.10"), -1, ES, D(2)) == D("4800.00")
    assert level_price(near, D("4800.10"), 1, ES, D(2)) == D("4800.25")


def test_a_distance_beyond_zero_ends_at_the_lowest_price_of_a_stock() -> None:
    far = ExitLevel(D(600), "ticks")
    assert level_price(far, D("5.00"), -1, AAPL, D(2)) == D("0.01")
    assert level_price(far, D("5.00"), -1, ES, D(2)) == D("-145.00")


@pytest.mark.parametrize("price", ["0", "-5"])
def test_no_stock_is_left_at_zero_or_below(price: str) -> None:
    exits = Exits(ExitLevel(D(price), "price"))
    problem = exits_problem(exits, Side.BUY, D(2), AAPL, D(180))
    assert problem is not None
    assert (problem.key, problem.parameters["what"]) == ("bad_exit", "stop loss")
    assert exits_problem(exits, Side.BUY, D(2), ES, D(4800)) is None


def test_targets_without_a_quantity_share_the_rest() -> None:
    level = ExitLevel(D(4), "ticks")
    exits = Exits(targets=(Target(level), Target(level, D(2)), Target(level)))
    assert exits.shares(D(7), D(1)) == (D(3), D(2), D(2))
    assert exits.shares(D(3), D(1)) == (D(1), D(2), D(0))
    assert list(earmarked((D(3), D(2)), D(4))) == [D(3), D(1)]


@pytest.mark.parametrize(
    ("exits", "key"),
    [
        (Exits(ExitLevel(D(0), "ticks")), "bad_exit"),
        (Exits(ExitLevel(D(4801), "price")), "bad_exit.side"),
        (Exits(targets=(Target(ExitLevel(D(4799), "price")),)), "bad_exit.side"),
        (Exits(targets=(Target(ExitLevel(D(4), "ticks"), D(3)),)), "bad_exit.quantity"),
        (Exits(targets=(Target(ExitLevel(D(4), "ticks"), D("0.5")),)), "odd_lot"),
        (Exits(break_even=BreakEven(4)), "bad_exit.no_stop"),
    ],
)
def test_exits_that_do_not_fit_are_refused(exits: Exits, key: str) -> None:
    problem = exits_problem(exits, Side.BUY, D(2), ES, D(4800))
    assert problem is not None
    assert problem.key == key


def test_a_trail_needs_one_distance() -> None:
    assert trail_problem(Trail(ticks=4)) is None
    for trail in (Trail(), Trail(ticks=4, percent=D(1)), Trail(price=D(0))):
        assert trail_problem(trail) is not None
