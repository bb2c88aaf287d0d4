"""Guards for tests with Qt: no timer and no window may outlive its test."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid


def _active_timers() -> list[QTimer]:
    timers = [o for o in gc.get_objects() if isinstance(o, QTimer)]
    return [timer for timer in timers if isValid(timer) and timer.isActive()]


@pytest.fixture(autouse=True)
def no_leaked_qt_objects(qapp: QApplication) -> Iterator[None]:
    before = {id(timer) for timer in _active_timers()}
    yield
    qapp.sendPostedEvents(None, 0)
    gc.collect()
    leaked = [timer for timer in _active_timers() if id(timer) not in before]
    assert not leaked, f"timers left running: {leaked}"
