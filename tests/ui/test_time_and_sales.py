"""Time and sales in its pane: drawn, filtered, held under the pointer, looked back in."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QCursor, QEnterEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from tests.support.builders import ES
from tests.support.market import SECOND, a_hub, a_trade
from tests.support.on_screen import named, until
from traderterminal.app.screen import Screen, build_screen, read_theme
from traderterminal.app.service import Service
from traderterminal.kit.clock import VirtualClock, to_datetime
from traderterminal.market.hub import MarketHub
from traderterminal.market.tape import Merge
from traderterminal.market.ticks import Aggressor
from traderterminal.ui.panes.time_and_sales import TapeWidget, TimeAndSalesPane
from traderterminal.ui.viewmodels.time_and_sales import TimeAndSalesViewModel

Run = Callable[..., Any]
NOON_NS = 1_704_967_200 * SECOND


class Shown:
    """The pane on a hub of the test."""

    def __init__(self, qtbot: QtBot) -> None:
        self.theme = read_theme("ink", 12)
        self.clock = VirtualClock(NOON_NS)
        self.hub: MarketHub = a_hub(self.clock)
        self.vm = TimeAndSalesViewModel(self.hub, lambda _, at_ns: to_datetime(at_ns))
        self.pane = TimeAndSalesPane(self.vm, self.theme)
        qtbot.addWidget(self.pane)
        self.pane.resize(380, 600)
        QCursor.setPos(QPoint(790, 790))  # the test before may have left the pointer here
        self.pane.show()
        self.tape: TapeWidget = self.pane.tape
        self.vm.show(ES)

    def trades(self, *sizes: int, side: Aggressor = Aggressor.BUYER) -> None:
        for size in sizes:
            self.hub.publish(a_trade(19_200, size, self.clock.now_ns(), side))
        self.vm.flush()

    def sizes(self, count: int = 4) -> list[str]:
        return [row.size for row in self.vm.rows(count)]

    def enter(self) -> None:
        at = QPointF(50, 50)
        QApplication.sendEvent(self.tape, QEnterEvent(at, at, at))

    def leave(self) -> None:
        QApplication.sendEvent(self.tape, QEvent(QEvent.Type.Leave))

    def colours(self) -> set[str]:
        image = self.tape.grab().toImage()
        places = product(range(image.width()), range(image.height()))
        return {image.pixelColor(x, y).name() for x, y in places}

    def hue(self, token: str) -> str:
        return self.theme.color(token).name()

    @property
    def words(self) -> str:
        return " ".join(label.text() for label in self.pane.findChildren(QLabel))


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    made = Shown(qtbot)
    yield made
    made.vm.close()


def test_a_trade_has_the_colour_of_who_crossed_the_spread(shown: Shown) -> None:
    assert shown.hue("buy") not in shown.colours()
    shown.trades(1)
    assert shown.hue("buy") in shown.colours()
    assert shown.hue("sell") not in shown.colours()
    shown.trades(1, side=Aggressor.SELLER)
    assert {shown.hue("buy"), shown.hue("sell")} <= shown.colours()


def test_a_large_trade_has_its_row_tinted(shown: Shown) -> None:
    shown.trades(1, 50)
    tint = shown.theme.mix("buy", "bg1", 0.16).name()
    assert tint not in shown.colours()
    large = named(shown.pane, "Size from which a trade stands out")
    QTest.keyClicks(large, "50")
    QTest.keyClick(large, Qt.Key.Key_Return)
    assert tint in shown.colours()
    assert "large from 50" in shown.words


def test_sizes_below_what_was_typed_are_left_out(shown: Shown) -> None:
    shown.trades(1, 20, 3)
    least = named(shown.pane, "Least size shown")
    QTest.keyClicks(least, "4")
    QTest.keyClick(least, Qt.Key.Key_Return)
    assert shown.sizes() == ["20"]
    least.clear()
    QTest.keyClicks(least, "few")
    QTest.keyClick(least, Qt.Key.Key_Return)
    assert "'few' is not a quantity" in shown.words
    assert shown.sizes() == ["20"]


def test_it_stands_still_while_the_pointer_is_on_it(shown: Shown) -> None:
    shown.trades(1, 2)
    shown.enter()
    shown.trades(3, 4, 5)
    assert shown.sizes() == ["2", "1"]
    assert "held, 3 newer" in shown.words
    shown.leave()
    assert shown.sizes() == ["5", "4", "3", "2"]
    # a pane that is closed under the pointer is told of no leaving
    shown.enter()
    shown.tape.hide()
    assert not shown.vm.is_held


def test_wheel_and_keys_look_back_and_return(shown: Shown) -> None:
    shown.trades(*range(1, 100))
    at = QPointF(50, 50)
    turn = QWheelEvent(
        at,
        shown.tape.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(shown.tape, turn)
    assert shown.sizes(1) == ["96"]
    QTest.keyClick(shown.tape, Qt.Key.Key_Down)
    assert shown.sizes(1) == ["95"]
    QTest.keyClick(shown.tape, Qt.Key.Key_PageDown)
    assert shown.vm.back == 4 + shown.tape.rows - 2
    QTest.keyClick(shown.tape, Qt.Key.Key_PageUp)
    QTest.keyClick(shown.tape, Qt.Key.Key_Up)
    assert shown.sizes(1) == ["96"]
    QTest.keyClick(shown.tape, Qt.Key.Key_Home)
    assert (shown.sizes(1), shown.vm.is_held) == (["99"], False)


def test_trades_are_put_together_as_chosen(shown: Shown) -> None:
    choice = named(shown.pane, "Trades that make a row")
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert shown.vm.merge is Merge.SWEEP
    shown.trades(1, 2, 3)
    assert [(row.size, row.trades) for row in shown.vm.rows(3)] == [("6", 3)]
    assert shown.colours()


@pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the (mouse|keyboard)$",
    extend=True,
)
def test_rows_are_copied(shown: Shown) -> None:
    shown.trades(7)
    shown.trades(8, side=Aggressor.SELLER)
    QTest.keyClick(shown.tape, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "10:00:00.000\t4,800.00\t8\tsell\t1",
        "10:00:00.000\t4,800.00\t7\tbuy\t1",
    ]
    assert QToolTip.text() == "Copied"
    QToolTip.hideText()
    QGuiApplication.clipboard().clear()
    at = QPoint(20, 20)
    QApplication.sendEvent(shown.tape, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at))
    (menu,) = shown.tape.findChildren(QMenu)
    menu.actions()[0].trigger()
    assert QGuiApplication.clipboard().text()
    menu.close()


def test_who_cannot_see_it_is_told(shown: Shown) -> None:
    shown.trades(7)
    assert shown.tape.accessibleName() == "Time and sales, ESH2024"
    shown.tape._spoken.invalidate()
    shown.trades(9)
    assert shown.tape.accessibleDescription() == "bought 9 at 4,800.00, 10:00:00"


def test_a_narrow_pane_keeps_time_price_and_size(shown: Shown) -> None:
    shown.pane.resize(shown.pane.minimumSizeHint())
    assert shown.tape.width() >= sum(shown.tape._widths[:3])
    shown.trades(1)
    assert shown.hue("buy") in shown.colours()


def test_it_follows_its_group_and_is_there_next_time(on_screen: Run, qapp: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, tape = screen.window, screen.watching.tape
        window.open_pane("Tape")
        screen.links.show("Chart", service.engine.resolve("NQ"))
        assert tape.instrument == service.engine.resolve("NQ")
        await until(service, lambda: bool(tape.rows(1)))
        (pane,) = window.findChildren(TimeAndSalesPane)
        await service.engine.host.sleep(0.1)
        assert pane.tape.accessibleName().startswith("Time and sales, NQ")
        tape.choose_merge(Merge.PRICE)
        screen.close()
        again = build_screen(qapp, service)
        try:
            assert again.watching.tape.merge is Merge.PRICE
            assert again.watching.tape.instrument == service.engine.resolve("NQ")
        finally:
            again.close()
            again.window.close()
            again.window.deleteLater()

    on_screen(act)


def test_in_a_narrow_pane_no_word_of_what_is_asked_for_is_cut(shown: Shown) -> None:
    choice = named(shown.pane, "Trades that make a row")
    assert isinstance(choice, QComboBox)
    least, large = (
        named(shown.pane, words)
        for words in ("Least size shown", "Size from which a trade stands out")
    )
    for width in (240, 380):
        shown.pane.resize(width, 600)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        assert (least.y() < choice.geometry().bottom()) is (width == 380)
        words = [choice.itemText(number) for number in range(choice.count())]
        widest = max(choice.fontMetrics().horizontalAdvance(text) for text in words)
        assert choice.width() > widest + shown.theme.em(2)
        for field, text in ((least, "Min"), (large, "Large")):
            assert field.width() > field.fontMetrics().horizontalAdvance(text) + shown.theme.em(1)
