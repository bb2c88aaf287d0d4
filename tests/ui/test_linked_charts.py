"""Several charts in a window: opened, linked, arranged, closed, and there again next time."""

import gc
import json
import weakref
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMenu, QWidget

from tests.support.on_screen import named, until
from traderterminal.app.charts import MOST_CHARTS
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.ui.chart.panes import Frame
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.viewmodels.drawing import Kind
from traderterminal.ui.viewmodels.typed import Taken
from traderterminal.ui.widgets.title_bar import TitleBar
from traderterminal.ui.widgets.toasts import Toast

#: What the offscreen platform says it cannot do when something of its own pops up.
popping_up = pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)
Run = Callable[..., Any]


def docks(screen: Screen) -> dict[str, QDockWidget]:
    found = screen.window.findChildren(QDockWidget)
    return {d.objectName().removeprefix("dock "): d for d in found}


def charts(screen: Screen) -> dict[str, QDockWidget]:
    return {name: one for name, one in docks(screen).items() if name.startswith("Chart")}


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def chart_in(screen: Screen, name: str) -> ChartWidget:
    (found,) = docks(screen)[name].findChildren(ChartWidget)
    return found


def shown(screen: Screen) -> dict[str, str]:
    """The root that every chart and the ticket shows."""
    panes = {chart.name: chart.vm.instrument for chart in screen.charts.all}
    panes["Ticket"] = screen.trading.ticket.instrument
    return {name: "" if one is None else one.root for name, one in panes.items()}


def listening(service: Service, screen: Screen) -> dict[str, int]:
    """How many listen to what outlives a chart."""
    return {
        "desk": len(service.engine.desk.changed),
        "ticket": len(screen.trading.ticket.changed),
        "orders": len(screen.trading.orders.changed),
        "alerts": len(service.own_alerts.prices.changed),
        "drawings": len(screen.charts.drawings.changed),
        "links": len(screen.links.changed),
    }


def press_new_chart(screen: Screen) -> None:
    screen.window.flush()
    QTest.keyClick(screen.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def search(screen: Screen, text: str) -> None:
    field = named(screen.window, "Symbol search")
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def pick(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


def link(screen: Screen, chip: str, words: str) -> None:
    """Choose a group in the menu of a chip, with the keyboard."""
    found = named(screen.window, chip)
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)
    (menu,) = [m for m in found.findChildren(QMenu) if m.isVisible()]
    pick(menu, words)
    menu.close()


async def arranged(service: Service, screen: Screen, width: int, height: int) -> None:
    screen.window.resize(width, height)
    screen.window.arrange(width, height)
    await service.engine.host.sleep(0.1)


def test_a_new_chart_begins_as_the_active_one_and_stands_beside_it(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1366, 768)
        first = screen.charts.first
        first.vm.choose_resolution("15m")
        first.studies.add("rsi")
        press_new_chart(screen)
        await service.engine.host.sleep(0.1)
        assert list(charts(screen)) == ["Chart", "Chart 2"]
        made = screen.charts.active
        assert (made.name, made.vm.resolution_name) == ("Chart 2", "15m")
        assert [row.name for row in made.studies.rows] == ["VWAP", "EMA 21", "RSI 14"]
        assert screen.window.walk.where(screen.window.focusWidget()) == "Chart 2"
        left, right = charts(screen).values()
        await until(service, lambda: abs(left.width() - right.width()) <= 2)
        assert left.y() == right.y()
        assert screen.window.width() == 1366
        # from here on each has its own
        made.vm.choose_resolution("D")
        made.studies.remove(made.studies.rows[0])
        assert first.vm.resolution_name == "15m"
        assert len(first.studies.rows) == 3
        made.studies.choose_favourite("rsi", chosen=True)  # which are those of the trader
        assert first.studies.favourites == ["rsi"]

    on_screen(act)


def test_a_chart_without_room_beside_another_stands_below_it_and_the_rest_stays(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1600, 1000)
        docks = screen.window._docking.docks
        others = ("Ladder", "Watchlist", "Accounts", "Positions", "Alerts", "Ticket")
        before = {name: docks[name].geometry() for name in others}
        press_new_chart(screen)
        await service.engine.host.sleep(0.1)
        upper, lower = charts(screen).values()
        assert upper.x() == lower.x()
        assert abs(upper.height() - lower.height()) <= 2
        assert lower.y() - upper.geometry().bottom() == 5
        for name, at in before.items():
            now = docks[name].geometry()
            assert (now.x(), now.y()) == (at.x(), at.y()), name
            # a pixel goes to this pane or that one
            assert abs(now.width() - at.width()) + abs(now.height() - at.height()) <= 1, name
        press_new_chart(screen)
        await service.engine.host.sleep(0.1)
        assert docks["Chart"] in screen.window.tabifiedDockWidgets(docks["Chart 3"])

    on_screen(act)


def third_lies_below(screen: Screen, unlike: float) -> bool:
    """Whether the third is as wide as the two above it, of like heights; two widths differ by what
    the fonts of a machine leave over."""
    one, two, three = charts(screen).values()
    return (
        one.y() == two.y() < three.y()
        and three.width() >= one.width() + two.width()
        and abs(one.height() - three.height()) <= unlike * one.height()
        and abs(one.width() - two.width()) <= 0.02 * screen.window.width()
    )


def point(chart: ChartWidget, x: float) -> None:
    """Move the pointer over a chart, as Qt tells of it."""
    at, none = QPointF(x, 90), Qt.MouseButton.NoButton
    where, keys = QPointF(chart.mapToGlobal(at.toPoint())), Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, at, where, none, none, keys)
    QApplication.sendEvent(chart, event)


