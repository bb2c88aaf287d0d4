"""Where a symbol that is dragged over the window may be let go: on panes that show one."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QRect

from traderterminal.domain.instruments import Instrument
from traderterminal.ui.viewmodels.links import LinksViewModel
from traderterminal.ui.window import Window


class SymbolDrops:
    """Implements `DropTargets` for the panes of a window that can be linked.

    `same` maps a pane without links of its own to the one whose links it has; `find` returns what
    the key of a dragged symbol means, None where it means nothing.
    """

    def __init__(
        self,
        window: Callable[[], Window],
        links: LinksViewModel,
        same: Mapping[str, str],
        find: Callable[[str], Instrument | None],
    ) -> None:
        self._window = window
        self._links = links
        self._same = same
        self._find = find

    def outline(self, at: QPoint) -> QRect:
        """Return the place in the window of the pane that would show it; empty for none."""
        name = self._window().pane_at(at)
        return self._window().pane_rect(name) if self._linked(name) else QRect()

    def drop(self, at: QPoint, key: str) -> None:
        """Show the symbol in the pane at a global point, and in all of its group."""
        linked, instrument = self._linked(self._window().pane_at(at)), self._find(key)
        if linked and instrument is not None:
            self._links.show(linked, instrument)

    def _linked(self, pane: str) -> str:
        name = self._same.get(pane, pane)
        return name if self._links.has(name) else ""
