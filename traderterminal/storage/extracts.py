"""Extracts: stored history of a span of time as a recording, in a file that the replay plays."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from traderterminal.domain.errors import BadData
from traderterminal.kit.language import mark
from traderterminal.market.columns import MINUTE_NS
from traderterminal.storage.history import HistoryStore
from traderterminal.storage.parts import (
    BEING_WRITTEN,
    TIME,
    Kind,
    Part,
    folder_of,
    history_of,
    rows_of,
)

#: Fine enough to tell trading days apart: sessions begin and end on quarters of an hour.
QUARTER_NS: Final = 15 * MINUTE_NS
#: The columns of a recording, made of those of a part; bars are stamped at the end of their minute.
_AS_RECORDED: Final = {
    Kind.TICKS: "ts_ns, kind, price, size, aggressor, bid, bid_size, ask, ask_size",
    Kind.BARS: f"strftime(make_timestamp((start_ns + {MINUTE_NS}) // 1000), '%Y-%m-%dT%H:%M:%SZ')"
    " AS timestamp_utc, open, high, low, close, volume",
}


def extract(
    store: HistoryStore, symbol: str, kind: Kind, from_ns: int, until_ns: int, path: Path
) -> int:
    """Write what is stored from one whole minute to before another; return how many rows.

    `path` is a gzipped CSV file of the recorded format of ticks or bars, there whole or not at all.
    Blocks. Raises BadData, also where nothing is stored of that time.
    """
    being_written = path.with_name(f"{path.name}{BEING_WRITTEN}")

    def write(parts: Sequence[Part]) -> int:
        first, until = from_ns // MINUTE_NS, until_ns // MINUTE_NS
        there = [part for part in parts if part.first < until and part.last >= first]
        if not there:
            return 0
        rows = history_of(store.parquet, there, kind, first, until)
        with store.parquet.session() as session:
            found = session.execute(
                f"COPY (SELECT {_AS_RECORDED[kind]} FROM ({rows}))"
                " TO $path (FORMAT csv, HEADER, COMPRESSION gzip)",
                {"path": str(being_written)},
            ).fetchone()
        return 0 if found is None else int(found[0])

    try:
        rows = store.reading(symbol, kind, write)
        if not rows:
            raise BadData(
                mark("Fault", "nothing is stored of {symbol} in that time"), symbol=symbol
            )
        being_written.replace(path)
    finally:
        being_written.unlink(missing_ok=True)
    return rows


def quarters(store: HistoryStore, symbol: str, kind: Kind) -> list[int]:
    """Return the quarters of an hour of which something is stored, in order; raises BadData."""

    def read(parts: Sequence[Part]) -> list[int]:
        if not parts:
            return []
        found = store.parquet.rows(
            f"SELECT DISTINCT {TIME[kind]} // {QUARTER_NS} AS quarter"
            f" FROM ({rows_of(store.parquet, parts, kind)}) ORDER BY quarter"
        )
        return [quarter * QUARTER_NS for (quarter,) in found]

    return store.reading(symbol, kind, read)


def put_before(store: HistoryStore, other: HistoryStore, symbol: str, at_ns: int, bars: int) -> int:
    """Copy the latest `bars` minutes that start before a moment to another store.

    Return how many there were. Blocks; raises BadData.
    """
    found = store.page(symbol, at_ns, bars).bars
    if len(found):
        with other.lock, other.parquet.session() as session:
            folder = folder_of(other.root, Kind.BARS, symbol)
            other.publish_bars(session, symbol, found, folder, other.next_rank())
    return len(found)
