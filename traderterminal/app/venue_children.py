"""Practice venues of the program's own: started when a login needs one, kept, ended with it.

While a recording is replayed they play it, too, and are led through it: an order that is sent at a
moment of the recording meets the book of that moment.
"""

import asyncio
import json
import logging
import subprocess
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from traderterminal.app.child import end_child, start_child
from traderterminal.app.logins import Practice
from traderterminal.app.markets import REPLAY
from traderterminal.app.options import Options
from traderterminal.app.registry import VENUES
from traderterminal.app.settings import Settings
from traderterminal.brokers.plugin import Urls
from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import Clock, HostClock, iso, within
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark
from traderterminal.kit.tasks import TaskScope
from traderterminal.storage.private_files import write_private

if TYPE_CHECKING:  # a start without any venue needs no HTTP
    import httpx

#: How long a venue may take to be ready.
START_S: Final = 20.0
#: How often it is looked whether a venue still runs.
LOOK_S: Final = 1.0
#: How long a venue may take to play up to a moment of its recording.
MOVE_S: Final = 60.0

_log = logging.getLogger(__name__)


@frozen
class Recording:
    """A recording as the command line names it: `replay:FILE`, and what it holds."""

    source: str
    symbol: str

    @property
    def name(self) -> str:
        """What tells it from another in the name of a file."""
        return f"{Path(self.source.removeprefix(REPLAY)).name}-{self.symbol.replace(',', '-')}"


#: Starts a venue by its name in a data folder, on a port (0: any free one) and in a recording, if
#: there is one; what it says of errors goes to the given file.
Launch = Callable[[str, Path, int, "Recording | None", IO[bytes]], "subprocess.Popen[bytes]"]


def launch_venue(
    kind: str, folder: Path, port: int, recording: Recording | None, errors: IO[bytes]
) -> "subprocess.Popen[bytes]":
    """Start a venue, which remembers in the data folder what was traded there.

    What was traded in a recording is remembered apart: it happened at another time.
    """
    name, market = f"venue-{kind}", tuple[str, ...]()
    if recording is not None:
        name += f"-{recording.name}"
        market = ("--market", recording.source, "--symbol", recording.symbol, "--speed", "step")
    ports = ("--port", str(port), "--control-port", "0")
    kept = ("--data-dir", str(folder), "--state", str(folder / f"{name}.jsonl"))
    return start_child(("venue", kind, *ports, *kept, *market), errors)


@frozen
class Ready:
    """What a venue says once it is ready: where it is practised at, and where it is steered."""

    practice: Practice
    control: str
    control_token: str


@dataclass(slots=True)
class _Running:
    process: "subprocess.Popen[bytes]"
    ready: Ready
    recording: Recording | None
    reached_ns: int = 0  # market time
    is_given_up: bool = False  # another is begun in its place

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    @property
    def practice(self) -> Practice:
        return self.ready.practice


def loopback_client() -> "httpx.AsyncClient":
    """Return a client for control ports: no proxy, and no certificates to load."""
    import httpx

    return httpx.AsyncClient(verify=False, trust_env=False, timeout=MOVE_S)  # noqa: S501 - http alone


