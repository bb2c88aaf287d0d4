"""One frame of the chart: panes fitted to what is visible, layer over layer, axes, crosshair."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QRegion

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.language import translate
from traderterminal.ui.chart.areas import Areas, divided
from traderterminal.ui.chart.axes import TimeMark, round_times
from traderterminal.ui.chart.axis_drawing import (
    AxisValues,
    axis_values,
    draw_dividers,
    draw_frame_lines,
    draw_grid,
    draw_labels,
    draw_tags,
    draw_time_axis,
    leading_side,
)
from traderterminal.ui.chart.backdrop import HoursLayer, Watermark
from traderterminal.ui.chart.candles import VOLUME_SHARE, CandleLayer, VolumeLayer
from traderterminal.ui.chart.columns import VisibleColumns
from traderterminal.ui.chart.compare import CompareLayer, compare_layers
from traderterminal.ui.chart.crosshair import (
    draw_crosshair,
    draw_legends,
    draw_linked_crosshair,
    draw_time_tag,
    draw_value_tag,
)
from traderterminal.ui.chart.kept_picture import KeptPicture
from traderterminal.ui.chart.lettering import draw_centred, text_width
from traderterminal.ui.chart.lines import CloseLayer
from traderterminal.ui.chart.overlays import PriceTag, draw_empty
from traderterminal.ui.chart.panes import Frame, LegendRow, Level, Pane, PaneStack, Part, Side
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.chart.timescale import TimeScale
from traderterminal.ui.chart.trading import LastPrice, LastPriceLayer, TradingLayer
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.chart import Bars, ChartViewModel
from traderterminal.ui.viewmodels.chart_options import (
    CLOCK_WORDS,
    ChartOptions,
    ChartType,
    ClockChoice,
)

AXIS_EM: Final = 5.5
TIME_AXIS_EM: Final = 1.9
#: From the right edge of the plot, so far tags of orders reach.
TAGS_EM: Final = 15.5
#: A zoomed-out chart has more breaks than can be told apart.
MOST_BREAKS: Final = 60
#: More candidates than pixels tell nothing about round times.
MOST_TIMES: Final = 1500
LINES: Final = frozenset({ChartType.LINE, ChartType.AREA, ChartType.BASELINE})


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a frame is drawn from; `key` is the same while only ticks and the pointer move."""

    key: object
    frame: Frame
    areas: Areas
    marks: Sequence[tuple[float, TimeMark]]
    breaks: Sequence[int]
    axes: dict[str, dict[Side, AxisValues]]
    corner: str  # what stands beside the time
    strip: QRectF  # where the last column is, with what follows it


