"""Answers in the shapes of the interface description."""

import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from traderterminal.domain.messages import Message, english

Scope = MutableMapping[str, Any]
Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Problem(Exception):
    """An answer that is not a success, raised to end a call early."""

    def __init__(self, status: int, message: Message, code: str = "", field: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.field = field


def error_body(message: Message, code: str = "", field: str = "") -> dict[str, Any]:
    """Return `{"error": {…}}`: a stable code, words for people, and the values behind them."""
    error: dict[str, Any] = {"code": code or message.code, "message": english(message)}
    if field:
        error["field"] = field
    for name in ("measured", "limit"):
        if name in message.parameters:
            error[name] = message.parameters[name]
    return {"error": error}


async def send_json(
    send: Send,
    status: int,
    body: Mapping[str, Any],
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> None:
    """Send one whole JSON answer."""
    payload = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(payload)).encode()),
                *headers,
            ],
        }
    )
    await send({"type": "http.response.body", "body": payload})
