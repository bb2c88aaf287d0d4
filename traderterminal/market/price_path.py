"""Where a symbol has traded since a moment: trade by trade where that is known, else by minutes."""

from typing import Final

import numpy as np
import numpy.typing as npt

from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.market.bars import BarBook

Int64s = npt.NDArray[np.int64]
MINUTE_NS: Final = 60 * NANOSECONDS


@frozen
class PricePath:
    """Steps in order of time, prices in ticks: of one trade each, or of one minute each.

    Of minutes the first one is that in which the moment lies, so part of it was before.
    """

    is_exact: bool
    at_ns: Int64s
    open: Int64s
    high: Int64s
    low: Int64s
    close: Int64s

    def __len__(self) -> int:
        return len(self.at_ns)

    @property
    def whole_from(self) -> int:
        """The first step of which all came after the moment."""
        return 0 if self.is_exact else 1

    def reaches(self, ticks: int, way: int, begin: int) -> int | None:
        """Return the first step from `begin` on that trades at a price or beyond it.

        `way` is 1 where beyond is above, −1 where it is below.
        """
        beyond = self.high[begin:] >= ticks if way > 0 else self.low[begin:] <= ticks
        found = np.flatnonzero(beyond)
        return int(found[0]) + begin if len(found) else None

    def is_within(self, ticks: int, step: int) -> bool:
        """Whether a step traded at a price or around it."""
        return bool(self.low[step] <= ticks <= self.high[step])

    def worse(self, ticks: int, way: int, step: int) -> int:
        """Return a price, or that at which a step began where it began beyond it."""
        began = int(self.open[step])
        return max(began, ticks) if way > 0 else min(began, ticks)


def path_since(bars: BarBook, symbol: str, at_ns: int) -> PricePath | None:
    """Return where a symbol has traded since a moment of market time; None where nothing is known.

    Minutes that begin more than one after the moment do not tell of it.
    """
    trades = bars.trades_since(symbol, at_ns)
    if trades is not None:
        price = trades.price.astype(np.int64)
        return PricePath(True, trades.at_ns, price, price, price, price)
    series = bars.series(symbol)
    first = int(np.searchsorted(series.start_ns, at_ns - MINUTE_NS, side="right"))
    if first >= series.count or series.start_ns[first] > at_ns + MINUTE_NS:
        return None
    columns = (series.open, series.high, series.low, series.close)
    prices = (np.rint(column[first:]).astype(np.int64) for column in columns)
    return PricePath(False, series.start_ns[first:].copy(), *prices)
