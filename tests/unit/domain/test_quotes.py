"""The price at which a position is valued."""

from dataclasses import replace
from decimal import Decimal

from tests.support.builders import quote


def test_the_last_trade_marks_a_position() -> None:
    assert quote(last="4799.75").mark == Decimal("4799.75")


def test_without_a_trade_the_middle_of_the_book_does() -> None:
    assert quote(last=None).mark == Decimal("4800.125")


def test_half_a_book_marks_nothing() -> None:
    assert quote(bid=None, last=None).mark is None
    assert quote(ask=None, last=None).mark is None


def test_a_price_of_zero_is_a_price() -> None:
    assert replace(quote(), last=Decimal(0)).mark == 0
