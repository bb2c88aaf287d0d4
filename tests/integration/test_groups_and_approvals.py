"""A real engine with a group and a strategy that asks, killed in between."""

from pathlib import Path

import pytest

from tests.support.running_engine import RunningEngine, running_engine

SETTINGS = """
[[accounts]]
id = "lead"
[[accounts]]
id = "follow"

[[groups.pair.accounts]]
id = "lead"
[[groups.pair.accounts]]
id = "follow"
multiplier = 0.5
map = { ES = { root = "MES", ratio = 10 } }

[strategies.asks]
group = "pair"
approval = "manual"
max_lag_s = 600
approval_expires_s = 300
"""
ALERT = '{"symbol": "ES1!", "action": "buy", "quantity": 1, "strategy": "asks", "id": "1"}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text(SETTINGS)
    return tmp_path


def held(engine: RunningEngine) -> dict[str, str]:
    found = engine.get("/positions")["items"]
    return {position["account"]: position["quantity"] for position in found}


def test_a_group_order_repeated_after_a_kill_trades_once(folder: Path) -> None:
    body = {
        "account_group": "pair",
        "symbol": "ES1!",
        "side": "buy",
        "quantity": "1",
        "client_order_id": "mine",
    }
    with running_engine(folder) as engine:
        first = engine.post("/orders", body, 202)
        engine.kill()
    with running_engine(folder) as engine:
        again = engine.post("/orders", body, 202)
        ids = [[order["order_id"] for order in answer["orders"]] for answer in (first, again)]
        assert ids[0] == ids[1]
        assert [order["symbol"][:-5] for order in again["orders"]] == ["ES", "MES"]
        assert held(engine) == {"lead": "1", "follow": "5"}
        (group,) = engine.get("/groups")["items"]
        assert [member["drift"] for member in group["accounts"]] == [[], []]


def test_an_alert_that_waits_outlives_a_kill_and_trades_once_approved(folder: Path) -> None:
    with running_engine(folder) as engine:
        alert_id = engine.alert(ALERT).json()["alert_id"]
        (waiting,) = engine.until("/approvals", lambda found: found["items"])["items"]
        assert waiting["alert_id"] == alert_id
        engine.kill()
    with running_engine(folder) as engine:
        (again,) = engine.until("/approvals", lambda found: found["items"])["items"]
        assert again["expires_at"] == waiting["expires_at"]
        assert held(engine) == {}
        answer = engine.post("/approvals", {"approve": [alert_id]})
        assert answer["approved"] == [alert_id]
        ended = engine.until(f"/alerts/{alert_id}", lambda found: found["status"] != "accepted")
        assert ended["status"] == "executed"
        assert "waiting" in [step["stage"] for step in ended["timeline"]]
        assert held(engine) == {"lead": "1", "follow": "5"}


def test_automation_that_is_off_stays_off_and_lets_exits_through(folder: Path) -> None:
    with running_engine(folder) as engine:
        engine.post(
            "/orders", {"account": "lead", "symbol": "ES1!", "side": "buy", "quantity": 1}, 202
        )
        engine.post("/kill-switch", {"engaged": True})
        blocked = engine.get("/strategies")["automation"]
        assert (blocked["state"], blocked["reason"]["code"]) == ("blocked", "halted")
        engine.post("/kill-switch", {"engaged": False})
        engine.post("/strategies", {"automation": "off"})
        engine.kill()
    with running_engine(folder) as engine:
        assert engine.get("/strategies")["automation"]["state"] == "off"
        entry = engine.alert('{"symbol": "ES1!", "action": "buy", "account": "lead", "id": "2"}')
        alert = f"/alerts/{entry.json()['alert_id']}"
        ended = engine.until(alert, lambda found: found["status"] != "accepted")
        assert ended["reason"]["code"] == "automation_off"
        engine.alert('{"symbol": "ES1!", "action": "close", "account": "lead", "id": "3"}')
        engine.until("/positions", lambda found: found["items"][0]["quantity"] == "0")
