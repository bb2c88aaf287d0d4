"""What is held in a running engine lives through expiry, a dividend and a split, and a restart."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.support.running_engine import RunningEngine, launch, running_engine

HEADER = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"
#: The last trading day of ESH2024 and the evening on which the next week begins.
FRIDAY, SUNDAY = datetime(2024, 3, 15, 19, 0, tzinfo=UTC), datetime(2024, 3, 17, 23, 0, tzinfo=UTC)
#: The day before and the day of the ex-date, in the hours of New York.
BEFORE, AFTER = datetime(2024, 6, 7, 15, 0, tzinfo=UTC), datetime(2024, 6, 10, 15, 0, tzinfo=UTC)
D = Decimal


def recording(folder: Path, *prices: tuple[datetime, str]) -> Path:
    """A market that stands at one price after the other, with the ask a quarter above."""
    path, rows = folder / "market.csv", [HEADER]
    for at, price in prices:
        at_ns = int(at.timestamp()) * 1_000_000_000
        rows.append(f"{at_ns},trade,{price},1,B,,,,")
        rows.append(f"{at_ns},quote,,,,{price},50,{D(price) + D('0.25')},50")
    path.write_text("\n".join(rows) + "\n")
    return path


def engine_on(folder: Path, path: Path, symbol: str) -> AbstractContextManager[RunningEngine]:
    market = f"replay:{path}"
    return running_engine(folder, "--market", market, "--symbol", symbol, "--speed", "step")


def seek(engine: RunningEngine, moment: datetime) -> None:
    engine.post("/replay", {"action": "seek", "until": moment.isoformat()})


def trade(engine: RunningEngine, symbol: str, **terms: Any) -> None:
    order = {"account": "paper_simulator", "symbol": symbol, "intent": "delta", "side": "buy"}
    engine.post("/orders", order | terms, 202)


def account(engine: RunningEngine) -> dict[str, str]:
    (found,) = engine.get("/accounts")["items"]
    return dict(found)


def test_a_future_is_settled_at_its_last_price_when_its_last_day_is_over(tmp_path: Path) -> None:
    hour = timedelta(hours=1)
    path = recording(tmp_path, (FRIDAY, "5100.00"), (FRIDAY + hour, "5110.00"), (SUNDAY, "5200.00"))
    folder = tmp_path / "data"
    folder.mkdir()
    with engine_on(folder, path, "ESH2024") as engine:
        seek(engine, FRIDAY)
        trade(engine, "ESH2024", quantity=2)
        resting = {"order_type": "limit", "limit_price": "5000.00", "time_in_force": "gtc"}
        trade(engine, "ESH2024", quantity=1, **resting)
        assert D(account(engine)["margin_used"]) == 1500
        # when the next week begins, whatever is traded under the old name by then
        seek(engine, SUNDAY - hour)
        engine.until("/positions", lambda found: found["items"][0]["quantity"] == "0")
        assert D(account(engine)["cash"]) == 100_000 + 2 * D("9.75") * 50 - D("4.50")
        (settled,) = [
            one for one in engine.get("/fills")["items"] if one["why"]["rule"] == "settled"
        ]
        assert settled["price"] == "5110.00"
        assert settled["why"]["last_day"] == "2024-03-15"
        (left,) = [one for one in engine.get("/orders")["items"] if one["order_type"] == "limit"]
        assert left["status"] == "expired"


def test_a_dividend_and_a_split_of_the_file_count_once_also_over_a_crash(tmp_path: Path) -> None:
    hour = timedelta(hours=1)
    path = recording(tmp_path, (BEFORE, "120.00"), (AFTER, "12.00"), (AFTER + hour, "12.50"))
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "corporate_actions.csv").write_text(
        "ex_date,symbol,action,value\n2024-06-10,NVDA,split,10:1\n2024-06-10,NVDA,dividend,0.50\n"
    )
    with engine_on(folder, path, "NVDA") as engine:
        seek(engine, BEFORE)
        trade(engine, "NVDA", quantity=20)
        stop = {"order_type": "stop", "stop_price": "100.00", "time_in_force": "gtc"}
        trade(engine, "NVDA", quantity=20, **stop | {"side": "sell"})
        cash = D(account(engine)["cash"])
        seek(engine, AFTER)
        engine.until("/positions", lambda found: found["items"][0]["quantity"] == "200")
        lived_through_it(engine, cash)
        engine.kill()
    with engine_on(folder, path, "NVDA") as engine:
        lived_through_it(engine, cash)


def lived_through_it(engine: RunningEngine, cash: Decimal) -> None:
    """Assert that both counted once: 20 shares at 120.25 are 200 at 12.025, and 10 dollars came."""
    (position,) = engine.get("/positions")["items"]
    assert (position["quantity"], D(position["average_price"])) == ("200", D("12.025"))
    found = account(engine)
    assert D(found["dividends"]) == 10
    assert D(found["cash"]) == cash + 10
    assert D(found["equity"]) == cash + 10 + 200 * 12
    (order,) = [one for one in engine.get("/orders")["items"] if one["order_type"] == "stop"]
    assert (order["quantity"], order["stop_price"]) == ("200", "10.00")
    assert order["status"] == "accepted"


def test_a_bad_file_of_actions_keeps_the_program_from_starting(tmp_path: Path) -> None:
    path = recording(tmp_path, (BEFORE, "120.00"))
    (tmp_path / "corporate_actions.csv").write_text("ex_date,symbol,action,value\nsoon,A,b,c\n")
    refused = launch(tmp_path, "--market", f"replay:{path}", "--symbol", "NVDA")
    _, errors = refused.communicate(timeout=60)
    assert refused.returncode == 2
    assert "corporate_actions.csv: line 2: ex_date 'soon' is no date" in errors
