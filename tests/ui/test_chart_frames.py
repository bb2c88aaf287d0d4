"""What a frame costs and what of it is kept: a tick shows as a whole frame would show it."""

from collections.abc import Sequence

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS
from tests.support.shown_chart import BARS, Shown, shown
from tests.support.shown_studies import ShownStudies, charted
from traderterminal.ui.chart.axis_drawing import Axis, axis_values
from traderterminal.ui.chart.columns import VisibleColumns
from traderterminal.ui.chart.overlays import TAG_EM, PriceTag
from traderterminal.ui.chart.panes import Frame, Part, Side, ValuelessLayer
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.viewmodels.chart_options import ChartType

__all__ = ["charted", "shown"]


class Watched(ChartWidget):
    """A chart that remembers what was asked to be painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        asked: list[QRect] = self.__dict__.setdefault("asked", [])
        asked.append(event.region().boundingRect())
        region = event.region()
        boxes = [box for box in iter(region)]  # type: ignore[call-overload]  # the stubs lack it
        self.__dict__["area"] = sum(box.width() * box.height() for box in boxes)
        super().paintEvent(event)


class Tagged(ValuelessLayer):
    """A layer of nothing but tags."""

    def __init__(self, tags: Sequence[PriceTag]) -> None:
        self._tags = tags

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        return self._tags

    def paint(self, frame: Frame, scale: Scale) -> None:
        pass


def on_screen(chart: ChartWidget) -> QImage:
    """Return what stands on the screen, without painting anew."""
    QApplication.processEvents()
    return (
        chart.screen()
        .grabWindow(chart.winId())
        .toImage()
        .convertToFormat(QImage.Format.Format_RGB32)
    )


def pixels(image: QImage) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    raw = np.frombuffer(image.constBits(), np.uint8)
    return raw.reshape(image.height(), image.bytesPerLine())[:, : image.width() * 4].copy()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("type", [ChartType.CANDLES, ChartType.LINE, ChartType.AREA])
async def test_a_kept_frame_is_the_frame_to_the_pixel(
    shown: Shown, ratio: float, type: ChartType
) -> None:
    shown.fill()
    shown.vm.choose(type=type)
    direct = shown.paint(ratio)
    made, kept = shown.paint(ratio), shown.paint(ratio)
    assert (pixels(made) == pixels(kept)).all()
    apart = np.abs(pixels(direct).astype(int) - pixels(kept)).max()
    assert apart <= 2  # of 255, where the tint of an area meets the edge of its line


@pytest.mark.parametrize("pitch", [6.0, 1.3, 0.4])
@pytest.mark.parametrize("type", list(ChartType))
async def test_a_tick_shows_as_a_whole_frame_would(
    shown: Shown, pitch: float, type: ChartType
) -> None:
    shown.fill()
    shown.chart.times.pitch, shown.chart.times.moved = pitch, True
    shown.vm.choose(type=type)
    await shown.rests("4799.00", "4798.00")
    at = NOON_NS + (BARS - 1) * MINUTE
    for price in ("4801.25", "4800.75", "4802.00", "4799.50", "4802.75"):
        on_screen(shown.chart)
        shown.bench.trade(price, at)
        shown.vm.flush()
        seen = on_screen(shown.chart)
        whole = shown.paint()
        assert (pixels(seen) == pixels(whole)).all()


async def a_tick_shows_as_a_whole_frame(shown: Shown) -> None:
    at = NOON_NS + (BARS - 1) * MINUTE
    for price in ("4801.25", "4800.75", "4803.50", "4799.50", "4802.75"):
        on_screen(shown.chart)
        shown.bench.trade(price, at)
        shown.vm.flush()
        seen = on_screen(shown.chart)
        assert (pixels(seen) == pixels(shown.paint())).all()


@pytest.mark.parametrize("at", [(200, 200), (60, 14), (700, 300)])
async def test_a_tick_under_the_pointer_shows_as_a_whole_frame_would(
    shown: Shown, at: tuple[int, int]
) -> None:
    shown.fill()
    QTest.mouseMove(shown.chart, QPoint(*at))
    await a_tick_shows_as_a_whole_frame(shown)


async def test_a_tick_shows_what_a_position_makes_as_a_whole_frame_would(shown: Shown) -> None:
    shown.fill()
    shown.bench.say("4801.00", "4801.25")
    await shown.bench.buys(2)
    shown.vm.flush()
    assert shown.vm.position_line is not None
    await a_tick_shows_as_a_whole_frame(shown)


async def test_a_tick_below_the_legend_shows_as_a_whole_frame_would(shown: Shown) -> None:
    shown.fill()
    shown.chart.resize(300, 200)  # the last bars and the line of their price lie under it
    shown.chart.times.reset(BARS)
    await a_tick_shows_as_a_whole_frame(shown)


async def test_the_legend_follows_quick_ticks_a_little_later(shown: Shown) -> None:
    shown.fill()
    shown.chart.close()
    chart = ChartWidget(shown.vm, shown.theme)
    chart._rest.setInterval(60_000)
    chart.resize(900, 500)
    chart.show()
    legend, seen = QRect(8, 6, 400, 20), []
    on_screen(chart)
    for price in ("4801.25", "4802.75", "4800.50", "4801.75"):
        shown.bench.trade(price, NOON_NS + (BARS - 1) * MINUTE)
        shown.vm.flush()
        seen.append(on_screen(chart))
    _, first, second, third = seen  # what the picture is kept for is drawn as a whole
    assert first != second != third  # bar and tag follow at once
    assert first.copy(legend) == second.copy(legend) == third.copy(legend)
    chart._rest.setInterval(0)  # the time is over, without another tick
    QApplication.processEvents()
    last = on_screen(chart)
    assert last.copy(legend) != third.copy(legend)
    assert (pixels(last) == pixels(chart.grab().toImage().convertToFormat(last.format()))).all()
    chart.close()


async def test_ticks_that_were_not_painted_show_with_the_next(shown: Shown) -> None:
    shown.fill()
    at = NOON_NS + (BARS - 1) * MINUTE
    on_screen(shown.chart)
    on_screen(shown.chart)
    for price in ("4801.25", "4800.75", "4802.00", "4801.25"):
        shown.bench.trade(price, at)
        shown.vm.flush()
    seen = on_screen(shown.chart)
    assert (pixels(seen) == pixels(shown.paint())).all()


async def test_a_tick_paints_the_last_column_and_the_axis_alone(shown: Shown) -> None:
    shown.fill()
    shown.chart.close()
    chart = Watched(shown.vm, shown.theme)
    chart.resize(900, 500)
    chart.show()
    on_screen(chart)
    for _ in range(3):
        shown.bench.trade("4801.25", NOON_NS + (BARS - 1) * MINUTE)
        shown.vm.flush()
        on_screen(chart)
    assert chart.__dict__["area"] < 900 * 500 * 0.15
    # a bar more is a frame more
    shown.bench.trade("4801.25", NOON_NS + BARS * MINUTE)
    shown.vm.flush()
    on_screen(chart)
    assert chart.__dict__["area"] == 900 * 500
    # and so is a price beyond the scale
    shown.bench.trade("4900.00", NOON_NS + BARS * MINUTE)
    shown.vm.flush()
    on_screen(chart)
    assert chart.__dict__["area"] == 900 * 500
    chart.close()
    chart.deleteLater()


async def test_many_ticks_are_one_paint(shown: Shown) -> None:
    shown.fill()
    shown.chart.close()
    chart = Watched(shown.vm, shown.theme)
    chart.resize(900, 500)
    chart.show()
    on_screen(chart)
    before = len(chart.__dict__["asked"])
    for number in range(200):
        shown.bench.trade(f"{4800 + number % 2}.25", NOON_NS + (BARS - 1) * MINUTE)
    shown.vm.flush()
    on_screen(chart)
    assert len(chart.__dict__["asked"]) == before + 1
    chart.close()
    chart.deleteLater()


async def test_a_pointer_over_a_kept_frame_leaves_nothing_behind(shown: Shown) -> None:
    shown.fill()
    QTest.mouseMove(shown.chart, QPoint(200, 200))
    on_screen(shown.chart)
    for x in (230, 260, 290):
        QTest.mouseMove(shown.chart, QPoint(x, 190))
        seen = on_screen(shown.chart)
    assert (pixels(seen) == pixels(shown.paint())).all()


@pytest.mark.parametrize(
    "kind", ["ema", "bollinger", "ichimoku", "supertrend", "parabolic", "macd", "rsi", "volume"]
)
async def test_a_tick_shows_with_a_study_as_a_whole_frame_would(
    charted: ShownStudies, kind: str
) -> None:
    charted.add(kind)
    series = charted.vm.series
    assert series is not None
    at, close = int(series.start_ns[-1]), int(series.close[-1])
    for step in (0, 1, -1, 2, 0):
        on_screen(charted.chart)
        charted.bench.trade(f"{(close + step) / 4:.2f}", at)
        charted.studies.flush()
        charted.vm.flush()
        seen = on_screen(charted.chart)
        whole = charted.paint()
        # The edges of lines and clouds may meet a little darker or lighter.
        assert np.abs(pixels(seen).astype(int) - pixels(whole)).max() <= 10


@pytest.mark.parametrize("pitch", [6.0, 1.3, 0.4])
async def test_what_is_in_view_is_known_after_ticks_as_if_it_were_looked_for(
    shown: Shown, pitch: float
) -> None:
    shown.fill()
    shown.chart.times.pitch, shown.chart.times.moved = pitch, True
    columns, at = VisibleColumns(lambda: shown.vm.drawn), NOON_NS + (BARS - 1) * MINUTE
    seen = set()
    for price in ("4801.25", "4797.00", "4795.00", "4799.50"):
        shown.bench.trade(price, at)
        frame = shown.frame_now()
        afresh = VisibleColumns(lambda: shown.vm.drawn)
        assert columns.extremes(frame) == afresh.extremes(frame)
        assert columns.latest(frame) == afresh.of(frame).part(slice(-2, None)).each()
        seen.add(columns.extremes(frame))
    assert len(seen) == 3  # what lies within changes nothing


async def test_nothing_forms_where_the_last_bar_is_not_in_view(shown: Shown) -> None:
    shown.fill()
    shown.chart.times.pan(400, BARS)
    columns = VisibleColumns(lambda: shown.vm.drawn)
    before = columns.extremes(shown.frame_now())
    shown.bench.trade("4797.00", NOON_NS + (BARS - 1) * MINUTE)
    assert columns.latest(shown.frame_now()) == []
    assert columns.extremes(shown.frame_now()) == before


async def test_a_label_gives_way_to_a_tag_as_a_whole(shown: Shown) -> None:
    shown.fill()
    drawing, areas = shown.chart.drawing, shown.chart.areas()
    values = axis_values(drawing.stack.price, Side.RIGHT, shown.theme.em, 0.25)
    y = next(y for y, _ in values.labels if 100 < y < 300)
    half = shown.theme.em(TAG_EM) / 2

    def drawn(tags: list[PriceTag]) -> QImage:
        image = QImage(shown.chart.size(), QImage.Format.Format_RGB32)
        image.fill(shown.theme.color("bg1"))
        painter = QPainter(image)
        frame = shown.frame_now().on(painter, Part.ALL)
        axis = Axis(shown.theme, areas.right, values, [Tagged(tags)])
        axis.place_tags(None)
        axis.draw_labels(frame)
        axis.draw_tags(frame, whole=True)
        painter.end()
        return image

    alone = rows_of(drawn([]))
    beside = rows_of(drawn([PriceTag(y + half, "tag", "up", solid=True)]))
    label, tag = slice(round(y - half), round(y)), slice(round(y), round(y + 2 * half) + 1)
    assert len(np.unique(alone[label])) > 1
    assert len(np.unique(beside[label])) == 1  # nothing of it is left above the tag
    rest = np.ones(len(alone), bool)
    rest[label] = rest[tag] = False
    assert (alone[rest] == beside[rest]).all()


def rows_of(image: QImage) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint32]]":
    raw = np.frombuffer(image.constBits(), np.uint32)
    return raw.reshape(image.height(), image.width()).copy()
