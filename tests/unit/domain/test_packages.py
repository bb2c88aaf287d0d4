"""What a package costs at the quotes, and what it can lose."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.builders import option, quote
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.packages import Leg, most_loss, natural_price

D = Decimal
BUY, SELL = Side.BUY, Side.SELL
NEAR, FAR = date(2024, 1, 19), date(2024, 2, 16)
C180, C185, C190 = (option("C", strike, NEAR) for strike in (180, 185, 190))
P170, P175 = (option("P", strike, NEAR) for strike in (170, 175))
FAR_C185, FAR_P175 = option("C", 185, FAR), option("P", 175, FAR)

Held = tuple[tuple[Instrument, Side, int], ...]


def legs(held: Held) -> list[Leg]:
    return [Leg(one.symbol, side, ratio) for one, side, ratio in held]


VERTICAL: Held = ((C180, BUY, 1), (C185, SELL, 1))
CREDIT: Held = ((C180, SELL, 1), (C185, BUY, 1))
CONDOR: Held = ((P170, BUY, 1), (P175, SELL, 1), (C185, SELL, 1), (C190, BUY, 1))
CALENDAR: Held = ((C185, SELL, 1), (FAR_C185, BUY, 1))
BUTTERFLY: Held = ((C180, BUY, 1), (C185, SELL, 2), (C190, BUY, 1))


@pytest.mark.parametrize(
    ("held", "paid", "loss"),
    [
        (VERTICAL, "2.10", "2.10"),  # what was paid
        (CREDIT, "-2.10", "2.90"),  # the width less what was received
        (CONDOR, "-1.80", "3.20"),
        (CALENDAR, "1.25", "1.25"),
        (BUTTERFLY, "0.40", "0.40"),
        (CREDIT, "-5.50", "0"),  # more received than it can ever cost
        (((C180, BUY, 1), (P170, BUY, 1)), "6", "6"),  # nothing was sold
        (((P175, SELL, 1), (P170, BUY, 1)), "-2", "3"),
        (((P175, SELL, 2), (P170, BUY, 1)), "-2", "178"),  # one put stays open down to zero
        # what is bought is gone when the other is due: 175 at most
        (((P175, BUY, 1), (FAR_P175, SELL, 1)), "-1", "174"),
    ],
)
def test_a_package_can_lose_so_much(held: Held, paid: str, loss: str) -> None:
    found = most_loss(legs(held), {one.symbol: one for one, _, _ in held}, D(paid))
    assert found == D(loss)


@pytest.mark.parametrize(
    "held",
    [
        ((C180, BUY, 1), (C185, SELL, 2)),  # one call is sold without another against it
        ((C185, BUY, 1), (FAR_C185, SELL, 1)),  # the one against it is gone first
        ((C185, SELL, 1), (FAR_P175, SELL, 1)),  # due on two days
    ],
)
def test_no_limit_is_claimed_where_none_is_known(held: Held) -> None:
    assert most_loss(legs(held), {one.symbol: one for one, _, _ in held}, D(0)) is None


def test_an_option_without_an_end_guards_nothing() -> None:
    endless = replace(FAR_C185, last_trading_day=None)
    options = {C185.symbol: C185, FAR_C185.symbol: endless}
    assert most_loss(legs(CALENDAR), options, D(1)) is None


def test_the_natural_price_buys_at_the_ask_and_sells_at_the_bid() -> None:
    quotes = {C180.symbol: quote("5.00", "5.20"), C185.symbol: quote("2.90", "3.10")}
    assert natural_price(legs(VERTICAL), quotes) == D("2.30")
    assert natural_price(legs(CREDIT), quotes) == D("3.10") - D("5.00")
    twice = ((C180, BUY, 1), (C185, SELL, 2))
    assert natural_price(legs(twice), quotes) == D("5.20") - 2 * D("2.90")


def test_the_leg_that_nobody_quotes_is_named() -> None:
    one_sided = {C180.symbol: quote("5.00", None), C185.symbol: quote()}
    assert natural_price(legs(VERTICAL), one_sided) == C180.symbol
    assert natural_price(legs(VERTICAL), {C180.symbol: quote(), C185.symbol: None}) == C185.symbol
