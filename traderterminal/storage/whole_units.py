"""SQL for decimal numbers in Parquet files, and for the whole ticks and lots that they come to."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from traderterminal.market.columns import MOST_TICKS

#: The decimal type of prices and sizes: no exchange quotes finer than nine places.
DECIMAL: Final = "DECIMAL(18, 9)"


def number(value: Decimal) -> str:
    """Write a decimal number in SQL."""
    return f"{value:f}::{DECIMAL}"


def within(most: Decimal) -> str:
    """Write a bound in SQL that the type of prices can hold."""
    return number(min(most, Decimal(999_999_999)))


def on_grid(columns: Sequence[str], tick_size: Decimal) -> str:
    """SQL that says whether prices are whole ticks, which the columns of bars can hold."""
    most = within(tick_size * MOST_TICKS)
    conditions = (f"{c} % {number(tick_size)} = 0 AND abs({c}) <= {most}" for c in columns)
    return f"coalesce({' AND '.join(conditions)}, false)"


def ticks_of(column: str, tick_size: Decimal) -> str:
    """SQL for a price as whole ticks; exact on the grid, since far fewer than 2 ** 52 fit.

    Beyond four bytes it is 0.
    """
    ticks = f"TRY_CAST(round({column}::DOUBLE / {number(tick_size)}::DOUBLE) AS INTEGER)"
    return f"coalesce({ticks}, 0)"


def lots_of(column: str, lot_size: Decimal) -> str:
    """SQL for a size as whole lots."""
    return f"round({column}::DOUBLE / {number(lot_size)}::DOUBLE)::BIGINT"
