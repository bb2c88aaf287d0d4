"""The watchlists: one of them with its symbols, live, and what can be done with each."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.ticket_fields import Choice
from traderterminal.ui.panes.watchlist_columns import say_row, watchlist_columns
from traderterminal.ui.tables.table import RowAction, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.watchlists import WatchlistsViewModel, WatchRow
from traderterminal.ui.widgets.beside import ask_for_file, ask_where_to
from traderterminal.ui.widgets.controls import key_words, label
from traderterminal.ui.widgets.empty_state import EmptyState, OrEmpty
from traderterminal.ui.widgets.icon_button import IconButton
from traderterminal.ui.widgets.menu import Menu
from traderterminal.ui.widgets.sheet import ShowSheet
from traderterminal.ui.widgets.surface import lay_on
from traderterminal.ui.widgets.symbol_drag import DropTargets, SymbolDrag
from traderterminal.ui.widgets.text_sheet import TextSheet

UP_KEY: Final = "Alt+Up"
DOWN_KEY: Final = "Alt+Down"
#: How thick the line is drawn between whose rows a symbol is put.
_BETWEEN: Final = 3
_TEXT_FILES: Final = mark("Watchlist", "Text (*.txt)")

#: What else the menu of a row offers, by the key of the row.
Offers = Callable[[str], Sequence[RowAction]]


class WatchlistPane(QWidget):
    """Draws a `WatchlistsViewModel`.

    A click on a row, or Enter, shows its symbol in the linked panes. `elsewhere` takes what is
    dragged out of the list, `offers` adds to the menu of a row, given its key.
    """

    def __init__(
        self,
        vm: WatchlistsViewModel,
        theme: Theme,
        show_sheet: ShowSheet,
        elsewhere: DropTargets,
        offers: Offers = lambda _: (),
    ) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._show_sheet = show_sheet
        self._elsewhere = elsewhere
        self._offers = offers
        self._marked = ""
        lay_on(self, theme)
        self.table: TableView[WatchRow] = TableView(
            watchlist_columns(),
            lambda row: row.key,
            theme,
            mark("Table", "Watchlist"),
            describe=say_row,
            actions=self._actions,
            begins=lambda row: row.begins_group,
        )
        # A window that is made narrower takes from all of its panes, whatever they need.
        bar = self.table.verticalScrollBar().sizeHint().width()
        self.table.setMinimumWidth(self.table.least_width + bar)
        self.table.opened.connect(vm.pick)
        self.table.removed.connect(vm.remove)
        for key, steps in ((UP_KEY, -1), (DOWN_KEY, 1)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._shift, steps))
        self._drag = SymbolDrag(self.table.viewport(), theme, self._key_at, self._shown_as, self)
        empty = EmptyState(
            theme,
            "search",
            translate("Watchlist", "Nothing in this list"),
            translate("Watchlist", "Type a symbol above, or paste some from the pane's menu."),
        )
        self._pages = OrEmpty(self.table, empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._make_strip())
        layout.addWidget(self._pages, 1)
        self._said = label(theme, role="caption", token="t2")
        self._said.setWordWrap(True)
        self._said.setContentsMargins(8, 4, 8, 4)
        self._said.hide()
        layout.addWidget(self._said)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _make_strip(self) -> QHBoxLayout:
        theme, strip = self._theme, QHBoxLayout()
        strip.setContentsMargins(8, 4, 6, 4)
        strip.setSpacing(theme.em(0.5))
        self._names = Choice(theme, translate("Watchlist", "Watchlist shown"), (), self._choose)
        self._field = SymbolField()
        self._field.setMinimumWidth(theme.em(5))
        self._field.returnPressed.connect(self._add)
        self._more = IconButton(theme, "menu", translate("Watchlist", "Lists"), self._open_menu)
        strip.addWidget(self._names, 1)
        strip.addWidget(self._field, 1)
        strip.addWidget(self._more)
        return strip

    def _render(self) -> None:
        vm = self._vm
        names = vm.names
        self._names.offer(names, names.index(vm.name))
        rows = vm.rows
        self.table.set_rows(rows)
        self._pages.show_content(bool(rows))
        selected = vm.selected
        if selected != self._marked:  # else the trader may be looking at another row
            self._marked = selected
            self.table.select(selected)

    # What the trader does.

    def _choose(self, number: int) -> None:
        self._vm.choose(self._vm.names[number])

    def _add(self) -> None:
        problem = self._vm.add(self._field.text())
        self._say(problem, "error")
        if not problem:
            self._field.clear()

    def _say(self, words: str, token: str = "t2") -> None:
        palette = self._said.palette()
        palette.setColor(self._said.foregroundRole(), self._theme.color(token))
        self._said.setPalette(palette)
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _shift(self, steps: int) -> None:
        row = self.table.selected()
        if row is not None:
            self._vm.shift(row.key, steps)

    def _actions(self, row: WatchRow) -> Sequence[RowAction]:
        vm, key = self._vm, row.key
        found: list[RowAction] = [*self._offers(key)]
        found.append(
            (
                translate("Watchlist", "Begin a group at {key}…").format(key=key),
                lambda: self._ask_for_group(row),
            )
        )
        if row.begins_group:
            found.append(
                (translate("Watchlist", "Join with the group above"), lambda: vm.ungroup(key))
            )
        found += [
            (
                translate("Watchlist", "Move up\t{up_key}").format(up_key=key_words(UP_KEY)),
                lambda: vm.shift(key, -1),
            ),
            (
                translate("Watchlist", "Move down\t{down_key}").format(
                    down_key=key_words(DOWN_KEY)
                ),
                lambda: vm.shift(key, 1),
            ),
            (translate("Watchlist", "Remove {key}\tDel").format(key=key), lambda: vm.remove(key)),
        ]
        return found

    def _ask_for_group(self, row: WatchRow) -> None:
        take = partial(self._vm.group, row.key)
        self._ask(
            translate("Watchlist", "Name of the group that begins with {key}").format(key=row.key),
            translate("Watchlist", "Begin group"),
            take,
        )

    def _ask(self, title: str, act: str, take: Callable[[str], str], text: str = "") -> None:
        self._show_sheet(lambda under: TextSheet(self._theme, title, act, take, under, text))

    # Lists.

    def _open_menu(self) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def fill_menu(self, menu: QMenu) -> None:
        """Add what can be done with the lists to a menu."""
        vm = self._vm
        menu.addAction(
            translate("Watchlist", "New list…"),
            lambda: self._ask(
                translate("Watchlist", "Name of the new list"),
                translate("Watchlist", "Add"),
                vm.add_list,
            ),
        )
        menu.addAction(
            translate("Watchlist", "Rename {name}…").format(name=vm.name),
            lambda: self._ask(
                translate("Watchlist", "New name of {name}").format(name=vm.name),
                translate("Watchlist", "Rename"),
                vm.rename,
                vm.name,
            ),
        )
        menu.addAction(translate("Watchlist", "Delete {name}").format(name=vm.name), vm.delete)
        menu.addSeparator()
        menu.addAction(
            translate("Watchlist", "Paste symbols"),
            lambda: self._say(vm.import_text(QGuiApplication.clipboard().text())),
        )
        menu.addAction(translate("Watchlist", "Copy as text"), self._copy)
        menu.addAction(translate("Watchlist", "Import…"), self.ask_for_import)
        menu.addAction(translate("Watchlist", "Export…"), self.ask_for_export)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._vm.export_text())
        self._say(translate("Watchlist", "{name} is on the clipboard.").format(name=self._vm.name))

    def ask_for_import(self) -> QFileDialog:
        """Ask for a file to add symbols from to this list, also if another is shown by then."""
        name = self._vm.name
        return ask_for_file(
            self,
            translate("Watchlist", "Import symbols into {name}").format(name=name),
            _file_filters(),
            partial(self._import_file, name),
        )

    def ask_for_export(self) -> QFileDialog:
        """Ask where to write the list as it is now."""
        name = self._vm.name
        return ask_where_to(
            self,
            translate("Watchlist", "Export {name}").format(name=name),
            f"{name}.txt",
            _file_filters(),
            partial(self._export_file, name, self._vm.export_text()),
        )

    def _import_file(self, name: str, path: Path) -> None:
        try:
            with path.open(encoding="utf-8-sig", errors="replace") as file:
                self._say(self._vm.import_text(file.read(self._vm.longest_text + 1), name))
        except OSError as error:
            self._say(
                translate("Watchlist", "{name} was not read: {problem}").format(
                    name=path.name, problem=error.strerror
                ),
                "error",
            )

    def _export_file(self, name: str, text: str, path: Path) -> None:
        try:
            path.write_text(text, "utf-8")
            self._say(
                translate("Watchlist", "{name} was written to {file}.").format(
                    name=name, file=path.name
                )
            )
        except OSError as error:
            self._say(
                translate("Watchlist", "{name} was not written: {problem}").format(
                    name=path.name, problem=error.strerror
                ),
                "error",
            )

    # Dragged symbols.

    def _key_at(self, at: QPoint) -> str:
        number = self.table.rowAt(at.y())
        return self.table.table.key(number) if number >= 0 else ""

    def _shown_as(self, key: str) -> str:
        instrument = self._vm.instrument_of(key)
        return key if instrument is None else instrument.symbol

    def outline(self, at: QPoint) -> QRect:
        """Return what would take a dragged symbol: the rest of this list, or another pane."""
        viewport = self.table.viewport()
        if self._is_inside(at):
            corner = viewport.mapTo(self.window(), QPoint(0, 0))
            number = self.table.rowAt(viewport.mapFromGlobal(at).y())
            y = self.table.rowViewportPosition(number) if number >= 0 else self._end_of_rows()
            return QRect(corner.x(), corner.y() + y - 1, viewport.width(), _BETWEEN)
        return self._elsewhere.outline(at)

    def drop(self, at: QPoint, key: str) -> None:
        """Move a dragged symbol within the list, or hand it over to another pane."""
        if not self._is_inside(at):
            self._elsewhere.drop(at, key)
            return
        before = self._key_at(self.table.viewport().mapFromGlobal(at))
        self._vm.move(key, before or None)

    def _is_inside(self, at: QPoint) -> bool:
        viewport = self.table.viewport()
        return viewport.rect().contains(viewport.mapFromGlobal(at))

    def _end_of_rows(self) -> int:
        last = self.table.table.rowCount() - 1
        return self.table.rowViewportPosition(last) + self.table.rowHeight(last)


def _file_filters() -> list[str]:
    return [translate("Watchlist", _TEXT_FILES), translate("Watchlist", "All files (*)")]


class SymbolField(QLineEdit):
    """Where a symbol is typed; Esc empties it."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(translate("Watchlist", "Add symbol"))
        self.setAccessibleName(translate("Watchlist", "Add symbol to the watchlist"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
