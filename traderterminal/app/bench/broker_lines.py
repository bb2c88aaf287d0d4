"""The adapter of a broker over the loopback interface: quotes a second, order news meanwhile, and
what an order costs beside the bare call below it."""

import asyncio
import gc
import multiprocessing
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain
from multiprocessing.connection import Connection
from statistics import median, quantiles
from typing import Final

import httpx

from traderterminal.app.bench.figures import Figure
from traderterminal.app.headless import loop_factory
from traderterminal.brokers.plugin import (
    BrokerPlugin,
    Contracts,
    Environment,
    Outside,
    Seat,
    Session,
    Urls,
)
from traderterminal.brokers.transport.sockets import open_tcp
from traderterminal.desk.ports import News, OrderSeen
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderType, TimeInForce
from traderterminal.kit.clock import HostClock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import OnDemand
from traderterminal.storage.resources import Resources

SYMBOL: Final = "MESZ2026"
#: So many quotes are read.
QUOTES: Final = 60_000
TODAY: Final = date(2026, 11, 26)
QUOTES_BAR: Final = 10_000
WAIT_BAR_MS: Final = 50.0
OVERHEAD_BAR_MS: Final = 1.0
ROUNDS: Final = 3
ORDERS: Final = 40  # a round; all of them fit into the brokers' budgets

_spawn = multiprocessing.get_context("spawn")

#: Places an order barely and waits for its answer.
Call = Callable[[], Awaitable[object]]


@frozen
class BrokerLine:
    """A broker to be measured.

    `serve` is its peer; `urls` are where that answers, by its port; `bare` opens what carries the
    bare calls of an order.
    """

    plugin: BrokerPlugin
    serve: Callable[[Connection, int], None]
    urls: Callable[[int], Urls]
    account: int
    plain: Mapping[str, str]
    bare: Callable[[int], AbstractAsyncContextManager[Call]]


def broker_figures(line: BrokerLine) -> Iterator[Figure]:
    """Yield how fast quotes reach the hub, how order news fares meanwhile, and what an order
    costs beside a bare call."""
    ours, theirs = _spawn.Pipe()
    peer = _spawn.Process(target=line.serve, args=(theirs, QUOTES), daemon=True)
    peer.start()
    gc.freeze()  # as the engine does with what is there when it begins
    try:
        port: int = ours.recv()
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            floods = [runner.run(_quotes(line, port)) for _ in range(ROUNDS)]
            ours_ms, bare_ms = runner.run(_orders(line, port))
    finally:
        peer.terminate()
        peer.join()
    title = line.plugin.title
    rate, busy_us = median(rate for rate, _, _ in floods), median(busy for _, busy, _ in floods)
    wait_ms = quantiles(chain.from_iterable(waits for _, _, waits in floods), n=100)[98] * 1000
    yield Figure(f"{title} quotes into the hub", rate, "quotes/s", bar=QUOTES_BAR, rate=True)
    yield Figure(f"{title} processor time a quote", busy_us, "µs")
    yield Figure(f"{title} order news meanwhile, p99", wait_ms, "ms", bar=WAIT_BAR_MS)
    yield Figure(f"{title} order over a bare call", ours_ms - bare_ms, "ms", bar=OVERHEAD_BAR_MS)


@asynccontextmanager
async def _session(line: BrokerLine, port: int, hub: MarketHub) -> AsyncIterator[Session]:
    """A session that has not begun."""
    resources = Resources()
    symbols = resources.symbols(resources.calendar())
    tasks = TaskScope(on_error=_fail)
    outside = Outside(
        host=HostClock(),
        tasks=tasks,
        http=httpx.AsyncHTTPTransport,
        open_stream=open_tcp,
        secret=lambda key: "bench",
        contracts=Contracts(symbols.resolve, symbols.instrument, lambda: TODAY),
        hub=hub,
        jitter=random.Random(1).random,  # noqa: S311 - no secret hangs on it
    )
    seats = [Seat("bench", str(line.account))]
    environment = Environment("bench", line.urls(port), None)
    session = line.plugin.connect(environment, seats, line.plain, outside)
    try:
        yield session
    finally:
        await tasks.aclose()
        await session.stop()


def _fail(name: str, error: Exception) -> None:
    raise RuntimeError(f"{name} failed") from error


def _hub() -> MarketHub:
    resources = Resources()
    return MarketHub(resources.symbols(resources.calendar()).instrument, HostClock())


async def _quotes(line: BrokerLine, port: int) -> tuple[float, float, list[float]]:
    """Return quotes a second, processor time a quote in µs, and how long each news of an order
    waited meanwhile, in seconds."""
    hub, waits = _hub(), list[float]()
    async with _session(line, port, hub) as session:

        def hear(news: News) -> None:
            if isinstance(news, OrderSeen):
                sent_s = float(news.quantity) / 1e6
                waits.append(asyncio.get_running_loop().time() - sent_s)

        session.broker.listen(hear)
        feed = session.feed
        if feed is None or not isinstance(feed, OnDemand):
            raise RuntimeError("the session has no feed of its own")
        feed.want(SYMBOL)
        session.start()
        while not waits:
            await HostClock().sleep(0.01)
        running = asyncio.get_running_loop().create_task(feed.run())
        try:
            while not hub.version(SYMBOL):
                await HostClock().sleep(0.001)
            waits.clear()
            start, busy, first = time.perf_counter(), time.process_time(), hub.version(SYMBOL)
            while hub.version(SYMBOL) < QUOTES:
                await HostClock().sleep(0.001)
            took, worked = time.perf_counter() - start, time.process_time() - busy
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
    read = QUOTES - first
    return read / took, worked / read * 1e6, waits


async def _orders(line: BrokerLine, port: int) -> tuple[float, float]:
    """Return what an order takes, and the same call made barely, in ms, by medians."""
    took = list[tuple[float, float]]()
    async with _session(line, port, _hub()) as session, line.bare(port) as bare:
        news = list[News]()
        session.broker.listen(news.append)
        session.start()
        while not news:
            await HostClock().sleep(0.01)
        await session.log_in()
        numbers = iter(range(1 + ROUNDS * ORDERS))
        await session.broker.submit(an_order(next(numbers)))  # finds the contract
        for _ in range(ROUNDS):
            ours = [
                await _timed(lambda: session.broker.submit(an_order(next(numbers))))
                for _ in range(ORDERS)
            ]
            theirs = [await _timed(bare) for _ in range(ORDERS)]
            took.append((median(ours), median(theirs)))
    return median(ours for ours, _ in took) * 1000, median(bare for _, bare in took) * 1000


async def _timed(call: Call) -> float:
    start = time.perf_counter()
    await call()
    return time.perf_counter() - start


def an_order(number: int) -> Order:
    """Return an order that rests."""
    made = Order(
        order_id=f"TT{number:026}",
        client_order_id="",
        account="bench",
        symbol=SYMBOL,
        side=Side.BUY,
        quantity=Decimal(1),
        order_type=OrderType.LIMIT,
        time_in_force=TimeInForce.DAY,
        created_ns=0,
    )
    return replace(made, limit_price=Decimal(6800))
