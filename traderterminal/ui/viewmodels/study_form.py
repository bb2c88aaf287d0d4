"""The settings of a study as they are filled in: checked by the indicator's own parameters."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from traderterminal.domain.errors import BadValue
from traderterminal.kit.clock import NANOSECONDS, to_ns
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.market.indicators.indicator import (
    Choice,
    Mark,
    Moment,
    Parameter,
    Real,
    Setting,
    Whole,
)
from traderterminal.ui import texts
from traderterminal.ui.viewmodels.indicator_words import indicator_words
from traderterminal.ui.viewmodels.studies import StudiesViewModel
from traderterminal.ui.viewmodels.study import Choices, ShownStudy

#: How an instant is written and read, in exchange time.
MOMENT_FORMAT: Final = "%Y-%m-%d %H:%M"
OPEN_END: Final = "latest"


@frozen
class Field:
    """One setting: `options` are the words to choose from, `hint` says what may be typed."""

    name: str
    label: str
    text: str
    hint: str
    options: tuple[str, ...]
    problem: str


class StudyForm:
    """Asks for the settings and the looks of a study of a chart; nothing changes before `save`."""

    def __init__(self, studies: StudiesViewModel, row: ShownStudy) -> None:
        self.changed: Observers[None] = Observers()
        self.row: Final = row
        self._studies = studies
        self._choices = row.choices
        self._parameters = {} if row.about is None else {p.name: p for p in row.about.parameters}
        self._texts = self._written(row.choices.settings)
        self._problems: dict[str, str] = {}

    @property
    def title(self) -> str:
        about = self.row.about
        return self.row.name if about is None else indicator_words(about.label)

    @property
    def fields(self) -> list[Field]:
        """The settings, in the order in which the indicator has them."""
        return [
            Field(
                name=name,
                label=indicator_words(parameter.label),
                text=self._texts[name],
                hint=_hint(parameter),
                options=parameter.options if isinstance(parameter, Choice) else (),
                problem=self._problems.get(name, ""),
            )
            for name, parameter in self._parameters.items()
        ]

    @property
    def outputs(self) -> list[tuple[str, str, bool]]:
        """Name and label of the outputs that can be drawn, and whether they are."""
        return [
            (
                output.name,
                indicator_words(output.label),
                output.name not in self._choices.hidden_outputs,
            )
            for output in self.row.outputs
            if output.mark is not Mark.DATA
        ]

    @property
    def choices(self) -> Choices:
        """What is chosen so far, as far as it can be used."""
        return self._choices

    @property
    def can_save(self) -> bool:
        return not any(self._problems.values())

    def type_setting(self, name: str, text: str) -> None:
        """Take what was typed; a problem stands at its field until it is mended."""
        parameter = self._parameters[name]
        self._texts[name] = text
        try:
            value = parameter.check(self._read(parameter, text.strip()))
        except ValueError as error:
            self._problems[name] = _said(error)
        else:
            self._problems.pop(name, None)
            settings = {**self._choices.settings, name: value}
            self._choices = replace(self._choices, settings=settings)
        self.changed.emit(None)

    def choose_token(self, token: str) -> None:
        self._choices = replace(self._choices, token=token)
        self.changed.emit(None)

    def show_output(self, name: str, *, shown: bool) -> None:
        """Draw an output, or leave it out."""
        hidden = self._choices.hidden_outputs
        hidden = hidden - {name} if shown else hidden | {name}
        self._choices = replace(self._choices, hidden_outputs=hidden)
        self.changed.emit(None)

    def lie_over_bars(self, over_bars: bool) -> None:
        """Draw it over the bars, or in a pane of its own."""
        self._choices = replace(self._choices, over_bars=over_bars)
        self.changed.emit(None)

    def use_defaults(self) -> None:
        """Go back to what the indicator begins with; instants stay."""
        settings = {
            name: self._choices.settings.get(name, p.default)
            if isinstance(p, Moment)
            else p.default
            for name, p in self._parameters.items()
        }
        self._choices = replace(self._choices, settings=settings)
        self._texts, self._problems = self._written(settings), {}
        self.changed.emit(None)

    def save(self) -> bool:
        """Take over what was chosen; False while something stands against it."""
        if not self.can_save or self.row not in self._studies.rows:
            return False
        self._studies.change(self.row, self._choices)
        return True

    def _written(self, settings: Mapping[str, Setting]) -> dict[str, str]:
        return {
            name: self._write(parameter, settings.get(name, parameter.default))
            for name, parameter in self._parameters.items()
        }

    def _write(self, parameter: Parameter, value: Setting) -> str:
        if isinstance(parameter, Real):
            return f"{value:g}"
        if not isinstance(parameter, Moment):
            return str(value)
        if not value or self._studies.chart.instrument is None:
            return OPEN_END
        return self._studies.chart.local_time(int(value) * NANOSECONDS).strftime(MOMENT_FORMAT)

    def _read(self, parameter: Parameter, text: str) -> Setting:
        """Return what a text means; where it means nothing, itself for the parameter to refuse."""
        try:
            if isinstance(parameter, Whole):
                return int(text)
            if isinstance(parameter, Real):
                return float(text)
            if isinstance(parameter, Moment):
                return 0 if text == OPEN_END else self._instant(text)
        except ValueError:
            pass
        return text

    def _instant(self, text: str) -> int:
        """Return the seconds of a moment on the exchange's wall clock."""
        wall = datetime.strptime(text, MOMENT_FORMAT)  # noqa: DTZ007 - the zone comes next
        if self._studies.chart.instrument is None:
            raise BadValue(
                mark("Fault", "without a symbol there is no exchange whose clock to go by")
            )
        zone = self._studies.chart.local_time(to_ns(wall.replace(tzinfo=UTC))).tzinfo
        return to_ns(wall.replace(tzinfo=zone)) // NANOSECONDS


def _said(wrong: ValueError) -> str:
    """Say what is wrong with a setting, which is called as its field is."""
    if isinstance(wrong, BadValue) and "label" in wrong.values:
        label = indicator_words(str(wrong.values["label"]))
        wrong = BadValue(wrong.sentence, **{**wrong.values, "label": label})
    return texts.fault(wrong)


def _hint(parameter: Parameter) -> str:
    match parameter:
        case Whole():
            return translate("Studies", "{least:,} to {most:,}").format(
                least=parameter.least, most=parameter.most
            )
        case Real():
            return translate("Studies", "{least:g} to {most:g}").format(
                least=parameter.least, most=parameter.most
            )
        case Moment():
            return translate("Studies", "Exchange time, as 2024-01-31 09:30, or {open_end}").format(
                open_end=OPEN_END
            )
        case _:
            return ""