def column(chart: ChartWidget, x: float) -> list[int]:
    """The pixels of a column of the plot, as it is drawn now, below the legend."""
    image, plot = chart.grab().toImage(), chart.areas().plot
    return [image.pixel(round(x), y) for y in range(120, round(plot.bottom()))]


def changed(before: list[int], after: list[int]) -> int:
    return sum(one != other for one, other in zip(before, after, strict=True))


def test_the_crosshair_is_at_the_same_time_in_charts_of_a_group(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        press_new_chart(screen)
        one, two = chart_in(screen, "Chart"), chart_in(screen, "Chart 2")
        first, second = (chart.vm for chart in screen.charts.all)
        second.choose_resolution("5m")
        screen.window.flush()
        for chart in (one, two):
            chart.grab()
        series, longer = first.series, second.series
        assert series is not None
        assert longer is not None
        index = two.count - 5  # and a minute in the middle of that bar
        at_ns = int(longer.start_ns[index]) + 120 * 10**9
        minute = int(np.searchsorted(series.start_ns, at_ns))
        assert int(series.start_ns[minute]) == at_ns
        x, before = two.times.middle(index), column(two, two.times.middle(index))
        point(one, one.times.middle(minute))
        one.grab()
        assert two.drawing.linked() == at_ns
        dashed = column(two, x)
        assert changed(before, dashed) > len(before) / 4
        # not over a chart that is of another group, nor once the pointer has gone
        screen.links.choose_group("Chart 2", "C")
        assert changed(before, column(two, x)) < len(before) / 8  # a tick may have come
        screen.links.choose_group("Chart 2", "A")
        assert changed(dashed, column(two, x)) < len(before) / 8
        QApplication.sendEvent(one, QEvent(QEvent.Type.Leave))
        one.grab()
        assert two.drawing.linked() is None
        assert changed(before, column(two, x)) < len(before) / 8
        # from days to minutes and back
        first.choose_resolution("D")
        screen.window.flush()
        one.grab()
        assert first.series is not None
        day = first.series.count - 1
        point(two, x)
        two.grab()
        one.times.reset(one.count)
        assert one.drawing._linked_bar(frame_of(one), first.series) == day

    on_screen(act)


def frame_of(chart: ChartWidget) -> Frame:
    """The frame that a chart drew last."""
    chart.grab()
    scene = chart.drawing._scene
    assert scene is not None
    return scene.frame


def test_a_third_chart_lies_below_two_and_the_default_arrangement_keeps_that(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        for width, height in ((1366, 768), (2560, 1440)):
            await arranged(service, screen, width, height)
            while len(screen.charts.all) < 3:
                press_new_chart(screen)
                await service.engine.host.sleep(0.05)
            for unlike in (0.5, 0.15):  # the ladder needs its height, and spares the rest
                await until(service, partial(third_lies_below, screen, unlike))
                assert screen.window.width() == width
                await arranged(service, screen, width, height)

    on_screen(act)


def test_charts_without_room_beside_others_share_tabs_and_no_window_grows(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1366, 768)
        for _ in range(MOST_CHARTS + 1):
            press_new_chart(screen)
            await service.engine.host.sleep(0.02)
        assert len(charts(screen)) == MOST_CHARTS
        assert screen.window.width() == 1366
        entries = {a.text(): a for a in screen.window.actions()}
        screen.window.flush()
        assert not entries["New chart"].isEnabled()
        # what is behind a tab is not drawn
        told = {chart.name: 0 for chart in screen.charts.all}
        screen.window.stop()
        for chart in screen.charts.all:
            chart.vm.ask_for_a_frame()

            def count(_: None, name: str = chart.name) -> None:
                told[name] += 1

            chart.vm.changed.connect(count)
        screen.window.flush()
        seen = {n for n, d in charts(screen).items() if screen.window.rect().contains(d.pos())}
        assert 4 <= len(seen) < MOST_CHARTS
        assert {name for name, times in told.items() if times} == seen

    on_screen(act)


@popping_up
def test_a_symbol_shows_in_the_group_of_the_pane_that_was_used_last(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1600, 1000)
        press_new_chart(screen)
        press_new_chart(screen)
        window = screen.window
        assert named(window, "Symbol search").placeholderText() == "Symbol"
        link(screen, "Link of Chart 2, group a", "Group B")
        link(screen, "Link of Chart 3, group a", "Not linked")
        search(screen, "NQ")  # the chip of chart 3 was used last
        assert shown(screen) == {"Chart": "ES", "Chart 2": "ES", "Chart 3": "NQ", "Ticket": "ES"}
        window.open_pane("Ticket")
        assert named(window, "Symbol search").placeholderText() == "Symbol for group A"
        search(screen, "CL")
        assert shown(screen) == {"Chart": "CL", "Chart 2": "ES", "Chart 3": "NQ", "Ticket": "CL"}
        # who joins takes over what the group shows
        link(screen, "Link of Chart 3, not linked", "Group B")
        assert shown(screen)["Chart 3"] == "ES"
        chip = named(window, "Link of Chart 2, group b")
        assert chip.toolTip() == ("Linked in group B with Chart 3: all of it shows the same symbol")

    on_screen(act)


def test_a_chart_is_asked_for_a_symbol_duplicated_and_closed_from_its_menu(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        chart = chart_in(screen, "Chart")
        menu = chart.menu_of(QPointF(9, 9))
        assert "Close chart" not in [action.text() for action in menu.actions()]
        pick(menu, "Symbol…")
        chart.prompt.setText("QQQQZZ")
        QTest.keyClick(chart.prompt, Qt.Key.Key_Return)
        assert "not an instrument known here" in chart.prompt.placeholderText()
        QTest.keyClicks(chart.prompt, "nq")
        QTest.keyClick(chart.prompt, Qt.Key.Key_Return)
        assert shown(screen) == {"Chart": "NQ", "Ticket": "NQ"}
        pick(menu, "Duplicate chart")
        menu.close()
        assert shown(screen) == {"Chart": "NQ", "Chart 2": "NQ", "Ticket": "NQ"}
        pick(chart_in(screen, "Chart 2").menu_of(QPointF(9, 9)), "Close chart")
        await until(service, lambda: list(charts(screen)) == ["Chart"])
        assert screen.window.walk.where(screen.window.focusWidget()) == "Chart"
        assert "Chart 2" not in [a.text() for a in screen.window._menus.view.actions()]

    on_screen(act)


def test_a_chart_is_closed_for_good_by_its_button(on_screen: Run, tmp_path: Path) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1366, 768)
        press_new_chart(screen)
        press_new_chart(screen)
        gone = screen.charts.all[1]
        gone.studies.add("rsi")
        before = listening(service, screen)
        click(named(screen.window, "Maximise Chart 3"))
        click(named(screen.window, "Close Chart 2"))
        await until(service, lambda: list(charts(screen)) == ["Chart", "Chart 3"])
        assert [chart.name for chart in screen.charts.all] == ["Chart", "Chart 3"]
        assert listening(service, screen) == {name: n - 1 for name, n in before.items()}
        assert docks(screen)["Ticket"].isVisible()
        assert gone.studies.rows == []
        kept = json.loads((tmp_path / "studies.json").read_text("utf-8"))
        assert "Chart 2" not in kept["charts"]
        assert not screen.links.has("Chart 2")
        press_new_chart(screen)  # its name is free again
        assert list(charts(screen)) == ["Chart", "Chart 3", "Chart 2"]

    on_screen(act)


def test_what_a_closed_chart_has_left_is_given_back_soon(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1600, 1000)
        gc.disable()  # it would come by itself, some time
        try:
            press_new_chart(screen)
            press_new_chart(screen)
            left = [weakref.ref(chart.vm) for chart in screen.charts.all[1:]]
            for name in ("Chart 2", "Chart 3"):
                screen.charting.close_chart(name)
            await until(service, lambda: [one() for one in left] == [None, None])
        finally:
            gc.enable()

    on_screen(act)


def test_two_charts_of_a_symbol_show_and_change_the_same_drawings(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1600, 1000)
        press_new_chart(screen)
        await service.engine.host.sleep(0.05)
        first, second = screen.charts.all
        one, two = chart_in(screen, "Chart"), chart_in(screen, "Chart 2")
        for chart in (one, two):
            chart.grab()
        second.drawings.choose_kind(Kind.RAY)  # it waits there for its first point
        first.drawings.choose_kind(Kind.MEASURE)
        assert one.hasFocus()
        start = one.areas().plot.center().toPoint()
        QTest.mousePress(one, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(one, start + QPoint(60, 40))
        QTest.mouseRelease(one, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 40))
        (drawn,) = first.drawings.drawings
        assert second.drawings.shown == (drawn,)
        assert first.drawings.chosen == drawn
        assert (second.drawings.chosen, second.drawings.kind) == (None, Kind.RAY)
        assert one.hasFocus()
        two.setFocus()
        QTest.keyClick(two, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert not any(chart.drawings.drawings for chart in (first, second))
        assert first.drawings.spoken == ""
        assert first.drawings.can_redo
        assert two.hasFocus()
        screen.links.choose_group("Chart 2", "")
        screen.choose_symbol("Chart 2", "NQ")
        first.drawings.redo()
        assert not second.drawings.drawings
        screen.choose_symbol("Chart 2", "ES")
        assert len(second.drawings.drawings) == 1

    on_screen(act)


def test_an_order_dragged_on_the_second_chart_is_changed_once(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1600, 1000)
        press_new_chart(screen)
        desk, symbol = service.engine.desk, service.engine.resolve("ES").symbol
        quote = service.engine.hub.quote(symbol)
        assert quote is not None
        assert quote.bid is not None
        wish = OrderWish("paper_simulator", symbol, "delta", "buy", Decimal(1))
        limit = quote.bid - 2
        order = await desk.place(replace(wish, order_type=OrderType.LIMIT, limit_price=limit))
        await until(service, lambda: desk.orders[order.order_id].status is OrderStatus.ACCEPTED)
        changes: list[str] = []
        change = screen.trading.orders.move

        def counted(moved: Order, price: Decimal) -> Taken:
            changes.append(moved.order_id)
            return change(moved, price)

        screen.trading.orders.move = counted  # type: ignore[method-assign, assignment]  # a watch at the door
        screen.window.flush()
        chart = chart_in(screen, "Chart 2")
        chart.grab()
        drawn = chart.drawing.trading.handles
        box = next(box for box, tag in drawn if tag.key == order.order_id and box)
        start = QPointF(box.left() + 8, box.center().y()).toPoint()
        QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(chart, start + QPoint(0, 20))
        QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=start + QPoint(0, 20))
        await until(service, lambda: desk.orders[order.order_id].limit_price != limit)
        await service.engine.host.sleep(0.1)
        assert changes == [order.order_id]
        assert list(desk.orders) == [order.order_id]
        screen.window.flush()
        lines = [chart.vm.order_lines for chart in screen.charts.all]
        assert [line.ticks for line in lines[0]] == [line.ticks for line in lines[1]]

    on_screen(act)


def test_the_ladder_shows_and_trades_what_the_ticket_does(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.enter("Ladder")
        assert screen.links.active == "Ticket"
        screen.links.choose_group("Ticket", "D")
        assert named(screen.window, "Link of Ladder, group d")
        assert screen.chrome().choose("NQ") == ""
        assert shown(screen) == {"Chart": "ES", "Ticket": "NQ"}
        assert screen.trading.ladder.instrument == screen.trading.ticket.instrument
        (offer,) = screen.charts.first.trading.orders_at(0)
        assert offer.act is None
        assert "the ticket shows NQ" in offer.words

    on_screen(act)


def test_charts_links_and_symbols_come_back_with_the_arrangement(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> dict[str, Any]:
        await arranged(service, screen, 1600, 1000)
        press_new_chart(screen)
        press_new_chart(screen)
        second, third = screen.charts.all[1:]
        screen.links.choose_group("Chart 3", "C")
        screen.choose_symbol("Chart 3", "NQ")
        screen.choose_symbol("Ticket", "CL")
        second.vm.choose_resolution("5m")
        third.studies.add("rsi")
        screen.choose_theme("ivory")
        await service.engine.host.sleep(0.1)
        return look(screen)

    def look(screen: Screen) -> dict[str, Any]:
        return {
            "shown": shown(screen),
            "groups": {name: screen.links.group_of(name) for name in shown(screen)},
            "lengths": [chart.vm.resolution_name for chart in screen.charts.all],
            "studies": [[row.name for row in c.studies.rows] for c in screen.charts.all],
            "order": sorted(
                charts(screen), key=lambda n: (docks(screen)[n].y(), docks(screen)[n].x())
            ),
        }

    async def again(service: Service, screen: Screen) -> dict[str, Any]:
        await service.engine.host.sleep(0.1)
        assert not screen.window.findChildren(Toast)
        return look(screen)

    before = on_screen(act)
    assert before["shown"] == {"Chart": "CL", "Chart 2": "CL", "Chart 3": "NQ", "Ticket": "CL"}
    assert before["groups"]["Chart 3"] == "C"
    assert before["lengths"] == ["1m", "5m", "1m"]
    assert before["studies"][2] == ["VWAP", "EMA 21", "RSI 14"]
    assert on_screen(again) == before


@pytest.mark.parametrize(
    ("name", "kept", "says"),
    [
        ("charts", '{"Chart 2": 5, "Chart 3": {}}', "The other charts could not be read"),
        ("chart", "[]", "The first chart could not be read"),
        ("links", '{"Chart": {"group": "A", "symbol": "GONE"}}', "GONE, which is not known here"),
    ],
)
def test_what_is_restored_by_half_falls_back_and_is_told_once(
    on_screen: Run, tmp_path: Path, name: str, kept: str, says: str
) -> None:
    async def look(service: Service, screen: Screen) -> list[str]:
        screen.window.flush()
        assert shown(screen)["Chart"] == shown(screen)["Ticket"] == "ES"
        assert docks(screen)["Chart"].isVisible()
        return [
            label.text()
            for toast in screen.window.findChildren(Toast)
            for label in toast.findChildren(QLabel)
        ]

    (tmp_path / "layout.json").write_text(json.dumps({name: kept}), "utf-8")
    told = on_screen(look)
    assert "The arrangement was not restored whole" in told
    assert any(says in words for words in told)
    assert on_screen(look) == []


def test_an_arrangement_that_lacks_a_chart_gives_it_a_place_and_keeps_the_rest(
    on_screen: Run, tmp_path: Path
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1600, 1000)
        docks(screen)["Journal"].hide()

    async def look(service: Service, screen: Screen) -> None:
        await service.engine.host.sleep(0.1)
        for one in charts(screen).values():  # in tabs, where a screen has no more room
            assert one.isVisible()
            area = screen.window.dockWidgetArea(one)
            assert area is Qt.DockWidgetArea.TopDockWidgetArea
        assert len(charts(screen)) == 2
        assert not docks(screen)["Journal"].isVisible()

    on_screen(act)
    path = tmp_path / "layout.json"
    state = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**state, "charts": '{"Chart 2": {}}'}), "utf-8")
    on_screen(look)


@popping_up
def test_the_menu_of_a_pane_in_tabs_links_it_too(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        bar = docks(screen)["Ticket"].titleBarWidget()
        assert isinstance(bar, TitleBar)
        click(named(bar, "More for Ticket"))
        (menu,) = [m for m in bar.tools.findChildren(QMenu) if m.title() == "Link"]
        pick(menu, "Group D")
        for one in bar.tools.findChildren(QMenu):
            one.close()
        assert screen.links.group_of("Ticket") == "D"
        assert named(screen.window, "Link of Ticket, group d").isVisible()

    on_screen(act)
