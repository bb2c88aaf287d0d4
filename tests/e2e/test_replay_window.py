"""A replay begun from the desktop: a window of its own, in which an alert trades on its account."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.shared_data import REPOSITORY, shared_file
from traderterminal.app.engine import Engine, run_engine
from traderterminal.app.history_command import import_history
from traderterminal.app.options import Options
from traderterminal.app.replay_windows import ReplayWindows, replay_windows
from traderterminal.app.replays import ACCOUNT, Replays
from traderterminal.app.settings_reading import load_settings
from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import HostClock
from traderterminal.ui.viewmodels.replays import Material, Opening, ReplayWish

TICKS = "marketdata/ESH4_2023-12-25_ticks_2200-2330.csv.gz"
ES = "ESH2024"
BUY_AT, CLOSE_AT = "2023-12-25T23:16:00Z", "2023-12-25T23:23:00Z"


@pytest.fixture(autouse=True)
def window_of_this_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window is a process of its own."""
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("TRADERTERMINAL__WEBHOOK__MAX_LAG_S", "1")  # of the program, not of a replay


@asynccontextmanager
async def a_desk(folder: Path) -> AsyncIterator[tuple[Engine, Replays, ReplayWindows]]:
    options = Options(folder, folder / "config.toml", port=0, market="none")
    async with (
        replay_windows() as windows,
        run_engine(options, load_settings(options.config, {})) as engine,
    ):
        yield engine, Replays(engine, windows), windows


async def opened(replays: Replays) -> Path:
    """The folder of the one replay there is, whose window is open."""
    (kept,) = await replays.kept()
    assert kept.opening is Opening.OPEN
    return replays._root / kept.name


def outside(folder: Path) -> httpx.AsyncClient:
    """What speaks to the window as a relay and the local API do."""
    runtime: dict[str, Any] = json.loads((folder / "runtime.json").read_text())
    return httpx.AsyncClient(
        base_url=runtime["url"],
        headers={
            "Authorization": f"Bearer {runtime['api_token']}",
            "webhook": runtime["webhook_path"],
        },
        timeout=20.0,
        trust_env=False,
    )


async def trade(client: httpx.AsyncClient, action: str, at: str) -> dict[str, Any]:
    """Move the replay to a moment, post the alert of that moment, and see it through."""
    moved = await client.post("/api/v1/replay", json={"action": "seek", "until": at})
    assert moved.json()["state"] == "paused", moved.text
    body = {"symbol": "CME_MINI:ES1!", "action": action, "quantity": "1", "time": at, "id": action}
    answer = await client.post(client.headers["webhook"], content=json.dumps(body))
    assert answer.status_code == 202, answer.text
    host = HostClock()
    while True:
        found: dict[str, Any] = (
            await client.get(f"/api/v1/alerts/{answer.json()['alert_id']}")
        ).json()
        if found["status"] != "accepted":
            return found
        await host.sleep(0.02)


async def test_an_alert_in_a_replay_trades_on_the_account_of_the_replay(tmp_path: Path) -> None:
    given = Options(tmp_path, tmp_path / "config.toml", symbol=ES)
    import_history(given, shared_file(TICKS))
    async with a_desk(tmp_path) as (engine, replays, windows):
        (day,) = await replays.days(Material.TICKS, ES)
        assert day == date(2023, 12, 26)  # the evening of Christmas is the day after's
        await replays.begin(ReplayWish(Material.TICKS, ES, day, start="17:10", speed="max"))
        folder = await opened(replays)
        async with outside(folder) as client:
            status = (await client.get("/api/v1/replay")).json()
            assert status["state"] == "paused"
            assert status["now"] == "2023-12-25T23:10:00.000000Z"
            assert (await trade(client, "buy", BUY_AT))["status"] == "executed"
            assert (await trade(client, "close", CLOSE_AT))["status"] == "executed"
            fills = (await client.get("/api/v1/fills")).json()["items"]
            assert [(f["account"], f["price"]) for f in fills] == [
                (ACCOUNT, "4808.75"),
                (ACCOUNT, "4808.00"),
            ]
            accounts = (await client.get("/api/v1/accounts")).json()["items"]
            assert [one["account"] for one in accounts] == [ACCOUNT]
            back = {"action": "seek", "until": "2023-12-25T23:11:00Z"}
            refused = await client.post("/api/v1/replay", json=back)
            assert (refused.status_code, refused.json()["error"]["code"]) == (409, "would_rewind")
        await windows.stop()  # as the end of the program does
        assert not (folder / "runtime.json").exists()  # it has put everything away
        (kept,) = await replays.kept()
        assert (kept.opening, kept.fills) == (Opening.CLOSED, 2)
        assert kept.stands == "25 Dec 2023 17:23:00"
        assert list(engine.journal.all_fills()) == []
        assert not engine.desk.orders
        # and it opens again where it was left
        await replays.open(kept.name)
        async with outside(await opened(replays)) as client:
            status = (await client.get("/api/v1/replay")).json()
            assert (status["state"], status["now"]) == ("paused", "2023-12-25T23:23:00.000000Z")
            trips = (await client.get("/api/v1/trades")).json()["items"]
            assert len(trips) == 1


async def test_a_recording_that_is_broken_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size\n5,noise,,,,,,,\n")
    async with a_desk(tmp_path) as (_, replays, windows):
        with pytest.raises(BadData, match=r"broken\.csv: line 2: 'noise' is not a kind of row"):
            await replays.begin(ReplayWish(Material.FILE, ES, file=str(path)))
        (kept,) = await replays.kept()
        assert not windows.is_running(replays._root / kept.name)
