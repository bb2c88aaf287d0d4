"""The studies of the chart, kept in the data folder between starts."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

STUDIES_FILE: Final = "studies.json"
#: Where one that cannot be read is put aside.
BROKEN: Final = ".broken"
_VERSION: Final = 1

_log = logging.getLogger(__name__)


def read_studies(folder: Path) -> Mapping[str, Any]:
    """Return what was kept last; nothing where there is none, or none that can be read."""
    path = folder / STUDIES_FILE
    try:
        found = json.loads(path.read_text("utf-8"))
        if isinstance(found, dict) and found.get("version") == _VERSION:
            return found
        raise ValueError("it is of another version, or none of ours")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("the studies of the chart were not taken over, %s: %s", path, error)
        _put_aside(path)
        return {}


def keep_studies(folder: Path, studies: Mapping[str, Any]) -> None:
    """Keep studies; a folder that cannot be written loses them at the end, no more."""
    path = folder / STUDIES_FILE
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(json.dumps({"version": _VERSION, **studies}), "utf-8")
        fresh.replace(path)
    except OSError as error:
        _log.warning("the studies of the chart were not kept: %s", error)


def _put_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(path.name + BROKEN))
    except OSError as error:
        _log.warning("%s could not be put aside: %s", path, error)
