"""Numbers come in and go out as they stand; what cannot be read says so in one way."""

from decimal import Decimal

import pytest

from traderterminal.brokers.transport.exact_json import UnreadableJson, read_json, write_json


def test_a_fraction_is_read_as_it_was_written() -> None:
    read = read_json(b'{"price": 2208.100000000, "size": 3, "small": 1e-9}')
    assert read == {"price": Decimal("2208.1"), "size": 3, "small": Decimal("1E-9")}
    assert str(read["price"]) == "2208.100000000"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html>",
        "{",
        "NaN",
        "-Infinity",
        '{"a": 1} trailing',
        "[" * 100_000,
        "9" * 5_000,
        "1e" + "9" * 40,
        b"\xff\xfe",
    ],
)
def test_what_is_no_json_is_unreadable_and_nothing_else(text: str | bytes) -> None:
    with pytest.raises(UnreadableJson):
        read_json(text)


@pytest.mark.parametrize("price", ["4800.25", "0.015625", "-37.63", "111.5078125", "7", "1E+2"])
def test_a_price_is_written_as_the_number_that_it_is(price: str) -> None:
    assert read_json(write_json({"price": Decimal(price)})) == {"price": Decimal(price)}


@pytest.mark.parametrize("value", [Decimal("0.12345678901234567"), Decimal("NaN"), object()])
def test_what_cannot_be_written_exactly_is_not_written(value: object) -> None:
    with pytest.raises(ValueError, match="written"):
        write_json([value])
