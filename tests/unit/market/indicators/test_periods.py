"""Keys of trading days, weeks and months follow the calendar, leap years included."""

from datetime import date, timedelta

import numpy as np
import pytest

from traderterminal.domain.bars import Resolution
from traderterminal.market.indicators.arithmetic import NAN
from traderterminal.market.indicators.columns import many_bars, one_bar
from traderterminal.market.indicators.periods import fills_period, period, period_key

EPOCH = date(1970, 1, 1)
DAYS = [date(1970, 1, 1) + timedelta(days=n) for n in range(60_000)]  # past 2100, no leap year
NOTHING = np.zeros(len(DAYS))
BARS = many_bars(
    NOTHING, NOTHING, NOTHING, NOTHING, day_ns=[(day - EPOCH).days * 86_400e9 for day in DAYS]
)


@pytest.mark.parametrize("name", ["week", "month"])
def test_a_key_changes_where_the_calendar_does(name: str) -> None:
    keys = period_key(BARS, name)
    changes = set(np.flatnonzero(np.diff(keys)) + 1)
    begins = {
        n for n, day in enumerate(DAYS) if (day.weekday() if name == "week" else day.day - 1) == 0
    }
    assert changes == begins - {0}


@pytest.mark.parametrize("name", ["day", "week", "month"])
def test_one_bar_has_the_key_that_it_has_among_many(name: str) -> None:
    keys = period_key(BARS, name).tolist()
    for number in range(0, len(DAYS), 997):
        day_ns = float(BARS.day_ns[number])
        assert period_key(one_bar(0.0, 0.0, 0.0, 0.0, day_ns=day_ns), name) == keys[number]


def test_the_session_is_its_own_key() -> None:
    assert period_key(one_bar(0.0, 0.0, 0.0, 0.0, session_ns=7.0), "session") == 7.0


def test_an_unknown_day_has_no_key() -> None:
    bar = one_bar(0.0, 0.0, 0.0, 0.0)
    assert all(np.isnan(period_key(bar, name)) for name in period().options)
    assert np.isnan(period_key(many_bars([1.0], [1.0], [1.0], [1.0], day_ns=[NAN]), "month")[0])


@pytest.mark.parametrize(
    ("bar", "filled"),
    [
        ("1S", ""),
        ("60", ""),
        ("100T", ""),
        ("8RK", ""),
        ("1440", "session day"),
        ("1D", "session day"),
        ("1W", "session day week"),
        ("10080", "session day week"),
        ("1M", "session day week month"),
    ],
)
def test_a_period_is_filled_by_a_bar_as_long(bar: str, filled: str) -> None:
    found = [name for name in period().options if fills_period(Resolution.parse(bar), name)]
    assert found == filled.split()
