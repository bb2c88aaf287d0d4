"""The quotes of a login while sessions come and go."""

import asyncio
from collections.abc import Sequence

from tests.support.builders import INSTRUMENTS
from traderterminal.brokers.feed import Feed
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedHealth, FeedState, MarketSource


class Quotes:
    name = "quotes"
    follows_sessions = False

    def __init__(self, now_ns: int) -> None:
        self.clock = VirtualClock(now_ns)
        self.running = 0
        self.runs = 0

    def symbols(self) -> Sequence[str]:
        return ("ESH2024",)

    def health(self, symbol: str) -> FeedHealth:
        return FeedHealth(FeedState.RUNNING, 0.0, 2.0)

    async def run(self) -> None:
        self.running += 1
        self.runs += 1
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            self.running -= 1


async def turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)  # noqa: TID251 - not a wait but a turn for the others


async def test_one_sessions_quotes_run_at_a_time_and_end_with_it() -> None:
    host, first, second = VirtualClock(1), Quotes(100), Quotes(200)
    now: list[MarketSource | None] = [None]
    failures: list[Exception] = []
    tasks = TaskScope(on_error=lambda name, error: failures.append(error))
    feed = Feed("apex", lambda: now[0], host, tasks)
    tasks.spawn(feed.run(), name="market")
    for current, runs in (
        (None, (0, 0)),
        (first, (1, 0)),
        (second, (0, 1)),
        (None, (0, 0)),
        (second, (0, 1)),
    ):
        now[0] = current
        host.advance_to(host.now_ns() + NANOSECONDS)
        await turns()
        host.advance_to(host.now_ns() + NANOSECONDS)
        await turns()
        assert (first.running, second.running) == runs
    await tasks.aclose()
    assert (first.running, second.running) == (0, 0)
    assert not failures


class Asked(Quotes):
    """Quotes that come only of what is asked for."""

    def __init__(self) -> None:
        super().__init__(100)
        self.asked: list[str] = []

    def want(self, symbol: str) -> None:
        self.asked.append(symbol)
        if symbol == "ZZZ":
            raise UnknownSymbol(symbol)


async def test_what_is_wanted_is_asked_of_every_session() -> None:
    host, first, second = VirtualClock(1), Asked(), Asked()
    now: list[MarketSource | None] = [None]
    tasks = TaskScope(on_error=lambda name, error: None)
    feed = Feed("apex", lambda: now[0], host, tasks)
    hub = MarketHub(INSTRUMENTS.__getitem__, host)
    hub.follow(feed)
    assert hub.quote("ESH2024") is None  # who asks for a quote wants it
    hub.listen("MESH2024", lambda tick: None)
    hub.want("ZZZ")
    tasks.spawn(feed.run(), name="market")
    for current in (first, second):
        now[0] = current
        host.advance_to(host.now_ns() + NANOSECONDS)
        await turns()
        host.advance_to(host.now_ns() + NANOSECONDS)
        await turns()
        assert current.asked == ["ESH2024", "MESH2024", "ZZZ"]
    hub.want("AAPL")
    hub.want("AAPL")
    assert second.asked[3:] == ["AAPL"]
    assert len(first.asked) == 3
    await tasks.aclose()


def test_a_venue_of_our_own_is_always_open() -> None:
    tasks = TaskScope(on_error=lambda name, error: None)
    feed = Feed("apex", lambda: None, VirtualClock(), tasks, always_open=True)
    assert not feed.follows_sessions


async def test_without_a_session_the_market_is_down_and_time_is_the_machines() -> None:
    host, quotes = VirtualClock(7), Quotes(100)
    now: list[MarketSource | None] = [None]
    feed = Feed("apex", lambda: now[0], host, TaskScope(on_error=lambda name, error: None))
    clock = feed.clock
    assert (feed.symbols(), feed.health("ESH2024").state) == ((), FeedState.DOWN)
    assert feed.health("ESH2024").stale
    assert (clock.now_ns(), clock.monotonic_ns(), feed.follows_sessions) == (7, 7, True)
    now[0] = quotes
    assert feed.symbols() == ("ESH2024",)
    assert not feed.health("ESH2024").stale
    assert (clock.now_ns(), clock.monotonic_ns(), feed.follows_sessions) == (100, 100, False)
