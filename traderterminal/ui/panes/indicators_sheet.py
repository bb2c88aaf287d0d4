"""The sheet of the indicators: find one and add it; order, change and remove those of the chart."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from traderterminal.kit.language import translate
from traderterminal.ui import texts
from traderterminal.ui.panes.study_sheets import StudySheet, failure_sheet
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.indicator_list import Entry, IndicatorList
from traderterminal.ui.viewmodels.studies import StudiesViewModel
from traderterminal.ui.viewmodels.study import ShownStudy, UserFailure
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.sheet import Sheet, ShowSheet

WIDTH_EM = 64
LIST_EM = 26
#: Marks a favourite in the list.
STAR = "★"
_KIND = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.AccessibleTextRole
_ENTER: tuple[int, int] = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyList(QListWidget):
    """A list whose keys do what is said of them, each to the row in focus."""

    def __init__(self, name: str, keys: Mapping[int, Callable[[], object]]) -> None:
        super().__init__()
        self._keys = keys
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            act()

    def kind(self) -> str:
        """Return what the row in focus is of; empty for a heading, or none."""
        item = self.item(self.currentRow()) if self.currentRow() >= 0 else None
        return "" if item is None else str(item.data(_KIND) or "")


class IndicatorsSheet(Sheet):
    """Lists what there is on the left, and what is on the chart on the right."""

    def __init__(
        self, studies: StudiesViewModel, theme: Theme, show: ShowSheet, under: QWidget
    ) -> None:
        self._studies = studies
        self._theme = theme
        self._show = show
        self._vm = IndicatorList(studies)
        self._shown: object = None
        self._search = QLineEdit()
        self._search.setProperty("kind", "search")
        self._search.setPlaceholderText(translate("Studies", "Name or family"))
        self._search.setAccessibleName(translate("Studies", "Search indicators"))
        self._search.setClearButtonEnabled(True)
        add = dict.fromkeys(_ENTER, self._add)
        self._all = KeyList(translate("Studies", "Indicators"), {**add, Qt.Key.Key_F: self._favour})
        edit = dict.fromkeys(_ENTER, self._edit)
        self._chart = KeyList(
            translate("Studies", "On this chart"), {**edit, Qt.Key.Key_Delete: self._remove}
        )
        self._buttons = _chart_buttons(self)
        self._own = QPushButton()
        self._own.setCheckable(True)
        self._own.setProperty("kind", "small")
        self._files = QWidget()
        self._rows = QVBoxLayout(self._files)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.em(0.33))
        close = button(
            translate("Studies", "Close"),
            "standard",
            self.put_away,
            translate("Studies", "Close indicators"),
        )
        favour = button(
            translate("Studies", "Favourite"),
            "standard",
            self._favour,
            translate("Studies", "List among the favourites, or not"),
        )
        add_it = button(translate("Studies", "Add to chart"), "primary", self._add)
        content = (self._columns(), self._files)
        super().__init__(
            theme,
            translate("Studies", "Indicators"),
            content,
            (close, favour, add_it),
            under,
            width_em=WIDTH_EM,
        )
        favour.setToolTip("F")
        self._listen()
        self._search.installEventFilter(self)
        self._search.setFocus(Qt.FocusReason.TabFocusReason)
        self._render()

    def _listen(self) -> None:
        self._search.textChanged.connect(self._vm.search)
        self._search.returnPressed.connect(self._add)
        self._all.itemDoubleClicked.connect(lambda _: self._add())
        self._chart.itemDoubleClicked.connect(lambda _: self._edit())
        self._chart.currentRowChanged.connect(lambda _: self._enable())
        self._own.clicked.connect(self._studies.choose_only_here)
        stops = (
            self._vm.changed.connect(lambda _: self._render()),
            self._studies.changed.connect(lambda _: self._render()),
            self._vm.close,
        )
        for stop in stops:
            self.destroyed.connect(stop)

    # Laying out.

    def _columns(self) -> QWidget:
        theme, made = self._theme, QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.em(1))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(theme.em(0.5))
        left.addWidget(self._search)
        left.addWidget(self._all, 1)
        self._all.setMinimumHeight(theme.em(LIST_EM))
        right.addWidget(label(theme, translate("Studies", "On this chart"), "strong", "t2"))
        right.addWidget(self._chart, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.em(0.33))
        for one in self._buttons:
            buttons.addWidget(one)
        right.addLayout(buttons)
        right.addWidget(self._own)
        line.addLayout(left, 1)
        line.addLayout(right, 1)
        return made

    # Showing.

    def _render(self) -> None:
        shape = (
            self._vm.sections,
            [(row.key, row.name, row.silence) for row in self._studies.rows],
            [failure.file for failure in self._vm.failures],
            self._vm.user.is_loading,
            self._studies.only_here,
        )
        if shape == self._shown:
            return
        self._shown = shape
        self._fill_all()
        self._fill_chart()
        self._fill_files()
        instrument = self._studies.chart.instrument
        self._own.setText(
            translate("Studies", "Only for {root}").format(root=instrument.root)
            if instrument
            else translate("Studies", "Only for this symbol")
        )
        self._own.setEnabled(instrument is not None)
        self._own.setChecked(self._studies.only_here)
        self._own.setToolTip(
            translate("Studies", "Other symbols keep the studies that they have in common")
        )
        self._enable()
        self._place()

    def _fill_all(self) -> None:
        chosen = self._all.kind()
        self._all.clear()
        for heading, entries in self._vm.sections:
            self._all.addItem(self._heading(heading))
            for entry in entries:
                self._all.addItem(_item(entry))
        _choose(self._all, chosen)

    def _heading(self, words: str) -> QListWidgetItem:
        made = QListWidgetItem(words)
        made.setFlags(Qt.ItemFlag.NoItemFlags)
        made.setFont(self._theme.font("caption"))
        made.setForeground(self._theme.color("t3"))
        return made

    def _fill_chart(self) -> None:
        chosen = self._chart.kind()
        self._chart.clear()
        for row in self._studies.rows:
            made = QListWidgetItem(f"{row.name}  {row.silence}".rstrip())
            made.setData(_KIND, row.key)
            token = "warn" if row.is_off else "t3" if row.silence else row.choices.token
            made.setForeground(self._theme.color(token))
            self._chart.addItem(made)
        _choose(self._chart, chosen)

    def _fill_files(self) -> None:
        """Say where files of one's own belong, and which of them are off."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        words = translate("Studies", "Your own: Python files in {folder}")
        if self._vm.user.is_loading:
            words = translate("Studies", "Your own are being loaded from {folder}…")
        where = label(self._theme, words.format(folder=self._vm.user.folder), token="t3")
        where.setWordWrap(True)
        again = button(
            translate("Studies", "Load again"),
            "small",
            self._vm.user.reload,
            translate("Studies", "Load your indicators again"),
        )
        self._put(where, again)
        for failure in self._vm.failures:
            says = label(self._theme, texts.text(failure.message), token="warn")
            says.setWordWrap(True)
            why = button(translate("Studies", "Show why"), "small", partial(self._explain, failure))
            why.setAccessibleName(
                translate("Studies", "Show why {file} is off").format(file=failure.file)
            )
            self._put(says, why)

    def _put(self, says: QWidget, acts: QPushButton) -> None:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.em(0.67))
        line.addWidget(says, 1)
        line.addWidget(acts)
        self._rows.addWidget(made)
        made.show()  # the sheet itself may be shown already

    def _enable(self) -> None:
        row = self._row()
        for one in self._buttons:
            one.setEnabled(row is not None)
        if row is not None:
            self._buttons[1].setText(
                translate("Studies", "Show") if row.choices.hidden else translate("Studies", "Hide")
            )

    # What the trader does.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, the arrow down leads into the list."""
        if watched is self._search and isinstance(event, QKeyEvent):
            is_press = event.type() is QEvent.Type.KeyPress
            if is_press and event.key() == Qt.Key.Key_Down:
                self._all.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _row(self) -> ShownStudy | None:
        key = self._chart.kind()
        return next((row for row in self._studies.rows if row.key == key), None)

    def _add(self) -> None:
        kind = self._all.kind()
        row = self._studies.add(kind) if kind else None
        if row is not None:
            self._render()
            _choose(self._chart, row.key)

    def _favour(self) -> None:
        kind = self._all.kind()
        if kind:
            self._vm.choose_favourite(kind, chosen=kind not in self._studies.favourites)

    def _edit(self) -> None:
        row = self._row()
        if row is None:
            return
        if row.failure is not None:
            self._explain(row.failure)
        elif row.about is not None:
            found = row
            self._show(lambda under: StudySheet(self._studies, found, self._theme, under))

    def _hide(self) -> None:
        row = self._row()
        if row is not None:
            self._studies.hide(row, hidden=not row.choices.hidden)
            self._render()

    def _move(self, step: int) -> None:
        row = self._row()
        if row is not None:
            self._studies.move(row, step)
            self._render()

    def _remove(self) -> None:
        row = self._row()
        if row is not None:
            self._studies.remove(row)
            self._render()

    def _explain(self, failure: UserFailure) -> None:
        self._show(lambda under: failure_sheet(failure, self._theme, under))


