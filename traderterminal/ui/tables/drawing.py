"""How a cell is drawn, and how wide it is."""

import math
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

from traderterminal.domain.notation import MINUS
from traderterminal.ui import icons
from traderterminal.ui.lettering import draw_picture, draw_word, text_width, word_of
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.tables.cells import Cell
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.what_if import MARKS
from traderterminal.ui.widgets.controls import BADGE_WORDS, draw_badge

PADDING: Final = 6
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter

_GLYPH_EM: Final = 1.1
_ICON_EM: Final = 1.5
_SHAPE_EM: Final = 0.67
_TRIANGLES: Final = "▲▼"
_CIRCLES: Final = "●○◐"
_STROKE: Final = 1.2
#: Signs that an icon replaces.
ICONS: Final = {"✓": "done", "⊗": "failed", "⊘": "refused", "?": "unknown", "✗": "close"}
_BADGE_EM: Final = 1.4
_GAP_EM: Final = 0.5
_INDENT_EM: Final = 1.0
_LINE_INSET_EM: Final = 0.3
_BAR_EM: Final = 0.25
#: From this share of a limit on its bar is coloured.
NEAR: Final = 0.75
#: Texts of more characters are large as pictures, and seldom drawn.
_LONG: Final = 24


def width_of(theme: Theme, cell: Cell) -> int:
    """Return the pixels that the cell's first line needs, without padding."""
    width = text_width(theme, cell.role, cell.text)
    width += cell.indent * theme.em(_INDENT_EM)
    if cell.badge:
        width += _badge_width(theme, cell.badge) + theme.em(_GAP_EM)
    width += _glyph_width(theme, cell)
    if cell.aside:
        width += text_width(theme, "body", cell.aside) + theme.em(_GAP_EM)
    if cell.outline:
        width += theme.em(0.7)
    return int(width) + 1


def is_cut(theme: Theme, cell: Cell, width: float) -> bool:
    """Say whether a cell of some pixels shows its first line cut short."""
    return width_of(theme, cell) + 2 * PADDING > width


def draw_cell(
    painter: QPainter, grid: PixelGrid, theme: Theme, box: QRectF, cell: Cell, right: bool
) -> None:
    """Draw a cell into its box: one line, or two where the cell has one below.

    Who draws many hands over the painter's `grid`.
    """
    inside = box.adjusted(PADDING + cell.indent * theme.em(_INDENT_EM), 0, -PADDING, 0)
    if cell.used is not None:
        _draw_used(painter, grid, theme, inside, cell.used)
    if cell.below is None:
        _draw_line(painter, grid, theme, inside, cell, right)
        return
    half = inside.height() / 2 - theme.em(0.15)
    top = QRectF(inside.left(), inside.top() + theme.em(0.15), inside.width(), half)
    _draw_line(painter, grid, theme, top, cell, right)
    below = top.translated(0, half).adjusted(_glyph_width(theme, cell), 0, 0, 0)
    _draw_line(painter, grid, theme, below, cell.below, right)


def _draw_used(painter: QPainter, grid: PixelGrid, theme: Theme, box: QRectF, used: float) -> None:
    """Draw how much of a limit is used, with the marks at which a trader is warned."""
    height = theme.em(_BAR_EM)
    bar = grid.box(QRectF(box.left(), box.bottom() - height - 2, box.width(), height))
    painter.fillRect(bar, theme.color("bg4"))
    token = "t3" if used < NEAR else "warn" if used < 1 else "error"
    part = QRectF(bar.left(), bar.top(), min(1.0, used) * bar.width(), bar.height())
    painter.fillRect(grid.box(part), theme.color(token))
    for mark in MARKS:
        at = QRectF(grid.x(bar.left() + mark * bar.width()), bar.top(), grid.width(), height)
        painter.fillRect(at, theme.color("line3"))


def _draw_line(
    painter: QPainter, grid: PixelGrid, theme: Theme, box: QRectF, cell: Cell, right: bool
) -> None:
    if cell.outline:
        _draw_boxed(painter, theme, box, cell)
        return
    if cell.line:
        _draw_small_line(painter, theme, box, cell)
        return
    if cell.at_end:
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("t2"))
        painter.drawText(box, _RIGHT, cell.at_end)
        taken = text_width(theme, "body", cell.at_end) + theme.em(_GAP_EM)
        box = box.adjusted(0, 0, -taken, 0)
    if cell.badge:
        width, height = _badge_width(theme, cell.badge), theme.em(_BADGE_EM)
        top = box.top() + round((box.height() - height) / 2)
        draw_badge(painter, theme, cell.badge, QRectF(box.left(), top, width, height))
        box = box.adjusted(width + theme.em(_GAP_EM), 0, 0, 0)
    if cell.glyph:
        _draw_glyph(painter, grid, theme, box, cell)
        box = box.adjusted(_glyph_width(theme, cell), 0, 0, 0)
    used = _draw_text(painter, grid, theme, box, cell, right)
    if cell.aside:
        behind = Cell(cell.aside, "t2")
        shift = used + theme.em(_GAP_EM)
        _draw_text(painter, grid, theme, box.adjusted(shift, 0, 0, 0), behind, right=False)


