"""What the window keeps in the data folder between starts: one JSON file for each thing."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

#: Where a file that cannot be read is put aside.
BROKEN: Final = ".broken"

_log = logging.getLogger(__name__)


def read_kept(path: Path, version: int, what: str) -> Mapping[str, Any]:
    """Return what was kept last; nothing where there is no file, or none that can be read.

    One that cannot be read, or is of another version, is put aside and logged: `what` it holds.
    """
    try:
        found = json.loads(path.read_text("utf-8"))
        if isinstance(found, dict) and found.get("version") == version:
            return found
        raise ValueError("it is of another version, or none of ours")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("%s were not taken over, %s: %s", what, path, error)
        _put_aside(path)
        return {}


def keep(path: Path, version: int, what: str, value: Mapping[str, Any]) -> None:
    """Keep a value, whole or not at all; a folder that cannot be written loses it at the end."""
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(json.dumps({"version": version, **value}), "utf-8")
        fresh.replace(path)
    except OSError as error:
        _log.warning("%s were not kept: %s", what, error)


def _put_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(path.name + BROKEN))
    except OSError as error:
        _log.warning("%s could not be put aside: %s", path, error)
