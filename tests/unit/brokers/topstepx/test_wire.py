"""The broker's shapes: exact, tolerant of what is new, and never taking nothing for zero."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from tests.support.topstepx import NOON_NS, a_contract, an_account, an_order
from traderterminal.brokers.topstepx import wire


def test_money_is_read_exactly_and_moments_in_any_offset() -> None:
    order = wire.Order.model_validate(
        an_order(
            limitPrice=Decimal("2208.100000000"), creationTimestamp="2023-12-25T17:00:00-06:00"
        )
    )
    assert order.limit_price == Decimal("2208.1")
    assert order.creation_timestamp == NOON_NS
    assert order.update_timestamp == NOON_NS


def test_a_field_that_is_new_is_let_be_and_a_word_that_is_new_is_kept() -> None:
    order = wire.Order.model_validate(an_order(status=42, somethingNew={"a": 1}))
    assert order.status == 42


def test_what_is_missing_is_nothing_and_not_zero() -> None:
    account = wire.Account.model_validate({"id": 1})
    assert (account.balance, account.simulated, account.can_trade) == (None, None, False)
    order = wire.Order.model_validate(an_order(limitPrice=None, fillVolume=None))
    assert (order.limit_price, order.fill_volume) == (None, None)
    assert wire.Account.model_validate(an_account()).balance == Decimal("50000.25")


@pytest.mark.parametrize(
    "changes",
    [
        {"limitPrice": "NaN"},
        {"limitPrice": "4,790.00"},
        {"size": None},
        {"creationTimestamp": "yesterday"},
        {"creationTimestamp": 1_703_545_200},
        {"id": "nine"},
        {"status": None},
    ],
)
def test_what_cannot_be_read_exactly_is_not_read(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        wire.Order.model_validate(an_order(**changes))


@pytest.mark.parametrize("price", ["4790.25", "-37.63", "-0.00", "4.79e3"])
def test_a_price_may_be_a_text_negative_or_with_an_exponent(price: str) -> None:
    order = wire.Order.model_validate(an_order(limitPrice=price))
    assert order.limit_price == Decimal(price)


def test_a_contract_without_a_step_is_none() -> None:
    with pytest.raises(ValidationError):
        wire.Contract.model_validate(a_contract(tickSize=0))


def test_a_user_event_comes_wrapped_or_bare() -> None:
    assert wire.unwrapped({"action": 1, "data": {"id": 7}}) == {"id": 7}
    assert wire.unwrapped({"id": 7}) == {"id": 7}
    assert wire.unwrapped([1]) == [1]
