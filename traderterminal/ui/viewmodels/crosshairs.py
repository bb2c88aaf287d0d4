"""Where the pointer is in time, for all charts that are linked with the one that it is over."""

from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels.links import LinksViewModel


class Crosshairs:
    """The one moment that is pointed at; `changed` tells of another one.

    It is the start of a bar, on which other charts have a bar of their own length.
    """

    def __init__(self, links: LinksViewModel) -> None:
        self.changed: Observers[None] = Observers()
        self._links = links
        self._pointed: tuple[str, int] | None = None  # the chart, and the start of its bar

    def point(self, pane: str, at_ns: int | None) -> None:
        """The pointer is over a bar of a chart, or over none any more."""
        if at_ns is None and (self._pointed is None or self._pointed[0] != pane):
            return  # it has been over another one since
        pointed = None if at_ns is None else (pane, at_ns)
        if pointed != self._pointed:
            self._pointed = pointed
            self.changed.emit(None)

    def at(self, pane: str) -> int | None:
        """Return the moment that is pointed at in another chart of a chart's group."""
        if self._pointed is None or self._pointed[0] == pane:
            return None
        over, at_ns = self._pointed
        is_there = self._links.has(pane) and self._links.has(over)
        return at_ns if is_there and over in self._links.mates(pane) else None
