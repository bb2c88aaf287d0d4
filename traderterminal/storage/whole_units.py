"""SQL for decimal numbers in Parquet files, and for the whole ticks and lots that they come to."""

from decimal import Decimal
from typing import Final

#: The decimal type of prices and sizes: no exchange quotes finer than nine places.
DECIMAL: Final = "DECIMAL(18, 9)"


def number(value: Decimal) -> str:
    """Write a decimal number in SQL."""
    return f"{value:f}::{DECIMAL}"


def ticks_of(column: str, tick_size: Decimal) -> str:
    """SQL for a price on the grid as whole ticks; exact, since far fewer than 2 ** 52 fit."""
    return f"round({column}::DOUBLE / {number(tick_size)}::DOUBLE)::INTEGER"


def lots_of(column: str, lot_size: Decimal) -> str:
    """SQL for a size as whole lots."""
    return f"round({column}::DOUBLE / {number(lot_size)}::DOUBLE)::BIGINT"
