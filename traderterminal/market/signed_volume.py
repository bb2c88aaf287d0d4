"""Signed volume: what buyers took less what sellers gave, of symbols that somebody asks about.

It is added up from when it was first asked for, second by second, which all lengths of time are
made of. Nothing is guessed: a bar has none where it began before then, or where none of its trades
says who crossed the spread.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable
from typing import Final

import numpy as np

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.columns import Int64s
from traderterminal.market.hub import MarketHub
from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.ticks import Aggressor, Tick, TradeTick

_SIGNS: Final = {Aggressor.BUYER: 1, Aggressor.SELLER: -1}


class SignedVolume:
    """The signed volume of one symbol since `since_ns` of market time."""

    def __init__(self, since_ns: int) -> None:
        self._since_ns = since_ns
        self._seconds = array("q")  # in which such trades were, as nanoseconds, in order
        self._lots = array("q")

    def add(self, tick: Tick) -> None:
        """Take in a tick; one that comes late still counts in its second."""
        if type(tick) is not TradeTick or tick.at_ns < self._since_ns:
            return
        sign = _SIGNS.get(tick.aggressor)
        if sign is None:
            return
        second = tick.at_ns - tick.at_ns % NANOSECONDS
        if self._seconds and self._seconds[-1] == second:
            self._lots[-1] += sign * tick.size
            return
        at = bisect_left(self._seconds, second)
        if at == len(self._seconds) or self._seconds[at] != second:
            self._seconds.insert(at, second)
            self._lots.insert(at, 0)
        self._lots[at] += sign * tick.size

    def clear(self, since_ns: int) -> None:
        """Forget all: the market starts again."""
        del self._seconds[:], self._lots[:]
        self._since_ns = since_ns

    def of_bars(self, starts_ns: Int64s, until_ns: int | None = None) -> Floats:
        """Return the signed volume, in lots, of bars that begin then, each up to the next one.

        The last one ends before `until_ns`, or takes all that came since. NaN where it is not
        known.
        """
        found = np.full(len(starts_ns), NAN)
        if not len(starts_ns) or not self._seconds:
            return found
        seconds = np.frombuffer(self._seconds, np.int64)
        cuts = np.searchsorted(seconds, starts_ns)
        end = len(seconds) if until_ns is None else int(np.searchsorted(seconds, until_ns))
        ends = np.append(cuts[1:], max(int(cuts[-1]), end))
        first = int(cuts[0])
        lots = np.frombuffer(self._lots, np.int64)[first : ends[-1]]
        sums = np.concatenate(([0], np.cumsum(lots)))
        known = (ends > cuts) & (starts_ns >= self._since_ns)
        found[known] = (sums[ends - first] - sums[cuts - first])[known]
        return found


class SignedVolumes:
    """The signed volume of each symbol that was asked about."""

    def __init__(self, hub: MarketHub) -> None:
        self._hub = hub
        self._by_symbol: dict[str, SignedVolume] = {}
        hub.cleared.connect(lambda _: self._clear())

    def of(self, symbol: str) -> SignedVolume:
        """Return that of a symbol, the same object for good; it is added up from now on."""
        found = self._by_symbol.get(symbol)
        if found is None:
            found = self._by_symbol[symbol] = SignedVolume(self._hub.clock.now_ns())
            self._hub.listen(symbol, found.add)
        return found

    def _clear(self) -> None:
        for found in self._by_symbol.values():
            found.clear(self._hub.clock.now_ns())


#: Finds the signed volume of bars by their starts, the last of which ends at an instant or not yet.
FindDelta = Callable[[Int64s, int | None], Floats]
