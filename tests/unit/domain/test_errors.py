"""Errors carry what to tell a person."""

import pytest

from traderterminal.domain.errors import (
    BadData,
    LedgerDown,
    OrderRefused,
    OutcomeUnknown,
    TraderTerminalError,
    UnknownSymbol,
)
from traderterminal.domain.messages import Message


def test_an_error_speaks_its_message() -> None:
    refused = OrderRefused(Message("expired_contract", {"symbol": "ESH2024", "last_day": "Friday"}))
    assert str(refused) == "Refused. Nothing was sent. ESH2024 stopped trading on Friday."


def test_an_unknown_symbol_is_named_with_the_remedy() -> None:
    error = UnknownSymbol("XXXX")
    assert error.symbol == "XXXX"
    assert error.message.code == "unknown_symbol"
    assert "XXXX" in str(error)
    assert "resources/instruments" in str(error)
    near = str(UnknownSymbol("ESG2024", "ESH2024"))
    assert near.endswith("ESG2024 is not an instrument known here; the nearest is ESH2024.")


def test_a_ledger_that_is_down_names_the_cause() -> None:
    error = LedgerDown("the disk is full")
    assert error.message.code == "ledger_down"
    assert "the disk is full" in str(error)


@pytest.mark.parametrize("kind", [OrderRefused, OutcomeUnknown, LedgerDown, UnknownSymbol])
def test_what_concerns_an_order_can_be_caught_as_one(kind: type[TraderTerminalError]) -> None:
    assert issubclass(kind, TraderTerminalError)


def test_a_refusal_is_never_mistaken_for_an_unknown_outcome() -> None:
    assert not issubclass(OutcomeUnknown, OrderRefused)
    assert not issubclass(OrderRefused, OutcomeUnknown)


def test_bad_data_is_not_about_an_order() -> None:
    assert not issubclass(BadData, TraderTerminalError)
