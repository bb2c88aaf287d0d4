"""The guard: what a request must be before anything of it is read.

The listener stands on a machine where web pages run and behind which a tunnel may end. So the name
under which it was called is checked (a rebound DNS name is not ours), what only browsers send is
refused, nothing but the webhook answers behind a tunnel, and a body has a limit.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from uvicorn.protocols.http.h11_impl import H11Protocol

from traderterminal.domain.messages import Message
from traderterminal.gateway.answers import App, Event, Receive, Scope, Send, error_body, send_json

BODY_LIMIT: Final = 64 * 1024
RECEIVE_SECONDS: Final = 5.0
MAX_CONNECTIONS: Final = 64
WEBHOOK: Final = "/webhook/"

_OWN_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_FORWARDED: Final = frozenset({b"x-forwarded-for", b"cf-connecting-ip", b"forwarded"})
_BROWSER: Final = frozenset({b"origin", b"referer", b"cookie"})
_SAME_SITE: Final = frozenset({b"same-origin", b"none"})
_CLOSE: Final = (b"connection", b"close")


class BodyTooLarge(Exception):
    """More came than a body may have."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Under which names and for which pages the listener answers; `port` is its own."""

    port: int
    webhook_hosts: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()


class Guard:
    """An ASGI application in front of another: refuses before a byte of the body is read."""

    def __init__(self, app: App, admission: Admission) -> None:
        self._app = app
        self._admission = admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self._pass(scope, receive, send)
            return
        status, message = refusal
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": message.code})
            return
        await send_json(send, status, error_body(message), headers=(_CLOSE,))

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        counted = _Counted(receive)
        started = False

        async def watched(event: Event) -> None:
            nonlocal started
            started = True
            await send(event)

        try:
            await self._app(scope, counted.receive, watched)
        except BodyTooLarge:
            if not started:
                await send_json(send, 413, error_body(_too_large()), headers=(_CLOSE,))

    def _refusal(self, scope: Scope) -> tuple[int, Message] | None:
        """In the order of the interface description: size, host, tunnel, browser."""
        headers: Sequence[tuple[bytes, bytes]] = scope["headers"]
        names = {name for name, _ in headers}
        if _announced(headers) > BODY_LIMIT:
            return 413, _too_large()
        hosts = [value for name, value in headers if name == b"host"]
        host = hosts[0].decode("latin-1") if len(hosts) == 1 else ""
        webhook = str(scope["path"]).startswith(WEBHOOK)
        name, port = _host_and_port(host)
        own = name in _OWN_NAMES and port in (None, self._admission.port)
        if not own and name not in self._admission.webhook_hosts:
            return 421, Message("unknown_host", {"host": host[:100]})
        if not webhook and (not own or names & _FORWARDED):
            return 404, Message("not_found")
        if not self._is_welcome(headers, names, webhook=webhook):
            return 403, Message("browser_origin")
        return None

    def _is_welcome(
        self, headers: Sequence[tuple[bytes, bytes]], names: set[bytes], *, webhook: bool
    ) -> bool:
        """Say whether no foreign web page can have sent this."""
        fetch = {name for name in names if name.startswith(b"sec-fetch-")}
        if webhook:
            return not (names & _BROWSER or fetch)
        values = dict(headers)
        origin = values.get(b"origin", b"").decode("latin-1")
        if origin in self._admission.origins and origin:
            return True
        ours = not origin or self._is_own_origin(origin)
        if fetch:
            return ours and values.get(b"sec-fetch-site") in _SAME_SITE
        return ours and not (origin or names & _BROWSER)

    def _is_own_origin(self, origin: str) -> bool:
        parts = urlsplit(origin)
        name, port = _host_and_port(parts.netloc)
        return parts.scheme == "http" and name in _OWN_NAMES and port == self._admission.port


class _Counted:
    """Counts what arrives of a body, whatever was announced."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._bytes = 0

    async def receive(self) -> Event:
        event = await self._receive()
        self._bytes += len(event.get("body", b""))
        if self._bytes > BODY_LIMIT:
            raise BodyTooLarge
        return event


def _announced(headers: Sequence[tuple[bytes, bytes]]) -> int:
    for name, value in headers:
        if name == b"content-length":
            return int(value) if value.isdigit() and len(value) < 20 else BODY_LIMIT + 1
    return 0


def _too_large() -> Message:
    return Message("too_large", {"limit": str(BODY_LIMIT)})


def _host_and_port(host: str) -> tuple[str, int | None]:
    """Take `name:port` apart; a port that is none gives −1."""
    try:
        parts = urlsplit(f"//{host}")
        return (parts.hostname or "").lower(), parts.port
    except ValueError:
        return "", -1


class GuardedProtocol(H11Protocol):
    """uvicorn's HTTP protocol with a deadline for receiving, and room kept for who is quick.

    A connection that has not delivered a whole request within five seconds is closed. When too
    many are open, the one that has been slowest to deliver goes first.
    """

    _waiting: "dict[GuardedProtocol, None]" = {}  # noqa: RUF012 - all connections of the process

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        super().connection_made(transport)
        self._deadline: asyncio.TimerHandle | None = None
        self._expect()
        if len(self.connections) > MAX_CONNECTIONS:
            slowest = next((p for p in self._waiting if p.connections is self.connections), self)
            slowest.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._satisfied()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        cycle: Any = self.cycle  # None before the first request, which uvicorn's types deny
        if self._deadline is None and (cycle is None or cycle.response_complete):
            self._expect()
        super().data_received(data)

    def handle_events(self) -> None:
        super().handle_events()
        cycle: Any = self.cycle
        if cycle is not None and not cycle.more_body:
            self._satisfied()

    def handle_websocket_upgrade(self, event: Any) -> None:
        self._satisfied()
        super().handle_websocket_upgrade(event)

    def _expect(self) -> None:
        self._waiting[self] = None
        self._deadline = self.loop.call_later(RECEIVE_SECONDS, self._too_slow)

    def _satisfied(self) -> None:
        self._waiting.pop(self, None)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        self._deadline = None
        self._waiting.pop(self, None)
        self.transport.abort()
