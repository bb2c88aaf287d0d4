"""What the window keeps in the data folder between starts: one JSON file for each thing.

A file that cannot be read is set aside, and none that was set aside is written over.
"""

import json
import logging
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any, Final

#: Where a file that cannot be read is set aside; further ones are numbered.
BROKEN: Final = ".broken"

_log = logging.getLogger(__name__)


def read_kept(path: Path, version: int, what: str) -> Mapping[str, Any]:
    """Return what was kept last; nothing where there is no file, or none that can be read.

    One that cannot be read, or is of another version, is set aside and logged: `what` it holds.
    """
    try:
        return read_file(path, version)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("%s were not taken over, %s: %s", what, path, error)
    try:
        path.replace(place_aside(path))
    except OSError as error:
        _log.warning("%s could not be set aside: %s", path, error)
    return {}


def keep(path: Path, version: int, what: str, value: Mapping[str, Any]) -> None:
    """Keep a value, whole or not at all; a folder that cannot be written loses it at the end."""
    try:
        write_file(path, version, value)
    except OSError as error:
        _log.warning("%s were not kept: %s", what, error)


def read_file(path: Path, version: int) -> Mapping[str, Any]:
    """Return what a file holds.

    Raises OSError where it cannot be read, and ValueError where it is of another version, whose
    meaning nobody knows, or none of ours.
    """
    try:
        found = json.loads(path.read_text("utf-8"))
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    if not isinstance(found, dict) or found.get("version") != version:
        raise ValueError("it is of another version, or none of ours")
    return found


def write_file(path: Path, version: int, value: Mapping[str, Any]) -> None:
    """Write a value, whole or not at all; raises OSError."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"version": version, **value}), "utf-8")
    fresh.replace(path)


def place_aside(path: Path) -> Path:
    """Return where a file is set aside that cannot be read: under a name that is free."""
    name = path.name + BROKEN
    names = (path.with_name(f"{name}{number or ''}") for number in count())
    return next(each for each in names if not each.exists())
