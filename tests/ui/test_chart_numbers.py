"""The chart's arithmetic: no high or low is lost, views map back and forth, labels keep apart."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from traderterminal.ui.chart.axes import (
    Mark,
    place_labels,
    round_prices,
    round_times,
    shared_digits,
)
from traderterminal.ui.chart.timescale import TimeScale


def test_pixels_and_bars_map_back_and_forth() -> None:
    view = TimeScale(width=600, origin=30, pitch=6.0, right=500.0)
    for index in (401, 450, 499):
        assert view.index_at(view.x(index) + 1) == index
        assert view.index_at(view.middle(index)) == index
    assert (view.x(400), view.x(500)) == (30, 630)


def test_a_glued_view_follows_and_a_panned_one_stays() -> None:
    view = TimeScale(width=600)
    view.follow(1000)
    assert view.right == 1000
    view.pan(60, 1000)
    view.follow(1001)
    assert view.right == 990
    view.pan(-600, 1001)
    assert view.glued


def test_zooming_keeps_the_bar_under_the_pointer() -> None:
    view = TimeScale(width=600, pitch=6.0, right=500.0, glued=False)
    before = view.index_at(300)
    view.zoom(1.5, 300, 1000)
    assert view.index_at(300) == before


HEIGHT = 18.0
places = st.lists(st.floats(0, 500), max_size=40)
keeps = st.one_of(st.none(), st.tuples(st.floats(18, 482), st.sampled_from([18.0, 36.0])))


@given(places, keeps)
def test_labels_never_lie_on_each_other_nor_beyond_the_axis(
    wanted: list[float], fixed: tuple[float, float] | None
) -> None:
    placed = place_labels(wanted, HEIGHT, 0, 500, fixed)
    edges = [(p - HEIGHT / 2, p + HEIGHT / 2) for p in placed if p is not None]
    if fixed is not None:
        edges.append((fixed[0] - fixed[1] / 2, fixed[0] + fixed[1] / 2))
    edges.sort()
    assert all(b[0] - a[1] >= -1e-6 for a, b in pairwise(edges))
    own = [p for p in placed if p is not None]
    assert all(HEIGHT / 2 - 1e-6 <= p <= 500 - HEIGHT / 2 + 1e-6 for p in own)


@given(st.lists(st.floats(0, 500), max_size=27, unique=True))
def test_labels_keep_the_order_of_their_prices(wanted: list[float]) -> None:
    placed = place_labels(sorted(wanted), HEIGHT, 0, 500)
    assert placed == sorted(p for p in placed if p is not None)


@given(places, keeps)
def test_a_label_is_left_out_only_where_there_is_no_room(
    wanted: list[float], fixed: tuple[float, float] | None
) -> None:
    placed = place_labels(wanted, HEIGHT, 0, 500, fixed)
    shown = sum(p is not None for p in placed)
    if fixed is None:
        room = int(500 / HEIGHT)
    else:
        above, below = fixed[0] - fixed[1] / 2, 500 - fixed[0] - fixed[1] / 2
        room = int(above / HEIGHT + 1e-9) + int(below / HEIGHT + 1e-9)
    assert shown == min(len(wanted), room)


def test_labels_with_room_stay_at_their_prices() -> None:
    assert place_labels([100, 50, 300], HEIGHT, 0, 500) == [100, 50, 300]
    assert place_labels([100, 105], HEIGHT, 0, 500) == [93.5, 111.5]
    assert place_labels([100], HEIGHT, 0, 500, (102.0, 36.0)) == [75]
    assert place_labels([3], HEIGHT, 0, 500) == [9]


@pytest.mark.parametrize(
    ("texts", "shared"),
    [
        (["6,860.00", "6,840.00", "6,850.00"], 3),
        (["1.09890", "1.09900"], 4),
        (["9.75", "10.25"], 0),
        (["−1.00", "1.00"], 0),
        (["100.0"], 0),
        ([], 0),
    ],
)
def test_the_digits_that_all_prices_share_are_counted(texts: list[str], shared: int) -> None:
    assert shared_digits(texts) == shared


@pytest.mark.parametrize("tick", [0.25, 0.01, 0.00005, 0.015625, 5.0, 0.0000005])
@pytest.mark.parametrize("reach", [3, 17, 80, 1234, 99_999])
def test_round_prices_are_few_and_within_the_view(tick: float, reach: int) -> None:
    found = round_prices(1000, 1000 + reach, tick, 8)
    assert len(found) <= 9
    assert all(1000 <= ticks <= 1000 + reach for ticks in found)
    assert reach < 8 or found


def test_sixty_fourths_step_by_halves_where_no_decimal_price_is_near() -> None:
    assert round_prices(7200, 7211, 0.015625, 7) == [7200, 7202, 7204, 7206, 7208, 7210]
    assert round_prices(7168, 7400, 0.015625, 4) == [7168, 7232, 7296, 7360]  # whole points


MINUTE = 60_000_000_000
DAY = 1440 * MINUTE
#: Thursday, 11 January 2024, midnight on the exchange's wall clock.
THURSDAY = 1_704_931_200_000_000_000


@pytest.mark.parametrize(
    ("seconds", "words"), [(60, "09:31"), (86_400, "11 Jan"), (30 * 86_400, "Jan")]
)
def test_few_bars_that_begin_nothing_round_are_told_the_time_of_all_the_same(
    seconds: int, words: str
) -> None:
    start = 1_704_965_460 - (1_704_965_460 % 86_400 if seconds > 60 else 0)  # Thursday, 09:31
    local = (start + np.arange(3) * seconds) * 10**9
    before_ns = int(local[0]) - 10**9
    marks = round_times(local, 7, 6.0, 80.0, before_ns)
    assert [(mark.index, mark.text) for mark in marks] == [(7, words)]


def test_round_times_mark_whole_hours_and_new_days() -> None:
    local = THURSDAY - 60 * MINUTE + np.arange(180, dtype=np.int64) * MINUTE
    marks = round_times(local, 0, 6.0, 80.0, int(local[0]) - MINUTE)
    assert [(m.index, m.text) for m in marks if m.mark is Mark.DAY] == [(60, "11 Jan")]
    assert (marks[0].index, marks[0].text) == (0, "23:00")
    assert all((m.local_ns // MINUTE) % 15 == 0 for m in marks)
    assert all((b.index - a.index) * 6 >= 80 for a, b in pairwise(marks))


def test_a_gap_is_no_time_on_the_axis() -> None:
    friday = THURSDAY + DAY + 950 * MINUTE + np.arange(10, dtype=np.int64) * MINUTE
    monday = THURSDAY + 4 * DAY + np.arange(60, dtype=np.int64) * MINUTE
    marks = round_times(np.concatenate([friday, monday]), 0, 6.0, 80.0)
    assert (10, "15 Jan") in [(m.index, m.text) for m in marks]


def test_of_two_times_too_near_to_each_other_the_rounder_one_is_told() -> None:
    # given bars of five seconds of a quiet market: of many there is none
    there = np.random.default_rng(5).random(240) < 0.4
    local = THURSDAY + np.flatnonzero(there).astype(np.int64) * 5 * 10**9
    minutes = local // MINUTE
    # when they are so near that not every minute can be told
    marks = round_times(local, 0, 6.0, 66.0, THURSDAY - MINUTE)
    # then what is left out is not what begins ten minutes
    tens = np.flatnonzero(np.diff(minutes // 10, prepend=-1)).tolist()
    evens = np.flatnonzero(np.diff(minutes // 2, prepend=-1)).tolist()
    assert set(tens) <= {mark.index for mark in marks} < set(evens)
    assert all((b.index - a.index) * 6 >= 66 for a, b in pairwise(marks))


def test_a_monday_is_told_rather_than_the_sunday_evening_before_it() -> None:
    sunday = THURSDAY + 10 * DAY + 17 * 60 * MINUTE
    quarters = 15 * MINUTE * np.arange(400, dtype=np.int64)
    local = np.concatenate([sunday - 4 * DAY + quarters[:188], sunday + quarters])
    texts = [mark.text for mark in round_times(local, 0, 1.2, 66.0, int(local[0]) - MINUTE)]
    assert "22 Jan" in texts
    assert "21 Jan" not in texts


def test_where_a_series_begins_its_first_bar_is_told_as_a_day() -> None:
    evening = THURSDAY - 7 * 60 * MINUTE + np.arange(60, dtype=np.int64) * MINUTE
    assert [m.text for m in round_times(evening, 0, 6.0, 80.0)] == [
        "10 Jan", "17:15", "17:30", "17:45",
    ]  # fmt: skip
    days = THURSDAY + np.arange(15, dtype=np.int64) * DAY
    assert [m.text for m in round_times(days, 0, 20.0, 72.0)] == ["11 Jan", "15 Jan", "22 Jan"]
    assert [m.text for m in round_times(days, 0, 1.0, 72.0)] == ["2024"]


def test_days_are_marked_in_weeks_then_months_then_years() -> None:
    days = THURSDAY + np.arange(700, dtype=np.int64) * DAY
    before_ns = THURSDAY - DAY
    weeks = round_times(days[:60], 0, 12.0, 72.0, before_ns)
    assert [m.text for m in weeks[:3]] == ["15 Jan", "22 Jan", "29 Jan"]
    months = round_times(days, 0, 3.0, 72.0, before_ns)
    assert [m.text for m in months[:4]] == ["Feb", "Mar", "Apr", "May"]
    assert "2025" in [m.text for m in months if m.mark is Mark.YEAR]
    years = round_times(days, 0, 0.2, 72.0, before_ns)
    assert [m.text for m in years] == ["2025"]


def test_home_shows_the_earliest_bars_and_the_rest_is_to_the_right() -> None:
    view = TimeScale(width=600)
    view.follow(1000)
    view.home(1000)
    assert (view.left, view.right, view.glued) == (0, 100, False)
    view.home(50)
    assert (view.right, view.glued) == (50, True)
