"""Straight lines that follow from a study's data: the legs of a ZigZag, a channel of regression."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from traderterminal.kit.frozen import frozen
from traderterminal.market.indicators.reversals import ZigZag, vertices
from traderterminal.market.indicators.study import Line
from traderterminal.market.indicators.trend import RegressionChannel
from traderterminal.ui.viewmodels.study import ShownStudy

Points = npt.NDArray[np.float64]


@frozen
class Path:
    """A line from corner to corner: the bars they stand at, and their values."""

    bars: Points
    values: Points


def _legs(row: ShownStudy, lines: Sequence[Line], first: int, last: int) -> list[Path]:
    """The legs of a ZigZag that are in view, up to the corners beyond its edges."""
    bars = lines[1]  # which bar the last turn was; it only rises
    count = len(bars)
    first, last = min(max(0, first), count), min(max(0, last), count)
    if first >= last:
        return []
    # The leg that leaves the view ends with the first turn beyond it, which is known later still;
    # at the beginning of all bars no turn is known yet.
    known = last + int(np.count_nonzero(np.isnan(bars[last:])))
    end = known + int(np.searchsorted(bars[known:], last - 1))
    if np.isnan(bars[min(end, count - 1)]):
        return []
    part = [line[first : min(end + 1, count)].astype(np.float64) for line in lines]
    corners = np.array(vertices(part[0], part[1], part[2], part[3]))
    return [Path(corners[:, 0] + row.shift, corners[:, 1])]


def _channel(row: ShownStudy, lines: Sequence[Line], first: int, last: int) -> list[Path]:
    """The channel that ends at the last bar."""
    values = row.last_values
    if len(values) < 4 or not np.isfinite(values).all():
        return []
    *ends, slope = values
    length = int(row.choices.settings.get("length", 2))
    at = len(lines[0]) - 1 + row.shift
    bars = np.array([at - length + 1, at], np.float64)
    return [
        Path(bars, np.array([end - slope * (length - 1), end]))
        for output, end in zip(row.outputs, ends, strict=False)
        if row.is_drawn(output)
    ]


_Find = Callable[[ShownStudy, Sequence[Line], int, int], list[Path]]
#: Studies that are drawn as such lines alone.
_FOUND: Final[Mapping[str, _Find]] = {
    ZigZag.about.name: _legs,
    RegressionChannel.about.name: _channel,
}


def is_of_paths(row: ShownStudy) -> bool:
    """Whether a study is drawn as such lines, and its outputs are not."""
    return row.choices.kind in _FOUND


def paths(row: ShownStudy, first: int, last: int) -> list[Path]:
    """Return the lines of a study where bars `first` to before `last` are in view."""
    find, lines = _FOUND.get(row.choices.kind), row.lines
    if find is None or not lines:
        return []
    return find(row, lines, first - row.shift, last - row.shift)
