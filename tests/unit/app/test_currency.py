from datetime import date
from decimal import Decimal
from pathlib import Path

from traderterminal.app.currency import conversion, noted, unconverted
from traderterminal.desk.ports import NoteFact
from traderterminal.domain.currencies import Conversion, ExchangeRate
from traderterminal.domain.messages import english

D = Decimal
TODAY = date(2024, 1, 9)
EUROS = [ExchangeRate("EUR", date(2024, 1, 8), D("0.91"))]
OLD = {"exchange rate EUR": {"per_dollar": "0.95", "since": "2023-06-01"}}


def test_dollars_are_counted_as_they_are() -> None:
    used = conversion("USD", EUROS, TODAY, OLD)
    assert used == Conversion("USD", D(1), None, is_known=True)
    assert noted(used) == []
    assert unconverted(used, TODAY, Path()) is None


def test_the_rate_of_the_day_counts_and_is_noted() -> None:
    used = conversion("EUR", EUROS, TODAY, OLD)
    assert used == Conversion("EUR", D("0.91"), date(2024, 1, 8), is_known=True)
    note = {"per_dollar": "0.91", "since": "2024-01-08"}
    assert noted(used) == [NoteFact("exchange rate EUR", note)]
    assert unconverted(used, TODAY, Path()) is None


def test_without_one_the_last_that_was_used_counts_and_entries_wait() -> None:
    used = conversion("EUR", [], TODAY, OLD)
    assert used == Conversion("EUR", D("0.95"), date(2023, 6, 1), is_known=False)
    assert noted(used) == []
    told = unconverted(used, TODAY, Path("folder"))
    assert told is not None
    assert told.code == "no_exchange_rate"
    words = english(told)
    assert "EUR is not known for 2024-01-09" in words
    assert "exchange_rates.csv" in words


def test_where_none_was_ever_used_nothing_can_be_held_either() -> None:
    assert conversion("EUR", [], TODAY, {}) == Conversion("EUR", D(1), None, is_known=False)
