"""Profiles of a chart are those of its bars, whichever way these came."""

from random import Random

import numpy as np
import pytest

from tests.support.market import MINUTE, utc_date
from traderterminal.domain.bars import Bar, Unit
from traderterminal.market.indicators.profile import PeriodProfile, PeriodProfiles, profile
from traderterminal.market.indicators.profile_study import (
    PROFILES,
    PeriodProfilesStudy,
    RangeProfile,
    make_profile,
)
from traderterminal.market.indicators.study import StudyBars
from traderterminal.market.periods import ClockPeriod, SessionPeriod
from traderterminal.market.time_bars import BarSeries

START = 1_704_067_200_000_000_000
DAYS = SessionPeriod(Unit.DAY, lambda at_ns: utc_date("", at_ns))


class Chart:
    """A series of five-minute bars, and what part of it is looked at."""

    def __init__(self, bars: int, seed: int = 1) -> None:
        self._draw = Random(seed)
        self.series = BarSeries(ClockPeriod(5 * MINUTE))
        self.bars = StudyBars(self.series, DAYS)
        self.in_view = (0, bars)
        self._minute, self._price = 0, 20_000
        self.trade(5 * bars)

    def trade(self, minutes: int) -> None:
        for _ in range(minutes):
            self._price += self._draw.randint(-9, 9)
            at_ns = START + self._minute * MINUTE
            self.series.add_trade(at_ns, self._price, self._draw.randint(1, 50))
            self._minute += 1

    def study(self, name: str, **settings: int) -> RangeProfile | PeriodProfilesStudy:
        return make_profile(name, settings, self.bars, lambda: self.in_view)


def check_range(found: PeriodProfile, chart: Chart, first: int, end: int) -> None:
    expected = profile(chart.bars.part(first, end), found.profile.height)
    assert (found.first_bar, found.last_bar) == (first, end - 1)
    assert found.profile.first == expected.first
    np.testing.assert_allclose(found.profile.volumes, expected.volumes, atol=1e-6)
    assert len(expected.volumes) <= 121  # twice the rows that are the default


def test_the_profile_of_what_is_looked_at_follows_the_view_and_the_ticks() -> None:
    chart = Chart(400)
    study = chart.study("visible_profile")
    for first, end in ((0, 400), (100, 300), (100, 320), (90, 200), (-40, 900), (350, 400)):
        chart.in_view = (first, end)
        assert study.refresh()
        check_range(study.profiles[0], chart, max(0, first), min(400, end))
    for minutes in (1, 2, 4, 5, 23):  # the last bar goes on, and others begin
        chart.trade(minutes)
        chart.in_view = (350, chart.series.count)
        assert study.refresh()
        check_range(study.profiles[0], chart, 350, chart.series.count)
    latest = study.profiles[0].profile
    low, high = latest.value_area
    assert study.values == (latest.point_of_control - 0.5, high - 1.0, low)
    chart.in_view = (500, 600)  # nothing is there
    assert study.refresh()
    assert len(study.profiles) == 0
    assert np.isnan(study.values).all()


def test_a_range_that_stands_still_is_not_gone_through_again() -> None:
    chart = Chart(300)
    study = chart.study("visible_profile")
    chart.in_view = (50, 200)
    assert study.refresh()
    before = study.profiles
    chart.trade(3)
    assert study.refresh(most=0)  # nothing has to be read for it
    assert study.profiles[0].profile.total == before[0].profile.total


def test_a_long_range_is_gone_through_bit_by_bit_while_the_former_one_stands() -> None:
    chart = Chart(1_000)
    study = chart.study("visible_profile")
    chart.in_view = (0, 100)
    assert study.refresh()
    chart.in_view = (0, 1_000)
    chart.series.add_trade(START, 1, 1)  # late: all is different now
    rounds = 1
    while not study.refresh(most=200):
        assert study.profiles[0].last_bar == 99
        assert study.progress == pytest.approx(rounds / 5, abs=0.01)
        rounds += 1
    assert rounds == 5
    assert study.progress == 1.0
    check_range(study.profiles[0], chart, 0, 1_000)


