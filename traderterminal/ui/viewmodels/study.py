"""One study of a chart: an indicator at its settings, what it is called, and what it shows."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from typing import Any, Final, Protocol

import numpy as np

from traderterminal.domain.bars import Resolution
from traderterminal.domain.instruments import Instrument, Notation
from traderterminal.domain.messages import Message
from traderterminal.domain.notation import MINUS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.market.indicators.arithmetic import NAN
from traderterminal.market.indicators.catalogue import CATALOGUE, make
from traderterminal.market.indicators.indicator import (
    About,
    Moment,
    Pane,
    Setting,
    Whole,
)
from traderterminal.market.indicators.indicator import Mark as Mark
from traderterminal.market.indicators.indicator import Output as Output
from traderterminal.market.indicators.indicator import Unit as Unit
from traderterminal.market.indicators.periods import fills_period
from traderterminal.market.indicators.profile import PeriodProfile as PeriodProfile
from traderterminal.market.indicators.profile_study import (
    PROFILES,
    VISIBLE,
    PeriodProfilesStudy,
    RangeProfile,
    make_profile,
)
from traderterminal.market.indicators.study import Line, Study, StudyBars
from traderterminal.market.line_pyramid import LinePyramid
from traderterminal.market.line_pyramid import LineSlice as LineSlice
from traderterminal.market.pyramid import FEW_DUE
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.indicator_words import indicator_words

#: Colours of studies, in the order in which they are taken.
TOKENS: Final = ("s1", "s2", "s3", "s4", "s5", "s6")
#: What they are called.
COLOURS: Final = dict(
    zip(
        TOKENS,
        (
            mark("Studies", "Sand"),
            mark("Studies", "Steel"),
            mark("Studies", "Mauve"),
            mark("Studies", "Sage"),
            mark("Studies", "Clay"),
            mark("Studies", "Slate"),
        ),
        strict=True,
    )
)
#: A study at its settings, as it is kept: of JSON's own kinds alone.
Kept = Mapping[str, Any]
_NO_LINE: Final[Line] = np.empty(0, np.float32)
#: Says which bars are looked at: from one index to before another.
InView = Callable[[], tuple[int, int]]


class UserFailure(Protocol):
    """Why the indicators of a user's file are off."""

    @property
    def file(self) -> str: ...
    @property
    def message(self) -> Message: ...
    @property
    def traceback(self) -> str: ...


class UserStudy(Protocol):
    """A user's indicator over the bars of a chart; `refresh` is run one at a time."""

    @property
    def count(self) -> int: ...
    @property
    def values(self) -> tuple[float, ...]: ...
    @property
    def outputs(self) -> tuple[Output, ...]: ...
    @property
    def lines(self) -> tuple[Line, ...]: ...
    @property
    def series_generation(self) -> int: ...
    @property
    def failure(self) -> UserFailure | None: ...
    async def refresh(self) -> bool: ...
    async def aclose(self) -> None: ...


class UserIndicators(Protocol):
    """The indicators that the trader wrote; `changed` tells of others, and of failures."""

    @property
    def changed(self) -> Observers[None]: ...
    @property
    def folder(self) -> str: ...
    @property
    def kinds(self) -> Mapping[str, About]: ...
    @property
    def is_loading(self) -> bool:
        """Whether files are being loaded: what they hold is not there yet."""
        ...

    @property
    def failures(self) -> Mapping[str, UserFailure]: ...
    def study(self, kind: str, settings: Mapping[str, Setting], bars: StudyBars) -> UserStudy:
        """Return a new study; raises KeyError for a kind that is not there, and ValueError."""
        ...

    def reload(self) -> None:
        """Load all files anew, in the background."""
        ...


