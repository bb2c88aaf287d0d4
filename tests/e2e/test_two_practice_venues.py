"""The recorded alert trades at both practice venues through a group, as the documentation has it.

One of the venues is killed while the answer to an order is on its way; in the end the desk and both
venues are of one mind, and every order was posted once.
"""

import json
import os
import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.test_first_trade import BUY_AT, CLOSE_AT, alert, ended
from tests.support.running_engine import RunningEngine, running_engine
from tests.support.shared_data import REPOSITORY, shared_file

D = Decimal
GUIDE = REPOSITORY / "resources" / "docs" / "practice-venues.md"
#: A reply so late that the venue dies before it, and no news of what it did meanwhile.
MUTE = [
    {"at": {"request": "POST /api/Order/place"}, "fault": "F6", "delay_s": 600},
    {"at": "now", "fault": "F34", "for_s": 600},
]
#: Venues and logins begin in processes of their own: on a busy machine that takes its time.
PATIENCE_S = 60.0
VENUES = {"topstepx": "one_es", "tradovate": "five_mes"}


class Venue:
    """A venue that the engine has started, as its control port shows it."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / f"runtime-venue-{name}.json"

    @property
    def said(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self._path.read_text())
        return found

    def ask(self, method: str, path: str, body: object = None) -> Any:
        said = self.said
        headers = {"authorization": f"Bearer {said['control_token']}"}
        answer = httpx.request(method, said["control"] + path, json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def kill(self) -> None:
        os.kill(self.said["pid"], signal.SIGKILL)


def settings() -> str:
    """The settings of the documentation."""
    (found,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    return str(found)


@contextmanager
def replaying(folder: Path, recording: Path) -> Iterator[RunningEngine]:
    market = ("--market", f"replay:{recording}", "--symbol", "ESH2024,MESH2024", "--speed", "step")
    with running_engine(folder, *market) as engine:
        engine.until(
            "/accounts",
            lambda found: all(D(account["cash"]) > 0 for account in found["items"]),
            PATIENCE_S,
        )
        yield engine


def positions(engine: RunningEngine) -> dict[tuple[str, str], str]:
    found = engine.get("/positions")["items"]
    return {(p["account"], p["symbol"]): p["quantity"] for p in found if D(p["quantity"])}


def move_and_alert(engine: RunningEngine, action: str, at: str) -> str:
    """Move the recording to a moment and post the alert of that moment; return its id."""
    assert engine.post("/replay", {"action": "seek", "until": at})["state"] == "paused"
    answer = engine.alert(alert(action, at, "CME_MINI:ES1!"))
    assert answer.status_code == 202, answer.text
    return str(answer.json()["alert_id"])


@pytest.mark.timeout(300)
def test_the_recorded_alert_trades_at_both_and_a_killed_venue_agrees_in_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recording = shared_file("marketdata/ESH4_2023-12-25_ticks_2200-2330.csv.gz")
    (tmp_path / "config.toml").write_text(settings())
    venues = {name: Venue(tmp_path, name) for name in VENUES}
    with replaying(tmp_path, recording) as engine:
        alert_id = move_and_alert(engine, "buy", BUY_AT)
        bought = engine.until(f"/alerts/{alert_id}", ended, PATIENCE_S)
        assert bought["status"] == "executed", bought
        assert positions(engine) == {("one_es", "ESH2024"): "1", ("five_mes", "MESH2024"): "5"}
        for venue in venues.values():
            assert venue.ask("GET", "/state")["now"] == BUY_AT.replace("Z", ".000000Z")
        # when one venue has traded the exit and told nobody, and dies
        mute = venues["topstepx"]
        mute.ask("POST", "/faults", {"script": MUTE})
        alert_id = move_and_alert(engine, "close", CLOSE_AT)
        engine.until("/health", lambda _: len(mute.ask("GET", "/state")["fills"]) == 2, PATIENCE_S)
        posts, before = mute.ask("GET", "/log")["posts"], mute.said["pid"]
        assert positions(engine)["one_es", "ESH2024"] == "1"
        mute.kill()
        closed = engine.until(f"/alerts/{alert_id}", ended, PATIENCE_S)
        assert closed["status"] == "executed", closed
        assert mute.said["pid"] != before
        for name, account in VENUES.items():
            agree(engine, venues[name], account)
        with capsys.disabled():
            print(f"\n{held_to(engine)}")  # noqa: T201 - what the accounts were held to is shown
        assert posts == {o["order_id"]: 1 for o in orders(engine, "one_es")}
        prices = {D(fill["price"]) for fill in engine.all("/fills")}
        assert prices == {D("4808.75"), D("4808.00")}
        assert engine.stop() == 0
    assert not list(tmp_path.glob("runtime-venue-*"))


def orders(engine: RunningEngine, account: str) -> list[dict[str, Any]]:
    return engine.all(f"/orders?account={account}")


def agree(engine: RunningEngine, venue: Venue, account: str) -> None:
    """Hold the desk's orders, fills and positions to those of a venue."""
    state = venue.ask("GET", "/state")
    ours = orders(engine, account)
    assert {o["order_id"]: D(o["filled_quantity"]) for o in ours} == {
        o["client_id"]: D(o["filled_quantity"]) for o in state["orders"]
    }
    assert {o["status"] for o in ours} == {"filled"}
    booked = [f for f in engine.all("/fills") if f["account"] == account]
    assert {f["fill_id"]: D(f["price"]) for f in booked} == {
        str(f["fill_id"]): D(f["price"]) for f in state["fills"]
    }
    assert {f["at"] for f in booked} == {f["at"] for f in state["fills"]}
    assert not [p for p in state["positions"] if p["quantity"]]


def held_to(engine: RunningEngine) -> str:
    """Say what the first order of each account was measured as, and what it was held to."""
    lines = []
    for account in VENUES.values():
        *_, first = orders(engine, account)
        told = (f"{v['rule']} {v['measured']}/{v['limit']}" for v in first["verdict"] if v["limit"])
        lines.append(f"{account}: {', '.join(told)}")
    return "\n".join(lines)
