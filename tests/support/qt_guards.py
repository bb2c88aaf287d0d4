"""Guards for tests with Qt: no timer and no thread may outlive its test, no warning its end."""

import gc
import re
from collections.abc import Generator, Iterator

import pytest
from PySide6.QtCore import QMessageLogContext, QThread, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

_HARMLESS = frozenset({QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg})


def _at_work() -> list[QTimer | QThread]:
    """The timers and threads at work among all that was made since the last `gc.freeze`."""
    found = [o for o in gc.get_objects() if isinstance(o, QTimer | QThread) and isValid(o)]
    return [o for o in found if (o.isActive() if isinstance(o, QTimer) else o.isRunning())]


@pytest.fixture(autouse=True)
def no_leaked_qt_objects(qapp: QApplication) -> Iterator[None]:
    # What was there before the test is neither collected nor looked through after it: in a long
    # run that took longer than most tests.
    gc.collect()
    gc.freeze()
    yield
    qapp.sendPostedEvents(None, 0)
    gc.collect()
    leaked = _at_work()
    assert not leaked, f"timers or threads left running: {leaked}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Fail on a Qt warning while things are put away, where pytest-qt no longer listens."""
    ignored = item.config.getini("qt_log_ignore")
    heard: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind not in _HARMLESS and not any(re.search(p, text) for p in ignored):
            heard.append(text)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    if heard:
        pytest.fail(f"Qt warned while the test was put away: {heard}", pytrace=False)
