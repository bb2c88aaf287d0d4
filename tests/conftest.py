"""Profiles and guards for every test: nothing may warn, leak or reach out."""

import asyncio
import inspect
import ipaddress
import logging
import os
import re
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

LARGE = os.environ.get("TT_LARGE") == "1"

settings.register_profile(
    "default",
    max_examples=1000 if LARGE else 100,
    deadline=None,  # a busy machine is not a failure
    derandomize=not LARGE,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if not pluginmanager.has_plugin("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "of pytest-qt, which this run goes without", "linelist")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("large") and not LARGE:
            item.add_marker(pytest.mark.skip(reason="full counts run with TT_LARGE=1"))


@pytest.fixture(autouse=True)
def only_expected_logs(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail on a WARNING or worse that no `logs("pattern")` mark of the test announced."""
    patterns = [str(mark.args[0]) for mark in request.node.iter_markers("logs")]
    yield
    records = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    messages = [record.getMessage() for record in records]
    unexpected = [m for m in messages if not any(re.search(p, m) for p in patterns)]
    assert not unexpected, f"unexpected log: {unexpected}"
    silent = [p for p in patterns if not any(re.search(p, m) for m in messages)]
    assert not silent, f"announced, but never logged: {silent}"


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail on a connection to anywhere but this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise AssertionError(f"a test tried to reach {host}")

    def guarded(self: socket.socket, address: Any) -> None:
        check(address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        check(address)
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)


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
