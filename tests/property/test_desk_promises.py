"""What the order path promises of a broker that repeats, delays, hides and contradicts itself.

Each promise is put to as many random cases as the test programme asks for. Those of lost requests,
interleavings, brackets and comparisons stand in the other files of the desk.
"""

import random
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.figures import Cases
from tests.support.invariants import Invariants
from tests.support.memory_ledger import MemoryLedger
from tests.support.news_faults import AcknowledgementLast, Held, lost, whole
from tests.support.paper_desk import resting, wish
from tests.support.scale import scaled
from tests.support.venue import Script, VenueDesk, codes, turns, venue_desk
from traderterminal.desk.exposure import Working
from traderterminal.desk.ports import FillFact, FillSeen, Terms
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderStatus, OrderType

D = Decimal
S = OrderStatus
SECOND_RUN = 500_000


def draws(cases: Cases, full: int) -> Iterator[random.Random]:
    """A source of chance for each case; a failed one has their count less one as seed."""
    return map(random.Random, cases.over(range(scaled(full))))


def price_near(draw: random.Random) -> Decimal:
    return D(4800) + draw.randrange(-40, 41) / D(4)


def assert_as_at_the_venue(made: VenueDesk) -> None:
    """Compare position and orders with the truth, and the ledger's fills with what was executed."""
    assert made.held() == made.venue.position("paper")
    for order in made.desk.orders.values():
        if order.broker_order_id:
            there = made.venue.orders[order.broker_order_id]
            assert order.filled_quantity == there.filled_quantity, (order, there)
    ledger = made.paper.ledger
    assert isinstance(ledger, MemoryLedger)
    booked = sorted(f.fill.fill_id for f in ledger.facts if isinstance(f, FillFact))
    assert booked == sorted(fill.fill_id for fill in made.venue.fills)


@pytest.mark.counted("fills told 1 to 5 times, by stream and by listing")
@pytest.mark.timeout(900)
async def test_a_fill_is_booked_once(cases: Cases) -> None:
    for draw in draws(cases, 5_000):
        times = lambda news, draw=draw: (news,) * draw.randint(1, 5)  # noqa: E731 - a short alter
        made = await venue_desk(Script(alter=times), carried=draw.random() < 0.6)
        await made.desk.place(wish(draw.choice(("buy", "sell")), draw.randint(1, 5)))
        for _ in range(draw.randrange(3)):
            assert await made.reconciler.reconcile("paper")
        made.broker.tell(draw.choice(made.venue.fills))
        await made.pass_time(0)
        assert_as_at_the_venue(made)
        assert codes(made) == []
        await made.close()


def told_otherwise(draw: random.Random, fill: FillSeen) -> FillSeen:
    """The same execution with one thing about it another."""
    return draw.choice(
        (
            replace(fill, price=fill.price + draw.choice((-1, 1)) * D("0.25")),
            replace(fill, quantity=fill.quantity + 1),
            replace(fill, side=Side.SELL if fill.side is Side.BUY else Side.BUY),
        )
    )


@pytest.mark.counted("executions told again with other content")
@pytest.mark.timeout(900)
async def test_one_id_with_other_content_is_an_alarm_and_changes_nothing_by_itself(
    cases: Cases,
) -> None:
    for draw in draws(cases, 500):
        made = await venue_desk(carried=draw.random() < 0.6)
        await made.desk.place(wish("buy", 2))
        (fill,) = made.venue.fills
        before = dict(made.desk.positions), dict(made.desk.accounts)
        made.broker.tell(told_otherwise(draw, fill))
        await made.pass_time(0)
        assert codes(made) == ["fill_conflict"]
        assert (dict(made.desk.positions), dict(made.desk.accounts)) == before
        if draw.random() < 0.5:  # only the exchange's own word changes it
            revised = made.venue.bust(fill.fill_id, draw.choice((None, D("4801.00"))))
            made.broker.tell(revised)
            await made.pass_time(0)
            assert codes(made) == ["fill_conflict", "fill_changed"]
            assert made.held() == made.venue.position("paper")
            cases.found["revised after it"] += 1
        await made.close()


