"""The quantities and exits that the ticket offers, kept in the data folder between starts."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from traderterminal.ui.viewmodels.ticket_exits import MOST_KEPT, UNITS, TypedExits

PRESETS_FILE: Final = "presets.json"
EXITS_FILE: Final = "exits.json"

_log = logging.getLogger(__name__)


def read_presets(folder: Path, usual: Sequence[Decimal]) -> Sequence[Decimal]:
    """Return the kept quantities; the usual ones where there are none that can be used."""
    try:
        found = json.loads((folder / PRESETS_FILE).read_text("utf-8"))
        kept = [Decimal(text) for text in found]
    except (OSError, ValueError, TypeError, InvalidOperation):
        return usual
    usable = len(kept) == len(usual) and all(n.is_finite() and n > 0 for n in kept)
    return kept if usable else usual


def keep_presets(folder: Path, presets: Sequence[Decimal]) -> None:
    """Keep quantities; a folder that cannot be written loses them at the end, no more."""
    _keep(folder / PRESETS_FILE, [str(n) for n in presets])


def read_exits(folder: Path, usual: Sequence[TypedExits]) -> Sequence[TypedExits]:
    """Return the kept exits; the usual ones where there are none that can be used."""
    try:
        found = json.loads((folder / EXITS_FILE).read_text("utf-8"))
        kept = [TypedExits(**one) for one in found]
    except (OSError, ValueError, TypeError):
        return usual
    texts = (text for one in kept for text in asdict(one).values())
    usable = all(isinstance(text, str) for text in texts) and len(kept) <= MOST_KEPT
    return kept if usable and all(one.unit in UNITS.values() for one in kept) else usual


def keep_exits(folder: Path, exits: Sequence[TypedExits]) -> None:
    """Keep exits; a folder that cannot be written loses them at the end, no more."""
    _keep(folder / EXITS_FILE, [asdict(one) for one in exits])


def _keep(path: Path, value: Any) -> None:
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(json.dumps(value), "utf-8")
        fresh.replace(path)
    except OSError as error:
        _log.warning("what the ticket offers was not kept: %s", error)
