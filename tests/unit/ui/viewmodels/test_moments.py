"""Typed times: on the exchange's wall clock, within what is replayed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from traderterminal.kit.clock import parse_iso
from traderterminal.ui.viewmodels.moments import read_moment

CHICAGO = ZoneInfo("America/Chicago")
#: A session that begins on the evening before its trade date.
FIRST, LAST = parse_iso("2024-01-10T23:00:00Z"), parse_iso("2024-01-11T22:00:00Z")
EVENING = datetime(2024, 1, 10, 17, tzinfo=CHICAGO)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("18:30", "2024-01-11T00:30:00Z"),
        (" 18:30:05 ", "2024-01-11T00:30:05Z"),
        ("09:30", "2024-01-11T15:30:00Z"),  # lies on the day after alone
        ("2024-01-11 09:30", "2024-01-11T15:30:00Z"),
        ("2024-01-10 17:00:00", "2024-01-10T23:00:00Z"),
    ],
)
def test_a_time_is_one_of_the_exchange_and_lies_in_what_is_replayed(typed: str, meant: str) -> None:
    assert read_moment(typed, EVENING, FIRST, LAST) == parse_iso(meant)


def test_a_time_of_the_day_before_is_meant_where_only_that_is_replayed() -> None:
    morning = datetime(2024, 1, 11, 9, tzinfo=CHICAGO)
    assert read_moment("18:30", morning, FIRST, LAST) == parse_iso("2024-01-11T00:30:00Z")


def test_a_time_in_summer_is_one_of_summer() -> None:
    july = datetime(2024, 7, 10, 9, tzinfo=CHICAGO)
    first, last = parse_iso("2024-07-10T00:00:00Z"), parse_iso("2024-07-11T00:00:00Z")
    assert read_moment("09:30", july, first, last) == parse_iso("2024-07-10T14:30:00Z")


@pytest.mark.parametrize("typed", ["", "9", "25:00", "half past nine", "2024-02-30 09:30"])
def test_what_is_no_time_is_said(typed: str) -> None:
    with pytest.raises(ValueError, match="is no time such as 09:30"):
        read_moment(typed, EVENING, FIRST, LAST)


@pytest.mark.parametrize("typed", ["16:30", "2023-12-25 09:30"])
def test_what_is_not_replayed_is_said(typed: str) -> None:
    with pytest.raises(ValueError, match="does not lie in what is replayed"):
        read_moment(typed, EVENING, FIRST, LAST)
