"""Volume by price, by hand and against spreading every bar on its own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.indicator_bars import DAY_NS, a_market, part
from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.indicators.columns import Bars, each_bar, many_bars, one_bar
from traderterminal.market.indicators.profile import (
    MOST_ROWS,
    PeriodProfiles,
    RunningProfile,
    VolumeProfile,
    profile,
    row_height,
)


def _bars(*rows: tuple[float, float, float]) -> Bars[Floats]:
    """Bars of (low, high, volume)."""
    low, high, volume = np.array(rows, np.float64).T
    return many_bars(low, high, low, high, volume)


def test_a_bar_is_spread_evenly_over_the_rows_that_it_touches() -> None:
    found = profile(_bars((10.0, 12.0, 9.0), (12.0, 12.0, 1.0), (14.0, 14.0, 2.0)), 1.0)
    assert (found.first, found.height) == (10.0, 1.0)
    np.testing.assert_allclose(found.volumes, [3.0, 3.0, 4.0, 0.0, 2.0])
    assert found.volumes[3] == 0.0
    assert found.total == pytest.approx(12.0)
    assert found.point_of_control == 12.5


def test_rows_lie_on_multiples_of_their_height_below_zero_too() -> None:
    found = profile(_bars((-37.63, -37.6, 4.0)), 0.01)
    assert found.first == pytest.approx(-37.63)
    np.testing.assert_allclose(found.volumes, [1.0] * 4)
    tenths = profile(_bars((0.3, 0.3, 1.0), (0.7, 0.7, 1.0)), 0.1)
    np.testing.assert_allclose(tenths.volumes, [1.0, 0.0, 0.0, 0.0, 1.0])


def _profile(*volumes: float) -> VolumeProfile:
    return VolumeProfile(100.0, 1.0, np.array(volumes))


def test_the_value_area_widens_by_the_two_rows_that_hold_more() -> None:
    # 100 in all; from 30 by the 25 of the two rows above, then by the 18 of those below: 73
    found = _profile(4.0, 8.0, 10.0, 30.0, 15.0, 10.0, 8.0, 7.0, 8.0)
    assert found.point_of_control == 103.5
    assert found.value_area == (101.0, 106.0)


def test_the_value_area_may_end_at_the_edge() -> None:
    assert _profile(50.0, 1.0, 1.0).value_area == (100.0, 101.0)
    assert _profile(1.0, 30.0, 30.0).value_area == (101.0, 103.0)
    assert _profile(5.0).value_area == (100.0, 101.0)


def test_of_equal_rows_the_one_nearest_to_the_middle_is_busiest() -> None:
    assert _profile(9.0, 1.0, 9.0, 1.0, 1.0).point_of_control == 102.5
    assert _profile(9.0, 9.0).point_of_control == 100.5


def test_without_a_trade_there_is_neither_price_nor_area() -> None:
    empty = profile(_bars((1.0, 2.0, 0.0)), 1.0)
    assert (empty.busiest, len(empty.volumes), empty.left_out) == (None, 0, 0)
    assert np.isnan([empty.point_of_control, *empty.value_area]).all()


def test_what_cannot_be_placed_is_left_out_and_counted() -> None:
    bars = _bars(
        (1.0, 2.0, 3.0), (NAN, 2.0, 3.0), (2.0, 1.0, 3.0), (1.0, 2.0, NAN), (1e14, 1e14, 1.0)
    )
    found = profile(bars, 1.0)
    np.testing.assert_allclose(found.volumes, [1.5, 1.5])
    assert found.left_out == 4
    running = RunningProfile(1.0)
    for bar in each_bar(bars):
        running.append(bar)
    assert running.so_far().left_out == 4


@pytest.mark.parametrize(("most", "left_out"), [(MOST_ROWS - 1, 0), (MOST_ROWS, 1)])
def test_a_profile_has_no_more_rows_than_it_may(most: int, left_out: int) -> None:
    found = profile(_bars((0.0, 0.0, 1.0), (0.0, float(most), 1.0)), 1.0)
    assert found.left_out == left_out
    assert len(found.volumes) == (1 if left_out else MOST_ROWS)
    assert profile(_bars((1e14, 1e14, 1.0)), 1e-6).left_out == 1  # no float counts such rows


@pytest.mark.parametrize("height", [0.0, -1.0, NAN, np.inf])
def test_rows_without_a_height_are_refused(height: float) -> None:
    for make in (RunningProfile, PeriodProfiles):
        with pytest.raises(ValueError, match="height of a row must be positive"):
            make(height)


@pytest.mark.parametrize(
    ("low", "high", "most", "height"),
    [
        (100.0, 100.0, 50, 0.25),
        (100.0, 112.25, 50, 0.25),
        (100.0, 112.5, 50, 0.5),
        (-40.0, 10.0, 100, 0.75),
    ],
)
def test_rows_are_whole_ticks_high_and_few_enough(
    low: float, high: float, most: int, height: float
) -> None:
    assert row_height(low, high, 0.25, most) == height


trades = st.lists(
    st.tuples(st.integers(-30, 30), st.integers(0, 12), st.integers(0, 9)), max_size=30
)


@given(trades, st.sampled_from([0.25, 1.0, 3.0]), st.integers(0, 30))
def test_all_at_once_as_one_by_one(
    made: list[tuple[int, int, int]], height: float, cut: int
) -> None:
    bars = _bars((0.0, 0.0, 0.0), *((low, low + reach, lots) for low, reach, lots in made))
    running = RunningProfile(height)
    running.history(part(bars, 0, cut))
    rest = list(each_bar(part(bars, cut, len(bars.low))))
    for bar in rest[:-1]:
        running.append(bar)
    found = running.so_far(rest[-1] if rest else None)
    whole = profile(bars, height)
    assert found.first == whole.first
    np.testing.assert_allclose(found.volumes, whole.volumes, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(found.volumes == 0.0, whole.volumes == 0.0)
    assert found.total == pytest.approx(sum(lots for _, _, lots in made))
    if found.busiest is not None:
        low, high = found.value_area
        rows = slice(round((low - found.first) / height), round((high - found.first) / height))
        assert found.volumes[rows].sum() >= 0.7 * found.total - 1e-9
        assert low <= found.point_of_control <= high


MARKET = a_market(2_000, minutes=15)


def _same(ours: VolumeProfile, theirs: VolumeProfile) -> None:
    assert ours.first == theirs.first
    np.testing.assert_allclose(ours.volumes, theirs.volumes, rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize("name", ["day", "session", "week"])
def test_each_period_has_a_profile_of_its_own(name: str) -> None:
    found = PeriodProfiles(0.25, name)
    found.history(part(MARKET, 0, 700))
    bars = list(each_bar(part(MARKET, 700, 2_000)))
    for bar in bars[:-1]:
        found.update(one_bar(1.0, 1.0, 1.0, 1.0, 1.0, day_ns=bar.day_ns))
        found.append(bar)
    found.update(bars[-1])
    whole = PeriodProfiles(0.25, name)
    whole.history(MARKET)
    assert len(found.profiles) == {"day": 21, "session": 21, "week": 3}[name]
    for ours, theirs in zip(found.profiles, whole.profiles, strict=True):
        assert (ours.first_bar, ours.last_bar) == (theirs.first_bar, theirs.last_bar)
        _same(ours.profile, theirs.profile)
        alone = part(MARKET, ours.first_bar, ours.last_bar + 1)
        _same(ours.profile, profile(alone, 0.25))


def test_only_the_latest_are_kept() -> None:
    found = PeriodProfiles(0.25, most=3)
    found.history(MARKET)
    assert [p.first_bar for p in found.profiles] == [18 * 96, 19 * 96, 20 * 96]
    found.update(one_bar(1.0, 2.0, 1.0, 2.0, 4.0, day_ns=float(MARKET.day_ns[-1]) + DAY_NS))
    assert [p.first_bar for p in found.profiles] == [19 * 96, 20 * 96, 2_000]
    assert found.profiles[-1].profile.total == 4.0


def test_bars_outside_of_any_session_have_no_profile() -> None:
    found = PeriodProfiles(1.0, "session")
    nowhere = one_bar(1.0, 2.0, 1.0, 2.0, 4.0)
    found.append(nowhere)
    found.update(nowhere)
    found.history(_bars((1.0, 2.0, 3.0)))
    assert found.profiles == []
    found.append(one_bar(1.0, 2.0, 1.0, 2.0, 4.0, session_ns=5.0))
    assert [(p.first_bar, p.last_bar) for p in found.profiles] == [(2, 2)]


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="Period must be one of session, day"):
        PeriodProfiles(1.0, "hour")
