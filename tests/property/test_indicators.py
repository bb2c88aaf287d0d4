"""Indicators give equal bars equal values, whichever way they come and whatever they hold."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.figures import Cases
from tests.support.indicator_bars import DAY_NS, START_NS, a_market, columns_of, part
from tests.support.scale import scaled
from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.indicators.catalogue import CATALOGUE, make
from traderterminal.market.indicators.columns import Bars, each_bar, many_bars, one_bar
from traderterminal.market.indicators.indicator import Setting, Whole

Row = tuple[float, float, float, float, float, float]

#: Small prices on few levels meet ties and flat stretches; zero and below are oil in April 2020.
prices = st.one_of(
    st.integers(-8, 8).map(float),
    st.floats(-1e6, 1e6).map(lambda price: round(price, 2)),
    st.sampled_from([NAN, np.inf, -np.inf, 0.0, 1e300, -1e14, 1e-300]),
)
lots = st.one_of(st.integers(0, 9).map(float), st.sampled_from([NAN, -1.0, np.inf, 0.0]))
rows = st.tuples(prices, prices, prices, prices, lots, st.integers(-9, 9).map(float))


def _bars(made: list[Row]) -> Bars[Floats]:
    """Give bars times: a bar every two hours, the regular session the second half of each day."""
    start = START_NS + np.arange(len(made)) * 7_200e9
    day = start // DAY_NS * DAY_NS
    session = np.where(start - day >= DAY_NS / 2, day + DAY_NS / 2, NAN)
    opened, high, low, close, volume, delta = np.array(made, np.float64).T
    return many_bars(opened, high, low, close, volume, delta, start, day, session)


def _tick_of(bar: Bars[float], tick: Row) -> Bars[float]:
    opened, high, low, close, volume, delta = tick
    return one_bar(
        opened, high, low, close, volume, delta, bar.start_ns, bar.day_ns, bar.session_ns
    )


def _short(name: str) -> dict[str, Setting]:
    """Settings by which some thirty bars come to values."""
    whole = [p for p in CATALOGUE[name].about.parameters if isinstance(p, Whole)]
    return {p.name: max(p.least, 2 + p.default % 4) for p in whole if p.name != "minutes"}


@pytest.mark.parametrize("name", CATALOGUE)
@settings(max_examples=max(5, scaled(50)))
@given(made=st.lists(rows, min_size=1, max_size=40), data=st.data())
def test_one_by_one_with_live_ticks_between_as_all_at_once(
    name: str, made: list[Row], data: st.DataObject
) -> None:
    bars = _bars(made)
    indicator, whole = make(name, _short(name)), make(name, _short(name)).history(bars)
    cut = data.draw(st.integers(0, len(made)), "bars of the history before")
    lines = [list(line) for line in indicator.history(part(bars, 0, cut))]
    for bar in each_bar(part(bars, cut, len(made))):
        for tick in data.draw(st.lists(rows, max_size=2), "ticks before the bar closes"):
            indicator.update(_tick_of(bar, tick))
        np.testing.assert_array_equal(indicator.update(bar), indicator.update(bar))
        for line, value in zip(lines, indicator.append(bar), strict=True):
            line.append(value)
    np.testing.assert_array_equal(lines, whole)
    assert not np.isinf(whole).any()


@pytest.mark.counted("random bars through every indicator, closed one by one and at once")
@pytest.mark.parametrize("name", CATALOGUE)
def test_a_long_run_one_by_one_is_the_history(name: str, cases: Cases) -> None:
    bars = a_market(scaled(10_000), seed=5, minutes=15)
    indicator = make(name, {})
    rows = [indicator.append(bar) for bar in cases.over(each_bar(bars))]
    np.testing.assert_array_equal(np.array(rows).T, make(name, {}).history(bars))


def _damage(columns: list[Floats], at: slice) -> None:
    for column in columns[:4]:
        column[at] = NAN


def _pause(columns: list[Floats], at: slice) -> None:
    for column in columns[:4]:
        column[at] = columns[3][at.start]
    columns[4][at] = columns[5][at] = 0.0


def _below_zero(columns: list[Floats], at: slice) -> None:
    for column in columns[:4]:
        column[at] -= 5_100.0


#: What only a new beginning clears: sums of all volume or of all bars since a beginning.
ENDLESS = {"anchored_vwap", "obv", "accumulation", "chaikin_oscillator"}


@pytest.mark.parametrize("spoil", [_damage, _pause, _below_zero])
@pytest.mark.parametrize("name", CATALOGUE)
def test_a_bad_stretch_spoils_no_more_than_it_must(
    name: str, spoil: Callable[[list[Floats], slice], None]
) -> None:
    good = a_market(4_000, minutes=15)
    columns = [column.copy() for column in columns_of(good)]
    spoil(columns, slice(1_000, 1_010))
    usual, spoiled = (make(name, {}).history(bars) for bars in (good, many_bars(*columns)))
    for before, after in zip(usual, spoiled, strict=True):
        assert not np.isinf(after).any()
        # a value again wherever there would have been one
        np.testing.assert_array_equal(np.isnan(after[2_500:]), np.isnan(before[2_500:]))
        if name not in ENDLESS:
            level = np.nanmax(np.abs(before))
            np.testing.assert_allclose(after[3_000:], before[3_000:], rtol=0, atol=1e-9 * level)


def test_zero_bars_are_a_history_too() -> None:
    for name in CATALOGUE:
        found = make(name, {}).history(part(a_market(10), 0, 0))
        assert [len(line) for line in found] == [0] * len(found)
