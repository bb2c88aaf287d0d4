"""Brackets at a venue that fails at random: no position stands unprotected in silence."""

import random
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from tests.support.figures import Cases
from tests.support.paper_desk import wish
from tests.support.scale import scaled
from tests.support.venue import Script, VenueDesk, turns, venue_desk
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.orders import OrderType
from traderterminal.kit.clock import NANOSECONDS

D = Decimal
SUBMIT_FAULTS = ("", "", "", "", "F1", "F3", "F4", "F5", "F6", "F8", "F8")
CANCEL_FAULTS = ("", "", "F3", "F22")
REPLACE_FAULTS = ("", "", "F3", "F4")
ANSWER_FAULTS = ("", "", "", "F10", "F29")
#: An alarm must come within a second of virtual time.
SECOND_NS = NANOSECONDS


@dataclass
class Run:
    """One entry with a bracket, and what may happen to it."""

    made: VenueDesk
    draw: random.Random
    naked_since: tuple[Decimal, int] | None = None
    alarms: list[int] = field(default_factory=list)
    naked: int = 0

    def listen(self) -> None:
        clock = self.made.clock
        self.made.reconciler.alarms.connect(lambda alarm: self.alarms.append(clock.now_ns()))

    async def enter(self) -> None:
        quantity = self.draw.randrange(1, 6)
        targets = tuple(
            Target(ExitLevel(D(self.draw.randrange(2, 20)), "ticks"))
            for _ in range(self.draw.randrange(3))
        )
        exits = Exits(ExitLevel(D(self.draw.randrange(2, 20)), "ticks"), targets)
        terms: dict[str, object] = {"exits": exits}
        if self.draw.random() < 0.5:
            terms |= {"order_type": OrderType.LIMIT, "limit_price": D("4800.25")}
        side = self.draw.choice(("buy", "buy", "sell"))
        chosen = wish(side, quantity, **terms)

        async def place() -> None:
            with suppress(OrderRefused):
                await self.made.desk.place(chosen)

        self.made.paper.tasks.spawn(place(), name="enter")
        await turns(5)

    async def move(self) -> None:
        bid = D(4800) + self.draw.randrange(-12, 12) / D(4)
        self.made.venue.quote(str(bid), str(bid + D("0.25")), self.draw.randrange(1, 5))

    async def both_legs(self) -> None:
        resting = self.made.venue.open_orders("paper")
        legs = [o for o in resting if o.order_id and o.status == "accepted"]
        for seen in legs[:2]:
            self.made.venue.execute(seen, seen.quantity - seen.filled_quantity, D(4800))

    async def cancel_parent(self) -> None:
        for order in self.made.tracker.live_orders("paper"):
            if not order.link:
                await self.made.desk.cancel(order.order_id)

    async def close(self) -> None:
        async def out() -> None:
            await self.made.desk.place(OrderWish("paper", "ESH2024", "close"))

        self.made.paper.tasks.spawn(out(), name="close")
        await turns(5)

    async def restart(self) -> None:
        before = self.made
        await before.close()
        self.made = await venue_desk(
            before.broker.script,
            ledger=before.paper.ledger,
            venue=before.venue,
            reconciled=False,
        )
        self.alarms += [self.made.clock.now_ns()] * len(self.made.alarms)
        self.listen()
        self.made.paper.tasks.spawn(self.made.reconciler.watch(["paper"]), name="watch")
        self.naked_since = None

    async def live(self, steps: int) -> None:
        for _ in range(steps):
            what = (
                *(self.move, self.move, self.move, self.cancel_parent),
                *((self.both_legs,) if self.draw.random() < 0.2 else ()),
                *((self.restart,) if self.draw.random() < 0.3 else ()),
                *((self.close,) if self.draw.random() < 0.2 else ()),
            )
            await self.draw.choice(what)()
            for _ in range(self.draw.choice((1, 4, 20))):
                await self.made.pass_time(0.25)
                self.check()

    def check(self) -> None:
        """Compare what the venue holds with what protects it there."""
        made = self.made
        held = made.venue.position("paper")
        stops = sum(
            (o.quantity - o.filled_quantity) * o.side.sign
            for o in made.venue.open_orders("paper")
            if o.stop_price is not None
        )
        live = made.tracker.live_orders("paper")
        leaving = made.desk.is_leaving(("paper", "ESH2024")) or any(
            not o.link and o.intent == "close" for o in live
        )
        now = made.clock.now_ns()
        if held == -stops or leaving:
            self.naked_since = None
            return
        if self.naked_since is None:
            self.naked_since = (held, now)
        since = self.naked_since[1]
        if now - since > SECOND_NS:
            self.naked += 1
            assert self.told(since), (held, stops, made.tracker.live_orders("paper"))

    def told(self, since: int) -> bool:
        """Say whether a person was told of it, or before of something that still lasts."""
        fresh = any(at >= since - SECOND_NS for at in self.alarms)
        return fresh or bool(self.alarms and self.made.desk.brackets.gaps("paper", "ESH2024"))

    async def heal(self) -> None:
        script = self.made.broker.script
        for faults in (script.submits, script.cancels, script.replaces, script.answers):
            faults.clear()
        for _ in range(3):
            await self.made.pass_time(60)
            await self.made.reconciler.reconcile("paper")
        await self.made.pass_time(5)


@pytest.mark.counted("bracket runs")
@pytest.mark.timeout(900)
async def test_no_bracket_leaves_a_position_unprotected_in_silence(cases: Cases) -> None:
    for seed in cases.over(range(scaled(1_000))):
        draw = random.Random(seed)
        script = Script(
            submits=deque(draw.choices(SUBMIT_FAULTS, k=30)),
            cancels=deque(draw.choices(CANCEL_FAULTS, k=10)),
            replaces=deque(draw.choices(REPLACE_FAULTS, k=10)),
            answers=deque(draw.choices(ANSWER_FAULTS, k=30)),
        )
        made = await venue_desk(script, reconciled=False)
        run = Run(made, draw)
        run.listen()
        while not await made.reconciler.reconcile("paper"):
            await made.pass_time(1)
        made.paper.tasks.spawn(made.reconciler.watch(["paper"]), name="watch")
        await run.enter()
        try:
            await run.live(10)
            await run.heal()
            check_end(run)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
        cases.found["with an alarm"] += bool(run.alarms)
        cases.found["always protected"] += not run.naked
        await run.made.close()
    assert min(cases.found.values()) > scaled(1_000) // 10


def check_end(run: Run) -> None:
    """At the end no order is left over, and what is held is protected or was told of."""
    made = run.made
    held = made.venue.position("paper")
    assert made.held() == held
    assert all(posts == 1 for posts in made.venue.placed.values())
    legs = [o for o in made.tracker.live_orders("paper") if o.link]
    if held == 0:
        assert not legs, legs
    for leg in legs:
        assert leg.side.sign * held < 0, leg
        assert leg.leaves_quantity <= abs(held), (held, leg)
    if any(order.intent == "close" for order in made.tracker.live_orders("paper")):
        return  # a close that waits for somebody to trade with takes all of it
    stops = sum(leg.leaves_quantity for leg in legs if leg.link == "SL")
    assert stops == abs(held) or run.alarms, (held, legs)
