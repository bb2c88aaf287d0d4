"""Bars to come, through breaks, weekends, holidays and changes of the clocks."""

import random
from functools import partial

import numpy as np
import pytest

from tests.support.figures import Cases
from tests.support.market import a_hub
from tests.support.scale import scaled
from tests.support.shipped import shipped_calendar
from traderterminal.domain.bars import Resolution
from traderterminal.domain.sessions import Hours, SessionCalendar
from traderterminal.kit.clock import VirtualClock, iso, parse_iso
from traderterminal.market.bars import BarBook
from traderterminal.market.columns import MINUTE_NS
from traderterminal.market.coming_bars import MOST, ComingBars

DAY_NS = 1440 * MINUTE_NS


class Book:
    """What a book of bars knows of the hours of one group."""

    def __init__(self, group: str = "cme_equity", *, always_open: bool = False) -> None:
        self.group, self.calendar = group, shipped_calendar()
        self.always_open = always_open
        self.until_ns = 2**63 - 1  # when a contract ends
        self.asked = 0  # how often for sessions

    def trading(self, from_ns: int, until_ns: int) -> list[tuple[int, int]]:
        self.asked += 1
        if self.always_open:
            return [(from_ns, until_ns)]
        found = self.calendar.sessions(self.group, from_ns, until_ns)
        return [one for one in found if one[0] < self.until_ns]

    def book(self) -> BarBook:
        calendar, group = self.calendar, self.group
        return BarBook(
            a_hub(VirtualClock()),
            lambda _, at_ns: calendar.trade_date(group, at_ns),
            regular=lambda _, *time: calendar.regular_sessions(group, *time),
            days=lambda _, *time: calendar.trading_days(group, *time),
            trading=lambda _, *time: self.trading(*time),
        )

    def coming(self, length: str, hours: Hours = Hours.ALL) -> ComingBars:
        return self.book().coming("ESH2024", Resolution.parse(length), hours)


def next_of(
    last: str, length: str, count: int = 3, *, now: str = "", hours: Hours = Hours.ALL
) -> list[str]:
    """When the bars after that one begin, from month to minute in UTC."""
    coming = Book().coming(length, hours)
    found = coming.starts(parse_iso(f"{last}Z"), parse_iso(f"{now or last}Z"), count)
    return [iso(start)[5:16] for start in found.tolist()]


def test_minutes_follow_each_other_up_to_the_break_and_go_on_after_it() -> None:
    found = next_of("2024-01-09T21:57:00", "1", 4)
    assert found == ["01-09T21:58", "01-09T21:59", "01-09T23:00", "01-09T23:01"]


def test_after_friday_comes_sunday_evening_by_the_clock_of_that_day() -> None:
    assert next_of("2024-01-05T21:59:00", "1", 1) == ["01-07T23:00"]
    assert next_of("2024-03-08T21:59:00", "1", 1) == ["03-10T22:00"]  # the clocks went forward
    assert next_of("2024-11-01T20:59:00", "1", 1) == ["11-03T23:00"]  # and back


def test_a_holiday_halts_early_and_a_closed_day_has_none() -> None:
    assert next_of("2024-01-15T17:58:00", "1", 2) == ["01-15T17:59", "01-15T23:00"]
    assert next_of("2024-03-28T20:59:00", "1", 1) == ["03-31T22:00"]  # Good Friday
    assert next_of("2024-03-28T00:00:00", "1D", 2) == ["04-01T00:00", "04-02T00:00"]


def test_long_bars_are_counted_from_the_open_and_end_with_the_day() -> None:
    found = next_of("2024-01-05T15:00:00", "240", 4)
    assert found == ["01-05T19:00", "01-07T23:00", "01-08T03:00", "01-08T07:00"]


def test_regular_hours_have_bars_of_their_own() -> None:
    found = next_of("2024-01-09T20:30:00", "60", 3, hours=Hours.REGULAR)
    assert found == ["01-10T14:30", "01-10T15:30", "01-10T16:30"]


def test_weeks_go_by_their_monday_and_months_by_their_first_trading_day() -> None:
    assert next_of("2024-01-01T00:00:00", "1W", 3) == ["01-08T00:00", "01-15T00:00", "01-22T00:00"]
    assert next_of("2024-01-02T00:00:00", "1M", 3) == ["02-01T00:00", "03-01T00:00", "04-01T00:00"]
    assert next_of("2024-01-02T00:00:00", "3M", 2) == ["04-01T00:00", "07-01T00:00"]
    assert next_of("2024-01-04T00:00:00", "2D", 2) == ["01-08T00:00", "01-10T00:00"]


