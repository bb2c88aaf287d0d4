"""Volume against TA-Lib's, and the averages by volume against sums in full."""

from typing import Any

import numpy as np
import pytest
import talib

from tests.support.indicator_bars import DAY_NS, START_NS, a_market, check_values, columns_of
from traderterminal.market.indicators import volume
from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.indicators.columns import Bars, many_bars
from traderterminal.market.indicators.indicator import Indicator

BARS = a_market(10_000)
HIGH, LOW, CLOSE, LOTS = BARS.high, BARS.low, BARS.close, BARS.volume
UNSTABLE = 1_000


@pytest.mark.counted("indicator settings against TA-Lib on 10,000 bars")
@pytest.mark.parametrize(
    ("indicator", "output", "expected", "unstable"),
    [
        (volume.Volume(), "average", talib.SMA(LOTS, 20), 0),
        # TA-Lib begins at the first bar's volume.
        (volume.OnBalance(), "obv", talib.OBV(CLOSE, LOTS) - LOTS[0], 0),
        (volume.MoneyFlow(), "mfi", talib.MFI(HIGH, LOW, CLOSE, LOTS, 14), 0),
        (volume.ChaikinMoneyFlow(), "cmf", talib.CMF(HIGH, LOW, CLOSE, LOTS, 20), 0),
        (volume.Accumulation(), "line", talib.AD(HIGH, LOW, CLOSE, LOTS), 0),
        (
            volume.ChaikinOscillator(),
            "oscillator",
            talib.ADOSC(HIGH, LOW, CLOSE, LOTS, 3, 10),
            UNSTABLE,
        ),
    ],
    ids=["volume", "obv", "mfi", "cmf", "accumulation", "chaikin_oscillator"],
)
def test_values_are_those_of_ta_lib(
    indicator: Indicator, output: str, expected: Any, unstable: int
) -> None:
    check_values(indicator, BARS, {output: expected}, unstable)


def _in_full(price: Floats, lots: Floats, keys: Floats) -> tuple[Floats, Floats]:
    """The mean and the spread by volume at each bar, from all bars of its period anew."""
    mean, spread = np.full(len(price), NAN), np.full(len(price), NAN)
    for key in np.unique(keys[~np.isnan(keys)]):
        rows = np.flatnonzero(keys == key)
        for end in range(1, len(rows) + 1):
            p, v = price[rows[:end]], lots[rows[:end]]
            mean[rows[end - 1]] = np.average(p, weights=v)
            variance = np.average((p - mean[rows[end - 1]]) ** 2, weights=v)
            spread[rows[end - 1]] = np.sqrt(variance)
    return mean, spread


@pytest.mark.parametrize("period", ["session", "day", "week", "month"])
def test_the_average_by_volume_begins_anew_with_its_period(period: str) -> None:
    bars = a_market(1_500, minutes=60)
    day = bars.day_ns
    keys = {
        "session": bars.session_ns,
        "day": day,
        "week": (day - START_NS) // (7 * DAY_NS),  # the first day is a Monday
        "month": np.array(day, "datetime64[ns]").astype("datetime64[M]").astype(np.float64),
    }[period]
    found = volume.SessionWeightedPrice(period=period).history(bars)
    mean, spread = _in_full(bars.typical, bars.volume, keys)
    for line, times in zip(found, (0.0, 1.0, -1.0, 2.0, -2.0), strict=True):
        np.testing.assert_allclose(line, mean + times * spread, rtol=1e-12)


def test_an_anchored_average_begins_with_the_first_bar_from_its_anchor_on() -> None:
    bars = a_market(300)
    anchor = int(bars.start_ns[99] // 1e9) + 1  # after bar 99 began
    found = volume.AnchoredWeightedPrice(anchor_s=anchor, source="close").history(bars)
    keys = np.where(np.arange(300) >= 100, 0.0, NAN)
    mean, spread = _in_full(bars.close, bars.volume, keys)
    np.testing.assert_allclose(found[0], mean, rtol=1e-12)
    np.testing.assert_allclose(found[3], mean + 2.0 * spread, rtol=1e-12)


def _traded(prices: list[float], lots: list[float]) -> Bars[Floats]:
    return many_bars(prices, prices, prices, prices, lots, day_ns=np.zeros(len(prices)))


def test_there_is_no_average_by_volume_before_anything_traded() -> None:
    lines = volume.SessionWeightedPrice().history(_traded([1.0, 2.0, 5.0], [0.0, 3.0, 1.0]))
    np.testing.assert_array_equal(lines[0], [NAN, 2.0, 2.75])


def test_delta_is_added_up_from_the_beginning_of_the_day_or_of_all() -> None:
    price, days = [1.0] * 4, [0.0, 0.0, 0.0, DAY_NS]
    bars = many_bars(price, price, price, price, delta=[3.0, -1.0, NAN, 5.0], day_ns=days)
    np.testing.assert_array_equal(volume.CumulativeDelta().history(bars), [[3.0, 2.0, NAN, 5.0]])
    always = volume.CumulativeDelta(since="always")
    np.testing.assert_array_equal(always.history(bars), [[3.0, 2.0, NAN, 7.0]])


def test_a_feed_that_does_not_say_who_bought_has_no_delta() -> None:
    bars = _traded([1.0, 2.0], [1.0, 1.0])
    assert np.isnan(volume.CumulativeDelta().history(bars)).all()


def test_bars_of_one_price_say_nothing_of_who_bought() -> None:
    bars = _traded([1.0, 2.0, 3.0], [4.0, 5.0, 6.0])
    np.testing.assert_array_equal(volume.Accumulation().history(bars), [[0.0, 0.0, 0.0]])
    (flow,) = volume.ChaikinMoneyFlow(length=2).history(bars)
    np.testing.assert_array_equal(flow, [NAN, 0.0, 0.0])


def test_bars_without_a_volume_are_passed_over() -> None:
    columns = list(columns_of(a_market(50)))
    columns[4] = np.full(50, NAN)
    bars = many_bars(*columns)
    for indicator in (volume.OnBalance(), volume.MoneyFlow(), volume.SessionWeightedPrice()):
        assert np.isnan(indicator.history(bars)).all()
