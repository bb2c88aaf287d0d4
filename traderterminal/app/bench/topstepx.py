"""The TopstepX adapter over the loopback interface."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx

from traderterminal.app.bench.broker_lines import BrokerLine, Call, an_order, broker_figures
from traderterminal.app.bench.figures import Figure
from traderterminal.app.bench.round_trip import round_trip_figures
from traderterminal.app.bench.topstepx_peer import ACCOUNT, CONTRACT, serve_topstepx
from traderterminal.brokers.plugin import Urls
from traderterminal.brokers.topstepx import PLUGIN
from traderterminal.brokers.topstepx.mapping import placed


def topstepx_figures() -> Iterator[Figure]:
    """Yield the figures of TopstepX, whose orders go by HTTP."""
    yield from broker_figures(
        BrokerLine(PLUGIN, serve_topstepx, _urls, ACCOUNT, {"user": "bench"}, _bare)
    )
    yield from round_trip_figures(PLUGIN.title, PLUGIN.name, ACCOUNT)


def _urls(port: int) -> Urls:
    url = f"http://127.0.0.1:{port}"
    return Urls(url, f"{url}/hubs/user", f"{url}/hubs/market")


@asynccontextmanager
async def _bare(port: int) -> AsyncIterator[Call]:
    url = f"{_urls(port).rest}/api/Order/place"
    body = {**placed(an_order(0), ACCOUNT, CONTRACT), "size": 1, "limitPrice": 6800}
    async with httpx.AsyncClient() as client:

        async def call() -> object:
            return (await client.post(url, json=body)).json()

        yield call
