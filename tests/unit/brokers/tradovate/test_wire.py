"""Entities as they arrive: what is new is kept, numbers are exact, nonsense is refused."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from traderterminal.brokers.tradovate.wire import (
    ENTITIES,
    SNAPSHOT,
    Account,
    AutoLiquidation,
    CashSnapshot,
    Fill,
    FillFee,
    Granted,
    Order,
    OrderVersion,
    Penalty,
)
from traderterminal.kit.clock import parse_iso

D = Decimal
FILL = {
    "id": 9,
    "orderId": 7,
    "contractId": 3,
    "timestamp": "2024-01-02T12:00:00.123Z",
    "action": "Buy",
    "qty": 2,
    "price": D("4800.25"),
}


def fill(**changes: Any) -> Fill:
    return Fill.model_validate(FILL | changes)


def test_an_entity_keeps_what_is_new_and_open_words() -> None:
    order = Order.model_validate(
        {
            "id": 7,
            "accountId": 1,
            "timestamp": "2024-01-02T12:00:00Z",
            "action": "Buy",
            "ordStatus": "Sleeping",
            "tomorrow": {"new": True},
        }
    )
    assert order.ord_status == "Sleeping"
    assert order.model_extra == {"tomorrow": {"new": True}}


@pytest.mark.parametrize(
    ("told", "read"),
    [
        (D("4800.25"), "4800.25"),
        (4800, "4800"),
        ("4800.25", "4800.25"),
        (D("4.80025E+3"), "4800.25"),
        (D("-37.63"), "-37.63"),
        (D("-0.00"), "-0.00"),
    ],
)
def test_a_price_is_exact_however_it_is_written(told: object, read: str) -> None:
    assert fill(price=told).price == D(read)


@pytest.mark.parametrize(
    "told", ["4800,25", "4800'08", "", None, 4800.25, D("1E+999999"), "9" * 50, D("NaN"), "inf", {}]
)
def test_a_price_that_is_none_is_refused(told: object) -> None:
    with pytest.raises(ValidationError):
        fill(price=told)


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("2024-01-02T12:00:00.123Z", "2024-01-02T12:00:00.123+00:00"),
        ("2024-01-02T12:00:00", "2024-01-02T12:00:00+00:00"),
        ("2024-01-02T13:00:00+01:00", "2024-01-02T12:00:00+00:00"),
    ],
)
def test_a_moment_without_a_zone_is_utc(told: str, read: str) -> None:
    assert fill(timestamp=told).timestamp == parse_iso(read)


@pytest.mark.parametrize("told", ["yesterday", 1_704_196_800, None, ""])
def test_a_moment_that_is_none_is_refused(told: object) -> None:
    with pytest.raises(ValidationError):
        fill(timestamp=told)


@pytest.mark.parametrize("told", [2**63, "x", None, D("7.5")])
def test_an_id_that_is_none_is_refused(told: object) -> None:
    with pytest.raises(ValidationError):
        fill(id=told)


def test_both_generations_of_an_account_are_read() -> None:
    older = Account.model_validate({"id": 1, "name": "a", "active": False, "archived": True})
    newer = Account.model_validate({"id": 1, "name": "a", "closed": True, "restricted": True})
    assert (older.active, older.archived) == (False, True)
    assert (newer.active, newer.closed, newer.restricted) == (True, True, True)


def test_names_with_capitals_of_their_own_are_read() -> None:
    fees = {"id": 9, "nfaFee": D("0.02"), "ipFee": D("0.01"), "commission": D("0.5")}
    assert FillFee.model_validate(fees).total == D("0.53")
    limits = AutoLiquidation.model_validate({"id": 1, "dailyLossAutoLiq": 500})
    assert limits.daily_loss_auto_liq == 500
    snapshot = CashSnapshot.model_validate({"realizedPnL": 3, "openPnL": -1, "netLiq": 9})
    assert (snapshot.day_pnl, snapshot.net_liq) == (D(2), D(9))
    assert CashSnapshot.model_validate({"openPnL": 1}).day_pnl is None
    version = {"id": 1, "orderId": 7, "orderQty": 2, "orderType": "Limit", "stopPrice": 1}
    assert OrderVersion.model_validate(version).stop_price == 1


def test_a_penalty_is_read_by_its_odd_names() -> None:
    penalty = Penalty.model_validate({"p-ticket": "t", "p-time": 15, "p-captcha": True})
    assert (penalty.ticket, penalty.seconds, penalty.captcha) == ("t", D(15), True)
    assert not Penalty.model_validate({"p-ticket": "t", "p-time": 15}).captcha


def test_a_login_that_failed_is_read_as_well() -> None:
    granted = Granted.model_validate({"errorText": "Incorrect username or password"})
    assert (granted.access_token, granted.error_text) == (None, "Incorrect username or password")


def test_a_snapshot_knows_every_kind_that_is_followed() -> None:
    assert set(SNAPSHOT.values()) == set(ENTITIES)
