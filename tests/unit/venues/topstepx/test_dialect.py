"""The TopstepX venue at its door: paths, tokens, limits, hubs, and what the fault script asks."""

import pytest

from tests.support.plain_dialect import ACCOUNT
from tests.support.topstepx_client import CONTRACT, TopstepXClient
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.venues.traffic import Request


async def test_it_answers_a_ping_and_paths_in_any_case(client: TopstepXClient) -> None:
    assert (await client.http.get("/api/Status/ping")).text == "pong"
    assert (await client.answer("account/SEARCH", {})).status_code == 200
    assert (await client.answer("Account/other", {})).status_code == 404
    assert (await client.http.get("/api/Account/search")).status_code == 405
    assert (await client.http.get("/")).status_code == 404


async def test_every_answer_is_an_envelope(client: TopstepXClient) -> None:
    answer = await client.post("Account/search", onlyActiveAccounts=True)
    assert (answer["success"], answer["errorCode"], answer["errorMessage"]) == (True, 0, None)
    failed = await client.post("Order/searchOpen", accountId=7)
    assert (failed["success"], failed["errorCode"]) == (False, 1)


@pytest.mark.parametrize(
    "body", [{}, {"accountId": "x"}, {"accountId": ACCOUNT, "contractId": 7}, [], "text", None]
)
async def test_a_body_that_does_not_fit_is_a_validation_problem(
    client: TopstepXClient, body: object
) -> None:
    answer = await client.answer("Order/place", body)
    assert answer.status_code == 400
    assert answer.json()["title"] == "One or more validation errors occurred."
    assert answer.json()["errors"]
    assert (await client.http.post("/api/Auth/loginKey", content=b"{")).status_code == 400


async def test_nothing_is_answered_without_a_token_that_lives(client: TopstepXClient) -> None:
    client.token = ""
    assert (await client.answer("Account/search", {})).status_code == 401
    await client.log_in()
    client.scene.host.advance(24 * 3600 * NANOSECONDS)
    assert (await client.answer("Account/search", {})).status_code == 401


async def test_a_token_is_replaced_when_it_is_validated(client: TopstepXClient) -> None:
    before = client.token
    after = (await client.post("Auth/validate"))["newToken"]
    assert after != before
    assert (await client.answer("Account/search", {})).status_code == 401
    client.token = after
    await client.post("Account/search")
    await client.post("Auth/logout")
    assert (await client.answer("Account/search", {})).status_code == 401
    assert (await client.post("Auth/validate"))["errorCode"] == 3
    client.token = "made up"
    assert (await client.post("Auth/validate"))["errorCode"] == 2


async def test_the_two_budgets_are_apart_and_roll(client: TopstepXClient) -> None:
    bars = {
        "contractId": CONTRACT,
        "live": False,
        "startTime": "2024-03-11T00:00:00Z",
        "endTime": "2024-03-12T00:00:00Z",
        "unit": 2,
        "unitNumber": 1,
        "limit": 5,
        "includePartialBar": True,
    }
    statuses = [(await client.answer("History/retrieveBars", bars)).status_code for _ in range(51)]
    assert statuses == [200] * 50 + [429]
    statuses = [(await client.answer("Account/search", {})).status_code for _ in range(201)]
    assert statuses == [200] * 200 + [429]
    client.scene.host.advance(30 * NANOSECONDS)
    assert (await client.answer("History/retrieveBars", bars)).status_code == 200
    assert (await client.answer("Account/search", {})).status_code == 429
    client.scene.host.advance(30 * NANOSECONDS)
    assert (await client.answer("Account/search", {})).status_code == 200


# Hubs.


async def test_a_hub_is_entered_at_once_or_after_a_negotiation(client: TopstepXClient) -> None:
    assert await (await client.hub("user")).begin() == 101
    headers = {"authorization": f"Bearer {client.token}"}
    old = (await client.http.post("/hubs/user/negotiate", headers=headers)).json()
    assert (old["negotiateVersion"], "connectionToken" in old) == (0, False)
    assert old["availableTransports"][0]["transport"] == "WebSockets"
    query = {"negotiateVersion": "1", "access_token": client.token, "id": "stale"}
    new = (await client.http.post("/hubs/market/negotiate", params=query)).json()
    for name, own in (("user", old["connectionId"]), ("market", new["connectionToken"])):
        asked = f"access_token={client.token}&id={own}"
        assert await (await client.hub(name, asked)).begin(version=0) == 101
        assert await (await client.hub(name, asked)).begin() == 404


async def test_a_hub_needs_a_token_and_a_name(client: TopstepXClient) -> None:
    assert (await client.http.post("/hubs/user/negotiate")).status_code == 401
    assert await (await client.hub("user", "access_token=guessed")).begin() == 401
    assert await (await client.hub("other")).begin() == 404


async def test_a_handshake_that_is_not_understood_ends_the_conversation(
    client: TopstepXClient,
) -> None:
    hub = await client.hub("user")
    await hub.open()
    await hub.put({"protocol": "json", "version": 7})
    assert "error" in (await hub.hear())[0]
    assert hub.over


async def test_what_comes_in_one_frame_with_the_handshake_counts(client: TopstepXClient) -> None:
    hub = await client.hub("user")
    await hub.open()
    call = {"type": 1, "target": "SubscribeAccounts", "arguments": [], "invocationId": "9"}
    await hub.put({"protocol": "json", "version": 1}, {"type": 6}, call)
    assert await hub.hear() == [{}, {"type": 3, "invocationId": "9", "result": None}]


