"""How the values of a pane become pixels: linear, logarithmic, in percent, upside down.

A scale knows nothing of what is drawn over it. Values are floats in the unit of what stands on it:
ticks in the price pane, the study's own unit elsewhere.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from traderterminal.ui.viewmodels.chart_options import ScaleKind

#: Room between the extremes and what is kept free beyond them, as a share of the scale.
PADDING: Final = 0.06
#: A scale that is left alone is fitted anew when the visible range fills less of it than this.
TOO_LOOSE: Final = 0.55
#: What has outgrown a grounded scale while it ticks, as a volume does all the time, gets room for
#: so many times as much: each time the scale moves, all of the chart is drawn anew.
GROWING: Final = 1.25
#: A scale can be stretched to so many times its smallest step at most.
MOST_STEPS: Final = 1e9
LEAST_STEPS: Final = 4.0
#: The least and the most that a logarithmic scale spans, as a logarithm.
LEAST_RATIO: Final = 0.001
MOST_RATIO: Final = 20.0

Floats = npt.NDArray[Any]

_LOG: Final = ScaleKind.LOG


@dataclass(slots=True)
class Scale:
    """Values from `low` at the bottom of an area to `high` at its top, the reverse if `inverted`.

    The area begins at the pixel `top` and is `height` pixels high. With `auto` the scale follows
    what it is fitted to, else it stays. `head` and `foot` are the shares of the height that are
    kept free at the top and at the bottom; a `grounded` scale has its lowest value right at the
    foot. `step` is the smallest difference that matters. `base` is what percents are percents of.
    """

    kind: ScaleKind = ScaleKind.LINEAR
    inverted: bool = False
    auto: bool = True
    low: float = 0.0
    high: float = 1.0
    top: float = 0.0
    height: float = 1.0
    head: float = 0.0
    foot: float = 0.0
    grounded: bool = False
    step: float = 0.0
    base: float = 1.0
    is_fitted: bool = False

    @property
    def is_known(self) -> bool:
        """Whether anything ever stood on it, or the trader chose what it shows."""
        return self.is_fitted or not self.auto

    @property
    def bottom(self) -> float:
        """The pixel at which the area ends."""
        return self.top + self.height

    @property
    def is_log(self) -> bool:
        """Whether values stand by their ratio: there is none of values from zero down."""
        return self.kind is ScaleKind.LOG and self.low > 0

    @property
    def key(self) -> tuple[object, ...]:
        """What changes when any pixel of the scale does."""
        return (
            *(self.low, self.high, self.top, self.height),
            *(self.is_log, self.inverted, self.kind, self.base),
        )

    def y(self, value: float) -> float:
        """Return the pixel of a value; one that a logarithmic scale cannot have lies far below."""
        if self.kind is not _LOG and not self.inverted:  # asked many times a frame
            return (self.high - value) * (self.height / (self.high - self.low)) + self.top
        if self.is_log:
            value = math.log(max(value, self.low * 1e-9))
        low, high = self._ends()
        return (high - value) * (self.height / (high - low)) + self.top

    def ys(self, values: Floats) -> npt.NDArray[np.float64]:
        """Return the pixels of many values; NaN stays NaN."""
        floats = np.asarray(values, np.float64)
        if self.is_log:
            floats = np.log(np.maximum(floats, self.low * 1e-9))
        low, high = self._ends()
        scaled: npt.NDArray[np.float64] = (high - floats) * (self.height / (high - low)) + self.top
        return scaled

    def value_at(self, y: float) -> float:
        """Return the value under a pixel."""
        low, high = self._ends()
        value = high - (y - self.top) / self.height * (high - low)
        return math.exp(value) if self.is_log else value

    def shown(self, value: float) -> float:
        """Return what the axis calls a value: itself, percents of the base, or 100 for the base."""
        if self.kind is ScaleKind.PERCENT and self.base:
            return (value - self.base) / abs(self.base) * 100
        if self.kind is ScaleKind.INDEXED and self.base:
            return 100 + (value - self.base) / abs(self.base) * 100
        return value

    def words(self, value: float) -> str:
        """Write a value in percent or as an index, where the axis is in that; else empty."""
        if self.kind is ScaleKind.PERCENT and self.base:
            shown = round(self.shown(value), 2)
            return f"{shown:+.2f}%".replace("-", "−") if shown else "0.00%"
        if self.kind is ScaleKind.INDEXED and self.base:
            return f"{self.shown(value):,.2f}".replace("-", "−")
        return ""

    def value_of(self, shown: float) -> float:
        """Return the value that the axis calls `shown`."""
        if self.kind is ScaleKind.PERCENT and self.base:
            return self.base + shown / 100 * abs(self.base)
        if self.kind is ScaleKind.INDEXED and self.base:
            return self.base + (shown - 100) / 100 * abs(self.base)
        return shown

    def _ends(self) -> tuple[float, float]:
        """What stands at the bottom and at the top, as it is drawn."""
        low, high = self.low, self.high
        if self.is_log:
            low, high = math.log(low), math.log(high)
        return (high, low) if self.inverted else (low, high)

    def _drawn(self, value: float) -> float:
        return math.log(value) if self.is_log else value

    # Following what is visible.

    def fit(self, low: float, high: float, *, closely: bool) -> bool:
        """Take over the visible extremes; True if the scale changed.

        Unless it is to fit `closely`, a scale stays as it is while it fits well enough: one that
        moved with every tick could not be read.
        """
        if not self.auto or not (math.isfinite(low) and math.isfinite(high)):
            return False
        if self.is_fitted and not closely and self._fits(low, high):
            return False
        if self.grounded and self.is_fitted and not closely and high > self._highest():
            high = low + (high - low) * GROWING
        self.is_fitted = True
        before = self.low, self.high
        # Logarithms are decided on by the new low, which padding must not bring below zero.
        self.low = low if low > 0 else min(low, 0.0)
        bottom, top = self._padded(self._drawn(low), self._drawn(high))
        if self.is_log:
            bottom, top = math.exp(bottom), math.exp(top)
        self.low, self.high = bottom, top
        return (bottom, top) != before

    def _padded(self, low: float, high: float) -> tuple[float, float]:
        least = LEAST_RATIO if self.is_log else self.step * 2 or abs(high) * LEAST_RATIO or 1.0
        if high - low < least:
            middle = (high + low) / 2
            low = low if self.grounded else middle - least / 2
            high = low + least
        head, foot = (self.foot, self.head) if self.inverted else (self.head, self.foot)
        inner = 1 - head - foot
        below = foot + (0.0 if self.grounded else PADDING * inner)
        above = head + PADDING * inner
        whole = (high - low) / (1 - below - above)
        return low - below * whole, high + above * whole

    def _highest(self) -> float:
        """The highest value that has room below the head."""
        head = self.foot if self.inverted else self.head
        return self.high - head * (self.high - self.low)

    def _fits(self, low: float, high: float) -> bool:
        if self.kind is ScaleKind.LOG and (low > 0) != (self.low > 0):
            return False
        head, foot = (self.foot, self.head) if self.inverted else (self.head, self.foot)
        bottom, top = self._drawn(self.low), self._drawn(self.high)
        whole = top - bottom
        lowest, highest = bottom + foot * whole, top - head * whole
        if self.is_log:
            low, high = math.log(low), math.log(high)
        inside = lowest - 1e-9 * whole <= low and high <= highest + 1e-9 * whole
        return inside and max(high - low, self.step) >= TOO_LOOSE * (highest - lowest)

    # What the trader does.

    def stretch(self, factor: float) -> None:
        """Show `factor` times the range of values, about their middle; the scale then stays."""
        low, high = self._drawn(self.low), self._drawn(self.high)
        middle, half = (high + low) / 2, (high - low) / 2 * factor
        if self.is_log:
            half = min(max(half, LEAST_RATIO), MOST_RATIO)
        else:
            step = self.step or abs(middle) * 1e-6 or 1e-6
            half = min(max(half, step * LEAST_STEPS / 2), step * MOST_STEPS / 2)
        self._hold(middle - half, middle + half)

    def pan(self, pixels: float) -> None:
        """Move the content down by `pixels`; the scale then stays."""
        low, high = self._drawn(self.low), self._drawn(self.high)
        moved = pixels / self.height * (high - low) * (-1 if self.inverted else 1)
        self._hold(low + moved, high + moved)

    def _hold(self, low: float, high: float) -> None:
        if self.is_log:
            low, high = math.exp(low), math.exp(high)
        self.low, self.high, self.auto = low, high, False
