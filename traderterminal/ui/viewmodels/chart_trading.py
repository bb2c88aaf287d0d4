"""What is done at prices of the chart: own orders moved, new ones sent, levels watched.

Nothing leaves from here by a way of its own: orders are changed as the list of orders changes them,
and sent as the ticket sends them.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Order, OrderType
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.market.price_alerts import PriceAlerts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.chart import ChartViewModel
from traderterminal.ui.viewmodels.chart_lines import AlertLine, OrderLine
from traderterminal.ui.viewmodels.marketable import (
    Landing,
    NotSent,
    Touch,
    landing,
    resting_type,
)
from traderterminal.ui.viewmodels.orders import OrdersViewModel
from traderterminal.ui.viewmodels.ticket import TicketViewModel
from traderterminal.ui.viewmodels.typed import read_price

SOURCE: Final = "chart"
ELSEWHERE: Final = mark("Chart", "The chart shows something else by now. Nothing was sent.")


@frozen
class Ghost:
    """Where a line would go: as it would be there, how far that is, and what would come of it.

    `warning` is empty where it would rest there.
    """

    line: OrderLine | AlertLine
    moved: str
    warning: str = ""


@frozen
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
        return AlertLine(alert_id, ticks, (translate("Chart", "Alert"), away))

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
        line, order = self.chart.line_at(key, ticks), self._own(key)
        if line is None or order is None:
            return Ghost(self._alert_line(key, ticks), moved)
        return Ghost(line, moved, self._landing(order, ticks).preview)

    def _landing(self, order: Order, ticks: int) -> Landing:
        adds = self._orders.leads_in(order, self._instrument.from_ticks(ticks))
        return landing(order, ticks, self._touch, adds=adds)

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
            self._move_order(order, ticks)
        elif any(line.alert_id == key for line in self.alert_lines):
            self._alerts.move(key, ticks)
        else:
            self._refuse(translate("Chart", ELSEWHERE))

    def _move_order(self, order: Order, ticks: int) -> None:
        """Move an order, unless it would lead into the market at once; a way out may trade."""
        found = self._landing(order, ticks)
        if found.refused:
            self._refuse(f"{found.words}.")
        else:
            self._orders.move(order, self._instrument.from_ticks(ticks))

    @property
    def _touch(self) -> Touch:
        """The best bid and ask of what is shown."""
        quote, to_ticks = self.chart.quote, self._instrument.to_ticks
        sides = (None, None) if quote is None else (quote.bid, quote.ask)
        bid, ask = (None if price is None else to_ticks(price) for price in sides)
        return Touch(bid, ask, self.chart.price)

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
            return [
                Offer(
                    translate("Chart", "Orders wait: the ticket shows {symbol}").format(
                        symbol=ticket.instrument.symbol
                    )
                )
            ]
        ticket.catch_up()
        return [self._order_at(side, ticks) for side in (Side.BUY, Side.SELL)]

    def _order_at(self, side: Side, ticks: int) -> Offer:
        ticket, verb = self._ticket, formats.verb(side.value)
        try:
            kind = resting_type(side, ticks, self._touch)
        except NotSent as why:
            return Offer(translate("Chart", "{verb} waits. {why}").format(verb=verb, why=why))
        quantity = ticket.shown_size_at(side, kind, self._instrument.from_ticks(ticks))
        at = self.chart.price(ticks)
        words = f"{verb} {quantity} {formats.kind(kind)} {at}"
        if ticket.brings_exits(side):
            words += translate("Chart", ", with exits")
        return Offer(
            words, partial(self._send, side, kind, ticks, self._offered(side, kind, ticks))
        )

    def _offered(self, side: Side, kind: OrderType, ticks: int) -> object:
        """All that an offer says or that follows from it: a menu may be open for long."""
        ticket = self._ticket
        size = ticket.shown_size_at(side, kind, self._instrument.from_ticks(ticks))
        return ticket.account, ticket.instrument, size, ticket.exits.exits

    def _send(self, side: Side, kind: OrderType, ticks: int, offered: object) -> None:
        """Send what was offered, if ticket and market are still what they were when it was."""
        ticket = self._ticket
        if ticket.instrument != self.chart.instrument:
            ticket.refuse(translate("Chart", ELSEWHERE))
            return
        ticket.catch_up()
        if offered != self._offered(side, kind, ticks):
            ticket.refuse(translate("Chart", "Nothing was sent. The ticket has changed meanwhile."))
            return
        try:
            passed = resting_type(side, ticks, self._touch) is not kind
        except NotSent:
            passed = True
        if passed:
            ticket.refuse(
                translate("Chart", "Nothing was sent. The market has passed the price meanwhile.")
            )
        else:
            ticket.order_at(side, kind, self._instrument.from_ticks(ticks), SOURCE)

    def moves_to(self, ticks: int) -> Sequence[Offer]:
        """Return which working orders can be moved to a price, and what would come of it."""
        lines = ((line, self._own(line.order_id)) for line in self.chart.order_lines)
        return [
            self._move_offer(line, self._landing(order, ticks), ticks)
            for line, order in lines
            if order is not None and line.ticks != ticks and not self.why_fixed(line.order_id)
        ]

    def _move_offer(self, line: OrderLine, found: Landing, ticks: int) -> Offer:
        words = translate("Chart", "{join} from {ticks}").format(
            join=" ".join(line.words[:2]), ticks=self.chart.price(line.ticks)
        )
        if found.preview:
            words += f", {found.preview}"
        return Offer(words, None if found.refused else partial(self.move, line.order_id, ticks))

    def alerts_at(self, ticks: int) -> Sequence[Offer]:
        """Return what can be watched from a price on, and which levels no more."""
        found = [
            Offer(
                translate("Chart", "Remove alert at {ticks}").format(
                    ticks=self.chart.price(line.ticks)
                ),
                partial(self.remove_alert, line.alert_id),
            )
            for line in self.alert_lines
        ]
        if any(line.ticks == ticks for line in self.alert_lines):
            return found
        watch = partial(self._alerts.add, self._instrument, ticks)
        return [
            Offer(
                translate("Chart", "Alert at {ticks}").format(ticks=self.chart.price(ticks)), watch
            ),
            *found,
        ]

    @property
    def _instrument(self) -> Instrument:
        assert self.chart.instrument is not None  # noqa: S101 - there is no price without a symbol
        return self.chart.instrument
