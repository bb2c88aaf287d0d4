"""The sheet on which the settings of a strategy are filled in."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.automation import switch_word
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
GENERAL = mark("Automation", "The general one")
NOTE = mark(
    "Automation",
    "It holds at once. The switch is that of the Automation pane; the rest"
    " is written into the settings file. Exits never wait for approval.",
)


class StrategySheet(Sheet):
    """Asks for what holds for one strategy in place of what holds in general."""

    def __init__(self, form: StrategyForm, theme: Theme, under: QWidget) -> None:
        self._form = form
        self._said = label(theme, token="error")
        note = label(theme, translate("Automation", NOTE), token="t3")
        for words in (self._said, note):
            words.setWordWrap(True)
        cancel = button(
            translate("Automation", "Cancel"),
            "standard",
            self.put_away,
            translate("Automation", "Cancel, change nothing"),
        )
        self._save = button(translate("Automation", "Save settings"), "primary", form.save)
        content = (self._fields(theme), self._said, note)
        super().__init__(
            theme,
            translate("Automation", "Settings of {name}").format(name=form.name),
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
        names = [name or translate("Automation", GENERAL) for name in form.groups]
        group = Choice(
            theme, translate("Automation", "Accounts of the strategy"), names, form.choose_group
        )
        group.setCurrentIndex(form.groups.index(form.values.group))
        units = Segments(
            [translate("Automation", unit) for unit in UNIT_WORDS.values()], form.choose_unit
        )
        units.setAccessibleName(translate("Automation", "Unit of bare stops and targets"))
        units.choose(UNITS.index(form.values.sl_tp_unit))
        switch = Segments([switch_word(one) for one in SWITCHES], form.choose_switch)
        switch.setAccessibleName(translate("Automation", "Switch of the strategy"))
        for number, one in enumerate(SWITCHES):
            switch.explain(number, translate("Automation", STRATEGY_CHOICES[one]))
        switch.choose(SWITCHES.index(form.values.switch))
        rows: list[tuple[str, QWidget]] = [
            (translate("Automation", "Its alerts"), switch),
            (translate("Automation", "Accounts"), group),
            (translate("Automation", "Bare sl and tp"), units),
        ]
        for name, sources in FIELDS.items():
            words, tip = (translate("Automation", source) for source in sources)
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
        self.allow(self._save, form.can_save)
        self._save.setToolTip(form.problem)
