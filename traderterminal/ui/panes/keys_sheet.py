"""The sheet of the keys: what each one does, whether they are on, another key for an act, and a
field that tells which key has been heard."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate, within
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.hotkeys import FIXED, Group, Hotkey, HotkeysViewModel
from traderterminal.ui.widgets.controls import Segments, button, key_words, label, paint_label
from traderterminal.ui.widgets.sheet import Sheet

WIDTH_EM: Final = 62
#: The list is as high as the window leaves room for beside the rest of the sheet, within these.
ROUND_EM: Final = 28
LEAST_EM: Final = 8
MOST_EM: Final = 30
_MODIFIERS: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)


class KeyField(QLineEdit):
    """Takes a key instead of text; `heard` and `key` hold it as it is kept."""

    heard = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.key = ""
        self.setReadOnly(True)
        self.setPlaceholderText(translate("Keys", "Press a key here to hear what it does"))
        self.setAccessibleName(translate("Keys", "Key"))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut: it is to be heard here
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Return):
            super().keyPressEvent(event)  # the way on, and out
            event.ignore()
        elif key not in _MODIFIERS and not event.isAutoRepeat():
            self.key = QKeySequence(event.keyCombination()).toString(
                QKeySequence.SequenceFormat.PortableText
            )
            self.setText(key_words(self.key))
            self.heard.emit(self.key)


@frozen
class _Row:
    """A line of the list; `hotkey` is None of a key that stays as it is."""

    words: str
    key: str
    group: str
    hotkey: Hotkey | None = None


class KeysSheet(Sheet):
    """Shows the keys, switches those that trade, and gives an act another key."""

    def __init__(self, vm: HotkeysViewModel, theme: Theme, under: QWidget) -> None:
        self._vm = vm
        self._problem = ""
        self._switch = Segments(
            (translate("Keys", "Off"), translate("Keys", "On")),
            lambda at: vm.enable(on=bool(at)),
            stretch=False,
            acts=True,
        )
        self._switch.setAccessibleName(translate("Keys", "Keys that trade"))
        self._list: TableView[_Row] = TableView(
            _columns(),
            lambda row: row.hotkey.act if row.hotkey else row.words,
            theme,
            mark("Table", "Keys"),
        )
        self._list.setSortingEnabled(False)
        room = under.window().height() - theme.em(ROUND_EM)
        self._list.setMinimumHeight(min(theme.em(MOST_EM), max(theme.em(LEAST_EM), room)))
        self._field = KeyField()
        self._take = button(translate("Keys", "Take this key"), "standard", self._take_key)
        self._clear = button(
            translate("Keys", "No key"),
            "standard",
            self._take_none,
            translate("Keys", "Take the key of the row away"),
        )
        self._heard = label(theme, token="t2")
        self._heard.setWordWrap(True)
        close = button(
            translate("Keys", "Close"), "standard", self.put_away, translate("Keys", "Close keys")
        )
        reset = button(
            translate("Keys", "Usual keys"),
            "standard",
            vm.reset,
            translate("Keys", "Give every act its usual key"),
        )
        content = (self._switch_row(theme), self._list, self._edit_row(theme), self._heard)
        super().__init__(
            theme, translate("Keys", "Keys"), content, (close, reset), under, width_em=WIDTH_EM
        )
        self._list.chosen.connect(lambda _: self._render())
        self._field.heard.connect(self._hear)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _switch_row(self, theme: Theme) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.em(1))
        words = translate(
            "Keys", "Keys that trade. On, they work wherever the focus is, but in a text field"
        )
        about = label(theme, words, token="t2")
        about.setWordWrap(True)
        row.addWidget(about, 1)
        row.addWidget(self._switch)
        return made

    def _edit_row(self, theme: Theme) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.em(0.67))
        row.addWidget(self._field, 1)
        row.addWidget(self._take)
        row.addWidget(self._clear)
        return made

    def _rows(self) -> list[_Row]:
        own = [
            _Row(one.said, self._vm.key(one.act), translate("Keys", one.group), one)
            for one in self._vm.all
        ]
        fixed = [
            _Row(translate("Keys", words), key, translate("Keys", "Always")) for words, key in FIXED
        ]
        return [*own, *fixed]

    def _render(self) -> None:
        self._switch.choose(int(self._vm.enabled))
        self._list.set_rows(self._rows())
        row = self._list.selected()
        hotkey = None if row is None else row.hotkey
        self._take.setEnabled(hotkey is not None and bool(self._field.key))
        self._take.setText(
            translate("Keys", "Take this key")
            if hotkey is None
            else translate("Keys", "For {words}").format(words=within(hotkey.said))
        )
        self._clear.setEnabled(hotkey is not None and bool(self._vm.key(hotkey.act)))
        self.say(self._heard, self._problem or self._vm.heard_words)
        paint_label(self._heard, self._theme, "error" if self._problem else "t2")

    def _hear(self, key: str) -> None:
        """Say what a key does, without doing it."""
        self._problem = ""
        row = next((row for row in self._rows() if key in row.key.split(" / ")), None)
        words = translate("Keys", "nothing") if row is None else row.words
        self._vm.hear(
            key, words, translate("Keys", "Nothing was done: this is the sheet of the keys")
        )

    def _take_key(self) -> None:
        row = self._list.selected()
        if row is not None and row.hotkey is not None:
            self._problem = self._vm.take(row.hotkey.act, self._field.key)
            self._render()

    def _take_none(self) -> None:
        row = self._list.selected()
        if row is not None and row.hotkey is not None:
            self._problem = self._vm.take(row.hotkey.act, "")
            self._render()


def _columns() -> list[Column[_Row]]:
    def needs(row: _Row) -> Cell:
        hotkey = row.hotkey
        if hotkey is None:
            return Cell(row.group, "t3")
        held = (
            translate("Keys", "hold {hold_s:g} s").format(hold_s=hotkey.hold_s)
            if hotkey.hold_s
            else ""
        )
        armed = (
            translate("Keys", "asks, or sends when Armed") if hotkey.group is Group.ENTRIES else ""
        )
        asks = (
            translate("Keys", "sends nothing by itself") if hotkey.group is Group.PREVIEWS else ""
        )
        where = {
            Group.LADDER: translate("Keys", "in the ladder"),
            Group.WINDOW: translate("Keys", "in the window"),
        }.get(hotkey.group, "")
        return Cell(held or armed or asks or where, "t2")

    return [
        Column(mark("Column", "Does"), 15, lambda row: Cell(row.words), stretch=True),
        Column(
            mark("Column", "Key"),
            10,
            lambda row: Cell(key_words(row.key) or "—", "t1" if row.key else "t3", "strong"),
            sample=Cell(key_words("Up / Down / PgUp / PgDown"), role="strong"),
        ),
        Column(
            mark("Column", "How"),
            13,
            needs,
            sample=Cell(translate("Keys", "asks, or sends when Armed")),
            leaves=1,
        ),
    ]
