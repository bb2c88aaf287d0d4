"""Our chart as a contestant of the chart bench, and what only ours is asked for.

Run as `python -m traderterminal.app.bench.chart_ours views|trades|memory|four BARS SECONDS`: every
measurement has a process of its own, as those of the peers have. The chart stands on a whole engine
whose market is all but still, and its last bar moves as it does in the desktop: a trade through the
hub, then a frame.
"""

import asyncio
import gc
import os
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from traderterminal.app.bench.chart_views import (
    HEIGHT,
    TICK,
    WIDTH,
    Floats,
    Found,
    Stage,
    Walk,
    take,
    tell,
)
from traderterminal.app.engine import Engine, run_engine
from traderterminal.app.options import Options
from traderterminal.app.settings_reading import load_settings
from traderterminal.app.user_indicators.shelf import UserIndicatorShelf
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.market.columns import BarColumns
from traderterminal.market.signed_volume import SignedVolumes
from traderterminal.market.ticks import Aggressor, TradeTick
from traderterminal.ui.viewmodels.chart import ChartViewModel
from traderterminal.ui.viewmodels.studies import StudiesViewModel

#: An indicator, and its settings where they are not the usual ones.
Kind: TypeAlias = tuple[str, Mapping[str, int]]

#: Beside the candles and the volume.
AVERAGES: Final[Sequence[Kind]] = (("ema", {"length": 21}), ("ema", {"length": 55}))
CHARTS: Final = ("ES", "NQ", "CL", "GC")
INDICATORS: Final[Sequence[Kind]] = (("ema", {}), ("bollinger", {}), ("rsi", {}))
TRADES_PER_S: Final = 200
FIRST_QUOTES_S: Final = 0.2
SETTLE_S: Final = 1.0
LOOK_S: Final = 0.01
BEAT_S: Final = 0.002
_MINUTE_NS: Final = 60 * NANOSECONDS


def columns(walk: Walk, tick: float) -> BarColumns:
    """Return a walk as history comes: nanoseconds, ticks, lots."""

    def ticks(prices: Floats) -> npt.NDArray[np.int32]:
        return np.rint(prices / tick).astype(np.int32)

    return BarColumns(
        (walk.time * NANOSECONDS).astype(np.int64),
        ticks(walk.open),
        ticks(walk.high),
        ticks(walk.low),
        ticks(walk.close),
        walk.volume.astype(np.int64),
    )


def _nothing(*asked: object) -> None:
    """What a click on a study would open, which nobody makes here."""


class Ours:
    """The chart of one symbol of an engine, with its studies."""

    def __init__(self, engine: Engine, root: str) -> None:
        from traderterminal.app.screen import read_theme
        from traderterminal.ui.chart.study_board import StudyActs, StudyBoard
        from traderterminal.ui.chart.widget import ChartWidget

        self._widget, self._theme = ChartWidget, read_theme("ink", 12)
        self._board, self._acts = StudyBoard, StudyActs(_nothing, _nothing, _nothing)
        self._engine = engine
        self._instrument: Instrument = engine.resolve(root)

    def walk(self, count: int) -> Walk:
        """Return bars that lead up to those of the engine, so many with them.

        The bar that a trade of now goes into is one of these: it is to be seen from the first.
        """
        self.publish(self.ticks)
        minutes = self._engine.bars.series(self._instrument.symbol)
        first = int(minutes.start_ns[0]) / NANOSECONDS
        opened = float(self._instrument.tick_size) * int(minutes.open[0])
        return Walk.of(count - minutes.count, first, round(opened / TICK) * TICK)

    def build(self, walk: Walk) -> Any:
        engine, symbol = self._engine, self._instrument.symbol
        engine.bars.prepend(symbol, columns(walk, float(self._instrument.tick_size)))
        self._vm = ChartViewModel(
            desk=engine.desk,
            hub=engine.hub,
            bars=engine.bars,
            journal=engine.journal,
            tasks=engine.tasks,
            local=engine.hours.local,
            trade_date=engine.hours.trade_date,
            account=engine.settings.accounts[0].id,
            resolve=engine.resolve,
        )
        self._vm.show(self._instrument)
        self._chart = self._widget(self._vm, self._theme)
        self._studies = StudiesViewModel(
            chart=self._vm,
            trade_date=engine.hours.trade_date,
            sessions=lambda symbol, times: engine.bars.regular_hours(symbol).began(times),
            volumes=SignedVolumes(engine.hub, engine.bars.regular_hours, engine.bars.heard),
            user=UserIndicatorShelf(engine.options.data_dir, engine.host, engine.tasks),
            host=engine.host,
            tasks=engine.tasks,
            kept={},
            keep=lambda studies: None,
        )
        self._board(self._chart, self._studies, self._theme, self._acts)
        for row in list(self._studies.rows):
            self._studies.remove(row)
        return self._chart

    async def study(self, kinds: Sequence[Kind]) -> None:
        """Put studies on the chart and wait until they are reckoned for its whole history."""
        for kind, settings in kinds:
            row = self._studies.add(kind)
            if row is None:
                raise RuntimeError(f"the chart took no {kind}")
            if settings:
                self._studies.change(row, replace(row.choices, settings=settings))
        while self._studies.progress < 1 or not self._vm.is_ready:
            self._studies.flush()
            await self._engine.host.sleep(LOOK_S)

    def canvas(self) -> Any:
        return self._chart

    def show_bars(self, first: float, end: float) -> None:
        times = self._chart.times
        times.pitch, times.right, times.glued = times.width / (end - first), end, False
        self._chart.update()

    def publish(self, ticks: int) -> None:
        """Let a trade come in."""
        at_ns = self._engine.hub.clock.now_ns()
        tick = TradeTick(self._instrument.symbol, at_ns, ticks, 1, Aggressor.BUYER)
        self._engine.hub.publish(tick)

    def frame(self) -> None:
        """Take over what changed, as the window does at the pace of the screen."""
        self._studies.flush()
        self._vm.flush()

    def trade(self, price: float) -> None:
        self.publish(round(price / float(self._instrument.tick_size)))
        self.frame()

    @property
    def ticks(self) -> int:
        """The price that the last bar closes at, in ticks."""
        return self._engine.bars.series(self._instrument.symbol).last.close

    @property
    def last(self) -> float:
        return self.ticks * float(self._instrument.tick_size)

    def close(self) -> None:
        self._studies.close()
        self._vm.close()
        self._chart.close()
        self._chart.deleteLater()


