"""Tests with Qt: their guards, and a window of a real service."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.on_screen import until
from tests.support.qt_guards import no_leaked_qt_objects, pytest_runtest_teardown
from traderterminal.app.announcing import MakeTray
from traderterminal.app.loop import DesktopEventLoop
from traderterminal.app.options import Options
from traderterminal.app.replay_windows import ReplayWindows
from traderterminal.app.screen import Screen, build_screen
from traderterminal.app.service import Service, run_service

__all__ = ["no_leaked_qt_objects", "on_screen", "pytest_runtest_teardown"]

Act = Callable[[Service, Screen], Any]


def trades(service: Service) -> bool:
    """Whether the market of the first window is there: quoted, with a last price on the tick."""
    quote = service.engine.hub.quote(service.engine.resolve("ES").symbol)
    return quote is not None and quote.last is not None


@pytest.fixture
def on_screen(qapp: QApplication, tmp_path: Path) -> Callable[..., Any]:
    """Run a test's coroutine on the window of a real service, with its accounts armed if `armed`.

    It is given the windows of replays, what makes an icon in the tray, and what of the options is
    to be otherwise.
    """
    qapp.setQuitOnLastWindowClosed(False)

    async def main(
        act: Act,
        windows: ReplayWindows | None,
        armed: bool,
        make_tray: MakeTray,
        changes: dict[str, Any],
    ) -> Any:
        options = Options(tmp_path, tmp_path / "config.toml", port=0, market="sim", seed=3)
        options = replace(options, **changes)
        async with run_service(options, log_to_screen=False) as service:
            if armed:
                for account in service.engine.desk.accounts:
                    service.engine.arming.arm(account)
            screen = build_screen(qapp, service, windows=windows, make_tray=make_tray)
            screen.window.show()
            service.listen()
            await until(service, lambda: trades(service) and screen.window.isActiveWindow())
            try:
                return await act(service, screen)
            finally:
                while popup := qapp.activePopupWidget():  # it would be in the next test's way
                    popup.close()
                screen.close()
                screen.window.close()
                screen.window.deleteLater()
                qapp.sendPostedEvents(None, 0)

    def run(
        act: Act,
        windows: ReplayWindows | None = None,
        *,
        armed: bool = True,
        make_tray: MakeTray = lambda clicked: None,
        **changes: Any,
    ) -> Any:
        with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(qapp)) as runner:
            return runner.run(main(act, windows, armed, make_tray, changes))

    return run
