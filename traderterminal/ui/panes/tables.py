"""Positions and orders."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from traderterminal.domain.orders import Order, Where
from traderterminal.ui import texts
from traderterminal.ui.tables.table import Cell, Column, RowAction, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.accounts import (
    ORDER_FILTERS,
    OrdersViewModel,
    PositionRow,
    PositionsViewModel,
)
from traderterminal.ui.widgets.controls import button
from traderterminal.ui.widgets.empty_state import EmptyState
from traderterminal.ui.widgets.surface import lay_on

_ICONS = {Where.EXCHANGE: "exchange", Where.BROKER: "broker", Where.LOCAL: "this computer"}
_EMPTY_ORDERS = {
    "Working": ("No working orders", "Send one from the ticket, or let an alert do it."),
    "Filled": ("No filled orders", "What trades shows here."),
    "All": ("No orders", "Send one from the ticket, or let an alert do it."),
}


class PositionsPane(QWidget):
    """Open positions with their live result, and the way out of each."""

    def __init__(self, vm: PositionsViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        lay_on(self, theme)
        self.table: TableView[PositionRow] = TableView(
            _position_columns(vm),
            lambda row: row.key,
            theme,
            "Positions",
            describe=_say_position,
            actions=self._actions,
        )
        self._empty = EmptyState(theme, "orders", "No open positions", "A fill opens one.")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        rows = self._vm.rows
        self.table.set_rows(rows)
        self._pages.setCurrentWidget(self.table if rows else self._empty)

    def _actions(self, row: PositionRow) -> Sequence[RowAction]:
        position = row.position
        words = f"Close {position.symbol}"
        return [(words, lambda: self._vm.flatten(position.account, position.symbol))]


def _say_position(row: PositionRow) -> str:
    """The row as one sentence."""
    position = row.position
    side = "long" if position.quantity > 0 else "short"
    stop = "no stop" if row.protection.where is None else "stop " + _place(row).lower()
    return (
        f"{side} {formats.quantity(abs(position.quantity))} {position.symbol} from"
        f" {formats.price(position.average_price, row.instrument)}, open"
        f" {formats.signed_money(row.open_pnl)}, {stop}, {row.account.name}, {row.account.mode}"
    )


def _symbol(symbol: str) -> Cell:
    return Cell(formats.symbol(symbol), role="strong", tip=formats.symbol(symbol))


def _place(row: PositionRow) -> str:
    where = row.protection.where
    return "" if where is None else formats.PLACES[where]


def _result(row: PositionRow, value: Decimal | None, role: str = "body") -> Cell:
    band = formats.neutral_band(row.instrument, row.position.quantity)
    return Cell(formats.signed_money(value), formats.result_token(value, band), role)


def _side(row: PositionRow) -> Cell:
    long = row.position.quantity > 0
    size = formats.quantity(abs(row.position.quantity))
    if long:
        return Cell(f"Long {size}", "buy", "strong", glyph="▲")
    return Cell(f"Short {size}", "sell", "strong", glyph="▼")


def _last(row: PositionRow) -> Cell:
    shown = formats.price(row.last, row.instrument)
    if row.silent_s is None:
        return Cell(shown, "t3" if row.last is None else "t1")
    return Cell(shown, "stale", tip=f"{shown} · {formats.age(row.silent_s)} old")


def _ticks(row: PositionRow) -> Cell:
    if row.ticks is None:
        return Cell(formats.NOTHING, "t3")
    return Cell(formats.signed(round(row.ticks)), "t2")


def _if_stopped(row: PositionRow) -> Cell:
    value = row.if_stopped
    if value is None:
        return Cell("no limit", "warn", tip="No stop limits the loss of the whole position.")
    return Cell(formats.signed_money(value))


def _stop_at(row: PositionRow) -> Cell:
    held, covered = abs(row.position.quantity), row.protection.covered
    if row.protection.where is None:
        return Cell("No stop", "warn")
    if covered < held:
        part = f"{formats.quantity(covered)} of {formats.quantity(held)}"
        return Cell(part, "warn", tip=f"{_place(row)}; the rest has no stop.")
    exposed = row.protection.where is Where.LOCAL and row.account.mode != "simulator"
    icon = _ICONS[row.protection.where]
    return Cell(_place(row), "warn" if exposed else "t2", glyph=icon)


def _sum(rows: Sequence[PositionRow], values: Sequence[Decimal | None]) -> Cell:
    """The total of a column; not known while one of its values is not."""
    known = [value for value in values if value is not None]
    total = sum(known, Decimal(0)) if len(known) == len(rows) else None
    return Cell(formats.signed_money(total), formats.result_token(total), "strong")


def _stopped_total(rows: Sequence[PositionRow]) -> Cell:
    values = [row.if_stopped for row in rows]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return Cell("no limit", "warn", "strong")
    return Cell(formats.signed_money(sum(known, Decimal(0))), "t1", "strong")


def _position_columns(vm: PositionsViewModel) -> list[Column[PositionRow]]:
    price, money = Cell("111,240.00"), Cell("−$11,286.10", role="strong")
    return [
        Column(
            "Account",
            12.5,
            lambda r: Cell(r.account.name, badge=r.account.mode),
            sample=Cell("Simulator 100K", badge="sandbox"),
            stretch=True,
            total=lambda rows: Cell("All accounts", "t1", "strong"),
        ),
        Column(
            "Symbol",
            6.7,
            lambda r: _symbol(r.position.symbol),
            sample=Cell("MNQH2024", role="strong"),
        ),
        Column(
            "Position",
            6.3,
            _side,
            sample=Cell("Short 100", role="strong", glyph="▼"),
            order=lambda r: r.position.quantity,
        ),
        Column(
            "Avg price",
            6.3,
            lambda r: Cell(formats.price(r.position.average_price, r.instrument)),
            right=True,
            sample=price,
            order=lambda r: r.position.average_price or 0,
        ),
        Column("Last", 6, _last, right=True, sample=price, leaves=3, order=lambda r: r.last or 0),
        Column(
            "Open P&L",
            7.3,
            lambda r: _result(r, r.open_pnl, "strong"),
            right=True,
            sample=money,
            order=lambda r: r.open_pnl or 0,
            total=lambda rows: _sum(rows, [row.open_pnl for row in rows]),
        ),
        Column(
            "Ticks",
            4.2,
            _ticks,
            right=True,
            sample=Cell("−1,000"),
            leaves=1,
            order=lambda r: r.ticks or 0,
        ),
        Column(
            "Day P&L",
            7.3,
            lambda r: _result(r, r.day_pnl),
            right=True,
            sample=money,
            leaves=4,
            order=lambda r: r.day_pnl or 0,
            total=lambda rows: _sum(rows, [row.day_pnl for row in rows]),
        ),
        Column(
            "If stopped",
            7,
            _if_stopped,
            right=True,
            sample=money,
            order=lambda r: Decimal("-Infinity") if r.if_stopped is None else r.if_stopped,
            total=_stopped_total,
        ),
        Column(
            "Stop rests at", 7.8, _stop_at, sample=Cell("This computer", glyph="broker"), leaves=2
        ),
        Column(
            "",
            4.5,
            lambda r: Cell(
                "Close", "t1", "strong", outline="accent", spoken=f"Close {r.position.symbol}"
            ),
            sample=Cell("Close", role="strong", outline="accent"),
            press=lambda r: vm.flatten(r.position.account, r.position.symbol),
            name="Close button",
        ),
    ]


class OrdersPane(QWidget):
    """Working, filled or all orders; cancel one or all."""

    def __init__(self, vm: OrdersViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        lay_on(self, theme)
        self.table: TableView[Order] = TableView(
            _order_columns(vm),
            lambda order: order.order_id,
            theme,
            "Orders",
            describe=lambda order: _say_order(vm, order),
            actions=self._actions,
        )
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName("Which orders")
        for name in ORDER_FILTERS:
            self._tabs.addTab(f"{name} {vm.count(name)}")
        self._tabs.setCurrentIndex(ORDER_FILTERS.index(vm.filter))
        self._tabs.currentChanged.connect(lambda n: vm.choose_filter(ORDER_FILTERS[n]))
        strip = QHBoxLayout()
        strip.setContentsMargins(2, 2, 6, 2)
        strip.setSpacing(4)
        strip.addWidget(self._tabs)
        strip.addStretch(1)
        strip.addWidget(button("Cancel order", "small", self._cancel_one))
        strip.addWidget(button("Cancel all", "small", vm.cancel_all, "Cancel all working orders"))
        self._empty = EmptyState(theme, "orders", *_EMPTY_ORDERS[vm.filter])
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(strip)
        layout.addWidget(self._pages, 1)
        self.table.removed.connect(vm.cancel)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        rows = self._vm.rows
        self.table.set_rows(rows)
        self._empty.say(*_EMPTY_ORDERS[self._vm.filter])
        self._pages.setCurrentWidget(self.table if rows else self._empty)
        for number, name in enumerate(ORDER_FILTERS):
            words = f"{name} {self._vm.count(name)}"
            if self._tabs.tabText(number) != words:
                self._tabs.setTabText(number, words)

    def _cancel_one(self) -> None:
        """Cancel the selected order; the only working one where there is no choice."""
        order = self.table.selected()
        if order is None:
            working = [order for order in self._vm.rows if order.is_live]
            order = working[0] if len(working) == 1 else None
        if order is not None:
            self._vm.cancel(order.order_id)

    def _actions(self, order: Order) -> Sequence[RowAction]:
        if not order.is_live:
            return ()
        return [("Cancel order", lambda: self._vm.cancel(order.order_id))]


def _say_order(vm: OrdersViewModel, order: Order) -> str:
    """The row as one sentence."""
    price = formats.price(_price_of(order), vm.instrument(order.symbol))
    _, word, _ = formats.state(order, is_paper=vm.is_paper(order.account))
    at = "" if price == formats.NOTHING else f" at {price}"
    return (
        f"own {order.side} {formats.quantity(order.quantity)}"
        f" {formats.TYPES[order.order_type].lower()} {word.lower()}, {order.symbol}{at},"
        f" {order.account}"
    )


def _price_of(order: Order) -> Decimal | None:
    """The price that matters: trigger, limit, or what a market order made."""
    return order.stop_price or order.limit_price or order.average_price


def _order_columns(vm: OrdersViewModel) -> list[Column[Order]]:
    def time(order: Order) -> Cell:
        moment = vm.local(vm.instrument(order.symbol), order.created_ns)
        return Cell(f"{moment:%H:%M:%S}", "t2")

    def price(order: Order) -> Cell:
        return Cell(formats.price(_price_of(order), vm.instrument(order.symbol)))

    def state(order: Order) -> Cell:
        glyph, word, token = formats.state(order, is_paper=vm.is_paper(order.account))
        if token == "unknown":
            return Cell(word, token, "strong", glyph=glyph, outline="unknown")
        if word == "Part filled":
            word = f"{word} {_part(order)}"
        if order.reason is not None and not order.quantity:
            return Cell(texts.short(order.reason), token, glyph=glyph)
        if order.reason is None or token != "error":
            return Cell(word, token, glyph=glyph)
        return Cell(
            texts.refusal(order.reason), token, "medium", glyph=glyph, tip=texts.text(order.reason)
        )

    def where(order: Order) -> Cell:
        if not order.is_live:
            return Cell("")
        return Cell(formats.PLACES[order.where], "t2", glyph=_ICONS[order.where], glyph_token="t3")

    quantity = Cell("10,000")
    return [
        Column("Time", 5.5, time, sample=Cell("00:00:00"), order=lambda o: o.created_ns),
        Column(
            "Symbol",
            6.7,
            lambda o: _symbol(o.symbol),
            sample=Cell("MNQH2024", role="strong"),
        ),
        Column("Side", 5.3, _order_side, sample=Cell("Sell", role="strong", glyph="▼")),
        Column(
            "Qty",
            3.7,
            lambda o: Cell(formats.quantity(o.quantity)),
            right=True,
            sample=quantity,
            order=lambda o: o.quantity,
        ),
        Column("Type", 5.2, lambda o: Cell(formats.TYPES[o.order_type]), sample=Cell("Stop-lmt")),
        Column(
            "Price",
            6.3,
            price,
            right=True,
            sample=Cell("111,240.00"),
            order=lambda o: _price_of(o) or 0,
        ),
        Column(
            "Filled",
            4.3,
            lambda o: Cell(formats.quantity(o.filled_quantity), "t2"),
            right=True,
            sample=quantity,
            leaves=3,
            order=lambda o: o.filled_quantity,
        ),
        Column("State", 9.7, state, stretch=True, sample=Cell("Part filled 10 of 100", glyph="◐")),
        Column("Rests at", 7.5, where, sample=Cell("This computer", glyph="broker"), leaves=4),
        Column("Link", 4.3, lambda o: Cell(_link(o), "t2"), sample=Cell("SL"), leaves=1),
        Column(
            "From",
            8.3,
            lambda o: Cell(o.strategy or o.source.capitalize(), "t2"),
            sample=Cell("mean-rev-6e"),
            leaves=2,
        ),
    ]


def _order_side(order: Order) -> Cell:
    if not order.quantity:
        return Cell(formats.NOTHING, "t3")
    if order.side.sign > 0:
        return Cell("Buy", "buy", "strong", glyph="▲")
    return Cell("Sell", "sell", "strong", glyph="▼")


def _part(order: Order) -> str:
    return f"{formats.quantity(order.filled_quantity)} of {formats.quantity(order.quantity)}"


def _link(order: Order) -> str:
    """What the order is to another one: its stop or its target."""
    return order.link
