"""The whole desktop at work, as benches measure it: every pane, four charts with three indicators
each, and a quick market in what they show.

The simulated market runs at its own pace; so many trades a second of each charted symbol come on
top, at its touch, so that they agree with the quotes.
"""

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from traderterminal.app.bench.chart_ours import CHARTS, INDICATORS, TRADES_PER_S
from traderterminal.app.engine import Engine
from traderterminal.app.options import Options
from traderterminal.app.qt_loading import load_qt
from traderterminal.app.service import Service, run_service
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.market.ticks import Aggressor, TradeTick

if TYPE_CHECKING:
    from traderterminal.app.screen import Screen
    from traderterminal.ui.ladder.widget import LadderWidget
    from traderterminal.ui.window import Window

#: Figures by their names.
Found: TypeAlias = dict[str, float]

WIDTH: Final = 1920
HEIGHT: Final = 1080
SEED: Final = 1
#: How often it is looked whether everything is there.
LOOK_S: Final = 0.01
#: Trades that are due come in so often: as the frames of a feed's socket do.
PULSE_S: Final = 0.005


def first_ladder(window: "Window") -> "LadderWidget":
    """Return the ladder that is linked with the ticket; a second one has another market."""
    from PySide6.QtWidgets import QDockWidget

    from traderterminal.ui.ladder.widget import LadderWidget

    dock = window.findChild(QDockWidget, "dock Ladder")
    if not isinstance(dock, QDockWidget):
        raise RuntimeError("the window has no ladder")
    (found,) = dock.findChildren(LadderWidget)
    return found


@frozen
class FullDesk:
    """The desktop, shown, with the canonical symbols of its charts."""

    service: Service
    screen: "Screen"
    symbols: Sequence[str]

    @property
    def engine(self) -> Engine:
        return self.service.engine

    def trade(self) -> None:
        """Let the market trade quickly until the engine ends."""
        self.engine.tasks.spawn(_trade_quickly(self.engine, self.symbols), name="trades, quickly")


@asynccontextmanager
async def full_desk(app: Any, folder: Path, settings: str = "") -> AsyncIterator[FullDesk]:
    """Give the desktop on a data folder, with Qt's application; it is left as at its end.

    `settings` are the text of its settings file.
    """
    from traderterminal.app.screen import build_screen

    options = Options(folder, folder / "config.toml", port=0, market="sim", seed=SEED)
    options.config.write_text(settings, "utf-8")
    async with run_service(options, log_to_screen=False) as service:
        screen = build_screen(app, service)
        symbols = lay_out(service.engine, screen)
        screen.window.show()
        screen.window.repaint()
        service.listen()
        await service.load()
        await _reckoned(service.engine, screen)
        yield FullDesk(service, screen, symbols)
        screen.close()
        screen.window.leave()
        await service.engine.host.sleep(LOOK_S)  # what was put away goes


def lay_out(engine: Engine, screen: "Screen") -> Sequence[str]:
    """Give the desktop its four charts; return the symbols that they show."""
    shown = [engine.resolve(root) for root in CHARTS]
    while len(screen.charts.all) < len(shown):
        screen.charting.new_chart()
    for chart, instrument in zip(screen.charts.all, shown, strict=True):
        if chart is not screen.charts.first:
            screen.links.choose_group(chart.name, "")
        screen.links.show(chart.name, instrument)
        for row in list(chart.studies.rows):
            chart.studies.remove(row)
        for kind, _ in INDICATORS:
            if chart.studies.add(kind) is None:  # each with its usual settings
                raise RuntimeError(f"the chart took no {kind}")
    screen.window.resize(WIDTH, HEIGHT)
    screen.window.arrange(WIDTH, HEIGHT)
    return [instrument.symbol for instrument in shown]


def measured(app: Any, work: Callable[[FullDesk], Awaitable[Found]], settings: str = "") -> Found:
    """Do some work on a desktop of its own, with Qt's application; return what it found."""
    from traderterminal.app.loop import DesktopEventLoop

    async def run(folder: Path) -> Found:
        async with full_desk(app, folder, settings) as desk:
            return await work(desk)

    with (
        tempfile.TemporaryDirectory() as folder,
        asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app)) as runner,
    ):
        return runner.run(run(Path(folder)))


def tell_alone(measure: Callable[[Any, float], Found]) -> None:
    """Measure for as many seconds as the command line says, in this process, and print it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    load_qt()  # as the command does: else it keeps the source of all that is loaded after it
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    sys.stdout.write(f"{json.dumps(measure(app, float(sys.argv[1])))}\n")


async def _reckoned(engine: Engine, screen: "Screen") -> None:
    """Wait until the indicators are there and every symbol is quoted."""
    while not _is_whole(engine, screen):
        await engine.host.sleep(LOOK_S)


def _is_whole(engine: Engine, screen: "Screen") -> bool:
    shown = (chart.vm.instrument for chart in screen.charts.all)
    quoted = all(one is not None and engine.hub.top(one.symbol) is not None for one in shown)
    return quoted and all(chart.studies.progress >= 1 for chart in screen.charts.all)


async def _trade_quickly(engine: Engine, symbols: Sequence[str]) -> None:
    """Trade in every symbol at an even pace, at the bid and at the ask in turns."""
    host, hub = engine.host, engine.hub
    began, done = host.monotonic_ns(), 0
    while True:
        await host.sleep(PULSE_S)
        due = (host.monotonic_ns() - began) * TRADES_PER_S // NANOSECONDS
        for number in range(done, due):
            for symbol in symbols:
                top = hub.top(symbol)
                at = None if top is None else top.ask if number % 2 else top.bid
                if at is not None:
                    by = Aggressor.BUYER if number % 2 else Aggressor.SELLER
                    hub.publish(TradeTick(symbol, hub.clock.now_ns(), at, 1 + number % 5, by))
        done = due
