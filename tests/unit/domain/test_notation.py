"""Prices as people of each market write them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import ES
from traderterminal.domain.instruments import Instrument, Notation
from traderterminal.domain.notation import written_price

NOTE = replace(ES, tick_size=Decimal("0.015625"), notation=Notation.THIRTY_SECONDS)


@pytest.mark.parametrize(
    ("value", "instrument", "text"),
    [
        ("6851.5", ES, "6,851.50"),
        ("-37.63", replace(ES, tick_size=Decimal("0.01")), "−37.63"),
        ("112.5", NOTE, "112'160"),
        ("-0.75", NOTE, "−0'240"),
    ],
)
def test_a_price_is_grouped_or_in_thirty_seconds(
    value: str, instrument: Instrument, text: str
) -> None:
    assert written_price(Decimal(value), instrument) == text
