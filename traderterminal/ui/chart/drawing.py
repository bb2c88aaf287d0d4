"""One frame of the chart: panes fitted to what is visible, layer over layer, axes, crosshair."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QRegion

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.ui.chart.areas import Areas, divided
from traderterminal.ui.chart.axes import TimeMark
from traderterminal.ui.chart.axis_drawing import (
    Axis,
    AxisValues,
    axis_values,
    draw_dividers,
    draw_frame_lines,
    draw_grid,
    draw_time_axis,
    leading_side,
)
from traderterminal.ui.chart.backdrop import HoursLayer, Watermark
from traderterminal.ui.chart.candles import VOLUME_SHARE, CandleLayer, VolumeLayer
from traderterminal.ui.chart.columns import VisibleColumns
from traderterminal.ui.chart.compare import CompareLayer, compare_layers
from traderterminal.ui.chart.crosshair import (
    draw_crosshair,
    draw_linked_crosshair,
    draw_time_tag,
    draw_value_tag,
)
from traderterminal.ui.chart.kept_picture import KeptPicture
from traderterminal.ui.chart.legend import Legend
from traderterminal.ui.chart.lines import CloseLayer
from traderterminal.ui.chart.overlays import PriceTag, draw_empty
from traderterminal.ui.chart.panes import (
    FOLDED_EM,
    LEAST_EM,
    Frame,
    LegendRow,
    Level,
    Pane,
    PaneStack,
    Part,
    Placed,
    Side,
)
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.chart.time_axis import TimeAxis
from traderterminal.ui.chart.timescale import TimeScale
from traderterminal.ui.chart.trading import LastPrice, LastPriceLayer, TradingLayer
from traderterminal.ui.lettering import draw_centred, text_width
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.chart import Bars, ChartViewModel
from traderterminal.ui.viewmodels.chart_options import (
    CLOCK_WORDS,
    ChartOptions,
    ChartType,
    ClockChoice,
    ScaleKind,
)

AXIS_EM: Final = 5.5
TIME_AXIS_EM: Final = 1.9
#: From the right edge of the plot, so far tags of orders reach.
TAGS_EM: Final = 15.5
#: A zoomed-out chart has more breaks than can be told apart.
MOST_BREAKS: Final = 60
LINES: Final = frozenset({ChartType.LINE, ChartType.AREA, ChartType.BASELINE})


NO_LOG: Final = mark("Drawings", "No logarithm at or below 0: shown linear")
#: Stands before the legend of a pane that is folded.
FOLDED: Final = ("▸", "t2")
#: So far beyond the last two bars what is drawn of them reaches.
STRIP_PX: Final = 6


@dataclass(slots=True)
class _Scene:
    """What a frame is drawn from; `key` is the same while only ticks and the pointer move."""

    key: object
    frame: Frame
    areas: Areas
    times: TimeAxis
    marks: Sequence[tuple[float, TimeMark]]
    breaks: Sequence[int]
    axes: dict[str, dict[Side, Axis]]
    corner: str  # what stands beside the time
    strip: QRectF  # where the last column is
    live: Sequence[tuple[QRectF, Placed]]  # the layers and where each draws what a tick moves
    legends: Sequence[tuple[Pane, Legend]]

    @property
    def every_axis(self) -> Iterator[Axis]:
        return (axis for axes in self.axes.values() for axis in axes.values())


@frozen
class Tick:
    """What a tick has changed; `region` and `seen` are the same when that is painted."""

    region: QRegion
    seen: tuple[object, ...]
    boxes: Sequence[QRect]
    areas: Areas


class ChartDrawing:
    """Draws a `ChartViewModel` over the panes of its `stack`, as a `TimeScale` shows it."""

    def __init__(self, vm: ChartViewModel, theme: Theme, times: TimeScale) -> None:
        self._vm = vm
        self._theme = theme
        self._times = times
        self.stack = PaneStack(theme.em(LEAST_EM), theme.em(FOLDED_EM))
        price = self.stack.price
        columns = VisibleColumns(lambda: vm.drawn)
        self.candles = CandleLayer(columns, self._generation, self._price_row)
        self.volume = VolumeLayer(columns, self._generation)
        self.hours = HoursLayer(vm.outside_hours)
        self.watermark = Watermark(self._watermark_words)
        self.closes = CloseLayer(lambda: vm.series, self._price_row)
        self.trading = TradingLayer(vm, theme, price)
        self.linked: Callable[[], int | None] = lambda: None  # where another chart is pointed at
        self.legends_due: Callable[[], bool] = lambda: True  # whether a tick writes them anew
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
        self._tick: Tick | None = None  # that is to be painted
        self._is_painted = True  # there is no tick that was not painted yet
        self._line: QRectF | None = None  # where the line of the last price is drawn
        self._legends: dict[str, Legend] = {}  # of the panes
        self._told = 0  # the bar that they tell of
        self._base_of: object = None  # the bars that percents are of
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
        is_line = self.volume.is_tinted = options.type in LINES
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

    def unfold(self, at: QPointF) -> None:
        """Open the pane at a point, where it is folded."""
        pane = self.stack.at(at.y())
        if pane.is_folded:
            self.stack.open(pane)
            self._times.moved = True  # its scales fit what is in view by then

    def scale_at(self, areas: Areas, at: QPointF) -> Scale | None:
        """Return the scale whose axis is at a point."""
        pane = self.stack.at(at.y())
        for side, area in ((Side.RIGHT, areas.right), (Side.LEFT, areas.left)):
            logical = self._logical(side)
            if area.contains(at) and pane.has_axis(logical) and not pane.is_folded:
                return pane.right if logical is Side.RIGHT else pane.left
        return None

    def _axis(self, areas: Areas, side: Side, pane: Pane) -> QRectF:
        """Return where the axis of a pane's scale lies."""
        area = areas.right if self._logical(side) is Side.RIGHT else areas.left
        return QRectF(area.left(), pane.rect.top(), area.width(), pane.rect.height())

    @property
    def rows(self) -> list[tuple[QRectF, str]]:
        """Where the rows of the legends stand in the last frame, and what each is of."""
        legends = () if self._scene is None else self._scene.legends
        return [box for _, legend in legends for box in legend.boxes]

    def take_tick(self, asked: QRegion) -> Tick | None:
        """Return the tick that is to be painted; None where more is asked for than it moved."""
        tick, self._tick, self._is_painted = self._tick, None, True
        if tick is None or tick.region != asked or tick.seen != self._seen():
            return None
        return tick

    def paint(
        self, painter: QPainter, areas: Areas, pointer: QPointF | None, tick: Tick | None
    ) -> None:
        """Draw a frame; `pointer` is where the crosshair stands, None without one.

        The painter is clipped to what has to be drawn: that of a tick, where there is one.
        """
        self.trading.forget()
        series = self._vm.series
        if series is None or not series.count:
            painter.fillRect(areas.whole, self._theme.color("bg1"))
            self._scene = None
            self._empty(painter, areas)
            return
        inside = pointer if pointer is not None and areas.plot.contains(pointer) else None
        scene = self._scene
        if scene is None or tick is None:
            scene, tick = self._fitted(areas, series, painter), None
            linked = None if inside is not None else self._linked_bar(scene.frame, series)
            self._told = self._told_at(inside, linked, scene.frame.count)
            self._find_tags(scene)
            for pane, legend in scene.legends:
                legend.write(scene.frame, pane, self._rows_of(pane))
        frame = scene.frame
        if tick is not None and frame.grid == PixelGrid.of(painter):
            frame.painter = painter  # what layers know of it since the tick came still holds
        else:
            frame = frame.on(painter, Part.LIVE)
        is_kept = self._draw_bars(scene, frame, () if tick is None else tick.boxes)
        whole = tick is None or not is_kept
        draw_dividers(frame, self.stack.panes, areas.whole)
        for axis in scene.every_axis:
            axis.draw_tags(frame, whole=whole)
        linked = None if inside is not None else self._linked_bar(frame, series)
        if inside is not None:
            self._crosshair(scene, frame, inside)
        elif linked is not None:
            x = self._times.middle(linked)
            draw_linked_crosshair(frame, areas.plot, x)
            draw_time_tag(frame, areas.times, x, scene.times.words(linked))
        for pane, legend in scene.legends:
            legend.draw(frame, pane, whole=whole)

    def _draw_bars(self, scene: "_Scene", frame: Frame, boxes: Sequence[QRect]) -> bool:
        """Draw what lies below tags and legends; whether what a tick does not move was kept."""
        painter = frame.painter

        def settled(onto: QPainter) -> None:
            self._settled(scene, frame.on(onto, Part.SETTLED))

        if not self._picture.draw(painter, frame.grid, scene.areas.size, scene.key, settled, boxes):
            self._settled(scene, frame.on(painter, Part.ALL))
            return False
        clipped = None
        painter.save()
        for clip, placed in scene.live:
            if clip is not clipped:  # Qt works out anew what of the region is left
                clipped = clip
                painter.setClipRect(clip)
            placed.layer.paint(frame, placed.scale)
        painter.restore()
        return True

    def _fitted(self, areas: Areas, series: Bars, painter: QPainter) -> "_Scene":
        """Fit panes and scales to what is visible, and return all that a frame is drawn from."""
        self.stack.lie(areas.plot)
        times, scene = self._times, self._scene
        first, last = times.visible(series.count)
        frame = Frame(painter, self._theme, PixelGrid.of(painter), times, first, last, series.count)
        self._fit(frame, series)
        key = self._key(frame, areas, series)
        if scene is None or scene.key != key:
            scene = self._scene = self._laid_out(key, frame, areas)
        scene.frame = frame
        return scene

    def _laid_out(self, key: object, frame: Frame, areas: Areas) -> "_Scene":
        panes, strip = self.stack.panes, self._strip(frame, areas)
        times = TimeAxis(self._vm, self._times, frame.count, areas.plot.right())
        return _Scene(
            key=key,
            frame=frame,
            areas=areas,
            times=times,
            marks=times.marks(frame),
            breaks=self._breaks(frame),
            axes={pane.key: self._axes_of(pane, areas) for pane in panes},
            corner=self._corner(),
            strip=strip,
            live=[
                one for pane in panes if not pane.is_folded for one in self._clipped(pane, strip)
            ],
            legends=[(pane, self._legends.setdefault(pane.key, Legend())) for pane in panes],
        )

    def _fit(self, frame: Frame, series: Bars) -> None:
        # Of what is seen, percents are of where it begins.
        begins = id(series), series.generation, frame.first
        if begins != self._base_of or frame.first + 1 >= frame.count:
            self._base_of = begins
            self.stack.price.right.base = float(series.close[min(frame.first, series.count - 1)])
        for pane in self.stack.panes:
            pane.fit(frame, closely=self._times.moved)
        self._times.moved = False

    def _key(self, frame: Frame, areas: Areas, series: Bars) -> object:
        """What is the same for two frames that differ only by ticks and the pointer."""
        times, panes = frame.times, self.stack.panes
        return (
            *(id(series), series.generation, frame.count, frame.grid, areas, self._options),
            *(self._corner(), self._vm.forming_until_ns),
            *(times.right, times.pitch, times.width, times.origin),
            *[scale.key for pane in panes for scale in pane.scales],
            *[(id(one.layer), one.layer.settled) for pane in panes for one in pane.placed],
        )

    # What a tick moves.

    def _seen(self) -> tuple[object, ...]:
        """What is the same until something else is to be painted."""
        times, series = self._times, self._vm.series
        return series and series.version, times.right, times.pitch, times.width

    def live_region(self, areas: Areas) -> QRegion | None:
        """Return where a tick shows; None where it changes more than the last column.

        The lines of order and position do not move with a tick, only their tags.
        """
        scene, series, times = self._scene, self._vm.series, self._times
        was_painted, self._is_painted, self._tick = self._is_painted, False, None
        if scene is None or series is None or times.moved or series.count != scene.frame.count:
            return None
        frame = scene.frame.again()
        self._fit(frame, series)
        if self._key(frame, areas, series) != scene.key:
            return None
        scene.frame = frame
        region, boxes = QRegion(), self._changed(scene)
        for box in boxes:
            region += box
        if was_painted:  # else more has changed than this tick did
            self._tick = Tick(region, self._seen(), boxes, areas)
        return region

    def _changed(self, scene: "_Scene") -> list[QRect]:
        """Take over what a tick moves and return where."""
        line, tags = self._line, self._find_tags(scene)
        below = [scene.strip]
        if line is not None and self._line is not None and line.intersects(self._line):
            below.append(line | self._line)
        else:
            below += [box for box in (line, self._line) if box is not None]
        if self.trading.follows_price:
            price = self.stack.price.rect
            below.append(price.adjusted(price.width() - self._theme.em(TAGS_EM), 0, 0, 0))
        boxes = [box.toAlignedRect() for box in (*below, *tags)]
        is_due = self.legends_due()
        for pane, legend in scene.legends:
            if is_due:
                boxes += legend.write(scene.frame, pane, self._rows_of(pane))
            else:
                legend.stay()
            legend.reveal(below)
        return boxes

    def _find_tags(self, scene: "_Scene") -> list[QRectF]:
        """Find out where tags and the line of the last price are; return where tags changed."""
        self._last, self._line, boxes = self._find_last(), None, []
        for axis in scene.every_axis:
            is_of_price = axis.values.scale is self.stack.price.right
            box = axis.place_tags(self._last_tag(axis.values) if is_of_price else None)
            if box is not None:
                boxes.append(box)
        return boxes

    def _rows_of(self, pane: Pane) -> list[LegendRow]:
        found = (placed.layer.legend(self._told) for placed in pane.placed)
        rows = [row for row in found if row is not None]
        return (
            [LegendRow([FOLDED, *row.parts], row.key) for row in rows] if pane.is_folded else rows
        )

    def _told_at(self, pointer: QPointF | None, linked: int | None, count: int) -> int:
        """The bar that legends tell of: the one that is pointed at, else the last."""
        index = count - 1 if linked is None else linked
        return index if pointer is None else min(max(0, self._times.index_at(pointer.x())), index)

    def _strip(self, frame: Frame, areas: Areas) -> QRectF:
        """Where the last column is; a line is drawn on to it from the bar before."""
        times, plot = frame.times, areas.plot
        begin, end = times.x(frame.count - 2) - STRIP_PX, times.x(frame.count) + STRIP_PX
        return QRectF(begin, plot.top(), end - begin, plot.height()) & plot

    def _settled(self, scene: "_Scene", frame: Frame) -> None:
        """Draw what a tick does not change, or all of it where the frame's part is ALL."""
        areas, painter = scene.areas, frame.painter
        painter.fillRect(areas.whole, self._theme.color("bg1"))
        for pane in self.stack.panes:
            axes = scene.axes[pane.key]
            if not axes:
                continue
            draw_grid(frame, pane, axes[leading_side(pane)].values, scene.marks, scene.breaks)
            painter.save()
            for clip, placed in self._clipped(pane, pane.rect):
                painter.setClipRect(clip)
                placed.layer.paint(frame, placed.scale)
            painter.restore()
            for axis in axes.values():
                axis.draw_labels(frame)
        draw_time_axis(frame, scene.marks, areas.times)
        draw_centred(painter, self._theme, "caption", "t2", scene.corner, areas.corner)
        draw_frame_lines(frame, areas.plot, areas.whole)

    def _clipped(self, pane: Pane, strip: QRectF) -> Iterator[tuple[QRectF, Placed]]:
        """Go through the layers of a pane and where they draw, of that strip or all of it."""
        rect = pane.rect
        # A bar half in view ends where the margin of the tags begins.
        bars = QRectF(rect.left(), rect.top(), self._times.width, rect.height())
        areas = {
            (is_wide, is_whole): area if is_whole else area & strip
            for is_wide, area in ((True, rect), (False, bars))
            for is_whole in (True, False)
        }
        for placed in pane.placed:
            yield areas[placed.level >= Level.DRAWING, placed.layer.all_live], placed

    # Axes and grid.

    def _tick_size(self, pane: Pane) -> float:
        instrument = self._vm.instrument
        is_price = pane is self.stack.price and instrument is not None
        return float(instrument.tick_size) if is_price and instrument is not None else 0.0

    def _axes_of(self, pane: Pane, areas: Areas) -> dict[Side, Axis]:
        if pane.is_folded:
            return {}
        sides = [side for side in (Side.RIGHT, Side.LEFT) if pane.has_axis(side)]
        return {
            side: Axis(
                self._theme,
                self._axis(areas, side, pane),
                axis_values(pane, side, self._theme.em, self._tick_size(pane)),
                [placed.layer for placed in pane.placed if placed.side is side],
            )
            for side in sides or [Side.RIGHT]
        }

    def _breaks(self, frame: Frame) -> Sequence[int]:
        return self._vm.session_breaks(frame.first, frame.last, MOST_BREAKS)

    def _corner(self) -> str:
        """Offer to fit what was stretched by hand, say that a scale is another one than was wanted,
        or name a clock that is not the exchange's."""
        if not all(scale.auto for pane in self.stack.panes for scale in pane.scales):
            return translate("Drawings", "Fit prices")
        if self._is_not_log():
            return translate("Drawings", "≤ 0: linear")
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
        y, plot = scale.y(ticks), self.stack.price.rect
        self._line = QRectF(plot.left(), y - 2, plot.width(), 5)
        y = min(max(y, scale.top), scale.bottom)
        return PriceTag(y, values.text(ticks), token, solid=True, below=below)

    # Under the pointer.

    def _crosshair(self, scene: "_Scene", frame: Frame, at: QPointF) -> None:
        areas, axes = scene.areas, scene.axes
        index = self._times.index_at(at.x())
        pane = self.stack.at(at.y())
        x, y = self._times.middle(index), at.y()
        if self._tick_size(pane):  # a price is a whole tick
            scale = axes[pane.key][leading_side(pane)].values.scale
            y = scale.y(self.near(index, scale.value_at(y)))
        draw_crosshair(frame, areas.plot, x, y)
        for axis in axes[pane.key].values():
            if axis.values.scale.is_known:
                draw_value_tag(frame, axis.area, axis.values, y, axis.values.scale.value_at(y))
        if words := scene.times.words(index):
            draw_time_tag(frame, areas.times, x, words)

    def near(self, index: int, ticks: float) -> int:
        """Return where the crosshair stands: at a whole tick, one of the bar with the magnet."""
        series = self._vm.series
        if series is None or not self._vm.options.magnet or not 0 <= index < series.count:
            return round(ticks)
        prices = (series.open, series.high, series.low, series.close)
        return min((int(each[index]) for each in prices), key=lambda price: abs(price - ticks))

    def _linked_bar(self, frame: Frame, series: Bars) -> int | None:
        """The bar in view at the moment that another chart is pointed at."""
        at_ns = self.linked()
        if at_ns is None:
            return None
        index = int(np.searchsorted(series.start_ns, self._vm.bar_key(at_ns), side="right")) - 1
        return index if frame.first <= index < frame.last else None

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
            *([(translate("Drawings", NO_LOG), "warn")] if self._is_not_log() else []),
        ])  # fmt: skip

    def _is_not_log(self) -> bool:
        """Whether the prices stand linearly where the trader wants their logarithm."""
        scale = self.stack.price.right
        return scale.kind is ScaleKind.LOG and not scale.is_log

    def _empty(self, painter: QPainter, areas: Areas) -> None:
        instrument = self._vm.instrument
        if instrument is None:
            words = (
                translate("Drawings", "No symbol chosen"),
                translate("Drawings", "Choose one with Ctrl+L"),
            )
        else:
            words = self._vm.missing.words(instrument)
        draw_empty(painter, self._theme, areas.plot.united(areas.right), *words)
