"""A row of a window beside the panes, such as its banners."""

from PySide6.QtWidgets import QToolBar


class WindowRow(QToolBar):
    """A row that is neither moved nor hidden by hand; `name` is kept with its place.

    It comes and goes by `appear` alone. Qt would show and hide it as it was when an arrangement of
    the panes was kept: what has come up since, be it the band of real money, would be gone.
    """

    def __init__(self, title: str, name: str) -> None:
        super().__init__(title)
        self._appears = True
        self.setObjectName(name)
        self.setMovable(False)
        self.toggleViewAction().setVisible(False)

    def appear(self, wanted: bool) -> None:
        """Show it or hide it."""
        self._appears = wanted
        if not wanted or self.parent() is not None:  # else it would be a window of its own
            super().setVisible(wanted)

    def setVisible(self, visible: bool) -> None:
        super().setVisible(self._appears)
