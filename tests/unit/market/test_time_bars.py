import numpy as np
import pytest

from tests.support.market import MINUTE, SECOND
from traderterminal.domain.bars import Bar
from traderterminal.kit.clock import parse_iso
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.time_bars import BarSeries

NOON = parse_iso("2024-01-15T12:00:00Z")  # a Monday
DAY = 86_400 * SECOND


@pytest.fixture
def minutes() -> BarSeries:
    return BarSeries(ClockPeriod(MINUTE))


def test_trades_of_a_minute_make_one_bar_keyed_by_its_start(minutes: BarSeries) -> None:
    for second, price, size in ((5, 101, 2), (10, 104, 1), (20, 99, 3), (59, 100, 1)):
        minutes.add_trade(NOON + second * SECOND, price, size)
    assert minutes.bars() == [Bar(NOON, 101, 104, 99, 100, 7)]


def test_a_bar_holds_its_start_and_not_its_end(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 1, 1)
    minutes.add_trade(NOON + MINUTE - 1, 2, 1)
    minutes.add_trade(NOON + MINUTE, 3, 1)
    assert [(bar.start_ns, bar.close) for bar in minutes.bars()] == [(NOON, 2), (NOON + MINUTE, 3)]


def test_where_nothing_traded_there_is_no_bar(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 1, 1)
    minutes.add_trade(NOON + 5 * MINUTE, 2, 1)
    assert minutes.start_ns.tolist() == [NOON, NOON + 5 * MINUTE]


def test_columns_are_whole_ticks_and_cannot_be_written(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 7, 1)
    assert minutes.open.dtype == np.int32
    assert minutes.volume.dtype == np.int64
    with pytest.raises(ValueError, match="read-only"):
        minutes.close[0] = 1


def test_bars_beyond_the_first_room_keep_what_was_there(minutes: BarSeries) -> None:
    for number in range(1000):
        minutes.add_trade(NOON + number * MINUTE, number, 1)
    assert minutes.count == 1000
    assert minutes.close.tolist() == list(range(1000))


def test_every_change_is_told_apart_from_a_change_of_older_bars(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 1, 1)
    minutes.add_trade(NOON + MINUTE, 2, 1)
    minutes.add_trade(NOON + MINUTE, 3, 1)
    assert (minutes.version, minutes.generation) == (3, 0)
    minutes.add_trade(NOON + 1, 9, 1)
    assert (minutes.version, minutes.generation) == (4, 1)


def test_a_late_trade_falls_into_the_bar_of_its_time(minutes: BarSeries) -> None:
    minutes.add_trade(NOON + 10, 5, 1)
    minutes.add_trade(NOON + 2 * MINUTE, 6, 1)
    minutes.add_trade(NOON + 5, 4, 1)  # earlier than the first: now it is the open
    minutes.add_trade(NOON + 20, 3, 1)  # later than the last of its bar: the close
    minutes.add_trade(NOON + MINUTE, 8, 2)  # a minute that had no bar
    minutes.add_trade(NOON + 2 * MINUTE + 1, 7, 1)
    assert minutes.bars() == [
        Bar(NOON, 4, 5, 3, 3, 3),
        Bar(NOON + MINUTE, 8, 8, 8, 8, 2),
        Bar(NOON + 2 * MINUTE, 6, 7, 6, 7, 2),
    ]


def test_bars_at_or_below_zero_are_drawn_and_counted_once_each(minutes: BarSeries) -> None:
    for minute, price in ((0, 5), (0, 0), (0, -3_763), (1, -3_700), (2, 3), (4, 7)):
        minutes.add_trade(NOON + minute * MINUTE, price, 1)
    assert minutes.flaws == {"below_one": 2}
    for minute, price in ((2, -1), (2, -2), (3, -5), (0, -9)):  # late ones, too
        minutes.add_trade(NOON + minute * MINUTE, price, 1)
    assert minutes.flaws == {"below_one": 4, "late": 4}
    within, before = Bar(NOON, -1, -1, -1, -1, 1), Bar(NOON - MINUTE, 9, 9, -1, 9, 1)
    minutes.prepend([before, within])
    assert minutes.flaws == {"below_one": 5, "late": 4, "overlapping": 1}
    assert minutes.low.tolist() == [-1, -3_763, -3_700, -2, -5, 7]


def test_a_late_trade_in_the_last_bar_is_not_its_close(minutes: BarSeries) -> None:
    minutes.add_trade(NOON + 10, 5, 1)
    minutes.add_trade(NOON + 5, 9, 1)
    assert minutes.bars() == [Bar(NOON, 9, 9, 5, 5, 2)]


def test_history_goes_in_front_and_what_overlaps_is_left_out(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 5, 1)
    older = Bar(NOON - MINUTE, 1, 2, 1, 2, 10)
    minutes.prepend([older, Bar(NOON, 7, 7, 7, 7, 7)])
    assert minutes.bars() == [older, Bar(NOON, 5, 5, 5, 5, 1)]
    assert minutes.generation == 1
    minutes.add_trade(NOON + 1, 6, 1)
    assert minutes.bars(-1) == [Bar(NOON, 5, 6, 5, 6, 2)]


def test_trades_continue_the_last_bar_of_the_history(minutes: BarSeries) -> None:
    minutes.prepend([Bar(NOON, 5, 7, 4, 6, 10)])
    minutes.add_trade(NOON + 30 * SECOND, 8, 1)
    assert minutes.bars() == [Bar(NOON, 5, 8, 4, 8, 11)]


def test_the_forming_bar_is_the_last_one(minutes: BarSeries) -> None:
    with pytest.raises(IndexError, match="no bar yet"):
        _ = minutes.last
    for second, price in ((5, 101), (10, 104), (70, 99), (80, 98)):
        minutes.add_trade(NOON + second * SECOND, price, 2)
        assert minutes.last == minutes.bars(-1)[0]
    minutes.clear()
    with pytest.raises(IndexError, match="no bar yet"):
        _ = minutes.last


def test_clearing_leaves_an_empty_series_that_fills_again(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 5, 1)
    minutes.clear()
    assert minutes.bars() == []
    minutes.add_trade(NOON - DAY, 6, 1)
    assert minutes.bars() == [Bar(NOON - DAY, 6, 6, 6, 6, 1)]
