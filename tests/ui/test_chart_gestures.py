"""How the chart is moved and asked: gliding, pads, keys, the magnet, dates, the menu, pictures."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QMessageBox,
    QStyle,
    QStyleOptionFrame,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS
from tests.support.shown_chart import BARS, LEFT, Shown, shown
from traderterminal.domain.bars import Bar
from traderterminal.market.ticks import Aggressor, TradeTick
from traderterminal.ui.chart.compare import CompareLayer
from traderterminal.ui.chart.glide import Glide
from traderterminal.ui.chart.snapshot import save_picture
from traderterminal.ui.viewmodels.chart_options import ChartType, ClockChoice, ScaleKind

__all__ = ["shown"]


# Gliding.


class Watch:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.ms = 0

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def flung(parent: QWidget, move: Callable[[float], bool], *, moves: int = 5) -> tuple[Glide, Watch]:
    """A glide that was let go at 500 pixels a second."""
    watch = Watch()
    glide = Glide(move, parent, watch)
    for _ in range(moves):
        watch.ms += 10
        glide.note(5.0)
    glide.let_go()
    return glide, watch


def test_a_glide_goes_on_slows_down_and_rests(parent: QWidget) -> None:
    moved: list[float] = []

    def move(pixels: float) -> bool:
        moved.append(pixels)
        return True

    glide, watch = flung(parent, move)
    assert glide.is_moving
    while glide.is_moving:
        watch.ms += 16
        glide._step()
    assert moved[0] == pytest.approx(500 * 0.016, rel=0.3)
    assert all(a > b > 0 for a, b in pairwise(moved))
    assert 80 < sum(moved) < 250
    assert watch.ms < 2_000


def test_a_glide_ends_where_there_is_nowhere_to_go(parent: QWidget) -> None:
    glide, watch = flung(parent, lambda _: False)
    watch.ms += 16
    glide._step()
    assert not glide.is_moving


def test_what_stood_still_before_it_was_let_go_does_not_glide(parent: QWidget) -> None:
    glide, watch = flung(parent, lambda _: True, moves=1)
    assert not glide.is_moving
    for _ in range(5):
        watch.ms += 10
        glide.note(5.0)
    watch.ms += 200
    glide.let_go()
    assert not glide.is_moving


async def test_a_chart_that_is_flung_goes_on_and_a_press_holds_it(
    shown: Shown, qtbot: QtBot
) -> None:
    shown.fill()
    watch = Watch()
    shown.chart.glide._now_ms = watch
    times = shown.chart.times
    QTest.mousePress(shown.chart, LEFT, pos=QPoint(200, 200))
    for step in range(1, 7):
        watch.ms += 10
        QTest.mouseMove(shown.chart, QPoint(200 + 15 * step, 200))
    let_go = times.right
    QTest.mouseRelease(shown.chart, LEFT, pos=QPoint(290, 200))
    assert shown.chart.glide.is_moving
    watch.ms += 16
    qtbot.waitUntil(lambda: times.right < let_go, timeout=2000)
    QTest.mousePress(shown.chart, LEFT, pos=QPoint(200, 200))
    assert not shown.chart.glide.is_moving
    QTest.mouseRelease(shown.chart, LEFT, pos=QPoint(200, 200))
    assert not shown.chart.glide.is_moving


# Pads and keys.


def swipe(shown: Shown, by: QPoint) -> None:
    at = QPointF(300, 200)
    event = QWheelEvent(
        at,
        QPointF(shown.chart.mapToGlobal(at.toPoint())),
        by,
        by * 2,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    QApplication.sendEvent(shown.chart, event)


async def test_two_fingers_pan_by_the_pixel_and_zoom(shown: Shown) -> None:
    shown.fill()
    times = shown.chart.times
    right, pitch = times.right, times.pitch
    swipe(shown, QPoint(33, 4))
    assert times.right == pytest.approx(right - 33 / pitch)
    assert times.pitch == pitch
    swipe(shown, QPoint(2, 40))
    assert times.pitch == pytest.approx(pitch * 1.15)


@pytest.mark.parametrize(
    ("key", "bars"),
    [(Qt.Key.Key_Left, -5), (Qt.Key.Key_PageUp, -95 * 0.9), (Qt.Key.Key_PageDown, 0)],
)
async def test_keys_move_by_bars_and_pages(shown: Shown, key: Qt.Key, bars: float) -> None:
    shown.fill()
    times = shown.chart.times
    width = times.width / times.pitch
    QTest.keyClick(shown.chart, key)
    wanted = bars if bars in (-5, 0) else -0.9 * width
    assert times.right == pytest.approx(BARS + wanted)


async def test_escape_gives_up_what_is_held(shown: Shown) -> None:
    shown.fill()
    (order_id,) = await shown.rests("4799.00")
    at = shown.cross(order_id).toPoint()
    QTest.mousePress(shown.chart, LEFT, pos=at)
    QTest.keyClick(shown.chart, Qt.Key.Key_Escape)
    QTest.mouseRelease(shown.chart, LEFT, pos=at)
    await shown.bench.paper.drained()
    shown.vm.flush()
    assert len(shown.vm.order_lines) == 1


# The magnet.


async def test_the_magnet_draws_the_crosshair_to_a_price_of_the_bar(shown: Shown) -> None:
    shown.fill()
    series = shown.vm.series
    assert series is not None
    index = BARS - 30
    x = round(shown.chart.times.middle(index))
    y = round(shown.scale.y(float(series.high[index]))) - 12
    QTest.mouseMove(shown.chart, QPoint(x, y))
    accent = shown.theme.color("accent").rgb()
    axis = shown.chart.width() - 4

    def tag(image: QImage) -> float:
        rows = [row for row in range(image.height() - 30) if image.pixel(axis, row) == accent]
        return float(np.mean(rows))

    assert tag(shown.paint()) == pytest.approx(y, abs=4)
    shown.vm.choose(magnet=True)
    assert tag(shown.paint()) == pytest.approx(shown.scale.y(float(series.high[index])), abs=2)


# A date.


def typed(shown: Shown, text: str) -> None:
    QTest.keyClick(shown.chart, Qt.Key.Key_G)
    assert shown.chart.prompt.isVisible()
    QTest.keyClicks(shown.chart.prompt, text)
    QTest.keyClick(shown.chart.prompt, Qt.Key.Key_Return)


def reads_whole(prompt: QLineEdit) -> bool:
    option = QStyleOptionFrame()
    prompt.initStyleOption(option)
    inside = prompt.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, prompt)
    return prompt.fontMetrics().horizontalAdvance(prompt.placeholderText()) <= inside.width() - 4


async def test_what_is_asked_and_what_is_wrong_with_the_answer_is_read_whole(shown: Shown) -> None:
    shown.fill()
    shown.chart.ask_for_length()
    assert reads_whole(shown.chart.prompt)
    QTest.keyClicks(shown.chart.prompt, "99Q")
    QTest.keyClick(shown.chart.prompt, Qt.Key.Key_Return)
    assert shown.chart.prompt.placeholderText().startswith("99Q is no bar length")
    assert reads_whole(shown.chart.prompt)


async def test_g_goes_to_a_date(shown: Shown) -> None:
    shown.fill()
    times = shown.chart.times
    wanted = BARS - 250
    at = shown.vm.local_time(NOON_NS + wanted * MINUTE)
    typed(shown, f"{at:%Y-%m-%d %H:%M}")
    assert not shown.chart.prompt.isVisible()
    assert times.left < wanted < times.right
    assert times.index_at(times.origin + times.width / 2) == pytest.approx(wanted, abs=1)
    right = times.right
    typed(shown, "tomorrow")
    assert shown.chart.prompt.isVisible()
    assert shown.chart.prompt.placeholderText() == "tomorrow is no date such as 2024-01-11"
    # what is typed moves no chart
    QTest.keyClick(shown.chart.prompt, Qt.Key.Key_Left)
    assert times.right == right
    QTest.keyClick(shown.chart.prompt, Qt.Key.Key_Escape)
    assert not shown.chart.prompt.isVisible()


async def test_a_date_finds_the_first_bar_from_then_on(shown: Shown) -> None:
    assert shown.vm.find_bar("2024-01-11") is None
    shown.fill()
    at = shown.vm.local_time(NOON_NS + 7 * MINUTE)
    assert shown.vm.find_bar(f"{at:%Y-%m-%d %H:%M}") == 7
    assert shown.vm.find_bar("1999-01-01") == 0
    assert shown.vm.find_bar("2999-01-01") == BARS - 1
    for text in ("", "11 Jan", "2024-13-01", "2024-01-11T09:30Z"):
        assert shown.vm.find_bar(text) is None


# The menu.


def choose(menu: QMenu, *path: str) -> None:
    for number, words in enumerate(path):
        action = next(each for each in menu.actions() if each.text() == words)
        if number == len(path) - 1:
            action.trigger()
        else:
            found = action.menu()
            assert isinstance(found, QMenu)
            menu = found


async def test_everything_can_be_chosen_in_the_menu(shown: Shown) -> None:
    shown.fill()

    def pick(*path: str) -> None:
        choose(shown.chart.menu_of(QPointF(100, 100)), *path)

    pick("Type", "Bars")
    pick("Scale", "Logarithmic")
    pick("Scale", "Upside down")
    pick("Time", "UTC")
    pick("Magnet crosshair")
    pick("Volume")
    options = shown.vm.options
    assert (options.type, options.scale) == (ChartType.BARS, ScaleKind.LOG)
    assert (options.inverted, options.magnet, options.volume) == (True, True, False)
    assert options.clock is ClockChoice.UTC
    shown.scale.stretch(3)
    pick("Fit scales")
    assert shown.scale.auto
    pick("All bars")
    assert shown.chart.times.left == pytest.approx(0)
    pick("Latest bars")
    assert shown.chart.times.pitch == 6
    pick("Template", "Draw this symbol as usual")
    assert shown.vm.options.type is ChartType.CANDLES


@pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)
async def test_the_menu_opens_by_mouse_and_key_and_others_add_to_it(shown: Shown) -> None:
    shown.fill()
    asked: list[QPointF] = []
    shown.chart.menus.append(lambda menu, at: asked.append(at))
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        event = QContextMenuEvent(reason, QPoint(123, 77), shown.chart.mapToGlobal(QPoint(123, 77)))
        QApplication.sendEvent(shown.chart, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered = {action.text() for action in menu.actions()}
        assert {"Type", "Scale", "Go to date…", "Template"} <= offered
        menu.close()
    assert asked[0] == QPointF(123, 77)
    assert asked[1] == QPointF(shown.chart.areas().plot.center().toPoint())


# Pictures.


async def test_a_picture_goes_to_the_clipboard_and_into_a_file(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.fill()
    said: list[QPoint] = []
    show = QToolTip.showText

    def hear(at: QPoint, *words: Any) -> None:
        said.append(at)
        show(at, *words)

    monkeypatch.setattr(QToolTip, "showText", hear)
    choose(shown.chart.menu_of(QPointF(9, 9)), "Copy picture")
    (at,) = said
    assert shown.chart.mapFromGlobal(at) == shown.chart.areas().plot.center().toPoint()
    assert QGuiApplication.clipboard().image().size() == shown.chart.size()
    assert QToolTip.text() == "Copied"
    QToolTip.hideText()
    dialog = shown.chart.save_picture()
    assert dialog.isVisible()
    assert dialog.selectedFiles()[0].endswith("ESH2024, 1m.png")
    path = tmp_path / "chart.png"
    dialog.fileSelected.emit(str(path))
    assert QImage(str(path)).size() == shown.chart.size()
    dialog.close()


async def test_a_picture_that_cannot_be_written_is_told_of(shown: Shown, tmp_path: Path) -> None:
    dialog = save_picture(shown.chart, "x")
    dialog.fileSelected.emit(str(tmp_path / "missing" / "chart.png"))
    (box,) = shown.chart.findChildren(QMessageBox)
    assert "was not written" in box.text()
    box.close()
    dialog.close()


# Another symbol.


def trade_mes(shown: Shown, prices: list[int], first: int) -> None:
    for number, price in enumerate(prices):
        at = NOON_NS + (first + number) * MINUTE
        tick = TradeTick("MESH2024", at, price, 1, Aggressor.BUYER)
        shown.bench.hub.publish(tick)


async def test_another_symbol_is_drawn_in_percent_from_where_it_begins(shown: Shown) -> None:
    shown.fill()
    series = shown.vm.series
    assert series is not None
    first = BARS - 40
    start = int(series.close[first])
    trade_mes(shown, [start, *([start + 40] * 39)], first)
    choose(shown.chart.menu_of(QPointF(9, 9)), "Compare with…")
    QTest.keyClicks(shown.chart.prompt, "mesh2024")
    QTest.keyClick(shown.chart.prompt, Qt.Key.Key_Return)
    assert shown.vm.options.compare == ("MESH2024",)
    assert shown.vm.options.scale is ScaleKind.PERCENT
    image = shown.paint()
    x = round(shown.chart.times.middle(BARS - 20))
    y = round(shown.scale.y(start + 40))
    plain = shown.theme.color("bg1").red()
    assert max(image.pixelColor(x, row).red() for row in range(y - 2, y + 3)) > plain + 60
    choose(shown.chart.menu_of(QPointF(9, 9)), "Compare no more with MESH2024")
    assert not shown.vm.options.compare
    again = shown.paint()
    assert max(again.pixelColor(x, row).red() for row in range(y - 2, y + 3)) < plain + 60


@pytest.mark.parametrize(
    ("own", "other", "reaches"),
    [(1_000, 2_000, 1_100), (-1_000, 2_000, -900), (1_000, -2_000, 1_100), (-1_000, -2_000, -900)],
)
async def test_what_rises_is_drawn_as_rising_whatever_is_negative(
    shown: Shown, own: int, other: int, reaches: int
) -> None:
    risen = other + abs(other) // 10
    for symbol, last in (("ESH2024", own), ("MESH2024", risen)):
        first = own if symbol == "ESH2024" else other
        bars = [Bar(NOON_NS + n * MINUTE, p, p, p, p, 1) for n, p in enumerate((first, last))]
        shown.bench.bars.prepend(symbol, bars)
    assert shown.vm.compare_with("MESH2024") == ""
    shown.paint()
    (layer,) = [one for one in shown.chart.stack.price.placed if type(one.layer) is CompareLayer]
    found = layer.layer.extent(shown.frame_now())
    assert found == pytest.approx(tuple(sorted((own, reaches))))


async def test_what_cannot_be_compared_is_told(shown: Shown) -> None:
    shown.fill()
    assert shown.vm.compare_with("nothing") == "No symbol nothing"
    assert shown.vm.compare_with("ESH2024") == "ESH2024 is shown already"
    # a symbol without a trade is waited for
    assert shown.vm.compare_with("MESH2024") == ""
    shown.paint()
    trade_mes(shown, [19_000], BARS - 10)
    shown.paint()
    assert shown.vm.compare_with("MESH2024") == ""
    assert shown.vm.options.compare == ("MESH2024",)
