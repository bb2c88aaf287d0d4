"""Stored history in the test's hands: a store of its own, and what lies in it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from tests.support.builders import ES
from tests.support.market import TRADED
from traderterminal.domain.bars import Bar
from traderterminal.market.columns import BarColumns
from traderterminal.storage.history import END_NS, HistoryStore
from traderterminal.storage.parts import COLUMNS, Kind, folder_of, history_of, parts_in

EURO = replace(ES, symbol="6EH2024", root="6E", tick_size=Decimal("0.00005"))
KNOWN = TRADED | {"6EH2024": EURO}
#: 25 December 2023, 17:00 in Chicago: a whole day and minute begin in UTC soon after.
START_NS = 1_703_545_200_000_000_000


def a_store(folder: Path) -> HistoryStore:
    """Return a store that knows the contracts of the tests."""
    return HistoryStore(folder / "history", KNOWN.__getitem__)


def stored_bars(store: HistoryStore, symbol: str = "ESH2024") -> list[Bar]:
    """All minutes, as the chart is given them."""
    return bars_of(store.page(symbol, END_NS, 10_000_000).bars)


def bars_of(bars: BarColumns) -> list[Bar]:
    """The single bars of columns."""
    columns = (bars.start_ns, bars.open, bars.high, bars.low, bars.close, bars.volume)
    return [Bar(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def stored_ticks(store: HistoryStore, symbol: str = "ESH2024") -> list[tuple[object, ...]]:
    """All ticks that count, in order, as they lie in the files."""
    parts = parts_in(folder_of(store.root, Kind.TICKS, symbol))
    if not parts:
        return []
    return store.parquet.rows(history_of(store.parquet, parts, Kind.TICKS, 0, 2**40))


def put_bars(store: HistoryStore, bars: Sequence[Bar], symbol: str = "ESH2024") -> int:
    """Store minutes as a part of their own; return its rank."""
    with store.lock, store.parquet.session() as session:
        rank = store.next_rank()
        folder = folder_of(store.root, Kind.BARS, symbol)
        store.publish_bars(session, symbol, BarColumns.of(bars), folder, rank)
    return rank


def tick_rows(*rows: tuple[int, ...]) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """Ticks as the recorder hands them over."""
    return np.array(rows, np.int64).reshape(-1, len(COLUMNS[Kind.TICKS].split(", ")))
