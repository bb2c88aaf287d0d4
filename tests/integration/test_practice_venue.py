"""`traderterminal venue`: a practice venue as a process of its own, over the loopback interface."""

import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.running_venue import Running, running
from traderterminal.app import practice
from traderterminal.app.options import Options
from traderterminal.cli import main
from traderterminal.domain.bars import Bar
from traderterminal.kit.clock import HostClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.simulated import SimulatedMarket
from traderterminal.venues.topstepx import PLUGIN


@pytest.fixture(scope="module")
def venue() -> Iterator[Running]:
    with running("topstepx", "--seed", "1", "--speed", "step") as made:
        made.log_in()
        yield made


def test_the_ready_line_says_all_that_a_client_needs(venue: Running) -> None:
    ready = venue.ready
    assert (ready["event"], ready["pid"]) == ("ready", venue.process.pid)
    assert set(ready["urls"]) == {"rest", "stream", "market"}
    assert ready["users"] == [{"name": "practice", "api_key": PLUGIN.users[0].secret}]
    assert len(ready["accounts"]) == len(PLUGIN.accounts)
    assert venue.http.get("/api/Status/ping").text == "pong"


def test_it_trades_on_a_market_that_the_control_port_moves(venue: Running) -> None:
    account = venue.ready["accounts"][0]["account"]
    contracts = venue.post("Contract/search", searchText="E-mini S&P", live=False)["contracts"]
    own = next(each["id"] for each in contracts if ".EP." in each["id"])
    order = {"accountId": account, "contractId": own, "type": 2, "side": 0, "size": 1}
    assert venue.control.post("/market", json={"action": "step", "seconds": 5}).status_code == 200
    placed = venue.post("Order/place", **order, customTag="TT1")
    assert placed["success"]
    state = venue.control.get("/state").json()
    (fill,) = state["fills"]
    assert (fill["order_id"], fill["fee"]) == (placed["orderId"], "1.40")
    assert state["market"] == "paused"
    assert venue.control.get("/log").json()["posts"] == {"TT1": 1}
    bars = venue.post(
        "History/retrieveBars",
        contractId=own,
        live=False,
        startTime="2000-01-01T00:00:00Z",
        endTime="2100-01-01T00:00:00Z",
        unit=2,
        unitNumber=1,
        limit=300,
        includePartialBar=True,
    )["bars"]
    assert len(bars) == 300
    assert bars[0]["t"] > bars[-1]["t"]


def test_a_reply_that_is_dropped_reaches_nobody(venue: Running) -> None:
    script = [{"at": {"request": "POST /api/Account/search"}, "fault": "F4"}]
    assert venue.control.post("/faults", json={"script": script}).json()["armed"] == 1
    with pytest.raises(httpx.RemoteProtocolError):
        venue.post("Account/search", onlyActiveAccounts=True)
    assert venue.post("Account/search", onlyActiveAccounts=True)["success"]


def test_nobody_can_connect_until_the_clock_says_so(venue: Running) -> None:
    script = [{"at": "now", "fault": "F1", "for_s": 3600}]
    venue.control.post("/faults", json={"script": script})
    ping = f"{venue.ready['urls']['rest']}/api/Status/ping"
    with pytest.raises(httpx.ConnectError):
        httpx.get(ping)
    venue.control.post("/clock", json={"advance_s": 3600})
    with httpx.Client(transport=httpx.HTTPTransport(retries=5)) as patient:
        assert patient.get(ping).text == "pong"


def test_nobody_steers_it_without_the_token(venue: Running) -> None:
    assert httpx.get(f"{venue.ready['control']}/state").status_code == 401


async def test_what_traded_before_is_made_up_before_anybody_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, bars = list[str](), SimulatedMarket.bars

    def see(market: SimulatedMarket, symbol: str, *rest: Any) -> Sequence[Bar]:
        made.append(symbol)
        return bars(market, symbol, *rest)

    monkeypatch.setattr(SimulatedMarket, "bars", see)
    tasks = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error!r}"))
    options = Options(tmp_path, tmp_path / "config.toml", seed=1, speed="step")
    venue = await practice._open(PLUGIN, options, HostClock(), tasks)
    assert set(venue.exchange.instruments) <= set(made)
    await tasks.aclose()


