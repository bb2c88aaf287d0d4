"""The latest trades of one symbol as they were heard, in the order in which they came."""

from array import array
from typing import Final

import numpy as np

from traderterminal.market.columns import SignedSeconds, TradeColumns

#: So many are kept, 21 bytes each; some more until they are cut off at one go.
MOST_KEPT: Final = 20_000
_CUT: Final = 4_000


class HeardTrades:
    """Counts all trades that came; those before number `first` are not kept any more."""

    def __init__(self) -> None:
        self.first = 0
        self._at_ns, self._price, self._size = array("q"), array("i"), array("q")
        self._sign = array("b")
        self._columns = (self._at_ns, self._price, self._size, self._sign)

    @property
    def end(self) -> int:
        """How many came in all."""
        return self.first + len(self._at_ns)

    @property
    def first_ns(self) -> int | None:
        """When the first one that is kept traded."""
        return self._at_ns[0] if self._at_ns else None

    def add(self, at_ns: int, price: int, size: int, sign: int) -> None:
        """Keep a trade, and let the oldest ones go where they are too many.

        `sign` is 1 where a buyer crossed the spread, −1 where a seller did, else 0.
        """
        self._at_ns.append(at_ns)
        self._price.append(price)
        self._size.append(size)
        self._sign.append(sign)
        if len(self._at_ns) >= MOST_KEPT + _CUT:
            for column in self._columns:
                del column[:_CUT]
            self.first += _CUT

    def clear(self) -> None:
        """Let all of them go, and count on."""
        self.first = self.end
        for column in self._columns:
            del column[:]

    def by_second(self) -> SignedSeconds:
        """Return what is kept, added up by second."""
        if not self._at_ns:
            return SignedSeconds.none()
        at_ns, sign, size = (
            np.array(column, np.int64) for column in (self._at_ns, self._sign, self._size)
        )
        return SignedSeconds.of_trades(int(at_ns.min()), at_ns, sign, size)

    def since(self, at_ns: int) -> TradeColumns | None:
        """Return the trades from a moment on; None where some of them may not be kept."""
        if self.first_ns is None or self.first_ns > at_ns:
            return None
        times = np.array(self._at_ns, np.int64)
        # A late trade stands behind later ones; what is after the moment is picked one by one.
        return self.part(self.first, self.end).where(times >= at_ns)

    def part(self, first: int, end: int) -> TradeColumns:
        """Return the trades of these numbers, as far as they are kept."""
        begin, until = max(0, first - self.first), max(0, end - self.first)
        return TradeColumns(
            np.array(self._at_ns[begin:until], np.int64),
            np.array(self._price[begin:until], np.int32),
            np.array(self._size[begin:until], np.int64),
        )
