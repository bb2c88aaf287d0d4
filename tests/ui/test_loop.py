"""The desktop's loop keeps asyncio's promises inside Qt."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from traderterminal.app.loop import DesktopEventLoop, run_until_quit

T = TypeVar("T")
Work = Callable[[], Coroutine[Any, Any, T]]


@pytest.fixture
def run(qapp: QApplication) -> Callable[[Work[Any]], Any]:
    # A dialog of a test that closes must not end the application around it.
    qapp.setQuitOnLastWindowClosed(False)

    def on_desktop(work: Work[T]) -> T:
        with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(qapp)) as runner:
            return runner.run(work())

    return on_desktop


def now() -> float:
    return time.monotonic()  # noqa: TID251 - the clock that the loop is held to


async def nap(seconds: float) -> None:
    await asyncio.sleep(seconds)  # noqa: TID251 - the loop under test must wake it


def test_callbacks_run_in_the_order_in_which_they_were_queued(run: Any) -> None:
    async def work() -> list[int]:
        loop, seen = asyncio.get_running_loop(), list[int]()
        for number in range(1000):
            loop.call_soon(seen.append, number)
        await nap(0)
        await nap(0.01)
        return seen

    assert run(work) == list(range(1000))


def test_timers_fire_in_order_and_never_early(run: Any) -> None:
    async def work() -> list[tuple[float, float]]:
        loop, seen = asyncio.get_running_loop(), list[tuple[float, float]]()
        start = now()

        def fire(delay: float) -> None:
            seen.append((delay, now() - start))

        for delay in (0.05, 0.001, 0.02, 0.0004, 0.1):
            loop.call_later(delay, fire, delay)
        await nap(0.15)
        return seen

    seen = run(work)
    assert [delay for delay, _ in seen] == [0.0004, 0.001, 0.02, 0.05, 0.1]
    assert all(passed >= delay for delay, passed in seen)


def test_a_cancelled_handle_does_not_run(run: Any) -> None:
    async def work() -> list[str]:
        loop, seen = asyncio.get_running_loop(), list[str]()
        loop.call_soon(seen.append, "soon").cancel()
        loop.call_later(0.001, seen.append, "later").cancel()
        await nap(0.02)
        return seen

    assert run(work) == []


def test_finished_timeouts_leave_no_timers_behind(run: Any) -> None:
    async def work() -> int:
        for _ in range(20_000):
            async with asyncio.timeout(60):  # noqa: TID251 - what is tested
                await nap(0)
        loop: Any = asyncio.get_running_loop()
        return int(loop.waiting_timers)

    assert run(work) < 200


def test_other_threads_wake_a_sleeping_loop(run: Any) -> None:
    async def work() -> float:
        loop, woken = asyncio.get_running_loop(), asyncio.Event()
        start = now()
        threading.Timer(0.05, loop.call_soon_threadsafe, (woken.set,)).start()
        await woken.wait()
        return now() - start

    assert 0.05 <= run(work) < 1.0


def test_threads_that_queue_under_load_lose_nothing(run: Any) -> None:
    async def work() -> int:
        loop, count = asyncio.get_running_loop(), [0]

        def tick() -> None:
            count[0] += 1

        def flood() -> None:
            for _ in range(2000):
                loop.call_soon_threadsafe(tick)

        threads = [threading.Thread(target=flood) for _ in range(4)]
        for thread in threads:
            thread.start()
        while count[0] < 8000:
            await nap(0.001)
        for thread in threads:
            thread.join()
        return count[0]

    assert run(work) == 8000


def test_an_exception_in_a_callback_goes_to_the_handler_and_the_loop_goes_on(run: Any) -> None:
    async def work() -> list[str]:
        loop, seen = asyncio.get_running_loop(), list[str]()
        loop.set_exception_handler(lambda _, context: seen.append(str(context["exception"])))

        def fail() -> None:
            raise ValueError("broken")

        loop.call_soon(fail)
        loop.call_soon(seen.append, "went on")
        await nap(0.01)
        return seen

    assert run(work) == ["broken", "went on"]


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_an_exit_raised_in_a_callback_ends_the_loop(
    qapp: QApplication, error: type[BaseException]
) -> None:
    loop = DesktopEventLoop(qapp)

    def leave() -> None:
        raise error

    loop.call_soon(leave)
    with pytest.raises(error):
        loop.run_forever()
    loop.close()


def test_a_modal_dialog_opened_from_a_slot_stops_nothing(run: Any, qapp: QApplication) -> None:
    async def work() -> int:
        ticks, opened = [0], asyncio.Event()

        async def ticking() -> None:
            while True:
                ticks[0] += 1
                await nap(0.005)

        task = asyncio.get_running_loop().create_task(ticking())

        def open_modal() -> None:
            dialog = QDialog()
            QTimer.singleShot(200, dialog.accept)
            before = ticks[0]
            dialog.exec()
            ticks.append(ticks[0] - before)
            opened.set()

        QTimer.singleShot(0, open_modal)
        await opened.wait()
        task.cancel()
        return ticks[1]

    assert run(work) > 10


def test_a_nested_loop_inside_a_callback_postpones_and_wedges_nothing(
    run: Any, qapp: QApplication
) -> None:
    async def work() -> tuple[int, int]:
        ticks = [0]

        async def ticking() -> None:
            while True:
                ticks[0] += 1
                await nap(0.002)

        task = asyncio.get_running_loop().create_task(ticking())
        await nap(0.01)
        dialog = QDialog()
        QTimer.singleShot(50, dialog.accept)
        before = ticks[0]
        dialog.exec()
        during = ticks[0] - before
        await nap(0.05)
        task.cancel()
        return during, ticks[0] - before

    during, after = run(work)
    assert during == 0
    assert after > 5


def test_sockets_serve_while_the_loop_is_busy(run: Any) -> None:
    async def work() -> bytes:
        async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(await reader.readline())
            await writer.drain()
            writer.close()
            await writer.wait_closed()

        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        busy = asyncio.get_running_loop().create_task(_busy())
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"hello\n")
        answer = await reader.readline()
        writer.close()
        await writer.wait_closed()
        busy.cancel()
        server.close()
        await server.wait_closed()
        return answer

    async def _busy() -> None:
        while True:
            await nap(0)

    assert run(work) == b"hello\n"


def test_work_in_a_thread_comes_back(run: Any) -> None:
    async def work() -> str:
        return await asyncio.to_thread(lambda: threading.current_thread().name)

    assert run(work).startswith("asyncio")


def test_closing_the_last_window_lets_awaited_cleanup_finish(qapp: QApplication) -> None:
    steps: list[str] = []

    async def main(quitting: asyncio.Event) -> int:
        QTimer.singleShot(10, qapp.lastWindowClosed.emit)
        await quitting.wait()
        steps.append("asked to quit")
        await nap(0.05)
        steps.append("cleaned up")
        return 7

    assert run_until_quit(qapp, main) == 7
    assert steps == ["asked to quit", "cleaned up"]


def test_a_loop_can_run_again_and_closes_cleanly(qapp: QApplication) -> None:
    loop = DesktopEventLoop(qapp)
    for number in range(3):
        assert loop.run_until_complete(asyncio.sleep(0.001, number)) == number  # noqa: TID251 - what is tested
    loop.close()
    assert loop.is_closed()
    with pytest.raises(RuntimeError):
        loop.call_soon(print)
