"""Slow connections do not hold up the window, and a slow window costs no connection its request."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.ui.conftest import Act
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.gateway import server as protocol

CONNECTIONS: Final = 200
#: How long the loop may work before a frame has its turn, or as many times as long as it did with
#: nobody there, where the machine is slow; and how long anything may hold it up. The first does not
#: count what a busy machine does meanwhile, the second does.
FRAME_MS: Final = 50.0
AS_LONG: Final = 3.0
HELD_UP_MS: Final = 5_000.0
SECONDS: Final = 2.0

#: Opens connections one after another, half of them with a body to come, and lets each trickle.
SLOW = """
import socket, sys, time
host, port, count, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
head = f"POST /webhook/tradingview HTTP/1.1\\r\\nHost: {host}:{port}\\r\\n".encode()
opened, until = [], time.perf_counter() + seconds
for number in range(count):
    made = socket.create_connection((host, port))
    made.sendall(head if number % 2 else head + b"Content-Length: 900\\r\\n\\r\\n{")
    opened.append(made)
while time.perf_counter() < until:
    for made in opened:
        try:
            made.sendall(b"x")
        except OSError:
            pass
    time.sleep(0.1)
"""


async def longest_turns(service: Service, ended: Callable[[], bool]) -> tuple[float, float]:
    """The third longest that the loop worked, and the longest that it took, from one frame to the
    next until something has ended, in milliseconds.

    Two may be those of the collector of garbage; connections trickle twenty times.
    """
    worked, took = [0.0, 0.0, 0.0], 0.0
    while not ended():
        work, start = time.thread_time(), time.perf_counter()
        await service.engine.host.sleep(0.004)
        worked.append((time.thread_time() - work) * 1000)
        took = max(took, (time.perf_counter() - start) * 1000)
    return sorted(worked)[-3], took


async def held_up(service: Service, screen: Screen) -> tuple[float, float, float]:
    await service.application.warm_up()
    until = time.perf_counter() + SECONDS
    alone, _ = await longest_turns(service, lambda: time.perf_counter() > until)
    host, port = service.listener.url.removeprefix("http://").split(":")
    arguments = (host, port, str(CONNECTIONS), str(SECONDS))
    stranger = subprocess.Popen([sys.executable, "-c", SLOW, *arguments])  # noqa: ASYNC220, S603 - it must be another process
    try:
        worked, took = await longest_turns(service, lambda: stranger.poll() is not None)
    finally:
        stranger.kill()
        stranger.wait()
    assert stranger.returncode == 0
    # a request that is meant is answered meanwhile and after
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET /health HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    assert b" 200 " in await reader.readline()
    writer.close()
    await writer.wait_closed()
    return alone, worked, took


def test_slow_connections_leave_the_frames_alone(on_screen: Callable[[Act], Any]) -> None:
    alone, worked, took = on_screen(held_up)
    most = max(FRAME_MS, AS_LONG * alone)
    assert worked < most, f"{worked} ms at a stretch, {alone} ms with nobody there"
    assert took < HELD_UP_MS, f"the loop was held up for {took} ms"


@pytest.mark.logs("the loop has stood still")
def test_what_arrives_while_the_loop_is_held_up_is_read_before_its_time_is_found_to_be_up(
    on_screen: Callable[[Act], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "RECEIVE_SECONDS", 0.2)

    async def act(service: Service, screen: Screen) -> None:
        await service.application.warm_up()
        host, port = service.listener.url.removeprefix("http://").split(":")
        for _ in range(10):  # which of both Qt looks at first is its own affair
            reader, writer = await asyncio.open_connection(host, int(port))
            await service.engine.host.sleep(0.05)  # the deadline has begun
            writer.write(f"GET /health HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
            time.sleep(0.4)  # noqa: ASYNC251 - as a window that is being built on a busy machine
            assert b" 200 " in await reader.readline()
            writer.close()
            await writer.wait_closed()

    on_screen(act)
