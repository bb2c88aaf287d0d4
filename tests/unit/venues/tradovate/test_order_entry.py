"""Orders as clients of Tradovate ask for them."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT
from tests.support.tradovate_scene import Practice, practice
from traderterminal.venues.orders import State

LIMIT = {"orderType": "Limit", "price": 4799.5}


@pytest_asyncio.fixture
async def at() -> AsyncIterator[Practice]:
    async with practice() as made:
        yield made


def orders(at: Practice) -> list[Any]:
    return list(at.scene.exchange.orders.values())


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({"symbol": "ESZ9"}, "InvalidContract"),
        ({"accountId": 1}, "UnknownReason"),
        ({"orderType": "Limit"}, "InvalidPrice"),
        ({"orderType": "Limit", "price": 4799.1}, "InvalidPrice"),
        ({"orderType": "Stop"}, "InvalidPrice"),
        ({"orderType": "StopLimit", "stopPrice": 4805}, "InvalidPrice"),
        ({"orderType": "MIT"}, "InvalidPrice"),
        ({"orderType": "TrailingStop"}, "InvalidPrice"),
        ({"orderType": "TrailingStop", "pegDifference": 0.1}, "InvalidPrice"),
        ({"orderType": "QTS"}, "Unsupported"),
        ({"orderType": "TrailingStopLimit"}, "Unsupported"),
        ({**LIMIT, "maxShow": 1}, "Unsupported"),
    ],
)
async def test_a_refusal_names_its_reason_and_no_order(
    at: Practice, terms: dict[str, object], reason: str
) -> None:
    answer = await at.place(**terms)
    assert answer["failureReason"] == reason
    assert answer["failureText"]
    assert "orderId" not in answer
    assert not [order for order in orders(at) if order.state is not State.REJECTED]


@pytest.mark.parametrize(
    "terms",
    [
        {"isAutomated": None},
        {"isAutomated": "perhaps"},
        {"orderQty": 0},
        {"orderQty": 1.5},
        {"action": "Hold"},
        {"orderType": "Bargain"},
        {"timeInForce": "Never"},
        {"timeInForce": "GTD"},
        {"clOrdId": "x" * 65},
        {"bracket1": "x"},
        {"bracket1": {"action": "Sell"}},
        {"other": {"orderType": "Limit"}},
    ],
)
async def test_a_request_that_makes_no_sense_is_malformed(
    at: Practice, terms: dict[str, object]
) -> None:
    operation = (
        "placeoso" if "bracket1" in terms else "placeoco" if "other" in terms else "placeorder"
    )
    order = {
        "accountId": ACCOUNT,
        "symbol": "ESH4",
        "action": "Buy",
        "orderQty": 1,
        "orderType": "Market",
        "isAutomated": True,
    }
    assert await at.status(f"order/{operation}", **{**order, **terms}) == 400
    assert orders(at) == []


async def test_brackets_and_pairs_need_their_other_part(at: Practice) -> None:
    order = {
        "symbol": "ESH4",
        "action": "Buy",
        "orderQty": 1,
        "orderType": "Market",
        "isAutomated": True,
    }
    assert await at.status("order/placeoso", **order) == 400
    assert await at.status("order/placeoco", **order) == 400


async def test_the_account_may_be_named_or_left_to_the_broker(at: Practice) -> None:
    await at.place(accountId=None, accountSpec="PRACTICE-2", **LIMIT)
    await at.place(accountId=None, accountSpec="trader", **LIMIT)  # as official samples do
    await at.place(accountId=None, **LIMIT)
    assert [order.ticket.account for order in orders(at)] == [ACCOUNT + 1, ACCOUNT, ACCOUNT]


async def test_a_contract_may_be_named_by_its_id(at: Practice) -> None:
    number = at.dialect.house.listing.contract_id(ES.symbol)
    answer = await at.place(symbol=number)
    assert orders(at)[0].order_id == answer["orderId"]


async def test_the_broker_takes_a_client_id_twice_so_that_a_double_send_shows(
    at: Practice,
) -> None:
    first = await at.place(**LIMIT, clOrdId="TT1")
    second = await at.place(**LIMIT, clOrdId="TT1")
    assert first["orderId"] != second["orderId"]
    assert at.scene.venue.front.posts["TT1"] == 2


async def test_a_trailing_stop_may_be_given_by_its_trigger_alone(at: Practice) -> None:
    await at.place(orderType="TrailingStop", action="Sell", stopPrice=4796)
    (order,) = orders(at)
    assert (order.stop_price, order.ticket.trail_ticks) == (Decimal(4796), 16)
    at.scene.quote("4802.00", "4802.25")
    assert order.stop_price == Decimal(4798)


async def test_a_trailing_stop_changes_in_quantity_alone(at: Practice) -> None:
    placed = await at.place(orderType="TrailingStop", action="Sell", pegDifference=4)
    ids = {"orderId": placed["orderId"], "orderType": "TrailingStop"}
    refused = await at.post("order/modifyorder", **ids, orderQty=1, pegDifference=5)
    changed = await at.post("order/modifyorder", **ids, orderQty=2, pegDifference=4)
    assert refused["failureReason"] == "TrailingStopNonOrderQtyModify"
    assert "commandId" in changed
    assert orders(at)[0].quantity == 2


async def test_a_change_is_a_full_restatement(at: Practice) -> None:
    placed = await at.place(**LIMIT)
    number = placed["orderId"]
    bare = await at.post("order/modifyorder", orderId=number, orderQty=2, orderType="Limit")
    other = await at.post("order/modifyorder", orderId=number, orderQty=2, orderType="Market")
    assert bare["failureReason"] == "InvalidPrice"
    assert other["failureReason"] == "Unsupported"
    assert (
        await at.status("order/modifyorder", orderId=number, orderQty=0, orderType="Limit") == 400
    )
    assert orders(at)[0].quantity == 1


async def test_what_is_over_cannot_be_changed_or_cancelled(at: Practice) -> None:
    placed = await at.place()
    number = placed["orderId"]
    late = await at.post("order/cancelorder", orderId=number)
    later = await at.post("order/modifyorder", orderId=number, orderQty=1, orderType="Market")
    assert late["failureReason"] == later["failureReason"] == "TooLate"
    assert await at.status("order/cancelorder", orderId=1) == 404


async def test_a_bracket_refused_in_part_is_refused_whole(at: Practice) -> None:
    answer = await at.place(
        **LIMIT, bracket1={"action": "Sell", "orderType": "Limit", "price": 4801.1}
    )
    assert answer["failureReason"] == "InvalidPrice"
    assert [order.state for order in orders(at)] == [State.REJECTED]


async def test_an_account_out_of_favour_may_only_get_smaller(at: Practice) -> None:
    await at.place(orderQty=2)
    at.dialect.house.entities.update("accountRiskStatus", ACCOUNT, liquidateOnly=True)
    more = await at.place()
    too_many = await at.place(action="Sell", orderQty=3)
    less = await at.place(action="Sell", orderQty=2)
    assert more["failureReason"] == too_many["failureReason"] == "LiquidationOnly"
    assert "orderId" in less


async def test_a_locked_account_and_a_contract_that_expired_are_refused(at: Practice) -> None:
    at.strike("F47", symbol=ES.symbol)
    expired = await at.place()
    at.scene.exchange.accounts[ACCOUNT].locked = True
    locked = await at.place()
    assert (expired["failureReason"], expired["failureText"]) == (
        "UnknownReason",
        "Access is denied",
    )
    assert locked["failureReason"] == "TradingLocked"


async def test_positions_are_closed_out_by_their_ids(at: Practice) -> None:
    await at.place(action="Sell", orderQty=2)
    (position,) = await at.get("position/list")
    answer = await at.post("order/liquidatepositions", positions=[position["id"]], admin=False)
    assert at.scene.exchange.orders[answer["orderId"]].state is State.FILLED
    assert (await at.get("position/list"))[0]["netPos"] == 0
    flat = await at.post("order/liquidatepositions", positions=[position["id"]], admin=False)
    assert flat == {}
    assert await at.status("order/liquidatepositions", positions=[1], admin=False) == 404


async def test_closing_out_needs_a_contract_that_is_there(at: Practice) -> None:
    terms = {"accountId": ACCOUNT, "contractId": 1, "admin": False}
    assert await at.status("order/liquidateposition", **terms) == 404


async def test_a_dry_run_says_what_would_come_of_it_and_does_nothing(at: Practice) -> None:
    number = at.dialect.house.listing.contract_id(ES.symbol)
    order = {"contractId": number, "action": "Buy", "orderQty": 2, "orderType": "Market"}
    good = await at.post("order/dryrun", accountId=ACCOUNT, orders=[order])
    bad = await at.post("order/dryrun", accountId=ACCOUNT, orders=[{**order, "orderType": "Limit"}])
    unknown = await at.post("order/dryrun", accountId=ACCOUNT, orders=[{**order, "contractId": 1}])
    assert good["rejectReason"] == "Success"
    assert good["details"]["initialMargin"] == 1000
    assert bad["rejectReason"] == "InvalidPrice"
    assert unknown["rejectReason"] == "InvalidContract"
    assert await at.status("order/dryrun", accountId=ACCOUNT, orders=[order] * 5) == 400
    assert orders(at) == []


async def test_of_a_pair_one_ends_the_other(at: Practice) -> None:
    stop = {"action": "Sell", "orderType": "Stop", "stopPrice": 4795}
    answer = await at.place(action="Sell", orderType="Limit", price=4802, other=stop)
    at.scene.quote("4802.00", "4802.25")
    limit, other = (at.scene.exchange.orders[answer[name]] for name in ("orderId", "ocoId"))
    assert (limit.state, other.state) == (State.FILLED, State.CANCELED)


async def test_nothing_is_closed_out_where_the_contract_is_not_traded(at: Practice) -> None:
    await at.place()
    (position,) = await at.get("position/list")
    at.strike("F47", symbol=ES.symbol)
    ids = {"accountId": ACCOUNT, "contractId": position["contractId"], "admin": False}
    refused = await at.post("order/liquidateposition", **ids)
    assert refused["failureText"] == "Access is denied"


async def test_a_trailing_stop_without_a_trigger_needs_a_quote(at: Practice) -> None:
    terms = {"symbol": "MESH4", "orderType": "TrailingStop", "action": "Sell"}
    nothing = await at.place(**terms, pegDifference=4)
    given = await at.place(**terms, pegDifference=4, stopPrice=4796)
    assert nothing["failureReason"] == "NoQuote"
    assert "orderId" in given
