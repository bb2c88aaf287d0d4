"""The displayed levels of one symbol, kept from the changes that its feed tells."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from traderterminal.market.ticks import DepthTick

#: Levels a side that are kept; what lies farther has long been out of sight.
KEPT: Final = 128


class Levels:
    """Sizes in lots by price in ticks, of bids (`B`) and asks (`A`); `version` rises with each
    change."""

    def __init__(self) -> None:
        self._sides: dict[str, dict[int, int]] = {"B": {}, "A": {}}
        self.version = 0

    def __bool__(self) -> bool:
        return any(self._sides.values())

    def side(self, letter: str) -> Mapping[int, int]:
        """The sizes by price of one side, to read."""
        return MappingProxyType(self._sides[letter])

    def take(self, tick: DepthTick) -> None:
        """Take over what has changed."""
        self.version += 1
        for side, price, size in tick.changes:
            levels = self._sides[side]
            if size:
                levels[price] = size
            else:
                levels.pop(price, None)
        for side, levels in self._sides.items():
            if len(levels) > 2 * KEPT:
                for price in sorted(levels, reverse=side == "B")[KEPT:]:
                    del levels[price]

    def whole(self, symbol: str, at_ns: int) -> DepthTick | None:
        """Return all of them as one row; None where no feed has told of any."""
        changes = tuple(
            (side, price, size)
            for side, levels in self._sides.items()
            for price, size in levels.items()
        )
        return DepthTick(symbol, at_ns, changes) if changes else None
