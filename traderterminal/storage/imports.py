"""Import of history: ticks and minutes of a CSV or Parquet file into the store.

The file is read in chunks of a million rows. Each goes to a Parquet file of its own in a staging
folder, and then to the manifest there, so that an import which was broken off goes on after the
last chunk of the manifest. Once all are there, they become history together.

A row that cannot be true is not stored but quarantined: it stands with its line and the reason in
a file beside the history. So do rows that go back in time, a minute that comes again, and a quote
that repeats the one before it. Two equal trades are two trades: exchanges report a sweep that way.
"""

import csv
import json
import os
import shutil
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from filelock import FileLock, Timeout

from traderterminal.domain.errors import BadData
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.market.columns import NO_BARS
from traderterminal.storage.history import HistoryStore
from traderterminal.storage.import_checks import FAULTY, Checks, Last
from traderterminal.storage.import_sources import Piece, Source, open_source
from traderterminal.storage.parquet import ParquetError
from traderterminal.storage.parts import Kind, folder_of, number_in, parts_in, publish, write_whole

if TYPE_CHECKING:
    import duckdb

CHUNK: Final = 1_000_000
#: Offenders that a report lists by itself; all of them stand in its file.
LISTED: Final = 10
#: How far ahead of the machine's clock a row may be: clocks differ, and so do time zones.
AHEAD_NS: Final = 86_400 * NANOSECONDS


@frozen
class Offender:
    """A row that was quarantined."""

    line: int
    reason: str


@frozen
class Chunk:
    """A row of the manifest: `end` is where the next chunk begins, `last` the last row stored."""

    lines: int
    end: int
    rows: int
    faults: dict[str, int]
    offenders: list[tuple[int, str]]
    last: tuple[int, int] | None


@dataclass(slots=True)
class Progress:
    """How far an import is; `share` is the part of the file that was read, 0 to 1."""

    lines: int = 0
    rows: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    share: float = 0.0

    def add(self, chunk: Chunk) -> None:
        """Count a chunk."""
        self.lines += chunk.lines
        self.rows += chunk.rows
        self.faults.update(chunk.faults)


@frozen
class Imported:
    """What became of an import; not `finished` where it was cancelled and may go on later."""

    kind: Kind
    rows: int
    lines: int
    faults: Mapping[str, int]
    offenders: tuple[Offender, ...]
    quarantine: Path | None
    resumed_rows: int
    finished: bool


def import_file(
    store: HistoryStore,
    path: Path,
    instrument: Instrument,
    now_ns: int,
    go_on: Callable[[Progress], bool] = lambda progress: True,
    chunk: int = CHUNK,
) -> Imported:
    """Store the ticks or minutes of `path` as history of `instrument`.

    `go_on` is told after every chunk how far it is and ends the import with False; `now_ns` is the
    host's time, long after which no row can be. Raises BadData where the file cannot be read.
    """
    try:
        with open_source(path, store.parquet) as source:
            running = _Import(store, source, instrument, now_ns, chunk)
            with running.lock:
                return running.run(go_on)
    except Timeout:
        raise BadData(f"{path} is being imported already") from None
    except OSError as error:
        raise BadData(f"{error.filename or path}: {error.strerror or error}") from error
    except ParquetError as error:
        raise BadData(f"{path} cannot be imported: {error}") from error


