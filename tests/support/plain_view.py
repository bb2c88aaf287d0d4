"""A place for drawings without a screen: so many pixels a bar, and so many a tick."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS
from traderterminal.ui.viewmodels.drawing import Anchor
from traderterminal.ui.viewmodels.drawing_shapes import Box

WHOLE: Final = Box(0, 0, 1000, 500)


@dataclass(frozen=True, slots=True)
class PlainView:
    """Minutes from noon on, `pitch` pixels each; a tick is `rise` pixels, `zero` at the top."""

    box: Box = WHOLE
    pitch: float = 5.0
    rise: float = 2.0
    zero: int = 19_400
    first_bar: int = -1_000  # bars before it nobody knows
    words_end: float = 900.0
    line_height: float = 16.0
    quantity: Decimal = Decimal(2)

    def x(self, at_ns: int) -> float:
        return (self._bar(at_ns) + 0.5) * self.pitch

    def y(self, ticks: float) -> float:
        return (self.zero - ticks) * self.rise

    def knows(self, at_ns: int) -> bool:
        return self._bar(at_ns) >= self.first_bar

    def bars(self, from_ns: int, to_ns: int) -> int:
        return self._bar(to_ns) - self._bar(from_ns)

    def later(self, at_ns: int, bars: int) -> int:
        return at_ns + bars * MINUTE

    def price(self, ticks: float) -> str:
        return f"{ticks / 4:.2f}"

    def percent(self, from_ticks: int, to_ticks: int) -> str:
        return f"{(to_ticks - from_ticks) / from_ticks * 100:+.2f}%" if from_ticks > 0 else ""

    def result(self, ticks: int, quantity: Decimal) -> str:
        return f"${ticks * quantity * Decimal('12.5'):+.2f}"

    def width_of(self, words: str) -> float:
        return 6.0 * len(words)

    def anchor(self, bar: int, ticks: int) -> Anchor:
        """A price of a bar, counted from noon."""
        return Anchor(NOON_NS + bar * MINUTE, ticks)

    def _bar(self, at_ns: int) -> int:
        return (at_ns - NOON_NS) // MINUTE