class ChartDrawing:
    """Draws a `ChartViewModel` over the panes of its `stack`, as a `TimeScale` shows it."""

    def __init__(self, vm: ChartViewModel, theme: Theme, times: TimeScale) -> None:
        self._vm = vm
        self._theme = theme
        self._times = times
        self.stack = PaneStack()
        self.rows: list[tuple[QRectF, str]] = []  # of the legends of the last frame
        price = self.stack.price
        columns = VisibleColumns(lambda: vm.drawn)
        self.candles = CandleLayer(columns, self._generation, self._price_row)
        self.volume = VolumeLayer(columns, self._generation)
        self.hours = HoursLayer(vm.outside_hours)
        self.watermark = Watermark(self._watermark_words)
        self.closes = CloseLayer(lambda: vm.series, self._price_row)
        self.trading = TradingLayer(vm, theme, price)
        self.linked: Callable[[], int | None] = lambda: None  # where another chart is pointed at
        self.mirrored = False  # the axis of the prices is at the left
        price.write = vm.price
        price.right.step, price.right.foot = 1.0, VOLUME_SHARE
        self._last: LastPrice | None = None  # as of the frame, or of the tick that asks for one
        self._last_price = LastPriceLayer(price, lambda: self._last)
        price.add(self._last_price, level=Level.TRADING)
        price.add(self.trading, level=Level.TRADING)
        self._compared: list[CompareLayer] = []
        self._scene: _Scene | None = None
        self._picture = KeptPicture()
        self._fitted_for: object = None  # what is painted next and need not be fitted again
        self._boxes: Sequence[QRect] = ()  # of the region that is
        self._legend_boxes: list[QRectF] = []  # of the panes, as of the last frame
        self._line_y: float | None = None  # where the line of the last price was drawn
        self._options: ChartOptions | None = None

    def apply(self, options: ChartOptions) -> None:
        """Draw from now on as the options say."""
        if options == self._options:
            return
        self._options = options
        self._place_bars(options)
        scale = self.stack.price.right
        scale.foot = VOLUME_SHARE if options.volume else 0.0
        scale.kind, scale.inverted = options.scale, options.inverted
        self.mirrored = options.on_left
        for pane in self.stack.panes:
            pane.weight = options.weights.get(pane.key, pane.weight)
        self._times.moved = True  # everything is fitted anew

    def _place_bars(self, options: ChartOptions) -> None:
        """Put into the price pane what the options want, and nothing else of ours."""
        price = self.stack.price
        for layer in (self.hours, self.watermark, self.volume, self.candles, self.closes):
            price.remove(layer)
        if options.shading:
            price.add(self.hours, Side.OVERLAY, level=Level.BARS)
        if options.watermark:
            price.add(self.watermark, Side.OVERLAY, level=Level.BARS)
        self.candles.type = self.closes.type = options.type
        is_line = options.type in LINES
        if is_line:  # what an area fills must not tint the volume
            price.add(self.closes, level=Level.BARS)
        if options.volume:
            price.add(self.volume, Side.OVERLAY, VolumeLayer.scale(), level=Level.BARS)
        if not is_line:
            price.add(self.candles, level=Level.BARS)
        for one in self._compared:
            price.remove(one)
        self._compared = compare_layers(self._vm, self._theme, self._compared)
        for one in self._compared:
            price.add(one)

    def _generation(self) -> object:
        series = self._vm.drawn
        return None if series is None else (id(series), series.generation, series.count)

    def _watermark_words(self) -> tuple[str, str]:
        instrument = self._vm.instrument
        if instrument is None:
            return "", ""
        return f"{instrument.symbol}  {self._vm.resolution_name}", instrument.description

    def areas(self, width: int, height: int) -> Areas:
        """Return how a widget of that size is divided."""
        em = self._theme.em
        last = self._vm.last_ticks
        text = "" if last is None else self._vm.price(last)
        # In whole em, so that it keeps its width until the price gains a digit.
        needed = text_width(self._theme, "strong", text) / em(1) + 1
        axis = max(em(AXIS_EM), em(math.ceil(needed)))
        begin = axis if self.stack.has_axis(self._logical(Side.LEFT)) else 0
        end = width - axis if self.stack.has_axis(self._logical(Side.RIGHT)) else width
        return divided(width, height, begin, end, em(TIME_AXIS_EM))

    def _logical(self, side: Side) -> Side:
        """Which scale stands at a side of the screen; and at which side a scale stands."""
        if not self.mirrored:
            return side
        return Side.LEFT if side is Side.RIGHT else Side.RIGHT

    def follow_again(self) -> None:
        """Let every scale follow what is visible."""
        for pane in self.stack.panes:
            for scale in pane.scales:
                scale.auto = True
        self._times.moved = True

    def scale_at(self, areas: Areas, at: QPointF) -> Scale | None:
        """Return the scale whose axis is at a point."""
        pane = self.stack.at(at.y())
        for side, area in ((Side.RIGHT, areas.right), (Side.LEFT, areas.left)):
            logical = self._logical(side)
            if area.contains(at) and pane.has_axis(logical):
                return pane.right if logical is Side.RIGHT else pane.left
        return None

    def _axis(self, areas: Areas, side: Side, pane: Pane) -> QRectF:
        """Return where the axis of a pane's scale lies."""
        area = areas.right if self._logical(side) is Side.RIGHT else areas.left
        return QRectF(area.left(), pane.rect.top(), area.width(), pane.rect.height())

    def paint(
        self, painter: QPainter, areas: Areas, pointer: QPointF | None, asked: QRegion
    ) -> None:
        """Draw a frame; `pointer` is where the crosshair stands, None without one.

        `asked` is the part that has to be drawn, to which the painter is clipped.
        """
        self._last = self._find_last()
        self.rows = []
        self.trading.forget()
        series = self._vm.series
        if series is None or not series.count:
            painter.fillRect(areas.whole, self._theme.color("bg1"))
            self._scene = None
            self._empty(painter, areas)
            return
        scene, boxes = self._scene, self._boxes
        fitted = (asked, series.version, self._times.right, self._times.pitch, areas)
        if scene is None or fitted != self._fitted_for:
            scene, boxes = self._fitted(areas, series, painter), []
        self._fitted_for = None  # what was found when the tick came stands for one frame
        frame = scene.frame.on(painter, Part.LIVE)

        def settled(onto: QPainter) -> None:
            self._settled(scene, frame.on(onto, Part.SETTLED))

        if self._picture.draw(painter, areas.size, scene.key, settled, boxes):
            for pane in self.stack.panes:
                self._layers(scene, frame, pane)
        else:
            frame = frame.on(painter, Part.ALL)
            self._settled(scene, frame)
        draw_dividers(frame, self.stack.panes, areas.whole)
        for pane in self.stack.panes:
            self._tags(frame, areas, pane, scene.axes[pane.key])
        inside = pointer if pointer is not None and areas.plot.contains(pointer) else None
        linked = self._linked_bar(frame, series) if inside is None else None
        if inside is not None:
            self._crosshair(scene, frame, inside)
        elif linked is not None:
            x = self._times.middle(linked)
            draw_linked_crosshair(frame, areas.plot, x)
            draw_time_tag(frame, areas.times, x, self._time_words(linked))
        self._legends(frame, inside, linked)

    def _fitted(self, areas: Areas, series: Bars, painter: QPainter) -> "_Scene":
        """Fit panes and scales to what is visible, and return all that a frame is drawn from."""
        times = self._times
        self.stack.lie(areas.plot)
        first, last = times.visible(series.count)
        frame = Frame(painter, self._theme, PixelGrid.of(painter), times, first, last, series.count)
        self._fit(frame, series)
        key = self._key(frame, areas, series)
        if self._scene is None or self._scene.key != key:
            axes = {pane.key: self._axes_of(pane) for pane in self.stack.panes}
            marks, breaks = self._time_marks(frame), self._breaks(frame)
            corner, strip = self._corner(), self._strip(frame, areas)
            self._scene = _Scene(key, frame, areas, marks, breaks, axes, corner, strip)
        else:
            self._scene = replace(self._scene, frame=frame)
        return self._scene

    def _fit(self, frame: Frame, series: Bars) -> None:
        # Of what is seen, percents are of where it begins.
        self.stack.price.right.base = float(series.close[min(frame.first, series.count - 1)])
        for pane in self.stack.panes:
            pane.fit(frame, closely=self._times.moved)
        self._times.moved = False

    def _key(self, frame: Frame, areas: Areas, series: Bars) -> object:
        """What is the same for two frames that differ only by ticks and the pointer."""
        times, panes = frame.times, self.stack.panes
        return (
            *(id(series), series.generation, frame.count, frame.grid, areas, self._options),
            self._corner(),
            *(times.right, times.pitch, times.width, times.origin),
            *(scale.key for pane in panes for scale in pane.scales),
            *((id(one.layer), one.layer.settled) for pane in panes for one in pane.placed),
        )

    def live_region(self, areas: Areas) -> QRegion | None:
        """Return where a tick shows; None where it changes more than the last column.

        The lines of order and position do not move with a tick, only their tags.
        """
        scene, series, times = self._scene, self._vm.series, self._times
        self._fitted_for = None
        if scene is None or series is None or times.moved or series.count != scene.frame.count:
            return None
        frame = replace(scene.frame)  # what layers know of another one is of another moment
        self._fit(frame, series)
        if self._key(frame, areas, series) != scene.key:
            return None
        self._last = self._find_last()
        plot, last = areas.plot, self._last
        boxes = [scene.strip]
        if areas.left.width():
            boxes.append(areas.left)
        for y in {self._line_y, None if last is None else self.stack.price.right.y(last.ticks)}:
            if y is not None:
                boxes.append(QRectF(plot.left(), y - 2, plot.width(), 5))
        boxes += self._legend_boxes
        self._boxes, region = [box.toAlignedRect() for box in boxes], QRegion()
        for box in self._boxes:
            region += box
        self._fitted_for = (region, series.version, times.right, times.pitch, areas)
        return region

    def _strip(self, frame: Frame, areas: Areas) -> QRectF:
        """Where a tick shows, apart from what goes across the plot."""
        plot = areas.plot
        # A line is drawn on from the bar before. A region of few boxes costs less than a small one.
        begin = min(frame.times.x(frame.count - 2) - 2, plot.right() - self._theme.em(TAGS_EM))
        return QRectF(begin, 0, areas.whole.right() - begin, plot.height())

    def _settled(self, scene: "_Scene", frame: Frame) -> None:
        """Draw what a tick does not change, or all of it where the frame's part is ALL."""
        areas = scene.areas
        frame.painter.fillRect(areas.whole, self._theme.color("bg1"))
        for pane in self.stack.panes:
            axes = scene.axes[pane.key]
            draw_grid(frame, pane, axes[leading_side(pane)], scene.marks, scene.breaks)
            self._layers(scene, frame, pane)
            for side, values in axes.items():
                if pane.has_axis(side):
                    draw_labels(frame, self._axis(areas, side, pane), values)
        draw_time_axis(frame, scene.marks, areas.times)
        draw_centred(frame.painter, self._theme, "caption", "t2", scene.corner, areas.corner)
        draw_frame_lines(frame, areas.plot, areas.whole)

    def _layers(self, scene: "_Scene", frame: Frame, pane: Pane) -> None:
        painter, rect, clipped = frame.painter, pane.rect, None
        # A bar half in view ends where the margin of the tags begins.
        bars = QRectF(rect.left(), rect.top(), frame.times.width, rect.height())
        wide, narrow = rect, bars
        if frame.part is Part.LIVE:
            wide, narrow = (area.intersected(scene.strip) for area in (rect, bars))
        painter.save()
        for placed in pane.placed:
            whole, part = (rect, wide) if placed.level >= Level.DRAWING else (bars, narrow)
            clip = whole if placed.layer.all_live else part
            if clip is not clipped:  # Qt works out anew what of the region is left
                clipped = clip
                painter.setClipRect(clip)
            placed.layer.paint(frame, placed.scale)
        painter.restore()

    # Axes and grid.

    def _tick(self, pane: Pane) -> float:
        instrument = self._vm.instrument
        is_price = pane is self.stack.price and instrument is not None
        return float(instrument.tick_size) if is_price and instrument is not None else 0.0

    def _axes_of(self, pane: Pane) -> dict[Side, AxisValues]:
        sides = [side for side in (Side.RIGHT, Side.LEFT) if pane.has_axis(side)]
        return {
            side: axis_values(pane, side, self._theme.em, self._tick(pane))
            for side in sides or [Side.RIGHT]
        }

    def _tags(self, frame: Frame, areas: Areas, pane: Pane, axes: dict[Side, AxisValues]) -> None:
        for side, values in axes.items():
            if pane.has_axis(side):
                tags = [
                    tag
                    for placed in pane.placed
                    if placed.side is side
                    for tag in placed.layer.tags(placed.scale)
                ]
                is_of_price = values.scale is self.stack.price.right
                fixed = self._last_tag(values) if is_of_price else None
                draw_tags(frame, self._axis(areas, side, pane), values, tags, fixed)

    def _time_marks(self, frame: Frame) -> list[tuple[float, TimeMark]]:
        times, series = self._times, self._vm.series
        first, last = frame.first, frame.last
        if last - first < 2 or series is None:
            return []
        stride = max(1, (last - first) // MOST_TIMES)
        since = max(0, first - 1)  # what was before tells whether the first one begins anything
        starts = np.append(series.start_ns[since:first], series.start_ns[first:last:stride])
        local = self._vm.local_ns(starts)
        before_ns = int(local[0]) if since < first else None
        found = round_times(
            local[first - since :], 0, times.pitch * stride, self._theme.em(6), before_ns
        )
        return [(times.middle(first + mark.index * stride), mark) for mark in found]

    def _breaks(self, frame: Frame) -> Sequence[int]:
        return self._vm.session_breaks(frame.first, frame.last, MOST_BREAKS)

    def _corner(self) -> str:
        """Offer to fit what was stretched by hand, or name a clock that is not the exchange's."""
        if not all(scale.auto for pane in self.stack.panes for scale in pane.scales):
            return translate("Drawings", "Fit prices")
        clock = self._vm.options.clock
        return "" if clock is ClockChoice.EXCHANGE else translate("Chart", CLOCK_WORDS[clock])

    # The last price.

    def _find_last(self) -> LastPrice | None:
        """The price of the last trade; None without one, or without bars."""
        vm, series = self._vm, self._vm.series
        last, stale = vm.last_ticks, vm.stale
        if last is None or series is None or not series.count:
            return None
        if stale:
            return LastPrice(float(last), "stale", stale)
        token = "up" if last >= series.last.open else "down"
        return LastPrice(float(last), token, vm.countdown)

    def _last_tag(self, values: AxisValues) -> PriceTag | None:
        if self._last is None:
            return None
        ticks, token, below = self._last
        scale = values.scale
        self._line_y = scale.y(ticks)
        y = min(max(self._line_y, scale.top), scale.bottom)
        return PriceTag(y, values.text(ticks), token, solid=True, below=below)

    # Under the pointer.

    def _crosshair(self, scene: "_Scene", frame: Frame, at: QPointF) -> None:
        areas, axes = scene.areas, scene.axes
        index = self._times.index_at(at.x())
        pane = self.stack.at(at.y())
        x, y = self._times.middle(index), at.y()
        if self._tick(pane):  # a price is a whole tick
            scale = axes[pane.key][leading_side(pane)].scale
            y = scale.y(self.near(index, scale.value_at(y)))
        draw_crosshair(frame, areas.plot, x, y)
        for side, values in axes[pane.key].items():
            area = self._axis(areas, side, pane)
            draw_value_tag(frame, area, values, y, values.scale.value_at(y))
        if 0 <= index < frame.count:
            draw_time_tag(frame, areas.times, x, self._time_words(index))

    def near(self, index: int, ticks: float) -> int:
        """Return where the crosshair stands: at a whole tick, one of the bar with the magnet."""
        series = self._vm.series
        if series is None or not self._vm.options.magnet or not 0 <= index < series.count:
            return round(ticks)
        prices = (series.open, series.high, series.low, series.close)
        return min((int(each[index]) for each in prices), key=lambda price: abs(price - ticks))

    def _time_words(self, index: int) -> str:
        series = self._vm.series
        assert series is not None  # noqa: S101 - there is no crosshair without bars
        local = self._vm.local_ns(np.asarray(series.start_ns[index : index + 1]))
        moment = datetime.fromtimestamp(int(local[0]) // NANOSECONDS, UTC)
        words = f"{moment:%a} {moment.day} {moment:%b}"
        return words + (f" {moment:%Y}" if self._vm.has_days else f"  {moment:%H:%M}")

    def _linked_bar(self, frame: Frame, series: Bars) -> int | None:
        """The bar in view at the moment that another chart is pointed at."""
        at_ns = self.linked()
        if at_ns is None:
            return None
        index = int(np.searchsorted(series.start_ns, self._vm.bar_key(at_ns), side="right")) - 1
        return index if frame.first <= index < frame.last else None

    def _legends(self, frame: Frame, at: QPointF | None, linked: int | None) -> None:
        index = frame.count - 1 if linked is None else linked
        if at is not None:
            index = min(max(0, self._times.index_at(at.x())), index)
        self._legend_boxes = []
        for pane in self.stack.panes:
            found = [placed.layer.legend(index) for placed in pane.placed]
            drawn = draw_legends(frame, pane, [row for row in found if row is not None])
            if drawn:
                self.rows += drawn
                box = reduce(QRectF.united, (box for box, _ in drawn))
                self._legend_boxes.append(box.adjusted(0, 0, self._theme.em(4), 0))

    def _price_row(self, index: int) -> LegendRow:
        vm, series = self._vm, self._vm.series
        assert series is not None  # noqa: S101 - there is no legend without bars
        bar = series.bar(index)
        token = "up" if bar.close >= bar.open else "down"
        # What is told is what was traded, however the bars are drawn.
        is_smoothed = self._options is not None and self._options.type is ChartType.HEIKIN_ASHI
        return LegendRow([
            *([(translate("Drawings", "Heikin-Ashi, traded:"), "t3")] if is_smoothed else []),
            ("O", "t3"), (vm.price(bar.open), token),
            ("H", "t3"), (vm.price(bar.high), token),
            ("L", "t3"), (vm.price(bar.low), token),
            ("C", "t3"), (vm.price(bar.close), token),
            (formats.signed(bar.close - bar.open, " t"), token),
            (translate("Drawings", "Vol"), "t3"), (f"{bar.volume:,}", "t1"),
            *([(vm.flaws, "warn")] if vm.flaws else []),
        ])  # fmt: skip

    def _empty(self, painter: QPainter, areas: Areas) -> None:
        instrument = self._vm.instrument
        if instrument is None:
            words = (
                translate("Drawings", "No symbol chosen"),
                translate("Drawings", "Choose one with Ctrl+L"),
            )
        else:
            below = translate("Drawings", "The first bar appears with the first trade")
            words = (
                translate("Drawings", "No trades in {symbol} yet").format(
                    symbol=formats.symbol(instrument.symbol)
                ),
                below,
            )
        draw_empty(painter, self._theme, areas.plot.united(areas.right), *words)
