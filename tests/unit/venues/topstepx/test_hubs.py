"""What the two hubs of the TopstepX venue tell."""

from decimal import Decimal

import pytest

from tests.support.builders import ES
from tests.support.market import a_trade
from tests.support.plain_dialect import ACCOUNT
from tests.support.topstepx_client import CONTRACT, SECOND_ACCOUNT, TopstepXClient
from traderterminal.market.ticks import Aggressor

D = Decimal


async def test_an_order_is_told_from_its_beginning_to_the_balance(client: TopstepXClient) -> None:
    hub = await client.user_hub()
    await client.place(customTag="TT1")
    heard = await hub.hear()
    assert [each["target"] for each in heard] == [
        "GatewayUserOrder",
        "GatewayUserTrade",
        "GatewayUserOrder",
        "GatewayUserPosition",
        "GatewayUserAccount",
    ]
    assert {each["arguments"][0]["action"] for each in heard} == {1}
    placed, trade, filled, position, account = (each["arguments"][0]["data"] for each in heard)
    assert (placed["status"], filled["status"], filled["customTag"]) == (1, 2, "TT1")
    assert trade["orderId"] == placed["id"]
    assert (position["size"], account["balance"]) == (1, D("49998.6"))


async def test_a_position_that_is_closed_has_no_size(client: TopstepXClient) -> None:
    hub = await client.user_hub()
    await client.place()
    await client.place(side=1)
    positions = [each[0]["data"]["size"] for each in await hub.told("GatewayUserPosition")]
    assert positions == [1, 0]


async def test_models_come_bare_where_that_is_wanted(client: TopstepXClient) -> None:
    hub = await client.user_hub()
    client.dialect.user_hub.bare = True
    await client.place()
    assert (await hub.told("GatewayUserTrade"))[0][0]["price"] == D("4800.25")


async def test_only_what_was_subscribed_to_is_told(client: TopstepXClient) -> None:
    hub = await client.user_hub()
    await hub.call("UnsubscribeOrders", ACCOUNT)
    await hub.call("UnsubscribeAccounts", own=None)
    await client.place(accountId=SECOND_ACCOUNT)
    await client.place()
    targets = [each["target"] for each in await hub.hear() if "target" in each]
    assert targets == ["GatewayUserTrade", "GatewayUserPosition"]


@pytest.mark.parametrize(
    ("target", "arguments"),
    [
        ("SubscribeOrders", [7]),
        ("SubscribeOrders", ["x"]),
        ("SubscribeOrders", []),
        ("SubscribeContractQuotes", [CONTRACT]),
        ("Order", [ACCOUNT]),
    ],
)
async def test_a_call_that_cannot_be_carried_out_is_answered_with_an_error(
    client: TopstepXClient, target: str, arguments: list[object]
) -> None:
    hub = await client.user_hub()
    await hub.call(target, *arguments)
    (answer,) = await hub.hear()
    assert answer["error"]


async def test_a_trade_that_was_taken_back_is_told_again(client: TopstepXClient) -> None:
    hub = await client.user_hub()
    await client.place()
    client.strike("F26")
    voided = [each[0]["data"]["voided"] for each in await hub.told("GatewayUserTrade")]
    assert voided == [False, True]


async def test_an_account_that_may_not_trade_is_told_of(client: TopstepXClient) -> None:
    hub = await client.user_hub()
    client.scene.exchange.lock(ACCOUNT, locked=True)
    ((account,),) = await hub.told("GatewayUserAccount")
    assert account["data"]["canTrade"] is False


# The market.


async def test_the_first_quote_is_whole_and_the_next_say_what_changed(
    client: TopstepXClient,
) -> None:
    hub = await client.market_hub("ContractQuotes")
    ((contract, quote),) = await hub.told("GatewayQuote")
    assert contract == CONTRACT
    assert (quote["symbol"], quote["bestBid"], quote["bestAsk"]) == ("F.US.EP", 4800, D("4800.25"))
    assert "lastPrice" not in quote
    client.scene.quote("4800.00", "4800.50")
    client.scene.quote("4800.00", "4800.75")
    quotes = [each[1] for each in await hub.told("GatewayQuote")]
    assert (quotes[1]["bestAsk"], "bestBid" in quotes[1]) == (D("4800.75"), False)
    client.scene.quote("4800.00", "4800.75", size=3)
    assert await hub.told("GatewayQuote") == []  # sizes are no part of it


async def test_quotes_are_whole_where_that_is_wanted(client: TopstepXClient) -> None:
    hub = await client.market_hub("ContractQuotes")
    client.dialect.market_hub.full = True
    client.scene.quote("4800.00", "4800.50")
    client.scene.quote("4800.00", "4800.50")
    assert all("bestBid" in each[1] for each in await hub.told("GatewayQuote"))


async def test_trades_come_in_lists_with_their_side(client: TopstepXClient) -> None:
    hub = await client.market_hub("ContractTrades", "ContractQuotes")
    await hub.hear()
    now = client.scene.clock.now_ns()
    ticks = [
        a_trade(19_201, 2, now, Aggressor.BUYER, ES.symbol),
        a_trade(19_200, 3, now, Aggressor.SELLER, ES.symbol),
    ]
    client.scene.hub.publish_event(ticks)
    heard = await hub.hear()
    ((_, prints),) = [each["arguments"] for each in heard if each["target"] == "GatewayTrade"]
    assert [(p["price"], p["volume"], p["type"]) for p in prints] == [
        (D("4800.25"), 2, 0),
        (4800, 3, 1),
    ]
    ((_, quote),) = [each["arguments"] for each in heard if each["target"] == "GatewayQuote"]
    assert (quote["lastPrice"], quote["volume"], quote["high"]) == (4800, 5, D("4800.25"))


async def test_depth_begins_anew_and_goes_on_by_levels(client: TopstepXClient) -> None:
    hub = await client.market_hub("ContractMarketDepth")
    ((_, rows),) = await hub.told("GatewayDepth")
    assert [row["type"] for row in rows] == [6, 2, 1]
    client.scene.quote("4800.00", "4800.25", size=4)
    client.scene.quote("4800.25", "4800.50", size=4)
    first, second = (each[1] for each in await hub.told("GatewayDepth"))
    assert [(r["type"], r["price"], r["volume"]) for r in first] == [
        (2, 4800, 4),
        (1, D("4800.25"), 4),
    ]
    assert [(r["type"], r["price"], r["currentVolume"]) for r in second] == [
        (2, 4800, 0),
        (9, D("4800.25"), 4),
        (1, D("4800.25"), 0),
        (10, D("4800.5"), 4),
    ]


async def test_the_market_of_what_nobody_wants_is_not_told(client: TopstepXClient) -> None:
    hub = await client.market_hub("ContractQuotes")
    await hub.call("SubscribeContractQuotes", "CON.F.US.X.H24")
    assert [each for each in await hub.hear() if "error" in each]
    await hub.call("UnsubscribeContractQuotes", CONTRACT)
    await hub.hear()
    client.scene.quote("4801.00", "4801.25")
    client.scene.quote("4801.00", "4801.25", symbol="MESH2024")
    assert await hub.hear() == []
