"""The window: menus, a top bar, docked panes, a status bar, and one timer that draws a frame."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QIcon,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QMenu, QToolBar, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui import icons
from traderterminal.ui.chrome import Chrome
from traderterminal.ui.docking import Docking, Pane
from traderterminal.ui.pane_window import LIVE_BAND_PX, PaneWindow, title_of
from traderterminal.ui.pane_windows import as_text, from_text
from traderterminal.ui.panes.arming_sheets import ArmSheet
from traderterminal.ui.panes.keys_sheet import KeysSheet
from traderterminal.ui.panes.palette_sheet import PaletteSheet
from traderterminal.ui.panes.replay_bar import (
    BAR_KEY,
    JUMP_KEY,
    PLAY_KEY,
    ROW_KEY,
    ReplayBar,
)
from traderterminal.ui.panes.replay_sheet import ReplaySheet, RewindSheet
from traderterminal.ui.sheets import (
    FlattenSheet,
    KillSheet,
    MuteSheet,
    ReleaseSheet,
    about_sheet,
)
from traderterminal.ui.shortcuts import Shortcuts
from traderterminal.ui.tables.table import TableView, read_tables, restore_tables
from traderterminal.ui.theme import Theme
from traderterminal.ui.top_bar import SEARCH_KEY, TopBar
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.hotkeys import KEYS, Act
from traderterminal.ui.viewmodels.palette import Command
from traderterminal.ui.viewmodels.replay import ReplayViewModel
from traderterminal.ui.viewmodels.sounds import Mute
from traderterminal.ui.widgets.banners import Banners
from traderterminal.ui.widgets.command_field import COMMAND_KEY
from traderterminal.ui.widgets.controls import BADGE_WORDS
from traderterminal.ui.widgets.focus_ring import FocusRing
from traderterminal.ui.widgets.guide_bar import GuideBar
from traderterminal.ui.widgets.hold_button import HoldButton
from traderterminal.ui.widgets.kill_switch_button import KillSwitchButton
from traderterminal.ui.widgets.mode_band import ModeBand
from traderterminal.ui.widgets.sheet import Sheet
from traderterminal.ui.widgets.status_bar import StatusBar
from traderterminal.ui.widgets.toasts import Toasts
from traderterminal.ui.workspace_menu import WorkspaceMenu

#: A frame of the screen: markets and lists are shown in turns, a ladder with the focus in each.
FRAME_MS: Final = 16
PALETTE_KEY: Final = "Ctrl+K"
KEYS_KEYS: Final = ("F1", "?")
INDICATORS_KEY: Final = "Ctrl+I"
#: What its sheet is called: it is loaded when it is opened.
APPEARANCE: Final = "Appearance"
STREAMER_KEY: Final = "Ctrl+Shift+M"
CHART_KEY: Final = "Ctrl+N"
SETTINGS_KEY: Final = "Ctrl+,"
REPLAY_KEY: Final = "Ctrl+Shift+R"
#: What may be muted, in the words of the menu.
MUTES: Final = {
    Mute.OFF: "On",
    Mute.MOST: "Muted but for lost connections and breached limits",
    Mute.ALL: "Mute everything…",
}
TOP_BAR: Final = "top bar"
REPLAY_BAR: Final = "replay bar"
STATUS_BAR: Final = "status bar"
GUIDE: Final = "guide"

#: What of the keys can be done by name: nothing that is sent by it.
BY_NAME: Final = {
    Act.PREVIEW_BUY: "Preview buy",
    Act.PREVIEW_SELL: "Preview sell",
    Act.CANCEL_SYMBOL: "Cancel all of the symbol",
}

Moved = TypeVar("Moved")


class Window(QMainWindow):
    """Holds the frame around the panes it is given."""

    def __init__(self, chrome: Chrome, panes: Sequence[Pane], theme: Theme, icon: QIcon) -> None:
        super().__init__()
        self._chrome = chrome
        self._theme = theme
        self._by_keyboard = False
        self._asking: FlattenSheet | KillSheet | ReleaseSheet | None = None
        self.setWindowIcon(icon)
        self._docking = Docking(
            self,
            panes,
            theme,
            self._way_out,
            lambda: BADGE_WORDS[chrome.accounts.chosen.mode][1],
            self._make_window,
        )
        kill_switch = KillSwitchButton(
            chrome.kill_switch, theme, self.ask_to_kill, self.ask_to_release
        )
        self._add_band()
        self._top = TopBar(chrome, theme, icon, self.ask_to_flatten, self.ask_to_arm, kill_switch)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self._top)
        self.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, Banners(chrome.banners, theme))
        self.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
        self._guide = GuideBar(chrome.guide, theme)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self._guide)
        self._status = StatusBar(theme, self.open_pane)
        self._add_status_bar()
        self._replay = self._add_replay_bar()
        self._add_menus()
        self._add_walk()
        self._shortcuts = self._add_shortcuts(panes)
        self._ring = FocusRing(theme, self)
        self._toasts = Toasts(chrome.notices, theme, self.open_pane, self._toast_corner, self)
        for dock in self._docking.docks.values():
            self._follow_dock(dock)
        self._docking.entered.connect(chrome.entered)
        self._show_account(chrome.accounts.chosen)
        self.destroyed.connect(chrome.accounts.changed.connect(self._show_account))
        self._frames = QTimer(self)
        self._frames.setInterval(FRAME_MS)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._frame)
        self._is_turn_of_markets = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._ring_focus)

    # Laying out.

    def arrange(self, width: int, height: int, template: str = "") -> None:
        """Put the panes where a template has them in a window of that size, in pixels.

        Without one, where that of the workspace has them.
        """
        bars = self.menuBar().sizeHint().height() + self._theme.em(3.33) + self._theme.em(2.17)
        self._docking.arrange(template, QSize(width, height - bars))

    def arrange_as(self, template: str) -> None:
        """Put the panes where a template has them in the window as it is."""
        self.arrange(self.width(), self.height(), template)

    def add_pane(self, pane: Pane) -> None:
        """Add a pane where those of its kind are, and go into it."""
        self._leave_sheets()
        self.take_pane(pane)
        self._docking.enter(pane.name)

    def take_pane(self, pane: Pane) -> None:
        """Add a pane where those of its kind are."""
        dock = self._docking.add(pane)
        self._view.insertAction(self._after_panes, dock.toggleViewAction())
        self._follow_dock(dock)

    def remove_pane(self, name: str) -> None:
        """Take a pane away for good."""
        self._docking.remove(name)

    def pane_at(self, place: QPoint) -> str:
        """Return the name of the pane at a global point; empty where none is seen."""
        return self._docking.at(place)

    def pane_rect(self, name: str) -> QRect:
        """Return where a pane is in the window."""
        dock = self._docking.docks[name]
        return QRect(self.mapFromGlobal(dock.mapToGlobal(QPoint(0, 0))), dock.size())

    def _follow_dock(self, dock: QDockWidget) -> None:
        """A pane that comes to the front covers the notices."""
        dock.visibilityChanged.connect(lambda _: self._toasts.raise_())

    def _add_band(self) -> None:
        """Real money is hatched above everything else."""
        self._band = ModeBand(self._theme, 0, LIVE_BAND_PX)
        self._band_row = QToolBar("Mode")
        self._band_row.setObjectName("mode band")
        self._band_row.setMovable(False)
        self._band_row.toggleViewAction().setVisible(False)
        self._band_row.addWidget(self._band)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self._band_row)
        self.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)

    def _add_status_bar(self) -> None:
        # Qt's own status bar keeps pixels above its content for itself.
        self._bottom = QToolBar("Status bar")
        self._bottom.setObjectName("status bar")
        self._bottom.setAccessibleName("Status bar")
        self._bottom.setMovable(False)
        self._bottom.toggleViewAction().setVisible(False)
        self._bottom.addWidget(self._status)
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self._bottom)

    def _add_menus(self) -> None:
        bar, chrome = self.menuBar(), self._chrome
        self._workspace_menu = WorkspaceMenu(self, chrome.workspaces, self._theme, self.show_sheet)
        file = bar.addMenu("File")
        if chrome.replays is not None:
            self._add(file.addAction("Replay…", self.ask_to_replay), REPLAY_KEY)
            file.addSeparator()
        self._add(file.addAction("Settings…", self.open_settings), SETTINGS_KEY)
        file.addSeparator()
        self._add(file.addAction("Quit", self.close), "Ctrl+Q")
        view = bar.addMenu("View")
        self._view = view
        for dock in self._docking.docks.values():
            view.addAction(dock.toggleViewAction())
        self._after_panes = view.addSeparator()
        self._new_chart = view.addAction("New chart", chrome.new_chart)
        self._add(self._new_chart, CHART_KEY)
        self._add(view.addAction("Indicators…", chrome.indicators), INDICATORS_KEY)
        bar.addMenu(self._workspace_menu)
        themes, one_of = view.addMenu("Theme"), QActionGroup(self)
        for name, shown in chrome.themes.items():
            action = themes.addAction(shown, partial(self._choose_theme, name))
            action.setCheckable(True)
            action.setChecked(name == chrome.theme)
            one_of.addAction(action)
        view.addAction(translate("Window", "Appearance…"), self._ask_for_looks)
        self._add_sounds(view.addMenu("Sounds"))
        streaming = view.addAction("Streamer mode, without amounts")
        streaming.setCheckable(True)
        streaming.setChecked(chrome.hides_money)
        streaming.toggled.connect(chrome.hide_money)
        self._add(streaming, STREAMER_KEY)
        if chrome.replay is not None:
            self._add_replay_menu(chrome.replay)
        view.addSeparator()
        self._add(view.addAction("Commands…", self.ask_for_command), PALETTE_KEY)
        trade = bar.addMenu("Trade")
        self._add(trade.addAction("Symbol search", self._find_symbol), SEARCH_KEY)
        self._add(trade.addAction("Type an order", self._type_order), COMMAND_KEY)
        trade.addSeparator()
        trade.addAction("Cancel all orders", chrome.cancel_all)
        trade.addAction("Flatten all accounts…", self.ask_to_flatten)
        trade.addSeparator()
        self._throw = trade.addAction("Throw kill switch…", self.ask_to_kill)
        self._release = trade.addAction("Release kill switch…", self.ask_to_release)
        helps = bar.addMenu("Help")
        keys = helps.addAction("Keys…", self.ask_about_keys)
        self._add(keys, KEYS_KEYS[0])
        keys.setShortcuts([QKeySequence(key) for key in KEYS_KEYS])
        helps.addAction("How it works", partial(self.open_help, "how-it-works"))
        helps.addAction("Guide for the first start", chrome.guide.begin)
        helps.addAction("About TraderTerminal", self._show_about)

    def _add_sounds(self, menu: QMenu) -> None:
        one_of = QActionGroup(self)
        self._mutes = {
            mute: menu.addAction(words, partial(self._choose_mute, mute))
            for mute, words in MUTES.items()
        }
        for action in self._mutes.values():
            action.setCheckable(True)
            one_of.addAction(action)
        menu.aboutToShow.connect(self._show_mute)
        self._show_mute()

    def _show_mute(self) -> None:
        self._mutes[self._chrome.mute()].setChecked(True)

    def _choose_mute(self, mute: Mute) -> None:
        """Mute; what must not be missed only once that was confirmed."""
        choose = partial(self._chrome.choose_mute, mute)
        if mute is Mute.ALL:
            self.show_sheet(lambda under: MuteSheet(choose, self._theme, under))
        else:
            choose()

    def _add_shortcuts(self, panes: Sequence[Pane]) -> Shortcuts:
        """Hear the keys that trade; the window's own are nobody else's."""
        vm = self._chrome.hotkeys
        vm.reserved = lambda: {one.key: one.words for one in self._commands() if one.key}
        made = Shortcuts(
            vm,
            self._chrome.hotkey_acts,
            self._theme,
            self,
            lambda: bool(self._sheets()),
            self._let_go,
        )
        for pane in panes:
            if pane.hears is not None:
                made.add_place(*pane.hears)
        return made

    def _let_go(self, act: Act) -> None:
        """A key that must be held for what it does was let go: what has a sheet is asked there."""
        if act is Act.KILL:
            self.ask_to_kill()
        elif act is Act.FLATTEN_ALL:
            self.ask_to_flatten()

    def _commands(self) -> list[Command]:
        """What the menus do, by name; a pane is gone to, not closed."""
        panes = {dock.toggleViewAction() for dock in self._docking.docks.values()}
        menus = self.menuBar().findChildren(QMenu)
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

    def ask_for_command(self) -> None:
        """Ask by name for what is to be done, or for a symbol."""
        chrome = self._chrome
        goes = [
            Command(f"Go to {name}", partial(self.open_pane, name)) for name in self._docking.docks
        ]
        hotkeys = [
            Command(words, partial(self._do_previewed, act), chrome.hotkeys.key(act))
            for act, words in BY_NAME.items()
        ]
        menus = [one for one in self._commands() if one.key != PALETTE_KEY]
        commands = [*goes, *hotkeys, *menus]  # of equals the one that changes nothing
        if not any(isinstance(one, PaletteSheet) for one in self._sheets()):
            self.show_sheet(
                lambda under: PaletteSheet(
                    commands, chrome.search, chrome.choose, self._theme, under
                )
            )

    def _do_previewed(self, act: Act) -> None:
        pressed = self._chrome.hotkey_acts.press(act)
        if pressed.do is not None:
            pressed.do()

    def ask_about_keys(self) -> None:
        """Show the keys."""
        vm = self._chrome.hotkeys
        if not any(isinstance(one, KeysSheet) for one in self._sheets()):
            self.show_sheet(lambda under: KeysSheet(vm, self._commands, self._theme, under))

    def _add_replay_bar(self) -> ReplayBar | None:
        """Whoever trades on a recording sees that, and moves it, in every arrangement."""
        vm = self._chrome.replay
        if vm is None:
            return None
        made = ReplayBar(vm, self._theme, self.close)
        row = QToolBar("Replay bar")
        row.setObjectName("replay bar")
        row.setMovable(False)
        row.toggleViewAction().setVisible(False)
        row.addWidget(made)
        self.addToolBarBreak(Qt.ToolBarArea.BottomToolBarArea)
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, row)
        self.destroyed.connect(
            vm.asks.connect(
                lambda rewind: self.show_sheet(
                    lambda under: RewindSheet(vm, rewind, self._theme, under)
                )
            )
        )
        return made

    def _add_replay_menu(self, vm: ReplayViewModel) -> None:
        menu = self.menuBar().addMenu("Replay")
        self._add(menu.addAction("Play or pause", vm.toggle), PLAY_KEY)
        self._add(menu.addAction("Next bar of the chart", vm.step_bar), BAR_KEY)
        if not vm.of_bars:
            self._add(menu.addAction("Next row", vm.step_row), ROW_KEY)
        self._add(menu.addAction("Jump to a time", self._type_jump), JUMP_KEY)
        menu.addSeparator()
        menu.addAction("End replay", self.close)

    def _type_jump(self) -> None:
        if self._replay is not None:
            self._from_keyboard(self._replay.focus_jump)

    def _add(self, action: QAction, key: str) -> None:
        """Let a key do what a menu does, also while the menu is closed."""
        action.setShortcut(QKeySequence(key))
        self.addAction(action)

    def _ask_for_looks(self) -> None:
        if not any(one.accessibleName() == APPEARANCE for one in self._sheets()):
            self._chrome.ask_for_looks()

    def _choose_theme(self, name: str) -> None:
        # After the menu has closed: the window it belongs to is made anew.
        QTimer.singleShot(0, self, partial(self._chrome.choose_theme, name))

    def _show_account(self, chosen: AccountEntry) -> None:
        self._band.show_mode(chosen.mode)
        self._band_row.setVisible(self._band.height() > 0)
        self.setWindowTitle(title_of(chosen))
        for window in self._docking.further.all:
            window.show_account(chosen)

    def _make_window(self, number: int) -> PaneWindow:
        """Make a further window for panes; what the keyboard does it does there too."""
        made = PaneWindow(
            number, self._theme, self._way_out(), self._chrome.accounts.chosen, self._from_keyboard
        )
        made.setWindowIcon(self.windowIcon())
        made.addActions(self.actions())
        return made

    def _way_out(self) -> HoldButton:
        """Return what a pane that floats away from the top bar takes along."""
        made = HoldButton(self._theme, "Flatten all", self._chrome.flatten_all, self.ask_to_flatten)
        made.setAccessibleName("Flatten all accounts, from here")
        made.setToolTip("Hold for a second to flatten all accounts")
        return made

    # What the bars do.

    def ask_to_flatten(self) -> None:
        """Say what flattening everything would do, and offer it."""
        self._ask(FlattenSheet)

    def ask_to_kill(self) -> None:
        """Say what throwing the kill switch would do, and offer it."""
        if not self._chrome.kill_switch.engaged:
            self._ask(KillSheet)

    def ask_to_arm(self) -> None:
        """Ask for the name of the account that is to be armed."""
        self.show_sheet(lambda under: ArmSheet(self._chrome.arming, self._theme, under))

    def ask_to_replay(self) -> None:
        """Ask what is to be replayed."""
        vm = self._chrome.replays
        if vm is not None and not any(isinstance(one, ReplaySheet) for one in self._sheets()):
            self.show_sheet(lambda under: ReplaySheet(vm, self._theme, under))

    def ask_to_release(self) -> None:
        """Ask for the word that releases the kill switch."""
        if self._chrome.kill_switch.engaged:
            self._ask(ReleaseSheet)

    def _ask(self, kind: type[FlattenSheet] | type[KillSheet] | type[ReleaseSheet]) -> None:
        """Open a sheet in the place of the one that is open, unless it is of the same kind."""
        if isinstance(self._asking, kind):
            return
        if self._asking is not None:
            self._asking.put_away()
        sheet = self._from_keyboard(lambda: kind(self._chrome, self._theme, self._top))
        sheet.destroyed.connect(lambda: self._forget_sheet(sheet))
        self._asking = sheet

    def show_sheet(self, make: Callable[[QWidget], Sheet]) -> None:
        """Put a sheet over the work area; `make` is given the bar below which it lies."""
        self._from_keyboard(lambda: make(self._top))

    def open_help(self, page: str) -> None:
        """Show a page of Help, by the name of its file."""
        from traderterminal.ui.panes.help_sheet import HelpSheet  # the start need not wait for it

        pages = self._chrome.pages()
        self.show_sheet(lambda under: HelpSheet(pages, page, self._theme, under))

    def open_settings(self, search: str = "") -> None:
        """Show the settings, at first those in which a text stands."""
        from traderterminal.ui.panes.settings_sheet import SettingsSheet  # nor for that

        if not any(isinstance(one, SettingsSheet) for one in self._sheets()):
            form = self._chrome.settings()
            self.show_sheet(lambda under: SettingsSheet(form, self._theme, under, search))

    def _show_about(self) -> None:
        self._from_keyboard(lambda: about_sheet(self._chrome.about, self._theme, self._top))

    def _forget_sheet(self, sheet: QWidget) -> None:
        if self._asking is sheet:
            self._asking = None

    def open_pane(self, name: str) -> None:
        """Bring a pane to the front and the focus into it; the keys have a sheet."""
        if name == KEYS:
            self.ask_about_keys()
            return
        self._leave_sheets()
        self._docking.enter(name)

    def come_forward(self) -> None:
        """Stand before the windows of other programs."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _find_symbol(self) -> None:
        self._from_keyboard(lambda: self._top.symbol.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._top.symbol.selectAll()

    def _type_order(self) -> None:
        self._from_keyboard(lambda: self._top.command.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._top.command.selectAll()

    # The keyboard.

    def _add_walk(self) -> None:
        for key, step in (("F6", 1), ("Shift+F6", -1)):
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(partial(self._walk, step))
            self.addAction(action)

    def _walk(self, step: int) -> None:
        """Move the focus from the top bar through the panes to the status bar and around."""
        self._leave_sheets()
        replay = [] if self._replay is None else [REPLAY_BAR]
        guide = [] if self._guide.isHidden() else [GUIDE]
        stops = [TOP_BAR, *guide, *self._docking.open_names(), *replay, STATUS_BAR]
        now = self.where(self.focusWidget())
        start = stops.index(now) if now in stops else -1 if step > 0 else 0
        self._from_keyboard(partial(self._enter, stops[(start + step) % len(stops)]))

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
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        sheets = self._sheets()
        if sheets:
            return self._from_keyboard(partial(sheets[-1].step, forward=forward))
        return self._from_keyboard(partial(super().focusNextPrevChild, forward))

    def _leave_sheets(self) -> None:
        """Who goes on to a pane leaves what was asked above it."""
        for sheet in self._sheets():
            sheet.put_away()

    def _sheets(self) -> list[Sheet]:
        """The sheets that lie over the work area, the uppermost last."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        return [one for one in self.findChildren(Sheet, options=direct) if one.isVisible()]

    def _from_keyboard(self, move: Callable[[], Moved]) -> Moved:
        """Move the focus so that it is ringed."""
        self._by_keyboard = True
        try:
            return move()
        finally:
            self._by_keyboard = False

    def _ring_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Ring what the keyboard has led to; the mouse needs no ring."""
        shown = now if self._by_keyboard else None
        for window, ring in ((self, self._ring), *((w, w.ring) for w in self._docking.further.all)):
            ring.follow(shown if shown is not None and shown.window() is window else None)

    # A frame.

    def _frame(self) -> None:
        """An order on its way waits for half of the window at the most, not for all of it."""
        self._is_turn_of_markets = not self._is_turn_of_markets
        if self._is_turn_of_markets:
            self._docking.flush_half(markets=True)
        else:
            self._flush_lists()

    def flush(self) -> None:
        """Let everything that can be seen take over what changed since the last frame."""
        self._docking.flush_half(markets=True)
        self._flush_lists()

    def _flush_lists(self) -> None:
        chrome = self._chrome
        self._docking.flush_half(markets=False)
        self._top.flush()
        chrome.banners.flush()
        chrome.notices.flush()
        chrome.guide.flush()
        self._toasts.follow()
        self._status.show_state(chrome.chips(), chrome.notes(), chrome.clock())
        if self._replay is not None:
            self._replay.flush()
        engaged = chrome.kill_switch.engaged
        self._throw.setEnabled(not engaged)
        self._release.setEnabled(engaged)
        self._new_chart.setEnabled(chrome.has_room())
        if self._asking is not None:
            self._asking.refresh()

    def _toast_corner(self) -> tuple[int, int]:
        """Bottom right above the bars, but never over the ticket, whose foot is the way out."""
        lowest = self._bottom if self._replay is None else self._replay
        bottom = lowest.mapTo(self, QPoint(0, 0)).y()
        ticket = self._docking.docks["Ticket"]
        if ticket.isVisible() and not ticket.isFloating():
            left = ticket.mapTo(self, QPoint(0, 0)).x()
            if left > self.width() // 2:
                return left, bottom
        return self.width(), bottom

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.flush()
        self._frames.start()
        # The first window must not wait for the icons.
        QTimer.singleShot(0, self, lambda: icons.load(self._theme))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._toasts.place()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            icons.rebuild()
            self._top.draw_icon()
        if event.type() is QEvent.Type.UpdateRequest:  # paints all that asked for it
            is_done = super().event(event)
            self._chrome.painted()
            return is_done
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            if self.isMinimized():
                self._frames.stop()
            elif self.isVisible():
                self._frames.start()

    def write_anew(self) -> None:
        """Draw everything again: amounts are written otherwise from now on."""
        for window in (self, *self._docking.further.all):
            tables: list[TableView[Any]] = window.findChildren(TableView)
            for table in tables:
                table.write_anew()
        self.flush()
        for widget in QApplication.allWidgets():
            widget.update()

    def stop(self) -> None:
        """Draw no more frames, and hold no key any longer."""
        self._frames.stop()
        self._shortcuts.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        for window in self._docking.further.all:  # they keep their panes for the next time
            window.hide()

    def leave(self) -> None:
        """Go for good: another window stands in the place of this one."""
        self.stop()
        self.close()
        for window in self._docking.further.all:
            window.deleteLater()
        self.deleteLater()

    # Where everything stood.

    def layout_state(self) -> dict[str, str]:
        """Return size and arrangement as text, to be restored next time."""
        return {
            "geometry": as_text(self.saveGeometry()),
            "tables": read_tables(self),
            **self._docking.state(),
        }

    def restore_layout(self, state: Mapping[str, str]) -> bool:
        """Take over an arrangement; False if it cannot be read, or does not fit this version.

        What lay on a screen that is gone returns to the main one. Without a place of its own that
        can be read the window stays where it is.
        """
        self.restoreGeometry(from_text(state.get("geometry")))
        return self.restore_panes(state)

    def restore_panes(self, state: Mapping[str, str]) -> bool:
        """Take over an arrangement without the place of the window itself."""
        restore_tables(self, state.get("tables", ""))
        return self._docking.restore(state)
