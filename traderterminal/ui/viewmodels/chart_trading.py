"""What is done at prices of the chart: own orders moved, new ones sent, levels watched.

Nothing leaves from here by a way of its own: orders are changed as the list of orders changes them,
and sent as the ticket sends them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Order, OrderType
from traderterminal.market.price_alerts import PriceAlerts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.chart import AlertLine, ChartViewModel, OrderLine
from traderterminal.ui.viewmodels.orders import OrdersViewModel
from traderterminal.ui.viewmodels.ticket import TicketViewModel
from traderterminal.ui.viewmodels.typed import read_price

SOURCE: Final = "chart"
_STOPS: Final = frozenset({OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TRAILING_STOP})
ELSEWHERE: Final = "The chart shows something else by now. Nothing was sent."


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where a line would go: as it would be there, and how far that is."""

    line: OrderLine | AlertLine
    moved: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done at a price; without `act` the words say why it cannot."""

    words: str
    act: Callable[[], object] | None = None


class ChartTradingViewModel:
    """Own orders and watched levels of a chart's symbol, to take hold of and to add to.

    A `key` is the id of an order or of an alert. What was refused of it stands in `said` until the
    next action.
    """

    def __init__(
        self,
        *,
        chart: ChartViewModel,
        orders: OrdersViewModel,
        ticket: TicketViewModel,
        alerts: PriceAlerts,
    ) -> None:
        self.chart = chart
        self._orders = orders
        self._ticket = ticket
        self._alerts = alerts
        self._said = ""
        self._stops = (
            orders.changed.connect(lambda _: chart.ask_for_a_frame()),
            alerts.changed.connect(lambda _: chart.ask_for_a_frame()),
        )

    def close(self) -> None:
        """Stop listening."""
        for stop in self._stops:
            stop()

    # What is shown.

    @property
    def alert_lines(self) -> Sequence[AlertLine]:
        """The levels of the symbol that are watched."""
        instrument = self.chart.instrument
        if instrument is None:
            return ()
        found = self._alerts.of(instrument.symbol)
        return [self._alert_line(alert.alert_id, alert.ticks) for alert in found]

    def _alert_line(self, alert_id: str, ticks: int) -> AlertLine:
        last = self.chart.last_ticks
        away = formats.NOTHING if last is None else formats.signed(ticks - last, " t")
        return AlertLine(alert_id, ticks, ("Alert", away))

    @property
    def said(self) -> str:
        """What was refused of what was done here; empty where nothing was."""
        words, token = self._orders.said
        is_refusal = token == "error" and self._own(self._orders.said_of) is not None
        return self._said or (words if is_refusal else "")

    @property
    def account(self) -> AccountEntry:
        """The account that orders from here are of."""
        return self._ticket.accounts.chosen

    # Moving.

    def stands_at(self, key: str) -> int | None:
        """Return where a line stands, in ticks; None where the chart has none of that key."""
        lines = ((line.order_id, line.ticks) for line in self.chart.order_lines)
        alerts = ((line.alert_id, line.ticks) for line in self.alert_lines)
        return next((ticks for found, ticks in (*lines, *alerts) if found == key), None)

    def why_fixed(self, key: str) -> str:
        """Why a line cannot be moved now, as a sentence; empty where it can."""
        order = self._own(key)
        return "" if order is None else self._orders.why_fixed(order)

    def ghost(self, key: str, ticks: int) -> Ghost | None:
        """Return the line of a key as it would be at a price; None where there is none any more."""
        stands = self.stands_at(key)
        if stands is None:
            return None
        moved = formats.signed(ticks - stands, " t")
        order = self.chart.line_at(key, ticks)
        return Ghost(self._alert_line(key, ticks) if order is None else order, moved)

    def nearest(self, ticks: float) -> int:
        """Return the price in ticks that is nearest to a place on the axis and can be one."""
        instrument, whole = self.chart.instrument, round(ticks)
        lowest = None if instrument is None else instrument.lowest_price
        if instrument is None or lowest is None:
            return whole
        return max(whole, instrument.to_ticks(lowest))

    def begin(self, key: str) -> None:
        """A line is taken hold of: what was said of the last one has been read."""
        self.hush()
        if words := self.why_fixed(key):
            self._refuse(words)

    def move(self, key: str, ticks: int) -> None:
        """Let a line go at a price: one change at most, and of an alert no order."""
        order = self._own(key)
        self.hush()
        if order is not None:
            self._move_order(order, self._instrument.from_ticks(ticks))
        elif any(line.alert_id == key for line in self.alert_lines):
            self._alerts.move(key, ticks)
        else:
            self._refuse(ELSEWHERE)

    def _move_order(self, order: Order, price: Decimal) -> None:
        """Move an order, unless it would lead into the market at once; a way out may trade."""
        beyond = self._beyond(order.side, price)
        stops = order.order_type in _STOPS
        at_once = beyond is not None and (beyond <= 0 if stops else beyond >= 0)
        if at_once and self._orders.leads_in(order, price):
            verb, at = order.side.value, formats.price(price, self._instrument)
            self._refuse(f"At {at} it would {verb} at once. The order stands as it was.")
        else:
            self._orders.move(order, price)

    def _beyond(self, side: Side, price: Decimal) -> Decimal | None:
        """How far a price lies beyond the opposite quote, below zero short of it; None without."""
        opposite = self._opposite(side)
        return None if opposite is None else (price - opposite) * side.sign

    def _opposite(self, side: Side) -> Decimal | None:
        """What an order of a side would trade against."""
        quote = self.chart.quote
        return None if quote is None else quote.ask if side is Side.BUY else quote.bid

    def remove_alert(self, key: str) -> bool:
        """Watch a level no more; False where the key is none of an alert."""
        is_alert = self._alerts.find(key) is not None
        self._alerts.remove(key)
        return is_alert

    def hush(self) -> None:
        """What was said has been read."""
        self._orders.hush()
        self._refuse("")

    def _refuse(self, words: str) -> None:
        self._said = words
        self.chart.ask_for_a_frame()

    def _own(self, order_id: str) -> Order | None:
        """The order of an id, of the account and the symbol that the chart shows."""
        order, instrument = self._orders.order(order_id), self.chart.instrument
        if order is None or instrument is None or order.symbol != instrument.symbol:
            return None
        return order if order.account == self.chart.account else None

    # At a price.

    def read_ticks(self, text: str) -> int:
        """Return the tick nearest to a typed price of what is shown; raises NotReadable."""
        instrument = self._instrument
        return instrument.to_ticks(instrument.nearest_price(read_price(text, instrument)))

    def orders_at(self, ticks: int) -> Sequence[Offer]:
        """Return what can be sent at a price, by the side of the market it is on."""
        ticket, instrument = self._ticket, self.chart.instrument
        if instrument is None or ticket.instrument is None:
            return ()
        if ticket.instrument != instrument:
            return [Offer(f"Orders wait: the ticket shows {ticket.instrument.symbol}")]
        price = instrument.from_ticks(ticks)
        return [self._order_at(side, price, instrument) for side in (Side.BUY, Side.SELL)]

    def _order_at(self, side: Side, price: Decimal, instrument: Instrument) -> Offer:
        """A limit where it rests, beyond the opposite quote a stop, and nothing just at it."""
        ticket, beyond = self._ticket, self._beyond(side, price)
        verb, quote = side.value.capitalize(), "ask" if side is Side.BUY else "bid"
        at = formats.price(price, instrument)
        if beyond is None:
            return Offer(f"{verb} waits: there is no {quote} now")
        if not beyond:
            return Offer(f"{verb} waits: {at} is the {quote}, where it would trade at once")
        kind = OrderType.STOP if beyond > 0 else OrderType.LIMIT
        words = f"{verb} {formats.quantity(ticket.quantity)} {kind.value} {at}"
        if ticket.exits.exits is not None and not ticket.only_reduces(side):
            words += ", with exits"
        return Offer(words, partial(self._send, side, kind, price))

    def _send(self, side: Side, kind: OrderType, price: Decimal) -> None:
        """Send what was offered, if the market is still where it was when it was."""
        beyond, ticket = self._beyond(side, price), self._ticket
        if ticket.instrument != self.chart.instrument:
            ticket.refuse(ELSEWHERE)
        elif not beyond or (beyond > 0) is not (kind is OrderType.STOP):
            ticket.refuse("Nothing was sent. The market has passed the price meanwhile.")
        else:
            ticket.order_at(side, kind, price, SOURCE)

    def moves_to(self, ticks: int) -> Sequence[Offer]:
        """Return which working orders can be moved to a price."""
        return [
            Offer(
                f"{' '.join(line.words[:2])} from {self.chart.price(line.ticks)}",
                partial(self.move, line.order_id, ticks),
            )
            for line in self.chart.order_lines
            if line.ticks != ticks and not self.why_fixed(line.order_id)
        ]

    def alerts_at(self, ticks: int) -> Sequence[Offer]:
        """Return what can be watched from a price on, and which levels no more."""
        found = [
            Offer(
                f"Remove alert at {self.chart.price(line.ticks)}",
                partial(self.remove_alert, line.alert_id),
            )
            for line in self.alert_lines
        ]
        if any(line.ticks == ticks for line in self.alert_lines):
            return found
        watch = partial(self._alerts.add, self._instrument, ticks)
        return [Offer(f"Alert at {self.chart.price(ticks)}", watch), *found]

    @property
    def _instrument(self) -> Instrument:
        assert self.chart.instrument is not None  # noqa: S101 - there is no price without a symbol
        return self.chart.instrument
