"""Resting orders in a book known order by order: their place in the queue is exact.

An order at a price trades after all that had their place before it. What reaches those behind an
order has reached it first. An order keeps its place while its size shrinks; a new price, more size
or the refresh of an iceberg sends it to the back.
"""

from dataclasses import dataclass
from typing import Final

from traderterminal.market.book import BookEvent
from traderterminal.paper.resting import OwnSide, Reached, Resting

#: What is left to doubt: an owner that the exchange keeps from trading with itself.
CONFIDENCE: Final = 0.99


@dataclass(slots=True)
class _Standing:
    """An order of the book; `place` counts up in order of priority."""

    sign: int
    price: int
    lots: int
    place: int


class OrderQueues:
    """Our resting orders among those of a book known order by order."""

    def __init__(self) -> None:
        self._book: dict[str, _Standing] = {}
        self._last_place = 0
        self._own = {1: OwnSide(1), -1: OwnSide(-1)}
        self._to_be_shown: dict[str, Resting] = {}
        self._traded: dict[str, int] = {}  # what orders of the book traded in this event
        self._hit: set[tuple[int, int]] = set()  # where orders of ours met a trade in this event
        self._crossing: list[str] = []
        self._auction = False
        self._reached: list[Reached] = []

    def enter(self, order: Resting) -> None:
        """Let `order` rest behind all that stand at its price.

        One that the feed shows, under the same id, takes its place when it comes there.
        """
        order.place = self._last_place
        self._own[order.sign].enter(order)
        if order.shown:
            self._to_be_shown[order.order_id] = order

    def leave(self, order: Resting) -> None:
        """Take `order` out."""
        self._own[order.sign].leave(order)
        self._to_be_shown.pop(order.order_id, None)

    def unshow(self, order: Resting) -> None:
        """Know that the feed displays `order` no longer; its place stands."""
        order.shown = 0

    def ahead(self, order: Resting) -> int:
        """Return the lots that trade before `order` at its price."""
        return sum(
            other.lots
            for other in self._book.values()
            if other.price == order.price
            and other.sign == order.sign
            and other.place <= order.place
        )

    def see(self, event: BookEvent) -> list[Reached]:
        """Take in an event; return what of our orders it reached."""
        self._reached = []
        book = self._book
        for action, side, price, size, order_id in event.rows:
            if action == "A":
                self._stand(order_id, 1 if side == "B" else -1, price, size)
            elif action == "C":
                standing = book.get(order_id)
                if standing is not None:
                    standing.lots -= size
                    if standing.lots <= 0:
                        del book[order_id]
            elif action == "M":
                self._modify(order_id, 1 if side == "B" else -1, price, size)
            elif action == "F":
                self._fill(order_id, price, size)
            elif action == "T":
                self._auction = side == "N"
            else:
                book.clear()
        if self._traded or self._crossing:
            self._end_event()
        return self._reached

    def _stand(self, order_id: str, sign: int, price: int, lots: int) -> None:
        if lots == 0:
            self._book.pop(order_id, None)
            return
        if self._to_be_shown and (ours := self._to_be_shown.pop(order_id, None)) is not None:
            ours.place = self._last_place
        self._last_place += 1
        self._book[order_id] = _Standing(sign, price, lots, self._last_place)
        met_first = self._own[-sign].best
        if met_first is not None and (price - met_first) * sign >= 0:
            self._crossing.append(order_id)

    def _modify(self, order_id: str, sign: int, price: int, lots: int) -> None:
        standing = self._book.get(order_id)
        traded = self._traded.get(order_id, 0)
        if (
            standing is not None
            and standing.price == price
            and standing.sign == sign
            and 0 < lots <= standing.lots - traded
        ):
            standing.lots = lots
        else:
            self._stand(order_id, sign, price, lots)

    def _fill(self, order_id: str, price: int, lots: int) -> None:
        standing = self._book.get(order_id)
        if standing is None or standing.price != price:
            return  # the aggressor's own record
        self._traded[order_id] = self._traded.get(order_id, 0) + lots
        own = self._own[standing.sign]
        if own.best is None:
            return
        if not self._auction:
            for order in own.met_before(price):
                self._reach(order, lots, "traded_through")
        if at_price := own.by_price.get(price):
            self._hit.add((standing.sign, price))
            for order in [o for o in at_price if o.place < standing.place]:
                self._reach(order, lots, "queue")

    def _end_event(self) -> None:
        for sign, price in self._hit:
            left = self._own[sign].by_price.get(price, [])
            if any(not order.shown for order in left) and not self._stands_at(sign, price):
                for order in left[:]:
                    self._reach_unshown(order, order.lots, "traded_out")
        for order_id in self._crossing:
            if (standing := self._book.get(order_id)) is not None:
                for order in self._own[-standing.sign].met_before(standing.price + standing.sign):
                    self._reach_unshown(order, standing.lots, "touch")
        self._traded.clear()
        self._hit.clear()
        self._crossing.clear()

    def _reach(self, order: Resting, lots: int, rule: str) -> None:
        lots = min(lots, order.lots)
        order.lots -= lots
        if order.lots == 0:
            self.leave(order)
        self._reached.append(Reached(order, lots, rule, CONFIDENCE))

    def _reach_unshown(self, order: Resting, lots: int, rule: str) -> None:
        if not order.shown:  # an order that the feed shows would have been met in its rows
            self._reach(order, lots, rule)

    def _stands_at(self, sign: int, price: int) -> bool:
        book = self._book.values()
        return any(other.price == price and other.sign == sign for other in book)
