"""Resting orders in a feed that shows levels, not orders: what is ahead of them is inferred.

A feed reports one event in several rows, the prints before the sizes they led to, and an order is
judged by the whole event. At its own price a print takes what is ahead of it first. A trade beyond
its price, or an opposite quote that reaches it, has met it. So has a trade at its price after which
nothing is left there: whoever traded would have taken it, too. An auction's print can take from
both sides, but is no trade through anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from typing import Final

from traderterminal.market.ticks import Aggressor, DepthTick, FeedTick, QuoteTick, TradeTick
from traderterminal.paper.inference import InferredQueue
from traderterminal.paper.resting import FillMode, OwnSide, Reached, Resting, Standing

#: Confidence where nothing was inferred, and of a plain touch.
PROVEN: Final = 0.99
TOUCHED: Final = 0.7
#: How fast confidence grows with the lots to spare between what traded and what was ahead.
_SHARPNESS: Final = 4.0
#: How much confidence in a queue is lost where every quote comes late: as long as none has come
#: since the order did, the size that it was put behind may be an old one; afterwards little.
_UNSEEN: Final = 0.16
_LATE: Final = 0.02
#: Over how many of the latest trades is averaged.
_TRADES: Final = 50
#: Levels a side that are remembered; out of sight a level may be met again.
REMEMBERED: Final = 128
#: The modes that know that there is never more ahead than is displayed.
CAPPED: Final = frozenset({FillMode.REALISTIC, FillMode.CONSERVATIVE})


@dataclass(slots=True)
class _Average:
    """The mean of the `latest`, the older ones ever less."""

    latest: int
    value: float = 0.0
    count: int = 0

    def add(self, found: float) -> None:
        if self.count < self.latest:
            self.count += 1
        self.value += (found - self.value) / self.count


@dataclass(slots=True, eq=False)
class _Level:
    """One price: `displayed` is the size last shown, less what has printed since."""

    price: int
    in_sight: bool = False
    seen: bool = False  # at some time
    displayed: int = 0
    traded: int = 0  # in this event
    volume: int = 0  # all that has printed here
    shown_at_volume: int = 0  # what had printed when sizes were last shown
    taken: int = 0  # what orders that share took of it since
    fullest: float = 0  # no order of ours has more before it, its own display included
    shown_ns: int = 0  # when its size was last shown
    unsettled: bool = False  # orders of ours have not seen the level yet
    waiting: list[Resting] = field(default_factory=list)
    queue: InferredQueue = field(default_factory=InferredQueue)


class _Side:
    """The levels of one side; `touch` is its best price."""

    def __init__(self, sign: int) -> None:
        self.sign = sign
        self.own = OwnSide(sign)
        self.levels: dict[int, _Level] = {}
        self.touch: int | None = None
        self.usual = _Average(_TRADES)  # size at the touch

    def better(self, price: int, than: int) -> bool:
        return (price - than) * self.sign > 0

    def level(self, price: int) -> _Level:
        level = self.levels.get(price)
        if level is None:
            if len(self.levels) > REMEMBERED:
                self._forget_farthest(price)
            level = self.levels[price] = _Level(price)
        return level

    def best_displayed(self) -> int | None:
        prices = [price for price, level in self.levels.items() if level.displayed]
        return (max if self.sign > 0 else min)(prices, default=None)

    def sees(self, price: int) -> bool:
        """Say whether a price lies among those that are displayed, in a feed of several levels."""
        return any(
            not self.better(shown, price) for shown, level in self.levels.items() if level.displayed
        )

    def _forget_farthest(self, price: int) -> None:
        middle = price if self.touch is None else self.touch
        idle = [p for p, level in self.levels.items() if not level.waiting]
        for farthest in sorted(idle, key=lambda p: abs(p - middle))[REMEMBERED // 2 :]:
            del self.levels[farthest]


class LevelQueues:
    """Our resting orders among the levels of a feed: the best quotes, or several a side.

    Each is judged as if it were alone; `sharing` orders also share what trades, first come first
    served, and an opposite quote that reaches them is the caller's to match. Only the realistic
    mode needs that the queue `infers` who stands in it.
    """

    def __init__(self, *, infers: bool = True, sharing: bool = False) -> None:
        self._infers = infers
        self._sharing = sharing
        self._sides = {1: _Side(1), -1: _Side(-1)}
        self._deep = False  # the feed shows several levels
        self._now_ns = 0
        self._hit: list[tuple[_Side, _Level]] = []
        self._unanswered: list[_Level] = []  # where something printed since the last quote
        self._reached: list[Reached] = []
        #: The share of trades whose quote came later: 0 on a feed of every event, near 1 on one
        #: that sends a quote now and then.
        self._conflated = _Average(_TRADES)
        self._shows = 0  # how often sizes were shown

    def enter(self, order: Resting) -> None:
        """Let `order` rest behind all that is displayed at its price."""
        side = self._sides[order.sign]
        beyond = side.touch is None or side.better(side.touch, order.price)
        order.improves = side.touch is not None and side.better(order.price, side.touch)
        seen = not beyond or (self._deep and side.sees(order.price))
        level = side.level(order.price)
        level.in_sight = level.in_sight or seen
        order.place = level.queue.back
        order.volume = level.volume
        order.ahead = level.displayed if level.in_sight else 0.0 if order.improves else None
        order.met, order.came = order.ahead, self._shows
        if order.mode in CAPPED:
            level.fullest = max(level.fullest, (order.ahead or 0.0) + order.shown)
        level.unsettled = level.unsettled or order.ahead is None or order.improves
        level.waiting.append(order)
        side.own.enter(order)

    def leave(self, order: Resting) -> None:
        """Take `order` out."""
        side = self._sides[order.sign]
        side.own.leave(order)
        side.levels[order.price].waiting.remove(order)

    def standing(self, order: Resting) -> Standing:
        """Return what is known of the queue before `order`."""
        side = self._sides[order.sign]
        level = side.levels[order.price]
        if order.price == side.touch or (self._deep and level.in_sight):
            sure = PROVEN if order.mode is not FillMode.REALISTIC else PROVEN * self._sure_of(1)
            return Standing(order.ahead, self._now_ns, sure * self._in_time(order))
        return Standing(order.ahead, level.shown_ns, None)

    def unshow(self, order: Resting) -> None:
        """Know that the feed displays `order` no longer; its place stands."""
        order.shown = 0

    def see(self, event: Sequence[FeedTick]) -> list[Reached]:
        """Take in an event; return what of our orders it reached."""
        self._reached = []
        self._now_ns = event[-1].at_ns
        printed = shown = False
        for tick in event:
            if type(tick) is TradeTick:
                printed = True
                self._print(tick)
                continue
            shown = True
            self._shows += 1
            if self._hit:
                self._trade_all()  # prints come before the sizes they led to
            if type(tick) is QuoteTick:
                self._quote(tick)
            elif type(tick) is DepthTick:
                self._depth(tick)
            for level in self._unanswered:
                level.shown_at_volume, level.taken = level.volume, 0
            self._unanswered.clear()
            if not self._sharing:
                self._cross()
        if self._hit:
            self._trade_all()
        if printed:
            self._conflated.add(not shown)
        return self._reached

    def _quote(self, quote: QuoteTick) -> None:
        self._best(self._sides[1], quote.bid, quote.bid_size)
        self._best(self._sides[-1], quote.ask, quote.ask_size)

    def _best(self, side: _Side, price: int | None, size: int) -> None:
        old = side.touch
        moves = price is None or price != old
        if moves:
            self._move_touch(side, old, price)
        if price is not None:
            level = side.levels[price]
            if moves or size != level.displayed or level.volume != level.shown_at_volume:
                self._show(side, level, size)
            side.usual.add(size)

    def _move_touch(self, side: _Side, old: int | None, price: int | None) -> None:
        side.touch = price
        if old is not None and (price is None or side.better(old, price)):
            for level in list(side.levels.values()):
                if (level.in_sight or level.displayed or level.waiting) and (
                    price is None or side.better(level.price, price)
                ):
                    self._show(side, level, 0)
        elif old is not None:
            side.levels[old].in_sight = False
        if price is not None:
            level = side.level(price)
            level.in_sight = old is not None and side.better(price, old)  # nobody was there

    def _depth(self, depth: DepthTick) -> None:
        self._deep = True
        for side_letter, price, size in depth.changes:
            side = self._sides[1 if side_letter == "B" else -1]
            level = side.level(price)
            level.in_sight = side.touch is not None
            self._show(side, level, size)

    def _print(self, trade: TradeTick) -> None:
        if trade.aggressor is not Aggressor.SELLER:
            self._print_on(self._sides[-1], trade)
        if trade.aggressor is not Aggressor.BUYER:
            self._print_on(self._sides[1], trade)

    def _print_on(self, side: _Side, trade: TradeTick) -> None:
        left = trade.size
        if trade.aggressor is not Aggressor.NEITHER:
            for order in side.own.met_before(trade.price):
                if order.mode is not FillMode.VNPY:
                    lots = left if self._sharing else order.lots
                    left -= self._reach(order, lots, "traded_through", PROVEN)
        level = side.levels.get(trade.price)
        if level is not None:
            level.traded += left
            level.volume += left
            self._unanswered.append(level)
            self._hit.append((side, level))

    def _trade_all(self) -> None:
        for side, level in self._hit:
            if level.traded:
                self._trade(side, level)
        self._hit.clear()

    def _trade(self, side: _Side, level: _Level) -> None:
        """Let what printed at a level in this event take what is there."""
        volume, level.traded = level.traded, 0
        left = volume
        most: dict[FillMode, float] = {}  # before those of ours that came earlier
        for order in level.waiting[:]:
            ahead = side.usual.value if order.ahead is None else order.ahead
            if self._sharing:
                ahead = most[order.mode] = max(ahead, most.get(order.mode, 0.0))
                order.ahead = None if order.ahead is None else ahead
            taken = self._trade_with(order, left, ahead)
            left -= taken
            level.taken += taken
        if self._infers:
            level.queue.trade(min(volume, level.displayed))
        level.displayed = max(0, level.displayed - volume)

    def _trade_with(self, order: Resting, volume: int, usual: float) -> int:
        """Let a print at its price meet an order; return what of it the order took from others."""
        if order.mode is FillMode.VNPY:
            return 0
        if order.mode is FillMode.TOUCH:
            return self._reach(order, volume, "print", TOUCHED)
        ahead = usual if order.ahead is None else order.ahead
        if order.ahead is None and order.mode is FillMode.CONSERVATIVE:
            return 0  # nothing is proven of a level that was never seen
        spare = volume - ahead
        if order.ahead is not None:
            order.ahead = max(0.0, -spare)
        lots = int(max(0.0, spare) + 0.5)
        if lots == 0:
            return 0
        sure = PROVEN * self._in_time(order)
        if order.mode is FillMode.REALISTIC:
            sure *= self._sure_of(spare - min(lots, order.lots) + 1)
        return self._reach(order, lots, "queue", sure, None if order.ahead is None else ahead)

    def _sure_of(self, spare: float) -> float:
        """How sure an inferred place is, with lots to spare; a late feed tells nothing so fine."""
        return 1 - (1 - self._conflated.value) / (1 + exp(_SHARPNESS * spare))

    def _in_time(self, order: Resting) -> float:
        """What is worth, of 1, what quotes that come late say of the queue before an order."""
        lost = _UNSEEN if order.came == self._shows else _LATE
        return 1 - lost * self._conflated.value

    def _show(self, side: _Side, level: _Level, size: int) -> None:
        """Take over the size that is displayed at a level now."""
        if level.volume != level.shown_at_volume:
            self._fill_traded_out(level, size)
        if self._infers:
            self._infer(level, size)
        remembered = level.displayed if level.seen else None
        level.displayed, level.shown_ns = size, self._now_ns
        if level.unsettled or size < level.fullest:
            self._settle(level, remembered)
        level.in_sight = self._deep or size > 0
        level.seen = True
        if size == 0:
            if self._deep and level.price == side.touch:
                side.touch = side.best_displayed()
        elif self._deep and (side.touch is None or side.better(level.price, side.touch)):
            side.touch = level.price

    def _infer(self, level: _Level, size: int) -> None:
        change = size - level.displayed
        lump = not level.in_sight or self._conflated.value > 0.5
        if size == 0:
            level.queue.clear()
        elif change > 0:
            level.queue.join(change, self._now_ns, lump=lump)
        elif change < 0:
            level.queue.leave(-change, self._now_ns, level.waiting, lump=lump)

    def _fill_traded_out(self, level: _Level, size: int) -> None:
        """Fill what a trade has left no room for: of an order that is shown, all but `size`."""
        left = level.volume - level.shown_at_volume - level.taken
        for order in level.waiting[:]:
            lots = order.lots - size if order.shown or size == 0 else 0
            if level.volume > order.volume and order.mode is not FillMode.VNPY:
                lots = min(lots, left) if self._sharing else lots
                left -= self._reach(order, lots, "traded_out", PROVEN)

    def _settle(self, level: _Level, remembered: int | None) -> None:
        """Know how much is ahead at most, and of those who had not seen their level about how much.

        What joined while a level was out of sight joined behind. Of what first shows where nobody
        was seen, on a feed that lags, half may have been there before.
        """
        size = level.displayed
        level.fullest, level.unsettled = 0, False
        for order in level.waiting:
            others = max(0, size - order.shown)
            ahead: float
            if order.ahead is None:
                trusts = order.mode is FillMode.REALISTIC and remembered is not None
                ahead = min(others, remembered or 0) if trusts else others
                order.place = level.queue.place_behind(ahead)
            elif order.improves:
                ahead = self._conflated.value * others / 2
                order.place = level.queue.place_behind(ahead)
            else:
                ahead = min(order.ahead, others) if order.mode in CAPPED else order.ahead
            if order.met is None:
                order.met = ahead
            order.ahead, order.improves = ahead, False
            if order.mode in CAPPED:
                level.fullest = max(level.fullest, ahead + order.shown)

    def _cross(self) -> None:
        """Let what stands opposite meet the orders that it has reached."""
        bids, asks = self._sides[1], self._sides[-1]
        if bids.touch is not None and asks.touch is not None and bids.touch >= asks.touch:
            return  # before an auction the sides overlap, and nothing trades
        for side, opposite in ((bids, asks), (asks, bids)):
            if side.own.best is not None and opposite.touch is not None:
                for order in side.own.met_before(opposite.touch - side.sign):
                    self._reach(order, order.lots, "touch", PROVEN)

    def _reach(
        self, order: Resting, lots: int, rule: str, confidence: float, ahead: float | None = None
    ) -> int:
        """Let up to `lots` of an order trade; return what others that share can no longer have.

        `ahead` stood before it when the trade came, if that is not what stands there still.
        """
        lots = min(lots, order.lots)
        if lots <= 0:
            return 0
        level = self._sides[order.sign].levels[order.price]
        ahead = order.ahead if ahead is None else ahead
        order.lots -= lots
        if order.lots == 0:
            self.leave(order)
        traded = level.volume - order.volume
        self._reached.append(Reached(order, lots, rule, confidence, ahead, traded))
        return lots if self._sharing else 0
