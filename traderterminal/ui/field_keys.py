"""The keys of the window in its text fields: on Linux Qt has those keep Ctrl+E and Ctrl+U.

They go to the end of the line there and empty it, beside End and what deletes; a trader who types
on in what a key should have led to types into the wrong field.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from traderterminal.ui.shortcuts import takes_text
from traderterminal.ui.viewmodels.hotkeys import Group, HotkeysViewModel

#: What a field keeps whatever else its key would do.
_EDITS: Final = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.SelectAll,
)
#: With Alt as well a key may write a character, as AltGr does.
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_CHORDS: Final = frozenset({_CTRL, _CTRL | Qt.KeyboardModifier.ShiftModifier})


class FieldKeys(QObject):
    """Has the field with the focus leave keys with Ctrl and a letter to whom they are given."""

    def __init__(self, parent: QObject, vm: HotkeysViewModel) -> None:
        super().__init__(parent)
        self._vm = vm
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if now is not None and takes_text(now):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not self._leads_elsewhere(event):
            return False
        event.ignore()  # Qt looks among the shortcuts next
        return True

    def _leads_elsewhere(self, event: QKeyEvent) -> bool:
        is_letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
        if not is_letter or event.modifiers() not in _CHORDS or any(map(event.matches, _EDITS)):
            return False
        key = QKeySequence(event.keyCombination()).toString(
            QKeySequence.SequenceFormat.PortableText
        )
        return any(
            self._vm.key(one.act) == key and self._vm.works(one.act)
            for one in self._vm.all
            if one.group is not Group.LADDER  # those are heard in the ladder alone
        )
