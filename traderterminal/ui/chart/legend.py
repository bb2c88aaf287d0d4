"""The legend of a pane: a row for each layer that tells something, on plates at the top left.

A tick changes a few of its words: the others stay where they are on the screen.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from traderterminal.ui.chart.overlays import PLATE_ALPHA
from traderterminal.ui.chart.panes import Frame, LegendRow, Pane
from traderterminal.ui.lettering import draw_pieces, word_of

LEGEND_EM: Final = 1.7
LEGEND_GAP: Final = 6
LEGEND_LEFT: Final = 8
LEGEND_TOP: Final = 6
PADDING: Final = 4


class _Word(NamedTuple):
    """A word where it stands: from `left` to before `right`, its pictures from `x` and `y` on."""

    left: float
    right: float
    x: float
    y: float
    pieces: Sequence[tuple[float, QImage]]


@dataclass(slots=True)
class _WrittenRow:
    """A row where it stands: its plate and its words.

    `fresh` are the words that did not stand there before, `box` is where that shows.
    """

    row: LegendRow
    plate: QRectF
    words: list[_Word]
    fresh: slice
    box: QRect

    def fitting(self, right: float) -> int:
        """Return how many of its words are shown up to a place, the first one always.

        Half a number is another number, and a name without what it names says nothing; of a
        warning the beginning is better than nothing.
        """
        if self.plate.right() <= right:
            return len(self.words)
        tokens = [token for _, token in self.row.parts]
        count = sum(word.right <= right for word in self.words)
        if count < len(tokens) and tokens[count] == "warn":
            return count + 1
        while 1 < count < len(tokens) and tokens[count - 1] == "t3":
            count -= 1
        return max(count, 1)


_NONE: Final = slice(0, 0)
_ALL: Final = slice(None)


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
                old.fresh = _NONE
            else:
                self._rows[number] = written = _write(frame, row, old.plate, old)
                right = pane.rect.right()
                if written.fitting(right) != old.fitting(right):
                    written.fresh = _ALL
                    written.box = (written.plate | old.plate).toAlignedRect()
                boxes.append(written.box)
        return boxes

    def stay(self) -> None:
        """Leave told what was told before."""
        for row in self._rows:
            row.fresh = _NONE

    def _write_anew(self, frame: Frame, pane: Pane, rows: Sequence[LegendRow]) -> list[QRect]:
        before, self._rows = self._rows, []
        height = frame.theme.em(LEGEND_EM)
        above = (pane.rect.height() - height) // 2 if pane.is_folded else LEGEND_TOP
        left, top = pane.rect.left() + LEGEND_LEFT, pane.rect.top() + above
        for number, row in enumerate(rows):
            plate = QRectF(left, top + number * height, 0, height)
            self._rows.append(_write(frame, row, plate, None))
        return [row.plate.toAlignedRect() for row in (*before, *self._rows)]

    def reveal(self, boxes: Sequence[QRectF]) -> None:
        """Have rows drawn as a whole where what lies below them is drawn again."""
        for row in self._rows:
            if any(row.plate.intersects(box) for box in boxes):
                row.fresh, row.box = _ALL, row.plate.toAlignedRect()

    def draw(self, frame: Frame, pane: Pane, *, whole: bool) -> None:
        """Draw the rows as they are written; unless `whole`, what changed and no more."""
        painter, color = frame.painter, frame.theme.color("bg1", PLATE_ALPHA)
        room = pane.rect.toAlignedRect()
        for row in self._rows:
            shown = _ALL if whole else row.fresh
            if row.words[shown]:
                # Qt copies pictures into one box as they are, and pixel by pixel into several.
                painter.setClipRect(room if whole else row.box & room)
                painter.fillRect(row.plate, color)
                for word in row.words[: row.fitting(pane.rect.right())][shown]:
                    draw_pieces(painter, word.x, word.y, word.pieces)
        painter.setClipping(False)


def _write(frame: Frame, row: LegendRow, plate: QRectF, old: _WrittenRow | None) -> _WrittenRow:
    """Write a row onto a plate as wide as it needs; `old` is what stood there, of the same look."""
    begin, top, height = plate.left(), plate.top(), plate.height()
    before, known = ([], ()) if old is None else (old.words, old.row.parts)
    count, middle = len(before), top + height / 2
    words: list[_Word] = []
    left, first, last = begin + PADDING, len(row.parts), 0
    for number, part in enumerate(row.parts):
        if number < count and part == known[number] and (kept := before[number]).left == left:
            word = kept
        else:
            first, last = min(first, number), number + 1
            word = _word(frame, part, left, middle)
        words.append(word)
        left = word.right + LEGEND_GAP
    right = left + PADDING
    if right != plate.right():  # the plate ends elsewhere
        first, last = min(first, len(words) - 1), len(words)
    start = words[first].left if words else begin
    end = max(right, plate.right()) if last == len(words) else words[last - 1].right
    box = QRect(math.floor(start - 1), math.floor(top), 0, math.ceil(height))
    box.setRight(math.ceil(end + 1))
    whole = QRectF(begin, top, right - begin, height)
    return _WrittenRow(row, whole, words, slice(first, last), box)


def _word(frame: Frame, part: tuple[str, str], left: float, middle: float) -> _Word:
    (text, token), grid = part, frame.grid
    role = "caption" if token == "t3" else "strong"
    pieces, width, tall = word_of(frame.theme, role, token, text, grid.ratio)
    return _Word(left, left + width, grid.x(left - 1), grid.y(middle - tall / 2), pieces)
