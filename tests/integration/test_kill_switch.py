"""The kill switch of a real engine, thrown from the command line and over the API."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.running_engine import RunningEngine, running_engine
from traderterminal.cli import OK, main

ACCOUNT = "paper_simulator"
BUY = {"account": ACCOUNT, "symbol": "ES1!", "side": "buy", "quantity": 1}
BRACKET = {"stop_loss": {"ticks": 1000}, "take_profit": {"ticks": 1000}}


def command(
    folder: Path, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, dict[str, Any]]:
    code = main(["kill-switch", *words, "--data-dir", str(folder)])
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, answer


def live(engine: RunningEngine) -> dict[str, str]:
    """The orders that work, by id: which leg each is, or "" for an entry."""
    found = engine.get(f"/orders?account={ACCOUNT}")["items"]
    return {o["order_id"]: o["link"] or "" for o in found if o["status"] == "accepted"}


def test_it_stops_entries_keeps_exits_outlives_a_crash_and_sweeps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with running_engine(tmp_path) as engine:
        quote = engine.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        engine.post("/orders", {**BUY, "bracket": BRACKET}, 202)
        far = str(int(float(quote["items"][0]["bid"])) - 500)
        entry = engine.post("/orders", {**BUY, "order_type": "limit", "limit_price": far}, 202)
        engine.until(f"/orders?account={ACCOUNT}", lambda _: len(live(engine)) == 3)
        code, thrown = command(tmp_path, capsys, "on")
        assert code == OK
        assert thrown == {
            "engaged": True,
            "orders_cancelled": 1,
            "orders_kept": 2,
            "positions_closed": 0,
            "orders_unconfirmed": 0,
            "durable": True,
        }
        ended = engine.until(f"/orders/{entry['order_id']}", lambda o: o["status"] != "accepted")
        assert ended["status"] == "canceled"
        assert sorted(live(engine).values()) == ["SL", "T1"]
        assert engine.post("/orders", BUY, 422)["error"]["code"] == "halted"
        engine.kill()
    with running_engine(tmp_path) as engine:
        engine.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        assert engine.post("/orders", BUY, 422)["error"]["code"] == "halted"
        assert sorted(live(engine).values()) == ["SL", "T1"]
        _, swept = command(tmp_path, capsys, "on", "--flatten")
        assert swept["positions_closed"] == 1
        engine.until(f"/orders?account={ACCOUNT}", lambda _: live(engine) == {})
        (position,) = engine.get("/positions")["items"]
        assert position["quantity"] == "0"
        assert engine.post("/kill-switch", {"engaged": False})["engaged"] is False
        assert engine.post("/orders", BUY, 202)["status"] == "filled"