def test_what_should_have_begun_by_now_is_not_to_come_any_more() -> None:
    last, now = "2024-01-09T15:00:00", "2024-01-09T15:07:30"
    assert next_of(last, "1", 2, now=now) == ["01-09T15:07", "01-09T15:08"]
    assert next_of(last, "5", 2, now=now) == ["01-09T15:05", "01-09T15:10"]
    assert next_of("2024-01-09T21:59:00", "1", 1, now="2024-01-09T22:30:00") == ["01-09T23:00"]


def test_a_market_that_never_closes_has_bars_without_a_pause() -> None:
    coming = Book(always_open=True).coming("1")
    last = parse_iso("2024-01-05T21:59:00Z")
    assert coming.starts(last, last, 3).tolist() == [last + n * MINUTE_NS for n in (1, 2, 3)]


@pytest.mark.parametrize("length", ["1", "60", "240", "1D", "1W"])
def test_after_the_last_day_of_a_contract_no_bar_comes(length: str) -> None:
    book, end = Book(), parse_iso("2024-03-15T21:00:00Z")
    book.until_ns = end
    last = parse_iso("2024-03-14T00:00:00Z")
    coming = book.coming(length)
    found = coming.starts(last, last, 10_000)
    assert found.size < 10_000
    assert (found < end).all()
    # and that is looked up once
    book.calendar = SessionCalendar({}, {})
    assert coming.starts(last, last, 5_000).tolist() == found.tolist()


def test_a_chart_from_afar_asks_for_no_more_than_it_can_show() -> None:
    coming = Book().coming("1S")
    last = parse_iso("2024-01-09T15:00:00Z")
    assert coming.starts(last, last, 10**9).size == MOST


@pytest.mark.parametrize("length", ["1S", "1", "240", "1D", "1M"])
def test_a_look_far_ahead_asks_for_each_week_of_the_calendar_once(length: str) -> None:
    book = Book()
    last = parse_iso("2024-01-09T00:00:00Z")
    found = book.coming(length).starts(last, last, 5_000)
    weeks = (int(found[-1]) - last) // (7 * DAY_NS)
    assert book.asked <= weeks + 2


@pytest.mark.counted("bars to come, foretold")
@pytest.mark.parametrize("hours", list(Hours))
@pytest.mark.parametrize("length", ["1", "5", "30", "45", "60", "240", "1D", "1W"])
@pytest.mark.parametrize("group", ["cme_equity", "cme_grains", "us_equity"])
def test_bars_come_as_foretold(group: str, length: str, hours: Hours, cases: Cases) -> None:
    book = Book(group)
    made, draw = book.book(), random.Random(f"{group} {length} {hours}")
    period = made.period("ESH2024", Resolution.parse(length), hours)
    for _ in cases.over(range(scaled(40))):
        # given a market that trades in every minute of its hours, around a year's odd days
        first = parse_iso("2023-11-20T00:00:00Z") + draw.randrange(380) * DAY_NS
        minutes = first + np.arange(16 * 1440) * MINUTE_NS
        of_hours = book.trading
        if hours is Hours.REGULAR:
            of_hours = partial(book.calendar.regular_sessions, group)
        bounds = np.array(of_hours(first, int(minutes[-1])), np.int64)
        index = np.searchsorted(bounds[:, 0], minutes, side="right") - 1
        traded = minutes[(index >= 0) & (minutes < bounds[index, 1])]
        keys = np.unique(period.keys(traded))
        # when it stands at any of its bars
        now = int(draw.choice(traded[: traded.size // 4]))
        last = int(period.keys(np.array([now]))[0])
        # then the bars are those that come
        expected = keys[keys > last][:-1]  # the last one may begin with what comes later
        coming = made.coming("ESH2024", Resolution.parse(length), hours)
        assert coming.starts(last, now, expected.size).tolist() == expected.tolist()
        few = expected[:2].tolist()
        assert coming.starts(last, now, len(few)).tolist() == few


@pytest.mark.parametrize("length", ["1D", "2D", "1W", "1M", "3M"])
def test_a_bar_of_days_ends_as_another_date_is_traded(length: str) -> None:
    book = Book()
    made = book.book()
    period = made.period("ESH2024", Resolution.parse(length))
    coming, now = (
        made.coming("ESH2024", Resolution.parse(length)),
        parse_iso("2024-01-02T00:00:00Z"),
    )
    for _ in range(30):
        end = coming.end_of_days(now)
        key = period.span(now).start_ns
        assert period.span(end - 1).start_ns == key
        assert period.span(end).start_ns != key
        assert end == coming.end_of_days(end - 1)
        now = end
    assert coming.end_of_days(parse_iso("2024-01-02T00:00:00Z")) < now  # it can be wound back
