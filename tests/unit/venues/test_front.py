"""The front of a venue: what befalls requests that the fault script strikes, and the log."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.support.plain_dialect import PlainDialect, VenueScene, venue_scene
from tests.support.venue import elapse
from tests.support.wire import Wire
from traderterminal.venues.faults import Script
from traderterminal.venues.orders import State


class Client:
    """A client in one process with its venue."""

    def __init__(self, scene: VenueScene) -> None:
        self.scene = scene
        self.wire = Wire(scene.venue, scene.host, scene.tasks)
        self.http = httpx.AsyncClient(transport=self.wire.http(), base_url="http://venue")

    def arm(self, fault: str, request: str, **values: Any) -> None:
        entry = {"at": {"request": request}, "fault": fault, **values}
        self.scene.venue.lines.script = Script.parse({"script": [entry]})

    async def post(self, path: str, **body: Any) -> httpx.Response:
        return await self.http.post(path, json=body)

    async def orders(self) -> int:
        return len((await self.http.get("/orders")).json()["orders"])


@pytest_asyncio.fixture
async def client() -> AsyncIterator[Client]:
    scene = venue_scene()
    made = Client(scene)
    yield made
    await made.http.aclose()
    await scene.close()


@pytest.mark.parametrize(
    ("fault", "booked", "error"),
    [
        ("F3", 0, httpx.ReadError),
        ("F4", 1, httpx.RemoteProtocolError),
        ("F5", 0, httpx.RemoteProtocolError),
        ("F22", 1, httpx.RemoteProtocolError),
    ],
)
async def test_an_answer_is_lost_before_or_after_booking(
    client: Client, fault: str, booked: int, error: type[Exception]
) -> None:
    client.arm(fault, "/place")
    with pytest.raises(error):
        await client.post("/place", id="T1")
    assert await client.orders() == booked


@pytest.mark.parametrize(
    ("fault", "values", "status", "booked"),
    [
        ("F10", {}, 503, 0),
        ("F10", {"status": 500, "booked": True}, 500, 1),
        ("F11", {"retry_after_s": 3}, 429, 0),
        ("F12", {"revoke": False}, 401, 0),
    ],
)
async def test_an_answer_has_the_wrong_status(
    client: Client, fault: str, values: dict[str, Any], status: int, booked: int
) -> None:
    client.arm(fault, "/place", **values)
    answer = await client.post("/place", id="T1")
    assert answer.status_code == status
    assert answer.headers.get("retry-after") == ("3" if fault == "F11" else None)
    assert await client.orders() == booked


async def test_a_denied_request_may_cost_the_session(client: Client) -> None:
    client.arm("F12", "/place")
    await client.http.post("/place", json={}, headers={"authorization": "Bearer t"})
    dialect = client.scene.venue.dialect
    assert isinstance(dialect, PlainDialect)
    assert dialect.done == ["revoke t"]


@pytest.mark.parametrize("fault", ["F6", "F15"])
async def test_an_answer_comes_late_and_the_news_of_it_at_once(client: Client, fault: str) -> None:
    client.arm(fault, "/place", delay_s=7.0)
    answers: list[int] = []

    async def place() -> None:
        answers.append((await client.post("/place", id="T1")).status_code)

    client.scene.tasks.spawn(place(), name="place")
    await elapse(client.scene.clock, 6.9)
    assert (len(client.scene.exchange.orders), answers) == (1, [])
    await elapse(client.scene.clock, 0.2)
    assert answers == [200]


async def test_answers_that_cannot_be_read_or_lack_what_matters(client: Client) -> None:
    client.arm("F7", "/place")
    with pytest.raises(ValueError, match=r".*"):
        (await client.post("/place")).json()
    client.arm("F9", "/place")
    assert (await client.post("/place")).json() == {"order": None}
    client.arm("F8", "/place", code=7, text="who knows")
    assert (await client.post("/place")).json() == {"error": 7, "text": "who knows"}
    assert await client.orders() == 3


async def test_fills_come_one_by_one_and_out_of_sequence(client: Client) -> None:
    client.arm("F19", "/place", lots=1)
    await client.post("/place", quantity=5)
    assert [one.quantity for one in client.scene.exchange.executions()] == [1] * 5
    await client.post("/place", quantity=5)
    assert [one.quantity for one in client.scene.exchange.executions()] == [1] * 5 + [5]


async def placed(client: Client) -> int:
    return int((await client.post("/place", limit="4790.00", quantity=2)).json()["order"])


async def test_an_order_fills_before_its_cancel_arrives(client: Client) -> None:
    order_id = await placed(client)
    client.arm("F20", "/cancel")
    answer = await client.post("/cancel", order=order_id)
    assert answer.json() == {"error": "order_closed"}
    assert client.scene.exchange.orders[order_id].state is State.FILLED


async def test_an_order_trades_after_its_cancel_was_confirmed(client: Client) -> None:
    order_id = await placed(client)
    client.arm("F21", "/cancel")
    assert (await client.post("/cancel", order=order_id)).json() == {"ok": True}
    await elapse(client.scene.clock, 1.0)
    order = client.scene.exchange.orders[order_id]
    assert (order.state, order.filled) == (State.CANCELED, 1)


async def test_a_change_is_taken_though_the_order_was_filled_at_its_old_terms(
    client: Client,
) -> None:
    order_id = await placed(client)
    client.arm("F23", "/change")
    assert (await client.post("/change", order=order_id, limit="4791.00")).json() == {"ok": True}
    order = client.scene.exchange.orders[order_id]
    assert str(order.average_price) == "4790.00"


async def test_lists_come_empty_or_end_after_the_first_page(client: Client) -> None:
    await placed(client)
    client.arm("F31", "/orders")
    assert (await client.http.get("/orders")).json() == {"orders": []}
    client.arm("F29", "/orders", **{})
    assert (await client.http.get("/orders")).status_code == 200
    client.arm("F29", "/orders")
    assert (await client.http.get("/orders", params={"page": 2})).status_code == 503


async def test_answers_are_disfigured(client: Client) -> None:
    order_id = await placed(client)
    client.arm("F41", "/orders", set={"status": 99, "new": None})
    answer = (await client.http.get("/orders")).json()
    assert answer == {"orders": [{"id": order_id, "status": 99, "new": None}]}
    client.arm("F42", "/orders", how="comma")
    assert (await client.http.get("/orders")).status_code == 200


async def test_a_page_for_people_answers_everything_while_it_is_down(client: Client) -> None:
    client.scene.venue.front.shut(60.0, 200)
    answer = await client.post("/place")
    assert (answer.status_code, answer.text[:9]) == (200, "<!DOCTYPE")
    client.scene.host.advance(60_000_000_000)
    assert await client.orders() == 0


async def test_the_log_counts_the_posts_of_a_client_id(client: Client) -> None:
    client.arm("F5", "/place")
    with pytest.raises(httpx.RemoteProtocolError):
        await client.post("/place", id="T1")
    await client.post("/place", id="T1")
    front = client.scene.venue.front
    assert front.posts == {"T1": 2}
    assert [(s.client_id, s.status, s.fault) for s in front.seen] == [
        ("T1", 0, "F5"),
        ("T1", 200, ""),
    ]
