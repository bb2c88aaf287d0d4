"""Matching of paper orders in one instrument against the best quotes and trades of its feed.

What is believed, and what is not. A marketable order takes the size that is displayed at the touch
and no more; size once taken is gone until the feed shows new size. A resting limit order fills when
the opposite quote reaches its price, or when a trade prints beyond it, in both cases at its own
limit: it can neither fill before the market reaches it nor better than a resting order would. A
print at its very price says nothing of the queue before it and fills nothing. A feed reports one
event in several rows, the prints before the quote they led to, so nothing is decided before
`settle` is called at the end of the event.

A stop is triggered by a trade at its price or beyond, or once the whole quote has passed it (the
bid at a buy stop, the ask at a sell stop). It then arrives in the market as if it were new: behind
the orders that stand there, trading at the quotes that stand after the event that triggered it. An
order that waits to be touched does the same from the other side: the ask at a buy, the bid at a
sell.

Prices are ticks, sizes lots.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from traderterminal.domain.orders import TimeInForce
from traderterminal.market.ticks import Aggressor, QuoteTick, TradeTick

BUY, SELL = 1, -1
#: What of the things seen at an execution counts lots; the rest are prices.
SIZES: Final = frozenset({"bid_size", "ask_size", "displayed", "left"})


@dataclass(slots=True)
class PaperOrder:
    """An order as the matcher holds it: `sign` +1 buys, −1 sells; `lots` is what is left.

    `any_hour`: it trades on what the feed shows also while the session is closed. `if_touched`: the
    market reaches its trigger from the other side than it does a stop's.
    """

    order_id: str
    sign: int
    lots: int
    time_in_force: TimeInForce
    limit: int | None = None
    stop: int | None = None
    rested: bool = False  # has stood through the end of an event
    any_hour: bool = False
    if_touched: bool = False

    @property
    def waits_for_trigger(self) -> bool:
        return self.stop is not None


@dataclass(frozen=True, slots=True)
class Execution:
    """`lots` of an order traded at `price` by a `rule`: `touch` or `traded_through`.

    `seen` keeps the quotes of that moment, the print or the display that was traded with, and what
    of the display was left.
    """

    order_id: str
    price: int
    lots: int
    rule: str
    seen: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Dropped:
    """The rest of an order could not trade at once and may not wait."""

    order_id: str
    price: int | None
    whole: bool  # nothing of it traded because it wanted all or nothing


@dataclass(frozen=True, slots=True)
class Pulled:
    """The market reached the stop price of an order."""

    order_id: str


Outcome = Execution | Dropped | Pulled


@dataclass(slots=True)
class _Touch:
    """One side of the best quote. `available` is the displayed size not yet taken by our orders."""

    price: int | None = None
    size: int = 0
    available: int = 0

    def show(self, price: int | None, size: int) -> None:
        """Take over what the feed displays: only size above the last display is new."""
        if price != self.price:
            self.available = size
        else:
            self.available = min(size, self.available + max(0, size - self.size))
        self.price, self.size = price, size


@dataclass(slots=True)
class Matcher:
    """The working paper orders of one instrument, first come first served at a price."""

    _orders: dict[str, PaperOrder] = field(default_factory=dict)
    _bid: _Touch = field(default_factory=_Touch)
    _ask: _Touch = field(default_factory=_Touch)
    _prints: list[TradeTick] = field(default_factory=list)
    _open: bool = True

    def __len__(self) -> int:
        return len(self._orders)

    def see(self, tick: QuoteTick | TradeTick) -> None:
        """Take in one row of an event."""
        if isinstance(tick, TradeTick):
            self._prints.append(tick)
        else:
            self._bid.show(tick.bid, tick.bid_size)
            self._ask.show(tick.ask, tick.ask_size)

    def forget_market(self) -> None:
        """Forget the quotes and trades seen so far; the orders stay."""
        self._bid, self._ask = _Touch(), _Touch()
        self._prints.clear()

    def enter(self, order: PaperOrder) -> None:
        """Add `order` behind those that stand already."""
        self._orders[order.order_id] = order

    def remove(self, order_id: str) -> bool:
        """Take an order out; False when it is not there (any more)."""
        return self._orders.pop(order_id, None) is not None

    def shrink(self, order_id: str, lots: int) -> None:
        """Let an order want fewer `lots` from now on, in its place."""
        self._orders[order_id].lots = lots

    def settle(self, *, is_open: bool = True) -> Iterator[Outcome]:
        """Decide what the event, or the entry of an order, led to.

        While the session is not open the others wait, and who may not wait is dropped.
        """
        self._open = is_open
        if self._orders:
            yield from self._pull_triggers()
            yield from self._match_prints()
            for sign, touch in ((BUY, self._ask), (SELL, self._bid)):
                yield from self._match_touch(sign, touch)
            yield from self._drop_impatient()
            for order in self._orders.values():
                order.rested = order.rested or self._trades(order)
        self._prints.clear()

    def _trades(self, order: PaperOrder) -> bool:
        return self._open or order.any_hour

    def _pull_triggers(self) -> Iterator[Pulled]:
        for order in tuple(self._orders.values()):
            if not self._trades(order):
                continue
            way = -order.sign if order.if_touched else order.sign
            if order.stop is not None and self._reached(way, order.stop):
                order.stop, order.rested = None, False
                self._orders[order.order_id] = self._orders.pop(order.order_id)
                yield Pulled(order.order_id)

    def _reached(self, sign: int, stop: int) -> bool:
        """Say whether the market, going up for a `sign` of 1, was seen at the stop or beyond it.

        By a trade there, or by a whole quote.
        """
        near = self._bid.price if sign == BUY else self._ask.price
        if near is not None and (near - stop) * sign >= 0:
            return True
        return any((tick.price - stop) * sign >= 0 for tick in self._prints)

    def _match_prints(self) -> Iterator[Execution]:
        """Fill resting limits that a trade printed beyond: it would have met them first."""
        for tick in self._prints:
            if tick.aggressor is Aggressor.NEITHER:
                continue  # an auction price was not made by trading through anybody
            left = tick.size
            sign = SELL if tick.aggressor is Aggressor.BUYER else BUY
            for order in self._in_priority(sign):
                limit = order.limit
                if left == 0 or limit is None or not order.rested:
                    continue
                if (limit - tick.price) * sign > 0:
                    lots = min(left, order.lots)
                    left -= lots
                    seen = {"print": tick.price}
                    yield self._execute(order, limit, lots, "traded_through", seen)

    def _match_touch(self, sign: int, touch: _Touch) -> Iterator[Execution]:
        price = touch.price
        if price is None:
            return
        for order in self._in_priority(sign):
            if touch.available <= 0:
                return
            limit = order.limit
            if limit is not None and (limit - price) * sign < 0:
                continue
            if order.time_in_force is TimeInForce.FOK and order.lots > touch.available:
                continue
            lots = min(order.lots, touch.available)
            touch.available -= lots
            at = limit if limit is not None and order.rested else price
            seen = {"displayed": touch.size, "left": touch.available}
            yield self._execute(order, at, lots, "touch", seen)

    def _in_priority(self, sign: int) -> list[PaperOrder]:
        """The orders of one side that may trade: market first, then by price, then by arrival."""
        ready = [
            order
            for order in self._orders.values()
            if order.sign == sign and not order.waits_for_trigger and self._trades(order)
        ]
        if len(ready) > 1:
            ready.sort(key=lambda o: (o.limit is not None, -(o.limit or 0) * sign))
        return ready

    def _execute(
        self, order: PaperOrder, price: int, lots: int, rule: str, seen: dict[str, int]
    ) -> Execution:
        order.lots -= lots
        if order.lots == 0:
            del self._orders[order.order_id]
        quotes = {
            "bid": self._bid.price,
            "bid_size": self._bid.size,
            "ask": self._ask.price,
            "ask_size": self._ask.size,
        }
        return Execution(order.order_id, price, lots, rule, seen | quotes)

    def _drop_impatient(self) -> Iterator[Dropped]:
        impatient = (TimeInForce.IOC, TimeInForce.FOK)
        for order in [o for o in self._orders.values() if o.time_in_force in impatient]:
            if order.waits_for_trigger:
                continue
            del self._orders[order.order_id]
            touch = self._ask if order.sign == BUY else self._bid
            yield Dropped(order.order_id, touch.price, order.time_in_force is TimeInForce.FOK)
