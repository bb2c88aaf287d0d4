"""A ledger that cannot be written, under a whole engine: said at once, and nothing is sent."""

import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.support.running_engine import RunningEngine, running_engine

ORDER = {"account": "paper_simulator", "symbol": "ES1!", "side": "buy", "quantity": 1}


#: Bytes that a file may have: none at all, or less than the ledger writes at once.
NOTHING, A_LITTLE = 1, 4_000
#: A fill comes so long after its order: time enough to fill the disk.
LATE_FILL = """
[[accounts]]
id = "paper_simulator"
latency_ms = 1500
"""


@contextmanager
def full_disk(engine: RunningEngine, room: int = NOTHING) -> Iterator[None]:
    """Let no file of the engine be written beyond `room`, as on a disk without any."""
    if sys.platform != "linux":
        pytest.skip("only Linux limits the files of another process")
    import resource

    before = resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # it was killed meanwhile
            resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE, before)


def test_on_a_full_disk_nothing_is_sent_and_all_works_again_after(tmp_path: Path) -> None:
    with running_engine(tmp_path, "--market", "sim", "--seed", "1") as engine:
        engine.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        engine.post("/orders", ORDER, status=202)
        before = engine.until("/fills", lambda found: len(found["items"]) == 1)
        orders = engine.get("/orders")
        with full_disk(engine):
            for number in range(3):
                refused = engine.client.post(
                    "/api/v1/orders", json=ORDER | {"client_order_id": f"mine-{number}"}
                )
                assert (refused.status_code, code(refused.json())) == (422, "ledger_down")
                assert "Nothing was sent" in refused.json()["error"]["message"]
            health = engine.get("/health")
            assert (health["status"], health["ledger"]["ok"]) == ("ledger_down", False)
            alert = engine.alert('{"symbol":"ES1!","action":"buy","quantity":1,"id":"1"}')
            assert (alert.status_code, code(alert.json())) == (503, "not_stored")
            assert engine.get("/fills") == before
            assert engine.get("/orders") == orders
        again = engine.post("/orders", ORDER | {"client_order_id": "mine-0"}, status=202)
        assert again["status"] == "filled"
        alert = engine.alert('{"symbol":"ES1!","action":"buy","quantity":1,"id":"1"}')
        assert (alert.status_code, alert.json()["status"]) == (202, "accepted")
        engine.until("/fills", lambda found: len(found["items"]) == 3)
        assert engine.get("/health")["status"] == "ok"
        assert engine.stop() == 0


def lose_a_fill(engine: RunningEngine) -> str:
    """Let a fill come that cannot be written; return what is told of it."""
    told = engine.until("/health", lambda found: "What happened since" in found["ledger"]["detail"])
    assert engine.get("/strategies")["automation"]["state"] == "blocked"
    assert engine.get("/fills")["items"] == []
    return str(told["ledger"]["detail"])


def assert_one_contract(engine: RunningEngine) -> None:
    (fill,) = engine.get("/fills")["items"]
    (position,) = engine.get("/positions")["items"]
    assert (fill["quantity"], position["quantity"]) == ("1", "1")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[RunningEngine]:
    """An engine with an order that has not been filled yet."""
    tmp_path.joinpath("config.toml").write_text(LATE_FILL)
    with running_engine(tmp_path, "--market", "sim", "--seed", "1") as made:
        made.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        made.post("/orders", ORDER, status=202)
        yield made


@pytest.mark.parametrize(
    ("room", "where"), [(A_LITTLE, "in memory and in {}"), (NOTHING, "in memory alone, {} cannot")]
)
def test_a_fill_on_a_full_disk_is_told_and_booked_once_there_is_room(
    engine: RunningEngine, room: int, where: str
) -> None:
    file = engine.data_dir / "emergency.jsonl"
    with full_disk(engine, room):
        assert where.format(file) in lose_a_fill(engine)
        assert (b'"kind": "fill"' in file.read_bytes()) is (room == A_LITTLE)
    engine.until("/health", lambda found: found["ledger"]["ok"])
    assert_one_contract(engine)
    assert not file.read_bytes().strip()
    assert engine.stop() == 0


