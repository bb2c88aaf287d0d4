"""The desk before a venue that fails at random: whatever happens, both end with the same books."""

import random
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from tests.support.figures import Cases
from tests.support.invariants import Invariants
from tests.support.paper_desk import wish
from tests.support.scale import scaled
from tests.support.venue import Script, VenueDesk, turns, venue_desk
from traderterminal.desk.ports import News, OrderNews, Terms
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import (
    Accepted,
    OrderStatus,
    OrderType,
)

S = OrderStatus
D = Decimal
SUBMIT_FAULTS = ("", "", "", "F1", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F11", "F12")
CANCEL_FAULTS = ("", "", "F3", "F22")
REPLACE_FAULTS = ("", "", "F3", "F4")
ANSWER_FAULTS = ("", "", "", "F10", "F29", "F46")
#: What the desk logs when events arrive in an order that no exchange means.
OUT_OF_ORDER = "does not fit the order|is not known here|does not show"


@dataclass
class Mailroom:
    """Repeats, delays and reorders news; loses it where `loses` is set."""

    draw: random.Random
    loses: bool = True
    waiting: list[News] = field(default_factory=list)

    def __call__(self, news: News) -> Sequence[News]:
        chance = self.draw.random()
        if self.loses and chance < 0.1:
            return ()
        if chance < 0.3:
            self.waiting.append(news)
            return ()
        arrived = [news] * (1 + (chance > 0.8))
        if self.waiting and chance > 0.6:
            arrived.insert(self.draw.randrange(2), self.waiting.pop(0))
        return arrived


@dataclass
class Day:
    """A random day on one account."""

    made: VenueDesk
    draw: random.Random
    posts: int = 0

    async def live(self, steps: int) -> None:
        for _ in range(steps):
            await self.draw.choice((self.place, self.place, self.cancel, self.change, self.move))()
            if self.draw.random() < 0.3:
                await self.made.pass_time(self.draw.choice((0.5, 2.0, 9.0, 31.0)))

    async def place(self) -> None:
        side = self.draw.choice(("buy", "sell"))
        terms: dict[str, object] = {}
        if self.draw.random() < 0.5:
            terms["order_type"] = OrderType.LIMIT
            terms["limit_price"] = D(4800) + self.draw.randrange(-40, 41) / D(4)
        if self.draw.random() < 0.15:
            self.made.broker.place_elsewhere(Side(side), self.draw.randrange(1, 4))
            return
        chosen = wish(side, self.draw.randrange(1, 4), **terms)
        self.made.paper.tasks.spawn(self._place(chosen), name="place")
        await turns(5)

    async def _place(self, chosen: object) -> None:
        await self.made.desk.place(chosen)  # type: ignore[arg-type] # made by `wish`

    async def cancel(self) -> None:
        live = self.made.tracker.live_orders("paper")
        if live:
            await self.made.desk.cancel(self.draw.choice(live).order_id)

    async def change(self) -> None:
        live = [o for o in self.made.tracker.live_orders("paper") if o.limit_price is not None]
        if live:
            order = self.draw.choice(live)
            price = D(4800) + self.draw.randrange(-40, 41) / D(4)
            with suppress(OrderRefused):
                await self.made.desk.replace(order.order_id, Terms(order.quantity, price))

    async def move(self) -> None:
        bid = D(4800) + self.draw.randrange(-20, 20) / D(4)
        self.made.venue.quote(str(bid), str(bid + D("0.25")), self.draw.randrange(1, 6))
        await turns(5)

    async def heal(self) -> None:
        """Let everything that waits arrive, every request work, and time pass."""
        script = self.made.broker.script
        for faults in (script.submits, script.cancels, script.replaces, script.answers):
            faults.clear()
        waiting = script.alter.waiting if isinstance(script.alter, Mailroom) else []
        script.alter, script.hide_s = lambda news: (news,), 0.0
        for news in waiting:
            self.made.broker.tell(news)
        await self.made.pass_time(90)
        assert await self.made.reconciler.reconcile("paper")
        await self.made.pass_time(40)


def check_books(made: VenueDesk) -> None:
    """Compare the desk's books with the venue's, and each order with itself."""
    assert made.held() == made.venue.position("paper")
    assert all(posts == 1 for order_id, posts in made.venue.placed.items() if order_id)
    booked = {order.broker_order_id: order for order in made.desk.orders.values()}
    for broker_id, seen in made.venue.orders.items():
        assert broker_id in booked, f"the desk does not know {seen}"
        order = booked[broker_id]
        assert order.filled_quantity == seen.filled_quantity, (order, seen)
        assert order.is_live is (seen.status is S.ACCEPTED), (order, seen)
    for order in made.desk.orders.values():
        if not order.broker_order_id:
            assert order.status in (S.REJECTED, S.DENIED), order
            assert not order.filled_quantity


@pytest.mark.counted("days at a failing venue")
@pytest.mark.logs(OUT_OF_ORDER)
@pytest.mark.timeout(900)
async def test_after_any_day_desk_and_venue_agree(cases: Cases) -> None:
    for seed in cases.over(range(scaled(10_000))):
        draw = random.Random(seed)
        script = Script(
            submits=deque(draw.choices(SUBMIT_FAULTS, k=40)),
            cancels=deque(draw.choices(CANCEL_FAULTS, k=20)),
            replaces=deque(draw.choices(REPLACE_FAULTS, k=20)),
            answers=deque(draw.choices(ANSWER_FAULTS, k=60)),
            hide_s=draw.choice((0.0, 0.0, 5.0, 20.0)),
            alter=Mailroom(draw),
        )
        made = await venue_desk(script, carried=draw.random() < 0.7, reconciled=False)
        while not await made.reconciler.reconcile("paper"):
            await made.pass_time(1)
        invariants = Invariants(made)
        invariants.watch()
        day = Day(made, draw)
        try:
            await day.live(12)
            await day.heal()
            check_books(made)
            cases.found["checks"] += invariants.checks
            invariants.check_journal()
            await made.close()
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    assert cases.found["checks"] > 10 * scaled(10_000)


@pytest.mark.counted("timed-out submits")
@pytest.mark.timeout(900)
async def test_lost_answers_are_rightly_resolved_or_stay_unknown(cases: Cases) -> None:
    for seed in cases.over(range(scaled(1_000))):
        draw = random.Random(seed)
        landed = bool(seed % 2)
        script = Script(
            submits=deque(["F4" if landed else "F5"]),
            answers=deque(draw.choices(ANSWER_FAULTS, k=draw.randrange(12))),
            hide_s=draw.choice((0.0, 4.0, 20.0)),
            alter=lambda news: (),
        )
        made = await venue_desk(script, carried=draw.random() < 0.7, reconciled=False)
        while not await made.reconciler.reconcile("paper"):
            await made.pass_time(1)
        order = await made.desk.place(wish(order_type=OrderType.LIMIT, limit_price=D("4790")))
        await made.pass_time(30)
        status = made.order(order.order_id).status
        assert status in ((S.ACCEPTED, S.UNKNOWN) if landed else (S.REJECTED, S.UNKNOWN)), seed
        assert made.venue.placed.get(order.order_id, 0) == int(landed)
        cases.found["left unknown" if status is S.UNKNOWN else "resolved"] += 1
        await made.close()
    assert cases.found["resolved"] > scaled(1_000) // 2


def test_the_mailroom_does_what_it_says() -> None:
    room = Mailroom(random.Random(1), loses=False)
    news = [OrderNews("paper", Accepted(f"B{n}"), f"TT{n}") for n in range(200)]
    arrived = [each for one in news for each in room(one)]
    assert len(arrived) > len(set(map(repr, arrived)))
    assert {repr(each) for each in [*arrived, *room.waiting]} == {repr(each) for each in news}
