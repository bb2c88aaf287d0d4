"""A further window for panes: it carries the band of the mode and the way out, as every window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSizePolicy, QTabWidget, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.widgets.controls import BADGE_WORDS, label, paint_label
from traderterminal.ui.widgets.elided import Elided
from traderterminal.ui.widgets.focus_ring import FocusRing
from traderterminal.ui.widgets.mode_band import ModeBand
from traderterminal.ui.widgets.still import Still
from traderterminal.ui.widgets.window_row import WindowRow

BAND_PX = 2
LIVE_BAND_PX = 5
#: Of a window that a pane is moved to, before the trader sizes it.
SIZE_EM = (60, 50)


def title_of(account: AccountEntry, number: int = 1) -> str:
    """Return the title of a window: the mode first, then the account."""
    which = f" {number}" if number > 1 else ""
    return f"{BADGE_WORDS[account.mode][0]} · {account.name} · TraderTerminal{which}"


def host_docks(window: QMainWindow) -> None:
    """Let a window have panes anywhere, in rows, columns and tabs."""
    window.setDockNestingEnabled(True)
    window.setAnimated(False)
    window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)


def fixed_row(title: str, content: QWidget, name: str) -> WindowRow:
    """Return a row of a window that holds one widget."""
    row = WindowRow(title, name)
    row.addWidget(content)
    return row


def bring_forward(window: QWidget) -> None:
    """Let a window be seen and have the keys, unless it has them already."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    if not window.isActiveWindow():
        window.activateWindow()


class PaneWindow(QMainWindow):
    """Holds panes beside the main window; `number` counts the windows from 2 on.

    `left` tells that it was closed, `came_or_went` that it was shown, hidden, minimised or brought
    back. `walk` moves the focus on (True) or back as the last of what it is given does, ringed.
    """

    left = Signal()
    came_or_went = Signal()

    def __init__(
        self,
        number: int,
        theme: Theme,
        way_out: QWidget,
        account: AccountEntry,
        walk: Callable[[QWidget, bool, Callable[[], bool]], bool],
    ) -> None:
        super().__init__()
        self.number = number
        self._theme = theme
        self._reach_token = ""
        self._walk = walk
        # The program ends with the main window.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        host_docks(self)
        self.ring = FocusRing(theme, self)
        self._band = ModeBand(theme, BAND_PX, LIVE_BAND_PX)
        for row in (
            fixed_row(translate("Window", "Mode"), self._band, "Mode"),
            fixed_row(translate("Window", "Way out"), self._strip(way_out), "Way out"),
        ):
            self.addToolBar(Qt.ToolBarArea.TopToolBarArea, row)
            self.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
        self.show_account(account)
        self.resize(QSize(theme.em(SIZE_EM[0]), theme.em(SIZE_EM[1])))

    def _strip(self, way_out: QWidget) -> QWidget:
        #: What sheets lie below.
        self.bar = strip = QWidget()
        strip.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(strip)
        line.setContentsMargins(self._theme.em(0.83), 4, self._theme.em(0.67), 4)
        self._account = Elided(self._theme, "strong")  # a slim window stays one
        self._reach = label(self._theme, role="strong")
        line.addWidget(self._account)
        line.addWidget(Still(self._reach))
        line.addStretch(1)
        line.addWidget(way_out)
        way_out.show()
        return strip

    def show_account(self, account: AccountEntry) -> None:
        """Show the mode and name of the account that is traded."""
        self._band.show_mode(account.mode)
        self._account.say(f"{BADGE_WORDS[account.mode][0]} · {account.name}")
        self.setWindowTitle(title_of(account, self.number))

    def show_reach(self, words: str, token: str) -> None:
        """Show how far a click goes, as the chip of the mode does, or that none adds exposure."""
        if self._reach.text() != words:
            self._reach.setText(words)
        if self._reach_token != token:
            self._reach_token = token
            paint_label(self._reach, self._theme, token)

    def focusNextPrevChild(self, forward: bool) -> bool:
        move = super().focusNextPrevChild
        return self._walk(self, forward, lambda: move(forward))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came_or_went.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.came_or_went.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.came_or_went.emit()
