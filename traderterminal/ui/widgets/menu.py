"""Menus whose entries are made here: those that Qt makes may come back as something else.

PySide keeps the objects of layout items that Qt has deleted, and hands them out for whatever lies
at the same address later. A menu did not open, since an entry that it had just been given was one.
"""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu


class Menu(QMenu):
    """A menu that is filled as any other."""

    def addAction(  # type: ignore[override] # the ways of adding one that there are here
        self, entry: str | QAction, act: Callable[[], object] | None = None
    ) -> QAction:
        made = QAction(entry, self) if isinstance(entry, str) else entry
        if act is not None:
            made.triggered.connect(lambda: act())  # not with whether it is checked
        super().addAction(made)
        return made

    def addMenu(self, words: str) -> "Menu":  # type: ignore[override] # as above
        made = Menu(words, self)
        super().addMenu(made)
        return made

    def addSeparator(self) -> QAction:
        made = QAction(self)
        made.setSeparator(True)
        super().addAction(made)
        return made