@frozen
class Task:
    """What is to be measured, with so many bars and for so long."""

    wanted: str
    bars: int
    seconds: float


async def _show(engine: Engine, app: Any, task: Task) -> Found:
    """Show views and trades, with the averages kept in step."""
    from PySide6 import QtCore

    chart = Ours(engine, CHARTS[0])
    stage = Stage(chart, chart.walk(task.bars), task.bars, QtCore, app)
    await chart.study(AVERAGES)
    found = take(stage, with_views=task.wanted == "views")
    chart.close()
    return found


async def _weigh(engine: Engine, app: Any, task: Task) -> Found:
    """Return the bytes that each bar of a chart takes at rest."""
    chart = Ours(engine, CHARTS[0])
    tracemalloc.start()
    widget = chart.build(chart.walk(task.bars))  # whatever is kept of it counts
    widget.show()
    app.processEvents()
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    chart.close()
    return {"bytes_a_bar": [kept / task.bars]}


async def _trade_four(engine: Engine, app: Any, task: Task) -> Found:
    """Let four charts in one window follow a quick market: what share of a core that takes in
    percent, and by how many milliseconds it holds up the loop."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QGridLayout, QWidget

    from traderterminal.ui.docking import is_turn_of
    from traderterminal.ui.window import TURN_MS

    window = QWidget()
    grid = QGridLayout(window)
    charts = [Ours(engine, root) for root in CHARTS]
    for number, chart in enumerate(charts):
        grid.addWidget(chart.build(chart.walk(task.bars)), number // 2, number % 2)
        await chart.study(INDICATORS)
    window.resize(WIDTH, HEIGHT)
    window.show()
    frames = QTimer(window)
    frames.setTimerType(Qt.TimerType.PreciseTimer)
    turns = count()

    def frame() -> None:
        """As the window paces them: in turns, the chart in focus twice as often."""
        turn = next(turns)
        for place, chart in enumerate(charts):
            if is_turn_of(place, turn, often=place == 0):
                chart.frame()

    frames.timeout.connect(frame)
    frames.start(TURN_MS)
    engine.tasks.spawn(_trade_quickly(engine, charts), name="trades of the bench")
    late: list[float] = []
    engine.tasks.spawn(_beat(engine, late), name="beat of the bench")
    await engine.host.sleep(SETTLE_S)
    late.clear()
    began, busy = time.perf_counter(), time.process_time()
    await engine.host.sleep(task.seconds)
    wall, busy = time.perf_counter() - began, time.process_time() - busy
    frames.stop()
    for chart in charts:
        chart.close()
    window.close()
    return {"core_percent": [100 * busy / wall], "late": late}


async def _trade_quickly(engine: Engine, charts: Sequence[Ours]) -> None:
    """Trade in every chart's symbol at an even pace, a tick up or down."""
    last = [chart.ticks for chart in charts]
    began, done = engine.host.monotonic_ns(), 0
    while True:
        await engine.host.sleep(1 / TRADES_PER_S)
        due = (engine.host.monotonic_ns() - began) * TRADES_PER_S // NANOSECONDS
        while done < due:
            done += 1
            for ticks, chart in zip(last, charts, strict=True):
                chart.publish(ticks + done % 2)


async def _beat(engine: Engine, late: list[float]) -> None:
    """Note how late a short sleep wakes: so long would something of an order have waited."""
    while True:
        began = time.perf_counter()
        await engine.host.sleep(BEAT_S)
        late.append((time.perf_counter() - began - BEAT_S) * 1e3)


Work = Callable[[Engine, Any, Task], Awaitable[Found]]
WORK: Final[dict[str, Work]] = {
    "views": _show,
    "trades": _show,
    "memory": _weigh,
    "four": _trade_four,
}


def measure(app: Any, task: Task) -> Found:
    """Measure on an engine of its own, with Qt's application; numbers are as the works say."""
    from traderterminal.app.loop import DesktopEventLoop

    async def run(folder: Path) -> Found:
        # So slow that the market stands: what moves it is the bench.
        options = Options(folder, folder / "config.toml", market="sim", speed="0.001", seed=1)
        async with run_engine(options, load_settings(options.config, {})) as engine:
            await engine.host.sleep(FIRST_QUOTES_S)
            return await WORK[task.wanted](engine, app, task)

    with (
        tempfile.TemporaryDirectory() as folder,
        asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app)) as runner,
    ):
        return runner.run(run(Path(folder)))


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    wanted, bars, seconds = sys.argv[1:]
    app = QApplication.instance() or QApplication([])
    tell(measure(app, Task(wanted, int(bars), float(seconds))))


if __name__ == "__main__":
    main()
