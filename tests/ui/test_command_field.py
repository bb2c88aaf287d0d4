"""The command field in the top bar: what is typed into it and what its keys do."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget

from tests.support.on_screen import named, pressed, until
from tests.support.ticket_bench import Bench
from tests.unit.ui.viewmodels.test_command_field import Field
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.desk.arming import Level
from traderterminal.ui.panes.ticket import TicketPane
from traderterminal.ui.theme import apply_theme
from traderterminal.ui.viewmodels.hotkeys import ORDER_LINE
from traderterminal.ui.widgets.command_field import CommandField, CommandPreview

PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
NONE = Qt.KeyboardModifier.NoModifier


class Shown:
    """A command field in a window of its own."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.field = Field(bench)
        self.window = QWidget()
        self.window.resize(700, 400)
        self.edit = CommandField(self.field.vm, read_theme("ink", 12))
        self.other = QPushButton("Elsewhere")
        row = QHBoxLayout(self.window)
        row.addWidget(self.edit)
        row.addWidget(self.other)
        self.window.show()
        self.window.activateWindow()
        self.edit.setFocus()

    @property
    def preview(self) -> CommandPreview | None:
        found = self.window.findChildren(CommandPreview)
        return found[0] if found else None

    async def orders(self) -> int:
        await self.bench.paper.drained()
        return len(self.bench.paper.desk.orders)


@pytest_asyncio.fixture
async def shown(qapp: QApplication) -> AsyncIterator[Shown]:
    apply_theme(qapp, read_theme("ink", 12))
    bench = Bench()
    await bench.open()
    made = Shown(bench)
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(None, 0)
    made.field.vm.close()
    await bench.close()


async def test_the_preview_stands_below_while_it_is_typed_and_goes_with_the_focus(
    shown: Shown,
) -> None:
    assert shown.preview is None
    QTest.keyClicks(shown.edit, "buy 2 es @ 4790 stop 16t")
    plate = shown.preview
    assert plate is not None
    assert plate.isVisible()
    assert plate.words[0] == "PAPER Paper: Buy 2 ESH2024 limit 4,790.00, Day, with exits."
    assert shown.edit.accessibleDescription() == " ".join(plate.words)
    inside = plate.geometry().adjusted(18, 18, -18, -18)
    assert inside.top() >= shown.edit.geometry().bottom()
    assert shown.window.rect().contains(inside)
    shown.other.setFocus()
    assert not plate.isVisible()
    assert await shown.orders() == 0


async def test_enter_sends_once_and_empties_the_field(shown: Shown) -> None:
    QTest.keyClicks(shown.edit, "buy 1 es @ 4790")
    for kind, repeats in ((PRESS, False), *[(RELEASE, True), (PRESS, True)] * 20, (RELEASE, False)):
        QApplication.sendEvent(shown.edit, QKeyEvent(kind, Qt.Key.Key_Return, NONE, "\r", repeats))
    assert await shown.orders() == 1
    assert shown.edit.text() == ""
    assert shown.preview is not None
    assert shown.preview.words == ["Buy 1 ESH2024: working."]
    QTest.keyClick(shown.edit, Qt.Key.Key_Return)  # of an empty field
    assert await shown.orders() == 1


async def test_a_key_that_was_held_before_the_line_was_typed_sends_nothing(shown: Shown) -> None:
    QTest.keyClicks(shown.edit, "buy 1 es @ 4790")
    for _ in range(3):
        QApplication.sendEvent(shown.edit, QKeyEvent(PRESS, Qt.Key.Key_Return, NONE, "\r", True))
    assert await shown.orders() == 0
    assert shown.edit.text() == "buy 1 es @ 4790"


async def test_a_fault_is_marked_in_the_field_and_on_the_plate(shown: Shown) -> None:
    QTest.keyClicks(shown.edit, "buy 2 esx @ 4790")
    plate = shown.preview
    assert plate is not None
    before = plate.grab().toImage()
    QTest.keyClick(shown.edit, Qt.Key.Key_Return)
    assert await shown.orders() == 0
    assert shown.edit.text() == "buy 2 esx @ 4790"
    assert shown.edit.selectedText() == "esx"
    error = read_theme("ink", 12).color("error").rgb()
    assert any(
        before.pixel(x, y) == error for x in range(before.width()) for y in range(before.height())
    )


