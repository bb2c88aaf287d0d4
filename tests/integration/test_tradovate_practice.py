"""A plain client, written from the protocol's reference alone, against the practice Tradovate.

Over real sockets of the loopback interface: login, accounts, contracts, charts, sockets, orders,
brackets, changes, cancels, positions and fills.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from tests.support.plain_dialect import ACCOUNT, NOON_NS, VenueScene
from tests.support.running_venue import Running, running
from tests.support.tradovate_client import Refused, Socket, TradovateClient
from tests.support.tradovate_scene import NAME, PASSWORD, on_loopback, tradovate_scene
from traderterminal.kit.clock import iso
from traderterminal.market.ticks import Aggressor, TradeTick


@dataclass
class Desk:
    """A client that is logged in, with its socket in step."""

    scene: VenueScene
    client: TradovateClient
    stream: Socket
    snapshot: Any

    async def place(self, **terms: Any) -> Any:
        order = {
            "accountId": ACCOUNT,
            "symbol": "ESH4",
            "action": "Buy",
            "orderQty": 1,
            "orderType": "Market",
            "isAutomated": True,
            **terms,
        }
        endpoint = "order/placeoso" if "bracket1" in terms else "order/placeorder"
        endpoint = "order/placeoco" if "other" in terms else endpoint
        return await self.stream.request(endpoint, order)


@pytest_asyncio.fixture
async def desk() -> AsyncIterator[Desk]:
    scene = tradovate_scene()
    async with (
        on_loopback(scene) as at,
        TradovateClient(at.rest, at.stream, at.market) as client,
    ):
        await client.log_in(NAME, PASSWORD)
        stream = await client.open_stream()
        snapshot = await client.synchronize(stream)
        yield Desk(scene, client, stream, snapshot)
    await scene.close()


async def test_a_login_leads_to_accounts_and_can_be_renewed(desk: Desk) -> None:
    first = desk.client.token
    me = await desk.client.get("auth/me")
    renewed = await desk.client.renew()
    accounts = await desk.client.get("account/list")
    assert me["userId"] == desk.client.user_id
    assert renewed["expirationTime"].endswith("Z")
    assert desk.client.token != first
    assert [account["name"] for account in accounts] == ["PRACTICE-1", "PRACTICE-2"]


async def test_a_wrong_password_is_told_with_success_and_no_token(desk: Desk) -> None:
    answer = await desk.client.post(
        "auth/accesstokenrequest", {"name": NAME, "password": "wrong", "appId": "script"}
    )
    assert "accessToken" not in answer
    assert answer["errorText"]


async def test_contracts_lead_to_their_tick_and_worth(desk: Desk) -> None:
    contract = await desk.client.get("contract/find", name="ESH4")
    suggested = await desk.client.get("contract/suggest", t="ES", l=10)
    maturity = await desk.client.get("contractMaturity/item", id=contract["contractMaturityId"])
    product = await desk.client.get("product/item", id=maturity["productId"])
    with pytest.raises(Refused) as unknown:
        await desk.client.get("contract/find", name="ESZ9")
    assert contract in suggested
    assert maturity["expirationMonth"] == 202403
    assert (product["tickSize"], product["valuePerPoint"]) == (Decimal("0.25"), 50)
    assert unknown.value.status == 404


async def test_a_market_order_leaves_its_whole_trail(desk: Desk) -> None:
    answer = await desk.place(orderQty=2, clOrdId="TT1")
    order = await desk.stream.entity("order", id=answer["orderId"], ordStatus="Filled")
    fill = await desk.stream.entity("fill", orderId=order["id"])
    fees = await desk.stream.entity("fillFee", id=fill["id"])
    position = await desk.stream.entity("position", accountId=ACCOUNT, netPos=2)
    cash = await desk.stream.entity("cashBalance", accountId=ACCOUNT)
    command = await desk.stream.entity("command", orderId=order["id"])
    assert (fill["qty"], fill["price"]) == (2, Decimal("4800.25"))
    assert fees["commission"] + fees["nfaFee"] == Decimal("2.80")
    assert position["netPrice"] == Decimal("4800.25")
    assert cash["amount"] == Decimal("49997.20")
    assert command["clOrdId"] == "TT1"


async def test_a_limit_order_is_changed_and_cancelled(desk: Desk) -> None:
    answer = await desk.place(orderType="Limit", price=4799.5)
    number = answer["orderId"]
    await desk.stream.entity("order", id=number, ordStatus="Working")
    terms = {"orderId": number, "orderQty": 3, "orderType": "Limit", "price": 4799.25}
    changed = await desk.client.post("order/modifyorder", terms)
    version = await desk.stream.entity("orderVersion", orderId=number, orderQty=3)
    cancelled = await desk.client.post("order/cancelorder", {"orderId": number})
    await desk.stream.entity("order", id=number, ordStatus="Canceled")
    late = await desk.client.post("order/cancelorder", {"orderId": number})
    assert version["price"] == Decimal("4799.25")
    assert changed["commandId"] != cancelled["commandId"]
    assert late["failureReason"] == "TooLate"


async def test_a_bracket_waits_for_its_entry_and_one_exit_ends_the_other(desk: Desk) -> None:
    answer = await desk.place(
        orderType="Limit",
        price=4799.75,
        bracket1={"action": "Sell", "orderType": "Limit", "price": 4801},
        bracket2={"action": "Sell", "orderType": "Stop", "stopPrice": 4798},
    )
    target, stop = answer["oso1Id"], answer["oso2Id"]
    held = await desk.stream.entity("order", id=target, ordStatus="Suspended")
    desk.scene.quote("4799.50", "4799.75")
    await desk.stream.entity("order", id=answer["orderId"], ordStatus="Filled")
    await desk.stream.entity("order", id=stop, ordStatus="Working")
    desk.scene.quote("4801.00", "4801.25")
    await desk.stream.entity("order", id=target, ordStatus="Filled")
    ended = await desk.stream.entity("order", id=stop, ordStatus="Canceled")
    pair = await desk.stream.entity("fillPair")
    assert (held["parentId"], ended["ocoId"]) == (answer["orderId"], target)
    assert (pair["buyPrice"], pair["sellPrice"]) == (Decimal("4799.75"), Decimal(4801))


async def test_a_pair_of_exits_is_placed_together(desk: Desk) -> None:
    await desk.place()
    answer = await desk.place(
        action="Sell",
        orderType="Limit",
        price=4802,
        other={"action": "Sell", "orderType": "Stop", "price": 4795},
    )
    order = await desk.stream.entity("order", id=answer["orderId"], ordStatus="Working")
    version = await desk.stream.entity("orderVersion", orderId=answer["ocoId"])
    assert order["ocoId"] == answer["ocoId"]
    assert version["stopPrice"] == 4795  # an official sample puts it into `price`


async def test_closing_a_position_sweeps_its_orders(desk: Desk) -> None:
    await desk.place(orderQty=2)
    resting = await desk.place(action="Sell", orderType="Limit", price=4810)
    position = await desk.stream.entity("position", netPos=2)
    ids = {"accountId": ACCOUNT, "contractId": position["contractId"], "admin": False}
    await desk.client.post("order/liquidateposition", ids)
    await desk.stream.entity("position", id=position["id"], netPos=0)
    await desk.stream.entity("order", id=resting["orderId"], ordStatus="Canceled")
    fills = await desk.client.get("fill/list")
    assert [fill["action"] for fill in fills] == ["Buy", "Sell"]


async def test_a_refusal_comes_with_success_and_stands_in_the_lists(desk: Desk) -> None:
    answer = await desk.place(orderType="Limit", price=4799.1, clOrdId="TT2")
    report = await desk.stream.entity("commandReport", commandStatus="RiskRejected")
    orders = await desk.client.get("order/list")
    assert answer["failureReason"] == report["rejectReason"] == "InvalidPrice"
    assert "orderId" not in answer
    assert [order["ordStatus"] for order in orders] == ["Rejected"]


async def test_an_order_that_does_not_say_who_sent_it_is_malformed(desk: Desk) -> None:
    with pytest.raises(Refused) as malformed:
        await desk.place(isAutomated=None)
    assert malformed.value.status == 400


async def test_the_snapshot_and_the_lists_tell_the_same(desk: Desk) -> None:
    await desk.place()
    again = await desk.client.open_stream()
    snapshot = await desk.client.synchronize(again)
    assert snapshot["users"][0]["id"] == desk.client.user_id
    for kind, plural in (("order", "orders"), ("fill", "fills"), ("position", "positions")):
        assert snapshot[plural] == await desk.client.get(f"{kind}/list")
    assert desk.snapshot["orders"] == []


async def test_market_data_tells_quotes_depth_and_charts(desk: Desk) -> None:
    market = await desk.client.open_market()
    await market.request("md/subscribequote", {"symbol": "ESH4"})
    await market.request("md/subscribedom", {"symbol": "ESH4"})
    desk.scene.hub.publish(TradeTick("ESH2024", NOON_NS, 19_201, 3, Aggressor.BUYER))
    desk.scene.quote("4800.25", "4800.50")
    chart = await market.request(
        "md/getchart",
        {
            "symbol": "ESH4",
            "chartDescription": {
                "underlyingType": "MinuteBar",
                "elementSize": 1,
                "elementSizeUnit": "UnderlyingUnits",
            },
            "timeRange": {"closestTimestamp": iso(NOON_NS), "asMuchAsElements": 10},
        },
    )

    def told(event: str, kind: str) -> list[Any]:
        packets = [one["d"] for one in market.news if one["e"] == event]
        return [each for packet in packets for each in packet.get(kind, [])]

    await market.until(lambda: any(one.get("eoh") for one in told("chart", "charts")))
    await market.until(lambda: told("md", "doms")[-1:] and len(told("md", "quotes")) >= 3)
    bars = [bar for one in told("chart", "charts") for bar in one.get("bars", [])]
    assert told("md", "quotes")[-1]["entries"]["Bid"]["price"] == Decimal("4800.25")
    assert told("md", "doms")[-1]["offers"] == [{"price": Decimal("4800.5"), "size": 10}]
    assert {one["id"] for one in told("chart", "charts")} == {chart["realtimeId"]}
    assert [(bar["close"], bar["upVolume"]) for bar in bars] == [(Decimal("4800.25"), 3)]


async def test_a_third_login_ends_the_first_session_and_its_sockets(desk: Desk) -> None:
    first = desk.client.token
    for _ in range(2):
        await desk.client.log_in(NAME, PASSWORD)
    await desk.stream.until(lambda: desk.stream.ended)
    shutdown = [one for one in desk.stream.news if one["e"] == "shutdown"]
    desk.client.token = first
    with pytest.raises(Refused) as kicked:
        await desk.client.get("account/list")
    assert shutdown[0]["d"]["reasonCode"] == "ConnectionQuotaReached"
    assert kicked.value.status == 408


async def test_a_socket_answers_nobody_who_did_not_authorize(desk: Desk) -> None:
    socket = await desk.client.open_unauthorized()
    with pytest.raises(Refused) as first:
        await socket.request("account/list")
    with pytest.raises(Refused) as second:
        await socket.request("authorize", "no token")
    assert (first.value.status, first.value.text) == (401, "Access is denied")
    assert (second.value.status, second.value.text) == (401, "Invalid access token")


@pytest.fixture
def venue() -> Iterator[Running]:
    """`traderterminal venue tradovate`, once it is ready."""
    with running("tradovate", "--seed", "1") as made:
        yield made


async def test_the_command_starts_a_venue_whose_control_port_tells_the_same(venue: Running) -> None:
    (user,), account = venue.ready["users"], venue.ready["accounts"][0]
    async with TradovateClient(**venue.ready["urls"]) as client:
        await client.log_in(user["name"], user["password"])
        (contract,) = await client.get("contract/suggest", t="ES")
        market = await client.open_market()
        await market.request("md/subscribequote", {"symbol": contract["name"]})
        await market.until(lambda: any(one["e"] == "md" for one in market.news))
        stream = await client.open_stream()
        await client.synchronize(stream)
        order = {
            "accountId": account["account"],
            "symbol": contract["name"],
            "action": "Buy",
            "orderQty": 1,
            "orderType": "Market",
            "clOrdId": "TT1",
            "isAutomated": True,
        }
        placed = await stream.request("order/placeorder", order)
        fill = await stream.entity("fill", orderId=placed["orderId"])
    state, log = (venue.control.get(path).json() for path in ("/state", "/log"))
    assert [one["fill_id"] for one in state["fills"]] == [fill["id"]]
    assert log["posts"] == {"TT1": 1}
