"""A budget is kept at the broker's own count, and who wants out never waits for who looks."""

from random import Random

import pytest

from tests.support.figures import Cases
from tests.support.scale import scaled
from tests.support.venue import elapse
from traderterminal.brokers.transport.rate_limit import (
    PATIENCE_S,
    Budget,
    NoTurn,
    Priority,
    RateLimit,
)
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.kit.tasks import TaskScope

BUDGET = Budget(calls=20, seconds=60.0)


async def spend(limit: RateLimit, priority: Priority, calls: int) -> None:
    for _ in range(calls):
        async with limit.turn(priority):
            pass


@pytest.mark.parametrize(
    ("priority", "fits"),
    [(Priority.CANCEL, 20), (Priority.ORDER, 14), (Priority.QUERY, 11), (Priority.DATA, 8)],
)
async def test_each_priority_fills_the_window_up_to_its_share(
    priority: Priority, fits: int
) -> None:
    clock = VirtualClock()
    limit = RateLimit(BUDGET, clock)
    await spend(limit, priority, fits)
    assert limit.used == fits
    assert clock.next_due_ns is None  # nobody has had to wait


async def test_a_cancel_leaves_at_once_while_data_fills_its_share() -> None:
    clock = VirtualClock()
    limit = RateLimit(BUDGET, clock)
    failures = list[Exception]()
    tasks = TaskScope(on_error=lambda _, error: failures.append(error))
    tasks.spawn(spend(limit, Priority.DATA, 100), name="data")
    await elapse(clock, 1.0)
    before = clock.now_ns()
    await spend(limit, Priority.CANCEL, 12)
    assert clock.now_ns() == before
    await tasks.aclose()
    assert failures == []


async def test_an_order_does_not_wait_for_long() -> None:
    clock = VirtualClock()
    limit = RateLimit(BUDGET, clock)
    await spend(limit, Priority.ORDER, 14)
    with pytest.raises(NoTurn, match="20 calls in 60 s"):
        await spend(limit, Priority.ORDER, 1)


async def test_a_call_that_is_let_wait_leaves_as_soon_as_the_window_has_passed() -> None:
    clock = VirtualClock()
    limit = RateLimit(Budget(calls=20, seconds=PATIENCE_S[Priority.QUERY] / 2), clock)
    tasks = TaskScope(on_error=lambda _, error: pytest.fail(str(error)))
    tasks.spawn(spend(limit, Priority.QUERY, 12), name="twelve")
    await elapse(clock, 4.0)
    assert limit.used == 11
    await elapse(clock, 1.1)
    assert limit.used == 1
    assert tasks.running == 0


async def test_nothing_at_all_leaves_before_the_broker_is_to_be_asked_again() -> None:
    clock = VirtualClock()
    limit = RateLimit(BUDGET, clock)
    limit.rest(5.0)
    limit.rest(2.0)  # a shorter word does not take back a longer one
    tasks = TaskScope(on_error=lambda _, error: pytest.fail(str(error)))
    tasks.spawn(spend(limit, Priority.CANCEL, 1), name="cancel")
    await elapse(clock, 4.9)
    assert limit.used == 0
    await elapse(clock, 0.2)
    assert limit.used == 1


async def test_a_call_under_way_counts_until_the_window_has_passed_since_its_end() -> None:
    clock = VirtualClock()
    limit = RateLimit(Budget(calls=1, seconds=5.0), clock)
    async with limit.turn(Priority.CANCEL):
        assert limit.used == 1
        await elapse(clock, 6.0)
        assert limit.used == 1
    await elapse(clock, 4.9)
    assert limit.used == 1
    await elapse(clock, 0.2)
    assert limit.used == 0


@pytest.mark.counted("calls under a budget")
async def test_no_window_of_the_broker_ever_holds_more_than_the_budget(cases: Cases) -> None:
    """The broker counts a call at some moment between its start and its end."""
    clock, random = VirtualClock(), Random(7)
    budget = Budget(calls=50, seconds=30.0)
    limit = RateLimit(budget, clock)
    tasks = TaskScope(on_error=lambda _, error: None)  # some find no turn
    counted_ns = list[int]()

    async def call(priority: Priority, before_s: float, after_s: float) -> None:
        async with limit.turn(priority):
            await clock.sleep(before_s)
            counted_ns.append(clock.now_ns())
            await clock.sleep(after_s)

    for _ in cases.over(range(scaled(100_000))):
        priority = Priority(random.randrange(4))
        tasks.spawn(call(priority, random.random() * 2, random.random() * 2), name="call")
        if random.random() < 0.05:
            await elapse(clock, random.random() * 20)
    await elapse(clock, 120.0)
    await tasks.aclose()
    window_ns = int(budget.seconds * NANOSECONDS)
    counted_ns.sort()
    for first, last in zip(counted_ns, counted_ns[budget.calls :], strict=False):
        assert last - first >= window_ns
    cases.found["calls that left"] += len(counted_ns)
