"""The command palette: type what is to be done, or a symbol, and press Enter."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.palette import MOST_SHOWN, Command, matching
from traderterminal.ui.widgets.controls import label
from traderterminal.ui.widgets.sheet import Sheet

WIDTH_EM: Final = 44
#: Symbols are offered once so much of one is typed.
LEAST_SYMBOL: Final = 2
MOST_SYMBOLS: Final = 4
_MOVES: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_NOTHING: Final = mark("Window", "Nothing of that name. Enter does nothing.")


class PaletteSheet(Sheet):
    """Lists what matches; Enter does the row in focus and puts the sheet away first.

    `search` finds symbols for a text, `choose` shows one and returns what is wrong, if anything.
    """

    def __init__(
        self,
        commands: Sequence[Command],
        search: Callable[[str], Sequence[str]],
        choose: Callable[[str], object],
        theme: Theme,
        under: QWidget,
    ) -> None:
        self._commands = commands
        self._search = search
        self._choose = choose
        self._found: list[Command] = []
        self._typed = QLineEdit()
        self._typed.setProperty("kind", "search")
        self._typed.setPlaceholderText(translate("Window", "Command or symbol"))
        self._typed.setAccessibleName(translate("Window", "Command or symbol"))
        self._list: TableView[Command] = TableView(
            _columns(), _key, theme, mark("Table", "Commands")
        )
        self._list.horizontalHeader().hide()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setSortingEnabled(False)
        self._list.setMinimumHeight(theme.em(MOST_SHOWN * 1.83) + 4)
        self._list.opened.connect(self._act_on)
        self._told = label(theme, role="caption", token="t3")
        content = (self._typed, self._list, self._told)
        super().__init__(
            theme, translate("Window", "Commands"), content, (), under, width_em=WIDTH_EM
        )
        self._typed.textChanged.connect(lambda _: self._render())
        self._typed.returnPressed.connect(self._enter)
        self._typed.installEventFilter(self)
        self._typed.setFocus(Qt.FocusReason.TabFocusReason)
        self._render()

    def _render(self) -> None:
        typed = self._typed.text()
        self._found = [*matching(self._commands, typed), *self._symbols(typed)][:MOST_SHOWN]
        self._list.set_rows(self._found)
        self._list.clearSelection()
        if self._found:
            self._list.select(_key(self._found[0]))
        self._told.setText("" if self._found else translate("Window", _NOTHING))

    def _symbols(self, typed: str) -> list[Command]:
        if len(typed.strip()) < LEAST_SYMBOL:
            return []
        return [
            Command(
                translate("Window", "Show {found}").format(found=found),
                partial(self._choose, found.split("  ")[0]),
            )
            for found in list(self._search(typed))[:MOST_SYMBOLS]
        ]

    def _enter(self) -> None:
        row = self._list.selected()
        if row is not None:
            self._act_on(_key(row))

    def _act_on(self, key: str) -> None:
        found = next((one for one in self._found if _key(one) == key), None)
        if found is not None:
            self.put_away()  # what is done may open a sheet of its own, or move the focus
            found.do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._typed and isinstance(event, QKeyEvent):
            step = _MOVES.get(Qt.Key(event.key()))
            if step is not None and event.type() is QEvent.Type.KeyPress:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        row = self._list.selected()
        if row is not None:
            at = (self._found.index(row) + by) % len(self._found)
            self._list.select(_key(self._found[at]))


def _key(command: Command) -> str:
    return command.words


def _columns() -> list[Column[Command]]:
    return [
        Column(mark("Column", "Command"), 24, lambda one: Cell(one.words), stretch=True),
        Column(
            mark("Column", "Key"),
            9,
            lambda one: Cell(one.key, "t3"),
            right=True,
            sample=Cell("Ctrl+Alt+Shift+F"),
        ),
    ]
