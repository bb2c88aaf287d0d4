"""Positions and orders."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from traderterminal.domain.orders import Order, OrderType
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.accounts import (
    ORDER_FILTERS,
    OrdersViewModel,
    PositionRow,
    PositionsViewModel,
)
from traderterminal.ui.widgets.controls import button

_TYPES = {
    OrderType.MARKET: "Market",
    OrderType.LIMIT: "Limit",
    OrderType.STOP: "Stop",
    OrderType.STOP_LIMIT: "Stop-lmt",
    OrderType.TRAILING_STOP: "Trail",
    OrderType.MARKET_IF_TOUCHED: "MIT",
}


class PositionsPane(QWidget):
    """Open positions with their live result, and the way out of the selected one."""

    def __init__(self, vm: PositionsViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self.table: TableView[PositionRow] = TableView(
            _position_columns(theme), lambda row: row.key, theme, "Positions"
        )
        self._close = button("Close position", "exit", self._flatten)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 6)
        row.addWidget(self._close)
        row.addStretch(1)
        layout.addLayout(row)
        self.table.activated_row.connect(lambda _: self._flatten())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._name_exit())
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        self.table.set_rows(self._vm.rows)
        self._name_exit()

    def _chosen(self) -> PositionRow | None:
        """The selected position; the only one where there is no choice."""
        rows = self._vm.rows
        return self.table.selected() or (rows[0] if len(rows) == 1 else None)

    def _name_exit(self) -> None:
        row = self._chosen()
        words = "Close position" if row is None else f"Close {row.position.symbol}"
        if self._close.text() != words:
            self._close.setText(words)
        self._close.setToolTip("Select a position first" if row is None else "")

    def _flatten(self) -> None:
        row = self._chosen()
        if row is not None:
            self._vm.flatten(row.position.account, row.position.symbol)


def _position_columns(theme: Theme) -> list[Column[PositionRow]]:
    def side(row: PositionRow) -> Cell:
        long = row.position.quantity > 0
        size = formats.quantity(abs(row.position.quantity))
        words = f"▲ Long {size}" if long else f"▼ Short {size}"
        return Cell(words, "buy" if long else "sell", "strong")

    def result(row: PositionRow) -> Cell:
        token = "t3" if row.open_pnl is None else theme.result_token(float(row.open_pnl))
        return Cell(formats.signed_money(row.open_pnl), token, "strong")

    def last(row: PositionRow) -> Cell:
        return Cell(formats.price(row.last, row.instrument), "stale" if row.stale else "t1")

    def stop(row: PositionRow) -> Cell:
        return Cell("This computer", "t2") if row.stop_orders else Cell("No stop", "warn")

    return [
        Column(
            "Account",
            12.5,
            lambda r: Cell(r.position.account),
            sample="paper_simulator",
            stretch=True,
        ),
        Column("Symbol", 6.7, lambda r: Cell(r.position.symbol, role="strong"), sample="MNQH2024"),
        Column("Position", 6.3, side, sample="▼ Short 10,000"),
        Column(
            "Avg price",
            6.3,
            lambda r: Cell(formats.price(r.position.average_price, r.instrument), "t2"),
            right=True,
            sample="111'240.00",
        ),
        Column("Last", 6, last, right=True, sample="111'240.00", leaves=3),
        Column(
            "Open P&L",
            7.3,
            result,
            right=True,
            sample="−$11,286.10",
            order=lambda r: r.open_pnl or 0,
        ),
        Column(
            "Ticks",
            4.2,
            lambda r: Cell("—" if r.ticks is None else formats.signed(round(r.ticks)), "t2"),
            right=True,
            sample="−1,000",
            leaves=1,
        ),
        Column(
            "Realised",
            7.3,
            lambda r: Cell(
                formats.signed_money(r.position.realized_pnl - r.position.fees),
                theme.result_token(float(r.position.realized_pnl - r.position.fees)),
            ),
            right=True,
            sample="−$11,286.10",
            leaves=4,
        ),
        Column("Stop rests at", 7.8, stop, sample="This computer", leaves=2),
    ]


class OrdersPane(QWidget):
    """Working, filled or all orders; cancel one or all."""

    def __init__(self, vm: OrdersViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self._tabs: dict[str, QPushButton] = {}
        self.table: TableView[Order] = TableView(
            _order_columns(vm), lambda order: order.order_id, theme, "Orders"
        )
        strip = QHBoxLayout()
        strip.setContentsMargins(6, 4, 6, 4)
        strip.setSpacing(4)
        for name in ORDER_FILTERS:
            tab = button(name, "small", partial(vm.choose_filter, name))
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            tab.setChecked(name == vm.filter)
            self._tabs[name] = tab
            strip.addWidget(tab)
        strip.addStretch(1)
        strip.addWidget(button("Cancel order", "small", self._cancel))
        strip.addWidget(button("Cancel all", "small", vm.cancel_all, "Cancel all working orders"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(strip)
        layout.addWidget(self.table, 1)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        self.table.set_rows(self._vm.rows)
        for name, tab in self._tabs.items():
            words = f"{name} {self._vm.count(name)}"
            if tab.text() != words:
                tab.setText(words)

    def _cancel(self) -> None:
        order = self.table.selected()
        if order is None:
            working = [order for order in self._vm.rows if order.is_live]
            order = working[0] if len(working) == 1 else None
        if order is not None and order.is_live:
            self._vm.cancel(order.order_id)


def _order_columns(vm: OrdersViewModel) -> list[Column[Order]]:
    def time(order: Order) -> Cell:
        moment = vm.local(vm.instrument(order.symbol), order.created_ns)
        return Cell(f"{moment:%H:%M:%S}", "t2")

    def side(order: Order) -> Cell:
        buy = order.side.sign > 0
        return Cell("▲ Buy" if buy else "▼ Sell", "buy" if buy else "sell", "strong")

    def price(order: Order) -> Cell:
        instrument = vm.instrument(order.symbol)
        value = order.stop_price or order.limit_price or order.average_price
        return Cell(formats.price(value, instrument))

    def state(order: Order) -> Cell:
        glyph, word, token = formats.STATES[order.shown_status]
        reason = f": {order.reason}" if order.reason is not None and token == "error" else ""
        return Cell(f"{glyph} {word}{reason}", token, "body")

    def where(order: Order) -> Cell:
        words = {"local": "This computer", "broker": "Broker", "exchange": "Exchange"}
        return Cell(words[order.where.value] if order.is_live else "", "t2")

    return [
        Column("Time", 5.5, time, sample="00:00:00", order=lambda o: o.created_ns),
        Column("Symbol", 6.7, lambda o: Cell(o.symbol, role="strong"), sample="MNQH2024"),
        Column("Side", 5.3, side, sample="▼ Sell"),
        Column(
            "Qty", 3.7, lambda o: Cell(formats.quantity(o.quantity)), right=True, sample="10,000"
        ),
        Column("Type", 5.2, lambda o: Cell(_TYPES[o.order_type]), sample="Stop-lmt"),
        Column("Price", 6.3, price, right=True, sample="111'240.00"),
        Column(
            "Filled",
            4.3,
            lambda o: Cell(formats.quantity(o.filled_quantity), "t2"),
            right=True,
            sample="10,000",
            leaves=2,
        ),
        Column("State", 9.7, state, stretch=True, sample="◐ Part filled"),
        Column("Rests at", 7.5, where, sample="This computer", leaves=3),
        Column(
            "From",
            8.3,
            lambda o: Cell(o.strategy or o.source.capitalize(), "t2"),
            sample="mean-rev-6e",
            leaves=1,
        ),
    ]
