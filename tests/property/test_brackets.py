"""Brackets at a venue that fails at random: no position stands unprotected in silence."""

import random
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.figures import Cases
from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import wish
from tests.support.scale import scaled
from tests.support.venue import Script, VenueDesk, turns, venue_desk
from traderterminal.desk.ports import Fact, LedgerState, NativeBrackets, OrderSeen, OrderWish
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.orders import OrderType, Where
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.storage.ledger import SqliteLedger

D = Decimal
SUBMIT_FAULTS = ("", "", "", "", "F1", "F3", "F4", "F5", "F6", "F8", "F8")
CANCEL_FAULTS = ("", "", "F3", "F22")
REPLACE_FAULTS = ("", "", "F3", "F4")
ANSWER_FAULTS = ("", "", "", "F10", "F29")
#: An alarm must come within a second of virtual time.
SECOND_NS = NANOSECONDS


class OnDisk(MemoryLedger):
    """A ledger that hands over what a disk gave back, until it is written to."""

    def __init__(self, facts: list[Fact], read: LedgerState) -> None:
        super().__init__()
        self.facts = facts
        self._read = read
        self._then = len(facts)

    def state(self) -> LedgerState:
        return self._read if len(self.facts) == self._then else super().state()


async def reopened(ledger: MemoryLedger, path: Path) -> OnDisk:
    """Write a ledger to a disk, and open it again."""
    disk = SqliteLedger(path, lambda: 1)
    await disk.commit(ledger.facts)
    disk.close()
    again = SqliteLedger(path, lambda: 1)
    read = again.state()
    again.close()
    return OnDisk(ledger.facts, read)


@dataclass
class Run:
    """One entry with a bracket, and what may happen to it."""

    made: VenueDesk
    draw: random.Random
    folder: Path
    wrong: tuple[Decimal, Decimal] | None = None  # what is held and what protects it, if unequal
    before_ns: int = 0  # when that was last seen to be otherwise
    since_ns: int = 0  # and first seen to be so
    checked_ns: int = 0
    alarms: list[int] = field(default_factory=list)
    naked: int = 0
    starts: int = 0

    def listen(self) -> None:
        clock = self.made.clock
        self.made.reconciler.alarms.connect(lambda alarm: self.alarms.append(clock.now_ns()))

    async def enter(self) -> None:
        quantity = self.draw.randrange(1, 6)
        targets = tuple(
            Target(ExitLevel(D(self.draw.randrange(2, 20)), "ticks"))
            for _ in range(self.draw.choice((0, 1, 1, 2)))
        )
        exits = Exits(ExitLevel(D(self.draw.randrange(2, 20)), "ticks"), targets)
        terms: dict[str, object] = {"exits": exits}
        if self.draw.random() < 0.5:
            price = self.draw.choice((D("4800.25"), D("4799.50")))
            terms |= {"order_type": OrderType.LIMIT, "limit_price": price}
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
        legs = [o for o in resting if self.is_at_work(o)]
        for seen in legs[:2]:
            self.made.venue.execute(seen, seen.quantity - seen.filled_quantity, D(4800))

    def is_at_work(self, seen: OrderSeen) -> bool:
        """Say whether it is an order of ours that may trade: none that waits for its entry."""
        return bool(seen.order_id or seen.entry_id) and seen.where is Where.EXCHANGE

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
        """Kill the desk; what the next one starts from has mostly been on a disk."""
        before = self.made
        await before.close()
        ledger = before.paper.ledger
        assert isinstance(ledger, MemoryLedger)
        if self.draw.random() < 0.7:
            ledger = await reopened(ledger, self.folder / f"{self.starts}.db")
        self.starts += 1
        self.made = await venue_desk(
            before.broker.script,
            ledger=ledger,
            venue=before.venue,
            reconciled=False,
            native=before.broker.capabilities.brackets,
        )
        self.alarms += [self.made.clock.now_ns()] * len(self.made.alarms)
        self.listen()
        self.made.paper.tasks.spawn(self.made.reconciler.watch(["paper"]), name="watch")
        self.wrong, self.checked_ns = None, self.made.clock.now_ns()

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
            if o.stop_price is not None and o.where is Where.EXCHANGE
        )
        live = made.tracker.live_orders("paper")
        closing = any(o.intent == "close" and o.status == "accepted" for o in live)
        now = made.clock.now_ns()
        wrong: tuple[Decimal, Decimal] | None = (held, Decimal(stops))
        if held == -stops or closing:
            wrong = None
        if wrong != self.wrong:
            self.before_ns, self.since_ns, self.wrong = self.checked_ns, now, wrong
        self.checked_ns = now
        if wrong is not None and now - self.since_ns > SECOND_NS:
            self.naked += 1
            assert self.told(), (wrong, made.tracker.live_orders("paper"))

    def told(self) -> bool:
        """Say whether a person was told of it in time, or before of what still is as it was or, as
        far as the desk knows for less than a second, is otherwise now."""
        fresh = any(self.before_ns <= at <= self.since_ns + SECOND_NS for at in self.alarms)
        lasting = [bracket for bracket in self.made.desk.brackets.all() if bracket.gaps]
        return fresh or bool(
            lasting and all(b.told_gaps and (b.gaps == b.told_gaps or b.timer) for b in lasting)
        )

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
@pytest.mark.parametrize(
    "native",
    [None, NativeBrackets(), NativeBrackets(in_ticks=True, least_ticks=4)],
    ids=["emulated", "native by prices", "native by ticks"],
)
async def test_no_bracket_leaves_a_position_unprotected_in_silence(
    cases: Cases, tmp_path: Path, native: NativeBrackets | None
) -> None:
    for seed in cases.over(range(scaled(1_000))):
        draw = random.Random(seed)
        script = Script(
            submits=deque(draw.choices(SUBMIT_FAULTS, k=30)),
            cancels=deque(draw.choices(CANCEL_FAULTS, k=10)),
            replaces=deque(draw.choices(REPLACE_FAULTS, k=10)),
            answers=deque(draw.choices(ANSWER_FAULTS, k=30)),
        )
        made = await venue_desk(script, reconciled=False, native=native)
        made.venue.exits_wait = native is not None and draw.random() < 0.2
        made.venue.refused_exits = draw.choice((0, 0, 0, 1))
        run = Run(made, draw, tmp_path / str(seed))
        run.folder.mkdir()
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
        orders = run.made.tracker.known_all()
        cases.found["left with their entry"] += any(order.attached for order in orders)
        cases.found["with an alarm"] += bool(run.alarms)
        cases.found["always protected"] += not run.naked
        await run.made.close()
    if native is None:
        assert cases.found.pop("left with their entry") == 0
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
