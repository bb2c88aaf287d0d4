"""Tradovate behind lines that break: at any byte of any frame, or for half a minute."""

import random
from decimal import Decimal

import pytest

from tests.support.builders import ES
from tests.support.contract import ACCOUNT, SYMBOL
from tests.support.contract_tradovate import TradovateBench, tradovate
from tests.support.figures import Cases
from tests.support.fragile import FragileLines
from tests.support.paper_desk import wish
from tests.support.plain_dialect import ACCOUNT as NUMBER
from tests.support.scale import scaled
from traderterminal.brokers.plugin import SessionState
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.orders import OrderStatus, OrderType

#: How many drops one day at the venue has.
DROPS_A_DAY = 20
#: The most bytes that pass before the next one: about what two orders and their news take.
MOST_BYTES = 6_000


async def opened() -> tuple[TradovateBench, FragileLines]:
    """Return a bench that trades on lines of ours, with quotes of ES wanted."""
    bench = await tradovate()
    assert isinstance(bench, TradovateBench)
    lines = FragileLines(bench.login.wire, bench.clock)
    login = bench.login
    login.feed.want(SYMBOL)
    login.tasks.spawn(login.feed.run(), name="quotes")
    bench.paper.tasks.spawn(bench.paper.reconciler.watch([ACCOUNT]), name="watch")
    await bench.market("4800.00", "4800.25")
    await bench.pass_time(2)
    return bench, lines


def any_wish(draw: random.Random, middle: Decimal) -> OrderWish:
    """Return an order near the market, or at it."""
    side = draw.choice(["buy", "sell"])
    quantity = draw.randrange(1, 4)
    if draw.random() < 0.3:
        return wish(side, quantity)
    away = draw.randrange(-2, 4) * ES.tick_size
    price = middle - away if side == "buy" else middle + away
    return wish(side, quantity, order_type=OrderType.LIMIT, limit_price=price)


async def trade(bench: TradovateBench, draw: random.Random) -> None:
    """Move the market, and have something done whose answer may never come."""
    middle = Decimal(4800) + draw.randrange(-8, 9) * ES.tick_size
    await bench.market(str(middle), str(middle + ES.tick_size))
    live = [order for order in bench.desk.live_orders(ACCOUNT, SYMBOL) if order.broker_order_id]
    if live and draw.random() < 0.3:
        order_id = draw.choice(live).order_id

        async def cancel() -> None:
            await bench.desk.cancel(order_id)

        bench.paper.tasks.spawn(cancel(), name="cancel")
    else:

        async def place() -> None:
            await bench.desk.place(any_wish(draw, middle))

        bench.paper.tasks.spawn(place(), name="place")
    await bench.pass_time(draw.random())


async def settled(bench: TradovateBench) -> None:
    """Wait until nothing is open any more: no look-up, no cancel, no comparison."""
    for _ in range(60):  # a look-up that meets a comparison on its way comes to nothing
        await bench.pass_time(15)
        if not bench.paper.reconciler.pursuing and bench.login.session.status.state == "online":
            break
    await bench.pass_time(35)


async def assert_agreed(bench: TradovateBench) -> None:
    """Every execution of the venue is booked once, and every order is known as it is there."""
    exchange = bench.scene.exchange
    there = {str(one.execution_id): one.quantity for one in exchange.executions(NUMBER)}
    here = {
        fill.fill_id: fill.quantity
        for fill in bench.paper.tracker.fills_since_flat(ACCOUNT, SYMBOL)
    }
    booked = {fill_id for order in bench.desk.orders.values() for fill_id in order.fill_ids}
    assert booked == set(there)
    assert here.items() <= there.items()
    assert bench.held() == await bench.truth()
    assert all(count == 1 for count in bench.booked().values())
    live = {order.broker_order_id for order in bench.desk.live_orders(ACCOUNT)}
    assert live == set(bench.working())


@pytest.mark.counted("connections to Tradovate cut at any byte")
async def test_no_drop_loses_a_fill_or_a_subscription(cases: Cases) -> None:
    for day in range(-(-scaled(1_000) // DROPS_A_DAY)):
        draw = random.Random(day)
        bench, lines = await opened()
        for _ in cases.over(range(DROPS_A_DAY)):
            lines.cut_after(draw.randrange(MOST_BYTES))
            before = lines.cuts
            for _ in range(80):
                await trade(bench, draw)
                if lines.cuts > before:
                    break
            lines.hold()
            await bench.pass_time(draw.random() * 8)
        await settled(bench)
        await assert_agreed(bench)
        assert bench.login.feed.subscribed == set(bench.login.feed.symbols())
        cases.found["cuts"] += lines.cuts
        cases.found["fills"] += len(bench.scene.exchange.executions(NUMBER))
        unknown = [o for o in bench.desk.orders.values() if o.status is OrderStatus.UNKNOWN]
        assert unknown == []
        await bench.close()


@pytest.mark.parametrize("seed", range(3))
async def test_half_a_minute_of_silence_is_made_up_for_in_ten_seconds(seed: int) -> None:
    draw = random.Random(seed)
    bench, lines = await opened()
    for _ in range(5):
        await trade(bench, draw)
    lines.refuse(30)
    for _ in range(10):
        await trade(bench, draw)
        await bench.pass_time(draw.random() * 2)
    await bench.pass_time(lines.refused_s)
    await bench.pass_time(10)
    assert bench.login.session.status.state is SessionState.ONLINE
    exchange = bench.scene.exchange
    booked = {fill_id for order in bench.desk.orders.values() for fill_id in order.fill_ids}
    assert booked == {str(one.execution_id) for one in exchange.executions(NUMBER)}
    assert bench.held() == await bench.truth()
    await settled(bench)
    await assert_agreed(bench)
    await bench.close()
