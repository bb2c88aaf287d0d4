"""The desktop's loop against plain asyncio, with stock qasync shown beside."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final

from traderterminal.app.bench.figures import Figure, alternating

BURST: Final = 50_000
CHAIN: Final = 20_000
TIMEOUTS: Final = 20_000
BAR: Final = 1.2

Work = Callable[[], Awaitable[float]]


async def burst() -> float:
    """Seconds for fifty thousand callbacks queued at once."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()
    left = BURST

    def tick() -> None:
        nonlocal left
        left -= 1
        if not left:
            done.set_result(None)

    start = time.perf_counter()
    for _ in range(BURST):
        loop.call_soon(tick)
    await done
    return time.perf_counter() - start


async def chain() -> float:
    """Seconds for twenty thousand callbacks, each queued by the one before."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()
    left = CHAIN

    def tick() -> None:
        nonlocal left
        left -= 1
        if left:
            loop.call_soon(tick)
        else:
            done.set_result(None)

    start = time.perf_counter()
    loop.call_soon(tick)
    await done
    return time.perf_counter() - start


async def yields() -> float:
    """Seconds for twenty thousand turns given away."""
    start = time.perf_counter()
    for _ in range(CHAIN):
        await asyncio.sleep(0)  # noqa: TID251 - it is what is measured
    return time.perf_counter() - start


async def finished_timeouts() -> float:
    """Timers left after twenty thousand timeouts that did not fire."""
    for _ in range(TIMEOUTS):
        async with asyncio.timeout(60):  # noqa: TID251 - it is what is measured
            await asyncio.sleep(0)  # noqa: TID251 - something to have a timeout for
    loop: Any = asyncio.get_running_loop()
    return float(loop.waiting_timers)


async def early_by() -> float:
    """Milliseconds by which a one-second sleep was early (0: not at all)."""
    start = time.monotonic()  # noqa: TID251 - it is what is measured
    await asyncio.sleep(1.0)  # noqa: TID251 - it is what is measured
    return max(0.0, (1.0 - (time.monotonic() - start)) * 1000)  # noqa: TID251 - likewise


def loop_figures() -> Iterator[Figure]:
    """Yield the figures of the loop."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import qasync
    from PySide6.QtWidgets import QApplication

    from traderterminal.app.loop import DesktopEventLoop

    app = QApplication.instance() or QApplication([])

    def on(factory: Callable[[], asyncio.AbstractEventLoop], work: Work) -> Callable[[], float]:
        def run() -> float:
            with asyncio.Runner(loop_factory=factory) as runner:
                return runner.run(_call(work))

        return run

    def desktop() -> asyncio.AbstractEventLoop:
        return DesktopEventLoop(app)

    def stock() -> asyncio.AbstractEventLoop:
        made: asyncio.AbstractEventLoop = qasync.QEventLoop(app)
        return made

    for name, work in (("burst", burst), ("chain", chain), ("sleep(0)", yields)):
        ours, plain, beside = alternating(
            on(desktop, work), on(asyncio.new_event_loop, work), on(stock, work)
        )
        yield Figure(f"loop {name}", ours, "s", "asyncio", plain, BAR)
        yield Figure(f"loop {name}, stock qasync", beside, "s", "asyncio", plain)
    yield Figure("loop timers left", on(desktop, finished_timeouts)(), "timers", bar=199)
    yield Figure("loop sleep early", on(desktop, early_by)(), "ms", bar=0)


async def _call(work: Work) -> float:
    return await work()
