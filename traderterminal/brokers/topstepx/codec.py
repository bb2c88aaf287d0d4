"""SignalR's JSON hub protocol: frames in, events out. No sockets, no clock, no await.

A record is JSON ended by the byte 0x1E; several may share a frame, none is split over two. The
first record of each side is the handshake. An invocation that bears an id is answered by exactly
one completion. Record types: 1 invocation, 3 completion, 6 ping, 7 close (ASP.NET Core, "SignalR
Hub Protocol"; reference of the Gateway API, section 8.2).
"""

from itertools import count
from typing import Any, Final

from traderterminal.brokers.transport.exact_json import UnreadableJson, read_json, write_json
from traderterminal.kit.frozen import frozen

RECORD_END: Final = "\x1e"
HANDSHAKE: Final = '{"protocol":"json","version":1}' + RECORD_END
PING: Final = '{"type":6}' + RECORD_END
#: Of what cannot be read so much is kept, in characters.
KEPT: Final = 2_000


@frozen
class HandshakeDone:
    """The server has answered the handshake; `error` is empty when it agrees."""

    error: str


@frozen
class Invoked:
    """The server calls `target` here. `arguments` are JSON values, fractions as Decimal."""

    target: str
    arguments: list[Any]


@frozen
class Completed:
    """The server has done what was asked under `invocation`; `error` is empty when it could."""

    invocation: str
    error: str


@frozen
class Pinged:
    """The server is there."""


@frozen
class Closed:
    """The server ends the connection."""

    error: str


@frozen
class Unreadable:
    """A record that no rule covers, as it came."""

    raw: str


HubEvent = HandshakeDone | Invoked | Completed | Pinged | Closed | Unreadable


class HubCodec:
    """One connection's side of the protocol. `receive` raises nothing, whatever it is given."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._is_greeted = False

    def invoke(self, target: str, *arguments: object) -> tuple[str, str]:
        """Return the id of a call that the server is to complete, and the frame that makes it."""
        invocation = str(next(self._numbers))
        record = {
            "type": 1,
            "invocationId": invocation,
            "target": target,
            "arguments": list(arguments),
        }
        return invocation, write_json(record) + RECORD_END

    def receive(self, frame: str | bytes) -> list[HubEvent]:
        """Return what a frame says, in order."""
        if isinstance(frame, bytes):
            return [Unreadable(repr(frame[:KEPT]))]
        *records, rest = frame.split(RECORD_END)
        events = [self._read(record) for record in records]
        if rest:  # no record is split over frames: this one was cut off
            events.append(Unreadable(rest[:KEPT]))
        return events

    def _read(self, record: str) -> HubEvent:
        try:
            value = read_json(record)
        except UnreadableJson:
            return Unreadable(record[:KEPT])
        if not isinstance(value, dict):
            return Unreadable(record[:KEPT])
        if not self._is_greeted and "type" not in value:
            self._is_greeted = True
            return HandshakeDone(_text(value.get("error")))
        return _event(value) or Unreadable(record[:KEPT])


def _event(record: dict[str, Any]) -> HubEvent | None:
    match record:
        case {"type": 1, "target": str(target), "arguments": list(arguments)}:
            return Invoked(target, arguments)
        case {"type": 3, "invocationId": str(invocation)}:
            return Completed(invocation, _text(record.get("error")))
        case {"type": 6}:
            return Pinged()
        case {"type": 7}:
            return Closed(_text(record.get("error")))
        case _:
            return None


def _text(value: object) -> str:
    return "" if value is None else str(value)
