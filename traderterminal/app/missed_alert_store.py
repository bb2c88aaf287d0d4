"""What alerts of one's own have told while no window was open, kept until one is."""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from traderterminal.app.kept_file import keep, read_kept
from traderterminal.domain.messages import Message
from traderterminal.market.alert_terms import ToldAlert

MISSED_ALERTS_FILE: Final = "missed_alerts.json"
#: Of more than these the oldest are forgotten.
MOST: Final = 50
_VERSION: Final = 1
_WHAT: Final = "the alerts that were missed"

_log = logging.getLogger(__name__)


def read_missed_alerts(folder: Path) -> Sequence[ToldAlert]:
    """Return what was missed, the oldest first; what cannot be read is left out and logged."""
    rows = read_kept(folder / MISSED_ALERTS_FILE, _VERSION, _WHAT).get("alerts", [])
    if not isinstance(rows, list):
        _log.warning("%s were left out: %s holds no list of them", _WHAT, MISSED_ALERTS_FILE)
        return []
    found = []
    for row in rows[-MOST:]:
        try:
            found.append(_told(row))
        except (KeyError, TypeError, ValueError) as error:
            _log.warning("a missed alert was left out, %s: %s", row, error)
    return found


def keep_missed_alerts(folder: Path, missed: Sequence[ToldAlert]) -> None:
    """Keep what was missed; a folder that cannot be written loses it, no more."""
    rows = [asdict(one) for one in missed[-MOST:]]
    keep(folder / MISSED_ALERTS_FILE, _VERSION, _WHAT, {"alerts": rows})


def _told(row: Any) -> ToldAlert:
    """Read a row; raises KeyError, TypeError or ValueError where it is none."""
    said = row["said"] if "said" in row else [row["words"]]  # as older versions have kept it
    return ToldAlert(
        str(row["alert_id"]),
        _message(row["title"]),
        tuple(map(_message, said)),
        int(row["at_ns"]),
        bool(row["reached"]),
        str(row.get("note", "")),
    )


def _message(kept: Any) -> Message:
    """Read a message; words without a code stand for themselves."""
    if isinstance(kept, str):
        return Message(kept)
    parameters = {str(name): str(value) for name, value in kept["parameters"].items()}
    return Message(str(kept["code"]), parameters, str(kept["variant"]))
