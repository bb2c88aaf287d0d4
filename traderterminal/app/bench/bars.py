"""Bars of a long history: their memory, and what each change and each look at them takes."""

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter_ns, process_time_ns
from typing import Final

import numpy as np

from traderterminal.app.bench.figures import ROUNDS, Figure
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.bar_arrays import FloatBars, load
from traderterminal.market.columns import BarColumns
from traderterminal.market.line_pyramid import LinePyramid
from traderterminal.market.periods import ClockPeriod
from traderterminal.market.time_bars import BarSeries

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
    series, steps = BarSeries(ClockPeriod(_MINUTE)), list[float]()
    taken = median(_load(arrays, steps) for _ in range(ROUNDS))
    yield Figure("bars from arrays to all zooms", taken, "ms", bar=LOAD_BAR_MS)
    yield Figure("longest step of that", max(steps), "ms")
    for _ in load(series, arrays, TICK_SIZE, 1):
        pass
    series.view(0, series.count, FAR)
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


def _arrays() -> FloatBars:
    """Minutes of a price that wanders."""
    draw = np.random.default_rng(SEED)
    ticks = 20_000 + np.cumsum(draw.integers(-8, 9, BARS))
    above, below, lots = draw.integers(1, 12, (3, BARS))
    opened, high, low, close = (
        (column * TICK_SIZE).astype(np.float64)
        for column in (ticks, ticks + above, ticks - below, ticks)
    )
    starts = _START + np.arange(BARS) * _MINUTE
    return FloatBars(starts, opened, high, low, close, lots.astype(np.float64))


def _load(arrays: FloatBars, steps: list[float]) -> float:
    """Take the arrays into a series and look at all of it; in milliseconds of processor time."""
    series = BarSeries(ClockPeriod(_MINUTE))
    began = before = process_time_ns()
    for _ in load(series, arrays, TICK_SIZE, 1):
        now = process_time_ns()
        steps.append((now - before) / 1e6)
        before = now
    series.view(0, series.count, FAR)
    steps.append((process_time_ns() - before) / 1e6)
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
