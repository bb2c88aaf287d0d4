"""Stored history as a recording: the replay plays what was stored, and nothing else."""

import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.history import (
    KNOWN,
    START_NS,
    a_store,
    put_bars,
    stored_bars,
    tick_rows,
)
from tests.support.market import MINUTE
from traderterminal.domain.bars import Bar
from traderterminal.domain.errors import BadData
from traderterminal.market.ticks import Aggressor, GapMark, QuoteTick, TradeTick
from traderterminal.storage.extracts import QUARTER_NS, extract, put_before, quarters
from traderterminal.storage.history import NOTHING, HistoryStore
from traderterminal.storage.parts import Kind, folder_of, parts_in
from traderterminal.storage.recordings import read_recording

ES = "ESH2024"
HOUR = 60 * MINUTE
N = NOTHING


@pytest.fixture
def store(tmp_path: Path) -> HistoryStore:
    return a_store(tmp_path)


def quote(at_ns: int, bid: int, ask: int) -> tuple[int, ...]:
    return (at_ns, 0, N, N, 0, bid, 5, ask, 7)


def trade(at_ns: int, price: int, size: int, aggressor: int) -> tuple[int, ...]:
    return (at_ns, 1, price, size, aggressor, N, N, N, N)


def test_ticks_come_back_as_they_were_stored(store: HistoryStore, tmp_path: Path) -> None:
    one_sided = (START_NS + 2, 0, N, N, 0, N, N, 101, 7)
    gap = (START_NS + MINUTE, 2, N, N, 0, N, N, N, N)
    same = [trade(START_NS + 3, 101, size, 2) for size in range(1, 40)]  # one instant, in order
    rows = tick_rows(quote(START_NS, 100, 101), trade(START_NS, 101, 2, 3), one_sided, *same, gap)
    store.add_ticks(ES, rows)
    path = tmp_path / "made.csv.gz"
    assert extract(store, ES, Kind.TICKS, START_NS, START_NS + HOUR, path) == len(rows)
    recording = read_recording(path, KNOWN[ES])
    assert recording.rows == (
        QuoteTick(ES, START_NS, 100, 5, 101, 7),
        TradeTick(ES, START_NS, 101, 2, Aggressor.SELLER),
        QuoteTick(ES, START_NS + 2, None, 0, 101, 7),
        *(TradeTick(ES, START_NS + 3, 101, size, Aggressor.BUYER) for size in range(1, 40)),
        GapMark(ES, START_NS + MINUTE),
    )
    assert not recording.approximate


def test_bars_come_back_as_bars_with_their_end(store: HistoryStore, tmp_path: Path) -> None:
    bars = [Bar(START_NS + n * MINUTE, 100 + n, 104 + n, 98, 101, 9) for n in range(3)]
    put_bars(store, bars)
    path = tmp_path / "made.csv.gz"
    assert extract(store, ES, Kind.BARS, START_NS + MINUTE, START_NS + 3 * MINUTE, path) == 2
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    assert lines[1].startswith("2023-12-25T23:02:00Z,")
    recording = read_recording(path, KNOWN[ES])
    assert recording.approximate
    trades = [row for row in recording.rows if isinstance(row, TradeTick)]
    assert [trade.price for trade in trades[:4]] == [
        101,
        98,
        105,
        101,
    ]  # not below its open: low first
    assert trades[0].at_ns == START_NS + MINUTE


def test_what_was_stored_later_of_a_minute_is_what_is_replayed(
    store: HistoryStore, tmp_path: Path
) -> None:
    put_bars(store, [Bar(START_NS, 100, 100, 100, 100, 1)])
    put_bars(store, [Bar(START_NS, 200, 200, 200, 200, 1)])
    path = tmp_path / "made.csv.gz"
    assert extract(store, ES, Kind.BARS, START_NS, START_NS + MINUTE, path) == 1
    (row,) = gzip.decompress(path.read_bytes()).decode().splitlines()[1:]
    price = Decimal(row.split(",")[1])
    assert price == KNOWN[ES].from_ticks(200)


def test_a_time_of_which_nothing_is_stored_is_said_and_no_file_is_made(
    store: HistoryStore, tmp_path: Path
) -> None:
    put_bars(store, [Bar(START_NS, 100, 100, 100, 100, 1)])
    path = tmp_path / "made.csv.gz"
    for kind, from_ns in ((Kind.BARS, START_NS + HOUR), (Kind.TICKS, START_NS)):
        with pytest.raises(BadData, match="nothing is stored of ESH2024 in that time"):
            extract(store, ES, kind, from_ns, from_ns + HOUR, path)
    assert list(tmp_path.glob("made*")) == []


@pytest.mark.logs("cannot be read, set aside")
def test_a_file_that_is_broken_is_set_aside_and_the_rest_replayed(
    store: HistoryStore, tmp_path: Path
) -> None:
    put_bars(store, [Bar(START_NS, 100, 100, 100, 100, 1)])
    put_bars(store, [Bar(START_NS + MINUTE, 100, 100, 100, 100, 1)])
    broken = parts_in(folder_of(store.root, Kind.BARS, ES))[1].path
    broken.write_bytes(b"PAR1" + b"\0" * 64)
    path = tmp_path / "made.csv.gz"
    assert extract(store, ES, Kind.BARS, START_NS, START_NS + HOUR, path) == 1


def test_the_quarters_of_an_hour_that_are_stored(store: HistoryStore) -> None:
    assert quarters(store, ES, Kind.BARS) == []
    put_bars(store, [Bar(START_NS + n * MINUTE, 1, 1, 1, 1, 1) for n in (0, 14, 15, 200)])
    first = START_NS - START_NS % QUARTER_NS
    assert quarters(store, ES, Kind.BARS) == [first + n * QUARTER_NS for n in (0, 1, 13)]


def test_minutes_of_before_are_copied_and_none_of_after(
    store: HistoryStore, tmp_path: Path
) -> None:
    bars = [Bar(START_NS + n * MINUTE, 100, 100, 100, 100, n + 1) for n in range(10)]
    put_bars(store, bars)
    other = a_store(tmp_path / "other")
    assert put_before(store, other, ES, START_NS, 100) == 0
    assert put_before(store, other, ES, START_NS + 6 * MINUTE, 4) == 4
    assert stored_bars(other) == bars[2:6]
