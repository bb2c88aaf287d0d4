from datetime import date, timedelta

import numpy as np
import pytest

from tests.support.shipped import shipped_calendar
from traderterminal.domain.bars import Resolution
from traderterminal.kit.clock import iso, parse_iso, to_datetime
from traderterminal.market.periods import Period, period_of
from traderterminal.market.regular_hours import RegularHours


def at(text: str) -> Resolution:
    return Resolution.parse(text)


def key(period: Period, moment: str) -> str:
    return iso(period.span(parse_iso(moment)).start_ns)


def in_calendar(text: str, group: str = "cme_equity") -> Period:
    calendar = shipped_calendar()
    hours = RegularHours(lambda first, end: calendar.regular_sessions(group, first, end))
    return period_of(at(text), lambda at_ns: calendar.trade_date(group, at_ns), hours)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("1W", "2024-01-15T00:00:00Z"),
        ("1D", "2024-01-16T00:00:00Z"),
        ("1M", "2024-01-01T00:00:00Z"),
    ],
)
def test_an_evening_session_belongs_to_the_next_trade_date(text: str, starts: str) -> None:
    def five_o_clock(at_ns: int) -> date:
        moment = to_datetime(at_ns)
        return moment.date() + timedelta(days=moment.hour >= 17)

    evening = parse_iso("2024-01-15T17:00:00Z")
    span = period_of(at(text), five_o_clock).span(evening)
    assert span.start_ns == parse_iso(starts)
    assert span.from_ns <= evening < span.until_ns


@pytest.mark.parametrize(
    ("group", "moment", "key"),
    [
        ("cme_fx", "2024-01-15T15:00:00Z", "2024-01-02T00:00:00Z"),  # New Year's Day
        ("us_equity", "2024-06-20T15:00:00Z", "2024-06-03T00:00:00Z"),  # a Saturday
        ("cme_equity", "2025-09-20T15:00:00Z", "2025-09-02T00:00:00Z"),  # Labor Day
        ("cme_equity", "2024-05-31T22:30:00Z", "2024-06-03T00:00:00Z"),  # its evening is June's
        ("crypto", "2024-06-20T15:00:00Z", "2024-06-01T00:00:00Z"),
    ],
)
def test_a_month_goes_by_its_first_trading_day(group: str, moment: str, key: str) -> None:
    calendar = shipped_calendar()
    months = period_of(at("1M"), lambda at_ns: calendar.trade_date(group, at_ns))
    assert months.span(parse_iso(moment)).start_ns == parse_iso(key)


@pytest.mark.parametrize(
    ("text", "moment", "starts"),
    [
        ("3D", "2024-01-15T12:00:00Z", "2024-01-15"),  # 19,737 days since 1970: a third of them
        ("3D", "2024-01-17T12:00:00Z", "2024-01-15"),
        ("3D", "2024-01-18T12:00:00Z", "2024-01-18"),
        ("2W", "2024-01-16T12:00:00Z", "2024-01-08"),  # 2,819 weeks since its first Monday
        ("2W", "2024-01-26T12:00:00Z", "2024-01-22"),
        ("3M", "2024-05-16T12:00:00Z", "2024-04-01"),
        ("12M", "2024-12-31T12:00:00Z", "2024-01-01"),
    ],
)
def test_several_go_together(text: str, moment: str, starts: str) -> None:
    period = period_of(at(text), lambda at_ns: to_datetime(at_ns).date())
    assert key(period, moment)[:10] == starts


def test_bars_that_trades_end_are_none_of_time() -> None:
    with pytest.raises(ValueError, match="trades end bars of 100T"):
        period_of(at("100T"), lambda at_ns: date(2024, 1, 1))


@pytest.mark.parametrize(
    ("text", "moment", "starts"),
    [
        ("60", "2024-01-16T15:29:59Z", "2024-01-16T14:30:00Z"),  # 08:30 in Chicago
        ("60", "2024-01-16T15:30:00Z", "2024-01-16T15:30:00Z"),
        ("60", "2024-07-16T14:00:00Z", "2024-07-16T13:30:00Z"),  # in summer
        ("240", "2024-01-16T20:59:00Z", "2024-01-16T18:30:00Z"),
        ("1D", "2024-01-16T20:59:00Z", "2024-01-16T00:00:00Z"),
    ],
)
def test_bars_of_regular_hours_are_counted_from_their_start(
    text: str, moment: str, starts: str
) -> None:
    period = in_calendar(text)
    assert period.span(parse_iso(moment)).start_ns == parse_iso(starts)
    times = np.array([parse_iso(moment)], np.int64)
    assert period.keys(times).tolist() == [period.span(parse_iso(moment)).start_ns]


def test_the_last_bar_of_a_regular_session_ends_with_it() -> None:
    span = in_calendar("240").span(parse_iso("2024-01-16T20:00:00Z"))
    assert iso(span.until_ns)[:16] == "2024-01-16T21:00"
