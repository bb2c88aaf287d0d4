"""Import of a long file of ticks, and the first bars of a long history, each in a fresh process."""

import asyncio
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final, TypeVar

import numpy as np

from traderterminal.app.bench.figures import Figure
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.kit.clock import HostClock, to_datetime
from traderterminal.market.backfill import FromDisk
from traderterminal.market.bars import MINUTE, BarBook
from traderterminal.market.columns import MINUTE_NS, BarColumns
from traderterminal.market.hub import MarketHub
from traderterminal.storage.history import FOLDER, HistoryStore
from traderterminal.storage.import_checks import HEADERS
from traderterminal.storage.imports import import_file
from traderterminal.storage.parts import Kind, folder_of

TICKS: Final = 10_000_000
BARS: Final = 1_000_000
ROUNDS: Final = 3
IMPORT_BAR: Final = 1_000_000
MEMORY_BAR_MB: Final = 512
PAGE_BAR_MS: Final = 150

_START_NS: Final = 1_703_545_200_000_000_000 // MINUTE_NS * MINUTE_NS
_ES: Final = Instrument(
    symbol="ESH2024",
    asset_class=AssetClass.FUTURE,
    root="ES",
    description="",
    exchange="CME",
    currency="USD",
    tick_size=Decimal("0.25"),
    point_value=Decimal(50),
    session="",
)
_spawn = multiprocessing.get_context("spawn")

T = TypeVar("T")


def history_figures() -> Iterator[Figure]:
    """Yield how fast ticks are imported, in how much memory, and when the first bars are there.

    The memory is that of the import over what the process had before, at its highest, where the
    system tells it.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ticks.csv"
        write_ticks(path, TICKS)
        rounds = [_fresh(partial(imported, path)) for _ in range(ROUNDS)]
        rate = median(TICKS / seconds for seconds, _, _ in rounds)
        yield Figure("history import", rate, "rows/s", bar=IMPORT_BAR, rate=True)
        in_processor = median(TICKS / seconds for _, seconds, _ in rounds)
        yield Figure("history import, of processor time", in_processor, "rows/s", rate=True)
        longer = Path(folder) / "twice.csv"
        write_ticks(longer, 2 * TICKS)
        for times, growth in ((1, rounds[0][2]), (2, _fresh(partial(imported, longer))[2])):
            if growth is not None:
                name = f"history import, memory at {times * TICKS / 1e6:g} M rows"
                yield Figure(name, growth, "MB", bar=MEMORY_BAR_MB)
        _write_bars(Path(folder))
        compiled, page = str(Path(folder) / "compiled"), partial(first_page, Path(folder))
        _fresh(page, compiled)
        shown = median(_fresh(page, compiled) for _ in range(ROUNDS))
        yield Figure("history, first page of 1 M bars", shown, "ms", bar=PAGE_BAR_MS)


def _fresh(work: Callable[[], T], compiled: str | None = None) -> T:
    """Do the work in a process of its own, which keeps compiled modules in a folder for the next.

    So a second start finds them, also where the bench itself may not write any.
    """
    begin = partial(_compile_into, compiled)
    with ProcessPoolExecutor(1, mp_context=_spawn, initializer=begin) as process:
        return process.submit(work).result()


def _compile_into(folder: str | None) -> None:
    if folder is not None:
        sys.dont_write_bytecode, sys.pycache_prefix = False, folder


def write_ticks(path: Path, count: int) -> None:
    """Write a market that wanders: a quote a millisecond or so, every fifth row a trade."""
    rows = f"SELECT n, hash(n) % 5 AS kind, hash(n + 1) % 40 AS size FROM range({count}) AS r(n)"  # noqa: S608 - a number of ours
    price = "(4800 + round(200 * sin(n / 100000)) / 4)::DECIMAL(9, 2)"
    text = (
        f"SELECT {_START_NS} + n * 1000000 AS ts_ns, if(kind = 0, 'trade', 'quote') AS kind,"  # noqa: S608 - expressions of ours
        f" if(kind = 0, {price}, NULL) AS price, if(kind = 0, size + 1, NULL) AS size,"
        f" if(kind = 0, 'B', NULL) AS aggressor, if(kind = 0, NULL, {price}) AS bid,"
        f" if(kind = 0, NULL, size) AS bid_size, if(kind = 0, NULL, {price} + 0.25) AS ask,"
        f" if(kind = 0, NULL, 40 - size) AS ask_size FROM ({rows})"
    )
    store = HistoryStore(path.parent / "writing", lambda _: _ES)
    store.parquet.rows(f"COPY ({text}) TO '{path}' (FORMAT csv, HEADER)")
    with path.open(encoding="ascii") as file:
        header = file.readline().strip()
    if header != HEADERS[Kind.TICKS]:
        raise RuntimeError(f"the bench wrote {header}")


def imported(path: Path) -> tuple[float, float, float | None]:
    """Import a file; return seconds, seconds of processor time, and megabytes of memory."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        store = HistoryStore(Path(folder), lambda _: _ES)
        before, start, start_cpu = _highest_mb(), time.perf_counter(), time.process_time()
        done = import_file(store, path, _ES, HostClock().now_ns())
        seconds, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    if done.rows != done.lines:
        raise RuntimeError(f"the bench stored {done.rows} of {done.lines} rows")
    highest = _highest_mb()
    growth = None if before is None or highest is None else highest - before
    return seconds, cpu, growth


def _highest_mb() -> float | None:
    """The most memory that this process has had; None where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    lines = status.read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _write_bars(folder: Path) -> None:
    draw = np.random.default_rng(1)
    close = (19_200 + np.cumsum(draw.integers(-2, 3, BARS))).astype(np.int32)
    start_ns = _START_NS + np.arange(BARS) * MINUTE_NS
    volume = draw.integers(1, 1_000, BARS)
    bars = BarColumns(start_ns, close, close + np.int32(4), close - np.int32(4), close, volume)
    store = HistoryStore(folder / FOLDER, lambda _: _ES)
    with store.lock, store.parquet.session() as session:
        place = folder_of(store.root, Kind.BARS, _ES.symbol)
        store.publish_bars(session, _ES.symbol, bars, place, store.next_rank())


def first_page(folder: Path) -> float:
    """Return milliseconds from asking for history, DuckDB not loaded yet, to bars in the chart."""
    hub = MarketHub(lambda _: _ES, HostClock())
    stored = HistoryStore(folder / FOLDER, lambda _: _ES)
    bars = BarBook(hub, lambda symbol, at_ns: to_datetime(at_ns).date(), older=FromDisk(stored))
    start = time.perf_counter()
    asyncio.run(bars.fetch_older(_ES.symbol))
    taken = (time.perf_counter() - start) * 1000
    if not bars.series(_ES.symbol, MINUTE).count:
        raise RuntimeError("the bench found no bars")
    return taken
