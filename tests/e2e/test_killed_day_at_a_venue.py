"""A trading day at a practice venue, killed at any moment: the venue outlives it and is the judge.

What the ledger says after each start is held against what the venue says of itself: orders, fills
and positions, and how often each order was posted. One kill of two strikes while orders are on
their way, the other while the program logs in and compares itself with the venue.
"""

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from tests.support.figures import Cases
from tests.support.running_engine import RunningEngine, killed_start, running_engine
from tests.support.running_venue import Running, running
from tests.support.scale import scaled
from tests.support.trading_day import (
    AT_VENUE,
    BRACKETED_SYMBOL,
    CLOSED,
    Json,
    Told,
    VenueTraders,
    ask_again,
    check_fills,
    check_orders,
    check_resting,
)
from traderterminal.kit.clock import NANOSECONDS, HostClock
from traderterminal.storage.ledger import SqliteLedger

D = Decimal
KILLS: Final = scaled(100)
#: So long it may take to prove that an order never arrived: its look-ups go on for that long.
SECONDS: Final = 40.0
#: So many requests are answered at most before a kill.
MOST_STEPS: Final = 40
#: What a start takes to log in and to compare, from the moment at which it has the data folder.
RECOVERY_SECONDS: Final = 1.0
#: Replies of the venue are that late, so that a kill often finds an order booked and unanswered.
LATE: Final[Json] = {"fault": "F6", "delay_s": 0.05}
#: The venue limits the calls of so many seconds: before each start its clock moves on by them.
BUDGET_SECONDS: Final = 60
_now = HostClock().monotonic_ns


def _settings(venue: Running) -> str:
    urls, user = venue.ready["urls"], venue.ready["users"][0]
    return f"""
[market]
source = "{AT_VENUE}"
symbols = ["MES", "MNQ"]
[risk]
session = "ignore"
[brokers.venue]
kind = "topstepx"
environment = "practice"
base_url = "{urls["rest"]}"
stream_url = "{urls["stream"]}"
market_url = "{urls["market"]}"
user = "{user["name"]}"
api_key = "{user["api_key"]}"
[[accounts]]
id = "{AT_VENUE}"
kind = "topstepx"
broker = "venue"
number = "{venue.ready["accounts"][0]["account"]}"
mode = "sandbox"
"""


@pytest.mark.counted("SIGKILL at any moment of a day at a venue")
@pytest.mark.timeout(1800)
def test_a_killed_day_leaves_the_ledger_and_the_venue_of_one_mind(
    tmp_path: Path, cases: Cases
) -> None:
    told = Told()
    with running("topstepx", "--seed", "1") as venue:
        (tmp_path / "config.toml").write_text(_settings(venue))
        late = [
            {"at": {"request": f"POST /api/Order/{call}", "times": 0}, **LATE}
            for call in ("place", "cancel")
        ]
        assert venue.control.post("/faults", json={"script": late}).json()["armed"] == len(late)
        for kill in cases.over(range(KILLS)):
            draw = random.Random(f"kill {kill}")
            if kill % 2 == 1:
                seconds = draw.uniform(0.0, RECOVERY_SECONDS)
                cases.found["of them while it recovered"] += killed_start(tmp_path, seconds)
                continue
            with _compared(tmp_path, venue, told) as engine:
                traders = VenueTraders(engine, told, kill)
                traders.start()
                traders.wait(draw.randrange(MOST_STEPS))
                time.sleep(draw.uniform(0.0, 0.06))
                engine.process.kill()
                traders.join()
                engine.kill()
            cases.found["orders unanswered"] += len(told.unanswered_orders)
        with _compared(tmp_path, venue, told):
            pass
    ledger = SqliteLedger(tmp_path / "ledger.db", lambda: 1)
    assert ledger.broken_at() is None
    ledger.close()
    figures = {
        "orders": len(told.orders),
        "fills": len(told.fills),
        "brackets": len(told.brackets),
        "cancels": len(told.cancelled),
    }
    cases.found |= Counter(figures)
    for what, number in figures.items():
        assert number >= KILLS, f"only {number} {what}: that proves little"


@contextmanager
def _compared(folder: Path, venue: Running, told: Told) -> Iterator[RunningEngine]:
    """Start the program and hold it to the venue, and to everything that it ever said."""
    venue.control.post("/clock", json={"advance_s": BUDGET_SECONDS})
    with running_engine(folder) as engine:
        assert told.surprises == []
        _until_agreed(engine, venue)
        for symbol in VenueTraders.symbols:
            _until_open(engine, symbol)
        ask_again(engine, told)
        _until_agreed(engine, venue)
        orders = {order["order_id"]: order for order in engine.all("/orders")}
        fills = engine.all("/fills")
        check_orders(orders, told)
        check_fills(fills, orders, told)
        check_resting(orders, told)
        told.fills |= {fill["fill_id"]: fill for fill in fills}
        _check_posts(orders, venue)
        yield engine


