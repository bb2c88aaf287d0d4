"""The corporate-action file: dividends and splits that the user lists, read and checked.

A CSV file with the columns ex_date, symbol, action and value: a dividend's value is US dollars a
share, a split's is new shares for old ones, such as 10:1 or 1:4. Lines that begin with # are notes.
"""

import csv
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from traderterminal.domain.corporate_actions import CorporateAction, Dividend, Split
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.domain.instruments import AssetClass, Instrument

CORPORATE_ACTIONS_FILE: Final = "corporate_actions.csv"
_COLUMNS: Final = ("ex_date", "symbol", "action", "value")
_RATIO: Final = re.compile(r"^([1-9]\d{0,5}):([1-9]\d{0,5})$")


def read_corporate_actions(
    path: Path, instrument: Callable[[str], Instrument]
) -> Sequence[CorporateAction]:
    """Read `path`, which need not exist; raises BadData that names line and reason."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"{path} cannot be read: {error}") from error
    found: dict[str, CorporateAction] = {}
    header: list[str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        try:
            if header is None:
                header = _header(cells)
                continue
            action = _action(cells, instrument)
            if action.key in found:
                raise ValueError(f"{action.key} stands twice in the file")
        except ValueError as error:
            raise BadData(f"{path}: line {number}: {error}") from error
        found[action.key] = action
    return list(found.values())


def _header(cells: list[str]) -> list[str]:
    if tuple(cells) != _COLUMNS:
        raise ValueError(f"the first line must name the columns {','.join(_COLUMNS)}")
    return cells


def _action(cells: list[str], instrument: Callable[[str], Instrument]) -> CorporateAction:
    if len(cells) != len(_COLUMNS):
        raise ValueError(f"{len(cells)} columns instead of {len(_COLUMNS)}")
    day, symbol, action, value = cells
    try:
        ex_date = date.fromisoformat(day)
    except ValueError as error:
        raise ValueError(f"ex_date {day!r} is no date such as 2026-12-01") from error
    if not 1990 <= ex_date.year <= 2100:
        raise ValueError(f"ex_date {day} lies beyond any calendar")
    try:
        stock = instrument(symbol)
    except UnknownSymbol as error:
        raise ValueError(f"symbol {symbol!r} is not known") from error
    if stock.asset_class is not AssetClass.STOCK:
        raise ValueError(f"{symbol} is no stock")
    match action:
        case "dividend":
            return Dividend(symbol, ex_date, _amount(value))
        case "split":
            return _split(symbol, ex_date, value)
        case _:
            raise ValueError(f"action {action!r} is neither dividend nor split")


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"value {text!r} is no amount such as 0.26") from error
    if not amount.is_finite() or amount <= 0:
        raise ValueError(f"value {text} must be more than nothing")
    return amount


def _split(symbol: str, ex_date: date, text: str) -> Split:
    match = _RATIO.match(text)
    if match is None:
        raise ValueError(f"value {text!r} is no ratio such as 10:1 or 1:4")
    new, old = int(match[1]), int(match[2])
    if new == old:
        raise ValueError(f"a split of {text} changes nothing")
    if Decimal(new) / old * old != new:  # no share of it could be written exactly
        raise ValueError(f"a split of {text} leaves parts of a share that have no exact number")
    return Split(symbol, ex_date, new, old)
