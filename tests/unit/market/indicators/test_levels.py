"""Levels of days, weeks and sessions, each against a plain reading."""

import numpy as np
import pytest

from tests.support.indicator_bars import START_NS, a_market, part
from traderterminal.market.indicators import levels
from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.indicators.columns import Bars, many_bars
from traderterminal.market.indicators.indicator import Indicator

BARS = a_market(2_000, minutes=15)


def _named(indicator: Indicator, bars: Bars[Floats] = BARS) -> dict[str, Floats]:
    return dict(zip((o.name for o in indicator.outputs), indicator.history(bars), strict=True))


def _of_day(number: int) -> tuple[float, float, float, float]:
    rows = np.flatnonzero(BARS.day_ns == np.unique(BARS.day_ns)[number])
    return (
        float(BARS.open[rows[0]]),
        float(BARS.high[rows].max()),
        float(BARS.low[rows].min()),
        float(BARS.close[rows[-1]]),
    )


def test_the_levels_of_the_day_before_stand_for_the_whole_day() -> None:
    found = _named(levels.PreviousLevels())
    for number in range(1, 20):
        rows = BARS.day_ns == np.unique(BARS.day_ns)[number]
        before = _of_day(number - 1)
        for name, price in zip(("open", "high", "low", "close"), before, strict=True):
            assert (found[f"previous_{name}"][rows] == price).all()
        assert (found["open"][rows] == _of_day(number)[0]).all()
    assert np.isnan(found["previous_high"][BARS.day_ns == BARS.day_ns[0]]).all()


@pytest.mark.parametrize(
    ("form", "away"),
    [
        # of high 110, low 100, close 108; resistance and support in turn
        ("classic", [112, 102, 116, 96, 122, 92, 132, 82]),
        ("fibonacci", [109.82, 102.18, 112.18, 99.82, 116, 96, NAN, NAN]),
        ("camarilla", [1307 / 12, 1285 / 12, 659 / 6, 637 / 6, 110.75, 105.25, 113.5, 102.5]),
    ],
)  # fmt: skip
def test_pivots_are_reckoned_from_the_day_before(form: str, away: list[float]) -> None:
    days = [0.0, 0.0, 86_400e9]
    bars = many_bars(
        [101.0, 104.0, 1.0], [105.0, 110.0, 1.0], [100.0, 103.0, 1.0], [104.0, 108.0, 1.0],
        start_ns=days, day_ns=days,
    )  # fmt: skip
    lines = levels.Pivots(form=form).history(bars)
    assert np.isnan(np.array(lines)[:, :2]).all()
    np.testing.assert_allclose([line[2] for line in lines], [106.0, *away])


@pytest.mark.parametrize("period", ["week", "month"])
def test_pivots_may_be_of_longer_periods(period: str) -> None:
    bars = a_market(2_000, minutes=60)  # twelve weeks from Monday, 1 January
    pivot = _named(levels.Pivots(period=period), bars)["pivot"]
    length = 7 * 24 if period == "week" else 31 * 24
    expected = (bars.high[:length].max() + bars.low[:length].min() + bars.close[length - 1]) / 3.0
    assert np.isnan(pivot[:length]).all()
    assert pivot[length] == pytest.approx(expected, rel=1e-15)
    assert pivot[length + 100] == pivot[length]


def test_the_session_s_extremes_widen_while_it_lasts_and_are_gone_after() -> None:
    found = _named(levels.SessionExtremes())
    rows = np.flatnonzero(BARS.session_ns == BARS.session_ns[~np.isnan(BARS.session_ns)][0])
    np.testing.assert_array_equal(found["high"][rows], np.maximum.accumulate(BARS.high[rows]))
    np.testing.assert_array_equal(found["low"][rows], np.minimum.accumulate(BARS.low[rows]))
    assert np.isnan(found["middle"][rows[-1] + 1])
    whole = _named(levels.SessionExtremes(period="day"))
    assert not np.isnan(whole["high"]).any()


@pytest.mark.parametrize(
    ("indicator", "bars"), [(levels.InitialBalance(), 4), (levels.OpeningRange(minutes=30), 2)]
)
def test_the_opening_stands_once_its_minutes_are_over(indicator: Indicator, bars: int) -> None:
    found = _named(indicator)
    rows = np.flatnonzero(BARS.session_ns == BARS.session_ns[~np.isnan(BARS.session_ns)][0])
    opening = rows[:bars]
    high, low = BARS.high[opening], BARS.low[opening]
    np.testing.assert_array_equal(found["high"][opening], np.maximum.accumulate(high))
    assert (found["high"][rows[bars:]] == high.max()).all()
    assert (found["low"][rows[bars:]] == low.min()).all()
    assert (found["middle"][rows[bars:]] == (high.max() + low.min()) / 2.0).all()
    assert np.isnan(found["high"][rows[-1] + 1])


def test_a_session_whose_opening_is_missing_has_none() -> None:
    session = np.flatnonzero(~np.isnan(BARS.session_ns))
    late = part(BARS, int(session[4]), int(session[20]))
    assert np.isnan(levels.InitialBalance().history(late)).all()


def test_without_trading_days_there_are_no_levels() -> None:
    bars = many_bars([1.0] * 3, [2.0] * 3, [1.0] * 3, [2.0] * 3, start_ns=[START_NS] * 3)
    for indicator in (levels.Pivots(), levels.PreviousLevels(), levels.OpeningRange()):
        assert np.isnan(indicator.history(bars)).all()
