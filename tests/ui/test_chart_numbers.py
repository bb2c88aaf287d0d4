"""The chart's arithmetic: no high or low is lost, views map back and forth, labels keep apart."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from traderterminal.ui.chart.axes import place_labels, round_prices, round_times
from traderterminal.ui.chart.pyramid import CLOSE, HIGH, LOW, OPEN, Pyramid
from traderterminal.ui.chart.view import View


@dataclass
class Series:
    """Bars in plain lists."""

    rows: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    generation: int = 0

    @property
    def count(self) -> int:
        return len(self.rows)

    def _column(self, number: int) -> npt.NDArray[np.int32]:
        return np.array([row[number] for row in self.rows], np.int32)

    @property
    def open(self) -> npt.NDArray[np.int32]:
        return self._column(0)

    @property
    def high(self) -> npt.NDArray[np.int32]:
        return self._column(1)

    @property
    def low(self) -> npt.NDArray[np.int32]:
        return self._column(2)

    @property
    def close(self) -> npt.NDArray[np.int32]:
        return self._column(3)

    @property
    def volume(self) -> npt.NDArray[np.int64]:
        return np.array([row[4] for row in self.rows], np.int64)


def made(count: int, seed: int = 1) -> Series:
    draw = np.random.default_rng(seed)
    closes = np.cumsum(draw.integers(-3, 4, count)) + 1000
    rows = []
    for close in closes.tolist():
        opened = close + int(draw.integers(-2, 3))
        high = max(opened, close) + int(draw.integers(0, 3))
        low = min(opened, close) - int(draw.integers(0, 3))
        rows.append((opened, high, low, close, int(draw.integers(1, 50))))
    return Series(rows)


def assert_true_buckets(pyramid: Pyramid, series: Series) -> None:
    for pixels in (1.0, 0.5, 0.2, 0.05, 0.01):
        found = pyramid.view(0, series.count, pixels)
        for number in range(len(found)):
            part = series.rows[number * found.span : (number + 1) * found.span]
            assert found.prices[OPEN, number] == part[0][0]
            assert found.prices[HIGH, number] == max(row[1] for row in part)
            assert found.prices[LOW, number] == min(row[2] for row in part)
            assert found.prices[CLOSE, number] == part[-1][3]
            assert found.volume[number] == sum(row[4] for row in part)
        assert len(found) * found.span >= series.count


@pytest.mark.parametrize("count", [1, 2, 255, 256, 257, 511, 1000, 1025])
def test_each_level_keeps_every_high_and_low(count: int) -> None:
    series, pyramid = made(count), Pyramid()
    pyramid.sync(series)
    assert_true_buckets(pyramid, series)


def test_bars_that_arrive_one_by_one_give_the_same_pyramid() -> None:
    whole, growing, pyramid = made(700), Series(), Pyramid()
    for row in whole.rows:
        growing.rows.append((row[0], row[0], row[0], row[0], 1))  # the bar as it opens
        pyramid.sync(growing)
        growing.rows[-1] = row  # and as it closes
        pyramid.sync(growing)
    assert_true_buckets(pyramid, whole)


def test_older_bars_that_change_are_taken_over() -> None:
    series, pyramid = made(600), Pyramid()
    pyramid.sync(series)
    series.rows = made(300, seed=2).rows + series.rows
    series.generation += 1
    pyramid.sync(series)
    assert_true_buckets(pyramid, series)


def test_a_view_never_has_more_buckets_than_pixels() -> None:
    pyramid = Pyramid()
    pyramid.sync(made(5000))
    for pixels in (1.0, 0.7, 0.25, 0.1):
        assert len(pyramid.view(0, 5000, pixels)) <= 5000 * pixels + 2


def test_pixels_and_bars_map_back_and_forth() -> None:
    view = View(width=600, height=400, pitch=6.0, right=500.0, low=100.0, high=200.0)
    for index in (401, 450, 499):
        assert view.index_at(view.x(index) + 1) == index
    for ticks in (100.0, 150.0, 199.0):
        assert view.ticks_at(view.y(ticks)) == pytest.approx(ticks)


def test_a_glued_view_follows_and_a_panned_one_stays() -> None:
    view = View(width=600, height=400)
    view.follow(1000)
    assert view.right == 1000
    view.pan(60, 1000)
    view.follow(1001)
    assert view.right == 990
    view.pan(-600, 1001)
    assert view.glued


def test_zooming_keeps_the_bar_under_the_pointer() -> None:
    view = View(width=600, height=400, pitch=6.0, right=500.0, glued=False)
    before = view.index_at(300)
    view.zoom(1.5, 300, 1000)
    assert view.index_at(300) == before


def test_the_scale_stands_still_while_it_fits() -> None:
    view = View()
    assert view.scale_to(100, 200)
    low, high = view.low, view.high
    assert not view.scale_to(101, 199)
    assert (view.low, view.high) == (low, high)
    assert view.scale_to(100, 220)
    assert view.scale_to(150, 160)


@given(
    st.lists(st.floats(0, 500), max_size=12),
    st.one_of(st.none(), st.floats(0, 500)),
)
def test_labels_never_lie_on_each_other_and_the_fixed_one_stays(
    wanted: list[float], fixed: float | None
) -> None:
    placed = place_labels(wanted, 18.0, fixed)
    everything = sorted([*placed, *([] if fixed is None else [fixed])])
    assert all(b - a >= 18.0 - 1e-6 for a, b in pairwise(everything))


@pytest.mark.parametrize("tick", [0.25, 0.01, 0.00005, 0.015625, 5.0, 0.0000005])
@pytest.mark.parametrize("reach", [3, 17, 80, 1234, 99_999])
def test_round_prices_are_few_and_within_the_view(tick: float, reach: int) -> None:
    found = round_prices(1000, 1000 + reach, tick, 8)
    assert len(found) <= 9
    assert all(1000 <= ticks <= 1000 + reach for ticks in found)
    assert reach < 8 or found


def test_round_times_mark_whole_hours_and_new_days() -> None:
    minute = 60_000_000_000
    start = 1_704_930_000_000_000_000 // (1440 * minute) * (1440 * minute) + 1380 * minute
    local = start + np.arange(180, dtype=np.int64) * minute
    marks = round_times(local, 0, 6.0, 80.0)
    assert [m.index for m in marks if m.day] == [60]
    assert all((m.local_ns // minute) % 15 == 0 for m in marks)
    assert all((b.index - a.index) * 6 >= 80 for a, b in pairwise(marks))