def test_it_ends_when_it_is_told_to() -> None:
    with running("topstepx", "--speed", "step") as venue:
        venue.process.send_signal(signal.SIGTERM)
        assert venue.process.wait(timeout=5) == 0


def test_it_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    arguments = ("topstepx", "--seed", "1", "--speed", "step", "--state", str(tmp_path / "state"))
    with running(*arguments) as venue:
        venue.log_in()
        account = venue.ready["accounts"][0]["account"]
        own = venue.post("Contract/search", searchText=".EP.", live=False)["contracts"][0]["id"]
        venue.control.post("/market", json={"action": "step", "seconds": 5})
        order = {"accountId": account, "contractId": own, "side": 0, "size": 1}
        exits = {"stopLossBracket": {"ticks": -400, "type": 4}}
        assert venue.post("Order/place", **order, type=2, customTag="TT1", **exits)["success"]
        resting = venue.post("Order/place", **order, type=1, limitPrice=100, customTag="TT2")
        before = venue.control.get("/state").json()
        venue.process.kill()
    with (tmp_path / "state").open("a") as file:
        file.write('{"what":"order","cau')  # it was killed while it wrote
    with running(*arguments) as venue:
        venue.log_in()
        after = venue.control.get("/state").json()
        for what in ("orders", "fills", "positions", "accounts"):
            assert after[what] == before[what]
        again = venue.post("Order/place", **order, type=1, limitPrice=100, customTag="TT2")
        assert again["errorMessage"] == "Custom tag is already in use"
        cancel = {"accountId": account, "orderId": resting["orderId"]}
        assert venue.post("Order/cancel", **cancel)["success"]
        venue.control.post("/market", json={"action": "step", "seconds": 5})
        venue.post("Position/closeContract", accountId=account, contractId=own)
        assert venue.control.get("/state").json()["positions"][0]["quantity"] == 0
        venue.control.post("/reset", json={})
    with running(*arguments) as venue:
        assert venue.control.get("/state").json()["orders"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "there is no venue 'nowhere'"),
        (["topstepx", "--market", "none"], "a venue has sim and replay:FILE"),
        (["topstepx", "--market", "replay:missing.csv"], "needs --symbol"),
        (["topstepx", "--state", "/"], "--state /: "),
    ],
)
def test_what_cannot_be_started_is_said(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["venue", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_recording_is_traded_under_its_own_hours(tmp_path: Path) -> None:
    rows = ["ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"]
    began = 1_710_165_600_000_000_000  # 11 March 2024, 14:00 UTC: ES trades
    for second in range(10):
        price = 5100 + second
        rows.append(f"{began + second * 10**9},quote,,,,{price},5,{price}.25,5")
    path = tmp_path / "es.csv"
    path.write_text("\n".join(rows) + "\n")
    market = ("--market", f"replay:{path}", "--symbol", "ESH2024", "--speed", "step")
    with running("topstepx", *market) as venue:
        venue.log_in()
        first = {"action": "until", "until_ns": began + 2 * 10**9 + 1}
        moved = venue.control.post("/market", json=first).json()
        assert moved["now"] == "2024-03-11T14:00:02.000000Z"
        until = {"action": "until", "until": "2024-03-11T14:00:03Z"}
        moved = venue.control.post("/market", json=until).json()
        assert moved == {"state": "paused", "now": "2024-03-11T14:00:03.000000Z"}
        account = venue.ready["accounts"][0]["account"]
        order = {"accountId": account, "contractId": "CON.F.US.EP.H24", "type": 2, "side": 0}
        assert venue.post("Order/place", **order, size=1)["success"]
        (fill,) = venue.control.get("/state").json()["fills"]
        assert (fill["price"], fill["at"]) == ("5103.25", "2024-03-11T14:00:03.000000Z")
