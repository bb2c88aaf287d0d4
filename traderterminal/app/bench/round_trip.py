"""An order from the click to the answer of a practice venue, durable on the way: with the engine
alone, and under a window."""

import asyncio
import gc
import multiprocessing
import os
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import quantiles
from typing import Final

from traderterminal.app.bench.bare import bare_journeys
from traderterminal.app.bench.figures import Figure
from traderterminal.app.headless import loop_factory
from traderterminal.app.logins import Wires
from traderterminal.app.logs import Redactor
from traderterminal.app.options import Options
from traderterminal.app.registry import Plugins
from traderterminal.app.service import Service, run_service
from traderterminal.app.settings import Settings
from traderterminal.app.venue_children import PracticeVenues, practice_venues
from traderterminal.app.wiring import machine_wires, open_if_possible
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.orders import OrderStatus, OrderType
from traderterminal.kit.clock import HostClock, within

HEADLESS_BAR_MS: Final = 8.0
DESKTOP_BAR_MS: Final = 20.0
#: All of a round fit into the budget of a minute at either broker.
ORDERS: Final = 100
ROUNDS: Final = 3
WARM_UP: Final = 5
READY_S: Final = 30.0
ACCOUNT: Final = "bench"
_SETTINGS: Final = """
[market]
source = "{account}"
symbols = ["MES"]
[risk]
session = "ignore"
max_position = 0
orders_per_second = 0
orders_per_minute = 0
duplicate_window_s = 0
[brokers.venue]
kind = "{kind}"
environment = "practice"
[[accounts]]
id = "{account}"
kind = "{kind}"
broker = "venue"
number = "{number}"
mode = "sandbox"
"""

_spawn = multiprocessing.get_context("spawn")


def round_trip_figures(title: str, kind: str, number: int) -> Iterator[Figure]:
    """Yield the 99th percentile of a broker; `number` is an account of its practice venue.

    Each round is a process of its own, as the program is: what other benches left behind in this
    one would be measured as well. Beside it stands what the same machine takes meanwhile for a
    message there and back between two commits, with nothing of ours in between.
    """
    took, bare = _rounds(_alone, kind, number)
    yield Figure(f"{title} order to its answer, p99", _p99_ms(took), "ms", bar=HEADLESS_BAR_MS)
    yield Figure(f"{title} bare socket and disk, p99", _p99_ms(bare), "ms")
    if find_spec("PySide6") is None:
        return
    took, bare = _rounds(_under_a_window, kind, number)
    yield Figure(f"{title} the same under a window", _p99_ms(took), "ms", bar=DESKTOP_BAR_MS)
    yield Figure(f"{title} bare meanwhile, p99", _p99_ms(bare), "ms")


def _rounds(
    run: Callable[[str, int, int, Connection], None], kind: str, number: int
) -> tuple[list[float], list[float]]:
    """Return what the orders of all rounds took, and the bare journeys around them, in seconds."""
    took, bare = list[float](), list[float]()
    for _ in range(ROUNDS):
        bare += bare_journeys(ORDERS)
        ours, theirs = _spawn.Pipe()
        child = _spawn.Process(target=run, args=(kind, number, ORDERS, theirs))
        child.start()
        theirs.close()
        try:
            took += ours.recv()
        finally:
            child.join()
    return took, bare


def _p99_ms(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=100)[98] * 1000


@asynccontextmanager
async def _service(folder: Path, kind: str, number: int) -> AsyncIterator[Service]:
    options = Options(folder, folder / "config.toml", port=0)
    text = _SETTINGS.format(account=ACCOUNT, kind=kind, number=number)
    options.config.write_text(text, "utf-8")
    async with (
        practice_venues(options) as venues,
        run_service(options, log_to_screen=False, make_wires=partial(_wires, venues)) as service,
    ):
        yield service


def _wires(
    venues: PracticeVenues,
    options: Options,
    settings: Settings,
    plugins: Plugins,
    redactor: Redactor,
) -> Wires:
    secrets = open_if_possible(options)
    return machine_wires(secrets, plugins, venues.start, venues.move_to, redactor.hide)


def _alone(kind: str, number: int, orders: int, told: Connection) -> None:
    async def main() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with _service(Path(folder), kind, number) as service:
                service.listen()
                await service.load()
                told.send(await _measured(service, orders))

    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(main())


def _under_a_window(kind: str, number: int, orders: int, told: Connection) -> None:
    gc.disable()  # as the command does
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from traderterminal.app.loop import run_until_quit
    from traderterminal.app.screen import build_screen

    app = QApplication(["TraderTerminal"])

    async def main(quitting: asyncio.Event) -> int:
        with tempfile.TemporaryDirectory() as folder:
            async with _service(Path(folder), kind, number) as service:
                screen = build_screen(app, service, restart=quitting.set)
                screen.show()
                service.listen()
                await service.load()
                told.send(await _measured(service, orders))
                screen.close()
                screen.window.close()
        return 0

    run_until_quit(app, main)


async def _measured(service: Service, orders: int) -> list[float]:
    """Return how long each order takes until the venue's answer is durable, in seconds."""
    engine = service.engine
    symbol, host = engine.resolve("MES").symbol, HostClock()

    async def ready() -> None:
        while not engine.desk.is_ready(ACCOUNT) or engine.hub.top(symbol) is None:
            await host.sleep(0.05)
        while engine.hub.health(symbol).stale:
            await host.sleep(0.05)

    if not await within(host, READY_S, ready()):
        raise RuntimeError("the practice venue did not get ready")
    took = []
    for number in range(WARM_UP + orders):
        # Each at a price of its own, far below the market.
        wish = OrderWish(
            ACCOUNT,
            symbol,
            "delta",
            "buy",
            Decimal(1),
            order_type=OrderType.LIMIT,
            limit_price=Decimal(1_000 + number),
            source="ticket",
        )
        start = time.perf_counter()
        order = await engine.desk.place(wish)
        took.append(time.perf_counter() - start)
        if order.status is not OrderStatus.ACCEPTED:
            raise RuntimeError(f"an order of the bench was {order.status}: {order.reason}")
    return took[WARM_UP:]
