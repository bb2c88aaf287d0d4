"""From process start to a desk that can be used, with the full workspace, and the memory it takes.

Run as `python -m traderterminal.app.bench.full_start FOLDER`, which starts as the desktop does, on
a data folder that is new or was left by `… FOLDER keep`: with four charts and their indicators.
Usable is when every pane has been painted and a click was handled. The screen has 1920 × 1080.
"""

import gc
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final

from traderterminal.app.bench.figures import Figure
from traderterminal.app.bench.startup import ROUNDS, started

USABLE_BAR_MS: Final = 1_500
MEMORY_BAR_MB: Final = 350
#: How long the market runs before the memory is looked at.
SETTLE_S: Final = 3.0
STAT: Final = Path("/proc/self/stat")
UPTIME: Final = Path("/proc/uptime")
STATUS: Final = Path("/proc/self/status")
#: As Qt's offscreen platform is told of its screens.
SCREEN: Final = {
    "screens": [
        {
            **{"name": "bench", "x": 0, "y": 0, "width": 1920, "height": 1080},
            **{"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1},
        }
    ]
}


def full_start_figures() -> Iterator[Figure]:
    """Yield both starts, where the system tells (Linux); files are in memory, modules compiled."""
    if not STAT.exists():
        return
    with tempfile.TemporaryDirectory() as compiled, tempfile.TemporaryDirectory() as kept:
        _start(compiled, kept, "keep")  # which warms the caches as well
        for name, folder in (("fresh", ""), ("kept, four charts", kept)):
            found = [_start(compiled, folder) for _ in range(ROUNDS)]
            usable, memory = (median(one[what] for one in found) for what in ("usable", "memory"))
            yield Figure(f"start to usable, {name}", usable, "ms", bar=USABLE_BAR_MS)
            yield Figure(f"memory, {name}", memory, "MB", bar=MEMORY_BAR_MB)


def _start(compiled: str, folder: str, *wanted: str) -> Mapping[str, float]:
    with tempfile.TemporaryDirectory() as fresh:
        found: Mapping[str, float] = started(["-m", __name__, folder or fresh, *wanted], compiled)
    return found


def _since_start_ms() -> float:
    ticks = int(STAT.read_text().rpartition(")")[2].split()[19])
    up = float(UPTIME.read_text().split()[0])
    return (up - ticks / os.sysconf("SC_CLK_TCK")) * 1_000


def _memory_mb() -> float:
    (line,) = [one for one in STATUS.read_text().splitlines() if one.startswith("VmRSS")]
    return int(line.split()[1]) / 1_024


def _use(app: Any, folder: Path) -> Mapping[str, float]:
    """Start as the desktop does, and click on a price of the ladder, where a click does nothing."""
    import asyncio

    from PySide6.QtCore import QEvent, QObject, QPoint

    from traderterminal.app.bench.click import click
    from traderterminal.app.bench.full_desk import first_ladder
    from traderterminal.app.loop import run_until_quit
    from traderterminal.app.options import Options
    from traderterminal.app.screen import build_screen
    from traderterminal.app.service import run_service
    from traderterminal.ui.ladder.columns import Column

    found = dict[str, float]()

    class Watch(QObject):
        """Hears when a widget has handled a click."""

        def __init__(self) -> None:
            super().__init__()
            self.clicked = asyncio.Event()

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is not QEvent.Type.MouseButtonRelease:
                return False
            watched.event(event)
            self.clicked.set()
            return True

    async def main(quitting: asyncio.Event) -> int:
        options = Options(folder, folder / "config.toml", port=0, market="sim", seed=1)
        async with run_service(options, log_to_screen=False) as service:
            screen = build_screen(app, service)
            screen.show()
            screen.window.repaint()
            ladder = first_ladder(screen.window)
            span, watch = ladder.grid.span(Column.PRICE), Watch()
            if span is None or ladder.visibleRegion().isEmpty():
                raise RuntimeError("the ladder of the bench is not to be seen")
            ladder.installEventFilter(watch)
            click(ladder, QPoint(round(span.left + span.width / 2), ladder.height() // 2))
            service.listen()
            service.engine.tasks.spawn(service.load(), name="load the API")
            await watch.clicked.wait()
            found["usable"] = _since_start_ms()
            found["charts"] = float(len(screen.charts.all))
            await service.engine.host.sleep(SETTLE_S)
            found["memory"] = _memory_mb()
            ladder.removeEventFilter(watch)
            screen.close()
            screen.window.leave()
        return 0

    run_until_quit(app, main)
    return found


def _keep(app: Any, folder: Path) -> Mapping[str, float]:
    """Leave a full workspace on a data folder."""
    import asyncio

    from traderterminal.app.bench.full_desk import full_desk
    from traderterminal.app.loop import run_until_quit

    async def main(quitting: asyncio.Event) -> int:
        async with full_desk(app, folder):
            pass
        return 0

    run_until_quit(app, main)
    return {}


def main() -> None:
    gc.disable()  # as the command does, and the next
    from traderterminal.app.qt_loading import load_qt

    load_qt()
    from PySide6.QtWidgets import QApplication

    folder, *wanted = sys.argv[1:]
    screens = Path(folder) / "screens.json"
    screens.write_text(json.dumps(SCREEN), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
    app = QApplication(["TraderTerminal"])
    found = (_keep if wanted else _use)(app, Path(folder))
    sys.stdout.write(f"{json.dumps(found)}\n")


if __name__ == "__main__":
    main()
