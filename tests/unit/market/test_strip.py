from collections import deque
from random import Random

import numpy as np
import pytest

from traderterminal.market.strip import LEAST_ROOM, Strip


def filled(count: int) -> Strip:
    strip = Strip(np.int64)
    strip.reach(0, count)
    strip.between(0, count)[...] = np.arange(count)
    return strip


def test_what_is_put_in_front_takes_the_places_before() -> None:
    strip = filled(3)
    strip.reach(-2, 3)
    strip.between(-2, 0)[...] = (-2, -1)
    assert strip.between(strip.low, strip.high).tolist() == [-2, -1, 0, 1, 2]
    assert strip.item(-2) == -2


def test_both_ends_grow_in_any_order_and_nothing_is_lost() -> None:
    draw, strip, expected = Random(1), Strip(np.int64), deque[int]()
    for number in range(300):
        count = draw.randrange(1, 40)
        values = [number] * count
        if draw.random() < 0.5:
            strip.reach(strip.low - count, strip.high)
            strip.between(strip.low, strip.low + count)[...] = values
            expected.extendleft(values)
        else:
            strip.reach(strip.low, strip.high + count)
            strip.between(strip.high - count, strip.high)[...] = values
            expected.extend(values)
    assert strip.between(strip.low, strip.high).tolist() == list(expected)


def test_an_array_is_moved_seldom_however_often_it_grows() -> None:
    strip, moves, array = filled(50_000), 0, None
    for _ in range(50_000):
        strip.reach(strip.low - 1, strip.high)
        moves += strip.between(0, 1).base is not array
        array = strip.between(0, 1).base
    assert moves <= 6


@pytest.mark.parametrize("before", [0, 5_000])
def test_no_more_than_a_quarter_is_spare(before: int) -> None:
    strip = filled(20_000)
    strip.reach(-before, 20_001)
    assert 0 < strip.spare <= strip.nbytes / 4


def test_a_larger_array_is_made_ready_apart_and_then_moved_to() -> None:
    strip = filled(10)
    larger = strip.larger(5_000, 3_000)
    assert larger is not None
    strip.reach(-1, 11)  # meanwhile the strip goes on
    strip.between(-1, 0)[...] = -1
    strip.write(10, 10)
    strip.move_to(larger)
    assert strip.between(-1, 11).tolist() == list(range(-1, 11))
    strip.reach(-5_000, 3_010)
    assert strip.between(0, 1).base is larger.values
    assert strip.larger(0, LEAST_ROOM // 2) is None


def test_a_larger_array_that_became_too_small_is_left_alone() -> None:
    strip = filled(10)
    larger = strip.larger(500, 0)
    assert larger is not None
    strip.reach(-9_000, 10)
    strip.move_to(larger)
    assert strip.between(0, 10).tolist() == list(range(10))
    assert (strip.low, strip.high) == (-9_000, 10)


def test_what_is_inserted_moves_the_later_ones_on() -> None:
    strip = Strip(np.int32, rows=2, place=7)
    strip.reach(7, 10)
    strip.between(7, 10)[...] = [(1, 2, 3), (4, 5, 6)]
    strip.insert(8, (0, 9))
    assert strip.between(7, 11).tolist() == [[1, 0, 2, 3], [4, 9, 5, 6]]
    assert strip.read(8) == [0, 9]
    strip.write_each(8, (5, 6))
    assert strip.between(8, 10).tolist() == [[5, 2], [6, 5]]


def test_another_type_of_number_keeps_the_values() -> None:
    strip = filled(4)
    strip.widen(np.float64)
    strip.write(3, 0.5)
    assert strip.dtype == np.float64
    assert strip.between(0, 4).tolist() == [0, 1, 2, 0.5]
