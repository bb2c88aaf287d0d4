"""`history`: what is stored of past markets, filled from files and looked after."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from traderterminal.app.ending import signals_go_to
from traderterminal.app.history_store import keep_from, open_store
from traderterminal.app.options import Options
from traderterminal.app.settings_reading import load_settings
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.symbols import SymbolBook
from traderterminal.kit.clock import HostClock, iso
from traderterminal.storage.imports import Imported, Progress, import_file
from traderterminal.storage.parts import Kind
from traderterminal.storage.resources import Resources


def import_history(
    options: Options, path: Path, say: Callable[[str], None] = lambda line: None
) -> Imported:
    """Import a file as history of the option's symbol, and `say` how far it is.

    An interrupt ends it after the chunk that is being read; the next run goes on there. Raises
    BadData when the symbol is unknown or the file cannot be read.
    """
    symbols = _symbols(options)
    instrument = _contract(symbols, options.symbol or "")
    ending = threading.Event()

    def go_on(progress: Progress) -> bool:
        quarantined = sum(progress.faults.values())
        say(f"{progress.share:4.0%}  {progress.rows:,} rows, {quarantined:,} quarantined")
        return not ending.is_set()

    store = open_store(options.data_dir, symbols.instrument)
    with signals_go_to(ending.set):
        return import_file(store, path, instrument, HostClock().now_ns(), go_on)


def report(done: Imported) -> Iterator[str]:
    """Yield what became of an import, in lines for people."""
    if done.resumed_rows:
        yield f"{done.resumed_rows:,} rows were there from a run that was broken off"
    what = "ticks" if done.kind is Kind.TICKS else "minutes"
    if not done.finished:
        yield f"cancelled after {done.rows:,} {what}: nothing is stored yet, run it again to go on"
        return
    yield f"{done.rows:,} {what} stored of {done.lines:,} lines"
    for why, count in sorted(done.faults.items()):
        yield f"{count:,} quarantined: {why}"
    for offender in done.offenders:
        yield f"  line {offender.line:,}: {offender.reason}"
    if done.quarantine is not None:
        yield f"all that was quarantined stands in {done.quarantine}"


def list_history(options: Options) -> list[dict[str, Any]]:
    """Return what is stored, a row for each symbol and kind; raises BadData."""
    found = []
    for simulated in (False, True):
        store = open_store(options.data_dir, _symbols(options).instrument, simulated=simulated)
        for stored in store.listing():
            times = {"first": iso(stored.first_ns), "last": iso(stored.last_ns)}
            row = asdict(stored) | times | {"market": store.root.name}
            found.append({k: v for k, v in row.items() if not k.endswith("_ns")})
    return found


def remove_history(options: Options) -> int:
    """Delete what is stored of the option's symbol, real and simulated; return how many files."""
    if not options.symbol:
        raise BadData("history remove needs --symbol: of which one")
    symbols = _symbols(options)
    name = _contract(symbols, options.symbol).symbol
    stores = [open_store(options.data_dir, symbols.instrument, simulated=s) for s in (False, True)]
    return sum(store.remove(name) for store in stores if store.root.is_dir())


def compact_history(options: Options) -> int:
    """Compact all that is stored, and delete what the settings no longer keep."""
    settings, instrument = load_settings(options.config), _symbols(options).instrument
    stores = [open_store(options.data_dir, instrument, simulated=s) for s in (False, True)]
    keep = keep_from(settings.history, HostClock().now_ns())
    return sum(store.compact(keep) for store in stores if store.root.is_dir())


def _symbols(options: Options) -> SymbolBook:
    resources, settings = Resources(options.resources), load_settings(options.config)
    return resources.symbols(resources.calendar(), settings.market.roll_days)


def _contract(symbols: SymbolBook, text: str) -> Instrument:
    """History is kept of dated contracts; a continuous name would depend on a date inside it."""
    if not text:
        raise BadData("history import needs --symbol: what the file holds, such as ESH2024")
    try:
        return symbols.instrument(text.strip().upper())
    except UnknownSymbol as error:
        raise BadData(
            f"--symbol {text}: history needs the contract that it is of, such as ESH2024 or AAPL"
        ) from error
