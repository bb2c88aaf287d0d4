"""What a trade put at risk: how far from its entries the stops were that they were sent with."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from traderterminal.domain.exits import Exits
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Order
from traderterminal.journal.round_trips import EntryPart
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)


@frozen
class _Sent:
    """An entry as it was sent, and the average price that it has traded at."""

    symbol: str
    side: Side
    quantity: Decimal
    average: Decimal
    exits: Exits


class InitialStops:
    """Knows the stop of every entry that was sent with one, wherever it was moved to since.

    A stop that was placed by itself, later, is none of these: what was at risk before is not known.
    """

    def __init__(self, instrument: Callable[[str], Instrument]) -> None:
        self._instrument = instrument
        self._sent: dict[str, _Sent] = {}

    def note(self, order: Order) -> None:
        """Keep an entry as it stands now; what is no entry with a stop is not kept."""
        exits, average = order.exits, order.average_price
        if exits is not None and exits.has_stop and average is not None:
            sent = _Sent(order.symbol, order.side, order.quantity, average, exits)
            self._sent[order.order_id] = sent

    def risk(self, entries: Iterable[EntryPart], point_value: Decimal) -> Decimal | None:
        """Return what all stops would have lost, before fees and > 0; None where one is not known.

        One on the wrong side of its entry limits nothing. Nor is it known where the price of an
        entry is not that of its order: a split has counted one of them anew, or a part of the order
        has closed what was held before.
        """
        total = ZERO
        for entry in entries:
            sent = self._sent.get(entry.order_id)
            if sent is None:
                return None
            instrument, average = self._instrument(sent.symbol), entry.value / entry.quantity
            if abs(average - sent.average) * 2 >= instrument.tick_size:
                return None
            stop = sent.exits.stop_price(average, sent.side, instrument, sent.quantity)
            lost = (average - stop) * sent.side.sign * entry.quantity * point_value
            if lost <= 0:
                return None
            total += lost
        return total or None
