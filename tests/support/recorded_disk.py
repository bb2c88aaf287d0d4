"""A disk under SQLite that records what reaches it, and what a cut of the power leaves of that.

Whatever was not synced may be there, be gone or be anything, sector by sector. A name that was
removed stays removed: SQLite syncs the folder itself.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import apsw

SECTOR: Final = 512


@dataclass(frozen=True, slots=True)
class Written:
    file: str
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncated:
    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    file: str


@dataclass(frozen=True, slots=True)
class Removed:
    file: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The ledger answered that its event number `seq` is durable."""

    seq: int


Step = Written | Truncated | Synced | Removed | Acknowledged


class RecordedDisk(apsw.VFS):
    """The machine's disk under the name `name`; `record` holds every step in its order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.record: list[Step] = []
        super().__init__(name, base="")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self.record, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self.record.append(Removed(Path(filename).name))


class _File(apsw.VFSFile):
    def __init__(
        self, record: list[Step], name: str | apsw.URIFilename | None, flags: list[int]
    ) -> None:
        super().__init__("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(path or "temporary").name
        self._record = record

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._record.append(Written(self._name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self._record.append(Truncated(self._name, newsize))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._record.append(Synced(self._name))


@dataclass(slots=True)
class _Content:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Written | Truncated] = field(default_factory=list)

    def sync(self) -> None:
        for step in self.pending:
            _apply(self.durable, step)
        self.pending.clear()


class Remains:
    """What is on the disk after the first steps of a record."""

    def __init__(self) -> None:
        self.acknowledged = 0
        self._files: dict[str, _Content] = {}

    def take(self, step: Step) -> None:
        match step:
            case Acknowledged(seq):
                self.acknowledged = max(self.acknowledged, seq)
            case Removed(file):
                self._files.pop(file, None)
            case Synced(file):
                self._files.setdefault(file, _Content()).sync()
            case _:
                self._files.setdefault(step.file, _Content()).pending.append(step)

    def write(self, folder: Path, chance: random.Random) -> None:
        """Write one of the disks that a cut of the power may leave now."""
        weights = [chance.random() for _ in range(3)]
        for name, file in self._files.items():
            content = bytearray(file.durable)
            for step in file.pending:
                for part in _sectors(step):
                    fate = chance.choices(("kept", "gone", "garbled"), weights)[0]
                    if fate == "garbled" and isinstance(part, Written):
                        part = Written(name, part.at, chance.randbytes(len(part.data)))
                    if fate != "gone":
                        _apply(content, part)
            folder.joinpath(name).write_bytes(content)


def _sectors(step: Written | Truncated) -> Iterator[Written | Truncated]:
    if isinstance(step, Truncated):
        yield step
        return
    at, end = step.at, step.at + len(step.data)
    while at < end:
        after = min(end, (at // SECTOR + 1) * SECTOR)
        yield Written(step.file, at, step.data[at - step.at : after - step.at])
        at = after


def _apply(content: bytearray, step: Written | Truncated) -> None:
    if isinstance(step, Truncated):
        del content[step.size :]
        content.extend(bytes(step.size - len(content)))
        return
    end = step.at + len(step.data)
    content.extend(bytes(max(0, end - len(content))))
    content[step.at : end] = step.data
