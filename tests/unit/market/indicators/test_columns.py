"""What indicators read lets nothing through but usable numbers and NaN."""

import numpy as np
import pytest

from tests.support.indicator_bars import COLUMNS
from traderterminal.market.indicators.arithmetic import NAN
from traderterminal.market.indicators.columns import (
    LARGEST,
    SOURCES,
    each_bar,
    many_bars,
    one_bar,
    some_bars,
    true_range,
)

BAD = [
    (NAN, 2.0, 1.0, 1.5, 3.0, 1.0),
    (1.0, np.inf, 1.0, 1.5, 3.0, 1.0),
    (1.0, 2.0, -np.inf, 1.5, 3.0, 1.0),
    (1.0, 2.0, 1.0, 1e300, 3.0, 1.0),
    (1.0, 2.0, 1.0, LARGEST, 3.0, 1.0),
    (1.0, 2.0, 1.0, 1.5, -3.0, 1.0),
    (1.0, 2.0, 1.0, 1.5, NAN, 1.0),
    (1.0, 2.0, 1.0, 1.5, np.inf, 1.0),
    (1.0, 2.0, 1.0, 1.5, 0.0, np.inf),
    (0.0, 0.0, -37.63, -10.0, 3.0, -1.0),
    (6e14, 6e14, 6e14, 6e14, 3.0, -1.0),
]


def test_one_bar_is_cleaned_as_many_are() -> None:
    columns = many_bars(*np.array(BAD).T)
    for number, row in enumerate(BAD):
        bar = one_bar(*row)
        for name in COLUMNS:
            np.testing.assert_equal(getattr(bar, name), getattr(columns, name)[number])


def test_damage_becomes_missing_and_prices_below_zero_stay() -> None:
    columns = many_bars(*np.array(BAD).T)
    missing = {name: np.flatnonzero(np.isnan(getattr(columns, name))).tolist() for name in COLUMNS}
    assert missing["open"] == [0]
    assert missing["high"] == [1]
    assert missing["low"] == [2]
    assert missing["close"] == [3, 4]
    assert missing["volume"] == [5, 6, 7]
    assert missing["delta"] == [8]
    assert missing["session_ns"] == list(range(len(BAD)))
    assert columns.low[9] == -37.63


def test_the_columns_handed_in_stay_as_they_are() -> None:
    prices = np.array([1.0, np.inf])
    many_bars(prices, prices, prices, prices)
    assert prices[1] == np.inf


def test_whole_ticks_are_taken_as_well() -> None:
    ticks = np.array([20_000, 20_001], np.int32)
    assert many_bars(ticks, ticks, ticks, ticks, np.array([1, 2])).close.dtype == np.float64
    assert isinstance(one_bar(1, 2, 1, 2, 3).close, float)


def test_bars_are_picked_and_taken_one_by_one() -> None:
    opened, high, low, close, volume, delta = np.array(BAD).T
    bars = many_bars(opened, high, low, close, volume, delta, np.arange(len(BAD)))
    picked = some_bars(bars, np.array([9, 0]))
    for name in COLUMNS:
        column = getattr(bars, name)
        np.testing.assert_array_equal(getattr(picked, name), column[[9, 0]])
        one_by_one = [getattr(bar, name) for bar in each_bar(bars)]
        np.testing.assert_array_equal(one_by_one, column)
        assert all(type(value) is float for value in one_by_one)


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match=r"differ in length: \[2, 2, 2, 1, 2"):
        many_bars([1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0])
    with pytest.raises(ValueError, match="differ in length"):
        many_bars([1.0], [1.0], [1.0], [1.0], day_ns=[1.0, 2.0])


def test_the_prices_of_a_bar_by_name() -> None:
    bar = one_bar(1.0, 8.0, 2.0, 5.0)
    found = {name: take(bar) for name, take in SOURCES.items()}
    assert found == {
        "close": 5.0,
        "open": 1.0,
        "high": 8.0,
        "low": 2.0,
        "median": 5.0,
        "typical": 5.0,
        "average": 4.0,
    }


@pytest.mark.parametrize(("before", "reach"), [(NAN, 6.0), (5.0, 6.0), (10.0, 8.0), (-1.0, 9.0)])
def test_a_gap_counts_to_the_true_range(before: float, reach: float) -> None:
    assert true_range(one_bar(3.0, 8.0, 2.0, 5.0), before) == reach
