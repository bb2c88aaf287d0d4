"""The drawings of one symbol, and the way back to what they were before."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels.drawing import Drawing

#: So many steps can be undone.
MOST_STEPS: Final = 200

Drawings = tuple[Drawing, ...]


class DrawingDocument:
    """Drawings in the order in which they lie over each other, the uppermost last.

    Every change is one step of `undo`, and `changed` tells of each and of the way back. Drawings
    are values: a step is what all of them were.
    """

    def __init__(self, drawings: Iterable[Drawing] = ()) -> None:
        self.drawings: Drawings = tuple(
            replace(one, key=number) for number, one in enumerate(drawings, 1)
        )
        self.changed: Observers[None] = Observers()
        self._last_key = len(self.drawings)
        self._before: list[Drawings] = []
        self._after: list[Drawings] = []

    def find(self, key: int | None) -> Drawing | None:
        """Return the drawing of a key; None where there is none (any more)."""
        return next((one for one in self.drawings if one.key == key), None)

    def add(self, drawing: Drawing) -> Drawing:
        """Put a new drawing over the others; return it with its key."""
        self._last_key += 1  # never that of one that undo can bring back
        added = replace(drawing, key=self._last_key)
        self.change((*self.drawings, added))
        return added

    def put(self, drawing: Drawing) -> None:
        """Let a drawing be another one of the same key; nothing happens where it is gone."""
        self.change(tuple(drawing if one.key == drawing.key else one for one in self.drawings))

    def remove(self, key: int) -> None:
        """Take a drawing away; nothing happens where it is gone."""
        self.change(tuple(one for one in self.drawings if one.key != key))

    def change(self, drawings: Drawings) -> None:
        """Let the drawings be others, as one step."""
        if drawings == self.drawings:
            return
        self._before.append(self.drawings)
        del self._before[:-MOST_STEPS]
        self._after.clear()
        self.drawings = drawings
        self.changed.emit(None)

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def undo(self) -> bool:
        """Go a step back; False where there is none."""
        return self._go(self._before, self._after)

    def redo(self) -> bool:
        """Do again what was undone last; False where there is nothing."""
        return self._go(self._after, self._before)

    def _go(self, source: list[Drawings], target: list[Drawings]) -> bool:
        if not source:
            return False
        target.append(self.drawings)
        self.drawings = source.pop()
        self.changed.emit(None)
        return True
