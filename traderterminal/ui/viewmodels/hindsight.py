"""What would have happened: an alert as if nothing had held it back, and as if it came now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, Protocol

from traderterminal.alerts.hindsight import Hindsight, How, Supposed, look_back
from traderterminal.alerts.rehearsal import Foreseen, Rehearsal
from traderterminal.domain.exits import Exits
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Intent, Order, OrderType
from traderterminal.domain.signals import AlertRecord, Touch
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate, within
from traderterminal.kit.observe import Observers
from traderterminal.market.bars import BarBook
from traderterminal.market.price_path import path_since
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.alert_builder import foreseen_words

#: What is not sure of what is told.
_UNSURE: Final = mark(
    "Hindsight", "What came first within a minute is not known: the worse is taken."
)
_MOVES: Final = mark("Hindsight", "Its stop would have followed the market; that is not reckoned.")
_BY_MINUTES: Final = mark("Hindsight", "Reckoned by minutes.")
#: What became of an order, by how that is known.
_ENTRIES: Final[Mapping[How, str]] = {
    How.TOUCH: mark("Hindsight", "{order} would have filled @ {price}, the {side} of then"),
    How.NEXT_TRADE: mark(
        "Hindsight", "{order} would have filled @ {price}, the first trade after it, at {at}"
    ),
    How.MINUTE: mark(
        "Hindsight", "{order} would have filled @ {price} or better, in the minute in which it came"
    ),
    How.LATER: mark("Hindsight", "{order} would have filled @ {price} at {at}"),
    How.NOT_REACHED: mark(
        "Hindsight",
        "{order} would not have filled so far: the market has not come to its price",
    ),
    How.NOT_RECKONED: mark(
        "Hindsight", "{order} would have waited in a way that prices alone do not tell of"
    ),
    How.NOT_KNOWN: mark(
        "Hindsight",
        "{order} was not sent, and what came of it cannot be told: no price of that time is known",
    ),
}


class Alerts(Protocol):
    """What of the inbox is asked."""

    def rehearse(self, body: bytes) -> Rehearsal: ...
    def suppose(self, record: AlertRecord) -> Sequence[Foreseen]: ...


@frozen
class HindsightRow:
    """What would have come of an alert on one account, and what it would do there now."""

    account: AccountEntry
    then: str
    now: str = ""


class HindsightViewModel:
    """Looks back at one alert, anew once a second: `changed` tells when.

    `orders` returns what an alert has led to, `mark` what a symbol is valued at, `local` a moment
    on the wall clock of an exchange. Prices from before `known_from_ns` are not of the market that
    the alert met: it has begun anew since.
    """

    def __init__(
        self,
        *,
        alerts: Alerts,
        orders: Callable[[AlertRecord], Sequence[Order]],
        bars: BarBook,
        mark: Callable[[str], Decimal | None],
        instrument: Callable[[str], Instrument],
        entry_of: Callable[[str], AccountEntry],
        local: Callable[[Instrument, int], datetime],
        now_ns: Callable[[], int],
        known_from_ns: Callable[[], int],
    ) -> None:
        self._alerts = alerts
        self._orders = orders
        self._bars = bars
        self._mark = mark
        self._instrument = instrument
        self._entry_of = entry_of
        self._local = local
        self._now_ns = now_ns
        self._known_from_ns = known_from_ns
        self._second = -1
        self.changed: Observers[None] = Observers()

    def flush(self) -> None:
        """Tell once a second that what is known of now has changed."""
        second = self._now_ns() // NANOSECONDS
        if second != self._second:
            self._second = second
            self.changed.emit(None)

    def rows(self, record: AlertRecord) -> list[HindsightRow]:
        """Return a row for each account that the alert is for; none of what asks for nothing."""
        if not record.signals:
            return []
        now = {one.account: one for one in self._alerts.rehearse(record.body.encode()).accounts}
        filled = [order for order in self._orders(record) if order.filled_quantity]
        traded = {(order.account, order.symbol) for order in filled}
        then = [(order.account, self._slipped(record, order)) for order in filled]
        then += [
            (one.account, self._supposed(record, one))
            for one in self._alerts.suppose(record)
            if one.preview is not None and (one.account, one.preview.symbol) not in traded
        ]
        return [
            HindsightRow(
                self._entry_of(account),
                words,
                foreseen_words(now[account]) if account in now else "",
            )
            for account, words in then
        ]

    # An order that did trade.

    def _slipped(self, record: AlertRecord, order: Order) -> str:
        """How its fill compares with the touch of when the alert came."""
        instrument, price = self._instrument(order.symbol), order.average_price
        done = (
            translate("Hindsight", "Bought {quantity} {symbol} @ {price}")
            if order.side is Side.BUY
            else translate("Hindsight", "Sold {quantity} {symbol} @ {price}")
        ).format(
            quantity=formats.quantity(order.filled_quantity),
            symbol=order.symbol,
            price=formats.price(price, instrument),
        )
        touch, side = _touched(record.touches.get(order.symbol), order.side)
        if touch is None or price is None:
            return translate(
                "Hindsight", "{done}. What it was quoted at when the alert came is not known."
            ).format(done=done)
        ticks = (price - touch) * order.side.sign / instrument.tick_size
        if not ticks:
            words = translate("Hindsight", "{done}, the {side} of {price} when the alert came.")
        elif ticks > 0:
            words = translate(
                "Hindsight",
                "{done}, {ticks} t worse than the {side} of {price} when the alert came.",
            )
        else:
            words = translate(
                "Hindsight",
                "{done}, {ticks} t better than the {side} of {price} when the alert came.",
            )
        return words.format(
            done=done,
            ticks=formats.quantity(abs(ticks.quantize(Decimal("0.1")))),
            side=side,
            price=formats.price(touch, instrument),
        )

    # One that did not.

    def _supposed(self, record: AlertRecord, one: Foreseen) -> str:
        wish, preview = one.wish, one.preview
        if wish is None or preview is None or not preview.quantity:
            return translate("Hindsight", "There was nothing to trade, as positions stand now.")
        instrument = self._instrument(preview.symbol)
        order = Supposed(
            instrument=instrument,
            side=preview.side,
            quantity=preview.quantity,
            order_type=wish.order_type,
            limit=wish.limit_price,
            stop=wish.stop_price,
            exits=wish.exits or Exits(),
            fees=preview.fees,
        )
        told = " ".join(self._sentences(order, self._look_back(record, order)))
        if wish.intent == Intent.DELTA:
            return told
        return translate("Hindsight", "As positions stand now: {told}").format(told=told)

    def _look_back(self, record: AlertRecord, order: Supposed) -> Hindsight:
        symbol, at_ns = order.instrument.symbol, record.market_ns
        if not self._known_from_ns() <= at_ns <= self._now_ns() or not at_ns:
            return Hindsight(How.NOT_KNOWN)
        path = path_since(self._bars, symbol, at_ns)
        return look_back(order, record.touches.get(symbol), path, self._mark(symbol))

    def _sentences(self, order: Supposed, found: Hindsight) -> Iterator[str]:
        """What it came to, and what of that is not sure."""
        entered = translate("Hindsight", _ENTRIES[found.how]).format(
            order=_asked(order),
            price=formats.price(found.price, order.instrument),
            side=_touched(None, order.side)[1],
            at="" if found.at_ns is None else self._time(order, found.at_ns),
        )
        yield "; ".join((entered, *self._left(order, found))) + "."
        if found.result is not None:
            yield translate("Hindsight", "{result} after fees.").format(
                result=formats.signed_money(found.result)
            )
        if found.unsure and found.how is not How.MINUTE:
            yield translate("Hindsight", _UNSURE)
        if found.moves and found.price is not None:
            yield translate("Hindsight", _MOVES)
        if found.by_minutes:
            yield translate("Hindsight", _BY_MINUTES)

    def _left(self, order: Supposed, found: Hindsight) -> Iterator[str]:
        """What of it had left, and what is still held."""
        for one in found.exits:
            words = (
                translate("Hindsight", "stopped @ {price} at {at}")
                if not one.target
                else translate("Hindsight", "target {number} @ {price} at {at}")
            )
            price, at = formats.price(one.price, order.instrument), self._time(order, one.at_ns)
            yield words.format(number=one.target, price=price, at=at)
        if found.price is not None and found.open_quantity:
            yield translate("Hindsight", "{quantity} still open, now {price}").format(
                quantity=formats.quantity(found.open_quantity),
                price=formats.price(found.mark, order.instrument),
            )

    def _time(self, order: Supposed, at_ns: int) -> str:
        """A moment of today by its time, an older one with its day."""
        at, now = (
            self._local(order.instrument, at_ns),
            self._local(order.instrument, self._now_ns()),
        )
        return formats.dated(at, "%H:%M:%S" if at.date() == now.date() else "%e %b %H:%M:%S")


def _asked(order: Supposed) -> str:
    quantity, symbol = formats.quantity(order.quantity), order.instrument.symbol
    words = f"{formats.verb(order.side)} {quantity} {symbol}"
    at = order.limit if order.limit is not None else order.stop
    if order.order_type is OrderType.MARKET or at is None:
        return words
    kind = within(formats.order_type(order.order_type))
    return f"{words} {kind} {formats.price(at, order.instrument)}"


def _touched(touch: Touch | None, side: Side) -> tuple[Decimal | None, str]:
    """The side of the book that an order trades against, and what it is called."""
    if side is Side.BUY:
        return None if touch is None else touch.ask, formats.quote("ask")
    return None if touch is None else touch.bid, formats.quote("bid")
