"""Volume by price: of the session, of the last half minute, and which way the market went."""

import tracemalloc
from random import Random

from tests.support.market import SECOND, a_quote, a_trade
from traderterminal.market.ticks import Aggressor
from traderterminal.market.traded_prices import RECENT_S, TradedPrices

HOUR = 3_600 * SECOND


def traded(since_ns: int = 0) -> TradedPrices:
    """Of sessions that end with every hour."""
    return TradedPrices(since_ns, lambda at_ns: at_ns - at_ns % HOUR + HOUR)


def test_volume_adds_up_by_price() -> None:
    found = traded()
    found.add(a_trade(100, 3))
    found.add(a_trade(101, 2, aggressor=Aggressor.NEITHER))
    found.add(a_trade(100, 4, aggressor=Aggressor.SELLER))
    found.add(a_quote(99, 100))
    assert found.lots == {100: 7, 101: 2}
    assert (found.bought, found.sold) == ({100: 3}, {100: 4})
    assert found.last == 100


def test_the_way_is_that_of_the_last_change_of_price() -> None:
    found, ways = traded(), []
    for price in (100, 101, 101, 99, 99, 100):
        found.add(a_trade(price))
        ways.append(found.way)
    assert ways == [0, 1, 1, -1, -1, 1]


def test_a_session_begins_at_nothing() -> None:
    found = traded()
    found.add(a_trade(100, 3, HOUR - 1))
    found.add(a_trade(101, 2, HOUR))
    assert found.lots == {101: 2}
    assert found.since_ns == HOUR
    assert found.way == 0
    assert found.bought == {101: 2}


def test_recent_is_what_traded_in_the_last_half_minute() -> None:
    found, random = traded(), Random(3)
    trades = [
        a_trade(
            random.randrange(95, 105),
            random.randrange(1, 9),
            number * SECOND,
            random.choice((Aggressor.BUYER, Aggressor.SELLER)),
        )
        for number in range(100)
    ]
    for trade in trades:
        found.add(trade)
        found.age(trade.at_ns)
        for side, aggressor in ((found.bought, Aggressor.BUYER), (found.sold, Aggressor.SELLER)):
            wanted: dict[int, int] = {}
            for one in trades:
                is_recent = trade.at_ns - RECENT_S * SECOND < one.at_ns <= trade.at_ns
                if is_recent and one.aggressor is aggressor:
                    wanted[one.price] = wanted.get(one.price, 0) + one.size
            assert side == wanted
    before = found.version
    found.age(200 * SECOND)
    assert not found.bought
    assert not found.sold
    assert found.version > before
    assert sum(found.lots.values()) == sum(trade.size for trade in trades)


def test_what_nobody_looks_at_is_forgotten_too() -> None:
    found = traded()
    for number in range(10 * RECENT_S):
        found.add(a_trade(100 + number % 2, 1, number * SECOND))
    assert sum(found.bought.values()) == RECENT_S
    assert sum(found.lots.values()) == 10 * RECENT_S


def test_a_quick_market_takes_no_more_room_than_a_quiet_one() -> None:
    found, random = traded(), Random(3)

    def trade(count: int) -> int:
        """Trade within a second; return how many bytes more are taken afterwards."""
        before, _ = tracemalloc.get_traced_memory()
        for number in range(count):
            side = random.choice((Aggressor.BUYER, Aggressor.SELLER))
            found.add(a_trade(random.randrange(95, 105), 2, number * SECOND // count, side))
        return tracemalloc.get_traced_memory()[0] - before

    tracemalloc.start()
    try:
        trade(1_000)
        assert trade(5_000) < 20_000
    finally:
        tracemalloc.stop()
    assert sum(found.bought.values()) + sum(found.sold.values()) == 2 * 6_000
    found.age(RECENT_S * SECOND + SECOND)
    assert not {**found.bought, **found.sold}