async def test_up_calls_back_what_was_sent_and_esc_takes_it_away(shown: Shown) -> None:
    QTest.keyClicks(shown.edit, "buy 1 es @ 4790")
    QTest.keyClick(shown.edit, Qt.Key.Key_Return)
    QTest.keyClick(shown.edit, Qt.Key.Key_Up)
    assert shown.edit.text() == "buy 1 es @ 4790"
    assert shown.preview is not None
    assert shown.preview.words[0].startswith("PAPER Paper: Buy 1 ESH2024 limit")
    QTest.keyClick(shown.edit, Qt.Key.Key_Down)
    assert shown.edit.text() == ""
    QTest.keyClick(shown.edit, Qt.Key.Key_Up)
    QTest.keyClick(shown.edit, Qt.Key.Key_Escape)
    assert shown.edit.text() == ""
    assert not shown.preview.isVisible()
    QTest.keyClick(shown.edit, Qt.Key.Key_Escape)
    assert not shown.edit.hasFocus()
    assert await shown.orders() == 1


async def test_the_plate_follows_the_market(shown: Shown) -> None:
    QTest.keyClicks(shown.edit, "buy 1 es @ bid")
    shown.bench.say("4795.00", "4795.25")
    shown.edit.flush()
    assert shown.preview is not None
    assert "limit 4,795.00" in shown.preview.words[0]


def test_a_key_leads_to_the_field_and_an_order_trades(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        field = named(window, "Order as a line of text")
        assert field.hasFocus()
        QTest.keyClicks(field, "buy 2 es stop 40t")
        QTest.keyClick(field, Qt.Key.Key_Return)
        desk = service.engine.desk
        await until(service, lambda: sum(p.quantity for p in desk.positions.values()) == 2)
        await until(service, lambda: any(o.link == "SL" for o in desk.live_orders("")))
        assert {order.source for order in desk.orders.values() if not order.link} == {"command"}

    on_screen(act)


class KeepsAll(QLineEdit):
    """Takes every key for itself, as fields on X11 take Ctrl+E."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def test_the_key_leads_there_out_of_a_field_that_would_keep_it(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        command = named(window, "Order as a line of text")
        (ticket,) = window.findChildren(TicketPane)
        price = named(ticket, "Limit price")
        greedy = KeepsAll(window)
        greedy.show()
        for field in (price, greedy):
            field.setFocus()
            before = field.text()
            QTest.keyClick(field, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
            assert command.hasFocus()
            QTest.keyClicks(window.focusWidget(), "buy 9")
            assert (command.text(), field.text()) == ("buy 9", before)
        greedy.setFocus()
        QTest.keyClick(greedy, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert named(window, "Symbol search").hasFocus()

    on_screen(act)


def test_a_field_keeps_what_edits_it_whatever_is_given_that_key(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        field = QLineEdit(screen.window)
        field.show()
        field.setFocus()
        assert screen.window._chrome.hotkeys.take(ORDER_LINE, "Ctrl+Z") == ""
        QTest.keyClicks(field, "12")
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert field.hasFocus()
        assert field.text() == ""
        assert screen.window._chrome.hotkeys.take(ORDER_LINE, "E") == ""
        QTest.keyClicks(field, "e")
        assert (field.hasFocus(), field.text()) == (True, "e")

    on_screen(act)


@pytest.mark.parametrize("width", [1366, 1600, 2560])
def test_the_top_bar_has_room_for_the_field(on_screen: Any, width: int) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.window.resize(width, 768)
        await service.engine.host.sleep(0.1)
        field = named(screen.window, "Order as a line of text")
        example = field.fontMetrics().horizontalAdvance(field.placeholderText())
        assert field.width() >= example
        symbol = named(screen.window, "Symbol search")
        assert symbol.width() >= symbol.minimumWidth()
        assert not field.geometry().intersects(symbol.geometry())

    on_screen(act)


def test_where_the_account_asks_the_line_goes_by_the_same_question(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        arming, account = service.engine.arming, "paper_simulator"
        arming.lower(account, Level.CONFIRM)
        field = named(screen.window, "Order as a line of text")
        field.setFocus()
        QTest.keyClicks(field, "buy 1 es")
        QTest.keyClick(field, Qt.Key.Key_Return)
        await service.engine.host.sleep(0.1)
        assert service.engine.desk.orders == {}
        symbol = service.engine.resolve("ES").symbol  # the front month of today
        pressed(screen.window, f"Buy 1 {symbol}")
        await until(service, lambda: len(service.engine.desk.orders) == 1)
        assert arming.level(account) is Level.CONFIRM

    on_screen(act)
