"""An order book kept order by order, and the quotes and trades that follow from it.

The actions are those of a market-by-order feed: A adds an order, M sets its price and displayed
size, C takes size off it, T prints a trade, F reports what a resting order traded, R clears. A fill
changes no size: the same event's C (gone) or M (what is left) does, so an F is passed over, the
aggressor's own record all the more.

Prices are ticks, sizes lots.
"""

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from traderterminal.market.ticks import Aggressor, QuoteTick, Tick, TradeTick

_BID, _ASK = "B", "A"


@dataclass(slots=True)
class _Side:
    """The sizes by price, and the prices from worst to best (asks negated)."""

    sign: int
    sizes: dict[int, int] = field(default_factory=dict)
    ladder: list[int] = field(default_factory=list)

    def change(self, price: int, by: int) -> None:
        size = self.sizes.get(price, 0) + by
        if size > 0:
            if price not in self.sizes:
                insort(self.ladder, price * self.sign)
            self.sizes[price] = size
        elif price in self.sizes:
            del self.sizes[price]
            del self.ladder[bisect_left(self.ladder, price * self.sign)]

    def best(self) -> tuple[int | None, int]:
        if not self.ladder:
            return None, 0
        price = self.ladder[-1] * self.sign
        return price, self.sizes[price]


class OrderBook:
    """The resting orders of one instrument."""

    def __init__(self) -> None:
        self._orders: dict[str, tuple[str, int, int]] = {}  # side, price, size
        self._sides = {_BID: _Side(1), _ASK: _Side(-1)}

    def apply(self, action: str, side: str, price: int, size: int, order_id: str) -> None:
        """Take in one row; raises ValueError for an action or side that does not exist."""
        match action:
            case "A" | "M":
                self._set(order_id, side, price, size)
            case "C":
                self._reduce(order_id, size)
            case "R":
                self._orders.clear()
                self._sides = {_BID: _Side(1), _ASK: _Side(-1)}
            case "T" | "F":
                pass
            case _:
                raise ValueError(f"{action!r} is not an action: A, M, C, T, F or R")

    def top(self) -> tuple[int | None, int, int | None, int]:
        """Return bid, bid size, ask, ask size; a side without orders is None and 0."""
        return (*self._sides[_BID].best(), *self._sides[_ASK].best())

    def depth(self, side: str) -> dict[int, int]:
        """Return the displayed size by price of side `B` or `A`."""
        return dict(self._sides[side].sizes)

    def _set(self, order_id: str, side: str, price: int, size: int) -> None:
        if side not in self._sides:
            raise ValueError(f"{side!r} is not a side: B or A")
        if known := self._orders.pop(order_id, None):
            self._sides[known[0]].change(known[1], -known[2])
        if size > 0:
            self._orders[order_id] = (side, price, size)
            self._sides[side].change(price, size)

    def _reduce(self, order_id: str, size: int) -> None:
        known = self._orders.get(order_id)
        if known is None:
            return
        side, price, left = known
        self._set(order_id, side, price, left - size)


class TopOfBook:
    """Derives quotes and trades from the rows of a book, event by event."""

    def __init__(self, symbol: str) -> None:
        self.book = OrderBook()
        self._symbol = symbol
        self._prints: list[Tick] = []
        self._shown: tuple[int | None, int, int | None, int] = (None, 0, None, 0)

    def apply(
        self, at_ns: int, action: str, side: str, price: int, size: int, order_id: str
    ) -> None:
        """Take in one row; raises ValueError as the book does."""
        if action == "T":
            self._prints.append(TradeTick(self._symbol, at_ns, price, size, Aggressor(side)))
        else:
            self.book.apply(action, side, price, size, order_id)

    def end_event(self, at_ns: int) -> list[Tick]:
        """Return what the event showed: its prints, then the best quote if it changed.

        Before an opening auction the sides overlap and nothing can be traded against them: such a
        book has no quote.
        """
        rows, self._prints = self._prints, []
        top = self.book.top()
        bid, bid_size, ask, ask_size = top
        crossed = bid is not None and ask is not None and bid >= ask
        if top != self._shown and not crossed:
            self._shown = top
            rows.append(QuoteTick(self._symbol, at_ns, bid, bid_size, ask, ask_size))
        return rows
