"""What a screen reader is told of by itself: what notices tell, together, and not without one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from tests.support.builders import order
from tests.support.on_screen import until
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.desk.desk import OrderChanged
from traderterminal.domain.orders import OrderStatus
from traderterminal.kit.observe import Observers
from traderterminal.ui.announcements import QUIET_MS, Announcements
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.notices import Notice, NoticesViewModel
from traderterminal.ui.viewmodels.rule_room import RuleRoom, RuleWarning

Run = Callable[..., Any]
Said = list[tuple[QObject, str, QAccessible.AnnouncementPoliteness]]
POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive
FILL = Notice("f", "Bought 1 ESH2024 @ 4,800.25", "Practice", "ok", "filled", "")
REFUSAL = Notice("r", "Refused: Buy 2 ESH2024 on Practice", "", "error", "refused", "Orders")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """What the system's screen reader was asked to say."""
    asked: Said = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            asked.append((event.object(), event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return asked


@pytest.fixture
def listener() -> Iterator[None]:
    """A screen reader."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


class Scene:
    def __init__(self, window: QWidget) -> None:
        self.told: Observers[Notice] = Observers()
        notices: Any = SimpleNamespace(told=self.told)
        self.announcements = Announcements(cast(NoticesViewModel, notices), lambda: window)


@pytest.fixture
def window(qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def scene(window: QWidget) -> Iterator[Scene]:
    made = Scene(window)
    yield made
    made.announcements.close()
    assert len(made.told) == 0


@pytest.mark.usefixtures("listener")
def test_fills_are_said_politely_and_refusals_interrupt(
    scene: Scene, window: QWidget, said: Said, qtbot: Any
) -> None:
    scene.told.emit(FILL)
    qtbot.waitUntil(lambda: len(said) == 1)
    assert said == [(window, "Bought 1 ESH2024 @ 4,800.25. Practice", POLITE)]
    scene.told.emit(REFUSAL)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == (window, "Refused: Buy 2 ESH2024 on Practice", ASSERTIVE)


@pytest.mark.usefixtures("listener")
def test_a_sweep_is_said_once_with_what_it_came_to_and_what_is_grave_first(
    scene: Scene, said: Said, qtbot: Any
) -> None:
    for filled in range(1, 9):
        scene.told.emit(replace(FILL, title=f"Bought {filled} ESH2024 @ 4,800.25"))
    for number in range(3):
        scene.told.emit(replace(FILL, key=f"f{number}", title=f"Sold {number} NQH2024"))
    scene.told.emit(REFUSAL)
    qtbot.waitUntil(lambda: len(said) == 1)
    words = said[0][1].splitlines()
    assert words == [
        "Refused: Buy 2 ESH2024 on Practice",
        "Bought 8 ESH2024 @ 4,800.25. Practice",
        "Sold 0 NQH2024. Practice",
        "2 more in their panes",
    ]
    assert said[0][2] is ASSERTIVE
    qtbot.wait(QUIET_MS + 200)
    assert len(said) == 1


@pytest.mark.usefixtures("listener")
def test_what_comes_right_after_waits_and_is_said(scene: Scene, said: Said, qtbot: Any) -> None:
    scene.told.emit(FILL)
    qtbot.waitUntil(lambda: len(said) == 1)
    for filled in (2, 3):
        scene.told.emit(replace(FILL, title=f"Bought {filled} ESH2024 @ 4,800.25"))
    assert len(said) == 1
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1][1] == "Bought 3 ESH2024 @ 4,800.25. Practice"


@pytest.mark.usefixtures("listener")
def test_amounts_that_are_hidden_are_not_said(
    scene: Scene, said: Said, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "_is_hidden", True)
    scene.told.emit(replace(REFUSAL, detail="The loss of the day is $1,250.00."))
    qtbot.waitUntil(lambda: len(said) == 1)
    assert said[0][1].endswith(f". The loss of the day is {formats.HIDDEN}.")


def test_without_a_screen_reader_nothing_is_kept(scene: Scene, said: Said, qtbot: Any) -> None:
    scene.told.emit(FILL)
    QAccessible.setActive(True)
    try:
        scene.told.emit(REFUSAL)
        qtbot.waitUntil(lambda: bool(said))
    finally:
        QAccessible.setActive(False)
    assert [words for _, words, _ in said] == ["Refused: Buy 2 ESH2024 on Practice"]


@pytest.mark.usefixtures("listener")
def test_what_waits_at_the_end_is_left_unsaid(window: QWidget, said: Said, qtbot: Any) -> None:
    scene = Scene(window)
    scene.told.emit(FILL)
    scene.announcements.close()
    qtbot.wait(200)
    assert said == []


@pytest.mark.usefixtures("listener")
def test_the_window_says_refusals_breaches_and_orders_without_an_answer(
    on_screen: Run, said: Said
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        said.clear()
        desk, notices = service.engine.desk, screen.announcing.notices
        account = next(iter(desk.accounts))
        lost = order(order_id="TT9", account=account, status=OrderStatus.UNKNOWN)
        desk.changed.emit(OrderChanged(lost))
        await until(service, lambda: len(said) == 1)
        spoken, words, manner = said[0]
        assert spoken is screen.window
        assert words.startswith("Order outcome unknown. Buy 1 ESH2024, ")
        assert manner is ASSERTIVE
        room = RuleRoom(account, "Daily loss", "DLL", 1.0, "$0.00", "$2,000.00")
        notices.warn(RuleWarning(room, 1.0))
        notices.tell(FILL)
        await until(service, lambda: len(said) == 2)
        first, second = said[1][1].splitlines()
        assert first.startswith("Daily loss at its limit. $0.00 of $2,000.00 left on ")
        assert (second, said[1][2]) == ("Bought 1 ESH2024 @ 4,800.25. Practice", ASSERTIVE)

    on_screen(act)
