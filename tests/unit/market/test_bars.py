from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from tests.support.market import MINUTE, SECOND, a_hub, a_quote, a_trade, utc_date
from tests.support.shipped import shipped_calendar
from traderterminal.domain.bars import Bar, Resolution
from traderterminal.kit.clock import VirtualClock, parse_iso, to_datetime
from traderterminal.market.bars import BarBook, BarSeries, ClockPeriod, DayFigures, period_of
from traderterminal.market.hub import MarketHub

NOON = parse_iso("2024-01-15T12:00:00Z")  # a Monday
DAY = 86_400 * SECOND


@pytest.fixture
def minutes() -> BarSeries:
    return BarSeries(ClockPeriod(MINUTE))


@pytest.fixture
def hub() -> MarketHub:
    return a_hub(VirtualClock(NOON))


@pytest.fixture
def book(hub: MarketHub) -> BarBook:
    return BarBook(hub, utc_date)


def at(text: str) -> Resolution:
    return Resolution.parse(text)


def test_trades_of_a_minute_make_one_bar_keyed_by_its_start(minutes: BarSeries) -> None:
    for second, price, size in ((5, 101, 2), (10, 104, 1), (20, 99, 3), (59, 100, 1)):
        minutes.add_trade(NOON + second * SECOND, price, size)
    assert minutes.bars() == [Bar(NOON, 101, 104, 99, 100, 7)]


def test_a_bar_holds_its_start_and_not_its_end(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 1, 1)
    minutes.add_trade(NOON + MINUTE - 1, 2, 1)
    minutes.add_trade(NOON + MINUTE, 3, 1)
    assert [(bar.start_ns, bar.close) for bar in minutes.bars()] == [(NOON, 2), (NOON + MINUTE, 3)]


def test_where_nothing_traded_there_is_no_bar(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 1, 1)
    minutes.add_trade(NOON + 5 * MINUTE, 2, 1)
    assert minutes.start_ns.tolist() == [NOON, NOON + 5 * MINUTE]


def test_columns_are_whole_ticks_and_cannot_be_written(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 7, 1)
    assert minutes.open.dtype == np.int32
    assert minutes.volume.dtype == np.int64
    with pytest.raises(ValueError, match="read-only"):
        minutes.close[0] = 1


def test_bars_beyond_the_first_room_keep_what_was_there(minutes: BarSeries) -> None:
    for number in range(1000):
        minutes.add_trade(NOON + number * MINUTE, number, 1)
    assert minutes.count == 1000
    assert minutes.close.tolist() == list(range(1000))


def test_every_change_is_told_apart_from_a_change_of_older_bars(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 1, 1)
    minutes.add_trade(NOON + MINUTE, 2, 1)
    minutes.add_trade(NOON + MINUTE, 3, 1)
    assert (minutes.version, minutes.generation) == (3, 0)
    minutes.add_trade(NOON + 1, 9, 1)
    assert (minutes.version, minutes.generation) == (4, 1)


def test_a_late_trade_falls_into_the_bar_of_its_time(minutes: BarSeries) -> None:
    minutes.add_trade(NOON + 10, 5, 1)
    minutes.add_trade(NOON + 2 * MINUTE, 6, 1)
    minutes.add_trade(NOON + 5, 4, 1)  # earlier than the first: now it is the open
    minutes.add_trade(NOON + 20, 3, 1)  # later than the last of its bar: the close
    minutes.add_trade(NOON + MINUTE, 8, 2)  # a minute that had no bar
    minutes.add_trade(NOON + 2 * MINUTE + 1, 7, 1)
    assert minutes.bars() == [
        Bar(NOON, 4, 5, 3, 3, 3),
        Bar(NOON + MINUTE, 8, 8, 8, 8, 2),
        Bar(NOON + 2 * MINUTE, 6, 7, 6, 7, 2),
    ]


def test_a_late_trade_in_the_last_bar_is_not_its_close(minutes: BarSeries) -> None:
    minutes.add_trade(NOON + 10, 5, 1)
    minutes.add_trade(NOON + 5, 9, 1)
    assert minutes.bars() == [Bar(NOON, 9, 9, 5, 5, 2)]


def test_history_goes_in_front_and_what_overlaps_is_left_out(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 5, 1)
    older = Bar(NOON - MINUTE, 1, 2, 1, 2, 10)
    minutes.prepend([older, Bar(NOON, 7, 7, 7, 7, 7)])
    assert minutes.bars() == [older, Bar(NOON, 5, 5, 5, 5, 1)]
    assert minutes.generation == 1
    minutes.add_trade(NOON + 1, 6, 1)
    assert minutes.bars(-1) == [Bar(NOON, 5, 6, 5, 6, 2)]


def test_trades_continue_the_last_bar_of_the_history(minutes: BarSeries) -> None:
    minutes.prepend([Bar(NOON, 5, 7, 4, 6, 10)])
    minutes.add_trade(NOON + 30 * SECOND, 8, 1)
    assert minutes.bars() == [Bar(NOON, 5, 8, 4, 8, 11)]