async def test_a_method_that_is_not_there_is_an_error_or_is_ignored(client: TopstepXClient) -> None:
    hub = await client.user_hub()
    await hub.call("Heartbeat", {"timestamp": 1}, own=None)
    assert await hub.hear() == []
    await hub.call("Heartbeat", {"timestamp": 1}, own="5")
    (answer,) = await hub.hear()
    assert (answer["type"], answer["invocationId"]) == (3, "5")
    assert "Heartbeat" in answer["error"]


async def test_it_pings_and_drops_who_says_nothing(client: TopstepXClient) -> None:
    hub = await client.user_hub()
    assert await hub.hear(15) == [{"type": 6}]
    await hub.put({"type": 6})
    await hub.hear(44)
    assert not hub.over
    await hub.hear(1)
    assert hub.over


async def test_a_clock_that_is_set_drops_nobody(client: TopstepXClient) -> None:
    hub = await client.user_hub()
    client.scene.host.advance(24 * 3600 * NANOSECONDS)
    assert await hub.hear() == [{"type": 6}]
    assert not hub.over


async def test_a_goodbye_ends_the_conversation(client: TopstepXClient) -> None:
    hub = await client.user_hub()
    await hub.put({"type": 7})
    await hub.hear()
    assert hub.over
    assert client.scene.venue.lines.named("user") == []


# What the fault script asks.


async def test_another_login_takes_over_and_the_hub_says_so(client: TopstepXClient) -> None:
    hub = await client.user_hub()
    client.strike("F45")
    heard = await hub.hear()
    assert [each.get("target", each["type"]) for each in heard] == ["GatewayLogout", 7]
    assert heard[1]["allowReconnect"] is False
    assert (await client.answer("Account/search", {})).status_code == 401
    await client.log_in()
    await client.post("Account/search")


async def test_logins_are_refused_for_a_while(client: TopstepXClient) -> None:
    client.strike("F13", for_s=60)
    assert (await client.answer("Account/search", {})).status_code == 401
    assert (await client.post("Auth/validate"))["errorCode"] == 1
    body = {"userName": "trader", "apiKey": "key-of-the-test"}
    assert (await client.post("Auth/loginKey", **body))["errorCode"] == 3
    client.scene.host.advance(60 * NANOSECONDS)
    await client.log_in()


async def test_a_denied_request_ends_its_session(client: TopstepXClient) -> None:
    client.strike("F12", {"request": "/api/Account/search"})
    assert (await client.answer("Account/search", {})).status_code == 401
    assert (await client.answer("Account/search", {})).status_code == 401


async def test_answers_carry_errors_lack_ids_or_succeed_wrongly(client: TopstepXClient) -> None:
    client.strike("F8", {"request": "/api/Order/place"})
    assert (await client.place())["errorCode"] == 7
    client.strike("F8", {"request": "/api/Order/place"}, code=6, text="pending", booked=False)
    assert (await client.place())["errorMessage"] == "pending"
    client.strike("F9", {"request": "/api/Order/place"})
    answer = await client.place()
    assert (answer["success"], answer["orderId"]) == (True, None)
    assert len(client.scene.exchange.orders) == 2
    resting = await client.place(type=1, limitPrice=4790)
    client.strike("F23", {"request": "/api/Order/modify"})
    body = {"accountId": ACCOUNT, "orderId": resting["orderId"], "size": 3}
    assert (await client.post("Order/modify", **body))["success"]
    assert client.scene.exchange.orders[resting["orderId"]].filled == 1


async def test_it_names_the_orders_of_requests(client: TopstepXClient) -> None:
    dialect = client.dialect
    placing = Request("POST", "/api/order/PLACE", body=b'{"customTag":"TT1"}')
    assert dialect.client_id(placing) == "TT1"
    assert dialect.order_of(Request("POST", "/api/Order/cancel", body=b'{"orderId":5}')) == 5
    assert dialect.client_id(Request("POST", "/api/Order/place", body=b"{")) == ""
    query = Request("POST", "/api/Order/v2/query", body=b'{"pageOffset":5}')
    assert dialect.is_later_page(query)


async def test_snapshots_are_withheld_and_quotes_come_in_a_flood(client: TopstepXClient) -> None:
    client.strike("F37")
    hub = await client.market_hub("ContractQuotes")
    assert await hub.told("GatewayQuote") == []
    client.strike("F39", socket="market", frames=500)
    assert len(await hub.told("GatewayQuote")) == 500


async def test_times_lose_their_zone(client: TopstepXClient) -> None:
    await client.place()
    client.strike("F43", zoneless=True)
    (order,) = (await client.post("Order/v2/query", filter={"accountId": ACCOUNT}))["orders"]
    assert order["creationTimestamp"] == "2024-03-11T12:00:00.000000"


async def test_a_reset_lets_everybody_begin_anew(client: TopstepXClient) -> None:
    await client.place(customTag="TT1")
    client.scene.exchange.reset()
    client.dialect.reset()
    await client.log_in()
    assert (await client.place(customTag="TT1"))["success"]


async def test_its_addresses_are_those_of_one_port(client: TopstepXClient) -> None:
    assert client.dialect.urls("127.0.0.1", 81) == {
        "rest": "http://127.0.0.1:81",
        "stream": "http://127.0.0.1:81/hubs/user",
        "market": "http://127.0.0.1:81/hubs/market",
    }