def _draw_small_line(painter: QPainter, theme: Theme, box: QRectF, cell: Cell) -> None:
    """Draw values from left to right, the highest at the top; a flat line in the middle."""
    values = cell.line
    low, high = min(values), max(values)
    inside = box.adjusted(0, theme.em(_LINE_INSET_EM), 0, -theme.em(_LINE_INSET_EM))
    step = inside.width() / max(1, len(values) - 1)
    tall = inside.height() / (high - low) if high > low else 0.0
    bottom = inside.bottom() if tall else inside.center().y()
    points = [
        QPointF(inside.left() + number * step, bottom - (value - low) * tall)
        for number, value in enumerate(values)
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(theme.pen(cell.token))
    painter.drawPolyline(points)
    painter.restore()


def _draw_text(
    painter: QPainter, grid: PixelGrid, theme: Theme, box: QRectF, cell: Cell, right: bool
) -> float:
    """Draw the text, shortened where it does not fit, and return how wide it became."""
    text, room = cell.text.replace("\n", " "), box.width()
    width = text_width(theme, cell.role, text)
    if width > room + 0.5:
        measures = theme.metrics(cell.role)
        text = measures.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
        width = text_width(theme, cell.role, text)
    left, middle = box.right() - width if right else box.left(), box.center().y()
    if 0 < len(text) <= _LONG:
        draw_word(
            painter, word_of(theme, cell.role, cell.token, text, grid.ratio), left, middle, grid
        )
    elif text:
        # From its first point on: a box is laid out like a page, for each cell anew.
        measures = theme.metrics(cell.role)
        painter.setFont(theme.font(cell.role))
        painter.setPen(theme.color(cell.token))
        top = grid.y(middle - measures.height() / 2)
        # Where a word begins that is kept as a picture, which has a pixel more on each side.
        painter.drawText(QPointF(grid.x(left - 1) + 1, top + measures.ascent()), text)
    return width


def _draw_glyph(painter: QPainter, grid: PixelGrid, theme: Theme, box: QRectF, cell: Cell) -> None:
    """Draw a sign of side or state; the plain shapes alike in every font."""
    token = cell.glyph_token or cell.token
    if cell.glyph in _TRIANGLES or cell.glyph in _CIRCLES:
        middle = (_glyph_width(theme, cell) - theme.em(_GLYPH_EM)) / 2
        picture = _shape(theme, cell.glyph, token, grid.ratio)
        top = box.center().y() - theme.em(_SHAPE_EM) / 2
        draw_picture(painter, grid.x(box.left() + middle), grid.y(top - 1), picture)
    elif cell.glyph == MINUS:
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color(token))
        painter.drawText(box, _LEFT, cell.glyph)
    else:
        _draw_icon(painter, theme, box, cell)


@lru_cache(maxsize=256)
def _shape(theme: Theme, glyph: str, token: str, ratio: float) -> QImage:
    """A plain shape on nothing, with a pixel more on each side."""
    size = theme.em(_SHAPE_EM)
    side = math.ceil((size + 2) * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    draw = _draw_triangle if glyph in _TRIANGLES else _draw_circle
    draw(painter, theme, QRectF(1, 1, size, size), glyph, token)
    painter.end()
    return image


def _draw_triangle(painter: QPainter, theme: Theme, place: QRectF, glyph: str, token: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    base, tip = place.bottom(), place.top()
    if glyph == "▼":
        base, tip = tip, base
    corners = (place.left(), base), (place.right(), base), (place.center().x(), tip)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def _draw_circle(painter: QPainter, theme: Theme, place: QRectF, glyph: str, token: str) -> None:
    """Draw a circle, filled, half filled or empty."""
    half = _STROKE / 2
    inside = place.adjusted(half, half, -half, -half)
    painter.setPen(theme.pen(token, width=_STROKE))
    painter.setBrush(theme.color(token) if glyph == "●" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(inside)
    if glyph == "◐":
        painter.setPen(Qt.PenStyle.NoPen)  # its straight edge stays in the middle
        painter.setBrush(theme.color(token))
        painter.drawPie(inside, 90 * 16, 180 * 16)


def _draw_icon(painter: QPainter, theme: Theme, box: QRectF, cell: Cell) -> None:
    """Draw an icon by its name, or the sign that stands for it until the icons are loaded."""
    token = cell.glyph_token or cell.token
    name = ICONS.get(cell.glyph, cell.glyph)
    size = float(theme.em(icons.ROW_EM))
    square = QRectF(box.left() - 1, box.center().y() - size / 2, size, size)
    if not icons.draw(painter, name, token, square) and name != cell.glyph:
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color(token))
        painter.drawText(box, _LEFT, cell.glyph)


def _draw_boxed(painter: QPainter, theme: Theme, box: QRectF, cell: Cell) -> None:
    """A button's outline, or the dashed one of an unknown outcome."""
    unknown = cell.outline == "unknown"
    height = theme.em(1.5)
    width = min(box.width(), width_of(theme, cell))
    top = box.top() + round((box.height() - height) / 2)
    frame = QRectF(box.left(), top, round(width), height).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(theme.pen(cell.outline, dashes=(3.0, 2.0) if unknown else ()))
    painter.setBrush(theme.mix(cell.outline, "bg1", 0.14) if unknown else theme.color("bg2"))
    painter.drawRoundedRect(frame, 2, 2)
    words = f"{cell.glyph} {cell.text}" if cell.glyph else cell.text
    painter.setFont(theme.font(cell.role))
    painter.setPen(theme.color(cell.token))
    painter.drawText(frame, _CENTRE, words)


def _glyph_width(theme: Theme, cell: Cell) -> int:
    if not cell.glyph:
        return 0
    # A circle takes an icon's room: in a column of states they stand below each other.
    return theme.em(_GLYPH_EM if cell.glyph in _TRIANGLES else _ICON_EM)


def _badge_width(theme: Theme, mode: str) -> int:
    return round(text_width(theme, "badge", BADGE_WORDS[mode][0])) + theme.em(0.9)
