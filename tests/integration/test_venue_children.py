"""Practice venues of the program's own: ready, shared, started again, and gone with the program."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO

import pytest
import pytest_asyncio

from tests.support.shared_data import REPOSITORY
from traderterminal.app.venue_children import PracticeVenues, read_ready
from traderterminal.brokers.plugin import Urls
from traderterminal.domain.errors import BadData

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

    def __call__(self, kind: str, folder: Path, errors: IO[bytes]) -> "subprocess.Popen[bytes]":
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
    made = PracticeVenues(tmp_path, launched)
    yield made
    await made.stop()


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


async def test_one_that_died_is_started_again(venues: PracticeVenues, launched: Launched) -> None:
    await venues.start("tradovate")
    launched.processes[0].kill()
    launched.processes[0].wait()
    await venues.start("tradovate")
    assert launched.processes[1].poll() is None


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
    def launch(kind: str, folder: Path, errors: IO[bytes]) -> "subprocess.Popen[bytes]":
        raise PermissionError(13, "Permission denied")

    with pytest.raises(BadData, match=r"cannot be started: .*Permission denied"):
        await PracticeVenues(tmp_path, launch).start("topstepx")


@pytest.mark.parametrize("line", [b"", b"null", b"{}", b"[]", b'{"urls":{},"users":[{}]}', b"\xff"])
def test_what_is_no_word_of_readiness_is_not_taken_for_one(line: bytes) -> None:
    assert read_ready(line) is None


@pytest.mark.skipif(os.name != "posix", reason="another system ends a process otherwise")
def test_a_child_ends_when_its_parent_is_killed() -> None:
    child = (
        "import sys, threading, time\n"
        "from traderterminal.app.venue_child import end_with\n"
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
