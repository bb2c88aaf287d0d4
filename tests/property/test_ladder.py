"""Random clicks, drags and keys on a ladder never send what its rules forbid.

Whatever the market does in between: nothing but a forced limit, a market button, one that takes the
quote or a way out that is dragged into the market, which the ladder says before, may trade on
arrival, and no account that observes gets more exposed than it was.
"""

import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.support.figures import Cases
from tests.support.ladder_bench import Bench, ticks
from tests.support.scale import scaled
from traderterminal.desk.arming import Level
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.ui.viewmodels.ladder_clicks import Forced
from traderterminal.ui.viewmodels.sending import Question

D = Decimal
RUNS = scaled(300)
ACTS = 30
TICK = D("0.25")
PLAIN = (*(Forced.NOTHING,) * 4, Forced.STOP, Forced.STOP | Forced.LIMIT)


class Hand:
    """Does things at random on a ladder whose market moves."""

    def __init__(self, bench: Bench, seed: int) -> None:
        self.bench = bench
        self.random = random.Random(seed)
        self.bid = D("4800.00")
        self.warned = False  # the last drag was said to trade at once

    def price(self) -> int:
        return ticks(str(self.bid + TICK * self.random.randrange(-5, 7)))

    async def moves(self) -> None:
        self.bid += TICK * self.random.randrange(-3, 4)
        width = TICK * self.random.choice((1, 1, 2, 4))
        await self.bench.moves(str(self.bid), str(self.bid + width))

    def clicks(self) -> None:
        side, forced = self.random.choice(list(Side)), self.random.choice(PLAIN)
        self.bench.ladder.click(side, self.price(), forced)

    def drags(self) -> None:
        ladder = self.bench.ladder
        tags = list(ladder.tags.values())
        if tags:
            tag, price = self.random.choice(tags), self.price()
            self.warned = "s at once" in ladder.drag_hint(tag, price)[0]
            ladder.move(tag, price)

    def cancels(self) -> None:
        side = self.random.choice((None, *Side))
        self.bench.ladder.cancel_or_recentre(side, self.price())

    def sizes(self) -> None:
        self.bench.ladder.choose_preset(self.random.randrange(6))

    def exits(self) -> None:
        self.bench.ticket.exits.choose(self.random.randrange(3))

    def buttons(self) -> None:
        ladder, side = self.bench.ladder, self.random.choice(list(Side))
        self.random.choice(
            (
                lambda: ladder.market(side),
                lambda: ladder.take(side),
                lambda: ladder.join(side),
                lambda: ladder.click(side, self.price(), Forced.LIMIT),
                ladder.reverse,
                ladder.close_position,
                ladder.copy_size,
            )
        )()

    async def acts(self, *acts: Callable[[], None]) -> None:
        """Do one of some things, and let come of it what will, or go on at once."""
        self.random.choice(acts)()
        if self.random.random() < 0.7:
            await self.bench.settled()
        if self.random.random() < 0.5:
            await self.moves()


def crosses(order: Order, bid: Decimal, ask: Decimal) -> bool:
    """Whether an order trades at once at a quote."""
    opposite = ask if order.side is Side.BUY else bid
    price = order.limit_price if order.order_type is OrderType.LIMIT else order.stop_price
    if price is None:
        return True
    beyond = (price - opposite) * order.side.sign
    return beyond >= 0 if order.order_type is OrderType.LIMIT else beyond <= 0


def held(bench: Bench) -> Decimal:
    """What the account holds, negative when short."""
    return sum((p.quantity for p in bench.paper.desk.positions.values()), D(0))


@pytest.mark.counted("runs of random clicks and drags on a ladder")
async def test_no_click_trades_at_once_and_no_drag_but_an_announced_way_out(cases: Cases) -> None:
    for seed in cases.over(range(RUNS)):
        bench = Bench()
        await bench.open()
        hand = Hand(bench, seed)
        for _ in range(ACTS):
            before, had = {order.order_id: order for order in bench.all}, held(bench)
            hand.warned = False
            # In one breath: the quote that was clicked at is the quote on arrival.
            acts = (*(hand.clicks,) * 3, *(hand.drags,) * 3, hand.cancels, hand.sizes)
            hand.random.choice(acts)()
            await bench.settled()
            ask = bench.paper.market.quotes["ESH2024"].ask
            assert ask is not None
            for order in bench.all:
                was = before.get(order.order_id)
                if order == was or order.status is OrderStatus.CANCELED:
                    continue
                if hand.warned and was is not None:  # a stop may wait for the next quote
                    assert had * order.side.sign < 0, (seed, order)
                    assert abs(held(bench)) <= abs(had), (seed, order)
                    assert held(bench) * had >= 0, (seed, order)
                    cases.found["ways out dragged into the market"] += 1
                    continue
                assert order.filled_quantity == (was.filled_quantity if was else 0), (seed, order)
                assert not crosses(order, hand.bid, ask), (seed, order)
                cases.found["drags"] += was is not None
            if hand.random.random() < 0.5:
                await hand.moves()
        cases.found["orders sent"] += len(bench.sent)
        assert bench.sent, seed
        await bench.close()


def worst(bench: Bench) -> tuple[Decimal, Decimal]:
    """How long, and how short, the account may come to be if all that works of a side trades."""
    desk = bench.paper.desk
    has = held(bench)
    live = desk.live_orders("paper")
    buys = sum((o.exposed_quantity for o in live if o.side is Side.BUY), D(0))
    sells = sum((o.exposed_quantity for o in live if o.side is Side.SELL), D(0))
    return max(D(0), has + buys), max(D(0), sells - has)


@pytest.mark.counted("runs of random acts on a ladder that observes or asks")
@pytest.mark.parametrize("level", [Level.OBSERVE, Level.CONFIRM])
async def test_unarmed_no_act_adds_exposure_without_the_button_of_its_question(
    cases: Cases, level: Level
) -> None:
    for seed in cases.over(range(RUNS)):
        bench = Bench()
        await bench.open()
        hand = Hand(bench, seed)
        asked: list[Question] = []
        bench.ticket.sending.asking.connect(asked.append)
        if bought := hand.random.randrange(4):
            await bench.buys(bought)
        bench.arming.lower("paper", level)
        for _ in range(ACTS):
            before = worst(bench)
            await hand.acts(hand.clicks, hand.buttons, hand.drags, hand.cancels, hand.sizes)
            await bench.settled()
            now = worst(bench)
            assert now[0] <= before[0], seed
            assert now[1] <= before[1], seed
        assert bool(asked) is (level is Level.CONFIRM), seed
        cases.found["questions"] += len(asked)
        await bench.close()
