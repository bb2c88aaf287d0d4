"""All alerts of one's own: a list to set them in, change them, let them rest and delete them."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.ticket_fields import Choice
from traderterminal.ui.tables.table import Cell, Column, RowAction, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.alert_list import (
    DIRECTIONS,
    LASTING,
    AlertForm,
    AlertListViewModel,
    AlertRow,
    Watchable,
)
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.empty_state import EmptyState, OrEmpty
from traderterminal.ui.widgets.sheet import Sheet, ShowSheet
from traderterminal.ui.widgets.surface import lay_on

SHEET_EM: Final = 38
_AS_IT_IS: Final = mark("Alerts", "As it is")


class AlertListPane(QWidget):
    """Draws an `AlertListViewModel`."""

    def __init__(self, vm: AlertListViewModel, theme: Theme, show_sheet: ShowSheet) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._show_sheet = show_sheet
        lay_on(self, theme)
        self.table: TableView[AlertRow] = TableView(
            _columns(vm),
            lambda row: row.key,
            theme,
            mark("Table", "Price alerts"),
            describe=_say_row,
            actions=self._actions,
        )
        self.table.opened.connect(self.ask_to_edit)
        self.table.removed.connect(vm.remove)
        strip = QHBoxLayout()
        strip.setContentsMargins(8, 4, 6, 4)
        self._says = label(theme, token="t2")
        self._says.setMinimumWidth(1)
        strip.addWidget(button(translate("Alerts", "New alert…"), "small", self.ask_for_new))
        strip.addWidget(self._says, 1)
        empty = EmptyState(
            theme,
            "price alert",
            translate("Alerts", "No alerts of your own"),
            translate("Alerts", "Press New alert, or right click a price in a chart."),
        )
        self._pages = OrEmpty(self.table, empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(strip)
        layout.addWidget(self._pages, 1)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        rows = self._vm.rows
        self.table.set_rows(rows)
        self._pages.show_content(bool(rows))
        resting = sum(not row.terms.enabled for row in rows)
        self._says.setText(
            translate("Alerts", "{resting} at rest").format(resting=resting) if resting else ""
        )

    def _actions(self, row: AlertRow) -> Sequence[RowAction]:
        watch = not row.terms.enabled
        return [
            (translate("Alerts", "Edit…\tEnter"), lambda: self.ask_to_edit(row.key)),
            (
                translate("Alerts", "Watch again") if watch else translate("Alerts", "Let it rest"),
                partial(self._rest, row),
            ),
            (translate("Alerts", "Delete\tDel"), lambda: self._vm.remove(row.key)),
        ]

    def _rest(self, row: AlertRow) -> None:
        self._vm.rest(row.key, enabled=not row.terms.enabled)

    def ask_for_new(self) -> None:
        """Ask what is to be watched."""
        offered = self._vm.watchables()
        self._show_sheet(lambda under: AlertSheet(self._vm, self._theme, under, offered))

    def ask_to_edit(self, key: str) -> None:
        """Ask what is to be another way of an alert."""
        form = self._vm.form_of(key)
        row = next((row for row in self._vm.rows if row.key == key), None)
        if form is not None and row is not None:
            self._show_sheet(
                lambda under: AlertSheet(self._vm, self._theme, under, (), row=row, form=form)
            )


class AlertSheet(Sheet):
    """Asks for an alert: on one of `offered`, or to change that of a `row`, filled in by `form`."""

    def __init__(
        self,
        vm: AlertListViewModel,
        theme: Theme,
        under: QWidget,
        offered: Sequence[Watchable],
        *,
        row: AlertRow | None = None,
        form: AlertForm | None = None,
    ) -> None:
        self._vm = vm
        self._offered = offered
        self._key = "" if row is None else row.key
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.em(1))
        self._grid.setVerticalSpacing(theme.em(0.5))
        self._grid.setColumnStretch(1, 1)
        what = [one.words for one in offered] if row is None else [row.what]
        self._what = Choice(theme, translate("Alerts", "What is watched"), what, self._choose)
        self._what.setEnabled(row is None)
        self._direction = Choice(
            theme,
            translate("Alerts", "Which way"),
            [translate("Alerts", words) for words, _ in DIRECTIONS],
            _nothing,
        )
        self._level = self._field(translate("Alerts", "Level"))
        self._each = Choice(
            theme,
            translate("Alerts", "How often"),
            (translate("Alerts", "Once"), translate("Alerts", "Each time")),
            _nothing,
        )
        lasting = [translate("Alerts", words) for words, _ in LASTING]
        self._lasting = Choice(
            theme,
            translate("Alerts", "How long"),
            lasting if row is None else [translate("Alerts", _AS_IT_IS), *lasting],
            _nothing,
        )
        self._note = self._field(translate("Alerts", "Note"))
        self._problem = label(theme, token="error")
        self._problem.setWordWrap(True)
        for words, field in (
            (translate("Alerts", "Watch"), self._what),
            (translate("Alerts", "When it"), self._direction),
            (translate("Alerts", "Level"), self._level),
            (translate("Alerts", "How often"), self._each),
            (translate("Alerts", "How long"), self._lasting),
            (translate("Alerts", "Note"), self._note),
        ):
            at = self._grid.rowCount()
            self._grid.addWidget(label(theme, words, token="t2"), at, 0)
            self._grid.addWidget(field, at, 1)
        cancel = button(
            translate("Alerts", "Cancel"),
            "standard",
            self.put_away,
            translate("Alerts", "Cancel, change nothing"),
        )
        send = button(
            translate("Alerts", "Set alert") if row is None else translate("Alerts", "Save"),
            "primary",
            self._act,
        )
        title = (
            translate("Alerts", "New alert")
            if row is None
            else translate("Alerts", "Change the alert")
        )
        super().__init__(
            theme, title, (self._body, self._problem), (cancel, send), under, width_em=SHEET_EM
        )
        if form is not None:
            self._fill(form)
        else:
            self._choose(0)
        self._level.setFocus(Qt.FocusReason.TabFocusReason)

    def _field(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.returnPressed.connect(self._act)
        return made

    def _choose(self, number: int) -> None:
        if number < len(self._offered):
            self._level.setText(self._offered[number].level)
            self._level.selectAll()

    def _fill(self, form: AlertForm) -> None:
        numbers = [direction for _, direction in DIRECTIONS]
        self._direction.setCurrentIndex(numbers.index(form.direction))
        self._level.setText(form.level)
        self._level.selectAll()
        self._each.setCurrentIndex(int(form.each))
        self._note.setText(form.note)

    def _act(self) -> None:
        lasting: int | None = self._lasting.currentIndex()
        if self._key:
            lasting = None if not lasting else lasting - 1
        form = AlertForm(
            self._level.text(),
            DIRECTIONS[self._direction.currentIndex()][1],
            self._each.currentIndex() == 1,
            lasting,
            self._note.text(),
        )
        problem = translate("Alerts", "Nothing can be watched now")
        if self._key:
            problem = self._vm.edit(self._key, form)
        elif self._offered:
            problem = self._vm.set(self._offered[self._what.currentIndex()], form)
        if problem:
            self._level.setAccessibleDescription(problem)
            self.say(self._problem, problem)
        else:
            self.put_away()


def _nothing(_: int) -> None:
    """A choice that is read when the sheet is sent."""


def _columns(vm: AlertListViewModel) -> list[Column[AlertRow]]:
    def state(row: AlertRow) -> Cell:
        words = translate("Alerts", "On") if row.terms.enabled else translate("Alerts", "Rests")
        token = "t1" if row.terms.enabled else "t3"
        return Cell(words, token, outline="line2", spoken=f"{words}: {row.what}")

    def told(row: AlertRow, text: str, token: str = "t1", role: str = "body") -> Cell:
        return Cell(text, token if row.terms.enabled else "t3", role, tip=text)

    return [
        Column(
            mark("Column", "Watched"), 12, lambda r: told(r, r.what, role="strong"), stretch=True
        ),
        Column(
            mark("Column", "When it"),
            11,
            lambda r: told(r, r.condition),
            sample=Cell(translate("Alerts", "crosses −$11,286.10")),
        ),
        Column(
            mark("Column", "Now"),
            7,
            lambda r: told(r, r.now, "t2"),
            right=True,
            sample=Cell("−$11,286.10"),
        ),
        Column(
            mark("Column", "How often"),
            6,
            lambda r: told(
                r,
                translate("Alerts", "each time") if r.terms.each else translate("Alerts", "once"),
                "t2",
            ),
            leaves=2,
        ),
        Column(
            mark("Column", "Until"),
            7,
            lambda r: told(
                r,
                translate("Alerts", "for ever")
                if r.until is None
                else formats.dated(r.until, "%a %H:%M"),
                "t2",
            ),
            sample=Cell("Wed 23:59"),
            leaves=3,
        ),
        Column(
            mark("Column", "Note"),
            8,
            lambda r: told(r, r.terms.note or formats.NOTHING, "t2"),
            leaves=1,
        ),
        Column(
            "",
            4.5,
            state,
            sample=Cell(translate("Alerts", "Rests"), outline="line2"),
            press=lambda row: vm.rest(row.key, enabled=not row.terms.enabled),
            name=mark("Column", "State"),
        ),
    ]


def _say_row(row: AlertRow) -> str:
    """Say an alert in one sentence."""
    rests = "" if row.terms.enabled else translate("Alerts", ", rests")
    return translate("Alerts", "{what} {condition}, now {now}{rests}").format(
        what=row.what, condition=row.condition, now=row.now, rests=rests
    )
