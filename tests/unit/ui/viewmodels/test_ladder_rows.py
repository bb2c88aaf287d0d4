"""What stands at each price of a ladder, and that what looks as before is the same."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.support.builders import ES
from traderterminal.domain.positions import Position
from traderterminal.market.ticks import Aggressor, TradeTick
from traderterminal.market.traded_prices import TradedPrices
from traderterminal.ui.viewmodels import ladder_rows
from traderterminal.ui.viewmodels.ladder_rows import LadderMarket, LadderRow, LadderRows
from traderterminal.ui.viewmodels.marketable import Touch

D = Decimal
BID = ES.to_ticks(D("4800.00"))
ASK = BID + 1
IN_VIEW = range(ASK + 1, BID - 2, -1)


@pytest.fixture
def written() -> LadderRows:
    return LadderRows(ES)


def market(bids: Mapping[int, int], last: int | None = None) -> LadderMarket:
    traded = TradedPrices(0, lambda at_ns: at_ns + 1_000)
    if last is not None:
        traded.add(TradeTick(ES.symbol, 1, last - 1, 4, Aggressor.SELLER))
        traded.add(TradeTick(ES.symbol, 2, last, 8, Aggressor.BUYER))
    touch = Touch(BID, ASK, lambda ticks: str(ticks))
    return LadderMarket(bids, {ASK: 5}, traded, touch, last)


def rows_of(
    written: LadderRows, shown: LadderMarket, held: Position | None = None
) -> dict[int, LadderRow]:
    return {row.ticks: row for row in written.rows(IN_VIEW, shown, {}, held, {})}


def test_a_row_says_what_rests_and_what_traded_at_its_price(written: LadderRows) -> None:
    rows = rows_of(written, market({BID: 10, BID - 1: 2}, last=ASK))
    assert list(rows) == list(IN_VIEW)
    bid, ask = rows[BID], rows[ASK]
    assert (bid.price, bid.bid, bid.bid_share, bid.at_bid, bid.side) == (
        "4,800.00",
        "10",
        1,
        True,
        -1,
    )
    assert (bid.volume, bid.volume_share, bid.sold, bid.bought) == ("4", 0.5, "4", "")
    assert (ask.ask, ask.ask_share, ask.side, ask.way) == ("5", 0.5, 1, 1)
    assert (ask.volume, ask.volume_share, ask.bought) == ("8", 1, "8")
    assert rows[BID - 1].bid_share == 0.2
    assert (rows[ASK + 1].bid, rows[ASK + 1].ask, rows[ASK + 1].way) == ("", "", None)


def test_a_row_that_looks_as_before_is_the_same(written: LadderRows) -> None:
    before = rows_of(written, market({BID: 10, BID - 1: 2}))
    after = rows_of(written, market({BID: 10, BID - 1: 3}))
    assert after[BID - 1] is not before[BID - 1]
    assert after[BID - 1].bid == "3"
    assert all(after[ticks] is before[ticks] for ticks in IN_VIEW if ticks != BID - 1)


def test_what_is_held_makes_its_result_at_each_price(written: LadderRows) -> None:
    held = Position("paper", ES.symbol, D(50), D(2), D("9600.00"))
    rows = rows_of(written, market({BID: 10}, last=ASK), held)
    assert [rows[ticks].result for ticks in IN_VIEW] == ["+50", "+25", "0", "−25"]
    assert rows[ASK].result_token == "up"  # the last trade was here: it stands out
    other = Position("paper", ES.symbol, D(50), D(-2), D("-9600.00"))
    assert rows_of(written, market({BID: 10}), other)[ASK].result == "−25"
    assert rows_of(written, market({BID: 10}))[ASK].result == ""


def test_no_more_words_are_kept_than_is_said(
    written: LadderRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ladder_rows, "MOST_WRITTEN", 2)
    assert [written.price(BID + n) for n in range(5)][-1] == "4,801.00"
    assert [written.size(lots) for lots in range(5)] == ["", "1", "2", "3", "4"]
    assert len(written._prices) <= 2
    assert len(written._sizes) <= 2
