"""The operations of the TopstepX venue."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT, FEE
from tests.support.topstepx_client import (
    BUY,
    CONTRACT,
    LIMIT,
    MARKET,
    SECOND_ACCOUNT,
    SELL,
    STOP,
    TopstepXClient,
)
from traderterminal.venues.orders import State

D = Decimal
OF_ACCOUNT = {"accountId": ACCOUNT}


async def resting(client: TopstepXClient, **changes: Any) -> int:
    placed = await client.place(**{"type": LIMIT, "limitPrice": 4790, "size": 2, **changes})
    return int(placed["orderId"])


async def query(client: TopstepXClient, **changes: Any) -> list[Any]:
    found = await client.post("Order/v2/query", **{"filter": OF_ACCOUNT, **changes})
    orders: list[Any] = found["orders"]
    return orders


# Accounts and contracts.


async def test_accounts_are_those_of_the_user_with_their_balance(client: TopstepXClient) -> None:
    first, second = (await client.post("Account/search", onlyActiveAccounts=True))["accounts"]
    assert first == {
        "id": ACCOUNT,
        "name": "PRACTICE-1",
        "balance": 50_000,
        "canTrade": True,
        "isVisible": True,
        "simulated": True,
    }
    client.scene.exchange.accounts[second["id"]].locked = True
    active = (await client.post("Account/search", onlyActiveAccounts=True))["accounts"]
    assert [account["id"] for account in active] == [ACCOUNT]
    assert len((await client.post("Account/search"))["accounts"]) == 2


async def test_contracts_have_names_of_their_own(client: TopstepXClient) -> None:
    found = (await client.post("Contract/search", searchText="ESH4", live=False))["contracts"][0]
    assert found == {
        "id": CONTRACT,
        "name": "ESH4",
        "description": "E-mini S&P 500: March 2024",
        "tickSize": D("0.25"),
        "tickValue": D("12.5"),
        "activeContract": True,
        "symbolId": "F.US.EP",
    }
    by_id = await client.post("Contract/searchById", contractId=CONTRACT)
    assert by_id["contract"] == found
    missing = await client.post("Contract/searchById", contractId="CON.F.US.EP.Z99")
    assert (missing["errorCode"], missing["contract"]) == (1, None)
    available = (await client.post("Contract/available", live=False))["contracts"]
    assert {each["name"] for each in available} == {"ESH4", "MESH4"}


async def test_live_data_is_only_for_live_accounts(client: TopstepXClient) -> None:
    assert (await client.post("Contract/available", live=True))["contracts"] == []
    assert (await client.post("Contract/search", searchText="ES", live=True))["contracts"] == []
    client.strike("F48", account=ACCOUNT)
    assert (await client.post("Contract/available", live=True))["contracts"]


# Placing.


async def test_a_market_order_trades_and_leaves_its_trace(client: TopstepXClient) -> None:
    placed = await client.place(customTag="TT1", size=2)
    (order,) = await query(client)
    assert order["id"] == placed["orderId"]
    assert (order["status"], order["type"], order["side"]) == (2, MARKET, BUY)
    assert (order["fillVolume"], order["filledPrice"], order["customTag"]) == (
        2,
        D("4800.25"),
        "TT1",
    )
    (trade,) = (
        await client.post("Trade/search", **OF_ACCOUNT, startTimestamp="2024-03-11T12:00:00Z")
    )["trades"]
    assert (trade["price"], trade["profitAndLoss"], trade["fees"]) == (D("4800.25"), None, 2 * FEE)
    assert (trade["voided"], trade["orderId"]) == (False, order["id"])
    (position,) = (await client.post("Position/searchOpen", **OF_ACCOUNT))["positions"]
    assert (position["type"], position["size"], position["averagePrice"]) == (1, 2, D("4800.25"))


async def test_a_closing_trade_tells_what_it_won(client: TopstepXClient) -> None:
    await client.place()
    client.scene.quote("4810.00", "4810.25")
    await client.place(side=SELL)
    trades = (
        await client.post("Trade/search", **OF_ACCOUNT, startTimestamp="2024-03-11T00:00:00")
    )["trades"]
    assert [trade["profitAndLoss"] for trade in trades] == [None, D("487.5")]
    assert (await client.post("Position/searchOpen", **OF_ACCOUNT))["positions"] == []


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"accountId": 7}, 1, None),
        ({"contractId": "CON.F.US.EP.Z99"}, 8, None),
        ({"size": 0}, 2, "Order size"),
        ({"side": 5}, 2, "Invalid order side"),
        ({"type": 3, "limitPrice": 1, "stopPrice": 1}, 2, "(StopLimit)"),
        ({"type": 99}, 2, "(99)"),
        ({"type": LIMIT}, 2, "price is required"),
        ({"type": STOP}, 2, "price is required"),
        ({"type": LIMIT, "limitPrice": 4800.1}, 2, "tick size"),
        ({"type": 5}, 2, "trailing stop needs"),
        ({"type": 5, "trailPrice": 4801}, 2, "trail distance (-"),
        ({"type": 5, "side": SELL, "trailPrice": 4500}, 2, "trail distance (1200"),
    ],
)
async def test_what_is_refused_has_its_number_and_words(
    client: TopstepXClient, changes: dict[str, Any], code: int, words: str | None
) -> None:
    if changes.get("type") == 5 and "side" not in changes and "trailPrice" in changes:
        changes = {**changes, "trailPrice": 4800}
    answer = await client.place(**changes)
    assert (answer["success"], answer["errorCode"]) == (False, code)
    assert words is None or words in answer["errorMessage"]
    assert all(o.state is State.REJECTED for o in client.scene.exchange.orders.values())


async def test_what_the_exchange_refuses_is_an_order_all_the_same(client: TopstepXClient) -> None:
    answer = await client.place(type=LIMIT, limitPrice=4800.1, customTag="TT1")
    (order,) = await query(client)
    assert (order["id"], order["status"]) == (answer["orderId"], 5)


async def test_a_tag_is_used_once_in_an_account(client: TopstepXClient) -> None:
    await client.place(customTag="TT1")
    again = await client.place(customTag="TT1")
    assert (again["errorCode"], again["errorMessage"]) == (2, "Custom tag is already in use")
    assert len(client.scene.exchange.orders) == 1
    assert (await client.place(customTag="TT1", accountId=SECOND_ACCOUNT))["success"]


async def test_a_locked_account_and_an_ended_contract_take_nothing(client: TopstepXClient) -> None:
    client.strike("F47", symbol=ES.symbol)
    assert (await client.place())["errorCode"] == 9
    client.scene.exchange.accounts[ACCOUNT].locked = True
    assert (await client.place())["errorCode"] == 4


async def test_orders_join_the_bid_or_the_ask(client: TopstepXClient) -> None:
    await client.place(type=6)
    await client.place(type=7, side=SELL)
    bid, ask = await query(client)
    assert (bid["type"], bid["limitPrice"], ask["type"], ask["limitPrice"]) == (
        6,
        4800,
        7,
        D("4800.25"),
    )


async def test_a_trailing_stop_starts_at_a_price_and_shows_a_distance(
    client: TopstepXClient,
) -> None:
    placed = await client.place(type=5, side=SELL, trailPrice=4794.9)
    assert placed["errorCode"] == 2  # off the grid
    placed = await client.place(type=5, side=SELL, trailPrice=4795)
    order = (await query(client))[-1]
    assert (order["stopPrice"], order["trailPrice"], order["trailDistance"]) == (4795, 5, 20)
    await client.post(
        "Order/modify", **OF_ACCOUNT, orderId=placed["orderId"], trailPrice=Decimal("4797.50")
    )
    order = (await query(client))[-1]
    assert (order["stopPrice"], order["trailPrice"]) == (D("4797.5"), D("2.5"))


# Brackets.

EXITS = {
    "stopLossBracket": {"ticks": -40, "type": 4},
    "takeProfitBracket": {"ticks": 80, "type": 1},
}


async def test_exits_are_suspended_until_the_entry_trades(client: TopstepXClient) -> None:
    await client.place(type=LIMIT, limitPrice=4799, **EXITS)
    entry, target, stop = await query(client)
    assert [entry["status"], target["status"], stop["status"]] == [1, 8, 8]
    assert {target["parentOrderId"], stop["parentOrderId"]} == {entry["id"]}
    assert (target["linkedOrderId"], stop["linkedOrderId"]) == (stop["id"], None)
    (shown,) = (await client.post("Order/searchOpen", **OF_ACCOUNT))["orders"]
    assert shown["id"] == entry["id"]
    client.scene.quote("4798.75", "4799.00")
    entry, target, stop = await query(client)
    assert (target["limitPrice"], stop["stopPrice"]) == (4819, 4789)
    assert len((await client.post("Order/searchOpen", **OF_ACCOUNT))["orders"]) == 2
    for _ in range(2):  # a quote so far away is believed when a second one agrees
        client.scene.quote("4819.25", "4819.50")
    assert [order["status"] for order in await query(client)] == [2, 2, 3]


@pytest.mark.parametrize(
    ("side", "exits", "words"),
    [
        (
            BUY,
            {"stopLossBracket": {"ticks": 40, "type": 4}},
            "Invalid stop loss ticks (40). Ticks should be less than zero when longing.",
        ),
        (
            SELL,
            {"takeProfitBracket": {"ticks": 50, "type": 1}},
            "Invalid take profit ticks (50). Ticks should be less than zero when going short.",
        ),
        (
            BUY,
            {"stopLossBracket": {"ticks": -3, "type": 4}},
            "Stop loss tick value should be at least 4 ticks.",
        ),
        (BUY, {"stopLossBracket": {"ticks": -40, "type": 1}}, "Invalid stop loss type (Limit)"),
        (BUY, {"takeProfitBracket": {"ticks": 40, "type": 4}}, "Invalid take profit type (Stop)"),
        (BUY, {"takeProfitBracket": {"ticks": 2, "type": 1}}, "Take profit tick value should be"),
        (
            SELL,
            {"stopLossBracket": {"ticks": -40, "type": 4}},
            "greater than zero when going",
        ),
        (BUY, {"takeProfitBracket": {"ticks": -4, "type": 1}}, "greater than zero when longing"),
    ],
)
async def test_exits_on_the_wrong_side_are_refused_in_the_brokers_words(
    client: TopstepXClient, side: int, exits: dict[str, Any], words: str
) -> None:
    answer = await client.place(side=side, **exits)
    assert (answer["errorCode"], answer["orderId"]) == (2, None)
    assert words in answer["errorMessage"]
    assert not client.scene.exchange.orders


async def test_an_account_with_position_brackets_takes_no_exits(client: TopstepXClient) -> None:
    answer = await client.place(accountId=SECOND_ACCOUNT, **EXITS)
    assert answer["errorMessage"] == "Brackets cannot be used with Position Brackets"
    assert (await client.place(accountId=SECOND_ACCOUNT))["success"]


async def test_a_stop_of_a_bracket_may_trail(client: TopstepXClient) -> None:
    await client.place(stopLossBracket={"ticks": -40, "type": 5})
    client.scene.quote("4810.00", "4810.25")
    stop = (await query(client))[-1]
    assert (stop["type"], stop["stopPrice"], stop["trailDistance"]) == (5, 4800, 40)


# Changing, cancelling, finding.


async def test_an_order_is_changed_and_cancelled(client: TopstepXClient) -> None:
    order_id = await resting(client)
    changed = {"orderId": order_id, "size": 3, "limitPrice": 4795.5, "stopPrice": None}
    assert (await client.post("Order/modify", **OF_ACCOUNT, **changed))["success"]
    order = (await client.post("Order/searchById", **OF_ACCOUNT, orderId=order_id))["order"]
    assert (order["size"], order["limitPrice"]) == (3, D("4795.5"))
    assert (await client.post("Order/cancel", **OF_ACCOUNT, orderId=order_id))["success"]
    again = await client.post("Order/cancel", **OF_ACCOUNT, orderId=order_id)
    assert (again["success"], again["errorCode"]) == (False, 3)


@pytest.mark.parametrize("call", ["modify", "cancel", "searchById"])
async def test_an_order_that_is_not_there_is_said(client: TopstepXClient, call: str) -> None:
    order_id = await resting(client)
    missing = await client.post(f"Order/{call}", **OF_ACCOUNT, orderId=7)
    assert missing["errorCode"] == (1 if call == "searchById" else 2)
    other = await client.post(f"Order/{call}", accountId=SECOND_ACCOUNT, orderId=order_id)
    assert other["success"] is False
    nobody = await client.post(f"Order/{call}", accountId=7, orderId=order_id)
    assert nobody["errorCode"] == 1


async def test_a_change_off_the_grid_or_of_a_stop_that_does_not_trail_is_refused(
    client: TopstepXClient,
) -> None:
    order_id = await resting(client)
    refused = await client.post("Order/modify", **OF_ACCOUNT, orderId=order_id, limitPrice=4790.1)
    assert (refused["errorCode"], "tick size" in refused["errorMessage"]) == (3, True)
    refused = await client.post("Order/modify", **OF_ACCOUNT, orderId=order_id, trailPrice=1)
    assert refused["errorCode"] == 3


async def test_orders_are_found_by_time_and_by_everything_else(client: TopstepXClient) -> None:
    first = await resting(client)
    client.scene.clock.advance_to(client.scene.clock.now_ns() + 60_000_000_000)
    second = await resting(client)
    await client.post("Order/cancel", **OF_ACCOUNT, orderId=first)

    async def ids(**wanted: Any) -> list[int]:
        return [o["id"] for o in await query(client, filter={**OF_ACCOUNT, **wanted})]

    assert await ids() == [first, second]
    assert await ids(statuses=[1, 6, 7, 8]) == [second]
    assert await ids(createdAfter="2024-03-11T12:00:30Z") == [second]
    assert await ids(createdBefore="2024-03-11T12:00:00+00:00") == [first]
    assert await ids(contractId=CONTRACT) == [first, second]
    assert await ids(contractId="CON.F.US.MES.H24") == []
    found = await client.post("Order/search", **OF_ACCOUNT, startTimestamp="2024-03-11T12:01:00Z")
    assert [o["id"] for o in found["orders"]] == [second]


async def test_a_query_has_pages_and_an_order(client: TopstepXClient) -> None:
    ids = [await resting(client) for _ in range(5)]
    page = await client.post(
        "Order/v2/query",
        filter=OF_ACCOUNT,
        pageSize=2,
        pageOffset=2,
        sortBy=1,
        sortDirection=1,
        includeTotalCount=True,
    )
    assert [o["id"] for o in page["orders"]] == [ids[2], ids[1]]
    assert page["totalCount"] == 5


# Positions.


async def test_closing_a_position_leaves_its_exits_working(client: TopstepXClient) -> None:
    await client.place(**EXITS)
    closed = await client.post("Position/closeContract", **OF_ACCOUNT, contractId=CONTRACT)
    assert closed == {"success": True, "errorCode": 0, "errorMessage": None}
    assert (await client.post("Position/searchOpen", **OF_ACCOUNT))["positions"] == []
    assert len((await client.post("Order/searchOpen", **OF_ACCOUNT))["orders"]) == 2
    again = await client.post("Position/closeContract", **OF_ACCOUNT, contractId=CONTRACT)
    assert again["errorCode"] == 2


async def test_a_part_of_a_position_is_closed(client: TopstepXClient) -> None:
    await client.place(size=3, side=SELL)
    part = {**OF_ACCOUNT, "contractId": CONTRACT}
    assert (await client.post("Position/partialCloseContract", **part, size=2))["success"]
    (position,) = (await client.post("Position/searchOpen", **OF_ACCOUNT))["positions"]
    assert (position["type"], position["size"]) == (2, 1)
    too_much = await client.post("Position/partialCloseContract", **part, size=2)
    assert too_much["errorCode"] == 5


async def test_what_cannot_be_closed_is_said(client: TopstepXClient) -> None:
    await client.place()
    wrong = await client.post("Position/closeContract", **OF_ACCOUNT, contractId="CON.F.US.X.H24")
    assert wrong["errorCode"] == 3
    client.strike("F47", symbol=ES.symbol)
    ended = await client.post("Position/closeContract", **OF_ACCOUNT, contractId=CONTRACT)
    assert ended["errorCode"] == 4


async def test_a_trade_that_was_taken_back_is_marked(client: TopstepXClient) -> None:
    await client.place()
    client.strike("F26")
    (trade,) = (
        await client.post("Trade/search", **OF_ACCOUNT, startTimestamp="2024-03-11T00:00:00Z")
    )["trades"]
    assert trade["voided"] is True


# Faults of lists.


async def test_the_second_page_of_a_query_fails(client: TopstepXClient) -> None:
    client.strike("F29", {"request": "/api/Order/v2/query", "times": 0})
    assert await query(client) == []
    body = {"filter": OF_ACCOUNT, "pageOffset": 500}
    assert (await client.answer("Order/v2/query", body)).status_code == 503


async def test_positions_come_empty_while_there_are_some(client: TopstepXClient) -> None:
    await client.place()
    client.strike("F31", {"request": "/api/Position/searchOpen"})
    assert (await client.post("Position/searchOpen", **OF_ACCOUNT))["positions"] == []
    assert len((await client.post("Position/searchOpen", **OF_ACCOUNT))["positions"]) == 1
