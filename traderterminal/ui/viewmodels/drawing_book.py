"""The drawings of all symbols: of each one document, however many charts show it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels.drawing import Drawing
from traderterminal.ui.viewmodels.drawing_document import DrawingDocument


@frozen
class KeptDrawings:
    """The drawings of each symbol, and whether all of them are hidden."""

    symbols: Mapping[str, Sequence[Drawing]] = field(default_factory=dict)
    hidden: bool = False

    def state(self) -> dict[str, Any]:
        """Return everything as JSON takes it."""
        symbols = {
            symbol: [drawing.state() for drawing in drawings]
            for symbol, drawings in self.symbols.items()
        }
        return {"hidden": self.hidden, "symbols": symbols}


class DrawingBook:
    """The document of each symbol, and whether all drawings are hidden.

    `changed` tells of every change to any of it, once `keep` has stored it.
    """

    def __init__(self, kept: KeptDrawings, keep: Callable[[KeptDrawings], object]) -> None:
        self._keep = keep
        self._hidden = kept.hidden
        self.changed: Observers[None] = Observers()
        self._documents: dict[str, DrawingDocument] = {}
        for symbol, drawings in kept.symbols.items():
            self._open(symbol, drawings)

    @property
    def hidden(self) -> bool:
        """Whether the drawings of every symbol are hidden."""
        return self._hidden

    def hide(self, *, hidden: bool) -> None:
        """Hide the drawings of every symbol, or show them again."""
        if hidden != self._hidden:
            self._hidden = hidden
            self._store()

    def of(self, symbol: str) -> DrawingDocument:
        """Return the document of a symbol; it is empty where nothing was drawn there."""
        found = self._documents.get(symbol)
        return self._open(symbol) if found is None else found

    def _open(self, symbol: str, drawings: Iterable[Drawing] = ()) -> DrawingDocument:
        document = self._documents[symbol] = DrawingDocument(drawings)
        document.changed.connect(lambda _: self._store())
        return document

    def _store(self) -> None:
        kept = {
            symbol: document.drawings
            for symbol, document in self._documents.items()
            if document.drawings
        }
        self._keep(KeptDrawings(kept, self._hidden))
        self.changed.emit(None)
