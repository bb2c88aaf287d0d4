"""An option gives a right at a strike, and at its end that is worth what is beyond it."""

from decimal import Decimal

import pytest

from tests.support.builders import ES
from tests.support.shipped import shipped_symbols
from traderterminal.domain.options import OptionTerms, Right

D = Decimal
CALL, PUT = "AAPL  240119C00187500", "AAPL  240119P00187500"


def terms(symbol: str) -> OptionTerms:
    return OptionTerms.of(shipped_symbols().instrument(symbol))


def test_right_and_strike_are_read_from_the_symbol() -> None:
    assert terms(CALL) == OptionTerms(Right.CALL, D("187.5"))
    assert terms(PUT) == OptionTerms(Right.PUT, D("187.5"))


@pytest.mark.parametrize(
    ("symbol", "price", "worth"),
    [
        (CALL, "190.00", "2.5"),
        (CALL, "187.50", "0"),
        (CALL, "180.00", "0"),
        (PUT, "180.00", "7.5"),
        (PUT, "190.00", "0"),
    ],
)
def test_an_option_is_worth_what_its_right_saves(symbol: str, price: str, worth: str) -> None:
    assert terms(symbol).intrinsic(D(price)) == D(worth)


def test_what_is_no_option_has_no_terms() -> None:
    with pytest.raises(ValueError, match="ESH2024 is no option"):
        OptionTerms.of(ES)
