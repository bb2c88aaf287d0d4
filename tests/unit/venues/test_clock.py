"""The host clock of a venue, which can be set."""

from tests.support.venue import elapse, turns
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.venues.clock import SettableClock


async def slept(clock: SettableClock, seconds: float) -> tuple[TaskScope, list[int]]:
    """Begin to sleep; return who sleeps, and when he woke."""
    woken: list[int] = []

    async def sleep() -> None:
        await clock.sleep(seconds)
        woken.append(clock.monotonic_ns())

    tasks = TaskScope(on_error=lambda name, error: None)
    tasks.spawn(sleep(), name="sleeper")
    await turns(5)
    return tasks, woken


async def test_it_runs_with_its_base() -> None:
    base = VirtualClock(5 * NANOSECONDS)
    clock = SettableClock(base)
    tasks, woken = await slept(clock, 10)
    await elapse(base, 9)
    assert woken == []
    await elapse(base, 1)
    assert woken == [15 * NANOSECONDS]
    await tasks.aclose()


async def test_who_sleeps_wakes_when_it_is_advanced_past_his_time() -> None:
    base = VirtualClock()
    clock = SettableClock(base)
    tasks, woken = await slept(clock, 3600)
    clock.advance(1800 * NANOSECONDS)
    await turns(20)
    assert woken == []
    clock.advance(1800 * NANOSECONDS)
    await turns(20)
    assert woken == [3600 * NANOSECONDS]
    assert clock.now_ns() == 3600 * NANOSECONDS
    await tasks.aclose()


async def test_set_back_it_lets_sleepers_wait_longer() -> None:
    base = VirtualClock(100 * NANOSECONDS)
    clock = SettableClock(base)
    tasks, woken = await slept(clock, 10)
    clock.advance(-5 * NANOSECONDS)
    await elapse(base, 14)
    assert woken == []
    await elapse(base, 1)
    assert woken == [110 * NANOSECONDS]
    await tasks.aclose()
