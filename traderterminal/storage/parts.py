"""Parts: the Parquet files in which the history of one symbol lies, ticks and minutes apart.

A part is named after its rank, its number among the parts of that rank, and the first and last
minute in it, counted from 1970. Where several ranks hold rows of the same minute, those of the
highest rank are the history of that minute: whatever is stored later replaces what was, minute by
minute. Parts of one rank belong together; none of them repeats another.
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
from traderterminal.storage.parquet import text

if TYPE_CHECKING:
    import duckdb

_NAME: Final = re.compile(r"^(\d+)\.(\d+)\.(\d+)\.(\d+)\.parquet$")
_DAY: Final = 1440  # minutes
#: What a part that cannot be read is renamed to end with.
CORRUPT: Final = ".corrupt"


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
    path: Path

    def periods(self, kind: Kind) -> range:
        """The compacted parts that its rows would go to."""
        return range(self.first // PERIOD[kind], self.last // PERIOD[kind] + 1)

    def move(self, folder: Path, rank: int) -> None:
        """Put it into another folder, with another rank."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path.replace(folder / _name(rank, self.number, self.first, self.last))


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
            rank, number, first, last = map(int, match.groups())
            found.append(Part(rank, number, first, last, path))
    return sorted(found)


def corrupt_in(folder: Path) -> list[Path]:
    """The files anywhere in a folder that could not be read and were set aside."""
    return sorted(folder.rglob(f"*{CORRUPT}"))


def rows_of(parts: Iterable[Part], kind: Kind) -> str:
    """SQL for the rows of several parts, each with its rank, number, place in the file, minute."""
    return " UNION ALL ".join(
        f"SELECT {COLUMNS[kind]}, {part.rank} AS rank, {part.number} AS number,"
        f" file_row_number AS position, {TIME[kind]} // {MINUTE_NS} AS minute"
        f" FROM read_parquet({text(part.path)}, file_row_number = true)"
        for part in parts
    )


def history_of(parts: Sequence[Part], kind: Kind, first: int, until: int) -> str:
    """SQL for what counts of several parts from minute `first` to before `until`, in order."""
    within = f"minute >= {first} AND minute < {until}"
    return (
        f"WITH held AS MATERIALIZED (SELECT * FROM ({rows_of(parts, kind)}) WHERE {within}),"
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

    None where there are no rows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    being_written = folder / f"{rank}.{number}.writing"
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
    path = folder / _name(rank, number, first, last)
    with being_written.open("rb") as file:
        os.fsync(file.fileno())
    being_written.replace(path)
    return Part(rank, number, first, last, path)


def write_whole(path: Path, content: str) -> None:
    """Write a small file: after a crash it holds the old content or the new, durable and whole."""
    being_written = path.with_name(f"{path.name}.writing")
    with being_written.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    being_written.replace(path)


def _name(rank: int, number: int, first: int, last: int) -> str:
    return f"{rank:08d}.{number:04d}.{first}.{last}.parquet"
