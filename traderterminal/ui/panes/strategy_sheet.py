"""The sheet on which the settings of a strategy are filled in."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from traderterminal.ui.panes.automation import SWITCH_WORDS
from traderterminal.ui.panes.ticket_fields import Choice
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.automation import STRATEGY_CHOICES
from traderterminal.ui.viewmodels.strategy_settings import (
    FIELDS,
    SWITCHES,
    UNIT_WORDS,
    UNITS,
    StrategyForm,
)
from traderterminal.ui.widgets.controls import Segments, button, label
from traderterminal.ui.widgets.sheet import Sheet

WIDTH_EM = 44
GENERAL = "The general one"
NOTE = (
    "It holds at once. The switch is that of the Automation pane; the rest is written into the"
    " settings file. Exits never wait for approval."
)


class StrategySheet(Sheet):
    """Asks for what holds for one strategy in place of what holds in general."""

    def __init__(self, form: StrategyForm, theme: Theme, under: QWidget) -> None:
        self._form = form
        self._said = label(theme, token="error")
        note = label(theme, NOTE, token="t3")
        for words in (self._said, note):
            words.setWordWrap(True)
        cancel = button("Cancel", "standard", self.put_away, "Cancel, change nothing")
        self._save = button("Save settings", "primary", form.save)
        content = (self._fields(theme), self._said, note)
        super().__init__(
            theme,
            f"Settings of {form.name}",
            content,
            (cancel, self._save),
            under,
            width_em=WIDTH_EM,
        )
        self.destroyed.connect(form.changed.connect(lambda _: self._render()))
        self.destroyed.connect(form.saved.connect(lambda _: self.put_away()))
        self._render()

    def _fields(self, theme: Theme) -> QWidget:
        form, made = self._form, QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.em(1))
        grid.setVerticalSpacing(theme.em(0.5))
        grid.setColumnStretch(1, 1)
        names = [name or GENERAL for name in form.groups]
        group = Choice(theme, "Accounts of the strategy", names, form.choose_group)
        group.setCurrentIndex(form.groups.index(form.values.group))
        units = Segments(list(UNIT_WORDS.values()), form.choose_unit)
        units.setAccessibleName("Unit of bare stops and targets")
        units.choose(UNITS.index(form.values.sl_tp_unit))
        switch = Segments([SWITCH_WORDS[one] for one in SWITCHES], form.choose_switch)
        switch.setAccessibleName("Switch of the strategy")
        for number, one in enumerate(SWITCHES):
            switch.explain(number, STRATEGY_CHOICES[one])
        switch.choose(SWITCHES.index(form.values.switch))
        rows: list[tuple[str, QWidget]] = [
            ("Its alerts", switch),
            ("Accounts", group),
            ("Bare sl and tp", units),
        ]
        for name, (words, tip) in FIELDS.items():
            field = QLineEdit(form.typed[name])
            field.setAccessibleName(words)
            field.setPlaceholderText(tip)
            field.setToolTip(tip)
            field.textChanged.connect(partial(form.type, name))
            rows.append((words, field))
        for number, (words, widget) in enumerate(rows):
            grid.addWidget(label(theme, words, token="t2"), number, 0)
            grid.addWidget(widget, number, 1)
        return made

    def _render(self) -> None:
        form = self._form
        self.say(self._said, form.problem)
        self._said.setVisible(bool(form.problem))
        self._save.setEnabled(form.can_save)
        self._save.setToolTip(form.problem)
