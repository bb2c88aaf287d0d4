"""What of the trader's own lies on a chart as a line: working orders and the position."""

from decimal import Decimal
from typing import Final

from traderterminal.desk.desk import Desk
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.domain.positions import Position
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import within
from traderterminal.ui.viewmodels import formats

_TYPE_WORDS: Final = {
    OrderType.LIMIT: "LMT",
    OrderType.STOP: "STP",
    OrderType.STOP_LIMIT: "STP LMT",
    OrderType.MARKET: "MKT",
    OrderType.TRAILING_STOP: "TRAIL",
    OrderType.MARKET_IF_TOUCHED: "MIT",
}
_DASHES: Final[dict[OrderType, tuple[float, ...]]] = {
    OrderType.STOP: (5.0, 3.0),
    OrderType.STOP_LIMIT: (5.0, 3.0, 1.0, 3.0),
    OrderType.TRAILING_STOP: (1.0, 2.0),
}
_UNKNOWN_DASHES: Final = (3.0, 3.0)
_PENDING: Final = frozenset({OrderStatus.PENDING_CANCEL, OrderStatus.PENDING_REPLACE})


@frozen
class OrderLine:
    """A working order on the chart, at a price in ticks; `token` is the colour of its line."""

    order_id: str
    ticks: int
    token: str
    words: tuple[str, str, str]  # state, side and size; type; result if it fills
    result: float
    dashes: tuple[float, ...]


@frozen
class AlertLine:
    """A level in ticks that is watched, and what its tag says: what it is, how far away."""

    alert_id: str
    ticks: int
    words: tuple[str, str]


@frozen
class PositionLine:
    """The position on the chart at its average price, which need not be a whole tick."""

    ticks: float
    side: str
    words: tuple[str, str, str]  # LONG 2, open result, distance
    result: float
    price: str


@frozen
class OwnLines:
    """The lines of an account in a symbol, as the desk knows them now."""

    desk: Desk
    account: str
    instrument: Instrument

    @property
    def position(self) -> Position | None:
        """What is held; None of nothing."""
        found = self.desk.positions.get((self.account, self.instrument.symbol))
        return found if found is not None and found.quantity else None

    def position_line(self, last: int | None) -> PositionLine | None:
        """Return the position, which is so far from the last price, in ticks."""
        position, instrument = self.position, self.instrument
        if position is None or position.average_price is None:
            return None
        result = self.desk.unrealized(self.account, instrument.symbol)
        average = position.average_price / instrument.tick_size
        sign = 1 if position.quantity > 0 else -1
        away = "" if last is None else formats.signed(round(sign * (last - average)), " t")
        word = "LONG" if sign > 0 else "SHORT"
        return PositionLine(
            ticks=float(average),
            side="buy" if sign > 0 else "sell",
            words=(
                f"{word} {formats.quantity(abs(position.quantity))}",
                formats.signed_money(result),
                away,
            ),
            result=float(result or 0),
            price=formats.price(position.average_price, instrument),
        )

    def order_lines(self) -> list[OrderLine]:
        """Return the working orders that have a price."""
        lines = []
        for order in self.desk.live_orders(self.account, self.instrument.symbol):
            price = order.stop_price if order.stop_price is not None else order.limit_price
            if price is not None:
                lines.append(self._line(order, price))
        return lines

    def line_at(self, order_id: str, ticks: int) -> OrderLine | None:
        """Return the line of an order as it would be at another price; None of none that is."""
        order = self.desk.orders.get(order_id)
        return None if order is None else self._line(order, self.instrument.from_ticks(ticks))

    def _line(self, order: Order, price: Decimal) -> OrderLine:
        glyph, state, _ = formats.state_of(order.shown_status)
        unknown = order.shown_status is OrderStatus.UNKNOWN
        kind = _TYPE_WORDS[order.order_type]
        if unknown or order.shown_status in _PENDING:
            kind = f"{kind} {within(state)}"
        result = self._result(order, price)
        size = f"{order.side.value[0].upper()} {formats.quantity(order.leaves_quantity)}"
        return OrderLine(
            order_id=order.order_id,
            ticks=self.instrument.to_ticks(price),
            token="unknown" if unknown else order.side.value,
            words=(
                f"{glyph} {size}",
                kind,
                "" if result is None else formats.signed_money(result),
            ),
            result=float(result or 0),
            dashes=_UNKNOWN_DASHES if unknown else _DASHES.get(order.order_type, ()),
        )

    def _result(self, order: Order, price: Decimal) -> Decimal | None:
        """What filling the order would realise; None where it opens instead of closing."""
        if order.waits_for_entry:
            return self._result_after_entry(order, price)
        position = self.position
        if position is None or position.average_price is None:
            return None
        if position.quantity * order.side.sign > 0:
            return None
        sign = 1 if position.quantity > 0 else -1
        closed = min(order.leaves_quantity, abs(position.quantity))
        return self.instrument.money((price - position.average_price) * sign, closed)

    def _result_after_entry(self, order: Order, price: Decimal) -> Decimal | None:
        """What an exit would make of the entry that it waits for, at the price that this has."""
        entry = self.desk.orders.get(order.parent_id)
        if entry is None:
            return None
        paid = entry.limit_price if entry.limit_price is not None else entry.stop_price
        if paid is None:
            return None
        return self.instrument.money((price - paid) * entry.side.sign, order.leaves_quantity)
