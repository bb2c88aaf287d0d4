"""How a ladder is drawn: every visible row anew in each frame, which is cheaper than to tell which
of them changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPolygonF

from traderterminal.domain.fills import Side
from traderterminal.ui.chart.kept_picture import KeptPicture
from traderterminal.ui.chart.lettering import draw_centred, draw_text, text_width
from traderterminal.ui.ladder.columns import SIDES, Column, Grid, Span
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.ladder import LadderRow, LadderViewModel
from traderterminal.ui.viewmodels.ladder_orders import OrderTag

#: Between a number and the edge of its column.
PAD: Final = 4
#: So wide is what cancels a tag, from its left edge on.
CROSS_EM: Final = 1.25
_BARS: Final = {Column.BID: ("buy", 0.28), Column.ASK: ("sell", 0.26), Column.VOLUME: ("s6", 0.22)}
_TINTS: Final = {Column.BID: ("buy", 0.10), Column.ASK: ("sell", 0.09)}
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


@dataclass(frozen=True, slots=True)
class Drag:
    """A tag on its way to another row."""

    tag: OrderTag
    row: int


@dataclass(frozen=True, slots=True)
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

    def tag_box(self, grid: Grid, tag_side: Side, row: int) -> QRectF:
        """Return where the tag of a side lies in a row."""
        span = grid.span(_TAG_COLUMNS[tag_side])
        assert span is not None  # noqa: S101 - these two columns are always shown
        return grid.cell(span, row).adjusted(2, 1.5, -2, -1.5)

    def paint(
        self, painter: QPainter, grid: Grid, height: int, pointed: Pointed | None, drag: Drag | None
    ) -> None:
        """Draw everything."""
        rows, touch = self._vm.rows(), self._vm.touch
        size = QSize(grid.width, height)

        def settled(on: QPainter) -> None:
            on.fillRect(QRectF(0, 0, grid.width, height), self._theme.color("bg1"))
            self._ground(on, grid, rows, pointed)
            self._header(on, grid)
            self._prices(on, grid, rows)
            self._results(on, grid, rows)
            self._own(on, grid, rows, pointed)

        top = rows[0].ticks if rows else None
        key = (
            *(top, len(rows), touch.bid, touch.ask, pointed, grid.spans),
            *(self._vm.instrument, self._vm.position, self._vm.tags, bool(self._vm.stale)),
        )
        if not self._kept.draw(painter, size, key, settled):
            settled(painter)
        self._bars(painter, grid, rows)
        self._numbers(painter, grid, rows)
        self._last(painter, grid, rows)
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
        self._tints(painter, grid, len(rows))
        if pointed is not None and pointed.row < len(rows):
            band = QRectF(0, grid.top(pointed.row), grid.width, grid.row_height)
            painter.fillRect(band, theme.color("bg4", 0.6))
        pixels = PixelGrid.of(painter)
        bid = self._vm.touch.bid
        for row, each in enumerate(rows):
            token = "line3" if each.ticks == bid else None
            if token is None:
                token = "line1" if (each.ticks + 1) % _TENTH else "line2"
            line = pixels.across(grid.top(row), 0, grid.width)
            painter.fillRect(line, theme.color(token))

    def _tints(self, painter: QPainter, grid: Grid, count: int) -> None:
        """Tint the side of the bids from the best one down, that of the asks from it up."""
        touch, top = self._vm.touch, self._vm.view.top
        if top is None:
            return
        for column, (token, share) in _TINTS.items():
            span = grid.span(column)
            ticks = touch.bid if column is Column.BID else touch.ask
            if span is None or ticks is None:
                continue
            row = min(count, max(0, top - ticks + (column is Column.ASK)))
            first, last = (row, count) if column is Column.BID else (0, row)
            high = (last - first) * grid.row_height
            painter.fillRect(
                QRectF(span.left, grid.top(first), span.width, high),
                self._theme.mix(token, "bg1", share),
            )

    def _header(self, painter: QPainter, grid: Grid) -> None:
        middle, words = grid.header / 2, _Words(painter, self._theme)
        for span in grid.spans:
            if span.column in (Column.VOLUME, Column.BID, Column.AHEAD, Column.RESULT, Column.SOLD):
                self._right(words, "caption", "t3", span.column, span, middle)
            elif span.column in (Column.ASK, Column.BOUGHT):
                self._left(words, "caption", "t3", span.column, span, middle)
            else:
                box = QRectF(span.left, 0, span.width, grid.header)
                draw_centred(painter, self._theme, "caption", "t3", span.column, box)

    def _bars(self, painter: QPainter, grid: Grid, rows: Sequence[LadderRow]) -> None:
        for column, (token, share) in _BARS.items():
            span = grid.span(column)
            if span is None:
                continue
            color, room = self._theme.color(token, share), span.width - 2
            for row, each in enumerate(rows):
                part = _share(column, each)
                if part:
                    wide = max(1.0, part * room)
                    left = span.right - wide if column is Column.BID else span.left
                    top = grid.top(row) + 1
                    painter.fillRect(QRectF(left, top, wide, grid.row_height - 1), color)

    # The numbers.

    def _numbers(self, painter: QPainter, grid: Grid, rows: Sequence[LadderRow]) -> None:
        words = _Words(painter, self._theme)
        stale = bool(self._vm.stale)
        size = "stale" if stale else "t1"
        for span in grid.spans:
            match span.column:
                case Column.VOLUME:
                    texts = [(row.volume, "t2") for row in rows]
                case Column.BID:
                    texts = [(row.bid, size) for row in rows]
                case Column.ASK:
                    texts = [(row.ask, size) for row in rows]
                case Column.AHEAD:
                    texts = [(row.ahead, "t3") for row in rows]
                case Column.SOLD:
                    texts = [(row.sold, "sell") for row in rows]
                case Column.BOUGHT:
                    texts = [(row.bought, "buy") for row in rows]
                case _:
                    continue
            self._column(words, grid, span, texts)

    def _column(
        self, words: _Words, grid: Grid, span: Span, texts: Sequence[tuple[str, str]]
    ) -> None:
        write = self._left if span.column in (Column.ASK, Column.BOUGHT) else self._right
        role = "strong" if span.column in (Column.BID, Column.ASK) else "body"
        half = grid.row_height / 2
        for row, (text, token) in enumerate(texts):
            if text:
                write(words, role, token, text, span, grid.top(row) + half)

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
            texts = [(row.result, "t3") for row in rows]
            self._column(_Words(painter, self._theme), grid, span, texts)

    def _prices(self, painter: QPainter, grid: Grid, rows: Sequence[LadderRow]) -> None:
        """Write the prices: what all of them share steps back."""
        span = grid.span(Column.PRICE)
        if span is None or not rows:
            return
        words, shared = _Words(painter, self._theme), _shared(rows)
        bright = "stale" if self._vm.stale else "t1"
        for row, each in enumerate(rows):
            self._price(words, each.price, shared, bright, grid.cell(span, row))

    def _last(self, painter: QPainter, grid: Grid, rows: Sequence[LadderRow]) -> None:
        """Let the price of the last trade stand out, the average price of the position, and the
        results where something happens."""
        vm, theme = self._vm, self._theme
        price, result = grid.span(Column.PRICE), grid.span(Column.RESULT)
        last, average, position = vm.last_ticks, vm.average_ticks, vm.position
        fill = "stale" if vm.stale else {1: "up", -1: "down"}.get(vm.traded.way, "flat")
        words = _Words(painter, theme)
        for row, each in enumerate(rows):
            if price is not None and each.ticks == last:
                box = grid.cell(price, row).adjusted(0, 1, 0, 0)
                painter.fillRect(box, theme.color(fill))
                draw_centred(painter, theme, "strong", "bg1", each.price, grid.cell(price, row))
            if price is not None and each.ticks == average and position is not None:
                token = "buy" if position.quantity > 0 else "sell"
                painter.setPen(theme.pen(token, width=2.0))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(grid.cell(price, row).adjusted(1, 2, -1, -1))
            if result is not None and each.result_token != "t3":
                box = grid.cell(result, row).adjusted(0, 1, 0, 0)
                painter.fillRect(box, theme.color("bg1"))
                middle = grid.cell(result, row).center().y()
                self._right(words, "strong", each.result_token, each.result, result, middle)

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
        self._pinned(painter, grid, rows)

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

    def _pinned(self, painter: QPainter, grid: Grid, rows: Sequence[LadderRow]) -> None:
        """Show own orders out of view at the edge, in the first row that has none of its own."""
        for pin in self._vm.pinned:
            order = range(len(rows)) if pin.above else range(len(rows) - 1, -1, -1)
            free = (
                row
                for row in order
                if (rows[row].buys if pin.side is Side.BUY else rows[row].sells) is None
            )
            row = next(free, None)
            if row is None:
                continue
            box = self.tag_box(grid, pin.side, row)
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
        middle = PixelGrid.of(painter).row(box.center().y())
        painter.setPen(self._theme.pen(drag.tag.side.value, dashes=_DASHES))
        painter.drawLine(QPointF(0, middle), QPointF(grid.width, middle))
        self._box(painter, box, drag.tag.side.value, dashed=True)
        self._tag_words(painter, drag.tag.words, box)


def _share(column: Column, row: LadderRow) -> float:
    match column:
        case Column.BID:
            return row.bid_share
        case Column.ASK:
            return row.ask_share
        case _:
            return row.volume_share


def _shared(rows: Sequence[LadderRow]) -> int:
    """How many characters all prices have in common; as they are in order, the ends tell."""
    first, last = rows[0].price, rows[-1].price
    if len(rows) < 2 or len(first) != len(last):
        return 0
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=True))
    return sum(1 for _ in alike)
