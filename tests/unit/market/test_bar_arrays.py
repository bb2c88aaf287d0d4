from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from tests.support.drawn_bars import assert_true_at_every_zoom
from tests.support.market import MINUTE
from traderterminal.domain.bars import Bar
from traderterminal.market import bar_arrays
from traderterminal.market.bar_arrays import FloatBars, load
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.time_bars import BarSeries

TICK = 0.25


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar_arrays, "PIECE", 100)


def arrays(count: int = 1_000) -> FloatBars:
    draw = np.random.default_rng(1)
    close = (4_700 + np.cumsum(draw.integers(-3, 4, count)) * TICK).astype(np.float64)
    return FloatBars(
        MINUTE * np.arange(1, count + 1),
        close - TICK,
        close + 2 * TICK,
        close - 3 * TICK,
        close,
        draw.integers(1, 99, count).astype(np.float64),
    )


def loaded(bars: FloatBars, lowest: float = 1) -> BarSeries:
    series = BarSeries(ClockPeriod(MINUTE))
    steps = sum(1 for _ in load(series, bars, TICK, lowest))
    assert steps == 1 + -(-len(bars.start_ns) // 100)
    return series


def changed(index: int, **values: Any) -> BarSeries:
    """Load bars of which one has other values."""
    bars = arrays()
    for name, value in values.items():
        getattr(bars, name)[index] = value
    return loaded(bars, lowest=-(2**31))


def test_prices_become_whole_ticks() -> None:
    bars, series = arrays(), loaded(arrays())
    assert series.close.dtype == np.int32
    assert (series.close * TICK).tolist() == bars.close.tolist()
    assert (series.low * TICK).tolist() == bars.low.tolist()
    assert series.volume.tolist() == bars.volume.tolist()
    assert (series.flaws.total(), series.misfits) == (0, 0)
    assert_true_at_every_zoom(series)


@pytest.mark.parametrize("name", [one.name for one in fields(FloatBars)[1:5]])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_bar_with_a_price_that_is_no_number_is_left_out(name: str, value: float) -> None:
    series = changed(444, **{name: value})
    assert series.count == 999
    assert 445 * MINUTE not in series.start_ns
    assert series.flaws == {"not_a_number": 1}


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e300])
def test_a_volume_that_is_no_number_is_none_and_the_bar_is_drawn(value: float) -> None:
    series = changed(7, volume=value)
    assert (series.count, int(series.volume[7])) == (1_000, 0)
    assert series.flaws == {"no_volume": 1}


def test_oil_below_zero_is_drawn_where_the_market_allows_it_and_counted() -> None:
    series = changed(7, open=0.0, high=0.5, low=-40.25, close=-37.75)
    assert series.bars(7, 8)[0] == Bar(8 * MINUTE, 0, 2, -161, -151, int(series.volume[7]))
    assert series.flaws == {"below_one": 1}
    assert int(series.view(0, 1_000, 0.01).prices[2].min()) == -161


def test_where_no_price_can_be_below_one_tick_such_a_bar_is_left_out() -> None:
    bars = arrays()
    bars.low[3] = 0.0
    series = loaded(bars)
    assert series.count == 999
    assert series.flaws == {"impossible": 1}


def test_a_price_off_the_grid_is_kept_as_it_is_and_counted() -> None:
    series = changed(500, close=4_700.3, high=4_800.0, low=4_600.0)
    assert series.count == 1_000
    assert series.misfits == 1
    assert series.close.dtype == np.float64
    assert float(series.close[500]) * TICK == pytest.approx(4_700.3, abs=1e-9)
    assert_true_at_every_zoom(series)


def test_what_is_out_of_order_is_left_out_wherever_it_stands() -> None:
    for index in (0, 500, 550, 700, 999):
        for wrong_minute in (5, 300, 5_000_000):
            series = changed(index, start_ns=wrong_minute * MINUTE)
            is_right = index == 999 and wrong_minute > 1_000
            lost = 1_000 - series.count
            assert lost == (0 if is_right else 1)
            assert sum(series.flaws.values()) == lost
            assert (np.diff(series.start_ns) > 0).all()


def test_a_bar_that_comes_twice_is_there_once() -> None:
    series = changed(500, start_ns=500 * MINUTE)
    assert (series.count, dict(series.flaws)) == (999, {"repeated": 1})
