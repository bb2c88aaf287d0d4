"""What is displayed behind the touch of a simulated contract: ten prices a side, one tick apart.

The quotes come first and the levels follow them: a price that the touch has passed is gone, one
that came into sight at the far end is drawn anew, and every now and then somebody behind the touch
comes or leaves. Prices are ticks, sizes lots.
"""

from collections.abc import Iterator
from random import Random
from typing import Final

from traderterminal.market.ticks import DepthTick, QuoteTick

#: Prices a side.
LEVELS: Final = 10
#: The share of quotes that a level behind the touch changes with.
_STIR_SHARE: Final = 0.4
#: So much more is displayed with each tick away from the touch.
_DEEPER: Final = 0.12


class SimulatedDepth:
    """The levels of one contract, whose touch displays `typical_size` on average."""

    def __init__(self, random: Random, typical_size: int) -> None:
        self._random = random
        self._typical_size = typical_size
        self._sides: dict[str, dict[int, int]] = {"B": {}, "A": {}}

    def follow(self, quote: QuoteTick) -> DepthTick:
        """Return the levels that changed on the way to `quote`, that of the touch among them."""
        changes = (
            *self._changes("B", quote.bid, quote.bid_size),
            *self._changes("A", quote.ask, quote.ask_size),
        )
        return DepthTick(quote.symbol, quote.at_ns, changes)

    def _changes(self, side: str, touch: int | None, size: int) -> Iterator[tuple[str, int, int]]:
        before, now = self._sides[side], self._levels(side, touch, size)
        self._sides[side] = now
        for price in before:
            if price not in now:
                yield side, price, 0
        for price, lots in now.items():
            if before.get(price) != lots:
                yield side, price, lots

    def _levels(self, side: str, touch: int | None, size: int) -> dict[int, int]:
        """The sizes by price from the touch on."""
        if touch is None:
            return {}
        before, away = self._sides[side], -1 if side == "B" else 1
        now = {touch: size}
        for distance in range(1, LEVELS):
            price = touch + away * distance
            now[price] = before.get(price) or self._draw(distance)
        if self._random.random() < _STIR_SHARE:
            distance = self._random.randrange(1, LEVELS)
            now[touch + away * distance] = self._draw(distance)
        return now

    def _draw(self, distance: int) -> int:
        spread = self._random.lognormvariate(-0.1, 0.5)
        return max(1, round(self._typical_size * (1 + _DEEPER * distance) * spread))
