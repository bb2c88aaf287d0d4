from typing import Any

import numpy as np
import pytest

from tests.support.drawn_bars import assert_true_at_every_zoom
from tests.support.market import MINUTE
from traderterminal.market.columns import BarColumns
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.pyramid import CLOSE, HIGH, LOW, OPEN, SMALLEST_LEVEL, Pyramid
from traderterminal.market.time_bars import BarSeries

START = 1_000_000 * MINUTE


def bars(count: int, first: int = 0, seed: int = 1) -> BarColumns:
    draw = np.random.default_rng(seed)
    close = (1_000 + np.cumsum(draw.integers(-3, 4, count))).astype(np.int32)
    opened = (close + draw.integers(-2, 3, count)).astype(np.int32)
    high = (np.maximum(opened, close) + draw.integers(0, 3, count)).astype(np.int32)
    low = (np.minimum(opened, close) - draw.integers(0, 3, count)).astype(np.int32)
    starts = START + MINUTE * np.arange(first, first + count)
    return BarColumns(starts, opened, high, low, close, draw.integers(1, 50, count))


def series_of(count: int) -> BarSeries:
    series = BarSeries(ClockPeriod(MINUTE))
    series.prepend(bars(count))
    return series


@pytest.mark.parametrize("count", [1, 2, 255, 256, 257, 511, 1000, 1025])
def test_each_level_keeps_every_high_and_low(count: int) -> None:
    assert_true_at_every_zoom(series_of(count))


def test_bars_that_arrive_one_by_one_give_the_same_pyramid() -> None:
    series, made = BarSeries(ClockPeriod(MINUTE)), bars(700)
    for start, *prices, volume in zip(*(c.tolist() for c in made.each()), strict=True):
        series.add_trade(start, prices[OPEN], 1)
        series.view(0, series.count, 0.1)  # the bar as it opens
        for price in (prices[HIGH], prices[LOW], prices[CLOSE]):
            series.add_trade(start, price, volume)
    assert_true_at_every_zoom(series)


@pytest.mark.parametrize("pages", [(1, 1, 1), (7, 300, 1), (513, 2, 1024)])
def test_what_comes_in_front_changes_no_bucket_but_its_own(pages: tuple[int, ...]) -> None:
    series, first = BarSeries(ClockPeriod(MINUTE)), 0
    series.prepend(bars(600))
    for count in pages:
        before = series.view(0, series.count, 0.3)
        kept = before.prices[:, 1:].copy()  # the first one may have been but a part
        first -= count
        series.prepend(bars(count, first, seed=count))
        assert_true_at_every_zoom(series)
        after = series.view(before.first + count, series.count, 0.3)
        assert after.prices[:, -kept.shape[1] :].tolist() == kept.tolist()


def test_neighbours_that_are_yet_to_be_written_count_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Memory that nobody has written holds anything: sums with it overflowed."""
    empty = np.empty

    def littered(*of: Any, **more: Any) -> Any:
        array = empty(*of, **more)
        array[...] = np.iinfo(np.int32 if array.dtype == np.int32 else np.int64).max
        return array

    monkeypatch.setattr(np, "empty", littered)
    series, first = BarSeries(ClockPeriod(MINUTE)), 0
    series.prepend(bars(600))
    for count in (3, 5, 8, 7, 2):
        series.view(0, series.count, 0.1)
        first -= count
        series.prepend(bars(count, first, seed=count))
        series.add_trade(START + (600 - first) * MINUTE, 1_000, 5)
        assert_true_at_every_zoom(series)


def test_a_view_never_has_more_buckets_than_pixels() -> None:
    series = series_of(5000)
    for pixels in (1.0, 0.7, 0.25, 0.1):
        assert len(series.view(0, 5000, pixels)) <= 5000 * pixels + 2


def test_a_view_beside_the_bars_is_empty() -> None:
    series = series_of(600)
    for first, last in ((-50.0, -10.0), (700.0, 900.0)):
        assert len(series.view(first, last, 0.25)) == 0
    assert len(BarSeries(ClockPeriod(MINUTE)).view(0, 100, 0.1)) == 0


def test_what_is_drawn_cannot_be_written() -> None:
    drawn = series_of(600).view(0, 600, 0.25)
    with pytest.raises(ValueError, match="read-only"):
        drawn.prices[0, 0] = 1


def test_the_levels_together_take_as_much_as_the_bars_or_less() -> None:
    pyramid = Pyramid()
    pyramid.reach(0, 2 * SMALLEST_LEVEL)
    column = np.arange(2 * SMALLEST_LEVEL)
    pyramid.put(0, [column] * 4, column)
    assert pyramid.view(0, 512, 0.5).span == 2
    held = pyramid.nbytes
    assert held == (16 + 8) * 512 + (16 + 8) * 256


def test_a_price_that_does_not_fit_is_counted_and_all_become_wider() -> None:
    pyramid = Pyramid()
    pyramid.reach(0, 600)
    column = np.arange(600)
    pyramid.put(0, [column, column, column, column], column)
    pyramid.view(0, 600, 0.1)
    pyramid.write(3, [1, 2**40, 1, 2], 5)
    assert pyramid.misfits == 1
    drawn = pyramid.view(0, 600, 0.5)
    assert drawn.prices.dtype == np.float64
    assert drawn.prices[HIGH, 1] == 2.0**40
    assert drawn.prices[LOW, 1] == 1


def test_a_part_of_a_tick_is_a_misfit_of_whole_ones_and_fits_float32() -> None:
    parts = np.array([1.5, 2.0, 2.25])
    for dtype, misfits in ((np.int32, 2 * 4), (np.float32, 0)):
        pyramid = Pyramid(dtype)
        pyramid.reach(0, 3)
        pyramid.put(0, [parts] * 4, np.ones(3, np.int64))
        assert pyramid.misfits == misfits
        assert pyramid.prices(0, 3)[CLOSE].tolist() == [1.5, 2.0, 2.25]


def test_beyond_float32_is_float64() -> None:
    pyramid = Pyramid(np.float32)
    pyramid.reach(0, 2)
    pyramid.put(0, [np.array([1e39, 1.0])] * 4, np.ones(2, np.int64))
    pyramid.write(1, [1e40, 1e40, -1e40, 1.0], 1)
    assert pyramid.misfits == 4
    assert pyramid.prices(0, 2).dtype == np.float64


def test_places_that_are_far_apart_are_worked_out_by_themselves() -> None:
    series = series_of(5_000)
    series.view(0, 5_000, 0.1)
    series.add_trade(START + 10 * MINUTE, 9_000, 1)
    series.add_trade(START + 4_999 * MINUTE, 8_000, 1)
    series.add_trade(START + 2_000 * MINUTE, -8_000, 1)
    assert_true_at_every_zoom(series)


def test_what_is_worked_out_ahead_is_what_a_look_would_have_found() -> None:
    series = series_of(5_000)
    assert series.due == 5_000
    for left in (4_000, 3_000):
        series.work_ahead(1_000)
        assert series.due == left
    # A trade meanwhile leaves the rest for later.
    series.add_trade(START + 4_999 * MINUTE, 7_000, 1)
    series.view(0, 2, 1)
    assert series.due == 3_001
    while series.due:
        series.work_ahead(1_000)
    assert_true_at_every_zoom(series)
    assert series.view(0, series.count, 0.1).prices[HIGH].max() == 7_000


def test_history_in_front_of_many_bars_leaves_those_as_they_are_known() -> None:
    series = series_of(3_000)
    series.view(0, series.count, 0.1)
    series.prepend(bars(500, first=-500))
    assert series.due == 500
    assert_true_at_every_zoom(series)
