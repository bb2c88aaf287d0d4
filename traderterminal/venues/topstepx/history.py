"""Bars as `History/retrieveBars` gives them: newest first, at most 20,000 of them.

Days and all that is shorter are cut by the clock of UTC: those of the gateway were seen to begin at
19:00 in Chicago's summer, two hours into the trading day (project-x-py, issue 140, September 2026).
Whether weeks and months go by trading days is not known.
"""

from datetime import UTC, datetime
from typing import Any, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, NaiveDatetime

from traderterminal.domain.bars import Bar, Resolution, Unit
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS, to_ns
from traderterminal.market.bars import BarBook
from traderterminal.venues.topstepx.models import Models

MAX_BARS: Final = 20_000
CONTRACT_NOT_FOUND, UNIT_INVALID, UNIT_NUMBER_INVALID, LIMIT_INVALID = 1, 2, 3, 4
_DAY_NS: Final = 86_400 * NANOSECONDS
#: Unit and how many of it, by number of the unit; bars of ticks are not made here.
_UNITS: Final = {
    1: (Unit.SECOND, 1),
    2: (Unit.MINUTE, 1),
    3: (Unit.MINUTE, 60),
    4: (Unit.MINUTE, 1_440),
    5: (Unit.WEEK, 1),
    6: (Unit.MONTH, 1),
}
#: The longest unit of which a bar may have several.
_HOURS: Final = 3
_LENGTHS_NS: Final = {Unit.WEEK: 7 * _DAY_NS, Unit.MONTH: 31 * _DAY_NS}


class HistoryRefused(Exception):
    """There are no such bars; `code` is that of retrieveBars."""

    def __init__(self, code: int) -> None:
        super().__init__(f"error {code}")
        self.code = code


class BarsBody(BaseModel):
    """What `History/retrieveBars` is given: all of it is needed."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    contractId: str
    live: bool
    startTime: AwareDatetime | NaiveDatetime
    endTime: AwareDatetime | NaiveDatetime
    unit: int
    unitNumber: int
    limit: int
    includePartialBar: bool


def retrieve(
    body: BarsBody, instrument: Instrument, bars: BarBook, models: Models, now_ns: int
) -> list[dict[str, Any]]:
    """Return the bars that start from startTime to before endTime; raises HistoryRefused."""
    if body.unit not in _UNITS:
        raise HistoryRefused(UNIT_INVALID)
    unit, each = _UNITS[body.unit]
    if body.unitNumber < 1 or (body.unit > _HOURS and body.unitNumber != 1):
        raise HistoryRefused(UNIT_NUMBER_INVALID)
    if not 1 <= body.limit <= MAX_BARS:
        raise HistoryRefused(LIMIT_INVALID)
    resolution = Resolution(body.unitNumber * each, unit)
    start_ns, end_ns = _nanoseconds(body.startTime), _nanoseconds(body.endTime)
    found = bars.history(instrument.symbol, resolution, end_ns, MAX_BARS)
    within = [bar for bar in found if bar.start_ns >= start_ns]
    if not body.includePartialBar:
        within = [bar for bar in within if bar.start_ns + _length_ns(resolution) <= now_ns]
    return [_bar(bar, instrument, models) for bar in reversed(within[-body.limit :])]


def _length_ns(resolution: Resolution) -> int:
    seconds = resolution.seconds
    return _LENGTHS_NS[resolution.unit] if seconds is None else seconds * NANOSECONDS


def _nanoseconds(moment: datetime) -> int:
    return to_ns(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _bar(bar: Bar, instrument: Instrument, models: Models) -> dict[str, Any]:
    prices = (instrument.from_ticks(p) for p in (bar.open, bar.high, bar.low, bar.close))
    return {
        "t": models.moment(bar.start_ns),
        **dict(zip("ohlc", prices, strict=True)),
        "v": bar.volume,
        "d": None,
        "k": None,
    }
