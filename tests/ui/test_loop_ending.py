"""The program ends when it is asked to, in order, and in time."""

# ruff: noqa: TID251 - asyncio itself is what is tested here

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.desktop_loop import run_on_desktop
from traderterminal.app.loop import run_until_quit

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")


@pytest.fixture(autouse=True)
def quits_as_before(qapp: QApplication) -> Iterator[None]:
    before = qapp.quitOnLastWindowClosed()
    yield
    qapp.setQuitOnLastWindowClosed(before)


def send(number: int, after: float) -> threading.Timer:
    """Send a signal from outside the loop, which has nothing else to wake it."""
    timer = threading.Timer(after, os.kill, (os.getpid(), number))
    timer.start()
    return timer


def close_the_window(app: QApplication) -> None:
    window = QWidget()
    window.show()
    asyncio.get_running_loop().call_later(0.01, window.close)


def quit_qt(app: QApplication) -> None:
    asyncio.get_running_loop().call_later(0.01, app.quit)


def interrupt(app: QApplication) -> None:
    send(signal.SIGINT, 0.05)


def terminate(app: QApplication) -> None:
    send(signal.SIGTERM, 0.05)


@pytest.mark.parametrize(
    "ask",
    [
        close_the_window,
        quit_qt,
        pytest.param(interrupt, marks=unix_only),
        pytest.param(terminate, marks=unix_only),
    ],
)
def test_cleanup_awaits_to_its_end(qapp: QApplication, ask: Callable[[QApplication], None]) -> None:
    log: list[str] = []

    async def main(quitting: asyncio.Event) -> int:
        assert not qapp.quitOnLastWindowClosed()
        ask(qapp)
        await quitting.wait()
        log.append("asked")
        await asyncio.sleep(0.05)
        await asyncio.get_running_loop().run_in_executor(None, log.append, "stored")
        return 7

    handlers = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    start = time.monotonic()
    assert run_until_quit(qapp, main) == 7
    assert time.monotonic() - start < 2
    assert log == ["asked", "stored"]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == handlers


def test_a_start_that_fails_says_why(qapp: QApplication) -> None:
    async def main(quitting: asyncio.Event) -> int:
        raise OSError("the port is taken")

    with pytest.raises(OSError, match="the port is taken"):
        run_until_quit(qapp, main)


HANGS = {
    "a cleanup that never returns": """
        app.quit()
        await quitting.wait()
        await asyncio.Event().wait()
    """,
    "a blocked loop": """
        app.quit()
        await quitting.wait()
        time.sleep(60)
    """,
    "a worker thread that hangs": """
        app.quit()
        await quitting.wait()
        asyncio.get_running_loop().run_in_executor(None, time.sleep, 60)
    """,
    "a worker thread that hangs after an end of its own": """
        asyncio.get_running_loop().run_in_executor(None, time.sleep, 60)
    """,
}
PROGRAM = """
import asyncio, time
from PySide6.QtWidgets import QApplication
from traderterminal.app.loop import run_until_quit

async def main(quitting):
    {body}
    return 0

app = QApplication([])
run_until_quit(app, main, shutdown_seconds=0.5)
"""


@pytest.mark.parametrize("hang", HANGS.values(), ids=HANGS)
def test_what_hangs_is_cut_off(hang: str) -> None:
    program = PROGRAM.format(body=textwrap.indent(textwrap.dedent(hang), "    ").strip())
    start = time.monotonic()
    ended = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", program],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ended.returncode == 1, ended.stderr
    assert "longer than 0.5 s" in ended.stderr
    assert time.monotonic() - start < 15


@unix_only
def test_an_interrupt_reaches_an_idle_runner(qapp: QApplication) -> None:
    log: list[str] = []

    async def main() -> None:
        send(signal.SIGINT, 0.05)
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            log.append("cleaned up")

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run_on_desktop(qapp, main())
    assert log == ["cleaned up"]
    assert time.monotonic() - start < 1


@unix_only
def test_a_signal_handler_is_called_at_once(qapp: QApplication) -> None:
    async def main() -> float:
        loop, arrived = asyncio.get_running_loop(), asyncio.Event()
        loop.add_signal_handler(signal.SIGUSR1, arrived.set)
        start = time.monotonic()
        send(signal.SIGUSR1, 0.05)
        await arrived.wait()
        took = time.monotonic() - start
        assert loop.remove_signal_handler(signal.SIGUSR1)
        return took

    assert run_on_desktop(qapp, main()) < 0.2
