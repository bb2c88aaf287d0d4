"""The rows of a ladder as the market moves them: tints, bars, sizes, and where it traded last.

They are drawn over what stays the same, row by row, so that a row which changed costs no other.
"""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from traderterminal.kit.frozen import frozen
from traderterminal.ui.ladder.columns import Column, Grid, Span
from traderterminal.ui.lettering import Word, draw_centred, draw_pieces, text_width, word_of
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.ladder import LadderViewModel
from traderterminal.ui.viewmodels.ladder_rows import MOST_WRITTEN, LadderRow

#: Between a number and the edge of its column.
PAD: Final = 4
#: Written from the left edge of their column on; the others end at its right one.
LEFT_COLUMNS: Final = frozenset({Column.ASK, Column.BOUGHT})
#: A row with its number from the top.
Numbered = tuple[int, LadderRow]

#: What a column shows of a row, in which font and colour.
_TEXTS: Final = {
    Column.VOLUME: ("volume", "body", "t2"),
    Column.BID: ("bid", "strong", "t1"),
    Column.ASK: ("ask", "strong", "t1"),
    Column.AHEAD: ("ahead", "body", "t3"),
    Column.SOLD: ("sold", "body", "sell"),
    Column.BOUGHT: ("bought", "body", "buy"),
}
_BARS: Final = {
    Column.BID: ("bid_share", "buy", 0.28),
    Column.ASK: ("ask_share", "sell", 0.26),
    Column.VOLUME: ("volume_share", "s6", 0.22),
}
_TINTS: Final = {Column.BID: (-1, "buy", 0.10), Column.ASK: (1, "sell", 0.09)}
_HOVER: Final = 0.6


class _Text(dict[str, tuple[float, Word]]):
    """What a column says of a row, and the words that it has said: where each begins.

    They end at the `edge` of the column, or with `to_left` begin there.
    """

    def __init__(
        self,
        of: Callable[[LadderRow], str],
        look: tuple[Theme, str, str],
        pixels: PixelGrid,
        edge: float,
        *,
        to_left: bool,
    ) -> None:
        super().__init__()
        self.of = of
        self._look = look
        self._pixels = pixels
        self._edge = edge
        self._to_left = to_left

    def __missing__(self, text: str) -> tuple[float, Word]:
        if len(self) >= MOST_WRITTEN:
            self.clear()
        word = word_of(*self._look, text, self._pixels.ratio)
        left = self._edge if self._to_left else self._edge - word.width
        found = self[text] = self._pixels.x(left - 1), word
        return found


@frozen
class _Bar:
    of: Callable[[LadderRow], float]
    color: QColor
    left: float
    right: float
    to_right: bool


@frozen
class _Tint:
    side: int
    color: QColor
    left: float
    width: float


