"""Openings and closings to the nanosecond, in exchange time, through holidays and clock changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from traderterminal.domain.sessions import (
    Holiday,
    HolidayKind,
    RegularSession,
    SessionCalendar,
    SessionGroup,
    Span,
)
from traderterminal.kit.clock import to_ns

CHICAGO = ZoneInfo("America/Chicago")
NEW_YORK = ZoneInfo("America/New_York")
OVERNIGHT = Span(-1, time(17), time(16))
GROUPS = {
    "index": SessionGroup("index", CHICAGO, (OVERNIGHT,), halt=time(12), early=time(12, 15)),
    "rates": SessionGroup("rates", CHICAGO, (OVERNIGHT,), halt=time(12)),
    "grains": SessionGroup(
        "grains",
        CHICAGO,
        (Span(-1, time(19), time(7, 45)), Span(0, time(8, 30), time(13, 20))),
        early=time(12, 5),
    ),
    "stocks": SessionGroup("stocks", NEW_YORK, (Span(0, time(9, 30), time(16)),), early=time(13)),
    "coins": SessionGroup(
        "coins",
        ZoneInfo("UTC"),
        (Span(0, time(0), time(0)),),
        weekdays=frozenset(range(7)),
        observes_holidays=False,
    ),
}
HOLIDAYS = {
    date(2023, 11, 23): Holiday(
        "Thanksgiving Day", HolidayKind.HALT, no_evening=frozenset({"grains"})
    ),
    date(2023, 11, 24): Holiday("Day after Thanksgiving", HolidayKind.EARLY, {"rates": None}),
    date(2023, 12, 25): Holiday("Christmas Day", HolidayKind.CLOSED),
    date(2024, 1, 15): Holiday("Martin Luther King Jr. Day", HolidayKind.HALT),
    date(2026, 4, 3): Holiday("Good Friday", HolidayKind.CLOSED, {"rates": time(10, 15)}),
    date(2026, 6, 19): Holiday("Juneteenth", HolidayKind.HALT),
}


@pytest.fixture
def calendar() -> SessionCalendar:
    return SessionCalendar(GROUPS, HOLIDAYS)


def chicago(text: str) -> int:
    return to_ns(datetime.fromisoformat(text).replace(tzinfo=CHICAGO))


def new_york(text: str) -> int:
    return to_ns(datetime.fromisoformat(text).replace(tzinfo=NEW_YORK))


def utc(text: str) -> int:
    return to_ns(datetime.fromisoformat(text).replace(tzinfo=UTC))


def test_the_opening_instant_belongs_to_the_session_and_the_closing_one_does_not(
    calendar: SessionCalendar,
) -> None:
    opening, closing = chicago("2024-01-09 17:00"), chicago("2024-01-10 16:00")
    assert not calendar.is_open("index", opening - 1)
    assert calendar.is_open("index", opening)
    assert calendar.is_open("index", closing - 1)
    assert not calendar.is_open("index", closing)


def test_the_evening_belongs_to_the_next_trade_date(calendar: SessionCalendar) -> None:
    assert calendar.trade_date("index", chicago("2024-01-09 15:59")) == date(2024, 1, 9)
    assert calendar.trade_date("index", chicago("2024-01-09 17:00")) == date(2024, 1, 10)


def test_sunday_evening_is_monday(calendar: SessionCalendar) -> None:
    assert calendar.is_open("index", chicago("2024-01-07 17:00"))
    assert calendar.trade_date("index", chicago("2024-01-07 17:00")) == date(2024, 1, 8)


def test_the_weekend_is_closed_and_belongs_to_monday(calendar: SessionCalendar) -> None:
    saturday = chicago("2024-01-06 12:00")
    assert not calendar.is_open("index", chicago("2024-01-05 16:00"))
    assert not calendar.is_open("index", saturday)
    assert calendar.trade_date("index", saturday) == date(2024, 1, 8)
    assert calendar.next_open("index", saturday) == chicago("2024-01-07 17:00")
    assert calendar.next_close("index", saturday) == chicago("2024-01-08 16:00")


def test_while_open_the_next_opening_is_that_of_the_following_session(
    calendar: SessionCalendar,
) -> None:
    morning = chicago("2024-01-09 09:00")
    assert calendar.next_close("index", morning) == chicago("2024-01-09 16:00")
    assert calendar.next_open("index", morning) == chicago("2024-01-09 17:00")


def test_on_christmas_the_index_reopens_in_the_evening(calendar: SessionCalendar) -> None:
    assert not calendar.is_open("index", utc("2023-12-25 22:59"))
    assert calendar.is_open("index", utc("2023-12-25 23:00"))
    assert calendar.trade_date("index", utc("2023-12-25 23:16")) == date(2023, 12, 26)
    assert not calendar.is_trading_day("index", date(2023, 12, 25))


def test_before_christmas_nothing_opens_on_sunday_evening(calendar: SessionCalendar) -> None:
    assert not calendar.is_open("index", chicago("2023-12-24 17:30"))
    assert calendar.next_open("index", chicago("2023-12-22 16:00")) == chicago("2023-12-25 17:00")


def test_a_halted_holiday_counts_for_the_next_trade_date(calendar: SessionCalendar) -> None:
    assert calendar.is_open("index", chicago("2024-01-15 11:59"))
    assert not calendar.is_open("index", chicago("2024-01-15 12:00"))
    assert calendar.is_open("index", chicago("2024-01-15 17:00"))
    assert calendar.trade_date("index", chicago("2024-01-15 09:00")) == date(2024, 1, 16)
    assert calendar.bounds("index", date(2024, 1, 16)) == (
        chicago("2024-01-14 17:00"),
        chicago("2024-01-16 16:00"),
    )


def test_a_halted_friday_counts_for_monday(calendar: SessionCalendar) -> None:
    assert calendar.trade_date("index", chicago("2026-06-19 09:00")) == date(2026, 6, 22)
    assert calendar.day_end("index", chicago("2026-06-19 09:00")) == chicago("2026-06-22 16:00")


def test_a_halt_does_not_open_what_has_none(calendar: SessionCalendar) -> None:
    assert not calendar.is_open("stocks", new_york("2024-01-15 11:00"))
    assert calendar.next_open("stocks", new_york("2024-01-12 16:00")) == new_york(
        "2024-01-16 09:30"
    )


@pytest.mark.parametrize(
    ("group", "closing"),
    [
        ("index", chicago("2023-11-24 12:15")),
        ("grains", chicago("2023-11-24 12:05")),
        ("stocks", new_york("2023-11-24 13:00")),
        ("rates", chicago("2023-11-24 16:00")),  # the exception trades as on any day
    ],
)
def test_an_early_close_is_each_groups_own(
    calendar: SessionCalendar, group: str, closing: int
) -> None:
    assert calendar.bounds(group, date(2023, 11, 24))[1] == closing


def test_a_group_without_an_early_close_trades_on(calendar: SessionCalendar) -> None:
    groups = {"plain": SessionGroup("plain", CHICAGO, (OVERNIGHT,))}
    plain = SessionCalendar(groups, {date(2023, 11, 24): Holiday("", HolidayKind.EARLY)})
    assert plain.is_open("plain", chicago("2023-11-24 15:59"))


def test_an_exception_may_trade_for_a_while_on_a_closed_day(calendar: SessionCalendar) -> None:
    assert calendar.is_open("rates", chicago("2026-04-03 10:14"))
    assert not calendar.is_open("rates", chicago("2026-04-03 10:15"))
    assert calendar.trade_date("rates", chicago("2026-04-03 08:00")) == date(2026, 4, 3)
    assert not calendar.is_open("index", chicago("2026-04-03 08:00"))


def test_grains_stay_shut_in_the_evening_of_a_long_holiday(calendar: SessionCalendar) -> None:
    assert not calendar.is_open("grains", chicago("2023-11-23 20:00"))
    assert calendar.next_open("grains", chicago("2023-11-22 13:20")) == chicago("2023-11-24 08:30")
    assert calendar.is_open("grains", chicago("2024-01-15 19:00"))


def test_an_evening_may_fall_away_after_a_short_day() -> None:
    eve = Holiday("Eve", HolidayKind.EARLY, no_evening=frozenset({"grains"}))
    calendar = SessionCalendar(GROUPS, {date(2024, 1, 9): eve})
    assert calendar.is_open("grains", chicago("2024-01-09 12:04"))
    assert calendar.next_open("grains", chicago("2024-01-09 12:05")) == chicago("2024-01-10 08:30")


def test_a_break_divides_a_day_but_not_its_trade_date(calendar: SessionCalendar) -> None:
    night, pause, day = (chicago(f"2024-01-09 {at}") for at in ("07:44", "07:45", "08:30"))
    assert [calendar.is_open("grains", at) for at in (night, pause, day)] == [True, False, True]
    assert {calendar.trade_date("grains", at) for at in (night, pause, day)} == {date(2024, 1, 9)}
    assert calendar.next_close("grains", night) == pause
    assert calendar.day_end("grains", night) == chicago("2024-01-09 13:20")


def test_a_close_before_the_break_leaves_no_second_half() -> None:
    mourning = Holiday("Day of mourning", HolidayKind.CLOSED, {"grains": time(8)})
    calendar = SessionCalendar(GROUPS, {date(2025, 1, 9): mourning})
    assert calendar.bounds("grains", date(2025, 1, 9))[1] == chicago("2025-01-09 07:45")
    assert not calendar.is_open("grains", chicago("2025-01-09 09:00"))


def test_the_session_keeps_its_wall_clock_when_the_clocks_go_forward(
    calendar: SessionCalendar,
) -> None:
    assert calendar.bounds("index", date(2024, 3, 8))[0] == utc("2024-03-07 23:00")
    assert calendar.bounds("index", date(2024, 3, 11))[0] == utc("2024-03-10 22:00")


def test_the_session_keeps_its_wall_clock_when_the_clocks_go_back(
    calendar: SessionCalendar,
) -> None:
    assert calendar.bounds("index", date(2024, 11, 1))[1] == utc("2024-11-01 21:00")
    assert calendar.bounds("index", date(2024, 11, 4)) == (
        utc("2024-11-03 23:00"),
        utc("2024-11-04 22:00"),
    )


def test_coins_never_close(calendar: SessionCalendar) -> None:
    midnight = utc("2023-12-25 00:00")
    assert calendar.is_open("coins", midnight - 1)
    assert calendar.is_open("coins", midnight)
    assert calendar.trade_date("coins", midnight - 1) == date(2023, 12, 24)
    assert calendar.trade_date("coins", midnight) == date(2023, 12, 25)


def test_business_days_are_neither_weekend_nor_holiday(calendar: SessionCalendar) -> None:
    assert calendar.is_business_day(date(2023, 11, 24))  # a short day settles
    assert not calendar.is_business_day(date(2023, 11, 23))
    assert not calendar.is_business_day(date(2023, 12, 25))
    assert not calendar.is_business_day(date(2023, 11, 25))


def test_a_date_without_a_session_has_no_bounds(calendar: SessionCalendar) -> None:
    with pytest.raises(ValueError, match="index has no session on 2023-12-25"):
        calendar.bounds("index", date(2023, 12, 25))


def test_the_wall_clock_of_a_group(calendar: SessionCalendar) -> None:
    assert f"{calendar.local('index', utc('2024-01-09 23:00')):%H:%M %Z}" == "17:00 CST"


def test_an_unknown_group_is_an_error(calendar: SessionCalendar) -> None:
    with pytest.raises(KeyError):
        calendar.is_open("lunch", 0)
    assert set(calendar.groups()) == set(GROUPS)


@pytest.mark.parametrize(
    ("group", "moment", "began"),
    [
        ("index", "2024-01-10 15:59", "2024-01-09 16:00"),
        ("index", "2024-01-10 16:00", "2024-01-10 16:00"),  # the break belongs to the next day
        ("index", "2024-01-14 12:00", "2024-01-12 16:00"),  # so does the weekend
        ("index", "2024-01-15 18:00", "2024-01-12 16:00"),  # and a holiday's part of a session
        ("index", "2026-04-05 18:00", "2026-04-02 16:00"),  # Good Friday lies in between
        ("stocks", "2024-01-10 14:59", "2024-01-09 15:00"),
    ],
)
def test_a_day_begins_as_the_last_session_of_the_day_before_ends(
    calendar: SessionCalendar, group: str, moment: str, began: str
) -> None:
    assert calendar.day_start(group, chicago(moment)) == chicago(began)
    assert calendar.day_end(group, chicago(began)) > chicago(moment)


def regular(open_: time, close: time) -> SessionCalendar:
    """The calendar of the index, with regular hours."""
    group = replace(GROUPS["index"], regular=RegularSession(open_, close))
    return SessionCalendar({"index": group}, HOLIDAYS)


@pytest.mark.parametrize("group", GROUPS)
def test_each_moment_lies_in_one_trading_day(calendar: SessionCalendar, group: str) -> None:
    begin, end = (to_ns(datetime(2024, 3, day, tzinfo=UTC)) for day in (1, 20))  # clocks change
    days = calendar.trading_days(group, begin, end)
    assert days[0][0] <= begin
    assert days[-1][1] >= end
    assert all(before[1] == after[0] for before, after in pairwise(days))
    for open_ns, next_ns in days:
        day = calendar.trade_date(group, open_ns)
        assert calendar.bounds(group, day)[0] == open_ns
        assert calendar.trade_date(group, next_ns) != day


def test_regular_sessions_are_of_the_date_itself_in_exchange_time() -> None:
    calendar = regular(time(8, 30), time(15))
    # Friday to Monday, over the change to summer time
    found = calendar.regular_sessions(
        "index", chicago("2024-03-08 12:00"), chicago("2024-03-11 12:00")
    )
    assert found == [
        (chicago("2024-03-08 08:30"), chicago("2024-03-08 15:00")),
        (chicago("2024-03-11 08:30"), chicago("2024-03-11 15:00")),
    ]
    assert found[1][0] - found[0][0] == (3 * 24 - 1) * 3_600 * 10**9


def test_a_regular_session_ends_early_with_its_date_and_a_halted_date_has_none() -> None:
    calendar = regular(time(8, 30), time(15))
    found = calendar.regular_sessions(
        "index", chicago("2023-11-22 16:00"), chicago("2023-11-25 00:00")
    )
    assert found == [(chicago("2023-11-24 08:30"), chicago("2023-11-24 12:15"))]
    monday = (chicago("2024-01-15 00:00"), chicago("2024-01-16 00:00"))
    assert calendar.regular_sessions("index", *monday) == []


def test_a_session_that_only_touches_a_time_is_one_of_it() -> None:
    calendar = regular(time(8, 30), time(15))
    end = chicago("2024-03-08 15:00")
    assert len(calendar.regular_sessions("index", end - 1, end)) == 1
    assert calendar.regular_sessions("index", end, end + 1) == []


def test_without_regular_hours_there_are_no_sessions_of_them(calendar: SessionCalendar) -> None:
    week = (chicago("2024-03-04 00:00"), chicago("2024-03-08 00:00"))
    assert calendar.regular_sessions("coins", *week) == []
