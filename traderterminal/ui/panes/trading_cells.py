"""Cells that the lists of positions and of orders have in common."""

from typing import Final

from traderterminal.domain.orders import Where
from traderterminal.ui.tables.cells import Cell
from traderterminal.ui.viewmodels import formats

PLACE_ICONS: Final = {
    Where.EXCHANGE: "exchange",
    Where.BROKER: "broker",
    Where.LOCAL: "this computer",
}


def symbol_cell(symbol: str) -> Cell:
    """Show a symbol as it is read."""
    return Cell(formats.symbol(symbol), role="strong", tip=formats.symbol(symbol))
