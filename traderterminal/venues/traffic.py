"""What passes between a client and a practice venue: requests, answers, the bytes below them."""

import json
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Protocol

from traderterminal.kit.frozen import frozen


class Stream(Protocol):
    """An open connection as the venue holds it; `receive` returns no bytes at its end.

    `receive` and `send` raise OSError when it is broken; `abort` resets it.
    """

    async def receive(self) -> bytes: ...
    async def send(self, data: bytes) -> None: ...
    async def aclose(self) -> None: ...
    def abort(self) -> None: ...


@frozen
class Request:
    """A request that has arrived whole. Names of `headers` are in lower case."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Any:
        """Read the body, numbers with a point as Decimal; raises ValueError where it is no JSON."""
        return read_json(self.body)

    @property
    def bearer(self) -> str:
        """The token of the Authorization header; empty without one."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""


@frozen
class Answer:
    """What a request is answered with."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


class Dropped(Exception):
    """The connection ends without an answer; `reset` says that it does so rudely."""

    def __init__(self, *, reset: bool = False) -> None:
        super().__init__("reset" if reset else "closed")
        self.reset = reset


class _Plain(json.JSONEncoder):
    """Writes a Decimal as the number that it is."""

    def default(self, o: object) -> Any:
        if isinstance(o, Decimal):
            return float(o)
        return super().default(o)


_ENCODER: Final = _Plain(separators=(",", ":"))


def write_json(value: Any) -> str:
    """Return compact JSON; a Decimal becomes a number, to the 15 digits of one."""
    return _ENCODER.encode(value)


def read_json(text: bytes | str) -> Any:
    """Read JSON, numbers with a point as Decimal; raises ValueError."""
    try:
        return json.loads(text, parse_float=Decimal)
    except (InvalidOperation, RecursionError) as error:
        raise ValueError("not JSON") from error


def json_answer(value: Any, status: int = 200) -> Answer:
    """Return an answer that is JSON."""
    return Answer(status, write_json(value).encode())