@pytest.mark.counted("fills before their acknowledgement")
@pytest.mark.timeout(900)
async def test_a_fill_before_its_acknowledgement_is_not_lost(cases: Cases) -> None:
    for draw in draws(cases, 2_000):
        script = Script(alter=AcknowledgementLast())
        made = await venue_desk(script, carried=draw.random() < 0.5)
        made.venue.quote("4800.00", "4800.25", draw.randint(1, 9))
        await made.desk.place(wish(draw.choice(("buy", "sell")), draw.randint(1, 5)))
        await made.pass_time(0)
        assert_as_at_the_venue(made)
        await made.close()


@pytest.mark.counted("races of a cancel and a fill")
@pytest.mark.timeout(900)
async def test_a_fill_that_races_a_cancel_is_booked(cases: Cases) -> None:
    for draw in draws(cases, 1_000):
        made = await venue_desk(
            Script(cancels=deque(draw.choices(("", "F3", "F22"), k=2))),
            carried=draw.random() < 0.6,
        )
        order = await made.desk.place(resting("buy", 3))
        seen = made.venue.orders["B1"]
        held = Held()
        if draw.random() < 0.5:  # the fill is first, its news late
            made.broker.script.alter = held
            made.venue.execute(seen, D(draw.randint(1, 3)), D("4790.00"))
            made.broker.script.alter = whole
        await made.desk.cancel(order.order_id)
        await made.pass_time(draw.uniform(0, 30))
        for news in held.kept:
            made.broker.tell(news)
        left = made.venue.orders["B1"]
        if left.filled_quantity < 3 and draw.random() < 0.7:  # and one after the cancel
            room = int(left.quantity - left.filled_quantity)
            made.venue.execute(seen, D(draw.randint(1, room)), D("4790.00"))
        await made.pass_time(35)
        assert_as_at_the_venue(made)
        after = made.order(order.order_id)
        assert after.status is (S.FILLED if after.filled_quantity == 3 else S.CANCELED)
        cases.found["ended filled" if after.status is S.FILLED else "ended cancelled"] += 1
        await made.close()


@pytest.mark.counted("scripts of busts and corrections")
@pytest.mark.timeout(900)
async def test_busts_and_corrections_keep_result_and_value_equal(cases: Cases) -> None:
    for draw in draws(cases, 500):
        made = await venue_desk(carried=draw.random() < 0.6)
        invariants = Invariants(made)  # I6 after each piece of news
        invariants.watch()
        for number in range(1, draw.randint(3, 7)):
            made.venue.quote(str(price_near(draw)), str(price_near(draw) + 20))
            await made.desk.place(wish(draw.choice(("buy", "sell")), number))
            if draw.random() < 0.7:
                fill = draw.choice(made.venue.fills)
                if fill.fill_id not in made.venue.revised:
                    price = draw.choice((None, price_near(draw)))
                    revised = made.venue.bust(fill.fill_id, price)
                    cases.found["busts" if price is None else "corrections"] += 1
                    for _ in range(draw.randint(1, 3)):
                        made.broker.tell(revised)
            await made.pass_time(0)
        invariants.check()
        invariants.check_journal()
        assert made.held() == made.venue.position("paper")
        assert invariants.checks > 5
        await made.close()


@pytest.mark.counted("orders that listings hide for 0 to 20 s")
@pytest.mark.timeout(900)
async def test_an_order_that_listings_hide_is_never_given_up(cases: Cases) -> None:
    for draw in draws(cases, 1_000):
        script = Script(
            submits=deque([draw.choice(("F4", "F9", "F7"))]),
            hide_s=draw.uniform(0, 20),
            alter=lost,
        )
        made = await venue_desk(script, carried=draw.random() < 0.6)
        wanted = draw.choice((resting("buy", 2), wish("sell", 2)))
        order = await made.desk.place(wanted)
        for _ in range(45):
            await made.pass_time(1)
            assert made.order(order.order_id).status is not S.REJECTED
        assert made.order(order.order_id).status in (S.ACCEPTED, S.FILLED)
        assert list(made.desk.orders) == [order.order_id]  # none of it taken for a stranger's
        assert_as_at_the_venue(made)
        await made.close()


