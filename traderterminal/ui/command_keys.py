"""The keys of what the menus of a window do, which work while those are closed."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from traderterminal.ui.viewmodels.hotkeys import Group, Hotkey, HotkeysViewModel


class CommandKeys(QObject):
    """Gives actions of a window the keys that a `HotkeysViewModel` has for them."""

    def __init__(self, window: QMainWindow, vm: HotkeysViewModel) -> None:
        super().__init__(window)
        self._window = window
        self._vm = vm
        self._bound: list[tuple[QAction, str, str]] = []
        self.destroyed.connect(vm.changed.connect(lambda _: self._follow()))

    def bind(
        self,
        action: QAction,
        act: str,
        words: str,
        key: str = "",
        *,
        context: str = "Window",
        number: int = 0,
        pane: str = "",
        also: str = "",
        repeats: bool = False,
    ) -> QAction:
        """Let a key do what an action does, by the name `act`; `key` is the usual one.

        `words`, `context`, `number` and `pane` are those of a `Hotkey`; `also` is a key that it has
        in any case. One that `repeats` does so while its key is held down.
        """
        hotkey = Hotkey(
            act,
            words,
            key,
            Group.WINDOW,
            trades=False,
            number=number,
            pane=pane,
            context=context,
        )
        self._vm.add([hotkey])
        action.setAutoRepeat(repeats)
        self._window.addAction(action)
        self._bound.append((action, act, also))
        self._give(action, act, also)
        return action

    def key_of(self, action: QAction) -> str:
        """Return the key that does what an action does; empty where none does."""
        acts = (act for bound, act, _ in self._bound if bound is action)
        return next(map(self._vm.key, acts), "")

    def _follow(self) -> None:
        for action, act, also in self._bound:
            self._give(action, act, also)

    def _give(self, action: QAction, act: str, also: str) -> None:
        keys = [QKeySequence(key) for key in (self._vm.key(act), also) if key]
        if action.shortcuts() != keys:
            action.setShortcuts(keys)
