"""Background tasks: held, named, reported, and all ended at the end."""

import asyncio
import inspect

from tests.support.alerts import turns
from traderterminal.kit.tasks import TaskScope, give_way


async def test_a_failure_is_reported_under_the_name_of_its_task() -> None:
    failures: list[tuple[str, Exception]] = []
    scope = TaskScope(lambda name, error: failures.append((name, error)))

    async def fail() -> None:
        raise ValueError("broken")

    scope.spawn(fail(), name="book")
    await turns(3)
    ((name, error),) = failures
    assert (name, str(error)) == ("book", "broken")
    assert scope.running == 0


async def test_closing_ends_what_runs_and_waits_for_its_cleanup() -> None:
    scope, cleaned = TaskScope(lambda name, error: None), list[str]()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await give_way()
            cleaned.append("cleaned")

    scope.spawn(work(), name="work")
    await turns(2)
    assert scope.running == 1
    await scope.aclose()
    assert (cleaned, scope.running) == (["cleaned"], 0)


async def test_closing_ends_the_oldest_first_on_every_run() -> None:
    scope, ended = TaskScope(lambda name, error: None), list[int]()

    async def work(number: int) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(number)

    for number in range(50):
        scope.spawn(work(number), name="work")
    await turns(2)
    await scope.aclose()
    assert ended == list(range(50))


async def test_what_a_dying_task_starts_is_ended_too() -> None:
    scope, ended = TaskScope(lambda name, error: None), list[str]()

    async def heir() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("heir")

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            scope.spawn(heir(), name="heir")
            await give_way()
            await give_way()

    scope.spawn(work(), name="work")
    await turns(2)
    await scope.aclose()
    assert (ended, scope.running) == (["heir"], 0)


async def test_one_cancelled_before_its_first_step_leaves_no_coroutine_behind() -> None:
    scope, ran = TaskScope(lambda name, error: None), list[int]()

    async def work() -> None:
        ran.append(1)

    coroutine = work()
    scope.spawn(coroutine, name="work").cancel()
    await scope.aclose()
    assert inspect.getcoroutinestate(coroutine) == inspect.CORO_CLOSED  # nothing warns of it
    assert ran == []


async def test_a_cancelled_task_is_no_failure() -> None:
    failures: list[Exception] = []
    scope = TaskScope(lambda name, error: failures.append(error))
    scope.spawn(asyncio.Event().wait(), name="wait").cancel()  # type: ignore[arg-type] # its True is dropped
    await turns(3)
    assert failures == []


async def test_giving_way_lets_others_run_first() -> None:
    order = list[str]()
    asyncio.get_running_loop().call_soon(order.append, "other")
    await give_way()
    order.append("ours")
    assert order == ["other", "ours"]