class _Import:
    """One file on its way through the staging folder."""

    def __init__(
        self, store: HistoryStore, source: Source, instrument: Instrument, now_ns: int, chunk: int
    ) -> None:
        self._store = store
        self._source = source
        self._symbol = instrument.symbol
        self._chunk = chunk
        self._checks = Checks(source.kind, instrument, now_ns + AHEAD_NS)
        self._name = f"{quote(self._symbol, safe='')}-{source.path.name}"
        self._staging = store.root / "imports" / self._name
        self._minutes = self._staging / "minutes"  # of the trades
        self._manifest = self._staging / "manifest.jsonl"

    @property
    def lock(self) -> FileLock:
        """Held while this file is imported; a second import of it gives up at once."""
        self._staging.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self._staging.with_name(f"{self._name}.lock"), timeout=0)

    def run(self, go_on: Callable[[Progress], bool]) -> Imported:
        chunks = self._taken_up()
        progress = Progress()
        for chunk in chunks:
            progress.add(chunk)
        resumed = progress.rows
        finished = True
        for chunk in self._rest(chunks, progress.lines):
            chunks.append(chunk)
            progress.add(chunk)
            progress.share = self._source.share
            if not (finished := go_on(progress)):
                break
        return Imported(
            kind=self._source.kind,
            rows=progress.rows,
            lines=progress.lines,
            faults=dict(progress.faults),
            offenders=tuple(Offender(*one) for each in chunks for one in each.offenders)[:LISTED],
            quarantine=self._commit() if finished else None,
            resumed_rows=resumed,
            finished=finished,
        )

    # The manifest.

    def _taken_up(self) -> list[Chunk]:
        """The chunks that an earlier run on the same file has finished."""
        status = self._source.path.stat()
        origin = {
            "file": str(self._source.path.resolve()),
            "size": status.st_size,
            "modified_ns": status.st_mtime_ns,
            "chunk": self._chunk,
        }
        known = list(self._read_manifest())
        if known[:1] != [origin]:
            shutil.rmtree(self._staging, ignore_errors=True)
            self._staging.mkdir(parents=True)
            known = [origin]
        # Whole again, should the earlier run have ended while it wrote a line.
        write_whole(self._manifest, "".join(map(_line, known)))
        return [Chunk(**row) for row in known[1:]]

    def _read_manifest(self) -> Iterator[dict[str, Any]]:
        """The rows up to the first one that was cut off or damaged."""
        if self._manifest.exists():
            for line in self._manifest.read_bytes().splitlines(keepends=True):
                row, _, check = line.rpartition(b" ")
                if check != _check_of(row):
                    return
                yield json.loads(row)

    def _note(self, chunk: Chunk) -> None:
        with self._manifest.open("a", encoding="utf-8") as manifest:
            manifest.write(_line(asdict(chunk)))
            manifest.flush()
            os.fsync(manifest.fileno())

    # The chunks.

    def _rest(self, done: Sequence[Chunk], lines: int) -> Iterator[Chunk]:
        """Stage the chunks that are not done yet, one after another."""
        number, line = len(done), lines + 2  # the first line is the header
        last = Last(*done[-1].last) if done and done[-1].last else None
        if done:
            self._source.skip_to(done[-1].end, line - 1)
        while (piece := self._source.cut(self._staging, self._chunk)) is not None:
            with self._store.parquet.session() as session:
                chunk = self._staged(session, piece, number, line, last)
            self._note(chunk)
            yield chunk
            number, line = number + 1, line + chunk.lines
            last = Last(*chunk.last) if chunk.last else None

    def _staged(
        self,
        session: "duckdb.DuckDBPyConnection",
        piece: Piece,
        number: int,
        line: int,
        last: Last | None,
    ) -> Chunk:
        piece = self._judged(session, piece)
        last = self._checks.judge_order(session, last)
        found = {int(at): str(why) for at, why in session.execute(FAULTY).fetchall()}
        found.update(piece.faults)
        faults = {at: why for at, why in sorted(found.items()) if why}
        self._quarantine(number, line, piece, faults)
        part = publish(session, self._checks.sound, self._staging, self._source.kind, 0, number)
        if part is not None and self._source.kind is Kind.TICKS:
            minutes = self._store.minutes_of(session, self._symbol, part.path)
            self._store.publish_bars(session, self._symbol, minutes, self._minutes, 0, number)
        return Chunk(
            lines=piece.lines,
            end=piece.end,
            rows=piece.lines - len(found),
            faults=dict(Counter(faults.values())),
            offenders=[(line + at - 1, why) for at, why in islice(faults.items(), LISTED)],
            last=None if last is None else astuple(last),
        )

    def _judged(self, session: "duckdb.DuckDBPyConnection", piece: Piece) -> Piece:
        """Judge the rows of a piece, of which every line makes one."""
        import duckdb

        try:
            if self._checks.judge(session, piece.relation) == piece.lines:
                return piece
        except duckdb.InvalidInputException:
            pass  # a line that cannot be taken apart
        repaired = piece.repaired()
        self._checks.judge(session, repaired.relation)
        return repaired

    def _quarantine(self, number: int, line: int, piece: Piece, faults: dict[int, str]) -> None:
        with (self._staging / f"quarantine-{number:04d}.csv").open(
            "w", encoding="utf-8", newline=""
        ) as file:
            rows = csv.writer(file, lineterminator="\n")
            texts = piece.text(faults) if faults else iter(())
            for (at, why), text_ in zip(faults.items(), texts, strict=True):
                rows.writerow((line + at - 1, why, text_))

    # The end.

    def _commit(self) -> Path | None:
        """Make history of what was staged; return the file of the offenders, if there are any."""
        store, kind = self._store, self._source.kind
        self._check_staged()
        offenders = self._offenders()
        with store.lock:
            rank_file = self._staging / "rank"
            if not (rank := number_in(rank_file)):
                write_whole(rank_file, str(rank := store.next_rank()))
            # Else the run that began to move the parts was broken off.
            if kind is Kind.TICKS:
                self._commit_minutes(rank)
            for part in parts_in(self._staging):
                part.move(folder_of(store.root, kind, self._symbol), rank)
        shutil.rmtree(self._staging)
        return offenders

    def _check_staged(self) -> None:
        """Raise BadData where a staged file is not as it was written; the next run stages anew."""
        try:
            for part in (*parts_in(self._staging), *parts_in(self._minutes)):
                self._store.parquet.checked(part.path, part.digest)
        except ParquetError as error:
            shutil.rmtree(self._staging)
            raise BadData(
                f"{self._source.path}: what an earlier run had read of it was damaged on the disk"
                f" since ({error}), so nothing of it is stored; import it once more"
            ) from error

    def _commit_minutes(self, rank: int) -> None:
        """Store the minutes of the trades; where a chunk ends within one, both parts are joined."""
        store, minutes = self._store, NO_BARS
        for part in parts_in(self._minutes):
            minutes = minutes.followed_by(store.bars_in([part], self._symbol).bars)
        folder = folder_of(store.root, Kind.BARS, self._symbol)
        with store.parquet.session() as session:
            store.publish_bars(session, self._symbol, minutes, folder, rank)

    def _offenders(self) -> Path | None:
        path = self._store.root / "quarantine" / f"{self._name}.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as whole:
            whole.write(b"line,reason,text\n")
            empty = whole.tell()
            for each in sorted(self._staging.glob("quarantine-*.csv")):
                whole.write(each.read_bytes())
            there_are_some = whole.tell() > empty
        if there_are_some:
            return path
        path.unlink()
        return None


def _line(row: object) -> str:
    """A row of the manifest, and after it the sum by which a damaged one is known."""
    content = json.dumps(row)
    return f"{content} {_check_of(content.encode()).decode()}"


def _check_of(row: bytes) -> bytes:
    return b"%08x\n" % zlib.crc32(row)