class PracticeVenues:
    """One venue for each kind of broker that is practised at; one that ends is started again.

    `folder` is the data folder. `recording` is what they play; None: each simulates a market.
    `http` makes the client that asks their control ports.
    """

    recording: Recording | None = None

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
        self._moving = asyncio.Lock()
        self._wanted_ns = 0
        self.http = loopback_client
        self._http: httpx.AsyncClient | None = None

    async def start(self, kind: str) -> Practice:
        """Return where the venue of a kind answers; one that is not there is started.

        Raises BadData where there is no such venue, or it does not become ready.
        """
        if kind not in VENUES:
            raise BadData(mark("Fault", "there is no practice venue of {kind}"), kind=kind)
        async with self._starting:
            found = self._running.get(kind)
            if found is None or not found.is_alive or found.recording != self.recording:
                found = await self._anew(kind, found)
        return found.practice

    async def move_to(self, market_ns: int) -> bool:
        """Lead the venues that play a recording to a moment of it, those that begin later, too.

        Says whether there are any. They never go back: one that is further stays there.
        """
        async with self._moving:
            self._wanted_ns = max(self._wanted_ns, market_ns)
            playing = [one for one in self._running.values() if one.recording is not None]
            await asyncio.gather(*(self._move(one) for one in playing if one.is_alive))
        return bool(playing)

    async def _move(self, running: _Running) -> None:
        """Let a venue play up to where the others are."""
        import httpx

        market_ns = self._wanted_ns
        if market_ns <= running.reached_ns:
            return
        if self._http is None:
            self._http = self.http()
        try:
            moved = await self._http.post(
                f"{running.ready.control}/market",
                headers={"Authorization": f"Bearer {running.ready.control_token}"},
                json={"action": "until", "until_ns": market_ns},
            )
            moved.raise_for_status()
        except httpx.HTTPError as error:
            _log.info("a practice venue did not go along to %s: %s", iso(market_ns), error)
        else:
            running.reached_ns = market_ns

    async def _anew(self, kind: str, before: _Running | None) -> _Running:
        """Start a venue, at the address that it had: there its logins look for it."""
        port = 0
        if before is not None:
            port = urlsplit(before.practice.urls.rest).port or 0
            before.is_given_up = before.is_alive
            await asyncio.to_thread(end_child, before.process)
        made = self._running[kind] = await self._begin(kind, port)
        self._tasks.spawn(self._watch(kind, made), name=f"practice venue {kind}")
        return made

    async def _watch(self, kind: str, running: _Running) -> None:
        """Start a venue again that ended and was not asked to."""
        while running.is_alive:
            await self._host.sleep(LOOK_S)
        if running.is_given_up or self._running.get(kind) is not running:
            return
        _log.warning("the practice venue %s ended and is started again", kind)
        try:
            await self.start(kind)
        except BadData as failed:
            _log.error("%s", failed)  # its logins go on looking for it and say so

    async def _begin(self, kind: str, port: int) -> _Running:
        path, recording = self._folder / "logs" / f"venue-{kind}.log", self.recording
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as errors:
                process = self._launch(kind, self._folder, port, recording, errors)
        except OSError as error:
            raise BadData(
                mark("Fault", "the practice venue {kind} cannot be started: {error}"),
                kind=kind,
                error=error,
            ) from error
        said = await self._first_line(process)
        ready = read_ready(said)
        if ready is None:
            await asyncio.to_thread(end_child, process)
            raise BadData(
                mark("Fault", "the practice venue {kind} did not become ready; see {path}"),
                kind=kind,
                path=path,
            )
        await asyncio.to_thread(write_private, self._told(kind), json.loads(said))
        begun = _Running(process, ready, recording)
        if recording is not None:
            await self._move(begun)
        return begun

    def _told(self, kind: str) -> Path:
        """Where a venue of ours can be read up by whoever wants to steer it."""
        return self._folder / f"runtime-venue-{kind}.json"

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
        for kind in running:
            self._told(kind).unlink(missing_ok=True)
        await asyncio.gather(
            *(asyncio.to_thread(end_child, one.process) for one in running.values())
        )
        if self._http is not None:
            await self._http.aclose()


def recording_of(options: Options, settings: Settings) -> Recording | None:
    """Return the recording that the engine replays; None where it replays none."""
    source = options.market or settings.market.source
    is_replay = source.startswith(REPLAY) and bool(options.symbol)
    return Recording(source, options.symbol or "") if is_replay else None


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


def read_ready(line: bytes) -> Ready | None:
    """Read what a venue says once it is ready; None where it says something else."""
    try:
        said: Any = json.loads(line)
        urls, users = said["urls"], said["users"]
        user: Mapping[str, str] = {str(key): str(value) for key, value in users[0].items()}
        practice = Practice(Urls(urls["rest"], urls["stream"], urls["market"]), user)
        return Ready(practice, str(said["control"]), str(said["control_token"]))
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
