"""The legend of a pane: a row for each layer that tells something, on plates at the top left.

A tick changes a few of its words: the others stay where they are on the screen.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from traderterminal.ui.chart.lettering import draw_picture, word_of
from traderterminal.ui.chart.overlays import PLATE_ALPHA
from traderterminal.ui.chart.panes import Frame, LegendRow, Pane

LEGEND_EM: Final = 1.7
LEGEND_GAP: Final = 6
LEGEND_LEFT: Final = 8
LEGEND_TOP: Final = 6
PADDING: Final = 4


@dataclass(slots=True)
class _WrittenRow:
    """A row where it stands: its plate, the pictures of its words, where each word ends.

    `fresh` is the number of the first word that did not stand there before, `box` is where that
    shows.
    """

    row: LegendRow
    plate: QRectF
    pictures: list[tuple[float, float, QImage]]
    ends: list[float]
    fresh: int
    box: QRect


class Legend:
    """What a pane tells of a bar."""

    def __init__(self) -> None:
        self._rows: list[_WrittenRow] = []
        self._rect: QRectF | None = None  # of the pane, and what else the rows were written for
        self._place: tuple[object, ...] = ()

    @property
    def boxes(self) -> list[tuple[QRectF, str]]:
        """Where each row stands, and what it is of."""
        return [(row.plate, row.row.key) for row in self._rows]

    def write(self, frame: Frame, pane: Pane, rows: Sequence[LegendRow]) -> list[QRect]:
        """Take over what is to be told; return where that is not what was told before."""
        place = (frame.theme, frame.grid, len(rows))
        if pane.rect is not self._rect or place != self._place:
            self._rect, self._place = pane.rect, place
            return self._write_anew(frame, pane, rows)
        boxes = []
        for number, row in enumerate(rows):
            old = self._rows[number]
            if row.parts == old.row.parts:
                old.fresh = len(old.ends)
            else:
                self._rows[number] = written = _write_on(frame, row, old)
                boxes.append(written.box)
        return boxes

    def _write_anew(self, frame: Frame, pane: Pane, rows: Sequence[LegendRow]) -> list[QRect]:
        before, self._rows = self._rows, []
        left, top = pane.rect.left() + LEGEND_LEFT, pane.rect.top() + LEGEND_TOP
        height = frame.theme.em(LEGEND_EM)
        for number, row in enumerate(rows):
            plate = QRectF(left, top + number * height, 0, height)
            self._rows.append(_write(frame, row, plate, [], []))
        return [row.plate.toAlignedRect() for row in (*before, *self._rows)]

    def reveal(self, boxes: Sequence[QRectF]) -> None:
        """Have rows drawn as a whole where what lies below them is drawn again."""
        for row in self._rows:
            if any(row.plate.intersects(box) for box in boxes):
                row.fresh, row.box = 0, row.plate.toAlignedRect()

    def draw(self, frame: Frame, pane: Pane, *, whole: bool) -> None:
        """Draw the rows as they are written; unless `whole`, what changed and no more."""
        painter, color = frame.painter, frame.theme.color("bg1", PLATE_ALPHA)
        room = pane.rect.toAlignedRect()
        for row in self._rows:
            first = 0 if whole else row.fresh
            if first < len(row.ends):
                # Qt copies pictures into one box as they are, and pixel by pixel into several.
                painter.setClipRect(room if whole else row.box & room)
                painter.fillRect(row.plate, color)
                for x, y, picture in row.pictures[first:]:
                    draw_picture(painter, x, y, picture)
        painter.setClipping(False)


def _write_on(frame: Frame, row: LegendRow, old: _WrittenRow) -> _WrittenRow:
    """Write a row that may begin as the one that stood there."""
    same = 0
    for now, before in zip(row.parts, old.row.parts, strict=False):
        if now != before:
            break
        same += 1
    return _write(frame, row, old.plate, old.pictures[:same], old.ends[:same])


def _write(
    frame: Frame,
    row: LegendRow,
    before: QRectF,
    pictures: list[tuple[float, float, QImage]],
    ends: list[float],
) -> _WrittenRow:
    """Write a row on from its first words; `before` is the plate that stood there."""
    theme, grid, same = frame.theme, frame.grid, len(ends)
    begin, top, height = before.left(), before.top(), before.height()
    start = left = ends[-1] + LEGEND_GAP if ends else begin + PADDING
    for text, token in row.parts[same:]:
        role = "caption" if token == "t3" else "strong"
        picture, width, tall = word_of(theme, role, token, text, grid.ratio)
        x, y = grid.x(left - 1), grid.y(top + (height - tall) / 2)
        pictures.append((x, y, picture))
        ends.append(left + width)
        left += width + LEGEND_GAP
    right = left + PADDING
    changed = math.floor(start - 1)
    width = math.ceil(max(right, before.right())) - changed
    box = QRect(changed, math.floor(top), width, math.ceil(height))
    return _WrittenRow(row, QRectF(begin, top, right - begin, height), pictures, ends, same, box)
