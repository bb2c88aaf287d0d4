"""The day's result of a running engine: over a change of the trade date, a crash, a restart."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tests.support.running_engine import RunningEngine, running_engine

HEADER = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"
#: Wednesday afternoon in New York; the trade date changes at 16:00 in Chicago, 22:00 UTC.
NOON = datetime(2024, 1, 10, 20, 0, tzinfo=UTC)
ROLL = datetime(2024, 1, 10, 22, 0, tzinfo=UTC)


def two_days(folder: Path) -> Path:
    """A market that trades on both sides of the change, ten points higher each hour."""
    path, rows = folder / "two_days.csv", [HEADER]
    for hour in range(9):
        at = NOON + timedelta(hours=hour)
        if at.hour == 22:
            continue  # the daily break
        at_ns, price = int(at.timestamp()) * 1_000_000_000, 4800 + 10 * hour
        rows.append(f"{at_ns},trade,{price},1,B,,,,")
        rows.append(f"{at_ns},quote,,,,{price},50,{price}.25,50")
    path.write_text("\n".join(rows) + "\n")
    return path


def engine_on(folder: Path, path: Path) -> "RunningEngine":
    return RunningEngine(
        folder, "--market", f"replay:{path}", "--symbol", "ESH2024", "--speed", "step"
    )


def seek(engine: RunningEngine, moment: datetime) -> None:
    engine.post("/replay", {"action": "seek", "until": moment.isoformat()})


def day_net(engine: RunningEngine) -> Decimal:
    return Decimal(engine.get("/accounts")["items"][0]["day_net"])


def trade(engine: RunningEngine, side: str, quantity: int) -> None:
    order = {"account": "paper_simulator", "symbol": "ESH2024", "intent": "delta"}
    engine.post("/orders", order | {"side": side, "quantity": quantity}, 202)


def test_what_is_held_overnight_counts_from_the_start_of_the_day_whatever_happens(
    tmp_path: Path,
) -> None:
    path, folder = two_days(tmp_path), tmp_path / "data"
    folder.mkdir()
    first = engine_on(folder, path)
    # given two contracts bought at 4800.25 on Wednesday
    seek(first, NOON)
    trade(first, "buy", 2)
    seek(first, NOON + timedelta(hours=1))
    assert day_net(first) == Decimal("975.00") - Decimal("4.50")
    # when Thursday begins, at the last price of Wednesday
    seek(first, ROLL + timedelta(hours=1))
    assert day_net(first) == 2000
    trade(first, "sell", 1)
    assert day_net(first) == Decimal("2000") - Decimal("2.25")
    # then a crash and a restart change nothing
    first.kill()
    with running_engine(folder, "--market", f"replay:{path}", "--symbol", "ESH2024") as second:
        assert day_net(second) == Decimal("1997.75")
        seek(second, ROLL + timedelta(hours=2))
        assert day_net(second) == Decimal("2497.75")
    # and where no price is known, no result is claimed
    with running_engine(folder, "--market", "none") as third:
        assert third.get("/accounts")["items"][0]["day_net"] is None


def test_a_day_that_began_while_the_program_was_off_starts_from_the_latest_mark(
    tmp_path: Path,
) -> None:
    path, folder = two_days(tmp_path), tmp_path / "data"
    folder.mkdir()
    with running_engine(
        folder, "--market", f"replay:{path}", "--symbol", "ESH2024", "--speed", "step"
    ) as first:
        seek(first, NOON)
        trade(first, "buy", 1)
        seek(first, NOON + timedelta(hours=1))
    # when the next run is in a market of Thursday alone
    thursday = tmp_path / "thursday.csv"
    header, *rows = path.read_text().splitlines()
    thursday.write_text("\n".join([header, *rows[4:]]) + "\n")
    with running_engine(
        folder, "--market", f"replay:{thursday}", "--symbol", "ESH2024", "--speed", "step"
    ) as second:
        seek(second, ROLL + timedelta(hours=1))
        assert day_net(second) == 20 * 50


def test_a_days_loss_beyond_the_limit_lets_nothing_but_exits_out(tmp_path: Path) -> None:
    path, folder = two_days(tmp_path), tmp_path / "data"
    folder.mkdir()
    (folder / "config.toml").write_text("[risk]\nmax_daily_loss = 900\n")
    order = {"account": "paper_simulator", "symbol": "ESH2024", "quantity": 1}
    with running_engine(
        folder, "--market", f"replay:{path}", "--symbol", "ESH2024", "--speed", "step"
    ) as engine:
        # given two contracts sold short, which lose 1,000 within the hour
        seek(engine, NOON)
        trade(engine, "sell", 2)
        seek(engine, NOON + timedelta(hours=1))
        assert day_net(engine) < -900
        # then nothing is added, not even on the other side beyond what is held
        for side, quantity in (("sell", 1), ("buy", 3)):
            wish = order | {"side": side, "quantity": quantity}
            refused = engine.post("/orders", wish, 422)["error"]
            assert (refused["code"], refused["limit"]) == ("daily_loss", "900")
            assert Decimal(refused["measured"]) == -day_net(engine)
        # and what is held can be closed
        engine.post("/orders", {**order, "intent": "close", "quantity": None}, 202)
        assert engine.get("/positions")["items"][0]["quantity"] == "0"
