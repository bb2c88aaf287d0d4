"""The frame: titles, tabs, maximising, the walk through the panes."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QTextBrowser,
    QToolTip,
    QWidget,
)

from tests.support.on_screen import LaidOut, banners, named, position, pressed, until
from tests.support.traded import trade
from traderterminal import __version__
from traderterminal.app import service as service_module
from traderterminal.app.screen import PANES, Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.desk.arming import Level
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderType
from traderterminal.ui.arranging import is_seen
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.docking import TURNS
from traderterminal.ui.panes.chart import ChartPane
from traderterminal.ui.panes.side_button import PriceButton
from traderterminal.ui.sheets import FlattenSheet
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.top_bar import TopBar
from traderterminal.ui.viewmodels.chart_options import ChartType
from traderterminal.ui.viewmodels.hotkeys import Act
from traderterminal.ui.widgets.focus_ring import FocusRing
from traderterminal.ui.widgets.icon_button import IconButton
from traderterminal.ui.widgets.status_bar import Chip
from traderterminal.ui.widgets.title_bar import TITLE_NAME, PaneTools, TitleBar
from traderterminal.ui.widgets.toasts import Toast, Toasts

ANYWHERE = Qt.FindChildOption.FindChildrenRecursively
#: The panes below the chart, which share their tabs in a narrow window.
LOWER = (
    *("Positions", "Orders", "Alerts", "Journal", "Watchlist"),
    *("Accounts", "Approvals", "Automation", "Groups"),
    *("Alert studio", "Brokers", "How real is paper", "Diagnostics"),
)


def dock(screen: Screen, name: str) -> QDockWidget:
    (found,) = [
        d for d in screen.window.findChildren(QDockWidget) if d.objectName() == f"dock {name}"
    ]
    return found


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def rows_of_tabs(screen: Screen) -> list[QTabBar]:
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    found = screen.window.findChildren(QTabBar, options=direct)
    return [row for row in found if row.isVisible()]


async def arranged(service: Service, screen: Screen, width: int, height: int) -> None:
    screen.window.resize(width, height)
    screen.window.arrange(width, height)
    await service.engine.host.sleep(0.1)


def test_a_screen_without_room_for_the_title_bar_is_filled(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, room = screen.window, screen.window.screen().availableSize()
        window.resize(room.width(), room.height() - 60)
        screen.show()
        assert window.isMaximized()
        window.showNormal()
        window.setMinimumSize(1, 1)
        window.resize(room.width() - 1, room.height() - 60)
        assert window.width() < room.width()
        screen.show()
        assert not window.isMaximized()

    on_screen(act)


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
        click(named(dock(screen, "Chart").titleBarWidget(), "Maximise Chart"))
        await until(service, lambda: not dock(screen, "Ticket").isVisible())
        await until(service, lambda: dock(screen, "Chart").width() > width)
        assert screen.window.layout_state()["docks"] == before
        click(named(dock(screen, "Chart").titleBarWidget(), "Restore Chart"))
        await until(service, lambda: dock(screen, "Ticket").isVisible())
        # Qt's layout rounds, at each level.
        await until(service, lambda: abs(dock(screen, "Chart").width() - width) <= 2)

    on_screen(act)


def room_kept(tabs: QTabBar) -> QWidget | None:
    """What keeps the place of the tools free in the last tab."""
    return tabs.tabButton(tabs.count() - 1, QTabBar.ButtonPosition.RightSide)


def lies_free(tabs: QTabBar) -> bool:
    """Say whether no word of a tab lies below the tools."""
    tools = tabs.findChildren(PaneTools)[-1]  # those of the pane before may not be gone yet
    last = tabs.count() - 1
    room = room_kept(tabs)
    end = tabs.tabRect(last).right() if room is None else room.x()
    return end <= tools.x() and tabs.tabRect(last).right() <= tabs.width()


@pytest.mark.parametrize("width", [1280, 1366])
def test_the_tools_of_a_group_lie_over_none_of_its_tabs(on_screen: Any, width: int) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, width, 800)
        await until(service, lambda: len(rows_of_tabs(screen)) == 1)
        (tabs,) = rows_of_tabs(screen)
        await until(service, lambda: lies_free(tabs))
        for name in ("Calendar", "Price alerts", "Tape"):
            screen.window.open_pane(name)
        await until(service, lambda: tabs.count() == len(LOWER) + 3 and lies_free(tabs))
        assert tabs.property("tight")
        screen.window.resize(2200, 800)
        await until(service, lambda: not tabs.property("tight") and lies_free(tabs))
        assert room_kept(tabs) is None

    on_screen(act)


def test_a_press_on_a_tab_leads_into_its_pane_which_then_fills_the_screen(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1280, 800)
        await until(service, lambda: len(rows_of_tabs(screen)) == 1)
        (tabs,) = rows_of_tabs(screen)
        await until(service, lambda: bool(tabs.findChildren(PaneTools)))
        screen.window.open_pane("Chart")
        number = list(LOWER).index("Journal")
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())
        focused = QApplication.focusWidget()
        assert focused is not None
        assert dock(screen, "Journal").isAncestorOf(focused)
        QTest.keyClick(screen.window, Qt.Key.Key_F11)
        await until(service, lambda: not dock(screen, "Chart").isVisible())
        assert dock(screen, "Journal").isVisible()
        QTest.keyClick(screen.window, Qt.Key.Key_F11)
        await until(service, lambda: dock(screen, "Chart").isVisible())

    on_screen(act)


def test_after_a_press_on_any_tab_the_keys_that_get_out_are_heard(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await trade(service)  # its position and its stop fill their lists
        docking, keys = screen.window._docking, screen.trading.hotkeys
        keys.enable(on=True)
        assert keys.take(Act.CANCEL_BUYS, "Ctrl+Alt+U") == ""
        screen.window.resize(3000, 1000)
        for name in PANES:
            screen.window.open_pane(name)
            if name != "Positions":
                screen.window.tabifyDockWidget(dock(screen, "Positions"), dock(screen, name))
        await until(service, lambda: [row.count() for row in rows_of_tabs(screen)] == [len(PANES)])
        (tabs,) = rows_of_tabs(screen)
        await until(service, lambda: bool(tabs.findChildren(PaneTools)))
        for number in range(tabs.count()):
            screen.window.open_pane("Chart")
            keys.heard = None
            title = tabs.tabText(number)
            QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())
            focused = QApplication.focusWidget()
            assert focused is not None
            assert tabs.currentIndex() == number
            entered = docking.pane_of(focused)
            assert dock(screen, entered).windowTitle() == title
            assert not isinstance(focused, QAbstractButton | QComboBox), title
            QTest.keySequence(focused, QKeySequence(keys.key(Act.CANCEL_BUYS)))
            assert keys.heard is not None, title
            assert "text field" not in keys.heard_words, title

    on_screen(act)


def test_a_tab_leads_into_its_pane_though_more_waits_there_than_it_says(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1280, 800)
        await until(service, lambda: len(rows_of_tabs(screen)) == 1)
        (tabs,) = rows_of_tabs(screen)
        await until(service, lambda: bool(tabs.findChildren(PaneTools)))
        screen.window.open_pane("Chart")
        docking, number = screen.window._docking, list(LOWER).index("Approvals")
        docking._panes["Approvals"] = replace(docking._panes["Approvals"], count=lambda: 3)
        assert tabs.tabText(number) == "Approvals"
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())
        assert docking.pane_of(QApplication.focusWidget()) == "Approvals"
        await until(service, lambda: tabs.tabText(number) == "Approvals 3")

    on_screen(act)


def test_a_press_on_the_tab_of_the_pane_one_types_in_leads_out_of_the_field(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1280, 800)
        await until(service, lambda: len(rows_of_tabs(screen)) == 1)
        (tabs,) = rows_of_tabs(screen)
        await until(service, lambda: bool(tabs.findChildren(PaneTools)))
        screen.window.open_pane("Alerts")
        alerts = dock(screen, "Alerts")
        search = next(field for field in alerts.findChildren(QLineEdit) if field.isVisible())
        search.setFocus(Qt.FocusReason.MouseFocusReason)
        assert QApplication.focusWidget() is search
        spot = tabs.tabRect(list(LOWER).index("Alerts")).center()
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=spot)
        led_to = QApplication.focusWidget()
        assert led_to is not None
        assert alerts.isAncestorOf(led_to)
        assert not isinstance(led_to, QLineEdit)
        # From anything else there the press takes nothing away.
        button = next(b for b in alerts.findChildren(QPushButton) if b.isVisible())
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=spot)
        assert QApplication.focusWidget() is button

    on_screen(act)


def test_only_the_left_button_on_a_tab_leads_into_its_pane(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1280, 800)
        await until(service, lambda: len(rows_of_tabs(screen)) == 1)
        (tabs,) = rows_of_tabs(screen)
        await until(service, lambda: bool(tabs.findChildren(PaneTools)))
        screen.window.open_pane("Chart")
        before = QApplication.focusWidget()
        spot = tabs.tabRect(list(LOWER).index("Journal")).center()
        for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
            QTest.mouseClick(tabs, button, pos=spot)
            assert QApplication.focusWidget() is before
            assert not is_seen(dock(screen, "Journal"))

    on_screen(act)


def test_panes_in_tabs_have_no_second_title(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1366, 768)
        for name in LOWER:
            assert dock(screen, name).titleBarWidget().height() == 0, name
        await until(service, lambda: len(rows_of_tabs(screen)) == 1)  # Qt lets former ones go late
        (tabs,) = rows_of_tabs(screen)
        assert [tabs.tabText(n) for n in range(tabs.count())] == list(LOWER)
        tabs.setCurrentIndex(1)
        await until(
            service, lambda: "0 working" in [label.text() for label in tabs.findChildren(QLabel)]
        )
        assert "Maximise Orders" in [b.accessibleName() for b in tabs.findChildren(QAbstractButton)]
        await arranged(service, screen, 1600, 1000)
        await until(service, lambda: dock(screen, "Positions").titleBarWidget().height() > 20)

    on_screen(act)


def test_tools_have_their_icons_soon_after_the_window_is_shown(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        bars = screen.window.findChildren(TitleBar)
        tools = [b for bar in bars for b in bar.tools.findChildren(QAbstractButton)]
        assert len(tools) >= 12
        await until(service, lambda: all(not tool.icon().isNull() for tool in tools))

    on_screen(act)


def test_f6_walks_through_the_whole_window_and_back(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        await arranged(service, screen, 1366, 768)
        window.activateWindow()
        walk = ("top bar", "Chart", "Ladder", "Ticket", *LOWER)
        named(window, "Symbol search").setFocus()
        seen = [window.walk.where(window.focusWidget())]
        for _ in walk:
            QTest.keyClick(window, Qt.Key.Key_F6)
            seen.append(window.walk.where(window.focusWidget()))
        assert seen == [*walk, "status bar"]
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert window.walk.where(window.focusWidget()) == "top bar"
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert window.walk.where(window.focusWidget()) == "status bar"

    on_screen(act)


def test_the_keyboard_rings_the_focus_and_the_mouse_does_not(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        await arranged(service, screen, 1600, 1000)
        window.activateWindow()
        (ring,) = window.findChildren(FocusRing)
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert ring.widget() is named(window, "Symbol search")
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert ring.widget() is window.focusWidget()
        assert ring.isVisible()
        click(named(window, "Quantity"))
        assert not ring.isVisible()
        screen.window._docking.maximise("Orders")  # what has the focus goes out of sight
        assert window.focusWidget() is not named(window, "Quantity")
        assert not ring.isVisible()

    on_screen(act)


def test_flattening_everything_says_how_much_and_takes_a_hold(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        account = service.engine.settings.accounts[0].id
        await desk.place(OrderWish(account, "ES", "delta", "buy", Decimal(2), source="test"))
        await until(service, lambda: position(service) == 2)
        top = named(window, "Flatten all accounts")
        window.flush()
        assert top.toolTip().endswith("1 position, 0 orders")
        click(top)
        (sheet,) = window.findChildren(FlattenSheet)
        words = [label.text() for label in sheet.findChildren(QLabel)]
        assert "Flatten all accounts: 1 position, 0 orders" in words
        cancel = named(window, "Cancel, flatten nothing")
        assert window.focusWidget() is cancel
        click(cancel)
        await until(service, lambda: not window.findChildren(FlattenSheet))
        assert position(service) == 2
        QTest.mousePress(top, Qt.MouseButton.LeftButton)
        await until(service, lambda: position(service) == 0)
        QTest.mouseRelease(top, Qt.MouseButton.LeftButton)
        assert not window.findChildren(FlattenSheet)

    on_screen(act)


def test_tab_goes_around_in_a_sheet_and_walking_on_leaves_it(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        await arranged(service, screen, 1600, 1000)
        window.activateWindow()
        (ring,) = window.findChildren(FocusRing)
        window.asking.to_flatten()
        (sheet,) = window.findChildren(FlattenSheet)
        forth, back = Qt.Key.Key_Tab, Qt.Key.Key_Backtab
        seen = []
        for key in (forth, forth, back):
            QTest.keyClick(window.focusWidget(), key)
            now = window.focusWidget()
            assert isinstance(now, QPushButton)
            assert ring.widget() is now
            seen.append(now.text())
        assert seen == ["Flatten all accounts", "Cancel", "Flatten all accounts"]
        # from the bar above, which stays in reach, the way leads back into it
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert window.walk.where(window.focusWidget()) == "top bar"
        QTest.keyClick(window.focusWidget(), forth)
        assert sheet.isAncestorOf(window.focusWidget())
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert not sheet.isVisible()

    on_screen(act)


# What the offscreen platform says it cannot do when something of its own pops up.
popping_up = pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)


@popping_up
def test_the_account_that_is_picked_drives_ticket_chart_and_result(
    on_screen: Any, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text(
        '[[accounts]]\nid = "one"\nname = "Practice"\n'
        '[[accounts]]\nid = "two"\ncash = 50000\n[webhook]\ndefault_group = "one"\n'
    )

    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        assert window.windowTitle() == "PAPER · Practice · TraderTerminal"
        picker = named(window, "Account Practice, PAPER")
        click(picker)
        (menu,) = picker.findChildren(QMenu)
        menu.actions()[1].trigger()
        menu.close()
        assert window.windowTitle() == "PAPER · two · TraderTerminal"
        pressed(window, "Market")
        buy = next(b for b in window.findChildren(PriceButton) if "Buy" in b.accessibleName())
        click(buy)
        await until(service, lambda: position(service) == 1)
        symbol = service.engine.resolve("ES").symbol
        assert desk.positions["two", symbol].quantity == 1
        window.flush()
        shown = [label.text() for label in window.findChildren(TopBar)[0].findChildren(QLabel)]
        assert "$0.00" not in shown
        click(picker)
        menus = [m for m in picker.findChildren(QMenu) if m.isVisible()]
        menus[0].actions()[0].trigger()
        menus[0].close()
        window.flush()
        shown = [label.text() for label in window.findChildren(TopBar)[0].findChildren(QLabel)]
        assert "$0.00" in shown

    on_screen(act)


def test_fills_and_refusals_appear_as_toasts_beside_the_ticket(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        await arranged(service, screen, 1600, 1000)
        account = service.engine.settings.accounts[0].id
        symbol = service.engine.resolve("ES").symbol
        (toasts,) = window.findChildren(Toasts)
        assert not toasts.isVisible()
        await desk.place(OrderWish(account, "ES", "delta", "buy", Decimal(1), source="test"))
        await desk.place(OrderWish(account, "ES", "delta", "buy", Decimal(900), source="test"))
        await until(service, lambda: position(service) == 1)
        window.flush()
        names = [toast.accessibleName() for toast in toasts.findChildren(Toast)]
        assert len(names) == 2
        assert any(name.startswith(f"Bought 1 {symbol} @ ") for name in names)
        assert any(name.startswith(f"Refused: Buy 900 {symbol} on {account}") for name in names)
        shows = [b.accessibleName() for b in toasts.findChildren(QPushButton)]
        assert shows.count("Show Orders") == 1
        assert "Show Positions" not in shows  # a fill leaves by itself
        for toast in toasts.findChildren(Toast):
            corner = toast.mapTo(window, toast.rect().bottomRight())
            assert corner.x() < dock(screen, "Ticket").x()
            assert corner.y() < window.height() - read_theme("ink", 12).em(2.17)
            assert toast.height() >= 58
        (refusal,) = [t for t in toasts.findChildren(Toast) if "Refused" in t.accessibleName()]
        await desk.place(OrderWish(account, "ES", "delta", "buy", Decimal(1), source="test"))
        await until(service, lambda: position(service) == 2)
        window.flush()
        assert len([t for t in toasts.findChildren(Toast) if t.isVisible()]) == 3
        assert refusal.isVisible()  # the same one: it may be under the pointer
        window.open_pane("Journal")
        await service.engine.host.sleep(0.05)
        order = window.children()
        assert order.index(toasts) > max(
            order.index(dock(screen, n)) for n in ("Alerts", "Journal")
        )
        click(named(window, "Show Orders"))
        await service.engine.host.sleep(0.05)
        assert window.walk.where(window.focusWidget()) == "Orders"
        left = [t.accessibleName() for t in toasts.findChildren(Toast) if t.isVisible()]
        assert len(left) == 2

    on_screen(act)


@pytest.mark.parametrize("size", [(1600, 1000), (1366, 768)])
@pytest.mark.parametrize("template", ["Trade", "Scalp", "Swing", "Prop"])
def test_no_notice_lies_over_a_way_out(
    on_screen: Any, size: tuple[int, int], template: str
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, desk = screen.window, service.engine.desk
        window.resize(*size)
        window.arrange(*size, template)
        await service.engine.host.sleep(0.1)
        account = service.engine.settings.accounts[0].id
        order = OrderWish(account, "ES", "delta", "buy", Decimal(1), source="test")
        for _ in range(5):
            await desk.place(order)
        await until(service, lambda: position(service) == 5)
        window.flush()
        (toasts,) = window.findChildren(Toasts)
        (more,) = [b for b in toasts.findChildren(QPushButton) if b.text() == "Dismiss all"]
        assert more.isVisible()
        shown = [one for one in toasts.findChildren(Toast) if one.isVisible()]
        assert len(shown) == 3
        covered = QRect(shown[0].mapTo(window, QPoint()), shown[-1].rect().size())
        covered.setTop(more.mapTo(window, QPoint()).y())
        covered.setBottom(shown[-1].mapTo(window, shown[-1].rect().bottomRight()).y())
        panes = [dock(screen, name) for name in ("Ticket", "Ladder")]
        ways_out = [
            one
            for pane in panes
            for one in pane.findChildren(QPushButton)
            if one.isVisible()
            and one.accessibleName().startswith(("Close ", "Flatten ", "Reverse"))
        ]
        assert ways_out
        for one in ways_out:
            box = QRect(one.mapTo(window, QPoint()), one.size())
            assert not box.intersects(covered), one.accessibleName()

    on_screen(act)


def test_a_ledger_that_is_down_pushes_the_work_area_once(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        await arranged(service, screen, 1600, 1000)
        tops = {
            name: dock(screen, name).mapTo(window, QPoint()).y() for name in ("Chart", "Ticket")
        }
        service.engine.ledger._down = "the disk is full"
        window.flush()
        await service.engine.host.sleep(0.1)
        (strip,) = banners(window)
        assert strip.accessibleName().startswith(
            "The ledger cannot be written: the disk is full. New entries wait, exits work."
        )
        assert strip.height() == read_theme("ink", 12).em(3.33)
        moved = {name: dock(screen, name).mapTo(window, QPoint()).y() for name in tops}
        pushed = {moved[name] - tops[name] for name in tops}
        assert len(pushed) == 1
        assert pushed.pop() >= strip.height()
        service.engine.ledger._down = ""
        window.flush()
        await service.engine.host.sleep(0.1)
        assert {n: dock(screen, n).mapTo(window, QPoint()).y() for n in tops} == tops

    on_screen(act)


def test_the_menus_hold_what_a_trader_expects(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        menus = {menu.title(): menu for menu in window.menuBar().findChildren(QMenu)}
        assert {"File", "View", "Trade", "Help", "Theme"} <= menus.keys()
        entries = {action.text(): action for menu in menus.values() for action in menu.actions()}
        assert {"Quit", "Symbol search", "Cancel all orders", "Flatten all accounts…"} <= set(
            entries
        )
        assert entries["Ink"].isChecked()
        entries["How it works"].trigger()
        (page,) = window.findChildren(QTextBrowser)
        assert "The life of an order" in page.toPlainText()
        click(named(window, "Close Help"))
        entries["About TraderTerminal"].trigger()
        shown = " ".join(label.text() for label in window.findChildren(QLabel))
        assert f"Version {__version__}" in shown
        assert "MIT licence" in shown

    on_screen(act)


def test_chips_spell_themselves_out_and_open_their_pane(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        await arranged(service, screen, 1366, 768)
        window.flush()
        (hook,) = [c for c in window.findChildren(Chip) if c.accessibleName().startswith("Hook")]
        assert service.listener.url in hook.toolTip()
        click(hook)
        assert window.walk.where(window.focusWidget()) == "Alerts"
        names = re.compile(r"PAPER Armed \d\d:\d\d")  # for how long
        (mode,) = [c for c in window.findChildren(Chip) if names.fullmatch(c.accessibleName())]
        assert mode.state.outline == "paper"

    on_screen(act)


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_why_an_account_cannot_be_armed_is_said_where_it_was_asked_for(
    on_screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        arming, window = service.engine.arming, screen.window
        gone = Message("login_offline", {"login": "apex", "account": "paper_simulator"})
        monkeypatch.setattr(arming, "_unready", lambda account: gone)
        pressed(named(window, "How far a click goes"), "Armed")
        assert QToolTip.text() == "apex is not connected, so that paper_simulator cannot be armed."
        assert arming.level("paper_simulator") is Level.CONFIRM
        monkeypatch.undo()
        QToolTip.hideText()
        pressed(named(window, "How far a click goes"), "Armed")
        assert arming.level("paper_simulator") is Level.ARMED

    on_screen(act, armed=False)


def test_another_theme_keeps_every_pane_where_it_is(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1500, 900)
        dock(screen, "Journal").hide()
        named(screen.window, "Quantity").setText("7")
        named(screen.window, "Quantity").setModified(True)
        named(screen.window, "Quantity").editingFinished.emit()
        old = screen.window
        screen.choose_theme("ivory")
        await service.engine.host.sleep(0.2)
        window = screen.window
        assert window is not old
        assert (window.width(), window.height()) == (1500, 900)
        assert not dock(screen, "Journal").isVisible()
        assert named(window, "Quantity").text() == "7"
        ivory = read_theme("ivory", 12)
        picture = window.grab().toImage()
        assert picture.pixelColor(1, window.height() - 2) == ivory.color("bg0")

    on_screen(act)


def test_the_theme_that_was_chosen_comes_back_until_the_settings_change(
    on_screen: Any, tmp_path: Path
) -> None:
    async def choose(service: Service, screen: Screen) -> None:
        screen.choose_theme("clear")

    async def theme_at_start(service: Service, screen: Screen) -> str:
        window = screen.window
        (checked,) = [
            action.text()
            for menu in window.menuBar().findChildren(QMenu, options=ANYWHERE)
            if menu.title() == "Theme"
            for action in menu.actions()
            if action.isChecked()
        ]
        return str(checked)

    on_screen(choose)
    assert on_screen(theme_at_start) == "Clear"
    (tmp_path / "config.toml").write_text('[ui]\ntheme = "contrast"\n')
    assert on_screen(theme_at_start) == "Contrast"


def test_all_is_collected_once_the_last_of_several_windows_is_gone(
    on_screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected, gone = list[list[str]](), list[str]()
    monkeypatch.setattr(service_module, "_collect_all", lambda: collected.append(list(gone)))

    async def act(service: Service, screen: Screen) -> None:
        works = []
        for name in ("first", "second"):
            screen.window.destroyed.connect(partial(gone.append, name))
            screen.choose_theme("ivory" if name == "first" else "clear")
            works.append(screen._giving_back)
        first, second = works
        assert first is not None
        assert second is not None
        await until(service, second.done)
        assert first.cancelled()
        assert collected == [["first", "second"]]

    on_screen(act)


@popping_up
def test_a_window_from_a_screen_that_is_gone_returns_to_the_main_one(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        await arranged(service, screen, 700, 500)
        dock(screen, "Journal").setFloating(True)
        dock(screen, "Journal").move(9000, 4000)
        window.move(6000, 3000)
        await service.engine.host.sleep(0.05)
        state = window.layout_state()
        window.move(0, 0)
        assert window.restore_layout(state)
        await service.engine.host.sleep(0.05)
        on = QGuiApplication.primaryScreen().availableGeometry()
        assert on.intersects(window.frameGeometry())
        assert on.contains(window.frameGeometry().topLeft())
        assert on.intersects(dock(screen, "Journal").frameGeometry())

    on_screen(act)


@popping_up
def test_a_pane_that_floats_takes_the_way_out_along(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        chart = dock(screen, "Chart")
        way_out = named(chart, "Flatten all accounts, from here")
        assert not way_out.isVisible()
        chart.setFloating(True)
        await until(service, way_out.isVisible)
        bar = chart.titleBarWidget()
        assert bar.rect().contains(way_out.geometry())
        band = bar.grab().toImage().pixelColor(bar.width() // 2, 0)
        assert band == read_theme("ink", 12).color("paper")
        account = service.engine.settings.accounts[0].id
        desk = service.engine.desk
        await desk.place(OrderWish(account, "ES", "delta", "buy", Decimal(1), source="test"))
        await until(service, lambda: position(service) == 1)
        QTest.mousePress(way_out, Qt.MouseButton.LeftButton)
        await until(service, lambda: position(service) == 0)
        QTest.mouseRelease(way_out, Qt.MouseButton.LeftButton)
        chart.setFloating(False)
        await until(service, lambda: not way_out.isVisible())

    on_screen(act)


def test_a_narrow_pane_keeps_its_tools(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1000, 700)
        for bar in screen.window.findChildren(TitleBar):
            if bar.isVisible() and bar.tools.isVisible():
                corner = bar.tools.mapTo(bar, bar.tools.rect().bottomRight())
                assert bar.rect().contains(corner)

    on_screen(act)


def test_icons_are_drawn_anew_for_another_pixel_ratio(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        tool = named(screen.window, "More for Ticket")
        await until(service, lambda: not tool.icon().isNull())
        before = tool.icon().cacheKey()
        QApplication.sendEvent(screen.window, QEvent(QEvent.Type.DevicePixelRatioChange))
        assert tool.icon().cacheKey() != before

    on_screen(act)


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
def test_everything_that_takes_the_focus_has_a_name(on_screen: Any) -> None:
    """In every pane and sheet, with a position, orders and trades."""

    async def act(service: Service, screen: Screen) -> None:
        window, asking = screen.window, screen.window.asking
        await trade(service)
        seen, nameless = set[QWidget](), set[str]()

        async def look(where: str) -> None:
            await service.engine.host.sleep(0.05)
            window.flush()
            for widget in window.findChildren(QWidget):
                takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                # Of Qt's own, the tabs of docks say what stands on them.
                if not takes_focus or not widget.isVisible() or type(widget) is QTabBar:
                    continue
                seen.add(widget)
                has_text = isinstance(widget, QAbstractButton) and widget.text()
                if not widget.accessibleName() and not has_text:
                    nameless.add(f"{where}: {type(widget).__name__}")

        for pane in PANES:
            window.open_pane(pane)
            await look(pane)
        for ask in (
            *(asking.to_flatten, asking.to_kill, asking.to_replay, asking.for_looks),
            *(asking.for_command, asking.about_keys, asking.open_settings, asking.about_program),
            screen.charting.charts.active.open_indicators,
            *(lambda: pressed(window, "New alert…"), lambda: pressed(window, "Add broker…")),
        ):
            ask()
            await look("a sheet")
            for sheet in asking.sheets():
                sheet.put_away()
        assert nameless == set()
        assert len(seen) > 300

    on_screen(act)


def test_the_first_window_is_no_larger_than_the_screen(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        room = QGuiApplication.primaryScreen().availableSize()
        assert room.width() < 1600  # of the offscreen platform
        assert screen.window.width() <= room.width()
        assert screen.window.height() <= room.height()
        await service.engine.host.sleep(0.05)
        out = named(screen.window, "Flatten all accounts")
        assert screen.window.rect().contains(out.mapTo(screen.window, out.rect().bottomRight()))

    on_screen(act)


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)  # a tooltip pops up
def test_a_symbol_that_is_none_is_named_and_nothing_is_said_of_orders(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        field = named(screen.window, "Symbol search")
        field.setText("QQQQZZ")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.toolTip() == "QQQQZZ is not an instrument known here; the nearest is QQQ."
        assert "sent" not in field.toolTip()

    on_screen(act)


def test_many_notices_are_dismissed_at_once(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        account = service.engine.settings.accounts[0].id
        for _ in range(5):
            wish = OrderWish(account, "ES", "delta", "buy", Decimal(900), source="test")
            await service.engine.desk.place(wish)
        screen.window.flush()
        (toasts,) = screen.window.findChildren(Toasts)
        assert "2 more in their panes" in [each.text() for each in toasts.findChildren(QLabel)]
        click(named(screen.window, "Dismiss all notices"))
        assert not toasts.isVisible()

    on_screen(act)


def test_a_ticket_that_comes_back_pushes_the_notices_away(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, account = screen.window, service.engine.settings.accounts[0].id
        await arranged(service, screen, 1600, 1000)
        ticket, left = dock(screen, "Ticket"), dock(screen, "Ticket").x()
        ticket.toggleViewAction().trigger()
        wish = OrderWish(account, "ES", "delta", "buy", Decimal(900), source="test")
        await service.engine.desk.place(wish)
        window.flush()
        (toast,) = window.findChildren(Toast)

        def ends_at() -> int:
            return int(toast.mapTo(window, toast.rect().topRight()).x())

        assert ends_at() > left
        ticket.toggleViewAction().trigger()
        await until(service, lambda: ends_at() < ticket.x())

    on_screen(act)


def test_what_fills_its_pane_is_ringed_on_its_edge(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, accent = screen.window, read_theme("ink", 12).color("accent")
        await arranged(service, screen, 1600, 1000)
        for name in ("Positions", "Chart"):
            while window.walk.where(window.focusWidget()) != name:
                QTest.keyClick(window, Qt.Key.Key_F6)
            await service.engine.host.sleep(0.05)
            stop = window.focusWidget()
            side = stop.mapTo(window, QPoint(0, stop.height() // 2))
            seen = window.grab().toImage()
            columns = range(max(0, side.x() - 4), side.x() + 3)  # the gutter before it, too
            assert accent in [seen.pixelColor(x, side.y()) for x in columns], name

    on_screen(act)


def test_orders_have_more_room_than_positions(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        orders, positions = dock(screen, "Orders"), dock(screen, "Positions")
        await arranged(service, screen, 1600, 1000)
        assert orders.height() > positions.height()
        assert orders.x() == positions.x()
        await arranged(service, screen, 2560, 1440)
        assert abs(orders.width() - positions.width()) <= 1  # Qt's layout rounds
        assert orders.geometry().bottom() == positions.geometry().bottom()

    on_screen(act)


def test_the_chart_has_a_button_less_where_it_is_narrow(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1600, 1000)
        (pane,) = screen.window.findChildren(ChartPane)
        strip, seen = pane.header, []
        for width in (900, 420, 330, 900):
            strip.resize(width, strip.height())
            seen.append(sum(not one.isHidden() for one in strip.findChildren(IconButton)))
        assert seen[0] == seen[3] == 6
        assert seen[0] > seen[1] >= seen[2] == 1  # of settings, which have all of it
        assert strip.minimumSizeHint().width() < 330

    on_screen(act)


def test_how_a_symbol_is_drawn_is_kept_with_the_arrangement(on_screen: Any, tmp_path: Path) -> None:
    async def act(service: Service, screen: Screen) -> None:
        (chart,) = screen.window.findChildren(ChartWidget)
        menu = chart.menu_of(QPointF(9, 9))
        types = next(action.menu() for action in menu.actions() if action.text() == "Type")
        assert isinstance(types, QMenu)
        next(action for action in types.actions() if action.text() == "Area").trigger()

    on_screen(act)
    kept = json.loads(json.loads((tmp_path / "layout.json").read_text("utf-8"))["chart"])
    (own,) = kept["templates"]["own"].values()
    assert own == {"type": "area"}

    async def look(service: Service, screen: Screen) -> ChartType:
        return screen.charts.first.vm.options.type

    assert on_screen(look) is ChartType.AREA


def test_the_chart_with_the_focus_is_shown_in_every_other_turn_and_others_in_one_of_four(
    on_screen: Any,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        window.stop()
        window._turn = TURNS - 1  # the next is the first
        frames = {"Chart": 0, "Positions": 0}
        panes = window._docking._panes
        for name in frames:
            panes[name] = replace(panes[name], flush=partial(_count, frames, name))
        (chart,) = window.findChildren(ChartWidget)
        chart.setFocus()
        for _ in range(20):
            window._frame()
        assert frames == {"Chart": 10, "Positions": 5}
        window.open_pane("Ticket")
        for _ in range(20):
            window._frame()
        assert frames == {"Chart": 15, "Positions": 10}
        dock(screen, "Chart").hide()  # what nobody sees is not drawn
        for _ in range(20):
            window._frame()
        assert frames == {"Chart": 15, "Positions": 15}

    on_screen(act)


def test_charts_are_drawn_in_turns_of_their_own(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, drawn, turns = screen.window, dict[str, list[int]](), range(TURNS)
        for _ in range(3):
            screen.charting.new_chart()
        window.resize(1920, 1080)
        window.arrange(1920, 1080)
        window.open_pane("Ticket")
        window.stop()
        window._turn, now = TURNS - 1, [0]  # the next is the first
        panes = window._docking._panes
        for chart in screen.charts.all:
            drawn[chart.name] = []

            def note(name: str = chart.name) -> None:
                drawn[name].append(now[0])

            panes[chart.name] = replace(panes[chart.name], flush=note)
        for turn in turns:
            now[0] = turn
            window._frame()
        assert sorted(drawn.values()) == [[turn] for turn in turns]

    on_screen(act)


def _count(frames: dict[str, int], name: str) -> None:
    frames[name] += 1


def test_nothing_is_drawn_while_an_order_is_on_its_way_out_and_all_of_it_then(
    on_screen: Any,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, haste = screen.window, [True]
        frames, painted = {"Positions": 0}, [0]
        panes = window._docking._panes
        panes["Positions"] = replace(panes["Positions"], flush=partial(_count, frames, "Positions"))

        def paint() -> None:
            painted[0] += 1

        window._chrome = replace(window._chrome, in_haste=lambda: haste[0], painted=paint)
        window.update()
        await until(service, lambda: window._owes_paint)
        for _ in range(4):
            window._frame()
        assert (frames["Positions"], painted) == (0, [0])
        haste[0] = False
        await until(service, lambda: painted[0] > 0 and frames["Positions"] > 0)
        assert not window._owes_paint

    on_screen(act)


def test_orders_that_come_and_go_do_not_lay_out_the_window(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        desk, symbol = service.engine.desk, service.engine.resolve("ES").symbol
        (account,) = desk.accounts
        tabs = named(screen.window, "Which orders")
        assert isinstance(tabs, QTabBar)

        async def place_and_count(number: int) -> None:
            wish = OrderWish(
                account,
                symbol,
                "delta",
                "buy",
                Decimal(1),
                order_type=OrderType.LIMIT,
                limit_price=Decimal(1000 + number),
            )
            await desk.place(wish)
            await until(service, lambda: tabs.tabText(0) == f"Working {number}")

        for number in range(1, 4):
            await place_and_count(number)
        laid_out = LaidOut(dock(screen, "Orders"))  # which asks the window
        for number in range(4, 14):
            await place_and_count(number)
        # A digit more is a reason, and so is a scroll bar.
        assert laid_out.times <= 3

    on_screen(act)


def test_the_first_order_of_a_list_and_its_end_do_not_lay_out_the_window(
    on_screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hint, asked = TitleBar.sizeHint, [0]

    def counted(bar: TitleBar) -> QSize:
        asked[0] += 1
        return hint(bar)

    monkeypatch.setattr(TitleBar, "sizeHint", counted)

    async def act(service: Service, screen: Screen) -> None:
        desk, symbol = service.engine.desk, service.engine.resolve("ES").symbol
        (account,) = desk.accounts
        orders = dock(screen, "Orders")
        (table,) = orders.findChildren(TableView)

        async def come_and_go() -> None:
            low = Decimal(1000)  # where nothing trades
            wish = OrderWish(account, symbol, "delta", "buy", Decimal(1), OrderType.LIMIT, low)
            order = await desk.place(wish)
            await until(service, table.isVisible)
            await desk.cancel(order.order_id)
            await until(service, lambda: not table.isVisible())

        for _ in range(3):  # what is shown for the first time is given its room
            await come_and_go()
        asked[0] = 0
        layout = screen.window.layout()
        assert layout is not None
        layout.invalidate()
        layout.activate()
        once, asked[0] = asked[0], 0
        assert once
        for _ in range(6):
            await come_and_go()
        # Each of both turns of the list was one; others have their reasons, as a number that grows.
        assert asked[0] <= 8 * once

    on_screen(act)
