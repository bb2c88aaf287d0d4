"""Windows and the screens they are on: one goes, comes back, or is not there at the start."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tests.support.on_screen import until
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.ui import icons, screen_homes
from traderterminal.ui.pane_window import PaneWindow

Run = Callable[..., Any]

pytestmark = pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)


class Screens:
    """A second screen right of the one that there is, which goes and comes."""

    def __init__(self) -> None:
        self.first = QGuiApplication.primaryScreen()
        self.is_there = True

    def geometry(self) -> QRect:
        return QRect(self.first.geometry().topRight() + QPoint(1, 0), QSize(1000, 700))

    availableGeometry = geometry

    def all(self) -> list[Any]:
        return [self.first, self] if self.is_there else [self.first]

    def go(self, screen: Screen) -> None:
        self.is_there = False
        screen.window._homes.lose(self)  # type: ignore[arg-type] # Qt has none beside its own

    def come(self, screen: Screen) -> None:
        self.is_there = True
        QGuiApplication.instance().screenAdded.emit(self.first)  # type: ignore[union-attr] # is one


@pytest.fixture
def screens(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Screens:
    made = Screens()
    monkeypatch.setattr(screen_homes, "screens", made.all)
    return made


def beyond(screens: Screens) -> QRect:
    """A place on the second screen."""
    return QRect(screens.geometry().topLeft() + QPoint(60, 80), QSize(420, 500))


async def on_second(service: Service, screen: Screen, screens: Screens) -> PaneWindow:
    """Have the ladder in a window on the second screen."""
    screen.window.arrange(1600, 1000)
    docking = screen.window._docking
    window = docking.further.open()
    docking.move("Ladder", window)
    window.setGeometry(beyond(screens))
    await service.engine.host.sleep(0.1)
    return window


def is_whole(window: QWidget, screens: Screens) -> bool:
    return screens.first.geometry().contains(window.geometry())


def kept(screen: Screen) -> str:
    (one,) = json.loads(screen.window.layout_state()["windows"])
    return str(one["place"])


def test_a_window_leaves_a_screen_that_goes_and_returns_with_it(
    on_screen: Run, screens: Screens
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = await on_second(service, screen, screens)
        before = kept(screen)
        screens.go(screen)
        window.move(window.pos() - QPoint(150, 0))  # as the system does, as if that were enough
        await until(service, lambda: is_whole(window, screens))
        assert window.size() == beyond(screens).size()
        assert kept(screen) == before
        screens.come(screen)
        await until(service, lambda: window.geometry() == beyond(screens))
        assert not screen.window._homes._homes

    on_screen(act)


def test_where_the_trader_puts_it_meanwhile_it_stays(on_screen: Run, screens: Screens) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = await on_second(service, screen, screens)
        before = kept(screen)
        screens.go(screen)
        await until(service, lambda: is_whole(window, screens))
        chosen = QRect(5, 5, 400, 400)
        window.setGeometry(chosen)
        assert kept(screen) != before
        screens.come(screen)
        await until(service, lambda: not screen.window._homes._settling.isActive())
        assert window.geometry() == chosen

    on_screen(act)


def test_a_window_whose_screen_is_missing_at_the_start_returns_once_that_is_there(
    on_screen: Run, screens: Screens
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await on_second(service, screen, screens)

    async def without(service: Service, screen: Screen) -> None:
        (window,) = screen.window._docking.further.all
        assert is_whole(window, screens)

    async def with_it(service: Service, screen: Screen) -> None:
        (window,) = screen.window._docking.further.all
        await until(service, lambda: not screen.window._homes._settling.isActive())
        assert is_whole(window, screens)
        screens.come(screen)
        await until(service, lambda: window.geometry() == beyond(screens))

    on_screen(act)
    screens.is_there = False
    on_screen(without)  # what is kept is where it belongs, not where it had to be
    on_screen(with_it)


def test_a_window_that_is_larger_than_its_screen_by_now_shows_all_of_it_there(
    on_screen: Run, screens: Screens
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, homes = await on_second(service, screen, screens), screen.window._homes
        room = screens.geometry()
        tall = QRect(room.topLeft() + QPoint(60, 80), QSize(420, 900))
        at = f"{tall.x()} {tall.y()} 420 900 {tall.center().x()} {tall.center().y()} 0"
        homes.restore(window, at)  # as where the screen has another scale or resolution
        assert room.contains(window.geometry())
        window.setGeometry(tall)
        homes.settle()
        assert room.contains(window.geometry())
        across = QRect(room.topLeft() + QPoint(-200, 80), QSize(420, 400))
        window.setGeometry(across)
        homes.settle()  # a screen ends there, but another one goes on
        assert window.geometry() == across

    on_screen(act)


def test_a_window_keeps_its_title_bar_in_reach(on_screen: Run, screens: Screens) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, corner = await on_second(service, screen, screens), screens.geometry().topLeft()
        at = f"{corner.x()} {corner.y()} 420 400 {corner.x() + 200} {corner.y() + 200} 0"
        screen.window._homes.restore(window, at)  # as kept where windows do not know their places
        assert window.y() > corner.y()

    on_screen(act)


def test_a_floating_pane_that_was_closed_opens_at_once_and_in_reach(
    on_screen: Run, screens: Screens
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.window.arrange(1600, 1000)
        orders = screen.window._docking.docks["Orders"]
        orders.setFloating(True)
        orders.setGeometry(beyond(screens))
        orders.hide()
        await service.engine.host.sleep(0.1)

    async def again(service: Service, screen: Screen) -> None:
        orders = screen.window._docking.docks["Orders"]
        assert not orders.isVisible()
        screen.window.open_pane("Orders")
        assert orders.isVisible()
        assert orders.isFloating()
        assert is_whole(orders, screens)

    on_screen(act)
    screens.is_there = False
    on_screen(again)


def test_icons_are_drawn_for_a_screen_that_comes(
    on_screen: Run, screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        drawn: list[bool] = []
        monkeypatch.setattr(icons, "rebuild", lambda: drawn.append(True))
        screens.come(screen)
        await until(service, lambda: bool(drawn))

    on_screen(act)


def test_one_that_filled_a_screen_fills_it_again(on_screen: Run, screens: Screens) -> None:
    async def act(service: Service, screen: Screen) -> None:
        main, homes = screen.window, screen.window._homes
        main.showMaximized()
        await until(service, main.isMaximized)
        text = homes.text(main)
        main.showNormal()
        homes.restore(main, text)
        assert main.isMaximized()
        main.showNormal()
        homes.restore(main, text.removesuffix("2") + "0")
        assert not main.isMaximized()

    on_screen(act)


@pytest.mark.parametrize(
    "text",
    [None, 5, "", "1 2 3", "1 2 300 300 5 5 x", "0 0 9 9 5 5 0", "0 0 300 300 5 9999999 0"],
)
def test_a_place_that_cannot_be_read_is_none(text: object) -> None:
    assert screen_homes.read_place(text) is None


def test_a_place_is_read_as_it_was_written() -> None:
    written = "-1920 40 640 480 -1600 280 4"
    place = screen_homes.read_place(written)
    assert place is not None
    assert place.text == written
