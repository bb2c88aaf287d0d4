"""Practice venues of the program's own: ready, shared, started again, and gone with the program."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO

import httpx
import pytest
import pytest_asyncio

from tests.support.shared_data import REPOSITORY
from traderterminal.app import venue_children
from traderterminal.app.options import Options
from traderterminal.app.settings import Settings
from traderterminal.app.venue_children import (
    PracticeVenues,
    Recording,
    launch_venue,
    read_ready,
    recording_of,
)
from traderterminal.brokers.plugin import Urls
from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import HostClock
from traderterminal.kit.tasks import TaskScope

READY = (
    '{"event":"ready","pid":1,"urls":{"rest":"http://127.0.0.1:1","stream":"ws://127.0.0.1:1",'
    '"market":"ws://127.0.0.1:2"},"control":"http://127.0.0.1:3","control_token":"control-token",'
    '"users":[{"name":"trader","password":"practice"}],"accounts":[]}'
)
SAYS_READY = f"import sys; print('''{READY}''', flush=True); import time; time.sleep(60)"


class Launched:
    """Starts small programs in the place of venues."""

    def __init__(self, program: str = SAYS_READY) -> None:
        self.program = program
        self.processes: list[subprocess.Popen[bytes]] = []
        self.ports: list[int] = []
        self.recordings: list[Recording | None] = []

    def __call__(
        self,
        kind: str,
        folder: Path,
        port: int,
        recording: Recording | None,
        errors: IO[bytes],
    ) -> "subprocess.Popen[bytes]":
        self.ports.append(port)
        self.recordings.append(recording)
        made = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", self.program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        self.processes.append(made)
        return made


@pytest.fixture
def launched() -> Launched:
    return Launched()


@pytest_asyncio.fixture
async def venues(tmp_path: Path, launched: Launched) -> AsyncIterator[PracticeVenues]:
    tasks = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error!r}"))
    made = PracticeVenues(tmp_path, tasks, launched)
    yield made
    await made.stop()
    await tasks.aclose()


async def test_a_venue_is_started_once_and_ended_with_the_program(
    venues: PracticeVenues, launched: Launched
) -> None:
    first = await venues.start("tradovate")
    assert first.urls == Urls("http://127.0.0.1:1", "ws://127.0.0.1:1", "ws://127.0.0.1:2")
    assert first.user == {"name": "trader", "password": "practice"}
    assert await venues.start("tradovate") is first
    (process,) = launched.processes
    assert process.poll() is None
    await venues.stop()
    assert process.poll() is not None


@pytest.mark.logs("the practice venue tradovate ended and is started again")
async def test_one_that_died_is_started_again(venues: PracticeVenues, launched: Launched) -> None:
    await venues.start("tradovate")
    launched.processes[0].kill()
    launched.processes[0].wait()
    await venues.start("tradovate")
    assert launched.processes[1].poll() is None


@pytest.mark.logs("the practice venue tradovate ended and is started again")
async def test_one_that_dies_comes_back_by_itself_and_where_it_was(
    venues: PracticeVenues, launched: Launched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(venue_children, "LOOK_S", 0.01)
    first = await venues.start("tradovate")
    launched.processes[0].kill()
    async with asyncio.timeout(20):  # noqa: TID251 - one that never comes back is a failure
        while len(launched.processes) < 2:
            await HostClock().sleep(0.01)
    assert (await venues.start("tradovate")).urls == first.urls
    assert launched.ports == [0, 1]  # that of the word of readiness


@pytest.mark.logs("ended and is started again|did not become ready")
async def test_one_that_does_not_come_back_is_told_of(
    venues: PracticeVenues,
    launched: Launched,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(venue_children, "LOOK_S", 0.01)
    await venues.start("tradovate")
    launched.program = "raise SystemExit('no port')"
    launched.processes[0].kill()
    async with asyncio.timeout(20):  # noqa: TID251 - one that is never told of is a failure
        while "did not become ready" not in caplog.text:
            await HostClock().sleep(0.01)


@pytest.mark.parametrize(
    "program",
    ["raise SystemExit('no port')", "print('hello', flush=True); import time; time.sleep(60)"],
)
async def test_one_that_does_not_become_ready_is_ended_and_said(
    tmp_path: Path, venues: PracticeVenues, launched: Launched, program: str
) -> None:
    launched.program = program
    with pytest.raises(BadData, match=r"did not become ready; see .*venue-topstepx\.log"):
        await venues.start("topstepx")
    assert launched.processes[0].poll() is not None
    written = (tmp_path / "logs" / "venue-topstepx.log").read_text()
    assert ("no port" in written) == ("no port" in program)


async def test_a_kind_without_a_venue_is_refused(venues: PracticeVenues) -> None:
    with pytest.raises(BadData, match="no practice venue of elsewhere"):
        await venues.start("elsewhere")


async def test_one_that_cannot_be_run_at_all_is_said(tmp_path: Path) -> None:
    def launch(*arguments: object) -> "subprocess.Popen[bytes]":
        raise PermissionError(13, "Permission denied")

    tasks = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error!r}"))
    with pytest.raises(BadData, match=r"cannot be started: .*Permission denied"):
        await PracticeVenues(tmp_path, tasks, launch).start("topstepx")


@pytest.mark.parametrize("line", [b"", b"null", b"{}", b"[]", b'{"urls":{},"users":[{}]}', b"\xff"])
def test_what_is_no_word_of_readiness_is_not_taken_for_one(line: bytes) -> None:
    assert read_ready(line) is None


RECORDING = Recording("replay:/days/ES.csv.gz", "ESH2024,MESH2024")


@pytest.fixture
def moves(venues: PracticeVenues) -> list[dict[str, object]]:
    """What the control ports of the venues are asked for, in order."""
    asked: list[dict[str, object]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url == "http://127.0.0.1:3/market"
        assert request.headers["authorization"] == "Bearer control-token"
        asked.append(json.loads(request.content))
        return httpx.Response(200 if len(asked) != 2 else 422)

    venues.http = lambda: httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return asked


async def test_one_that_simulates_is_led_nowhere(
    venues: PracticeVenues, moves: list[dict[str, object]]
) -> None:
    await venues.start("tradovate")
    assert not await venues.move_to(7)
    assert moves == []


async def test_venues_are_led_through_a_recording_and_one_that_comes_later_catches_up(
    venues: PracticeVenues, launched: Launched, moves: list[dict[str, object]]
) -> None:
    venues.recording = RECORDING
    await venues.start("topstepx")
    assert launched.recordings == [RECORDING]
    assert await venues.move_to(5)
    assert await venues.move_to(6)  # which is refused
    assert await venues.move_to(6)
    assert await venues.move_to(6)  # it is there
    await venues.start("tradovate")
    assert [move["until_ns"] for move in moves] == [5, 6, 6, 6]
    assert {move["action"] for move in moves} == {"until"}


async def test_one_that_died_is_led_again_to_where_the_recording_stands(
    venues: PracticeVenues, launched: Launched, moves: list[dict[str, object]]
) -> None:
    venues.recording = RECORDING
    await venues.start("topstepx")
    await venues.move_to(5)
    launched.processes[0].kill()
    launched.processes[0].wait()
    await venues.start("topstepx")
    assert [move["until_ns"] for move in moves] == [5, 5]


async def test_another_market_is_another_venue_at_the_same_place(
    venues: PracticeVenues, launched: Launched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(venue_children, "LOOK_S", 0.001)
    await venues.start("topstepx")
    await HostClock().sleep(0.01)  # it is looked after by now
    # and the other one takes a while, in which none is missed
    launched.program = f"import time; time.sleep(0.1); {SAYS_READY}"
    venues.recording = RECORDING
    await venues.start("topstepx")
    assert launched.recordings == [None, RECORDING]
    assert launched.ports == [0, 1]
    assert launched.processes[0].poll() is not None


async def test_its_control_is_told_to_its_owner_alone_while_it_runs(
    tmp_path: Path, venues: PracticeVenues
) -> None:
    await venues.start("topstepx")
    told = tmp_path / "runtime-venue-topstepx.json"
    assert json.loads(told.read_text())["control_token"] == "control-token"
    assert os.name != "posix" or told.stat().st_mode & 0o777 == 0o600
    await venues.stop()
    assert not told.exists()


@pytest.mark.parametrize(
    ("market", "symbol", "expected"),
    [
        ("replay:/days/ES.csv.gz", "ESH2024,MESH2024", RECORDING),
        ("replay:/days/ES.csv.gz", None, None),  # which the engine refuses
        ("sim", "ESH2024", None),
        (None, "ESH2024", None),
    ],
)
def test_venues_play_what_the_engine_replays(
    tmp_path: Path, market: str | None, symbol: str | None, expected: Recording | None
) -> None:
    options = Options(tmp_path, tmp_path / "config.toml", market=market, symbol=symbol)
    assert recording_of(options, Settings()) == expected


def test_what_is_traded_in_a_recording_is_remembered_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: commands.append(command))
    with (tmp_path / "log").open("wb") as errors:
        launch_venue("topstepx", tmp_path, 7, None, errors)
        launch_venue("topstepx", tmp_path, 7, RECORDING, errors)
    plain, played = ([Path(word).name for word in command] for command in commands)
    assert "venue-topstepx.jsonl" in plain
    assert "--market" not in plain
    assert "venue-topstepx-ES.csv.gz-ESH2024-MESH2024.jsonl" in played
    market = ["--market", "ES.csv.gz", "--symbol", "ESH2024,MESH2024", "--speed", "step"]
    assert played[-6:] == market


async def test_a_child_that_is_asked_to_end_ends_in_peace(tmp_path: Path) -> None:
    with (tmp_path / "errors").open("wb") as errors:
        process = launch_venue("topstepx", tmp_path, 0, None, errors)
    assert process.stdout is not None
    assert read_ready(process.stdout.readline()) is not None
    process.terminate()
    assert process.wait(10) == 0
    process.stdout.close()
    assert process.stdin is not None
    process.stdin.close()
    assert (tmp_path / "errors").read_bytes() == b""


@pytest.mark.skipif(os.name != "posix", reason="another system ends a process otherwise")
def test_a_child_ends_when_its_parent_is_killed() -> None:
    child = (
        "import sys, threading, time\n"
        "from traderterminal.app.child import end_with\n"
        "threading.Thread(target=end_with, args=(sys.stdin.buffer,), daemon=True).start()\n"
        "print('up', flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = (
        "import subprocess, sys, time\n"
        f"made = subprocess.Popen([sys.executable, '-c', {child!r}], stdin=subprocess.PIPE)\n"
        "print(made.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", parent], stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline())
        assert process.stdout.readline() == b"up\n"
        process.kill()
        assert process.stdout.read() == b""  # which the child holds open as long as it lives
