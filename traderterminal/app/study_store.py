"""The studies of the charts, kept in the data folder between starts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from traderterminal.app.kept_file import keep, read_kept

STUDIES_FILE: Final = "studies.json"
_VERSION: Final = 1
_WHAT: Final = "the studies of the chart"


class StudyStore:
    """The studies of each chart by its name; favourites are those of all charts.

    Those of the `first` chart stand where they stood when there was only one.
    """

    def __init__(self, folder: Path, first: str) -> None:
        self._folder = folder
        self._first = first
        self._kept = dict(read_studies(folder))
        others = self._kept.get("charts")
        self._others = dict(others) if isinstance(others, dict) else {}
        favourites = self._kept.get("favourites")
        self.favourites: list[str] = (
            [str(kind) for kind in favourites] if isinstance(favourites, list) else []
        )

    def of(self, chart: str) -> Mapping[str, Any]:
        """Return what was kept of a chart; nothing where it is new."""
        found = self._kept if chart == self._first else self._others.get(chart)
        return found if isinstance(found, dict) else {}

    def keep(self, chart: str, studies: Mapping[str, Any]) -> None:
        """Keep the studies of a chart."""
        chosen = {name: studies[name] for name in ("all", "symbols") if name in studies}
        if chart == self._first:
            self._kept.update(chosen)
        else:
            self._others[chart] = chosen
        self._write()

    def copy(self, chart: str, to: str) -> None:
        """Let a chart have the studies of another one."""
        of = self.of(chart)
        self._others[to] = {name: of[name] for name in ("all", "symbols") if name in of}
        self._write()

    def forget(self, chart: str) -> None:
        """Keep nothing of a chart any more."""
        if self._others.pop(chart, None) is not None:
            self._write()

    def _write(self) -> None:
        self._kept.update(favourites=self.favourites, charts=self._others)
        keep_studies(self._folder, self._kept)


def read_studies(folder: Path) -> Mapping[str, Any]:
    """Return what was kept last; nothing where there is none, or none that can be read."""
    return read_kept(folder / STUDIES_FILE, _VERSION, _WHAT)


def keep_studies(folder: Path, studies: Mapping[str, Any]) -> None:
    """Keep studies; a folder that cannot be written loses them at the end, no more."""
    keep(folder / STUDIES_FILE, _VERSION, _WHAT, studies)
