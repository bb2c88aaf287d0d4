"""The tape of one symbol: its trades as they happen, the latest of them kept.

A large order prints as many trades; they can be put together again: those that one aggressor made
at one instant, or those that follow each other at one price on one side. Prices are ticks, sizes
lots, times market time.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from traderterminal.market.ticks import Aggressor, Tick, TradeTick

#: So many rows are kept; older ones are gone.
KEPT: Final = 5_000
#: What counts as large is measured against so many of the latest, and one in so many is.
MEASURED: Final = 500
ONE_IN: Final = 50
#: With fewer nothing is large.
ENOUGH: Final = 100
_TOO_MANY: Final = 3


class Merge(StrEnum):
    """Which trades make up one row."""

    EACH = "each"
    SWEEP = "sweep"
    PRICE = "price"


@dataclass(slots=True)
class Print:
    """One row: a trade, or several that belong together. `price` is that of the last of them,
    `number` counts the rows since the tape began."""

    number: int
    at_ns: int
    price: int
    size: int
    aggressor: Aggressor
    trades: int = 1


class Tape:
    """The latest trades; `version` rises with each of them."""

    def __init__(self, merge: Merge = Merge.EACH) -> None:
        self.version = 0
        self._merge = merge
        self._prints: deque[Print] = deque(maxlen=KEPT)
        self._next = 0

    @property
    def merge(self) -> Merge:
        """Which trades make up one row from now on."""
        return self._merge

    @merge.setter
    def merge(self, merge: Merge) -> None:
        """Put together otherwise from the next trade on; what was put together stays so."""
        self._merge = merge
        self.version += 1

    @property
    def newest(self) -> int:
        """The number of the newest row; −1 before there is one."""
        return self._next - 1

    def add(self, tick: Tick) -> None:
        """Take in a tick; quotes are none of it."""
        if type(tick) is not TradeTick:
            return
        self.version += 1
        last = self._prints[-1] if self._prints else None
        if last is not None and self._belongs(last, tick):
            last.price, last.at_ns = tick.price, tick.at_ns
            last.size += tick.size
            last.trades += 1
            return
        made = Print(self._next, tick.at_ns, tick.price, tick.size, tick.aggressor)
        self._prints.append(made)
        self._next += 1

    def _belongs(self, last: Print, tick: TradeTick) -> bool:
        if self._merge is Merge.EACH or last.aggressor is not tick.aggressor:
            return False
        if self._merge is Merge.PRICE:
            return last.price == tick.price
        return last.at_ns == tick.at_ns and tick.aggressor is not Aggressor.NEITHER

    def clear(self) -> None:
        """Forget all: another symbol, or a market that starts again. Numbers go on rising."""
        self._prints.clear()
        self.version += 1

    def latest(self, up_to: int, least: int = 1) -> Iterator[Print]:
        """Yield the rows up to a number, the newest first, of `least` lots or more."""
        newer = max(0, self.newest - up_to)
        rows = islice(reversed(self._prints), newer, None)
        return (row for row in rows if row.size >= least)

    def large(self) -> int | None:
        """Return the size that few of the latest rows reach; None while there are not enough.

        Where many are just as large as the largest, only what is larger still stands out.
        """
        sizes = sorted(row.size for row in islice(reversed(self._prints), MEASURED))
        if len(sizes) < ENOUGH:
            return None
        few = max(1, len(sizes) // ONE_IN)
        found = sizes[-few]
        return found + (len(sizes) - bisect_left(sizes, found) > _TOO_MANY * few)
