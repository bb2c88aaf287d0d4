"""Finding and pressing what a window shows, and waiting for what comes of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from traderterminal.app.service import Service


def named(parent: QWidget, name: str) -> Any:
    found = [w for w in parent.findChildren(QWidget) if w.accessibleName() == name]
    assert len(found) == 1, (name, len(found))
    return found[0]


def pressed(parent: QWidget, words: str) -> None:
    (found,) = [b for b in parent.findChildren(QPushButton) if b.text() == words]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


async def until(service: Service, condition: Callable[[], bool]) -> None:
    for _ in range(200):
        if condition():
            return
        await service.engine.host.sleep(0.01)
    raise AssertionError("it never came to be")


def position(service: Service) -> int:
    return int(sum(p.quantity for p in service.engine.desk.positions.values()))
