"""What a view draws, held against a plain reading of the bars themselves."""

import numpy as np

from traderterminal.market.pyramid import CLOSE, HIGH, LOW, OPEN, Slice
from traderterminal.market.series import Series


def assert_true(drawn: Slice, series: Series, first: float, last: float) -> None:
    """Every bucket is true, and together they hold every bar from `first` to before `last`."""
    span, count = drawn.span, series.count
    starts = drawn.first + span * np.arange(len(drawn))
    begin, end = max(0, int(first)), min(count, int(np.ceil(last)))
    if begin < end:
        assert starts[0] <= begin < starts[0] + span
        assert starts[-1] <= end - 1 < starts[-1] + span
    columns = series.columns()
    for number, start in enumerate(starts.tolist()):
        part = columns.part(max(0, start), min(count, start + span))
        assert len(part), "a bucket without bars"
        assert drawn.prices[OPEN, number] == part.open[0]
        assert drawn.prices[HIGH, number] == part.high.max()
        assert drawn.prices[LOW, number] == part.low.min()
        assert drawn.prices[CLOSE, number] == part.close[-1]
        assert drawn.volume[number] == part.volume.sum()
        assert drawn.start_of(min(count - 1, start + span - 1)) == start


def assert_true_at_every_zoom(series: Series) -> None:
    """All of the bars are true at each zoom that has a level, and beyond."""
    pixels = 2.0
    while pixels > 1 / (4 * max(2, series.count)):
        assert_true(series.view(0, series.count, pixels), series, 0, series.count)
        pixels /= 2
