"""What an alert asks to protect its entry with, placed by a real engine."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.running_engine import RunningEngine, running_engine

BUY = '{"symbol": "ES1!", "action": "buy", "quantity": 2, "id": "%s", %s}'
TICK = Decimal("0.25")


@pytest.fixture
def engine(tmp_path: Path) -> Any:
    with running_engine(tmp_path) as made:
        yield made


def working(engine: RunningEngine, count: int) -> list[dict[str, Any]]:
    found = engine.until("/orders?status=accepted", lambda page: len(page["items"]) == count)
    items: list[dict[str, Any]] = found["items"]
    return items


def bought(engine: RunningEngine, asked: str) -> Decimal:
    """Let an alert buy, and return what was paid."""
    alert_id = engine.alert(BUY % ("1", asked)).json()["alert_id"]
    ended = engine.until(f"/alerts/{alert_id}", lambda found: found["status"] != "accepted")
    assert ended["status"] == "executed", ended["reason"]
    (position,) = engine.get("/positions")["items"]
    return Decimal(position["average_price"])


def test_a_trailing_stop_of_an_alert_protects_all_that_was_bought(engine: RunningEngine) -> None:
    paid = bought(engine, '"trail_ticks": 400')
    (stop,) = working(engine, 1)
    assert (stop["link"], stop["side"], stop["quantity"]) == ("SL", "sell", "2")
    assert Decimal(stop["stop_price"]) >= paid - 400 * TICK  # it only ever moves up


def test_a_stop_with_a_target_follows_too(engine: RunningEngine) -> None:
    paid = bought(engine, '"stopLoss": {"amount": 90, "trailAmount": 120}, "tp_ticks": 400')
    stop, target = sorted(working(engine, 2), key=lambda order: str(order["link"]))
    # what is paid in two parts may lie between two ticks
    assert abs(Decimal(stop["stop_price"]) - (paid - 90)) < TICK
    assert target["link"] == "T1"
    assert abs(Decimal(target["limit_price"]) - (paid + 400 * TICK)) < TICK


def test_an_order_that_trails_rests_with_its_stop(engine: RunningEngine) -> None:
    message = BUY % ("1", '"orderType": "trailing_stop", "trailAmount": 100')
    assert engine.alert(message).status_code == 202
    (order,) = working(engine, 1)
    assert (order["side"], order["order_type"]) == ("buy", "trailing_stop")
    assert order["link"] is None
    assert order["stop_price"] is not None


@pytest.mark.parametrize(
    "asked", ['"trailAmount": "far"', '"trail_ticks": 2.5', '"orderType": "trailing_stop"']
)
def test_what_is_no_distance_is_answered_at_once(engine: RunningEngine, asked: str) -> None:
    answer = engine.alert(BUY % ("1", asked))
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "not_tradeable")
    assert engine.get("/orders")["items"] == []
