import math

import pytest

from tests.support.market import SECOND, Stretch
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.market.pace import Pace, play_until


class _ClimbingClock(VirtualClock):
    """A host on which every look at the clock costs five milliseconds."""

    def monotonic_ns(self) -> int:
        self.advance_to(self.now_ns() + 5_000_000)
        return self.now_ns()


def test_market_time_runs_as_fast_as_asked() -> None:
    host = VirtualClock(1_000)
    pace = Pace(host, speed=2.5)
    pace.start_at(50 * SECOND)
    host.advance_to(1_000 + 4 * SECOND)
    assert pace.now_ns() == 60 * SECOND


def test_starting_anew_forgets_the_time_in_between() -> None:
    host = VirtualClock()
    pace = Pace(host)
    host.advance_to(100 * SECOND)
    pace.start_at(7)
    assert pace.now_ns() == 7


@pytest.mark.parametrize("speed", [0.0, -1.0, math.nan])
def test_a_speed_that_does_not_move_on_is_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="is not a speed"):
        Pace(VirtualClock(), speed)


async def test_each_event_happens_at_its_own_time_and_time_goes_on_to_the_end() -> None:
    clock = VirtualClock()
    script = Stretch(clock, 3, 5, 9)
    await play_until(7, script, clock, VirtualClock())
    assert (script.happened, clock.now_ns()) == ([3, 5], 7)
    await play_until(20, script, clock, VirtualClock())
    assert (script.happened, clock.now_ns()) == ([3, 5, 9], 20)


async def test_who_sleeps_wakes_at_his_time_between_the_events_around_it() -> None:
    clock, seen = VirtualClock(), list[tuple[int, list[int]]]()
    script = Stretch(clock, 3 * SECOND, 9 * SECOND)

    async def sleeper() -> None:
        for _ in range(2):
            await clock.sleep(4)
            seen.append((clock.now_ns(), list(script.happened)))

    tasks = TaskScope(on_error=lambda name, error: None)
    tasks.spawn(sleeper(), name="sleeper")
    await give_way()
    await play_until(10 * SECOND, script, clock, VirtualClock())
    await tasks.aclose()
    assert seen == [(4 * SECOND, [3 * SECOND]), (8 * SECOND, [3 * SECOND])]


async def test_a_long_stretch_lets_the_loop_breathe() -> None:
    clock, turns = VirtualClock(), 0

    async def another() -> None:
        nonlocal turns
        while True:
            turns += 1
            await give_way()

    tasks = TaskScope(on_error=lambda name, error: None)
    tasks.spawn(another(), name="another")
    await play_until(100, Stretch(clock, *range(100)), clock, _ClimbingClock())
    await tasks.aclose()
    assert turns >= 40
