"""The control port of a venue."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT, PlainDialect, VenueScene, venue_scene
from traderterminal.domain.fills import Side
from traderterminal.kit.clock import iso
from traderterminal.venues.orders import CashChanged, Refused, Ticket
from traderterminal.venues.traffic import Request, read_json, write_json


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[VenueScene]:
    made = venue_scene()
    yield made
    await made.close()


async def asked(
    scene: VenueScene, call: str, body: Any = None, *, proven: bool = True
) -> tuple[int, Any]:
    method, path = call.split()
    token = "control" if proven else "guessed"
    request = Request(
        method,
        path,
        headers={"authorization": f"Bearer {token}"},
        body=b"" if body is None else write_json(body).encode(),
    )
    answer = await scene.venue.control.answer(request)
    return answer.status, read_json(answer.body)


async def test_nothing_is_answered_without_the_token(scene: VenueScene) -> None:
    status, body = await asked(scene, "GET /state", proven=False)
    assert (status, body["error"]["code"]) == (401, "unauthenticated")
    assert (await asked(scene, "GET /other"))[0] == 404
    assert scene.venue.control.welcome(Request("GET", "/state")) == 404


async def test_the_state_is_what_the_venue_has(scene: VenueScene) -> None:
    scene.exchange.place(Ticket(ACCOUNT, ES.symbol, Side.BUY, 2, tag="T1"))
    status, state = await asked(scene, "GET /state")
    assert status == 200
    (order,), (fill,), (position,) = state["orders"], state["fills"], state["positions"]
    assert (order["client_id"], order["status"], order["average_price"]) == (
        "T1",
        "filled",
        "4800.25",
    )
    assert (fill["order_id"], fill["price"], fill["fee"]) == (order["order_id"], "4800.25", "2.80")
    assert (position["quantity"], position["average_price"]) == (2, "4800.25")
    assert [account["cash"] for account in state["accounts"]] == ["49997.20", "150000"]


async def test_faults_are_armed_and_what_is_due_is_done(scene: VenueScene) -> None:
    entries = [{"at": {"request": "/place"}, "fault": "F4"}, {"at": "now", "fault": "F45"}]
    status, body = await asked(scene, "POST /faults", {"seed": 5, "script": entries})
    assert (status, body) == (200, {"armed": 2, "seed": 5})
    dialect = scene.venue.dialect
    assert isinstance(dialect, PlainDialect)
    assert dialect.done == ["compete"]


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ("POST /faults", {"script": [{"at": "now", "fault": "F0"}]}),
        ("POST /faults", {"script": [{"at": "now", "fault": "F37"}]}),
        ("POST /clock", {}),
        ("POST /clock", {"advance_s": "soon"}),
        ("POST /clock", {"set": "yesterday"}),
        ("POST /clock", {"advance_s": 1, "set": "2024-03-11T00:00:00Z"}),
        ("POST /market", {"action": "play"}),
        ("POST /account", {"account": 7, "locked": True}),
        ("POST /account", {"account": ACCOUNT}),
        ("POST /reset", []),
    ],
)
async def test_what_cannot_be_done_is_said(scene: VenueScene, call: str, body: Any) -> None:
    status, answer = await asked(scene, call, body)
    assert (status, answer["error"]["code"]) == (422, "unsupported")
    assert answer["error"]["message"]


async def test_the_host_clock_is_advanced_and_set(scene: VenueScene) -> None:
    began = scene.host.now_ns()
    await asked(scene, "POST /clock", {"advance_s": 1.5})
    assert scene.host.now_ns() == began + 1_500_000_000
    _, body = await asked(scene, "POST /clock", {"set": "2024-03-12T00:00:00Z"})
    assert body == {"now": "2024-03-12T00:00:00.000000Z"} == {"now": iso(scene.host.now_ns())}


async def test_an_account_is_locked_and_told_of(scene: VenueScene) -> None:
    status, body = await asked(scene, "POST /account", {"account": ACCOUNT, "locked": True})
    assert (status, body) == (200, {"account": ACCOUNT, "locked": True})
    with pytest.raises(Refused, match="account_locked"):
        scene.exchange.place(Ticket(ACCOUNT, ES.symbol, Side.BUY, 1))
    assert scene.news == [CashChanged(scene.exchange.accounts[ACCOUNT])]


async def test_a_reset_begins_anew(scene: VenueScene) -> None:
    scene.exchange.place(Ticket(ACCOUNT, ES.symbol, Side.BUY, 2))
    await asked(scene, "POST /faults", {"script": [{"at": {"request": "*"}, "fault": "F5"}]})
    assert (await asked(scene, "POST /reset", {}))[0] == 200
    assert scene.venue.lines.script.on_request("GET", "/orders", None) is None
    _, state = await asked(scene, "GET /state")
    assert (state["orders"], state["accounts"][0]["cash"]) == ([], "50000")


async def test_the_log_tells_what_was_asked(scene: VenueScene) -> None:
    await scene.venue.front.answer(Request("POST", "/place", body=b'{"id":"T9"}'))
    _, log = await asked(scene, "GET /log")
    assert log["posts"] == {"T9": 1}
    assert log["requests"][0]["path"] == "/place"
