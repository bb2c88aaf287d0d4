"""Moving averages against TA-Lib's, and by hand where that says little."""

from typing import Any

import numpy as np
import pytest
import talib

from tests.support.indicator_bars import a_market, check_values, closes
from traderterminal.market.indicators import moving_averages as ma
from traderterminal.market.indicators.arithmetic import NAN
from traderterminal.market.indicators.columns import many_bars
from traderterminal.market.indicators.indicator import Indicator

BARS = a_market(10_000)
CLOSE, VOLUME = BARS.close, BARS.volume


@pytest.mark.counted("indicator settings against TA-Lib on 10,000 bars")
@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (ma.SimpleAverage(length=1), talib.SMA(CLOSE, 1)),
        (ma.SimpleAverage(), talib.SMA(CLOSE, 20)),
        (ma.SimpleAverage(length=500, source="high"), talib.SMA(BARS.high, 500)),
        (ma.SimpleAverage(source="median"), talib.SMA(talib.MEDPRICE(BARS.high, BARS.low), 20)),
        (ma.ExponentialAverage(), talib.EMA(CLOSE, 20)),
        (ma.ExponentialAverage(length=200), talib.EMA(CLOSE, 200)),
        (ma.WilderAverage(), talib.RMA(CLOSE, 14)),
        (ma.WeightedAverage(), talib.WMA(CLOSE, 20)),
        (ma.WeightedAverage(length=333), talib.WMA(CLOSE, 333)),
        (ma.HullAverage(), talib.HMA(CLOSE, 20)),
        (ma.HullAverage(length=55), talib.HMA(CLOSE, 55)),
        (ma.TriangularAverage(), talib.TRIMA(CLOSE, 20)),
        (ma.TriangularAverage(length=15), talib.TRIMA(CLOSE, 15)),
        (ma.DoubleExponentialAverage(), talib.DEMA(CLOSE, 20)),
        (ma.TripleExponentialAverage(), talib.TEMA(CLOSE, 20)),
        (ma.VolumeWeightedAverage(), talib.VWMA(CLOSE, VOLUME, 20)),
        (ma.AdaptiveAverage(), talib.KAMA(CLOSE, 10)),
        (ma.AdaptiveAverage(length=30), talib.KAMA(CLOSE, 30)),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Indicator) else "",
)
def test_values_are_those_of_ta_lib(indicator: Indicator, expected: Any) -> None:
    check_values(indicator, BARS, {"average": expected})


def test_there_is_no_average_before_there_are_bars_enough() -> None:
    (line,) = ma.SimpleAverage(length=3).history(closes(1.0, 2.0, 3.0, 4.0))
    np.testing.assert_array_equal(line, [NAN, NAN, 2.0, 3.0])


def test_an_average_by_volume_has_no_value_where_nothing_traded() -> None:
    prices = [10.0, 20.0, 30.0, 40.0]
    bars = many_bars(prices, prices, prices, prices, [1.0, 3.0, 0.0, 0.0])
    (line,) = ma.VolumeWeightedAverage(length=2).history(bars)
    np.testing.assert_array_equal(line, [NAN, 17.5, 20.0, NAN])


def test_the_adaptive_average_stands_where_the_price_stands() -> None:
    (line,) = ma.AdaptiveAverage(length=2).history(closes(*[7.0] * 6))
    np.testing.assert_array_equal(line, [NAN, NAN, 7.0, 7.0, 7.0, 7.0])
