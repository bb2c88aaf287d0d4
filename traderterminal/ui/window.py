"""The window: menus, a top bar, docked panes, a status bar, and one timer that draws a frame."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QHideEvent,
    QIcon,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui import icons
from traderterminal.ui.asking import Asking
from traderterminal.ui.chrome import Chrome
from traderterminal.ui.docking import TURNS, Docking, Pane
from traderterminal.ui.field_keys import FieldKeys
from traderterminal.ui.handover import hand_over, is_in_hand, type_on
from traderterminal.ui.menus import Menus
from traderterminal.ui.pane_window import LIVE_BAND_PX, PaneWindow, fixed_row, title_of
from traderterminal.ui.panes.replay_bar import ReplayBar
from traderterminal.ui.screen_homes import ScreenHomes
from traderterminal.ui.shortcuts import Shortcuts
from traderterminal.ui.tables.table import TableView, read_tables, restore_tables
from traderterminal.ui.theme import Theme
from traderterminal.ui.top_bar import TopBar
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.hotkeys import KEYS, Act, act_of_pane
from traderterminal.ui.viewmodels.palette import Command
from traderterminal.ui.viewmodels.pane_names import pane_title
from traderterminal.ui.walk import Keyboard, Walk
from traderterminal.ui.widgets.banners import Banners
from traderterminal.ui.widgets.beside import dialogs
from traderterminal.ui.widgets.controls import BADGE_WORDS
from traderterminal.ui.widgets.guide_bar import GuideBar
from traderterminal.ui.widgets.hold_button import HoldButton
from traderterminal.ui.widgets.kill_switch_button import KillSwitchButton
from traderterminal.ui.widgets.mode_band import ModeBand
from traderterminal.ui.widgets.sheet import Sheet
from traderterminal.ui.widgets.status_bar import StatusBar
from traderterminal.ui.widgets.still import Still
from traderterminal.ui.widgets.toasts import MOST_EM, WIDTH_EM, Toasts

#: A quarter of the panes is shown in each turn, a chart or ladder with the focus in every other:
#: in each frame of the screen.
TURN_MS: Final = 8
#: How often it is looked, while no window is seen, whether the tray that leads back is there.
TRAY_MS: Final = 2_000


class Window(QMainWindow):
    """Holds the frame around the panes it is given."""

    def __init__(self, chrome: Chrome, panes: Sequence[Pane], theme: Theme, icon: QIcon) -> None:
        super().__init__()
        self._chrome = chrome
        self._theme = theme
        self.setWindowIcon(icon)
        self._keyboard = Keyboard()
        self.asking = Asking(
            chrome,
            theme,
            self._keyboard,
            bars=lambda: [self._top, *(one.bar for one in self._docking.further.all)],
            at_hand=lambda: self._bar_of(self.at_hand()),
            commands=lambda: self._menus.commands(),
            goes=self._goes,
        )
        self._homes = ScreenHomes(self, self._windows, self._follow_screens)
        self._docking = Docking(
            self,
            panes,
            theme,
            self._homes,
            self._way_out,
            lambda: BADGE_WORDS[chrome.accounts.chosen.mode][1],
            self._make_window,
        )
        self._add_bars(icon)
        self.walk = Walk(
            self,
            theme,
            self._keyboard,
            self._docking,
            top=self._top,
            guide=self._guide,
            replay=self._replay,
            status=self._status,
            leave=self.asking.leave,
        )
        self._menus = Menus(self, chrome, theme, self._docking, self.asking, self.walk, self.quit)
        self._shortcuts = self._add_shortcuts(panes)
        FieldKeys(self, chrome.hotkeys)
        self._toasts = Toasts(
            chrome.notices, theme, chrome.show_notice, self._toast_corner, self._told_in
        )
        for dock in self._docking.docks.values():
            self._follow_dock(dock)
        self._docking.entered.connect(chrome.entered)
        self._show_account(chrome.accounts.chosen)
        self.destroyed.connect(chrome.accounts.changed.connect(self._show_account))
        self._begin_frames()

    def _begin_frames(self) -> None:
        self._is_over = False
        self._unseen = QTimer(self)
        self._unseen.setInterval(TRAY_MS)
        self._unseen.timeout.connect(self._look_for_the_tray)
        self._frames = QTimer(self)
        self._frames.setInterval(TURN_MS)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._frame)
        self._turn = TURNS - 1
        self._owes_paint = False
        self._uncovers = False
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

    @property
    def width_em(self) -> float:
        """How wide it is, in em."""
        return self.width() / self._theme.em(1)

    def add_pane(self, pane: Pane) -> None:
        """Add a pane where those of its kind are, and go into it."""
        self.asking.leave()
        self.take_pane(pane)
        self._docking.enter(pane.name)

    def take_pane(self, pane: Pane) -> None:
        """Add a pane where those of its kind are."""
        dock = self._docking.add(pane)
        self._menus.list_pane(dock)
        self._follow_dock(dock)

    def remove_pane(self, name: str) -> None:
        """Take a pane away for good."""
        self._docking.remove(name)

    def fit_pane(self, name: str) -> None:
        """Give a pane the height that it asks for, as far as its neighbours have it to spare."""
        self._docking.fit(name)

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

    # The bars.

    def _add_bars(self, icon: QIcon) -> None:
        chrome, theme, asking = self._chrome, self._theme, self.asking
        self._band = ModeBand(theme, 0, LIVE_BAND_PX)  # real money is hatched above all else
        self._band_row = fixed_row(translate("Window", "Mode"), self._band, "mode band")
        kill_switch = KillSwitchButton(chrome.kill_switch, theme, asking.to_kill, asking.to_release)
        self._top = TopBar(chrome, theme, icon, asking.to_flatten, asking.to_arm, kill_switch)
        self._guide = GuideBar(chrome.guide, theme)
        for bar in (self._band_row, self._top, Banners(chrome.banners, theme)):
            self.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
            self.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self._guide)
        self._status = StatusBar(theme, self.open_pane)
        # Qt's own status bar keeps pixels above its content for itself.
        still = Still(self._status, at_least=True)
        self._bottom = fixed_row(translate("Window", "Status bar"), still, "status bar")
        self._bottom.setAccessibleName(translate("Window", "Status bar"))
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self._bottom)
        self._replay = self._add_replay_bar()

    def _add_replay_bar(self) -> ReplayBar | None:
        """Whoever trades on a recording sees that, and moves it, in every arrangement."""
        vm = self._chrome.replay
        if vm is None:
            return None
        made = ReplayBar(vm, self._theme, self._chrome.hotkeys.key, self.close)
        self.addToolBarBreak(Qt.ToolBarArea.BottomToolBarArea)
        row = fixed_row(translate("Window", "Replay bar"), made, "replay bar")
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, row)
        self.destroyed.connect(vm.asks.connect(partial(self.asking.to_rewind, vm)))
        return made

    def _show_account(self, chosen: AccountEntry) -> None:
        self._band.show_mode(chosen.mode)
        self._band_row.appear(self._band.height() > 0)
        self.setWindowTitle(title_of(chosen))
        for window in self._docking.further.all:
            window.show_account(chosen)

    def _make_window(self, number: int) -> PaneWindow:
        """Make a further window for panes; what the keyboard does it does there too."""
        chosen = self._chrome.accounts.chosen
        made = PaneWindow(number, self._theme, self._way_out(), chosen, self._step)
        made.setWindowIcon(self.windowIcon())
        made.addActions(self.actions())
        self._shortcuts.add_window(made)
        made.came_or_went.connect(self._draw_while_seen)
        made.came_or_went.connect(self._toasts.follow)  # what is in a window goes with it
        return made

    def at_hand(self) -> QMainWindow:
        """Return the one of its windows that the trader is in, or in a dialog or pane beside it."""
        active: QWidget | None = QApplication.activeWindow()
        while active is not None:
            for one in self._docking.further.all:
                if one is active:
                    return one
            active = active.parentWidget()
        return self

    def _windows(self) -> list[QWidget]:
        """All of its windows, the panes that float among them."""
        floating = (dock for dock in self._docking.docks.values() if dock.isFloating())
        return [self, *self._docking.further.all, *floating]

    def _bar_of(self, window: QWidget) -> QWidget:
        return window.bar if isinstance(window, PaneWindow) else self._top

    def _way_out(self) -> HoldButton:
        """Return what a pane that floats away from the top bar takes along."""
        flatten_all, ask = self._chrome.flatten_all, self.asking.to_flatten
        made = HoldButton(self._theme, translate("Window", "Flatten all"), flatten_all, ask)
        made.setAccessibleName(translate("Window", "Flatten all accounts, from here"))
        made.setToolTip(translate("Window", "Hold for a second to flatten all accounts"))
        return made

    # The keyboard.

    def _add_shortcuts(self, panes: Sequence[Pane]) -> Shortcuts:
        """Hear the keys that trade, and those that lead to panes."""
        made = Shortcuts(
            self._chrome.hotkeys,
            self._chrome.hotkey_acts,
            self._theme,
            self,
            self.at_hand,
            self.asking.is_asking,
            self._let_go,
        )
        for pane in panes:
            if pane.hears is not None:
                made.add_place(*pane.hears)
            if not pane.beside:  # one of several may not be there the next time
                self._menus.lead_to(pane.name, partial(self.open_pane, pane.name))
        return made

    def _let_go(self, act: Act) -> None:
        """A key that must be held for what it does was let go: what has a sheet is asked there."""
        if act is Act.KILL:
            self.asking.to_kill()
        elif act is Act.FLATTEN_ALL:
            self.asking.to_flatten()

    def _goes(self) -> list[Command]:
        return [
            Command(
                translate("Window", "Go to {name}").format(name=pane_title(name)),
                partial(self.open_pane, name),
                self._chrome.hotkeys.key(act_of_pane(name)),
            )
            for name in self._docking.docks
        ]

    def open_pane(self, name: str) -> None:
        """Bring a pane to the front and the focus into it; the keys have a sheet."""
        if name == KEYS:
            self.asking.about_keys()
            return
        self.asking.leave()
        self._docking.enter(name)

    def come_forward(self) -> None:
        """Stand before the windows of other programs, with the further ones if all were hidden."""
        self._unseen.stop()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        for window in self._docking.further.all:
            window.show()
        self.show()
        self._docking.show_floating()
        self.raise_()
        self.activateWindow()

    def uncover_further(self) -> None:
        """Bring forward the windows that lie wholly behind this one, as where a screen is gone.

        Once more when this one becomes active: X11 lets it wait for that, then it is before them.
        """
        self._uncovers = not self.isActiveWindow()
        for window in self._docking.further.all:
            if self._covered().contains(window.geometry()):
                window.raise_()

    def _follow_screens(self) -> None:
        """Screens are others: icons are sharp on all of them, and no window lies behind this."""
        icons.rebuild()
        self.uncover_further()

    def _covered(self) -> QRect:
        """What it covers of the desktop: under X11 it only learns of its size later, filling it."""
        if self.isFullScreen():
            return self.screen().geometry()
        return self.screen().availableGeometry() if self.isMaximized() else self.geometry()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self._step(self, forward, partial(super().focusNextPrevChild, forward))

    def _step(self, window: QWidget, forward: bool, move: Callable[[], bool]) -> bool:
        """Move the focus of a window, within the sheet where one lies over it."""
        sheets = self.asking.sheets(window)
        if sheets:
            return self._keyboard.move(partial(sheets[-1].step, forward=forward))
        if _is_out_of_sight(window.focusWidget()):
            return move()  # what had the focus goes away: no key asks for that
        return self._keyboard.move(move)

    def _ring_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        self.walk.ring_focus(old, now)

    # A frame.

    def _frame(self) -> None:
        """An order on its way waits for a quarter of the window at the most, not for all of it.

        One that is asked for before that goes first.
        """
        if self._chrome.in_haste():
            return
        if self._owes_paint:
            self._owes_paint = False
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.UpdateRequest))
        self._turn = (self._turn + 1) % TURNS
        self._docking.flush_turn(self._turn)
        if self._turn == TURNS - 1:
            self._flush_bars()

    def flush(self) -> None:
        """Let everything that can be seen take over what changed since the last frame."""
        for turn in range(TURNS):
            self._docking.flush_turn(turn)
        self._flush_bars()

    def _flush_bars(self) -> None:
        chrome = self._chrome
        self._top.flush()
        chrome.banners.flush()
        chrome.notices.flush()
        chrome.guide.flush()
        self._toasts.follow()
        chips = chrome.chips()
        self._status.show_state(chips, chrome.notes(), chrome.clock())
        words, token = chips.get("Kill switch", chips["Mode"]).parts[-1]
        for window in self._docking.further.all:
            window.show_reach(words, token)
        if self._replay is not None:
            self._replay.flush()
        self._menus.flush()
        self.asking.refresh()

    def _told_in(self) -> QMainWindow:
        """The window in which notices are seen: another one while the main one is minimised."""
        return self.at_hand() if self.isMinimized() else self

    def _toast_corner(self) -> tuple[int, int]:
        """Bottom right above the bars, but never over the ways out of ticket and ladder."""
        window, lowest = self._told_in(), self._bottom if self._replay is None else self._replay
        bottom, right = window.height(), window.width()
        if window is self:
            bottom = lowest.mapTo(self, QPoint(0, 0)).y()
        room, highest = self._theme.em(WIDTH_EM), bottom - self._theme.em(MOST_EM)
        docks = (self._docking.docks[name] for name in ("Ticket", "Ladder"))
        ways_out = [dock for dock in docks if dock.isVisible() and dock.window() is window]
        for dock in sorted(ways_out, key=lambda dock: -dock.x()):
            box = dock.geometry()
            is_under = box.bottom() > highest and box.right() > right - room
            if is_under and box.left() > room:
                right = min(right, box.left())
        return right, bottom

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.flush()
        self._draw_while_seen()
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
            if self._chrome.in_haste() and self._frames.isActive():
                self._owes_paint = True
                return True
            is_done = super().event(event)
            self._chrome.painted()
            return is_done
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self._draw_while_seen()
        is_active = event.type() is QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_active and self._uncovers:
            self.uncover_further()

    def _draw_while_seen(self) -> None:
        """Draw frames as long as one of the windows can be seen, or a pane that floats."""
        windows = self._windows()
        if self._is_over or not any(one.isVisible() and not one.isMinimized() for one in windows):
            self._frames.stop()
        elif not self._frames.isActive():
            self._frames.start()

    def write_anew(self) -> None:
        """Draw everything again: amounts are written otherwise from now on."""
        for window in (self, *self._docking.further.all):
            tables: list[TableView[Any]] = window.findChildren(TableView)
            for table in tables:
                table.write_anew()
        self.flush()
        for widget in QApplication.allWidgets():
            if isinstance(widget, Sheet):
                widget.hide_amounts()
            widget.update()

    def enable_all(self, enabled: bool) -> None:
        """Take what hands do in all of its windows, or in none: the further ones have no parent."""
        for window in (self, *self._docking.further.all):
            window.setEnabled(enabled)

    def stop(self) -> None:
        """Draw no more frames, and hold no key any longer; nothing is asked when it is closed."""
        self._is_over = True
        self._unseen.stop()
        self._frames.stop()
        self._shortcuts.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        leaving, application = self._chrome.leaving, QGuiApplication.instance()
        ends = isinstance(application, QGuiApplication) and application.isSavingSession()
        if not (self._is_over or ends):
            if leaving.hides:
                self.hide_all()
                event.ignore()
                return
            if self._must_ask:
                self.quit()
                event.ignore()
                return
        super().closeEvent(event)
        for window in self._docking.further.all:  # they keep their panes for the next time
            window.hide()

    def quit(self) -> None:
        """End the program; where that leaves something behind it is said first."""
        if self._must_ask:
            if not self.isVisible():
                self.come_forward()
            self.asking.to_leave(self.hide_all, self._quit_now)
        else:
            self._quit_now()

    @property
    def _must_ask(self) -> bool:
        """Whether something is left behind; what is held on a recording is nowhere else."""
        return self._chrome.replay is None and self._chrome.leaving.asks

    def _quit_now(self) -> None:
        self._is_over = True
        if not self.isVisible():
            self.show()  # Qt tells of the last window that closes, not of one that is hidden
        self.close()

    def hide_all(self) -> None:
        """Go on without a window; the tray leads back, and without a tray they come back."""
        self._docking.hide_floating()
        for window in (self, *self._docking.further.all):
            for dialog in dialogs(window):
                dialog.close()
            window.hide()
        self._unseen.start()
        self._chrome.hidden()

    def _look_for_the_tray(self) -> None:
        if not self._chrome.leaving.has_tray:
            self.come_forward()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._draw_while_seen()

    def leave(self) -> None:
        """Go for good: another window stands in the place of this one."""
        self.stop()
        self.close()
        for window in self._docking.further.all:
            window.deleteLater()
        self.deleteLater()

    @property
    def is_in_hand(self) -> bool:
        """Whether something is asked, held or typed here that would end with the window."""
        return bool(self.asking.sheets()) or is_in_hand((self, *self._docking.further.all))

    def go_on_from(self, other: "Window") -> None:
        """Bring everything to where another window has it, which is to go."""
        if other._docking.maximised:
            self._docking.maximise(other._docking.maximised)
        parts = self._parts_like(other)
        if other._replay is not None and self._replay is not None:
            parts.append((other._replay, self._replay))
        found = [hand_over(old, new) for old, new in parts]
        focus = next((one for one in found if one is not None), None)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def type_on_from(self, other: "Window") -> None:
        """Bring what is half typed in another window, whose engine has ended, to where it was."""
        for old, new in self._parts_like(other):
            type_on(old, new)

    def _parts_like(self, other: "Window") -> list[tuple[QWidget, QWidget]]:
        """The parts of another window with those in their places."""
        docks, fresh = other._docking.docks, self._docking.docks
        pairs: list[tuple[QWidget, QWidget]] = [(other._top, self._top)]
        return pairs + [(docks[name], fresh[name]) for name in docks if name in fresh]

    # Where everything stood.

    def layout_state(self) -> dict[str, str]:
        """Return size and arrangement as text, to be restored next time."""
        return {
            "place": self._homes.text(self),
            "tables": read_tables(self),
            **self._docking.state(),
        }

    def restore_layout(self, state: Mapping[str, str]) -> bool:
        """Take over an arrangement; False if it cannot be read, or does not fit this version.

        What lay on a screen that is gone comes to one that is there until its own is back. Without
        a place of its own that can be read the window stays where it is.
        """
        self._homes.restore(self, state.get("place"))
        return self.restore_panes(state)

    def restore_panes(self, state: Mapping[str, str]) -> bool:
        """Take over an arrangement without the place of the window itself."""
        restore_tables(self, state.get("tables", ""))
        return self._docking.restore(state)


def _is_out_of_sight(widget: QWidget | None) -> bool:
    return widget is not None and not widget.isVisible()
