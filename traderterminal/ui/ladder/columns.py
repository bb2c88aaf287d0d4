"""How a ladder is divided: which column lies where, and what a click in it means."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QRectF

from traderterminal.domain.fills import Side
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark
from traderterminal.ui.theme import Theme

HEADER_EM: Final = 1.67
ROW_EM: Final = 1.67
#: Where there is little height rows are lower.
LOW_ROW_EM: Final = 1.5
LOW_EM: Final = 30


class Column(StrEnum):
    """The columns by their titles, from left to right."""

    VOLUME = mark("Ladder", "Vol")
    BUYS = mark("Ladder", "Buys")
    AHEAD = mark("Ladder", "Ahead")
    BID = mark("Ladder", "Bid")
    SOLD = mark("Ladder", "Sold")
    PRICE = mark("Ladder", "Price")
    BOUGHT = mark("Ladder", "Bought")
    ASK = mark("Ladder", "Ask")
    SELLS = mark("Ladder", "Sells")
    RESULT = mark("Ladder", "P&L")


#: What a left click in a column does; in the others it does nothing.
SIDES: Final = {
    Column.BUYS: Side.BUY,
    Column.BID: Side.BUY,
    Column.ASK: Side.SELL,
    Column.SELLS: Side.SELL,
}
#: In em; the others share what is left.
_WIDTHS: Final = {
    Column.VOLUME: 3.7,
    Column.BUYS: 4.0,
    Column.AHEAD: 3.4,
    Column.SOLD: 3.0,
    Column.PRICE: 6.0,
    Column.BOUGHT: 3.6,
    Column.SELLS: 4.0,
    Column.RESULT: 4.1,
}
#: What bid and ask need at least.
_STRETCH_EM: Final = 2.6
#: The columns that are there on request, by the names of the view-model.
_EXTRA: Final = {
    Column.AHEAD: "ahead",
    Column.SOLD: "trades",
    Column.BOUGHT: "trades",
}
#: Leave where there is no room for all.
_GIVE_WAY: Final = frozenset({Column.VOLUME, Column.RESULT})


@frozen
class Span:
    """Where a column lies, in pixels."""

    column: Column
    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class Grid:
    """The cells of a ladder of a size in pixels, with the `extras` that are asked for."""

    def __init__(self, theme: Theme, width: int, height: int, extras: Collection[str]) -> None:
        self.header = theme.em(HEADER_EM)
        self.row_height = theme.em(LOW_ROW_EM if height < theme.em(LOW_EM) else ROW_EM)
        self.rows = max(1, (height - self.header) // self.row_height)
        self.width = width
        self.height = height
        self.spans = _spans(theme, width, extras)
        self._by_column = {span.column: span for span in self.spans}

    def span(self, column: Column) -> Span | None:
        """Where a column lies; None where it is not shown."""
        return self._by_column.get(column)

    def column(self, x: float) -> Column | None:
        """The column at a place."""
        return next((span.column for span in self.spans if span.left <= x < span.right), None)

    def row(self, y: float) -> int | None:
        """The row at a height; None in the header and below the last one."""
        row = int((y - self.header) // self.row_height)
        return row if y >= self.header and row < self.rows else None

    def top(self, row: int) -> int:
        """Where a row begins."""
        return self.header + row * self.row_height

    def cell(self, span: Span, row: int) -> QRectF:
        """The box of a cell."""
        return QRectF(span.left, self.top(row), span.width, self.row_height)


def _shown(theme: Theme, width: int, extras: Collection[str]) -> list[Column]:
    asked = [column for column in Column if _EXTRA.get(column, "") in ("", *extras)]
    if width >= sum(_least(theme, column) for column in asked):
        return asked
    return [column for column in asked if column not in _GIVE_WAY]


def _least(theme: Theme, column: Column) -> int:
    return theme.em(_WIDTHS.get(column, _STRETCH_EM))


def _spans(theme: Theme, width: int, extras: Collection[str]) -> Sequence[Span]:
    columns = _shown(theme, width, extras)
    fixed = {column: theme.em(_WIDTHS[column]) for column in columns if column in _WIDTHS}
    stretched = [column for column in columns if column not in fixed]
    share = max(theme.em(_STRETCH_EM), (width - sum(fixed.values())) / len(stretched))
    spans, left = [], 0.0
    for column in columns:
        right = left + fixed.get(column, share)
        spans.append(Span(column, left, right))
        left = right
    return spans


def least_width(theme: Theme, extras: Collection[str]) -> int:
    """Return the width that a ladder needs, without what gives way."""
    return sum(_least(theme, column) for column in _shown(theme, 0, extras))
