"""The TopstepX adapter over the loopback interface: quotes a second, order news, what an order
costs beside the bare call below it."""

import asyncio
import multiprocessing
import random
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import median, quantiles
from typing import Final

import httpx

from traderterminal.app.bench.figures import Figure
from traderterminal.app.bench.topstepx_peer import ACCOUNT, CONTRACT, serve_topstepx
from traderterminal.brokers.plugin import Contracts, Environment, Outside, Seat, Urls
from traderterminal.brokers.topstepx.feed import Feed
from traderterminal.brokers.topstepx.mapping import placed
from traderterminal.brokers.topstepx.session import TopstepxSession
from traderterminal.brokers.transport.sockets import open_tcp
from traderterminal.desk.ports import News, OrderSeen
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderType, TimeInForce
from traderterminal.kit.clock import HostClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.storage.resources import Resources

SYMBOL: Final = "MESZ2026"
#: So many quotes are read.
QUOTES: Final = 60_000
TODAY: Final = date(2026, 11, 26)
QUOTES_BAR: Final = 10_000
WAIT_BAR_MS: Final = 50.0
OVERHEAD_BAR_MS: Final = 1.0
ROUNDS: Final = 3
ORDERS: Final = 40  # a round; all of them fit into the broker's budget

_spawn = multiprocessing.get_context("spawn")


def topstepx_figures() -> Iterator[Figure]:
    """Yield how fast quotes reach the hub, how order news fares meanwhile, and what an order
    costs beside a bare call."""
    ours, theirs = _spawn.Pipe()
    peer = _spawn.Process(target=serve_topstepx, args=(theirs, QUOTES), daemon=True)
    peer.start()
    try:
        port: int = ours.recv()
        rate, wait_ms = asyncio.run(_quotes(port))
        overhead_ms = asyncio.run(_orders(port))
    finally:
        peer.terminate()
        peer.join()
    yield Figure("TopstepX quotes into the hub", rate, "quotes/s", bar=QUOTES_BAR, rate=True)
    yield Figure("TopstepX order news meanwhile, p99", wait_ms, "ms", bar=WAIT_BAR_MS)
    yield Figure("TopstepX order over a bare call", overhead_ms, "ms", bar=OVERHEAD_BAR_MS)


@asynccontextmanager
async def _session(port: int, hub: MarketHub) -> AsyncIterator[TopstepxSession]:
    """A session that is logged in and connected."""
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
    url = f"http://127.0.0.1:{port}"
    urls = Urls(url, f"{url}/hubs/user", f"{url}/hubs/market")
    seats = [Seat("bench", str(ACCOUNT))]
    session = TopstepxSession(Environment("bench", urls, None), seats, {"user": "bench"}, outside)
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


async def _quotes(port: int) -> tuple[float, float]:
    """Return quotes a second, and how long news of an order waited meanwhile, p99 in ms."""
    hub, waits = _hub(), list[float]()
    async with _session(port, hub) as session:

        def hear(news: News) -> None:
            if isinstance(news, OrderSeen):
                sent_s = float(news.quantity) / 1e6
                waits.append(asyncio.get_running_loop().time() - sent_s)

        session.broker.listen(hear)
        feed = session.feed
        if not isinstance(feed, Feed):
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
            start, first = time.perf_counter(), hub.version(SYMBOL)
            while hub.version(SYMBOL) < QUOTES:
                await HostClock().sleep(0.001)
            took = time.perf_counter() - start
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
    return (QUOTES - first) / took, quantiles(waits, n=100)[98] * 1000


async def _orders(port: int) -> float:
    """Return what an order takes longer than the same call made barely, in ms, by medians."""
    async with _session(port, _hub()) as session:
        await session.log_in()
        await session.broker.submit(_order(0))  # finds the contract
        number, took = 1, list[float]()
        url = f"http://127.0.0.1:{port}/api/Order/place"
        async with httpx.AsyncClient() as bare:
            for _ in range(ROUNDS):
                ours = list[float]()
                for _ in range(ORDERS):
                    start = time.perf_counter()
                    await session.broker.submit(_order(number))
                    ours.append(time.perf_counter() - start)
                    number += 1
                theirs = [await _bare(bare, url) for _ in range(ORDERS)]
                took.append(median(ours) - median(theirs))
    return median(took) * 1000


async def _bare(client: httpx.AsyncClient, url: str) -> float:
    body = {**placed(_order(0), ACCOUNT, CONTRACT), "size": 1, "limitPrice": 6800}
    start = time.perf_counter()
    (await client.post(url, json=body)).json()
    return time.perf_counter() - start


def _order(number: int) -> Order:
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
