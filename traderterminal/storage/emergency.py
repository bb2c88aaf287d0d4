"""The emergency file: what happened while the ledger could not be written, one line an event.

Its room is taken while the disk still has some; blank lines fill what is not used. A line names the
event of the ledger that it follows, and carries its own SHA-256: one that a crash cut off is known
as such.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from traderterminal.desk.ports import Fact
from traderterminal.kit.frozen import frozen
from traderterminal.storage.events import encode

EMERGENCY_FILE: Final = "emergency.jsonl"
#: Bytes that are taken beforehand: about a hundred fills.
ROOM: Final = 262_144
#: Events of an order that tell of an execution, which is the next event: neither counts alone.
EXECUTIONS: Final = frozenset({"Filled", "FillChanged"})
OWNER_ONLY: Final = 0o600
BLANK: Final = b"\n"
SEAL: Final = ',"sha256":"'


@frozen
class KeptEvent:
    """An event that waits for a ledger whose latest event then was number `after`, with `hash`."""

    after: int
    hash: str
    kind: str
    key: str
    body: dict[str, Any]


class EmergencyFile:
    """Made and read for its owner alone.

    `waiting` says how many facts the ledger lacks, `trouble` why the file does not hold them all;
    empty while it does.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.waiting = 0
        self.trouble = ""
        self._kept = 0
        self._end = 0
        self._touched = 0

    def read(self) -> tuple[list[KeptEvent], int]:
        """Return what an earlier run left, and how many lines are damaged; raises OSError."""
        try:
            lines = self.path.read_bytes().split(BLANK)
        except FileNotFoundError:
            return [], 0
        found = [_opened(line) for line in lines if line.strip()]
        events = [event for event in found if event is not None]
        if events and events[-1].body.get("event") in EXECUTIONS:
            events.pop()  # the disk had no room for the execution itself
        return events, len(found) - len(events)

    def reserve(self) -> None:
        """Blank the file and take its room; raises OSError."""
        size = self.path.stat().st_size if self.path.exists() else 0
        self._write(0, BLANK * max(size, ROOM))

    def set_aside(self, now_ns: int) -> Path:
        """Keep the file as it is under a name of its own; raises OSError."""
        return self.path.replace(self.path.with_stem(f"{self.path.stem}-{now_ns}"))

    def keep(self, facts: Sequence[Fact], after: int, last: bytes) -> None:
        """Write what waits for the ledger: `facts` begins with those that were kept before.

        `after` and `last` are number and hash of the ledger's latest event.
        """
        self.waiting = len(facts)
        try:
            added = b"".join(_sealed(fact, after, last) for fact in facts[self._kept :])
            # What an attempt that failed has left goes with it: it may be forgotten by now.
            written = added.ljust(self._touched - self._end, BLANK)
            if written:
                self._touched = self._end + len(written)
                self._write(self._end, written)
        except (OSError, TypeError, ValueError) as error:  # the writer of the ledger must go on
            self.trouble = getattr(error, "strerror", None) or str(error)
        else:
            self._kept, self._end, self.trouble = len(facts), self._end + len(added), ""
            self._touched = self._end

    def clear(self) -> None:
        """Blank what the ledger holds by now."""
        if not self.waiting:
            return
        self.waiting = self._kept = 0
        self.trouble = ""
        with suppress(OSError):  # what stays is known at the next start to be booked
            self._write(0, BLANK * self._touched)
            self._end = self._touched = 0

    def _write(self, at: int, data: bytes) -> None:
        with open(self.path, "r+b", buffering=0, opener=_open_private) as file:
            file.seek(at)
            while data:
                data = data[file.write(data) :]
            os.fsync(file.fileno())


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, OWNER_ONLY)


def _sealed(fact: Fact, after: int, last: bytes) -> bytes:
    kind, key, body = encode(fact)
    text = json.dumps({"after": after, "hash": last.hex(), "kind": kind, "key": key, "body": body})
    return f'{text[:-1]}{SEAL}{_digest(text)}"}}\n'.encode()


def _opened(line: bytes) -> KeptEvent | None:
    text, seal, digest = line.decode(errors="replace").rpartition(SEAL)
    whole = text + "}"
    if not seal or digest != f'{_digest(whole)}"}}':
        return None
    return KeptEvent(**json.loads(whole))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
