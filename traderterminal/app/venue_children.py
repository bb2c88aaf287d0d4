"""Practice venues of the program's own: started when a login needs one, kept, ended with it."""

import asyncio
import json
import logging
import subprocess
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import urlsplit

from traderterminal.app.child import end_child, start_child
from traderterminal.app.logins import Practice
from traderterminal.app.options import Options
from traderterminal.app.registry import VENUES
from traderterminal.brokers.plugin import Urls
from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import Clock, HostClock, within
from traderterminal.kit.tasks import TaskScope

#: How long a venue may take to be ready.
START_S: Final = 20.0
#: How often it is looked whether a venue still runs.
LOOK_S: Final = 1.0

#: Starts a venue by its name in a data folder, on a port (0: any free one); what it says of errors
#: goes to the given file.
Launch = Callable[[str, Path, int, IO[bytes]], "subprocess.Popen[bytes]"]

_log = logging.getLogger(__name__)


def launch_venue(
    kind: str, folder: Path, port: int, errors: IO[bytes]
) -> "subprocess.Popen[bytes]":
    """Start a venue, which remembers in the data folder what was traded there."""
    ports = ("--port", str(port), "--control-port", "0")
    kept = ("--data-dir", str(folder), "--state", str(folder / f"venue-{kind}.jsonl"))
    return start_child(("venue", kind, *ports, *kept), errors)


@dataclass(frozen=True, slots=True)
class _Running:
    process: "subprocess.Popen[bytes]"
    practice: Practice

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None


class PracticeVenues:
    """One venue for each kind of broker that is practised at; one that ends is started again.

    `folder` is the data folder.
    """

    def __init__(
        self,
        folder: Path,
        tasks: TaskScope,
        launch: Launch = launch_venue,
        host: Clock | None = None,
    ) -> None:
        self._folder = folder
        self._tasks = tasks
        self._launch = launch
        self._host = host or HostClock()
        self._running: dict[str, _Running] = {}
        self._starting = asyncio.Lock()

    async def start(self, kind: str) -> Practice:
        """Return where the venue of a kind answers; one that is not there is started.

        Raises BadData where there is no such venue, or it does not become ready.
        """
        if kind not in VENUES:
            raise BadData(f"there is no practice venue of {kind}")
        async with self._starting:
            found = self._running.get(kind)
            if found is None or not found.is_alive:
                found = await self._anew(kind, found)
        return found.practice

    async def _anew(self, kind: str, before: _Running | None) -> _Running:
        """Start a venue, at the address that it had: there its logins look for it."""
        port = 0
        if before is not None:
            port = urlsplit(before.practice.urls.rest).port or 0
            await asyncio.to_thread(end_child, before.process)
        made = self._running[kind] = await self._begin(kind, port)
        self._tasks.spawn(self._watch(kind, made), name=f"practice venue {kind}")
        return made

    async def _watch(self, kind: str, running: _Running) -> None:
        """Start a venue again that ended and was not asked to."""
        while running.is_alive:
            await self._host.sleep(LOOK_S)
        if self._running.get(kind) is not running:
            return
        _log.warning("the practice venue %s ended and is started again", kind)
        try:
            await self.start(kind)
        except BadData as failed:
            _log.error("%s", failed)  # its logins go on looking for it and say so

    async def _begin(self, kind: str, port: int) -> _Running:
        path = self._folder / "logs" / f"venue-{kind}.log"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as errors:
                process = self._launch(kind, self._folder, port, errors)
        except OSError as error:
            raise BadData(f"the practice venue {kind} cannot be started: {error}") from error
        practice = read_ready(await self._first_line(process))
        if practice is None:
            await asyncio.to_thread(end_child, process)
            raise BadData(f"the practice venue {kind} did not become ready; see {path}")
        return _Running(process, practice)

    async def _first_line(self, process: "subprocess.Popen[bytes]") -> bytes:
        """Read what it says first; nothing where that takes too long, or it ends before."""
        lines: list[bytes] = []

        async def read() -> None:
            assert process.stdout is not None  # noqa: S101 - it was asked for
            lines.append(await asyncio.to_thread(process.stdout.readline))

        await within(self._host, START_S, read())
        return lines[0] if lines else b""

    async def stop(self) -> None:
        """End all of them."""
        running, self._running = self._running, {}
        await asyncio.gather(
            *(asyncio.to_thread(end_child, one.process) for one in running.values())
        )


@asynccontextmanager
async def practice_venues(options: Options) -> AsyncIterator[PracticeVenues]:
    """Keep the venues that a program starts, and end them with it."""
    tasks = TaskScope(on_error=lambda name, error: _log.error("%s failed: %r", name, error))
    venues = PracticeVenues(options.data_dir, tasks)
    try:
        yield venues
    finally:
        await venues.stop()
        await tasks.aclose()


def read_ready(line: bytes) -> Practice | None:
    """Read what a venue says once it is ready; None where it says something else."""
    try:
        said: Any = json.loads(line)
        urls, users = said["urls"], said["users"]
        user: Mapping[str, str] = {str(key): str(value) for key, value in users[0].items()}
        return Practice(Urls(urls["rest"], urls["stream"], urls["market"]), user)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
