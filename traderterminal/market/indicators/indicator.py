"""What an indicator is: a formula with settings, and how its results want to be drawn."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Final, TypeAlias, TypeVar

import numpy as np

from traderterminal.domain.errors import BadValue
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark
from traderterminal.market.indicators.arithmetic import Floats, V
from traderterminal.market.indicators.columns import SOURCES, Bars
from traderterminal.market.indicators.steps import Step

Setting: TypeAlias = int | float | str
S = TypeVar("S", bound=Step)

#: No longer look-back than this: what it remembers is gone through once as it fills.
LONGEST: Final = 10_000


class Family(StrEnum):
    """Where the menu lists it."""

    AVERAGES = "Moving averages"
    MOMENTUM = "Momentum"
    VOLATILITY = "Volatility"
    VOLUME = "Volume"
    TREND = "Trend"
    LEVELS = "Levels"
    PROFILES = "Profiles"


class Pane(StrEnum):
    """Where it is drawn: over the bars on their scale, or in a pane of its own."""

    PRICE = "price"
    OWN = "own"


class Unit(StrEnum):
    """What its numbers are: prices, differences of prices, lots, percent, or plain numbers."""

    PRICE = "price"
    DIFFERENCE = "difference"
    VOLUME = "volume"
    PERCENT = "percent"
    NUMBER = "number"


class Mark(StrEnum):
    """How an output is drawn.

    A band is an edge of the area between the indicator's bands; a level is drawn flat from bar to
    bar and not joined where it jumps. Data is not drawn itself: what is follows from it.
    """

    LINE = "line"
    HISTOGRAM = "histogram"
    BAND = "band"
    LEVEL = "level"
    DOTS = "dots"
    DATA = "data"


@frozen
class Output:
    """One line of an indicator; it is drawn `shift` bars to the right of the bar it is of."""

    name: str
    label: str
    mark: Mark = Mark.LINE
    shift: int = 0


@frozen
class Whole:
    """A whole number that the trader sets."""

    name: str
    label: str
    default: int
    least: int = 1
    most: int = LONGEST

    def check(self, value: Setting) -> int:
        """Return the number; raises ValueError for one that is none or out of range."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadValue(
                mark("Fault", "{label} must be a whole number, was {value!r}"),
                label=self.label,
                value=value,
            )
        if not self.least <= value <= self.most:
            raise BadValue(
                mark("Fault", "{label} must be {least} to {most}, was {value}"),
                label=self.label,
                least=self.least,
                most=self.most,
                value=value,
            )
        return value


