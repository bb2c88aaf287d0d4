"""The option chain: calls on the left, puts on the right, the strikes between them."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from traderterminal.domain.fills import Side
from traderterminal.domain.options import Right
from traderterminal.kit.language import mark, translate, within
from traderterminal.ui.panes.ticket_fields import Choice
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.option_chain import STRIKES, ChainRow, OptionChainViewModel
from traderterminal.ui.widgets.controls import label, paint_label
from traderterminal.ui.widgets.empty_state import EmptyState, Listing
from traderterminal.ui.widgets.still import Still
from traderterminal.ui.widgets.surface import lay_on

_UNKNOWN: Final = Cell(formats.NOTHING, "t3")
_PRICE: Final = Cell("111.24")
_MODEL: Final = mark(
    "Chain",
    "Model: Black 1976 without interest and dividends, by the middle of the quote of the right"
    " that is out of the money",
)
_RIGHTS: Final = {Right.CALL: mark("Chain", "Call"), Right.PUT: mark("Chain", "Put")}
#: How thick the line is at the price of the stock, in pixels.
_MONEY_PX: Final = 2


class OptionChainPane(QWidget):
    """Draws an `OptionChainViewModel`.

    A click on a bid or an ask, or Enter on it, fills it into the ticket.
    """

    def __init__(self, vm: OptionChainViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._turn = -1
        lay_on(self, theme)
        self._name = label(theme, role="strong")
        self._price = label(theme, role="strong")
        self._days = Choice(
            theme, translate("Chain", "Day on which the options end"), (), vm.choose_expiry
        )
        self._around = Choice(
            theme, translate("Chain", "Strikes shown around the price"), (), self._choose_around
        )
        self._days.setMinimumWidth(theme.em(11))
        self._around.setMinimumWidth(theme.em(8.5))
        self._says = label(theme, role="caption", token="t3")
        self._says.setMinimumWidth(1)
        self._model = label(theme, translate("Chain", "IV and delta: model"), "caption", "t3")
        self._model.setToolTip(translate("Chain", _MODEL))
        self._model.setMinimumWidth(1)
        self.table = ChainTable(vm, theme)
        self.setFocusProxy(self.table)  # the wheel would turn the day, were that the first stop
        act = [
            (
                translate("Chain", "Show {symbol}").format(symbol=one.symbol),
                partial(vm.choose, one),
            )
            for one in vm.optioned[:1]
        ]
        self._empty = EmptyState(theme, "search", *vm.missing_words, *act)
        self._pages = Listing(self, self._make_strip(), self.table, self._empty)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._look())
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _make_strip(self) -> QHBoxLayout:
        theme, strip = self._theme, QHBoxLayout()
        strip.setContentsMargins(8, 4, 8, 4)
        strip.setSpacing(theme.em(0.67))
        strip.addWidget(Still(self._name))
        strip.addWidget(Still(self._price))
        strip.addWidget(self._days)
        strip.addWidget(self._around)
        strip.addWidget(Still(self._says), 1)
        strip.addWidget(self._model)
        return strip

    def flush(self) -> None:
        """Follow what is in view, and take over what came of it since the last frame."""
        self._look()
        self._vm.flush()

    def _look(self) -> None:
        self._vm.look_at(self.table.keys_in_view() if self.isVisible() else ())

    def _choose_around(self, number: int) -> None:
        self._vm.choose_around(list(STRIKES)[number])

    def _render(self) -> None:
        vm = self._vm
        self._pages.show_content(bool(vm.rows))
        if not vm.rows:
            self._empty.say(*vm.missing_words)
        self._days.offer(
            [vm.expiry_words(day) for day in vm.expiries],
            vm.expiries.index(vm.expiry) if vm.expiry is not None else -1,
        )
        self._around.offer(
            [translate("Chain", words) for words in STRIKES.values()],
            list(STRIKES).index(vm.around),
        )
        self._render_head()
        self.table.show_rows(vm.rows, vm.above)
        if self._turn != vm.turn and vm.rows:
            self._turn = vm.turn
            self.table.bring_money_in()

    def _render_head(self) -> None:
        vm, stock = self._vm, self._vm.underlying
        if stock is not None:
            self._name.setText(stock.symbol)
            self._price.setText(formats.price(vm.last, stock))
            paint_label(self._price, self._theme, "stale" if vm.stale else "t1")
        words, token = vm.said
        if (self._says.text(), self._says.property("token")) != (words, token):
            self._says.setText(words)
            self._says.setToolTip(words)
            self._says.setProperty("token", token)
            paint_label(self._says, self._theme, token)


class ChainTable(TableView[ChainRow]):
    """The strikes with a line at the price of the stock; keys go from cell to cell."""

    def __init__(self, vm: OptionChainViewModel, theme: Theme) -> None:
        super().__init__(
            _columns(vm),
            lambda row: row.key,
            theme,
            mark("Table", "Option chain"),
            describe=_say_row,
            by_cell=True,
        )
        self._drawn = theme
        self._above = ""
        self.setSortingEnabled(False)  # strikes stand as the price would come to them
        self.horizontalHeader().setSectionsClickable(False)

    def show_rows(self, rows: Sequence[ChainRow], above: str) -> None:
        """Show the strikes, and the price below the one of a key."""
        self.set_rows(rows)
        if above != self._above:
            self._above = above
            self.viewport().update()

    def _row_above(self) -> int:
        found = self.table.position(self._above)
        return self.table.rowCount() if found is None else found

    def bring_money_in(self) -> None:
        """Scroll to the price of the stock."""
        middle = QAbstractItemView.ScrollHint.PositionAtCenter
        self.scrollTo(self.table.index(max(0, self._row_above() - 1), 0), middle)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        number = self._row_above()
        if not 0 < number < self.table.rowCount():
            return
        y = self.rowViewportPosition(number) - 1 - _MONEY_PX // 2
        painter = QPainter(self.viewport())
        line = QRectF(0, y, self.viewport().width(), _MONEY_PX)
        painter.fillRect(line, self._drawn.color("line3"))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by Tab begins at the ask of the call at the price."""
        by_key = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if by_key and self.selected() is None and self.table.row(0) is not None:
            flag = QItemSelectionModel.SelectionFlag
            row = min(self._row_above(), self.table.rowCount() - 1)
            at = self.table.index(row, _FIRST_CELL)
            self.selectionModel().setCurrentIndex(at, flag.ClearAndSelect | flag.Rows)
        super().focusInEvent(event)


