"""The guard: what a request must be before anything of it is read.

The listener stands on a machine where web pages run and behind which a tunnel may end. So the name
under which it was called is checked (a rebound DNS name is not ours), what only browsers send is
refused, nothing but the webhook answers behind a tunnel, and headers and body have a limit.
"""

import contextlib
import re
from collections.abc import Sequence
from typing import Final

from traderterminal.domain.messages import Message
from traderterminal.gateway.answers import App, Event, Receive, Scope, Send, error_body, send_json
from traderterminal.kit.frozen import frozen

BODY_LIMIT: Final = 64 * 1024
HEADER_LIMIT: Final = 16 * 1024
WEBHOOK: Final = "/webhook/"
UDF: Final = "/udf/"
CHART: Final = "/chart"

_OWN_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_FORWARDED: Final = frozenset({b"x-forwarded-for", b"cf-connecting-ip", b"forwarded"})
_BROWSER: Final = frozenset({b"origin", b"referer", b"cookie"})
_SAME_SITE: Final = frozenset({b"same-origin", b"none"})
_CLOSE: Final = (b"connection", b"close")
_HOST: Final = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::(\d{1,5}))?", re.IGNORECASE)

Headers = Sequence[tuple[bytes, bytes]]


class BodyTooLarge(Exception):
    """More came than a body may have."""


@frozen
class Admission:
    """Under which names and for which pages the listener answers; `port` is its own.

    `webhook_hosts` reach the webhook alone, pages from `origins` the data feed alone.
    """

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
        counted = _Counted(receive, send)
        # A framework turns the exception into an answer of its own, which is then kept back.
        with contextlib.suppress(BodyTooLarge):
            await self._app(scope, counted.receive, counted.send)
        if counted.too_large and not counted.answered:
            await send_json(send, 413, error_body(_too_large()), headers=(_CLOSE,))

    def _refusal(self, scope: Scope) -> tuple[int, Message] | None:
        """In the order of the interface description: size, host, tunnel, browser."""
        headers: Headers = scope["headers"]
        names = {name for name, _ in headers}
        if _announced(headers) > BODY_LIMIT:
            return 413, _too_large()
        if sum(len(name) + len(value) for name, value in headers) > HEADER_LIMIT:
            return 431, Message("headers_too_large", {"limit": str(HEADER_LIMIT)})
        host = _only(headers, b"host")
        path = str(scope["path"])
        webhook = path.startswith(WEBHOOK)
        name, port = _host_and_port(host)
        own = name in _OWN_NAMES and port in (None, self._admission.port)
        if not own and name not in self._admission.webhook_hosts:
            return 421, Message("unknown_host", {"host": host[:100]})
        if not webhook and (not own or names & _FORWARDED):
            return 404, Message("not_found")
        if not self._is_welcome(scope, names):
            return 403, Message("browser_origin")
        return None

    def _is_welcome(self, scope: Scope, names: set[bytes]) -> bool:
        """Say whether no foreign web page can have sent this."""
        headers, path = scope["headers"], str(scope["path"])
        fetch = {name for name in names if name.startswith(b"sec-fetch-")}
        if not (names & _BROWSER or fetch):
            return True
        if path.startswith(WEBHOOK):
            return False
        origin = _only(headers, b"origin")
        if path.startswith(UDF) and origin in self._admission.origins:
            return True
        ours = self._is_own_origin(origin)
        if scope["type"] == "websocket" and not fetch:
            return ours  # browsers tell the origin of a WebSocket, but not of what site it is
        return (ours or b"origin" not in names) and (
            dict(headers).get(b"sec-fetch-site") in _SAME_SITE
        )

    def _is_own_origin(self, origin: str) -> bool:
        scheme, _, rest = origin.partition("://")
        name, port = _host_and_port(rest)
        return scheme == "http" and name in _OWN_NAMES and port == self._admission.port


class _Counted:
    """Counts what arrives of a body, whatever was announced; keeps back an answer to too much."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._bytes = 0
        self.too_large = False
        self.answered = False

    async def receive(self) -> Event:
        event = await self._receive()
        self._bytes += len(event.get("body", b""))
        if self._bytes > BODY_LIMIT:
            self.too_large = True
            raise BodyTooLarge
        return event

    async def send(self, event: Event) -> None:
        if self.answered or not self.too_large:
            self.answered = True
            await self._send(event)


def _announced(headers: Headers) -> int:
    for name, value in headers:
        if name == b"content-length":
            return int(value) if value.isdigit() and len(value) < 20 else BODY_LIMIT + 1
    return 0


def _too_large() -> Message:
    return Message("too_large", {"limit": str(BODY_LIMIT)})


def _only(headers: Headers, wanted: bytes) -> str:
    """The value of a header that stands once, else nothing."""
    values = [value for name, value in headers if name == wanted]
    return values[0].decode("latin-1") if len(values) == 1 else ""


def _host_and_port(host: str) -> tuple[str, int | None]:
    """Take `name:port` apart; what is neither gives no name."""
    match = _HOST.fullmatch(host)
    if match is None:
        return "", None
    return (match[1] or match[2]).lower(), int(match[3]) if match[3] else None
