from collections.abc import Sequence

import pytest

from tests.support.market import MINUTE, SECOND, a_hub, a_quote, a_trade, utc_date
from tests.support.shipped import shipped_calendar
from traderterminal.domain.bars import Bar, Resolution
from traderterminal.domain.sessions import Hours
from traderterminal.kit.clock import VirtualClock, parse_iso, to_datetime
from traderterminal.market import bars
from traderterminal.market.bars import BarBook, DayFigures
from traderterminal.market.hub import MarketHub
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.time_bars import BarSeries

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


def in_two_sessions(symbol: str, from_ns: int, until_ns: int) -> list[tuple[int, int]]:
    """Regular hours of a quarter of an hour, from noon and from one o'clock."""
    sessions = [(NOON + n * 60 * MINUTE, NOON + (n * 60 + 15) * MINUTE) for n in range(2)]
    return [s for s in sessions if s[0] < until_ns and s[1] > from_ns]


def closes(book: BarBook, text: str) -> list[int]:
    return [bar.close for bar in book.series("ESH2024", at(text), Hours.REGULAR).bars()]


def test_bars_of_regular_hours_are_made_of_all(hub: MarketHub) -> None:
    book = BarBook(hub, utc_date, regular=in_two_sessions)
    for minute in (-5, 0, 7, 14, 15, 40):
        hub.publish(a_trade(100 + minute, 1, NOON + minute * MINUTE))
    assert closes(book, "1") == [100, 107, 114]
    assert closes(book, "10") == [107, 114]
    assert closes(book, "1D") == [114]
    for minute in (60, 62, 76):  # of the next session, and past its end
        hub.publish(a_trade(100 + minute, 1, NOON + minute * MINUTE))
    assert closes(book, "1") == [100, 107, 114, 160, 162]
    assert closes(book, "10") == [107, 114, 162]
    assert closes(book, "2T") == []
    assert book.series("ESH2024").count == 9
    book.prepend("ESH2024", [Bar(NOON - DAY, 5, 5, 5, 5, 1)])
    assert closes(book, "1")[0] == 100


def test_older_minutes_reach_the_bars_of_regular_hours(hub: MarketHub) -> None:
    book = BarBook(hub, utc_date, regular=in_two_sessions)
    hub.publish(a_trade(100, 1, NOON + 8 * MINUTE))
    assert closes(book, "5") == [100]
    older = [Bar(NOON + n * MINUTE, n, n, n, n, 1) for n in range(-3, 8)]
    book.prepend("ESH2024", older)
    assert closes(book, "1") == [*range(8), 100]
    assert closes(book, "5") == [4, 100]
    hub.clear()
    assert closes(book, "5") == []


def test_bars_of_trades_know_regular_hours(hub: MarketHub) -> None:
    book = BarBook(hub, utc_date, regular=in_two_sessions)
    series = book.series("ESH2024", at("2T"), Hours.REGULAR)
    for minute in (-5, 1, 20, 40, 61):
        hub.publish(a_trade(100 + minute, 1, NOON + minute * MINUTE))
    assert [(bar.open, bar.close) for bar in series.bars()] == [(101, 161)]
    assert book.series("ESH2024", at("2T")) is not series


def test_flaws_of_a_symbol_are_counted_by_what_they_are(hub: MarketHub, book: BarBook) -> None:
    assert book.flaws("ESH2024") == {}
    for minute in (0, 2, 0):
        hub.publish(a_trade(100, 1, NOON + minute * MINUTE))
    impossible = Bar(NOON - 2 * MINUTE, 5, 4, 5, 5, 1)
    book.prepend("ESH2024", [impossible, Bar(NOON - MINUTE, 5, 5, 5, 5, 1)])
    assert dict(book.flaws("ESH2024")) == {"impossible": 1}


async def test_longer_bars_of_many_minutes_come_piece_by_piece(
    hub: MarketHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bars, "PIECE", 7)
    book = BarBook(hub, utc_date, regular=in_two_sessions)
    minutes = [Bar(NOON + n * MINUTE, n, n + 1, n - 1, n, 1) for n in range(-60, 0)]
    book.prepend("ESH2024", minutes[20:])
    fives = book.series("ESH2024", at("5"))
    assert sum(bar.volume for bar in fives.bars()) == 7
    hub.publish(a_trade(100, 1, NOON))
    assert await book.fetch_older("ESH2024", at("5"))
    assert sum(bar.volume for bar in fives.bars()) == 15
    book.prepend("ESH2024", minutes[:20])  # older ones while not all of those are in
    while await book.fetch_older("ESH2024", at("5")):
        pass
    assert fives.bars() == [
        *(Bar(NOON + n * MINUTE, n, n + 5, n - 1, n + 4, 5) for n in range(-60, 0, 5)),
        Bar(NOON, 100, 100, 100, 100, 1),
    ]
    book.prepend("ESH2024", [Bar(NOON - 61 * MINUTE, 5, 5, 5, 5, 1)])
    assert fives.count == 14
    hours = book.series("ESH2024", at("60"))
    hub.clear()
    assert not await book.fetch_older("ESH2024", at("60"))
    assert hours.count == 0


def test_bars_of_hours_are_counted_from_the_start_of_the_trading_day() -> None:
    calendar, hub = shipped_calendar(), a_hub(VirtualClock(parse_iso("2024-01-12T12:00:00Z")))
    book = BarBook(
        hub,
        lambda symbol, at_ns: calendar.trade_date("cme_equity", at_ns),
        days=lambda symbol, *within: calendar.trading_days("cme_equity", *within),
    )
    hours, halves = book.series("ESH2024", at("240")), book.series("ESH2024", at("30"))
    # given a trade on each half hour of two trading days, with the pause between them
    first = parse_iso("2024-01-10T23:00:00Z")  # five in the afternoon in Chicago
    times = [first + half * 30 * MINUTE for half in range(96) if half % 48 < 46]
    for number, at_ns in enumerate(times):
        hub.publish(a_trade(100, 1 + number // 46, at_ns))
    # then bars begin at the open, every four hours, and none holds trades of two days
    starts = [to_datetime(bar.start_ns).hour for bar in hours.bars()]
    assert starts == [23, 3, 7, 11, 15, 19] * 2
    assert [bar.volume for bar in hours.bars()] == [8] * 5 + [6] + [16] * 5 + [12]
    assert halves.count == len(times)
    # and those that are asked for later are the same
    assert book.series("ESH2024", at("420")).bars()[0].volume == 14


@pytest.mark.parametrize("length", ["1", "5", "15", "30", "60", "240", "45"])
def test_without_trading_days_bars_go_by_the_clock(book: BarBook, length: str) -> None:
    length_ns = int(length) * MINUTE
    span = book.period("ESH2024", at(length)).span(NOON + 7 * MINUTE)
    start = (NOON + 7 * MINUTE) // length_ns * length_ns
    assert (span.start_ns, span.until_ns) == (start, start + length_ns)
