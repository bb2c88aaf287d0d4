"""Bars of a long history: their memory, and what each change and each look at them takes."""

from collections.abc import Callable, Iterator, Sequence
from statistics import median
from time import perf_counter_ns, process_time_ns
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from traderterminal.app.bench.figures import ROUNDS, Figure
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.columns import BarColumns
from traderterminal.market.line_pyramid import LinePyramid
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.time_bars import BarSeries

Floats: TypeAlias = npt.NDArray[np.float64]

BARS: Final = 1_000_000
PAGE: Final = 10_000
CHANGES: Final = 500
SEED: Final = 1
TICK_SIZE: Final = 0.25
MEMORY_BAR: Final = 60.0
LINE_BAR: Final = 12.0
LOAD_BAR_MS: Final = 150.0

#: Pixels a bar: all of a million on a screen, and close-up.
FAR, NEAR = 0.001, 6.0

_MINUTE: Final = 60 * NANOSECONDS
_START: Final = 1_000_000_000 * NANOSECONDS // _MINUTE * _MINUTE


def bar_figures() -> Iterator[Figure]:
    """Yield what a million bars take from arrays to what a frame draws, and afterwards."""
    arrays = _arrays()
    taken = median(_time(lambda: _load(arrays)) for _ in range(ROUNDS))
    yield Figure("bars from arrays to all zooms", taken, "ms", bar=LOAD_BAR_MS)
    series = _load(arrays)
    yield Figure("memory of a bar", series.nbytes / series.count, "B/bar", bar=MEMORY_BAR)
    yield Figure("memory of an indicator's values", _line(), "B/bar", bar=LINE_BAR)
    last = series.last
    draw = np.random.default_rng(SEED)
    prices = (last.close + draw.integers(-40, 41, CHANGES)).tolist()
    for name, pixels in (("close-up", NEAR), ("from afar", FAR)):

        def tick(number: int, pixels: float = pixels) -> None:
            series.add_trade(last.start_ns, prices[number], 1)
            series.view(series.count - 1_280 / pixels, series.count, pixels)

        yield Figure(f"update of the last bar, {name}", _each(tick), "µs")
    yield Figure("look-up of a view", _each(lambda _: series.view(0, BARS, FAR)), "µs")

    def begin(number: int) -> None:
        series.add_trade(last.start_ns + (number + 1) * _MINUTE, prices[number], 1)
        series.view(0, series.count, FAR)

    yield Figure("a new bar", _each(begin), "µs")
    yield Figure(f"{PAGE:,} bars in front", _pages(series), "ms")


def _arrays() -> Sequence[Floats]:
    """Minutes of a price that wanders: open, high, low and close in money, and the lots."""
    draw = np.random.default_rng(SEED)
    ticks = 20_000 + np.cumsum(draw.integers(-8, 9, BARS))
    above, below, lots = draw.integers(1, 12, (3, BARS))
    prices = (ticks, ticks + above, ticks - below, ticks)
    return [*(column * TICK_SIZE for column in prices), lots.astype(np.float64)]


def _load(arrays: Sequence[Floats]) -> BarSeries:
    """Take arrays as other programs hold them into a series, and look at all of it."""
    *prices, lots = arrays
    opened, high, low, close = (np.rint(c / TICK_SIZE).astype(np.int32) for c in prices)
    starts = _START + np.arange(BARS) * _MINUTE
    series = BarSeries(ClockPeriod(_MINUTE))
    series.make_room(BARS)
    series.prepend(BarColumns(starts, opened, high, low, close, lots.astype(np.int64)))
    series.view(0, BARS, FAR)
    return series


def _time(work: Callable[[], object]) -> float:
    """What work takes, in milliseconds of processor time."""
    began = process_time_ns()
    work()
    return (process_time_ns() - began) / 1e6


def _line() -> float:
    values = np.sin(np.arange(BARS) / 99.0).astype(np.float32)
    pyramid = LinePyramid()
    pyramid.sync(values, 0)
    pyramid.view(0, BARS, FAR)
    return (values.nbytes + pyramid.nbytes) / BARS


def _each(change: Callable[[int], object]) -> float:
    """The median of what a change takes, in microseconds."""
    taken = []
    for number in range(CHANGES):
        began = perf_counter_ns()
        change(number)
        taken.append(perf_counter_ns() - began)
    return median(taken) / 1e3


def _pages(series: BarSeries) -> float:
    """The median of what a page of history takes where room is handed out, in milliseconds."""
    first, taken = int(series.start_ns[0]), []
    column = series.close[:PAGE].copy()
    count = len(column)
    for page in range(1, 2 * ROUNDS + 1):
        starts = first + (np.arange(count) - page * count) * _MINUTE
        older = BarColumns(starts, column, column, column, column, np.ones(count, np.int64))
        series.make_room(count)
        began = perf_counter_ns()
        series.prepend(older)
        series.view(0, series.count, FAR)
        taken.append(perf_counter_ns() - began)
    return median(taken) / 1e6
