import numpy as np
import pytest

from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.market.line_pyramid import Line, LinePyramid, LineSlice


def line(count: int, seed: int = 1) -> Line:
    """A line that wanders, without a value at first and here and there."""
    draw = np.random.default_rng(seed)
    values = np.cumsum(draw.normal(0, 1, count)).astype(np.float32)
    values[: min(count, 20)] = np.nan
    values[draw.random(count) < 0.02] = np.nan
    return values


def assert_true(drawn: LineSlice, values: Line, first: float, last: float) -> None:
    begin, end = max(0, int(first)), min(len(values), int(np.ceil(last)))
    if begin < end:
        assert drawn.first <= begin
        assert drawn.first + len(drawn) * drawn.span >= end
    if len(drawn):
        starts = drawn.first + drawn.span * np.arange(len(drawn))
        assert 0 <= starts[0] <= starts[-1] < len(values)
        part = values[starts[0] : starts[-1] + drawn.span]
        np.testing.assert_equal(drawn.low, np.fmin.reduceat(part, starts - starts[0]))
        np.testing.assert_equal(drawn.high, np.fmax.reduceat(part, starts - starts[0]))


@pytest.mark.counted("views of an indicator's line")
def test_no_spike_is_lost_however_the_line_grows(cases: Cases) -> None:
    draw, values, pyramid, generation = np.random.default_rng(3), line(1), LinePyramid(), 0
    for _ in cases.over(range(scaled(5_000))):
        last = values[-1:] + np.float32(draw.integers(-5, 6))
        more = line(int(draw.choice((0, 0, 1, 5, 300))), seed=int(draw.integers(99)))
        values = np.concatenate((values[:-1], last, more))
        if draw.random() < 0.02:
            generation += 1
            values = line(int(draw.integers(1, 3_000)), seed=generation)
        pyramid.sync(values, generation)
        pyramid.work_ahead(int(draw.choice((0, 3, 200))))
        first = draw.uniform(-50, len(values) + 5)
        end = first + draw.uniform(0, 4_000)
        assert_true(pyramid.view(first, end, 2.0 ** -draw.uniform(-1, 12)), values, first, end)


def test_what_is_worked_out_ahead_need_not_be_when_somebody_looks() -> None:
    pyramid, values = LinePyramid(), line(10_001)
    pyramid.sync(values, 0)
    for left in (6_001, 2_001, 0):
        pyramid.work_ahead(4_000)
        assert pyramid.due == left
    assert_true(pyramid.view(0, 10_001, 0.01), values, 0, 10_001)


def test_a_view_never_has_more_than_two_buckets_a_pixel() -> None:
    pyramid = LinePyramid()
    pyramid.sync(line(50_000), 0)
    for pixels in (2.0, 1.0, 0.6, 0.3, 0.1, 0.02):
        drawn = pyramid.view(0, 50_000, pixels)
        assert len(drawn) <= 2 * max(1.0, pixels) * 50_000 * min(1.0, pixels) + 1


def test_the_values_and_their_zooms_take_eight_bytes_a_bar() -> None:
    values, pyramid = line(100_000), LinePyramid()
    pyramid.sync(values, 0)
    pyramid.view(0, 100_000, 0.001)
    assert values.nbytes + pyramid.nbytes <= 8 * values.size
    assert pyramid.spare <= pyramid.nbytes / 4 + 20_000


def test_a_view_beside_the_values_is_empty() -> None:
    pyramid = LinePyramid()
    pyramid.sync(line(1_001), 0)
    for first, last in ((-90, -10), (1_001, 1_100), (1_003.5, 2_000)):
        assert len(pyramid.view(first, last, 0.1)) == 0


def test_without_values_there_is_nothing_to_draw() -> None:
    pyramid = LinePyramid()
    assert len(pyramid.view(0, 100, 0.1)) == 0
    pyramid.sync(np.full(2_000, np.nan, np.float32), 0)
    assert np.isnan(pyramid.view(0, 2_000, 0.1).low).all()