def test_a_fill_on_a_full_disk_survives_being_killed(engine: RunningEngine) -> None:
    with full_disk(engine, A_LITTLE):
        lose_a_fill(engine)
        engine.kill()
    for _ in range(2):
        with running_engine(engine.data_dir, "--market", "sim", "--seed", "1") as again:
            assert_one_contract(again)


CLOSE = {"account": "paper_simulator", "symbol": "ES1!", "intent": "close"}


@pytest.mark.parametrize("killed", [False, True], ids=["there is room again", "killed"])
def test_what_is_held_can_be_closed_on_a_full_disk(tmp_path: Path, killed: bool) -> None:
    close = CLOSE | {"client_order_id": "way-out"}
    arguments = (tmp_path, "--market", "sim", "--seed", "1")
    with running_engine(*arguments) as engine:
        engine.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        engine.post("/orders", ORDER, status=202)
        engine.until("/positions", lambda found: found["items"])
        with full_disk(engine, A_LITTLE):
            first = engine.post("/orders", close, status=202)
            again = engine.post("/orders", close, status=202)
            assert first["order_id"] == again["order_id"]
            refused = engine.post("/orders", ORDER, status=422)
            assert code(refused) == "ledger_down"
            if killed:
                engine.kill()
        if not killed:
            assert_flat_by_two_orders(engine)
    with running_engine(*arguments) as engine:
        assert_flat_by_two_orders(engine)
        assert engine.post("/orders", close, status=202)["order_id"] == first["order_id"]


def test_a_kill_switch_thrown_on_a_full_disk_is_on_after_being_killed(tmp_path: Path) -> None:
    arguments = (tmp_path, "--market", "sim", "--seed", "1")
    with running_engine(*arguments) as engine:
        engine.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        with full_disk(engine, A_LITTLE):
            assert engine.post("/kill-switch", {"engaged": True})["durable"] is True
            assert engine.client.post(
                "/api/v1/kill-switch", json={"engaged": False}
            ).status_code in (422, 503)
            engine.kill()
    with running_engine(*arguments) as engine:
        assert code(engine.post("/orders", ORDER, status=422)) == "halted"
        assert engine.post("/kill-switch", {"engaged": False})["engaged"] is False
    with running_engine(*arguments) as engine:
        engine.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        engine.post("/orders", ORDER, status=202)


def assert_flat_by_two_orders(engine: RunningEngine) -> None:
    engine.until("/positions", lambda found: found["items"][0]["quantity"] == "0")
    orders, fills = engine.get("/orders")["items"], engine.get("/fills")["items"]
    assert [order["status"] for order in orders] == ["filled", "filled"]
    assert [fill["side"] for fill in fills] == ["sell", "buy"]


def code(answer: Any) -> str:
    return str(answer["error"]["code"])


def test_a_newer_ledger_is_refused_and_every_byte_of_the_folder_stays(tmp_path: Path) -> None:
    with running_engine(tmp_path, "--market", "none"):
        pass
    connection = sqlite3.connect(tmp_path / "ledger.db")
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    kept = [tmp_path / "ledger.db", tmp_path / "listener.json"]
    before = [hashlib.sha256(path.read_bytes()).hexdigest() for path in kept]
    with pytest.raises(AssertionError, match=r"(?s)ended with 2.*newer TraderTerminal \(schema 99"):
        RunningEngine(tmp_path)
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in kept] == before
    assert not (tmp_path / "runtime.json").exists()


@pytest.mark.parametrize("name", ["listener.json", "ledger.db"])
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(json.dumps({"api_token": "short"}).encode() * 40)
    before = path.read_bytes()
    with pytest.raises(AssertionError, match=rf"(?s)ended with 2.*{name}"):
        RunningEngine(tmp_path)
    assert path.read_bytes() == before
