"""The shipped pair of Python and Qt is sound: no reference is lost on the way between them."""

import sys

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

EVENTS = 100_000
OVERRIDES = 10_000
#: A broken binding loses one a call.
TOLERATED = 500


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and the booleans are immortal there")
def test_a_hundred_thousand_timer_events_lose_no_reference(qapp: QApplication) -> None:
    class Ticker(QObject):
        count = 0

        def timerEvent(self, event: QEvent) -> None:
            self.count += 1

    ticker = Ticker()
    before = [sys.getrefcount(value) for value in (None, True, False)]
    timer = ticker.startTimer(0)
    while ticker.count < EVENTS:
        qapp.processEvents()
    ticker.killTimer(timer)
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert all(abs(a - b) < TOLERATED for a, b in zip(after, before, strict=True))


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and the booleans are immortal there")
def test_ten_thousand_virtual_overrides_lose_no_reference(qapp: QApplication) -> None:
    class Silent(QWidget):
        def event(self, event: QEvent) -> bool:
            return True

        def changeEvent(self, event: QEvent) -> None:
            return None

    widget = Silent()
    kind = QEvent.Type(QEvent.registerEventType())
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(OVERRIDES):
        qapp.sendEvent(widget, QEvent(kind))
    fired = []
    QTimer.singleShot(0, lambda: fired.append(1))
    while not fired:
        qapp.processEvents()
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert all(abs(a - b) < TOLERATED for a, b in zip(after, before, strict=True))
