"""The windows of replays: opened, heard of, and gone with the program."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO

import pytest
import pytest_asyncio

from traderterminal.app import replay_windows
from traderterminal.app.credentials import RUNTIME_FILE
from traderterminal.app.replay_windows import ReplayWindows, environment_of_a_replay
from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import HostClock, within
from traderterminal.kit.tasks import TaskScope

#: Is ready at once, and runs until it is ended.
OPENS = """
import json, os, pathlib, sys, time
folder = pathlib.Path(sys.argv[sys.argv.index("--data-dir") + 1])
(folder / "runtime.json").write_text(json.dumps({"pid": os.getpid()}))
time.sleep(60)
"""
FAILS = "import sys; sys.exit('traderterminal: line 3: time goes back')"


class Launched:
    """Starts small programs in the place of windows."""

    def __init__(self) -> None:
        self.program = OPENS
        self.processes: list[subprocess.Popen[bytes]] = []
        self.arguments: list[tuple[str, ...]] = []

    def __call__(self, arguments: tuple[str, ...], errors: IO[bytes]) -> "subprocess.Popen[bytes]":
        self.arguments.append(arguments)
        made = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", self.program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        self.processes.append(made)
        return made


class Windows:
    """Windows, and what was heard of them."""

    def __init__(self, launched: Launched) -> None:
        self.launched = launched
        self.tasks = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error!r}"))
        self.windows = ReplayWindows(self.tasks, launched)
        self.heard: list[str] = []
        self.windows.changed.connect(self.heard.append)

    def begin(self, folder: Path, *arguments: str) -> "asyncio.Task[None]":
        """Open a window beside what the test does."""
        return self.tasks.spawn(self.windows.open(folder, *arguments), name="open")

    async def until_heard(self, times: int) -> None:
        host = HostClock()

        async def wait() -> None:
            while len(self.heard) < times:
                await host.sleep(0.01)

        assert await within(host, 20, wait()), self.heard


@pytest_asyncio.fixture
async def shown(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Windows]:
    monkeypatch.setattr(replay_windows, "LOOK_S", 0.01)
    made = Windows(Launched())
    yield made
    await made.windows.stop()
    await made.tasks.aclose()


async def test_a_window_is_opened_once_and_closed_with_the_program(
    shown: Windows, tmp_path: Path
) -> None:
    windows, folder = shown.windows, tmp_path / "one"
    opening = shown.begin(folder, "--market", "replay:x")
    await shown.until_heard(1)
    assert windows.is_running(folder)
    await windows.open(folder, "--market", "replay:x")  # once is enough
    await opening
    assert windows.is_open(folder)
    await shown.until_heard(2)
    assert shown.launched.arguments == [("--data-dir", str(folder), "--market", "replay:x")]
    await windows.stop()
    assert shown.launched.processes[0].poll() is not None
    assert not windows.is_running(folder)


async def test_one_that_was_killed_before_is_not_taken_for_open(
    shown: Windows, tmp_path: Path
) -> None:
    (tmp_path / RUNTIME_FILE).write_text(json.dumps({"pid": 1}))
    shown.launched.program = "import time; time.sleep(60)"
    shown.begin(tmp_path)
    await shown.until_heard(1)
    assert shown.windows.is_running(tmp_path)
    assert not shown.windows.is_open(tmp_path)
    (tmp_path / RUNTIME_FILE).write_text("[")
    assert not shown.windows.is_open(tmp_path)


async def test_one_that_is_closed_with_the_program_before_it_was_open_is_no_failure(
    shown: Windows, tmp_path: Path
) -> None:
    shown.launched.program = "import time; time.sleep(60)"
    opening = shown.begin(tmp_path)
    await shown.until_heard(1)
    await shown.windows.stop()
    await opening
    assert not shown.windows.is_running(tmp_path)


async def test_one_that_is_closed_can_be_opened_again(shown: Windows, tmp_path: Path) -> None:
    shown.launched.program = "pass"
    await shown.windows.open(tmp_path)
    await shown.until_heard(2)
    assert shown.heard == ["", ""]
    assert not shown.windows.is_running(tmp_path)
    await shown.windows.open(tmp_path)
    assert len(shown.launched.processes) == 2


@pytest.mark.parametrize(
    ("program", "said"),
    [(FAILS, "line 3: time goes back"), ("raise SystemExit(3)", "it ended with 3")],
)
async def test_one_that_cannot_open_says_why(
    shown: Windows, tmp_path: Path, program: str, said: str
) -> None:
    shown.launched.program = program
    with pytest.raises(BadData, match=f"The replay es was closed: {said}"):
        await shown.windows.open(tmp_path / "es")
    await shown.until_heard(2)
    assert shown.heard == ["", f"The replay es was closed: {said}"]


async def test_a_window_that_cannot_be_started_is_said(shown: Windows, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(BadData, match="the replay taken cannot be opened"):
        await shown.windows.open(tmp_path / "taken")


def test_no_setting_of_the_programs_environment_gets_into_a_replay() -> None:
    given = {
        "PATH": "/bin",
        "TRADERTERMINAL__BROKERS__LIVE__KIND": "tradovate",
        "TRADERTERMINAL_DATA_DIR": "/data",
    }
    assert environment_of_a_replay(given) == {"PATH": "/bin"}
