"""The quantities that the ticket offers, kept in the data folder from one start to the next."""

import json
import logging
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

PRESETS_FILE: Final = "presets.json"

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
    path = folder / PRESETS_FILE
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(json.dumps([str(n) for n in presets]), "utf-8")
        fresh.replace(path)
    except OSError as error:
        _log.warning("the quantities of the ticket were not kept: %s", error)
