"""Indicators of a chart: a tick on the live bar, and a history of a million bars."""

import tracemalloc
from collections.abc import Iterator
from random import Random
from statistics import median
from time import perf_counter_ns
from typing import Final

import numpy as np

from traderterminal.app.bench.figures import ROUNDS, Figure
from traderterminal.domain.bars import Bar, Unit
from traderterminal.kit.clock import NANOSECONDS, to_datetime
from traderterminal.market.indicators.catalogue import make
from traderterminal.market.indicators.study import Study, StudyBars
from traderterminal.market.periods import ClockPeriod, SessionPeriod
from traderterminal.market.time_bars import BarSeries

BARS: Final = 1_000_000
TICKS: Final = 2_000
SEED: Final = 1
TICK_BAR: Final = 60.0
MEMORY_BAR: Final = 12.0

#: What a crowded chart shows, one of a kind.
SHOWN: Final = (
    "sma",
    "ema",
    "wma",
    "hma",
    "kama",
    "rsi",
    "stochastic",
    "macd",
    "cci",
    "roc",
    "atr",
    "bollinger",
    "keltner",
    "donchian",
    "vwap",
    "obv",
    "mfi",
    "dmi",
    "supertrend",
    "parabolic",
)
#: What a chart draws from the start: their history is waited for.
FIRST: Final = "ema"

_MINUTE: Final = 60 * NANOSECONDS
_START: Final = 1_000_000_020 * NANOSECONDS  # a whole minute


def indicator_figures() -> Iterator[Figure]:
    """Yield the time of a tick through twenty indicators, and what a long history takes."""
    tick = median(_tick(_series(5_000)) for _ in range(ROUNDS))
    yield Figure("one tick through 20 indicators", tick, "µs", bar=TICK_BAR)
    series = _series(BARS)
    yield Figure("history of an EMA", _seconds(FIRST, series) * 1e3, "ms")
    slowest = max((_seconds(name, series), name) for name in SHOWN)
    yield Figure(f"slowest history ({slowest[1]})", slowest[0] * 1e3, "ms")
    yield Figure("memory of an indicator line", _memory(series), "B/bar", bar=MEMORY_BAR)


def _study(name: str, bars: StudyBars) -> Study:
    return Study(make(name, {}), bars)


def _bars(series: BarSeries) -> StudyBars:
    return StudyBars(series, SessionPeriod(Unit.DAY, lambda at_ns: to_datetime(at_ns).date()))


def _series(count: int) -> BarSeries:
    """Minutes of a price that wanders."""
    draw = np.random.default_rng(SEED)
    closes = 20_000 + np.cumsum(draw.integers(-8, 9, count))
    above, below, lots = draw.integers(0, 12, (3, count))
    rows = zip(closes.tolist(), above.tolist(), below.tolist(), lots.tolist(), strict=True)
    series = BarSeries(ClockPeriod(_MINUTE))
    series.prepend(
        [
            Bar(_START + number * _MINUTE, close, close + up, close - down, close, size + 1)
            for number, (close, up, down, size) in enumerate(rows)
        ]
    )
    return series


def _tick(series: BarSeries) -> float:
    """The median of what a tick takes until all lines have its value, in microseconds."""
    bars = _bars(series)
    studies = [_study(name, bars) for name in SHOWN]
    for study in studies:
        study.refresh()
    draw = Random(SEED)  # noqa: S311 - the ticks are to be the same each time
    at_ns, price = int(series.start_ns[-1]), int(series.close[-1])
    taken = []
    for _ in range(TICKS):
        price += draw.choice((-1, 0, 1))
        series.add_trade(at_ns, price, 1)
        began = perf_counter_ns()
        for study in studies:
            study.refresh()
        taken.append(perf_counter_ns() - began)
    return median(taken) / 1e3


def _seconds(name: str, series: BarSeries) -> float:
    study = _study(name, _bars(series))
    began = perf_counter_ns()
    study.refresh()
    return (perf_counter_ns() - began) / 1e9


def _memory(series: BarSeries) -> float:
    """What a study keeps of a history, in bytes a bar and line."""
    tracemalloc.start()
    study = _study(FIRST, _bars(series))
    study.refresh()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return kept / series.count / len(study.outputs)
