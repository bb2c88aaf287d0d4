"""The builder of alert messages: what TradingView is to send, and what would come of it now."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.ticket_fields import Choice
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.alert_builder import (
    FIELDS,
    LEVEL_WORDS,
    STOP,
    TARGET,
    AccountRow,
    AlertBuilderViewModel,
)
from traderterminal.ui.viewmodels.strategy_settings import UNIT_WORDS
from traderterminal.ui.viewmodels.ticket_exits import UNITS
from traderterminal.ui.widgets.clipboard import copy_text
from traderterminal.ui.widgets.controls import Segments, button, label, paint_label
from traderterminal.ui.widgets.menu import Menu
from traderterminal.ui.widgets.surface import lay_on

#: Around message and verdict, and between them.
SIDE_PX: Final = 10
GAP_PX: Final = 12
EDITOR_EM: Final = 13
LABEL_EM: Final = 6


class AlertBuilderPane(QScrollArea):
    """Draws an `AlertBuilderViewModel` and forwards what is typed and pressed."""

    def __init__(self, vm: AlertBuilderViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        lay_on(body, theme)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom, body)
        self._sides.setContentsMargins(SIDE_PX, 8, SIDE_PX, 10)
        self._sides.setSpacing(GAP_PX)
        self._message = self._lay_out_message()
        self._sides.addLayout(self._message, 1)
        self._sides.addLayout(self._lay_out_verdict(), 1)
        self.setWidget(body)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    # The message.

    def _lay_out_message(self) -> QVBoxLayout:
        vm, theme = self._vm, self._theme
        self._templates = Choice(
            theme,
            translate("Alerts", "Template of the alert"),
            [one.name for one in vm.templates],
            vm.choose_template,
        )
        for number, one in enumerate(vm.templates):
            self._templates.setItemData(number, one.description, Qt.ItemDataRole.ToolTipRole)
        self._templates.setCurrentIndex(vm.first_template if vm.templates else -1)
        self._editor = QPlainTextEdit()
        self._editor.setAccessibleName(translate("Alerts", "Alert message"))
        self._editor.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._editor.setTabChangesFocus(True)
        self._editor.setMinimumHeight(theme.em(EDITOR_EM))
        self._editor.textChanged.connect(lambda: vm.type(self._editor.toPlainText()))
        rows = QVBoxLayout()
        rows.setSpacing(8)
        rows.addWidget(self._templates)
        rows.addLayout(self._lay_out_fields())
        rows.addWidget(self._editor, 1)
        rows.addLayout(self._lay_out_ways_out())
        return rows

    def _lay_out_fields(self) -> QGridLayout:
        vm, theme = self._vm, self._theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(0.6))
        grid.setVerticalSpacing(6)
        self._fields: dict[str, QLineEdit] = {}
        for number, (name, source) in enumerate(FIELDS.items()):
            words = translate("Alerts", source)
            field = self._field(
                translate("Alerts", "{words} of the alert").format(words=words),
                partial(vm.put, name),
            )
            self._place(grid, words, field, number)
            self._fields[name] = field
        self._levels: dict[str, QLineEdit] = {}
        for number, kind in enumerate((STOP, TARGET), start=len(FIELDS)):
            field = self._field(
                translate("Alerts", "{kind} of the alert").format(
                    kind=translate("Alerts", LEVEL_WORDS[kind])
                ),
                partial(vm.put_level, kind),
            )
            self._place(grid, translate("Alerts", LEVEL_WORDS[kind]), field, number)
            self._levels[kind] = field
        signs = list(UNITS)
        self._units = Segments(signs, lambda n: vm.choose_unit(UNITS[signs[n]]), stretch=False)
        self._units.setAccessibleName(translate("Alerts", "Unit of stop and target in the alert"))
        for number, unit in enumerate(UNITS.values()):
            self._units.name(number, translate("Automation", UNIT_WORDS[unit]))
        grid.addWidget(
            label(theme, translate("Alerts", "In"), token="t3"), (len(FIELDS) + 2) // 2, 0
        )
        grid.addWidget(self._units, (len(FIELDS) + 2) // 2, 1, 1, 3)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        return grid

    def _field(self, name: str, take: Callable[[str], object]) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.textEdited.connect(lambda text: take(text))
        return made

    def _place(self, grid: QGridLayout, words: str, field: QWidget, number: int) -> None:
        row, column = divmod(number, 2)
        grid.addWidget(label(self._theme, words, token="t3"), row, 2 * column)
        grid.addWidget(field, row, 2 * column + 1)

    def _lay_out_ways_out(self) -> QHBoxLayout:
        self._insert = button(
            translate("Alerts", "Insert placeholder"), "standard", self._offer_placeholders
        )
        self._copy = button(translate("Alerts", "Copy message"), "primary", self._copy_message)
        address = button(translate("Alerts", "Copy address"), "standard", self._copy_address)
        address.setToolTip(
            translate("Alerts", "Where TradingView is to post it. It holds your secret.")
        )
        line = QHBoxLayout()
        line.addWidget(self._insert)
        line.addStretch(1)
        line.addWidget(address)
        line.addWidget(self._copy)
        return line

    def _offer_placeholders(self) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, words in self._vm.placeholders.items():
            insert = partial(self._editor.insertPlainText, f"{{{{{name}}}}}")
            menu.addAction(f"{name}\t{words}", insert)
        menu.popup(self._insert.mapToGlobal(self._insert.rect().topLeft()))

    def _copy_message(self) -> None:
        copy_text(self._vm.text)

    def _copy_address(self) -> None:
        copy_text(self._vm.address)

    # The verdict.

    def _lay_out_verdict(self) -> QVBoxLayout:
        theme, vm = self._theme, self._vm
        self._verdict = self._words("strong", "t1")
        self._verdict.setAccessibleName(translate("Alerts", "What the message comes to"))
        self._meaning = self._words("body", "t2")
        self._said = self._words("body", "t2")
        self._table: TableView[AccountRow] = TableView(
            _columns(),
            lambda row: row.account.account,
            theme,
            mark("Table", "What each account would do"),
        )
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dry_run = button(
            translate("Alerts", "Dry run"),
            "standard",
            vm.dry_run,
            translate("Alerts", "Dry run of the message"),
        )
        dry_run.setToolTip(
            translate("Alerts", "Post it to the listener of this program; nothing trades")
        )
        self._paper = Choice(
            theme,
            translate("Alerts", "Paper account of the trial"),
            [one.name for one in vm.trials.paper],
            lambda n: vm.trials.choose(vm.trials.paper[n].account),
        )
        self._paper.setVisible(len(vm.trials.paper) > 1)
        self._try = button(translate("Alerts", "Try on paper"), "standard", vm.try_on_paper)
        self._try.setToolTip(
            translate("Alerts", "Post it to the listener of this program; it trades on paper")
        )
        tests = QHBoxLayout()
        tests.addWidget(label(theme, translate("Alerts", "Test locally"), token="t3"))
        tests.addStretch(1)
        for made in (dry_run, self._paper, self._try):
            tests.addWidget(made)
        rows = QVBoxLayout()
        rows.setSpacing(8)
        rows.addWidget(self._verdict)
        rows.addWidget(self._table)
        rows.addWidget(self._meaning)
        rows.addLayout(tests)
        rows.addWidget(self._said)
        rows.addStretch(1)
        return rows

    def _words(self, role: str, token: str) -> QLabel:
        made = label(self._theme, role=role, token=token)
        made.setWordWrap(True)
        made.setMinimumWidth(1)
        return made

    # Drawing.

    def _render(self) -> None:
        vm = self._vm
        if self._editor.toPlainText() != vm.text:
            self._editor.setPlainText(vm.text)
        values = vm.values
        for name, field in self._fields.items():
            self._show(field, vm.value(name), editable=values is not None)
        for kind, field in self._levels.items():
            self._show(field, vm.level(kind), editable=values is not None)
        self._units.choose(list(UNITS.values()).index(vm.unit))
        words, token = vm.verdict
        self._say(self._verdict, words, token)
        self._say(self._meaning, "\n".join(vm.meaning), "t2")
        self._say(self._said, *vm.said)
        self._table.set_rows(vm.rows)
        self._table.setFixedHeight(self._table.height_of_all())
        self._table.setVisible(bool(vm.rows))
        self._copy.setEnabled(vm.is_usable)
        self._copy.setToolTip(
            "" if vm.is_usable else translate("Alerts", "It cannot be read: see what is wrong")
        )
        self._try.setEnabled(vm.is_usable and bool(vm.trials.paper))

    def _show(self, field: QLineEdit, text: str, *, editable: bool) -> None:
        if not field.hasFocus() and field.text() != text:
            field.setText(text)
            field.setCursorPosition(0)
        field.setEnabled(editable)
        field.setToolTip(
            ""
            if editable
            else translate("Alerts", "Only the text below can be changed as it stands")
        )

    def _say(self, on: QLabel, words: str, token: str) -> None:
        if on.text() != words:
            on.setText(words)
        if on.property("token") != token:
            on.setProperty("token", token)
            paint_label(on, self._theme, token)
        on.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        verdict = self._table.least_width
        needed = self._message.minimumSize().width() + GAP_PX + verdict + 2 * SIDE_PX
        wide = self.viewport().width() >= needed
        self._sides.setDirection(beside if wide else below)
        self._table.setMinimumWidth(verdict if wide else 0)


def _columns() -> list[Column[AccountRow]]:
    def words(row: AccountRow) -> Cell:
        token, glyph = ("error", "⊘") if row.refused else ("t1", "")
        return Cell(
            row.words, token, "medium" if row.refused else "body", glyph=glyph, tip=row.words
        )

    return [
        Column(
            mark("Column", "Account"),
            12.5,
            lambda row: Cell(row.account.name, badge=row.account.mode),
            sample=Cell("Simulator 100K", badge="sandbox"),
        ),
        Column(
            mark("Column", "Order"),
            10,
            lambda row: Cell(row.order),
            sample=Cell(translate("Alerts", "Sell 1,000 MNQH2024")),
        ),
        Column(
            mark("Column", "Exits"),
            7,
            lambda row: Cell(row.exits or formats.NOTHING, "t2", tip=row.exits),
            sample=Cell("SL 16 t, T1 32 t"),
            leaves=1,
        ),
        Column(mark("Column", "What becomes of it"), 12, words, stretch=True),
    ]
