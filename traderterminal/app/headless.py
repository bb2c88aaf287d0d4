"""`serve`: the engine without a window, on uvloop where it exists."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Final

from traderterminal.app.instance import AlreadyRunning
from traderterminal.app.options import Options
from traderterminal.app.service import run_service
from traderterminal.domain.errors import BadData
from traderterminal.gateway.listener import PortTaken

OK: Final = 0
BAD_INPUT: Final = 2
ALREADY_RUNNING: Final = 3
PORT_TAKEN: Final = 4
SHUTDOWN_SECONDS: Final = 5.0


def exit_code(error: Exception) -> int:
    """Say on standard error why the engine could not start; return the code to leave with."""
    sys.stderr.write(f"traderterminal: {error}\n")
    match error:
        case AlreadyRunning():
            return ALREADY_RUNNING
        case PortTaken():
            return PORT_TAKEN
        case _:
            return BAD_INPUT


def run_headless(options: Options) -> int:
    """Run until SIGTERM or SIGINT; return the exit code."""
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_serve(options))
    except (BadData, AlreadyRunning, PortTaken) as error:
        return exit_code(error)
    return OK


def _loop_factory() -> type[asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.Loop


async def _serve(options: Options) -> None:
    loop, ending = asyncio.get_running_loop(), asyncio.Event()

    def end() -> None:
        if not ending.is_set():
            ending.set()
            # Whatever hangs, the program is gone in time; the ledger is safe at any moment.
            loop.call_later(SHUTDOWN_SECONDS, os._exit, 1)

    _on_end(loop, end)
    async with run_service(options, log_to_screen=True) as service:
        ready = {"event": "ready", "url": service.listener.url, "pid": os.getpid()}
        sys.stdout.write(json.dumps(ready) + "\n")
        sys.stdout.flush()
        await ending.wait()


def _on_end(loop: asyncio.AbstractEventLoop, end: Callable[[], None]) -> None:
    if sys.platform == "win32":
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(end))
    else:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, end)
