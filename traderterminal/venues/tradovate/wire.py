"""Requests as Tradovate's clients send them, and JSON as Tradovate answers it.

Clients differ in what they send: JSON or forms, numbers or strings of digits, a body where a query
belongs. The broker takes all of it, and never asks which HTTP verb it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from urllib.parse import parse_qsl

from traderterminal.kit.clock import parse_iso, to_datetime
from traderterminal.kit.frozen import frozen
from traderterminal.venues.traffic import read_json

#: What the JavaScript samples send where they have no body.
_NOTHING: Final = frozenset({"", "undefined", "null"})
_FLAGS: Final[Mapping[object, bool]] = {"true": True, "false": False}


class Failure(Exception):
    """An answer that is no success: an HTTP `status`, which a socket repeats, and its text."""

    def __init__(self, status: int, text: str = "") -> None:
        super().__init__(f"{status} {text}")
        self.status = status
        self.text = text


class Fields(Mapping[str, Any]):
    """The fields of a request, each read as what is wanted of it; a wrong one is Failure 400."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = {name: value for name, value in values.items() if value is not None}

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Any:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def need(self, *names: str) -> None:
        """Raise Failure unless every one of `names` is there."""
        for name in names:
            if name not in self._values:
                raise Failure(400, f"Missing required field: {name}")

    def text(self, name: str) -> str:
        """Return a text, empty where there is none; numbers are as good."""
        value = self._values.get(name, "")
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise _wrong(name)
        return str(value)

    def number(self, name: str) -> Decimal | None:
        """Return a number, also one that came as text."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise _wrong(name)
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise _wrong(name) from None
        if not number.is_finite():
            raise _wrong(name)
        return number

    def integer(self, name: str) -> int | None:
        """Return a whole number of 64 bits."""
        number = self.number(name)
        if number is None:
            return None
        if abs(number) >= 2**63 or number != int(number):
            raise _wrong(name)
        return int(number)

    def flag(self, name: str) -> bool | None:
        """Return true or false, also where it came as a word."""
        value = self._values.get(name)
        if value is None or isinstance(value, bool):
            return value
        if not isinstance(value, str) or value.lower() not in _FLAGS:
            raise _wrong(name)
        return _FLAGS[value.lower()]

    def integers(self, name: str) -> list[int]:
        """Return whole numbers: a list of them, or a text with commas between."""
        value = self._values.get(name, [])
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list):
            parts = [parts]
        read = (Fields({name: part}).integer(name) for part in parts)
        return [number for number in read if number is not None]

    def texts(self, name: str) -> list[str]:
        """Return a list of texts."""
        value = self._values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise _wrong(name)
        return value

    def moment(self, name: str) -> int | None:
        """Return an ISO 8601 moment in nanoseconds since 1970."""
        text = self.text(name)
        if not text:
            return None
        try:
            return parse_iso(text)
        except (ValueError, OverflowError):
            raise _wrong(name) from None

    def part(self, name: str) -> "Fields | None":
        """Return an object within, such as a bracket."""
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise _wrong(name)
        return Fields(value)

    def parts(self, name: str) -> "list[Fields]":
        """Return the objects of a list within."""
        value = self._values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise _wrong(name)
        return [Fields(one) for one in value]


def _wrong(name: str) -> Failure:
    return Failure(400, f"Invalid value of field: {name}")


@frozen
class Call:
    """What is asked: the endpoint in lower case, such as `order/placeorder`, and its fields.

    `text` is the body as it came: some bodies are a bare token or symbol.
    """

    endpoint: str
    fields: Fields = field(default_factory=lambda: Fields({}))
    text: str = ""

    @property
    def entity(self) -> str:
        """What stands before the slash."""
        return self.endpoint.partition("/")[0]

    @property
    def operation(self) -> str:
        """What stands behind the slash."""
        return self.endpoint.partition("/")[2]


def read_call(endpoint: str, query: Mapping[str, str], body: str) -> Call:
    """Return the call that an endpoint, its query and its body make; a body is never refused."""
    text = body.strip()
    if text in _NOTHING:
        text = ""
    values = {**query, **_read_body(text)}
    return Call(endpoint.strip().strip("/").lower(), Fields(values), text)


def _read_body(text: str) -> Mapping[str, Any]:
    try:
        value = read_json(text)
    except ValueError:
        return {} if text.startswith(("{", "[")) else dict(parse_qsl(text))
    return value if isinstance(value, dict) else {}


def token_in(text: str) -> str:
    """Return the token of an `authorize` body: bare, or as a JSON string."""
    return text.strip().strip('"')


def moment(at_ns: int) -> str:
    """Return a moment as the broker writes it: UTC, milliseconds, `Z`."""
    return to_datetime(at_ns).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def written_day(day: date) -> dict[str, int]:
    """Return a trade date as the broker writes it."""
    return {"year": day.year, "month": day.month, "day": day.day}


def without_nothing(**fields: Any) -> dict[str, Any]:
    """Return the fields that have a value: the broker leaves the others out."""
    return {name: value for name, value in fields.items() if value is not None}


#: The data of an answer: an object, or a list of them.
Data = Mapping[str, Any] | Sequence[Mapping[str, Any]]
