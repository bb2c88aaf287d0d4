"""Momentum against TA-Lib's, and what stands for no momentum at all."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import talib

from tests.support.indicator_bars import a_market, check_values, closes
from traderterminal.market.indicators import momentum
from traderterminal.market.indicators.arithmetic import NAN
from traderterminal.market.indicators.columns import many_bars
from traderterminal.market.indicators.indicator import Indicator

BARS = a_market(10_000)
HIGH, LOW, CLOSE = BARS.high, BARS.low, BARS.close
#: Averages without an end have forgotten by then how they began.
UNSTABLE = 1_000

CASES: list[tuple[Indicator, Sequence[Any], int]] = [
    (momentum.RelativeStrength(), [talib.RSI(CLOSE, 14)], 0),
    (momentum.RelativeStrength(length=2), [talib.RSI(CLOSE, 2)], 0),
    (momentum.StochasticStrength(smoothing=1), talib.STOCHRSI(CLOSE, 14, 14, 3), 0),
    (momentum.Stochastic(smoothing=1), talib.STOCHF(HIGH, LOW, CLOSE, 14, 3), 0),
    (momentum.Stochastic(), talib.STOCH(HIGH, LOW, CLOSE, 14, 3, slowd_period=3), 0),
    (momentum.WilliamsRange(), [talib.WILLR(HIGH, LOW, CLOSE, 14)], 0),
    (momentum.Convergence(), talib.MACD(CLOSE, 12, 26, 9), UNSTABLE),
    (
        momentum.PercentagePrice(),
        [100.0 * (talib.EMA(CLOSE, 12) / talib.EMA(CLOSE, 26) - 1.0)],
        UNSTABLE,
    ),
    (momentum.CommodityChannel(), [talib.CCI(HIGH, LOW, CLOSE, 20)], 0),
    (momentum.RateOfChange(), [talib.ROC(CLOSE, 9)], 0),
    (momentum.Momentum(), [talib.MOM(CLOSE, 10)], 0),
    (momentum.TripleSmoothed(), [talib.TRIX(CLOSE, 18)], 0),
    (momentum.Ultimate(), [talib.ULTOSC(HIGH, LOW, CLOSE, 7, 14, 28)], 0),
    (momentum.ChandeMomentum(), [talib.CMOU(CLOSE, 9)], 0),
]


@pytest.mark.counted("indicator settings against TA-Lib on 10,000 bars")
@pytest.mark.parametrize(("indicator", "expected", "unstable"), CASES, ids=range(len(CASES)))
def test_values_are_those_of_ta_lib(
    indicator: Indicator, expected: Sequence[Any], unstable: int
) -> None:
    names = [output.name for output in indicator.outputs]
    check_values(indicator, BARS, dict(zip(names, expected, strict=False)), unstable)


def test_the_stochastic_of_strength_is_smoothed_as_charts_have_it() -> None:
    raw = momentum.StochasticStrength(smoothing=1).history(BARS)[0]
    k, d = momentum.StochasticStrength().history(BARS)
    np.testing.assert_allclose(k[100:], talib.SMA(raw[27:], 3)[73:], atol=1e-9)
    np.testing.assert_allclose(d[100:], talib.SMA(k[29:], 3)[71:], atol=1e-9)


@pytest.mark.parametrize(
    "indicator",
    [
        momentum.RelativeStrength(),
        momentum.StochasticStrength(),
        momentum.Stochastic(),
        momentum.WilliamsRange(),
        momentum.CommodityChannel(),
        momentum.Ultimate(),
        momentum.ChandeMomentum(),
    ],
    ids=lambda indicator: indicator.about.name,
)
@pytest.mark.parametrize("price", [5_000.0, 5_000.1])
def test_a_price_that_stands_still_has_no_place_in_its_range(
    indicator: Indicator, price: float
) -> None:
    for line in indicator.fresh().history(closes(*[price] * 100)):
        assert np.isnan(line).all()


def test_a_strength_that_rounding_alone_moves_has_no_range() -> None:
    moved = [5_000.1 + n % 3 for n in range(100)]
    for line in momentum.StochasticStrength().history(closes(*moved, *[5_000.1] * 200)):
        assert np.isnan(line[130:]).all()


def test_a_price_that_only_rises_is_as_strong_as_can_be() -> None:
    (line,) = momentum.RelativeStrength(length=3).history(closes(1.0, 2.0, 4.0, 5.0, 9.0))
    np.testing.assert_array_equal(line, [NAN, NAN, NAN, 100.0, 100.0])


def test_a_change_from_below_zero_is_told_in_price_but_not_in_percent() -> None:
    # May 2020 oil settled at 18.27, then −37.63, then 10.01
    oil = closes(18.27, -37.63, 10.01)
    (percent,) = momentum.RateOfChange(length=1).history(oil)
    (change,) = momentum.Momentum(length=1).history(oil)
    np.testing.assert_allclose(percent, [NAN, 100.0 * (-37.63 - 18.27) / 18.27, NAN])
    np.testing.assert_allclose(change, [NAN, -55.90, 47.64])


def test_the_ultimate_oscillator_counts_from_the_low_where_no_close_is_known() -> None:
    # given a first bar that closed a quarter up its range
    bars = many_bars([1.0], [4.0], [0.0], [1.0])
    (line,) = momentum.Ultimate(fast=1, middle=1, slow=1).history(bars)
    np.testing.assert_allclose(line, [25.0])
