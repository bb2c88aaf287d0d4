"""How the streams stood in the last day, kept in the data folder between starts."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from traderterminal.app.kept_file import keep, read_kept
from traderterminal.ui.viewmodels.connections import MOST_CHANGES, KeptPast, StreamState

CONNECTIONS_FILE: Final = "connections.json"
_VERSION: Final = 1
_WHAT: Final = "the streams of earlier runs"
#: No more streams are kept: of a file with more something else is wrong.
_MOST_STREAMS: Final = 200

_log = logging.getLogger(__name__)


def read_connections(folder: Path) -> tuple[Mapping[str, KeptPast], int]:
    """Return what was kept last, and when somebody last looked; a stream that cannot be read is
    left out and logged."""
    found = read_kept(folder / CONNECTIONS_FILE, _VERSION, _WHAT)
    seen_ns, rows = found.get("seen_ns", 0), found.get("streams", {})
    if not isinstance(rows, dict) or type(seen_ns) is not int or len(rows) > _MOST_STREAMS:
        _log.warning("%s were left out: %s holds no list of them", _WHAT, CONNECTIONS_FILE)
        return {}, 0
    pasts: dict[str, KeptPast] = {}
    for key, row in rows.items():
        try:
            pasts[key] = _past(row)
        except (KeyError, TypeError, ValueError) as error:
            _log.warning("a stream of earlier runs was left out, %s: %s", key, error)
    return pasts, seen_ns


def keep_connections(folder: Path, pasts: Mapping[str, KeptPast], seen_ns: int) -> None:
    """Keep how streams stood until somebody last looked; a folder that cannot be written loses
    it at the end, no more."""
    rows = {
        key: {"changes": [list(one) for one in past.changes], "losses": list(past.losses)}
        for key, past in pasts.items()
    }
    keep(folder / CONNECTIONS_FILE, _VERSION, _WHAT, {"seen_ns": seen_ns, "streams": rows})


def _past(row: Any) -> KeptPast:
    """Read a row; raises KeyError, TypeError or ValueError where it is none."""
    changes = tuple(_change(*one) for one in row["changes"][-MOST_CHANGES:])
    losses = tuple(map(_moment, row["losses"][-MOST_CHANGES:]))
    for moments in ([at for at, _ in changes], losses):
        if list(moments) != sorted(moments):
            raise ValueError("its moments are in no order")
    return KeptPast(changes, losses)


def _change(at_ns: object, state: object) -> tuple[int, StreamState | None]:
    return _moment(at_ns), None if state is None else StreamState(str(state))


def _moment(at_ns: object) -> int:
    if type(at_ns) is not int:
        raise ValueError(f"{at_ns!r} is no moment")
    return at_ns
