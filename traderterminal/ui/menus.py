"""The menu bar: everything that can be done with the window, each with its key."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QMenu

from traderterminal.kit.language import mark, translate
from traderterminal.ui.asking import Asking
from traderterminal.ui.chrome import Chrome
from traderterminal.ui.command_keys import CommandKeys
from traderterminal.ui.docking import Docking
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.hotkeys import (
    GO_TO,
    NEXT_BAR,
    NEXT_ROW,
    ORDER_LINE,
    PALETTE,
    PLAY,
    SYMBOL_SEARCH,
    act_of_pane,
)
from traderterminal.ui.viewmodels.palette import Command
from traderterminal.ui.viewmodels.replay import ReplayViewModel
from traderterminal.ui.viewmodels.sounds import Mute
from traderterminal.ui.walk import Walk
from traderterminal.ui.widgets.menu import Menu
from traderterminal.ui.workspace_menu import WorkspaceMenu

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
        quit_program: Callable[[], None],
    ) -> None:
        self._window = window
        self._chrome = chrome
        self._theme = theme
        self._docking = docking
        self._asking = asking
        self._walk = walk
        self._quit = quit_program
        self._keys = CommandKeys(window, chrome.hotkeys)
        workspaces = WorkspaceMenu(
            window, chrome.workspaces, theme, asking.show, chrome.hotkeys, self._keys
        )
        self._fill_file(self._on_bar(translate("Window", "File")))
        self.view = self._on_bar(translate("Window", "View"))
        self._list_panes()
        window.menuBar().addMenu(workspaces)
        self._fill_view()
        if chrome.replay is not None:
            self._fill_replay(self._on_bar(translate("Window", "Replay")), chrome.replay)
        self.view.addSeparator()
        commands = mark("Window", "Commands…")
        self._add(self.view, PALETTE, commands, asking.for_command, "Ctrl+K")
        self._fill_trade(self._on_bar(translate("Window", "Trade")))
        self._fill_help(self._on_bar(translate("Window", "Help")))
        chrome.hotkeys.changed.emit(None)  # the bars, which were there before, tell some of them

    def _on_bar(self, words: str) -> Menu:
        bar = self._window.menuBar()
        made = Menu(words, bar)
        bar.addMenu(made)
        return made

    def _add(
        self,
        menu: QMenu,
        act: str,
        words: str,
        do: Callable[[], object],
        key: str = "",
        *,
        repeats: bool = False,
    ) -> QAction:
        """Add a line to a menu, with a key that does the same; `key` is the usual one."""
        action = menu.addAction(translate("Window", words), do)
        return self._keys.bind(action, act, words, key, repeats=repeats)

    def _fill_file(self, menu: QMenu) -> None:
        asking = self._asking
        if self._chrome.replays is not None:
            self._add(menu, "replay", mark("Window", "Replay…"), asking.to_replay, "Ctrl+Shift+R")
            menu.addSeparator()
        self._add(menu, "settings", mark("Window", "Settings…"), asking.open_settings, "Ctrl+,")
        menu.addSeparator()
        self._add(menu, "quit", mark("Window", "Quit"), self._quit, "Ctrl+Q")

    def _list_panes(self) -> None:
        for dock in self._docking.docks.values():
            self.view.addAction(dock.toggleViewAction())
        self._after_panes = self.view.addSeparator()

    def list_pane(self, dock: QDockWidget) -> None:
        """Let a further pane be shown and closed from here, too."""
        self.view.insertAction(self._after_panes, dock.toggleViewAction())

    def _fill_view(self) -> None:
        view, chrome = self.view, self._chrome
        self._new_chart = self._add(
            view, "new_chart", mark("Window", "New chart"), chrome.new_chart, "Ctrl+N"
        )
        self._add(view, "indicators", mark("Window", "Indicators…"), chrome.indicators, "Ctrl+I")
        self._add(view, "full_screen", mark("Window", "Full screen"), self._fill_screen, "F11")
        view.addSeparator()
        self._fill_themes(view.addMenu(translate("Window", "Theme")))
        self._add(view, "appearance", mark("Window", "Appearance…"), self._asking.for_looks)
        self._fill_sounds(view.addMenu(translate("Window", "Sounds")))
        words = mark("Window", "Streamer mode, without amounts")
        streaming = view.addAction(translate("Window", words))
        streaming.setCheckable(True)
        streaming.setChecked(chrome.hides_money)
        streaming.toggled.connect(chrome.hide_money)
        self._keys.bind(streaming, "streamer_mode", words, "Ctrl+Shift+M")

    def _fill_screen(self) -> None:
        """Let the pane with the focus fill the screen, or end that."""
        name = self._docking.pane_of(QApplication.focusWidget()) or self._docking.maximised
        if name:
            self._docking.fill_screen(name)

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
        add = partial(self._add, menu)
        add(PLAY, mark("Window", "Play or pause"), vm.toggle, "F8")
        add(NEXT_BAR, mark("Window", "Next bar of the chart"), vm.step_bar, "F9", repeats=True)
        if not vm.of_bars:
            add(NEXT_ROW, mark("Window", "Next row"), vm.step_row, "Shift+F9", repeats=True)
        add("replay_jump", mark("Window", "Jump to a time"), self._walk.to_jump, "F7")
        menu.addSeparator()
        add("replay_end", mark("Window", "End replay"), self._window.close)

    def _fill_trade(self, menu: QMenu) -> None:
        chrome, asking, walk = self._chrome, self._asking, self._walk
        add = partial(self._add, menu)
        add(SYMBOL_SEARCH, mark("Window", "Symbol search"), walk.to_symbol, "Ctrl+L")
        add(ORDER_LINE, mark("Window", "Type an order"), walk.to_order_line, "Ctrl+E")
        menu.addSeparator()
        add("cancel_all", mark("Window", "Cancel all orders"), chrome.cancel_all)
        add("ask_to_flatten", mark("Window", "Flatten all accounts…"), asking.to_flatten)
        menu.addSeparator()
        self._throw = add("ask_to_kill", mark("Window", "Throw kill switch…"), asking.to_kill)
        self._release = add(
            "ask_to_release", mark("Window", "Release kill switch…"), asking.to_release
        )

    def _fill_help(self, menu: QMenu) -> None:
        asking, words = self._asking, mark("Window", "Keys…")
        keys = menu.addAction(translate("Window", words), asking.about_keys)
        self._keys.bind(keys, "keys", words, "F1", also="?")
        add = partial(self._add, menu)
        add("user_guide", mark("Window", "User guide"), partial(asking.open_help, ""))
        add(
            "how_it_works",
            mark("Window", "How it works"),
            partial(asking.open_help, "how-it-works"),
        )
        add("guide", mark("Window", "Guide for the first start"), self._chrome.guide.begin)
        add("about", mark("Window", "About TraderTerminal"), asking.about_program)

    def lead_to(self, pane: str, go: Callable[[], object]) -> None:
        """Let a key lead to a pane, which has none as a rule."""
        action = QAction(self._window)
        action.triggered.connect(lambda: go())
        self._keys.bind(action, act_of_pane(pane), GO_TO, context="Keys", pane=pane)

    def commands(self) -> Sequence[Command]:
        """Return what the menus do, by name; a pane is gone to, not closed."""
        panes = {dock.toggleViewAction() for dock in self._docking.docks.values()}
        menus = self._window.menuBar().findChildren(QMenu)
        return [
            Command(
                action.text().partition("\t")[0].removesuffix("…"),
                action.trigger,
                self._keys.key_of(action),
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
