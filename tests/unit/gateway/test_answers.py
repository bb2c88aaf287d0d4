"""The shape of every error."""

from traderterminal.domain.messages import Message
from traderterminal.gateway.answers import error_body


def test_an_error_has_a_code_words_and_the_values_behind_them() -> None:
    message = Message("max_position", {"symbol": "ES", "measured": "12", "limit": "10"})
    error = error_body(message, field="quantity")["error"]
    assert error == {
        "code": "max_position",
        "message": str(message),
        "field": "quantity",
        "measured": "12",
        "limit": "10",
    }


def test_a_code_of_the_contract_may_stand_over_the_reason() -> None:
    error = error_body(Message("no_side"), "not_tradeable")["error"]
    assert error == {"code": "not_tradeable", "message": str(Message("no_side"))}
