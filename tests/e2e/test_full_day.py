"""A trader's day in the real window, by mouse and keys of a real screen; the ledger agrees."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.accessible_tree import Element
from tests.support.running_engine import RunningEngine, running_engine
from tests.support.shared_data import REPOSITORY
from tests.support.x_display import XDisplay, until, x_display
from traderterminal.storage.resources import SHIPPED
from traderterminal.ui.ladder.columns import Column, Grid
from traderterminal.ui.theme import load_theme

D = Decimal
WIDTH, HEIGHT = 1600, 1400  # so that the ladder shows the exits, too
FONT_PX: Final = 12
TICK: Final = D("0.25")
#: How much farther the stop is dragged.
FARTHER: Final = D("1.00")
POINT_VALUE: Final = 50
LIVE: Final = frozenset({"intent", "sending", "unknown", "accepted", "partially_filled"})
#: What the trader of this day does, order by order, and what becomes of each.
DONE: Final = [
    ("buy", "limit", "2", "canceled"),  # rested, and was taken back
    ("buy", "limit", "2", "filled"),
    ("sell", "limit", "2", "canceled"),  # its target
    ("sell", "stop", "2", "canceled"),  # its stop, dragged
    ("sell", "market", "2", "filled"),  # round: out of it,
    ("sell", "market", "2", "filled"),  # and in the other way
    ("buy", "limit", "2", "canceled"),
    ("buy", "stop", "2", "canceled"),
    ("buy", "market", "2", "filled"),  # flattened
    ("buy", "market", "2", "filled"),
    ("sell", "limit", "2", "canceled"),
    ("sell", "stop", "2", "canceled"),
    ("buy", "limit", "2", "canceled"),  # by the kill switch
    ("buy", "limit", "2", "denied"),
    ("sell", "market", "2", "filled"),  # closed under it
]
PRICE: Final = re.compile(r"(?:limit|stop) ([\d,.]*\d)")


class Day:
    """One trader at one window, and what the program says by its API of what came of it."""

    def __init__(self, display: XDisplay, engine: RunningEngine) -> None:
        self.display = display
        self.engine = engine
        self._line: Element | None = None

    # What the program says.

    def orders(self) -> list[dict[str, Any]]:
        return list(reversed(self.engine.all("/orders")))

    def live(self) -> list[dict[str, Any]]:
        return [order for order in self.orders() if order["status"] in LIVE]

    def held(self) -> Decimal:
        return sum((D(p["quantity"]) for p in self.engine.get("/positions")["items"]), D(0))

    def until_held(self, quantity: int) -> None:
        until(lambda: self.held() == quantity, f"a position of {quantity}")

    def comes(self, known: list[dict[str, Any]], **wanted: object) -> dict[str, Any]:
        """Wait for the one order that is as wanted and was not known before, and return it."""
        before = {order["order_id"] for order in known}

        def found() -> dict[str, Any] | None:
            new = [o for o in self.orders() if o["order_id"] not in before]
            fits = [order for order in new if wanted.items() <= order.items()]
            assert len(fits) < 2, fits
            return fits[0] if fits else None

        return until(found, f"an order with {wanted}")

    def becomes(self, order: dict[str, Any], **wanted: object) -> dict[str, Any]:
        """Wait until an order is as wanted."""
        path = f"/orders/{order['order_id']}"
        found: dict[str, Any] = self.engine.until(path, lambda now: wanted.items() <= now.items())
        return found

    def ask(self) -> Decimal:
        return D(self.engine.get("/quotes?symbols=ES")["items"][0]["ask"])

    # The ladder, which says below its buttons what a click would send where the pointer is.

    @property
    def line(self) -> str:
        if self._line is None:
            close = self.display.find("Close ").box
            pane = self.display.find("Ladder", "panel")
            (self._line,) = (
                one
                for one in pane.shown()
                if one.role == "label" and one.box.left == close.left and one.box.top > close.top
            )
        return self._line.name

    def until_said(self, words: str) -> None:
        until(lambda: words in self.line, f"{words!r} below the ladder")

    def aim(self, column: Column, choose: Callable[[Decimal], Decimal]) -> Decimal:
        """Point at a price of the ladder, chosen when its lowest one is known; return the price.

        The rows stand still from then on, as long as the pointer stays.
        """
        self.display.point_at("Ladder", "label")
        until(lambda: not self.line, "an empty line below the ladder")
        grid, lowest = self._grid(), self._grid().rows - 1
        self.display.act("mousemove", *self._cell(grid, Column.BUYS, lowest))
        until(lambda: PRICE.search(self.line), "the price of the lowest row")
        (found,) = PRICE.findall(self.line)
        low = D(found.replace(",", ""))
        price = choose(low)
        self._low = (low, lowest)
        self.display.act("mousemove", *self._at(column, price))
        return price

    def _at(self, column: Column, price: Decimal) -> tuple[int, int]:
        low, lowest = self._low
        row = lowest - int((price - low) / TICK)
        assert 0 <= row <= lowest, (price, low)
        return self._cell(self._grid(), column, row)

    def _grid(self) -> Grid:
        box = self.display.find("Ladder, ").box
        return Grid(load_theme(SHIPPED / "themes/ink.toml", FONT_PX), box.width, box.height, ())

    def _cell(self, grid: Grid, column: Column, row: int) -> tuple[int, int]:
        box, span = self.display.find("Ladder, ").box, grid.span(column)
        assert span is not None
        middle = grid.top(row) + grid.row_height // 2
        return box.left + int(span.middle), box.top + middle

    def drag(self, column: Column, start: Decimal, end: Decimal) -> None:
        """Take what rests at a price of the ladder to another price."""
        self.aim(column, lambda _: start)
        until(lambda: not self.line, f"something of ours at {start}")
        self.display.act("mousedown", 1)
        try:
            self.display.act("mousemove", *self._at(column, end))
            self.until_said(f"to {end:,}")
        finally:
            self.display.act("mouseup", 1)


@pytest.mark.timeout(180)
def test_a_day_by_hand_is_what_the_ledger_holds(tmp_path: Path) -> None:
    with x_display(WIDTH, HEIGHT) as display:
        arguments = ("--market", "sim", "--seed", "1")
        with running_engine(
            tmp_path, *arguments, command="", surroundings=display.environment
        ) as engine:
            day = Day(display, engine)
            open_the_desk(day)
            trade(day)
            throw_the_kill_switch(day)
            told = everything(engine)
            display.act("key", "--clearmodifiers", "ctrl+q")
            assert engine.ended() == 0
    check_the_ledger(tmp_path, told)


def open_the_desk(day: Day) -> None:
    """The workspace of a scalper, two contracts at a time."""
    display, engine = day.display, day.engine
    engine.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
    display.click("Skip guide")
    display.until_gone("Skip guide")
    display.click("Armed")  # every account starts in Confirm
    display.click("Scalp", "page tab")
    display.fill_the_screen(WIDTH, HEIGHT)
    display.click("Quantity 2")
    display.find("Buy market, buy 2 ")


def trade(day: Day) -> None:
    """In, protected, moved, turned round, and out."""
    display = day.display
    display.click("No exits", "combo box")
    display.act("key", "Down", "Return")
    display.find("16 / 18 t", "combo box")
    # A limit that rests, and is taken back with the middle button.
    known = day.orders()
    price = day.aim(Column.BUYS, lambda low: low + 2 * TICK)
    day.until_said(f"Buy 2 limit {price:,}, with exits")
    display.act("click", 1)
    rests = day.comes(known, side="buy", status="accepted")
    assert (rests["order_type"], D(rests["limit_price"])) == ("limit", price)
    display.act("click", 2)
    day.becomes(rests, status="canceled")
    # In at once, by a click that insists on a limit past the offer; its exits rest around it.
    known = day.orders()
    price = day.aim(Column.BUYS, lambda _: day.ask() + 4 * TICK)
    display.act("keydown", "ctrl")
    try:
        day.until_said(f"Buy 2 limit {price:,}, with exits")
        display.act("click", 1)
    finally:
        display.act("keyup", "ctrl")
    entry = day.comes(known, side="buy", status="filled")
    day.until_held(2)
    stop = day.comes(known, side="sell", order_type="stop", status="accepted")
    target = day.comes(known, side="sell", order_type="limit", status="accepted")
    assert {stop["parent_id"], target["parent_id"]} == {entry["order_id"]}
    assert D(entry["average_price"]) - D(stop["stop_price"]) == 16 * TICK
    assert D(target["limit_price"]) - D(entry["average_price"]) == 18 * TICK
    # The stop is dragged farther away, by one change of the same order.
    start = D(stop["stop_price"])
    day.drag(Column.SELLS, start, start - FARTHER)
    day.becomes(stop, status="accepted", stop_price=str(start - FARTHER))
    assert len(day.live()) == 2
    # Round: short as much, and nothing of the old exits is left.
    known = day.orders()
    display.click("Reverse ")
    day.until_held(-2)
    for left in (stop, target):
        day.becomes(left, status="canceled")
    for kind in ("stop", "limit"):
        day.comes(known, side="buy", order_type=kind, status="accepted")
    # Out: flat, with nothing working.
    display.click("Flatten ES")
    day.until_held(0)
    until(lambda: not day.live(), "no working order")


def throw_the_kill_switch(day: Day) -> None:
    """Thrown with a position and an order at work: what adds goes, and nothing more comes in."""
    display, engine = day.display, day.engine
    known = day.orders()
    display.click("Buy market")
    entry = day.comes(known, side="buy", status="filled")
    day.until_held(2)
    stop = day.comes(known, side="sell", order_type="stop", status="accepted")
    price = day.aim(Column.BUYS, lambda low: low + 1 * TICK)
    display.act("click", 1)
    adds = day.comes(
        known, side="buy", order_type="limit", limit_price=f"{price}", status="accepted"
    )
    display.hold("Kill switch", lambda: engine.get("/health")["kill_switch"]["engaged"])
    display.find("Kill switch is on, release it")
    day.becomes(adds, status="canceled")
    assert day.becomes(stop, status="accepted")["parent_id"] == entry["order_id"]
    assert day.held() == 2
    day.aim(Column.BUYS, lambda low: low + 1 * TICK)
    display.act("click", 1)
    day.until_said("Nothing was sent. The kill switch is on")
    assert day.held() == 2
    # The way out stays open.
    display.click("Close ")
    day.until_held(0)
    until(lambda: not day.live(), "no working order")


def everything(engine: RunningEngine) -> dict[str, Any]:
    """What is told of the day: each list whole."""
    found: dict[str, Any] = {name: engine.all(f"/{name}") for name in ("orders", "fills", "trades")}
    found["held"] = [p for p in engine.get("/positions")["items"] if D(p["quantity"])]
    found["net"] = engine.get("/performance")["net"]
    found["kill switch"] = engine.get("/health")["kill_switch"]["engaged"]
    return found


def check_the_ledger(folder: Path, told: dict[str, Any]) -> None:
    """What was told while it was done is what was done, and what the ledger holds for ever."""
    shown = ("side", "order_type", "quantity", "status")
    orders = [tuple(order[name] for name in shown) for order in reversed(told["orders"])]
    assert orders == DONE
    paid = {order["order_id"]: [D(0), D(0)] for order in told["orders"]}
    cash = D(0)
    for fill in told["fills"]:
        quantity, price = D(fill["quantity"]), D(fill["price"])
        paid[fill["order_id"]][0] += quantity
        paid[fill["order_id"]][1] += quantity * price
        sign = -1 if fill["side"] == "buy" else 1
        cash += sign * quantity * price * POINT_VALUE - D(fill["fee"])
    for order in told["orders"]:
        quantity, value = paid[order["order_id"]]
        assert D(order["filled_quantity"]) == quantity
        assert not quantity or D(order["average_price"]) * quantity == value
    assert told["held"] == []
    assert told["kill switch"]
    assert [trade["direction"] for trade in reversed(told["trades"])] == ["long", "short", "long"]
    assert sum(D(trade["net_pnl"]) for trade in told["trades"]) == cash
    assert D(told["net"]) == cash
    statistics = asked(folder, "journal", "stats")
    assert (statistics["n"], D(statistics["net"])) == (3, cash)
    (ledger,) = [one for one in asked(folder, "doctor")["checks"] if one["name"] == "ledger"]
    assert ledger["status"] == "ok", ledger
    with running_engine(folder, "--market", "sim", "--seed", "1") as again:
        assert everything(again) == told


def asked(folder: Path, *words: str) -> dict[str, Any]:
    """Return what a command of the program says of the folder."""
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "traderterminal", *words, "--json", "--data-dir", str(folder)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found: dict[str, Any] = json.loads(ended.stdout)
    return found
