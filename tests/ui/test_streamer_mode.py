"""Streamer mode: no amount of money stands anywhere in the window, ticks and R do."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.support.traded import trade
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderType
from traderterminal.ui import texts
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.hotkeys import Act
from traderterminal.ui.viewmodels.rule_room import DAILY_LOSS, RuleRoom, RuleWarning
from traderterminal.ui.widgets.sheet import Sheet

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
AMOUNT = re.compile(r"\$[\d,]")
#: What an instrument is worth is no secret, nor is an example of what can be typed.
NO_SECRET = re.compile(r"= \$[\d.,]+|16t, 4pt, \$200|place: \$200")


@pytest.fixture(autouse=True)
def amounts_again() -> Iterator[None]:
    yield
    formats.hide_money(False)


def words_of(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, TableView):
        for row in range(widget.table.rowCount()):
            for number in range(len(widget.table.columns)):
                cell = widget.table.cell(row, number)
                yield f"{cell.text} {cell.tip or ''}"


def amounts(screen: Screen) -> list[str]:
    found = []
    for widget in screen.window.findChildren(QWidget):
        for words in words_of(widget):
            if AMOUNT.search(NO_SECRET.sub("", words)):
                found.append(f"{type(widget).__name__}: {words}")
    return found


def kinds(found: list[str]) -> Counter[str]:
    """How many amounts stand in each kind of widget."""
    return Counter(one.partition(":")[0] for one in found)


def test_no_amount_stands_anywhere_and_all_come_back(on_screen: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.window.resize(1600, 1000)
        screen.window.arrange(1600, 1000)
        await trade(service)
        screen.window.flush()
        shown, window = amounts(screen), screen.window
        assert len(shown) > 10
        for hidden in (True, False):
            QTest.keyClick(screen.window, Qt.Key.Key_M, CONTROL | SHIFT)
            await service.engine.host.sleep(0.1)
            screen.window.flush()
            if hidden:
                assert amounts(screen) == []
                ladder = [row.result for row in screen.trading.ladder.rows()]
                assert set(ladder) == {formats.HIDDEN}
            else:
                assert not kinds(shown) - kinds(amounts(screen))  # a result may have come since
                assert any(
                    row.result not in ("", formats.HIDDEN) for row in screen.trading.ladder.rows()
                )

        assert screen.window is window

    on_screen(act)


def test_no_amount_stands_in_any_pane_or_sheet_that_is_opened(
    on_screen: Callable[..., Any],
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, asking, ticket = screen.window, screen.window.asking, screen.trading.ticket
        window.resize(1600, 1000)
        window.arrange(1600, 1000)
        await trade(service)
        screen.hide_money(True)
        ticket.choose_type(OrderType.MARKET)
        preview = screen.trading.hotkey_acts.press(Act.PREVIEW_BUY).do
        assert preview is not None
        places: list[tuple[str, Callable[[], object]]] = [
            *((name, partial(window.open_pane, name)) for name in window._docking.docks),
            ("flatten", asking.to_flatten),
            ("kill switch", asking.to_kill),
            ("settings", asking.open_settings),
            ("commands", asking.for_command),
            ("looks", asking.for_looks),
            ("quit", window.quit),
            ("preview", preview),
        ]
        for name, go in places:
            go()
            await service.engine.host.sleep(0.05)
            window.flush()
            assert (name, amounts(screen)) == (name, [])
            asking.leave()
        assert "$" not in window.windowTitle()

    on_screen(act)


def test_what_was_told_or_asked_before_loses_its_amounts(on_screen: Callable[..., Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, ticket, orders = screen.window, screen.trading.ticket, screen.trading.orders
        room = RuleRoom("paper_simulator", DAILY_LOSS, "DLL", 0.9, "$500.00", "$5,000.00")
        screen.announcing.notices.warn(RuleWarning(room, 0.9))
        ticket.choose_type(OrderType.MARKET)
        preview = screen.trading.hotkey_acts.press(Act.PREVIEW_BUY).do
        assert preview is not None
        preview()
        refused = Message("insufficient_buying_power", {"sign": "$", "measured": "9", "limit": "7"})
        screen.trading.say(refused)
        orders.said = texts.text(refused), "error"
        window.flush()
        told = amounts(screen)
        assert kinds(told)["Toast"] == 1
        assert any("needs $9" in words for words in told)
        (sheet,) = window.findChildren(Sheet)
        fees = [shown for shown in sheet.findChildren(QLabel) if AMOUNT.search(shown.text())]
        assert fees
        screen.hide_money(True)
        await service.engine.host.sleep(0.05)
        window.flush()
        assert amounts(screen) == []
        assert {shown.text() for shown in fees} == {formats.HIDDEN}
        assert formats.HIDDEN in orders.said[0]
        assert "$" not in orders.said[0]
        screen.hide_money(False)
        (notice,) = screen.announcing.notices.shown
        assert "$500.00" in notice.detail

    on_screen(act)


def test_it_is_still_on_the_next_time(on_screen: Callable[..., Any], tmp_path: Path) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.hide_money(True)
        layout = (tmp_path / "layout.json").read_text("utf-8")
        assert json.loads(layout)["hides_money"] == "yes"  # the program may die here

    async def again(service: Service, screen: Screen) -> None:
        await trade(service)
        screen.window.flush()
        assert amounts(screen) == []

    on_screen(act)
    formats.hide_money(False)
    on_screen(again)


def test_a_sentence_hides_its_amounts_and_keeps_the_rest() -> None:
    told = Message(
        "daily_loss", {"account": "paper", "sign": "$", "measured": "1250", "limit": "1000"}
    )
    assert "$1,250" in texts.text(told)
    formats.hide_money(True)
    words = texts.text(told)
    assert "$" not in words
    assert words.count(formats.HIDDEN) == 2
    assert words.startswith("Refused. Nothing was sent. paper has lost ••• today")
