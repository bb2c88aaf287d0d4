"""The settings on a sheet: searched, typed, checked beside each field, saved as a whole."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from traderterminal.kit.language import mark, translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.settings_form import (
    OFF,
    ON,
    Kind,
    SettingField,
    SettingSection,
    SettingsForm,
)
from traderterminal.ui.widgets.controls import Segments, button, label
from traderterminal.ui.widgets.sheet import Sheet
from traderterminal.ui.widgets.surface import lay_on

WIDTH_EM: Final = 64
#: How much of the window the sheet leaves above and below its fields.
ROUND_EM: Final = 24
LEAST_EM: Final = 12
LABEL_EM: Final = 15
#: What the form calls the values that are offered; another one stands for itself.
_CHOICES: Final = {
    "all": mark("Setting", "All"),
    "auto": mark("Setting", "Auto"),
    "conservative": mark("Setting", "Conservative"),
    "debug": mark("Setting", "Debug"),
    "down": mark("Setting", "Down"),
    "enforce": mark("Setting", "Enforce"),
    "error": mark("Setting", "Error"),
    "high": mark("Setting", "High"),
    "hybrid": mark("Setting", "Hybrid"),
    "ignore": mark("Setting", "Ignore"),
    "info": mark("Setting", "Info"),
    "intraday": mark("Setting", "Intraday"),
    "live": mark("Setting", "Live"),
    "low": mark("Setting", "Low"),
    "manual": mark("Setting", "Manual"),
    "medium": mark("Setting", "Medium"),
    "money": mark("Setting", "Money"),
    "most": mark("Setting", "Most"),
    "nearest": mark("Setting", "Nearest"),
    "off": mark("Setting", "Off"),
    "overnight": mark("Setting", "Overnight"),
    "paper": mark("Setting", "Paper"),
    "percent": mark("Setting", "Percent"),
    "points": mark("Setting", "Points"),
    "price": mark("Setting", "Price"),
    "realistic": mark("Setting", "Realistic"),
    "sandbox": mark("Setting", "Sandbox"),
    "simulator": mark("Setting", "Simulator"),
    "ticks": mark("Setting", "Ticks"),
    "warning": mark("Setting", "Warning"),
    "system": mark("Setting", "System"),
    "en": "English",
    "de": "Deutsch",
}
SAVE: Final = mark("Settings", "Save")
SAVE_MUTED: Final = mark("Settings", "Save and mute everything")


class SettingsSheet(Sheet):
    """Draws a `SettingsForm`."""

    def __init__(
        self, form: SettingsForm, theme: Theme, under: QWidget, search_for: str = ""
    ) -> None:
        self._form = form
        self._rows: list[_Row] = []
        self._headings: list[tuple[QLabel, SettingSection]] = []
        search = QLineEdit()
        search.setPlaceholderText(translate("Settings", "Search settings"))
        search.setAccessibleName(translate("Settings", "Search settings"))
        search.setProperty("kind", "search")
        search.textChanged.connect(lambda text: form.search(text))
        self._nothing = label(
            theme, translate("Settings", "No setting has these words."), token="t3"
        )
        self._words = label(theme, token="t2")
        self._words.setWordWrap(True)
        cancel = button(
            translate("Settings", "Cancel"),
            "standard",
            self.put_away,
            translate("Settings", "Cancel, change nothing"),
        )
        self._save = button(translate("Settings", SAVE), "primary", form.save)
        fields = self._fields(theme)
        fields.setMinimumHeight(
            max(theme.em(LEAST_EM), under.window().height() - theme.em(ROUND_EM))
        )
        super().__init__(
            theme,
            translate("Settings", "Settings"),
            (search, fields, self._words),
            (cancel, self._save),
            under,
            width_em=WIDTH_EM,
        )
        self.destroyed.connect(form.changed.connect(lambda _: self._render()))
        self.destroyed.connect(form.saved.connect(lambda _: self.put_away()))
        search.setText(search_for)
        search.setFocus(Qt.FocusReason.TabFocusReason)
        self._render()

    def _fields(self, theme: Theme) -> QScrollArea:
        inside = QWidget()
        lay_on(inside, theme, "bg3")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, theme.em(1), 0)
        rows.setSpacing(theme.em(0.5))
        rows.addWidget(self._nothing)
        for section in self._form.sections:
            heading = label(theme, section.title, "section")
            self._headings.append((heading, section))
            rows.addWidget(heading)
            for field in section.fields:
                row = _Row(self._form, section, field, theme)
                self._rows.append(row)
                rows.addWidget(row)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        lay_on(area, theme, "bg3")
        lay_on(area.viewport(), theme, "bg3")
        return area

    def _render(self) -> None:
        form = self._form
        for row in self._rows:
            row.refresh()
        for heading, section in self._headings:
            heading.setVisible(any(map(form.is_shown, section.fields)))
        shown = any(not heading.isHidden() for heading, _ in self._headings)
        self._nothing.setVisible(not shown)
        self.allow(self._save, form.can_save)
        self._save.setText(translate("Settings", SAVE_MUTED if form.mutes_everything else SAVE))
        self.say(self._words, translate("Settings", "Saving …") if form.busy else form.words)


def _place(field: SettingField) -> Qt.AlignmentFlag:
    """A text takes the width that there is, a switch and a choice what they need."""
    return Qt.AlignmentFlag(0) if field.kind is Kind.TEXT else Qt.AlignmentFlag.AlignLeft


class _Row(QWidget):
    """A key: its name, how it is typed, what it means and what is wrong with it."""

    def __init__(
        self, form: SettingsForm, section: SettingSection, field: SettingField, theme: Theme
    ) -> None:
        super().__init__()
        self._form = form
        self._field = field
        name = f"{section.title}: {field.label}"
        self.control = self._control()
        self.control.setAccessibleName(name)
        self.control.setAccessibleDescription(field.description)
        self.control.setToolTip(".".join(field.path))
        explains = label(theme, field.description, "caption", "t3")
        explains.setWordWrap(True)
        if not field.description:
            explains.hide()
        self._problem = label(theme, "", "caption", "error")
        self._problem.setWordWrap(True)
        self._problem.setAccessibleName(
            translate("Settings", "{name}: what is wrong").format(name=name)
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.em(1), 0, 4, 0)
        grid.setHorizontalSpacing(theme.em(1))
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, theme.em(LABEL_EM))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(theme, field.label, token="t2"), 0, 0)
        grid.addWidget(self.control, 0, 1, _place(field))
        grid.addWidget(explains, 1, 1)
        grid.addWidget(self._problem, 2, 1)

    def _control(self) -> QWidget:
        form, field = self._form, self._field
        text = form.text(field.path)
        match field.kind:
            case Kind.SWITCH:
                switch = QPushButton(
                    translate("Settings", "On") if text == ON else translate("Settings", "Off")
                )
                switch.setCheckable(True)
                switch.setChecked(text == ON)
                switch.toggled.connect(lambda on: form.type_text(field.path, ON if on else OFF))
                return switch
            case Kind.CHOICE:
                words = [
                    translate("Setting", _CHOICES.get(one, one.capitalize()))
                    or translate("Settings", "Default")
                    for one in field.choices
                ]
                choice = Segments(
                    words, lambda n: form.type_text(field.path, field.choices[n]), stretch=False
                )
                if text in field.choices:
                    choice.choose(field.choices.index(text))
                return choice
            case _:
                typed = QLineEdit(text)
                typed.setPlaceholderText(field.default or translate("Settings", "not set"))
                typed.textChanged.connect(partial(form.type_text, field.path))
                return typed

    def refresh(self) -> None:
        """Show whether it is searched for, and what is wrong with it."""
        self.setVisible(self._form.is_shown(self._field))
        problem = self._form.problems.get(self._field.path, "")
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if isinstance(self.control, QPushButton):
            self.control.setText(
                translate("Settings", "On")
                if self.control.isChecked()
                else translate("Settings", "Off")
            )
