"""Where trading days begin, found without asking for the date of every bar."""

from datetime import date

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from tests.support.market import MINUTE, utc_date
from traderterminal.ui.viewmodels.session_breaks import SessionBreaks


def dated(at_ns: int) -> date:
    return utc_date("ESH2024", at_ns)


def plainly(starts: npt.NDArray[np.int64]) -> list[int]:
    days = [dated(at) for at in starts.tolist()]
    return [i for i in range(1, len(days)) if days[i] != days[i - 1]]


@given(st.lists(st.integers(1, 3000), max_size=60), st.lists(st.integers(1, 3000), max_size=30))
def test_breaks_are_those_found_one_by_one_also_as_bars_arrive(
    gaps: list[int], later: list[int]
) -> None:
    starts = np.cumsum(np.array([0, *gaps, *later], np.int64)) * MINUTE
    breaks = SessionBreaks(dated)
    breaks.sync(starts[: len(gaps)], 0)
    breaks.sync(starts, 0)
    assert breaks.between(0, starts.size) == plainly(starts)


def test_older_bars_that_changed_are_looked_at_anew() -> None:
    breaks = SessionBreaks(dated)
    breaks.sync(np.array([0, 1440 * MINUTE]), 0)
    breaks.sync(np.array([0, MINUTE, 1440 * MINUTE]), 1)
    assert breaks.between(0, 3) == [2]
    assert breaks.between(0, 2) == []


def test_a_long_history_asks_for_few_dates() -> None:
    asked = 0

    def counted(at_ns: int) -> date:
        nonlocal asked
        asked += 1
        return dated(at_ns)

    breaks = SessionBreaks(counted)
    starts = np.arange(100_000, dtype=np.int64) * MINUTE
    breaks.sync(starts, 0)
    assert len(breaks.between(0, starts.size)) == 69
    assert asked < 2500
