"""Names made alike, values read strictly."""

from decimal import Decimal

import pytest

from traderterminal.alerts.dialects import Item, Value
from traderterminal.alerts.fields import (
    Fields,
    NotTradeable,
    is_unset,
    moment_ns,
    number,
    plain,
)
from traderterminal.kit.clock import parse_iso

NOON = parse_iso("2024-01-11T12:00:00Z")


@pytest.mark.parametrize(
    "name",
    ["takeProfit", "take_profit", "take-profit", "take profit", "TAKE_PROFIT", " Take.Profit"],
)
def test_names_are_alike_however_they_are_written(name: str) -> None:
    assert plain(name) == "take_profit"


def test_containers_are_unwrapped_and_the_outer_field_comes_first() -> None:
    item: Item = {
        "strategy": {"order": {"action": "sell", "id": "inner"}},
        "id": "outer",
        "stuff": {"symbol": "hidden"},
    }
    fields = Fields(item)
    assert fields.text(("action",)) == "sell"
    assert [value for _, value in fields.every(("id",))] == ["outer", "inner"]
    assert "symbol" not in fields


def test_a_placeholder_that_is_read_is_refused() -> None:
    fields = Fields({"symbol": "{{ticker}}", "interval": "{{interval}}", "side": "buy"})
    with pytest.raises(NotTradeable, match=r"\{\{ticker\}\}"):
        fields.text(("symbol",))
    assert fields.text(("side",)) == "buy"


def test_two_names_of_one_thing_must_agree() -> None:
    assert Fields({"symbol": "es1!", "ticker": "ES1!"}).agreed(("symbol", "ticker")) == "ES1!"
    with pytest.raises(NotTradeable) as caught:
        Fields({"symbol": "ES1!", "ticker": "NQ1!"}).agreed(("symbol", "ticker"))
    assert caught.value.reason.code == "contradictory_fields"


@pytest.mark.parametrize(
    ("value", "flag", "no"),
    [
        (True, True, False),
        ("True", True, False),
        ("yes", True, False),
        (Decimal(1), True, False),
        (False, False, True),
        ("False", False, True),
        ("0", False, True),
        (Decimal(0), False, True),
        (Decimal("NaN"), False, False),
        ("", False, False),
        (None, False, False),
    ],
)
def test_switches_are_read_as_people_write_them(value: Value, flag: bool, no: bool) -> None:
    fields = Fields({"switch": value})
    assert fields.flag("switch") is flag
    assert fields.says_no("switch") is no


@pytest.mark.parametrize(
    "value", ["", "0", "0.0", "false", "NaN", "na", "null", None, False, Decimal(0), Decimal("NaN")]
)
def test_what_means_none_is_unset(value: Value) -> None:
    assert is_unset(value)
    assert Fields({"tp": value}).amount(("tp",)) is None


def test_an_amount_that_is_a_word_is_refused() -> None:
    with pytest.raises(NotTradeable) as caught:
        Fields({"tp": "far"}).amount(("tp",))
    assert caught.value.reason.parameters == {"field": "tp", "price": "far"}


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", "1"), (" 2.50 ", "2.50"), ("-3", "-3"), ("+.5", "0.5"), ("1e3", "1000"), ("7.", "7")],
)
def test_numbers_in_texts(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "value",
    [
        "1,000",
        "1_000",
        "0x10",
        "٣",
        "1e400",
        "9" * 41,
        "Infinity",
        "NaN",
        "",
        "one",
        True,
        None,
        [],
    ],
)
def test_what_is_no_number_stays_none(value: Value) -> None:
    assert number(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "2024-01-11T12:00:00Z",
        "2024-01-11T12:00:00.000Z",
        "2024-01-11T13:00:00+01:00",
        "2024-01-11 12:00:00",
        "1704974400",
        Decimal(1704974400),
        Decimal("1704974400000"),
        Decimal("1704974400000000"),
        Decimal("1704974400000000000"),
    ],
)
def test_moments(value: Value) -> None:
    assert moment_ns(value) == NOON


@pytest.mark.parametrize(
    "value",
    [
        "2024-01-11",
        "noon",
        "",
        None,
        Decimal(5),
        "16748962",
        "0001-01-01T00:00:00Z",
        Decimal(10**30),
    ],
)
def test_what_is_no_moment_stays_none(value: Value) -> None:
    assert moment_ns(value) is None
