"""The frame: titles, tabs, maximising, the walk through the panes."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QLabel, QTabBar, QWidget

from tests.support.on_screen import named, until
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.ui.panes.chart import ChartPane
from traderterminal.ui.widgets.title_bar import TITLE_NAME, TitleBar


def dock(screen: Screen, name: str) -> QDockWidget:
    (found,) = [
        d for d in screen.window.findChildren(QDockWidget) if d.objectName() == f"dock {name}"
    ]
    return found


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


async def arranged(service: Service, screen: Screen, width: int, height: int) -> None:
    screen.window.resize(width, height)
    screen.window.arrange(width, height)
    await service.engine.host.sleep(0.1)


def test_the_title_bar_says_what_there_is_to_say_of_the_pane(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.window.flush()
        words = [label.text() for label in dock(screen, "Positions").findChildren(QLabel)]
        assert {"Positions", "0 open"} <= set(words)

    on_screen(act)


def test_the_chart_names_itself_in_the_title_bar(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        (pane,) = screen.window.findChildren(ChartPane)
        bar = dock(screen, "Chart").titleBarWidget()
        assert bar.isAncestorOf(pane.header)
        symbol = service.engine.resolve("ES").symbol
        assert symbol in [label.text() for label in bar.findChildren(QLabel)]
        assert "Chart" not in [label.text() for label in bar.findChildren(QLabel)]

    on_screen(act)


def test_the_titles_of_the_other_panes_step_back(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        theme = read_theme("ink", 12)
        named(screen.window, "Quantity").setFocus()
        await service.engine.host.sleep(0.05)
        for name, token in (("Ticket", "t1"), ("Orders", "t2"), ("Chart", "t2")):
            (title,) = dock(screen, name).titleBarWidget().findChildren(QLabel, TITLE_NAME)
            color = title.palette().color(title.foregroundRole())
            assert color == theme.color(token), name

    on_screen(act)


def test_a_pane_fills_the_window_and_gives_the_room_back(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1600, 1000)
        before = screen.window.layout_state()["docks"]
        width = dock(screen, "Chart").width()
        click(named(screen.window, "Maximise Chart"))
        await service.engine.host.sleep(0.05)
        assert not dock(screen, "Ticket").isVisible()
        assert dock(screen, "Chart").width() > width
        assert screen.window.layout_state()["docks"] == before
        click(named(screen.window, "Restore Chart"))
        await service.engine.host.sleep(0.05)
        assert dock(screen, "Ticket").isVisible()
        assert abs(dock(screen, "Chart").width() - width) <= 1  # Qt's layout rounds

    on_screen(act)


def test_panes_in_tabs_have_no_second_title(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1366, 768)
        for name in ("Positions", "Orders", "Alerts", "Journal"):
            assert dock(screen, name).titleBarWidget().height() == 0, name
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        (tabs,) = [t for t in screen.window.findChildren(QTabBar, options=direct) if t.isVisible()]
        assert [tabs.tabText(n) for n in range(tabs.count())] == [
            "Positions",
            "Orders",
            "Alerts",
            "Journal",
        ]
        tabs.setCurrentIndex(1)
        await until(
            service, lambda: "0 working" in [label.text() for label in tabs.findChildren(QLabel)]
        )
        assert "Maximise Orders" in [b.accessibleName() for b in tabs.findChildren(QAbstractButton)]
        await arranged(service, screen, 1600, 1000)
        assert dock(screen, "Orders").titleBarWidget().height() > 20

    on_screen(act)


def test_tools_have_their_icons_soon_after_the_window_is_shown(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        bars = screen.window.findChildren(TitleBar)
        tools = [b for bar in bars for b in bar.tools.findChildren(QAbstractButton)]
        assert len(tools) >= 12
        await until(service, lambda: all(not tool.icon().isNull() for tool in tools))

    on_screen(act)
