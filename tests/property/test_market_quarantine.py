"""Bad rows in a feed change nothing: orders trade as they would have without them."""

from collections.abc import Sequence
from random import Random

import pytest

from tests.support.builders import INSTRUMENTS
from tests.support.figures import Cases
from tests.support.market import a_quote, a_trade
from tests.support.scale import scaled
from traderterminal.domain.orders import TimeInForce
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import Aggressor, FeedTick, Tick
from traderterminal.paper.matching import Execution, Matcher, PaperOrder

EVENTS = 30
START = 19_200
MARKETS = scaled(5_000)


def market_events(draw: Random) -> list[list[Tick]]:
    """Events about a price that wanders: some trades, and the quote that they led to."""
    events, bid = list[list[Tick]](), START
    for at_ns in range(1, EVENTS + 1):
        trades: list[Tick] = [
            a_trade(bid + draw.randint(-1, 2), draw.randint(1, 6), at_ns, draw.choice([*Aggressor]))
            for _ in range(draw.choice([0, 1, 2]))
        ]
        bid += draw.randint(-3, 3)
        quote = a_quote(
            bid, bid + draw.randint(1, 3), at_ns, draw.randint(1, 6), draw.randint(1, 6)
        )
        events.append([*trades, quote])
    return events


def bad_row(draw: Random, near: int, number: int) -> Tick:
    """A row that no market sent: impossible, or far from all others and from other bad ones."""
    away = 1_000 * number * draw.choice((-1, 1))
    rows: list[Tick] = [
        a_quote(near + 3, near),
        a_quote(near, near),
        a_quote(near, near + 1, bid_size=0),
        a_trade(near, size=0),
        a_quote(near - abs(away), near + 1),
        a_quote(near, near + abs(away)),
        a_quote(near + away, near + away + 1),
        a_trade(near + away),
    ]
    return draw.choice(rows)


def an_order(draw: Random, number: int) -> PaperOrder:
    price = START + draw.randint(-8, 8)
    return PaperOrder(
        str(number),
        draw.choice((1, -1)),
        draw.randint(1, 4),
        TimeInForce.DAY,
        limit=draw.choice((None, price, price)),
        stop=draw.choice((None, None, price)),
        if_touched=draw.random() < 0.3,
    )


def executions(seed: int, *, bad_rows: bool) -> list[Execution]:
    """What orders of chance trade in a market of chance, with bad rows in its feed or without."""
    draw, faulty = Random(seed), Random(-seed)
    hub, matcher = MarketHub(INSTRUMENTS.__getitem__, VirtualClock(1)), Matcher()
    found: list[Execution] = []

    def settle() -> None:
        found.extend(one for one in matcher.settle() if isinstance(one, Execution))

    def hear(rows: Sequence[FeedTick]) -> None:
        for row in rows:
            matcher.see(row)
        settle()

    hub.listen_to_events(hear)
    for number, event in enumerate(market_events(draw), start=1):
        hub.publish_event(event)
        if bad_rows and faulty.random() < 0.4:
            hub.publish(bad_row(faulty, START, number))
        if draw.random() < 0.6:
            matcher.enter(an_order(draw, number))
            settle()
    if bad_rows:
        assert hub.faults("ESH2024").total > 0
    return found


@pytest.mark.logs("sent .*, kept back")
@pytest.mark.counted("random markets in whose feed bad rows changed no execution")
@pytest.mark.timeout(60 + MARKETS // 20)
def test_bad_rows_change_no_execution(cases: Cases) -> None:
    for seed in cases.over(range(1, MARKETS + 1)):
        clean = executions(seed, bad_rows=False)
        assert executions(seed, bad_rows=True) == clean, seed
        cases.found["executions"] += len(clean)
    assert cases.found["executions"] > MARKETS
