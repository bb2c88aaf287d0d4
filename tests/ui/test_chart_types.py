"""Types and scales of the chart: each shows the same prices, whatever their sign."""

from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS
from tests.support.shown_chart import BARS, Shown, shown, turn
from traderterminal.domain.bars import Bar
from traderterminal.ui.viewmodels.chart_options import ChartType, ClockChoice, ScaleKind

__all__ = ["shown"]


def rows_of(shown: Shown, image: QImage, x: int, tokens: tuple[str, ...]) -> list[int]:
    """The rows of a column of pixels, below the legend and above the volume, in these colours."""
    colours = {shown.theme.color(token).rgb() for token in tokens}
    bottom = round(shown.scale.bottom - 0.16 * shown.scale.height)
    last = round(shown.scale.y(shown.vm.last_ticks or 0))
    return [y for y in range(30, bottom) if abs(y - last) > 2 and image.pixel(x, y) in colours]


@pytest.mark.parametrize("kind", list(ScaleKind))
@pytest.mark.parametrize("inverted", [False, True])
async def test_a_bar_reaches_from_its_low_to_its_high_on_every_scale(
    shown: Shown, kind: ScaleKind, inverted: bool
) -> None:
    shown.fill()
    shown.vm.choose(scale=kind, inverted=inverted)
    image = shown.paint()
    series, index = shown.vm.series, BARS - 31
    assert series is not None
    x = round(shown.chart.times.x(index)) + 2  # the wick
    rows = rows_of(shown, image, x, ("up", "down"))
    ends = sorted(shown.scale.y(float(v)) for v in (series.low[index], series.high[index]))
    assert rows[0] == pytest.approx(ends[0], abs=1.01)
    assert rows[-1] + 1 == pytest.approx(ends[1], abs=1.01)


@pytest.mark.parametrize("type", [ChartType.LINE, ChartType.AREA, ChartType.BASELINE])
async def test_a_line_goes_through_the_closes(shown: Shown, type: ChartType) -> None:
    shown.fill()
    shown.vm.choose(type=type)
    for _ in range(8):
        turn(shown.chart, QPointF(300, 200), 120)
    image = shown.paint()
    series, times = shown.vm.series, shown.chart.times
    assert series is not None
    background = shown.theme.color("bg1")
    for index in range(BARS - 15, BARS - 3):
        x, y = round(times.middle(index)), round(shown.scale.y(float(series.close[index])))
        near = [image.pixelColor(x, row) for row in range(y - 2, y + 3)]
        assert max(abs(c.green() - background.green()) for c in near) > 60


async def test_a_spike_shows_however_far_out(shown: Shown) -> None:
    shown.fill()
    older = [Bar(NOON_NS - n * MINUTE, 19200, 19201, 19199, 19200, 1) for n in range(20_000, 0, -1)]
    older[9_000] = Bar(older[9_000].start_ns, 19200, 19700, 19200, 19650, 1)
    shown.bench.bars.prepend("ESH2024", older)
    shown.vm.flush()
    for type in (ChartType.CANDLES, ChartType.LINE):
        shown.vm.choose(type=type)
        shown.chart.times.show_all(shown.chart.count)
        image = shown.paint()
        highest = 19700 if type is ChartType.CANDLES else 19650
        x = round(shown.chart.times.x(9_000))
        top = min(
            (rows_of(shown, image, column, ("up", "t1")) or [999])[0]
            for column in range(x - 2, x + 3)
        )
        assert top == pytest.approx(max(30, shown.scale.y(highest)), abs=2)


async def test_every_column_of_pixels_is_drawn_once_zoomed_out(shown: Shown) -> None:
    shown.fill()
    older = [Bar(NOON_NS - n * MINUTE, 19200, 19260, 19180, 19230, 5) for n in range(3_000, 0, -1)]
    shown.bench.bars.prepend("ESH2024", older)
    shown.vm.flush()
    for pitch in (0.93, 0.61, 0.37):
        shown.chart.times.pitch = pitch
        shown.chart.times.moved = True
        image = shown.paint()
        y = round(shown.scale.y(19220))
        colours = {shown.theme.color(token).rgb() for token in ("up", "down")}
        end = round(shown.chart.times.x(3_000))
        begin = max(0, round(shown.chart.times.x(0)) + 1)
        assert all(image.pixel(x, y) in colours for x in range(begin, end - 1))


@pytest.mark.parametrize("pitch", [0.37, 0.93, 1.0, 1.15, 1.5, 1.9])
async def test_a_line_has_no_gaps_zoomed_out(shown: Shown, pitch: float) -> None:
    shown.fill()
    older = [Bar(NOON_NS - n * MINUTE, 19230, 19260, 19180, 19230, 5) for n in range(3_000, 0, -1)]
    shown.bench.bars.prepend("ESH2024", older)
    shown.vm.flush()
    shown.vm.choose(type=ChartType.LINE)
    shown.chart.times.pitch = pitch
    shown.chart.times.moved = True
    image = shown.paint()
    y, colour = round(shown.scale.y(19230)), shown.theme.color("t1").rgb()
    begin = max(0, round(shown.chart.times.x(0)) + 1)
    end = min(round(shown.chart.times.x(2_999)), round(shown.chart.times.width))
    columns = range(begin, end - 1)
    drawn = [colour in {image.pixel(x, y + row) for row in (-1, 0, 1)} for x in columns]
    assert all(drawn), f"{drawn.count(False)} of {len(drawn)} pixels have none of the line"


