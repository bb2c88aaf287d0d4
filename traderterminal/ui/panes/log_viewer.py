"""The log: its latest lines, by level and text, and all of the one that is selected."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from traderterminal.kit.clock import parse_iso
from traderterminal.kit.language import mark, translate
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.log_lines import CHOICES, LogLine, LogLinesViewModel
from traderterminal.ui.widgets.controls import Segments, label

_LEVELS: Final = {
    "debug": mark("Diagnostics", "Debug"),
    "info": mark("Diagnostics", "Info"),
    "warning": mark("Diagnostics", "Warning"),
    "error": mark("Diagnostics", "Error"),
    "critical": mark("Diagnostics", "Critical"),
}


def _said(level: str) -> str:
    return translate("Diagnostics", _LEVELS.get(level, level.capitalize()))


class LogViewer(QWidget):
    """Draws a `LogLinesViewModel`; `local` gives a moment on the wall clock of the window."""

    def __init__(
        self, vm: LogLinesViewModel, theme: Theme, local: Callable[[int], datetime]
    ) -> None:
        super().__init__()
        self._vm = vm
        self._local = local
        self._levels = Segments(
            [_said(level) for level in CHOICES],
            lambda number: vm.choose_level(CHOICES[number]),
            stretch=False,
        )
        self._levels.setAccessibleName(translate("Diagnostics", "Least level shown"))
        self._levels.choose(CHOICES.index(vm.level))
        self._filter = QLineEdit(vm.text)
        self._filter.setPlaceholderText(translate("Diagnostics", "Show lines with…"))
        self._filter.setAccessibleName(translate("Diagnostics", "Show lines with a text"))
        self._filter.textChanged.connect(lambda text: vm.type_text(text))
        self._count = label(theme, token="t3", role="caption")
        self.table: TableView[LogLine] = TableView(
            self._columns(),
            lambda line: str(line.number),
            theme,
            mark("Table", "Log"),
            describe=_sentence,
        )
        self.table.chosen.connect(self._show_whole)
        self._whole = QPlainTextEdit()
        self._whole.setReadOnly(True)
        self._whole.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._whole.setAccessibleName(translate("Diagnostics", "The selected line, whole"))
        self._whole.setMaximumHeight(theme.em(9))
        self._whole.hide()
        self._lay_out(theme)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _lay_out(self, theme: Theme) -> None:
        strip = QHBoxLayout()
        strip.setContentsMargins(6, 4, 6, 4)
        strip.setSpacing(theme.em(0.67))
        strip.addWidget(self._levels)
        strip.addWidget(self._filter, 1)
        strip.addWidget(self._count)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(strip)
        rows.addWidget(self.table, 1)
        rows.addWidget(self._whole)

    def _render(self) -> None:
        vm = self._vm
        self.table.set_rows(vm.rows)
        self._count.setText(
            translate("Diagnostics", "{count:,} of the last {total:,}").format(
                count=len(vm.rows), total=vm.total
            )
        )
        if self.table.selected() is None:
            self._whole.hide()

    def _show_whole(self, _: str) -> None:
        line = self.table.selected()
        if line is not None:
            words = f"{line.at} {line.level} {line.logger}\n{line.message}\n{line.traceback}"
            self._whole.setPlainText(words.strip())
            self._whole.show()

    def _columns(self) -> list[Column[LogLine]]:
        return [
            Column(mark("Column", "Time"), 5.7, self._time, sample=Cell("09:46:02")),
            Column(
                mark("Column", "Level"),
                5,
                lambda line: Cell(_said(line.level), line.token, "medium"),
                sample=Cell(translate("Diagnostics", "Warning"), role="medium"),
            ),
            Column(mark("Column", "Where"), 14, lambda line: Cell(_where(line), "t2"), leaves=1),
            Column(
                mark("Column", "Message"),
                20,
                lambda line: Cell(line.message.partition("\n")[0], tip=line.message),
                stretch=True,
            ),
        ]

    def _time(self, line: LogLine) -> Cell:
        try:
            return Cell(f"{self._local(parse_iso(line.at)):%H:%M:%S}", "t2", tip=line.at)
        except ValueError:
            return Cell(formats.NOTHING, "t3", tip=line.at)


def _where(line: LogLine) -> str:
    """Name the module without the program, which is the same in nearly all of them."""
    return line.logger.removeprefix("traderterminal.")


def _sentence(line: LogLine) -> str:
    return f"{line.at}, {line.level}, {_where(line)}: {line.message}"