def test_the_forming_bar_is_the_last_one(minutes: BarSeries) -> None:
    with pytest.raises(IndexError, match="no bar yet"):
        _ = minutes.last
    for second, price in ((5, 101), (10, 104), (70, 99), (80, 98)):
        minutes.add_trade(NOON + second * SECOND, price, 2)
        assert minutes.last == minutes.bars(-1)[0]
    minutes.clear()
    with pytest.raises(IndexError, match="no bar yet"):
        _ = minutes.last


def test_clearing_leaves_an_empty_series_that_fills_again(minutes: BarSeries) -> None:
    minutes.add_trade(NOON, 5, 1)
    minutes.clear()
    assert minutes.bars() == []
    minutes.add_trade(NOON - DAY, 6, 1)
    assert minutes.bars() == [Bar(NOON - DAY, 6, 6, 6, 6, 1)]


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


def test_several_days_are_refused_rather_than_guessed() -> None:
    with pytest.raises(ValueError, match="bars of 3D are not made here"):
        period_of(at("3D"), lambda at_ns: date(2024, 1, 1))


def test_quotes_make_no_bars(hub: MarketHub, book: BarBook) -> None:
    hub.publish(a_quote(at_ns=NOON))
    assert book.series("ESH2024").count == 0


def test_longer_bars_asked_for_later_hold_what_came_before(hub: MarketHub, book: BarBook) -> None:
    for number in range(7):
        hub.publish(a_trade(100 + number, 1, NOON + number * MINUTE))
    fives = book.series("ESH2024", at("5"))
    hub.publish(a_trade(90, 2, NOON + 7 * MINUTE))
    assert fives.bars() == [
        Bar(NOON, 100, 104, 100, 104, 5),
        Bar(NOON + 5 * MINUTE, 105, 106, 90, 90, 4),
    ]
    assert book.series("ESH2024", at("5")) is fives
    assert book.series("ESH2024", at("60")).bars() == [Bar(NOON, 100, 106, 90, 90, 9)]


def test_seconds_are_counted_from_when_they_are_asked_for(hub: MarketHub, book: BarBook) -> None:
    hub.publish(a_trade(100, 1, NOON))
    seconds = book.series("ESH2024", at("15S"))
    assert seconds.count == 0
    hub.publish(a_trade(101, 1, NOON + 20 * SECOND))
    assert seconds.bars() == [Bar(NOON + 15 * SECOND, 101, 101, 101, 101, 1)]


def test_the_day_so_far_and_how_the_last_one_closed(hub: MarketHub, book: BarBook) -> None:
    assert book.day("ESH2024") is None
    hub.publish(a_trade(100, 1, NOON - DAY))
    today = to_datetime(NOON).date()
    midnight = parse_iso(f"{today}T00:00:00Z")
    assert book.day("ESH2024") == DayFigures(Bar(midnight - DAY, 100, 100, 100, 100, 1), None)
    for price in (103, 107, 102):
        hub.publish(a_trade(price, 2, NOON))
    assert book.day("ESH2024") == DayFigures(Bar(midnight, 103, 107, 102, 102, 6), 100)


def test_history_is_served_by_count_before_a_time(hub: MarketHub, book: BarBook) -> None:
    for number in range(5):
        hub.publish(a_trade(number, 1, NOON + number * MINUTE))
    before = NOON + 3 * MINUTE
    served = book.history("ESH2024", at("1"), before, 2)
    assert [bar.close for bar in served] == [1, 2]
    assert [bar.close for bar in book.history("ESH2024", at("1"), before, 99)] == [0, 1, 2]
    assert book.history("ESH2024", at("1"), NOON, 5) == []


def test_older_minutes_reach_every_longer_bar(hub: MarketHub, book: BarBook) -> None:
    fives = book.series("ESH2024", at("5"))
    hub.publish(a_trade(100, 1, NOON + MINUTE))
    book.prepend("ESH2024", [Bar(NOON, 90, 95, 85, 92, 10)])
    assert fives.bars() == [Bar(NOON, 90, 100, 85, 100, 11)]


class _History:
    def bars(self, symbol: str, resolution: str, before_ns: int, count: int) -> Sequence[Bar]:
        assert (resolution, before_ns) == ("1", NOON)
        return [Bar(NOON - MINUTE, 1, 2, 1, 2, 3)] if symbol == "ESH2024" else []


def test_what_happened_before_the_start_is_there_at_first_sight(hub: MarketHub) -> None:
    book = BarBook(hub, utc_date, _History())
    hub.publish(a_trade(5, 1, NOON))
    assert [bar.close for bar in book.series("ESH2024").bars()] == [2, 5]
    assert book.series("AAPL").count == 0


def test_a_market_that_starts_again_clears_the_same_series(hub: MarketHub, book: BarBook) -> None:
    minutes, days = book.series("ESH2024"), book.series("ESH2024", at("1D"))
    hub.publish(a_trade(5, 1, NOON))
    hub.clear()
    assert (minutes.count, days.count) == (0, 0)
    hub.publish(a_trade(6, 1, NOON - DAY))
    assert (minutes.close.tolist(), days.close.tolist()) == ([6], [6])
