"""What is known of how real paper is: kept in the ledger, and applied to paper once switched on."""

import logging
from collections.abc import Mapping, Sequence
from typing import Final

from traderterminal.desk.ports import Ledger, NoteFact
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.instruments import Instrument
from traderterminal.journal.reality import (
    HOUR_NS,
    HOURS,
    NO_CORRECTION,
    Cell,
    Comparison,
    Correction,
    Figures,
    Kind,
    correction,
)
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

_CELL: Final = "reality "
_APPLIED: Final = "reality applied"

_log = logging.getLogger(__name__)


class Reality:
    """The figures by cell. `is_applied` says whether paper accounts trade with the correction."""

    def __init__(self, ledger: Ledger, tasks: TaskScope) -> None:
        self._ledger = ledger
        self._tasks = tasks
        self._cells: dict[Cell, Figures] = {}
        self.is_applied = False
        self.changed: Observers[None] = Observers()

    def load(self, notes: Mapping[str, Mapping[str, str]]) -> None:
        """Take up what earlier runs have compared and switched."""
        for key, note in notes.items():
            if key == _APPLIED:
                self.is_applied = note["on"] == "yes"
            elif key.startswith(_CELL):
                root, hour, kind = key.removeprefix(_CELL).rsplit(" ", 2)
                self._cells[Cell(root, int(hour), Kind(kind))] = Figures.of_note(note)

    @property
    def cells(self) -> Sequence[tuple[Cell, Figures]]:
        """Everything that was compared, by root, hour and kind."""
        return sorted(self._cells.items(), key=lambda one: (one[0].root, one[0].hour, one[0].kind))

    def correction(self, root: str, hour: int) -> Correction:
        """Return what the comparisons come to for paper fills in a root and hour."""
        return correction(self._cells, root, hour)

    def applied(self, instrument: Instrument, at_ns: int) -> Correction:
        """Return the correction of a paper order at a market time; none while switched off."""
        if not self.is_applied:
            return NO_CORRECTION
        return self.correction(instrument.root, at_ns // HOUR_NS % HOURS)

    def add(self, comparison: Comparison) -> None:
        """Count one order that was real and on paper, and keep it."""
        cell = Cell.of(comparison)
        figures = self._cells.setdefault(cell, Figures())
        figures.add(comparison)
        self._tasks.spawn(self._keep(cell), name="note reality")
        self.changed.emit(None)

    async def apply(self, *, on: bool) -> None:
        """Let paper trade with the correction, or as it is; raises LedgerDown, then as before."""
        await self._ledger.commit([NoteFact(_APPLIED, {"on": "yes" if on else "no"})])
        self.is_applied = on
        self.changed.emit(None)

    async def _keep(self, cell: Cell) -> None:
        key = f"{_CELL}{cell.root} {cell.hour} {cell.kind}"
        try:
            await self._ledger.commit([NoteFact(key, self._cells[cell].as_note())])
        except LedgerDown as down:  # the next comparison of the cell brings it along
            _log.warning("a comparison with paper was not kept: %s", down.cause)
