"""How a ladder is drawn: what stays the same from a picture, and over it the rows that changed."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPolygonF, QRegion

from traderterminal.domain.fills import Side
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui.chart.kept_picture import KeptPicture
from traderterminal.ui.ladder.columns import SIDES, Column, Grid, Span
from traderterminal.ui.ladder.live_rows import LEFT_COLUMNS, PAD, LiveRows, Numbered
from traderterminal.ui.lettering import draw_centred, draw_text, text_width
from traderterminal.ui.pixels import PixelGrid, rectangles
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.ladder import LadderViewModel
from traderterminal.ui.viewmodels.ladder_orders import OrderTag
from traderterminal.ui.viewmodels.ladder_rows import LadderRow

#: So wide is what cancels a tag, from its left edge on.
CROSS_EM: Final = 1.25
_TAG_COLUMNS: Final = {Side.BUY: Column.BUYS, Side.SELL: Column.SELLS}
_TENTH: Final = 10
_DASHES: Final = (3.0, 2.0)


class _Words:
    """Writes on one painter, whose pixels are asked for once."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self._painter = painter
        self._theme = theme
        self._pixels = PixelGrid.of(painter)

    def write(self, role: str, token: str, text: str, left: float, middle: float) -> None:
        draw_text(self._painter, self._theme, role, token, text, left, middle, self._pixels)


@frozen
class Drag:
    """A tag on its way to another row."""

    tag: OrderTag
    row: int


@frozen
class Pointed:
    """The cell that the pointer is over."""

    column: Column
    row: int


