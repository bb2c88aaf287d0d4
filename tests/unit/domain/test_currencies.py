from datetime import date
from decimal import Decimal

import pytest

from traderterminal.domain.currencies import ExchangeRate, money_sign, rate_on

D = Decimal
RATES = [
    ExchangeRate("EUR", date(2024, 1, 8), D("0.91")),
    ExchangeRate("GBP", date(2024, 1, 9), D("0.78")),
    ExchangeRate("EUR", date(2024, 1, 5), D("0.92")),
]


@pytest.mark.parametrize(
    ("currency", "day", "rate"),
    [
        ("EUR", 5, "0.92"),
        ("EUR", 7, "0.92"),  # a Sunday has no rate of its own
        ("EUR", 8, "0.91"),
        ("EUR", 31, "0.91"),
        ("GBP", 9, "0.78"),
        ("EUR", 4, None),
        ("GBP", 8, None),
        ("CHF", 9, None),
    ],
)
def test_a_rate_holds_from_its_day_until_the_next(
    currency: str, day: int, rate: str | None
) -> None:
    found = rate_on(RATES, currency, date(2024, 1, day))
    assert (None if found is None else found.per_dollar) == (None if rate is None else D(rate))


@pytest.mark.parametrize("rate", ["0", "-0.9", "NaN", "Infinity"])
def test_a_rate_is_above_zero(rate: str) -> None:
    with pytest.raises(ValueError, match="must be above zero"):
        ExchangeRate("EUR", date(2024, 1, 5), D(rate))


def test_amounts_have_a_sign_or_the_letters_of_their_currency() -> None:
    assert [money_sign(one) for one in ("USD", "EUR", "GBP", "CHF")] == ["$", "€", "£", "CHF\u00a0"]
