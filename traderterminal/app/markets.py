"""Where prices come from: the simulated venue, a recording, or nowhere."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.symbols import SymbolBook
from traderterminal.kit.clock import Clock
from traderterminal.market.hub import MarketHub
from traderterminal.market.replay import ReplaySource, Speed
from traderterminal.market.simulated import CHARACTERS, SimulatedMarket
from traderterminal.storage.recordings import read_recording

REPLAY: Final = "replay:"


def open_simulation(
    hub: MarketHub,
    symbols: SymbolBook,
    today: date,
    host: Clock,
    *,
    seed: int,
    start_ns: int,
    speed: str | None,
) -> SimulatedMarket:
    """Open the simulated venue on the front contracts of `today`; raises BadData."""
    traded = [symbols.resolve(root, today) for root in CHARACTERS]
    try:
        factor = 1.0 if speed is None else float(speed)
        return SimulatedMarket(hub, traded, host, seed=seed, start_ns=start_ns, speed=factor)
    except ValueError as error:
        raise BadData(f"--speed {speed}: the simulation takes a number above zero") from error


def open_recording(
    hub: MarketHub,
    symbols: SymbolBook,
    host: Clock,
    *,
    source: str,
    symbol: str | None,
    speed: str | None,
) -> ReplaySource:
    """Open a recorded file for replay; raises BadData that names the option, or file and line."""
    if not symbol:
        raise BadData(f"--market {source} needs --symbol: what the file holds, such as ESH2024")
    instrument = _recorded(symbols, symbol)
    try:
        pace = Speed() if speed is None else Speed.parse(speed)
    except ValueError as error:
        raise BadData(f"--speed: {error}") from error
    path = Path(source.removeprefix(REPLAY))
    return ReplaySource(hub, read_recording(path, instrument).rows, host, pace)


def replay_key(source: str, symbol: str) -> str:
    """The name under which the ledger keeps the place in a recording."""
    return f"replay {Path(source.removeprefix(REPLAY)).name} {symbol}"


def _recorded(symbols: SymbolBook, text: str) -> Instrument:
    """A recording holds one dated contract; a continuous name would depend on a date inside it."""
    try:
        return symbols.instrument(text.strip().upper())
    except UnknownSymbol as error:
        raise BadData(
            f"--symbol {text}: a recording needs the contract it holds, such as ESH2024 or AAPL"
        ) from error


def place_in(notes: Mapping[str, Mapping[str, str]], key: str) -> tuple[int, int] | None:
    """Return position and market time at which an earlier run left a recording."""
    note = notes.get(key)
    return None if note is None else (int(note["position"]), int(note["now_ns"]))