@frozen
class Choices:
    """What the trader chose of a study: its settings, and how it is drawn.

    `hidden_outputs` are names of outputs that are not drawn; `over_bars` says whether it lies over
    the bars or in a pane of its own.
    """

    kind: str
    settings: Mapping[str, Setting] = field(default_factory=dict)
    token: str = TOKENS[0]
    hidden: bool = False
    hidden_outputs: frozenset[str] = frozenset()
    over_bars: bool = True

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "kind": self.kind,
            "settings": dict(self.settings),
            "token": self.token,
            "hidden": self.hidden,
            "hidden_outputs": sorted(self.hidden_outputs),
            "over_bars": self.over_bars,
        }

    @classmethod
    def read(cls, kept: Kept) -> "Choices":
        """Read what was kept; raises KeyError, TypeError or ValueError for anything else."""
        settings = kept["settings"]
        if not isinstance(settings, dict) or kept["token"] not in TOKENS:
            raise ValueError(f"these are no choices of a study: {kept}")
        made = cls(
            kind=str(kept["kind"]),
            settings=settings,
            token=str(kept["token"]),
            hidden=bool(kept["hidden"]),
            hidden_outputs=frozenset(map(str, kept["hidden_outputs"])),
            over_bars=bool(kept["over_bars"]),
        )
        found = about_of(made.kind)
        return made if found is None else replace(made, settings=found.checked(settings))


def about_of(kind: str) -> About | None:
    """Return what there is to know of a kind of ours; None for one that the trader wrote."""
    if kind in CATALOGUE:
        return CATALOGUE[kind].about
    return PROFILES.get(kind)


