"""How a chart is drawn, and what of it each symbol keeps for itself."""

from collections.abc import Mapping
from dataclasses import field, fields, replace
from enum import StrEnum
from typing import Any, Final

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark


class ChartType(StrEnum):
    """How the bars are drawn."""

    CANDLES = "candles"
    HOLLOW = "hollow"  # rising bodies are outlines
    BARS = "bars"
    LINE = "line"
    AREA = "area"
    BASELINE = "baseline"
    HEIKIN_ASHI = "heikin_ashi"  # candles, each smoothed by those before it


class ScaleKind(StrEnum):
    """What a step of a scale's axis is."""

    LINEAR = "linear"
    LOG = "log"
    PERCENT = "percent"  # of the value at the left edge
    INDEXED = "indexed"  # the value at the left edge is 100


class ClockChoice(StrEnum):
    """Whose clock the axis of time shows."""

    EXCHANGE = "exchange"
    LOCAL = "local"
    UTC = "utc"


TYPE_WORDS: Final = {
    ChartType.CANDLES: mark("Chart", "Candles"),
    ChartType.HOLLOW: mark("Chart", "Hollow candles"),
    ChartType.BARS: mark("Chart", "Bars"),
    ChartType.LINE: mark("Chart", "Line"),
    ChartType.AREA: mark("Chart", "Area"),
    ChartType.BASELINE: mark("Chart", "Baseline"),
    ChartType.HEIKIN_ASHI: mark("Chart", "Heikin-Ashi"),
}
SCALE_WORDS: Final = {
    ScaleKind.LINEAR: mark("Chart", "Linear"),
    ScaleKind.LOG: mark("Chart", "Logarithmic"),
    ScaleKind.PERCENT: mark("Chart", "Percent"),
    ScaleKind.INDEXED: mark("Chart", "Indexed to 100"),
}
CLOCK_WORDS: Final = {
    ClockChoice.EXCHANGE: mark("Chart", "Exchange time"),
    ClockChoice.LOCAL: mark("Chart", "Local time"),
    ClockChoice.UTC: "UTC",
}


@frozen
class ChartOptions:
    """How a chart is drawn. `weights` are the shares of its panes, by their keys.

    `compare` are the symbols whose closes are drawn beside the own ones.
    """

    type: ChartType = ChartType.CANDLES
    scale: ScaleKind = ScaleKind.LINEAR
    inverted: bool = False
    on_left: bool = False
    volume: bool = True
    magnet: bool = False
    watermark: bool = False
    shading: bool = True
    regular: bool = False  # bars of regular trading hours alone
    clock: ClockChoice = ClockChoice.EXCHANGE
    compare: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)

    def state(self) -> dict[str, Any]:
        """Return what differs from the usual, as JSON takes it."""
        usual = ChartOptions()
        named = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in named
            if value != getattr(usual, name)
        }


def options_of(state: object) -> ChartOptions:
    """Return options from what `state` gave; what is unknown or wrong is as usual."""
    if not isinstance(state, Mapping):
        return ChartOptions()
    changes = {}
    for each in fields(ChartOptions):
        if each.name in state:
            value = _READERS[each.name](state[each.name])
            if value is not None:
                changes[each.name] = value
    return replace(ChartOptions(), **changes)


def _choice(kind: type[StrEnum]) -> Any:
    return lambda value: kind(value) if value in [one.value for one in kind] else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _symbols(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return None
    return tuple(value)


def _weights(value: object) -> dict[str, float] | None:
    if not isinstance(value, dict):
        return None
    return {
        str(key): float(share)
        for key, share in value.items()
        if isinstance(share, int | float) and 0 < share < 1000
    }


_READERS: Final[Mapping[str, Any]] = {
    "type": _choice(ChartType),
    "scale": _choice(ScaleKind),
    "inverted": _flag,
    "on_left": _flag,
    "volume": _flag,
    "magnet": _flag,
    "watermark": _flag,
    "shading": _flag,
    "regular": _flag,
    "clock": _choice(ClockChoice),
    "compare": _symbols,
    "weights": _weights,
}


class ChartTemplates:
    """The options of each symbol that has its own, and those of all others."""

    def __init__(self) -> None:
        self._usual = ChartOptions()
        self._own: dict[str, ChartOptions] = {}

    def of(self, symbol: str) -> ChartOptions:
        return self._own.get(symbol, self._usual)

    def has_own(self, symbol: str) -> bool:
        return symbol in self._own

    def keep(self, symbol: str, options: ChartOptions) -> None:
        """Let a symbol have options of its own."""
        self._own[symbol] = options

    def make_usual(self, options: ChartOptions) -> None:
        """Let every symbol have these; what each had of its own is forgotten."""
        self._usual = replace(options, compare=())
        self._own.clear()

    def forget(self, symbol: str) -> None:
        """Let a symbol have the usual options again."""
        self._own.pop(symbol, None)

    def state(self) -> dict[str, Any]:
        """Return everything as JSON takes it."""
        own = {symbol: options.state() for symbol, options in self._own.items()}
        return {"usual": self._usual.state(), "own": own}

    def restore(self, state: object) -> None:
        """Take over what `state` gave; what is unknown or wrong is as usual."""
        found = state if isinstance(state, Mapping) else {}
        own = found.get("own")
        self._usual = options_of(found.get("usual"))
        self._own = {
            str(symbol): options_of(each)
            for symbol, each in (own.items() if isinstance(own, Mapping) else ())
        }
