"""The orders that were sent from the ticket, in words."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from traderterminal.desk.desk import Desk
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate, within
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats

#: Of so many orders the ticket remembers that they were sent from it.
MOST_REMEMBERED: Final = 100

_UNRESOLVED: Final = frozenset({OrderStatus.INTENT, OrderStatus.SENDING, OrderStatus.UNKNOWN})


@frozen
class SentOrder:
    """An order sent from here, in words; glyph and name of its state have a colour token each.

    `short` does without the prices, for where they do not fit: half a number misleads. `why` says
    why it was refused, in the broker's own words where they are known.
    """

    time: str
    words: str
    short: str
    glyph: str
    state: str
    token: str
    state_token: str
    why: str = ""


class SentOrders:
    """Remembers what the ticket has sent; `local` gives a moment on the exchange's wall clock."""

    def __init__(self, desk: Desk, local: Callable[[Instrument, int], datetime]) -> None:
        self._desk = desk
        self._local = local
        self._ids: dict[str, None] = {}
        self._instruments: dict[str, Instrument] = {}
        self._shown = ""

    def show(self, instrument: Instrument) -> None:
        """Turn to a symbol: orders of any other one name theirs."""
        self._instruments[instrument.symbol] = instrument
        self._shown = instrument.symbol

    def remember(self, order: Order) -> bool:
        """Note that an order was sent; True where that is new. Of many, the oldest resolved ones
        are forgotten."""
        is_new = order.order_id not in self._ids
        self._ids.setdefault(order.order_id)
        if len(self._ids) > MOST_REMEMBERED:
            for order_id in list(self._ids)[: -MOST_REMEMBERED // 2]:
                known = self._desk.orders.get(order_id)
                if known is None or known.status not in _UNRESOLVED:
                    del self._ids[order_id]
        return is_new

    def latest(self, count: int) -> Sequence[SentOrder]:
        """The last orders sent from here, newest first; unresolved ones stay before all others."""
        orders = [self._desk.orders[i] for i in reversed(self._ids) if i in self._desk.orders]
        first = sorted(orders, key=lambda order: order.status not in _UNRESOLVED)[:count]
        shown = {order.order_id for order in first}
        return [self._in_words(order) for order in orders if order.order_id in shown]

    @property
    def unresolved(self) -> int:
        """How many orders sent from here have no known outcome yet."""
        orders = (self._desk.orders.get(order_id) for order_id in self._ids)
        return sum(order is not None and order.status in _UNRESOLVED for order in orders)

    def _in_words(self, order: Order) -> SentOrder:
        glyph, state, token = formats.state_of(order.shown_status)
        instrument = self._instruments.get(order.symbol)
        symbol = "" if order.symbol == self._shown else f" {formats.symbol(order.symbol)}"
        words = f"{formats.verb(order.side.value)} {formats.quantity(order.quantity)}{symbol}"
        why = "" if order.reason is None else texts.text(order.reason)
        if instrument is None:
            return SentOrder("", words, words, glyph, state, token, token, why)
        touched = order.order_type is OrderType.MARKET_IF_TOUCHED
        trigger = translate("Ticket", "if touched") if touched else formats.kind(OrderType.STOP)
        prices = [
            f"{word} {formats.price(price, instrument)}"
            for word, price in (
                (trigger, order.stop_price),
                (formats.kind(OrderType.LIMIT), order.limit_price),
            )
            if price is not None
        ]
        state_token = token
        if order.status is OrderStatus.FILLED:
            state, state_token = formats.price(order.average_price, instrument), "t1"
        elif order.shown_status is OrderStatus.PARTIALLY_FILLED:
            done = formats.quantity(order.filled_quantity)
            state = translate("Ticket", "{done} of {quantity}").format(
                done=done, quantity=formats.quantity(order.quantity)
            )
        time = f"{self._local(instrument, order.created_ns):%H:%M:%S}"
        short = f"{words} {within(formats.order_type(order.shown_type))}"
        words = f"{words} {' '.join(prices) or formats.kind(OrderType.MARKET)}"
        return SentOrder(time, words, short, glyph, state, token, state_token, why)
