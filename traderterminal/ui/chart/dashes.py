"""Dashed and dotted lines along a row or a column of pixels.

Qt strokes a dashed pen dash by dash, which takes longer than all candles of a frame. Filled as
rectangles, in whole device pixels, all dashes of a line are one call.
"""

from functools import lru_cache
from itertools import accumulate

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from traderterminal.ui.chart.batches import RectangleBatch
from traderterminal.ui.chart.candles import device_pixels
from traderterminal.ui.chart.panes import Frame


def draw_dashes(frame: Frame, line: QRectF, color: QColor, dashes: tuple[float, ...]) -> None:
    """Draw a line that is given as a rectangle, along its longer side.

    `dashes` are lengths in pixels, drawn and left out by turns; there is an even number of them.
    """
    grid = frame.grid
    left, top = (
        round((line.left() - grid.x(0)) * grid.ratio),
        round((line.top() - grid.y(0)) * grid.ratio),
    )
    width, height = round(line.width() * grid.ratio), round(line.height() * grid.ratio)
    if width <= 0 or height <= 0:
        return
    lengths = tuple(max(1, round(length * grid.ratio)) for length in dashes)
    batch, count = _dashes(width, height, lengths)
    with device_pixels(frame) as painter:
        painter.setBrush(color)
        painter.translate(left, top)
        batch.draw(painter, count)


@lru_cache(maxsize=64)  # the next frame draws the same few lines elsewhere
def _dashes(width: int, height: int, lengths: tuple[int, ...]) -> tuple[RectangleBatch, int]:
    """The dashes of a line from (0, 0) on, all in device pixels, and how many they are."""
    edges = np.array(list(accumulate(lengths, initial=0)))
    long = max(width, height)
    cycles = np.arange(0, long, edges[-1])[:, None]
    begins = (cycles + edges[:-1:2]).ravel()
    ends = (cycles + edges[1::2]).ravel() - 1
    seen = begins < long
    begins, ends = begins[seen], np.minimum(ends[seen], long - 1)
    batch, across = RectangleBatch(), np.zeros_like(begins)
    if width >= height:
        return batch, batch.fill(begins, across, ends, across + height - 1)
    return batch, batch.fill(across, begins, across + width - 1, ends)
