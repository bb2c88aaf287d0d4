"""Matching of paper orders in one instrument against the quotes, levels and trades of its feed.

What is believed, and what is not. A marketable order takes the size that is displayed, level by
level as far as the feed shows them, and no more; size once taken, or traded through, is gone until
the feed shows new size. A resting limit order trades
when the opposite quote reaches its price, or when what is inferred of the queue before it
(`level_queues`) says that a trade has reached it, always at its own limit: it can neither fill
before the market reaches it nor better than a resting order would. Orders of ours share what
traded: together they get no more of it than it was. A feed reports one event in several rows, the
prints before the quote they led to, so nothing is decided before `settle` is called at the end of
the event.

A stop is triggered by a trade at its price or beyond, or once the whole quote has passed it (the
bid at a buy stop, the ask at a sell stop). It then arrives in the market as if it were new: behind
the orders that stand there, trading at the quotes that stand after the event that triggered it. An
order that waits to be touched does the same from the other side: the ask at a buy, the bid at a
sell.

Prices are ticks, sizes lots.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from traderterminal.domain.orders import TimeInForce
from traderterminal.kit.frozen import frozen
from traderterminal.market.ticks import Aggressor, DepthTick, FeedTick, QuoteTick, TradeTick
from traderterminal.paper.display import Display, Shown
from traderterminal.paper.level_queues import PROVEN, LevelQueues
from traderterminal.paper.resting import FillMode, Reached, Resting, Standing

BUY, SELL = 1, -1
#: What of the things seen at an execution counts lots; the rest are prices.
SIZES: Final = frozenset(
    {
        "bid_size",
        "ask_size",
        "displayed",
        "left",
        "printed",
        "queue_at_entry",
        "queue_at_fill",
        "traded_at_price",
    }
)


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
    stood: bool = False  # was there at the end of an event, whether it could trade or not
    rested: bool = False  # has stood so while it could trade
    any_hour: bool = False
    if_touched: bool = False
    fill_mode: FillMode = FillMode.REALISTIC
    expected: int | None = None  # its trigger, or the opposite quote when it arrived

    def reaches(self, price: int) -> bool:
        """Say whether its limit lets it trade at `price`."""
        return self.limit is None or (self.limit - price) * self.sign >= 0

    @property
    def waits_for_trigger(self) -> bool:
        return self.stop is not None


@frozen
class Execution:
    """`lots` of an order traded at `price` by a `rule`.

    The rules: `taken` from the opposite quote on arrival, `touch` of it while at rest, `queue` (a
    trade took all that was ahead), `auction` (at its price, which was better than asked),
    `traded_through` and `traded_out` (a trade beyond its price, or all that was displayed at it).
    `seen` keeps the quotes of that moment, and the display that was traded with, what was left of
    it and what the order `expected`; or the farthest print that reached the order, the lots that
    did, and its queue. `confidence` that an exchange would have
    filled it so is above 0 and below 1.
    """

    order_id: str
    price: int
    lots: int
    rule: str
    seen: Mapping[str, int | None]
    confidence: float


@frozen
class Dropped:
    """The rest of an order could not trade at once and may not wait."""

    order_id: str
    price: int | None
    whole: bool  # nothing of it traded because it wanted all or nothing


@frozen
class Pulled:
    """The market reached the stop price of an order."""

    order_id: str


Outcome = Execution | Dropped | Pulled


@dataclass(slots=True)
class Matcher:
    """The working paper orders of one instrument, first come first served at a price."""

    _orders: dict[str, PaperOrder] = field(default_factory=dict)
    _bids: Display = field(default_factory=lambda: Display(1))
    _asks: Display = field(default_factory=lambda: Display(-1))
    _event: list[FeedTick] = field(default_factory=list)
    _queues: LevelQueues = field(default_factory=lambda: LevelQueues(sharing=True))
    _queued: dict[str, Resting] = field(default_factory=dict)
    _is_deep: bool = False
    _open: bool = True
    _continuous: bool = True  # trading went on when the event began, without an auction

    def __len__(self) -> int:
        return len(self._orders)

    def see(self, tick: FeedTick) -> None:
        """Take in one row of an event.

        Where levels have been shown they tell all that a quote can.
        """
        if isinstance(tick, QuoteTick) and self._is_deep:
            return
        self._event.append(tick)
        if isinstance(tick, QuoteTick):
            self._bids.show_best(tick.bid, tick.bid_size)
            self._asks.show_best(tick.ask, tick.ask_size)
        elif isinstance(tick, DepthTick):
            self._is_deep = True
            for side, price, size in tick.changes:
                (self._bids if side == "B" else self._asks).show_level(price, size)
        elif tick.aggressor is not Aggressor.NEITHER:
            hit = self._bids if tick.aggressor is Aggressor.SELLER else self._asks
            hit.trade_through(tick.price)

    @property
    def is_deep(self) -> bool:
        """Say whether the feed has shown more levels than the best."""
        return self._is_deep

    def standing(self, order_id: str) -> Standing | None:
        """Return what stands before an order; None where it is in no queue."""
        queued = self._queued.get(order_id)
        return None if queued is None else self._queues.standing(queued)

    def forget_market(self) -> None:
        """Forget the quotes and trades seen so far; the orders stay."""
        self._bids, self._asks = Display(1), Display(-1)
        self._event.clear()
        self._queues = LevelQueues(sharing=True)
        self._queued.clear()
        self._is_deep = False

    def enter(self, order: PaperOrder) -> None:
        """Add `order` behind those that stand already."""
        self._orders[order.order_id] = order

    def remove(self, order_id: str) -> bool:
        """Take an order out; False when it is not there (any more)."""
        self._leave_queue(order_id)
        return self._orders.pop(order_id, None) is not None

    def shrink(self, order_id: str, lots: int) -> None:
        """Let an order want fewer `lots` from now on, in its place."""
        order = self._orders[order_id]
        order.lots = lots
        self._tell_queue(order)

    def settle(self, *, is_open: bool = True) -> Iterator[Outcome]:
        """Decide what the event, or the entry of an order, led to.

        While the session is not open the others wait, and who may not wait is dropped.
        """
        self._open = is_open
        self._queue_up()
        yield from self._fill_at_auction()
        reached = self._queues.see(self._event) if self._event else []
        if self._orders:
            yield from self._pull_triggers()
            for found in reached:
                yield self._take(found)
            if not self._overlaps():
                yield from self._match_displayed(BUY, self._asks)
                yield from self._match_displayed(SELL, self._bids)
            yield from self._drop_impatient()
            for order in self._orders.values():
                order.stood = True
                order.rested = order.rested or self._trades(order)
            self._queue_up()
        if self._event or not is_open:
            self._continuous = is_open and not self._overlaps()
        self._event.clear()

    def _fill_at_auction(self) -> Iterator[Execution]:
        """Fill, where trading begins with an auction, whom its price is better for than asked.

        They stood before it, share what it printed on their side, and get its price. Who asked
        just that price queues for what is left.
        """
        if self._continuous or not self._open:
            return
        for number, tick in enumerate(self._event):
            if isinstance(tick, TradeTick) and tick.aggressor is Aggressor.NEITHER:
                sides = [self._share(tick, sign) for sign in (BUY, SELL)]
                taken = max(sum(lots for _, lots in side) for side in sides)
                self._event[number] = replace(tick, size=tick.size - taken)
                for order, lots in sides[0] + sides[1]:
                    seen = {"print": tick.price, "printed": tick.size}
                    yield self._execute(order, tick.price, lots, "auction", seen, PROVEN)
                    self._tell_queue(order)

    def _share(self, tick: TradeTick, sign: int) -> list[tuple[PaperOrder, int]]:
        """Who of one side gets how much of an auction's print."""
        left, shares = tick.size, []
        for order in self._in_priority(sign):
            if left and order.stood and order.limit != tick.price and order.reaches(tick.price):
                shares.append((order, min(left, order.lots)))
                left -= shares[-1][1]
        return shares

    def _trades(self, order: PaperOrder) -> bool:
        return self._open or order.any_hour

    def _pull_triggers(self) -> Iterator[Pulled]:
        for order in tuple(self._orders.values()):
            if not self._trades(order):
                continue
            way = -order.sign if order.if_touched else order.sign
            if order.stop is not None and self._reached(way, order.stop):
                order.stop, order.expected = None, order.stop
                order.stood = order.rested = False
                self._orders[order.order_id] = self._orders.pop(order.order_id)
                yield Pulled(order.order_id)

    def _reached(self, sign: int, stop: int) -> bool:
        """Say whether the market, going up for a `sign` of 1, was seen at the stop or beyond it.

        By a trade there, or by a whole quote.
        """
        near = (self._bids if sign == BUY else self._asks).best
        if near is not None and not self._overlaps() and (near - stop) * sign >= 0:
            return True
        return any((tick.price - stop) * sign >= 0 for tick in self._prints())

    def _overlaps(self) -> bool:
        """Say whether bids stand at asks or above, as before an auction: then nothing trades."""
        bid, ask = self._bids.best, self._asks.best
        return bid is not None and ask is not None and bid >= ask

    def _prints(self) -> Iterator[TradeTick]:
        return (tick for tick in self._event if isinstance(tick, TradeTick))

    def _queue_up(self) -> None:
        """Keep in the queues who rests and trades, and nobody else."""
        for order in self._orders.values():
            if not order.rested or order.waits_for_trigger or not self._trades(order):
                self._leave_queue(order.order_id)
            elif order.limit is not None and order.order_id not in self._queued:
                mode = order.fill_mode
                queued = Resting(order.order_id, order.sign, order.limit, order.lots, mode=mode)
                self._queued[order.order_id] = queued
                self._queues.enter(queued)

    def _tell_queue(self, order: PaperOrder) -> None:
        if (queued := self._queued.get(order.order_id)) is not None:
            queued.lots = order.lots

    def _leave_queue(self, order_id: str) -> None:
        queued = self._queued.pop(order_id, None)
        if queued is not None and queued.lots:
            self._queues.leave(queued)

    def _take(self, found: Reached) -> Execution:
        """Fill what a trade has reached."""
        order, price = self._orders[found.order.order_id], found.order.price
        own = Aggressor.BUYER if order.sign == BUY else Aggressor.SELLER
        prints = [
            tick
            for tick in self._prints()
            if tick.aggressor is not own and (price - tick.price) * order.sign >= 0
        ]
        seen: dict[str, int | None] = {
            "queue_at_entry": _whole(found.order.met),
            "queue_at_fill": _whole(found.ahead),
            "traded_at_price": found.traded,
        }
        if prints:  # else it printed before this quote
            seen["print"] = (min if order.sign == BUY else max)(tick.price for tick in prints)
            seen["printed"] = sum(tick.size for tick in prints)
        return self._execute(order, price, found.lots, found.rule, seen, found.confidence)

    def _match_displayed(self, sign: int, display: Display) -> Iterator[Execution]:
        """Let the orders of one side take what is displayed on the other."""
        best = display.best
        if best is None:
            return
        reaching = [o for o in self._in_priority(sign) if o.reaches(best)]
        offered = display.offered() if reaching else []
        for order in reaching:
            within = [(p, level) for p, level in offered if level.available and order.reaches(p)]
            there = sum(level.available for _, level in within)
            if order.time_in_force is not TimeInForce.FOK or order.lots <= there:
                yield from self._walk(order, within)

    def _walk(self, order: PaperOrder, levels: list[tuple[int, Shown]]) -> Iterator[Execution]:
        """Take from one level after the other what an order wants."""
        for price, level in levels:
            lots = min(order.lots, level.available)
            if not lots:
                return
            level.available -= lots
            seen: dict[str, int | None] = {"displayed": level.size, "left": level.available}
            if order.limit is not None and order.rested:
                yield self._execute(order, order.limit, lots, "touch", seen, PROVEN)
            else:
                order.expected = price if order.expected is None else order.expected
                seen["expected"] = order.expected
                yield self._execute(order, price, lots, "taken", seen, PROVEN)
            self._tell_queue(order)

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
        self,
        order: PaperOrder,
        price: int,
        lots: int,
        rule: str,
        seen: Mapping[str, int | None],
        confidence: float,
    ) -> Execution:
        order.lots -= lots
        if order.lots == 0:
            self.remove(order.order_id)
        quotes = {
            "bid": self._bids.best,
            "bid_size": self._bids.best_size,
            "ask": self._asks.best,
            "ask_size": self._asks.best_size,
        }
        return Execution(order.order_id, price, lots, rule, {**seen, **quotes}, confidence)

    def _drop_impatient(self) -> Iterator[Dropped]:
        impatient = (TimeInForce.IOC, TimeInForce.FOK)
        for order in [o for o in self._orders.values() if o.time_in_force in impatient]:
            if order.waits_for_trigger:
                continue
            self.remove(order.order_id)
            opposite = self._asks if order.sign == BUY else self._bids
            yield Dropped(order.order_id, opposite.best, order.time_in_force is TimeInForce.FOK)


def _whole(lots: float | None) -> int | None:
    return None if lots is None else round(lots)
