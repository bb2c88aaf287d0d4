"""Numbers as the screen writes them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import ES
from traderterminal.domain.instruments import Instrument, Notation
from traderterminal.domain.orders import OrderStatus
from traderterminal.ui.viewmodels import formats

D = Decimal
EURO = replace(ES, symbol="6EH2024", tick_size=D("0.00005"))
NOTE = replace(ES, symbol="ZNH2024", tick_size=D("0.015625"), notation=Notation.THIRTY_SECONDS)
BOND = replace(ES, symbol="ZBH2024", tick_size=D("0.03125"), notation=Notation.THIRTY_SECONDS)


@pytest.mark.parametrize(
    ("value", "instrument", "text"),
    [
        ("4793.25", ES, "4,793.25"),
        ("4800", ES, "4,800.00"),
        ("1.0989", EURO, "1.09890"),
        ("111.75", NOTE, "111'240"),
        ("111.765625", NOTE, "111'245"),
        ("122.53125", BOND, "122'17"),
        ("-37.63", replace(ES, tick_size=D("0.01")), "−37.63"),
    ],
)
def test_a_price_has_the_decimals_of_its_tick(
    value: str, instrument: Instrument, text: str
) -> None:
    assert formats.price(D(value), instrument) == text


def test_what_is_not_known_is_a_dash() -> None:
    assert formats.price(None, ES) == formats.money(None) == formats.signed_money(None) == "—"


@pytest.mark.parametrize(
    ("value", "text"),
    [("1286.1", "+$1,286.10"), ("-702.3", "−$702.30"), ("0", "$0.00"), ("-0.001", "$0.00")],
)
def test_a_result_carries_its_sign_and_zero_has_none(value: str, text: str) -> None:
    assert formats.signed_money(D(value)) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.21, "0.2 s"), (14.7, "14 s"), (200, "3 m"), (7300, "2 h"), (600_000, "6 d")],
)
def test_ages_are_short(seconds: float, text: str) -> None:
    assert formats.age(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(4, "4 s"), (62, "1 m 2 s"), (22_380, "6 h 13 m"), (187_200, "2 d 4 h")],
)
def test_durations_have_two_units(seconds: float, text: str) -> None:
    assert formats.duration(seconds) == text


def test_quantities_and_changes() -> None:
    assert formats.quantity(D("10000")) == "10,000"
    assert formats.quantity(D("0.50")) == "0.5"
    assert formats.signed(25, " t") == "+25 t"
    assert formats.signed(-1000) == "−1,000"
    assert formats.signed(0) == "0"
    assert formats.percent(D("0.5571")) == "55.7%"
    assert formats.ratio(D("Infinity")) == "∞"
    assert formats.milliseconds(0.42) == "0.4 ms"
    assert formats.milliseconds(212.4) == "212 ms"


def test_every_order_state_has_a_glyph_and_a_word() -> None:
    assert set(formats.STATES) == set(OrderStatus)
