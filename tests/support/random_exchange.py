"""An exchange of price-time priority on which chance trades, and the rows that its feed sends."""

from dataclasses import dataclass, field
from random import Random

from traderterminal.market.book import BookEvent, BookRow

OURS = "ours"


@dataclass(slots=True)
class Standing:
    """An order at rest."""

    order_id: str
    sign: int
    price: int
    lots: int


@dataclass
class RandomExchange:
    """Bids below 100, asks from 100 up. `traded` counts what one order, `ours`, really traded.

    It is placed by `place_ours` and left alone: nobody cancels or changes it.
    """

    draw: Random
    traded: int = 0
    at_ns: int = 0
    ours: Standing | None = None
    _orders: list[Standing] = field(default_factory=list)  # in order of arrival
    _number: int = 0

    def opening(self) -> BookEvent:
        """Let a first few orders stand on both sides."""
        rows = [self._add(sign) for sign in (1, -1) for _ in range(6)]
        return self._event(rows)

    def place_ours(self, lots: int) -> tuple[Standing, BookEvent]:
        """Place the order that is followed; return it, and the event of its coming."""
        row = self._add(self.draw.choice([1, -1]), OURS, lots)
        self.ours = Standing(OURS, 1 if row.side == "B" else -1, row.price, row.size)
        return self.ours, self._event([row])

    def next(self) -> BookEvent:
        """Let something happen."""
        others = [order for order in self._orders if order.order_id != OURS]
        what = self.draw.random()
        if what < 0.4 or len(others) < 4:
            return self._event([self._add(self.draw.choice([1, -1]))])
        if what < 0.75:
            return self._event([self._take_off(self.draw.choice(others))])
        return self._event(self._trade(self.draw.choice([1, -1]), self.draw.randint(1, 12)))

    def _event(self, rows: list[BookRow]) -> BookEvent:
        self.at_ns += self.draw.randint(1, 2_000_000_000)
        return BookEvent(self.at_ns, rows)

    def _add(self, sign: int, order_id: str = "", lots: int = 0) -> BookRow:
        self._number += 1
        price = (99 if sign > 0 else 100) - sign * self.draw.randint(0, 3)
        lots = lots or self.draw.choice([1, 1, 1, 2, 3, 8])
        order = Standing(order_id or str(self._number), sign, price, lots)
        self._orders.append(order)
        return self._row("A", order, lots)

    def _take_off(self, order: Standing) -> BookRow:
        """Cancel an order, cut its size or move it to another place."""
        if order.lots > 1 and self.draw.random() < 0.3:
            order.lots -= 1
            return self._row("M", order, order.lots)
        self._orders.remove(order)
        if self.draw.random() < 0.15:
            order.lots += 1
            self._orders.append(order)
            return self._row("M", order, order.lots)
        return self._row("C", order, order.lots)

    def _trade(self, sign: int, lots: int) -> list[BookRow]:
        """Let an aggressor of the other side sweep the orders of `sign`."""
        queue = [order for order in self._orders if order.sign == sign]
        queue.sort(key=lambda order: -order.price * sign)  # arrival stands among equals
        prints: dict[int, int] = {}
        fills, after = [], []
        for order in queue:
            taken = min(order.lots, lots)
            if taken == 0:
                break
            lots -= taken
            order.lots -= taken
            prints[order.price] = prints.get(order.price, 0) + taken
            fills.append(self._row("F", order, taken))
            if order.order_id == OURS:
                self.traded += taken
            if order.lots:
                after.append(self._row("M", order, order.lots))
            else:
                after.append(self._row("C", order, taken))
                self._orders.remove(order)
        side = "A" if sign > 0 else "B"
        tape = [BookRow("T", side, price, size, "0") for price, size in prints.items()]
        return [*tape, *fills, *after]

    @staticmethod
    def _row(action: str, order: Standing, size: int) -> BookRow:
        side = "B" if order.sign > 0 else "A"
        return BookRow(action, side, order.price, size, order.order_id)
