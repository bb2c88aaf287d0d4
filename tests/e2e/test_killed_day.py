"""A trading day over HTTP, killed at any moment: no fill lost, no order twice, positions add up."""

import random
import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.running_engine import RunningEngine, running_engine
from tests.support.scale import scaled

ACCOUNT = "paper_simulator"
ENDED = ("filled", "canceled", "rejected", "denied", "expired")


class Trader:
    """Works through a scripted day until the program is gone; remembers what was acknowledged."""

    def __init__(self, engine: RunningEngine, draw: random.Random, day: int) -> None:
        self.engine = engine
        self.draw = draw
        self.day = day
        self.asked: dict[str, dict[str, Any]] = {}
        self.acknowledged: dict[str, dict[str, Any]] = {}
        self.alerts: dict[str, str] = {}
        self.fills: set[str] = set()

    def trade(self) -> None:
        number = 0
        try:
            while True:
                number += 1
                self._step(f"d{self.day}-{number}")
        except httpx.HTTPError:
            return  # killed

    def _step(self, name: str) -> None:
        client, chance = self.engine.client, self.draw.random()
        if chance < 0.5:
            order = {
                "account": ACCOUNT,
                "symbol": "ES1!",
                "side": self.draw.choice(("buy", "sell")),
                "quantity": self.draw.randrange(1, 3),
                "client_order_id": name,
            }
            self.asked[name] = order
            answer = client.post("/api/v1/orders", json=order)
            if answer.status_code == 202:
                self.acknowledged[name] = answer.json()
        elif chance < 0.7:
            body = f'{{"symbol":"ES1!","action":"buy","quantity":1,"id":"{name}"}}'
            self.alerts[name] = body
            self.engine.alert(body)
        elif chance < 0.8 and self.acknowledged:
            found = self.draw.choice(list(self.acknowledged.values()))
            client.delete(f"/api/v1/orders/{found['order_id']}")
        else:
            answer = client.get("/api/v1/fills?limit=500")
            if answer.status_code == 200:
                self.fills |= {fill["fill_id"] for fill in answer.json()["items"]}


@pytest.mark.timeout(1800)
def test_a_day_killed_at_any_moment_loses_and_repeats_nothing(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[risk]\nsession = "ignore"\n')
    acknowledged = 0
    before: Trader | None = None
    for kill in range(scaled(100) + 1):  # each start is checked for what the kill before it left
        draw = random.Random(kill)
        with running_engine(tmp_path, "--market", "sim", "--seed", "1") as engine:
            if before is not None:
                _check(engine, before)
            engine.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
            before = Trader(engine, draw, kill)
            working = threading.Thread(target=before.trade, name="trader")
            working.start()
            time.sleep(draw.uniform(0.0, 0.6))
            engine.process.kill()
            working.join()
            engine.kill()
        acknowledged += len(before.acknowledged)
    assert acknowledged > scaled(100)


def _check(engine: RunningEngine, trader: Trader) -> None:
    fills = _all(engine, "/fills")
    kept = {fill["fill_id"] for fill in fills}
    assert len(kept) == len(fills), "a fill is there twice"
    assert trader.fills <= kept, "a fill that was shown is lost"
    orders = _all(engine, "/orders")
    by_name: dict[str, list[dict[str, Any]]] = {}
    for order in orders:
        by_name.setdefault(order["client_order_id"], []).append(order)
    assert all(len(found) == 1 for found in by_name.values()), "an order is there twice"
    for name, answer in trader.acknowledged.items():
        (found,) = by_name[name]
        assert found["order_id"] == answer["order_id"]
    for name, order in trader.asked.items():  # who has no answer asks again, and gets the same one
        if name in by_name and name not in trader.acknowledged:
            again = engine.client.post("/api/v1/orders", json=order)
            assert (
                again.json().get("order_id", by_name[name][0]["order_id"])
                == (by_name[name][0]["order_id"])
            )
    signs = {"buy": 1, "sell": -1}
    held = sum((Decimal(f["quantity"]) * signs[f["side"]] for f in fills), Decimal(0))
    shown = [p for p in engine.get("/positions")["items"] if p["account"] == ACCOUNT]
    assert sum((Decimal(p["quantity"]) for p in shown), Decimal(0)) == held


def _all(engine: RunningEngine, path: str) -> list[dict[str, Any]]:
    """Every page of a list."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = engine.get(f"{path}?limit=500&cursor={cursor}")
        found += page["items"]
        cursor = page["next"]
        if not cursor:
            return found
