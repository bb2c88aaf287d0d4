"""The lines to the clients: which sockets are open, and what the fault script does to them."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from random import Random
from typing import TYPE_CHECKING, Any, Final

from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.tasks import TaskScope
from traderterminal.venues.faults import Entry, Script
from traderterminal.venues.traffic import read_json, write_json

if TYPE_CHECKING:
    from traderterminal.venues.sockets import Socket

#: How a price may be written, by the names of the script (F42); `{}` is the price.
_SPELLINGS: Final[Mapping[str, Callable[[Decimal], str]]] = {
    "string": lambda price: json.dumps(f"{price:f}"),
    "exponent": lambda price: f"{price:E}",
    "comma": lambda price: json.dumps(f"{price:f}".replace(".", ",")),
    "negative_zero": lambda price: "-0.00",
    "thirty_seconds": lambda price: json.dumps(f"{int(price)}'{int(price % 1 * 32):02}"),
    "negative": lambda price: f"{-abs(price):f}",
}


@dataclass(slots=True)
class _Spell:
    """A trouble of the sockets whose name matches, until a host time."""

    pattern: str
    until_ns: int


#: Frames that are kept back, and where they were to go.
Frames = list[tuple["Socket", str]]


class Lines:
    """Every open socket. Frames that are sent pass `outbound`; times are host time."""

    def __init__(self, host: Clock, tasks: TaskScope, price_keys: frozenset[str]) -> None:
        self.host = host
        self.script = Script()
        self.sockets: dict[Socket, None] = {}
        self._tasks = tasks
        self._price = price_pattern(price_keys)
        self._silent: list[_Spell] = []
        self._frozen: list[_Spell] = []
        self._delayed: list[_Spell] = []
        self._late: Frames = []
        self._kept: Frames | None = None
        self._again: dict[str, Frames] = {}

    def reset(self) -> None:
        """Let every line be sound again, and cut those that are open."""
        self.script = Script()
        for spells in (self._silent, self._frozen, self._delayed):
            spells.clear()
        self._late, self._kept = [], None
        self._again.clear()
        for socket in tuple(self.sockets):
            socket.cut()

    def named(self, pattern: str) -> list["Socket"]:
        """The open sockets whose name matches a pattern."""
        return [each for each in self.sockets if fnmatchcase(each.name, pattern)]

    def is_silent(self, name: str) -> bool:
        """Say whether nothing at all leaves a socket (F33)."""
        return self._under(self._silent, name)

    def silence(self, pattern: str, seconds: float) -> None:
        """Let nothing leave: the connection stands, and is dead (F33)."""
        self._silent.append(self._spell(pattern, seconds))

    def freeze(self, pattern: str, seconds: float) -> None:
        """Let news stop while the connection keeps alive (F34)."""
        self._frozen.append(self._spell(pattern, seconds))

    def delay(self, pattern: str, seconds: float) -> None:
        """Keep news back for so long, then send it all at once (F38)."""
        self._delayed.append(self._spell(pattern, seconds))
        self._tasks.spawn(self._release(seconds), name="late frames")

    def outbound(self, socket: "Socket", text: str, topic: str) -> Iterator[str]:
        """Return what really leaves where a frame is sent."""
        if not topic:
            yield text
            return
        yield from self._told_before(socket)
        entry = self.script.on_frame(topic)
        texts = [text] if entry is None else self._struck(socket, text, entry)
        for each in texts:
            if self._kept is not None:
                self._kept.append((socket, each))
            elif self._under(self._delayed, socket.name):
                self._late.append((socket, each))
            elif not self._under(self._frozen, socket.name):
                yield each

    @contextmanager
    def shuffled(self, random: Random) -> Iterator[None]:
        """Keep back the frames of the block, then send them in any order (F19)."""
        with self._keeping() as kept:
            yield
        random.shuffle(kept)
        for socket, text in kept:
            socket.put(text)

    @contextmanager
    def swallowing(self) -> Iterator[None]:
        """Lose the frames of the block (F22)."""
        with self._keeping():
            yield

    @contextmanager
    def _keeping(self) -> Iterator[Frames]:
        kept: Frames = []
        before, self._kept = self._kept, kept
        try:
            yield kept
        finally:
            self._kept = before

    def _struck(self, socket: "Socket", text: str, entry: Entry) -> list[str]:
        match entry.fault:
            case "F14":
                return [text] * int(entry["copies"])
            case "F16":
                if entry["again"]:
                    self._again.setdefault(socket.name, []).append((socket, text))
                return [text] * int(entry["copies"])
            case "F17":
                return [text, self.repriced(text, Decimal(str(entry["by"])))]
            case "F41":
                return [amended(text, entry["set"])]
            case _:
                return [self.respelled(text, str(entry["how"]))]

    def _told_before(self, socket: "Socket") -> list[str]:
        """What is told once more on the connection after the one that told it (F16)."""
        told = self._again.get(socket.name, [])
        if not told or told[0][0] is socket:
            return []
        del self._again[socket.name]
        return [text for _, text in told]

    def repriced(self, text: str, by: Decimal) -> str:
        """Return a text in which every price is another (F17)."""
        return self._price.sub(lambda m: f"{m[1]}{Decimal(m[2]) + by:f}", text)

    def respelled(self, text: str, how: str) -> str:
        """Return a text in which every price is written in another way (F42)."""
        spell = _SPELLINGS[how]
        return self._price.sub(lambda m: f"{m[1]}{spell(Decimal(m[2]))}", text)

    async def _release(self, seconds: float) -> None:
        await self.host.sleep(seconds)
        late, self._late = self._late, []
        for socket, text in late:
            socket.put(text)

    def _spell(self, pattern: str, seconds: float) -> _Spell:
        return _Spell(pattern, self.host.monotonic_ns() + int(seconds * NANOSECONDS))

    def _under(self, spells: list[_Spell], name: str) -> bool:
        now = self.host.monotonic_ns()
        return any(now < each.until_ns and fnmatchcase(name, each.pattern) for each in spells)


def price_pattern(keys: frozenset[str]) -> re.Pattern[str]:
    """Return what finds the prices in JSON, by their names."""
    return re.compile(rf'("(?:{"|".join(sorted(keys))})":)(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)')


def amended(text: str, changes: Mapping[str, Any]) -> str:
    """Return JSON in which everything that has an id got `changes` laid over it (F41).

    A mark of the protocol may stand before or behind it: a letter, or the end of a record.
    """
    start = 1 if text[:1].isalpha() else 0
    body, end = (text[start:-1], text[-1]) if text[-1:] == "\x1e" else (text[start:], "")
    return text[:start] + write_json(_amended(read_json(body), changes)) + end


def _amended(value: Any, changes: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        inside = {key: _amended(each, changes) for key, each in value.items()}
        return {**inside, **changes} if "id" in value else inside
    if isinstance(value, list):
        return [_amended(each, changes) for each in value]
    return value
