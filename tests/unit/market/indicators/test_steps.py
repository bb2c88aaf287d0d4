"""Steps: one by one, all at once and in pieces they come to the same, to the last bit."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from tests.support.indicator_bars import a_market
from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.indicators.steps import (
    Before,
    Exponential,
    FirstOf,
    Number,
    Recursion,
    State,
    SumOf,
    Total,
    exponential,
    wilder,
)


def _decay(state: State, value: float) -> State:
    return (0.9 * state[0] + value,)


def _recursion() -> Callable[[Any], Any]:
    step = Recursion(_decay, (0.0,), 1)

    def only(value: Any) -> Any:
        return step(value)[0]

    only.commit = step.commit  # type: ignore[attr-defined]  # stands for a step of one result
    return only


def _of_periods(made: Any) -> Callable[[Any], Any]:
    """A step that begins anew where the price crosses a level, and has no key far above it."""

    def asked(value: Any) -> Any:
        levels = np.floor(np.asarray(value) / 7.0)
        keys = np.where(levels % 5 == 4, NAN, levels)
        return made(value, keys if isinstance(value, np.ndarray) else float(keys))

    asked.commit = made.commit  # type: ignore[attr-defined]  # stands for a step of one value
    return asked


STEPS: list[Callable[[], Any]] = [
    lambda: Before(1),
    lambda: Before(7),
    Number,
    Total,
    lambda: exponential(10),
    lambda: wilder(1),
    lambda: Exponential(3, 0.25),
    _recursion,
    lambda: _of_periods(FirstOf()),
    lambda: _of_periods(SumOf()),
]


def gappy() -> Floats:
    """Prices of which some are missing, from the first on."""
    prices = a_market(400).close.copy()
    prices[[0, 1, 5, 17, 18, 200, 201, 202]] = NAN
    return prices


@pytest.mark.parametrize("make", STEPS)
@pytest.mark.parametrize("cuts", [(), (1,), (2, 3, 50), (13, 14, 15, 399)])
def test_in_pieces_as_one_by_one(make: Callable[[], Any], cuts: Sequence[int]) -> None:
    prices = gappy()
    step, pieces = make(), make()
    alone = []
    for price in prices.tolist():
        alone.append(step(price))
        step.commit()
    together = np.concatenate([pieces(piece) for piece in np.split(prices, cuts)])
    np.testing.assert_array_equal(together, alone)


@pytest.mark.parametrize("make", STEPS)
def test_asking_about_a_bar_that_still_forms_changes_nothing(make: Callable[[], Any]) -> None:
    asked, quiet = make(), make()
    for price in gappy()[:60].tolist():
        for tick in (1.0, NAN, price + 9.0):
            asked(tick)
        np.testing.assert_equal(asked(price), quiet(price))
        asked.commit()
        quiet.commit()


def test_an_exponential_average_begins_with_a_plain_one_and_passes_gaps_over() -> None:
    found = Exponential(2, 0.5)(np.array([NAN, 1.0, NAN, 3.0, 4.0, NAN, 5.0]))
    np.testing.assert_array_equal(found, [NAN, NAN, NAN, 2.0, 3.0, NAN, 4.0])


@pytest.mark.parametrize("length", [1, 2, 3, 14, 200, 5_000, 100_000])
def test_an_exponential_average_is_what_going_on_step_by_step_makes(length: int) -> None:
    prices = a_market(8_000).close
    weight, average = 2.0 / (length + 1), float(np.mean(prices[:length]))
    expected = [average := average + weight * (p - average) for p in prices[length:].tolist()]
    found = exponential(length)(prices)
    np.testing.assert_allclose(found[length:], expected, rtol=1e-13)
    assert np.isnan(found[: length - 1]).all()


@pytest.mark.parametrize("length", [2, 26, 1_000])
def test_a_price_that_stands_still_has_no_distance_from_its_average(length: int) -> None:
    flat = exponential(length)(np.full(3_000, 5_000.1))
    assert (flat[length - 1 :] == 5_000.1).all()
    still = np.concatenate((a_market(2_000).close, np.full(60 * length, 5_000.1)))
    assert wilder(length)(still)[-1] == 5_000.1


def test_what_has_faded_keeps_its_proportions() -> None:
    # given gains and losses, then a price that stands still for long
    up, down = wilder(14), wilder(14)
    gains = np.concatenate(([3.0] * 14, [0.0] * 1_400))
    gained, lost = up(gains), down(np.concatenate(([9.0] * 7, [11.0] * 7, [0.0] * 1_400)))
    np.testing.assert_allclose(gained[13:] / lost[13:], np.full(1_401, 0.3), rtol=1e-12)
    assert 0.0 < lost[-1] < 1e-40


def test_sums_and_firsts_begin_anew_with_the_key_and_pass_gaps_over() -> None:
    values = np.array([1.0, 2.0, NAN, 4.0, 5.0, 6.0, 7.0])
    keys = np.array([1.0, 1.0, 1.0, 1.0, NAN, 2.0, 1.0])
    np.testing.assert_array_equal(SumOf()(values, keys), [1.0, 3.0, NAN, 7.0, NAN, 6.0, 7.0])
    np.testing.assert_array_equal(FirstOf()(values, keys), [1.0, 1.0, NAN, 1.0, NAN, 6.0, 7.0])
    for made in (SumOf(), FirstOf()):
        assert np.isnan(made(np.full(3, NAN), keys[:3])).all()


def test_a_recursion_passes_over_bars_of_which_something_is_missing() -> None:
    step = Recursion(lambda s, a, b: (s[0] + a * b, s[0]), (1.0, NAN), 2)
    total, before = step(np.array([1.0, NAN, 3.0]), np.array([2.0, 2.0, NAN]))
    np.testing.assert_array_equal(total, [3.0, NAN, NAN])
    np.testing.assert_array_equal(before, [1.0, NAN, NAN])
    np.testing.assert_array_equal(step(1.0, NAN), [NAN, NAN])
    assert step(2.0, 2.0) == (7.0, 3.0)


def test_a_recursion_over_no_bars_at_all_has_columns_of_none() -> None:
    step = Recursion(_decay, (0.0,), 1)
    (line,) = step(np.array([NAN, NAN]))
    assert np.isnan(line).all()
