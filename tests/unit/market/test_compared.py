from random import Random

import numpy as np

from tests.support.market import MINUTE
from traderterminal.domain.bars import Bar
from traderterminal.market.compared import ComparedLine
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.time_bars import BarSeries

START = 1_000_000 * MINUTE


def series(*minutes: int) -> BarSeries:
    made = BarSeries(ClockPeriod(MINUTE))
    made.prepend([Bar(START + m * MINUTE, m, m, m, m, 1) for m in minutes])
    return made


def values(line: ComparedLine) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in line.values]


def test_the_last_price_by_the_end_of_each_bar() -> None:
    line = ComparedLine(series(0, 1, 5, 6), series(1, 2, 3, 7))
    assert line.refresh()
    # the bar of minute 1 goes on until the next one begins, in minute 5
    assert values(line) == [None, 3.0, 3.0, 7.0]


def test_without_any_price_there_is_no_value() -> None:
    line = ComparedLine(series(0, 1), series())
    line.refresh()
    assert values(line) == [None, None]
    empty = ComparedLine(series(), series(1))
    assert empty.refresh()
    assert len(empty.view(0, 10, 1.0)) == 0


def test_what_comes_one_by_one_is_as_what_is_there_at_once() -> None:
    draw, own, other = Random(1), series(0), series()
    line, at = ComparedLine(own, other), START
    for number in range(800):
        at += draw.choice((0, 1, MINUTE, 3 * MINUTE))
        which = draw.choice((own, other))
        which.add_trade(at if draw.random() < 0.97 else at - 9 * MINUTE, number, 1)
        if draw.random() < 0.5:
            while not line.refresh(most=50):
                pass
    while not line.refresh():
        pass
    whole = ComparedLine(own, other)
    whole.refresh()
    assert values(line) == values(whole)
    drawn = line.view(0, own.count, 0.1)
    assert np.nanmax(drawn.high) == np.nanmax(whole.values)


def test_history_in_front_is_followed() -> None:
    own, other = series(10, 11, 12), series(11)
    line = ComparedLine(own, other)
    line.refresh()
    for which in (own, other):
        which.prepend([Bar(START + m * MINUTE, m, m, m, m, 1) for m in (4, 5)])
    line.refresh()
    assert values(line) == [4.0, 5.0, 5.0, 11.0, 11.0]


def test_a_long_history_is_gone_through_part_by_part() -> None:
    line = ComparedLine(series(*range(500)), series(*range(500)))
    steps = 1
    while not line.refresh(most=100):
        steps += 1
    assert steps > 4
    assert values(line) == [float(n) for n in range(500)]
