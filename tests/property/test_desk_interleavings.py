"""News in any order, repeated and late, comes to the same books; and so do comparisons repeated."""

import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from tests.support.figures import Cases
from tests.support.invariants import Invariants, books
from tests.support.memory_ledger import MemoryLedger
from tests.support.news_faults import Held, lost
from tests.support.paper_desk import wish
from tests.support.scale import scaled
from tests.support.venue import WIRE_POINTS, Script, Venue, VenueDesk, turns, venue_desk
from traderterminal.desk.ports import Fact, News, OrderWish
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Canceled, OrderStatus, OrderType

D = Decimal
S = OrderStatus


def random_wish(draw: random.Random, quantity: int) -> OrderWish:
    side = draw.choice(("buy", "sell"))
    if draw.random() < 0.4:
        return wish(side, quantity)
    price = D(4800) + draw.randrange(-24, 25) / D(4)
    return wish(side, quantity, order_type=OrderType.LIMIT, limit_price=price)


def random_event(made: VenueDesk, draw: random.Random) -> None:
    """Let something happen at the venue of which the desk is not told yet.

    An execution is revised once at most: nothing tells which of two revisions is the later one.
    """
    venue = made.venue
    chance = draw.random()
    live = venue.open_orders("paper")
    if chance < 0.6 or not live:
        bid = D(4800) + draw.randrange(-28, 28) / D(4)
        venue.quote(str(bid), str(bid + D("0.25")), draw.randrange(1, 6))
    elif chance < 0.75:
        venue.end(draw.choice(live).broker_order_id, Canceled(Message("canceled_elsewhere")))
    elif chance < 0.9:
        side = draw.choice((Side.BUY, Side.SELL))
        made.broker.place_elsewhere(side, draw.randrange(8, 11), draw.choice((None, "4790.00")))
    elif fresh := [fill for fill in venue.fills if fill.fill_id not in venue.revised]:
        price = draw.choice((None, D("4799.50"), D("4801.25")))
        made.broker.tell(venue.bust(draw.choice(fresh).fill_id, price))


@dataclass(frozen=True)
class Told:
    """A day at the venue: what the ledger knew of it, and the news that has yet to arrive."""

    venue: Venue
    facts: Sequence[Fact]
    news: Sequence[News]
    carried: bool


async def day(seed: int) -> Told:
    draw = random.Random(seed)
    held = Held()
    carried = draw.random() < 0.6
    made = await venue_desk(carried=carried)
    made.broker.script.alter = held
    for number in range(1, 7):  # by its quantity each is known where our ids are not carried
        made.paper.tasks.spawn(_place(made, random_wish(draw, number)), name="place")
        await turns(8)
        random_event(made, draw)
        made.clock.advance_to(made.clock.now_ns() + 1_000_000)
    assert isinstance(made.paper.ledger, MemoryLedger)
    told = Told(made.venue, tuple(made.paper.ledger.facts), tuple(held.kept), carried)
    await made.close()
    return told


async def _place(made: VenueDesk, wanted: OrderWish) -> None:
    await made.desk.place(wanted)


