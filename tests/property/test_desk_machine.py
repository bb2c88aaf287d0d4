"""The desk as a state machine: any sequence of steps, and the books hold after each of them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.support.figures import Cases
from tests.support.invariants import Invariants
from tests.support.news_faults import Held, repeated, whole
from tests.support.paper_desk import wish
from tests.support.scale import scaled
from tests.support.venue import WIRE_POINTS, VenueDesk, turns, venue_desk
from traderterminal.desk import intake, tracker
from traderterminal.desk.ports import OrderWish, Terms
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Canceled, Expired, Order, OrderType, TimeInForce

D = Decimal
SIDES = st.sampled_from(("buy", "sell"))
SIZES = st.integers(1, 5)
PRICES = st.integers(-40, 40).map(lambda ticks: D(4800) + ticks / D(4))
FAULTS = st.sampled_from(("",) * 12 + WIRE_POINTS)
PICKS = st.integers(0, 1_000)


class DeskMachine(RuleBasedStateMachine):
    """A desk before the scripted venue; each rule is one thing that a person or a venue does."""

    cases: ClassVar = Cases()

    def __init__(self) -> None:
        super().__init__()
        self.cases.count += 1
        self.runner = asyncio.Runner()
        self.elsewhere = False  # somebody else has traded on the account
        self.made: VenueDesk = self.run(self._start)
        self.checked = Invariants(self.made)
        self.checked.watch()

    async def _start(self) -> VenueDesk:
        return await venue_desk()

    def run(self, work: Callable[[], Awaitable[Any]]) -> Any:
        async def whole_work() -> Any:
            return await work()

        return self.runner.run(whole_work())

    def start(self, work: Callable[[], Awaitable[object]]) -> None:
        """Begin something that may wait for an answer, and let it run as far as it gets."""

        async def begun() -> None:
            with suppress(OrderRefused):
                await work()

        async def begin() -> None:
            self.made.paper.tasks.spawn(begun(), name="step")
            await turns(30)

        self.run(begin)

    def happen(self, *events: Callable[[], object]) -> None:
        """Let things happen at the venue, and their news arrive."""

        async def happening() -> None:
            for event in events:
                event()
            await turns(30)

        self.run(happening)

    def place(self, wanted: OrderWish, fault: str) -> None:
        self.made.broker.script.submits.append(fault)
        self.start(lambda: self.made.desk.place(wanted))
        self.made.broker.script.submits.clear()

    @property
    def live(self) -> list[Order]:
        return list(self.made.tracker.live_orders("paper"))

    @rule(side=SIDES, quantity=SIZES, fault=FAULTS)
    def place_at_the_market(self, side: str, quantity: int, fault: str) -> None:
        self.place(wish(side, quantity), fault)

    @rule(
        side=SIDES,
        quantity=SIZES,
        price=PRICES,
        time_in_force=st.sampled_from(TimeInForce),
        fault=FAULTS,
    )
    def place_at_a_limit(
        self, side: str, quantity: int, price: Decimal, time_in_force: TimeInForce, fault: str
    ) -> None:
        wanted = wish(
            side,
            quantity,
            order_type=OrderType.LIMIT,
            limit_price=price,
            time_in_force=time_in_force,
        )
        self.place(wanted, fault)

    @rule(side=SIDES, quantity=SIZES, price=PRICES)
    def place_a_stop(self, side: str, quantity: int, price: Decimal) -> None:
        self.place(wish(side, quantity, order_type=OrderType.STOP, stop_price=price), "")

    @rule(wanted=st.integers(-4, 4))
    def go_to_a_target(self, wanted: int) -> None:
        self.place(wish(None, wanted, intent="target"), "")

    @rule(intent=st.sampled_from(("close", "reverse")))
    def get_out_or_turn(self, intent: str) -> None:
        self.place(wish(None, None, intent=intent), "")

    @rule()
    def flatten(self) -> None:
        self.start(lambda: self.made.desk.flatten("paper"))

    @precondition(lambda self: self.live)
    @rule(pick=PICKS, fault=st.sampled_from(("", "", "F3", "F22")))
    def cancel(self, pick: int, fault: str) -> None:
        order = self.live[pick % len(self.live)]
        self.made.broker.script.cancels.append(fault)
        self.start(lambda: self.made.desk.cancel(order.order_id))
        self.made.broker.script.cancels.clear()

    @precondition(lambda self: self.live)
    @rule(pick=PICKS, quantity=SIZES, price=PRICES, fault=st.sampled_from(("", "F3", "F4")))
    def change(self, pick: int, quantity: int, price: Decimal, fault: str) -> None:
        order = self.live[pick % len(self.live)]
        terms = Terms(
            D(quantity),
            None if order.limit_price is None else price,
            None if order.stop_price is None else price,
        )
        self.made.broker.script.replaces.append(fault)
        self.start(lambda: self.made.desk.replace(order.order_id, terms))
        self.made.broker.script.replaces.clear()

    @rule(ticks=st.integers(-40, 40), size=SIZES)
    def move_the_market(self, ticks: int, size: int) -> None:
        bid = D(4800) + ticks / D(4)
        self.happen(lambda: self.made.venue.quote(str(bid), str(bid + D("0.25")), size))

    @rule(side=st.sampled_from(Side), quantity=SIZES)
    def trade_elsewhere(self, side: Side, quantity: int) -> None:
        self.elsewhere = True
        self.happen(lambda: self.made.broker.place_elsewhere(side, quantity))

    @precondition(lambda self: self.made.venue.open_orders("paper"))
    @rule(pick=PICKS, event=st.sampled_from((Canceled, Expired)))
    def end_at_the_venue(self, pick: int, event: type[Canceled] | type[Expired]) -> None:
        opened = self.made.venue.open_orders("paper")
        broker_id = opened[pick % len(opened)].broker_order_id
        reason = Message("canceled_elsewhere")
        self.happen(lambda: self.made.venue.end(broker_id, event(reason)))

    @precondition(lambda self: self.made.venue.fills)
    @rule(pick=PICKS, price=st.none() | PRICES)
    def revise_an_execution(self, pick: int, price: Decimal | None) -> None:
        venue = self.made.venue
        fresh = [fill for fill in venue.fills if fill.fill_id not in venue.revised]
        if fresh:
            fill_id = fresh[pick % len(fresh)].fill_id
            self.happen(lambda: self.made.broker.tell(venue.bust(fill_id, price)))

    @rule(alter=st.sampled_from((whole, repeated(2), Held())))
    def change_the_post(self, alter: Any) -> None:
        """From here on news arrives as it should, twice, or only once it is let go."""
        script = self.made.broker.script
        held = script.alter.kept if isinstance(script.alter, Held) else []
        script.alter = Held() if isinstance(alter, Held) else alter

        def let_go() -> None:
            for news in reversed(held):
                self.made.broker.tell(news)

        self.happen(let_go)

    @rule(seconds=st.sampled_from((0.5, 4.0, 31.0)))
    def wait(self, seconds: float) -> None:
        self.run(lambda: self.made.pass_time(seconds))

    @rule()
    def lose_the_stream_and_have_it_back(self) -> None:
        broker = self.made.broker
        self.happen(lambda: broker.stream(up=False), lambda: broker.stream(up=True))

    @invariant()
    def the_books_hold(self) -> None:
        self.cases.found["checks"] += 1
        self.checked.check()
        if not self.elsewhere and not self.made.venue.revised:
            self.checked.check_worst_case()
        assert self.made.paper.failures == []

    def teardown(self) -> None:
        self.change_the_post(whole)
        try:
            self.run(self._heal)
        finally:
            self.runner.close()

    async def _heal(self) -> None:
        await self.made.pass_time(120)
        assert await self.made.reconciler.reconcile("paper")
        await self.made.pass_time(40)
        self.checked.check()
        self.checked.check_journal()
        assert self.made.held() == self.made.venue.position("paper")
        there = {seen.broker_order_id for seen in self.made.venue.open_orders("paper")}
        assert {order.broker_order_id for order in self.live} == there
        await self.made.close()


@pytest.mark.counted("runs of the state machine, 50 steps each")
@pytest.mark.timeout(1800)
def test_the_books_hold_after_any_steps(monkeypatch: pytest.MonkeyPatch, cases: Cases) -> None:
    monkeypatch.setattr(DeskMachine, "cases", cases)
    # News in any order is what the machine makes; whether one run logs it is chance.
    for module in (intake, tracker):
        monkeypatch.setattr(module._log, "disabled", True)
    run_state_machine_as_test(
        DeskMachine,
        settings=settings(max_examples=scaled(2_000), stateful_step_count=50),
    )
