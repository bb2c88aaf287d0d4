"""Bars by the moments that drawings are tied to."""

import random

import numpy as np
import pytest

from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.ui.viewmodels.bar_times import FURTHEST, BarTimes

MINUTE = 60_000_000_000


def times(*minutes: int) -> BarTimes:
    return BarTimes.of(np.array(minutes, np.int64) * MINUTE, 60)


def test_a_moment_lies_in_its_bar_and_one_without_a_bar_in_the_one_before() -> None:
    bars = times(10, 11, 20)
    assert [bars.index(n * MINUTE) for n in (10, 11, 12, 19, 20)] == [0, 1, 1, 1, 2]
    assert bars.index(11 * MINUTE - 1) == 0
    assert bars.index(21 * MINUTE - 1) == 2


def test_bars_to_come_follow_without_a_pause() -> None:
    bars = times(10, 11, 20)
    assert [bars.index(n * MINUTE) for n in (21, 22, 30)] == [3, 4, 12]
    assert bars.start(12) == 30 * MINUTE


def test_bars_to_come_leave_out_the_time_that_is_known_to_have_none() -> None:
    after_a_break = np.array([21, 22, 80, 81], np.int64) * MINUTE
    bars = BarTimes.of(
        np.array([10, 11, 20], np.int64) * MINUTE, 60, coming=lambda count: after_a_break[:count]
    )
    assert [bars.start(n) // MINUTE for n in (2, 3, 4, 5, 6, 7, 8)] == [20, 21, 22, 80, 81, 82, 83]
    found = [bars.index(n * MINUTE) for n in (20, 21, 22, 23, 79, 80, 81, 82, 90)]
    assert found == [2, 3, 4, 4, 4, 5, 6, 7, 15]
    assert bars.index(2**62) == 2 + FURTHEST


def test_of_moments_before_the_first_bar_there_is_only_a_guess() -> None:
    bars = times(10, 11, 20)
    assert bars.knows(10 * MINUTE)
    assert not bars.knows(10 * MINUTE - 1)
    assert bars.index(8 * MINUTE) == -2
    assert bars.start(-2) == 8 * MINUTE


def test_bars_of_any_length_go_on_as_they_went_on_the_whole() -> None:
    bars = BarTimes.of(np.array([0, 10, 40], np.int64), None)
    assert bars.step_ns == 20
    assert BarTimes.of(np.array([5], np.int64), None).step_ns == 1


def test_a_moment_stands_where_its_key_does() -> None:
    day = 86_400_000_000_000
    bars = BarTimes.of(np.array([0, 1, 2], np.int64) * day, None, lambda at_ns: at_ns + day // 4)
    assert bars.index(day - day // 4) == 1
    assert bars.index(day - day // 4 - 1) == 0


def test_no_moment_is_further_than_any_chart() -> None:
    bars = times(10)
    assert bars.index(2**62) == FURTHEST
    assert bars.index(-(2**62)) == -FURTHEST


@pytest.mark.counted("bars found again by their starts")
def test_every_bar_is_found_by_its_start(cases: Cases) -> None:
    chance = random.Random(11)
    for _ in cases.over(range(scaled(2_000))):
        minutes = sorted(chance.sample(range(1_000), chance.randrange(1, 60)))
        bars = times(*minutes)
        for index in range(-20, len(minutes) + 20):
            assert bars.index(bars.start(index)) == index
        # What comes in front moves every bar by as many, and none to another moment.
        longer = times(-9, -5, -1, *minutes)
        for index in range(len(minutes) + 20):
            assert longer.start(index + 3) == bars.start(index)
