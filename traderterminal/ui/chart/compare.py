"""Another symbol beside the own one: its closes as a line that begins where the bars do."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from traderterminal.kit.language import translate
from traderterminal.ui.chart.lines import LinePainter, extent_of, view_line
from traderterminal.ui.chart.overlays import PriceTag
from traderterminal.ui.chart.panes import Frame, LegendRow
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.chart import Bars, ChartViewModel, ComparedLine, LineSlice

#: The colours of compared symbols, first come first served; averages have the ones before.
TOKENS: Final = ("s3", "s5", "s4", "s6")


class CompareLayer:
    """Draws the closes of a symbol so that it meets the bars at the left edge of the view."""

    all_live = False

    def __init__(self, vm: ChartViewModel, theme: Theme, symbol: str, number: int) -> None:
        self._vm = vm
        self._theme = theme
        self.symbol = symbol
        self.token = TOKENS[number % len(TOKENS)]
        self._line: ComparedLine | None = None
        self._of: tuple[int, int] = (0, 0)  # the bars that the line is of
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
        line = self._follow(own, other)
        seen = line.values[frame.first : frame.last]
        known = np.flatnonzero(~np.isnan(seen))
        if not known.size:
            return None
        first = frame.first + int(known[0])
        self._base = float(line.values[first])
        if not self._base:
            return None  # of nothing there are no percents
        start = float(own.close[first])
        # Of what is negative percents go the same way: up is more.
        self._factor = abs(start / self._base)
        found, meets = view_line(line, frame), np.float32(start - self._base * self._factor)
        low, high = (each * np.float32(self._factor) + meets for each in (found.low, found.high))
        return LineSlice(low, high, found.first, found.span)

    def _follow(self, own: Bars, other: Bars) -> ComparedLine:
        """The line as both series are now, or as far as it was made by now."""
        if self._line is None or self._of != (id(own), id(other)):
            self._line, self._of = ComparedLine(own, other), (id(own), id(other))
        if not self._line.refresh():
            self._vm.ask_for_a_frame()
        return self._line

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        line = self._slice(frame)
        return None if line is None else extent_of(line)

    def paint(self, frame: Frame, scale: Scale) -> None:
        line = self._slice(frame)
        if line is not None:
            self._painter.draw(frame, scale, line, frame.theme.color(self.token))

    def legend(self, index: int) -> LegendRow | None:
        own = self._vm.series
        if own is None or self._line is None or index >= self._line.values.size:
            return LegendRow([(self.symbol, self.token), (translate("Chart", "no bars yet"), "t3")])
        value = float(self._line.values[index])
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
