"""The file of exchange rates: what is read of it, and how a wrong line is named."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from traderterminal.domain.currencies import ExchangeRate
from traderterminal.domain.errors import BadData
from traderterminal.storage.exchange_rates import read_exchange_rates

HEADER = "date,currency,per_dollar\n"


def test_a_missing_file_tells_no_rates(tmp_path: Path) -> None:
    assert read_exchange_rates(tmp_path / "exchange_rates.csv") == ()


def test_rates_are_read_with_notes_and_blanks_between_them(tmp_path: Path) -> None:
    path = tmp_path / "exchange_rates.csv"
    rows = "2024-01-08, EUR ,0.9134\n\n2024-01-09,GBP,0.78\n"
    path.write_text(f"\ufeff# of my bank\n{HEADER}{rows}")
    assert read_exchange_rates(path) == [
        ExchangeRate("EUR", date(2024, 1, 8), Decimal("0.9134")),
        ExchangeRate("GBP", date(2024, 1, 9), Decimal("0.78")),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2024-01-08,EUR", "2 columns instead of 3"),
        ("8.1.2024,EUR,0.91", "'8.1.2024' is no date"),
        ("2024-01-08,euro,0.91", "'euro' is no other currency"),
        ("2024-01-08,USD,1", "'USD' is no other currency"),
        ("2024-01-08,EUR,0.9x", "'0.9x' is no rate"),
        ("2024-01-08,EUR,0", "0 EUR for a dollar must be above zero"),
        ("2024-01-08,EUR,nan", "must be above zero"),
        ("2024-01-05,EUR,0.92", "EUR has two rates from 2024-01-05 on"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "exchange_rates.csv"
    path.write_text(f"{HEADER}2024-01-05,EUR,0.92\n{line}\n")
    with pytest.raises(BadData, match="line 3") as told:
        read_exchange_rates(path)
    assert reason in str(told.value)


def test_a_file_without_its_columns_or_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "exchange_rates.csv"
    path.write_text("2024-01-05,EUR,0.92\n")
    with pytest.raises(BadData, match="line 1: the first line must name the columns"):
        read_exchange_rates(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadData, match="cannot be read"):
        read_exchange_rates(path)
