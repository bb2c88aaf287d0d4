import math
from decimal import Decimal

import pytest

from traderterminal.domain.options import OptionTerms, Right
from traderterminal.market.option_model import black_76, delta, implied_deviation

D = Decimal


def test_the_formula_gives_what_a_textbook_does() -> None:
    # At the money, so much volatility is worth price × (2·Φ(σ√T / 2) − 1).
    for right in Right:
        found = black_76(OptionTerms(right, D(100)), 100.0, 0.2)
        assert found == pytest.approx(100 * math.erf(0.1 / math.sqrt(2)), rel=1e-12)
    # The integral of the payoff over the lognormal distribution, by hand in 20,000 steps.
    terms, deviation, total = OptionTerms(Right.CALL, D(110)), 0.3, 0.0
    for number in range(-10_000, 10_000):
        z = (number + 0.5) / 1250
        end = 100.0 * math.exp(deviation * z - deviation**2 / 2)
        weight = math.exp(-z * z / 2) / math.sqrt(2 * math.pi) / 1250
        total += max(0.0, end - 110.0) * weight
    assert black_76(terms, 100.0, deviation) == pytest.approx(total, rel=1e-5)


@pytest.mark.parametrize("right", list(Right))
@pytest.mark.parametrize("strike", [60, 90, 99, 100, 101, 115, 160])
@pytest.mark.parametrize("deviation", [0.012, 0.05, 0.2, 0.8])
def test_a_price_tells_the_deviation_that_it_was_made_of(
    right: Right, strike: int, deviation: float
) -> None:
    terms = OptionTerms(right, D(strike))
    worth = black_76(terms, 100.0, deviation)
    time_value = worth - max(0.0, right.sign * (100.0 - strike))
    if time_value < 1e-6:  # a hair's breadth of the price: it tells nothing
        return
    assert implied_deviation(terms, 100.0, worth) == pytest.approx(deviation, rel=1e-6)


@pytest.mark.parametrize(
    ("right", "strike", "price"),
    [
        (Right.CALL, 90, 10.0),  # no more than what it is worth at once
        (Right.CALL, 90, 9.5),
        (Right.PUT, 110, 10.0),
        (Right.CALL, 100, 100.0),  # as much as the stock
        (Right.PUT, 110, 110.0),
        (Right.CALL, 110, 0.0),
        (Right.CALL, 110, -1.0),
        (Right.CALL, 100, 1e-9),
    ],
)
def test_a_price_that_no_deviation_makes_tells_none(
    right: Right, strike: int, price: float
) -> None:
    assert implied_deviation(OptionTerms(right, D(strike)), 100.0, price) is None


@pytest.mark.parametrize("strike", [80, 100, 120])
def test_delta_is_how_far_the_worth_goes_with_the_price(strike: int) -> None:
    call, put = (OptionTerms(right, D(strike)) for right in Right)
    for terms in (call, put):
        above, below = (black_76(terms, 100.0 + step, 0.2) for step in (0.001, -0.001))
        assert delta(terms, 100.0, 0.2) == pytest.approx((above - below) / 0.002, abs=1e-6)
    assert delta(call, 100.0, 0.2) - delta(put, 100.0, 0.2) == pytest.approx(1.0)
