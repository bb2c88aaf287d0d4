"""The JSON hub protocol of SignalR as a server speaks it: records that end with 0x1E.

By the protocol's public description (HubProtocol.md and TransportProtocols.md of ASP.NET Core).
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from traderterminal.kit.frozen import frozen
from traderterminal.venues.traffic import read_json, write_json

END: Final = "\x1e"
INVOCATION, COMPLETION, PING, CLOSE = 1, 3, 6, 7
PING_RECORD: Final = write_json({"type": PING}) + END
ACCEPTED: Final = "{}" + END


@frozen
class Invocation:
    """A client calls a method of the hub; one with an `invocation_id` is to be answered."""

    target: str
    arguments: tuple[Any, ...]
    invocation_id: str | None = None


@frozen
class Goodbye:
    """The client ends the conversation."""


def records(text: str) -> Iterator[str]:
    """Return the records of a frame; a part behind the last end is one as well."""
    return (record for record in text.split(END) if record)


def handshake_error(record: str) -> str | None:
    """Return what is wrong with a handshake; None where it is accepted.

    Versions 0 and 1 are taken: some clients say 0.
    """
    try:
        asked = read_json(record)
    except ValueError:
        return "Handshake was not valid JSON."
    if not isinstance(asked, Mapping) or asked.get("protocol") != "json":
        return "The protocol is not supported."
    if asked.get("version") not in (0, 1):
        return "The server does not support this version of the protocol."
    return None


def parse(record: str) -> Invocation | Goodbye | None:
    """Read a record; None for pings, for kinds that no client here uses, and for nonsense."""
    try:
        message = read_json(record)
    except ValueError:
        return None
    if not isinstance(message, Mapping):
        return None
    match message.get("type"):
        case 7:
            return Goodbye()
        case 1:
            arguments, own = message.get("arguments"), message.get("invocationId")
            return Invocation(
                str(message.get("target", "")),
                tuple(arguments) if isinstance(arguments, list) else (),
                None if own is None else str(own),
            )
        case _:
            return None


def invocation(target: str, *arguments: Any) -> str:
    """Return a call of a client's method that needs no answer."""
    return write_json({"type": INVOCATION, "target": target, "arguments": arguments}) + END


def completion(invocation_id: str, error: str | None = None) -> str:
    """Return the answer of a call."""
    answer: dict[str, Any] = {"type": COMPLETION, "invocationId": invocation_id}
    answer |= {"result": None} if error is None else {"error": error}
    return write_json(answer) + END


def refusal(error: str) -> str:
    """Return the answer of a handshake that is not accepted."""
    return write_json({"error": error}) + END


def close(error: str, *, reconnect: bool) -> str:
    """Return the server's goodbye."""
    return write_json({"type": CLOSE, "error": error, "allowReconnect": reconnect}) + END
