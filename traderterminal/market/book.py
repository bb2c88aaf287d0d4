"""An order book kept order by order, and the quotes, depth and trades that follow from it.

The actions are those of a market-by-order feed: A adds an order, M sets its price and displayed
size, C takes size off it, T prints a trade, F reports what a resting order traded, R clears. A fill
changes no size: the same event's C (gone) or M (what is left) does, so an F is passed over, the
aggressor's own record all the more.

Prices are ticks, sizes lots.
"""

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import NamedTuple

from traderterminal.market.ticks import Aggressor, DepthTick, FeedTick, QuoteTick, Tick, TradeTick

_BID, _ASK = "B", "A"
_ACTIONS = frozenset("AMCTFR")


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


class BookRow(NamedTuple):
    """One row of a market-by-order feed."""

    action: str
    side: str
    price: int
    size: int
    order_id: str

    def check(self) -> None:
        """Raise ValueError for an action or side that does not exist."""
        if self.action not in _ACTIONS:
            raise ValueError(f"{self.action!r} is not an action: A, M, C, T, F or R")
        if self.action in ("A", "M") and self.side not in (_BID, _ASK):
            raise ValueError(f"{self.side!r} is not a side: B or A")
        if self.action == "T":
            Aggressor(self.side)


class BookEvent(NamedTuple):
    """The rows of one happening on the exchange."""

    at_ns: int
    rows: list[BookRow]


class OrderBook:
    """The resting orders of one instrument."""

    def __init__(self) -> None:
        self._orders: dict[str, tuple[str, int, int]] = {}  # side, price, size
        self._sides = {_BID: _Side(1), _ASK: _Side(-1)}

    def apply(self, action: str, side: str, price: int, size: int, order_id: str) -> None:
        """Take in one row."""
        match action:
            case "A" | "M":
                self._set(order_id, side, price, size)
            case "C":
                self._reduce(order_id, size)
            case "R":
                self._orders.clear()
                self._sides = {_BID: _Side(1), _ASK: _Side(-1)}

    def top(self) -> tuple[int | None, int, int | None, int]:
        """Return bid, bid size, ask, ask size; a side without orders is None and 0."""
        return (*self._sides[_BID].best(), *self._sides[_ASK].best())

    def depth(self, side: str) -> dict[int, int]:
        """Return the displayed size by price of side `B` or `A`."""
        return dict(self._sides[side].sizes)

    def best_levels(self, side: str, count: int) -> tuple[dict[int, int], bool]:
        """Return the size by price of the best `count` levels, and whether these are all."""
        of = self._sides[side]
        return {p * of.sign: of.sizes[p * of.sign] for p in of.ladder[-count:]}, (
            len(of.ladder) <= count
        )

    def _set(self, order_id: str, side: str, price: int, size: int) -> None:
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
    """Derives quotes and trades from a book, event by event."""

    def __init__(self, symbol: str) -> None:
        self.book = OrderBook()
        self._symbol = symbol
        self._shown: tuple[int | None, int, int | None, int] = (None, 0, None, 0)

    def see(self, event: BookEvent) -> list[Tick]:
        """Return what the event showed: its prints, then the best quote if it changed.

        Before an opening auction the sides overlap and nothing can be traded against them: such a
        book has no quote.
        """
        ticks: list[Tick] = []
        for row in event.rows:
            if row.action == "T":
                ticks.append(_print(self._symbol, event.at_ns, row))
            else:
                self.book.apply(*row)
        top = self.book.top()
        bid, bid_size, ask, ask_size = top
        crossed = bid is not None and ask is not None and bid >= ask
        if top != self._shown and not crossed:
            self._shown = top
            ticks.append(QuoteTick(self._symbol, event.at_ns, bid, bid_size, ask, ask_size))
        return ticks


class WholeOfBook:
    """Derives trades, the best quote and the best `levels` prices a side from a book."""

    def __init__(self, symbol: str, levels: int) -> None:
        self._top = TopOfBook(symbol)
        self._depth = DepthOfBook(symbol, levels)

    def see(self, event: BookEvent) -> list[FeedTick]:
        """Return what the event showed: its prints, the levels that changed, the best quote."""
        levels = [tick for tick in self._depth.see(event) if isinstance(tick, DepthTick)]
        ticks = self._top.see(event)
        prints = [tick for tick in ticks if isinstance(tick, TradeTick)]
        return [*prints, *levels, *ticks[len(prints) :]]


class DepthOfBook:
    """Derives trades and the changes of the best `levels` prices a side from a book."""

    def __init__(self, symbol: str, levels: int) -> None:
        self._book = OrderBook()
        self._symbol = symbol
        self._levels = levels
        self._shown: dict[str, dict[int, int]] = {_BID: {}, _ASK: {}}
        self._beyond: dict[str, set[int]] = {_BID: set(), _ASK: set()}

    def see(self, event: BookEvent) -> list[FeedTick]:
        """Return what the event showed: its prints, then the levels that changed, if any did."""
        ticks: list[FeedTick] = []
        for row in event.rows:
            if row.action == "T":
                ticks.append(_print(self._symbol, event.at_ns, row))
            else:
                self._book.apply(*row)
        touched = {row.side for row in event.rows if row.action not in ("T", "F")}
        both = not touched <= {_BID, _ASK}  # a clear names no side
        changes = tuple(
            change
            for side in (_BID, _ASK)
            if both or side in touched
            for change in self._changes(side)
        )
        if changes:
            ticks.append(DepthTick(self._symbol, event.at_ns, changes))
        return ticks

    def _changes(self, side: str) -> list[tuple[str, int, int]]:
        shown, beyond = self._shown[side], self._beyond[side]
        now, complete = self._book.best_levels(side, self._levels)
        if now == shown and not beyond:
            return []
        changes = [
            (side, p, size) for p, size in now.items() if shown.get(p) != size or p in beyond
        ]
        edge = None if complete else (min(now) if side == _BID else max(now))
        for price in (shown.keys() | beyond) - now.keys():
            hidden = edge is not None and (price < edge if side == _BID else price > edge)
            if hidden:
                beyond.add(price)  # better levels pushed it out of sight
            else:
                changes.append((side, price, 0))
                beyond.discard(price)
        beyond.difference_update(now)
        self._shown[side] = now
        return changes


def _print(symbol: str, at_ns: int, row: BookRow) -> TradeTick:
    return TradeTick(symbol, at_ns, row.price, row.size, Aggressor(row.side))
