"""The quotes of a login while sessions come and go."""

import asyncio
from collections.abc import Sequence

from traderterminal.brokers.feed import Feed
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.kit.tasks import TaskScope
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
