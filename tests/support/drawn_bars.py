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
    if not len(drawn):
        return
    ends = np.minimum(count, starts + span)
    starts = np.maximum(0, starts)
    assert (starts < ends).all(), "a bucket without bars"
    columns = series.columns().part(int(starts[0]), int(ends[-1]))
    parts, lasts = starts - starts[0], ends - starts[0] - 1
    assert drawn.prices[OPEN].tolist() == columns.open[parts].tolist()
    assert drawn.prices[HIGH].tolist() == np.maximum.reduceat(columns.high, parts).tolist()
    assert drawn.prices[LOW].tolist() == np.minimum.reduceat(columns.low, parts).tolist()
    assert drawn.prices[CLOSE].tolist() == columns.close[lasts].tolist()
    assert drawn.volume.tolist() == np.add.reduceat(columns.volume, parts).tolist()
    for index in (starts[0], ends[0] - 1, starts[-1], ends[-1] - 1):
        assert max(0, drawn.start_of(int(index))) in starts


def assert_true_at_every_zoom(series: Series) -> None:
    """All of the bars are true at each zoom that has a level, and beyond."""
    pixels = 2.0
    while pixels > 1 / (4 * max(2, series.count)):
        assert_true(series.view(0, series.count, pixels), series, 0, series.count)
        pixels /= 2