class LiveRows:
    """Draws the rows of a `LadderViewModel` over what stays the same."""

    def __init__(self, vm: LadderViewModel, theme: Theme) -> None:
        self._vm = vm
        self._theme = theme
        self._laid_out: object = None
        self._texts: list[_Text] = []
        self._bars: list[_Bar] = []
        self._tints: list[_Tint] = []
        self._price: Span | None = None
        self._result: Span | None = None
        self._average: int | None = None
        self._held = ""

    def paint(
        self,
        painter: QPainter,
        pixels: PixelGrid,
        grid: Grid,
        rows: Sequence[Numbered],
        *,
        pointed: int | None,
        breach: int | None,
    ) -> None:
        """Draw rows; the one that is pointed at is brighter, that of the `breach` not tinted."""
        hover = self._theme.color("bg4", _HOVER)
        for number, row in rows:
            top = grid.top(number)
            if row.ticks != breach:
                self._tint(painter, row, top, grid, hover if number == pointed else None)
            if row.at_bid:
                line = pixels.across(top, 0, grid.width)
                painter.fillRect(line, self._theme.color("line3"))
            self._draw_bars(painter, row, top, grid.row_height)
            self._write(painter, row, top + grid.row_height / 2, pixels)
        self._mark(painter, pixels, grid, rows)

    def lay_out(self, grid: Grid, pixels: PixelGrid) -> None:
        """Find out once where everything lies, and at what price a position was opened."""
        stale, theme, position = bool(self._vm.stale), self._theme, self._vm.position
        self._average = self._vm.average_ticks
        self._held = "buy" if position is not None and position.quantity > 0 else "sell"
        if self._laid_out == (grid.spans, pixels, stale):
            return
        self._laid_out = (grid.spans, pixels, stale)
        self._texts, self._bars, self._tints = [], [], []
        self._price, self._result = grid.span(Column.PRICE), grid.span(Column.RESULT)
        for span in grid.spans:
            to_left = span.column in LEFT_COLUMNS
            if span.column in _TEXTS:
                name, role, token = _TEXTS[span.column]
                edge = span.left + PAD if to_left else span.right - PAD
                bright = "stale" if stale and token == "t1" else token
                look = theme, role, bright
                self._texts.append(_Text(attrgetter(name), look, pixels, edge, to_left=to_left))
            if span.column in _BARS:
                name, token, share = _BARS[span.column]
                color, to_right = theme.color(token, share), span.column is Column.BID
                self._bars.append(_Bar(attrgetter(name), color, span.left, span.right, to_right))
            if span.column in _TINTS:
                side, token, share = _TINTS[span.column]
                self._tints.append(
                    _Tint(side, theme.mix(token, "bg1", share), span.left, span.width)
                )

    def _tint(
        self, painter: QPainter, row: LadderRow, top: int, grid: Grid, hover: QColor | None
    ) -> None:
        """Tint the side of the bids from the best one down, that of the asks from it up."""
        for tint in self._tints:
            if row.side == tint.side:
                box = QRectF(tint.left, top + 1, tint.width, grid.row_height - 1)
                painter.fillRect(box, tint.color)
                if hover is not None:
                    painter.fillRect(box, hover)

    def _draw_bars(self, painter: QPainter, row: LadderRow, top: int, height: int) -> None:
        for bar in self._bars:
            share = bar.of(row)
            if share:
                wide = max(1.0, share * (bar.right - bar.left - 2))
                left = bar.right - wide if bar.to_right else bar.left
                painter.fillRect(QRectF(left, top + 1, wide, height - 1), bar.color)

    def _write(self, painter: QPainter, row: LadderRow, middle: float, pixels: PixelGrid) -> None:
        for each in self._texts:
            text = each.of(row)
            if text:
                left, word = each[text]
                draw_pieces(painter, left, pixels.y(middle - word.height / 2), word.pieces)

    def _mark(
        self, painter: QPainter, pixels: PixelGrid, grid: Grid, rows: Sequence[Numbered]
    ) -> None:
        """Let the price of the last trade stand out, the average price of the position, and the
        results where something happens."""
        vm, theme, price, result = self._vm, self._theme, self._price, self._result
        for number, row in rows:
            if price is not None and row.way is not None:
                fill = "stale" if vm.stale else {1: "up", -1: "down"}.get(row.way, "flat")
                cell = grid.cell(price, number)
                painter.fillRect(cell.adjusted(0, 1, 0, 0), theme.color(fill))
                draw_centred(painter, theme, "strong", "bg1", row.price, cell, pixels)
            if price is not None and row.ticks == self._average:
                painter.setPen(theme.pen(self._held, width=2.0))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(grid.cell(price, number).adjusted(1, 2, -1, -1))
            if result is not None and row.result_token != "t3":
                cell = grid.cell(result, number)
                painter.fillRect(cell.adjusted(0, 1, 0, 0), theme.color("bg1"))
                wide = text_width(theme, "strong", row.result)
                box = QRectF(cell.right() - PAD - wide, cell.top(), wide, cell.height())
                token = row.result_token
                draw_centred(painter, theme, "strong", token, row.result, box, pixels)
