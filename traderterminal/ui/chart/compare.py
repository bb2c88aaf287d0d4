"""Another symbol beside the own one: its closes as a line that begins where the bars do."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from traderterminal.ui.chart.lines import LinePainter, extent_of, view_line
from traderterminal.ui.chart.overlays import PriceTag
from traderterminal.ui.chart.panes import Frame, LegendRow
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.chart import Bars, ChartViewModel, LinePyramid, LineSlice

#: The colours of compared symbols, first come first served; averages have the ones before.
TOKENS: Final = ("s3", "s5", "s4", "s6")


class AlignedCloses:
    """The closes of another series at the bars of the own one; NaN before there was any.

    Where the other symbol did not trade in a bar, it has the close before.
    """

    def __init__(self) -> None:
        self.pyramid = LinePyramid()
        self.values: npt.NDArray[np.float32] = np.empty(0, np.float32)
        self._seen: object = None
        self._generation = 0
        self._count = 0

    def sync(self, own: Bars, other: Bars) -> None:
        """Take over what changed of either since the last time."""
        settled = (id(own), own.generation, id(other), other.generation)
        if settled != self._seen:
            self._seen, self._count = settled, 0
            self._generation += 1
        # A bar of the other that comes late may still belong to the last ones.
        begin = max(0, self._count - 2)
        starts = own.start_ns[begin:]
        found = np.searchsorted(other.start_ns, starts, side="right") - 1
        fresh = np.full(starts.size, np.nan, np.float32)
        known = found >= 0
        fresh[known] = other.close[found[known]]
        if own.count > self.values.size:
            grown = np.empty(own.count + own.count // 4 + 256, np.float32)
            grown[: self._count] = self.values[: self._count]
            self.values = grown
        self.values[begin : own.count] = fresh
        self._count = own.count
        self.pyramid.sync(self.values[: own.count], self._generation)


class CompareLayer:
    """Draws the closes of a symbol so that it meets the bars at the left edge of the view."""

    def __init__(self, vm: ChartViewModel, theme: Theme, symbol: str, number: int) -> None:
        self._vm = vm
        self._theme = theme
        self.symbol = symbol
        self.token = TOKENS[number % len(TOKENS)]
        self._closes = AlignedCloses()
        self._painter = LinePainter()
        self._factor = 0.0  # own ticks a tick of the other
        self._base = 0.0

    @property
    def settled(self) -> object:
        own, other = self._vm.series, self._vm.series_of(self.symbol)
        if own is None or other is None:
            return None
        return id(own), own.generation, own.count, other.generation, other.count, self._factor

    def _slice(self, frame: Frame) -> LineSlice | None:
        """The line in own ticks; None where nothing of it is in view."""
        own, other = self._vm.series, self._vm.series_of(self.symbol)
        if own is None or other is None or not other.count:
            return None
        self._closes.sync(own, other)
        seen = self._closes.values[frame.first : frame.last]
        known = np.flatnonzero(~np.isnan(seen))
        if not known.size:
            return None
        first = frame.first + int(known[0])
        self._base = float(self._closes.values[first])
        if not self._base:
            return None  # of nothing there are no percents
        start = float(own.close[first])
        self._factor = start / self._base
        line = view_line(self._closes.pyramid, frame)
        low, high = line.low * self._factor, line.high * self._factor
        if self._factor < 0:
            low, high = high, low
        return LineSlice(low.astype(np.float32), high.astype(np.float32), line.first, line.span)

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        line = self._slice(frame)
        return None if line is None else extent_of(line)

    def paint(self, frame: Frame, scale: Scale) -> None:
        line = self._slice(frame)
        if line is not None:
            self._painter.draw(frame, scale, line, frame.theme.color(self.token))

    def legend(self, index: int) -> LegendRow | None:
        own = self._vm.series
        if own is None or index >= min(own.count, self._closes.values.size):
            return LegendRow([(self.symbol, self.token), ("no bars yet", "t3")])
        value = float(self._closes.values[index])
        if np.isnan(value) or not self._base:
            return LegendRow([(self.symbol, self.token), ("—", "t3")])
        change = (value - self._base) / abs(self._base) * 100
        words = f"{change:+.2f}%".replace("-", "−")
        price = self._vm.price_of(self.symbol, value)
        return LegendRow([(self.symbol, self.token), (price, "t1"), (words, self.token)])

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        return ()


def compare_layers(
    vm: ChartViewModel, theme: Theme, known: Sequence[CompareLayer]
) -> list[CompareLayer]:
    """Return a layer for each symbol to compare with; those there are stay as they are."""
    kept = {layer.symbol: layer for layer in known}
    return [
        kept.get(symbol) or CompareLayer(vm, theme, symbol, number)
        for number, symbol in enumerate(vm.options.compare)
    ]
