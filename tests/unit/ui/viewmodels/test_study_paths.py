"""Straight lines that follow from a study's data."""

from collections.abc import AsyncIterator
from dataclasses import replace

import numpy as np
import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.study_bench import StudyBench
from traderterminal.market.indicators.catalogue import make
from traderterminal.market.indicators.columns import many_bars
from traderterminal.market.indicators.reversals import vertices
from traderterminal.ui.viewmodels.study import ShownStudy
from traderterminal.ui.viewmodels.study_paths import is_of_paths, paths

BARS = 500
#: Percent that make a turn.
TURN = 0.25


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[StudyBench]:
    made = StudyBench()
    await made.open()
    made.put_bars(BARS)
    made.chart.show(ES)
    yield made
    made.studies.close()
    await made.close()


def shown(bench: StudyBench, kind: str, **settings: float) -> ShownStudy:
    row = bench.studies.add(kind)
    assert row is not None
    bench.studies.change(row, replace(row.choices, settings=settings))
    bench.studies.flush()
    return row


def zigzag(bench: StudyBench) -> list[tuple[int, float]]:
    series = bench.chart.series
    assert series is not None
    bars = many_bars(series.open, series.high, series.low, series.close)
    return vertices(*make("zigzag", {"percent": TURN}).history(bars))


async def test_all_legs_of_a_zigzag_are_those_of_its_corners(bench: StudyBench) -> None:
    row = shown(bench, "zigzag", percent=TURN)
    (path,) = paths(row, 0, BARS)
    corners = zigzag(bench)
    assert len(corners) > 3
    np.testing.assert_array_equal(path.bars, [bar for bar, _ in corners])
    np.testing.assert_array_equal(path.values, [value for _, value in corners])
    assert is_of_paths(row)


@pytest.mark.parametrize(("first", "last"), [(100, 140), (300, 301), (0, 50), (490, 900)])
async def test_what_is_in_view_is_drawn_up_to_the_corners_beyond_it(
    bench: StudyBench, first: int, last: int
) -> None:
    row = shown(bench, "zigzag", percent=TURN)
    corners = zigzag(bench)
    (path,) = paths(row, first, last)
    bars, values = zip(*corners, strict=True)
    assert set(path.bars[:-1].tolist()) <= set(bars)
    looked_at = np.arange(max(first, bars[0]), min(last, bars[-1]))
    assert len(looked_at)
    found = np.interp(looked_at, path.bars, path.values)
    np.testing.assert_allclose(found, np.interp(looked_at, bars, values))
    assert paths(row, 700, 800) == []


async def test_a_channel_ends_at_the_last_bar_and_rises_by_its_slope(bench: StudyBench) -> None:
    row = shown(bench, "regression")
    series = bench.chart.series
    assert series is not None
    middle, upper, lower = paths(row, 0, BARS)
    assert middle.bars.tolist() == [BARS - 100, BARS - 1]
    last = np.arange(100.0)
    slope, start = np.polyfit(last, series.close[-100:].astype(np.float64), 1)
    np.testing.assert_allclose(middle.values, [start, start + 99 * slope], rtol=1e-6)
    assert (upper.values > middle.values).all()
    assert (lower.values < middle.values).all()


async def test_other_studies_and_short_ones_have_none(bench: StudyBench) -> None:
    ema = shown(bench, "ema")
    assert not is_of_paths(ema)
    assert paths(ema, 0, BARS) == []
    short = StudyBench()
    await short.open()
    short.put_bars(5)
    short.chart.show(ES)
    for kind in ("regression", "zigzag"):
        row = short.studies.add(kind)
        assert row is not None
        assert paths(row, 0, 5) == []
        short.studies.flush()
        assert paths(row, 0, 5) == [] or kind == "zigzag"
    await short.close()
