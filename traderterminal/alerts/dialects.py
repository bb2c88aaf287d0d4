"""The dialects in which alerts arrive: bytes in, named values out. The Content-Type is not asked.

TradingView lets its user write any message, so JSON comes with a byte-order mark, a trailing comma
or a bare NaN, and bridges have taught people `key=value;` and comma-separated lines. What no
dialect fits is refused with the reason; nothing that decodes here is trusted to make sense.
Numbers become Decimal, never float; one that is no number at all (NaN) stays visible as
Decimal("NaN"), because a quantity that could not be computed is not a quantity left out.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NoReturn, TypeAlias

from traderterminal.domain.messages import Message
from traderterminal.kit.frozen import frozen

Value: TypeAlias = "str | bool | Decimal | list[Value] | dict[str, Value] | None"
Item: TypeAlias = Mapping[str, Value]

MAX_DEPTH: Final = 32
MAX_ITEMS: Final = 32
MAX_DIGITS: Final = 40
MAX_EXPONENT: Final = 30
NOT_A_NUMBER: Final = Decimal("NaN")

#: A placeholder as TradingView writes it: `{{close}}`, `{{plot("Short SL")}}`.
PLACEHOLDER: Final = re.compile(r"\{\{[^{}]*\}\}")

# A string, always matched to its end or the text's so that no body can make the search quadratic;
# outside of strings a bare placeholder, or a comma with nothing behind it.
_REPAIRS: Final = re.compile(
    r'"(?>(?:[^"\\]|\\.)*)(?:"|\\?\Z)|(?P<bare>\{\{[^{}]*\}\})|(?P<comma>,(?=\s*[}\]]))', re.DOTALL
)
_NAME: Final = re.compile(r"[A-Za-z][\w .-]{0,63}", re.ASCII)
_COMMAND: Final = re.compile(r"(?:buy|sell|long|short|close|exit|flat|cancel)\w*|\{\{.*\}\}", re.I)
_NUMERIC: Final = re.compile(r"[+-]?[0-9]*\.?[0-9]+|nan|na|\{\{.*\}\}|", re.I)


@frozen
class Decoded:
    """One body: the messages in it, and the placeholder left bare where a value belongs."""

    dialect: str
    items: tuple[Item, ...]
    placeholder: str = ""
    notes: tuple[Message, ...] = ()


class Unreadable(Exception):
    """No dialect decodes the body; `reason` says what stands in the way."""

    def __init__(self, variant: str, **parameters: str) -> None:
        self.reason = Message("unparseable", parameters, variant)
        super().__init__(str(self.reason))


def decode(body: bytes) -> Decoded:
    """Return the messages that `body` holds; raises Unreadable."""
    try:
        text = body.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", position=str(error.start)) from None
    if not text:
        raise Unreadable("empty")
    if text[0] in "{[":
        return _json(text)
    decoded = _pairs(text) or _comma_separated(text)
    if decoded is None:
        raise Unreadable("")
    return decoded


# JSON.


def _json(text: str) -> Decoded:
    try:
        return _messages(_loads(text), "json")
    except json.JSONDecodeError:
        return _repaired(text)


def _repaired(text: str) -> Decoded:
    """Decode what is JSON but for bare placeholders and trailing commas."""
    bare: list[str] = []
    commas: list[str] = []

    def repair(match: re.Match[str]) -> str:
        if match["bare"]:
            bare.append(match["bare"])
            return json.dumps(match["bare"])
        if match["comma"]:
            commas.append(match["comma"])
            return ""
        return match[0]

    # The quotes inside {{plot("…")}} would end the string around it.
    unquoted = PLACEHOLDER.sub(lambda match: match[0].replace('"', "'"), text)
    try:
        value = _loads(_REPAIRS.sub(repair, unquoted))
    except json.JSONDecodeError as error:
        raise Unreadable(
            "json", line=str(error.lineno), column=str(error.colno), problem=error.msg
        ) from None
    notes = (Message("read_as", variant="comma"),) if commas else ()
    return _messages(value, "json", bare[0] if bare else "", notes)


def _loads(text: str) -> Value:
    try:
        value: Value = _DECODER.decode(text)
    except RecursionError:
        raise Unreadable("depth", limit=str(MAX_DEPTH)) from None
    if text.count("{") + text.count("[") > MAX_DEPTH:
        _check_depth(value)
    if "\\u" in text:
        _check_surrogates(value)
    return value


def _messages(
    value: Value, dialect: str, placeholder: str = "", notes: tuple[Message, ...] = ()
) -> Decoded:
    items = value if isinstance(value, list) else [value]
    messages = [item for item in items if isinstance(item, dict)]
    if not messages or len(messages) < len(items):
        raise Unreadable("shape")
    if len(messages) > MAX_ITEMS:
        raise Unreadable("too_many", count=str(len(messages)), limit=str(MAX_ITEMS))
    return Decoded(dialect, tuple(messages), placeholder, notes)


def _number(text: str) -> Decimal:
    """Read a JSON number that is short enough and of a size that prices and quantities have."""
    if len(text) <= MAX_DIGITS:
        exponent = text.lower().partition("e")[2]
        if len(exponent) <= 4:
            number = Decimal(text)
            if not number or abs(number.adjusted()) <= MAX_EXPONENT:
                return number
    raise Unreadable("number", number=text if len(text) <= MAX_DIGITS else f"{text[:12]}…")


def _object(pairs: list[tuple[str, Value]]) -> Value:
    found = dict(pairs)
    if len(found) < len(pairs):
        _refuse_repeated([name for name, _ in pairs])
    return found


def _refuse_repeated(names: list[str]) -> NoReturn:
    repeated = next(name for index, name in enumerate(names) if name in names[:index])
    raise Unreadable("duplicate_key", field=repeated[:64])


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_number,
    parse_int=_number,
    parse_constant=lambda _: NOT_A_NUMBER,
)


def _check_depth(value: Value) -> None:
    level: list[Value] = [value]
    for _ in range(MAX_DEPTH):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return
    raise Unreadable("depth", limit=str(MAX_DEPTH))


def _check_surrogates(value: Value) -> None:
    """Refuse half a character: it has no place in any file or answer."""
    waiting: list[Value] = [value]
    while waiting:
        current = waiting.pop()
        waiting.extend(_children(current))
        texts = current if isinstance(current, dict) else (current,)
        for text in texts:
            if isinstance(text, str) and not text.isascii():
                try:
                    text.encode()
                except UnicodeEncodeError:
                    raise Unreadable("surrogate") from None


def _children(value: Value) -> list[Value]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


# Text.


def _pairs(text: str) -> Decoded | None:
    """`key=value;` as CrossTrade takes it; line ends separate as well."""
    pairs = [_pair(part) for part in re.split(r"[;\n]", text) if part.strip()]
    found = [pair for pair in pairs if pair is not None]
    if len(found) < 2 or len(found) < len(pairs):
        return None
    return Decoded("key_value", (_named(found),))


def _pair(text: str) -> tuple[str, str] | None:
    name, equals, value = text.partition("=")
    name = name.strip()
    return (name, value.strip()) if equals and _NAME.fullmatch(name) else None


def _comma_separated(text: str) -> Decoded | None:
    fields = [field.strip() for field in text.split(",")]
    if len(fields) < 3 or "\n" in text or not _COMMAND.fullmatch(fields[1]):
        return None
    if len(fields) == 4 and all(_is_numeric(field) for field in fields[2:]):
        names = ("ticker", "action", "price", "quantity")
        return Decoded("ticker_csv", (dict(zip(names, fields, strict=True)),))
    options = [_pair(field) for field in fields[3:]]
    given = [option for option in options if option is not None]
    if len(given) < len(options) or "=" in fields[2]:
        return None
    # PineConnector: its licence number comes first and is as good as a password.
    licence = [("license_id", fields[0]), ("command", fields[1]), ("symbol", fields[2])]
    return Decoded("license_csv", (_named(licence + given),))


def _is_numeric(field: str) -> bool:
    """Say whether a field holds a number, what stands for none, or nothing."""
    return len(field) <= MAX_DIGITS and bool(_NUMERIC.fullmatch(field))


def _named(pairs: list[tuple[str, str]]) -> Item:
    found: dict[str, Value] = dict(pairs)
    if len(found) < len(pairs):
        _refuse_repeated([name for name, _ in pairs])
    return found
