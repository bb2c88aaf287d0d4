"""Orders: brackets as families, changed in place, cancelled, and each with its reason."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.kit.language import mark, translate, within
from traderterminal.ui import texts
from traderterminal.ui.panes.arming_sheets import ConfirmSheet
from traderterminal.ui.panes.order_sheet import UNKNOWN, executions, order_sheet
from traderterminal.ui.panes.trading_cells import PLACE_ICONS, symbol_cell
from traderterminal.ui.tables.table import Cell, Column, RowAction, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.orders import (
    ORDER_FILTERS,
    ChangeQuestion,
    OrderRow,
    OrdersViewModel,
    price_of,
)
from traderterminal.ui.widgets.controls import Tabs, button, label, paint_label
from traderterminal.ui.widgets.empty_state import EmptyState, OrEmpty
from traderterminal.ui.widgets.sheet import Sheet
from traderterminal.ui.widgets.still import Still
from traderterminal.ui.widgets.surface import lay_on
from traderterminal.ui.widgets.ways_out import make_way_out

_EMPTY: Final = {
    "Working": (
        mark("Orders", "No working orders"),
        mark("Orders", "Send one from the ticket, or let an alert do it."),
    ),
    "Filled": (mark("Orders", "No filled orders"), mark("Orders", "What trades shows here.")),
    "All": (
        mark("Orders", "No orders"),
        mark("Orders", "Send one from the ticket, or let an alert do it."),
    ),
}
#: States that make a trader ask why: their cell opens the answer.
_EXPLAINED: Final = frozenset(
    {
        OrderStatus.DENIED,
        OrderStatus.REJECTED,
        OrderStatus.CANCELED,
        OrderStatus.EXPIRED,
        OrderStatus.UNKNOWN,
    }
)
_OPEN, _FOLDED = "▾", "▸"


class OrdersPane(QWidget):
    """Working, filled or all orders; change one in place, cancel one, one side, or all.

    `show_sheet` puts a sheet over the window.
    """

    def __init__(
        self,
        vm: OrdersViewModel,
        theme: Theme,
        show_sheet: Callable[[Callable[[QWidget], Sheet]], object],
    ) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._show_sheet = show_sheet
        lay_on(self, theme)
        self.table: TableView[OrderRow] = TableView(
            _columns(vm, self._open),
            lambda row: row.order.order_id,
            theme,
            mark("Table", "Orders"),
            describe=lambda row: _say_order(vm, row),
            actions=self._actions,
            under=lambda row: row.head,
        )
        self._empty = EmptyState(theme, "orders", *_nothing(vm.filter))
        self._pages = OrEmpty(self.table, self._empty)
        self._said = label(theme, role="caption", token="t2")
        self._said.setWordWrap(True)
        self._said.setContentsMargins(10, 4, 10, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._strip())
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._said)
        self.table.removed.connect(vm.cancel)
        for key, folded in ((Qt.Key.Key_Left, True), (Qt.Key.Key_Right, False)):
            pressed = QShortcut(QKeySequence(key), self.table)
            pressed.setContext(Qt.ShortcutContext.WidgetShortcut)
            pressed.activated.connect(partial(self._fold, folded=folded))
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self.destroyed.connect(vm.asking.connect(self._ask))
        self.destroyed.connect(vm.found.connect(self._go_to))
        self._render()

    def _ask(self, question: ChangeQuestion) -> None:
        confirm = partial(self._vm.confirm, question)
        self._show_sheet(lambda under: ConfirmSheet(question, confirm, self._theme, under))

    def _strip(self) -> QHBoxLayout:
        vm = self._vm
        self._tabs = Tabs(
            translate("Orders", "Which orders"),
            [f"{translate('Orders', name)} {vm.count(name)}" for name in ORDER_FILTERS],
        )
        self._tabs.setCurrentIndex(ORDER_FILTERS.index(vm.filter))
        self._tabs.currentChanged.connect(lambda n: vm.choose_filter(ORDER_FILTERS[n]))
        strip = QHBoxLayout()
        strip.setContentsMargins(2, 2, 6, 2)
        strip.setSpacing(4)
        strip.addWidget(Still(self._tabs))
        strip.addStretch(1)
        cancels = (
            button(translate("Orders", "Cancel order"), "small", self._cancel_one),
            button(
                translate("Orders", "Cancel all"),
                "small",
                vm.cancel_all,
                translate("Orders", "Cancel all working orders"),
            ),
        )
        for made in cancels:
            make_way_out(made)
            strip.addWidget(made)
        return strip

    def _render(self) -> None:
        rows = self._vm.rows
        self.table.set_rows(rows)
        self._empty.say(*_nothing(self._vm.filter))
        self._pages.show_content(bool(rows))
        for number, name in enumerate(ORDER_FILTERS):
            words = f"{translate('Orders', name)} {self._vm.count(name)}"
            if self._tabs.tabText(number) != words:
                self._tabs.setTabText(number, words)
        self._tabs.setCurrentIndex(ORDER_FILTERS.index(self._vm.filter))
        words, token = self._vm.said if self._vm.said[0] else (self._vm.left_out, "t2")
        if self._said.text() != words:
            self._said.setText(words)
            paint_label(self._said, self._theme, token)
            self._said.setAccessibleName(words)
        self._said.setVisible(bool(words))

    def _go_to(self, order_id: str) -> None:
        self.table.go_to(order_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel_one(self) -> None:
        """Cancel the selected order; the only working one where there is no choice."""
        row = self.table.selected()
        if row is None and self._vm.count("Working") == 1:
            row = next((row for row in self._vm.rows if row.order.is_live), None)
        if row is not None:
            self._vm.cancel(row.order.order_id)

    def _fold(self, *, folded: bool) -> None:
        """Fold the bracket of the selected order; its entry is what is left to be selected."""
        row = self.table.selected()
        if row is not None and (head := row.head or (row.order.order_id if row.legs else "")):
            self.table.select(head)
            self._vm.fold(head, folded=folded)

    def _open(self, row: OrderRow) -> None:
        """Show why the order is where it is, and every rule that was asked."""
        self._show_sheet(partial(order_sheet, self._vm, row.order, self._theme))

    # The menu of a row.

    def _actions(self, row: OrderRow) -> Sequence[RowAction]:
        order = row.order
        actions: list[RowAction] = [
            (translate("Orders", "Why, and the rules asked…"), lambda: self._open(row))
        ]
        if row.legs:
            words = (
                translate("Orders", "Show the legs\tRight")
                if row.folded
                else translate("Orders", "Fold the legs\tLeft")
            )
            fold = partial(self._vm.fold, order.order_id, folded=not row.folded)
            actions.append((words, fold))
        if order.is_live:
            actions += [*self._changes(order), *self._cancels(order)]
        return actions

    def _changes(self, order: Order) -> Sequence[RowAction]:
        vm, actions = self._vm, list[RowAction]()
        if vm.price_to_edit(order) is not None:
            actions.append(
                (
                    translate("Orders", "Change price\tF2"),
                    partial(self._edit, order, translate("Orders", "Price")),
                )
            )
        if vm.quantity_to_edit(order) is not None:
            actions.append(
                (
                    translate("Orders", "Change quantity"),
                    partial(self._edit, order, translate("Orders", "Qty")),
                )
            )
        if (even := vm.even_price(order)) is not None:
            shown = formats.price(even, vm.instrument(order.symbol))
            actions.append(
                (
                    translate("Orders", "Move to break even, {shown}").format(shown=shown),
                    partial(vm.move_to_even, order),
                )
            )
        return actions

    def _edit(self, order: Order, label: str) -> None:
        self.table.select(order.order_id)
        self.table.edit_selected(label)

    def _cancels(self, order: Order) -> Sequence[RowAction]:
        vm, account, symbol = self._vm, order.account, order.symbol
        words = (
            translate("Orders", "Cancel buys of {symbol}")
            if order.side is Side.BUY
            else translate("Orders", "Cancel sells of {symbol}")
        )
        return [
            (translate("Orders", "Cancel order\tDel"), partial(vm.cancel, order.order_id)),
            (
                words.format(symbol=symbol),
                partial(vm.cancel_symbol, account, symbol, order.side),
            ),
            (
                translate("Orders", "Cancel all of {symbol}").format(symbol=symbol),
                partial(vm.cancel_symbol, account, symbol),
            ),
            (translate("Orders", "Cancel all"), vm.cancel_all),
        ]


def _nothing(chosen: str) -> tuple[str, str]:
    """What stands in place of an empty list."""
    title, words = _EMPTY[chosen]
    return translate("Orders", title), translate("Orders", words)


def _say_order(vm: OrdersViewModel, row: OrderRow) -> str:
    """The row as one sentence."""
    order = row.order
    price = formats.price(price_of(order), vm.instrument(order.symbol))
    _, word, _ = formats.state(order, is_paper=vm.is_paper(order.account))
    at = "" if price == formats.NOTHING else translate("Orders", " at {price}").format(price=price)
    leg, legs = _family_words(row)
    return translate(
        "Orders", "own {side} {quantity} {type} {state}, {symbol}{at}, {account}{leg}{legs}"
    ).format(
        side=formats.side(order.side),
        quantity=formats.quantity(order.quantity),
        type=within(formats.order_type(order.shown_type)),
        state=within(word),
        symbol=order.symbol,
        at=at,
        account=vm.accounts.name_of(order.account),
        leg=leg,
        legs=legs,
    )


def _family_words(row: OrderRow) -> tuple[str, str]:
    """What a row is a leg of, and what stands below it."""
    order = row.order
    if order.package is not None:
        return translate("Orders", ", one of {legs} legs that trade together").format(
            legs=order.package.legs
        ), ""
    leg = (
        translate("Orders", ", {leg} of a bracket").format(
            leg=translate("Orders", _LEGS.get(order.link, mark("Orders", "target")))
        )
        if order.link
        else ""
    )
    legs = (
        translate("Orders", ", entry of a bracket with {legs} legs").format(legs=row.legs)
        if row.legs
        else ""
    )
    return leg, legs


_LEGS: Final = {"SL": mark("Orders", "stop"), "TX": mark("Orders", "timed exit")}


def _columns(vm: OrdersViewModel, open_: Callable[[OrderRow], object]) -> list[Column[OrderRow]]:
    cells = _Cells(vm)
    quantity = Cell("10,000")
    # Where there is one account, every order is on it.
    several = len(vm.accounts.accounts) > 1
    account = Column(
        mark("Column", "Account"), 11, cells.account, sample=Cell("Apex 07", badge="sandbox")
    )
    return [
        Column(
            mark("Column", "Time"),
            5.5,
            cells.time,
            sample=Cell("00:00:00", indent=1),
            order=lambda r: r.order.created_ns,
            press=lambda r: vm.fold(r.order.order_id, folded=not r.folded),
            is_button=lambda r: r.legs > 0,
        ),
        Column(
            mark("Column", "Symbol"),
            6.7,
            lambda r: symbol_cell(r.order.symbol),
            sample=Cell("MNQH2024", role="strong"),
        ),
        *([account] if several else []),
        Column(
            mark("Column", "Side"),
            5.3,
            _side,
            sample=Cell(translate("Orders", "Sell"), role="strong", glyph="▼"),
        ),
        Column(
            mark("Column", "Qty"),
            3.7,
            cells.quantity,
            right=True,
            sample=quantity,
            order=lambda r: r.order.quantity,
            edit=lambda r: vm.quantity_to_edit(r.order),
            take=lambda r, text: vm.take_quantity(r.order, text),
        ),
        Column(
            mark("Column", "Type"),
            5.2,
            lambda r: Cell(formats.order_type(r.order.shown_type)),
            sample=Cell(translate("Orders", "Stop-lmt")),
        ),
        Column(
            mark("Column", "Price"),
            6.3,
            cells.price,
            right=True,
            sample=Cell("111,240.00", outline="line3"),
            order=lambda r: price_of(r.order) or 0,
            edit=lambda r: vm.price_to_edit(r.order),
            take=lambda r, text: vm.take_price(r.order, text),
        ),
        Column(
            mark("Column", "Filled"),
            4.3,
            lambda r: Cell(formats.quantity(r.order.filled_quantity), "t2"),
            right=True,
            sample=quantity,
            leaves=3,
            order=lambda r: r.order.filled_quantity,
        ),
        Column(
            mark("Column", "State"),
            9.7,
            cells.state,
            stretch=True,
            sample=Cell(translate("Orders", "Part filled 10 of 100"), glyph="◐"),
            press=open_,
            is_button=lambda r: r.order.status in _EXPLAINED,
            tip=lambda r: "\n".join(executions(vm, r.order)),
        ),
        Column(
            mark("Column", "Rests at"),
            7.5,
            cells.where,
            sample=Cell(translate("Orders", "This computer"), glyph="broker"),
            leaves=4,
        ),
        Column(mark("Column", "Link"), 4.3, cells.link, sample=Cell("group"), leaves=1),
        Column(
            mark("Column", "From"),
            8.3,
            lambda r: Cell(formats.origin(r.order), "t2"),
            sample=Cell("mean-rev-6e"),
            leaves=2,
        ),
    ]


class _Cells:
    """The cells of an order that need the view-model."""

    def __init__(self, vm: OrdersViewModel) -> None:
        self._vm = vm
        self._moment = lru_cache(maxsize=1024)(self._written)  # of an order it stays

    def _written(self, symbol: str, at_ns: int) -> str:
        """A moment on the clock of a symbol's exchange."""
        return f"{self._vm.local(self._vm.instrument(symbol), at_ns):%H:%M:%S}"

    def time(self, row: OrderRow) -> Cell:
        order = row.order
        moment = self._moment(order.symbol, order.created_ns)
        if not row.legs:
            return Cell(moment, "t2", indent=1 if row.head else 0)
        sign, said = (_FOLDED, "folded") if row.folded else (_OPEN, "shown")
        spoken = translate("Orders", "{moment}, {legs} legs {said}").format(
            moment=moment, legs=row.legs, said=said
        )
        return Cell(f"{sign} {moment}", "t2", spoken=spoken)

    def account(self, row: OrderRow) -> Cell:
        entry = self._vm.accounts.entry_of(row.order.account)
        return Cell(entry.name, badge=entry.mode)

    def quantity(self, row: OrderRow) -> Cell:
        order, asked = row.order, row.asked
        if asked is None or asked.quantity == order.quantity:
            return Cell(formats.quantity(order.quantity))
        return _changing(formats.quantity(asked.quantity), formats.quantity(order.quantity))

    def price(self, row: OrderRow) -> Cell:
        order, asked = row.order, row.asked
        instrument = self._vm.instrument(order.symbol)
        now = formats.price(price_of(order), instrument)
        if asked is None:
            return Cell(now)
        wanted = asked.stop_price if asked.stop_price is not None else asked.limit_price
        shown = formats.price(wanted, instrument)
        return Cell(now) if shown == now else _changing(shown, now)

    def state(self, row: OrderRow) -> Cell:
        order = row.order
        glyph, word, token = formats.state(order, is_paper=self._vm.is_paper(order.account))
        if token == "unknown":
            return Cell(
                word,
                token,
                "strong",
                glyph=glyph,
                outline="unknown",
                tip=translate("Orders", UNKNOWN),
            )
        if order.shown_status is OrderStatus.PARTIALLY_FILLED:
            word = f"{word} {_part(order)}"
        reason = order.reason
        if reason is None:
            why = " ".join(map(texts.text, self._vm.why_last(order)))
            return Cell(word, token, glyph=glyph, aside=why.removesuffix("."))
        if not order.quantity:
            return Cell(texts.short(reason), token, glyph=glyph)
        if token == "error":
            words = texts.refusal(reason)
            return Cell(words, token, "medium", glyph=glyph, tip=texts.text(reason))
        return Cell(word, token, glyph=glyph, aside=texts.short(reason), tip=texts.text(reason))

    def link(self, row: OrderRow) -> Cell:
        """Which leg of what it is, or that it was placed for a group of accounts."""
        order = row.order
        if order.package is not None:
            limit, instrument = order.package.limit, self._vm.instrument(order.symbol)
            net = (
                ""
                if limit is None
                else translate("Orders", " for {limit} net or less").format(
                    limit=formats.price(limit, instrument)
                )
            )
            tip = translate(
                "Orders", "One of {legs} legs that trade together{net}, or not at all."
            ).format(legs=order.package.legs, net=net)
            return Cell(translate("Orders", "net"), "t2", tip=tip)
        if order.link or not order.group:
            return Cell(order.link, "t2")
        return Cell(
            translate("Orders", "group"),
            "t2",
            tip=translate("Orders", "Placed for the group {group}").format(group=order.group),
        )

    def where(self, row: OrderRow) -> Cell:
        order = row.order
        if not order.is_live:
            return Cell("")
        if order.is_unproven:
            return Cell(formats.rests_at(order), "t3")
        follows = order.trail is not None and order.order_type is OrderType.STOP
        tip = (
            translate("Orders", "This computer moves the stop; it follows while the program runs.")
            if follows
            else ""
        )
        icon = PLACE_ICONS[order.where]
        return Cell(formats.rests_at(order), "t2", glyph=icon, glyph_token="t3", tip=tip)


def _changing(asked: str, stands: str) -> Cell:
    """A value that was asked for and does not hold yet."""
    tip = translate(
        "Orders", "Asked for {asked}; {stands} stands until the broker confirms it."
    ).format(asked=asked, stands=stands)
    return Cell(asked, "t2", outline="line3", spoken=tip, tip=tip)


def _side(row: OrderRow) -> Cell:
    order = row.order
    if not order.quantity:
        return Cell(formats.NOTHING, "t3")
    if order.side.sign > 0:
        return Cell(translate("Orders", "Buy"), "buy", "strong", glyph="▲")
    return Cell(translate("Orders", "Sell"), "sell", "strong", glyph="▼")


def _part(order: Order) -> str:
    return translate("Orders", "{filled_quantity} of {quantity}").format(
        filled_quantity=formats.quantity(order.filled_quantity),
        quantity=formats.quantity(order.quantity),
    )