class ShownStudy:
    """A study of a chart as it is drawn and named.

    When older bars change, its former lines stand, moved along with the bars, until the new ones
    are done. `key` tells it from the others of the chart.
    """

    def __init__(self, key: str, choices: Choices, about: About | None) -> None:
        self.key: Final = key
        self.choices = choices
        self.about = about
        self.failure: UserFailure | None = None
        self.missing = False  # its file is not there, or not loaded yet
        self.too_coarse = False  # the bars: each is as long as what it is reckoned over
        self.bars: StudyBars | None = None
        self._shown: Study | UserStudy | None = None
        self._profile: RangeProfile | PeriodProfilesStudy | None = None
        self._next: Study | None = None
        self._pyramids: list[LinePyramid] = []  # of what is shown
        self._seen: tuple[object, ...] = ()  # by them
        self._made = 0
        self._first_ns = 0  # the start of the first bar that what is shown knows,
        self._first_of = -1  # at that generation of the series
        self._name = ""
        self._named: tuple[object, object] = (None, None)  # what it was for
        self._tokens: tuple[str, ...] = ()
        self._tokens_of: tuple[object, object] = (None, None)

    # Being brought up to date.

    def begin(
        self,
        bars: StudyBars | None,
        length: Resolution,
        in_view: "InView",
        user: UserIndicators,
    ) -> None:
        """Start over with other bars, each of that length, or with other settings."""
        self.bars, self.failure, self.missing = bars, None, False
        self.too_coarse = self._is_filled_by(length)
        self._show(None)
        self._profile = self._next = None
        kind, settings = self.choices.kind, self.choices.settings
        if about_of(kind) is None:
            self._begin_with(user)
        elif self.too_coarse:
            return
        elif bars is not None and kind in CATALOGUE:
            self._show(Study(make(kind, settings), bars))
        elif bars is not None:
            self._profile = make_profile(kind, settings, bars, in_view)

    def _is_filled_by(self, length: Resolution) -> bool:
        about = self.about
        if about is None or not about.gathers:
            return False
        return fills_period(length, str(about.checked(self.choices.settings)["period"]))

    def _begin_with(self, user: UserIndicators) -> None:
        kind, settings = self.choices.kind, self.choices.settings
        self.failure = user.failures.get(file_of(kind))
        self.about = user.kinds.get(kind, self.about)
        self.missing = kind not in user.kinds and self.failure is None
        if self.bars is None or kind not in user.kinds:
            return
        try:
            self._show(user.study(kind, settings, self.bars))
        except ValueError:  # its file was changed, and asks for other settings now
            self.choices = replace(self.choices, settings={})
            self._show(user.study(kind, {}, self.bars))

    def _show(self, study: Study | UserStudy | None) -> None:
        self._shown, self._pyramids, self._seen = study, [], ()
        self._made += 1

    @property
    def is_off(self) -> bool:
        """Whether it shows nothing, since its file failed or is not there."""
        return self.failure is not None or self.missing

    @property
    def silence(self) -> str:
        """Why it shows nothing, in a word; empty where it shows something."""
        if self.is_off:
            return translate("Studies", "off")
        if self.choices.hidden:
            return translate("Studies", "hidden")
        return translate("Studies", "needs shorter bars") if self.too_coarse else ""

    @property
    def user_study(self) -> UserStudy | None:
        """The study in the trader's own process, where it is one of these."""
        return None if isinstance(self._shown, Study) else self._shown

    def advance(self, most: int) -> bool:
        """Take in what is new, no more than `most` bars, and say whether that was all."""
        shown, bars = self._shown, self.bars
        if self._profile is not None:
            return self._profile.refresh(most)
        if bars is None or not isinstance(shown, Study):
            return True
        generation = bars.series.generation
        if generation == self._first_of == shown.series_generation:
            return shown.refresh(most)  # a tick, mostly
        if shown.series_generation != -1 and not self._begin_anew(shown, bars, most):
            return False
        shown = self._shown
        done = isinstance(shown, Study) and shown.refresh(most)
        if bars.series.count:
            self._first_of, self._first_ns = generation, int(bars.series.start_ns[0])
        return done

    def _begin_anew(self, shown: Study, bars: StudyBars, most: int) -> bool:
        """Reckon what is to be shown in the place of what older bars have overtaken."""
        if self._next is None or self._next.series_generation not in (bars.series.generation, -1):
            self._next = Study(shown.indicator, bars)
        if not self._next.refresh(most):
            return False
        self._show(self._next)
        self._next = None
        return True

    @property
    def progress(self) -> float:
        """How much of the history is reckoned, 0 to 1."""
        if self._profile is not None:
            return self._profile.progress
        if self.bars is None or not self.bars.series.count or self._shown is None:
            return 1.0
        under_way = self._next or self._shown
        return min(1.0, under_way.count / self.bars.series.count)

    @property
    def awaits_a_frame(self) -> bool:
        """Whether all but the last bar is reckoned: that one began since the last frame."""
        if self.bars is None or self._shown is None or self._next is not None or self._is_behind:
            return False
        return self._shown.count == self.bars.series.count - 1 > 0

    # What is drawn.

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The outputs of the study at its settings, also those that are hidden."""
        found = self._shown or self._profile
        if found is not None:
            return found.outputs
        return () if self.about is None else self.about.outputs

    @property
    def profiles(self) -> Sequence[PeriodProfile]:
        """The volume profiles, where it is one of these; bars are numbered as in the series."""
        return () if self._profile is None else self._profile.profiles

    @property
    def settled(self) -> tuple[object, ...]:
        """What changes when anything but the values of the last bar did."""
        shown = self._shown
        reckoned = None if shown is None else (shown.series_generation, shown.count)
        return self._made, reckoned, self.shift, self.choices

    @property
    def lines(self) -> tuple[Line, ...]:
        """The values of each output, oldest first, from the bar `shift` on; ticks for prices."""
        shown = self._shown
        if shown is None or (self.user_study is not None and self._is_behind):
            return ()
        return shown.lines

    @property
    def _is_behind(self) -> bool:
        """Whether older bars changed since the lines were made."""
        if self.bars is None or self._shown is None:
            return False
        return self._shown.series_generation != self.bars.series.generation

    @property
    def shift(self) -> int:
        """The number that the first bar of the lines has now."""
        if not self._is_behind or self.bars is None:
            return 0
        return int(np.searchsorted(self.bars.series.start_ns, self._first_ns))

    def view(self, number: int, first: float, last: float, pixels_per_bar: float) -> LineSlice:
        """Return what to draw of an output where bars `first` to before `last` are in view.

        It stands at the bars where it is drawn; there are at most two buckets a pixel.
        """
        shown = self._shown
        if shown is None:
            return LineSlice(_NO_LINE, _NO_LINE, 0, 1)
        self._follow_lines(shown)
        if not self._pyramids:
            return LineSlice(_NO_LINE, _NO_LINE, 0, 1)
        offset = self.shift + self.outputs[number].shift
        found = self._pyramids[number].view(first - offset, last - offset, pixels_per_bar)
        return LineSlice(found.low, found.high, found.first + offset, found.span)

    def _follow_lines(self, shown: Study | UserStudy) -> None:
        """Let the zooms of the lines know of the lines as they are now."""
        seen = (shown.values, shown.count, shown.series_generation, self.shift)
        if seen != self._seen:
            self._seen = seen
            lines = self.lines
            if len(self._pyramids) != len(lines):
                self._pyramids = [LinePyramid() for _ in lines]
            for pyramid, line in zip(self._pyramids, lines, strict=True):
                pyramid.sync(line, shown.series_generation)

    def work_ahead(self, most: int) -> bool:
        """Make about `most` values ready for every zoom; say whether those of all lines are."""
        if self._shown is None:
            return True
        self._follow_lines(self._shown)
        for pyramid in self._pyramids:
            if pyramid.due > FEW_DUE:
                pyramid.work_ahead(most)
                return False
        return True

    @property
    def last_values(self) -> tuple[float, ...]:
        """The values at the last bar, wherever they are drawn."""
        shown = self._shown or self._profile
        return () if shown is None else shown.values

    def values_at(self, index: int) -> tuple[float, ...]:
        """Return the values that are drawn at a bar, NaN where there is none."""
        outputs, shown = self.outputs, self._shown
        if self._profile is not None:
            return self._profile.values
        if shown is None:
            return (NAN,) * len(outputs)
        last = shown.count - 1
        if index - self.shift == last and not any(output.shift for output in outputs):
            return shown.values  # what the legend tells mostly
        places = [index - self.shift - output.shift for output in outputs]
        # The one that the legend tells mostly is known without a look at all lines.
        lines = self.lines if any(at != last for at in places) else ()
        return tuple(
            value if at == last else float(lines[number][at]) if lines and 0 <= at < last else NAN
            for number, (at, value) in enumerate(zip(places, shown.values, strict=True))
        )

    @property
    def is_of_price(self) -> bool:
        """Whether its values are prices, so that it can lie on the scale of the bars."""
        return self.about is None or self.about.unit is Unit.PRICE

    @property
    def is_profile(self) -> bool:
        """Whether it shows volumes by price."""
        return self.choices.kind in PROFILES

    @property
    def is_of_view(self) -> bool:
        """Whether it is a profile of whatever is looked at."""
        return self.choices.kind == VISIBLE.name

    # What it is called.

    @property
    def name(self) -> str:
        """What the legend calls it: EMA 21."""
        choices, about = self._named
        if choices is not self.choices or about is not self.about:
            self._named, self._name = (self.choices, self.about), self._find_name()
        return self._name

    def _find_name(self) -> str:
        about = self.about
        if about is None:
            return self.choices.kind
        settings = {p.name: self.choices.settings.get(p.name, p.default) for p in about.parameters}
        told = [
            _setting_words(settings[p.name])
            for p in about.parameters
            if isinstance(p, Whole) or (not isinstance(p, Moment) and settings[p.name] != p.default)
        ]
        return " ".join((about.short or indicator_words(about.label), *told))

    @property
    def over_bars(self) -> bool:
        return self.choices.over_bars

    def token_of(self, number: int) -> str:
        """Return the colour of an output: lines after the first take those that follow."""
        of = self.choices, self.outputs
        if of[0] is not self._tokens_of[0] or of[1] is not self._tokens_of[1]:
            self._tokens = tuple(map(self._find_token, range(len(self.outputs))))
            self._tokens_of = of
        return self._tokens[number]

    def _find_token(self, number: int) -> str:
        first = TOKENS.index(self.choices.token)
        outputs = self.outputs[: number + 1]
        if outputs[number].mark in (Mark.BAND, Mark.LEVEL, Mark.DOTS, Mark.DATA):
            return self.choices.token
        before = sum(one.mark in (Mark.LINE, Mark.HISTOGRAM) for one in outputs) - 1
        return TOKENS[(first + before) % len(TOKENS)]

    def is_drawn(self, output: Output) -> bool:
        return output.mark is not Mark.DATA and output.name not in self.choices.hidden_outputs

    def is_told(self, output: Output) -> bool:
        """Whether the legend has a value of it; data that lines follow from are told by these."""
        is_value = output.mark is not Mark.DATA or self._profile is not None
        return is_value and output.name not in self.choices.hidden_outputs


def initial_choices(about: About, kind: str, token: str, first_in_view_s: int) -> Choices:
    """Return what a new study is like; instants begin at the first bar that is looked at."""
    settings: dict[str, Setting] = {p.name: p.default for p in about.parameters}
    for parameter in about.parameters:
        if isinstance(parameter, Moment) and parameter.name != "until_s":
            settings[parameter.name] = first_in_view_s
    return Choices(kind, settings, token, over_bars=about.pane is Pane.PRICE)


def file_of(kind: str) -> str:
    """Return the name of the file that a user's kind is from."""
    return f"{kind.partition('.')[0]}.py"


