"""What is sent, what is proof, what is told, and what is listed and how completely."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.support.builders import order as an_order_of_ours
from tests.support.topstepx import (
    ACCOUNT,
    NOON_NS,
    NUMBER,
    SYMBOL,
    Gateway,
    Row,
    Scene,
    a_contract,
    a_scene,
    a_trade,
    an_order,
    at,
    refused,
    taken,
)
from traderterminal.brokers.topstepx import broker as module
from traderterminal.brokers.topstepx.codec import Invoked, Unreadable
from traderterminal.brokers.transport.rate_limit import Priority
from traderterminal.desk.ports import (
    AttachedExit,
    FillRevised,
    FillSeen,
    OrderNews,
    OrderSeen,
    Terms,
    UnreadableNews,
)
from traderterminal.domain.errors import (
    BrokerUnavailable,
    ExitsRefused,
    NotSent,
    OrderRefused,
    OutcomeUnknown,
)
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import (
    Accepted,
    CancelRefused,
    Intent,
    Order,
    OrderStatus,
    OrderType,
    Replaced,
    ReplaceRefused,
    Where,
)

D = Decimal
PLACE, MODIFY, CANCEL = "/api/Order/place", "/api/Order/modify", "/api/Order/cancel"
QUERY, TRADES, POSITIONS = "/api/Order/v2/query", "/api/Trade/search", "/api/Position/searchOpen"


def ours(**changes: Any) -> Order:
    fields: dict[str, Any] = {
        "order_id": "TT000001",
        "account": ACCOUNT,
        "order_type": OrderType.LIMIT,
        "limit_price": D("4790"),
        "quantity": D(2),
    }
    return replace(an_order_of_ours(), **{**fields, **changes})


async def ready(answers: dict[str, Any] | None = None) -> Scene:
    """A session that has logged in, and nothing more."""
    scene = a_scene(Gateway(dict(answers or {})))
    await scene.session.log_in()
    await scene.session._orders.contracts.by_symbol(SYMBOL)
    scene.gateway.asked.clear()
    scene.news.clear()
    return scene


def said(event: object) -> OrderNews:
    return OrderNews(ACCOUNT, event, "TT000001", "9056")  # type: ignore[arg-type]  # an event


# Placing.


async def test_an_order_leaves_once_under_our_id_and_is_told_of_as_taken() -> None:
    scene = await ready()
    await scene.broker.submit(ours())
    (body,) = scene.gateway.bodies(PLACE)
    assert (body["customTag"], body["accountId"], body["contractId"]) == (
        "TT000001",
        NUMBER,
        "CON.F.US.EP.H24",
    )
    assert scene.news == [said(Accepted("9056"))]
    await scene.close()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refused(3), OrderRefused),
        (httpx.Response(400), OrderRefused),
        (httpx.Response(401), OrderRefused),
        (httpx.ConnectError("refused"), NotSent),
        (refused(6), OutcomeUnknown),
        (refused(7), OutcomeUnknown),
        (refused(55), OutcomeUnknown),
        (taken(), OutcomeUnknown),
        (taken(orderId=None), OutcomeUnknown),
        (taken(orderId="x"), OutcomeUnknown),
        (httpx.Response(429), OutcomeUnknown),
        (httpx.Response(502, text="<html>"), OutcomeUnknown),
        (httpx.Response(200, text="<html>"), OutcomeUnknown),
        (httpx.ReadError("reset"), OutcomeUnknown),
    ],
)
async def test_what_became_of_an_order_is_refused_only_on_proof(
    answer: Any, error: type[Exception]
) -> None:
    scene = await ready({PLACE: answer})
    with pytest.raises(error):
        await scene.broker.submit(ours())
    assert len(scene.gateway.bodies(PLACE)) == 1
    assert scene.news == []
    await scene.close()


async def test_a_refusal_that_names_the_order_lets_it_be_known_again() -> None:
    scene = await ready({PLACE: refused(2, "outside of the price limits", orderId=9056)})
    with pytest.raises(OrderRefused, match="outside of the price limits"):
        await scene.broker.submit(ours())
    assert scene.news == [said(Accepted("9056"))]
    await scene.close()


def exits() -> list[AttachedExit]:
    """The target and the stop of a purchase."""
    target = ours(order_id="TT000002", limit_price=None, side=Side.SELL, link="T1")
    stop = replace(target, order_id="TT000003", order_type=OrderType.STOP, link="SL")
    return [AttachedExit(target, 12), AttachedExit(stop, -8)]


async def test_an_entry_and_its_exits_leave_in_one_request_with_signed_ticks() -> None:
    scene = await ready()
    await scene.broker.submit_bracket(ours(), exits())
    (body,) = scene.gateway.bodies(PLACE)
    assert body["takeProfitBracket"] == {"ticks": 12, "type": 1}
    assert body["stopLossBracket"] == {"ticks": -8, "type": 4}
    assert (body["customTag"], body["limitPrice"], body["stopPrice"]) == ("TT000001", 4790, None)
    assert scene.news == [said(Accepted("9056"))]  # the exits are named by the hub
    await scene.close()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Brackets cannot be used with Position Brackets", ExitsRefused),
        (
            "Invalid stop loss ticks (-8). Ticks should be greater than zero when longing.",
            ExitsRefused,
        ),
        ("outside of the price limits", OrderRefused),
    ],
)
async def test_a_refusal_of_the_exits_is_told_apart_from_one_of_the_order(
    text: str, error: type[Exception]
) -> None:
    scene = await ready({PLACE: refused(2, text)})
    with pytest.raises(OrderRefused) as raised:
        await scene.broker.submit_bracket(ours(), exits())
    assert type(raised.value) is error
    assert raised.value.message.parameters["text"] == text
    assert len(scene.gateway.bodies(PLACE)) == 1
    await scene.close()


async def test_what_became_of_an_entry_with_exits_may_be_unknown() -> None:
    scene = await ready({PLACE: refused(6, "Brackets are pending")})
    with pytest.raises(OutcomeUnknown):
        await scene.broker.submit_bracket(ours(), exits())
    await scene.close()


@pytest.mark.parametrize(
    ("status", "where"), [(8, Where.BROKER), (6, Where.BROKER), (1, Where.EXCHANGE)]
)
async def test_an_exit_names_its_entry_and_waits_while_it_is_suspended(
    status: int, where: Where
) -> None:
    scene = await ready()
    row = an_order(id=9057, customTag=None, parentOrderId=9056, status=status)
    (seen,) = await heard(scene, "GatewayUserOrder", row)
    assert (seen.order_id, seen.entry_id, seen.where) == ("", "9056", where)
    await scene.close()


async def test_what_cannot_leave_does_not() -> None:
    scene = await ready()
    with pytest.raises(NotSent, match="does not list"):
        await scene.broker.submit(ours(symbol="NQH2024"))
    with pytest.raises(NotSent, match="no account of this login"):
        await scene.broker.submit(ours(account="another"))
    with pytest.raises(OrderRefused, match="package"):
        await scene.broker.submit_package([ours()])
    scene.gateway.is_down = True
    with pytest.raises(NotSent):
        await scene.broker.submit(ours(symbol="MESH2024"))
    assert scene.gateway.bodies(PLACE) == []
    await scene.close()


async def test_a_way_out_waits_neither_for_the_list_of_the_day_nor_behind_questions() -> None:
    scene = await ready()
    await scene.pass_time(25 * 3600)
    scene.gateway.answers["/api/Contract/search"] = taken(contracts=[])
    calls = scene.session._rest._calls
    for _ in range(190):
        async with calls.turn(Priority.CANCEL):
            pass
    before_ns = scene.clock.now_ns()
    with pytest.raises(NotSent):
        await scene.broker.submit(ours())
    await scene.broker.submit(ours(intent=Intent.CLOSE))
    await scene.broker.submit(ours(reduces=True))
    assert len(scene.gateway.bodies(PLACE)) == 2
    assert scene.clock.now_ns() == before_ns
    await scene.close()


# Changing and cancelling.

WORKING = ours(broker_order_id="9056")


async def test_a_change_that_was_taken_is_told_with_its_terms() -> None:
    scene = await ready()
    await scene.broker.replace(WORKING, Terms(D(3), D("4791")))
    assert scene.gateway.bodies(MODIFY) == [
        {"accountId": NUMBER, "orderId": 9056, "size": 3, "limitPrice": 4791}
    ]
    assert scene.news == [said(Replaced(D(3), D("4791"), None))]
    await scene.close()


@pytest.mark.parametrize("code", [1, 2, 3, 6, 7])
async def test_a_change_that_is_refused_on_proof_leaves_the_order_as_it_was(code: int) -> None:
    scene = await ready({MODIFY: refused(code)})
    await scene.broker.replace(WORKING, Terms(D(3), D("4791")))
    assert scene.news == [said(ReplaceRefused())]
    await scene.close()


@pytest.mark.parametrize("answer", [refused(4), refused(5), refused(99), httpx.Response(503)])
async def test_any_other_answer_to_a_change_or_cancel_leaves_it_open(answer: Any) -> None:
    scene = await ready({MODIFY: answer, CANCEL: answer})
    with pytest.raises(OutcomeUnknown):
        await scene.broker.replace(WORKING, Terms(D(3), D("4791")))
    with pytest.raises(OutcomeUnknown):
        await scene.broker.cancel(WORKING)
    assert scene.news == []
    await scene.close()


async def test_a_cancel_that_was_taken_is_told_of_by_the_hub_alone() -> None:
    scene = await ready()
    await scene.broker.cancel(WORKING)
    assert scene.gateway.bodies(CANCEL) == [{"accountId": NUMBER, "orderId": 9056}]
    assert scene.news == []
    await scene.close()


@pytest.mark.parametrize("code", [1, 2, 3, 6])
async def test_a_cancel_that_is_refused_on_proof_is_told(code: int) -> None:
    scene = await ready({CANCEL: refused(code)})
    await scene.broker.cancel(WORKING)
    assert scene.news == [said(CancelRefused())]
    await scene.close()


@pytest.mark.parametrize("name", ["", "B1"])
async def test_what_the_broker_has_no_name_for_cannot_be_named_to_it(name: str) -> None:
    scene = await ready()
    with pytest.raises(NotSent):
        await scene.broker.cancel(ours(broker_order_id=name))
    with pytest.raises(NotSent):
        await scene.broker.replace(ours(broker_order_id=name), Terms(D(1)))
    assert scene.gateway.asked == []
    await scene.close()


# Listing.


def orders_of(*rows: Row) -> Any:
    """A server that has these orders, and filters, sorts and pages them."""

    def answer(body: Row) -> Row:
        wanted = body["filter"]
        found = [
            row
            for row in sorted(rows, key=lambda row: row["id"])
            if row["status"] in wanted["statuses"]
            and row["creationTimestamp"] >= wanted.get("createdAfter", "")
        ]
        first = body["pageOffset"]
        return taken(orders=found[first : first + body["pageSize"]], totalCount=len(found))

    return answer


async def test_what_is_open_is_listed_and_what_closed_since() -> None:
    rows = [an_order(id=number, status=number, customTag=f"T{number}") for number in range(1, 9)]
    scene = await ready({QUERY: orders_of(*rows)})
    everything = await scene.broker.orders(ACCOUNT, 0)
    assert everything.complete
    assert sorted(seen.broker_order_id for seen in everything.items) == list("12345678")
    late = await scene.broker.orders(ACCOUNT, NOON_NS + 10**9)
    assert sorted(seen.broker_order_id for seen in late.items) == list("1678")
    await scene.close()


async def test_all_pages_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGE", 3)
    rows = [an_order(id=number, customTag=f"T{number}") for number in range(1, 11)]
    scene = await ready({QUERY: orders_of(*rows)})
    listing = await scene.broker.orders(ACCOUNT, 0)
    assert listing.complete
    assert len(listing.items) == 10
    assert [body["pageOffset"] for body in scene.gateway.bodies(QUERY)] == [0, 3, 6, 9, 0]
    await scene.close()


async def test_a_page_that_fails_makes_the_list_incomplete_and_the_first_one_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PAGE", 3)
    rows = [an_order(id=number) for number in range(1, 11)]
    whole = orders_of(*rows)

    def fails_from(offset: int) -> Any:
        def answer(body: Row) -> Any:
            fails = body["pageOffset"] >= offset or 2 in body["filter"]["statuses"]
            return httpx.Response(503) if fails else whole(body)

        return answer

    scene = await ready({QUERY: fails_from(6)})
    listing = await scene.broker.orders(ACCOUNT, 0)
    assert (len(listing.items), listing.complete) == (6, False)
    scene.gateway.answers[QUERY] = fails_from(99)
    listing = await scene.broker.orders(ACCOUNT, 0)
    assert (len(listing.items), listing.complete) == (10, False)  # of the closed nothing is known
    scene.gateway.answers[QUERY] = fails_from(0)
    with pytest.raises(BrokerUnavailable):
        await scene.broker.orders(ACCOUNT, 0)
    await scene.close()


async def test_a_list_that_changes_while_it_is_read_is_not_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PAGE", 3)
    counts = iter([4, 3, 0])

    def shrinks(body: Row) -> Row:
        total = next(counts)
        rows = [an_order(id=number) for number in range(total)][body["pageOffset"] :]
        return taken(orders=rows[:3], totalCount=total)

    scene = await ready({QUERY: shrinks})
    assert not (await scene.broker.orders(ACCOUNT, 0)).complete
    await scene.close()


async def test_a_list_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGE", 1)
    scene = await ready({QUERY: taken(orders=[an_order()], totalCount=None)})
    assert not (await scene.broker.orders(ACCOUNT, 0)).complete
    await scene.close()


async def test_nothing_is_not_the_same_as_not_told() -> None:
    answers = {
        QUERY: taken(orders=None),
        TRADES: taken(),
        POSITIONS: taken(positions=None),
    }
    scene = await ready(answers)
    for ask in (scene.broker.orders(ACCOUNT, 0), scene.broker.fills(ACCOUNT, 0)):
        listing = await ask
        assert (listing.items, listing.complete) == ([], False)
    positions = await scene.broker.positions(ACCOUNT)
    assert (positions.items, positions.complete) == ([], False)
    await scene.close()


@pytest.mark.parametrize(
    "row",
    [
        {"id": 1},
        an_order(type=99),
        an_order(side=5),
        an_order(limitPrice="NaN"),
        an_order(contractId="CON.F.US.XYZ.H24"),
    ],
)
async def test_an_order_that_cannot_be_read_is_told_raw_and_spoils_the_list(row: Row) -> None:
    scene = await ready({QUERY: orders_of(an_order(id=1))})
    scene.gateway.answers["/api/Contract/searchById"] = taken(
        contract=a_contract(id="CON.F.US.XYZ.H24", name="XYZH4")
    )
    scene.gateway.answers[QUERY] = taken(orders=[an_order(id=1), row], totalCount=2)
    listing = await scene.broker.orders(ACCOUNT, 0)
    assert ({seen.broker_order_id for seen in listing.items}, listing.complete) == ({"1"}, False)
    assert isinstance(scene.news[0], UnreadableNews)
    await scene.close()


async def test_an_order_of_no_known_status_is_shown_as_unknown() -> None:
    scene = await ready({QUERY: taken(orders=[an_order(status=77)], totalCount=1)})
    (seen,) = (await scene.broker.orders(ACCOUNT, 0)).items
    assert seen.status is OrderStatus.UNKNOWN
    await scene.close()


async def test_executions_are_listed_and_those_taken_back_are_told_as_that() -> None:
    trades = [a_trade(id=1), a_trade(id=2, voided=True), a_trade(id=3)]
    scene = await ready({TRADES: taken(trades=trades)})
    listing = await scene.broker.fills(ACCOUNT, NOON_NS)
    assert listing.complete
    assert [fill.fill_id for fill in listing.items] == ["1", "3"]
    assert scene.news == [FillRevised(ACCOUNT, "2", D(0), D("4790"))]
    (body,) = scene.gateway.bodies(TRADES)
    assert body["startTimestamp"].startswith("2023-12-25T23:00:00")
    scene.gateway.answers[TRADES] = taken(trades=[a_trade(side=9), {}])
    assert not (await scene.broker.fills(ACCOUNT, 0)).complete
    await scene.close()


def a_position(**changes: Any) -> Row:
    row = {"id": 1, "accountId": NUMBER, "contractId": "CON.F.US.EP.H24", "type": 1, "size": 2}
    return {**row, "averagePrice": 4790.5, **changes}


async def test_positions_are_signed_and_those_of_no_size_are_none() -> None:
    rows = [a_position(type=2, size=3), a_position(size=0)]
    scene = await ready({POSITIONS: taken(positions=rows)})
    listing = await scene.broker.positions(ACCOUNT)
    assert [(p.symbol, p.quantity, p.average_price) for p in listing.items] == [
        (SYMBOL, D(-3), D("4790.5"))
    ]
    assert listing.complete
    for broken in (a_position(type=9), {"size": 1}):
        scene.gateway.answers[POSITIONS] = taken(positions=[broken])
        assert not (await scene.broker.positions(ACCOUNT)).complete
    await scene.close()


async def test_of_an_account_that_has_no_seat_nothing_is_known() -> None:
    scene = await ready()
    for listing in (
        await scene.broker.orders("another", 0),
        await scene.broker.fills("another", 0),
        await scene.broker.positions("another"),
    ):
        assert (list(listing.items), listing.complete) == ([], False)
    assert scene.broker.restore([WORKING]) == ()
    assert scene.gateway.asked == []
    await scene.close()


# The hub.


async def heard(scene: Scene, target: str, *arguments: Any) -> list[Any]:
    """What is told of an event."""
    scene.news.clear()
    await scene.broker.take(Invoked(target, list(arguments)))
    return list(scene.news)


@pytest.mark.parametrize("wrapped", [True, False])
async def test_orders_and_executions_are_told_wrapped_or_bare(wrapped: bool) -> None:
    scene = await ready()

    def row(bare: Row) -> Row:
        return {"action": 1, "data": bare} if wrapped else bare

    (seen,) = await heard(scene, "GatewayUserOrder", row(an_order()))
    assert isinstance(seen, OrderSeen)
    assert (seen.account, seen.order_id) == (ACCOUNT, "TT000001")
    (fill,) = await heard(scene, "GatewayUserTrade", row(a_trade()))
    assert isinstance(fill, FillSeen)
    (revised,) = await heard(scene, "GatewayUserTrade", row(a_trade(voided=True)))
    assert isinstance(revised, FillRevised)
    await scene.close()


async def test_what_concerns_another_account_or_is_asked_for_is_let_be() -> None:
    scene = await ready()
    assert await heard(scene, "GatewayUserOrder", an_order(accountId=7)) == []
    assert await heard(scene, "GatewayUserTrade", a_trade(accountId=7)) == []
    assert await heard(scene, "GatewayUserAccount", {}) == []
    assert await heard(scene, "GatewayUserPosition", {}) == []
    await scene.close()


@pytest.mark.parametrize(
    ("target", "arguments"),
    [
        ("GatewayUserOrder", []),
        ("GatewayUserOrder", ["text"]),
        ("GatewayUserTrade", [None]),
        ("GatewayUserTrade", [{"accountId": NUMBER}]),
        ("GatewayUserTrade", [a_trade(side=9)]),
        ("GatewayUserOrder", [an_order(size=None)]),
    ],
)
async def test_what_cannot_be_read_is_told_raw(target: str, arguments: list[Any]) -> None:
    scene = await ready()
    (news,) = await heard(scene, target, *arguments)
    assert isinstance(news, UnreadableNews)
    scene.news.clear()
    await scene.broker.take(Unreadable("<html>"))
    assert scene.news == [UnreadableNews(ACCOUNT, "<html>")]
    await scene.close()


async def test_an_event_of_a_contract_that_cannot_be_asked_for_is_told_raw() -> None:
    scene = await ready({"/api/Contract/searchById": httpx.Response(503)})
    for target, row in (("GatewayUserOrder", an_order()), ("GatewayUserTrade", a_trade())):
        (news,) = await heard(scene, target, {**row, "contractId": "CON.F.US.EP.M24"})
        assert isinstance(news, UnreadableNews)
    await scene.close()


async def test_a_showing_older_than_what_was_heard_is_left_out() -> None:
    scene = await ready()
    assert await heard(scene, "GatewayUserOrder", an_order(updateTimestamp=at(5), fillVolume=1))
    assert await heard(scene, "GatewayUserOrder", an_order(updateTimestamp=at(4))) == []
    assert await heard(scene, "GatewayUserOrder", an_order(updateTimestamp=at(5), fillVolume=1))
    assert await heard(scene, "GatewayUserOrder", an_order(id=7, updateTimestamp=None))
    await scene.close()


async def test_after_a_change_the_old_terms_are_not_heard_again() -> None:
    scene = await ready()
    await scene.broker.replace(WORKING, Terms(D(3), D("4791")))
    assert await heard(scene, "GatewayUserOrder", an_order(updateTimestamp=at(1))) == []
    late = an_order(updateTimestamp=at(2), size=3, limitPrice=4791)
    assert len(await heard(scene, "GatewayUserOrder", late)) == 1
    elsewhere = an_order(updateTimestamp=at(3), size=1, limitPrice=4791)
    assert len(await heard(scene, "GatewayUserOrder", elsewhere)) == 1
    await scene.close()


async def test_a_change_that_the_hub_has_shown_already_is_not_told_again() -> None:
    scene = await ready()
    shown = an_order(updateTimestamp=at(1), size=3, limitPrice=4791)

    async def serve(request: httpx.Request) -> httpx.Response:
        assert len(await heard(scene, "GatewayUserOrder", shown)) == 1
        return httpx.Response(200, json=taken())

    scene.session._http._client._transport = httpx.MockTransport(serve)
    await scene.broker.replace(WORKING, Terms(D(3), D("4791")))
    assert [type(news) for news in scene.news] == [OrderSeen]
    assert len(await heard(scene, "GatewayUserOrder", {**shown, "size": 1})) == 1
    await scene.close()


async def test_an_end_is_heard_whatever_the_terms_and_a_question_ends_the_wait() -> None:
    scene = await ready({QUERY: taken(orders=[an_order()], totalCount=1)})
    await scene.broker.replace(WORKING, Terms(D(3), D("4791")))
    assert len(await heard(scene, "GatewayUserOrder", an_order(status=2))) == 1
    await scene.broker.replace(WORKING, Terms(D(3), D("4791")))
    await scene.broker.orders(ACCOUNT, 0)
    assert len(await heard(scene, "GatewayUserOrder", an_order(updateTimestamp=at(9)))) == 1
    await scene.close()


async def test_a_refusal_is_told_by_the_reply_that_knows_why() -> None:
    scene = await ready()
    early = list[object]()

    async def serve(request: httpx.Request) -> httpx.Response:
        early.extend(await heard(scene, "GatewayUserOrder", an_order(status=5)))
        body = refused(2, "too far from the market", orderId=9056)
        return httpx.Response(200, json=body)

    scene.session._http._client._transport = httpx.MockTransport(serve)
    with pytest.raises(OrderRefused, match="too far"):
        await scene.broker.submit(ours())
    assert early == []
    assert len(await heard(scene, "GatewayUserOrder", an_order(status=5))) == 1
    await scene.close()


async def test_it_is_remembered_of_so_many_orders_when_they_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 2)
    scene = await ready()
    for number in range(1, 4):
        await heard(scene, "GatewayUserOrder", an_order(id=number, updateTimestamp=at(5)))
    assert list(scene.broker._heard_ns) == ["2", "3"]
    await scene.close()
