"""Entries that leave with their exits, before the practice venues of both futures brokers: what may
go wrong there, and that the desk ends of one mind with the venue each time."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from types import MappingProxyType

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.contract import ACCOUNT, SYMBOL, Bench
from tests.support.contract_tradovate import TradovateBench, tradovate
from tests.support.figures import Cases
from tests.support.paper_desk import wish
from tests.support.scale import scaled
from tests.support.topstepx_bench import NUMBER, TopstepxBench, topstepx_bench
from traderterminal.desk.ports import Terms
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.orders import Order, OrderStatus, OrderType, Where
from traderterminal.venues.exchange import Exchange
from traderterminal.venues.orders import State

D = Decimal
S = OrderStatus
EXITS = Exits(ExitLevel(D(8), "ticks"), (Target(ExitLevel(D(12), "ticks")),))
MAKERS: Mapping[str, Callable[[], Awaitable[Bench]]] = MappingProxyType(
    {"topstepx": topstepx_bench, "tradovate": tradovate}
)


async def made(name: str) -> Bench:
    bench = await MAKERS[name]()
    await bench.market("4800.00", "4800.25")
    assert await bench.paper.reconciler.reconcile(ACCOUNT)
    return bench


@pytest_asyncio.fixture(params=MAKERS)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    found = await made(request.param)
    yield found
    await found.close()


def exchange(bench: Bench) -> Exchange:
    if isinstance(bench, TopstepxBench):
        return bench.wire.there.exchange
    assert isinstance(bench, TradovateBench)
    return bench.scene.exchange


async def entered(bench: Bench, quantity: int = 2) -> Order:
    terms = {"order_type": OrderType.LIMIT, "limit_price": D("4799.00")}
    order = await bench.desk.place(wish("buy", quantity, exits=EXITS, **terms))
    await bench.pass_time(0.5)
    return order


def at_work(bench: Bench) -> dict[str, Decimal]:
    """What works at the venue against a purchase, by the type of the order."""
    found: dict[str, Decimal] = {}
    for order in exchange(bench).orders.values():
        if order.state is State.WORKING and order.ticket.side.value == "sell":
            kind = order.ticket.order_type.value
            found[kind] = found.get(kind, D(0)) + order.left
    return found


async def test_an_account_set_to_position_brackets_gets_its_entry_without_exits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bench = await made("topstepx")
    assert isinstance(bench, TopstepxBench)
    operations = bench.wire.there.venue.dialect._operations  # type: ignore[attr-defined]
    monkeypatch.setattr(operations, "_position_brackets", frozenset({NUMBER}))
    order = await entered(bench)
    assert order.status is S.ACCEPTED
    refused, *_ = bench.paper.tracker.known_all()
    assert refused.reason is not None
    assert refused.reason.code == "exits_refused"
    assert "Auto OCO Brackets" in str(refused.reason)
    assert set(bench.wire.there.venue.front.posts.values()) == {1}
    await bench.market("4798.75", "4799.00")
    await bench.pass_time(3)
    assert at_work(bench) == {"limit": D(2), "stop": D(2)}
    assert bench.alarms == []
    await bench.close()


async def test_exits_that_wait_for_all_of_their_entry_are_stood_in_for(bench: Bench) -> None:
    exchange(bench).mishaps.exits_wait = True
    await entered(bench, 3)
    await bench.market("4798.75", "4799.00", 1)
    await bench.pass_time(3)
    assert bench.held() == await bench.truth() == 1
    assert at_work(bench) == {"limit": D(1), "stop": D(1)}
    assert "unprotected" in bench.alarms
    await bench.market("4798.75", "4799.00", 10)
    await bench.pass_time(5)
    assert bench.held() == await bench.truth() == 3
    assert at_work(bench) == {"limit": D(3), "stop": D(3)}


async def test_an_exit_that_the_exchange_refuses_is_placed_from_here(bench: Bench) -> None:
    exchange(bench).mishaps.refused_exits = 1
    await entered(bench)
    await bench.market("4798.75", "4799.00")
    await bench.pass_time(3)
    assert at_work(bench) == {"limit": D(2), "stop": D(2)}
    assert "exit_refused" in bench.alarms
    await bench.market("4796.75", "4797.00")
    await bench.pass_time(3)
    assert bench.held() == await bench.truth() == 0
    assert bench.desk.live_orders(ACCOUNT) == ()


async def test_exits_follow_their_entry_to_its_new_price(bench: Bench) -> None:
    order = await entered(bench)
    for price in ("4799.50", "4790.00"):
        await bench.desk.replace(order.order_id, Terms(D(2), D(price)))
        await bench.pass_time(1)
    await bench.market("4789.75", "4790.00")
    await bench.pass_time(3)
    assert bench.held() == await bench.truth() == 2
    assert at_work(bench) == {"limit": D(2), "stop": D(2)}
    legs = {o.link: o for o in bench.desk.live_orders(ACCOUNT)}
    assert (legs["T1"].limit_price, legs["SL"].stop_price) == (D("4793.00"), D("4788.00"))
    assert bench.alarms == []


async def test_exits_of_an_entry_at_the_market_work_at_once() -> None:
    bench = await made("topstepx")
    order = await bench.desk.place(wish("sell", 2, exits=EXITS))
    await bench.pass_time(3)
    legs = {o.link: o for o in bench.desk.live_orders(ACCOUNT)}
    assert all(leg.attached and leg.where is Where.EXCHANGE for leg in legs.values())
    assert (legs["SL"].stop_price, legs["T1"].limit_price) == (D("4802.00"), D("4797.00"))
    assert order.average_price == D("4800.00")
    assert bench.alarms == []
    await bench.close()


@pytest.mark.counted("connections dropped about entries with exits")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", MAKERS)
async def test_no_drop_of_the_connection_parts_an_entry_from_its_exits(
    name: str, cases: Cases
) -> None:
    for seed in cases.over(range(scaled(100))):
        draw, bench = random.Random(seed), await made(name)
        order = await entered(bench, draw.randrange(1, 4))
        for _ in range(4):
            what = draw.randrange(5)
            if what == 0:
                wire = bench.wire if isinstance(bench, TopstepxBench) else bench.login.wire  # type: ignore[attr-defined] # the other one
                wire.drop()
            elif what == 1:
                await bench.desk.cancel(order.order_id)
            elif what == 2:
                price = D("4799") + draw.randrange(-8, 5) * D("0.25")
                with suppress(OrderRefused):
                    await bench.desk.replace(order.order_id, Terms(order.quantity, price))
                cases.found["changes of the price"] += 1
            else:
                bid = D("4799") + draw.randrange(-10, 14) * D("0.25")
                await bench.market(str(bid), str(bid + D("0.25")), draw.randrange(1, 4))
            await bench.pass_time(draw.choice((0, 0.3, 2)))
        await bench.pass_time(40)
        assert bench.held() == await bench.truth(), seed
        held = {kind: bench.held() for kind in ("limit", "stop")} if bench.held() else {}
        assert at_work(bench) == held, seed
        if held:
            paid = bench.paper.tracker.known_order(order.order_id)
            assert paid is not None
            stop = EXITS.stop_price(paid.average_price or D(0), paid.side, ES, paid.quantity)
            legs = [o for o in bench.desk.live_orders(ACCOUNT) if o.link == "SL"]
            assert {leg.stop_price for leg in legs} == {stop}, seed
        theirs = {str(o.order_id) for o in exchange(bench).orders.values() if o.is_open}
        ours = {o.broker_order_id for o in bench.desk.live_orders(ACCOUNT, SYMBOL)}
        assert ours == theirs, seed
        known = bench.paper.tracker.known_all()
        assert not any(one.source == "external" for one in known), seed
        cases.found["that still held something"] += bool(bench.held())
        await bench.close()
