"""When the running market trades: in the exchange's hours where they bind, else always."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.builders import AAPL, ES, INSTRUMENTS, option
from tests.support.shipped import shipped_calendar
from traderterminal.app.hours import TradingHours
from traderterminal.kit.clock import iso, parse_iso
from traderterminal.market.signed_volume import NEVER_NS

#: A Tuesday morning in New York, the daily break, and a Saturday.
OPEN, BREAK, SATURDAY = (
    parse_iso(text)
    for text in ("2024-01-09T15:00:00Z", "2024-01-09T22:30:00Z", "2024-01-13T15:00:00Z")
)


def hours(*, binding: bool = True) -> TradingHours:
    return TradingHours(shipped_calendar(), INSTRUMENTS.__getitem__, binding=binding)


def test_an_exchange_opens_and_closes_and_says_when_it_opens_again() -> None:
    found = hours()
    assert found.is_open(ES, OPEN)
    assert found.opens(ES, OPEN) is None
    assert not found.is_open(ES, BREAK)
    assert found.opens(ES, BREAK) == "2024-01-09 17:00 CST"
    assert found.opens(ES, SATURDAY) == "2024-01-14 17:00 CST"
    assert found.opens(AAPL, SATURDAY) == "2024-01-16 09:30 EST"  # Monday is a holiday


def test_a_venue_of_its_own_never_closes() -> None:
    found = hours(binding=False)
    for at_ns in (OPEN, BREAK, SATURDAY):
        assert found.is_open(ES, at_ns)
        assert found.opens(ES, at_ns) is None
    assert found.group(ES) is None
    assert hours().group(ES) is not None


def test_the_next_close_is_that_of_the_session_that_is_open() -> None:
    assert hours().closes_ns(ES, OPEN) == parse_iso("2024-01-09T22:00:00Z")
    assert hours().closes_ns(ES, BREAK) is None
    assert hours(binding=False).closes_ns(ES, OPEN) is None


def test_a_market_is_open_until_its_trading_day_ends_or_for_ever() -> None:
    assert hours().open_until(ES, OPEN) == parse_iso("2024-01-09T22:00:00Z")
    assert hours().open_until(ES, BREAK) is None
    assert hours(binding=False).open_until(ES, BREAK) == NEVER_NS


def test_a_contract_stops_for_good_at_the_close_of_its_last_day() -> None:
    assert hours().last_ns(ES) == parse_iso("2024-03-15T21:00:00Z")
    assert hours().last_ns(AAPL) is None
    on_a_holiday = replace(ES, last_trading_day=date(2024, 3, 29))  # Good Friday
    assert hours().last_ns(on_a_holiday) is None


def test_a_contract_is_settled_as_the_markets_day_ends() -> None:
    call = option("C", 185, date(2024, 1, 19))
    assert hours().last_ns(call) == parse_iso("2024-01-19T21:00:00Z")
    assert hours().settles_ns(call) == parse_iso("2024-01-19T22:00:00Z")
    assert hours().settles_ns(AAPL) is None
    assert hours().settles_ns(replace(call, last_trading_day=date(2024, 3, 29))) is None


def test_a_day_opens_with_its_first_session_or_with_that_of_the_next_day_that_has_one() -> None:
    assert hours().opens_ns(AAPL, date(2024, 1, 9)) == parse_iso("2024-01-09T14:30:00Z")
    assert hours().opens_ns(AAPL, date(2024, 1, 13)) == parse_iso("2024-01-16T14:30:00Z")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-09T21:59:00Z", date(2024, 1, 9)),
        ("2024-01-09T23:00:00Z", date(2024, 1, 10)),  # the next session has begun
        ("2024-07-09T22:00:00Z", date(2024, 7, 10)),  # an hour earlier in summer
        ("2024-01-12T23:00:00Z", date(2024, 1, 16)),  # after Friday's close, over a long weekend
    ],
)
def test_the_markets_day_follows_the_session_and_not_midnight(text: str, day: date) -> None:
    at_ns = parse_iso(text)
    assert hours().today(at_ns) == hours().trade_date("ESH2024", at_ns) == day


def test_an_order_for_the_day_runs_out_with_the_session_that_is_open() -> None:
    found = hours()
    assert found.day_end_ns(ES, OPEN) == parse_iso("2024-01-09T22:00:00Z")
    assert found.day_end_ns(AAPL, OPEN) == parse_iso("2024-01-09T21:00:00Z")


def test_moments_are_shown_on_the_wall_clock_of_the_exchange() -> None:
    found = hours()
    assert f"{found.local(ES, OPEN):%H:%M %Z}" == "09:00 CST"
    assert f"{found.local(AAPL, OPEN):%H:%M %Z}" == "10:00 EST"
    assert found.local_time("cme_equity", OPEN) == found.local(ES, OPEN)


def test_regular_sessions_are_those_of_the_symbols_exchange() -> None:
    day = (parse_iso("2024-01-09T06:00:00Z"), parse_iso("2024-01-10T06:00:00Z"))
    for symbol, opens, closes in (("ESH2024", "14:30", "21:00"), ("AAPL", "14:30", "21:00")):
        expected = [(parse_iso(f"2024-01-09T{opens}:00Z"), parse_iso(f"2024-01-09T{closes}:00Z"))]
        assert hours().regular_sessions(symbol, *day) == expected


def test_sessions_are_those_that_touch_a_time_up_to_the_last_day_of_a_contract() -> None:
    week = (OPEN, parse_iso("2024-01-16T15:00:00Z"))
    found = [(iso(a)[5:16], iso(b)[5:16]) for a, b in hours().sessions("ESH2024", *week)]
    assert found[0] == ("01-08T23:00", "01-09T22:00")
    assert found[-2:] == [
        ("01-14T23:00", "01-15T18:00"),  # halted on the holiday
        ("01-15T23:00", "01-16T22:00"),
    ]
    assert len(found) == 6
    assert hours(binding=False).sessions("ESH2024", *week) == [week]
    expiry = (parse_iso("2024-03-15T00:00:00Z"), parse_iso("2024-03-25T00:00:00Z"))
    assert [iso(end)[5:16] for _, end in hours().sessions("ESH2024", *expiry)] == ["03-15T21:00"]
