"""Trend against TA-Lib's, and the cloud where charts draw it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import talib

from tests.support.indicator_bars import a_market, check_values, closes
from traderterminal.market.indicators import trend
from traderterminal.market.indicators.arithmetic import NAN
from traderterminal.market.indicators.columns import many_bars
from traderterminal.market.indicators.indicator import Indicator

BARS = a_market(10_000)
HIGH, LOW, CLOSE = BARS.high, BARS.low, BARS.close
UNSTABLE = 1_000


def _directions(length: int) -> Sequence[Any]:
    return (
        talib.PLUS_DI(HIGH, LOW, CLOSE, length),
        talib.MINUS_DI(HIGH, LOW, CLOSE, length),
        talib.ADX(HIGH, LOW, CLOSE, length),
    )


def _aroon(length: int) -> Sequence[Any]:
    down, up = talib.AROON(HIGH, LOW, length)
    return up, down, talib.AROONOSC(HIGH, LOW, length)


CASES: list[tuple[Indicator, Sequence[Any], int]] = [
    (trend.DirectionalMovement(), _directions(14), UNSTABLE),
    (trend.DirectionalMovement(length=5, smoothing=5), _directions(5), UNSTABLE),
    (trend.Aroon(), _aroon(14), 0),
    (trend.Aroon(length=25), _aroon(25), 0),
    (trend.Vortex(), talib.VORTEX(HIGH, LOW, CLOSE, 14), 0),
    (trend.RegressionChannel(), [talib.LINEARREG(CLOSE, 100)], 0),
    (trend.RegressionChannel(length=9), [talib.LINEARREG(CLOSE, 9)], 0),
]


@pytest.mark.counted("indicator settings against TA-Lib on 10,000 bars")
@pytest.mark.parametrize(("indicator", "expected", "unstable"), CASES, ids=range(len(CASES)))
def test_values_are_those_of_ta_lib(
    indicator: Indicator, expected: Sequence[Any], unstable: int
) -> None:
    names = [output.name for output in indicator.outputs]
    check_values(indicator, BARS, dict(zip(names, expected, strict=False)), unstable)


def test_the_regression_channel_is_as_wide_as_prices_are_off_its_line() -> None:
    middle, upper, lower, slope = trend.RegressionChannel(length=40).history(BARS)
    times = np.arange(40.0)
    for end in range(40, 2_000, 97):
        price = CLOSE[end - 40 : end]
        rise, start = np.polyfit(times, price, 1)
        off = np.sqrt(np.mean((price - start - rise * times) ** 2))
        at = end - 1
        np.testing.assert_allclose(
            (middle[at], upper[at], lower[at], slope[at]),
            (start + 39 * rise, start + 39 * rise + 2 * off, start + 39 * rise - 2 * off, rise),
            atol=5e-6,
        )


def test_a_price_on_a_line_has_a_channel_without_width() -> None:
    middle, upper, lower, slope = trend.RegressionChannel(length=10).history(
        closes(*np.arange(100.0, 130.0).tolist())
    )
    np.testing.assert_allclose(middle[9:], np.arange(109.0, 130.0))
    np.testing.assert_allclose(upper[9:], lower[9:], atol=1e-5)
    np.testing.assert_allclose(slope[9:], np.ones(21))


def test_of_equal_extremes_the_latest_counts() -> None:
    up, down, _ = trend.Aroon(length=4).history(closes(1.0, 5.0, 3.0, 5.0, 3.0, 3.0))
    np.testing.assert_array_equal(up, [NAN] * 4 + [75.0, 50.0])
    np.testing.assert_array_equal(down, [NAN] * 4 + [0.0, 100.0])


def test_the_cloud_is_of_the_middles_of_ranges_and_drawn_ahead() -> None:
    indicator = trend.Ichimoku()
    found = dict(zip((o.name for o in indicator.outputs), indicator.history(BARS), strict=True))
    middle = {n: (talib.MAX(HIGH, n) + talib.MIN(LOW, n)) / 2.0 for n in (9, 26, 52)}
    np.testing.assert_array_equal(found["conversion"], middle[9])
    np.testing.assert_array_equal(found["base"], middle[26])
    np.testing.assert_array_equal(found["span_a"], (middle[9] + middle[26]) / 2.0)
    np.testing.assert_array_equal(found["span_b"], middle[52])
    np.testing.assert_array_equal(found["lagging"], CLOSE)
    assert [output.shift for output in indicator.outputs] == [0, 0, 25, 25, -25]
    assert [o.shift for o in trend.Ichimoku(displacement=1).outputs] == [0] * 5


def test_a_market_that_stands_still_has_no_direction() -> None:
    for indicator in (trend.DirectionalMovement(), trend.Vortex()):
        for line in indicator.history(closes(*[5.0] * 60)):
            assert np.isnan(line).all()


def test_after_a_missing_bar_directions_go_on() -> None:
    prices = np.arange(1.0, 61.0)
    prices[30] = NAN
    plus, minus, adx = trend.DirectionalMovement(length=3, smoothing=3).history(
        many_bars(prices, prices, prices, prices)
    )
    assert np.isnan([plus[30], plus[31], minus[30], adx[31]]).all()
    for line, level in ((plus, 100.0), (minus, 0.0), (adx, 100.0)):
        np.testing.assert_allclose(line[32:], np.full(28, level))
