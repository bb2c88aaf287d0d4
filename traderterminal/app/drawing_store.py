"""The drawings on the charts, kept in the data folder between starts.

A file that cannot be read is set aside, never written over, and so is one of which a part cannot;
the rest of that is taken over.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from traderterminal.app.kept_file import place_aside, read_file, write_file
from traderterminal.domain.messages import Message
from traderterminal.ui.viewmodels.drawing import Drawing, drawing_of
from traderterminal.ui.viewmodels.drawing_book import KeptDrawings
from traderterminal.ui.viewmodels.drawings import MOST_DRAWINGS

DRAWINGS_FILE: Final = "drawings.json"
_VERSION: Final = 1


class DrawingStore:
    """The file of the drawings; `say` is told of what cannot be read or written."""

    def __init__(self, folder: Path, say: Callable[[Message], object]) -> None:
        self._path = folder / DRAWINGS_FILE
        self._say = say
        self._in_the_way = ""  # why the file can be neither read nor set aside

    def read(self) -> KeptDrawings:
        """Return the drawings that were kept last, of those that can be read."""
        try:
            symbols, hidden = _parts_of(read_file(self._path, _VERSION))
        except FileNotFoundError:
            return KeptDrawings()
        except (OSError, ValueError):
            self._set_aside("", {}, self._path.replace)
            return KeptDrawings()
        found = {symbol: _drawings(kept) for symbol, kept in symbols.items()}
        lost = sum(missing for _, missing in found.values())
        if lost:
            copy = shutil.copyfile
            self._set_aside("some", {"count": str(lost)}, lambda aside: copy(self._path, aside))
        return KeptDrawings({symbol: drawings for symbol, (drawings, _) in found.items()}, hidden)

    def keep(self, drawings: KeptDrawings) -> None:
        """Keep drawings, whole or not at all."""
        if self._in_the_way:
            self._say_not_kept(self._in_the_way)
            return
        try:
            write_file(self._path, _VERSION, drawings.state())
        except OSError as error:
            self._say_not_kept(_cause(error))

    def _set_aside(
        self, variant: str, parameters: Mapping[str, str], put: Callable[[Path], object]
    ) -> None:
        """Have the file kept under a name that is free; else it is left as it is."""
        aside = place_aside(self._path)
        try:
            put(aside)
        except OSError as error:
            self._in_the_way = f"{self._path} cannot be read or set aside, {_cause(error)}"
            self._say_not_kept(self._in_the_way)
        else:
            told = {"file": str(aside), **parameters}
            self._say(Message("drawings_damaged", told, variant))

    def _say_not_kept(self, cause: str) -> None:
        self._say(Message("drawings_not_kept", {"cause": cause}))


def _cause(error: OSError) -> str:
    return error.strerror or str(error)


def _parts_of(state: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
    """Return the symbols and whether all is hidden; raises ValueError where one is missing."""
    symbols, hidden = state.get("symbols"), state.get("hidden")
    if not isinstance(symbols, Mapping) or not isinstance(hidden, bool):
        raise ValueError("its parts are missing")
    return symbols, hidden


def _drawings(kept: object) -> tuple[list[Drawing], int]:
    """Return the drawings of a symbol, and how many cannot be read."""
    if not isinstance(kept, list):
        return [], 1
    read = [drawing_of(one) for one in kept[:MOST_DRAWINGS]]
    found = [one for one in read if one is not None]
    return found, len(kept) - len(found)
