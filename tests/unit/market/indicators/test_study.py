"""A study keeps an indicator in step with a series, whatever happens to that."""

from datetime import date
from random import Random

import numpy as np
import pytest

from tests.support.market import MINUTE
from traderterminal.domain.bars import Bar, Unit
from traderterminal.kit.clock import to_datetime
from traderterminal.market.indicators.arithmetic import NAN, Floats, V
from traderterminal.market.indicators.catalogue import CATALOGUE, make
from traderterminal.market.indicators.columns import Bars, many_bars
from traderterminal.market.indicators.indicator import About, Family, Indicator, Output
from traderterminal.market.indicators.study import PIECE, Study, StudyBars
from traderterminal.market.periods import ClockPeriod, SessionPeriod
from traderterminal.market.series import Int64s
from traderterminal.market.time_bars import BarSeries

START = 1_704_067_200_000_000_000
DAY = 86_400_000_000_000
HALF_DAY = DAY // 2


def _date(at_ns: int) -> date:
    return to_datetime(at_ns).date()


DAYS = SessionPeriod(Unit.DAY, _date)


def _sessions(times_ns: Int64s) -> Floats:
    """The regular session is the second half of each day."""
    day = times_ns // DAY * DAY
    return np.where(times_ns - day >= HALF_DAY, (day + HALF_DAY).astype(np.float64), NAN)


def _series(minutes: int = 0, seed: int = 1) -> BarSeries:
    """Bars of five minutes, as long as asked."""
    series, draw = BarSeries(ClockPeriod(5 * MINUTE)), Random(seed)
    price = 20_000
    for minute in range(minutes):
        price += draw.randint(-9, 9)
        series.add_trade(START + minute * MINUTE, price, draw.randint(1, 50))
    return series


def _in_full(name: str, series: BarSeries) -> list[Floats]:
    bars = many_bars(
        series.open,
        series.high,
        series.low,
        series.close,
        series.volume,
        start_ns=series.start_ns,
        day_ns=DAYS.keys(series.start_ns),
        session_ns=_sessions(series.start_ns),
    )
    return [line.astype(np.float32) for line in make(name, {}).history(bars)]


def _check(name: str, study: Study, series: BarSeries) -> None:
    expected = _in_full(name, series)
    for line, values in zip(study.lines, expected, strict=True):
        np.testing.assert_array_equal(line, values)
    np.testing.assert_array_equal(
        np.array(study.values, np.float32), [values[-1] for values in expected]
    )


@pytest.mark.parametrize("name", CATALOGUE)
def test_ticks_and_new_bars_keep_it_equal_to_the_history(name: str) -> None:
    series, draw = _series(3_000), Random(2)
    study = Study(make(name, {}), StudyBars(series, DAYS, _sessions))
    assert study.refresh()
    _check(name, study, series)
    at, price = START + 3_000 * MINUTE, 20_000
    for _ in range(60):
        at += draw.randint(1, 3 * MINUTE)
        price += draw.randint(-20, 20)
        series.add_trade(at, price, 1)
        if draw.random() < 0.7:  # a frame may miss ticks, and even bars
            assert study.refresh()
    assert study.refresh()
    _check(name, study, series)
    assert study.generation == 1


def test_what_changes_older_bars_is_reckoned_anew() -> None:
    series = _series(600)
    study = Study(make("ema", {}), StudyBars(series, DAYS))
    study.refresh()
    # given a late trade, then history put in front, then all cleared
    series.add_trade(START + 7 * MINUTE, 1, 1)
    study.refresh()
    _check("ema", study, series)
    older = [Bar(START - n * 5 * MINUTE, 9, 9, 9, 9, 9) for n in range(50, 0, -1)]
    series.prepend(older)
    study.refresh()
    _check("ema", study, series)
    assert (study.generation, study.count) == (3, series.count)
    series.clear()
    assert study.refresh()
    assert [len(line) for line in study.lines] == [0]
    assert np.isnan(study.values).all()
    series.add_trade(START, 5, 5)
    study.refresh()
    assert study.count == 1


def test_a_long_history_is_taken_in_over_several_frames() -> None:
    series = _series(10_000)
    study = Study(make("bollinger", {}), StudyBars(series, DAYS))
    frames = 1
    while not study.refresh(most=300):
        assert study.count == 300 * frames
        assert np.isnan(study.values).all()
        frames += 1
    assert frames == 7  # of 1,999 closed bars
    _check("bollinger", study, series)


def test_a_history_longer_than_a_piece_is_the_same() -> None:
    count = PIECE + 500
    draw = np.random.default_rng(4)
    prices = (20_000 + np.cumsum(draw.integers(-5, 6, count))).tolist()
    series = BarSeries(ClockPeriod(MINUTE))
    series.prepend([Bar(START + n * MINUTE, p, p + 2, p - 2, p, 3) for n, p in enumerate(prices)])
    study = Study(make("vwma", {}), StudyBars(series, DAYS))
    assert study.refresh()
    _check("vwma", study, series)


def test_nothing_is_done_where_nothing_changed() -> None:
    series = _series(100)
    study = Study(make("sma", {"length": 3}), StudyBars(series, DAYS))
    study.refresh()
    indicator, lines = study.indicator, study.lines
    assert study.refresh()
    assert study.indicator is indicator
    assert np.shares_memory(lines[0], study.lines[0])


def test_lines_are_not_written_by_who_draws_them() -> None:
    series = _series(100)
    study = Study(make("sma", {"length": 3}), StudyBars(series, DAYS))
    study.refresh()
    with pytest.raises(ValueError, match="read-only"):
        study.lines[0][0] = 1.0


class Enormous(Indicator):
    """A thousand times a thousand times the price, and so on."""

    about = About("enormous", "Enormous", Family.VOLUME, (Output("line", "Line"),))

    def _prepare(self) -> None:
        """Nothing is remembered."""

    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        return (bars.close * 1e38,)


def test_what_is_too_large_to_draw_has_no_place_on_the_chart() -> None:
    series = BarSeries(ClockPeriod(MINUTE))
    study = Study(Enormous(), StudyBars(series, DAYS))
    for minute, price in enumerate((1, 9, 2)):
        series.add_trade(START + minute * MINUTE, price, 1)
    study.refresh()
    np.testing.assert_array_equal(study.lines[0], np.array([1e38, NAN, 2e38], np.float32))
    assert study.values == (2e38,)
