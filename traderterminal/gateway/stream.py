"""The stream: one WebSocket, many channels, nothing of an order or a fill ever lost.

Each client has one queue. Quotes are conflated in it: only the latest of a symbol waits. Orders,
fills, positions and alerts are kept in order; a client so slow that thousands of them pile up is
disconnected, so that it notices and reads the ledger instead of missing one.
"""

import asyncio
import hmac
import json
import secrets
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from traderterminal.desk.desk import Change, FillBooked, OrderChanged
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.signals import AlertRecord
from traderterminal.gateway import shapes
from traderterminal.gateway.answers import Receive, Scope, Send
from traderterminal.gateway.services import Services
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.ticks import Tick

PATH: Final = "/api/v1/stream"
TICKET_SECONDS: Final = 30
MOST_TICKETS: Final = 100
LONGEST_QUEUE: Final = 5_000
QUOTE_SECONDS: Final = 0.05
LOSSLESS: Final = frozenset({"orders", "fills", "positions", "alerts"})

POLICY_VIOLATION: Final = 1008
TRY_AGAIN_LATER: Final = 1013


class StreamTickets:
    """One-time tickets for clients that cannot send a header."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, int] = {}

    def issue(self) -> str:
        """Return a ticket that opens the stream once, within half a minute."""
        ticket = secrets.token_urlsafe(24)
        self._issued[ticket] = self._clock.monotonic_ns() + TICKET_SECONDS * NANOSECONDS
        while len(self._issued) > MOST_TICKETS:
            del self._issued[next(iter(self._issued))]
        return ticket

    def redeem(self, ticket: str) -> bool:
        """Use a ticket up; False for one that is unknown, used or too old."""
        until = self._issued.pop(ticket, None)
        return until is not None and until >= self._clock.monotonic_ns()


class _Client:
    """What one client has subscribed to, and what waits for it."""

    def __init__(self) -> None:
        self.channels: set[str] = set()
        self.waiting: deque[tuple[str, Any]] = deque()
        self.stale_quotes: dict[str, None] = {}
        self.numbers: dict[str, int] = {}
        self.wake = asyncio.Event()
        self.overrun = False

    def put(self, channel: str, data: Any) -> None:
        """Queue something that must not be lost."""
        if channel not in self.channels:
            return
        if len(self.waiting) >= LONGEST_QUEUE:
            self.overrun = True
        else:
            self.waiting.append((channel, data))
        self.wake.set()

    def touch(self, symbol: str) -> None:
        """Note that a quote has changed; what it is will be looked up when it is sent."""
        if f"quotes:{symbol}" in self.channels:
            self.stale_quotes[symbol] = None
            self.wake.set()

    def number(self, channel: str) -> int:
        self.numbers[channel] = self.numbers.get(channel, 0) + 1
        return self.numbers[channel]


class Stream:
    """The WebSocket application."""

    def __init__(self, services: Services, api_token: str, tickets: StreamTickets) -> None:
        self._services = services
        self._token = api_token.encode()
        self._tickets = tickets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # the connection itself
        if not self._is_authorised(scope):
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        await send({"type": "websocket.accept"})
        client = _Client()
        stops = self._connect(client)
        failures: list[Exception] = []
        tasks = TaskScope(on_error=lambda name, error: failures.append(error))
        reading = tasks.spawn(self._read(client, receive, send), name="stream reader")
        writing = tasks.spawn(self._write(client, send), name="stream writer")
        try:
            await asyncio.wait((reading, writing), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for stop in stops:
                stop()
            await tasks.aclose()
        if failures:  # the listener logs it and closes the connection
            raise failures[0]

    def _is_authorised(self, scope: Scope) -> bool:
        headers = dict(scope["headers"])
        scheme, _, token = headers.get(b"authorization", b"").partition(b" ")
        if scheme.lower() == b"bearer":
            return hmac.compare_digest(token.strip(), self._token)
        for part in scope["query_string"].decode("latin-1").split("&"):
            name, _, value = part.partition("=")
            if name == "ticket":
                return self._tickets.redeem(value)
        return False

    def _connect(self, client: _Client) -> list[Callable[[], None]]:
        """Let the client hear of what happens; return the calls that end it."""
        desk = self._services.desk

        def changed(change: Change) -> None:
            match change:
                case OrderChanged(order):
                    client.put("orders", shapes.order(order))
                case FillBooked(fill, position, _):
                    client.put("fills", shapes.fill(fill))
                    mark = desk.mark(position.symbol)
                    client.put("positions", shapes.position(position, mark, stale=False))
                case _:
                    pass

        def alerted(record: AlertRecord) -> None:
            client.put("alerts", shapes.alert(record))

        def ticked(tick: Tick) -> None:
            client.touch(tick.symbol)

        return [
            desk.changed.connect(changed),
            self._services.inbox.changed.connect(alerted),
            self._services.hub.listen(None, ticked),
        ]

    async def _read(self, client: _Client, receive: Receive, send: Send) -> None:
        while True:
            event = await receive()
            if event["type"] != "websocket.receive":
                return
            problem = self._subscribe(client, event.get("text") or "")
            if problem:
                answer = {"error": {"code": "invalid_request", "message": problem}}
                await send({"type": "websocket.send", "text": json.dumps(answer)})

    def _subscribe(self, client: _Client, text: str) -> str:
        """Take a subscription; return what is wrong with it, if anything."""
        try:
            wanted = json.loads(text)["subscribe"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return 'send {"subscribe": ["orders", "quotes:ESH2024", …]}'
        if not isinstance(wanted, list) or not all(isinstance(name, str) for name in wanted):
            return "subscribe takes a list of channel names"
        for name in wanted[:1000]:
            kind, _, symbol = name.partition(":")
            if name in LOSSLESS:
                client.channels.add(name)
            elif kind == "quotes" and symbol:
                try:
                    canonical = self._services.resolve(symbol).symbol
                except UnknownSymbol as unknown:
                    return str(unknown)
                client.channels.add(f"quotes:{canonical}")
                client.touch(canonical)
            else:
                return f"there is no channel {name[:64]!r}"
        return ""

    async def _write(self, client: _Client, send: Send) -> None:
        while True:
            await client.wake.wait()
            client.wake.clear()
            if client.overrun:
                await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
                return
            while client.waiting:
                channel, data = client.waiting.popleft()
                await _send(send, client, channel, data)
            quotes, client.stale_quotes = client.stale_quotes, {}
            for symbol in quotes:
                await _send(send, client, f"quotes:{symbol}", self._quote(symbol))
            if quotes:
                await self._services.host.sleep(QUOTE_SECONDS)

    def _quote(self, symbol: str) -> dict[str, Any]:
        hub = self._services.hub
        stale = hub.health(symbol).stale
        return shapes.quote(symbol, hub.quote(symbol), hub.clock.now_ns(), stale=stale)


async def _send(send: Send, client: _Client, channel: str, data: Any) -> None:
    message = {"channel": channel, "seq": client.number(channel), "data": data}
    await send({"type": "websocket.send", "text": json.dumps(message, ensure_ascii=False)})
