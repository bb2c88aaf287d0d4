"""The files that history is imported from, cut into pieces that DuckDB can read at once."""

import csv
import gzip
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import IO, Final, Protocol, TypeVar

import numpy as np

from traderterminal.domain.errors import BadData
from traderterminal.kit.frozen import frozen
from traderterminal.storage.import_checks import HEADERS
from traderterminal.storage.parquet import Parquet, ParquetError, text
from traderterminal.storage.parts import Kind

_GZIP_MAGIC: Final = b"\x1f\x8b"
_PARQUET_MAGIC: Final = b"PAR1"
_BLOCK: Final = 1 << 18
_NEWLINE: Final = ord("\n")
#: A longer first line is no header.
_LONGEST_HEADER: Final = 1_000

Found = TypeVar("Found")

WRONG_FIELDS: Final = "not as many fields as the header names"
NOT_TEXT: Final = "not a line of a CSV file"


@frozen
class Piece:
    """Some rows of a file: `relation` is SQL for its columns as texts, a row for each line.

    `end` is where the next piece begins. `faults` are those of lines that cannot be taken apart, by
    their number in the piece; an empty reason is a blank line.
    """

    relation: str
    lines: int
    end: int
    text: Callable[[Collection[int]], Iterator[str]]
    repaired: Callable[[], "Piece"]
    faults: Mapping[int, str] = field(default_factory=dict)


class Source(Protocol):
    """A file that is imported."""

    path: Path
    kind: Kind

    @property
    def share(self) -> float:
        """The part of the file that was read, 0 to 1."""
        ...

    def skip_to(self, end: int, lines: int) -> None:
        """Begin after the piece of an earlier run that ended there, after so many lines."""
        ...

    def cut(self, folder: Path, rows: int) -> Piece | None:
        """Return the next piece of up to `rows` lines, put into `folder`; None after the last."""
        ...


@contextmanager
def open_source(path: Path, parquet: Parquet) -> Iterator[Source]:
    """Open a CSV file, plain or gzipped, or a Parquet file; raises BadData for any other."""
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        magic = file.read(4)
        file.seek(0)
        if magic == _PARQUET_MAGIC:
            yield _ParquetSource(path, parquet)
            return
        zipped = magic.startswith(_GZIP_MAGIC)
        plain = stack.enter_context(gzip.GzipFile(fileobj=file)) if zipped else file
        yield _CsvSource(path, file, plain)


class _CsvSource:
    def __init__(self, path: Path, file: IO[bytes], plain: IO[bytes] | gzip.GzipFile) -> None:
        self.path = path
        self._file = file
        self._plain = plain
        self._size = path.stat().st_size
        self._left = b""  # was read, and belongs to the next piece
        self._position = 0  # in the plain text, of what belongs to no piece yet
        self._lines = 0  # that were read
        first = self._read(lambda: plain.readline(_LONGEST_HEADER))
        self.kind = _kind_of(path, first.decode("utf-8-sig", "replace").strip().replace('"', ""))
        self._names = HEADERS[self.kind].split(",")
        self._position, self._lines = len(first), 1

    @property
    def share(self) -> float:
        return self._file.tell() / max(1, self._size)

    def skip_to(self, end: int, lines: int) -> None:
        self._read(lambda: self._plain.seek(end))
        self._position, self._lines = end, lines

    def cut(self, folder: Path, rows: int) -> Piece | None:
        path = folder / "piece.csv"
        with path.open("wb") as piece:
            lines, size = self._copy(piece, rows)
        if not size:
            return None
        self._position += size
        return self._piece(path, lines)

    def _piece(self, path: Path, lines: int) -> Piece:
        return Piece(
            relation=_read_csv(path, self._names),
            lines=lines,
            end=self._position,
            text=partial(_lines_of, path),
            repaired=lambda: self._repaired(path, lines),
        )

    def _repaired(self, path: Path, lines: int) -> Piece:
        """Put a row without values wherever a line cannot be taken apart."""
        whole, width = path.with_name("repaired.csv"), len(self._names)
        faults = {}
        with path.open("rb") as file, whole.open("w", encoding="utf-8", newline="") as repaired:
            rows = csv.writer(repaired, lineterminator="\n")
            for number, line in enumerate(file, 1):
                fields, fault = _taken_apart(line, width)
                rows.writerow(fields)
                if fault is not None:
                    faults[number] = fault
        piece = self._piece(path, lines)
        return replace(piece, relation=_read_csv(whole, self._names), faults=faults)

    def _copy(self, piece: IO[bytes], rows: int) -> tuple[int, int]:
        """Copy up to `rows` lines; return how many there were and their size."""
        lines, size, ended = 0, 0, True
        block, self._left = self._left, b""
        while block or (block := self._read(lambda: self._plain.read(_BLOCK))):
            found = block.count(b"\n")
            if lines + found >= rows:
                ends = np.flatnonzero(np.frombuffer(block, np.uint8) == _NEWLINE)
                end = int(ends[rows - lines - 1]) + 1
                piece.write(block[:end])
                self._left = block[end:]
                self._lines += rows - lines
                return rows, size + end
            piece.write(block)
            lines, size, ended = lines + found, size + len(block), block.endswith(b"\n")
            self._lines += found
            block = b""
        return (lines if ended else lines + 1), size

    def _read(self, read: Callable[[], Found]) -> Found:
        try:
            return read()
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise BadData(f"{self.path}: broken off after line {self._lines}: {error}") from error


