"""The watchlists, kept in the data folder between starts."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from traderterminal.app.kept_file import keep, read_kept
from traderterminal.market.watchlists import (
    LONGEST_NAME,
    MOST_LISTS,
    MOST_SYMBOLS,
    Watchlist,
)

WATCHLISTS_FILE: Final = "watchlists.json"
_VERSION: Final = 1
_WHAT: Final = "the watchlists"

_log = logging.getLogger(__name__)


def read_watchlists(folder: Path) -> tuple[Sequence[Watchlist], str]:
    """Return the lists and the name of the one that was shown; nothing where there is no file.

    What of them is none is left out and logged.
    """
    kept = read_kept(folder / WATCHLISTS_FILE, _VERSION, _WHAT)
    rows = kept.get("lists", [])
    if not isinstance(rows, list):
        _log.warning("%s were left out: %s holds no list of them", _WHAT, WATCHLISTS_FILE)
        return [], ""
    found: dict[str, Watchlist] = {}
    for row in rows[:MOST_LISTS]:
        made = _watchlist(row)
        if made is not None:
            found.setdefault(made.name, made)
    return list(found.values()), str(kept.get("shown", ""))


def keep_watchlists(folder: Path, lists: Sequence[Watchlist], shown: str) -> None:
    """Keep the lists; a folder that cannot be written loses them at the end, no more."""
    rows = [
        {"name": one.name, "symbols": [[entry.symbol, entry.group] for entry in one.entries]}
        for one in lists
    ]
    keep(folder / WATCHLISTS_FILE, _VERSION, _WHAT, {"lists": rows, "shown": shown})


def _watchlist(row: Any) -> Watchlist | None:
    try:
        name = str(row["name"]).strip()[:LONGEST_NAME]
        pairs = [(str(symbol), str(group)[:LONGEST_NAME]) for symbol, group in row["symbols"]]
    except (KeyError, TypeError, ValueError) as error:
        _log.warning("a watchlist was left out, %s: %s", row, error)
        return None
    made = Watchlist(name or "Watchlist")
    for symbol, group in pairs[:MOST_SYMBOLS]:
        made = made.with_symbol(symbol, group)
    return made
