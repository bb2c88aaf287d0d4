"""A recorded market, two TradingView alerts, a round trip; then a crash, and nothing twice."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.running_engine import RunningEngine, running_engine
from tests.support.shared_data import shared_file
from traderterminal.app.options import Options
from traderterminal.app.recording import record

BUY_AT = "2023-12-25T23:16:00Z"
CLOSE_AT = "2023-12-25T23:23:00Z"


def alert(action: str, at: str, symbol: str) -> str:
    return json.dumps(
        {"symbol": symbol, "action": action, "quantity": "1", "time": at, "id": f"{action}-1"}
    )


def ended(record: dict[str, Any]) -> bool:
    return bool(record["status"] != "accepted")


def trade(engine: RunningEngine, action: str, at: str, symbol: str) -> dict[str, Any]:
    """Move the recording to a moment, post the alert of that moment, and see it through."""
    moved = engine.post("/replay", {"action": "seek", "until": at})
    assert moved["state"] == "paused"
    answer = engine.alert(alert(action, at, symbol))
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = engine.until(f"/alerts/{answer.json()['alert_id']}", ended)
    return found


def arguments(path: Path, symbol: str) -> tuple[str, ...]:
    return ("--market", f"replay:{path}", "--symbol", symbol, "--speed", "step")


def test_two_alerts_on_the_recorded_market_make_one_round_trip_for_ever(tmp_path: Path) -> None:
    recording = shared_file("marketdata/ESH4_2023-12-25_ticks_2200-2330.csv.gz")
    market = arguments(recording, "ESH2024")
    with running_engine(tmp_path, *market) as engine:
        bought = trade(engine, "buy", BUY_AT, "CME_MINI:ES1!")
        assert bought["symbol"] == "ESH2024"
        assert bought["status"] == "executed"
        assert [step["stage"] for step in bought["timeline"]] == [
            *("received", "authenticated", "stored", "parsed", "routed", "gated"),
            *("submitted", "acknowledged", "filled"),
        ]
        assert trade(engine, "close", CLOSE_AT, "CME_MINI:ES1!")["status"] == "executed"
        trips = engine.get("/trades")["items"]
        fills = engine.get("/fills")["items"]
        engine.kill()
    assert [fill["price"] for fill in fills] == ["4808.75", "4808.00"]
    assert [fill["symbol"] for fill in fills] == ["ESH2024", "ESH2024"]
    (trip,) = trips
    assert Decimal(trip["gross_pnl"]) == Decimal("37.50")
    assert Decimal(trip["net_pnl"]) == Decimal("37.50") - Decimal(trip["fees"])
    assert trip["trade_date"] == "2023-12-26"
    with running_engine(tmp_path, *market) as engine:
        assert engine.get("/trades")["items"] == trips
        assert engine.get("/fills")["items"] == fills
        status = engine.get("/replay")
        assert (status["state"], status["now"]) == ("paused", "2023-12-25T23:23:00.000000Z")
        for action, at in (("buy", BUY_AT), ("close", CLOSE_AT)):
            again = engine.alert(alert(action, at, "CME_MINI:ES1!"))
            assert (again.status_code, again.json()["status"]) == (200, "duplicate")
        assert engine.get("/fills")["items"] == fills
        assert all(Decimal(p["quantity"]) == 0 for p in engine.get("/positions")["items"])
        assert engine.stop() == 0
    assert not (tmp_path / "runtime.json").exists()


@pytest.fixture(scope="module")
def simulated_recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten minutes of the simulated market, recorded in a second."""
    folder = tmp_path_factory.mktemp("recorded")
    options = Options(folder, folder / "none.toml", symbol="MES", speed="600", seed=7)
    path = folder / "sim.csv.gz"
    assert record(options, path, 1.0) > 100
    return path


def test_a_recording_of_the_simulated_market_trades_likewise(
    tmp_path: Path, simulated_recording: Path
) -> None:
    import gzip

    lines = gzip.decompress(simulated_recording.read_bytes()).decode().splitlines()[1:]
    first, last = int(lines[0].split(",")[0]), int(lines[-1].split(",")[0])
    config = tmp_path / "config.toml"
    config.write_text('[risk]\nsession = "ignore"\n')
    symbol = _recorded_symbol()
    with running_engine(tmp_path, *arguments(simulated_recording, symbol)) as engine:
        moments = [_moment(first + (last - first) * part // 4) for part in (1, 3)]
        trade(engine, "buy", moments[0], symbol)
        trade(engine, "close", moments[1], symbol)
        (trip,) = engine.get("/trades")["items"]
        engine.kill()
    with running_engine(tmp_path, *arguments(simulated_recording, symbol)) as engine:
        assert engine.get("/trades")["items"] == [trip]
        assert engine.alert(alert("buy", moments[0], symbol)).status_code == 200
        assert engine.get("/trades")["items"] == [trip]


def _recorded_symbol() -> str:
    from traderterminal.app.hours import REFERENCE_GROUP
    from traderterminal.kit.clock import HostClock
    from traderterminal.storage.resources import Resources

    resources = Resources()
    calendar = resources.calendar()
    today = calendar.trade_date(REFERENCE_GROUP, HostClock().now_ns())
    return resources.symbols(calendar).resolve("MES", today).symbol


def _moment(at_ns: int) -> str:
    from traderterminal.kit.clock import iso

    return iso(at_ns)


def test_a_second_engine_on_the_same_folder_says_so_and_leaves(tmp_path: Path) -> None:
    with running_engine(tmp_path) as engine:
        with pytest.raises(AssertionError, match="ended with 3"):
            RunningEngine(tmp_path)
        assert engine.get("/health")["status"] == "ok"


def test_the_port_of_another_program_is_named(tmp_path: Path) -> None:
    with running_engine(tmp_path / "a") as engine:
        port = engine.runtime["url"].rpartition(":")[2]
        with pytest.raises(AssertionError, match=f"(?s)ended with 4.*{port}"):
            RunningEngine(tmp_path / "b", "--port", port)


def test_an_unknown_setting_names_the_key_and_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[webhook]\nrate_per_sec = 5\n")
    with pytest.raises(AssertionError, match=r"(?s)ended with 2.*rate_per_sec.*rate_per_s"):
        RunningEngine(tmp_path)


def test_the_desktop_listens_trades_and_closes_cleanly(tmp_path: Path) -> None:
    with running_engine(tmp_path, "--market", "sim", command="") as engine:
        engine.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        order = {"account": "paper_simulator", "symbol": "ES1!", "side": "buy", "quantity": 1}
        placed = engine.post("/orders", order, status=202)
        engine.until(f"/orders/{placed['order_id']}", lambda found: found["status"] == "filled")
        assert engine.stop() == 0
    assert (tmp_path / "layout.json").exists()
