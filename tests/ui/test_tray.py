"""The tray: told of what happens while no window is looked at, and not more often than it helps."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication

from traderterminal.kit.observe import Observers
from traderterminal.ui.tray import QUIET_NS, Tray, system_tray_icon
from traderterminal.ui.viewmodels.notices import Notice, NoticesViewModel

FILL = Notice("f", "Bought 1 ESH2024 @ 4,800.25", "Practice", "ok", "filled", "")


class Icon:
    def __init__(self) -> None:
        self.shown = False
        self.told: list[tuple[str, str]] = []

    def show(self) -> None:
        self.shown = True

    def hide(self) -> None:
        self.shown = False

    def setToolTip(self, tip: str) -> None:
        assert tip == "TraderTerminal"

    def tell(self, title: str, words: str) -> None:
        self.told.append((title, words))


class Scene:
    def __init__(self, icon: Icon | None) -> None:
        self.told: Observers[Notice] = Observers()
        self.now_ns = 0
        self.icon = icon
        notices: Any = SimpleNamespace(told=self.told)
        self.tray = Tray(lambda: self.icon, cast(NoticesViewModel, notices), lambda: self.now_ns)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The window that is active: none as long as the list is empty."""
    windows: list[object] = []
    monkeypatch.setattr(QApplication, "activeWindow", lambda: windows[-1] if windows else None)
    return windows


def test_a_notice_is_told_there_while_no_window_is_active(away: list[object]) -> None:
    icon = Icon()
    scene = Scene(icon)
    assert (icon.shown, scene.tray.problem) == (True, "")
    away.append("the window")
    scene.told.emit(FILL)
    assert icon.told == []
    away.clear()
    scene.told.emit(FILL)
    assert icon.told == [("Bought 1 ESH2024 @ 4,800.25", "Practice")]
    scene.tray.close()
    assert not icon.shown
    assert len(scene.told) == 0


def test_a_sweep_of_fills_is_one_message(away: list[object]) -> None:
    icon = Icon()
    scene = Scene(icon)
    for _ in range(5):
        scene.told.emit(FILL)
        scene.now_ns += QUIET_NS // 5
    assert len(icon.told) == 1
    scene.told.emit(FILL)
    assert len(icon.told) == 2


def test_an_alert_is_told_although_an_order_has_just_filled(away: list[object]) -> None:
    icon = Icon()
    scene = Scene(icon)
    scene.told.emit(FILL)
    scene.told.emit(Notice("a", "ESH2024 rose to 4,800.00", "", "t1", "price alert", ""))
    scene.told.emit(FILL)
    assert [title for title, _ in icon.told] == [FILL.title, "ESH2024 rose to 4,800.00"]


def test_without_a_tray_one_line_says_so(away: list[object]) -> None:
    scene = Scene(None)
    scene.told.emit(FILL)
    assert scene.tray.problem == "The system has no tray: notices are told in the window."
    scene.tray.close()


def test_a_tray_that_starts_after_the_program_is_found_with_the_next_notice(
    away: list[object],
) -> None:
    scene = Scene(None)
    scene.icon = icon = Icon()
    scene.told.emit(FILL)
    assert (icon.shown, scene.tray.problem) == (True, "")
    assert [title for title, _ in icon.told] == [FILL.title]
    scene.told.emit(FILL)
    assert len(icon.told) == 1
    scene.tray.close()
    assert not icon.shown


def test_offscreen_there_is_no_tray(qapp: QApplication) -> None:
    assert system_tray_icon(qapp.windowIcon(), lambda: None) is None
