"""The menu bar: everything that can be done with the window, each with its key."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu

from traderterminal.kit.language import mark, translate
from traderterminal.ui.asking import PALETTE_KEY, Asking
from traderterminal.ui.chrome import Chrome
from traderterminal.ui.docking import Docking
from traderterminal.ui.panes.replay_bar import BAR_KEY, JUMP_KEY, PLAY_KEY, ROW_KEY
from traderterminal.ui.theme import Theme
from traderterminal.ui.top_bar import SEARCH_KEY
from traderterminal.ui.viewmodels.palette import Command
from traderterminal.ui.viewmodels.replay import ReplayViewModel
from traderterminal.ui.viewmodels.sounds import Mute
from traderterminal.ui.walk import Walk
from traderterminal.ui.widgets.command_field import COMMAND_KEY
from traderterminal.ui.workspace_menu import WorkspaceMenu

KEYS_KEYS: Final = ("F1", "?")
INDICATORS_KEY: Final = "Ctrl+I"
STREAMER_KEY: Final = "Ctrl+Shift+M"
CHART_KEY: Final = "Ctrl+N"
SETTINGS_KEY: Final = "Ctrl+,"
REPLAY_KEY: Final = "Ctrl+Shift+R"
#: What may be muted, in the words of the menu.
MUTES: Final = {
    Mute.OFF: mark("Window", "On"),
    Mute.MOST: mark("Window", "Muted but for lost connections and breached limits"),
    Mute.ALL: mark("Window", "Mute everything…"),
}


class Menus:
    """Fills the menu bar of a window."""

    def __init__(
        self,
        window: QMainWindow,
        chrome: Chrome,
        theme: Theme,
        docking: Docking,
        asking: Asking,
        walk: Walk,
    ) -> None:
        self._window = window
        self._chrome = chrome
        self._theme = theme
        self._docking = docking
        self._asking = asking
        self._walk = walk
        bar = window.menuBar()
        workspaces = WorkspaceMenu(window, chrome.workspaces, theme, asking.show)
        self._fill_file(bar.addMenu(translate("Window", "File")))
        self.view = bar.addMenu(translate("Window", "View"))
        self._list_panes()
        bar.addMenu(workspaces)
        self._fill_view()
        if chrome.replay is not None:
            self._fill_replay(bar.addMenu(translate("Window", "Replay")), chrome.replay)
        self.view.addSeparator()
        self._add(
            self.view.addAction(translate("Window", "Commands…"), asking.for_command), PALETTE_KEY
        )
        self._fill_trade(bar.addMenu(translate("Window", "Trade")))
        self._fill_help(bar.addMenu(translate("Window", "Help")))

    def _add(self, action: QAction, key: str) -> None:
        """Let a key do what a menu does, also while the menu is closed."""
        action.setShortcut(QKeySequence(key))
        self._window.addAction(action)

    def _fill_file(self, menu: QMenu) -> None:
        asking = self._asking
        if self._chrome.replays is not None:
            self._add(menu.addAction(translate("Window", "Replay…"), asking.to_replay), REPLAY_KEY)
            menu.addSeparator()
        self._add(
            menu.addAction(translate("Window", "Settings…"), asking.open_settings), SETTINGS_KEY
        )
        menu.addSeparator()
        self._add(menu.addAction(translate("Window", "Quit"), self._window.close), "Ctrl+Q")

    def _list_panes(self) -> None:
        for dock in self._docking.docks.values():
            self.view.addAction(dock.toggleViewAction())
        self._after_panes = self.view.addSeparator()

    def list_pane(self, dock: QDockWidget) -> None:
        """Let a further pane be shown and closed from here, too."""
        self.view.insertAction(self._after_panes, dock.toggleViewAction())

    def _fill_view(self) -> None:
        view, chrome = self.view, self._chrome
        self._new_chart = view.addAction(translate("Window", "New chart"), chrome.new_chart)
        self._add(self._new_chart, CHART_KEY)
        self._add(
            view.addAction(translate("Window", "Indicators…"), chrome.indicators), INDICATORS_KEY
        )
        self._fill_themes(view.addMenu(translate("Window", "Theme")))
        view.addAction(translate("Window", "Appearance…"), self._asking.for_looks)
        self._fill_sounds(view.addMenu(translate("Window", "Sounds")))
        streaming = view.addAction(translate("Window", "Streamer mode, without amounts"))
        streaming.setCheckable(True)
        streaming.setChecked(chrome.hides_money)
        streaming.toggled.connect(chrome.hide_money)
        self._add(streaming, STREAMER_KEY)

    def _fill_themes(self, menu: QMenu) -> None:
        one_of = QActionGroup(self._window)
        for name, shown in self._chrome.themes.items():
            action = menu.addAction(shown, partial(self._choose_theme, name))
            action.setCheckable(True)
            action.setChecked(name == self._chrome.theme)
            one_of.addAction(action)

    def _choose_theme(self, name: str) -> None:
        # After the menu has closed: the window it belongs to is made anew.
        QTimer.singleShot(0, self._window, partial(self._chrome.choose_theme, name))

    def _fill_sounds(self, menu: QMenu) -> None:
        one_of = QActionGroup(self._window)
        self._mutes = {
            mute: menu.addAction(translate("Window", words), partial(self._asking.to_mute, mute))
            for mute, words in MUTES.items()
        }
        for action in self._mutes.values():
            action.setCheckable(True)
            one_of.addAction(action)
        menu.aboutToShow.connect(self._show_mute)
        self._show_mute()

    def _show_mute(self) -> None:
        self._mutes[self._chrome.mute()].setChecked(True)

    def _fill_replay(self, menu: QMenu, vm: ReplayViewModel) -> None:
        self._add(menu.addAction(translate("Window", "Play or pause"), vm.toggle), PLAY_KEY)
        self._add(
            menu.addAction(translate("Window", "Next bar of the chart"), vm.step_bar), BAR_KEY
        )
        if not vm.of_bars:
            self._add(menu.addAction(translate("Window", "Next row"), vm.step_row), ROW_KEY)
        self._add(
            menu.addAction(translate("Window", "Jump to a time"), self._walk.to_jump), JUMP_KEY
        )
        menu.addSeparator()
        menu.addAction(translate("Window", "End replay"), self._window.close)

    def _fill_trade(self, menu: QMenu) -> None:
        chrome, asking = self._chrome, self._asking
        self._add(
            menu.addAction(translate("Window", "Symbol search"), self._walk.to_symbol), SEARCH_KEY
        )
        self._add(
            menu.addAction(translate("Window", "Type an order"), self._walk.to_order_line),
            COMMAND_KEY,
        )
        menu.addSeparator()
        menu.addAction(translate("Window", "Cancel all orders"), chrome.cancel_all)
        menu.addAction(translate("Window", "Flatten all accounts…"), asking.to_flatten)
        menu.addSeparator()
        self._throw = menu.addAction(translate("Window", "Throw kill switch…"), asking.to_kill)
        self._release = menu.addAction(
            translate("Window", "Release kill switch…"), asking.to_release
        )

    def _fill_help(self, menu: QMenu) -> None:
        keys = menu.addAction(translate("Window", "Keys…"), self._asking.about_keys)
        self._add(keys, KEYS_KEYS[0])
        keys.setShortcuts([QKeySequence(key) for key in KEYS_KEYS])
        menu.addAction(translate("Window", "User guide"), partial(self._asking.open_help, ""))
        menu.addAction(
            translate("Window", "How it works"), partial(self._asking.open_help, "how-it-works")
        )
        menu.addAction(translate("Window", "Guide for the first start"), self._chrome.guide.begin)
        menu.addAction(translate("Window", "About TraderTerminal"), self._asking.about_program)

    def commands(self) -> Sequence[Command]:
        """Return what the menus do, by name; a pane is gone to, not closed."""
        panes = {dock.toggleViewAction() for dock in self._docking.docks.values()}
        menus = self._window.menuBar().findChildren(QMenu)
        return [
            Command(
                action.text().removesuffix("…"),
                action.trigger,
                action.shortcut().toString(QKeySequence.SequenceFormat.PortableText),
            )
            for menu in menus
            for action in menu.actions()
            if action.text() and action.menu() is None and action not in panes
        ]

    def flush(self) -> None:
        """Offer what can be done now."""
        engaged = self._chrome.kill_switch.engaged
        self._throw.setEnabled(not engaged)
        self._release.setEnabled(engaged)
        self._new_chart.setEnabled(self._chrome.has_room())
