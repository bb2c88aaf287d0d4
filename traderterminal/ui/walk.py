"""Where the keyboard takes the focus in the window: from bar to pane to bar, and ringed."""

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from traderterminal.ui.docking import Docking
from traderterminal.ui.pane_window import bring_forward
from traderterminal.ui.panes.replay_bar import ReplayBar
from traderterminal.ui.theme import Theme
from traderterminal.ui.top_bar import TopBar
from traderterminal.ui.widgets.focus_ring import FocusRing
from traderterminal.ui.widgets.guide_bar import GuideBar
from traderterminal.ui.widgets.status_bar import StatusBar

TOP_BAR: Final = "top bar"
REPLAY_BAR: Final = "replay bar"
STATUS_BAR: Final = "status bar"
GUIDE: Final = "guide"

Moved = TypeVar("Moved")


class Keyboard:
    """Whether it is the keyboard that moves the focus just now."""

    def __init__(self) -> None:
        self.is_moving = False

    def move(self, move: Callable[[], Moved]) -> Moved:
        """Move the focus so that it is ringed."""
        self.is_moving = True
        try:
            return move()
        finally:
            self.is_moving = False


class Walk:
    """Moves the focus through the bars and panes of a window with F6, and to what keys lead to.

    `leave` puts away what lies over the panes.
    """

    def __init__(
        self,
        window: QMainWindow,
        theme: Theme,
        keyboard: Keyboard,
        docking: Docking,
        *,
        top: TopBar,
        guide: GuideBar,
        replay: ReplayBar | None,
        status: StatusBar,
        leave: Callable[[], object],
    ) -> None:
        self._window = window
        self._keyboard = keyboard
        self._docking = docking
        self._top = top
        self._guide = guide
        self._replay = replay
        self._status = status
        self._leave = leave
        self.ring = FocusRing(theme, window)
        for key, step in (("F6", 1), ("Shift+F6", -1)):
            action = QAction(window)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(partial(self._step, step))
            window.addAction(action)

    def _step(self, step: int) -> None:
        """Move the focus from the top bar through the panes to the status bar and around."""
        self._leave()
        replay = [] if self._replay is None else [REPLAY_BAR]
        guide = [] if self._guide.isHidden() else [GUIDE]
        stops = [TOP_BAR, *guide, *self._docking.open_names(), *replay, STATUS_BAR]
        now = self.where(self._window.focusWidget())
        start = stops.index(now) if now in stops else -1 if step > 0 else 0
        self._keyboard.move(partial(self._enter, stops[(start + step) % len(stops)]))

    def where(self, widget: QWidget | None) -> str:
        """Return the pane or bar that a widget belongs to; empty if to none."""
        if widget is None:
            return ""
        if self._top.isAncestorOf(widget):
            return TOP_BAR
        if self._replay is not None and self._replay.isAncestorOf(widget):
            return REPLAY_BAR
        if self._status.isAncestorOf(widget):
            return STATUS_BAR
        if self._guide.isAncestorOf(widget):
            return GUIDE
        return self._docking.pane_of(widget)

    def _enter(self, stop: str) -> None:
        target: QWidget | None
        if stop == TOP_BAR:
            target = self._top.symbol
        elif stop == STATUS_BAR:
            target = self._status.first_stop()
        elif stop == GUIDE:
            target = self._guide.first_stop()
        elif stop == REPLAY_BAR and self._replay is not None:
            target = self._replay.first_stop()
        else:
            self._docking.enter(stop)
            return
        if target is not None:
            bring_forward(self._window)  # the keys went on to a further one
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def to_symbol(self) -> None:
        """Go to the symbol search."""
        bring_forward(self._window)
        search = self._top.symbol
        self._keyboard.move(lambda: search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        search.selectAll()

    def to_order_line(self) -> None:
        """Go to where orders are typed."""
        bring_forward(self._window)
        command = self._top.command
        self._keyboard.move(lambda: command.setFocus(Qt.FocusReason.ShortcutFocusReason))
        command.selectAll()

    def to_jump(self) -> None:
        """Go to where the time is typed that a replay is to jump to."""
        if self._replay is not None:
            bring_forward(self._window)
            self._keyboard.move(self._replay.focus_jump)

    def ring_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Ring what the keyboard has led to, in whichever window; the mouse needs no ring."""
        further = ((window, window.ring) for window in self._docking.further.all)
        for window, ring in ((self._window, self.ring), *further):
            is_led = self._keyboard.is_moving or ring.goes_on(old, now)
            ring.follow(now if is_led and now is not None and now.window() is window else None)
