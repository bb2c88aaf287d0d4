"""Windows against reckoning each anew, however long they run and whatever is missing."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from tests.support.figures import Cases
from tests.support.indicator_bars import a_market
from tests.support.scale import scaled
from traderterminal.market.indicators import windows
from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.indicators.windows import MeanDeviation

KINDS: Final[dict[str, Callable[[int], Any]]] = {
    "sum": windows.rolling_sum,
    "average": windows.average,
    "highest": windows.highest,
    "lowest": windows.lowest,
    "weighted": windows.weighted,
    "variance": windows.variance,
    "bars_since_highest": windows.bars_since_highest,
    "bars_since_lowest": windows.bars_since_lowest,
}


def anew(kind: str, views: Any) -> Floats:
    """What each window comes to, from all of its values."""
    length = views.shape[1]
    weights = np.arange(1.0, length + 1)
    found: dict[str, Callable[[], Any]] = {
        "sum": lambda: views.sum(axis=1),
        "average": lambda: views.mean(axis=1),
        "highest": lambda: views.max(axis=1),
        "lowest": lambda: views.min(axis=1),
        "weighted": lambda: views @ weights / weights.sum(),
        "variance": lambda: views.var(axis=1),
        "bars_since_highest": lambda: views[:, ::-1].argmax(axis=1).astype(np.float64),
        "bars_since_lowest": lambda: views[:, ::-1].argmin(axis=1).astype(np.float64),
    }
    return np.asarray(found[kind](), np.float64)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", [1, 2, 7, 60])
def test_a_window_is_what_its_values_come_to(kind: str, length: int) -> None:
    prices = a_market(1_000).close
    line = KINDS[kind](length)(prices)
    assert np.isnan(line[: length - 1]).all()
    expected = anew(kind, sliding_window_view(prices, length))
    np.testing.assert_allclose(line[length - 1 :], expected, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("kind", KINDS)
def test_in_pieces_as_one_by_one_to_the_last_bit(kind: str) -> None:
    prices = a_market(400).close.copy()
    prices[[3, 90, 91, 250]] = NAN
    step, pieces = KINDS[kind](13), KINDS[kind](13)
    alone = []
    for price in prices.tolist():
        step(price + 3.0)  # a tick before the bar closes
        alone.append(step(price))
        step.commit()
    cuts = [0, 1, 2, 12, 13, 14, 40, 300, 301, 400]  # of more blocks than eight, and of fewer
    together = np.concatenate([pieces(prices[a:b]) for a, b in pairwise(cuts)])
    np.testing.assert_array_equal(together, alone)


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_value_is_missed_while_it_stays_in_the_window(kind: str) -> None:
    prices = a_market(200).close.copy()
    prices[[50, 120]] = NAN
    line = KINDS[kind](10)(prices)
    missing = [*range(9), *range(50, 60), *range(120, 130)]
    assert np.flatnonzero(np.isnan(line)).tolist() == missing


@pytest.mark.counted("bars that windows slide over without drifting")
@pytest.mark.parametrize("kind", ["sum", "average", "weighted", "variance"])
def test_rounding_does_not_add_up(kind: str, cases: Cases) -> None:
    # given prices that a running sum would lose its last digits of
    count = scaled(1_000_000)
    draw = np.random.default_rng(3)
    prices = 5_000.0 + np.cumsum(draw.normal(0.0, 0.1, count)) + draw.normal(0.0, 1e-3, count)
    cases.count += count
    line = KINDS[kind](200)(prices)
    # then the last windows are as exact as the first
    tail = 10_000
    expected = anew(kind, sliding_window_view(prices[-tail - 199 :].astype(np.longdouble), 200))
    found = line[-tail:]
    if kind == "variance":
        found, expected = np.sqrt(found), np.sqrt(expected)
    level = 200 * 5_000.0 if kind == "sum" else 5_000.0
    assert np.max(np.abs(found - expected)) <= 1e-12 * level


def test_a_spread_about_a_high_price_is_not_lost() -> None:
    line = windows.variance(4)(np.array([1e9, 1e9 + 1, 1e9, 1e9 + 1, 1e9 + 1, 1e9 + 1]))
    np.testing.assert_allclose(line[3:], [0.25, 0.1875, 0.1875], rtol=1e-6)
    flat = windows.variance(50)(np.full(500, 1234.5678))
    assert (flat[49:] == 0.0).all()


def test_the_mean_deviation_is_of_the_window_about_the_mean_told() -> None:
    prices = a_market(300).close
    mean = windows.average(20)(prices)
    line = MeanDeviation(20)(prices, mean)
    views = sliding_window_view(prices, 20)
    np.testing.assert_allclose(
        line[19:], np.abs(views - views.mean(axis=1)[:, None]).mean(axis=1), rtol=1e-12
    )
    step, alone = MeanDeviation(20), []
    for price, middle in zip(prices.tolist(), mean.tolist(), strict=True):
        step(price + 1.0, middle)
        alone.append(step(price, middle))
        step.commit()
    np.testing.assert_array_equal(line, alone)
    pieces = MeanDeviation(20)
    parts = [
        pieces(p, m)
        for p, m in zip(np.split(prices, [5, 70]), np.split(mean, [5, 70]), strict=True)
    ]
    np.testing.assert_array_equal(line, np.concatenate(parts))
