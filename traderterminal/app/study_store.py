"""The studies of the chart, kept in the data folder between starts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from traderterminal.app.kept_file import keep, read_kept

STUDIES_FILE: Final = "studies.json"
_VERSION: Final = 1
_WHAT: Final = "the studies of the chart"


def read_studies(folder: Path) -> Mapping[str, Any]:
    """Return what was kept last; nothing where there is none, or none that can be read."""
    return read_kept(folder / STUDIES_FILE, _VERSION, _WHAT)


def keep_studies(folder: Path, studies: Mapping[str, Any]) -> None:
    """Keep studies; a folder that cannot be written loses them at the end, no more."""
    keep(folder / STUDIES_FILE, _VERSION, _WHAT, studies)
