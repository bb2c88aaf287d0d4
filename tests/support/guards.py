"""Guards around every test: what it may not log, leave behind or reach."""

import asyncio
import inspect
import ipaddress
import logging
import re
import signal
import sys
import threading
from collections.abc import AsyncIterator, Generator
from typing import Any, Final

import pytest
import pytest_asyncio

#: How long a thread that was told to end may take to do so.
GRACE_SECONDS: Final = 5.0
_LOCAL: Final = frozenset({"", "localhost"})
_REACHES_OUT: Final = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
#: Whose warnings tell how busy the machine is; what the program itself holds up is benched.
_OF_THE_MACHINE: Final = frozenset({"traderterminal.app.guardian"})
_LOOKS_UP: Final = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})


class ReachedOut(AssertionError):
    """A test tried to leave this machine."""


class Watch:
    """What one test logged, reached for and started; the audit hook and the log report to it."""

    def __init__(self) -> None:
        self.records: list[logging.LogRecord] = []
        self.reached: list[str] = []
        self.threads = set(threading.enumerate())
        self.passed = False

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Refuse an address or a name outside this machine."""
        if event in _LOOKS_UP:
            host: object = arguments[0]
        elif event in _REACHES_OUT and isinstance(arguments[1], tuple):
            host = arguments[1][0]
        else:
            return  # a path of a local socket, or nothing at all
        if host is not None and not _is_local(host):
            self.reached.append(str(host))
            raise ReachedOut(f"a test tried to reach {host}")

    def faults(self, patterns: list[str]) -> list[str]:
        """Say what the test did wrong, given the warnings that it announced."""
        messages = [record.getMessage() for record in self.records]
        faults = [r.getMessage() for r in self.records if r.name not in _OF_THE_MACHINE]
        unexpected = [m for m in faults if not any(re.search(p, m) for p in patterns)]
        silent = [p for p in patterns if not any(re.search(p, m) for m in messages)]
        found = {
            "unexpected log": unexpected,
            "announced, but never logged": silent if self.passed else [],
            "a test tried to reach": self.reached,
            "threads left running": self._leaked_threads(),
        }
        return [f"{words}: {what}" for words, what in found.items() if what]

    def _leaked_threads(self) -> list[str]:
        started = [t for t in threading.enumerate() if t not in self.threads]
        for thread in started:
            thread.join(GRACE_SECONDS)
        return [thread.name for thread in started if thread.is_alive()]


class _Ear(logging.Handler):
    """Hands every warning to the watch of the test that runs."""

    def emit(self, record: logging.LogRecord) -> None:
        if _watch is not None:
            _watch.records.append(record)


_watch: Watch | None = None
_ear = _Ear(logging.WARNING)


def _is_local(host: object) -> bool:
    text = host.decode() if isinstance(host, bytes | bytearray) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return text in _LOCAL


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _watch is not None and event.startswith("socket."):
        _watch.audit(event, arguments)


def pytest_configure() -> None:
    # An audit hook hears every socket of the interpreter, whichever way it was made.
    sys.addaudithook(_audit)
    # A run started in the background ignores interrupts, and so would what its tests interrupt.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Watch from before the first fixture is made."""
    global _watch
    _watch = Watch()
    logging.getLogger().addHandler(_ear)
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Note that the test ran to its end: one that was skipped need not have logged."""
    yield
    if _watch is not None:
        _watch.passed = True


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Judge after the last fixture is gone."""
    global _watch
    try:
        yield
    finally:
        watch, _watch = _watch, None
        logging.getLogger().removeHandler(_ear)
    assert watch is not None
    faults = watch.faults([str(mark.args[0]) for mark in item.iter_markers("logs")])
    if faults:
        pytest.fail("; ".join(faults), pytrace=False)


@pytest_asyncio.fixture
async def no_leaked_tasks() -> AsyncIterator[None]:
    yield
    current = asyncio.current_task()
    leaked = [t for t in asyncio.all_tasks() if t is not current and not t.done()]
    names = [task.get_name() for task in leaked]
    for task in leaked:
        task.cancel()
    assert not leaked, f"tasks left running: {names}"


@pytest.fixture(autouse=True)
def watch_tasks(request: pytest.FixtureRequest) -> None:
    """Fail an asynchronous test that leaves a task running."""
    if inspect.iscoroutinefunction(getattr(request.node, "obj", None)):
        request.getfixturevalue("no_leaked_tasks")
