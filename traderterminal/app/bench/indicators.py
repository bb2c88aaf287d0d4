"""Indicators of a chart: a tick on the live bar, and a history of a million bars."""

import asyncio
import tracemalloc
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from random import Random
from statistics import median
from time import perf_counter_ns
from typing import Final

import numpy as np

from traderterminal.app.bench.figures import ROUNDS, Figure
from traderterminal.domain.bars import Bar, Resolution, Unit
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.sessions import Hours
from traderterminal.kit.clock import NANOSECONDS, HostClock, to_datetime
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.market.columns import SignedSeconds
from traderterminal.market.hub import MarketHub
from traderterminal.market.indicators.catalogue import make
from traderterminal.market.indicators.indicator import About, Setting
from traderterminal.market.indicators.study import Study, StudyBars
from traderterminal.market.periods import ClockPeriod, SessionPeriod
from traderterminal.market.regular_hours import RegularHours
from traderterminal.market.signed_volume import SignedVolumes
from traderterminal.market.time_bars import BarSeries
from traderterminal.ui.viewmodels.studies import StudiesViewModel
from traderterminal.ui.viewmodels.study import Choices, UserFailure, UserStudy

BARS: Final = 1_000_000
TICKS: Final = 2_000
SEED: Final = 1
TICK_BAR: Final = 60.0
HOLD_BAR: Final = 10.0
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
#: So many bars are looked at.
VIEW: Final = 200
#: What a chart draws from the start: their history is waited for.
FIRST: Final = "ema"

_MINUTE: Final = 60 * NANOSECONDS
_START: Final = 1_000_000_020 * NANOSECONDS  # a whole minute


def indicator_figures() -> Iterator[Figure]:
    """Yield the time of a tick through twenty indicators, and what a long history takes."""
    tick = median(asyncio.run(_tick(_series(5_000))) for _ in range(ROUNDS))
    yield Figure("one tick through a chart's 20 indicators", tick, "µs", bar=TICK_BAR)
    series = _series(BARS)
    yield Figure("history of an EMA", _seconds(FIRST, series) * 1e3, "ms")
    hold = median(asyncio.run(_longest_hold(series)) for _ in range(ROUNDS))
    yield Figure("longest hold of the loop by that history", hold, "ms", bar=HOLD_BAR)
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


class _Chart:
    """A chart of some bars, as its studies see it."""

    instrument = Instrument(
        symbol="BENCH",
        asset_class=AssetClass.STOCK,
        root="BENCH",
        description="",
        exchange="",
        currency="USD",
        tick_size=Decimal("0.25"),
        point_value=Decimal(1),
        session="",
    )
    resolution = Resolution(1, Unit.MINUTE)
    hours = Hours.ALL

    def __init__(self, series: BarSeries) -> None:
        self.changed: Observers[None] = Observers()
        self.series = series

    @property
    def in_view(self) -> tuple[int, int]:
        return max(0, self.series.count - VIEW), self.series.count

    def local_time(self, at_ns: int) -> datetime:
        return to_datetime(at_ns)


class _NoFiles:
    """A folder without indicators of the trader's own."""

    folder = ""
    is_loading = False
    kinds: Mapping[str, About] = {}
    failures: Mapping[str, UserFailure] = {}

    def __init__(self) -> None:
        self.changed: Observers[None] = Observers()

    def study(self, kind: str, settings: Mapping[str, Setting], bars: StudyBars) -> UserStudy:
        raise KeyError(kind)

    def reload(self) -> None:
        """There is nothing to load."""


def _studies(series: BarSeries, names: Sequence[str], tasks: TaskScope) -> StudiesViewModel:
    host = HostClock()
    studies = StudiesViewModel(
        chart=_Chart(series),
        trade_date=lambda _, at_ns: to_datetime(at_ns).date(),
        sessions=lambda _, times: np.full(len(times), np.nan),
        volumes=SignedVolumes(
            MarketHub(lambda _: _Chart.instrument, host),
            lambda _: RegularHours(lambda *_: ()),
            lambda _: SignedSeconds.none(),
        ),
        user=_NoFiles(),
        host=host,
        tasks=tasks,
        kept={"all": [Choices(name).kept() for name in names]},
        keep=lambda _: None,
    )
    studies.flush()
    return studies


async def _reckoned(studies: StudiesViewModel) -> float:
    """Wait for all histories; return how long the loop was held at most, in milliseconds."""
    longest, before = 0, perf_counter_ns()
    while studies.progress < 1.0:
        await give_way()
        now = perf_counter_ns()
        longest, before = max(longest, now - before), now
    return longest / 1e6


async def _tick(series: BarSeries) -> float:
    """The median of what a tick takes until all studies have its value, in microseconds."""
    tasks = TaskScope(_report)
    studies = _studies(series, SHOWN, tasks)
    await _reckoned(studies)
    draw = Random(SEED)  # noqa: S311 - the ticks are to be the same each time
    at_ns, price = int(series.start_ns[-1]), int(series.close[-1])
    taken = []
    for _ in range(TICKS):
        price += draw.choice((-1, 0, 1))
        series.add_trade(at_ns, price, 1)
        began = perf_counter_ns()
        studies.flush()
        taken.append(perf_counter_ns() - began)
    await tasks.aclose()
    return median(taken) / 1e3


async def _longest_hold(series: BarSeries) -> float:
    tasks = TaskScope(_report)
    held = await _reckoned(_studies(series, (FIRST,), tasks))
    await tasks.aclose()
    return held


def _report(name: str, error: Exception) -> None:
    raise error


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
