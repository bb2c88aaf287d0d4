"""What lies over the candles: labels and tags of the axes, tags of lines, fills."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

from traderterminal.kit.frozen import frozen
from traderterminal.ui.chart.axes import Mark, TimeMark, place_labels, shared_digits
from traderterminal.ui.lettering import draw_centred, draw_picture, draw_text, text_width
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme

TAG_EM: Final = 1.5
TAG_PADDING: Final = 5
PLATE_ALPHA: Final = 0.86
CROSS: Final = "×"


class PriceTag(NamedTuple):
    """A tag on the price axis: its centre, text, and how it is drawn."""

    y: float
    text: str
    token: str
    solid: bool
    below: str = ""  # a second line


@frozen
class LineTag:
    """A tag at the end of a line, in the right margin: cells of text with their tokens.

    The first cell is the side's; `token` is the colour of line and outline, `dashes` are the
    line's. `key` is the id of what its × takes away; without one it has none.
    """

    y: float
    token: str
    cells: tuple[tuple[str, str], ...]
    key: str = ""
    dashes: tuple[float, ...] = ()
    is_position: bool = False
    is_unknown: bool = False


def draw_time_labels(
    painter: QPainter, theme: Theme, marks: Sequence[tuple[float, TimeMark]], area: QRectF
) -> None:
    """Write the round times under the plot; the first of a day is its date."""
    grid, middle = PixelGrid.of(painter), area.center().y()
    for x, mark in marks:
        text = mark.text
        width = text_width(theme, "caption", text)
        left = x - width / 2
        if area.left() <= left and left + width <= area.right():
            token = "t3" if mark.mark in (Mark.TIME, Mark.MONTH) else "t2"
            draw_text(painter, theme, "caption", token, text, left, middle, grid)


def draw_price_labels(
    painter: QPainter, theme: Theme, labels: Sequence[tuple[float, str]], area: QRectF
) -> None:
    """Write the round prices; the digits that all of them share stand back."""
    grid, shared = PixelGrid.of(painter), shared_digits([text for _, text in labels])
    left = area.left() + 1 + TAG_PADDING
    for y, text in labels:
        draw_text(painter, theme, "caption", "t3", text[:shared], left, y, grid)
        beside = left + text_width(theme, "caption", text[:shared])
        draw_text(painter, theme, "caption", "t1", text[shared:], beside, y, grid)


class PlacedTag(NamedTuple):
    """A price tag where it is drawn: from `top`, so many pixels high."""

    tag: PriceTag
    top: float
    height: float


def place_price_tags(
    theme: Theme, tags: Sequence[PriceTag], fixed: PriceTag | None, area: QRectF
) -> list[PlacedTag]:
    """Return where the tags of an axis stand: the fixed one at its price, the others beside it."""
    height = float(theme.em(TAG_EM))
    placed = []
    keeps: tuple[float, float] | None = None
    if fixed is not None:
        tall = height * (2 if fixed.below else 1)
        top = min(max(fixed.y - height / 2, area.top()), area.bottom() - tall)
        keeps = (top + tall / 2, tall)
        placed.append(PlacedTag(fixed, top, tall))
    centres = place_labels([tag.y for tag in tags], height, area.top(), area.bottom(), keeps)
    placed += [
        PlacedTag(tag, centre - height / 2, height)
        for tag, centre in zip(tags, centres, strict=True)
        if centre is not None
    ]
    return placed


def draw_price_tag(
    painter: QPainter, theme: Theme, placed: PlacedTag, area: QRectF, grid: PixelGrid
) -> None:
    """Draw a tag on the price axis."""
    tag, ratio = placed.tag, grid.ratio
    left, top = grid.x(area.left() + 1), grid.y(placed.top)
    wide = round((grid.x(area.right() - 2) - left) * ratio)
    high = round((grid.y(placed.top + placed.height) - top) * ratio)
    look = (tag.token, tag.solid, tag.text, tag.below)
    draw_picture(painter, left, top, _tag_picture(theme, look, wide, high, ratio))


@lru_cache(maxsize=256)  # a price comes again and again: to draw a tag takes longer than all else
def _tag_picture(
    theme: Theme, look: tuple[str, bool, str, str], wide: int, high: int, ratio: float
) -> QImage:
    """A tag of so many device pixels, on nothing."""
    token, solid, text, below = look
    image = QImage(max(1, wide), max(1, high), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    grid, height = PixelGrid.of(painter), theme.em(TAG_EM)
    painter.setPen(theme.pen(token, width=grid.width()))
    painter.setBrush(theme.color(token if solid else "bg1"))
    painter.drawRoundedRect(grid.outline(QRectF(0, 0, wide / ratio, high / ratio)), 2, 2)
    text_token = token
    if solid:
        text_token = {"accent": "onaccent", "buyfill": "onside", "sellfill": "onside"}.get(
            token, "bg1"
        )
    draw_text(painter, theme, "strong", text_token, text, TAG_PADDING, height / 2, grid)
    draw_text(painter, theme, "caption", text_token, below, TAG_PADDING, 1.5 * height - 2, grid)
    painter.end()
    return image


def line_tag_box(theme: Theme, tag: LineTag, right: float, centre: float) -> QRectF:
    """Return the box of a tag that ends at `right`."""
    width = sum(_cell_widths(theme, tag)) + (theme.em(TAG_EM) if tag.key else 0)
    height = theme.em(TAG_EM)
    return QRectF(right - width, centre - height / 2, width, height)


def _cell_widths(theme: Theme, tag: LineTag) -> list[int]:
    widths = (text_width(theme, "strong", text) for text, _ in tag.cells)
    return [round(width) + 2 * TAG_PADDING for width in widths]


def draw_line_tag(painter: QPainter, theme: Theme, tag: LineTag, box: QRectF) -> QRectF | None:
    """Draw a tag into its box; return where its × is, if it has one."""
    grid = PixelGrid.of(painter)
    dashes = (3.0, 3.0) if tag.is_unknown else ()
    painter.fillRect(grid.box(box), theme.color("bg1", PLATE_ALPHA))
    painter.setPen(theme.pen(tag.token, width=grid.width(), dashes=dashes))
    painter.setBrush(theme.mix(tag.token, "bg1", 0.10))
    painter.drawRoundedRect(grid.outline(box), 2, 2)
    x = box.left()
    for number, ((text, token), width) in enumerate(
        zip(tag.cells, _cell_widths(theme, tag), strict=True)
    ):
        cell = QRectF(x, box.top(), width, box.height())
        if number == 0 and tag.is_position:
            painter.fillRect(grid.box(cell), theme.color(f"{tag.token}fill"))
            token = "onside"
        elif number:
            _separator(painter, theme, tag.token, grid, x, box)
        draw_centred(painter, theme, "strong", token, text, cell)
        x += width
    if not tag.key:
        return None
    _separator(painter, theme, tag.token, grid, x, box)
    closing = QRectF(x, box.top(), box.right() - x, box.height())
    draw_centred(painter, theme, "strong", "t2", CROSS, closing)
    return closing


def _separator(
    painter: QPainter, theme: Theme, token: str, grid: PixelGrid, x: float, box: QRectF
) -> None:
    line = grid.upright(x, box.top() + 3, box.bottom() - 3)
    painter.fillRect(line, theme.color(token, 0.5))


def draw_fill(
    painter: QPainter, theme: Theme, x: float, y: float, *, buy: bool, quantity: str
) -> QRectF:
    """Draw a fill as a hollow triangle under (buy) or over (sell) its price, with its quantity.

    Return the box of both, in which it is pointed at.
    """
    size = theme.em(0.42)
    down = 1 if buy else -1
    tip = QPointF(x, y + 2 * down)
    base = y + (2 + 1.7 * size) * down
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(theme.pen("buy" if buy else "sell", width=1.5))
    painter.setBrush(theme.color("bg1"))
    painter.drawPolygon(QPolygonF([tip, QPointF(x - size, base), QPointF(x + size, base)]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    height = theme.em(1.1)
    top = base + 1 if buy else base - height - 1
    draw_centred(painter, theme, "badge", "t1", quantity, QRectF(x - 30, top, 60, height))
    wide = max(2 * size, text_width(theme, "badge", quantity))
    return QRectF(x - wide / 2, min(tip.y(), top), wide, abs(base - tip.y()) + height + 1)


def draw_empty(painter: QPainter, theme: Theme, area: QRectF, bold: str, below: str) -> None:
    """Say in the middle of an empty chart what is missing, and the way to it."""
    height = theme.em(1.7)
    line = QRectF(area.left(), area.center().y() - height, area.width(), height)
    draw_centred(painter, theme, "section", "t1", bold, line)
    draw_centred(painter, theme, "body", "t3", below, line.translated(0, height))
