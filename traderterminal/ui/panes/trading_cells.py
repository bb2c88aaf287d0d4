"""Cells that the lists of positions, orders and trades have in common."""

from decimal import Decimal
from typing import Final

from traderterminal.domain.orders import Where
from traderterminal.kit.language import translate
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


def cell_in_r(value: Decimal | None, risk: Decimal | None, meaning: str) -> Cell:
    """Show a result in units of its risk; `meaning` says what both are, with `{risk}` in it."""
    if risk is None:
        meaning = translate(
            "Positions", "The risk is not known: it takes a stop that was sent with each entry."
        )
    tip = meaning.format(risk=formats.money(risk))
    return Cell(formats.in_r(value), "t3" if value is None else "t2", tip=tip)
