"""The sheets of one study: its settings, and why a file of one's own is off."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtGui import QColor, QFontDatabase, QIcon, QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from traderterminal.kit.language import mark, translate
from traderterminal.ui import texts
from traderterminal.ui.panes.ticket_fields import Choice
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.indicator_words import indicator_words
from traderterminal.ui.viewmodels.studies import StudiesViewModel
from traderterminal.ui.viewmodels.study import COLOURS, TOKENS, ShownStudy, UserFailure
from traderterminal.ui.viewmodels.study_form import Field, StudyForm
from traderterminal.ui.widgets.controls import Segments, button, label
from traderterminal.ui.widgets.sheet import Sheet

WIDTH_EM: Final = 38
TRACEBACK_WIDTH_EM: Final = 68
TRACEBACK_EM: Final = 26
PLACES: Final = (mark("Studies", "Over the bars"), mark("Studies", "Pane of its own"))
#: So many outputs stand in a line.
OUTPUTS_IN_LINE: Final = 3


class StudySheet(Sheet):
    """Asks for what the indicator's parameters say; what cannot be is said at its field."""

    def __init__(
        self, studies: StudiesViewModel, row: ShownStudy, theme: Theme, under: QWidget
    ) -> None:
        self._form = StudyForm(studies, row)
        self._theme = theme
        self._problems: dict[str, QLabel] = {}
        self._fields: dict[str, QLineEdit | Choice] = {}
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.em(1))
        self._grid.setVerticalSpacing(theme.em(0.5))
        self._grid.setColumnStretch(1, 1)
        for field in self._form.fields:
            self._add_field(field)
        self._colours = self._colour_buttons()
        self._add(translate("Studies", "Colour"), _in_line(theme, self._colours))
        self._add_outputs()
        self._add(translate("Studies", "Drawn"), self._place_choice())
        cancel = button(
            translate("Studies", "Cancel"),
            "standard",
            self.put_away,
            translate("Studies", "Cancel, change nothing"),
        )
        defaults = button(
            translate("Studies", "Defaults"),
            "standard",
            self._form.use_defaults,
            translate("Studies", "Use the defaults"),
        )
        self._save = button(
            translate("Studies", "Save"),
            "primary",
            self._act,
            translate("Studies", "Save the settings"),
        )
        buttons = (cancel, defaults, self._save)
        super().__init__(theme, self._form.title, (self._body,), buttons, under, width_em=WIDTH_EM)
        self.destroyed.connect(self._form.changed.connect(lambda _: self._render()))
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus()
        self._render()

    def _add(self, words: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(label(self._theme, words, token="t2"), row, 0)
        self._grid.addWidget(widget, row, 1)

    def _add_field(self, field: Field) -> None:
        made: QLineEdit | Choice
        if field.options:
            options = field.options
            made = Choice(
                self._theme,
                field.label,
                [indicator_words(option) for option in options],
                lambda number: self._form.type_setting(field.name, options[number]),
            )
        else:
            made = QLineEdit(field.text)
            made.setAccessibleName(field.label)
            made.setToolTip(field.hint)
            made.setAccessibleDescription(field.hint)
            made.textEdited.connect(partial(self._form.type_setting, field.name))
            made.returnPressed.connect(self._act)
        self._fields[field.name] = made
        self._add(field.label, made)
        says = label(self._theme, token="error")
        says.setWordWrap(True)
        says.hide()
        self._problems[field.name] = says
        self._grid.addWidget(says, self._grid.rowCount(), 1)

    def _colour_buttons(self) -> list[QPushButton]:
        made = []
        for token, source in COLOURS.items():
            name = translate("Studies", source)
            one = QPushButton()
            one.setIcon(_swatch(self._theme.color(token), self._theme.em(1)))
            one.setCheckable(True)
            one.setProperty("kind", "small")
            one.setAccessibleName(translate("Studies", "Colour {name}").format(name=name))
            one.setToolTip(name)
            one.clicked.connect(partial(self._choose_colour, token))
            made.append(one)
        return made

    def _choose_colour(self, token: str) -> None:
        self._form.choose_token(token)

    def _add_outputs(self) -> None:
        """Where there are several lines, each can be left out."""
        outputs = self._form.outputs
        if len(outputs) < 2:
            return
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self._theme.em(0.33))
        for number, (name, words, shown) in enumerate(outputs):
            one = QPushButton(words)
            one.setCheckable(True)
            one.setChecked(shown)
            one.setProperty("kind", "small")
            one.setAccessibleName(translate("Studies", "Draw {words}").format(words=words))
            one.toggled.connect(self._shows(name))
            grid.addWidget(one, number // OUTPUTS_IN_LINE, number % OUTPUTS_IN_LINE)
        self._add(translate("Studies", "Lines"), made)

    def _shows(self, name: str) -> Callable[[bool], None]:
        return lambda shown: self._form.show_output(name, shown=shown)

    def _place_choice(self) -> Segments:
        made = Segments(
            [translate("Studies", place) for place in PLACES],
            lambda number: self._form.lie_over_bars(number == 0),
        )
        made.choose(0 if self._form.choices.over_bars else 1)
        made.setAccessibleName(translate("Studies", "Where it is drawn"))
        return made

    def _render(self) -> None:
        for field in self._form.fields:
            widget, says = self._fields[field.name], self._problems[field.name]
            if isinstance(widget, Choice):
                words = [indicator_words(option) for option in field.options]
                widget.offer(words, field.options.index(field.text))
            elif widget.text() != field.text:
                widget.setText(field.text)
            says.setText(field.problem)
            says.setVisible(bool(field.problem))
        for token, one in zip(TOKENS, self._colours, strict=True):
            one.setChecked(token == self._form.choices.token)
        self._save.setEnabled(self._form.can_save)
        self._place()

    def _act(self) -> None:
        if self._form.can_save:
            self._form.save()
            self.put_away()


def failure_sheet(failure: UserFailure, theme: Theme, under: QWidget) -> Sheet:
    """Say why the indicators of a file are off, and where in it that was."""
    says = label(theme, texts.text(failure.message))
    says.setWordWrap(True)
    where = QPlainTextEdit(
        failure.traceback or translate("Studies", "It printed nothing before it ended.")
    )
    where.setReadOnly(True)
    where.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    where.setAccessibleName(translate("Studies", "Traceback of {file}").format(file=failure.file))
    where.setMinimumHeight(theme.em(TRACEBACK_EM))
    where.setTabChangesFocus(True)
    where.moveCursor(where.textCursor().MoveOperation.End)  # the error stands last
    closing: list[Callable[[], None]] = []
    close = button(
        translate("Studies", "Close"),
        "standard",
        lambda: closing[0](),
        translate("Studies", "Close"),
    )
    title = translate("Studies", "{file} is off").format(file=failure.file)
    sheet = Sheet(theme, title, (says, where), (close,), under, width_em=TRACEBACK_WIDTH_EM)
    closing.append(sheet.put_away)
    return sheet


def _in_line(theme: Theme, buttons: list[QPushButton]) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.em(0.33))
    for one in buttons:
        line.addWidget(one)
    return made


def _swatch(colour: QColor, side: int) -> QIcon:
    picture = QPixmap(side, side)
    picture.fill(colour)
    return QIcon(picture)