class _ParquetSource:
    def __init__(self, path: Path, parquet: Parquet) -> None:
        self.path = path
        self._file = f"read_parquet({text(path)}, file_row_number = true)"
        self._position = 0
        try:
            described = parquet.rows(f"DESCRIBE SELECT * FROM read_parquet({text(path)})")
            ((rows,),) = parquet.rows(f"SELECT count(*) FROM read_parquet({text(path)})")
        except ParquetError as error:
            raise BadData(f"{path} is no readable Parquet file: {error}") from error
        self._rows = int(rows)
        self._parquet = parquet
        self.kind = _kind_of(path, ",".join(name for name, *_ in described))
        self._names = HEADERS[self.kind].split(",")

    @property
    def share(self) -> float:
        return self._position / max(1, self._rows)

    def skip_to(self, end: int, lines: int) -> None:
        self._position = end

    def cut(self, folder: Path, rows: int) -> Piece | None:
        first = self._position
        if first >= self._rows:
            return None
        self._position = min(first + rows, self._rows)
        columns = ", ".join(f"nullif({n}::VARCHAR, '') AS given_{n}" for n in self._names)
        within = f"file_row_number >= {first} AND file_row_number < {self._position}"
        relation = f"(SELECT {columns} FROM {self._file} WHERE {within})"

        def texts(lines: Collection[int]) -> Iterator[str]:
            for row in self._parquet.rows(
                f"SELECT {', '.join(self._names)} FROM {self._file}"
                " WHERE file_row_number IN (SELECT unnest(?)) ORDER BY file_row_number",
                ([first + line - 1 for line in sorted(lines)],),
            ):
                yield ",".join("" if value is None else str(value) for value in row)

        def repaired() -> Piece:
            raise BadData(f"{self.path} is no readable Parquet file")

        return Piece(relation, self._position - first, self._position, texts, repaired)


def _kind_of(path: Path, header: str) -> Kind:
    for kind, known in HEADERS.items():
        if header == known:
            return kind
    known = " or ".join(HEADERS.values())
    raise BadData(f"{path}: line 1: not the header of a file to import; it must be {known}")


def _read_csv(path: Path, names: Sequence[str]) -> str:
    columns = ", ".join(f"'given_{name}': 'VARCHAR'" for name in names)
    return (
        f"read_csv({text(path)}, columns = {{{columns}}}, header = false, auto_detect = false,"
        " delim = ',', quote = '\"', escape = '\"')"
    )


def _taken_apart(line: bytes, width: int) -> tuple[list[str], str | None]:
    """The fields of a line, and what is wrong with it; then there are none in them."""
    nothing = [""] * width
    try:
        plain = line.decode("utf-8").strip("\r\n")
        (fields,) = csv.reader([plain], strict=True) if plain.strip() else ([],)
    except (ValueError, csv.Error):
        return nothing, NOT_TEXT
    if not fields:
        return nothing, ""
    if len(fields) == width + 1 and not fields[-1]:  # some programs end every line with a comma
        fields.pop()
    return (fields, None) if len(fields) == width else (nothing, WRONG_FIELDS)


def _lines_of(path: Path, wanted: Collection[int]) -> Iterator[str]:
    """The lines of these numbers, in order."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if number in wanted:
                yield line.decode("utf-8", "replace").rstrip("\r\n")
