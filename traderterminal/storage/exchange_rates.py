"""The exchange-rate file: what a US dollar costs in other currencies, as the user lists it.

A CSV file with the columns date, currency and per_dollar, such as 2026-11-02,EUR,0.8653: a rate
holds from its date until the next one of its currency. Lines that begin with # are notes.
"""

import csv
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from traderterminal.domain.currencies import DOLLAR, ExchangeRate
from traderterminal.domain.errors import BadData

EXCHANGE_RATES_FILE: Final = "exchange_rates.csv"
_COLUMNS: Final = ["date", "currency", "per_dollar"]
_CURRENCY: Final = re.compile(r"[A-Z]{3}")


def read_exchange_rates(path: Path) -> Sequence[ExchangeRate]:
    """Read `path`, which need not exist; raises BadData that names line and reason."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"{path} cannot be read: {error}") from error
    found: dict[tuple[str, date], ExchangeRate] = {}
    header_seen = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        try:
            if not header_seen:
                header_seen = True
                _check_header(cells)
                continue
            rate = _rate(cells)
            if (rate.currency, rate.day) in found:
                raise ValueError(f"{rate.currency} has two rates from {rate.day} on")
        except ValueError as error:
            raise BadData(f"{path}: line {number}: {error}") from error
        found[rate.currency, rate.day] = rate
    return list(found.values())


def _check_header(cells: list[str]) -> None:
    if cells != _COLUMNS:
        raise ValueError(f"the first line must name the columns {','.join(_COLUMNS)}")


def _rate(cells: list[str]) -> ExchangeRate:
    if len(cells) != len(_COLUMNS):
        raise ValueError(f"{len(cells)} columns instead of {len(_COLUMNS)}")
    day, currency, per_dollar = cells
    try:
        since = date.fromisoformat(day)
    except ValueError as error:
        raise ValueError(f"date {day!r} is no date such as 2026-12-01") from error
    if not _CURRENCY.fullmatch(currency) or currency == DOLLAR:
        raise ValueError(f"currency {currency!r} is no other currency such as EUR")
    try:
        return ExchangeRate(currency, since, Decimal(per_dollar))
    except InvalidOperation as error:
        raise ValueError(f"per_dollar {per_dollar!r} is no rate such as 0.8653") from error
