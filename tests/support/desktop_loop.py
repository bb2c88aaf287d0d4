"""Coroutines run on the desktop's loop, and somebody for them to talk to."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication

from traderterminal.app.loop import DesktopEventLoop

T = TypeVar("T")


def run_on_desktop(app: QApplication, main: Coroutine[Any, Any, T], *, debug: bool = False) -> T:
    """Run `main` as the desktop does, and close the loop."""
    with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app), debug=debug) as runner:
        return runner.run(main)


@asynccontextmanager
async def connections(
    count: int = 1,
) -> AsyncIterator[list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]:
    """Open `count` connections whose far end sends everything back; close both ends."""
    serving: list[asyncio.Task[None] | None] = []

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.append(asyncio.current_task())
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    opened = [await asyncio.open_connection(*address) for _ in range(count)]
    try:
        yield opened
    finally:
        for _, writer in opened:
            writer.close()
            await writer.wait_closed()
        await asyncio.gather(*(task for task in serving if task is not None))
        server.close()
        await server.wait_closed()
