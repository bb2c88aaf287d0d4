from random import Random

import numpy as np

from tests.support.shipped import shipped_calendar
from traderterminal.kit.clock import parse_iso
from traderterminal.market.regular_hours import OUTSIDE, RegularHours

HOUR = 3_600_000_000_000


def of(group: str) -> RegularHours:
    calendar = shipped_calendar()
    return RegularHours(lambda first, end: calendar.regular_sessions(group, first, end))


def test_a_session_holds_its_start_and_not_its_end() -> None:
    hours = of("cme_equity")
    start, end = (parse_iso(f"2024-01-16T{at}:00Z") for at in ("14:30", "21:00"))
    assert hours.session(start) == hours.session(end - 1) == (start, end)
    assert hours.session(start - 1) is None
    assert hours.session(end) is None


def test_many_instants_are_told_as_each_one() -> None:
    draw, hours = Random(1), of("cme_grains")
    begin = parse_iso("2023-10-01T00:00:00Z")
    times = np.array(sorted(begin + draw.randrange(400 * 24) * HOUR for _ in range(500)), np.int64)
    expected = [(of("cme_grains").session(at) or (OUTSIDE,))[0] for at in times.tolist()]
    assert hours.starts(times).tolist() == expected
    assert {at == OUTSIDE for at in expected} == {True, False}
    began = [OUTSIDE if np.isnan(at) else int(at) for at in hours.began(times).tolist()]
    assert began == expected
    earlier = np.array([begin - 900 * 24 * HOUR], np.int64)
    assert hours.starts(earlier).tolist() == [OUTSIDE]
    assert hours.starts(times).tolist() == expected


def test_what_has_no_regular_hours_is_outside_of_them() -> None:
    hours = of("crypto")
    times = np.array([parse_iso("2024-01-16T14:30:00Z")], np.int64)
    assert hours.starts(times).tolist() == [OUTSIDE]
    assert hours.session(int(times[0])) is None
    assert hours.starts(times[:0]).tolist() == []