@pytest.mark.counted("exposures with orders of unknown outcome")
@pytest.mark.timeout(900)
async def test_the_worst_case_covers_what_truly_happened(cases: Cases) -> None:
    for draw in draws(cases, 1_000):
        made = await venue_desk(carried=draw.random() < 0.6)
        script, invariants = made.broker.script, Invariants(made)
        for _ in range(6):
            script.alter = draw.choice((lost, whole))
            script.submits = deque([draw.choice(("", "F3", "F4", "F5", "F7", "F9", "F11"))])
            script.replaces = deque([draw.choice(("", "F3", "F4"))])
            await step(made, draw)
            bid = price_near(draw)
            made.venue.quote(str(bid), str(bid + D("0.25")), draw.randint(1, 9))
            invariants.check_worst_case()
            await made.pass_time(draw.choice((0, 0.5)))
            invariants.check_worst_case()
            cases.found["unknown"] += Working.of(made.tracker.live_orders("paper")).unknown
        await made.close()
    assert cases.found["unknown"] > scaled(1_000)


async def step(made: VenueDesk, draw: random.Random) -> None:
    """Place, change or cancel an order."""
    live = [o for o in made.tracker.live_orders("paper") if o.status is S.ACCEPTED]
    priced = [order for order in live if order.limit_price is not None]
    side, quantity = draw.choice(("buy", "sell")), draw.randint(1, 5)
    chance = draw.random()
    if priced and chance < 0.4:
        terms = Terms(D(draw.randint(1, 9)), price_near(draw))
        made.paper.tasks.spawn(change(made, draw.choice(priced).order_id, terms), name="change")
    elif live and chance < 0.5:
        await made.desk.cancel(draw.choice(live).order_id)
    else:
        price = price_near(draw)
        await made.desk.place(wish(side, quantity, order_type=OrderType.LIMIT, limit_price=price))
    await turns(20)


async def change(made: VenueDesk, order_id: str, terms: Terms) -> None:
    with suppress(OrderRefused):
        await made.desk.replace(order_id, terms)


@pytest.mark.counted("position queries that failed")
@pytest.mark.timeout(900)
async def test_a_failed_question_for_positions_never_means_flat(cases: Cases) -> None:
    for draw in draws(cases, 200):
        made = await venue_desk(carried=draw.random() < 0.6)
        side, quantity = draw.choice(("buy", "sell")), draw.randint(1, 5)
        await made.desk.place(wish(side, quantity))
        posts, held = dict(made.venue.posts), made.held()
        for _ in range(3):
            fault = draw.choice(("F2", "F10", "F29", "F31", "F46"))
            made.broker.script.answers = deque(["", fault])
            await made.reconciler.reconcile("paper")
            await made.pass_time(draw.choice((1, 6, 30)))
            assert made.held() == held == made.venue.position("paper")
        assert made.venue.posts == posts  # nothing was closed and nothing opened over it
        await made.desk.place(wish(None, None, intent="close"))
        assert made.held() == made.venue.position("paper") == 0
        await made.close()


@pytest.mark.counted("orders and trades from elsewhere")
@pytest.mark.timeout(900)
async def test_what_others_do_is_in_position_and_risk(cases: Cases) -> None:
    for draw in draws(cases, 300):
        made = await venue_desk(carried=draw.random() < 0.6)
        made.broker.script.alter = draw.choice((lost, whole))
        for _ in range(draw.randint(1, 3)):
            side = draw.choice(tuple(Side))
            limit = draw.choice((None, "4780.00" if side is Side.BUY else "4820.00"))
            made.broker.place_elsewhere(side, draw.randint(1, 5), limit)
        assert await made.reconciler.reconcile("paper")
        await made.pass_time(0)
        assert_as_at_the_venue(made)
        orders = list(made.desk.orders.values())
        assert {order.broker_order_id for order in orders} == set(made.venue.orders)
        assert {(order.source, order.strategy) for order in orders} == {("external", "")}
        there = made.venue.open_orders("paper")
        working = Working.of(made.tracker.live_orders("paper"))
        for side, counted in ((Side.BUY, working.buying), (Side.SELL, working.selling)):
            assert counted == sum(seen.quantity for seen in there if seen.side is side)
        await made.close()