# Cells.


def _shade(row: ChainRow, right: Right) -> str:
    return "t3" if row.in_the_money is right else ""


def _price(row: ChainRow, right: Right, side: Side) -> Cell:
    """A bid or an ask; what a click on it fills in stands in its tip."""
    shade, contract = _shade(row, right), row.contract(right)
    price = None if contract is None else contract.price(side)
    if contract is None or price is None:
        return Cell(formats.NOTHING, "t3", shade=shade)
    words = formats.price(price, contract.instrument)
    name = formats.symbol(contract.instrument.symbol)
    tip = translate("Chain", "{verb} {name} at {price}: into the ticket, nothing is sent").format(
        verb=formats.verb(side.value), name=name, price=words
    )
    quote = formats.quote("ask" if side is Side.BUY else "bid")
    return Cell(
        words,
        "stale" if row.stale else "t1",
        shade=shade,
        tip=tip,
        spoken=f"{name} {quote} {words}",
    )


def _can_trade(row: ChainRow, right: Right, side: Side) -> bool:
    contract = row.contract(right)
    return contract is not None and contract.price(side) is not None


def _delta(row: ChainRow, right: Right) -> Cell:
    contract, shade = row.contract(right), _shade(row, right)
    if contract is None or contract.delta is None:
        return Cell(formats.NOTHING, "t3", shade=shade)
    words = formats.signed(round(Decimal(contract.delta), 2))
    return Cell(words, "stale" if row.stale else "t2", shade=shade, tip=translate("Chain", _MODEL))


def _held(row: ChainRow, right: Right) -> Cell:
    contract, shade = row.contract(right), _shade(row, right)
    if contract is None or not contract.held:
        return Cell("", shade=shade)
    side, glyph = ("buy", "▲") if contract.held > 0 else ("sell", "▼")
    words = (
        translate("Chain", "long {quantity}")
        if contract.held > 0
        else translate("Chain", "short {quantity}")
    )
    quantity = formats.quantity(abs(contract.held))
    return Cell(
        quantity, side, "strong", glyph=glyph, shade=shade, spoken=words.format(quantity=quantity)
    )


def _volatility(row: ChainRow) -> Cell:
    if row.volatility is None:
        return _UNKNOWN
    token = "stale" if row.stale else "t2"
    return Cell(formats.percent(row.volatility), token, tip=translate("Chain", _MODEL))


def _columns(vm: OptionChainViewModel) -> list[Column[ChainRow]]:
    """Calls, strike and volatility, puts; in a narrow pane what is held and delta leave."""

    def price(title: str, right: Right, side: Side) -> Column[ChainRow]:
        return Column(
            title,
            5,
            lambda row: _price(row, right, side),
            right=True,
            sample=_PRICE,
            stretch=True,
            press=lambda row: vm.pick(row.key, right, side),
            is_button=lambda row: _can_trade(row, right, side),
        )

    def change(title: str, right: Right) -> Column[ChainRow]:
        return Column(
            title, 5, lambda row: _delta(row, right), right=True, sample=Cell("−0.55"), leaves=2
        )

    def own(title: str, right: Right) -> Column[ChainRow]:
        return Column(
            title,
            4.5,
            lambda row: _held(row, right),
            right=True,
            sample=Cell("100", role="strong", glyph="▲"),
            leaves=1,
        )

    return [
        own(mark("Column", "Calls held"), Right.CALL),
        change(mark("Column", "Call delta"), Right.CALL),
        price(mark("Column", "Call bid"), Right.CALL, Side.SELL),
        price(mark("Column", "Call ask"), Right.CALL, Side.BUY),
        Column(
            mark("Column", "Strike"),
            5,
            lambda row: Cell(row.key, "t1", "strong"),
            right=True,
            sample=Cell("1,110.5", role="strong"),
            stretch=True,
        ),
        Column(
            mark("Column", "IV"),
            4.5,
            _volatility,
            right=True,
            sample=Cell("111.1%"),
            leaves=3,
        ),
        price(mark("Column", "Put bid"), Right.PUT, Side.SELL),
        price(mark("Column", "Put ask"), Right.PUT, Side.BUY),
        change(mark("Column", "Put delta"), Right.PUT),
        own(mark("Column", "Puts held"), Right.PUT),
    ]


#: The column of the asks of calls.
_FIRST_CELL: Final = 3


def _say_row(row: ChainRow) -> str:
    """Say a strike in one sentence."""
    words = [translate("Chain", "Strike {strike}").format(strike=row.key)]
    for right, name in _RIGHTS.items():
        contract = row.contract(right)
        if contract is not None:
            bid, ask = (
                formats.price(one, contract.instrument) for one in (contract.bid, contract.ask)
            )
            words.append(
                translate("Chain", "{right} {bid} to {ask}").format(
                    right=within(translate("Chain", name)), bid=bid, ask=ask
                )
            )
    return ", ".join([*words, *([row.stale] if row.stale else [])])
