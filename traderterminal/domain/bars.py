"""Bars and their resolutions, in the notation of charting libraries.

What it has no letters for is written as traders do: `100T` is a bar every hundred trades (ticks),
`500V` one every five hundred lots or a little more, `8R` one that ranges over eight ticks at most,
`8RK` a Renko brick of eight ticks.
"""

import re
from enum import StrEnum
from typing import Final, Self

from traderterminal.kit.frozen import frozen

_TEXT: Final = re.compile(r"^(\d{0,9})(RK|[SDWMTVR]?)$")


class Unit(StrEnum):
    SECOND = "S"
    MINUTE = ""
    DAY = "D"
    WEEK = "W"
    MONTH = "M"
    TRADES = "T"
    VOLUME = "V"
    RANGE = "R"
    RENKO = "RK"


_MADE_OF_TRADES: Final = frozenset({Unit.TRADES, Unit.VOLUME, Unit.RANGE, Unit.RENKO})
#: Minutes of a week, and more lots than any bar is made of.
_MOST: Final = 1440 * 7
_MOST_LOTS: Final = 100_000_000


@frozen
class Resolution:
    """A bar length: `1S`, `5` (minutes), `60`, `1D`, `1W`, `1M`, `100T`, `500V`, `8R`, `8RK`."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the notation; raises ValueError for anything else. `D` means `1D`."""
        match = _TEXT.match(text.strip().upper())
        if not match or not text.strip():
            raise ValueError(f"{text!r} is not a resolution such as 1, 5, 60, 15S, 1D, 1W or 1M")
        count, unit = int(match[1] or 1), Unit(match[2])
        if not 0 < count <= (_MOST_LOTS if unit is Unit.VOLUME else _MOST):
            raise ValueError(f"{text!r} is not a usable bar length")
        return cls(count, unit)

    @property
    def seconds(self) -> int | None:
        """The length in seconds; None for days and longer, which follow the session calendar, and
        for bars that trades make."""
        match self.unit:
            case Unit.SECOND:
                return self.count
            case Unit.MINUTE:
                return self.count * 60
            case _:
                return None

    @property
    def is_made_of_trades(self) -> bool:
        """Whether trades end a bar, and not the time."""
        return self.unit in _MADE_OF_TRADES

    def __str__(self) -> str:
        return f"{self.count}{self.unit.value}"


@frozen
class Bar:
    """One bar, keyed by its start (nanoseconds of market time); prices in ticks, volume in lots."""

    start_ns: int
    open: int
    high: int
    low: int
    close: int
    volume: int
