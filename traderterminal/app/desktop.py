"""The desktop: the engine and its window on one loop."""

import asyncio
import os
import sys
from typing import Final

from PySide6.QtWidgets import QApplication

from traderterminal.app.display import has_display
from traderterminal.app.headless import OK, exit_code
from traderterminal.app.instance import AlreadyRunning
from traderterminal.app.loop import run_until_quit
from traderterminal.app.options import Options
from traderterminal.app.screen import build_screen
from traderterminal.app.service import run_service
from traderterminal.domain.errors import BadData
from traderterminal.gateway.listener import PortTaken

NO_DISPLAY: Final = 2


def run_desktop(options: Options) -> int:
    """Open the window and run until it is closed; return the exit code."""
    if not has_display(dict(os.environ), sys.platform):
        sys.stderr.write(
            "traderterminal: there is no display to open a window on. The same engine runs without"
            " one: traderterminal serve\n"
        )
        return NO_DISPLAY
    app = QApplication(["TraderTerminal"])
    app.setApplicationName("TraderTerminal")
    app.setDesktopFileName("traderterminal")

    async def main(quitting: asyncio.Event) -> int:
        async with run_service(options, log_to_screen=True) as service:
            screen = build_screen(app, service)
            screen.show()
            screen.window.repaint()  # the trader sees it before the listener is loaded
            service.listen()
            service.engine.tasks.spawn(service.application.warm_up(), name="load the API")
            try:
                await quitting.wait()
            finally:
                screen.close()
        return OK

    try:
        return run_until_quit(app, main)
    except (BadData, AlreadyRunning, PortTaken) as error:
        return exit_code(error)
