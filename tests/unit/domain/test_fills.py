"""Sides and signed quantities."""

from decimal import Decimal

from tests.support.builders import fill
from traderterminal.domain.fills import Side


def test_buying_adds_and_selling_takes_away() -> None:
    assert fill(side=Side.BUY, quantity="2").signed_quantity == Decimal(2)
    assert fill(side=Side.SELL, quantity="2").signed_quantity == Decimal(-2)


def test_each_side_has_the_other_opposite() -> None:
    assert Side.BUY.opposite is Side.SELL
    assert Side.SELL.opposite is Side.BUY
