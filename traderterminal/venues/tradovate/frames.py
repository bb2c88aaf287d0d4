"""The frames of Tradovate's socket, from the server's side: text in, requests out, and back.

The first character is the kind of frame: `o` once at the beginning, `h` while nothing else is sent,
`a` with a JSON array of messages, `c` with code and reason at the end. A client sends one request a
frame, in four lines, and `[]` as its own heartbeat.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from traderterminal.kit.frozen import frozen
from traderterminal.venues.tradovate.wire import Failure
from traderterminal.venues.traffic import write_json

OPEN: Final = "o"
HEARTBEAT: Final = "h"
CLIENT_HEARTBEAT: Final = "[]"
#: How long the server sends nothing before it sends a heartbeat, and how often a client sends his.
HEARTBEAT_S: Final = 2.5

Message = Mapping[str, Any]


@frozen
class Asked:
    """A request as it stands in its frame; `number` is what the reply repeats."""

    number: int
    endpoint: str
    query: str = ""
    body: str = ""


def read_frame(text: str) -> Asked | None:
    """Return what a client asks; None where it is a heartbeat. Raises Failure for anything else."""
    if text.strip() in (CLIENT_HEARTBEAT, ""):
        return None
    endpoint, *rest = text.split("\n", 3)
    if not rest or not rest[0].isascii() or not rest[0].isdigit() or len(rest[0]) > 18:
        raise Failure(400, "Malformed request frame")
    return Asked(int(rest[0]), endpoint.strip().strip("/"), *rest[1:])


def reply(number: int, status: int, data: object = None) -> Message:
    """Return the answer to a request; the data of a failure is a text."""
    message: dict[str, Any] = {"s": status, "i": number}
    if data is not None:
        message["d"] = data
    return message


def reply_in(number: int, status: int, written: str) -> str:
    """Return a frame with one answer whose data is JSON as it stands, or what is left of it."""
    return f'a[{{"s":{status},"i":{number},"d":{written}}}]'


def event(name: str, data: object) -> Message:
    """Return news: `props`, `md`, `chart` or `shutdown`; clients hang up on any other name."""
    return {"e": name, "d": data}


def pack(messages: Iterable[Message]) -> str:
    """Return messages in one frame."""
    return "a" + write_json(list(messages))


def close(code: int, reason: str) -> str:
    """Return the last frame."""
    return "c" + write_json([code, reason])
