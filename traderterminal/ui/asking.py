"""What the window asks and shows over its panes, one sheet at a time where that matters."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.chrome import Chrome
from traderterminal.ui.pane_window import bring_forward
from traderterminal.ui.panes.arming_sheets import ArmSheet, ConfirmSheet
from traderterminal.ui.panes.keys_sheet import KeysSheet
from traderterminal.ui.panes.palette_sheet import PaletteSheet
from traderterminal.ui.panes.replay_sheet import ReplaySheet, RewindSheet
from traderterminal.ui.sheets import (
    FlattenSheet,
    KillSheet,
    LeaveSheet,
    MuteSheet,
    ReleaseSheet,
    about_sheet,
)
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.hotkeys import Act
from traderterminal.ui.viewmodels.palette import Command
from traderterminal.ui.viewmodels.replay import ReplayViewModel, Rewind
from traderterminal.ui.viewmodels.sounds import Mute
from traderterminal.ui.walk import Keyboard
from traderterminal.ui.widgets.sheet import Sheet

#: What its sheet is called: it is loaded when it is opened.
APPEARANCE: Final = "Appearance"
#: What of the keys can be done by name: nothing that is sent by it.
BY_NAME: Final = {
    Act.PREVIEW_BUY: mark("Window", "Preview buy"),
    Act.PREVIEW_SELL: mark("Window", "Preview sell"),
    Act.CANCEL_SYMBOL: mark("Window", "Cancel all of the symbol"),
}


Laid = TypeVar("Laid", bound=Sheet)

#: What says how things stand while it asks.
Asked = FlattenSheet | KillSheet | ReleaseSheet | LeaveSheet


class Asking:
    """Opens sheets over the window that the trader is in, where they have room, else the main one.

    `bars` returns what they lie below in each window, the main one first; `at_hand` that of the
    window the trader is in. `commands` returns what the menus do, `goes` what leads to the panes.
    """

    def __init__(
        self,
        chrome: Chrome,
        theme: Theme,
        keyboard: Keyboard,
        *,
        bars: Callable[[], Sequence[QWidget]],
        at_hand: Callable[[], QWidget],
        commands: Callable[[], Sequence[Command]],
        goes: Callable[[], Sequence[Command]],
    ) -> None:
        self._chrome = chrome
        self._theme = theme
        self._keyboard = keyboard
        self._bars = bars
        self._at_hand = at_hand
        self._commands = commands
        self._goes = goes
        self._asked: Asked | None = None

    def show(self, make: Callable[[QWidget], Sheet]) -> None:
        """Put a sheet over the work area; `make` is given the bar below which it lies."""
        self._lay(make, self._at_hand())

    def _lay(self, make: Callable[[QWidget], Laid], under: QWidget) -> Laid:
        """Put a sheet where its keys are heard and it is seen as a whole."""
        bring_forward(under.window())
        made = self._keyboard.move(lambda: make(under))
        main = self._bars()[0]
        if under is not main and not made.has_room:
            bring_forward(main.window())
            self._keyboard.move(lambda: made.move_under(main))
        return made

    def sheets(self, window: QWidget | None = None) -> list[Sheet]:
        """Return the sheets that lie over the work area of a window, the uppermost last.

        Without one, those of all windows.
        """
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        windows = [bar.window() for bar in self._bars()] if window is None else [window]
        found = [one for host in windows for one in host.findChildren(Sheet, options=direct)]
        return [one for one in found if one.isVisible()]

    def is_asking(self) -> bool:
        """Say whether something is to be answered first: over the window at hand, or an order that
        is asked about, wherever that found room."""
        here = self._at_hand().window()
        return any(one.window() is here or isinstance(one, ConfirmSheet) for one in self.sheets())

    def leave(self) -> None:
        """Put them away: who goes on to a pane leaves what was asked above it."""
        for sheet in self.sheets():
            sheet.put_away()

    def _is_here(self, kind: type[Sheet]) -> bool:
        """Whether one of a kind is open, which is brought forward: something may be typed there."""
        found = next((one for one in self.sheets() if isinstance(one, kind)), None)
        if found is not None:
            bring_forward(found.window())
        return found is not None

    def _is_over(self, here: QWidget, kind: type[Sheet]) -> bool:
        """Whether one of a kind lies over a window; one that lies elsewhere goes."""
        bring_forward(here)
        open_ones = [one for one in self.sheets() if isinstance(one, kind)]
        for one in open_ones:
            if one.window() is not here:
                one.put_away()
        return any(one.window() is here for one in open_ones)

    # The way out.

    def to_flatten(self, *, in_main: bool = False) -> None:
        """Say what flattening everything would do, and offer it; `in_main` in the main window."""
        self._ask(FlattenSheet, self._bars()[0] if in_main else self._at_hand())

    def to_kill(self) -> None:
        """Say what throwing the kill switch would do, and offer it."""
        if not self._chrome.kill_switch.engaged:
            self._ask(KillSheet, self._at_hand())

    def to_release(self) -> None:
        """Ask for the word that releases the kill switch."""
        if self._chrome.kill_switch.engaged:
            self._ask(ReleaseSheet, self._at_hand())

    def to_leave(self, hide: Callable[[], object], leave: Callable[[], object]) -> None:
        """Say what would be left behind, and offer to quit or to go on without a window."""
        vm, main = self._chrome.leaving, self._bars()[0]
        if isinstance(self._asked, LeaveSheet):
            bring_forward(main.window())
            return
        self._open(lambda under: LeaveSheet(vm, self._theme, under, hide, leave), main)

    def _ask(
        self, kind: type[FlattenSheet] | type[KillSheet] | type[ReleaseSheet], under: QWidget
    ) -> None:
        """Open a sheet in the place of the one that is open, unless it is of the same kind."""
        if not self._is_over(under.window(), kind):
            self._open(lambda under: kind(self._chrome, self._theme, under), under)

    def _open(self, make: Callable[[QWidget], Asked], under: QWidget) -> None:
        if self._asked is not None:
            self._asked.put_away()
        sheet = self._lay(make, under)
        sheet.destroyed.connect(lambda: self._forget(sheet))
        self._asked = sheet

    def _forget(self, sheet: QWidget) -> None:
        if self._asked is sheet:
            self._asked = None

    def refresh(self) -> None:
        """Let what is asked say how things stand now."""
        if self._asked is not None:
            self._asked.refresh()

    # Everything else.

    def to_arm(self) -> None:
        """Ask for the name of the account that is to be armed."""
        self.show(lambda under: ArmSheet(self._chrome.arming, self._theme, under))

    def to_replay(self) -> None:
        """Ask what is to be replayed."""
        vm = self._chrome.replays
        if vm is not None and not self._is_here(ReplaySheet):
            self.show(lambda under: ReplaySheet(vm, self._theme, under))

    def to_rewind(self, vm: ReplayViewModel, rewind: Rewind) -> None:
        """Ask whether a replay is to begin afresh."""
        self.show(lambda under: RewindSheet(vm, rewind, self._theme, under))

    def to_mute(self, mute: Mute) -> None:
        """Mute; what must not be missed only once that was confirmed."""
        choose = partial(self._chrome.choose_mute, mute)
        if mute is Mute.ALL:
            self.show(lambda under: MuteSheet(choose, self._theme, under))
        else:
            choose()

    def for_looks(self) -> None:
        """Ask how everything is to look."""
        name = translate("Appearance", APPEARANCE)
        open_ones = [one for one in self.sheets() if one.accessibleName() == name]
        for one in open_ones:
            bring_forward(one.window())
        if not open_ones:
            self._chrome.ask_for_looks()

    def for_command(self) -> None:
        """Ask by name for what is to be done, or for a symbol."""
        chrome = self._chrome
        hotkeys = [
            Command(
                translate("Window", words),
                partial(self._do_previewed, act),
                chrome.hotkeys.key(act),
            )
            for act, words in BY_NAME.items()
        ]
        itself = translate("Window", "Commands…").removesuffix("…")
        menus = [one for one in self._commands() if one.words != itself]
        commands = [*self._goes(), *hotkeys, *menus]  # of equals the one that changes nothing
        if not self._is_here(PaletteSheet):
            self.show(
                lambda under: PaletteSheet(
                    commands, chrome.search, chrome.choose, self._theme, under
                )
            )

    def _do_previewed(self, act: Act) -> None:
        pressed = self._chrome.hotkey_acts.press(act)
        if pressed.do is not None:
            pressed.do()

    def about_keys(self) -> None:
        """Show the keys."""
        vm = self._chrome.hotkeys
        if not self._is_here(KeysSheet):
            self.show(lambda under: KeysSheet(vm, self._theme, under))

    def open_help(self, page: str) -> None:
        """Show a page of Help, by the name of its file."""
        from traderterminal.ui.panes.help_sheet import HelpSheet  # the start need not wait for it

        pages = self._chrome.pages()
        self.show(lambda under: HelpSheet(pages, page, self._theme, under))

    def open_settings(self, search: str = "") -> None:
        """Show the settings, at first those in which a text stands."""
        from traderterminal.ui.panes.settings_sheet import SettingsSheet  # nor for that

        if not self._is_here(SettingsSheet):
            form = self._chrome.settings()
            self.show(lambda under: SettingsSheet(form, self._theme, under, search))

    def about_program(self) -> None:
        """Show name, version and licence."""
        self.show(lambda under: about_sheet(self._chrome.about, self._theme, under))
