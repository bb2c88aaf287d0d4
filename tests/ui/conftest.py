"""Guards for tests with Qt: no timer and no window may outlive its test."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from traderterminal.app.loop import DesktopEventLoop
from traderterminal.app.options import Options
from traderterminal.app.screen import Screen, build_screen, read_theme
from traderterminal.app.service import Service, run_service

Act = Callable[[Service, Screen], Any]


def _active_timers() -> list[QTimer]:
    timers = [o for o in gc.get_objects() if isinstance(o, QTimer)]
    return [timer for timer in timers if isValid(timer) and timer.isActive()]


@pytest.fixture(autouse=True)
def no_leaked_qt_objects(qapp: QApplication) -> Iterator[None]:
    before = {id(timer) for timer in _active_timers()}
    yield
    qapp.sendPostedEvents(None, 0)
    gc.collect()
    leaked = [timer for timer in _active_timers() if id(timer) not in before]
    assert not leaked, f"timers left running: {leaked}"


@pytest.fixture
def on_screen(qapp: QApplication, tmp_path: Path) -> Callable[[Act], Any]:
    """Run a test's coroutine on the window of a real service."""
    qapp.setQuitOnLastWindowClosed(False)

    async def main(act: Act) -> Any:
        options = Options(tmp_path, tmp_path / "config.toml", port=0, market="sim", seed=3)
        async with run_service(options, log_to_screen=False) as service:
            screen = build_screen(qapp, service, read_theme("ink", 12))
            screen.window.show()
            await service.engine.host.sleep(0.3)
            try:
                return await act(service, screen)
            finally:
                screen.close()
                screen.window.close()
                screen.window.deleteLater()
                qapp.sendPostedEvents(None, 0)

    def run(act: Act) -> Any:
        with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(qapp)) as runner:
            return runner.run(main(act))

    return run
