"""The recorded alert run, killed as each alert reaches each stage: it trades as if nothing was."""

import contextlib
import gzip
import json
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.support.running_engine import RunningEngine, running_engine
from tests.support.shared_data import shared_file
from traderterminal.kit.clock import parse_iso

STAGES: Final = (
    *("received", "authenticated", "stored", "parsed", "routed"),
    *("gated", "submitted", "acknowledged", "filled", "booked"),
)
#: At these nothing of the alert is durable: who gets no answer sends it again.
NOT_STORED: Final = ("received", "authenticated")
RUN: Final = (("buy", "2023-12-25T23:16:00Z"), ("close", "2023-12-25T23:23:00Z"))
RECORDING: Final = "marketdata/ESH4_2023-12-25_ticks_2200-2330.csv.gz"
#: What came before plays no part, but every start would play it.
BEGINS: Final = "2023-12-25T23:15:00Z"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The end of the recording, in which the alerts come."""
    head, *rows = gzip.decompress(shared_file(RECORDING).read_bytes()).splitlines(keepends=True)
    begins_ns = parse_iso(BEGINS)
    path = tmp_path_factory.mktemp("recorded") / "ticks.csv"
    path.write_bytes(head + b"".join(row for row in rows if int(row.split(b",")[0]) >= begins_ns))
    return path


def body(action: str, at: str) -> str:
    alert = {"symbol": "CME_MINI:ES1!", "action": action, "quantity": "1", "time": at}
    return json.dumps({**alert, "id": f"{action}-1"})


def post_and_die(engine: RunningEngine, action: str, at: str) -> int:
    """Move the recording to a moment and post the alert of that moment; the answer's status."""
    engine.post("/replay", {"action": "seek", "until": at})
    status = 0
    with contextlib.suppress(httpx.TransportError):
        status = engine.alert(body(action, at)).status_code
    engine.process.wait(timeout=20)
    engine.kill()
    return status


def check(engine: RunningEngine, stage: str, action: str, at: str, status: int) -> None:
    """The alert is worked to its end without being asked for again, unless it was not stored."""
    if stage in NOT_STORED:
        assert status == 0, "it was answered before it was stored"
        assert all(action not in alert["body"] for alert in engine.get("/alerts")["items"])
    engine.until("/alerts?status=accepted", lambda found: not found["items"], 20)
    before = engine.get("/fills")["items"]
    again = engine.alert(body(action, at))
    assert again.status_code == (202 if stage in NOT_STORED else 200), again.text
    alert_id = again.json()["alert_id"]
    ended: dict[str, Any] = engine.until(
        f"/alerts/{alert_id}", lambda found: found["status"] != "accepted", 20
    )
    assert ended["status"] == "executed", ended
    orders = [o for o in engine.get("/orders")["items"] if o["alert_id"] == alert_id]
    assert [o["filled_quantity"] for o in orders if o["status"] == "filled"] == ["1"]
    if stage not in NOT_STORED:
        assert engine.get("/fills")["items"] == before


@pytest.mark.counted("alert runs killed at each stage")
@pytest.mark.parametrize("stage", STAGES)
def test_a_run_killed_at_any_stage_makes_the_same_round_trip(
    tmp_path: Path, stage: str, recording: Path
) -> None:
    market = ("--market", f"replay:{recording}", "--symbol", "ESH2024")
    told: list[tuple[str, str, int]] = []
    for action, at in RUN:
        program = ("tests.support.killed_at_stage", stage, f"{action}-1")
        with running_engine(tmp_path, *market, "--speed", "step", program=program) as engine:
            for before in told:
                check(engine, stage, *before)
            told.append((action, at, post_and_die(engine, action, at)))
    with running_engine(tmp_path, *market, "--speed", "step") as engine:
        check(engine, stage, *told[-1])
        (trip,) = engine.get("/trades")["items"]
        fills = engine.get("/fills")["items"]
    assert Decimal(trip["gross_pnl"]) == Decimal("37.50")
    assert [fill["price"] for fill in fills] == ["4808.75", "4808.00"]
