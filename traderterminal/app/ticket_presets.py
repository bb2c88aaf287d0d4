"""What the ticket offers, and what was chosen in its menu, kept between starts."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from traderterminal.app.kept_file import keep, read_kept
from traderterminal.ui.viewmodels.risk_size import read_risk
from traderterminal.ui.viewmodels.ticket_exits import MOST_KEPT, UNITS, TypedExits
from traderterminal.ui.viewmodels.ticket_options import PRICES_FROM, TicketOptions

PRESETS_FILE: Final = "presets.json"
EXITS_FILE: Final = "exits.json"
OPTIONS_FILE: Final = "ticket.json"
_VERSION: Final = 1
_WHAT: Final = "the choices of the ticket"

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


def read_options(folder: Path) -> TicketOptions:
    """Return what was chosen last; the usual choices where none can be used."""
    kept = read_kept(folder / OPTIONS_FILE, _VERSION, _WHAT)
    if not kept:
        return TicketOptions()
    try:
        return _options(kept)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        _log.warning("%s were not taken over: %s", _WHAT, problem)
        return TicketOptions()


def _options(kept: Mapping[str, Any]) -> TicketOptions:
    flags = kept["clears_price"], kept["by_risk"]
    if not all(isinstance(flag, bool) for flag in flags) or kept["price_from"] not in PRICES_FROM:
        raise ValueError("they are none that can be chosen")
    clears_price, by_risk = flags
    return TicketOptions(clears_price, kept["price_from"], by_risk, read_risk(kept["risk"]))


def keep_options(folder: Path, options: TicketOptions) -> None:
    """Keep what was chosen; a folder that cannot be written loses it at the end, no more."""
    value = {
        "clears_price": options.clears_price,
        "price_from": options.price_from,
        "by_risk": options.by_risk,
        "risk": options.risk.text,
    }
    keep(folder / OPTIONS_FILE, _VERSION, _WHAT, value)


def _keep(path: Path, value: Any) -> None:
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(json.dumps(value), "utf-8")
        fresh.replace(path)
    except OSError as error:
        _log.warning("what the ticket offers was not kept: %s", error)
