import numpy as np
import pytest

from tests.support.drawn_bars import assert_true_at_every_zoom
from tests.support.market import MINUTE
from traderterminal.domain.bars import Bar
from traderterminal.market.columns import BarColumns
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.series import Series
from traderterminal.market.time_bars import BarSeries

START = 1_000_000 * MINUTE
MOST_BYTES = 60


def columns(count: int, first: int = 0) -> BarColumns:
    close = (np.arange(count) % 97).astype(np.int32)
    starts = START + MINUTE * np.arange(first, first + count)
    return BarColumns(starts, close, close + 2, close - 2, close, np.full(count, 5_000_000_000))


def series_of(count: int) -> BarSeries:
    series = BarSeries(ClockPeriod(MINUTE))
    series.prepend(columns(count))
    return series


def test_a_bar_with_all_its_zooms_takes_no_more_memory_than_is_allowed() -> None:
    series = series_of(100_000)
    series.view(0, 100_000, 0.001)
    assert series.nbytes <= MOST_BYTES * series.count
    for page in range(1, 40):
        series.prepend(columns(5_000, -5_000 * page))
        series.add_trade(START + (100_000 + page) * MINUTE, 7, 1)
        series.view(0, series.count, 0.001)
        assert series.nbytes <= MOST_BYTES * series.count
        assert series.spare <= 0.26 * series.nbytes  # and some for small columns


def test_history_in_front_moves_no_array_that_has_room() -> None:
    series = series_of(100_000)
    series.prepend(columns(1_000, -1_000))  # the room that it asked for holds many more
    array = series.close.base
    for page in range(2, 12):
        series.prepend(columns(1_000, -1_000 * page))
    assert series.close.base is array


def test_room_that_was_handed_out_apart_is_where_history_goes() -> None:
    series = series_of(5_000)
    series.view(0, 5_000, 0.01)
    for strip, places in series.strips(90_000):
        larger = strip.larger(places, 0)
        assert larger is not None
        strip.move_to(larger)
    array = series.close.base
    series.prepend(columns(90_000, -90_000))
    assert series.close.base is array
    assert series.count == 95_000
    assert_true_at_every_zoom(series)


def test_a_price_beyond_whole_ticks_of_32_bits_is_kept_and_counted() -> None:
    series = series_of(300)
    series.view(0, 300, 0.5)
    series.add_trade(START + 300 * MINUTE, 2**40, 1)
    assert series.bars(-1) == [Bar(START + 300 * MINUTE, 2**40, 2**40, 2**40, 2**40, 1)]
    assert isinstance(series.bars(-1)[0].close, int)
    assert series.misfits == 4
    assert series.close.dtype == np.float64
    assert_true_at_every_zoom(series)


def test_columns_are_those_of_the_series_and_cannot_be_written() -> None:
    found = series_of(10).columns()
    assert len(found) == 10
    for column in found.each():
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 1


def test_a_series_without_bars_has_none_to_show() -> None:
    series = Series()
    assert series.bars() == []
    assert len(series.columns()) == 0
    assert (series.count, series.misfits, series.flaws.total()) == (0, 0, 0)


def test_one_bar_is_told_whether_it_still_forms_or_not() -> None:
    series = series_of(3)
    series.add_trade(START + 2 * MINUTE + 1, 50, 4)
    assert [series.bar(index) for index in range(3)] == series.bars()
    assert series.bar(2).close == 50
    for index in (-1, 3):
        with pytest.raises(IndexError):
            series.bar(index)
