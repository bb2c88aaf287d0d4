"""Sockets on the desktop's loop."""

# ruff: noqa: TID251 - asyncio itself is what is tested here

import asyncio
import contextvars
import socket
import sys
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.support.desktop_loop import connections, run_on_desktop

unix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="completion ports know no readers and writers"
)


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    one.setblocking(False)
    other.setblocking(False)
    yield one, other
    one.close()
    other.close()


def test_timers_and_painting_keep_time_while_sockets_are_busy(qapp: QApplication) -> None:
    echoed, late, frames = 0, list[float](), list[float]()
    until = time.monotonic() + 1.0

    def paint() -> None:
        frames.append(time.monotonic())
        time.sleep(0.004)

    async def chat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal echoed
        while time.monotonic() < until:
            writer.write(b"alert\n" * 10)
            for _ in range(10):
                assert await reader.readline() == b"alert\n"
            echoed += 10

    async def tick() -> None:
        while time.monotonic() < until:
            start = time.monotonic()
            await asyncio.sleep(0.01)
            late.append(time.monotonic() - start - 0.01)

    async def main() -> None:
        frame = QTimer()
        frame.timeout.connect(paint)
        frame.start(16)
        async with connections(8) as opened:
            await asyncio.gather(tick(), *(chat(*connection) for connection in opened))
        frame.stop()

    run_on_desktop(qapp, main())
    assert echoed > 500
    assert min(late) >= 0
    assert max(late) < 0.1
    assert len(frames) > 20
    assert max(after - before for before, after in pairwise(frames)) < 0.1


def test_an_answer_comes_at_once_while_painting_goes_on(qapp: QApplication) -> None:
    async def main() -> list[float]:
        frame = QTimer()
        frame.timeout.connect(lambda: time.sleep(0.003))
        frame.start(16)
        took = []
        async with connections() as [(reader, writer)]:
            for _ in range(100):
                await asyncio.sleep(0.001)
                start = time.monotonic()
                writer.write(b"alert\n")
                await reader.readline()
                took.append(time.monotonic() - start)
        frame.stop()
        return sorted(took)

    took = run_on_desktop(qapp, main())
    assert took[50] < 0.005
    assert took[-1] < 0.1


def test_an_answer_comes_while_callbacks_never_end(qapp: QApplication) -> None:
    async def main() -> bytes:
        loop, busy = asyncio.get_running_loop(), True

        def again() -> None:
            if busy:
                loop.call_soon(again)

        again()
        async with connections() as [(reader, writer)], asyncio.timeout(5):
            writer.write(b"alert\n")
            answer = await reader.readline()
        busy = False
        return answer

    assert run_on_desktop(qapp, main()) == b"alert\n"


def test_megabytes_pass_both_ways(qapp: QApplication) -> None:
    data = bytes(range(256)) * 16384

    async def main() -> bytes:
        async with connections() as [(reader, writer)]:
            writer.write(data)
            return await reader.readexactly(len(data))

    assert run_on_desktop(qapp, main()) == data


@unix_only
def test_a_reader_runs_in_the_context_of_who_added_it(
    qapp: QApplication, pair: tuple[socket.socket, socket.socket]
) -> None:
    variable = contextvars.ContextVar("variable", default="unset")

    async def main() -> str:
        loop, seen = asyncio.get_running_loop(), asyncio.Queue[str]()
        variable.set("of who added it")

        def read() -> None:
            pair[0].recv(1)
            seen.put_nowait(variable.get())

        loop.add_reader(pair[0], read)
        variable.set("changed since")
        pair[1].send(b"x")
        async with asyncio.timeout(5):
            found = await seen.get()
        assert loop.remove_reader(pair[0].fileno())
        assert not loop.remove_reader(pair[0])
        return found

    assert run_on_desktop(qapp, main()) == "of who added it"


@unix_only
def test_a_reader_can_be_replaced_and_removed(
    qapp: QApplication, pair: tuple[socket.socket, socket.socket]
) -> None:
    log: list[str] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        pair[1].send(b"x")
        loop.add_reader(pair[0], log.append, "first")
        loop.add_reader(pair[0], log.append, "second")
        await asyncio.sleep(0.01)
        loop.remove_reader(pair[0])
        count = len(log)
        await asyncio.sleep(0.01)
        assert len(log) == count

    run_on_desktop(qapp, main())
    assert set(log) == {"second"}


@unix_only
def test_a_writer_is_told_when_there_is_room(
    qapp: QApplication, pair: tuple[socket.socket, socket.socket]
) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        room = asyncio.Event()
        loop.add_writer(pair[0], room.set)
        async with asyncio.timeout(5):
            await room.wait()
        assert loop.remove_writer(pair[0])
        assert not loop.remove_writer(pair[0])

    run_on_desktop(qapp, main())


def test_a_cancelled_receive_does_not_take_the_next_one_along(
    qapp: QApplication, pair: tuple[socket.socket, socket.socket]
) -> None:
    async def main() -> bytes:
        loop = asyncio.get_running_loop()
        first = loop.create_task(loop.sock_recv(pair[0], 10))
        await asyncio.sleep(0.01)
        # the next one waits already when the first one's end is told
        second = loop.create_task(loop.sock_recv(pair[0], 10))
        first.cancel()
        await asyncio.sleep(0.01)
        pair[1].send(b"fill")
        async with asyncio.timeout(5):
            return await second

    assert run_on_desktop(qapp, main()) == b"fill"


@pytest.mark.logs("Exception in callback")
@unix_only
def test_a_reader_that_fails_is_reported_and_called_again(
    qapp: QApplication, pair: tuple[socket.socket, socket.socket]
) -> None:
    async def main() -> int:
        loop, calls = asyncio.get_running_loop(), 0
        done = asyncio.Event()

        def read() -> None:
            nonlocal calls
            calls += 1
            if calls == 1:
                raise ValueError("broken")
            done.set()

        loop.add_reader(pair[0], read)
        pair[1].send(b"x")
        async with asyncio.timeout(5):
            await done.wait()
        loop.remove_reader(pair[0])
        return calls

    assert run_on_desktop(qapp, main()) >= 2


@pytest.mark.skipif(sys.platform != "win32", reason="completion ports are Windows' own")
def test_windows_keeps_its_completion_ports(qapp: QApplication) -> None:
    async def main() -> str:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "print('alive')", stdout=asyncio.subprocess.PIPE
        )
        out, _ = await process.communicate()
        return out.decode().strip()

    assert run_on_desktop(qapp, main()) == "alive"