def written(value: float, unit: Unit, instrument: Instrument) -> str:
    """Write a value of a study; prices are given in ticks, volumes in lots."""
    if not math.isfinite(value):
        return formats.NOTHING
    if unit is Unit.PRICE:
        return formats.price(Decimal(value) * instrument.tick_size, instrument)
    if unit is Unit.DIFFERENCE:
        places = instrument.price_decimals
        if instrument.notation is Notation.THIRTY_SECONDS:
            places = 4
        return _number(value * float(instrument.tick_size), places)
    if unit is Unit.VOLUME:
        return _number(value * float(instrument.lot_size), 0 if instrument.lot_size >= 1 else 2)
    return _number(value, 2)


#: Units whose axis needs no words of its own.
PLAIN: Final = frozenset((Unit.PERCENT, Unit.NUMBER))
#: From where on a volume is written in these, each of so many lots.
_MILLION: Final = 1e6
_SHORT: Final = ((1e9, 1e9, "B"), (_MILLION, _MILLION, "M"), (1e4, 1e3, "K"))


def on_axis(value: float, unit: Unit, instrument: Instrument) -> str:
    """Write a value for an axis, where a volume has no room for all its digits."""
    if unit is not Unit.VOLUME:
        return written(value, unit, instrument)
    lots = value * float(instrument.lot_size)
    for least, size, letter in _SHORT:
        if abs(lots) >= least:
            return f"{lots / size:,.1f}{letter}".replace("-", MINUS)
    return _number(lots, 0 if lots.is_integer() else 2)


def on_tag(value: float, unit: Unit, instrument: Instrument) -> str:
    """Write a value for a tag on an axis: a volume of millions would be cut off there."""
    lots = value * float(instrument.lot_size)
    if unit is not Unit.VOLUME or not _MILLION <= abs(lots) < math.inf:
        return written(value, unit, instrument)
    size, letter = next((size, letter) for least, size, letter in _SHORT if abs(lots) >= least)
    return f"{lots / size:,.3f}{letter}".replace("-", MINUS)


def _number(value: float, places: int) -> str:
    shown = round(value, places) + 0.0  # no zero is negative
    return f"{shown:,.{places}f}".replace("-", MINUS)


def _setting_words(value: Setting) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
