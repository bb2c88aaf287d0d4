"""An order from the click to the answer of a practice venue, durable on the way: with the engine
alone, and under a window."""

import asyncio
import multiprocessing
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import quantiles
from typing import Final

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
#: All of them fit into the budget of a minute at either broker.
ORDERS: Final = 100
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
    """Yield the 99th percentile of a broker; `number` is an account of its practice venue."""
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        headless = runner.run(_headless(kind, number))
    yield Figure(f"{title} order to its answer, p99", headless, "ms", bar=HEADLESS_BAR_MS)
    if find_spec("PySide6") is None:
        return
    ours, theirs = _spawn.Pipe()
    child = _spawn.Process(target=_under_a_window, args=(kind, number, theirs), daemon=False)
    child.start()
    theirs.close()
    try:
        desktop: float = ours.recv()
    finally:
        child.join()
    yield Figure(f"{title} the same under a window", desktop, "ms", bar=DESKTOP_BAR_MS)


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


async def _headless(kind: str, number: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        async with _service(Path(folder), kind, number) as service:
            return await _measured(service)


def _under_a_window(kind: str, number: int, told: Connection) -> None:
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
                told.send(await _measured(service))
                screen.close()
                screen.window.close()
        return 0

    run_until_quit(app, main)


async def _measured(service: Service) -> float:
    """Return how long an order takes until the venue has answered, p99 in ms."""
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
    for number in range(WARM_UP + ORDERS):
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
    return quantiles(took[WARM_UP:], n=100)[98] * 1000