def test_a_range_that_was_empty_before_is_gone_through_to_its_end() -> None:
    chart = Chart(1_000)
    study = chart.study("visible_profile")
    chart.in_view = (0, 0)
    assert study.refresh()
    chart.in_view = (0, 1_000)
    assert [study.refresh(most=400) for _ in range(3)] == [False, False, True]
    check_range(study.profiles[0], chart, 0, 1_000)


def test_a_price_that_runs_away_gets_higher_rows() -> None:
    chart = Chart(50)
    study = chart.study("visible_profile", rows=10)
    assert study.refresh()
    height = study.profiles[0].profile.height
    for number in range(6):
        chart.series.add_trade(START + (500 + number * 5) * MINUTE, 21_000 + 500 * number, 1)
        chart.in_view = (0, chart.series.count)
        assert study.refresh()
    assert study.refresh()
    assert len(study.profiles[0].profile.volumes) <= 20
    assert study.profiles[0].profile.height > height


def test_a_fixed_range_is_one_of_time() -> None:
    chart = Chart(100)
    at_s = START // 1_000_000_000
    study = chart.study("fixed_profile", from_s=at_s + 3_000, until_s=at_s + 6_000)
    assert study.refresh()
    check_range(study.profiles[0], chart, 10, 20)
    open_end = chart.study("fixed_profile", from_s=at_s + 3_000)
    chart.trade(30)
    assert open_end.refresh()
    check_range(open_end.profiles[0], chart, 10, 106)
    front = [Bar(START - n * 5 * MINUTE, 9, 9, 9, 9, 9) for n in range(50, 0, -1)]
    chart.series.prepend(front)
    assert study.refresh()
    check_range(study.profiles[0], chart, 60, 70)


@pytest.mark.parametrize("most", [None, 37])
def test_each_day_has_its_profile(most: int | None) -> None:
    chart = Chart(1_000)  # three and a half days
    study = chart.study("session_profile")
    for minutes in (0, 1, 9, 300):
        chart.trade(minutes)
        while not study.refresh(most):
            pass
        expected = PeriodProfiles(study.profiles[0].profile.height)
        expected.history(chart.bars.part(0, chart.series.count))
        assert len(study.profiles) == len(expected.profiles) == 4
        for found, wanted in zip(study.profiles, expected.profiles, strict=True):
            assert (found.first_bar, found.last_bar) == (wanted.first_bar, wanted.last_bar)
            np.testing.assert_allclose(found.profile.volumes, wanted.profile.volumes, atol=1e-6)
    assert study.refresh()
    closed = study.profiles[0]
    chart.trade(1)
    study.refresh()
    assert study.profiles[0] is closed  # so that its value area need not be found again


def test_a_day_much_wilder_than_the_others_gets_higher_rows_for_all() -> None:
    chart = Chart(900)
    study = chart.study("session_profile", rows=20)
    assert study.refresh()
    for number in range(40):
        chart.series.add_trade(START + (4_500 + number * 5) * MINUTE, 20_000 + 90 * number, 1)
    while len(study.profiles[-1].profile.volumes) > 40:
        assert study.refresh()
        chart.trade(1)
    heights = {one.profile.height for one in study.profiles}
    assert len(heights) == 1


def test_without_bars_there_is_no_profile() -> None:
    chart = Chart(0)
    for name in PROFILES:
        study = chart.study(name)
        assert study.refresh()
        assert len(study.profiles) == 0
        assert study.progress == 1.0
        assert np.isnan(study.values).all()


def test_settings_are_checked() -> None:
    chart = Chart(0)
    with pytest.raises(ValueError, match="Rows must be 10 to 400"):
        chart.study("visible_profile", rows=5)
    with pytest.raises(KeyError):
        chart.study("no_profile")
