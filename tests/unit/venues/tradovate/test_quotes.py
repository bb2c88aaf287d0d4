"""What market data says of one contract."""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.builders import ES
from traderterminal.market.ticks import Aggressor, QuoteTick, TradeTick
from traderterminal.venues.tradovate.quotes import QuoteBoard

DAYS = {1: date(2024, 3, 11), 2: date(2024, 3, 12)}


@pytest.fixture
def board() -> QuoteBoard:
    return QuoteBoard(7, ES, lambda at_ns: DAYS[at_ns])


def trade(price: int, size: int = 1, at_ns: int = 1) -> TradeTick:
    return TradeTick(ES.symbol, at_ns, price, size, Aggressor.BUYER)


def quote(bid: int | None, ask: int | None) -> QuoteTick:
    return QuoteTick(ES.symbol, 1, bid, 5, ask, 6)


def test_only_what_changed_is_told(board: QuoteBoard) -> None:
    assert set(board.see(quote(100, 101))) == {"Bid", "Offer"}
    assert board.see(quote(100, 102)) == {"Offer": {"price": Decimal("25.5"), "size": 6}}
    assert board.see(quote(100, 102)) == {}


def test_a_side_that_is_empty_is_gone_from_the_whole(board: QuoteBoard) -> None:
    board.see(quote(100, 101))
    board.see(quote(None, 101))
    assert set(board.quote(None, 0)["entries"]) == {"Offer"}
    depth = board.depth(0)
    assert depth["bids"] == []
    assert depth["offers"] == [{"price": Decimal("25.25"), "size": 6}]


def test_the_days_figures_follow_its_trades(board: QuoteBoard) -> None:
    for price in (100, 104, 98, 101):
        entries = board.see(trade(price, 2))
    whole = board.quote(None, 0)["entries"]
    assert entries["Trade"] == {"price": Decimal("25.25"), "size": 2}
    assert whole["TotalTradeVolume"] == {"size": 8}
    assert whole["OpeningPrice"] == {"price": Decimal(25)}
    assert whole["HighPrice"] == {"price": Decimal(26)}
    assert whole["LowPrice"] == {"price": Decimal("24.5")}


def test_a_new_day_begins_anew(board: QuoteBoard) -> None:
    board.see(trade(100, 5))
    board.see(trade(90, 2, at_ns=2))
    assert board.quote(None, 0)["entries"]["TotalTradeVolume"] == {"size": 2}
    histogram = board.histogram(None, 0)
    assert histogram is not None
    assert histogram["tradeDate"] == {"year": 2024, "month": 3, "day": 12}
    assert histogram["base"] == Decimal("22.5")


def test_a_histogram_counts_from_its_base(board: QuoteBoard) -> None:
    assert board.histogram(None, 0) is None
    board.see(trade(100, 5))
    last = trade(98, 2)
    board.see(last)
    whole, part = board.histogram(None, 0), board.histogram(last, 0)
    assert whole is not None
    assert part is not None
    assert (whole["items"], whole["refresh"]) == ({"0": 5, "-2": 2}, True)
    assert (part["items"], part["refresh"]) == ({"-2": 2}, False)


def test_a_clock_that_is_ahead_shows_in_every_time(board: QuoteBoard) -> None:
    board.see(quote(100, 101))
    assert board.quote(None, 90_000_000_000)["timestamp"] == "1970-01-01T00:01:30.000Z"
