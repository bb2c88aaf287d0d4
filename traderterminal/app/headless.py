"""`serve`: the engine without a window, on uvloop where it exists."""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from traderterminal.app.ending import Deadline, signals_go_to
from traderterminal.app.instance import AlreadyRunning
from traderterminal.app.logs import Redactor, log_crashes
from traderterminal.app.options import Options
from traderterminal.app.registry import Plugins
from traderterminal.app.service import run_service
from traderterminal.app.settings import Settings
from traderterminal.app.venue_children import PracticeVenues, practice_venues, recording_of
from traderterminal.desk.alarms import Alarm
from traderterminal.domain.errors import BadData
from traderterminal.domain.messages import english
from traderterminal.gateway.listener import PortTaken
from traderterminal.kit.observe import Observers

if TYPE_CHECKING:  # what a login needs takes a while to load
    from traderterminal.app.logins import Wires

OK: Final = 0
BAD_INPUT: Final = 2
ALREADY_RUNNING: Final = 3
PORT_TAKEN: Final = 4

_log = logging.getLogger(__name__)


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
    log_crashes()
    try:
        with (
            Deadline() as deadline,
            asyncio.Runner(loop_factory=loop_factory()) as runner,
        ):
            runner.run(_serve(options, deadline))
    except (BadData, AlreadyRunning, PortTaken) as error:
        return exit_code(error)
    except asyncio.CancelledError:  # asked to end before it was ready
        return OK
    return OK


def loop_factory() -> type[asyncio.AbstractEventLoop] | None:
    """Return the loop to run on: uvloop's, None where it does not exist."""
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.Loop


def _wires(
    venues: PracticeVenues,
    options: Options,
    settings: Settings,
    plugins: Plugins,
    redactor: Redactor,
) -> "Wires":
    """Ask for a passphrase where one is needed: nobody can be asked later."""
    from traderterminal.app.wiring import machine_wires, open_or_fail

    secrets = open_or_fail(options, settings, plugins)
    venues.recording = recording_of(options, settings)
    return machine_wires(secrets, plugins, venues.start, venues.move_to, redactor.hide)


def tell_alarms(standing: Iterable[Alarm], told: Observers[Alarm]) -> None:
    """Write what a person must look at into the log: without a window no banner shows it."""

    def tell(alarm: Alarm) -> None:
        about = " ".join(filter(None, (alarm.account, alarm.symbol)))
        _log.warning("%s%s", f"{about}: " if about else "", english(alarm.message))

    for alarm in standing:
        tell(alarm)
    told.connect(tell)


async def _serve(options: Options, deadline: Deadline) -> None:
    loop, ending, main = asyncio.get_running_loop(), asyncio.Event(), asyncio.current_task()
    starting = True

    def end() -> None:
        deadline.start()
        if starting and not ending.is_set() and main is not None:
            main.cancel()
        ending.set()

    with signals_go_to(lambda: loop.call_soon_threadsafe(end)):
        async with (
            practice_venues(options) as venues,
            run_service(options, log_to_screen=True, make_wires=partial(_wires, venues)) as service,
        ):
            tell_alarms(service.engine.desk.alarms, service.engine.reconciler.alarms)
            service.listen()
            await service.load()
            starting = False
            ready = {"event": "ready", "url": service.listener.url, "pid": os.getpid()}
            sys.stdout.write(json.dumps(ready) + "\n")
            sys.stdout.flush()
            await ending.wait()
