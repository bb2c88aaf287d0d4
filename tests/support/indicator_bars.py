"""Markets for indicators, and how their values are held against those of others."""

from functools import lru_cache
from typing import Final

import numpy as np

from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.indicators.columns import Bars, many_bars, some_bars
from traderterminal.market.indicators.indicator import Indicator, Unit

TICK: Final = 0.25
DAY_NS: Final = 86_400e9
#: Monday, 1 January 2024, 00:00 UTC.
START_NS: Final = 1_704_067_200e9
COLUMNS: Final = (
    "open",
    "high",
    "low",
    "close",
    "volume",
    "delta",
    "start_ns",
    "day_ns",
    "session_ns",
)
TOLERANCE: Final = 1e-9


@lru_cache(maxsize=4)
def a_market(count: int, seed: int = 1, minutes: int = 5) -> Bars[Floats]:
    """Return bars of an index future that wanders around 5,000, round the clock.

    The regular session goes from 14:30 to 21:00 UTC, the trading day is the calendar's.
    """
    draw = np.random.default_rng(seed)
    close = 5_000.0 + np.cumsum(draw.normal(0.0, 2.0, count))
    opened = close + draw.normal(0.0, 1.0, count)
    high = np.maximum(opened, close) + np.abs(draw.normal(0.0, 1.0, count))
    low = np.minimum(opened, close) - np.abs(draw.normal(0.0, 1.0, count))
    volume = draw.integers(1, 500, count).astype(np.float64)
    start = START_NS + np.arange(count) * minutes * 60e9
    day = start // DAY_NS * DAY_NS
    into = start - day
    session = np.where((into >= 14.5 * 3600e9) & (into < 21 * 3600e9), day + 14.5 * 3600e9, NAN)
    opened, high, low, close = (np.round(c / TICK) * TICK for c in (opened, high, low, close))
    delta = volume - 2.0 * (volume // 3.0)
    return many_bars(opened, high, low, close, volume, delta, start, day, session)


def columns_of(bars: Bars[Floats]) -> tuple[Floats, ...]:
    """Return the columns in the order in which bars are made of them."""
    return tuple(getattr(bars, name) for name in COLUMNS)


def part(bars: Bars[Floats], first: int, end: int) -> Bars[Floats]:
    """Return some of the bars."""
    return some_bars(bars, slice(first, end))


def closes(*prices: float) -> Bars[Floats]:
    """Return bars of one price each and one lot."""
    return many_bars(prices, prices, prices, prices, [1.0] * len(prices))


def check_values(
    indicator: Indicator, bars: Bars[Floats], expected: dict[str, Floats], unstable: int = 0
) -> None:
    """Hold outputs against `expected`, from where both have a value plus `unstable` bars on.

    They may differ by 1e-9 of the price level, or by 1e-9 of what stands on a scale to 100; other
    numbers by that share of the largest of them.
    """
    found = dict(zip((o.name for o in indicator.outputs), indicator.history(bars), strict=True))
    for name, values in expected.items():
        both = np.flatnonzero(~np.isnan(found[name]) & ~np.isnan(values))
        first = int(both[0]) + unstable
        assert first < len(values) - 100, f"{name}: too few values to compare"
        apart = np.max(np.abs(found[name][first:] - values[first:]))
        assert apart <= _tolerance(indicator, bars, values), f"{name}: {apart}"


def _tolerance(indicator: Indicator, bars: Bars[Floats], values: Floats) -> float:
    match indicator.about.unit:
        case Unit.PRICE | Unit.DIFFERENCE:
            return TOLERANCE * float(np.nanmin(np.abs(bars.close)))
        case Unit.PERCENT:
            return TOLERANCE
        case Unit.VOLUME | Unit.NUMBER:
            return TOLERANCE * float(np.nanmax(np.abs(values)))
