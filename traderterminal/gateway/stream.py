"""The stream: one WebSocket, many channels, nothing of an order or a fill ever lost.

Orders, fills, positions, alerts and marks wait in one queue, in order. A client so slow that
thousands of them pile up gets all that had been queued until then and is disconnected, so that it
notices and reads the ledger instead of missing one. Quotes and forming bars are conflated: what
they are is looked up when it is sent.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs

import numpy as np

from traderterminal.desk.desk import Change, FillBooked, OrderChanged
from traderterminal.domain.bars import Resolution
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.signals import AlertRecord
from traderterminal.gateway import shapes
from traderterminal.gateway.answers import Receive, Scope, Send
from traderterminal.gateway.services import Services
from traderterminal.gateway.tokens import Access, Tickets, Token, bearer
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.alert_terms import ToldAlert
from traderterminal.market.series import Series
from traderterminal.market.ticks import Tick

PATH: Final = "/api/v1/stream"
LONGEST_QUEUE: Final = 5_000
MOST_CHANNELS: Final = 1_000
#: More bars than this at once are history, which is read elsewhere.
MOST_BARS: Final = 100
CONFLATE_SECONDS: Final = 0.05
#: How often a feed is looked at: that it falls silent, no tick tells.
FRESHNESS_SECONDS: Final = 1.0
#: Lengths of the bars that are made for the outside.
RESOLUTIONS: Final = ("1", "5", "15", "30", "60", "240", "1D", "1W", "1M")
OWN: Final = frozenset({"orders", "fills", "positions", "alerts", "own_alerts"})

POLICY_VIOLATION: Final = 1008
TRY_AGAIN_LATER: Final = 1013

Latest = Callable[[], Sequence[shapes.Json]]


class Client:
    """What one client has subscribed to, and what waits for it."""

    def __init__(self) -> None:
        self.channels: set[str] = set()
        self.overrun = False
        self.queued = asyncio.Event()
        self.moved = asyncio.Event()
        self._waiting: deque[shapes.Json] = deque()
        self._latest: dict[str, Latest] = {}
        self._of_symbol: dict[str, list[str]] = {}
        self._touched: dict[str, None] = {}
        self._numbers: dict[str, int] = {}

    @property
    def symbols(self) -> Sequence[str]:
        """The symbols of the conflated channels."""
        return tuple(self._of_symbol)

    def put(self, channel: str, data: shapes.Json) -> None:
        """Queue something that must not be lost; after one that found no room, nothing more."""
        if channel not in self.channels or self.overrun:
            return
        if len(self._waiting) >= LONGEST_QUEUE:
            self.overrun = True
        else:
            self._waiting.append(self._message(channel, data))
        self.queued.set()

    def follow(self, channel: str, symbol: str, latest: Latest) -> None:
        """Send what `latest` returns, from now on and after any tick of `symbol`."""
        if channel not in self.channels:
            self.channels.add(channel)
            self._latest[channel] = latest
            self._of_symbol.setdefault(symbol, []).append(channel)
        self._touched[channel] = None
        self.moved.set()

    def touch(self, symbol: str) -> None:
        """Note that `symbol` has ticked."""
        for channel in self._of_symbol.get(symbol, ()):
            self._touched[channel] = None
            self.moved.set()

    def next_queued(self) -> shapes.Json | None:
        """Take the oldest message that must not be lost; None when none waits."""
        return self._waiting.popleft() if self._waiting else None

    def take_moved(self) -> list[shapes.Json]:
        """Take what has changed of the conflated channels, as it is now."""
        touched, self._touched = self._touched, {}
        return [self._message(c, data) for c in touched for data in self._latest[c]()]

    def _message(self, channel: str, data: shapes.Json) -> shapes.Json:
        self._numbers[channel] = self._numbers.get(channel, 0) + 1
        return {"channel": channel, "seq": self._numbers[channel], "data": data}


@dataclass(slots=True)
class BarTail:
    """The bars at the end of a series that have changed since they were last read."""

    series: Series
    instrument: Instrument
    resolution: str
    _version: int = -1
    _from_ns: int | None = None

    def __call__(self) -> Sequence[shapes.Json]:
        """Return the changed bars, oldest first; at first the last one alone."""
        series = self.series
        if series.version == self._version or series.count == 0:
            return ()
        self._version, last = series.version, series.count - 1
        first = last
        if self._from_ns is not None:
            first = min(last, int(np.searchsorted(series.start_ns, self._from_ns)))
        changed = series.bars(max(first, series.count - MOST_BARS))
        self._from_ns = changed[-1].start_ns
        return [shapes.bar(bar, self.instrument, self.resolution) for bar in changed]


class Stream:
    """The WebSocket application."""

    def __init__(self, services: Services, token: Token, tickets: Tickets) -> None:
        self._services = services
        self._token = token
        self._tickets = tickets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # the connection itself
        access = self._access(scope)
        if access is None:
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        await send({"type": "websocket.accept"})
        client, failures = Client(), list[Exception]()
        tasks = TaskScope(on_error=lambda name, error: failures.append(error))
        stops = self._connect(client)
        try:
            ways = [
                tasks.spawn(self._read(client, access, receive, send), name="stream reader"),
                tasks.spawn(_write(client, send), name="stream writer"),
                tasks.spawn(self._write_moved(client, send), name="stream writer, conflated"),
                tasks.spawn(self._watch_freshness(client), name="stream freshness"),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for stop in stops:
                stop()
            await tasks.aclose()
        if failures:  # the listener logs it and closes the connection
            raise failures[0]

    def _access(self, scope: Scope) -> Access | None:
        given = bearer(scope["headers"])
        if given:
            return Access.ALL if self._token.matches(given) else None
        ticket = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
        return self._tickets.redeem(ticket)

    def _connect(self, client: Client) -> list[Callable[[], None]]:
        """Let the client hear of what happens; return the calls that end it."""
        desk, hub = self._services.desk, self._services.hub

        def changed(change: Change) -> None:
            match change:
                case OrderChanged(order):
                    client.put("orders", shapes.order(order))
                case FillBooked(fill, position, _):
                    instrument = self._services.symbols.instrument(fill.symbol)
                    client.put("fills", shapes.fill(fill, instrument))
                    mark, stale = desk.mark(fill.symbol), hub.health(fill.symbol).stale
                    client.put("positions", shapes.position(position, mark, stale=stale))
                    client.put(f"marks:{fill.symbol}", shapes.mark(fill, instrument, fill.at_ns))
                case _:
                    pass

        def alerted(record: AlertRecord) -> None:
            client.put("alerts", shapes.alert(record))

        def told(alert: ToldAlert) -> None:
            client.put("own_alerts", shapes.own_alert(alert))

        def ticked(tick: Tick) -> None:
            client.touch(tick.symbol)

        return [
            desk.changed.connect(changed),
            self._services.inbox.changed.connect(alerted),
            self._services.own_alerts.connect(told),
            hub.listen(None, ticked),
        ]

    async def _read(self, client: Client, access: Access, receive: Receive, send: Send) -> None:
        while True:
            event = await receive()
            if event["type"] != "websocket.receive":
                return
            problem = self._take(client, access, event.get("text") or "")
            if problem:
                await _send(send, {"error": {"code": "invalid_request", "message": problem}})

    def _take(self, client: Client, access: Access, text: str) -> str:
        """Take a subscription; return what is wrong with it, if anything."""
        try:
            wanted = json.loads(text)["subscribe"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return 'send {"subscribe": ["orders", "quotes:ESH2024", …]}'
        if not isinstance(wanted, list) or not all(isinstance(name, str) for name in wanted):
            return "subscribe takes a list of channel names"
        if len(client.channels) + len(wanted) > MOST_CHANNELS:
            return f"{MOST_CHANNELS} channels are the most that one connection may follow"
        for name in wanted:
            problem = self._subscribe(client, access, name)
            if problem:
                return problem
        return ""

    def _subscribe(self, client: Client, access: Access, name: str) -> str:
        if name in OWN and access is Access.ALL:
            client.channels.add(name)
            return ""
        kind, _, rest = name.partition(":")
        try:
            match kind:
                case "quotes":
                    symbol = self._services.resolve(rest).symbol
                    client.follow(f"quotes:{symbol}", symbol, lambda: (self._quote(symbol),))
                case "marks":
                    client.channels.add(f"marks:{self._services.resolve(rest).symbol}")
                case "bars":
                    return self._subscribe_bars(client, rest)
                case _:
                    return f"there is no channel {name[:64]!r}"
        except UnknownSymbol as unknown:
            return f"no instrument is known as {unknown.symbol}"
        return ""

    def _subscribe_bars(self, client: Client, rest: str) -> str:
        written, _, length = rest.rpartition(":")  # a symbol may hold a colon of its own
        instrument = self._services.resolve(written)
        try:
            resolution = Resolution.parse(length)
        except ValueError as error:
            return str(error)
        if str(resolution) not in RESOLUTIONS:
            return f"bars are made of {', '.join(RESOLUTIONS)}"
        if instrument.symbol not in self._services.hub.symbols():
            return f"the running market does not deliver {instrument.symbol}"
        series = self._services.bars.series(instrument.symbol, resolution)
        channel = f"bars:{instrument.symbol}:{resolution}"
        client.follow(channel, instrument.symbol, BarTail(series, instrument, str(resolution)))
        return ""

    async def _write_moved(self, client: Client, send: Send) -> None:
        while True:
            await client.moved.wait()
            client.moved.clear()
            for message in client.take_moved():
                await _send(send, message)
            await self._services.host.sleep(CONFLATE_SECONDS)

    async def _watch_freshness(self, client: Client) -> None:
        """Send a quote again whose feed has fallen silent or come back, even without a tick."""
        stale: dict[str, bool] = {}
        while True:
            for symbol in client.symbols:
                now = self._services.hub.health(symbol).stale
                if stale.get(symbol) is not now:
                    stale[symbol] = now
                    client.touch(symbol)
            await self._services.host.sleep(FRESHNESS_SECONDS)

    def _quote(self, symbol: str) -> shapes.Json:
        hub = self._services.hub
        return shapes.quote(symbol, hub.quote(symbol), hub.clock.now_ns(), hub.health(symbol))


async def _write(client: Client, send: Send) -> None:
    """Send what must not be lost; ends, and with it the connection, when something was."""
    while True:
        await client.queued.wait()
        client.queued.clear()
        while (message := client.next_queued()) is not None:
            await _send(send, message)
        if client.overrun:
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            return


async def _send(send: Send, message: Any) -> None:
    await send({"type": "websocket.send", "text": json.dumps(message, ensure_ascii=False)})