@pytest.mark.parametrize("type", [ChartType.CANDLES, ChartType.AREA])
async def test_prices_below_zero_are_drawn_where_they_are(shown: Shown, type: ChartType) -> None:
    # oil on 20 April 2020
    prices = [10, 4, -8, -37, -12, 6]
    bars = [
        Bar(NOON_NS - (60 - n) * MINUTE, p, p + 3, p - 3, p + 1, 5)
        for n, p in enumerate(prices * 10)
    ]
    shown.bench.bars.prepend("ESH2024", bars)
    shown.vm.flush()
    for kind in ScaleKind:
        shown.vm.choose(type=type, scale=kind)
        shown.paint()
        assert shown.scale.low < -40
        assert shown.scale.y(-40) > shown.scale.y(0) > shown.scale.y(13)
    series = shown.vm.series
    assert series is not None
    assert int(series.low.min()) == -40


async def test_the_axis_can_stand_at_the_left(shown: Shown) -> None:
    shown.fill()
    right = shown.chart.times.end
    shown.vm.choose(on_left=True)
    image = shown.paint()
    assert shown.chart.times.origin > 60
    assert shown.chart.times.end > right
    tag = image.pixel(3, round(shown.scale.y(shown.vm.last_ticks or 0)))
    assert tag in {shown.theme.color(token).rgb() for token in ("up", "down")}
    turn(shown.chart, QPointF(20, 200), -120)
    assert not shown.scale.auto


async def test_without_volume_the_bars_have_its_room(shown: Shown) -> None:
    shown.fill()
    series = shown.vm.series
    assert series is not None
    low = int(np.min(series.low[-90:]))
    with_volume = shown.scale.y(low)
    shown.vm.choose(volume=False)
    shown.paint()
    assert shown.scale.y(low) > with_volume + 30


async def test_smoothed_bars_stand_where_theirs_are_and_the_legend_tells_what_was_traded(
    shown: Shown,
) -> None:
    shown.fill()
    older = [Bar(NOON_NS - n * MINUTE, 19200, 19260, 19180, 19230, 5) for n in range(900, 0, -1)]
    shown.bench.bars.prepend("ESH2024", older)
    shown.vm.flush()
    plain = shown.paint()
    shown.vm.choose(type=ChartType.HEIKIN_ASHI)
    image = shown.paint()
    drawn, series = shown.vm.drawn, shown.vm.series
    assert drawn is not None
    assert series is not None
    assert drawn.count == series.count
    # the middle of its body is that of the bar before's
    opened = float(drawn.open[-5])
    assert opened == pytest.approx((float(drawn.open[-6]) + float(drawn.close[-6])) / 2)
    x = round(shown.chart.times.x(series.count - 31)) + 2
    rows = rows_of(shown, image, x, ("up", "down"))
    high = float(drawn.high[-31])
    assert rows[0] == pytest.approx(shown.scale.y(high), abs=1.01)
    assert image != plain
    # a tick reaches them, and a bar more
    shown.bench.trade("4810.00", NOON_NS + BARS * MINUTE)
    shown.vm.flush()
    shown.paint()
    assert shown.vm.drawn is not None
    assert shown.vm.drawn.count == series.count
    assert float(shown.vm.drawn.high[-1]) >= 4810 * 4


async def test_a_watermark_and_shaded_hours_lie_behind_the_bars(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.fill()
    before = shown.paint()
    monkeypatch.setattr(shown.vm, "outside_hours", lambda first, last: [(BARS - 20, BARS - 10)])
    shown.chart.drawing.hours._outside = shown.vm.outside_hours
    shown.vm.choose(watermark=True)
    image = shown.paint()
    x = round(shown.chart.times.x(BARS - 15)) - 1
    y = 40
    assert image.pixel(x, y) != before.pixel(x, y)
    left = round(shown.chart.times.x(BARS - 25)) - 1
    assert image.pixel(left, y) == before.pixel(left, y)
    middle = round((shown.scale.top + shown.scale.bottom) / 2)
    rows = range(middle - 24, middle + 24)
    changed = sum(
        image.pixel(x, row) != before.pixel(x, row) for x in range(200, 420) for row in rows
    )
    assert changed > 100
    shown.vm.choose(watermark=False, shading=False)
    again = shown.paint()
    assert again == before


async def test_the_legend_tells_what_was_wrong_with_the_bars(shown: Shown) -> None:
    shown.fill()
    shown.paint()
    (before, _), *_ = shown.chart.drawing.rows
    shown.bench.bars.series("ESH2024").flaws.update(impossible=3)
    shown.paint()
    (after, _), *_ = shown.chart.drawing.rows
    assert after.width() > before.width() + 100


async def test_a_clock_that_is_not_the_exchanges_is_named(shown: Shown) -> None:
    shown.fill()

    def inked() -> int:
        image, corner = shown.paint(), shown.chart.areas().corner.adjusted(2, 3, -2, -2).toRect()
        plain = shown.theme.color("bg1").rgb()
        places = product(range(corner.left(), corner.right()), range(corner.top(), corner.bottom()))
        return sum(image.pixel(x, y) != plain for x, y in places)

    assert inked() == 0
    for clock in (ClockChoice.UTC, ClockChoice.LOCAL):
        shown.vm.choose(clock=clock)
        assert inked() > 30
