"""The loop that tells when nothing is left to do."""

import asyncio

from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.idle import IdleLoop
from traderterminal.kit.tasks import TaskScope, give_way


def test_all_that_can_run_has_run_when_it_is_idle() -> None:
    loop, heard = IdleLoop(), list[str]()

    async def chain() -> None:
        for _ in range(50):
            await give_way()
        heard.append("the chain has ended")

    async def main() -> None:
        tasks = TaskScope(on_error=lambda name, error: heard.append(repr(error)))
        tasks.spawn(chain(), name="chain")
        await loop.idle()
        heard.append("idle")

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(main())
    assert heard == ["the chain has ended", "idle"]


def test_who_sleeps_on_virtual_time_is_not_waited_for() -> None:
    loop, clock, woken = IdleLoop(), VirtualClock(), list[int]()

    async def sleeper() -> None:
        for _ in range(3):
            await clock.sleep(1)
            woken.append(clock.now_ns())

    async def main() -> None:
        tasks = TaskScope(on_error=lambda name, error: None)
        tasks.spawn(sleeper(), name="sleeper")
        await loop.idle()
        while (due := clock.next_due_ns) is not None:
            clock.advance_to(due)
            await loop.idle()

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(main())
    assert woken == [1_000_000_000, 2_000_000_000, 3_000_000_000]


def test_a_thread_is_waited_for_as_ever_by_who_waits_for_it() -> None:
    async def main() -> int:
        return await asyncio.to_thread(sum, [1, 2, 3])

    with asyncio.Runner(loop_factory=IdleLoop) as runner:
        assert runner.run(main()) == 6
