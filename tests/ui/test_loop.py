"""What asyncio promises, the desktop's loop keeps: where both can run, they are compared."""

# ruff: noqa: TID251 - asyncio itself is what is tested here

import asyncio
import contextvars
import gc
import math
import threading
import time
import weakref
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from tests.support.desktop_loop import run_on_desktop
from traderterminal.app.loop import DesktopEventLoop

Log = list[Any]
Scenario = Callable[[asyncio.AbstractEventLoop, Log], None]

pytestmark = pytest.mark.usefixtures("qapp")


def played(loop: asyncio.AbstractEventLoop, scenario: Scenario) -> Log:
    """Return what `scenario` wrote down on `loop`, which is closed."""
    log: Log = []
    try:
        scenario(loop, log)
    finally:
        loop.close()
    return log


def what_a_callback_queues_waits_its_turn(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    def first() -> None:
        log.append("first")
        loop.call_soon(log.append, "queued by first")

    loop.call_soon(first)
    loop.call_soon(log.append, "second")
    loop.call_later(0.02, loop.stop)
    loop.run_forever()


def the_cancelled_never_run(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    soon = loop.call_soon(log.append, "soon")
    later = loop.call_later(0.01, log.append, "later")
    loop.call_soon(log.append, "kept")
    loop.call_later(0.005, later.cancel)
    soon.cancel()
    loop.call_later(0.03, loop.stop)
    loop.run_forever()


def timers_come_in_the_order_of_their_times(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    now = loop.time()
    for offset in (0.012, 0.004, -1.0, 0.008, 0.0, -2.0):
        loop.call_at(now + offset, log.append, offset)
    loop.call_at(now + 0.03, loop.stop)
    loop.run_forever()


def a_timer_that_is_due_is_not_starved(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    def chain(left: int) -> None:
        log.append(left)
        if left:
            loop.call_soon(chain, left - 1)
        else:
            loop.stop()

    loop.call_soon(chain, 5)
    loop.call_at(loop.time() - 1, log.append, "due")
    loop.run_forever()


def a_stop_lets_the_others_of_its_batch_run(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    loop.call_soon(loop.stop)
    for number in range(100):
        loop.call_soon(log.append, number)
    loop.call_soon(lambda: loop.call_soon(log.append, "next time"))
    loop.run_forever()
    log.append("stopped")
    loop.call_soon(loop.stop)
    loop.run_forever()


def a_stop_lets_a_batch_finish_that_takes_many_turns(
    loop: asyncio.AbstractEventLoop, log: Log
) -> None:
    def slow(number: int) -> None:
        time.sleep(0.001)
        log.append(number)

    loop.call_soon(loop.stop)
    for number in range(40):
        loop.call_soon(slow, number)
    loop.run_forever()


def a_stop_before_the_start_runs_one_batch(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    loop.call_soon(log.append, "once")
    loop.stop()
    loop.run_forever()
    loop.call_soon(log.append, "again")
    loop.stop()
    loop.run_forever()


def failures_go_to_the_handler(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    def fails() -> None:
        raise ValueError("broken")

    def handler(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        log.append((str(context["exception"]), sorted(context)))

    loop.set_exception_handler(handler)
    loop.call_soon(fails)
    loop.call_later(0.001, fails)
    loop.call_soon(log.append, "unharmed")
    loop.call_later(0.02, loop.stop)
    loop.run_forever()


def each_callback_has_its_context(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    variable = contextvars.ContextVar("variable", default="unset")

    def tell() -> None:
        log.append(variable.get())
        variable.set("set within")

    other = contextvars.copy_context()
    other.run(variable.set, "of its own")
    loop.call_soon(tell, context=other)
    loop.call_later(0.001, tell, context=other)
    loop.call_soon(tell)
    variable.set("of the outside")
    loop.call_soon(tell)
    loop.call_later(0.02, loop.stop)
    loop.run_forever()
    log.append(variable.get())


def tasks_are_cancelled_where_they_wait(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    async def worker(name: str, seconds: float) -> str:
        try:
            await asyncio.sleep(seconds)
        finally:
            log.append(f"{name} leaves")
        return name

    async def main() -> None:
        log.append(await asyncio.gather(worker("a", 0.01), worker("b", 0.001)))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(worker("late", 60), 0.005)
        async with asyncio.TaskGroup() as group:
            group.create_task(worker("c", 0))
        log.append(await asyncio.shield(worker("d", 0)))

    loop.run_until_complete(main())


def worker_threads_answer(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    async def main() -> None:
        squares = [loop.run_in_executor(None, pow, number, 2) for number in range(5)]
        log.append(await asyncio.gather(*squares))
        with pytest.raises(ZeroDivisionError):
            await loop.run_in_executor(None, lambda: 1 // 0)
        await loop.shutdown_default_executor()

    loop.run_until_complete(main())


SCENARIOS = [
    what_a_callback_queues_waits_its_turn,
    the_cancelled_never_run,
    timers_come_in_the_order_of_their_times,
    a_timer_that_is_due_is_not_starved,
    a_stop_lets_the_others_of_its_batch_run,
    a_stop_lets_a_batch_finish_that_takes_many_turns,
    a_stop_before_the_start_runs_one_batch,
    failures_go_to_the_handler,
    each_callback_has_its_context,
    tasks_are_cancelled_where_they_wait,
    worker_threads_answer,
]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_it_does_what_asyncio_does(scenario: Scenario) -> None:
    ours = played(DesktopEventLoop(), scenario)
    assert ours == played(asyncio.new_event_loop(), scenario)
    assert ours


#: What a callback does: queue a callback, queue one that is due, cancel the oldest, or stop.
Program = list[Any]
programs: st.SearchStrategy[Program] = st.recursive(
    st.just([]),
    lambda inner: st.lists(
        st.one_of(
            st.tuples(st.just("soon"), inner),
            st.tuples(st.just("due"), inner),
            st.just(("cancel", [])),
            st.just(("stop", [])),
        ),
        max_size=5,
    ),
    max_leaves=30,
)


def follow(program: Program) -> Scenario:
    def scenario(loop: asyncio.AbstractEventLoop, log: Log) -> None:
        handles: list[asyncio.Handle] = []
        number = iter(range(10_000))
        dues = iter(range(-10_000, 0))

        def act(steps: Program, name: int) -> None:
            log.append(name)
            for verb, inner in steps:
                if verb == "soon":
                    handles.append(loop.call_soon(act, inner, next(number)))
                elif verb == "due":
                    handles.append(loop.call_at(next(dues), act, inner, next(number)))
                elif verb == "cancel" and handles:
                    handles.pop(0).cancel()
                elif verb == "stop":
                    loop.stop()

        loop.call_soon(act, program, next(number))
        for _ in range(20):
            loop.call_later(0, loop.stop)
            loop.run_forever()
            log.append("stopped")

    return scenario


@given(programs)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_program_of_callbacks_tells_it_from_asyncio(program: Program) -> None:
    assert played(DesktopEventLoop(), follow(program)) == played(
        asyncio.new_event_loop(), follow(program)
    )


@pytest.mark.parametrize("fatal", [SystemExit, KeyboardInterrupt])
def test_a_callback_can_end_the_program(fatal: type[BaseException]) -> None:
    loop = DesktopEventLoop()
    log: Log = []

    def end() -> None:
        raise fatal("enough")

    loop.call_soon(end)
    loop.call_soon(log.append, "after")
    with pytest.raises(fatal, match="enough"):
        loop.run_forever()
    # and the loop is left as it can go on
    loop.stop()
    loop.run_forever()
    loop.close()
    assert log == ["after"]


@pytest.mark.parametrize("seconds", [0.0005, 0.0011, 0.01, 0.0499, 1.0])
def test_a_sleep_is_never_early(qapp: QApplication, seconds: float) -> None:
    async def main() -> float:
        start = time.monotonic()
        await asyncio.sleep(seconds)
        return time.monotonic() - start

    assert run_on_desktop(qapp, main()) >= seconds


def test_a_thousand_timers_are_never_early(qapp: QApplication) -> None:
    early: list[float] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        done = asyncio.Event()

        def fire(when: float) -> None:
            early.append(when - loop.time())

        for number in range(1000):
            when = loop.time() + (number * 7919 % 1000) / 5000
            loop.call_at(when, fire, when)
        loop.call_later(0.21, done.set)
        await done.wait()

    run_on_desktop(qapp, main())
    assert len(early) == 1000
    assert max(early) <= 0


def test_one_can_wait_for_ever(qapp: QApplication) -> None:
    async def main() -> None:
        waiting = asyncio.get_running_loop().create_task(asyncio.sleep(math.inf))
        QTimer.singleShot(10, waiting.cancel)
        with pytest.raises(asyncio.CancelledError):
            await waiting

    run_on_desktop(qapp, main())


def test_a_slot_can_set_a_timer_on_an_idle_loop(qapp: QApplication) -> None:
    async def main() -> None:
        loop, rung = asyncio.get_running_loop(), asyncio.Event()
        QTimer.singleShot(10, lambda: loop.call_later(0.01, rung.set))
        await rung.wait()

    run_on_desktop(qapp, main())


@pytest.mark.parametrize("pause", [True, False], ids=["with a pause each", "in one go"])
def test_finished_timeouts_leave_no_timers(qapp: QApplication, pause: bool) -> None:
    async def main() -> int:
        for _ in range(20_000):
            async with asyncio.timeout(60):
                if pause:
                    await asyncio.sleep(0)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, DesktopEventLoop)
        return loop.waiting_timers

    assert run_on_desktop(qapp, main()) < 200


def test_timers_that_stand_survive_the_sweep_of_the_cancelled(qapp: QApplication) -> None:
    fired: list[int] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for number in range(50):
            loop.call_later(0.02 + number / 10_000, fired.append, number)
        for _ in range(1000):
            loop.call_later(60, fired.append, -1).cancel()
        await asyncio.sleep(0.05)

    run_on_desktop(qapp, main())
    assert fired == list(range(50))


def test_threads_wake_it_and_keep_their_order(qapp: QApplication) -> None:
    threads, each = 4, 5000

    async def main() -> list[tuple[int, int]]:
        loop = asyncio.get_running_loop()
        seen: list[tuple[int, int]] = []
        finished = asyncio.Event()

        def take(item: tuple[int, int]) -> None:
            seen.append(item)
            if len(seen) == threads * each:
                finished.set()

        def work(thread: int) -> None:
            for number in range(each):
                loop.call_soon_threadsafe(take, (thread, number))

        workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
        for worker in workers:
            worker.start()
        async with asyncio.timeout(20):
            await finished.wait()
        for worker in workers:
            worker.join()
        return seen

    seen = run_on_desktop(qapp, main())
    for thread in range(threads):
        assert [number for t, number in seen if t == thread] == list(range(each))


def test_a_thread_wakes_it_from_idleness_again_and_again(qapp: QApplication) -> None:
    async def main() -> float:
        loop = asyncio.get_running_loop()
        worst = 0.0
        for _ in range(50):
            woken = loop.create_future()
            timer = threading.Timer(
                0.002, lambda f: loop.call_soon_threadsafe(f.set_result, time.monotonic()), [woken]
            )
            timer.start()
            sent = await woken
            worst = max(worst, time.monotonic() - sent)
            timer.join()
        return worst

    assert run_on_desktop(qapp, main()) < 0.1


def test_async_generators_are_closed_at_the_end(qapp: QApplication) -> None:
    log: list[str] = []

    async def quotes() -> AsyncIterator[int]:
        try:
            while True:
                yield 1
        finally:
            await asyncio.sleep(0.001)
            log.append("closed")

    async def main() -> None:
        async for _ in source:
            break
        log.append("left")

    source = quotes()
    run_on_desktop(qapp, main())
    assert log == ["left", "closed"]


def test_tasks_left_at_the_end_are_cancelled_and_awaited(qapp: QApplication) -> None:
    log: list[str] = []

    async def lingering() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.001)
            log.append("left")

    async def main() -> None:
        task = asyncio.get_running_loop().create_task(lingering())
        await asyncio.sleep(0)
        assert not task.done()

    run_on_desktop(qapp, main())
    assert log == ["left"]


@pytest.mark.logs("held the loop")
def test_debug_mode_names_a_slow_callback(
    qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    async def dawdle() -> None:
        loop = asyncio.get_running_loop()
        loop.slow_callback_duration = 0.02
        time.sleep(0.03)  # noqa: ASYNC251 - to be slow is its part

    run_on_desktop(qapp, dawdle(), debug=True)
    [record] = caplog.records
    assert "coro=<test_debug_mode_names_a_slow_callback.<locals>.dawdle()" in record.getMessage()


def test_debug_mode_tells_where_a_callback_was_queued(qapp: QApplication) -> None:
    async def main() -> list[str]:
        loop = asyncio.get_running_loop()
        handles = loop.call_soon(print), loop.call_at(0, print), loop.call_later(60, print)
        for handle in handles:
            handle.cancel()
        return [repr(handle) for handle in handles]

    for told in run_on_desktop(qapp, main(), debug=True):
        assert f"created at {__file__}:" in told


def test_debug_mode_refuses_a_call_from_the_wrong_thread(qapp: QApplication) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        with pytest.raises(RuntimeError, match="Non-thread-safe"):
            await asyncio.to_thread(loop.call_soon, print)

    run_on_desktop(qapp, main(), debug=True)


def test_a_closed_loop_refuses_work_and_leaves_nothing_behind() -> None:
    loop = DesktopEventLoop()
    loop.call_later(60, print)
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()
    loop.close()
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_soon(print)
    with pytest.raises(RuntimeError, match="closed"):
        loop.run_forever()
    remembered = weakref.ref(loop)
    del loop
    gc.collect()
    assert remembered() is None


def test_a_running_loop_can_be_neither_closed_nor_run(qapp: QApplication) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        with pytest.raises(RuntimeError, match="running"):
            loop.close()
        with pytest.raises(RuntimeError, match="already running"):
            loop.run_forever()

    run_on_desktop(qapp, main())


def test_it_stands_still_while_it_does_not_run(qapp: QApplication) -> None:
    loop = DesktopEventLoop()
    log: Log = []
    loop.call_soon(log.append, "soon")
    loop.call_later(0, log.append, "later")
    QCoreApplication.sendPostedEvents(None, 0)
    assert log == []
    loop.call_later(0.001, loop.stop)
    loop.run_forever()
    assert log == ["soon", "later"]
    # nor does it run on by what comes in while it ends
    qapp.aboutToQuit.connect(at_the_end := lambda: loop.call_soon(log.append, "too late"))
    loop.stop()
    loop.run_forever()
    qapp.aboutToQuit.disconnect(at_the_end)
    QCoreApplication.sendPostedEvents(None, 0)
    loop.close()
    assert log == ["soon", "later"]


def test_qt_gets_its_turns_under_any_load(qapp: QApplication) -> None:
    beats: list[float] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + 0.5
        beat = QTimer()
        beat.timeout.connect(lambda: beats.append(loop.time()))
        beat.start(10)

        def chain() -> None:
            if loop.time() < until:
                loop.call_soon(chain)

        for _ in range(100):
            loop.call_soon(chain)
        await asyncio.sleep(0.5)
        beat.stop()

    run_on_desktop(qapp, main())
    gaps = [after - before for before, after in pairwise(beats)]
    assert len(beats) > 20
    assert max(gaps) < 0.1
