"""What traders type: what is understood, and what is refused in words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import AAPL, ES
from tests.support.market import BTC
from traderterminal.domain.instruments import Instrument, Notation
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.typed import (
    NotReadable,
    read_count,
    read_distance,
    read_price,
    read_quantity,
)

D = Decimal
NOTE = replace(
    ES,
    symbol="ZNH2024",
    tick_size=D("0.015625"),
    point_value=D(1000),
    notation=Notation.THIRTY_SECONDS,
)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("6845.5", "6845.5"),
        (" 6,845.50 ", "6845.5"),
        ("1,006,845", "1006845"),
        ("6845 1/4", "6845.25"),
        ("3/4", "0.75"),
        (".5", "0.5"),
        ("6845.", "6845"),
        ("+12", "12"),
        ("-37.63", "-37.63"),
        ("−37.63", "-37.63"),
    ],
)
def test_a_price_is_read_as_traders_write_it(text: str, price: str) -> None:
    assert read_price(text, ES) == D(price)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("111'240", "111.75"),
        ("111'24", "111.75"),
        ("111’16", "111.5"),
        ("111-16", "111.5"),
        ("111'16+", "111.515625"),
        ("111'165", "111.515625"),
        ("111'162", "111.5078125"),
        ("111'1625", "111.5078125"),
        ("111 33/64", "111.515625"),
        ("111.5", "111.5"),
        ("-0'08", "-0.25"),
    ],
)
def test_a_bond_is_read_in_its_own_notation_too(text: str, price: str) -> None:
    assert read_price(text, NOTE) == D(price)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "abc", "68x5", "1e5", "NaN", "Infinity", "6845,5", "68,45", ",500"),
        *("1.2.3", "6845 5/4", "6845 1/0", "٣٤", "--5", "9" * 13, "111'24", "0x1F", "1_000"),
    ],
)
def test_nonsense_is_no_price(text: str) -> None:
    with pytest.raises(NotReadable, match="is not a price"):
        read_price(text, ES)


@pytest.mark.parametrize("text", ["111'32", "111'4", "111'164", "111'169", "111'16++"])
def test_there_are_thirty_two_thirty_seconds(text: str) -> None:
    with pytest.raises(NotReadable):
        read_price(text, NOTE)


@pytest.mark.parametrize("text", ["0", "-1"])
def test_only_futures_go_to_zero_and_below(text: str) -> None:
    assert read_price(text, ES) == D(text)
    with pytest.raises(NotReadable, match="above zero"):
        read_price(text, AAPL)


@given(st.integers(-(2**20), 2**20), st.sampled_from([ES, NOTE]))
def test_every_price_that_is_shown_can_be_typed(ticks: int, instrument: Instrument) -> None:
    price = instrument.from_ticks(ticks)
    assert read_price(formats.price(price, instrument), instrument) == price


@pytest.mark.parametrize(
    ("text", "instrument", "quantity"),
    [("3", ES, "3"), ("1,000", AAPL, "1000"), ("0.25", BTC, "0.25"), ("2.0", ES, "2")],
)
def test_a_quantity_is_read(text: str, instrument: Instrument, quantity: str) -> None:
    assert read_quantity(text, instrument) == D(quantity)


@pytest.mark.parametrize("text", ["0", "-3", "", "two", "1e3", "1/2", "NaN", "1 000"])
def test_nonsense_is_no_quantity(text: str) -> None:
    with pytest.raises(NotReadable, match="is not a quantity"):
        read_quantity(text, ES)


def test_a_part_of_a_lot_names_the_lot() -> None:
    with pytest.raises(NotReadable, match=r"2\.5 is not a multiple of the ESH2024 lot 1"):
        read_quantity("2.5", ES)


@pytest.mark.parametrize(("text", "distance"), [("16", "16"), (" 1,200.5 ", "1200.5")])
def test_a_distance_is_a_number_above_zero(text: str, distance: str) -> None:
    assert read_distance(text) == Decimal(distance)


@pytest.mark.parametrize("text", ["0", "-1", "", "x", "1e3"])
def test_what_is_no_distance_is_refused(text: str) -> None:
    with pytest.raises(NotReadable, match="is not a number above zero"):
        read_distance(text)


def test_a_count_is_whole() -> None:
    assert read_count("30") == 30
    with pytest.raises(NotReadable, match="whole number"):
        read_count("2.5")
