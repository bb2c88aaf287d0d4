"""The practice Tradovate as a whole: requests, sockets, sessions, and the fault script."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT
from tests.support.tradovate_scene import NAME, PASSWORD, USER, Practice, practice
from traderterminal.venues.faults import BadScript, Script
from traderterminal.venues.orders import State
from traderterminal.venues.traffic import Dropped, Request, read_json

ORDER = {
    "accountId": ACCOUNT,
    "symbol": "ESH4",
    "action": "Buy",
    "orderQty": 1,
    "orderType": "Market",
    "clOrdId": "TT1",
    "isAutomated": True,
}
PLACING = {"request": "*/order/placeorder"}


@pytest_asyncio.fixture
async def at() -> AsyncIterator[Practice]:
    async with practice() as made:
        yield made


def booked(at: Practice) -> int:
    return len(at.scene.exchange.orders)


# Requests.


async def test_verbs_and_the_case_of_paths_do_not_matter(at: Practice) -> None:
    for path in ("account/list", "ACCOUNT/List", "/account/list/"):
        assert len(await at.get(path)) == 2
    assert len(await at.post("account/list", a=1)) == 2


async def test_a_stray_dollar_before_the_token_is_looked_over(at: Practice) -> None:
    at.token = f"${at.token}"
    assert len(await at.get("account/list")) == 2


async def test_a_form_is_as_good_as_json(at: Practice) -> None:
    form = "&".join(f"{name}={str(value).lower()}" for name, value in ORDER.items())
    form = form.replace("=buy", "=Buy").replace("=market", "=Market")
    answer = await at.request("order/placeorder", form)
    assert "orderId" in read_json(answer.body)


@pytest.mark.parametrize("token", ["", "nonsense"])
async def test_without_a_token_nothing_is_answered(at: Practice, token: str) -> None:
    at.token = token
    answer = await at.request("account/list")
    assert (answer.status, answer.body) == (401, b"Access is denied")


async def test_elsewhere_there_is_nothing(at: Practice) -> None:
    for path in ("/v1/account/list", "/demo/v2/account/list", "/demo"):
        answer = await at.scene.venue.front.answer(Request("GET", path))
        assert answer.status == 404
    assert at.dialect.socket_name(Request("GET", "/demo/v1/account/list")) == ""
    assert at.dialect.welcome(Request("GET", "/live/v1/WebSocket")) == 101
    assert at.dialect.welcome(Request("GET", "/other")) == 404


async def test_each_environment_shows_its_own_accounts(at: Practice) -> None:
    assert await at.get("account/list", environment="live") == []
    at.strike("F48", account=ACCOUNT)
    live, demo = await at.get("account/list", environment="live"), await at.get("account/list")
    assert [account["id"] for account in live + demo] == [ACCOUNT, ACCOUNT + 1]


async def test_too_many_requests_of_a_user_are_answered_429(at: Practice) -> None:
    for _ in range(1_000):
        await at.request("auth/me")
    answer = await at.request("auth/me")
    assert (answer.status, answer.body) == (429, b"")
    at.scene.host.advance(1_000_000_000)
    assert (await at.request("auth/me")).status == 200


async def test_an_endpoint_that_failed_too_often_asks_for_a_ticket(at: Practice) -> None:
    for _ in range(100):
        assert await at.status("contract/find", name="X") == 404
    penalty = await at.post("contract/find", name="ESH4")
    early = await at.post("contract/find", name="ESH4", **{"p-ticket": penalty["p-ticket"]})
    at.scene.host.advance(early["p-time"] * 1_000_000_000)
    found = await at.post("contract/find", name="ESH4", **{"p-ticket": early["p-ticket"]})
    assert found["name"] == "ESH4"


# Logins.


async def test_wrong_passwords_end_at_a_captcha_that_even_the_right_one_meets(
    at: Practice,
) -> None:
    for _ in range(3):
        assert "errorText" in await at.log_in("wrong")
    penalty = await at.log_in()
    assert penalty["p-captcha"] is True
    assert "accessToken" not in penalty
    assert await at.status("auth/accesstokenrequest", name=NAME) == 200  # a penalty as well


async def test_a_login_needs_its_fields(at: Practice) -> None:
    assert await at.status("auth/accesstokenrequest", name=NAME) == 400


async def test_too_many_logins_of_a_minute_are_answered_429(at: Practice) -> None:
    for _ in range(9):
        await at.log_in()
    body = {"name": NAME, "password": PASSWORD}
    assert await at.status("auth/accesstokenrequest", **body) == 429
    assert await at.status("auth/renewaccesstoken") == 429


async def test_an_expired_token_cannot_be_renewed(at: Practice) -> None:
    at.scene.host.advance(90 * 60 * 1_000_000_000)
    assert await at.status("auth/renewaccesstoken") == 401


# Sockets.


async def test_a_socket_takes_every_request(at: Practice) -> None:
    line = await at.line()
    accounts = await line.ask("account/list")
    fills = await line.ask("fill/deps", query="masterid=1")
    missing = await line.ask("contract/find", query="name=X")
    placed = await line.ask("order/placeorder", ORDER)
    assert accounts["d"] == await at.get("account/list")
    assert fills["d"] == []
    assert (missing["s"], missing["d"]) == (404, "contract not found")
    assert booked(at) == 1
    assert at.scene.venue.front.posts["TT1"] == 1
    assert placed["d"]["orderId"] in at.scene.exchange.orders


async def test_a_frame_that_is_no_request_ends_the_conversation(at: Practice) -> None:
    line = await at.line()
    await line.say("hello")
    assert await line.hear() == ['c[3000,"Malformed request frame"]']


async def test_a_socket_lets_in_who_has_a_token_and_nobody_else(at: Practice) -> None:
    line = await at.line(authorize=False)
    early = await line.ask("account/list")
    wrong = await line.ask("authorize", "nonsense")
    at.strike("F45")
    closed = await line.ask("authorize", at.token)
    assert (early["s"], early["d"]) == (401, "Access is denied")
    assert (wrong["s"], wrong["d"]) == (401, "Invalid access token")
    assert closed["s"] == 408


async def test_a_token_that_ran_out_is_noticed_on_an_open_socket(at: Practice) -> None:
    line = await at.line()
    at.scene.host.advance(90 * 60 * 1_000_000_000)
    reply = await line.ask("account/list")
    assert (reply["s"], reply["d"]) == (401, "Expired Access Token")


async def test_a_renewed_session_keeps_its_sockets(at: Practice) -> None:
    line = await at.line()
    at.scene.host.advance(60 * 60 * 1_000_000_000)
    await line.say("[]")
    await at.get("auth/renewaccesstoken")
    at.scene.host.advance(60 * 60 * 1_000_000_000)
    assert (await line.ask("account/list"))["s"] == 200


async def test_a_snapshot_holds_what_was_asked_for(at: Practice) -> None:
    line = await at.line()
    every = await line.ask("user/syncrequest", {"users": [USER]})
    some = await line.ask("user/syncrequest", {"splitResponses": False, "entityTypes": ["order"]})
    none = await line.ask("user/syncrequest", {"splitResponses": False})
    other = await line.ask("user/syncrequest", {"users": [99]})
    assert {"users", "positions", "accountRiskStatuses", "cashBalances"} <= every["d"].keys()
    assert some["d"].keys() == {"users", "contractGroups", "orders"}
    assert none["d"].keys() == {"users", "contractGroups"}
    assert (other["s"], other["d"]) == (401, "Access is denied")


async def test_news_is_of_the_kinds_that_were_asked_for(at: Practice) -> None:
    line = await at.line()
    await line.ask("user/syncrequest", {"splitResponses": False, "entityTypes": ["fill"]})
    await at.post("order/placeorder", **ORDER)
    assert {one["entityType"] for one in await line.props()} == {"fill"}


async def test_a_competing_login_ends_the_session_with_a_shutdown(at: Practice) -> None:
    line = await at.line()
    at.strike("F45")
    messages = await line.messages()
    assert messages[0]["e"] == "shutdown"
    assert await at.status("account/list") in (408, 429, 500)


async def test_what_is_never_there_is_listed_empty(at: Practice) -> None:
    for kind in ("tradingPermission", "orderStrategy", "spreadDefinition", "userProperty"):
        assert await at.get(f"{kind}/list") == []


# The fault script, on sockets as over REST.


async def place_on_socket(at: Practice, fault: str, **values: Any) -> Any:
    line = await at.line()
    at.strike(fault, PLACING, **values)
    return await line.ask("order/placeorder", ORDER)


@pytest.mark.parametrize(("fault", "orders"), [("F4", 1), ("F5", 0), ("F22", 1)])
async def test_a_reply_may_be_lost_on_a_socket(at: Practice, fault: str, orders: int) -> None:
    assert await place_on_socket(at, fault) is None
    assert booked(at) == orders


async def test_a_reset_breaks_the_socket(at: Practice) -> None:
    line = await at.line()
    at.strike("F3", PLACING)
    await line.say(f"order/placeorder\n7\n\n{json.dumps(ORDER)}")
    await line.hear()
    assert line.broken
    assert booked(at) == 0


async def test_a_reply_may_come_late_after_the_news(at: Practice) -> None:
    line = await at.synchronized()
    at.strike("F6", PLACING, delay_s=5.0)
    assert await line.ask("order/placeorder", ORDER) is None
    messages = await line.messages(5.0)
    assert messages[0]["e"] == "props"
    assert "orderId" in messages[-1]["d"]


async def test_a_reply_may_be_cut_off(at: Practice) -> None:
    line = await at.line()
    at.strike("F7", PLACING)
    await line.say(f"order/placeorder\n7\n\n{json.dumps(ORDER)}")
    (frame,) = await line.hear()
    with pytest.raises(ValueError, match="line 1"):
        read_json(frame[1:])


@pytest.mark.parametrize(
    ("fault", "values", "status", "orders"),
    [
        ("F10", {"status": 503, "booked": True}, 503, 1),
        ("F11", {}, 429, 0),
        ("F12", {}, 401, 0),
    ],
)
async def test_a_socket_repeats_the_status_of_a_failure(
    at: Practice, fault: str, values: dict[str, Any], status: int, orders: int
) -> None:
    reply = await place_on_socket(at, fault, **values)
    assert reply["s"] == status
    assert booked(at) == orders
    assert (await at.status("account/list") == 401) is (fault == "F12")


async def test_an_error_may_hide_in_a_success(at: Practice) -> None:
    refused = await place_on_socket(at, "F8", code="SessionClosed", text="closed", booked=False)
    at.strike("F8", {"request": "*account/list"}, text="no", booked=False)
    assert refused["d"] == {"failureReason": "SessionClosed", "failureText": "closed"}
    assert await at.get("account/list") == {"errorText": "no"}


@pytest.mark.parametrize("code", ["p-ticket", "p-captcha"])
async def test_a_penalty_may_be_scripted(at: Practice, code: str) -> None:
    reply = await place_on_socket(at, "F8", code=code, booked=False)
    assert reply["d"]["p-time"] == 15
    assert reply["d"].get("p-captcha", False) is (code == "p-captcha")
    assert booked(at) == 0


async def test_the_id_may_be_missing_from_a_success(at: Practice) -> None:
    assert (await place_on_socket(at, "F9"))["d"] == {"orderId": None}
    assert booked(at) == 1


async def test_a_page_for_people_is_a_text_on_a_socket(at: Practice) -> None:
    line = await at.line()
    at.strike("F46")
    reply = await line.ask("account/list")
    assert isinstance(reply["d"], str)


async def test_nobody_is_let_in_for_a_while(at: Practice) -> None:
    at.strike("F13", for_s=60.0)
    assert await at.status("auth/renewaccesstoken") == 401
    assert "errorText" in await at.log_in()
    at.scene.host.advance(60_000_000_000)
    assert "accessToken" in await at.log_in()


async def test_market_data_may_be_denied_and_nothing_else(at: Practice) -> None:
    market, line = await at.line(market=True), await at.line()
    at.strike("F12", {"request": "*/md/*", "times": 0}, revoke=False)
    assert (await market.ask("md/subscribequote", {"symbol": "ESH4"}))["s"] == 401
    assert (await line.ask("account/list"))["s"] == 200


async def test_revoking_over_rest_forgets_the_token(at: Practice) -> None:
    at.strike("F12", {"request": "*account/list"}, status=401)
    assert await at.status("account/list") == 401
    assert await at.status("account/list") == 401


async def test_lists_may_be_empty_with_success(at: Practice) -> None:
    await at.post("order/placeorder", **ORDER)
    line = await at.line()
    at.strike("F31", {"request": "*user/syncrequest"})
    snapshot = await line.ask("user/syncrequest", {"users": [USER]})
    assert snapshot["d"]["positions"] == []


async def test_entities_may_come_with_what_nobody_knows(at: Practice) -> None:
    line = await at.synchronized()
    at.strike("F41", {"frame": "order"}, set={"ordStatus": "Frozen", "novel": 1})
    await at.post("order/placeorder", **ORDER)
    first = (await line.props("order"))[0]["entity"]
    assert (first["ordStatus"], first["novel"]) == ("Frozen", 1)


async def test_prices_may_be_written_in_other_ways(at: Practice) -> None:
    line = await at.synchronized()
    at.strike("F42", {"frame": "fill"}, how="string")
    await at.post("order/placeorder", **ORDER)
    assert (await line.props("fill"))[0]["entity"]["price"] == "4800.25"


async def test_times_may_run_ahead_and_lose_their_zone(at: Practice) -> None:
    at.strike("F43", ahead_s=90, zoneless=True)
    line = await at.synchronized()
    await at.post("order/placeorder", **ORDER)
    fill = (await line.props("fill"))[0]["entity"]
    assert fill["timestamp"] == "2024-03-11T12:01:30.000"
    assert (await at.get("fill/list"))[0]["timestamp"] == fill["timestamp"]


async def test_a_fill_may_come_before_a_cancel_and_a_change_that_are_taken(at: Practice) -> None:
    limit = {**ORDER, "orderType": "Limit", "price": 4799}
    first, second = [await at.post("order/placeorder", **limit) for _ in range(2)]
    at.strike("F20", {"request": "*cancelorder"})
    cancel = await at.post("order/cancelorder", orderId=first["orderId"])
    at.strike("F23", {"request": "*modifyorder"})
    change = {"orderId": second["orderId"], "orderQty": 2, "orderType": "Limit", "price": 4798}
    changed = await at.post("order/modifyorder", **change)
    assert cancel["failureReason"] == "TooLate"
    assert "commandId" in changed
    orders = at.scene.exchange.orders.values()
    assert {order.state for order in orders} == {State.FILLED}


@pytest.mark.parametrize("fault", ["F18", "F24", "F29"])
async def test_faults_that_the_protocol_has_no_place_for_are_refused(
    at: Practice, fault: str
) -> None:
    script = {"script": [{"at": PLACING, "fault": fault}]}
    with pytest.raises(BadScript, match="does not apply"):
        Script.parse(script, at.dialect.unsupported)


async def test_over_rest_a_dropped_reply_is_none(at: Practice) -> None:
    at.strike("F4", PLACING)
    with pytest.raises(Dropped):
        await at.request("order/placeorder", json.dumps(ORDER))
    assert booked(at) == 1
    assert ES.symbol == at.scene.exchange.executions()[0].symbol
    assert not at.dialect.is_later_page(Request("GET", "/demo/v1/order/list"))
