"""A real engine in a process of its own, spoken to as the outside does."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx

from tests.support.shared_data import REPOSITORY
from traderterminal.kit.clock import HostClock

START_SECONDS = 20.0
#: What an engine never writes to standard error, whatever it is asked.
FAULTS = ("Traceback", "never awaited", "QObject", "QWidget", "QPainter", "qt.", "ResourceWarning")
OFFSCREEN: Final = {"QT_QPA_PLATFORM": "offscreen"}
_now = HostClock().monotonic_ns
SECOND = 1_000_000_000


def launch(
    data_dir: Path,
    *arguments: str,
    command: str = "serve",
    program: Sequence[str] = ("traderterminal",),
    surroundings: Mapping[str, str] = OFFSCREEN,
) -> subprocess.Popen[str]:
    """Start an engine on any free port and wait for nothing.

    `program` is the module to run, and what it takes before the command; `surroundings` are
    variables of the environment that say where its window is drawn.
    """
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY), **surroundings}
    words = [command] if command else []
    return subprocess.Popen(  # noqa: S603 - our own program
        [
            sys.executable,
            *("-m", *program, *words, "--data-dir", str(data_dir)),
            *("--port", "0", *arguments),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


class RunningEngine:
    """`traderterminal serve` on a data folder."""

    def __init__(
        self,
        data_dir: Path,
        *arguments: str,
        command: str = "serve",
        program: Sequence[str] = ("traderterminal",),
        surroundings: Mapping[str, str] = OFFSCREEN,
    ) -> None:
        self.data_dir = data_dir
        self.process = launch(
            data_dir, *arguments, command=command, program=program, surroundings=surroundings
        )
        self.runtime = self._wait_until_ready()
        self.client = httpx.Client(
            base_url=self.runtime["url"],
            headers={"Authorization": f"Bearer {self.runtime['api_token']}"},
            timeout=20.0,
            trust_env=False,
        )

    def _wait_until_ready(self) -> dict[str, Any]:
        path, until = self.data_dir / "runtime.json", _now() + int(START_SECONDS * SECOND)
        while _now() < until:
            if self.process.poll() is not None:
                _, errors = self.process.communicate()
                raise AssertionError(f"the engine ended with {self.process.returncode}: {errors}")
            try:
                found: dict[str, Any] = json.loads(path.read_text())
            except (OSError, ValueError):
                pass
            else:
                if found["pid"] == self.process.pid:
                    return found
            time.sleep(0.02)
        raise AssertionError("the engine did not become ready")

    def get(self, path: str) -> Any:
        answer = self.client.get(f"/api/v1{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def all(self, path: str) -> list[dict[str, Any]]:
        """Return every page of a list."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.get(f"{path}{'&' if '?' in path else '?'}limit=1000&cursor={cursor}")
            found += page["items"]
            cursor = page["next"]
            if not cursor:
                return found

    def post(self, path: str, body: object, status: int = 200) -> Any:
        answer = self.client.post(f"/api/v1{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    def alert(self, body: bytes | str, path: str = "") -> httpx.Response:
        """Post an alert as TradingView does: a body, and nothing but the address to prove it."""
        with httpx.Client(base_url=self.runtime["url"], trust_env=False, timeout=20.0) as client:
            return client.post(path or self.runtime["webhook_path"], content=body)

    def until(self, path: str, wanted: Any, seconds: float = 10.0) -> Any:
        """Ask until `wanted` says that the answer is the one."""
        until = _now() + int(seconds * SECOND)
        while True:
            found = self.get(path)
            if wanted(found):
                return found
            assert _now() < until, f"{path} never became what was waited for: {found}"
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a crash does."""
        self.process.send_signal(signal.SIGKILL)
        self._close()

    def ended(self) -> int:
        """Wait until it has ended of its own accord; return the exit code."""
        return self._close()

    def stop(self) -> int:
        """End it as the system does; return the exit code."""
        self.process.terminate()
        return self._close()

    def _close(self) -> int:
        self.client.close()
        try:
            _, errors = self.process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            _, errors = self.process.communicate()
        faults = [line for line in errors.splitlines() if any(f in line for f in FAULTS)]
        assert not faults, errors
        return self.process.returncode


@contextmanager
def running_engine(
    data_dir: Path,
    *arguments: str,
    command: str = "serve",
    program: Sequence[str] = ("traderterminal",),
    surroundings: Mapping[str, str] = OFFSCREEN,
) -> Iterator[RunningEngine]:
    """Run an engine and end it, whatever happens."""
    engine = RunningEngine(
        data_dir, *arguments, command=command, program=program, surroundings=surroundings
    )
    try:
        yield engine
    finally:
        if engine.process.poll() is None:
            engine.stop()


def killed_start(data_dir: Path, seconds: float) -> bool:
    """Kill an engine so long after it has taken the folder of one that is dead.

    Says whether it was still taking up what the one before had left.
    """
    taken = data_dir / "instance.lock"
    taken.unlink()
    process = launch(data_dir)
    while not taken.exists():
        time.sleep(0.001)
    time.sleep(seconds)
    process.kill()
    _, errors = process.communicate()
    assert "Traceback" not in errors, errors
    return bool(json.loads((data_dir / "runtime.json").read_text())["pid"] != process.pid)
