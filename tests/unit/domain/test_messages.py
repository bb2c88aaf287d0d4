"""From a code and its values to a sentence."""

import pytest

from traderterminal.domain.messages import Message, english


def test_a_message_reads_with_its_values() -> None:
    message = Message("expired_contract", {"symbol": "ESH2024", "last_day": "15 Mar 2024"})
    assert str(message) == "Refused. Nothing was sent. ESH2024 stopped trading on 15 Mar 2024."


def test_a_variant_is_another_wording_of_the_same_code() -> None:
    message = Message("price_collar", {"side": "buy"}, variant="stop")
    assert message.code == "price_collar"
    assert "A buy stop at" in english(message)


def test_a_missing_value_leaves_a_readable_gap() -> None:
    assert "—" in english(Message("unknown_symbol"))


def test_a_code_without_a_sentence_stands_for_itself() -> None:
    assert english(Message("of_another_version")) == "of_another_version"


def test_a_value_in_braces_is_printed_as_it_is() -> None:
    assert "{symbol}" in english(Message("unknown_symbol", {"symbol": "{symbol}"}))


@pytest.mark.parametrize(
    ("value", "shown"),
    [("10000", "10,000"), ("-1234.50", "−1,234.50"), ("0.015625", "0.015625"), ("100", "100")],
)
def test_a_number_has_its_thousands_grouped(value: str, shown: str) -> None:
    parameters = {"symbol": "AAPL", "measured": value, "account": "20001", "limit": "1"}
    text = english(Message("max_position", parameters))
    assert f"could reach {shown}, the limit on 20001 is 1." in text


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [("3.0", "3.0 s"), ("96", "96 s"), ("300", "5 m"), ("5764", "1 h 36 m"), ("", "")],
)
def test_a_long_time_is_not_told_in_seconds(seconds: str, shown: str) -> None:
    late = Message("too_late", {"measured": seconds, "limit": "30"})
    assert english(late) == f"Refused: {shown} old, limit 30 s."
