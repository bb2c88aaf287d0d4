"""A recording with rows in it that cannot be true, played by the program itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.running_engine import RunningEngine, running_engine

HEADER = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"
START_NS = int(datetime(2023, 12, 26, 15, tzinfo=UTC).timestamp()) * 1_000_000_000
#: What comes each second: the market at 4,800, seven rows that are not true, and a true gap.
ROWS = (
    "quote,,,,4800.00,10,4800.25,12",
    "quote,,,,4800.50,10,4800.25,12",  # crossed
    "quote,,,,4800.25,10,4800.25,12",  # locked
    "quote,,,,4800.00,0,4800.25,12",  # of no size
    "trade,4800.25,0,B,,,,",
    "trade,5000.00,3,B,,,,",  # far from all others
    "quote,,,,4800.00,10,4800.25,12",
    "quote,,,,0,10,4800.25,12",  # a side far away
    "trade,4600.00,3,A,,,,",
    "quote,,,,4800.00,10,4800.25,12",
    "trade,4700.00,3,A,,,,",  # the first of two that agree
    "trade,4700.00,1,A,,,,",
    "quote,,,,4699.75,5,4700.25,5",
)
UNTRUE = 7
GAP = 10


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[RunningEngine]:
    recording = tmp_path / "bad.csv"
    lines = [f"{START_NS + number * 1_000_000_000},{row}" for number, row in enumerate(ROWS)]
    recording.write_text("\n".join((HEADER, *lines)) + "\n")
    market = ("--market", f"replay:{recording}", "--symbol", "ESH2024", "--speed", "step")
    with running_engine(tmp_path / "data", *market) as made:
        yield made


def place(engine: RunningEngine, side: str, order_type: str, **price: str) -> str:
    body = {"account": "paper_simulator", "symbol": "ESH2024", "side": side, "quantity": "1"}
    placed = engine.post("/orders", body | {"order_type": order_type, **price}, status=202)
    return str(placed["order_id"])


def test_nothing_trades_on_what_is_not_true_and_it_is_counted(engine: RunningEngine) -> None:
    def step(rows: int) -> None:
        for _ in range(rows):
            engine.post("/replay", {"action": "step"})

    step(1)
    bought = place(engine, "buy", "limit", limit_price="4790.00")
    sold = place(engine, "sell", "limit", limit_price="4810.00")
    stopped = place(engine, "sell", "stop", stop_price="4785.00")
    step(GAP)
    told: dict[str, Any] = engine.get("/health")["market"]
    assert engine.get("/fills")["items"] == []
    assert (told["kept_back"], told["out_of_time"]) == (UNTRUE, 0)
    step(len(ROWS) - 1 - GAP)
    engine.until("/fills", lambda found: len(found["items"]) == 2)
    fills = {one["order_id"]: Decimal(one["price"]) for one in engine.get("/fills")["items"]}
    assert fills == {bought: Decimal(4790), stopped: Decimal("4699.75")}
    assert sold not in fills
    assert engine.get("/health")["market"]["kept_back"] == UNTRUE
