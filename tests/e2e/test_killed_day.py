"""A trading day over HTTP, killed at any moment: nothing answered is lost, nothing is done twice.

The venue is the paper broker, which lives in the killed process: what it knew is what the ledger
gives back. Two kills of three strike while orders and alerts are on their way, the third while the
program recovers from the kill before.
"""

import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from tests.support.figures import Cases
from tests.support.running_engine import RunningEngine, killed_start, running_engine
from tests.support.scale import scaled
from tests.support.trading_day import (
    BRACKETED,
    CLOSED,
    SETTINGS,
    Json,
    Told,
    Traders,
    ask_again,
    check_fills,
    check_orders,
    check_resting,
)
from traderterminal.kit.clock import NANOSECONDS, HostClock
from traderterminal.storage.ledger import SqliteLedger

D = Decimal
KILLS: Final = scaled(100)
CASH: Final = D(100_000)
POINT_VALUE: Final = D(50)
#: How an alert may end that was answered, but was not traded any more.
NOT_TRADED: Final = ("failed", "rejected")
SECONDS: Final = 20.0
#: So many requests are answered at most before a kill.
MOST_STEPS: Final = 200
#: What a start takes from the moment at which it has the data folder; the rest is imports.
RECOVERY_SECONDS: Final = 0.04


@pytest.mark.counted("SIGKILL at any moment of a day")
@pytest.mark.timeout(1800)
def test_a_day_killed_at_any_moment_loses_and_repeats_nothing(tmp_path: Path, cases: Cases) -> None:
    (tmp_path / "config.toml").write_text(SETTINGS)
    told = Told()
    for kill in cases.over(range(KILLS)):
        draw = random.Random(kill)
        if kill % 3 == 2:
            seconds = draw.uniform(0.0, RECOVERY_SECONDS)
            cases.found["of them while it recovered"] += killed_start(tmp_path, seconds)
            continue
        with running_engine(tmp_path) as engine:
            _check(engine, told)
            traders = Traders(engine, told, kill)
            traders.start()
            traders.wait(draw.randrange(MOST_STEPS))
            time.sleep(draw.uniform(0.0, 0.01))
            engine.process.kill()
            traders.join()
            engine.kill()
        unanswered = len(told.unanswered_orders) + len(told.unanswered_alerts) + len(told.unsure)
        cases.found["requests unanswered"] += unanswered
    with running_engine(tmp_path) as engine:
        _check(engine, told)
    ledger = SqliteLedger(tmp_path / "ledger.db", lambda: 1)
    assert ledger.broken_at() is None
    ledger.close()
    cases.found |= Counter(_figures(told)) | Counter(told.figures)
    for what, number in _figures(told).items():
        assert number >= KILLS, f"only {number} {what}: that proves little"


def _figures(told: Told) -> Mapping[str, int]:
    return {
        "fills": len(told.fills),
        "of them pushed": len(told.pushed_fills),
        "orders": len(told.orders),
        "brackets": len(told.brackets),
        "cancels": len(told.cancelled),
        "changes": told.changed,
        "alerts": len(told.alerts),
    }


def _check(engine: RunningEngine, told: Told) -> None:
    """Hold the started program to everything that it ever said."""
    assert told.surprises == []
    engine.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
    engine.until("/alerts?status=accepted", lambda found: not found["items"], SECONDS)
    ask_again(engine, told)
    engine.until("/alerts?status=accepted", lambda found: not found["items"], SECONDS)
    orders = {order["order_id"]: order for order in engine.all("/orders")}
    fills = engine.all("/fills")
    check_orders(orders, told)
    _check_alerts(engine, orders, told)
    check_fills(fills, orders, told)
    check_resting(orders, told)
    _check_money(engine, fills)
    _check_protection(engine)


def _check_alerts(engine: RunningEngine, orders: Mapping[str, Json], told: Told) -> None:
    led_to: dict[str, list[Json]] = {}
    for order in orders.values():
        if order["alert_id"]:
            led_to.setdefault(order["alert_id"], []).append(order)
    found = {alert["alert_id"]: alert for alert in engine.all("/alerts")}
    assert len(found) == len(told.alerts), "an alert is there twice"
    not_traded = again = 0
    for alert_id in told.alerts.values():
        alert, made = found[alert_id], led_to.pop(alert_id, [])
        traded = [order for order in made if D(order["filled_quantity"])]
        if alert["status"] == "executed":
            (order,) = traded
            assert (order["quantity"], order["filled_quantity"]) == ("1", "1")
        else:
            not_traded += 1
            assert alert["status"] in NOT_TRADED, alert
            assert alert["reason"], "it does not say why it was not traded"
            assert traded == []
        again += len(made) > 1
        assert all(o["status"] in CLOSED for o in made), "another order of it still works"
    told.figures["alerts worked again"] = again
    told.figures["alerts that say why they did not trade"] = not_traded
    assert not led_to, "an order of an alert that nobody sent"
    assert not_traded <= len(told.alerts) // 10, "most were not traded: that proves little"


def _check_money(engine: RunningEngine, fills: Sequence[Json]) -> None:
    """Positions are what the fills come to, and so is the money."""
    positions = {p["account"]: p for p in engine.get("/positions")["items"]}
    for account in engine.get("/accounts")["items"]:
        own = [fill for fill in fills if fill["account"] == account["account"]]
        signed = [D(f["quantity"]) * (1 if f["side"] == "buy" else -1) for f in own]
        held = sum(signed, D(0))
        position = positions.get(account["account"], {"quantity": "0", "average_price": None})
        assert D(position["quantity"]) == held, "the position is not what was traded"
        spent = sum((n * D(f["price"]) for n, f in zip(signed, own, strict=True)), D(0))
        made = (held * D(position["average_price"] or 0) - spent) * POINT_VALUE
        fees = sum((D(f["fee"]) for f in own), D(0))
        assert abs(D(account["cash"]) - (CASH + made - fees)) < D("0.01"), "money is missing"


def _check_protection(engine: RunningEngine) -> None:
    """What is held with brackets is protected to the lot, on either side."""

    def resting() -> tuple[Decimal, Decimal, Decimal]:
        found = engine.get(f"/positions?account={BRACKETED}")["items"]
        legs = [o for o in engine.all(f"/orders?account={BRACKETED}") if o["link"]]
        live = [o for o in legs if o["status"] not in CLOSED]
        stops = sum((_left(o) for o in live if o["link"] == "SL"), D(0))
        targets = sum((_left(o) for o in live if o["link"] != "SL"), D(0))
        return D(found[0]["quantity"]) if found else D(0), stops, targets

    until = HostClock().monotonic_ns() + int(SECONDS * NANOSECONDS)
    while len(set(found := resting())) > 1:
        assert HostClock().monotonic_ns() < until, f"held, stops and targets: {found}"
        time.sleep(0.05)


def _left(order: Json) -> Decimal:
    return D(order["quantity"]) - D(order["filled_quantity"])