async def hear_all(told: Told, draw: random.Random) -> dict[str, object]:
    """Start from the ledger, hear the day's news shuffled, repeated and late; return the books."""
    ledger = MemoryLedger()
    ledger.facts.extend(told.facts)
    made = await venue_desk(
        ledger=ledger, venue=told.venue, carried=told.carried, reconciled=False, first_id=1_000
    )
    made.tracker.load(ledger.state())
    invariants = Invariants(made)
    invariants.watch()
    news = [*told.news, *draw.choices(told.news, k=len(told.news) // 3)] if told.news else []
    draw.shuffle(news)
    for one in news:
        made.broker.tell(one)
        if draw.random() < 0.2:
            await made.pass_time(draw.choice((0.1, 3.0, 8.0)))
    await made.pass_time(60)
    assert await made.reconciler.reconcile("paper")
    await made.pass_time(40)
    assert invariants.checks >= len(news)
    invariants.check()
    invariants.check_journal()
    assert made.held() == told.venue.position("paper")
    assert made.venue.posts == dict.fromkeys(made.venue.posts, 1)
    result = books(made)
    await made.close()
    return result


@pytest.mark.counted("random interleavings")
@pytest.mark.timeout(1800)
async def test_two_orders_of_the_same_news_come_to_the_same_books(cases: Cases) -> None:
    for seed in cases.over(range(scaled(10_000))):
        told = await day(seed)
        cases.found["pieces of news"] += len(told.news)
        try:
            first = await hear_all(told, random.Random(seed))
            second = await hear_all(told, random.Random(-seed - 1))
            assert first == second
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    assert cases.found["pieces of news"] > 5 * scaled(10_000)


@pytest.mark.counted("submits with a fault at each of 12 wire points")
@pytest.mark.timeout(1800)
async def test_whatever_fails_on_the_way_nothing_is_posted_twice(cases: Cases) -> None:
    for seed in cases.over(range(scaled(10_000))):
        draw, fault = random.Random(seed), WIRE_POINTS[seed % len(WIRE_POINTS)]
        script = Script(submits=deque([fault]), alter=draw.choice((lost, lambda news: (news,))))
        made = await venue_desk(script, carried=draw.random() < 0.7)
        made.broker.script.hide_s = draw.choice((0.0, 8.0, 20.0))
        Invariants(made).watch()
        named = replace(random_wish(draw, 1 + seed % 4), client_order_id="mine")
        for _ in range(draw.randrange(1, 4)):  # who hears nothing asks again
            made.paper.tasks.spawn(_place(made, named), name="place")
            await made.pass_time(draw.choice((0.0, 1.0, 11.0)))
        await made.pass_time(60)
        (order,) = made.desk.orders.values()
        posts = made.venue.posts.get(order.order_id, 0)
        assert posts == (fault not in ("F1", "F2")), f"seed {seed}: {fault} posted {posts} times"
        assert made.venue.placed.get(order.order_id, 0) <= 1, f"seed {seed}"
        there = order.order_id in made.venue.placed
        assert (order.status is not S.REJECTED) is there, f"seed {seed}: {fault} ended {order}"
        cases.found["landed" if there else "did not land"] += 1
        await made.close()
    assert min(cases.found["landed"], cases.found["did not land"]) > scaled(10_000) // 5


@pytest.mark.counted("the same comparison three times")
@pytest.mark.timeout(1800)
async def test_a_comparison_repeated_finds_nothing_new(cases: Cases) -> None:
    for seed in cases.over(range(scaled(2_000))):
        draw = random.Random(seed)
        made = await venue_desk(carried=draw.random() < 0.7)
        made.broker.script.submits = deque(draw.choices(("", "F3", "F4", "F9"), k=8))
        made.broker.script.alter = draw.choice((lost, lambda news: (news,)))
        for number in range(1, draw.randrange(2, 7)):
            made.paper.tasks.spawn(_place(made, random_wish(draw, number)), name="place")
            await turns(8)
            random_event(made, draw)
            if draw.random() < 0.3:
                live = made.tracker.live_orders("paper")
                for order in live[:1]:
                    await made.desk.cancel(order.order_id)
        ledger = made.paper.ledger
        assert isinstance(ledger, MemoryLedger)
        booked = [len(ledger.facts)]
        for _ in range(4):  # the first may let a cancel leave, of which the second shows the end
            assert await made.reconciler.reconcile("paper")
            await turns(30)
            booked.append(len(ledger.facts))
        assert booked[2] == booked[3] == booked[4], f"seed {seed}: {ledger.facts[booked[2] :]}"
        cases.found["corrections by the first"] += booked[1] - booked[0]
        await made.close()
    assert cases.found["corrections by the first"] > scaled(2_000)
