"""On a market of chance a paper order fares as the real order in whose place it stands."""

from hashlib import sha256
from random import Random

from tests.support.random_exchange import RandomExchange
from tests.support.scale import scaled
from traderterminal.market.book import DepthOfBook, TopOfBook
from traderterminal.paper.level_queues import LevelQueues
from traderterminal.paper.order_queues import OrderQueues
from traderterminal.paper.resting import FillMode, Resting

EVENTS = 25
EVERY_LEVEL = 10
MARKETS = scaled(20_000, due=5_000)


def clone(exchange: RandomExchange, lots: int, mode: FillMode = FillMode.REALISTIC) -> Resting:
    """An order of ours where the followed order is about to come."""
    assert exchange.ours is not None
    ours = exchange.ours
    return Resting("clone", ours.sign, ours.price, lots, shown=lots, mode=mode)


def test_a_full_book_tells_exactly_what_a_resting_order_trades_and_when() -> None:
    filled = 0
    for seed in range(MARKETS):
        draw = Random(seed)
        exchange, queues = RandomExchange(draw), OrderQueues()
        queues.see(exchange.opening())
        for _ in range(draw.randint(0, 8)):
            queues.see(exchange.next())
        lots = draw.randint(1, 4)
        _, coming = exchange.place_ours(lots)
        ours = clone(exchange, lots)
        queues.enter(ours)
        queues.see(coming)
        for _ in range(EVENTS):
            queues.see(exchange.next())
            assert lots - ours.lots == exchange.traded, seed
        filled += ours.lots == 0
    assert filled > MARKETS // 10


def test_the_conservative_mode_never_fills_before_the_exchange() -> None:
    filled = 0
    for seed in range(MARKETS):
        draw = Random(seed)
        exchange, queues = RandomExchange(draw), LevelQueues(infers=False)
        view = DepthOfBook("ES", EVERY_LEVEL) if seed % 2 else TopOfBook("ES")
        queues.see(view.see(exchange.opening()))
        lots = draw.randint(1, 4)
        _, coming = exchange.place_ours(lots)
        ours = clone(exchange, lots, FillMode.CONSERVATIVE)
        queues.enter(ours)
        for event in (coming, *(exchange.next() for _ in range(EVENTS))):
            if ticks := view.see(event):
                queues.see(ticks)
            assert lots - ours.lots <= exchange.traded, seed
        filled += ours.lots == 0
    assert filled > MARKETS // 20


def test_what_is_inferred_is_possible_and_the_same_each_time() -> None:
    def follow(seed: int) -> str:
        draw = Random(seed)
        exchange, queues = RandomExchange(draw), LevelQueues()
        view = DepthOfBook("ES", EVERY_LEVEL) if seed % 2 else TopOfBook("ES")
        queues.see(view.see(exchange.opening()))
        lots = draw.randint(1, 4)
        _, coming = exchange.place_ours(lots)
        orders = [clone(exchange, lots, mode) for mode in FillMode]
        for order in orders:
            queues.enter(order)
        told = sha256()
        for event in (coming, *(exchange.next() for _ in range(EVENTS))):
            ticks = view.see(event)
            for reached in queues.see(ticks) if ticks else ():
                assert 0 < reached.confidence < 1
                assert 0 < reached.lots <= lots
                told.update(repr(reached).encode())
            for order in orders:
                assert 0 <= order.lots <= lots
                assert order.ahead is None or order.ahead >= 0
        return told.hexdigest()

    for seed in range(scaled(2_000)):
        assert follow(seed) == follow(seed)
