"""The keys that trade, as the window hears them: one press is one act, and a hold is a hold.

They are Qt shortcuts, so that a pane, a tab or a floating window with the focus hears them all the
same. A repetition of a key that is held down is no press.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from traderterminal.kit.language import translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.hotkey_acts import HotkeyActs, Pressed
from traderterminal.ui.viewmodels.hotkeys import HOTKEYS, Act, Group, Hotkey, HotkeysViewModel
from traderterminal.ui.widgets.hold import Hold
from traderterminal.ui.widgets.hold_plate import HoldPlate
from traderterminal.ui.widgets.key_watch import KeyWatch


class Shortcuts(QObject):
    """Hears the keys of a `HotkeysViewModel` in a window and those beside it, and does its acts.

    A dialog beside them hears the ways out alone: it takes letters to find a file by.

    `at_hand` returns the one of them that the trader is in, where a hold is shown. `is_asking` says
    whether a question lies over the panes, which is to be answered first. `tapped` is called where
    a key that must be held is let go before its time, by its act.
    """

    def __init__(
        self,
        vm: HotkeysViewModel,
        acts: HotkeyActs,
        theme: Theme,
        window: QWidget,
        at_hand: Callable[[], QWidget],
        is_asking: Callable[[], bool],
        tapped: Callable[[Act], object],
    ) -> None:
        super().__init__(window)
        self._vm = vm
        self._acts = acts
        self._windows = [window]
        self._at_hand = at_hand
        self._is_asking = is_asking
        self._tapped = tapped
        self._places: dict[Group, list[QWidget]] = {}
        self._made: list[QShortcut] = []
        self._bound: tuple[tuple[str, str], ...] = ()
        self._holding: tuple[Hotkey, str] | None = None
        self._theme = theme
        self._plate = HoldPlate(theme, window)
        self._hold = Hold(self, self._show_hold)
        self._keys = KeyWatch(self, self._let_go, self._end)
        self.destroyed.connect(vm.changed.connect(lambda _: self._bind()))
        self._bind()

    def stop(self) -> None:
        """Hold nothing, and look at no key any more."""
        self._end()
        self._keys.end()

    def add_place(self, group: Group, pane: QWidget) -> None:
        """Hear the keys of a group while the focus is in a pane, and not elsewhere."""
        self._places.setdefault(group, []).append(pane)
        self._bound = ()
        self._bind()

    def add_window(self, window: QWidget) -> None:
        """Hear the keys in a further window as well: Qt has those of a window for it alone."""
        self._windows.append(window)
        window.destroyed.connect(partial(self._windows.remove, window))
        self._bound = ()
        self._bind()

    def _bind(self) -> None:
        """Make the shortcuts anew where a key is another, or is switched on or off."""
        wanted = tuple((one.act, self._vm.key(one.act)) for one in HOTKEYS if self._hears(one))
        if wanted == self._bound:
            return
        self._bound = wanted
        for made in filter(isValid, self._made):  # those of a window went with it
            made.setEnabled(False)
            made.deleteLater()
        self._made = [
            self._shortcut(one, place)
            for one in HOTKEYS
            if self._hears(one)
            for place in self._heard_in(one.group)
        ]

    def _heard_in(self, group: Group) -> list[QWidget]:
        return self._windows[:1] if group is Group.EXITS else self._places.get(group, self._windows)

    def _hears(self, hotkey: Hotkey) -> bool:
        is_there = hotkey.group is not Group.LADDER or hotkey.group in self._places
        return is_there and self._vm.works(hotkey.act)

    def _shortcut(self, hotkey: Hotkey, place: QWidget) -> QShortcut:
        made = QShortcut(QKeySequence(self._vm.key(hotkey.act)), place)
        if hotkey.group is Group.EXITS:  # in whatever is beside a window, too
            made.setContext(Qt.ShortcutContext.ApplicationShortcut)
        elif place not in self._windows:
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
        made.setAutoRepeat(False)
        made.activated.connect(partial(self._press, hotkey))
        return made

    def _press(self, hotkey: Hotkey) -> None:
        """A key went down; it counts unless it is the one that is held down still."""
        if self._keys.is_repeated:
            return
        self._keys.begin()
        key = self._vm.key(hotkey.act)
        if hotkey.trades and takes_text(QApplication.focusWidget()):
            self._vm.hear(key, hotkey.words, translate("Keys", "Not in a text field"))
            return
        if hotkey.group in (Group.PREVIEWS, Group.ENTRIES) and self._is_asking():
            self._vm.hear(key, hotkey.words, translate("Keys", "Answer the question first"))
            return
        pressed = self._acts.press(Act(hotkey.act))
        if pressed.do is None:
            self._vm.hear(key, pressed.words)
        elif hotkey.hold_s:
            self._begin(hotkey, key, pressed)
        else:
            self._vm.hear(key, pressed.words)
            pressed.do()

    # What must be held.

    def _begin(self, hotkey: Hotkey, key: str, pressed: Pressed) -> None:
        do, words = pressed.do, pressed.words
        if do is None:
            return

        def held() -> None:
            if self._keys.is_doubtful:
                self._let_go()
                return
            self._end()
            self._vm.hear(key, words)
            do()

        self._holding = (hotkey, words)
        self._bring_plate()
        self._hold.begin(hotkey.hold_s, held)

    def _end(self) -> None:
        self._holding = None
        if self._hold.is_on:
            self._hold.let_go()

    def _bring_plate(self) -> None:
        """Have the plate over the window in which a key is held, unless it is there already."""
        window, is_there = self._at_hand(), isValid(self._plate)
        if is_there and self._plate.parentWidget() is window:
            return
        if is_there:
            self._plate.deleteLater()
        self._plate = HoldPlate(self._theme, window)

    def _show_hold(self) -> None:
        if not isValid(self._plate):
            return  # it went with its window
        if self._holding is None or not self._hold.is_on:
            self._plate.hide()
        else:
            self._plate.show_hold(
                translate("Keys", "{holding}: keep holding").format(holding=self._holding[1]),
                self._hold.filled,
            )

    def _let_go(self) -> None:
        """What must be held came up before its time: it comes to nothing."""
        if self._holding is not None:
            hotkey, words = self._holding
            self._end()
            self._vm.hear(
                self._vm.key(hotkey.act),
                words,
                translate("Keys", "Hold it for {hold_s:g} s").format(hold_s=hotkey.hold_s),
            )
            self._tapped(Act(hotkey.act))


def takes_text(widget: QWidget | None) -> bool:
    """Say whether what has the focus takes text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, QTextEdit | QPlainTextEdit | QLineEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QAbstractSpinBox)
