"""Lines that turn: against TA-Lib once both have turned, and by plain readings of the books."""

import numpy as np
import pytest
import talib

from tests.support.indicator_bars import a_market, check_values, closes
from traderterminal.market.indicators import reversals
from traderterminal.market.indicators.arithmetic import NAN
from traderterminal.market.indicators.columns import many_bars
from traderterminal.market.indicators.reversals import vertices

BARS = a_market(10_000)
HIGH, LOW, CLOSE = BARS.high, BARS.low, BARS.close
UNSTABLE = 1_000


@pytest.mark.counted("indicator settings against TA-Lib on 10,000 bars")
@pytest.mark.parametrize(("step", "most"), [(0.02, 0.2), (0.01, 0.1), (0.05, 0.5)])
def test_the_parabolic_stop_is_ta_lib_s_once_both_have_turned(step: float, most: float) -> None:
    indicator = reversals.ParabolicStop(start=step, step=step, most=most)
    check_values(indicator, BARS, {"stop": talib.SAR(HIGH, LOW, step, most)}, UNSTABLE)


def test_the_parabolic_stop_begins_as_charts_do_at_the_second_bar() -> None:
    rising = many_bars([1.0] * 3, [10.0, 11.0, 14.0], [8.0, 9.0, 12.0], [9.0, 10.0, 13.0])
    (line,) = reversals.ParabolicStop().history(rising)
    # the first low, which the second bar's range keeps it at; then 0.02 of the way to 11
    np.testing.assert_allclose(line, [NAN, 8.0, 8.0], atol=0.07)
    assert line[1] == 8.0
    falling = many_bars([1.0] * 2, [10.0, 9.0], [8.0, 7.0], [9.0, 8.0])
    assert reversals.ParabolicStop().history(falling)[0][1] == 10.0


def test_a_stop_that_is_touched_turns_to_the_extreme_of_the_trend() -> None:
    # given a rise to 20 whose stop is far below
    highs = [10.0, 12.0, 16.0, 20.0, 14.0]
    lows = [9.0, 11.0, 15.0, 19.0, 1.0]
    (line,) = reversals.ParabolicStop().history(many_bars(highs, highs, lows, highs))
    assert line[4] == 20.0


@pytest.mark.counted("indicator settings against TA-Lib on 10,000 bars")
@pytest.mark.parametrize(("length", "factor"), [(10, 3.0), (7, 1.5)])
def test_the_supertrend_is_ta_lib_s(length: int, factor: float) -> None:
    rising, falling = reversals.Supertrend(length=length, factor=factor).history(BARS)
    line, way = talib.SUPERTREND(HIGH, LOW, CLOSE, length, factor)
    ours = np.where(np.isnan(rising), falling, rising)
    np.testing.assert_allclose(ours[UNSTABLE:], line[UNSTABLE:], rtol=1e-12)
    np.testing.assert_array_equal(np.isnan(rising)[UNSTABLE:], way[UNSTABLE:] < 0)


def test_the_supertrend_is_one_of_two_lines() -> None:
    rising, falling = reversals.Supertrend().history(BARS)
    one = np.isnan(rising) != np.isnan(falling)
    assert one[20:].all()
    assert not one[:9].any()


def _zigzag(*prices: float, percent: float = 10.0) -> list[tuple[int, float]]:
    return vertices(*reversals.ZigZag(percent=percent).history(closes(*prices)))


def test_a_zigzag_turns_where_the_price_came_back_far_enough() -> None:
    assert _zigzag(100.0, 95.0, 110.0, 120.0, 109.0, 107.0, 90.0, 98.0, 100.0) == [
        (1, 95.0),
        (3, 120.0),
        (6, 90.0),
        (8, 100.0),
    ]


def test_a_zigzag_may_begin_with_a_fall_and_needs_a_leg_to_begin_at_all() -> None:
    assert _zigzag(100.0, 104.0, 90.0) == [(1, 104.0), (2, 90.0)]
    assert _zigzag(100.0, 104.0, 100.0) == []


def test_a_zigzag_below_zero_turns_by_the_size_of_its_price() -> None:
    assert _zigzag(-100.0, -60.0, -65.0, -66.0, -70.0, -80.0, -30.0) == [
        (0, -100.0),
        (1, -60.0),
        (5, -80.0),
        (6, -30.0),
    ]


def test_a_bar_that_goes_on_with_the_leg_does_not_end_it() -> None:
    # given a rise, and a bar that makes its new high and falls back far enough
    highs, lows = [100.0, 120.0, 130.0, 116.0], [100.0, 119.0, 90.0, 116.0]
    bars = many_bars(highs, highs, lows, highs)
    found = vertices(*reversals.ZigZag(percent=10.0).history(bars))
    # then the turn is known with the next bar
    assert found == [(0, 100.0), (2, 130.0), (3, 116.0)]


def test_a_zigzag_keeps_to_the_numbers_of_bars_past_a_missing_one() -> None:
    assert _zigzag(100.0, NAN, 120.0, NAN, 100.0) == [(0, 100.0), (2, 120.0), (4, 100.0)]
