"""Where the history of a data folder lies, and how much of it is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from traderterminal.app.settings import HistorySettings
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.storage.history import FOLDER, HistoryStore
from traderterminal.storage.parts import Kind

#: Of the folders of history: what exchanges showed, and what was simulated.
EXCHANGES: Final = "exchanges"
SIMULATED: Final = "simulated"

_DAY_NS: Final = 86_400 * NANOSECONDS


def open_store(
    data_dir: Path,
    instrument: Callable[[str], Instrument],
    *,
    simulated: bool = False,
    on_damage: Callable[[str, Path], None] = lambda symbol, path: None,
) -> HistoryStore:
    """Return the history of a data folder; what was simulated never mixes with real prices."""
    root = data_dir / FOLDER / (SIMULATED if simulated else EXCHANGES)
    return HistoryStore(root, instrument, on_damage)


def keep_from(settings: HistorySettings, now_ns: int) -> dict[Kind, int]:
    """Return from when on the settings keep what is stored, by kind; 0 is all of it."""
    days = {Kind.TICKS: settings.keep_tick_days, Kind.BARS: settings.keep_bar_days}
    return {kind: now_ns - count * _DAY_NS if count else 0 for kind, count in days.items()}
