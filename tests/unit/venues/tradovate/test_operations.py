"""Operations that are neither orders, logins, sockets nor plain reads."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT
from tests.support.tradovate_scene import Practice, practice


@pytest_asyncio.fixture
async def at() -> AsyncIterator[Practice]:
    async with practice() as made:
        yield made


async def test_the_cash_of_a_demo_account_changes_once_an_hour(at: Practice) -> None:
    change = {"accountId": ACCOUNT, "cashChange": -1000}
    assert (await at.post("cashBalance/changeDemoBalance", **change)) == {"ok": True}
    again = await at.post("cashBalance/changeDemoBalance", **change)
    assert "per hour" in again["errorText"]
    at.scene.host.advance(3_600_000_000_000)
    assert (await at.post("cashBalance/changeDemoBalance", **change)) == {"ok": True}
    cash = await at.get("cashBalance/deps", masterid=ACCOUNT)
    status = await at.get("accountRiskStatus/item", id=ACCOUNT)
    assert (cash[0]["amount"], status["maxNetLiq"]) == (48_000, 48_000)


async def test_a_demo_account_does_not_grow_beyond_its_limit(at: Practice) -> None:
    answer = await at.post("cashBalance/changeDemoBalance", accountId=ACCOUNT, cashChange=1)
    assert "$50,000" in answer["errorText"]
    comment = {"accountId": ACCOUNT, "cashChange": 1, "comment": "x" * 65}
    assert await at.status("cashBalance/changeDemoBalance", **comment) == 400


async def test_a_contract_rolls_to_the_next_that_is_listed(at: Practice) -> None:
    here = {"name": "ESH4", "forward": True}
    stays = await at.post("contract/rollcontract", **here, ifExpired=True)
    nothing = await at.post("contract/rollcontract", **here, ifExpired=False)
    unknown = await at.post("contract/rollcontract", name="X", forward=True, ifExpired=False)
    at.strike("F47", symbol=ES.symbol)
    expired = await at.post("contract/rollcontract", **here, ifExpired=True)
    assert stays["contract"]["name"] == "ESH4"
    assert nothing["errorText"] == unknown["errorText"] == expired["errorText"]


async def test_fees_and_margins_are_told_by_product(at: Practice) -> None:
    es, mes = [await at.get("product/find", name=name) for name in ("ES", "MES")]
    ids = [es["id"], mes["id"], 1]
    params = (await at.post("contract/getproductfeeparams", productIds=ids))["params"]
    assert [(one["productId"], one["dayMargin"]) for one in params] == [
        (es["id"], 500),
        (mes["id"], 50),
    ]


async def test_what_does_not_exist_is_not_found(at: Practice) -> None:
    for endpoint in (
        "order/placeanything",
        "nothing/list",
        "account/none",
        "auth/none",
        "md/getchart",
    ):
        assert await at.status(endpoint) == 404
