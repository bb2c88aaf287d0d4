"""The kill switch, thrown in every state that the desk can be in, in virtual time.

From the moment it is thrown no order that can add exposure leaves; cancels of those that work go
out within a second, or within a second of the moment at which the broker's id is known; what only
protects is not touched. With flatten everything is closed and swept.
"""

import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Final

import pytest

from tests.support.alerts import SECRET
from tests.support.builders import INSTRUMENTS
from tests.support.figures import Cases
from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import NOON_NS, resolve, wish
from tests.support.scale import scaled
from tests.support.venue import Script, Venue, VenueDesk, turns, venue_desk
from traderterminal.alerts.inbox import Inbox, Proof
from traderterminal.alerts.routing import AlertRules, StrategyRule
from traderterminal.desk.groups import Groups, Member
from traderterminal.desk.ports import Fact, Terms
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.errors import LedgerDown, OrderRefused
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.domain.signals import Decision
from traderterminal.kit.clock import NANOSECONDS, VirtualClock

D = Decimal
S = OrderStatus
FIRST, SECOND = "paper", "second"
SEEDS: Final = max(1, scaled(100) // 20)
BLOCKED_NS: Final = NANOSECONDS // 10
CANCELLED_NS: Final = NANOSECONDS
#: How often a scene is looked at while virtual time passes.
STEP_S: Final = 0.05


class SlowLedger(MemoryLedger):
    """Takes its time with every commit."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self.clock = clock
        self.seconds = 0.0

    async def commit(self, facts: Sequence[Fact]) -> None:
        if self.seconds:
            await self.clock.sleep(self.seconds)
        await super().commit(facts)


@dataclass
class Scene:
    """A desk in some state; `kept` are the orders that protect, by their ids."""

    made: VenueDesk
    ledger: MemoryLedger
    draw: random.Random
    kept: set[str] = field(default_factory=set)
    posted: list[tuple[int, Order]] = field(default_factory=list)
    cancelled: dict[str, int] = field(default_factory=dict)  # first time after the switch
    known: dict[str, int] = field(default_factory=dict)  # since when an order can be addressed
    over: set[str] = field(default_factory=set)  # what had ended before the switch was thrown
    afterwards: list[Callable[[], Awaitable[object]]] = field(default_factory=list)

    def listen(self) -> None:
        """Note from here on what is posted, what is cancelled and what can be addressed."""
        clock = self.made.clock
        self.over = {o.order_id for o in self.made.tracker.known_all() if not o.is_live}
        self.note_known(clock.now_ns())
        self.made.broker.posting = lambda order: self.posted.append((clock.now_ns(), order))
        self.made.broker.cancelling = lambda order: self._note_cancel(order)

    def _note_cancel(self, order: Order) -> None:
        self.cancelled.setdefault(order.order_id, self.made.clock.now_ns())

    def spawn(self, work: Callable[[], Awaitable[object]]) -> None:
        """Begin something that may wait, or be refused, or fail for want of the ledger."""

        async def begun() -> None:
            with suppress(LedgerDown, OrderRefused):
                await work()

        self.made.paper.tasks.spawn(begun(), name="step")

    async def rest(self, account: str = FIRST) -> str:
        """An entry far from the market."""
        side = self.draw.choice(("buy", "sell"))
        price = (
            self.draw.randrange(4700, 4790) if side == "buy" else self.draw.randrange(4810, 4890)
        )
        kind = {"order_type": OrderType.LIMIT, "limit_price": D(price), "account": account}
        return (await self.made.desk.place(wish(side, self.draw.randrange(1, 4), **kind))).order_id

    async def rest_some(self, account: str = FIRST) -> None:
        for _ in range(self.draw.randrange(1, 4)):
            await self.rest(account)

    async def hold(self, side: str, account: str = FIRST) -> int:
        """A position and the stop that protects it; return its size."""
        size = self.draw.randrange(1, 4)
        await self.made.desk.place(wish(side, size, account=account))
        out, price = ("sell", "4790.00") if side == "buy" else ("buy", "4810.00")
        kind = {"order_type": OrderType.STOP, "stop_price": D(price), "account": account}
        self.kept.add((await self.made.desk.place(wish(out, size, **kind))).order_id)
        return size

    async def look(self, seconds: float) -> None:
        """Let time pass and note since when, at the earliest, orders can be addressed."""
        for _ in range(round(seconds / STEP_S)):
            before = self.made.clock.now_ns()
            await self.made.pass_time(STEP_S)
            self.note_known(before)

    def note_known(self, at_ns: int) -> None:
        for order in self.made.tracker.known_all():
            if order.broker_order_id and order.order_id not in self.over:
                self.known.setdefault(order.order_id, at_ns)


async def resting_entries(scene: Scene) -> None:
    await scene.rest_some()


async def long_with_a_stop(scene: Scene) -> None:
    await scene.hold("buy")
    await scene.rest_some()


async def short_with_a_stop(scene: Scene) -> None:
    await scene.hold("sell")
    await scene.rest_some()


async def unknown_order_that_is_there(scene: Scene) -> None:
    scene.made.broker.script.submits.append("F4")
    scene.spawn(scene.rest)


async def unknown_order_that_is_not_there(scene: Scene) -> None:
    scene.made.broker.script.submits.append("F5")
    scene.spawn(scene.rest)


async def order_that_lands_late(scene: Scene) -> None:
    scene.made.broker.script.submits.append("F6")
    scene.spawn(scene.rest)


async def cancel_that_never_arrived(scene: Scene) -> None:
    order_id = await scene.rest()
    scene.made.broker.script.cancels.append("F3")
    scene.spawn(lambda: scene.made.desk.cancel(order_id))


async def cancel_whose_answer_was_lost(scene: Scene) -> None:
    order_id = await scene.rest()
    scene.made.broker.script.cancels.append("F22")
    scene.spawn(lambda: scene.made.desk.cancel(order_id))


async def change_that_is_pending(scene: Scene) -> None:
    order_id = await scene.rest()
    order = scene.made.order(order_id)
    scene.made.broker.script.replaces.append(scene.draw.choice(("F3", "F4")))
    scene.spawn(lambda: scene.made.desk.replace(order_id, Terms(D(5), order.limit_price)))


async def _bracket(scene: Scene, quantity: int, shown: int) -> None:
    """An entry of which as much trades as is shown, with the legs of that part."""
    scene.made.venue.quote("4800.00", "4800.25", 10, shown)
    level = ExitLevel(D(scene.draw.randrange(20, 60)), "ticks")
    exits = Exits(level, (Target(level),))
    kind = {"order_type": OrderType.LIMIT, "limit_price": D("4800.25"), "exits": exits}
    entry = await scene.made.desk.place(wish("buy", quantity, **kind))
    await scene.made.pass_time(0.5)
    scene.made.venue.quote("4800.00", "4800.50")
    legs = [o for o in scene.made.tracker.live_orders(FIRST) if o.parent_id == entry.order_id]
    assert [leg.leaves_quantity for leg in legs] == [min(quantity, shown)] * 2
    scene.kept |= {leg.order_id for leg in legs}


async def entry_partly_filled_with_its_bracket(scene: Scene) -> None:
    filled = scene.draw.randrange(1, 3)
    await _bracket(scene, filled + scene.draw.randrange(1, 3), filled)


async def exits_that_cancel_each_other(scene: Scene) -> None:
    await _bracket(scene, scene.draw.randrange(1, 4), 10)
    await scene.rest_some()


async def exits_beyond_the_position(scene: Scene) -> None:
    size = await scene.hold("buy")
    kind = {"order_type": OrderType.LIMIT, "limit_price": D(4830)}
    await scene.made.desk.place(wish("sell", size, **kind))


async def quotes_gone_stale(scene: Scene) -> None:
    await scene.hold("buy")
    await scene.rest_some()
    scene.made.paper.market.silent_s = 99.0


async def reconnecting(scene: Scene) -> None:
    await scene.hold("buy")
    await scene.rest_some()
    scene.made.broker.stream(up=False)
    scene.made.broker.script.answers.extend(["F10"] * scene.draw.randrange(1, 4))
    scene.made.broker.stream(up=True)


async def program_that_stood_still(scene: Scene) -> None:
    await scene.hold("buy")
    await scene.rest_some()
    clock = scene.made.clock
    clock.advance_to(clock.now_ns() + scene.draw.randrange(3, 90) * NANOSECONDS)


async def account_reducing(scene: Scene) -> None:
    await scene.hold("buy")
    await scene.rest_some()
    await scene.made.desk.set_state(FIRST, TradingState.REDUCING)


async def account_halted(scene: Scene) -> None:
    await scene.hold("sell")
    await scene.rest_some()
    await scene.made.desk.set_state(FIRST, TradingState.HALTED)


async def ledger_slow(scene: Scene) -> None:
    await scene.hold("buy")
    await scene.rest_some()
    assert isinstance(scene.ledger, SlowLedger)
    scene.ledger.seconds = scene.draw.choice((0.3, 2.0))
    scene.spawn(lambda: scene.made.desk.place(wish()))  # its intent is on the way to the disk


async def ledger_down(scene: Scene) -> None:
    await scene.hold("buy")
    await scene.rest_some()
    scene.ledger.broken = "the disk is full"
    scene.spawn(lambda: scene.made.desk.place(wish()))

    async def mended() -> None:
        scene.ledger.broken = ""
        await scene.made.pass_time(3)

    scene.afterwards.append(mended)


async def one_broker_hangs(scene: Scene) -> None:
    for account in (FIRST, SECOND):
        await scene.hold("buy", account)
        await scene.rest_some(account)
    scene.made.broker.hanging.add(SECOND)
    scene.spawn(lambda: scene.rest(SECOND))


async def accounts_in_opposite_positions(scene: Scene) -> None:
    for account, side in ((FIRST, "buy"), (SECOND, "sell")):
        await scene.hold(side, account)
        await scene.rest_some(account)


async def group_order_on_its_way(scene: Scene) -> None:
    groups = Groups(
        trader=scene.made.desk,
        ledger=scene.ledger,
        members=lambda name: [Member(FIRST), Member(SECOND)],
        names=lambda: ("both",),
        resolve=resolve,
        instrument=INSTRUMENTS.__getitem__,
        tasks=scene.made.paper.tasks,
    )
    scene.made.broker.script.submits.extend(scene.draw.sample(("", "F4", "F5", "F6"), 2))
    kind = {"order_type": OrderType.LIMIT, "limit_price": D(4750)}
    scene.spawn(lambda: groups.place("both", wish("buy", 1, **kind)))
    await turns(scene.draw.randrange(6))


async def alert_that_waits_for_approval(scene: Scene) -> None:
    made = scene.made
    rule = StrategyRule(approval="manual", approval_expires_s=600, max_lag_s=600)
    inbox = Inbox(
        ledger=scene.ledger,
        trader=made.desk,
        rules=AlertRules(
            resolve=resolve,
            members=lambda name: [Member(FIRST)],
            strategy=lambda name: rule,
            is_paper=lambda account: True,
        ),
        market=made.clock,
        host=made.clock,
        new_id=lambda: "A1",
        tasks=made.paper.tasks,
        secret=SECRET,
    )
    body = b'{"symbol":"ES1!","action":"buy","quantity":1,"strategy":"asks","id":"1"}'
    await inbox.receive(body, Proof.PATH, made.clock.now_ns())
    await turns(20)
    assert [record.alert_id for record in inbox.waiting] == ["A1"]
    await scene.rest_some()

    async def approved() -> None:
        assert await inbox.decide("A1", Decision.APPROVED)
        await turns(30)
        record = await inbox.record("A1")
        assert record is not None
        assert record.reason is not None
        assert record.reason.key == "halted.kill_switch"
        inbox.close()

    scene.afterwards.append(approved)


async def already_on(scene: Scene) -> None:
    await scene.hold("buy")
    await scene.made.desk.kill_switch.engage()
    scene.made.broker.tell(scene.made.broker.place_elsewhere(Side.BUY, 2, "4750.00"))


STATES: Final = (
    *(resting_entries, long_with_a_stop, short_with_a_stop, accounts_in_opposite_positions),
    *(unknown_order_that_is_there, unknown_order_that_is_not_there, order_that_lands_late),
    *(cancel_that_never_arrived, cancel_whose_answer_was_lost, change_that_is_pending),
    *(entry_partly_filled_with_its_bracket, exits_that_cancel_each_other),
    *(exits_beyond_the_position, quotes_gone_stale, reconnecting, program_that_stood_still),
    *(account_reducing, account_halted, ledger_slow, ledger_down, one_broker_hangs),
    *(group_order_on_its_way, alert_that_waits_for_approval, already_on),
)
LOGGED: Final = {ledger_down: "bookings wait and nothing but exits is sent|is on but not durable"}


async def scene_of(state: Callable[[Scene], Awaitable[None]], seed: int) -> Scene:
    draw = random.Random(f"{state.__name__} {seed}")
    clock = VirtualClock(NOON_NS)
    ledger = SlowLedger(clock)
    made = await venue_desk(Script(), ledger=ledger, venue=Venue(clock), reconciled=False)
    made.venue.quote("4800.00", "4800.25")
    for account in (FIRST, SECOND):
        await made.paper.open(account=account)
        assert await made.reconciler.reconcile(account)
    scene = Scene(made, ledger, draw)
    await state(scene)
    await turns(draw.randrange(10))
    return scene


async def throw(scene: Scene) -> int:
    """Throw the switch and try to enter at once and on; the time at which it was thrown."""
    made, at = scene.made, scene.made.clock.now_ns()
    scene.listen()
    scene.spawn(made.desk.kill_switch.engage)
    for seconds in (0.0, 0.1, 2.0):
        await scene.look(seconds) if seconds else await turns(1)
        for account in (FIRST, SECOND):
            side = "sell" if made.tracker.known_position(account, "ESH2024") < 0 else "buy"
            probe = wish(side, 1, account=account)
            scene.spawn(partial(made.desk.place, probe))
        if not seconds:
            assert made.desk.kill_switch.engaged
            await turns(3)
    await scene.look(60)
    return at


def check_blocked(scene: Scene, at: int) -> None:
    late = [order for when, order in scene.posted if not order.reduces and when > at + BLOCKED_NS]
    assert late == [], "an entry left while the switch was on"


def check_cancelled(scene: Scene, at: int) -> int:
    """Every entry that could be addressed was; return the longest that it took."""
    longest = 0
    for order_id in set(scene.known) - scene.kept:
        order = scene.made.order(order_id)
        assert order_id in scene.cancelled, order
        taken = scene.cancelled[order_id] - max(at, scene.known[order_id])
        assert taken <= CANCELLED_NS, order
        longest = max(longest, taken)
    return longest


def check_kept(scene: Scene) -> None:
    assert not scene.kept & set(scene.cancelled), "what protects was cancelled"
    hanging = scene.made.broker.hanging
    for account in {FIRST, SECOND} - hanging:
        there = {seen.order_id for seen in scene.made.venue.open_orders(account)}
        own = {o for o in scene.kept if scene.made.order(o).account == account}
        assert there == own, account


async def flatten(scene: Scene) -> None:
    """Throw the switch again, with flatten; wherever a broker answers, nothing is left."""
    made = scene.made
    scene.spawn(lambda: made.desk.kill_switch.engage(flatten=True))
    await made.pass_time(30)
    for account in {FIRST, SECOND} - made.broker.hanging:
        assert made.venue.position(account) == 0, account
        assert made.venue.open_orders(account) == [], account


@pytest.mark.counted("kill switch from any state")
@pytest.mark.parametrize(
    "state",
    [
        pytest.param(
            state,
            id=state.__name__,
            marks=[pytest.mark.logs(LOGGED[state])] if state in LOGGED else [],
        )
        for state in STATES
    ],
)
async def test_entries_are_blocked_and_out_and_exits_are_left_alone(
    state: Callable[[Scene], Awaitable[None]], cases: Cases
) -> None:
    for seed in cases.over(range(SEEDS)):
        scene = await scene_of(state, seed)
        made = scene.made
        at = await throw(scene)
        check_blocked(scene, at)
        cases.found["cancels"] += len(scene.cancelled)
        longest = check_cancelled(scene, at) // 1_000_000
        slowest = "ms at most until a cancel was out"
        cases.found[slowest] = max(cases.found[slowest], longest)
        check_kept(scene)
        for step in scene.afterwards:
            await step()
        await flatten(scene)
        check_blocked(scene, at)
        await made.close()
