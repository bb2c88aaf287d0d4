"""The keys that trade, kept in the data folder between starts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from traderterminal.app.kept_file import keep, read_kept

HOTKEYS_FILE: Final = "hotkeys.json"
_VERSION: Final = 1
_WHAT: Final = "the keys that trade"


def read_hotkeys(folder: Path) -> Mapping[str, Any]:
    """Return what was kept last; nothing where there is none, or none that can be read."""
    return read_kept(folder / HOTKEYS_FILE, _VERSION, _WHAT)


def keep_hotkeys(folder: Path, hotkeys: Mapping[str, Any]) -> None:
    """Keep the keys; a folder that cannot be written loses them at the end, no more."""
    keep(folder / HOTKEYS_FILE, _VERSION, _WHAT, hotkeys)
