"""Volatility against TA-Lib's, and channels by their definition."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import talib

from tests.support.indicator_bars import a_market, check_values, closes
from traderterminal.market.indicators import volatility
from traderterminal.market.indicators.arithmetic import NAN
from traderterminal.market.indicators.columns import many_bars
from traderterminal.market.indicators.indicator import Indicator

BARS = a_market(10_000)
HIGH, LOW, CLOSE = BARS.high, BARS.low, BARS.close
UNSTABLE = 1_000


def _middle_first(upper: Any, middle: Any, lower: Any) -> Sequence[Any]:
    return middle, upper, lower


CASES: list[tuple[Indicator, Sequence[Any], int]] = [
    (volatility.TrueRange(), [talib.TRANGE(HIGH, LOW, CLOSE)], 0),
    (volatility.AverageTrueRange(), [talib.ATR(HIGH, LOW, CLOSE, 14)], UNSTABLE),
    (volatility.StandardDeviation(), [talib.STDDEV(CLOSE, 20)], 0),
    (volatility.BollingerBands(), _middle_first(*talib.BBANDS(CLOSE, 20, 2, 2)), 0),
    (
        volatility.BollingerBands(length=7, factor=0.5),
        _middle_first(*talib.BBANDS(CLOSE, 7, 0.5, 0.5)),
        0,
    ),
    (
        volatility.KeltnerChannel(source="typical"),
        _middle_first(*talib.KC(HIGH, LOW, CLOSE, 20, 10, 2)),
        UNSTABLE,
    ),
    (volatility.DonchianChannel(), _middle_first(*talib.DONCHIAN(HIGH, LOW, 20)), 0),
]


@pytest.mark.counted("indicator settings against TA-Lib on 10,000 bars")
@pytest.mark.parametrize(("indicator", "expected", "unstable"), CASES, ids=range(len(CASES)))
def test_values_are_those_of_ta_lib(
    indicator: Indicator, expected: Sequence[Any], unstable: int
) -> None:
    names = [output.name for output in indicator.outputs]
    check_values(indicator, BARS, dict(zip(names, expected, strict=True)), unstable)


def test_what_is_told_of_the_bands_follows_from_them() -> None:
    upper, middle, lower = talib.BBANDS(CLOSE, 20, 2, 2)
    (percent,) = volatility.BollingerPercent().history(BARS)
    (width,) = volatility.BollingerWidth().history(BARS)
    np.testing.assert_allclose(percent, (CLOSE - lower) / (upper - lower), atol=1e-9)
    np.testing.assert_allclose(width, (upper - lower) / middle * 100.0, atol=1e-9)


def test_bands_of_one_price_are_one_line_in_which_it_has_no_place() -> None:
    flat = closes(*[5_000.1] * 30)
    middle, upper, lower = volatility.BollingerBands().history(flat)
    np.testing.assert_allclose(middle[20:], np.full(10, 5_000.1), rtol=1e-15)
    np.testing.assert_array_equal(upper, lower)
    assert np.isnan(volatility.BollingerPercent().history(flat)).all()
    np.testing.assert_array_equal(volatility.BollingerWidth().history(flat)[0][20:], np.zeros(10))


def test_keltner_s_own_channel_is_of_simple_averages() -> None:
    found = volatility.KeltnerChannel(form="keltner", length=10, factor=1.5).history(BARS)
    middle = talib.SMA(talib.TYPPRICE(HIGH, LOW, CLOSE), 10)
    away = 1.5 * talib.SMA(HIGH - LOW, 10)
    for line, expected in zip(found, (middle, middle + away, middle - away), strict=True):
        np.testing.assert_allclose(line, expected, rtol=1e-12)


def test_choppiness_is_the_way_gone_over_the_way_made() -> None:
    (line,) = volatility.Choppiness().history(BARS)
    way = talib.SUM(talib.TRANGE(HIGH, LOW, CLOSE), 14)
    made = talib.MAX(HIGH, 14) - talib.MIN(LOW, 14)
    np.testing.assert_allclose(
        line[14:], 100.0 * np.log10(way / made)[14:] / np.log10(14.0), atol=1e-9
    )


def test_a_straight_way_is_not_choppy_and_none_at_all_has_no_choppiness() -> None:
    steps = np.arange(20.0)
    straight = many_bars(steps, steps + 1.0, steps, steps + 1.0)
    (line,) = volatility.Choppiness().history(straight)
    np.testing.assert_allclose(line[13:], np.zeros(7), atol=1e-12)
    assert np.isnan(volatility.Choppiness().history(closes(*[5.0] * 20))).all()


def test_the_first_true_range_is_the_bar_s_own_and_a_gap_counts() -> None:
    bars = many_bars([1.0, 5.0], [2.0, 6.0], [1.0, 5.0], [2.0, 6.0])
    (line,) = volatility.TrueRange().history(bars)
    np.testing.assert_array_equal(line, [1.0, 4.0])


def test_after_a_bar_without_a_close_the_true_range_is_the_bar_s_own() -> None:
    bars = many_bars([1.0, 1.0, 5.0], [2.0, 2.0, 6.0], [1.0, 1.0, 5.0], [2.0, NAN, 6.0])
    (line,) = volatility.TrueRange().history(bars)
    np.testing.assert_array_equal(line, [1.0, 1.0, 1.0])
