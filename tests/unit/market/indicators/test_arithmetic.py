"""Arithmetic is the same for one number and for a column, and knows what has no value."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from traderterminal.market.indicators import arithmetic
from traderterminal.market.indicators.arithmetic import NAN, choose

NUMBERS = [NAN, -2.5, -1.0, -0.0, 0.0, 1e-60, 1.0, 3.0, 1e15]


def _choose_larger(a: Any, b: Any) -> Any:
    return choose(a > b, a, b)


@pytest.mark.parametrize(
    "function",
    [
        arithmetic.larger,
        arithmetic.smaller,
        arithmetic.known,
        arithmetic.ratio,
        arithmetic.percent,
        _choose_larger,
    ],
)
def test_of_two_numbers_as_of_two_columns(function: Callable[[Any, Any], Any]) -> None:
    pairs = [(a, b) for a in NUMBERS for b in NUMBERS]
    with np.errstate(all="ignore"):
        column = function(*np.array(pairs).T)
    np.testing.assert_array_equal(column, [function(a, b) for a, b in pairs])


@pytest.mark.parametrize(
    "function",
    [arithmetic.above_zero, arithmetic.sign, arithmetic.root, arithmetic.decimal_logarithm],
)
def test_of_one_number_as_of_a_column(function: Callable[[Any], Any]) -> None:
    np.testing.assert_array_equal(function(np.array(NUMBERS)), [function(a) for a in NUMBERS])


def test_what_is_missing_stays_missing() -> None:
    for function in (arithmetic.larger, arithmetic.smaller, arithmetic.ratio, arithmetic.percent):
        assert np.isnan([function(NAN, 1.0), function(1.0, NAN)]).all()
    for alone in (arithmetic.above_zero, arithmetic.sign, arithmetic.root):
        assert np.isnan(alone(NAN))


@pytest.mark.parametrize(("base", "expected"), [(50.0, 10.0), (0.0, NAN), (-50.0, NAN)])
def test_a_share_of_nothing_or_less_is_none(base: float, expected: float) -> None:
    np.testing.assert_equal(arithmetic.percent(5.0, base), expected)


def test_what_rounding_left_of_zero_divides_nothing() -> None:
    assert np.isnan(arithmetic.ratio(1.0, 1e-60))
    assert arithmetic.root(-1e-18) == 0.0
    assert np.isnan(arithmetic.decimal_logarithm(0.0))
