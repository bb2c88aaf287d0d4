"""Currencies: what a dollar, in which everything here is priced, is worth to the accounts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from traderterminal.kit.frozen import frozen

#: The currency of all prices.
DOLLAR: Final = "USD"
ONE: Final = Decimal(1)
_SIGNS: Final = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


def money_sign(currency: str) -> str:
    """Return what stands before an amount: a sign, or the letters and a space."""
    return _SIGNS.get(currency, f"{currency}\u00a0")


@frozen
class ExchangeRate:
    """From `day` on a dollar is worth `per_dollar` of `currency`; raises ValueError for a rate
    that is not above zero."""

    currency: str
    day: date
    per_dollar: Decimal

    def __post_init__(self) -> None:
        if not self.per_dollar.is_finite() or self.per_dollar <= 0:
            raise ValueError(f"{self.per_dollar} {self.currency} for a dollar must be above zero")


@frozen
class Conversion:
    """How dollars are counted: at the rate of `since`, which `is_known` as long as the user's file
    has one for the day; else it is the last one that was used."""

    currency: str = DOLLAR
    per_dollar: Decimal = ONE
    since: date | None = None
    is_known: bool = True


def rate_on(rates: Iterable[ExchangeRate], currency: str, day: date) -> ExchangeRate | None:
    """Return the latest rate of a currency that is in force on `day`; None where there is none."""
    in_force = (rate for rate in rates if rate.currency == currency and rate.day <= day)
    return max(in_force, key=lambda rate: rate.day, default=None)
