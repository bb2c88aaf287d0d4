"""A ledger that cannot be written, under a whole engine: said at once, and nothing is sent."""

import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.running_engine import RunningEngine, running_engine

ORDER = {"account": "paper_simulator", "symbol": "ES1!", "side": "buy", "quantity": 1}


@contextmanager
def full_disk(engine: RunningEngine) -> Iterator[None]:
    """Let no file of the engine grow, as on a disk without room."""
    if sys.platform != "linux":
        pytest.skip("only Linux limits the files of another process")
    import resource

    before = resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
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
