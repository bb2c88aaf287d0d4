"""What part of the history a chart shows, and how prices and bars become pixels."""

import math
from dataclasses import dataclass
from typing import Final

DEFAULT_PITCH: Final = 6.0
SMALLEST_PITCH: Final = 0.0005
LARGEST_PITCH: Final = 64.0
#: Room above and below the visible extremes, as a share of their distance.
PADDING: Final = 0.08
#: The scale is worked out anew when the visible range fills less of it than this.
TOO_LOOSE: Final = 0.55
#: The lowest part of the plot, which the volume takes.
VOLUME_SHARE: Final = 0.16


#: The range of prices that a scale may be stretched to, ticks.
LEAST_RANGE: Final = 4.0
MOST_RANGE: Final = 1e9


@dataclass(slots=True)
class View:
    """Bars from left to right at `pitch` pixels each; `right` is the bar index at the right edge.

    While `glued`, the right edge keeps to the last bar. Prices are ticks; `low` and `high` are
    those at the bottom and the top of the price area. With `auto` they follow what is visible.
    """

    width: int = 1
    height: int = 1
    pitch: float = DEFAULT_PITCH
    right: float = 0.0
    glued: bool = True
    low: float = 0.0
    high: float = 1.0
    auto: bool = True

    @property
    def left(self) -> float:
        """The bar index at the left edge."""
        return self.right - self.width / self.pitch

    def x(self, index: float) -> float:
        """Return the pixel of the left edge of a bar."""
        return self.width - (self.right - index) * self.pitch

    def index_at(self, x: float) -> int:
        """Return the bar under a pixel."""
        return math.floor(self.right - (self.width - x) / self.pitch)

    def y(self, ticks: float) -> float:
        """Return the pixel of a price."""
        return (self.high - ticks) / (self.high - self.low) * self.height

    def ticks_at(self, y: float) -> float:
        """Return the price under a pixel."""
        return self.high - y / self.height * (self.high - self.low)

    def follow(self, count: int) -> None:
        """Keep to the last bar while glued."""
        if self.glued:
            self.right = float(count)

    def pan(self, pixels: float, count: int) -> None:
        """Move the content right by `pixels`; at the last bar the view is glued again."""
        self.right = self._bounded(self.right - pixels / self.pitch, count)
        self.glued = self.right >= count

    def zoom(self, factor: float, x: float, count: int) -> None:
        """Change the pitch by `factor` about the pixel `x`; a glued view stays glued."""
        anchor = self.right - (self.width - x) / self.pitch
        self.pitch = min(LARGEST_PITCH, max(self._least_pitch(count), self.pitch * factor))
        if not self.glued:
            self.right = self._bounded(anchor + (self.width - x) / self.pitch, count)

    def reset(self, count: int) -> None:
        """Show the latest bars at the usual size again."""
        self.pitch, self.glued, self.auto = DEFAULT_PITCH, True, True
        self.follow(count)

    def home(self, count: int) -> None:
        """Show the earliest bars."""
        self.right = min(float(count), self.width / self.pitch)
        self.glued = self.right >= count

    def stretch(self, factor: float) -> None:
        """Show `factor` times the range of prices, about their middle; the scale then stays."""
        middle, half = (self.high + self.low) / 2, (self.high - self.low) / 2 * factor
        half = min(max(half, LEAST_RANGE / 2), MOST_RANGE / 2)
        self.low, self.high, self.auto = middle - half, middle + half, False

    def pan_prices(self, pixels: float) -> None:
        """Move the content down by `pixels`, once the scale no longer follows the bars."""
        moved = pixels / self.height * (self.high - self.low)
        self.low, self.high = self.low + moved, self.high + moved

    def scale_to(self, low: int, high: int) -> bool:
        """Fit the scale to the visible extremes, unless it fits well enough; True if it changed.

        A scale that moved with every tick could not be read.
        """
        if not self.auto:
            return False
        reach = max(1, high - low)
        shown = self.high - self.low
        inside = self.low <= low and high <= self.high
        if inside and reach >= TOO_LOOSE * shown * (1 - VOLUME_SHARE):
            return False
        padding = max(1.0, reach * PADDING)
        self.high = high + padding
        # The volume stands below the candles.
        self.low = low - padding - (reach + 2 * padding) * VOLUME_SHARE / (1 - VOLUME_SHARE)
        return True

    def _least_pitch(self, count: int) -> float:
        return max(SMALLEST_PITCH, min(DEFAULT_PITCH, self.width / max(1, count) / 1.2))

    def _bounded(self, right: float, count: int) -> float:
        """Some bar always stays in view."""
        return min(float(count), max(right, min(5.0, count)))
