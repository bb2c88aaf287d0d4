"""The switches of automation: over all, per account, per strategy, and what each means now."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui import texts
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.automation import (
    AUTOMATION_CHOICES,
    STRATEGY_CHOICES,
    AutomationViewModel,
    Kind,
    SwitchRow,
)
from traderterminal.ui.widgets.controls import Segments, button, label
from traderterminal.ui.widgets.surface import lay_on

_SWITCH_WORDS: Final[Mapping[str, str]] = {
    "on": mark("Automation", "On"),
    "off": mark("Automation", "Off"),
    "paper": mark("Automation", "Paper"),
    "manual": mark("Automation", "Approval"),
    "auto": mark("Automation", "Auto"),
    "blocked": mark("Automation", "Blocked"),
}
#: Sign and colour of how a switch stands.
_SIGNS: Final[Mapping[str, tuple[str, str]]] = {
    "on": ("●", "ok"),
    "off": ("○", "t3"),
    "paper": ("◐", "paper"),
    "manual": ("waiting", "t1"),
    "auto": ("●", "ok"),
    "blocked": ("failed", "error"),
}


def switch_word(word: str) -> str:
    """Say how a switch stands."""
    return translate("Automation", _SWITCH_WORDS[word])


class AutomationPane(QWidget):
    """A list of switches; the one that is selected is thrown in the strip above the list."""

    def __init__(self, vm: AutomationViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        lay_on(self, theme)
        self.table: TableView[SwitchRow] = TableView(
            _columns(), lambda row: row.key, theme, mark("Table", "Automation"), describe=_sentence
        )
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self._about = label(theme, role="strong")
        self._about.setMinimumWidth(1)  # it is cut off before it pushes the switch away
        self._means = label(theme, token="t2")
        self._means.setWordWrap(True)
        self._means.setContentsMargins(8, 0, 8, 4)
        self._automation = self._switch(AUTOMATION_CHOICES)
        self._strategy = self._switch(STRATEGY_CHOICES)
        self._switches = QStackedWidget()
        self._switches.addWidget(self._automation)
        self._switches.addWidget(self._strategy)
        self._release = button(
            translate("Automation", "Release"),
            "small",
            self._let_go,
            translate("Automation", "Release the stopped strategy"),
        )
        self._release.setToolTip(translate("Automation", "Let the strategy enter again"))
        strip = QHBoxLayout()
        strip.setContentsMargins(8, 4, 6, 4)
        strip.setSpacing(6)
        strip.addWidget(self._about, 1)
        strip.addWidget(self._release)
        strip.addWidget(self._switches)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(strip)
        layout.addWidget(self._means)
        layout.addWidget(self.table, 1)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _switch(self, choices: Mapping[str, str]) -> Segments:
        words = list(choices)
        made = Segments(
            [switch_word(word) for word in words],
            lambda number: self._throw(words[number]),
            stretch=False,
            acts=True,
        )
        for number, word in enumerate(words):
            made.explain(number, translate("Automation", choices[word]))
        return made

    def _render(self) -> None:
        self.table.set_rows(self._vm.rows)
        if self.table.selected() is None:
            self.table.select(f"{Kind.ALL} ")
        self._show_chosen()

    def _chosen(self) -> SwitchRow | None:
        """The selected switch as it stands now."""
        row = self.table.selected()
        return None if row is None else next((r for r in self._vm.rows if r.key == row.key), None)

    def _show_chosen(self) -> None:
        row = self._chosen()
        if row is None:
            return
        self._about.setText(row.shown)
        self._means.setText(_in_full(row))
        of_strategy = row.kind is Kind.STRATEGY
        switch = self._strategy if of_strategy else self._automation
        switch.choose(list(row.choices).index(row.chosen))
        self._switches.setCurrentWidget(switch)
        self._release.setVisible(row.is_stopped)

    def _throw(self, choice: str) -> None:
        row = self._chosen()
        if row is not None:
            self._vm.throw(row, choice)
            self._show_chosen()  # a switch shows what holds, not what was asked for

    def _let_go(self) -> None:
        row = self._chosen()
        if row is not None:
            self._vm.release(row.name)


def _sentence(row: SwitchRow) -> str:
    """The row as one sentence."""
    return f"{row.kind.capitalize()} {row.shown}: {switch_word(row.word)}. {_in_full(row)}"


def _in_full(row: SwitchRow) -> str:
    """What a switch means, and what holds entries back in spite of it."""
    return row.means if row.held_back is None else f"{row.means} {texts.reason(row.held_back)}"


def _columns() -> list[Column[SwitchRow]]:
    def name(row: SwitchRow) -> Cell:
        mode = "" if row.account is None else row.account.mode
        role = "strong" if row.kind is Kind.ALL else "body"
        return Cell(row.shown, role=role, badge=mode, tip=row.shown)

    def state(row: SwitchRow) -> Cell:
        glyph, token = _SIGNS[row.word]
        return Cell(switch_word(row.word), glyph=glyph, glyph_token=token)

    def means(row: SwitchRow) -> Cell:
        if row.held_back is None:
            return Cell(row.means.removesuffix("."), "t2", tip=row.means)
        why = texts.reason(row.held_back).removesuffix(".")
        return Cell(why, "error", "medium", glyph="⊘", tip=_in_full(row))

    return [
        Column(mark("Column", "Of"), 12.5, name, sample=Cell("Simulator 100K", badge="sandbox")),
        Column(
            mark("Column", "Switch"),
            7,
            state,
            sample=Cell(translate("Automation", "Approval"), glyph="waiting"),
        ),
        Column(mark("Column", "What it does now"), 14, means, stretch=True),
    ]
