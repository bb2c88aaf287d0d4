"""Parts: the Parquet files in which the history of one symbol lies, ticks and minutes apart.

A part is named after its rank, its number among the parts of that rank, the first and last minute
in it, counted from 1970, and the digest of its content, by which a changed byte is noticed. Where
several ranks hold rows of the same minute, those of the highest rank are the history of that
minute: whatever is stored later replaces what was, minute by minute. Parts of one rank belong
together; none of them repeats another.
"""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from traderterminal.market.columns import MINUTE_NS
from traderterminal.storage.parquet import Parquet, digest_of, text

if TYPE_CHECKING:
    import duckdb

#: Parts of earlier versions have no digest; one is given to them when they are compacted.
_NAME: Final = re.compile(r"^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\.([0-9a-f]+))?\.parquet$")
_DAY: Final = 1440  # minutes
#: What a part that cannot be read is renamed to end with.
CORRUPT: Final = ".corrupt"
#: What a file ends with until it is whole.
BEING_WRITTEN: Final = ".writing"


class Kind(StrEnum):
    TICKS = "ticks"
    BARS = "bars"


#: The columns of a part, in order; the first one is the time of a row.
COLUMNS: Final = {
    Kind.TICKS: "ts_ns, kind, price, size, aggressor, bid, bid_size, ask, ask_size",
    Kind.BARS: "start_ns, open, high, low, close, volume",
}
TIME: Final = {Kind.TICKS: "ts_ns", Kind.BARS: "start_ns"}
#: How many minutes a part spans once it is compacted: a day of ticks, 365 days of bars.
PERIOD: Final = {Kind.TICKS: _DAY, Kind.BARS: 365 * _DAY}


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One file, of rows from the minute `first` to the minute `last`, counted from 1970."""

    rank: int
    number: int
    first: int
    last: int
    digest: str
    path: Path

    def periods(self, kind: Kind) -> range:
        """The compacted parts that its rows would go to."""
        return range(self.first // PERIOD[kind], self.last // PERIOD[kind] + 1)

    def move(self, folder: Path, rank: int) -> None:
        """Put it into another folder, with another rank."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path.replace(folder / _name(rank, self.number, self.first, self.last, self.digest))


def folder_of(root: Path, kind: Kind, symbol: str) -> Path:
    """Where the parts of a symbol lie."""
    return root / kind / quote(symbol, safe="")


def symbols_in(root: Path, kind: Kind) -> list[str]:
    """The symbols of which there are parts."""
    folders = (root / kind).iterdir() if (root / kind).is_dir() else ()
    return sorted(unquote(folder.name) for folder in folders if parts_in(folder))


def parts_in(folder: Path) -> list[Part]:
    """The parts in a folder, by rank and number; other files are none of ours."""
    found = []
    for path in folder.glob("*.parquet"):
        if match := _NAME.match(path.name):
            rank, number, first, last = map(int, match.groups()[:4])
            found.append(Part(rank, number, first, last, match[5] or "", path))
    return sorted(found)


def corrupt_in(folder: Path) -> list[Path]:
    """The files anywhere in a folder that could not be read and were set aside."""
    return sorted(folder.rglob(f"*{CORRUPT}"))


def rows_of(parquet: Parquet, parts: Iterable[Part], kind: Kind) -> str:
    """SQL for the rows of several parts, each with its rank, number, place in the file, minute.

    Raises ParquetError where a part is not as it was written.
    """
    return " UNION ALL ".join(
        f"SELECT {COLUMNS[kind]}, {part.rank} AS rank, {part.number} AS number,"
        f" file_row_number AS position, {TIME[kind]} // {MINUTE_NS} AS minute"
        f" FROM read_parquet({text(parquet.checked(part.path, part.digest))},"
        " file_row_number = true)"
        for part in parts
    )


def history_of(parquet: Parquet, parts: Sequence[Part], kind: Kind, first: int, until: int) -> str:
    """SQL for what counts of several parts from minute `first` to before `until`, in order.

    Raises ParquetError where a part is not as it was written.
    """
    rows, within = rows_of(parquet, parts, kind), f"minute >= {first} AND minute < {until}"
    return (
        f"WITH held AS MATERIALIZED (SELECT * FROM ({rows}) WHERE {within}),"
        " counting AS (SELECT minute, max(rank) AS rank FROM held GROUP BY minute)"
        f" SELECT {COLUMNS[kind]} FROM held JOIN counting USING (minute, rank)"
        f" ORDER BY {TIME[kind]}, number, position"
    )


def publish(
    session: "duckdb.DuckDBPyConnection",
    select: str,
    folder: Path,
    kind: Kind,
    rank: int,
    number: int = 0,
) -> Part | None:
    """Write the rows of a query, which are in order, as a part: there whole and durable, or not.

    It takes the place of a part of its rank and number. None where there are no rows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    being_written = folder / f"{rank}.{number}{BEING_WRITTEN}"
    session.execute(
        f"COPY ({select}) TO {text(being_written)} (FORMAT parquet, PARQUET_VERSION v2)"
    )
    found = session.execute(
        f"SELECT min({TIME[kind]}), max({TIME[kind]}) FROM read_parquet({text(being_written)})"
    ).fetchone()
    if found is None or found[0] is None:
        being_written.unlink()
        return None
    first, last = (at_ns // MINUTE_NS for at_ns in found)
    digest = digest_of(being_written)
    path = folder / _name(rank, number, first, last, digest)
    with being_written.open("rb") as file:
        os.fsync(file.fileno())
    being_written.replace(path)
    for other in parts_in(folder):
        if (other.rank, other.number) == (rank, number) and other.path != path:
            other.path.unlink()
    return Part(rank, number, first, last, digest, path)


def number_in(path: Path) -> int:
    """Return the whole number that a small file holds; 0 where there is none to be read."""
    try:
        return int(path.read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return 0


def write_whole(path: Path, content: str) -> None:
    """Write a small file: after a crash it holds the old content or the new, durable and whole."""
    being_written = path.with_name(f"{path.name}{BEING_WRITTEN}")
    with being_written.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    being_written.replace(path)


def _name(rank: int, number: int, first: int, last: int, digest: str) -> str:
    return ".".join(filter(None, (f"{rank:08d}.{number:04d}.{first}.{last}", digest, "parquet")))
