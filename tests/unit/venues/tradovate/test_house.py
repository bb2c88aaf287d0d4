"""What the practice Tradovate keeps, and when it closes an account out."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT
from tests.support.tradovate_scene import USER, Practice, practice
from traderterminal.kit.clock import parse_iso
from traderterminal.venues.tradovate.house import trade_date

LIMIT = {"orderType": "Limit", "price": 4799.5}


@pytest_asyncio.fixture
async def at() -> AsyncIterator[Practice]:
    async with practice() as made:
        yield made


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2024-03-11T21:59:59Z", date(2024, 3, 11)),  # summer time: 16:59:59 in Chicago
        ("2024-03-11T22:00:00Z", date(2024, 3, 12)),
        ("2024-01-08T22:59:59Z", date(2024, 1, 8)),  # winter time
        ("2024-01-08T23:00:00Z", date(2024, 1, 9)),
    ],
)
def test_a_trade_date_begins_at_five_in_chicago(moment: str, day: date) -> None:
    assert trade_date(parse_iso(moment)) == day


def test_environments_show_accounts_of_their_own(at: Practice) -> None:
    at.scene.exchange.accounts[ACCOUNT].simulated = False
    house = at.dialect.house
    assert house.viewer(USER, live=True) == {-USER, ACCOUNT}
    assert house.viewer(USER, live=False) == {-USER, ACCOUNT + 1}
    assert house.viewer(99, live=False) == {-99}


async def test_lists_may_leave_out_new_orders_for_a_while(at: Practice) -> None:
    await at.place(**LIMIT)
    at.scene.clock.advance_to(at.scene.clock.now_ns() + 30_000_000_000)
    at.strike("F30", hide_s=20)
    placed = await at.place(**LIMIT)
    for kind in ("order", "orderVersion", "command", "executionReport"):
        assert len(await at.get(f"{kind}/list")) == 1
    at.scene.clock.advance_to(at.scene.clock.now_ns() + 20_000_000_000)
    assert [order["id"] for order in await at.get("order/list")][1:] == [placed["orderId"]]


async def test_who_loses_a_fifth_in_a_day_is_closed_out(at: Practice) -> None:
    await at.place(orderQty=4)
    await at.place(orderType="Limit", price=4700)
    at.scene.quote("4751.00", "4751.25")
    status = (await at.get("accountRiskStatus/item", id=ACCOUNT))["adminAction"]
    assert status == "Normal"
    at.scene.quote("4750.00", "4750.25")
    status = await at.get("accountRiskStatus/item", id=ACCOUNT)
    assert status["adminAction"] == "AgreedOnLiquidationByAutoLiq"
    assert status["liquidateOnly"] is True
    assert (await at.get("position/list"))[0]["netPos"] == 0
    assert (await at.get("fill/list"))[-1]["price"] == 4750
    assert {order["ordStatus"] for order in await at.get("order/list")} == {"Filled", "Canceled"}
    assert (await at.place())["failureReason"] == "LiquidationOnly"


async def test_where_nobody_trades_nobody_is_closed_out(at: Practice) -> None:
    await at.place(orderQty=4)
    at.strike("F47", symbol=ES.symbol)
    for _ in range(2):  # a quote so far away is believed when a second one agrees
        at.scene.quote("4700.00", "4700.25")
    assert (await at.get("accountRiskStatus/item", id=ACCOUNT))["liquidateOnly"] is True
    assert (await at.get("position/list"))[0]["netPos"] == 4


async def test_a_contract_that_changes_is_told_of(at: Practice) -> None:
    at.strike("F47", symbol=ES.symbol, tick_size="0.50", active=True)
    contract = await at.get("contract/find", name="ESH4")
    assert contract["providerTickSize"] == 0.5
    assert (await at.get("product/find", name="ES"))["tickSize"] == 0.5


async def test_a_reset_begins_anew_and_the_old_house_hears_no_more(at: Practice) -> None:
    await at.place()
    old = at.dialect.house
    await at.scene.venue.control._reset({})
    assert await at.status("account/list") == 401  # nobody is logged in any more
    await at.log_in()
    await at.place()
    assert len(await at.get("fill/list")) == 1
    assert len(old.entities.all("fill")) == 1
