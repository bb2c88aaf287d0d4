"""The further windows of the program: panes move into them and back, and come back with them."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QDockWidget, QMainWindow

from traderterminal.kit.language import translate
from traderterminal.ui.arranging import AREA, host_of, is_open
from traderterminal.ui.pane_window import PaneWindow
from traderterminal.ui.screen_homes import ScreenHomes

#: Of what Qt writes of an arrangement: another number is not read.
STATE_VERSION = 7


class PaneWindows:
    """The windows beside the main one. `docks` are all panes by their names, wherever they are.

    `make` makes a window of a number, `place` finds a pane that comes back its place in the main
    one.
    """

    def __init__(
        self,
        main: QMainWindow,
        docks: Mapping[str, QDockWidget],
        make: Callable[[int], PaneWindow],
        place: Callable[[str], None],
        homes: ScreenHomes,
    ) -> None:
        self._main = main
        self._docks = docks
        self._make = make
        self._place = place
        self._homes = homes
        self.all: list[PaneWindow] = []

    def open(self) -> PaneWindow:
        """Make a window, which is not shown yet; it takes the lowest number that is free."""
        taken = {one.number for one in self.all}
        made = self._make(next(n for n in range(2, len(taken) + 3) if n not in taken))
        made.left.connect(lambda: self.dissolve(made))
        self.all.append(made)
        return made

    def hand_over(self, name: str, to: PaneWindow | None) -> None:
        """Dock a pane in a window, None for the main one."""
        dock, host = self._docks[name], self._main if to is None else to
        dock.setFloating(False)
        host_of(dock).removeDockWidget(dock)
        dock.setParent(host)
        host.addDockWidget(AREA, dock)
        if to is None:
            self._place(name)
        dock.show()

    def dissolve(self, window: PaneWindow) -> None:
        """Bring what a window holds back to the main one, open or closed as it was."""
        if window not in self.all:
            return
        self.all.remove(window)
        for name, dock in self._docks.items():
            if host_of(dock) is window:
                was_open = is_open(dock)
                self.hand_over(name, None)
                dock.setVisible(was_open)
        window.hide()
        window.deleteLater()

    def gather(self) -> None:
        """Bring all panes into the main window."""
        for window in tuple(self.all):
            self.dissolve(window)

    def forget_empty(self) -> None:
        """Close the windows in which nothing is open any more."""
        for window in tuple(self.all):
            if not any(host_of(dock) is window and is_open(dock) for dock in self._docks.values()):
                self.dissolve(window)

    def places(
        self, name: str, move: Callable[[str, PaneWindow | None], None]
    ) -> list[tuple[str, Callable[[], None]]]:
        """Where a pane could be moved, in words, and the call of `move` that does it."""
        host = host_of(self._docks[name])
        found: list[tuple[str, Callable[[], None]]] = [
            (
                translate("Window", "Move to window {number}").format(number=other.number),
                partial(move, name, other),
            )
            for other in self.all
            if other is not host
        ]
        if host is not self._main:
            found.append(
                (translate("Window", "Move to the main window"), partial(move, name, None))
            )
        opened = [dock for dock in self._docks.values() if is_open(dock)]
        if sum(host_of(dock) is host for dock in opened) > 1:
            found.append(
                (translate("Window", "Move to a new window"), lambda: move(name, self.open()))
            )
        return found

    # From one time to the next.

    def state(self, state_of: Callable[[QMainWindow], QByteArray]) -> list[dict[str, Any]]:
        """Return where the windows are and what is in them, as JSON takes it."""
        return [
            {
                "place": self._homes.text(window),
                "docks": as_text(state_of(window)),
                "panes": [name for name, dock in self._docks.items() if host_of(dock) is window],
            }
            for window in self.all
        ]

    def restore(self, kept: object) -> None:
        """Open the windows that `state` told of; what cannot be read of one is as usual.

        One that was on a screen that is gone comes to one that is there, until its own is back.
        """
        for one in kept if isinstance(kept, list) else ():
            names = one.get("panes") if isinstance(one, dict) else None
            listed = names if isinstance(names, list) else []
            found = [n for n in listed if isinstance(n, str) and n in self._docks]
            if not found:
                continue
            window = self.open()
            for name in found:
                self.hand_over(name, window)
            window.restoreState(from_text(one.get("docks")), STATE_VERSION)
            self._homes.restore(window, one.get("place"))
            window.show()


def as_text(data: QByteArray) -> str:
    """Write what Qt keeps of a window as text, with a digest of it."""
    content = bytes(data.data())
    return f"{b64encode(content).decode('ascii')} {_digest(content)}"


def from_text(text: object) -> QByteArray:
    """Read what `as_text` wrote; nothing where that is not what it wrote.

    Qt does not check what it is given: of a few hundred arrangements with a byte or two changed it
    took one down with the whole program.
    """
    if not isinstance(text, str):
        return QByteArray()
    written, _, digest = text.partition(" ")
    try:
        content = b64decode(written, validate=True)
    except ValueError:
        return QByteArray()
    return QByteArray(content) if digest == _digest(content) else QByteArray()


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]
