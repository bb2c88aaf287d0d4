"""What became of real orders that rested in a recorded book: the truth paper fills are held to."""

from collections.abc import Iterable

from traderterminal.kit.frozen import frozen
from traderterminal.market.book import BookEvent


@frozen
class RecordedOrder:
    """A real order that was never amended: `sign` +1 bought, −1 sold.

    It was placed at `placed_ns` and gone at `removed_ns`; `last_fill_ns` is None where nothing of
    it traded.
    """

    order_id: str
    placed_ns: int
    sign: int
    price: int
    lots: int
    removed_ns: int
    filled_lots: int
    last_fill_ns: int | None

    @property
    def filled(self) -> bool:
        return self.filled_lots == self.lots

    def check(self) -> None:
        """Raise ValueError for an order that cannot have been."""
        if self.lots <= 0:
            raise ValueError("an order is of at least one lot")
        if self.filled and self.last_fill_ns is None:
            raise ValueError("a filled order needs the time of its last fill")


class Unfollowable:
    """Finds the recorded orders whose fate says nothing of how a resting order fares.

    Those that crossed the spread themselves, when placed or re-priced, so that a fill of theirs was
    no resting order's; and those that were taken out in the very event whose trade or crossing
    order reaches their price, where anybody else's order would have traded.
    """

    def __init__(self, orders: Iterable[RecordedOrder]) -> None:
        self.order_ids: set[str] = set()
        self._orders = {order.order_id: order for order in orders}

    def see(self, event: BookEvent) -> None:
        """Take in the next event of the book that the orders rested in."""
        for row in event.rows:
            order = self._orders.get(row.order_id)
            if order is None or event.at_ns < order.placed_ns:
                continue
            crossed = row.action == "T" or (row.action == "F" and row.price != order.price)
            if crossed or (row.action == "C" and _pulled_from_a_trade(order, event)):
                self.order_ids.add(order.order_id)


def _pulled_from_a_trade(order: RecordedOrder, event: BookEvent) -> bool:
    if order.filled_lots > 0:
        return False
    own, opposite = ("B", "A") if order.sign > 0 else ("A", "B")
    return any(
        (order.price - row.price) * order.sign >= 0
        and (
            (row.action == "T" and row.side != own) or (row.action in "AM" and row.side == opposite)
        )
        for row in event.rows
    )
