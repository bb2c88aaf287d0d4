"""What the broker's numbers mean, what is proof, and what is not guessed."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import httpx
import pytest

from tests.support.builders import order
from tests.support.topstepx import a_trade, an_account, an_order
from traderterminal.brokers.topstepx import mapping, wire
from traderterminal.brokers.topstepx.mapping import Open, Outcome, Refusal, Taken
from traderterminal.brokers.transport.http import Reply
from traderterminal.desk.ports import FillRevised, FillSeen, Terms
from traderterminal.domain.accounts import Mode
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderStatus, OrderType, Where
from traderterminal.market.ticks import Aggressor

D = Decimal
S = OrderStatus


def judged(body: bytes | object, status: int = 200) -> Outcome:
    content = body if isinstance(body, bytes) else httpx.Response(200, json=body).content
    return mapping.outcome(Reply(status, content, {}), mapping.PLACE_REFUSALS)


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, 8, 9, 10])
def test_a_listed_refusal_is_proof(code: int) -> None:
    found = judged({"success": False, "errorCode": code, "errorMessage": None})
    assert isinstance(found, Refusal)
    assert found.text == mapping.PLACE_REFUSALS[code]


def test_the_brokers_own_words_are_told() -> None:
    text = "Brackets cannot be used with Position Brackets"
    found = judged({"success": False, "errorCode": 2, "errorMessage": text})
    assert isinstance(found, Refusal)
    assert found.text == text


@pytest.mark.parametrize("code", [0, 6, 7, 11, -1, None, "2", True, 2.5])
def test_any_other_failure_leaves_the_outcome_open(code: object) -> None:
    assert isinstance(judged({"success": False, "errorCode": code}), Open)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>maintenance</html>",
        b'{"success":true,"errorCode":0',
        {},
        [],
        {"success": "true", "errorCode": 0},
        {"success": True, "errorCode": 7},
        {"success": 1},
    ],
)
def test_a_success_that_is_not_clearly_one_is_none(body: bytes | object) -> None:
    assert isinstance(judged(body), Open)


@pytest.mark.parametrize("status", [400, 401])
def test_a_request_that_the_server_did_not_look_at_is_refused(status: int) -> None:
    assert judged(b"", status) == Refusal(f"HTTP {status}", {})


@pytest.mark.parametrize("status", [403, 404, 408, 423, 429, 500, 502, 503, 504])
def test_no_other_status_proves_anything(status: int) -> None:
    body = {"success": False, "errorCode": 2}
    assert isinstance(judged(body, status), Open)


def test_what_was_taken_comes_with_its_answer() -> None:
    assert judged({"success": True, "errorCode": 0, "orderId": 7}) == Taken(
        {"success": True, "errorCode": 0, "orderId": 7}
    )


def test_an_account_that_says_nothing_of_itself_is_real_money() -> None:
    told = {True: Mode.SANDBOX, False: Mode.LIVE, None: Mode.LIVE}
    for simulated, mode in told.items():
        account = wire.Account.model_validate(an_account(simulated=simulated))
        assert mapping.mode_of(account) is mode


LIMIT = order(order_type=OrderType.LIMIT, limit_price=D("4790.25"), quantity=2)


def test_an_order_is_placed_with_its_own_price_and_our_id() -> None:
    assert mapping.placed(LIMIT, 465, "CON") == {
        "accountId": 465,
        "contractId": "CON",
        "type": 1,
        "side": 0,
        "size": 2,
        "limitPrice": D("4790.25"),
        "stopPrice": None,
        "trailPrice": None,
        "customTag": "TT1",
    }
    stop = replace(LIMIT, order_type=OrderType.STOP, side=Side.SELL, stop_price=D("4780"))
    body = mapping.placed(stop, 465, "CON")
    assert (body["type"], body["side"]) == (4, 1)
    assert (body["limitPrice"], body["stopPrice"]) == (None, D("4780"))
    market = mapping.placed(replace(LIMIT, order_type=OrderType.MARKET), 465, "CON")
    assert (market["type"], market["limitPrice"], market["stopPrice"]) == (2, None, None)


def test_a_change_names_only_what_the_order_has() -> None:
    body = mapping.changed(9056, 465, Terms(D(3), None, D("4780")))
    assert body == {"accountId": 465, "orderId": 9056, "size": D(3), "stopPrice": D("4780")}


def seen(**changes: object) -> wire.Order:
    return wire.Order.model_validate(an_order(**changes))


@pytest.mark.parametrize(
    ("number", "status", "where"),
    [
        (0, S.UNKNOWN, Where.EXCHANGE),
        (1, S.ACCEPTED, Where.EXCHANGE),
        (2, S.FILLED, Where.EXCHANGE),
        (3, S.CANCELED, Where.EXCHANGE),
        (4, S.EXPIRED, Where.EXCHANGE),
        (5, S.REJECTED, Where.EXCHANGE),
        (6, S.ACCEPTED, Where.BROKER),
        (7, S.ACCEPTED, Where.EXCHANGE),
        (8, S.ACCEPTED, Where.BROKER),
        (9, S.UNKNOWN, Where.EXCHANGE),
    ],
)
def test_each_status_means_one_thing(number: int, status: OrderStatus, where: Where) -> None:
    found = mapping.order_seen(seen(status=number), "a", "ESH2024")
    assert found is not None
    assert (found.status, found.where) == (status, where)


def test_every_status_is_asked_for_as_open_or_as_closed() -> None:
    assert sorted((*mapping.OPEN_STATUSES, *mapping.CLOSED_STATUSES)) == sorted(mapping.STATUSES)
    open_ones = {mapping.STATUSES[number] for number in mapping.OPEN_STATUSES}
    assert open_ones == {S.ACCEPTED}


@pytest.mark.parametrize(("type_", "side"), [(0, 0), (9, 0), (1, 2), (1, -1)])
def test_an_order_of_no_known_type_or_side_is_not_guessed(type_: int, side: int) -> None:
    assert mapping.order_seen(seen(type=type_, side=side), "a", "ESH2024") is None


def test_an_order_is_read_as_it_stands() -> None:
    for number, side in product(mapping.ORDER_TYPES, mapping.SIDES):
        found = mapping.order_seen(seen(type=number, side=side, fillVolume=1), "a", "ESH2024")
        assert found is not None
        assert (found.order_type, found.side) == (
            mapping.ORDER_TYPES[number],
            mapping.SIDES[side],
        )
        assert (found.broker_order_id, found.order_id) == ("9056", "TT000001")
        assert (found.quantity, found.filled_quantity) == (D(2), D(1))
        assert (found.limit_price, found.stop_price) == (D("4790"), None)


def filled(**changes: object) -> FillSeen | FillRevised | None:
    return mapping.fill_seen(wire.Trade.model_validate(a_trade(**changes)), "a", "ESH2024")


@pytest.mark.parametrize(
    ("charges", "fee"),
    [
        ({"fees": 1.4}, D("1.4")),
        ({"fees": 1.4, "commissions": 0.5}, D("1.9")),
        ({"fees": None}, None),
        ({"fees": 0}, D(0)),
    ],
)
def test_a_charge_is_fees_and_commissions_or_not_told(
    charges: dict[str, object], fee: Decimal | None
) -> None:
    found = filled(**charges)
    assert isinstance(found, FillSeen)
    assert found.fee == fee
    assert (found.fill_id, found.broker_order_id) == ("8604", "9056")


def test_an_execution_that_was_voided_is_taken_back() -> None:
    assert filled(voided=True) == FillRevised("a", "8604", D(0), D("4790"))
    assert filled(side=7) is None


@pytest.mark.parametrize(
    ("type_", "size", "held"),
    [(1, 3, 3), (2, 3, -3), (1, 0, 0), (0, 0, 0), (0, 3, None), (7, 1, None)],
)
def test_a_position_is_signed_by_its_type(type_: int, size: int, held: int | None) -> None:
    position = wire.Position.model_validate(
        {"accountId": 465, "contractId": "C", "type": type_, "size": size, "averagePrice": 4790.5}
    )
    found = mapping.position_seen(position, "a", "ESH2024")
    assert (None if found is None else found.quantity) == held


def test_who_crossed_the_spread() -> None:
    found = [mapping.aggressor(number) for number in (0, 1, 2)]
    assert found == [Aggressor.BUYER, Aggressor.SELLER, Aggressor.NEITHER]


def test_the_size_of_a_level_is_its_volume() -> None:
    depth = wire.Depth.model_validate({"type": 2, "price": 1, "volume": 7, "currentVolume": 3})
    assert mapping.resting(depth) == 7
    assert mapping.resting(wire.Depth.model_validate({"type": 6})) is None
