"""The secrets inside alerts: found to prove who sent them, and gone before anything is kept.

Senders put secrets under many names, some of which also pick a bot or an account (`code`,
`pointer`). Whatever stands under such a name is never stored, logged or shown.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.alerts.dialects import Decoded, Item, Value
from traderterminal.alerts.fields import plain

MASK: Final = "••••••••"
#: A secret this long is also masked where it stands inside another text.
EMBEDDED: Final = 8

_NAMES: Final = frozenset(
    (
        *("secret", "passphrase", "password", "key", "token", "apikey", "auth", "authorization"),
        *("code", "pointer", "license", "licence", "license_id", "licence_id", "credentials"),
        *("signature", "webhook"),
    )
)
_ENDINGS: Final = ("_secret", "_password", "_passphrase", "_key", "_token")
# What looks like a named value in a text that no dialect decodes; linear in its length.
_NAMED: Final = re.compile(
    r"(?<![\w-])([\w-]++)([\"']?\s{0,8}[:=]\s{0,8})(\"[^\"]*\"?|'[^']*'?|[^\s,;}\]]+)"
)
_SUSPECT: Final = re.compile(r"secret|pass|token|key|auth|code|pointer|licen[sc]e", re.I)
_LICENCE: Final = re.compile(r"\A\s*[^,{\[=;\s]{6,}(?=\s*,)")


def is_secret(name: str) -> bool:
    """Say whether a field of this name holds a secret."""
    known = plain(name)
    return known in _NAMES or known.endswith(_ENDINGS)


def secrets_in(decoded: Decoded) -> list[str]:
    """Return the values under secret names, the outermost first."""
    return list(dict.fromkeys(_secrets(list(decoded.items))))


def holds_broker_credentials(decoded: Decoded) -> bool:
    """Say whether the body gives away an API key together with its secret."""
    for item in decoded.items:
        names = {plain(name) for name, value in item.items() if value}
        if names & {"apikey", "api_key"} and names & {"secret", "api_secret", "secret_key"}:
            return True
    return False


def masked(decoded: Decoded) -> Decoded:
    """Return the same messages with every secret masked, also where it is repeated in a text."""
    long = [secret for secret in secrets_in(decoded) if len(secret) >= EMBEDDED]
    items = tuple(_mask_item(item, long) for item in decoded.items)
    return replace(decoded, items=items)


def as_text(decoded: Decoded) -> str:
    """Write messages out as they came: JSON as JSON, pairs as pairs, lines as lines."""
    if decoded.dialect == "key_value":
        return " ".join(f"{name}={value};" for name, value in decoded.items[0].items())
    if decoded.dialect == "ticker_csv":
        return ",".join(str(value) for value in decoded.items[0].values())
    if decoded.dialect == "license_csv":
        pairs = list(decoded.items[0].items())
        words = [str(value) for _, value in pairs[:3]] + [f"{n}={v}" for n, v in pairs[3:]]
        return ",".join(words)
    items = [_json(item) for item in decoded.items]
    return items[0] if len(items) == 1 else "[" + ", ".join(items) + "]"


def mask_text(body: bytes) -> str:
    """Return a body that no dialect decodes as text, with all that looks like a secret masked."""
    text = _LICENCE.sub(MASK, body.decode("utf-8", "replace"), count=1)
    return _NAMED.sub(_mask_named, text)


def _mask_named(match: re.Match[str]) -> str:
    return match[1] + match[2] + MASK if _SUSPECT.search(match[1]) else match[0]


def _secrets(values: list[Item]) -> Iterator[str]:
    waiting: list[Value | Item] = list(values)
    for value in waiting:  # grows while it is walked: outer messages come before inner ones
        if isinstance(value, dict):
            for name, held in value.items():
                if isinstance(held, dict | list):
                    waiting.append(held)
                elif is_secret(name) and isinstance(held, str | Decimal) and str(held):
                    yield str(held)
        elif isinstance(value, list):
            waiting.extend(value)


def _mask_item(item: Item, long: list[str]) -> Item:
    return {name: _mask_value(name, value, long) for name, value in item.items()}


def _mask_value(name: str, value: Value, long: list[str]) -> Value:
    if is_secret(name):
        return MASK if value not in (None, "") else value
    if isinstance(value, dict):
        return dict(_mask_item(value, long))
    if isinstance(value, list):
        return [_mask_value(name, each, long) for each in value]
    if isinstance(value, str):
        for secret in long:
            value = value.replace(secret, MASK)
    return value


def _json(value: "Value | Item") -> str:
    """JSON with numbers as the digits they came with; the library's writer knows no Decimal."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{_json(name)}: {_json(held)}" for name, held in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
