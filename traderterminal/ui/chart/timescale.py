"""What part of the history a chart shows: all of its panes share one scale of time.

x is the index of a bar, never time: what is not traded takes no room.
"""

import math
from dataclasses import dataclass
from typing import Final

DEFAULT_PITCH: Final = 6.0
SMALLEST_PITCH: Final = 0.0005
LARGEST_PITCH: Final = 64.0


@dataclass(slots=True)
class TimeScale:
    """Bars from left to right at `pitch` pixels each; `right` is the bar index at the right edge.

    The area of the bars begins at the pixel `origin` and is `width` pixels wide. While `glued`, the
    right edge keeps to the last bar. `moved` says that the trader has chosen other bars since it
    was last set to False.
    """

    width: int = 1
    origin: float = 0.0
    pitch: float = DEFAULT_PITCH
    right: float = 0.0
    glued: bool = True
    moved: bool = True

    @property
    def left(self) -> float:
        """The bar index at the left edge."""
        return self.right - self.width / self.pitch

    @property
    def end(self) -> float:
        """The pixel of the right edge."""
        return self.origin + self.width

    def x(self, index: float) -> float:
        """Return the pixel of the left edge of a bar."""
        return self.end - (self.right - index) * self.pitch

    def middle(self, index: float) -> float:
        """Return the pixel of the middle of a bar."""
        return self.x(index) + self.pitch / 2

    def position(self, x: float) -> float:
        """Return the bar index at a pixel, with the part of the bar left of it."""
        return self.right - (self.end - x) / self.pitch

    def index_at(self, x: float) -> int:
        """Return the bar under a pixel."""
        return math.floor(self.position(x))

    def visible(self, count: int) -> tuple[int, int]:
        """Return the first bar in view and the one after the last, of `count` bars."""
        first = min(count, max(0, math.floor(self.left)))
        return first, max(first, min(count, math.ceil(self.right)))

    def follow(self, count: int) -> None:
        """Keep to the last bar while glued."""
        if self.glued:
            self.right = float(count)

    def shift(self, bars: int) -> None:
        """Keep to the same bars when `bars` were put in front of them."""
        self.right += bars

    def pan(self, pixels: float, count: int) -> None:
        """Move the content right by `pixels`; at the last bar the view is glued again."""
        self.right = self._bounded(self.right - pixels / self.pitch, count)
        self.glued = self.right >= count
        self.moved = True

    def zoom(self, factor: float, x: float, count: int) -> None:
        """Change the pitch by `factor` about the pixel `x`; a glued view stays glued."""
        anchor = self.position(x)
        self.pitch = min(LARGEST_PITCH, max(self._least_pitch(count), self.pitch * factor))
        if not self.glued:
            self.right = self._bounded(anchor + (self.end - x) / self.pitch, count)
        self.moved = True

    def reset(self, count: int) -> None:
        """Show the latest bars at the usual size again."""
        self.pitch, self.glued, self.moved = DEFAULT_PITCH, True, True
        self.follow(count)

    def home(self, count: int) -> None:
        """Show the earliest bars."""
        self.show(0, count)

    def show(self, first: float, count: int) -> None:
        """Let the view begin at the bar `first`."""
        self.end_at(first + self.width / self.pitch, count)

    def end_at(self, end: float, count: int) -> None:
        """Let the view end before the bar `end`."""
        self.right = self._bounded(end, count)
        self.glued, self.moved = self.right >= count, True

    def show_all(self, count: int) -> None:
        """Show every bar there is."""
        self.pitch = min(LARGEST_PITCH, max(SMALLEST_PITCH, self.width / max(1, count)))
        self.glued, self.moved = True, True
        self.follow(count)

    def _least_pitch(self, count: int) -> float:
        return max(SMALLEST_PITCH, min(DEFAULT_PITCH, self.width / max(1, count) / 1.2))

    def _bounded(self, right: float, count: int) -> float:
        """Some bar always stays in view."""
        return min(float(count), max(right, min(5.0, count)))
