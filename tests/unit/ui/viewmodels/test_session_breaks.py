"""Where trading days begin, found without asking for the date of every bar."""

from datetime import date

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.market import MINUTE, utc_date
from traderterminal.ui.viewmodels.session_breaks import SessionBreaks


def dated(at_ns: int) -> date:
    return utc_date("ESH2024", at_ns)


def plainly(starts: npt.NDArray[np.int64]) -> list[int]:
    days = [dated(at) for at in starts.tolist()]
    return [i for i in range(1, len(days)) if days[i] != days[i - 1]]


@given(
    st.lists(st.integers(1, 3000), max_size=60),
    st.lists(st.integers(1, 3000), max_size=30),
    st.data(),
)
def test_breaks_are_those_found_one_by_one_also_as_bars_arrive(
    gaps: list[int], later: list[int], data: st.DataObject
) -> None:
    starts = np.cumsum(np.array([0, *gaps, *later], np.int64)) * MINUTE
    breaks = SessionBreaks(dated)
    for held in (starts[: len(gaps) + 1], starts):
        first = data.draw(st.integers(0, held.size))
        last = data.draw(st.integers(first, held.size))
        for low, high in ((first, last), (0, held.size)):
            wanted = [at for at in plainly(held) if low <= at < high]
            assert breaks.between(held, 0, low, high, 100) == wanted


@given(st.lists(st.integers(1, 3000), max_size=120), st.integers(0, 60))
def test_more_breaks_than_are_wanted_are_none(gaps: list[int], most: int) -> None:
    starts = np.cumsum(np.array([0, *gaps], np.int64)) * MINUTE
    found = plainly(starts)
    wanted = found if len(found) <= most else []
    assert SessionBreaks(dated).between(starts, 0, 0, starts.size, most) == wanted


def test_older_bars_that_changed_are_looked_at_anew() -> None:
    breaks = SessionBreaks(dated)
    assert breaks.between(np.array([0, 1440 * MINUTE]), 0, 0, 2, 60) == [1]
    changed = np.array([0, MINUTE, 1440 * MINUTE])
    assert breaks.between(changed, 1, 0, 3, 60) == [2]
    assert breaks.between(changed, 1, 0, 2, 60) == []


@pytest.mark.parametrize(("first", "breaks", "most_asked"), [(500_000, 1, 100), (0, 0, 150)])
def test_of_a_long_history_few_dates_are_asked_for(
    first: int, breaks: int, most_asked: int
) -> None:
    asked = 0

    def counted(at_ns: int) -> date:
        nonlocal asked
        asked += 1
        return dated(at_ns)

    found = SessionBreaks(counted)
    starts = np.arange(1_000_000, dtype=np.int64) * MINUTE
    last = first + 2_000 if first else starts.size
    assert len(found.between(starts, 0, first, last, 60)) == breaks
    assert 0 < asked < most_asked
    asked = 0
    # a view that moved on by a little asks for little more
    found.between(starts, 0, first + 10, last, 60)
    assert asked <= 2