@frozen
class Real:
    """A number that the trader sets."""

    name: str
    label: str
    default: float
    least: float
    most: float

    def check(self, value: Setting) -> float:
        """Return the number; raises ValueError for one that is none or out of range."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise BadValue(
                mark("Fault", "{label} must be a number, was {value!r}"),
                label=self.label,
                value=value,
            )
        if not self.least <= value <= self.most:
            raise BadValue(
                mark("Fault", "{label} must be {least:g} to {most:g}, was {value}"),
                label=self.label,
                least=self.least,
                most=self.most,
                value=value,
            )
        return float(value)


@frozen
class Choice:
    """One of some words."""

    name: str
    label: str
    default: str
    options: tuple[str, ...]

    def check(self, value: Setting) -> str:
        """Return the word; raises ValueError for any other."""
        if not isinstance(value, str) or value not in self.options:
            raise BadValue(
                mark("Fault", "{label} must be one of {options}: {value!r}"),
                label=self.label,
                options=", ".join(self.options),
                value=value,
            )
        return value


@frozen
class Moment:
    """An instant that the trader picks, in seconds since 1970 UTC."""

    name: str
    label: str
    default: int = 0

    def check(self, value: Setting) -> int:
        """Return the seconds; raises ValueError for what is no instant from 1970 to 2242."""
        return Whole(self.name, self.label, self.default, 0, 2**33).check(value)


Parameter: TypeAlias = Whole | Real | Choice | Moment


def length(default: int, label: str = "Length", name: str = "length", least: int = 1) -> Whole:
    """A number of bars to look back."""
    return Whole(name, label, default, least)


def source(default: str = "close") -> Choice:
    """The price of a bar to reckon with."""
    return Choice("source", "Source", default, tuple(SOURCES))


def factor(default: float, label: str = "Multiplier", name: str = "factor") -> Real:
    """How many times a distance counts."""
    return Real(name, label, default, 0.0, 1000.0)


@frozen
class About:
    """What menu, dialog and chart need to know of a kind of indicator.

    `name` is its name in settings and never changes, `short` what a legend calls it where that is
    not the `label`. `scale` is what its pane shows at least and at most where that is fixed,
    `guides` are values at which it rules a line. `reads_delta` says that it needs to be told who
    crossed the spread: it is reckoned anew once older trades are known. `gathers` says that it
    grows from bar to bar of its `period`: where one bar is as long, it tells no more than that.
    """

    name: str
    label: str
    family: Family
    outputs: tuple[Output, ...]
    parameters: tuple[Parameter, ...] = ()
    pane: Pane = Pane.OWN
    unit: Unit = Unit.NUMBER
    scale: tuple[float, float] | None = None
    guides: tuple[float, ...] = ()
    short: str = ""
    reads_delta: bool = False
    gathers: bool = False

    def checked(self, settings: Mapping[str, Setting]) -> dict[str, Setting]:
        """Return all settings, defaults included; raises ValueError for an unusable one."""
        unknown = settings.keys() - {parameter.name for parameter in self.parameters}
        if unknown:
            raise ValueError(f"{self.label} has no setting {sorted(unknown)[0]!r}")
        return {p.name: p.check(settings.get(p.name, p.default)) for p in self.parameters}


class Indicator(ABC):
    """One indicator at its settings, and all that it remembers of the bars so far.

    `append` closes a bar, `update` answers for the last bar while it still forms; both take the
    same short time however many bars went before. `history` closes many bars at once and may be
    called piece by piece. All give a value for each of `outputs`, NaN where there is none, and
    none raises for any bar. Equal bars give equal values, whichever way they come.

    Raises ValueError for settings that its parameters do not allow.
    """

    about: ClassVar[About]

    def __init__(self, **settings: Setting) -> None:
        self.settings: Final = self.about.checked(settings)
        self._source: Final = SOURCES[str(self.settings.get("source", "close"))]
        self._steps: list[Step] = []
        self._prepare()

    @property
    def outputs(self) -> tuple[Output, ...]:
        return self.about.outputs

    def update(self, bar: Bars[float]) -> tuple[float, ...]:
        """Return the values at a bar that is not closed yet."""
        return self._values(bar)

    def append(self, bar: Bars[float]) -> tuple[float, ...]:
        """Close a bar and return the values at it."""
        values = self._values(bar)
        for step in self._steps:
            step.commit()
        return values

    def history(self, bars: Bars[Floats]) -> tuple[Floats, ...]:
        """Close all bars and return the values at each."""
        if not len(bars.close):
            return tuple(np.empty(0) for _ in self.outputs)
        with np.errstate(all="ignore"):
            return self._values(bars)

    def fresh(self) -> "Indicator":
        """Return one of the same settings that has seen nothing yet."""
        return type(self)(**self.settings)

    @abstractmethod
    def _prepare(self) -> None:
        """Make the steps that the formula goes through; each is kept by `keep`."""

    @abstractmethod
    def _values(self, bars: Bars[V]) -> tuple[V, ...]:
        """The formula. It asks every step once, whatever the bar."""

    def keep(self, step: S) -> S:
        """Close `step` with every bar from now on, and return it."""
        self._steps.append(step)
        return step

    def _whole(self, name: str) -> int:
        return int(self.settings[name])

    def _real(self, name: str) -> float:
        return float(self.settings[name])
