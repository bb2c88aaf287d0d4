"""Whatever the market does, paper orders trade only what was there, where it was, and once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

import pytest

from tests.support.builders import ES
from tests.support.figures import Cases
from tests.support.paper_desk import FEE, PaperDesk, paper_desk, wish
from tests.support.scale import scaled
from traderterminal.desk.desk import Change, FillBooked
from traderterminal.domain.fills import Fill
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.market.ticks import Aggressor, DepthTick, FeedTick, QuoteTick, TradeTick
from traderterminal.paper.broker import PaperBroker
from traderterminal.paper.matching import (
    BUY,
    SELL,
    Dropped,
    Execution,
    Matcher,
    Outcome,
    PaperOrder,
    Pulled,
)
from traderterminal.paper.resting import FillMode

LOW, HIGH = 95, 105
STEPS = 30
MARKETS = scaled(20_000)
CASH = Decimal(100_000)


@dataclass
class RandomMarket:
    """Orders and events of chance, in a feed of the best quote or of levels."""

    draw: Random
    deep: bool

    def price(self) -> int:
        return self.draw.randint(LOW, HIGH)

    def size(self) -> int:
        return self.draw.randint(1, 6)

    def event(self) -> list[FeedTick]:
        prints = [
            TradeTick("ES", 1, self.price(), self.size(), self.draw.choice(list(Aggressor)))
            for _ in range(self.draw.choice([0, 0, 1, 3]))
        ]
        return [*prints, self._levels() if self.deep else self._quote()]

    def _quote(self) -> QuoteTick:
        bid = self.price()
        return QuoteTick("ES", 1, bid, self.size(), bid + self.draw.randint(1, 3), self.size())

    def _levels(self) -> DepthTick:
        """Changes of some levels; now and then the sides overlap."""
        middle = self.price()
        changes = {("B", p): 0 for p in range(middle, HIGH + 4)}
        changes |= {("A", p): 0 for p in range(LOW - 1, middle + 1)}
        if self.draw.random() < 0.1:
            changes = {}
        for side, way in (("B", -1), ("A", 1)):
            changes[side, middle + way * self.draw.randint(1, 3)] = self.size()
        return DepthTick("ES", 1, tuple((side, p, size) for (side, p), size in changes.items()))

    def order(self, order_id: str) -> PaperOrder:
        choice = self.draw.choice
        return PaperOrder(
            order_id,
            choice([BUY, SELL]),
            self.size(),
            choice([TimeInForce.DAY] * 3 + [TimeInForce.IOC, TimeInForce.FOK]),
            choice([None, self.price(), self.price()]),
            choice([None, None, self.price()]),
            if_touched=choice([False, True]),
            fill_mode=choice([FillMode.REALISTIC, FillMode.CONSERVATIVE]),
        )


@dataclass
class Watched:
    """An order as it was entered, and what became of it."""

    sign: int
    lots: int
    limit: int | None
    stop: int | None
    tif: TimeInForce
    if_touched: bool
    mode: FillMode
    arrived: int  # who comes first has the lower number
    stood: bool = False  # through the end of an event, past its trigger
    in_the_market: bool = False  # so while the session was open
    triggered: bool = False
    filled: int = 0

    @property
    def waits(self) -> bool:
        return self.stop is not None and not self.triggered

    @property
    def rests(self) -> bool:
        return self.in_the_market and self.tif is TimeInForce.DAY and self.filled < self.lots


@dataclass
class Witness:
    """Sees what the matcher sees and judges what it makes of it."""

    orders: dict[str, Watched] = field(default_factory=dict)
    prints: list[TradeTick] = field(default_factory=list)
    arrivals: int = 0
    #: By the sign of those who trade with it: what of the prints they can still have.
    left_of_prints: dict[int, int] = field(default_factory=lambda: {BUY: 0, SELL: 0})
    #: By the sign of those who take it: sizes shown at each price, and what is left of them.
    shown: dict[int, dict[int, int]] = field(default_factory=lambda: {BUY: {}, SELL: {}})
    left: dict[int, dict[int, int]] = field(default_factory=lambda: {BUY: {}, SELL: {}})
    was_open: bool = True
    is_open: bool = True
    overlapped: bool = False
    rules: Counter[str] = field(default_factory=Counter)

    def enter(self, order: PaperOrder) -> None:
        self.orders[order.order_id] = Watched(
            order.sign,
            order.lots,
            order.limit,
            order.stop,
            order.time_in_force,
            order.if_touched,
            order.fill_mode,
            self._arrival(),
        )

    def _arrival(self) -> int:
        self.arrivals += 1
        return self.arrivals

    def see(self, tick: FeedTick) -> None:
        if isinstance(tick, TradeTick):
            self.prints.append(tick)
            for sign in (BUY, SELL):
                self.left_of_prints[sign] += tick.size
            self._trade_through(tick)
        elif isinstance(tick, QuoteTick):
            self._only(BUY, tick.ask, tick.ask_size)
            self._only(SELL, tick.bid, tick.bid_size)
        else:
            for side, price, size in tick.changes:
                self._show(BUY if side == "A" else SELL, price, size)

    def _only(self, sign: int, price: int | None, size: int) -> None:
        for other in [p for p in self.shown[sign] if p != price]:
            self._show(sign, other, 0)
        if price is not None:
            self._show(sign, price, size)

    def _trade_through(self, tick: TradeTick) -> None:
        """What a buyer or seller went past is there no more."""
        if tick.aggressor is not Aggressor.NEITHER:
            sign = BUY if tick.aggressor is Aggressor.BUYER else SELL
            for price in [p for p in self.shown[sign] if (tick.price - p) * sign > 0]:
                self._show(sign, price, 0)

    def _show(self, sign: int, price: int, size: int) -> None:
        shown, left = self.shown[sign], self.left[sign]
        more = max(0, size - shown.get(price, 0))
        left[price] = min(size, left.get(price, 0) + more)
        shown[price] = size
        if size == 0:
            del shown[price], left[price]

    def best(self, sign: int) -> int | None:
        """The price that a `sign` trades at first."""
        return (min if sign == BUY else max)(self.shown[sign], default=None)

    def overlaps(self) -> bool:
        ask, bid = self.best(BUY), self.best(SELL)
        return ask is not None and bid is not None and bid >= ask

    def judge(self, outcome: Outcome) -> None:
        order = self.orders[outcome.order_id]
        match outcome:
            case Pulled():
                self._judge_trigger(order)
                order.triggered, order.arrived = True, self._arrival()
                order.stood = order.in_the_market = False
            case Dropped():
                assert order.tif is not TimeInForce.DAY
                del self.orders[outcome.order_id]
            case Execution():
                self._judge_execution(order, outcome)

    def _judge_trigger(self, order: Watched) -> None:
        assert order.stop is not None
        way = -order.sign if order.if_touched else order.sign
        seen = [tick.price for tick in self.prints]
        near = self.best(-way)
        if near is not None and not self.overlaps():
            seen.append(near)
        assert any((price - order.stop) * way >= 0 for price in seen)

    def _judge_execution(self, order: Watched, execution: Execution) -> None:
        self.rules[execution.rule] += 1
        assert self.is_open
        assert not order.waits
        order.filled += execution.lots
        assert 0 < execution.lots <= order.filled <= order.lots
        assert order.limit is None or (order.limit - execution.price) * order.sign >= 0
        assert 0 < execution.confidence < 1
        match execution.rule:
            case "taken" | "touch":
                self._judge_displayed(order, execution)
            case "auction":
                self._judge_auction(order, execution)
            case _:
                self._judge_print(order, execution)
        if execution.rule != "auction":
            self._judge_turn(order)

    def _judge_turn(self, order: Watched) -> None:
        """Whoever stood before it at the same price has traded in full."""
        before = [
            other
            for other in self.orders.values()
            if other.rests
            and (other.sign, other.limit, other.mode) == (order.sign, order.limit, order.mode)
            and other.arrived < order.arrived
            and not other.waits
        ]
        assert before == []

    def _judge_print(self, order: Watched, execution: Execution) -> None:
        """Together our orders get no more of the prints than printed, at their price or beyond."""
        assert order.in_the_market
        assert execution.price == order.limit
        beyond = [
            (execution.price - tick.price) * order.sign
            for tick in self.prints
            if tick.aggressor is not (Aggressor.BUYER if order.sign == BUY else Aggressor.SELLER)
        ]
        if execution.rule == "traded_through":
            assert max(beyond) > 0
        else:
            assert execution.rule in ("queue", "traded_out")
            assert 0 in beyond
        self._take_from_prints(order, execution)

    def _judge_auction(self, order: Watched, execution: Execution) -> None:
        """At its price, where trading began with it, for who stood before and asked for less."""
        assert self.overlapped or not self.was_open
        assert order.stood
        assert execution.price != order.limit
        aggressors = {t.aggressor for t in self.prints if t.price == execution.price}
        assert Aggressor.NEITHER in aggressors
        self._take_from_prints(order, execution)

    def _take_from_prints(self, order: Watched, execution: Execution) -> None:
        self.left_of_prints[order.sign] -= execution.lots
        assert self.left_of_prints[order.sign] >= 0

    def _judge_displayed(self, order: Watched, execution: Execution) -> None:
        assert not self.overlaps()
        waited = order.in_the_market and order.limit is not None
        assert execution.rule == ("touch" if waited else "taken")
        left = self.left[order.sign]
        if not waited:
            assert execution.lots <= left[execution.price]
            better = [p for p in left if left[p] and (execution.price - p) * order.sign > 0]
            assert better == []
            left[execution.price] -= execution.lots
            return
        assert execution.price == order.limit
        lots = execution.lots
        for price in sorted(left, reverse=order.sign == SELL):
            if (execution.price - price) * order.sign >= 0:
                taken = min(lots, left[price])
                left[price] -= taken
                lots -= taken
        assert lots == 0

    def end(self, *, with_event: bool) -> None:
        self.prints.clear()
        self.left_of_prints = {BUY: 0, SELL: 0}
        for order in self.orders.values():
            if not order.waits:
                order.stood = True
                order.in_the_market = order.in_the_market or self.is_open
            may_wait = order.tif is TimeInForce.DAY or order.waits
            assert may_wait or order.filled == order.lots
        if with_event or not self.is_open:
            self.was_open, self.overlapped = self.is_open, self.overlaps()


def one_market(seed: int) -> Counter[str]:
    """Let orders of chance live in a market of chance, judged; return the rules that filled."""
    draw = Random(seed)
    market = RandomMarket(draw, deep=seed % 2 == 0)
    matcher, witness = Matcher(), Witness()
    for step in range(STEPS):
        has_event = draw.random() < 0.6
        if has_event:
            for tick in market.event():
                witness.see(tick)
                matcher.see(tick)
        if not has_event or draw.random() < 0.2:  # or it comes before the event is decided
            order = market.order(str(step))
            witness.enter(order)
            matcher.enter(order)
        witness.is_open = draw.random() > 0.15
        for outcome in matcher.settle(is_open=witness.is_open):
            witness.judge(outcome)
        witness.end(with_event=has_event)
    return witness.rules


@pytest.mark.counted("random markets in which every execution was there to be had, in turn")
@pytest.mark.timeout(60 + MARKETS // 50)
def test_every_execution_was_there_to_be_had_and_in_turn(cases: Cases) -> None:
    rules: Counter[str] = Counter()
    for seed in cases.over(range(MARKETS)):
        rules += one_market(seed)
    everything = ("taken", "touch", "queue", "traded_out", "traded_through", "auction")
    assert all(rules[rule] > MARKETS // 100 for rule in everything), rules


def some_wishes(draw: Random) -> Iterator[dict[str, object]]:
    for _ in range(draw.randint(1, 3)):
        kind = draw.choice([OrderType.MARKET, OrderType.MARKET, OrderType.LIMIT])
        changes: dict[str, object] = {"order_type": kind}
        if kind is OrderType.LIMIT:
            changes["limit_price"] = ES.from_ticks(19_200 + draw.randint(-4, 4))
        yield changes


async def one_day(desk: PaperDesk, draw: Random) -> None:
    """Let orders trade in the market of `desk` for some events, and take out the rest."""
    assert isinstance(desk.broker, PaperBroker)
    for changes in some_wishes(draw):
        await desk.desk.place(wish(draw.choice(["buy", "sell"]), draw.randint(1, 4), **changes))
        bid = 19_200 + draw.randint(-4, 4)
        price, size = bid + draw.randint(-1, 2), draw.randint(1, 6)
        desk.broker.see(
            [
                TradeTick("ESH2024", 1, price, size, draw.choice(list(Aggressor))),
                QuoteTick("ESH2024", 1, bid, draw.randint(1, 5), bid + 1, draw.randint(1, 5)),
            ]
        )
    await desk.desk.cancel_all("paper", "ESH2024")
    await desk.drained()


@pytest.mark.counted("random days after which cash and position are the sum of the fills")
@pytest.mark.timeout(60 + MARKETS // 50)
async def test_cash_and_position_are_the_sum_of_what_was_filled(cases: Cases) -> None:
    fills: list[Fill] = []

    def keep(change: Change) -> None:
        if isinstance(change, FillBooked):
            fills.append(change.fill)

    for start in range(0, MARKETS, 500):
        desk = paper_desk()
        await desk.open(int(CASH))
        stop = desk.desk.changed.connect(keep)
        fills.clear()
        for seed in cases.over(range(start, start + 500)):
            await one_day(desk, Random(seed))
        stop()
        assert len(fills) > 500
        held = desk.desk.positions["paper", "ESH2024"]
        account = desk.desk.accounts["paper"]
        assert held.quantity == sum(fill.signed_quantity for fill in fills)
        assert account.fees == FEE * sum(fill.quantity for fill in fills)
        mark = Decimal(4800)
        worth = sum((f.signed_quantity * (mark - f.price) for f in fills), Decimal(0))
        open_ = held.unrealized_pnl(mark)
        assert account.cash + open_ == CASH + worth * ES.point_value - account.fees
        assert desk.failures == []
        await desk.tasks.aclose()
