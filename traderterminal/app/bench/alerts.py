"""Alerts over real HTTP: to a durable answer, and to booked fills."""

import asyncio
import contextlib
import json
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

import httpx

from traderterminal.app.bench.figures import Figure
from traderterminal.app.options import Options
from traderterminal.app.service import Service, run_service
from traderterminal.gateway.answers import App
from traderterminal.gateway.listener import Listener, bind
from traderterminal.kit.tasks import TaskScope

ALERTS: Final = 150
ROUNDS: Final = 3
BOOKED: Final = 50
RATIO_BAR: Final = 2.0
P50_BAR_MS: Final = 5.0
P99_BAR_MS: Final = 25.0
FIFTY_BAR_S: Final = 0.5
#: Under the listener's own rate limit.
APART_S: Final = 0.012


def alert_figures() -> Iterator[Figure]:
    """Yield latency to the durable 202 beside a bare handler, and the time for fifty fills."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_run(Path(folder)))


async def _run(folder: Path) -> list[Figure]:
    options = Options(folder, folder / "config.toml", port=0, market="sim", seed=1)
    async with run_service(options, log_to_screen=False) as service, _bare(folder) as bare_url:
        await service.engine.host.sleep(0.5)
        secret = service.credentials.webhook_secret
        ours_url = f"{service.listener.url}/webhook/tradingview/{secret}"
        ours: list[float] = []
        bare: list[float] = []
        async with httpx.AsyncClient(trust_env=False) as client:
            await _post_all(service, client, ours_url, "warm", [])
            for round_number in range(ROUNDS):
                await _post_all(service, client, ours_url, f"ours{round_number}", ours)
                await _post_all(service, client, bare_url, f"bare{round_number}", bare)
            fifty = await _fifty(service, client, ours_url)
    return [
        Figure("alert → 202, p50", median(ours), "ms", "bare handler", median(bare), RATIO_BAR),
        Figure("alert → 202, p50 alone", median(ours), "ms", bar=P50_BAR_MS),
        Figure("alert → 202, p99", quantiles(ours, n=100)[98], "ms", bar=P99_BAR_MS),
        Figure("50 alerts → 50 booked fills", fifty, "s", bar=FIFTY_BAR_S),
    ]


async def _post_all(
    service: Service, client: httpx.AsyncClient, url: str, name: str, into: list[float]
) -> None:
    for number in range(ALERTS):
        body = _body(f"{name}-{number}", "heartbeat")
        start = time.perf_counter()
        answer = await client.post(url, content=body)
        into.append((time.perf_counter() - start) * 1000)
        if answer.status_code != 202:
            raise RuntimeError(f"the bench was answered {answer.status_code}: {answer.text}")
        await service.engine.host.sleep(APART_S)


async def _fifty(service: Service, client: httpx.AsyncClient, url: str) -> float:
    """Seconds from the first of fifty alerts to the last of their fills."""
    await service.engine.host.sleep(2.0)
    journal = service.engine.journal
    before = len(list(journal.all_fills()))
    start = time.perf_counter()
    for number in range(BOOKED):
        side = "buy" if number % 2 else "sell"
        await client.post(url, content=_body(f"fifty-{number}", side))
    while len(list(journal.all_fills())) < before + BOOKED:
        await service.engine.host.sleep(0.001)
    return time.perf_counter() - start


def _body(name: str, action: str) -> bytes:
    return json.dumps({"symbol": "MES1!", "action": action, "quantity": 1, "id": name}).encode()


@contextlib.asynccontextmanager
async def _bare(folder: Path) -> AsyncIterator[str]:
    """A FastAPI handler that decodes the body and makes one durable commit, no more."""
    from fastapi import FastAPI, Request

    database = sqlite3.connect(folder / "bare.db", isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE alerts (body TEXT)")
    api = FastAPI()

    @api.post("/", status_code=202)
    async def take(request: Request) -> dict[str, Any]:
        body = json.loads(await request.body())
        database.execute("INSERT INTO alerts VALUES (?)", (json.dumps(body),))
        return {"status": "accepted"}

    application: App = api
    failures: list[Exception] = []
    tasks = TaskScope(on_error=lambda name, error: failures.append(error))
    listener = Listener(application, bind(0))
    tasks.spawn(listener.run(), name="bare")
    try:
        yield f"{listener.url}/"
    finally:
        await listener.stop()
        await tasks.aclose()
        database.close()
