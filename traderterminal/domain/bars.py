"""Bars and their resolutions, in the notation of charting libraries."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

_TEXT: Final = re.compile(r"^(\d*)([SDWM]?)$")


class Unit(StrEnum):
    SECOND = "S"
    MINUTE = ""
    DAY = "D"
    WEEK = "W"
    MONTH = "M"


@dataclass(frozen=True, slots=True)
class Resolution:
    """A bar length: `1S`, `5` (minutes), `60`, `1D`, `1W`, `1M`."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the notation; raises ValueError for anything else. `D` means `1D`."""
        match = _TEXT.match(text.strip().upper())
        if not match or not text.strip():
            raise ValueError(f"{text!r} is not a resolution such as 1, 5, 60, 15S, 1D, 1W or 1M")
        count = int(match[1] or 1)
        if not 0 < count <= 1440 * 7:
            raise ValueError(f"{text!r} is not a usable bar length")
        return cls(count, Unit(match[2]))

    @property
    def seconds(self) -> int | None:
        """The length in seconds; None for days and longer, which follow the session calendar."""
        match self.unit:
            case Unit.SECOND:
                return self.count
            case Unit.MINUTE:
                return self.count * 60
            case _:
                return None

    def __str__(self) -> str:
        return f"{self.count}{self.unit.value}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, keyed by its start (nanoseconds of market time); prices in ticks, volume in lots."""

    start_ns: int
    open: int
    high: int
    low: int
    close: int
    volume: int
