"""Tradovate's socket dialect: frames in, events out. No sockets, no clock, no waiting.

Frames are text. The first letter of what the server sends is its kind: `o` opens, `h` is a
heartbeat, `c[code,"reason"]` closes, `a[…]` holds answers and events. What the client sends is one
request a frame, `endpoint\\nid\\nquery\\nbody`, or the heartbeat `[]`. Nothing that arrives raises.

Source of the dialect: Tradovate's developer guide and its JavaScript tutorials.
"""

from collections.abc import Mapping
from typing import Any, Final

from traderterminal.brokers.transport.exact_json import UnreadableJson, read_json, write_json
from traderterminal.kit.frozen import frozen

#: What the client sends to stay connected, at least every `HEARTBEAT_S`, whatever it receives.
HEARTBEAT: Final = "[]"
HEARTBEAT_S: Final = 2.5
#: How many letters of what cannot be read are kept.
KEPT: Final = 2_000


@frozen
class Opened:
    """The server is there and waits for `authorize`."""


@frozen
class Heartbeat:
    """The server is alive; it says so only while it has nothing else to say."""


@frozen
class Closing:
    """The server is about to close the socket."""

    code: int
    reason: str


@frozen
class Answer:
    """The answer to the request `number`: `status` is as in HTTP, `data` is JSON."""

    number: int
    status: int
    data: Any = None


@frozen
class Event:
    """Something that happened: `kind` is props, md, chart, shutdown or clock, or a new word."""

    kind: str
    data: Any


@frozen
class Unreadable:
    """A frame, or a part of one, that fits no rule: kept raw."""

    raw: str


SocketEvent = Opened | Heartbeat | Closing | Answer | Event | Unreadable


def request_frame(
    number: int, endpoint: str, query: str = "", body: Mapping[str, object] | str | None = None
) -> str:
    """Return the frame of a request; a text as body is sent as it is."""
    text = body if isinstance(body, str) else "" if body is None else write_json(body)
    return f"{endpoint}\n{number}\n{query}\n{text}"


def receive(frame: str | bytes) -> list[SocketEvent]:
    """Return what a frame says, in its order."""
    if isinstance(frame, bytes):
        return [Unreadable(frame[:KEPT].decode("latin-1"))]  # the dialect knows text alone
    kind, rest = frame[:1], frame[1:]
    if kind == "o" and not rest.strip():
        return [Opened()]
    if kind == "h" and not rest.strip():
        return [Heartbeat()]
    if kind not in ("a", "c"):
        return [Unreadable(frame[:KEPT])]
    try:
        told = read_json(rest)
    except UnreadableJson:
        return [Unreadable(frame[:KEPT])]
    if kind == "c":
        return [_closing(told, frame)]
    if not isinstance(told, list):
        return [Unreadable(frame[:KEPT])]
    return [_item(item, frame) for item in told]


def _closing(told: Any, frame: str) -> SocketEvent:
    match told:
        case [int(code), str(reason), *_]:
            return Closing(code, reason)
        case [int(code)]:
            return Closing(code, "")
    return Unreadable(frame[:KEPT])


def _item(item: Any, frame: str) -> SocketEvent:
    match item:
        case {"i": int(number), "s": int(status)}:
            return Answer(number, status, item.get("d"))
        case {"e": str(kind)}:
            return Event(kind, item.get("d"))
    return Unreadable(frame[:KEPT])
