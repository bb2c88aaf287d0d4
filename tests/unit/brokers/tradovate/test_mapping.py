"""The tables: every word of the broker's has its meaning, and what has none proves nothing."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import ES, order
from traderterminal.brokers.tradovate.mapping import (
    CAPABILITIES,
    FAILED_COMMANDS,
    ORDER_TYPES,
    PROVEN_REFUSALS,
    SIDES,
    STATUSES,
    TIME_NAMES,
    TYPE_NAMES,
    RefusedBy,
    Shown,
    Taken,
    Unproven,
    canonical_symbol,
    change_body,
    contract_name,
    order_body,
    outcome,
    penalty_of,
    shown,
    words_of,
)
from traderterminal.brokers.tradovate.wire import Order as WireOrder
from traderterminal.brokers.tradovate.wire import OrderVersion
from traderterminal.desk.ports import Terms
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderStatus, OrderType, TimeInForce, Where

D = Decimal
T, S = OrderType, OrderStatus

#: What the broker's description of 2026-08-21 lists as reasons, and which of them prove nothing.
REASONS = (
    *("Success", "AccountClosed", "AdvancedTrailingStopUnsupported"),
    *("AnotherCommandPending", "BackMonthProhibited", "ExecutionProviderNotConfigured"),
    *("ExecutionProviderUnavailable", "InvalidContract", "InvalidPrice"),
    *("KeyInformationDocumentRequired", "LiquidationOnly"),
    *("LiquidationOnlyBeforeExpiration", "MaxOrderQtyIsNotSpecified"),
    *("MaxOrderQtyLimitReached", "MaxPosLimitMisconfigured", "MaxPosLimitReached"),
    *("MaxTotalPosLimitReached", "MultipleAccountPlanRequired", "NoQuote"),
    *("NotEnoughLiquidity", "OtherExecutionRelated", "ParentRejected", "RiskCheckTimeout"),
    *("SSFRiskDisclosureAcknowledgmentRequired", "SessionClosed", "TooLate"),
    *("TradingLocked", "TrailingStopNonOrderQtyModify", "Unauthorized", "UnknownReason"),
    *("Unsupported",),
)
AMBIGUOUS = {
    *("Success", "ExecutionProviderUnavailable", "OtherExecutionRelated", "RiskCheckTimeout"),
    "UnknownReason",
}


def test_every_reason_is_sorted_by_what_it_proves() -> None:
    assert set(REASONS) - AMBIGUOUS == PROVEN_REFUSALS


@pytest.mark.parametrize("reason", [*REASONS, "NeverHeardOf", ""])
def test_a_reason_refuses_only_if_it_proves(reason: str) -> None:
    found = outcome(200, {"failureReason": reason, "failureText": "words"}, "orderId")
    if reason in PROVEN_REFUSALS:
        assert found == RefusedBy(f"{reason}: words", reason)
    else:
        assert isinstance(found, Unproven)


@pytest.mark.parametrize(
    ("status", "data", "kind"),
    [
        (200, {"orderId": 71}, Taken),
        (200, {"orderId": 71, "failureReason": "InvalidPrice"}, Taken),
        (200, {"orderId": 0}, Unproven),
        (200, {"orderId": True}, Unproven),
        (200, {"orderId": "71"}, Unproven),
        (200, {}, Unproven),
        (200, None, Unproven),
        (200, "ok", Unproven),
        (200, {"errorText": "something"}, Unproven),
        (200, {"failureReason": "UnknownReason", "failureText": "Access is denied"}, RefusedBy),
        (200, {"failureReason": "UnknownReason", "failureText": "else"}, Unproven),
        (200, {"p-ticket": "t", "p-time": 5}, RefusedBy),
        (200, {"p-ticket": 5, "p-time": "x"}, RefusedBy),
        (400, "malformed", RefusedBy),
        (401, "Access is denied", RefusedBy),
        (404, None, RefusedBy),
        *[(status, "", Unproven) for status in (403, 408, 423, 429, 500, 502, 503, 504)],
        (503, {"orderId": 71}, Unproven),
    ],
)
def test_an_answer_proves_what_it_proves(status: int, data: Any, kind: type) -> None:
    assert isinstance(outcome(status, data, "orderId"), kind)


def test_a_penalty_is_known_by_its_ticket() -> None:
    penalty = penalty_of({"p-ticket": "t", "p-time": 5})
    assert penalty is not None
    assert (penalty.ticket, penalty.captcha) == ("t", False)
    broken = penalty_of({"p-ticket": {}, "p-time": []})
    assert broken is not None
    assert broken.captcha  # nobody knows how to go on with it
    assert penalty_of({"orderId": 7}) is None
    assert penalty_of("p-ticket") is None
    waits = outcome(200, {"p-ticket": "t", "p-time": 3_724}, "orderId")
    assert isinstance(waits, RefusedBy)
    assert waits.text == "penalty: 1 h 2 m"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("text", "text"),
        ({"failureReason": "TooLate", "failureText": "gone"}, "TooLate: gone"),
        ({"errorText": "no"}, "no"),
        ({"violations": [{"description": "price"}, {"description": 1}, 5]}, "price"),
        ({"violations": "many"}, ""),
        ({}, ""),
        (None, ""),
        ("x" * 500, "x" * 200),
        ("\n<!DOCTYPE html><h1>Down for maintenance</h1>", ""),
    ],
)
def test_the_words_of_an_answer_are_found(data: Any, words: str) -> None:
    assert words_of(data) == words


@pytest.mark.parametrize(
    ("name", "month", "symbol"),
    [
        ("ESH4", 202403, "ESH2024"),
        ("ESH4", 203403, "ESH2034"),
        ("MESZ6", 202612, "MESZ2026"),
        ("ESZ26", 202612, "ESZ2026"),
        ("ESZ2026", 202612, "ESZ2026"),
        ("M2KH5", 202503, "M2KH2025"),
    ],
)
def test_the_month_of_a_contract_tells_its_decade(name: str, month: int, symbol: str) -> None:
    assert canonical_symbol(name, month) == symbol


@pytest.mark.parametrize(
    ("name", "month"),
    [("ESH4", 202503), ("ESH4", 202406), ("H4", 202403), ("ESH4", 202413), ("", 202403)],
)
def test_a_name_that_contradicts_its_month_is_refused(name: str, month: int) -> None:
    with pytest.raises(ValueError, match=r"month|end"):
        canonical_symbol(name, month)


def test_a_contract_is_named_as_there() -> None:
    assert contract_name(ES) == "ESH4"


@pytest.mark.parametrize(
    ("kind", "limit", "stop", "prices"),
    [
        (T.MARKET, None, None, {}),
        (T.LIMIT, "4800.25", None, {"price": D("4800.25")}),
        (T.STOP, None, "4790", {"stopPrice": D("4790")}),
        (T.STOP_LIMIT, "4789", "4790", {"price": D("4789"), "stopPrice": D("4790")}),
        (T.MARKET_IF_TOUCHED, None, "4790", {"price": D("4790")}),
    ],
)
def test_an_order_says_all_of_its_terms(
    kind: OrderType, limit: str | None, stop: str | None, prices: dict[str, Decimal]
) -> None:
    ours = order(
        quantity=3,
        order_type=kind,
        limit_price=None if limit is None else D(limit),
        stop_price=None if stop is None else D(stop),
        source="alert",
    )
    terms = {"orderType": TYPE_NAMES[kind], "orderQty": 3, "timeInForce": "Day", **prices}
    assert order_body(ours, 5, "DEMO5", "ESH4") == {
        "accountSpec": "DEMO5",
        "accountId": 5,
        "symbol": "ESH4",
        "action": "Buy",
        "clOrdId": "TT1",
        "customTag50": "TT1",
        "isAutomated": True,
        **terms,
    }
    changed = change_body(ours, Terms(D(4), ours.limit_price, ours.stop_price), 71)
    assert changed == {"orderId": 71, "isAutomated": True, **terms, "orderQty": 4}


@pytest.mark.parametrize(
    ("source", "automated"),
    [
        *(("ticket", False), ("command", False), ("ladder", False), ("chart", False)),
        *(("alert", True), ("api", True), ("bracket", True)),
    ],
)
def test_the_exchange_is_told_whose_hand_sent_an_order(source: str, automated: bool) -> None:
    ours = order(source=source)
    assert order_body(ours, 5, "DEMO5", "ESH4")["isAutomated"] is automated


def test_an_order_with_an_end_says_when() -> None:
    ours = order(time_in_force=TimeInForce.GTD, expires_ns=1_704_196_800_123_000_000)
    body = order_body(ours, 5, "", "ESH4")
    assert (body["timeInForce"], body["expireTime"]) == ("GTD", "2024-01-02T12:00:00.123Z")


@pytest.mark.parametrize(
    ("source", "automated"), [("ticket", False), ("alert", True), ("bracket", True), ("api", True)]
)
def test_only_a_click_is_not_automated(source: str, automated: bool) -> None:
    assert order_body(order(source=source), 5, "", "ESH4")["isAutomated"] is automated


def wire_order(**changes: Any) -> WireOrder:
    told = {
        "id": 7,
        "accountId": 5,
        "contractId": 3,
        "timestamp": "2024-01-02T12:00:00Z",
        "action": "Sell",
        "ordStatus": "Working",
    }
    return WireOrder.model_validate(told | changes)


def version(**changes: Any) -> OrderVersion:
    told = {"id": 8, "orderId": 7, "orderQty": 2, "orderType": "Limit", "price": D("4800.25")}
    return OrderVersion.model_validate(told | changes)


def test_an_order_is_read_with_its_terms() -> None:
    found = shown(wire_order(), version(timeInForce="GTC"))
    assert found == Shown(
        side=Side.SELL,
        order_type=T.LIMIT,
        time_in_force=TimeInForce.GTC,
        status=S.ACCEPTED,
        quantity=D(2),
        limit_price=D("4800.25"),
        stop_price=None,
        where=Where.EXCHANGE,
    )


@pytest.mark.parametrize(
    ("status", "read"),
    [
        *STATUSES.items(),
        *((word, S.UNKNOWN) for word in ("Completed", "Unknown", "Sleeping", "")),
    ],
)
def test_a_status_that_does_not_say_how_it_ended_is_unknown(status: str, read: OrderStatus) -> None:
    assert shown(wire_order(ordStatus=status), version()).status is read


def test_a_suspended_order_rests_at_the_broker() -> None:
    found = shown(wire_order(ordStatus="Suspended"), version())
    assert (found.status, found.where) == (S.ACCEPTED, Where.BROKER)


@pytest.mark.parametrize("kind", ["Stop", "MIT"])
@pytest.mark.parametrize("field", ["price", "stopPrice"])
def test_a_trigger_is_found_in_either_field(kind: str, field: str) -> None:
    told = {"price": None, "stopPrice": None, field: D(4790)}
    found = shown(wire_order(), version(orderType=kind, **told))
    assert (found.limit_price, found.stop_price) == (None, D(4790))


@pytest.mark.parametrize(
    ("of_order", "of_version"),
    [({"action": "Hold"}, {}), ({}, {"orderType": "QTS"}), ({}, {"timeInForce": "Week"})],
)
def test_a_word_without_which_an_order_is_not_understood_is_refused(
    of_order: dict[str, str], of_version: dict[str, str]
) -> None:
    with pytest.raises(KeyError):
        shown(wire_order(**of_order), version(**of_version))


def test_the_tables_fit_each_other() -> None:
    assert {ORDER_TYPES[name]: name for name in TYPE_NAMES.values()} == dict(TYPE_NAMES)
    assert set(TYPE_NAMES) == CAPABILITIES.order_types
    assert set(TIME_NAMES) == CAPABILITIES.times_in_force
    assert set(SIDES.values()) == set(Side)
    assert "RiskPassed" not in FAILED_COMMANDS