def _until_open(engine: RunningEngine, symbol: str) -> None:
    """Ask for orders far from the market until one is let through, and take it out again."""
    bid = engine.until(f"/quotes?symbols={symbol}", lambda found: found["items"][0]["bid"])
    far = {"order_type": "limit", "limit_price": str(int(float(bid["items"][0]["bid"])) // 2)}
    asked = {"account": AT_VENUE, "symbol": symbol, "side": "buy", "quantity": 1, **far}
    until = _now() + int(SECONDS * NANOSECONDS)
    while (answer := engine.client.post("/api/v1/orders", json=asked)).status_code != 202:
        code = answer.json()["error"]["code"]
        assert code in ("reconciling", "stale_quote", "order_unknown_pending"), answer.text
        assert _now() < until, f"nothing can be opened: {answer.text}"
        time.sleep(0.2)
    assert engine.client.delete(f"/api/v1/orders/{answer.json()['order_id']}").status_code == 200


def _until_agreed(engine: RunningEngine, venue: Running) -> None:
    until = _now() + int(SECONDS * NANOSECONDS)
    while (found := _differences(engine, venue)) != []:
        assert _now() < until, "\n".join(found)
        time.sleep(0.1)


def _differences(engine: RunningEngine, venue: Running) -> list[str]:
    """Say where the ledger and the venue are not of one mind, and what is not protected there."""
    state = venue.control.get("/state").json()
    ours = {order["order_id"]: order for order in engine.all("/orders")}
    theirs = _by_our_ids(state["orders"], ours)
    found = [f"only the venue has {theirs[name]}" for name in theirs.keys() - ours.keys()]
    found += [
        f"{order} is {theirs.get(name)} at the venue"
        for name, order in ours.items()
        if _stands(order) != _stands(theirs.get(name))
    ]
    held, held_there = _held(engine.get("/positions")["items"]), _held(state["positions"])
    if held != held_there:
        found.append(f"held {held}, at the venue {held_there}")
    booked, traded = _trades(engine.all("/fills")), _trades(state["fills"])
    if booked != traded:
        found.append(f"fills of one side alone: {booked.items() ^ traded.items()}")
    contract = engine.get(f"/quotes?symbols={BRACKETED_SYMBOL}")["items"][0]["symbol"]
    legs = _legs(order for order in state["orders"] if order["symbol"] == contract)
    if any(working != held_there.get(contract, D(0)) for working in legs.values()):
        found.append(f"held {held_there} at the venue, protected by {legs}")
    return found


def _by_our_ids(listed: Iterable[Json], ours: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return the venue's orders by our ids. An exit that came with its entry bears none there: it
    is the first of its type that the ledger has for that entry."""
    listed = list(listed)
    found = {order["client_id"]: order for order in listed if order["client_id"]}
    names = {order["order_id"]: order["client_id"] for order in listed}
    for order in listed:
        if not order["client_id"]:
            kind = (names.get(order["parent_id"], ""), order["order_type"])
            own = sorted(
                name
                for name, one in ours.items()
                if (one["parent_id"], one["order_type"]) == kind and name not in found
            )
            found[own[0] if own else f"{kind}"] = order
    return found


def _stands(order: Json | None) -> tuple[bool, Decimal]:
    """Whether an order may still trade, and how much of it has; None for one that never came."""
    if order is None:
        return False, D(0)
    return order["status"] not in CLOSED, D(order["filled_quantity"])


def _held(positions: Iterable[Json]) -> Mapping[str, Decimal]:
    return {p["symbol"]: D(p["quantity"]) for p in positions if D(p["quantity"])}


def _trades(fills: Iterable[Json]) -> Mapping[str, tuple[str, Decimal, Decimal]]:
    return {str(f["fill_id"]): (f["side"], D(f["quantity"]), D(f["price"])) for f in fills}


def _legs(orders: Iterable[Json]) -> Mapping[str, Decimal]:
    """Return for how much stops and targets work at the venue."""
    found = {"stop": D(0), "limit": D(0)}
    for order in orders:
        if order["side"] == "sell" and _stands(order)[0]:
            found[order["order_type"]] += order["quantity"] - order["filled_quantity"]
    return found


def _check_posts(orders: Mapping[str, Json], venue: Running) -> None:
    """Hold what the venue was asked to book to what the ledger has: nothing else, nothing twice."""
    posts = venue.control.get("/log").json()["posts"]
    assert max(posts.values(), default=1) == 1, "an order was sent twice"
    assert posts.keys() <= orders.keys(), "an order was sent that the ledger does not have"
