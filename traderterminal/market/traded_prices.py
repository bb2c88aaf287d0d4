"""What traded at each price of one symbol: over the session, and in the last half minute.

It is added up from when it was begun; a new session begins at nothing. Prices are ticks, sizes
lots, times market time.
"""

from collections import deque
from collections.abc import Callable
from typing import Final

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.ticks import Aggressor, Tick, TradeTick

#: For how long a trade counts as a recent one, to the grain: trades of so short a time are kept as
#: one, since a quick market has thousands in that half minute.
RECENT_S: Final = 30
GRAIN_NS: Final = NANOSECONDS // 10


class TradedPrices:
    """The volume by price since `since_ns`; `session_end_ns` tells when that of a moment ends.

    `lots` is the volume of the session, `bought` and `sold` what buyers and sellers took of late.
    `way` is 1 once the last trade was above the one of another price before it, -1 below, else 0.
    `version` rises with each change.
    """

    def __init__(self, since_ns: int, session_end_ns: Callable[[int], int]) -> None:
        self._session_end_ns = session_end_ns
        self.version = 0
        #: When each grain began, and what buyers and sellers took in it by price.
        self._recent: deque[tuple[int, dict[int, int], dict[int, int]]] = deque()
        self.lots: dict[int, int] = {}
        self.bought: dict[int, int] = {}
        self.sold: dict[int, int] = {}
        self.clear(since_ns)

    def clear(self, since_ns: int) -> None:
        """Forget all: the market starts again."""
        self.since_ns = since_ns
        self._end_ns = self._session_end_ns(since_ns)
        self.last: int | None = None
        self.way = 0
        self._recent.clear()
        for found in (self.lots, self.bought, self.sold):
            found.clear()
        self.version += 1

    def add(self, tick: Tick) -> None:
        """Take in a tick."""
        if type(tick) is not TradeTick:
            return
        if tick.at_ns >= self._end_ns:  # a session after the one that was counted
            self.clear(tick.at_ns)
        if self.last is not None and tick.price != self.last:
            self.way = 1 if tick.price > self.last else -1
        self.last = tick.price
        self.lots[tick.price] = self.lots.get(tick.price, 0) + tick.size
        self.version += 1
        if tick.aggressor is not Aggressor.NEITHER:
            if not self._recent or tick.at_ns - self._recent[-1][0] >= GRAIN_NS:
                self._recent.append((tick.at_ns, {}, {}))
                self.age(tick.at_ns)  # nobody else may look, as long as the ladder is not seen
            _, bought, sold = self._recent[-1]
            is_bought = tick.aggressor is Aggressor.BUYER
            _add(self.bought if is_bought else self.sold, tick.price, tick.size)
            _add(bought if is_bought else sold, tick.price, tick.size)

    def age(self, now_ns: int) -> None:
        """Take out of the recent trades what is recent no more."""
        while self._recent and self._recent[0][0] <= now_ns - RECENT_S * NANOSECONDS:
            _, bought, sold = self._recent.popleft()
            for of, gone in ((self.bought, bought), (self.sold, sold)):
                for price, size in gone.items():
                    of[price] -= size
                    if not of[price]:
                        del of[price]
            self.version += 1


def _add(of: dict[int, int], price: int, size: int) -> None:
    of[price] = of.get(price, 0) + size
