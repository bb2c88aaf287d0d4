"""The Tradovate adapter over the loopback interface."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count

from websockets.asyncio.client import connect

from traderterminal.app.bench.broker_lines import BrokerLine, Call, an_order, broker_figures
from traderterminal.app.bench.figures import Figure
from traderterminal.app.bench.round_trip import round_trip_figures
from traderterminal.app.bench.tradovate_peer import ACCOUNT, serve_tradovate
from traderterminal.brokers.plugin import Urls
from traderterminal.brokers.tradovate import PLUGIN
from traderterminal.brokers.tradovate.codec import request_frame
from traderterminal.brokers.tradovate.mapping import order_body


def tradovate_figures() -> Iterator[Figure]:
    """Yield the figures of Tradovate, whose orders go over the socket."""
    yield from broker_figures(
        BrokerLine(PLUGIN, serve_tradovate, _urls, ACCOUNT, {"name": "bench"}, _bare)
    )
    yield from round_trip_figures(PLUGIN.title, PLUGIN.name, ACCOUNT)


def _urls(port: int) -> Urls:
    where = f"127.0.0.1:{port}"
    return Urls(f"http://{where}", f"ws://{where}/websocket", f"ws://{where}/md")


@asynccontextmanager
async def _bare(port: int) -> AsyncIterator[Call]:
    body, numbers = order_body(an_order(0), ACCOUNT, "DEMO1840001", "MESZ6"), count(1)
    # Nothing is followed here: the peer only answers.
    async with connect(_urls(port).stream, compression=None) as socket:
        await socket.recv()

        async def call() -> object:
            await socket.send(request_frame(next(numbers), "order/placeorder", body=body))
            return json.loads(str(await socket.recv())[1:])

        yield call
