"""What lies over the candles: axes, price tags, order and position lines, fills, the crosshair."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from traderterminal.ui.chart.axes import TimeMark, place_labels
from traderterminal.ui.theme import Theme

TAG_PADDING: Final = 5
CROSS: Final = "×"


@dataclass(frozen=True, slots=True)
class PriceTag:
    """A tag on the price axis: its centre, text, and how it is drawn."""

    y: float
    text: str
    token: str
    solid: bool
    below: str = ""  # a second line


@dataclass(frozen=True, slots=True)
class LineTag:
    """A tag at the end of a line, in the right margin: cells of text, the first is the side's."""

    y: float
    side: str
    cells: tuple[tuple[str, str], ...]  # text, colour token
    solid: bool
    closable: bool


def draw_time_labels(
    painter: QPainter, theme: Theme, marks: list[tuple[float, TimeMark]], area: QRectF
) -> None:
    """Write the round times under the plot; the first of a day is its date."""
    painter.setFont(theme.font("caption"))
    measures = theme.metrics("caption")
    for x, mark in marks:
        moment = datetime.fromtimestamp(mark.local_ns / 1e9, UTC)
        text = f"{moment.day} {moment:%b}" if mark.day else f"{moment:%H:%M}"
        width = measures.horizontalAdvance(text)
        left = x - width / 2
        if left < area.left() or left + width > area.right():
            continue
        painter.setPen(theme.color("t2" if mark.day else "t3"))
        box = QRectF(left, area.top(), width + 1, area.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def draw_price_tags(
    painter: QPainter, theme: Theme, tags: list[PriceTag], fixed: PriceTag | None, area: QRectF
) -> None:
    """Draw tags on the price axis; the fixed one keeps its place, the others slide away from it."""
    height = theme.em(1.5)
    if fixed is not None:
        _price_tag(painter, theme, fixed, fixed.y, area)
    gap = 0.0 if fixed is None or not fixed.below else height * 0.5
    centre = None if fixed is None else fixed.y + gap
    room = height if not gap else height * 1.5
    places = place_labels([tag.y for tag in tags], room, centre)
    for tag, y in zip(tags, places, strict=True):
        _price_tag(painter, theme, tag, y, area)


def _price_tag(painter: QPainter, theme: Theme, tag: PriceTag, y: float, area: QRectF) -> None:
    height = theme.em(1.5)
    lines = 2 if tag.below else 1
    box = QRectF(area.left() + 1, round(y - height / 2), area.width() - 3, height * lines)
    painter.setPen(theme.pen(tag.token))
    painter.setBrush(theme.color(tag.token) if tag.solid else theme.color("bg1"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    text_token = tag.token
    if tag.solid:
        text_token = "onaccent" if tag.token == "accent" else "bg1"
        if tag.token in ("buyfill", "sellfill"):
            text_token = "onside"
    painter.setPen(theme.color(text_token))
    painter.setFont(theme.font("strong"))
    first = QRectF(box.left() + TAG_PADDING, box.top(), box.width() - TAG_PADDING, height)
    left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(first, left, tag.text)
    if tag.below:
        painter.setFont(theme.font("caption"))
        painter.drawText(first.translated(0, height - 2), left, tag.below)


def draw_line_tag(painter: QPainter, theme: Theme, tag: LineTag, right: float) -> QRectF | None:
    """Draw a tag that ends at `right`; return where its × is, if it has one."""
    height = theme.em(1.5)
    measures = theme.metrics("strong")
    cells = [cell for cell in tag.cells if cell[0]]
    widths = [measures.horizontalAdvance(text) + 2 * TAG_PADDING for text, _ in cells]
    cross = height if tag.closable else 0
    total = sum(widths) + cross
    box = QRectF(round(right - total), round(tag.y - height / 2), round(total), height)
    painter.setPen(theme.pen(tag.side))
    painter.setBrush(theme.mix(tag.side, "bg1", 0.10))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    painter.setFont(theme.font("strong"))
    x = box.left()
    for number, ((text, token), width) in enumerate(zip(cells, widths, strict=True)):
        cell = QRectF(x, box.top(), width, height)
        if number == 0 and tag.solid:
            painter.fillRect(cell.adjusted(1, 1, 0, -1), theme.color(f"{tag.side}fill"))
            token = "onside"
        elif number:
            painter.setPen(theme.pen(tag.side, 0.5))
            painter.drawLine(QPointF(x + 0.5, box.top() + 3), QPointF(x + 0.5, box.bottom() - 3))
        painter.setPen(theme.color(token))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
        x += width
    if not tag.closable:
        return None
    closing = QRectF(x, box.top(), cross, height)
    painter.setPen(theme.color("t2"))
    painter.drawText(closing, Qt.AlignmentFlag.AlignCenter, CROSS)
    return closing


def draw_fill(
    painter: QPainter, theme: Theme, x: float, y: float, *, buy: bool, quantity: str
) -> None:
    """Draw a fill as a hollow triangle under (buy) or over (sell) its price, with its quantity."""
    size = theme.em(0.42)
    down = 1 if buy else -1
    tip = QPointF(x, y + 2 * down)
    base = y + (2 + 1.7 * size) * down
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(theme.pen("buy" if buy else "sell", width=1.5))
    painter.setBrush(theme.color("bg1"))
    painter.drawPolygon(QPolygonF([tip, QPointF(x - size, base), QPointF(x + size, base)]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(theme.font("badge"))
    painter.setPen(theme.color("t1"))
    height = theme.em(1.1)
    top = base + 1 if buy else base - height - 1
    box = QRectF(x - 30, top, 60, height)
    painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, quantity)


def draw_legend(painter: QPainter, theme: Theme, parts: list[tuple[str, str]], at: QPointF) -> None:
    """Write pairs of text and colour token in one line on a plate."""
    measures = theme.metrics("strong")
    height = theme.em(1.7)
    width = sum(measures.horizontalAdvance(text) + 6 for text, _ in parts) + 8
    painter.fillRect(QRectF(at.x(), at.y(), width, height), theme.color("bg1", 0.86))
    x = at.x() + 4
    for text, token in parts:
        painter.setFont(theme.font("caption" if token == "t3" else "strong"))
        painter.setPen(theme.color(token))
        advance = measures.horizontalAdvance(text)
        box = QRectF(x, at.y(), advance + 4, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        x += advance + 6