def _chart_buttons(sheet: IndicatorsSheet) -> list[QPushButton]:
    """Return what can be done with a study of the chart; the second one hides or shows it."""
    return [
        button(
            translate("Studies", "Settings"),
            "small",
            sheet._edit,
            translate("Studies", "Settings of the study"),
        ),
        button(
            translate("Studies", "Hide"),
            "small",
            sheet._hide,
            translate("Studies", "Hide or show the study"),
        ),
        button(
            translate("Studies", "Up"),
            "small",
            lambda: sheet._move(-1),
            translate("Studies", "Move the study up"),
        ),
        button(
            translate("Studies", "Down"),
            "small",
            lambda: sheet._move(1),
            translate("Studies", "Move the study down"),
        ),
        button(
            translate("Studies", "Remove"),
            "small",
            sheet._remove,
            translate("Studies", "Remove the study"),
        ),
    ]


def _item(entry: Entry) -> QListWidgetItem:
    made = QListWidgetItem(f"{STAR} {entry.label}" if entry.is_favourite else entry.label)
    made.setData(_KIND, entry.kind)
    made.setData(
        _NAME,
        translate("Studies", "{label}, favourite").format(label=entry.label)
        if entry.is_favourite
        else entry.label,
    )
    made.setToolTip(entry.explains)
    return made


def _choose(where: QListWidget, kind: str) -> None:
    """Let the row of a kind be in focus, or the first one that is none of the headings."""
    items = [where.item(number) for number in range(where.count())]
    wanted = [item for item in items if item.data(_KIND) == kind and kind]
    first = [item for item in items if item.data(_KIND)]
    for item in (*wanted, *first)[:1]:
        where.setCurrentItem(item)
        where.scrollToItem(item)
