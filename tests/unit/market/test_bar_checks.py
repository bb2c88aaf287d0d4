from collections import Counter

import numpy as np
import pytest

from tests.support.market import MINUTE
from traderterminal.domain.bars import Bar
from traderterminal.market.bar_checks import MOST_LOTS, believable, count_flaws
from traderterminal.market.columns import MOST_TICKS, BarColumns
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.time_bars import BarSeries

GOOD = [Bar(minute * MINUTE, 10, 12, 9, 11, 1) for minute in range(6)]


def left(bars: list[Bar]) -> tuple[list[int], Counter[str]]:
    """The minutes that are left of bars, and what was wrong with the others."""
    flaws = Counter[str]()
    found = believable(BarColumns.of(bars), flaws)
    return (found.start_ns // MINUTE).tolist(), flaws


def test_good_bars_stay_as_they_are() -> None:
    assert left(GOOD) == (list(range(6)), Counter())
    assert left([]) == ([], Counter())


@pytest.mark.parametrize(
    "bad",
    [
        Bar(2 * MINUTE, 10, 9, 8, 11, 1),  # a high below open and close
        Bar(2 * MINUTE, 10, 12, 11, 11, 1),  # a low above the open
        Bar(2 * MINUTE, 10, 12, 9, 13, 1),  # a close above the high
        Bar(2 * MINUTE, 10, 12, 9, 11, -1),
        Bar(2 * MINUTE, 10, 12, 9, 11, MOST_LOTS + 1),
        Bar(-MINUTE, 10, 12, 9, 11, 1),
        Bar(2 * MINUTE, 10, MOST_TICKS + 1, 9, 11, 1),
        Bar(2 * MINUTE, 10, 12, -MOST_TICKS - 1, 11, 1),
    ],
)
def test_a_bar_that_contradicts_itself_is_left_out(bad: Bar) -> None:
    assert left([*GOOD[:2], bad, *GOOD[3:]]) == ([0, 1, 3, 4, 5], Counter(impossible=1))


def test_of_bars_out_of_order_as_few_as_may_be_are_left_out() -> None:
    assert left([GOOD[n] for n in (0, 3, 1, 3, 2, 4)]) == ([0, 1, 2, 4], Counter(disordered=2))
    assert left([GOOD[n] for n in (0, 3, 1, 3, 4)]) == ([0, 1, 3, 4], Counter(disordered=1))
    assert left([GOOD[n] for n in (0, 3, 3, 4, 2)]) == (
        [0, 3, 4],
        Counter(disordered=1, repeated=1),
    )


def test_one_that_comes_far_too_early_takes_no_others_with_it() -> None:
    assert left([GOOD[n] for n in (0, 5, 1, 2, 3, 4)]) == ([0, 1, 2, 3, 4], Counter(disordered=1))
    assert left([GOOD[n] for n in (0, 4, 1, 2, 3, 4)]) == ([0, 1, 2, 3, 4], Counter(disordered=1))


def test_a_gap_is_no_flaw_and_negative_prices_can_be_true() -> None:
    below = Bar(99 * MINUTE, -3_700, -3_650, -3_763, -3_763, 5)
    assert left([GOOD[0], below]) == ([0, 99], Counter())


def test_prices_that_four_bytes_do_not_hold_do_not_become_others() -> None:
    most = Bar(0, 1, MOST_TICKS, -MOST_TICKS, 1, 1)
    assert BarColumns.of([most]).high.tolist() == [MOST_TICKS]
    beyond = Bar(MINUTE, 1, MOST_TICKS + 1, 1, 1, 1)
    assert BarColumns.of([most, beyond]).high.tolist() == [MOST_TICKS, MOST_TICKS + 1]
    series = BarSeries(ClockPeriod(MINUTE))
    series.prepend([most, beyond])
    assert series.bars() == [most]
    assert series.high.dtype == np.int32
    assert series.flaws == {"impossible": 1, "below_one": 1}


def test_nothing_to_count_names_nothing() -> None:
    flaws = Counter[str]()
    count_flaws("impossible", np.zeros(3, np.bool_), flaws)
    assert dict(flaws) == {}


def test_a_series_leaves_out_what_lies_within_its_bars_and_says_so() -> None:
    series = BarSeries(ClockPeriod(MINUTE))
    series.prepend(GOOD[3:])
    within = Bar(MINUTE + MINUTE // 2, 10, 12, 9, 11, 1)
    series.prepend([GOOD[0], GOOD[1], within, GOOD[2], GOOD[3]])
    assert series.bars() == GOOD
    assert series.flaws == {"overlapping": 2}
    series.prepend([Bar(-MINUTE, 1, 0, 1, 1, 1)])
    assert series.flaws == {"overlapping": 2, "impossible": 1}
    assert series.count == 6
    series.clear()
    assert series.flaws == {}
