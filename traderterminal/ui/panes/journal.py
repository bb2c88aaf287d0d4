"""The journal: headline figures, the equity curve, and every round trip."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.journal import JournalTrade, JournalViewModel
from traderterminal.ui.widgets.controls import label, paint_label

TILES = ("Net P&L", "Trades", "Won", "Profit factor", "Expectancy", "Max drawdown")
TILE_COLUMNS = 3


class JournalPane(QWidget):
    """Draws a `JournalViewModel`. The plot library is loaded when there is something to plot."""

    def __init__(
        self,
        vm: JournalViewModel,
        theme: Theme,
        instrument: Callable[[str], Instrument],
        local: Callable[[Instrument, int], datetime],
    ) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._instrument = instrument
        self._local = local
        self._values: dict[str, tuple[QLabel, QLabel]] = {}
        self._curve: Any = None
        self._lay_out()
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _lay_out(self) -> None:
        theme = self._theme
        tiles = QGridLayout()
        tiles.setContentsMargins(10, 8, 10, 8)
        tiles.setHorizontalSpacing(16)
        for number, name in enumerate(TILES):
            value, context = label(theme, role="price"), label(theme, role="caption", token="t3")
            cell = QVBoxLayout()
            cell.setSpacing(1)
            cell.addWidget(label(theme, name, "caption", "t3"))
            cell.addWidget(value)
            cell.addWidget(context)
            tiles.addLayout(cell, number // TILE_COLUMNS, number % TILE_COLUMNS)
            self._values[name] = (value, context)
        self._table: TableView[JournalTrade] = TableView(
            self._columns(), lambda trade: trade.trip.trade_id, theme, "Trades"
        )
        self._plot_place = QWidget()
        self._plot_place.setMinimumHeight(theme.em(7))
        self._plot_rows = QVBoxLayout(self._plot_place)
        self._plot_rows.setContentsMargins(6, 0, 6, 0)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self._plot_place)
        split.addWidget(self._table)
        self._empty = label(theme, "No trades yet. The first round trip shows here.", token="t2")
        self._empty.setContentsMargins(12, 12, 12, 12)
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(tiles)
        rows.addWidget(self._empty)
        rows.addWidget(split, 1)
        # A first trade must not make the pane taller: the chart above would jump under the mouse.
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._split = split

    def _columns(self) -> list[Column[JournalTrade]]:
        def opened(trade: JournalTrade) -> Cell:
            moment = self._local(self._instrument(trade.trip.symbol), trade.trip.entry_ns)
            return Cell(f"{moment.day} {moment:%b %H:%M}", "t2")

        def held(trade: JournalTrade) -> Cell:
            seconds = (trade.trip.exit_ns - trade.trip.entry_ns) / NANOSECONDS
            return Cell(formats.duration(seconds), "t2")

        def side(trade: JournalTrade) -> Cell:
            long = trade.trip.direction == "long"
            size = formats.quantity(trade.trip.quantity)
            words = f"▲ Long {size}" if long else f"▼ Short {size}"
            return Cell(words, "buy" if long else "sell", "strong")

        def price(which: str) -> Callable[[JournalTrade], Cell]:
            return lambda trade: Cell(
                formats.price(getattr(trade.trip, which), self._instrument(trade.trip.symbol))
            )

        def net(trade: JournalTrade) -> Cell:
            token = self._theme.result_token(float(trade.trip.net_pnl))
            return Cell(formats.signed_money(trade.trip.net_pnl), token, "strong")

        return [
            Column("Opened", 8, opened, sample="30 Nov 00:00", order=lambda t: t.trip.entry_ns),
            Column("Held", 5.2, held, right=True, sample="13 h 59 m", leaves=2),
            Column(
                "Account", 9, lambda t: Cell(t.trip.account), sample="paper_simulator", leaves=3
            ),
            Column("Symbol", 7, lambda t: Cell(t.trip.symbol, role="strong"), sample="MNQH2024"),
            Column("Side", 6.2, side, sample="▼ Short 100"),
            Column("Entry", 6.3, price("average_entry"), right=True, sample="111'240.00"),
            Column("Exit", 6.3, price("average_exit"), right=True, sample="111'240.00"),
            Column(
                "Net P&L", 7, net, right=True, sample="−$11,286.10", order=lambda t: t.trip.net_pnl
            ),
            Column(
                "Strategy",
                7.8,
                lambda t: Cell(t.trip.strategy or "manual", "t2"),
                stretch=True,
                leaves=1,
            ),
        ]

    def _render(self) -> None:
        vm, found = self._vm, self._vm.statistics
        self._empty.setVisible(not found.n)
        self._split.setVisible(bool(found.n))
        self._table.set_rows(vm.trades)
        fees = f"after {formats.money(vm.fees)} fees"
        self._tile("Net P&L", formats.signed_money(found.net), fees, float(found.net))
        decided = f"{found.wins} won, {found.losses} lost, {found.breakeven} even"
        self._tile("Trades", str(found.n), decided)
        interval = vm.win_rate_range
        spread = "" if interval is None else f"{interval[0]:.0%} to {interval[1]:.0%} at 95%"
        self._tile("Won", formats.percent(found.win_rate_decided), spread)
        sums = f"{formats.money(found.gross_profit)} against {formats.money(found.gross_loss)}"
        self._tile("Profit factor", formats.ratio(found.profit_factor), sums)
        each = "a trade" if found.n else ""
        expectancy = found.expectancy
        worth = None if expectancy is None else float(expectancy)
        self._tile("Expectancy", formats.signed_money(expectancy), each, worth)
        self._tile("Max drawdown", formats.signed_money(-found.max_dd_closed), "closed trades")
        if found.n:
            self._plot()

    def _tile(self, name: str, text: str, context: str, value: float | None = None) -> None:
        shown, below = self._values[name]
        shown.setText(text)
        below.setText(context)
        token = "t1" if value is None else self._theme.result_token(value)
        paint_label(shown, self._theme, token)

    def _plot(self) -> None:
        points = [0.0, *(float(point.net) for point in self._vm.equity)]
        if self._curve is None:
            self._curve = _equity_plot(self._plot_rows, self._theme)
        self._curve.setData(list(range(len(points))), points)


def _equity_plot(place: QVBoxLayout, theme: Theme) -> Any:
    """Make the equity plot and return its curve. pyqtgraph costs 0.3 s, so not before now."""
    import os

    os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
    import pyqtgraph

    plot = pyqtgraph.PlotWidget(background=theme.color("bg1"))
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setMouseEnabled(x=False, y=False)
    plot.showGrid(x=False, y=True, alpha=0.15)
    for name in ("left", "bottom"):
        axis = plot.getAxis(name)
        axis.setTextPen(theme.color("t3"))
        axis.setPen(theme.color("line2"))
        axis.setStyle(tickFont=theme.font("caption"))
    plot.setLabel("bottom", "trade")
    plot.setAccessibleName("Equity, net, cumulative, by trade")
    place.addWidget(plot)
    pen = pyqtgraph.mkPen(theme.color("t1"), width=1.5)
    return plot.plot(pen=pen, fillLevel=0, brush=theme.color("t1", 0.06))
