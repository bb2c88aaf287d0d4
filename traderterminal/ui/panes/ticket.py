"""The order ticket: what to send, what it would come to, and the ways out, always in one place."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from traderterminal.domain.fills import Side
from traderterminal.domain.messages import english
from traderterminal.domain.orders import Order, OrderType
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.ticket import (
    ORDER_TYPES,
    PRESETS,
    TIMES_IN_FORCE,
    TicketViewModel,
)
from traderterminal.ui.widgets.controls import (
    ModeBadge,
    PriceButton,
    Segments,
    button,
    label,
    paint_label,
)

TYPE_WORDS: Final = ("Limit", "Market", "Stop", "Stop-lmt")
SENT_ROWS: Final = 3
ROW_GAP: Final = 8


class StepField(QLineEdit):
    """A number that the wheel and the arrow keys step; Enter takes the text over, no more."""

    def __init__(
        self, name: str, step: Callable[[int], object], take: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._step = step
        self.setAccessibleName(name)
        self.editingFinished.connect(lambda: self._taken(take))

    def _taken(self, take: Callable[[str], object]) -> None:
        if self.isModified():
            self.setModified(False)
            take(self.text())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._step(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def show_text(self, text: str) -> None:
        """Show `text` unless the trader is typing."""
        if not (self.hasFocus() and self.isModified()) and self.text() != text:
            self.setText(text)


class TicketPane(QWidget):
    """Draws a `TicketViewModel` and forwards what the trader does to it."""

    def __init__(self, vm: TicketViewModel, theme: Theme, mode: str) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self.setFixedWidth(theme.em(24.7))
        self._lay_out(mode)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    # Laying out.

    def _lay_out(self, mode: str) -> None:
        theme = self._theme
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.mix("paper", "bg1", 0.06))
        self.setPalette(palette)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        band = QFrame()
        band.setFixedHeight(2)
        band.setStyleSheet(f"background: {theme.hex('paper')};")
        outer.addWidget(band)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setAutoFillBackground(True)
        inside.setPalette(palette)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(10, 8, 10, 8)
        rows.setSpacing(ROW_GAP)
        self._add_account(rows, mode)
        self._add_symbol(rows)
        self._add_prices(rows)
        self._add_what_if(rows)
        rows.addStretch(1)
        scroll.setWidget(inside)
        outer.addWidget(scroll, 1)
        fixed = QVBoxLayout()
        fixed.setContentsMargins(10, 4, 10, 10)
        fixed.setSpacing(ROW_GAP)
        self._add_sides(fixed)
        self._add_sent(fixed)
        self._add_exits(fixed)
        outer.addLayout(fixed)

    def _add_account(self, rows: QVBoxLayout, mode: str) -> None:
        theme = self._theme
        frame = QFrame()
        frame.setObjectName("account")
        frame.setStyleSheet(
            f"#account {{ background: {theme.hex('bg2')}; border: 1px solid {theme.hex('paper')};"
            " border-radius: 3px; }"
        )
        line = QHBoxLayout(frame)
        line.setContentsMargins(8, 4, 8, 4)
        line.addWidget(ModeBadge(theme, mode))
        self._account = label(theme, role="strong")
        line.addWidget(self._account, 1)
        self._power = label(theme, token="t2")
        line.addWidget(self._power)
        rows.addWidget(frame)

    def _add_symbol(self, rows: QVBoxLayout) -> None:
        theme = self._theme
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        self._symbol = label(theme, role="section")
        self._last = label(theme, role="section")
        self._tick = label(theme, role="caption", token="t3")
        self._spread = label(theme, role="caption", token="t3")
        right = Qt.AlignmentFlag.AlignRight
        grid.addWidget(self._symbol, 0, 0)
        grid.addWidget(self._last, 0, 1, right)
        grid.addWidget(self._tick, 1, 0)
        grid.addWidget(self._spread, 1, 1, right)
        rows.addLayout(grid)
        self._types = Segments(TYPE_WORDS, lambda n: self._vm.choose_type(ORDER_TYPES[n]))
        self._types.setAccessibleName("Order type")
        rows.addWidget(self._types)

    def _add_prices(self, rows: QVBoxLayout) -> None:
        theme, vm = self._theme, self._vm
        self._limit = StepField("Limit price", vm.step_limit, vm.type_limit)
        self._stop = StepField("Stop price", vm.step_stop, vm.type_stop)
        self._quantity = StepField("Quantity", vm.step_quantity, vm.type_quantity)
        self._in_force = QComboBox()
        self._in_force.setAccessibleName("Time in force")
        self._in_force.addItems([t.value.upper() for t in TIMES_IN_FORCE])
        self._in_force.activated.connect(lambda n: vm.choose_time_in_force(TIMES_IN_FORCE[n]))
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(ROW_GAP)
        self._limit_label = label(theme, "Price", token="t3")
        self._stop_label = label(theme, "Stop at", token="t3")
        grid.addWidget(self._limit_label, 0, 0)
        grid.addLayout(self._stepped(self._limit, vm.step_limit), 0, 1)
        grid.addWidget(self._in_force, 0, 2)
        grid.addWidget(self._stop_label, 1, 0)
        grid.addLayout(self._stepped(self._stop, vm.step_stop), 1, 1)
        grid.addWidget(label(theme, "Quantity", token="t3"), 2, 0)
        grid.addLayout(self._stepped(self._quantity, vm.step_quantity), 2, 1)
        presets = QHBoxLayout()
        presets.setSpacing(4)
        for preset in PRESETS:
            made = button(
                str(preset), "small", partial(vm.choose_quantity, preset), f"Quantity {preset}"
            )
            made.setFixedWidth(theme.em(1.9))
            presets.addWidget(made)
        grid.addLayout(presets, 3, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        rows.addLayout(grid)
        self._note = label(theme, role="caption", token="warn")
        rows.addWidget(self._note)

    def _stepped(self, field: StepField, step: Callable[[int], object]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(field, 1)
        for words, by in (("−", -1), ("+", 1)):
            made = button(words, "small", partial(step, by), f"{field.accessibleName()} {words}")
            made.setFixedWidth(self._theme.em(1.9))
            made.setAutoRepeat(True)
            line.addWidget(made)
        return line

    def _add_what_if(self, rows: QVBoxLayout) -> None:
        theme = self._theme
        frame = QFrame()
        frame.setObjectName("whatif")
        frame.setStyleSheet(
            f"#whatif {{ background: {theme.hex('bg2')}; border: 1px solid {theme.hex('line1')};"
            " border-radius: 3px; }"
        )
        grid = QGridLayout(frame)
        grid.setContentsMargins(8, 6, 8, 6)
        grid.setVerticalSpacing(4)
        self._what_if: dict[str, QLabel] = {}
        for number, words in enumerate(("If bought", "If sold", "Fees a side")):
            grid.addWidget(label(theme, words, "caption", "t3"), number, 0)
            value = label(theme, role="caption_strong")
            grid.addWidget(value, number, 1, Qt.AlignmentFlag.AlignRight)
            self._what_if[words] = value
        rows.addWidget(frame)

    def _add_sides(self, rows: QVBoxLayout) -> None:
        theme, vm = self._theme, self._vm
        quick = QHBoxLayout()
        quick.setSpacing(4)
        for words, kind, act in (
            ("Join ask", "sellline", lambda: vm.join(Side.SELL)),
            ("Hit bid", "sellline", lambda: vm.take(Side.SELL)),
            ("Lift ask", "buyline", lambda: vm.take(Side.BUY)),
            ("Join bid", "buyline", lambda: vm.join(Side.BUY)),
        ):
            quick.addWidget(button(words, kind, act))
        rows.addLayout(quick)
        sides = QHBoxLayout()
        sides.setSpacing(6)
        self._sell = PriceButton(theme, "sell", "bid")
        self._buy = PriceButton(theme, "buy", "ask")
        self._sell.clicked.connect(lambda: vm.send(Side.SELL))
        self._buy.clicked.connect(lambda: vm.send(Side.BUY))
        sides.addWidget(self._sell)
        sides.addWidget(self._buy)
        rows.addLayout(sides)
        self._says = label(theme, role="caption", token="t2")
        self._says.setWordWrap(True)
        self._says.setMinimumHeight(theme.em(2.6))
        self._says.setAlignment(Qt.AlignmentFlag.AlignTop)
        rows.addWidget(self._says)

    def _add_sent(self, rows: QVBoxLayout) -> None:
        theme = self._theme
        self._sent: list[tuple[QLabel, QLabel]] = []
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        for number in range(SENT_ROWS):
            what, state = label(theme, role="caption", token="t2"), label(theme, role="caption")
            grid.addWidget(what, number, 0)
            grid.addWidget(state, number, 1, Qt.AlignmentFlag.AlignRight)
            self._sent.append((what, state))
        rows.addLayout(grid)

    def _add_exits(self, rows: QVBoxLayout) -> None:
        vm = self._vm
        cancels = QHBoxLayout()
        cancels.setSpacing(4)
        cancels.addWidget(button("Cancel all", "standard", vm.cancel_all))
        cancels.addWidget(button("Cancel buys", "standard", lambda: vm.cancel_all(Side.BUY)))
        cancels.addWidget(button("Cancel sells", "standard", lambda: vm.cancel_all(Side.SELL)))
        rows.addLayout(cancels)
        out = QHBoxLayout()
        out.setSpacing(4)
        self._flatten = button("Flatten", "exit", vm.flatten)
        out.addWidget(self._flatten, 2)
        out.addWidget(button("Reverse", "standard", vm.reverse), 1)
        rows.addLayout(out)

    # Drawing.

    def _render(self) -> None:
        vm, instrument = self._vm, self._vm.instrument
        if instrument is None:
            return
        self._account.setText(vm.account)
        self._power.setText(formats.money(vm.buying_power))
        quote = vm.quote
        self._symbol.setText(instrument.symbol)
        self._last.setText(formats.price(quote.mark if quote else None, instrument))
        tick = formats.money(instrument.tick_value)
        self._tick.setText(f"{instrument.tick_size.normalize():f} = {tick}")
        self._spread.setText(instrument.description)
        self._types.choose(ORDER_TYPES.index(vm.order_type))
        self._limit.show_text(formats.price(vm.limit_price, instrument) if vm.takes_limit else "")
        self._stop.show_text(formats.price(vm.stop_price, instrument) if vm.takes_stop else "")
        self._quantity.show_text(formats.quantity(vm.quantity))
        for field, used in ((self._limit, vm.takes_limit), (self._stop, vm.takes_stop)):
            field.setEnabled(used)
        self._note.setText(vm.note)
        self._render_sides()
        self._render_sent()
        self._flatten.setText(f"Flatten {instrument.symbol}")

    def _render_sides(self) -> None:
        vm, instrument, quote = self._vm, self._vm.instrument, self._vm.quote
        if instrument is None:
            return
        size = formats.quantity(vm.quantity)
        for side, shown, price in (
            (Side.SELL, self._sell, quote.bid if quote else None),
            (Side.BUY, self._buy, quote.ask if quote else None),
        ):
            text, verb = formats.price(price, instrument), side.value.capitalize()
            corner = "bid" if side is Side.SELL else "ask"
            name = f"{verb} {size} {instrument.symbol}, {corner} {text}, paper"
            shown.show_values(f"{verb} {size}", text, name)
            after = vm.what_if(side)
            words = "—"
            if after.preview is not None:
                words = _position_words(vm.position, after.preview.position_after)
                self._what_if["Fees a side"].setText(formats.money(after.preview.fees))
            row = "If bought" if side is Side.BUY else "If sold"
            self._what_if[row].setText(words if after.refusal is None else "Refused")
            token = "t1" if after.refusal is None else "error"
            paint_label(self._what_if[row], self._theme, token)
        refusal = vm.refusal or _both_refused(vm)
        self._says.setText(refusal or _what_a_click_does(vm))
        paint_label(self._says, self._theme, "error" if refusal else "t2")

    def _render_sent(self) -> None:
        latest = list(self._vm.latest)[:SENT_ROWS]
        for number, (what, state) in enumerate(self._sent):
            if number >= len(latest):
                what.setText("")
                state.setText("")
                continue
            order = latest[number]
            glyph, word, token = formats.STATES[order.shown_status]
            what.setText(_order_words(order, self._vm))
            done = order.average_price
            instrument = self._vm.instrument
            same = instrument is not None and instrument.symbol == order.symbol
            if done is not None and same and instrument is not None:
                word = formats.price(done, instrument)
            state.setText(f"{glyph} {word}")
            paint_label(state, self._theme, token)


def _position_words(before: Decimal, after: Decimal) -> str:
    return f"{_held(before)} → {_held(after)}"


def _held(quantity: Decimal) -> str:
    if quantity == 0:
        return "Flat"
    return f"{'Long' if quantity > 0 else 'Short'} {formats.quantity(abs(quantity))}"


def _both_refused(vm: TicketViewModel) -> str:
    refusals = [vm.what_if(side).refusal for side in Side]
    return english(refusals[0]) if all(refusals) and refusals[0] is not None else ""


def _what_a_click_does(vm: TicketViewModel) -> str:
    kind = TYPE_WORDS[ORDER_TYPES.index(vm.order_type)]
    if vm.order_type is OrderType.MARKET:
        return "Market. A click sends at once."
    instrument = vm.instrument
    price = vm.limit_price if vm.order_type is OrderType.LIMIT else vm.stop_price
    if instrument is None or price is None:
        return "A price is missing."
    return f"{kind} {formats.price(price, instrument)}. A click sends at once."


def _order_words(order: Order, vm: TicketViewModel) -> str:
    words = f"{order.side.value.capitalize()} {formats.quantity(order.quantity)} {order.symbol}"
    price = order.stop_price or order.limit_price
    if price is None:
        return f"{words} market"
    instrument = vm.instrument
    if instrument is None or instrument.symbol != order.symbol:
        return words
    return f"{words} {formats.price(price, instrument)}"
