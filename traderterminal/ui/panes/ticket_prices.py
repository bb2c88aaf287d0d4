"""The ticket's rows of type, price and quantity."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from traderterminal.domain.orders import OrderType
from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.ticket_fields import Choice, Figure, Presets, StepField, UnitField
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.price_entry import PriceEntry
from traderterminal.ui.viewmodels.sending import IN_FORCE_WORDS
from traderterminal.ui.viewmodels.ticket import ORDER_TYPES, TIMES_IN_FORCE, TicketViewModel
from traderterminal.ui.widgets.controls import Segments, button, label

ROW_GAP: Final = 8
ROW_EM: Final = 2.17
LABEL_EM: Final = 4.3
QUANTITY_EM: Final = 7
RISK_EM: Final = 9.5
QUANTITY: Final = mark("Ticket", "Quantity")
RISK: Final = mark("Ticket", "Risk")
COUNTS_TIPS: Final = {
    QUANTITY: mark("Ticket", "Click to give a risk in its place: $200, 1% of the equity, 40t"),
    RISK: mark(
        "Ticket", "What the stop may lose: $200, 1% of the equity, 40t. Click for a quantity"
    ),
}
TRAIL_TIP: Final = mark("Ticket", "In ticks, or with a unit: 4pt, 0.5%")


class PriceRows(QWidget):
    """Draws type, prices, time in force and quantity; `resized` hears of more or fewer rows."""

    def __init__(self, vm: TicketViewModel, theme: Theme, resized: Callable[[], object]) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._resized = resized
        self._used: dict[QWidget, bool] = {}  # which fields are shown
        words = [formats.order_type(order_type) for order_type in ORDER_TYPES]
        self._types = Segments(words, lambda n: vm.choose_type(ORDER_TYPES[n]), dense=True)
        self._types.setAccessibleName(translate("Ticket", "Order type"))
        self._make_fields()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ROW_GAP)
        rows.addWidget(self._types)
        rows.addLayout(self._lay_out())

    @property
    def tab_order(self) -> Sequence[QWidget]:
        """The fields in the order in which Tab reaches them."""
        return [
            *self._types.findChildren(QPushButton),
            self._stop.field,
            self._trail.field,
            self._start.field,
            self._limit.field,
            self._in_force,
            self._counts,
            self._quantity.field,
            *self._presets.tab_order,
        ]

    @property
    def needed(self) -> int:
        """The pixels that the rows need, which a layout knows only later."""
        two = (OrderType.STOP_LIMIT, OrderType.TRAILING_STOP)
        prices = 2 if self._vm.order_type in two else 1
        rows = (prices + 1) * (self._theme.em(ROW_EM) + ROW_GAP)
        return self._types.sizeHint().height() + rows

    def _make_fields(self) -> None:
        theme, vm = self._theme, self._vm
        self._stop = self._price_field(translate("Ticket", "Stop price"), lambda: vm.stop)
        self._limit = self._price_field(translate("Ticket", "Limit price"), lambda: vm.limit)
        self._trail = StepField(
            theme,
            translate("Ticket", "Trail by"),
            vm.step_trail,
            lambda text: vm.type_trail(text, vm.trail.start),
        )
        self._trail.setToolTip(translate("Ticket", TRAIL_TIP))
        self._start = UnitField(
            theme,
            translate("Ticket", "Trail from"),
            lambda by: None,
            lambda text: vm.type_trail(vm.trail.distance, text),
            translate("Ticket", "The price from which on it follows; empty: at once"),
        )
        self._at_market = label(theme, translate("Ticket", "at the market"), token="t3")
        self._at_market.setFixedHeight(theme.em(ROW_EM))
        self._labels: dict[QWidget, QLabel] = {
            field: label(theme, words, token="t3")
            for field, words in (
                (self._stop, translate("Ticket", "Stop")),
                (self._trail, translate("Ticket", "Trail by")),
                (self._start, translate("Ticket", "From")),
                (self._limit, translate("Ticket", "Price")),
                (self._at_market, translate("Ticket", "Price")),
            )
        }
        self._in_force = Choice(
            theme,
            translate("Ticket", "Time in force"),
            [translate("Ticket", words) for words in IN_FORCE_WORDS.values()],
            lambda n: vm.choose_time_in_force(TIMES_IN_FORCE[n]),
        )
        self._in_force.setFixedWidth(theme.em(5))
        self._quantity = StepField(
            theme, translate("Ticket", "Quantity"), vm.step_quantity, vm.type_quantity
        )
        self._quantity.setFixedWidth(theme.em(QUANTITY_EM))
        self._presets = Presets(
            theme,
            len(vm.presets),
            vm.choose_preset,
            vm.edit_preset,
        )
        self._sized = Figure(theme, translate("Ticket", "Quantity that the risk comes to"))
        self._sized.hide()
        self._counts = button(
            translate("Ticket", QUANTITY),
            "quiet",
            lambda: vm.count_by(risk=not vm.size.by_risk),
            translate("Ticket", "Count by risk"),
        )
        self._counts.setToolTip(translate("Ticket", COUNTS_TIPS[QUANTITY]))
        self._counts.setFixedSize(theme.em(LABEL_EM), theme.em(ROW_EM))
        self._counts.setStyleSheet(
            "QPushButton { text-align: left; padding: 0; font-weight: 400;"
            f" color: {theme.hex('t3')}; }} QPushButton:hover {{ color: {theme.hex('t1')}; }}"
        )

    def _price_field(self, name: str, current: Callable[[], PriceEntry]) -> StepField:
        """A field for a price; another symbol starts with another entry."""
        vm = self._vm
        return StepField(
            self._theme,
            name,
            lambda ticks: vm.step_price(current(), ticks),
            lambda text: vm.type_price(current(), text),
            lambda: vm.follow(current()),
        )

    def _lay_out(self) -> QGridLayout:
        theme = self._theme
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.em(0.6))
        grid.setVerticalSpacing(ROW_GAP)
        grid.setColumnMinimumWidth(0, theme.em(LABEL_EM))
        grid.setColumnStretch(1, 1)
        for number, (field, words) in enumerate(self._labels.items()):
            grid.addWidget(words, number, 0)
            grid.addWidget(field, number, 1)
        quantity = QHBoxLayout()
        quantity.setSpacing(theme.em(0.6))
        quantity.addWidget(self._quantity)
        quantity.addWidget(self._presets, 1)
        quantity.addWidget(self._sized, 1)
        grid.addWidget(self._in_force, 0, 2)
        grid.addWidget(self._counts, len(self._labels), 0)
        grid.addLayout(quantity, len(self._labels), 1, 1, 2)
        self._grid = grid
        return grid

    def render_fields(self) -> None:
        """Show what is filled in."""
        vm, instrument = self._vm, self._vm.instrument
        if instrument is None:
            return
        self._types.choose(ORDER_TYPES.index(vm.order_type))
        self._in_force.setCurrentIndex(TIMES_IN_FORCE.index(vm.time_in_force))
        self._show_used()
        for field, entry in ((self._stop, vm.stop), (self._limit, vm.limit)):
            pinned = not entry.follows and not entry.problem
            text = formats.price(entry.price, instrument) if not entry.problem else None
            field.show_entry(text, pinned=pinned, problem=entry.problem)
        trail = vm.trail
        self._trail.show_entry(trail.distance, problem=trail.problem)
        self._start.show_entry(
            trail.start, "" if trail.start else translate("Ticket", "at once"), trail.problem
        )
        self._show_quantity()

    def _show_quantity(self) -> None:
        """A quantity with those offered beside it, or a risk with the quantity it comes to."""
        vm, size = self._vm, self._vm.size
        text = size.risk.text if size.by_risk else formats.quantity(vm.quantity)
        name = RISK if size.by_risk else QUANTITY
        self._quantity.show_entry(None if size.typo else text, problem=size.problem)
        words = translate("Ticket", name)
        if self._counts.text() != words:
            self._counts.setText(words)
            self._counts.setToolTip(translate("Ticket", COUNTS_TIPS[name]))
            self._counts.setAccessibleName(
                translate("Ticket", "Count by quantity")
                if size.by_risk
                else translate("Ticket", "Count by risk")
            )
            self._quantity.field.setAccessibleName(words)
            self._quantity.setFixedWidth(self._theme.em(RISK_EM if size.by_risk else QUANTITY_EM))
        self._presets.setVisible(not size.by_risk)
        self._sized.setVisible(size.by_risk)
        self._presets.show_values(vm.presets, vm.quantity)
        self._sized.show_text(f"= {vm.shown_quantity}")

    def _show_used(self) -> None:
        """Show the fields that the type needs, the time in force beside the first of them."""
        vm = self._vm
        used = {
            self._stop: vm.takes_stop,
            self._trail: vm.takes_trail,
            self._start: vm.takes_trail,
            self._limit: vm.takes_limit,
            self._at_market: vm.order_type is OrderType.MARKET,
        }
        touched = vm.order_type is OrderType.MARKET_IF_TOUCHED
        self._labels[self._stop].setText(
            translate("Ticket", "Touched") if touched else translate("Ticket", "Stop")
        )
        if used == self._used:
            return
        self._used = used
        self._grid.removeWidget(self._in_force)
        self._grid.addWidget(self._in_force, list(used.values()).index(True), 2)
        self._labels[self._limit].setText(
            translate("Ticket", "Limit") if vm.takes_stop else translate("Ticket", "Price")
        )
        for field, is_used in used.items():
            field.setVisible(is_used)
            self._labels[field].setVisible(is_used)
        self._resized()
