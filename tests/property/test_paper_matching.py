"""Whatever the market does, paper orders trade only what was there, where it was, and once."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from traderterminal.domain.orders import TimeInForce
from traderterminal.market.ticks import Aggressor, QuoteTick, Tick, TradeTick
from traderterminal.paper.matching import (
    BUY,
    Dropped,
    Execution,
    Matcher,
    Outcome,
    PaperOrder,
    Pulled,
)
from traderterminal.paper.resting import FillMode

PRICES = st.integers(95, 105)
SIZES = st.integers(1, 6)
QUOTES = st.builds(
    lambda bid, spread, bid_size, ask_size: QuoteTick(
        "ES", 1, bid, bid_size, bid + spread, ask_size
    ),
    PRICES,
    st.integers(1, 3),
    SIZES,
    SIZES,
)
TRADES = st.builds(
    lambda price, size, side: TradeTick("ES", 1, price, size, side),
    PRICES,
    SIZES,
    st.sampled_from(Aggressor),
)
EVENTS = st.tuples(st.lists(TRADES, max_size=3), QUOTES).map(lambda found: [*found[0], found[1]])
ORDERS = st.builds(
    lambda sign, lots, tif, limit, stop, mode: PaperOrder(
        "", sign, lots, tif, limit, stop, fill_mode=mode
    ),
    st.sampled_from([1, -1]),
    SIZES,
    st.sampled_from([TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK]),
    st.none() | PRICES,
    st.none() | PRICES,
    st.sampled_from([FillMode.REALISTIC, FillMode.CONSERVATIVE]),
)


@dataclass
class Watched:
    """An order as it was entered, and what became of it."""

    sign: int
    lots: int
    limit: int | None
    stop: int | None
    tif: TimeInForce
    in_the_market: bool = False  # has stood, past its trigger, through the end of an event
    triggered: bool = False
    filled: int = 0


@dataclass
class Witness:
    """Sees what the matcher sees and judges what it makes of it."""

    orders: dict[str, Watched] = field(default_factory=dict)
    quote: QuoteTick = field(default_factory=lambda: QuoteTick("ES", 0, None, 0, None, 0))
    prints: list[TradeTick] = field(default_factory=list)
    left_of_prints: int = 0
    #: By the sign of those who take it: size shown at the touch and not taken yet.
    left_of_touch: dict[int, int] = field(default_factory=lambda: {1: 0, -1: 0})

    def enter(self, order: PaperOrder) -> None:
        self.orders[order.order_id] = Watched(
            order.sign, order.lots, order.limit, order.stop, order.time_in_force
        )

    def see(self, tick: Tick) -> None:
        if isinstance(tick, TradeTick):
            self.prints.append(tick)
            self.left_of_prints += tick.size
            return
        self._show(1, self.quote.ask == tick.ask, self.quote.ask_size, tick.ask_size)
        self._show(-1, self.quote.bid == tick.bid, self.quote.bid_size, tick.bid_size)
        self.quote = tick

    def _show(self, sign: int, same_price: bool, before: int, now: int) -> None:
        added = self.left_of_touch[sign] + max(0, now - before)
        self.left_of_touch[sign] = min(now, added) if same_price else now

    def judge(self, outcome: Outcome) -> None:
        order = self.orders[outcome.order_id]
        match outcome:
            case Pulled():
                near = self.quote.bid if order.sign == BUY else self.quote.ask
                seen = [near, *(tick.price for tick in self.prints)]
                assert order.stop is not None
                assert any(p is not None and (p - order.stop) * order.sign >= 0 for p in seen)
                order.triggered = True
            case Dropped():
                assert order.tif is not TimeInForce.DAY
                del self.orders[outcome.order_id]
            case Execution():
                self._judge_execution(order, outcome)

    def _judge_execution(self, order: Watched, execution: Execution) -> None:
        assert order.stop is None or order.triggered
        order.filled += execution.lots
        assert 0 < execution.lots <= order.filled <= order.lots
        if order.limit is not None:
            assert (order.limit - execution.price) * order.sign >= 0
        if order.tif is TimeInForce.FOK:
            assert execution.lots == order.lots
        if execution.rule in ("taken", "touch"):
            self._judge_touch(order, execution)
        else:
            assert order.in_the_market
            assert execution.price == order.limit
            assert 0 < execution.confidence < 1
            self._judge_print(order, execution)

    def _judge_print(self, order: Watched, execution: Execution) -> None:
        """Together our orders get no more of the prints than printed, at their price or beyond."""
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
        self.left_of_prints -= execution.lots
        assert self.left_of_prints >= 0

    def _judge_touch(self, order: Watched, execution: Execution) -> None:
        opposite = self.quote.ask if order.sign == BUY else self.quote.bid
        assert opposite is not None
        assert order.limit is None or (order.limit - opposite) * order.sign >= 0
        waited = order.in_the_market and order.limit is not None
        assert execution.price == (order.limit if waited else opposite)
        assert execution.rule == ("touch" if waited else "taken")
        self.left_of_touch[order.sign] -= execution.lots
        assert self.left_of_touch[order.sign] >= 0

    def end(self) -> None:
        self.prints.clear()
        self.left_of_prints = 0
        for order in self.orders.values():
            order.in_the_market = order.stop is None or order.triggered
            may_wait = order.tif is TimeInForce.DAY or not order.in_the_market
            assert may_wait or order.filled == order.lots


@settings(max_examples=400)
@given(st.lists(ORDERS | EVENTS, min_size=2, max_size=40))
def test_every_execution_was_there_to_be_had(script: list[PaperOrder | list[Tick]]) -> None:
    matcher, witness = Matcher(), Witness()
    for number, step in enumerate(script):
        if isinstance(step, PaperOrder):
            step.order_id = str(number)
            witness.enter(step)
            matcher.enter(step)
        else:
            for tick in step:
                witness.see(tick)
                matcher.see(tick)
        for outcome in matcher.settle():
            witness.judge(outcome)
        witness.end()
