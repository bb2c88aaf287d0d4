"""The fault script: what is to go wrong, and at which request, frame or connection.

The names are those of the fault catalogue (F1 to F50). A script is `{"seed", "script": [entry]}`;
an entry is `{"at", "fault", …values of that fault}`. `at` is `"now"`, or one of

    {"request": "POST /api/Order/*", "body": {"accountId": 1}}   method (may be left out) and path
    {"frame": "GatewayUserTrade"}                                the topic of what a socket sends
    {"connect": "user"}                                          the name of a socket being opened

with `nth` (the first that matches is 1) and `times` (how many from there on; 0: all). Patterns are
shell patterns, whatever the case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from random import Random
from types import MappingProxyType
from typing import Any, Final, Self

from traderterminal.kit.frozen import frozen


class BadScript(Exception):
    """A fault script that cannot be carried out; names the entry and what is wrong."""


REQUEST, FRAME, CONNECT, NOW = "request", "frame", "connect", "now"


@frozen
class Kind:
    """Where a fault may strike, and its values where an entry does not give them."""

    points: frozenset[str]
    values: Mapping[str, Any]


def _kind(*points: str, **values: Any) -> Kind:
    return Kind(frozenset(points), MappingProxyType(values))


#: Durations are seconds of host time.
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "F1": _kind(NOW, for_s=5.0),
        "F2": _kind(NOW, for_s=30.0),
        "F3": _kind(REQUEST),
        "F4": _kind(REQUEST),
        "F5": _kind(REQUEST),
        "F6": _kind(REQUEST, delay_s=20.0),
        "F7": _kind(REQUEST, keep=0.5),
        "F8": _kind(REQUEST, code=None, text="", booked=True),
        "F9": _kind(REQUEST),
        "F10": _kind(REQUEST, status=503, booked=False),
        "F11": _kind(REQUEST, retry_after_s=None, booked=False),
        "F12": _kind(REQUEST, status=401, revoke=True),
        "F13": _kind(NOW, for_s=60.0),
        "F14": _kind(FRAME, copies=5),
        "F15": _kind(REQUEST, delay_s=1.0),
        "F16": _kind(FRAME, copies=2, again=True),
        "F17": _kind(FRAME, by="1"),
        "F18": _kind(NOW, execution=None),
        "F19": _kind(REQUEST, lots=1),
        "F20": _kind(REQUEST),
        "F21": _kind(REQUEST, delay_s=1.0, quantity=1),
        "F22": _kind(REQUEST),
        "F23": _kind(REQUEST),
        "F25": _kind(NOW, order=None, state="canceled", reason="ended by the exchange"),
        "F26": _kind(NOW, execution=None, price=None),
        "F27": _kind(NOW, count=1),
        "F28": _kind(NOW, count=1),
        "F29": _kind(REQUEST, status=503),
        "F30": _kind(NOW, hide_s=20.0),
        "F31": _kind(REQUEST),
        "F32": _kind(
            NOW,
            account=None,
            symbol="",
            side="buy",
            quantity=1,
            order_type="market",
            limit_price=None,
            stop_price=None,
        ),
        "F33": _kind(NOW, socket="*", for_s=30.0),
        "F34": _kind(NOW, socket="*", for_s=30.0),
        "F35": _kind(NOW, CONNECT, socket="*", code=1006, status=403),
        "F36": _kind(NOW, socket="*", every_s=2.0, for_s=600.0),
        "F37": _kind(NOW, count=1),
        "F38": _kind(NOW, socket="*", for_s=30.0),
        "F39": _kind(NOW, socket="*", frames=50_000),
        "F40": _kind(NOW, socket="*", how="oversized"),
        "F41": _kind(REQUEST, FRAME, set=MappingProxyType({})),
        "F42": _kind(REQUEST, FRAME, how="string"),
        "F43": _kind(NOW, ahead_s=90.0, zoneless=False),
        "F45": _kind(NOW),
        "F46": _kind(NOW, for_s=60.0, status=200),
        "F47": _kind(NOW, symbol="", tick_size=None, point_value=None, active=False),
        "F48": _kind(NOW, account=None, simulated=None),
    }
)

#: Faults of the catalogue that no venue here can bring about.
ELSEWHERE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "F24": "at the brokers of these venues an order keeps its id when it is changed",
        "F44": "it is the client's machine that sleeps",
        "F49": "it is the client's ledger that fails",
        "F50": "it is the client that is killed; a venue is killed as any process",
    }
)


@dataclass(slots=True)
class Matcher:
    """What an entry waits for; it counts what it has seen."""

    point: str
    pattern: str = "*"
    body: Mapping[str, Any] = field(default_factory=dict)
    nth: int = 1
    times: int = 1
    _seen: int = 0

    def meets(self, point: str, name: str, body: object = None) -> bool:
        """Say whether the fault is to strike here."""
        if point != self.point or not fnmatchcase(name.lower(), self.pattern.lower()):
            return False
        if self.body:
            there = body if isinstance(body, Mapping) else {}
            if any(there.get(key) != value for key, value in self.body.items()):
                return False
        self._seen += 1
        return self._seen >= self.nth and (self.times == 0 or self._seen < self.nth + self.times)


@frozen
class Entry:
    """A fault that is armed. `values` are complete."""

    fault: str
    at: Matcher
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def seconds(self, name: str) -> float:
        return float(self.values[name])

    def decimal(self, name: str) -> Decimal | None:
        value = self.values[name]
        return None if value is None else Decimal(str(value))


class Script:
    """The entries of a script, in order, and the randomness of their faults."""

    def __init__(self, entries: Sequence[Entry] = (), seed: int = 0) -> None:
        self.random = Random(seed)  # noqa: S311 - seeded on purpose: a script repeats itself
        self._entries = tuple(entries)

    @classmethod
    def parse(cls, data: Any, unsupported: Mapping[str, str] = MappingProxyType({})) -> Self:
        """Read a script; raises BadScript. `unsupported` faults are refused with their reason."""
        if not isinstance(data, Mapping) or not isinstance(data.get("script", []), Sequence):
            raise BadScript('a script is {"seed": …, "script": [ … ]}')
        seed = data.get("seed", 0)
        if not isinstance(seed, int):
            raise BadScript(f"seed: {seed!r} is not a whole number")
        entries = []
        for number, each in enumerate(data.get("script", [])):
            try:
                entries.append(_entry(each, unsupported))
            except (BadScript, ValueError, TypeError) as error:
                raise BadScript(f"script[{number}]: {error}") from error
        return cls(entries, seed)

    @property
    def immediate(self) -> list[Entry]:
        """What is to happen at once."""
        return [entry for entry in self._entries if entry.at.point == NOW]

    def on_request(self, method: str, path: str, body: object) -> Entry | None:
        """Return the fault that is to strike a request; every entry counts what it sees."""
        return self._first(REQUEST, f"{method} {path}", body)

    def on_frame(self, topic: str) -> Entry | None:
        """Return the fault that is to strike what a socket sends."""
        return self._first(FRAME, topic)

    def on_connect(self, socket: str) -> Entry | None:
        """Return the fault that is to strike a socket being opened."""
        return self._first(CONNECT, socket)

    def _first(self, point: str, name: str, body: object = None) -> Entry | None:
        met = [entry for entry in self._entries if entry.at.meets(point, name, body)]
        return met[0] if met else None


def _entry(data: Any, unsupported: Mapping[str, str]) -> Entry:
    if not isinstance(data, Mapping):
        raise BadScript(f"{data!r} is no entry")
    given = dict(data)
    fault, at = given.pop("fault", None), _matcher(given.pop("at", NOW))
    reason = ELSEWHERE.get(fault) or unsupported.get(fault)
    if reason:
        raise BadScript(f"{fault} does not apply here: {reason}")
    kind = KINDS.get(fault)
    if kind is None:
        raise BadScript(f"{fault!r} is no fault of the catalogue")
    if at.point not in kind.points:
        raise BadScript(f"{fault} strikes at {' or '.join(sorted(kind.points))}, not {at.point}")
    unknown = sorted(given.keys() - kind.values.keys())
    if unknown:
        raise BadScript(f"{fault} has no {unknown[0]!r}; it has {', '.join(kind.values) or 'none'}")
    return Entry(fault, at, {**kind.values, **given})


def _matcher(at: Any) -> Matcher:
    if at == NOW:
        return Matcher(NOW)
    if not isinstance(at, Mapping):
        raise BadScript(f'at: {at!r} is neither "now" nor a matcher')
    given = dict(at)
    point = next((each for each in (REQUEST, FRAME, CONNECT) if each in given), None)
    if point is None:
        raise BadScript(f"at: one of {REQUEST}, {FRAME} and {CONNECT} is needed")
    pattern = str(given.pop(point))
    if point == REQUEST and " " not in pattern:
        pattern = f"* {pattern}"
    made = Matcher(
        point, pattern, given.pop("body", {}), int(given.pop("nth", 1)), int(given.pop("times", 1))
    )
    if given:
        raise BadScript(f"at: {sorted(given)[0]!r} is not known")
    if made.nth < 1 or made.times < 0 or not isinstance(made.body, Mapping):
        raise BadScript("at: nth counts from 1, times from 0, body is an object")
    return made
