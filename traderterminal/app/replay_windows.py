"""The windows of replays: each a process of its own, which ends with the program."""

import asyncio
import json
import logging
import os
import subprocess
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any, Final

from traderterminal.app.child import end_child, start_child
from traderterminal.app.credentials import RUNTIME_FILE
from traderterminal.app.options import DATA_DIR_VARIABLE
from traderterminal.app.settings_reading import ENVIRONMENT_PREFIX
from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import Clock, HostClock
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

#: How long a window may take to put everything away.
END_S: Final = 5.0
#: How often it is looked whether a window has opened, or was closed.
LOOK_S: Final = 0.2

#: Starts the program with arguments; what it says of errors goes to the given file.
Launch = Callable[[tuple[str, ...], IO[bytes]], "subprocess.Popen[bytes]"]

_log = logging.getLogger(__name__)


def environment_of_a_replay(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment without settings: no account of the program's gets into a replay."""
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith(ENVIRONMENT_PREFIX) and name != DATA_DIR_VARIABLE
    }


def launch_window(arguments: tuple[str, ...], errors: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start a window with a desk of its own."""
    output = subprocess.DEVNULL
    return start_child(arguments, errors, environment_of_a_replay(), output=output)


class ReplayWindows:
    """Starts one window a folder, by its name; `changed` tells of one that opened or closed.

    It tells with what went wrong, if anything did.
    """

    def __init__(
        self, tasks: TaskScope, launch: Launch = launch_window, host: Clock | None = None
    ) -> None:
        self.changed: Observers[str] = Observers()
        self._tasks = tasks
        self._launch = launch
        self._host = host or HostClock()
        self._running: dict[Path, subprocess.Popen[bytes]] = {}
        self._is_stopping = False

    def is_running(self, folder: Path) -> bool:
        """Say whether there is a process for the folder."""
        process = self._running.get(folder)
        return process is not None and process.poll() is None

    def is_open(self, folder: Path) -> bool:
        """Say whether its desk is ready."""
        process = self._running.get(folder)
        return process is not None and _announced(folder) == process.pid

    async def open(self, folder: Path, *arguments: str) -> None:
        """Open the window of a data folder, and return once it has.

        Does nothing where it is open. Raises BadData where it ends before, with what it said.
        """
        if self.is_running(folder):
            return
        process = self._start(folder, *arguments)
        self.changed.emit("")
        while process.poll() is None and not self.is_open(folder):
            await self._host.sleep(LOOK_S)
        if process.returncode and not self._is_stopping:
            raise BadData(_problem(folder, process.returncode))

    def _start(self, folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
        log = _log_of(folder)
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("wb") as errors:
                process = self._launch(("--data-dir", str(folder), *arguments), errors)
        except OSError as error:
            raise BadData(
                translate("Replay", "the replay {name} cannot be opened: {error}").format(
                    name=folder.name, error=error
                )
            ) from error
        self._running[folder] = process
        self._tasks.spawn(self._watch(folder, process), name=f"replay {folder.name}")
        return process

    async def _watch(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        was_open = False
        while process.poll() is None:
            if not was_open and self.is_open(folder):
                was_open = True
                self.changed.emit("")
            await self._host.sleep(LOOK_S)
        await asyncio.to_thread(end_child, process, END_S)
        if self._running.get(folder) is process:
            del self._running[folder]
            self.changed.emit(_problem(folder, process.returncode))

    async def stop(self) -> None:
        """Close all of them, those too that are about to open."""
        self._is_stopping = True
        running, self._running = self._running, {}
        await asyncio.gather(
            *(asyncio.to_thread(end_child, one, END_S) for one in running.values())
        )


@asynccontextmanager
async def replay_windows() -> AsyncIterator[ReplayWindows]:
    """Keep the windows that a program opens, and close them with it."""
    tasks = TaskScope(on_error=lambda name, error: _log.error("%s failed: %r", name, error))
    windows = ReplayWindows(tasks)
    try:
        yield windows
    finally:
        await windows.stop()
        await tasks.aclose()


def _log_of(folder: Path) -> Path:
    return folder / "logs" / "window.log"


def _announced(folder: Path) -> int | None:
    """The process that says it is ready in a folder; one that was killed says so for good."""
    try:
        found: Any = json.loads((folder / RUNTIME_FILE).read_text("utf-8"))
        return int(found["pid"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _problem(folder: Path, code: int) -> str:
    """What a process said last that did not end well; empty where it did."""
    if not code:
        return ""
    said = _log_of(folder).read_text("utf-8", "replace").strip().splitlines()
    last = (
        said[-1].removeprefix("traderterminal: ")
        if said
        else translate("Replay", "it ended with {code}").format(code=code)
    )
    return translate("Replay", "The replay {name} was closed: {last}").format(
        name=folder.name, last=last
    )
