"""What a feed displays on one side, and what of it paper orders have not taken yet."""

from dataclasses import dataclass, field
from typing import Final

#: Levels that an order takes from at once at most: farther ones are seldom true for long.
WALKED: Final = 10
#: Levels that are remembered.
_REMEMBERED: Final = 128


@dataclass(slots=True)
class Shown:
    """The displayed `size` of a level, and how much of it is `available`."""

    size: int
    available: int


@dataclass(slots=True)
class Display:
    """One side: of the bids (`way` 1) or of the asks (−1). Size once taken is gone until the feed
    shows new size: only what is above the last display is new."""

    way: int
    _levels: dict[int, Shown] = field(default_factory=dict)
    _deep: bool = False  # the feed shows several levels

    @property
    def best(self) -> int | None:
        """The price that is met first."""
        return (max if self.way > 0 else min)(self._levels, default=None)

    @property
    def best_size(self) -> int:
        best = self.best
        return 0 if best is None else self._levels[best].size

    def show_best(self, price: int | None, size: int) -> None:
        """Take over the best price: there is none better, and only levels show what lies behind."""
        if not self._deep and price not in self._levels:
            self._levels.clear()
        for other in [p for p in self._levels if price is None or (p - price) * self.way > 0]:
            del self._levels[other]
        if price is not None:
            self._show(price, size)

    def show_level(self, price: int, size: int) -> None:
        """Take over the size of a level; 0 is a level that is gone."""
        self._deep = True
        if size <= 0:
            self._levels.pop(price, None)
            return
        self._show(price, size)
        if len(self._levels) > _REMEMBERED:
            for farthest in self._from_best()[_REMEMBERED // 2 :]:
                del self._levels[farthest]

    def trade_through(self, price: int) -> None:
        """Know that a trade at `price` has taken what is better: its quote may come late."""
        for better in [p for p in self._levels if (p - price) * self.way > 0]:
            del self._levels[better]

    def offered(self) -> list[tuple[int, Shown]]:
        """The levels that an order can take from, best first."""
        return [(price, self._levels[price]) for price in self._from_best()[:WALKED]]

    def _show(self, price: int, size: int) -> None:
        level = self._levels.get(price)
        if level is None:
            self._levels[price] = Shown(size, size)
        else:
            level.available = min(size, level.available + max(0, size - level.size))
            level.size = size

    def _from_best(self) -> list[int]:
        return sorted(self._levels, reverse=self.way > 0)
