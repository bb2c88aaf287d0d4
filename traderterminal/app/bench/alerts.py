"""Alerts over real HTTP into a running desktop: to a durable answer, and to booked fills."""

import asyncio
import contextlib
import json
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from traderterminal.app.bench.figures import Figure
from traderterminal.app.bench.peers import post_each, serve_bare, serve_echo
from traderterminal.app.options import Options
from traderterminal.app.service import Service, run_service
from traderterminal.kit.frozen import frozen
from traderterminal.market.ticks import QuoteTick

ALERTS: Final = 150
ROUNDS: Final = 3
BOOKED: Final = 50
RATIO_BAR: Final = 2.0
P50_BAR_MS: Final = 5.0
P99_BAR_MS: Final = 25.0
FIFTY_BAR_S: Final = 0.5
#: What the loop may be held up for by anything.
STALL_BAR_MS: Final = 50.0
BEAT_S: Final = 0.002
#: Under the listener's own rate limit.
APART_S: Final = 0.012
#: What a busy chart is fed while alerts arrive, on top of the simulated market.
TICKS_PER_S: Final = 200

_spawn = multiprocessing.get_context("spawn")


def alert_figures() -> Iterator[Figure]:
    """Yield latency to the durable 202 beside its peers, and the time for fifty booked fills."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Started and ended while no loop runs: both would hold it.
    with (
        tempfile.TemporaryDirectory() as folder,
        _serving(serve_bare, folder) as bare,
        _serving(serve_echo, folder) as echo,
        ProcessPoolExecutor(1, mp_context=_spawn) as client,
    ):
        client.submit(os.getpid).result()  # its process is there
        yield from _run_desktop(Path(folder), _Peers(bare, echo, client))


@frozen
class _Peers:
    """The ports of the servers that are measured beside ours, and the process that asks."""

    bare: int
    echo: int
    client: ProcessPoolExecutor


def _run_desktop(folder: Path, peers: _Peers) -> list[Figure]:
    from PySide6.QtWidgets import QApplication

    from traderterminal.app.loop import run_until_quit
    from traderterminal.app.screen import build_screen, read_theme

    instance = QApplication.instance()
    app = instance if isinstance(instance, QApplication) else QApplication([])
    figures: list[Figure] = []

    async def main(quitting: asyncio.Event) -> int:
        options = Options(folder, folder / "config.toml", port=0, market="sim", seed=1)
        async with run_service(options, log_to_screen=False) as service:
            screen = build_screen(app, service, read_theme("ink", 12))
            screen.window.show()
            service.listen()
            await service.load()
            service.engine.tasks.spawn(_feed(service), name="ticks of the bench")
            try:
                figures.extend(await _measure(service, peers))
            finally:
                screen.close()
                screen.window.close()
        return 0

    run_until_quit(app, main)
    return figures


async def _feed(service: Service) -> None:
    """Move the quote of the charted contract two hundred times a second."""
    engine = service.engine
    symbol = engine.resolve("ES").symbol
    while True:
        await engine.host.sleep(1 / TICKS_PER_S)
        top, at_ns = engine.hub.top(symbol), engine.hub.clock.now_ns()
        if top is not None:
            shown = QuoteTick(symbol, at_ns, top.bid, top.bid_size + 1, top.ask, top.ask_size + 1)
            engine.hub.publish(shown)


class _Stalls:
    """Watches how late a short sleep wakes, which is how long something held the loop."""

    def __init__(self) -> None:
        self.longest_ms = 0.0

    async def watch(self, service: Service) -> None:
        while True:
            start = time.perf_counter()
            await service.engine.host.sleep(BEAT_S)
            late = time.perf_counter() - start - BEAT_S
            self.longest_ms = max(self.longest_ms, late * 1000)


async def _measure(service: Service, peers: _Peers) -> list[Figure]:
    path = f"/webhook/tradingview/{service.credentials.webhook_secret}"
    sides = {
        "ours": (service.listener.port, path),
        "bare": (peers.bare, "/"),
        "echo": (peers.echo, "/"),
    }
    taken: dict[str, list[float]] = {name: [] for name in sides}
    stalls = _Stalls()
    service.engine.tasks.spawn(stalls.watch(service), name="stalls of the bench")

    async def ask(port: int, at: str, bodies: Sequence[bytes], apart_s: float) -> list[float]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(peers.client, post_each, port, at, bodies, apart_s)

    for round_number in range(ROUNDS + 1):
        for name, (port, at) in sides.items():
            bodies = [_body(f"{round_number}-{n}", "heartbeat") for n in range(ALERTS)]
            found = await ask(port, at, bodies, APART_S)
            if round_number:  # the first one warms up
                taken[name] += found
    await service.engine.host.sleep(2.0)  # the rate limit fills up again
    fills = _fills(service)
    start = time.perf_counter()
    # Of the contract that is fed: each needs size that the one before has not taken.
    bodies = [_body(f"fill-{n}", "buy" if n % 2 else "sell") for n in range(BOOKED)]
    await ask(*sides["ours"], bodies, 0.0)
    while _fills(service) < fills + BOOKED:
        await service.engine.host.sleep(0.001)
    fifty = time.perf_counter() - start
    ours, bare_ms = median(taken["ours"]), median(taken["bare"])
    return [
        Figure("alert → 202, p50", ours, "ms", "bare handler", bare_ms, RATIO_BAR),
        Figure("alert → 202, p50 beside echo", ours, "ms", "echo + commit", median(taken["echo"])),
        Figure("alert → 202, p50 alone", ours, "ms", bar=P50_BAR_MS),
        Figure("alert → 202, p99", quantiles(taken["ours"], n=100)[98], "ms", bar=P99_BAR_MS),
        Figure("50 alerts → 50 booked fills", fifty, "s", bar=FIFTY_BAR_S),
        Figure("loop held up meanwhile, longest", stalls.longest_ms, "ms", bar=STALL_BAR_MS),
    ]


def _fills(service: Service) -> int:
    return sum(1 for _ in service.engine.journal.all_fills())


def _body(name: str, action: str) -> bytes:
    return json.dumps({"symbol": "ES1!", "action": action, "quantity": 1, "id": name}).encode()


@contextlib.contextmanager
def _serving(serve: Callable[[str, Connection], None], folder: str) -> Iterator[int]:
    """Run a server in a process of its own and give its port."""
    ours, theirs = _spawn.Pipe()
    process = _spawn.Process(target=serve, args=(folder, theirs), daemon=True)
    process.start()
    try:
        yield int(ours.recv())
    finally:
        process.terminate()
        process.join()
