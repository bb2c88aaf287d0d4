"""Bars as other programs hold them, in arrays of float64: into a series bit by bit."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Final, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from traderterminal.market.bar_checks import Mask, count_flaws, in_order
from traderterminal.market.columns import BarColumns
from traderterminal.market.series import Series

Floats: TypeAlias = npt.NDArray[np.float64]
Int64s: TypeAlias = npt.NDArray[np.int64]

#: Bars that are read at one go: some milliseconds of work.
PIECE: Final = 65_536
#: A price may be that far off the grid, in ticks: what is lost in a float64 is far less.
OFF_GRID: Final = 1e-4
#: Beyond it not every whole number is a float64.
_MOST_LOTS: Final = 2.0**53


@dataclass(frozen=True, slots=True)
class FloatBars:
    """Columns of bars: times in nanoseconds, prices in money, volumes in lots."""

    start_ns: Int64s
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats

    def part(self, which: slice, chosen: Mask) -> Self:
        """Return some of the bars of a part."""
        columns = (getattr(self, one.name)[which] for one in fields(self))
        return type(self)(*(c if chosen.all() else c[chosen] for c in columns))


def load(series: Series, bars: FloatBars, tick_size: float, lowest: float) -> Iterator[None]:
    """Put bars in front of a series, the latest first, bit by bit: a loop may breathe in between.

    What cannot be true is left out and counted in the flaws of the series; a price off the grid is
    kept, as a misfit. `lowest` is the lowest price in ticks that can be true.
    """
    count = len(bars.start_ns)
    series.make_room(count)
    ordered = in_order(bars.start_ns, series.flaws)
    yield
    for end in range(count, 0, -PIECE):
        part = slice(max(0, end - PIECE), end)
        found = bars.part(part, ordered[part])
        series.prepend(_in_ticks(found, tick_size, lowest, series.flaws))
        yield


def _in_ticks(bars: FloatBars, tick_size: float, lowest: float, flaws: Counter[str]) -> BarColumns:
    prices: Floats = np.stack([bars.open, bars.high, bars.low, bars.close]) / tick_size
    chosen: Mask = np.all(np.isfinite(prices), axis=0)
    count_flaws("not_a_number", ~chosen, flaws)
    with np.errstate(invalid="ignore"):  # NaN is below nothing
        least: Floats = prices.min(axis=0)
        count_flaws("impossible", chosen & (least < lowest), flaws)
        chosen &= least >= lowest
        count_flaws("below_one", chosen & (least <= 0), flaws)
    volume, starts = bars.volume, bars.start_ns
    known = np.isfinite(volume) & (np.abs(volume) <= _MOST_LOTS)
    count_flaws("no_volume", chosen & ~known, flaws)
    lots = np.where(known, volume, 0)
    if not chosen.all():
        prices, lots, starts = prices[:, chosen], lots[chosen], starts[chosen]
    open_, high, low, close = _on_grid(prices)
    return BarColumns(starts, open_, high, low, close, np.rint(lots).astype(np.int64))


def _on_grid(prices: Floats) -> npt.NDArray[Any]:
    """Return whole ticks where all of them are, else what they are."""
    ticks = np.rint(prices)
    if not ticks.size or float(np.abs(prices - ticks).max()) > OFF_GRID:
        return prices
    fits = float(np.abs(ticks).max()) <= np.iinfo(np.int32).max
    return ticks.astype(np.int32) if fits else ticks