@pytest.mark.counted("starts at a slow venue")
@pytest.mark.timeout(900)
async def test_nothing_is_opened_before_everything_was_compared_and_cancels_leave(
    cases: Cases,
) -> None:
    for draw in draws(cases, 500):
        first = await venue_desk(carried=(carried := draw.random() < 0.6))
        order = await first.desk.place(resting())
        await first.close()
        made = await venue_desk(
            ledger=first.paper.ledger,
            venue=first.venue,
            carried=carried,
            reconciled=False,
            first_id=SECOND_RUN,
        )
        slow = draw.randint(1, 4)
        made.broker.script.answers = deque(draw.choice(("F10", "F46")) for _ in range(slow))
        made.paper.tasks.spawn(made.reconciler.watch(["paper"]), name="watch")
        await turns(20)
        asked = 0
        while made.reconciler.unready("paper") is not None:
            refused = await made.desk.place(draw.choice((wish(), resting("sell", 2))))
            assert refused.reason is not None
            assert refused.reason.code == "reconciling"
            asked += 1
            if asked == 1:
                canceled = await made.desk.cancel(order.order_id)
                assert canceled.status is S.CANCELED
            await made.pass_time(draw.choice((1, 7, 13)))
        assert asked
        assert list(made.venue.posts) == [order.order_id]
        assert (await made.desk.place(wish())).status is S.FILLED
        cases.found["refused meanwhile"] += asked
        await made.close()


@pytest.mark.counted("positions changed in silence")
@pytest.mark.timeout(900)
async def test_a_silent_change_of_a_position_is_found_within_a_minute(cases: Cases) -> None:
    for draw in draws(cases, 100):
        made = await venue_desk(carried=draw.random() < 0.6)
        made.paper.tasks.spawn(made.reconciler.watch(["paper"]), name="watch")
        await made.desk.place(wish("buy", 2))
        await made.pass_time(draw.uniform(0, 40))
        assert made.reconciler.drifting("paper") is None
        # by an execution of long ago, of which no list tells any more
        side, quantity = draw.choice(tuple(Side)), D(draw.randint(1, 5))
        made.venue.fills.append(
            FillSeen("E0", "B0", "paper", "ESH2024", side, quantity, D(4700), at_ns=1)
        )
        waited = 0
        while not made.alarms and waited < 60:
            await made.pass_time(1)
            waited += 1
        assert codes(made) == ["position_drift"]
        assert made.reconciler.drifting("paper") is not None  # automation asks this
        longest = cases.found["seconds at most until told"]
        cases.found["seconds at most until told"] = max(longest, waited)
        await made.close()


@pytest.mark.counted("brackets of which both legs trade")
@pytest.mark.timeout(900)
async def test_stop_and_target_that_both_trade_are_told_within_a_second(cases: Cases) -> None:
    for draw in draws(cases, 500):
        made = await venue_desk(carried=draw.random() < 0.6)
        exits = Exits(ExitLevel(D(8), "ticks"), (Target(ExitLevel(D(12), "ticks")),))
        side = draw.choice(("buy", "sell"))
        await made.desk.place(wish(side, draw.randint(1, 5), exits=exits))
        await made.pass_time(0.1)
        legs = made.venue.open_orders("paper")
        assert len(legs) == 2
        draw.shuffle(legs)
        held = Held()
        made.broker.script.alter = held
        for seen in legs:
            made.venue.execute(seen, seen.quantity, D(4800))
        made.broker.script.alter = whole
        for news in held.shuffled(draw.randrange(100)):
            made.broker.tell(news)
            await made.pass_time(draw.choice((0, 0.2)))
        told_s = 0.0
        while "oco_overfill" not in codes(made) and told_s < 1:
            await made.pass_time(0.1)
            told_s += 0.1
        assert "oco_overfill" in codes(made)
        posts = len(made.venue.posts)
        await made.pass_time(30)
        Invariants(made).check_brackets()
        assert made.held() == made.venue.position("paper") != 0
        assert len(made.venue.posts) == posts  # the person decides what to do about it
        await made.close()


@pytest.mark.counted("overfills")
@pytest.mark.timeout(900)
async def test_an_overfill_is_booked_whole_and_told(cases: Cases) -> None:
    for draw in draws(cases, 200):
        made = await venue_desk(carried=draw.random() < 0.6)
        quantity = draw.randint(1, 5)
        order = await made.desk.place(resting("buy", quantity))
        seen, left = made.venue.orders["B1"], quantity + draw.randint(1, 3)
        while left:
            part = draw.randint(1, left)
            made.venue.execute(seen, D(part), D("4790.00"))
            left -= part
        await made.pass_time(0)
        assert_as_at_the_venue(made)
        assert made.order(order.order_id).filled_quantity > quantity
        assert set(codes(made)) == {"overfilled"}
        await made.close()
