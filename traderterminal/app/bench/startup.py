"""From process start to the first window shown, and the memory it takes with the market running."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from traderterminal.app.bench.figures import Figure

ROUNDS: Final = 3
WINDOW_BAR_MS: Final = 900
MEMORY_BAR_MB: Final = 250
SETTLE_SECONDS: Final = 3

_CHILD: Final = f"""
import gc; gc.disable()  # as the command does, and the next
from traderterminal.app.qt_loading import load_qt; load_qt()
import asyncio, json, os, pathlib, sys, tempfile, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from traderterminal.app.options import Options
from PySide6.QtWidgets import QApplication
from traderterminal.app.loop import run_until_quit
from traderterminal.app.screen import build_screen, read_theme
from traderterminal.app.service import run_service

app = QApplication([])
folder = tempfile.TemporaryDirectory()
root = pathlib.Path(folder.name)

def since_start():
    ticks = int(pathlib.Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    up = float(pathlib.Path("/proc/uptime").read_text().split()[0])
    return (up - ticks / os.sysconf("SC_CLK_TCK")) * 1000

async def main(quitting):
    options = Options(root, root / "config.toml", port=0, market="sim", seed=1)
    async with run_service(options, log_to_screen=False) as service:
        screen = build_screen(app, service, read_theme("ink", 12))
        screen.show()
        screen.window.repaint()
        shown = since_start()
        service.listen()
        await service.load()
        await asyncio.sleep({SETTLE_SECONDS})
        lines = pathlib.Path("/proc/self/status").read_text().splitlines()
        memory = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
        print(json.dumps([shown, memory / 1024]))
        screen.close()
        screen.window.close()
    return 0

run_until_quit(app, main)
folder.cleanup()
"""


def startup_figures() -> Iterator[Figure]:
    """Yield the first window and the memory, where the system tells both (Linux).

    Warm means what a second start finds: files in memory, modules compiled.
    """
    if not Path("/proc/self/stat").exists():
        return
    with tempfile.TemporaryDirectory() as compiled:
        _start(compiled)  # warms the caches
        found = [_start(compiled) for _ in range(ROUNDS)]
    yield Figure("first window shown, warm", median(f[0] for f in found), "ms", bar=WINDOW_BAR_MS)
    yield Figure("memory, sim running", median(f[1] for f in found), "MB", bar=MEMORY_BAR_MB)


def _start(compiled: str) -> tuple[float, float]:
    shown, memory = started(["-c", _CHILD], compiled)
    return float(shown), float(memory)


def started(arguments: Sequence[str], compiled: str) -> Any:
    """Start Python anew with modules compiled in a folder; return the JSON that it prints last."""
    environment = os.environ | {"PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environment,
    )
    return json.loads(ended.stdout.strip().splitlines()[-1])
