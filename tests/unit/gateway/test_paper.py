"""How real paper is, as the API tells it."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import httpx
import pytest_asyncio

from tests.support.gateway_services import Gateway, bearer
from tests.support.venue import turns
from traderterminal.domain.fills import Side
from traderterminal.gateway.rest import build_api
from traderterminal.gateway.tokens import Tickets, Token
from traderterminal.journal.reality import ENOUGH, HOUR_NS, Comparison, Kind, Outcome

D = Decimal
PATH = "/api/v1/paper/reality"


class Api:
    """The API over a gateway of the test's."""

    def __init__(self) -> None:
        self.gateway = Gateway()
        services = self.gateway.services
        self.reality = services.reality
        app = build_api(services, Token("api-token"), Tickets(services.host))
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://127.0.0.1"
        )

    async def call(self, method: str, status: int = 200, **more: Any) -> Any:
        answer = await self.client.request(method, PATH, headers=bearer("api-token"), **more)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def compare(self, kind: Kind, paper: Outcome, count: int = 1) -> None:
        real = Outcome(D(1), D("4800.25"), 120)
        for number in range(count):
            one = Comparison(
                f"TT{number}", "ES", kind, Side.BUY, D("0.25"), 14 * HOUR_NS, real, paper
            )
            self.reality.add(one)
        await turns(20)


@pytest_asyncio.fixture
async def api() -> AsyncIterator[Api]:
    made = Api()
    yield made
    await made.client.aclose()
    assert made.gateway.paper.failures == []
    await made.gateway.paper.tasks.aclose()


async def test_before_the_first_comparison_there_is_nothing(api: Api) -> None:
    assert await api.call("GET") == {"applied": False, "items": [], "next": None}


async def test_every_cell_tells_its_shares_its_errors_and_its_correction(api: Api) -> None:
    await api.compare(Kind.AT_ONCE, Outcome(D(1), D("4800.00"), 0), ENOUGH)
    await api.compare(Kind.LIMIT, Outcome())
    at_once, limit = (await api.call("GET"))["items"]
    assert at_once == {
        "symbol": "ES",
        "hour": 14,
        "orders": "at_once",
        "compared": ENOUGH,
        "filled_both": ENOUGH,
        "filled_only_real": 0,
        "filled_only_paper": 0,
        "filled_neither": 0,
        "agreement": "1.0000",
        "fill_share_real": "1.0000",
        "fill_share_paper": "1.0000",
        "price_error_ticks": "1.00",
        "price_error_histogram": [{"value": 1, "count": ENOUGH}],
        "delay_error_ms": 125,
        "delay_error_histogram": [{"value": 125, "count": ENOUGH}],
        "correction": {"latency_ms": 125, "slippage_ticks": 1, "orders": ENOUGH, "hour": 14},
    }
    assert (limit["filled_only_real"], limit["agreement"]) == (1, "0.0000")
    assert (limit["price_error_ticks"], limit["delay_error_ms"]) == (None, None)
    assert limit["correction"] is None  # a limit is a promise


async def test_too_few_orders_correct_nothing(api: Api) -> None:
    await api.compare(Kind.AT_ONCE, Outcome(D(1), D("4800.00"), 0), ENOUGH - 1)
    (item,) = (await api.call("GET"))["items"]
    assert item["correction"] is None


async def test_the_correction_is_switched_on_and_off(api: Api) -> None:
    assert (await api.call("POST", json={"apply": True}))["applied"]
    assert api.reality.is_applied
    assert not (await api.call("POST", json={"apply": False}))["applied"]
    assert not api.reality.is_applied
    await api.call("POST", 422, json={"applies": True})
    assert (await api.client.get(PATH)).status_code == 401


async def test_a_switch_that_cannot_be_kept_is_not_thrown(api: Api) -> None:
    api.gateway.paper.ledger.broken = "disk full"  # type: ignore[attr-defined] # a memory ledger
    answer = await api.call("POST", 422, json={"apply": True})
    assert answer["error"]["code"] == "ledger_down"
    assert not api.reality.is_applied
