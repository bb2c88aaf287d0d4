"""Accounts as Tradovate tells of them: cash, positions, pairs, worth, days."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest_asyncio

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT, FEE
from tests.support.tradovate_scene import Practice, practice
from traderterminal.kit.clock import NANOSECONDS

OPENING = Decimal(50_000)


@pytest_asyncio.fixture
async def at() -> AsyncIterator[Practice]:
    async with practice() as made:
        yield made


async def only(at: Practice, kind: str, **fields: Any) -> Any:
    found = await at.get(f"{kind}/list")
    matching = [one for one in found if all(one.get(k) == v for k, v in fields.items())]
    assert len(matching) == 1, found
    return matching[0]


async def round_trip(at: Practice) -> None:
    """Buy two at 4800.25, sell one of them at 4801.00 and one at 4799.00."""
    await at.place(orderQty=2)
    at.scene.quote("4801.00", "4801.25")
    await at.place(action="Sell")
    at.scene.quote("4799.00", "4799.25")
    await at.place(action="Sell")


async def test_profits_and_fees_go_into_cash_pair_by_pair(at: Practice) -> None:
    await round_trip(at)
    cash = await only(at, "cashBalance", accountId=ACCOUNT)
    profit = (Decimal("0.75") + Decimal("-1.25")) * 50
    assert cash["realizedPnL"] == profit
    assert cash["amount"] == OPENING + profit - 4 * FEE == at.scene.exchange.cash(ACCOUNT)
    log = await at.get("cashBalanceLog/list")
    assert sum(one["delta"] for one in log) == profit - 4 * FEE
    assert {one["cashChangeType"] for one in log} == {"TradePaired", "Commission"}


async def test_a_flat_position_stays_in_the_list_without_a_price(at: Practice) -> None:
    await round_trip(at)
    position = await only(at, "position")
    assert position["netPos"] == 0
    assert "netPrice" not in position
    assert (position["bought"], position["sold"]) == (2, 2)
    assert position["boughtValue"] == Decimal("9600.50")


async def test_fills_say_how_much_of_them_is_paired(at: Practice) -> None:
    await round_trip(at)
    fills, pairs = await at.get("fill/list"), await at.get("fillPair/list")
    assert [fill["finallyPaired"] for fill in fills] == [2, 1, 1]
    assert [(pair["buyFillId"], pair["sellFillId"]) for pair in pairs] == [
        (fills[0]["id"], fills[1]["id"]),
        (fills[0]["id"], fills[2]["id"]),
    ]


async def test_the_worth_is_what_closing_now_would_leave(at: Practice) -> None:
    await at.place(orderQty=2)
    at.scene.quote("4805.25", "4805.50")
    worth = await at.post("cashBalance/getcashbalancesnapshot", accountId=ACCOUNT)
    assert worth["openPnL"] == 500
    assert worth["netLiq"] == OPENING - 2 * FEE + 500
    assert worth["initialMargin"] == 1000
    assert await at.status("cashBalance/getcashbalancesnapshot", accountId=999) == 404


async def test_a_short_position_is_worth_what_buying_back_costs(at: Practice) -> None:
    await at.place(action="Sell")
    at.scene.quote("4798.00", "4799.00")
    assert at.dialect.house.accounts.open_profit(ACCOUNT) == 50


async def test_the_mark_of_the_highest_worth_only_rises(at: Practice) -> None:
    await at.place()
    at.scene.quote("4810.25", "4810.50")
    await at.place(action="Sell")
    high = (await only(at, "accountRiskStatus", id=ACCOUNT))["maxNetLiq"]
    await at.place()
    at.scene.quote("4800.25", "4800.50")
    await at.place(action="Sell")
    assert (await only(at, "accountRiskStatus", id=ACCOUNT))["maxNetLiq"] == high
    assert high == OPENING + 500 - 2 * FEE


async def test_a_new_trade_date_carries_positions_and_cash_over(at: Practice) -> None:
    await at.place()
    at.scene.clock.advance_to(at.scene.clock.now_ns() + 86_400 * NANOSECONDS)
    at.scene.quote("4801.00", "4801.25")
    await at.log_in()  # the token has run out long since
    position = await only(at, "position")
    cash = await only(at, "cashBalance", accountId=ACCOUNT)
    assert (position["prevPos"], position["prevPrice"]) == (1, Decimal("4800.25"))
    assert (position["bought"], position["netPos"]) == (0, 1)
    assert cash["amountSOD"] == cash["amount"] == OPENING - FEE
    assert at.dialect.house.accounts.day_result(ACCOUNT) == Decimal("37.50")


async def test_a_new_week_forgets_the_profits_of_the_last(at: Practice) -> None:
    await round_trip(at)
    day_ns = 86_400 * NANOSECONDS
    at.dialect.house.accounts.turn_day(at.scene.clock.now_ns() + day_ns)
    cash = await only(at, "cashBalance", accountId=ACCOUNT)
    assert (cash["realizedPnL"], cash["weekRealizedPnL"]) == (0, -25)
    at.dialect.house.accounts.turn_day(at.scene.clock.now_ns() + 7 * day_ns)
    assert (await only(at, "cashBalance", accountId=ACCOUNT))["weekRealizedPnL"] == 0


async def test_a_corrected_execution_is_counted_again(at: Practice) -> None:
    await round_trip(at)
    first = (await at.get("fill/list"))[0]
    at.strike("F26", execution=first["id"], price="4800.00")
    cash = await only(at, "cashBalance", accountId=ACCOUNT)
    assert cash["amount"] == at.scene.exchange.cash(ACCOUNT) == OPENING - 4 * FEE
    assert [pair["active"] for pair in await at.get("fillPair/list")] == [False, False, True, True]


async def test_an_execution_taken_back_leaves_what_the_others_made(at: Practice) -> None:
    await at.place()
    await at.place()
    at.strike("F26")
    position = await only(at, "position")
    cash = await only(at, "cashBalance", accountId=ACCOUNT)
    assert (position["netPos"], position["bought"]) == (1, 1)
    assert cash["amount"] == OPENING - FEE


async def test_both_generations_of_an_account_are_told(at: Practice) -> None:
    account = await only(at, "account", id=ACCOUNT)
    assert (account["active"], account["closed"], account["name"]) == (True, False, "PRACTICE-1")
    rules = await only(at, "userAccountAutoLiq", id=ACCOUNT)
    assert rules["dailyLossAutoLiq"] == 10_000
    assert ES.point_value == 50


async def test_without_a_quote_nothing_is_won_or_lost_yet(at: Practice) -> None:
    at.scene.quote("4800.00", "4800.25", symbol="MESH2024")
    await at.place(symbol="MESH4")
    at.scene.hub.clear()
    assert at.dialect.house.accounts.open_profit(ACCOUNT) == 0
    assert at.dialect.house.accounts.holds(ACCOUNT) == ["MESH2024"]