class LadderDrawing:
    """Draws a `LadderViewModel` into a grid."""

    def __init__(self, vm: LadderViewModel, theme: Theme) -> None:
        self._vm = vm
        self._theme = theme
        self._kept = KeptPicture()
        self._live = LiveRows(vm, theme)
        #: What all decides that is not a row's alone, and the rows, as they are drawn.
        self._shown: tuple[object, list[LadderRow]] | None = None

    def changed(self, grid: Grid, pointed: Pointed | None) -> Sequence[int] | None:
        """Return which rows look otherwise than when this was asked last; None where all may."""
        before = self._shown
        key, rows = self._shown = self._settled_by(grid, pointed), self._vm.rows()
        if before is None or key != before[0] or len(rows) != len(before[1]):
            return None
        return [n for n, row in enumerate(rows) if row is not before[1][n]]

    def forget(self) -> None:
        """All is drawn anew: something else than the market has changed."""
        self._shown = None

    def _settled_by(self, grid: Grid, pointed: Pointed | None) -> object:
        vm, middle = self._vm, self._vm.middle
        gone = None if middle is None or vm.view.row(middle) is not None else middle
        return (
            *(vm.view.top, pointed, grid.spans, grid.rows, gone, vm.breach_ticks),
            *(vm.instrument, vm.writer, vm.position, vm.tags, bool(vm.stale)),
        )

    def tag_box(self, grid: Grid, tag_side: Side, row: int) -> QRectF:
        """Return where the tag of a side lies in a row."""
        span = grid.span(_TAG_COLUMNS[tag_side])
        assert span is not None  # noqa: S101 - these two columns are always shown
        return grid.cell(span, row).adjusted(2, 1.5, -2, -1.5)

    def paint(
        self,
        painter: QPainter,
        grid: Grid,
        within: QRegion,
        pointed: Pointed | None,
        drag: Drag | None,
    ) -> None:
        """Draw everything that lies within a part of the widget.

        Rectangle by rectangle: Qt copies pictures into one as a whole, and by spans into several.
        """
        if self._shown is None:
            self.changed(grid, pointed)
        settled_by, rows = self._shown or (None, [])
        pixels, breach = PixelGrid.of(painter), self._vm.breach_ticks
        self._live.lay_out(grid, pixels)
        size, parts = QSize(grid.width, grid.height), list(rectangles(within))

        def settled(on: QPainter) -> None:
            on.fillRect(QRectF(0, 0, grid.width, grid.height), self._theme.color("bg1"))
            self._ground(on, grid, rows, pointed)
            self._header(on, grid)
            self._prices(on, grid, rows)
            self._results(on, grid, rows)
            self._own(on, grid, rows, pointed)

        for part in parts:
            if len(parts) > 1:
                painter.setClipRect(part)
            if not self._kept.draw(painter, pixels, size, settled_by, settled):
                settled(painter)
            shown = _within(grid, rows, part, pixels.ratio)
            at = None if pointed is None else pointed.row
            self._live.paint(painter, pixels, grid, shown, pointed=at, breach=breach)
        painter.setClipping(False)
        self._market_out_of_view(painter, grid, rows)
        if drag is not None:
            self._ghost(painter, grid, drag)

    # The ground.

    def _ground(
        self, painter: QPainter, grid: Grid, rows: Sequence[LadderRow], pointed: Pointed | None
    ) -> None:
        theme, price = self._theme, grid.span(Column.PRICE)
        if price is not None:
            column = QRectF(price.left, grid.header, price.width, grid.top(len(rows)) - grid.header)
            painter.fillRect(column, theme.color("bg2"))
        if pointed is not None and pointed.row < len(rows):
            band = QRectF(0, grid.top(pointed.row), grid.width, grid.row_height)
            painter.fillRect(band, theme.color("bg4", 0.6))
        pixels = PixelGrid.of(painter)
        for row, each in enumerate(rows):
            token = "line1" if (each.ticks + 1) % _TENTH else "line2"
            line = pixels.across(grid.top(row), 0, grid.width)
            painter.fillRect(line, theme.color(token))
            if each.ticks == self._vm.breach_ticks:
                self._breach(painter, QRectF(0, grid.top(row), grid.width, grid.row_height))

    def _breach(self, painter: QPainter, box: QRectF) -> None:
        """Hatch the row at which the loss of the day would be used up."""
        painter.fillRect(box, self._theme.color("warn", 0.10))
        hatch = QBrush(self._theme.color("warn", 0.30), Qt.BrushStyle.BDiagPattern)
        painter.fillRect(box, hatch)

    def _header(self, painter: QPainter, grid: Grid) -> None:
        middle, words = grid.header / 2, _Words(painter, self._theme)
        for span in grid.spans:
            title = translate("Ladder", span.column)
            if span.column in (Column.VOLUME, Column.BID, Column.AHEAD, Column.RESULT, Column.SOLD):
                self._right(words, "caption", "t3", title, span, middle)
            elif span.column in LEFT_COLUMNS:
                self._left(words, "caption", "t3", title, span, middle)
            else:
                box = QRectF(span.left, 0, span.width, grid.header)
                draw_centred(painter, self._theme, "caption", "t3", title, box)

    # The numbers that stay.

    def _right(
        self, words: _Words, role: str, token: str, text: str, span: Span, middle: float
    ) -> None:
        left = span.right - PAD - text_width(self._theme, role, text)
        words.write(role, token, text, left, middle)

    def _left(
        self, words: _Words, role: str, token: str, text: str, span: Span, middle: float
    ) -> None:
        words.write(role, token, text, span.left + PAD, middle)

    def _results(self, painter: QPainter, grid: Grid, rows: Sequence[LadderRow]) -> None:
        """Write what the position would make at each price."""
        span = grid.span(Column.RESULT)
        if span is not None:
            words, half = _Words(painter, self._theme), grid.row_height / 2
            for row, each in enumerate(rows):
                self._right(words, "body", "t3", each.result, span, grid.top(row) + half)

    def _prices(self, painter: QPainter, grid: Grid, rows: Sequence[LadderRow]) -> None:
        """Write the prices: what all of them share steps back."""
        span = grid.span(Column.PRICE)
        if span is None or not rows:
            return
        words, shared = _Words(painter, self._theme), _shared(rows)
        bright = "stale" if self._vm.stale else "t1"
        for row, each in enumerate(rows):
            self._price(words, each.price, shared, bright, grid.cell(span, row))

    def _price(self, words: _Words, price: str, shared: int, bright: str, box: QRectF) -> None:
        theme = self._theme
        head, tail = price[:shared], price[shared:]
        wide = text_width(theme, "body", head)
        left = box.center().x() - (wide + text_width(theme, "strong", tail)) / 2
        middle = box.center().y()
        words.write("body", "t3", head, left, middle)
        words.write("strong", bright, tail, left + wide, middle)

    def _market_out_of_view(self, painter: QPainter, grid: Grid, rows: Sequence[LadderRow]) -> None:
        """Point to the market where it lies above or below what is shown."""
        span, middle = grid.span(Column.PRICE), self._vm.middle
        if span is None or not rows or middle is None or self._vm.view.row(middle) is not None:
            return
        above = middle > rows[0].ticks
        row = 0 if above else len(rows) - 1
        box = grid.cell(span, row)
        painter.fillRect(box, self._theme.color("accent"))
        arrow = "↑" if above else "↓"
        words = f"{arrow} {self._vm.price(middle)}"
        draw_centred(painter, self._theme, "strong", "onaccent", words, box)

    # Own orders.

    def _own(
        self, painter: QPainter, grid: Grid, rows: Sequence[LadderRow], pointed: Pointed | None
    ) -> None:
        for row, each in enumerate(rows):
            for tag in (each.buys, each.sells):
                if tag is not None:
                    self._tag(painter, grid, tag, row, pointed)
        self._pinned(painter, grid)

    def _tag(
        self, painter: QPainter, grid: Grid, tag: OrderTag, row: int, pointed: Pointed | None
    ) -> None:
        box = self.tag_box(grid, tag.side, row)
        dashed = tag.token == "unknown"
        self._box(painter, box, tag.token, dashed=dashed)
        if len(tag.order_ids) > 1:  # several orders: a second edge behind the first
            edge = QRectF(box.right() - 2.5, box.top() + 1, 2, box.height() - 2)
            painter.fillRect(edge, self._theme.color(tag.token, 0.7))
        over = pointed is not None and pointed.row == row
        is_pointed = over and pointed is not None and SIDES.get(pointed.column) is tag.side
        if is_pointed and pointed is not None and pointed.column is _TAG_COLUMNS[tag.side]:
            self._cross(painter, box)
        else:
            where = QRectF(box.left(), box.top(), self._theme.em(CROSS_EM), box.height())
            draw_centred(painter, self._theme, "body", tag.token, tag.glyph, where)
        self._tag_words(painter, tag.words, box)

    def _tag_words(self, painter: QPainter, words: str, box: QRectF) -> None:
        left = box.right() - PAD - text_width(self._theme, "strong", words)
        draw_text(painter, self._theme, "strong", "t1", words, left, box.center().y())

    def _box(self, painter: QPainter, box: QRectF, token: str, *, dashed: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._theme.pen(token, dashes=_DASHES if dashed else ()))
        painter.setBrush(self._theme.mix(token, "bg1", 0.16))
        painter.drawRoundedRect(PixelGrid.of(painter).outline(box), 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _cross(self, painter: QPainter, box: QRectF) -> None:
        side = self._theme.em(0.5)
        middle = QPointF(box.left() + self._theme.em(CROSS_EM) / 2, box.center().y())
        low, high = -side / 2, side / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._theme.pen("t1", width=1.4))
        painter.drawLine(middle + QPointF(low, low), middle + QPointF(high, high))
        painter.drawLine(middle + QPointF(low, high), middle + QPointF(high, low))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _pinned(self, painter: QPainter, grid: Grid) -> None:
        """Show own orders out of view at the edge."""
        for pin in self._vm.pinned:
            box = self.tag_box(grid, pin.side, pin.row)
            self._box(painter, box, pin.side.value, dashed=True)
            self._arrow(painter, box, pin.side.value, up=pin.above)
            self._tag_words(painter, pin.words, box)

    def _arrow(self, painter: QPainter, box: QRectF, token: str, *, up: bool) -> None:
        size, sign = self._theme.em(0.33), -1 if up else 1
        middle = QPointF(box.left() + self._theme.em(0.7), box.center().y())
        tip = middle + QPointF(0, sign * size)
        base = -sign * size / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(token))
        painter.drawPolygon(
            QPolygonF([tip, middle + QPointF(-size, base), middle + QPointF(size, base)])
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _ghost(self, painter: QPainter, grid: Grid, drag: Drag) -> None:
        box = self.tag_box(grid, drag.tag.side, drag.row)
        row = QRectF(0, grid.top(drag.row), grid.width, grid.row_height)
        painter.setPen(self._theme.pen(drag.tag.side.value, dashes=_DASHES))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(PixelGrid.of(painter).outline(row))
        self._box(painter, box, drag.tag.side.value, dashed=True)
        self._tag_words(painter, drag.tag.words, box)


def _within(grid: Grid, rows: Sequence[LadderRow], part: QRect, ratio: float) -> Sequence[Numbered]:
    """The rows in a part; where rows begin within a device pixel, those that share one with it."""
    edge = 0 if ratio == int(ratio) else 1
    first = max(0, (part.top() - edge - grid.header) // grid.row_height)
    last = (part.bottom() + edge - grid.header) // grid.row_height
    return [(number, rows[number]) for number in range(first, min(len(rows), last + 1))]


def _shared(rows: Sequence[LadderRow]) -> int:
    """How many characters all prices have in common; as they are in order, the ends tell."""
    first, last = rows[0].price, rows[-1].price
    if len(rows) < 2 or len(first) != len(last):
        return 0
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=True))
    return sum(1 for _ in alike)
