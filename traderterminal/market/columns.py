"""Many bars at once, a column each: how history travels from the disk to the chart."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from traderterminal.domain.bars import Bar
from traderterminal.kit.frozen import frozen

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

SECOND_NS: Final = 1_000_000_000
MINUTE_NS: Final = 60 * SECOND_NS
#: Prices of bars are four bytes each.
MOST_TICKS: Final = 2**31 - 1


@frozen
class BarColumns:
    """Bars by rising start: nanoseconds of market time, prices in ticks, volumes in lots."""

    start_ns: Int64s
    open: Int32s
    high: Int32s
    low: Int32s
    close: Int32s
    volume: Int64s

    @classmethod
    def of(cls, bars: Sequence[Bar]) -> Self:
        """Take single bars apart; prices stay what they are if four bytes do not hold them."""
        rows = [(b.start_ns, b.open, b.high, b.low, b.close, b.volume) for b in bars]
        table = np.array(rows, np.int64).reshape(-1, 6)
        prices = table[:, 1:5]
        fits = (np.abs(prices) <= MOST_TICKS).all()
        open_, high, low, close = prices.astype(np.int32 if fits else np.int64).T
        return cls(table[:, 0], open_, high, low, close, table[:, 5])

    @classmethod
    def of_trades(cls, at_ns: Int64s, price: Int32s, size: Int64s) -> Self:
        """Make the minutes of trades that are in order of time."""
        return cls(at_ns - at_ns % MINUTE_NS, price, price, price, price, size).joined()

    def __len__(self) -> int:
        return len(self.start_ns)

    def before(self, until_ns: int) -> Self:
        """Return the bars that start before an instant."""
        return self.part(0, int(np.searchsorted(self.start_ns, until_ns)))

    def part(self, first: int, end: int) -> Self:
        """Return the bars `first` to before `end`."""
        return type(self)(*(column[first:end] for column in self.each()))

    def where(self, chosen: npt.NDArray[np.bool_]) -> Self:
        """Return some of the bars."""
        return type(self)(*(column[chosen] for column in self.each()))

    def followed_by(self, later: Self) -> Self:
        """Put other bars, which start no earlier, behind these; one that both hold is joined."""
        pairs = zip(self.each(), later.each(), strict=True)
        return type(self)(*(np.concatenate(pair) for pair in pairs)).joined()

    def joined(self) -> Self:
        """Make one bar of those that follow each other with the same start."""
        if not len(self):
            return self
        firsts = np.flatnonzero(np.diff(self.start_ns, prepend=self.start_ns[0] - 1))
        lasts = np.append(firsts[1:], len(self)) - 1
        return type(self)(
            self.start_ns[firsts],
            self.open[firsts],
            np.maximum.reduceat(self.high, firsts),
            np.minimum.reduceat(self.low, firsts),
            self.close[lasts],
            np.add.reduceat(self.volume, firsts),
        )

    def each(self) -> Iterator[npt.NDArray[Any]]:
        """Go through the columns in the order of their names above."""
        return (getattr(self, one.name) for one in fields(self))


@frozen
class TradeColumns:
    """Trades in order of time: nanoseconds of market time, prices in ticks, sizes in lots."""

    at_ns: Int64s
    price: Int32s
    size: Int64s

    @classmethod
    def of(cls, trades: Sequence[tuple[int, int, int]]) -> Self:
        """Take single trades apart: time, price and size of each."""
        table = np.array(trades, np.int64).reshape(-1, 3)
        return cls(table[:, 0], table[:, 1].astype(np.int32), table[:, 2])

    def __len__(self) -> int:
        return len(self.at_ns)

    def latest(self, count: int) -> Self:
        """Return the last `count` trades, or all."""
        return self.part(max(0, len(self) - count), len(self))

    def part(self, first: int, end: int) -> Self:
        """Return the trades `first` to before `end`."""
        return type(self)(self.at_ns[first:end], self.price[first:end], self.size[first:end])

    def where(self, chosen: npt.NDArray[np.bool_]) -> Self:
        """Return some of the trades."""
        return type(self)(self.at_ns[chosen], self.price[chosen], self.size[chosen])

    def rows(self, first: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Go through the trades `first` to before `end` one by one."""
        columns = (self.at_ns, self.price, self.size)
        return zip(*(column[first:end].tolist() for column in columns), strict=True)


@frozen
class Minutes:
    """Minutes as they were read: `bars`, and how many were left out for lying off the price grid.

    `from_ns` is the start of the earliest one that was read, left out or not; None without any.
    """

    bars: BarColumns
    from_ns: int | None
    off_grid: int = 0

    @classmethod
    def of(cls, bars: BarColumns) -> Self:
        """Return minutes of which none was left out."""
        return cls(bars, int(bars.start_ns[0]) if len(bars) else None)


@frozen
class Trades:
    """Trades as they were read, and how many were left out for lying off the price grid."""

    columns: TradeColumns
    off_grid: int = 0


@frozen
class SignedSeconds:
    """Trades added up by second, which are all that there are of them from `from_ns` on.

    In order of time: the seconds in nanoseconds of market time; in lots what buyers took less what
    sellers gave (`signed`), all that was traded, and that of which it is told who crossed the
    spread.
    """

    from_ns: int
    second_ns: Int64s
    signed: Int64s
    traded: Int64s
    told: Int64s

    @classmethod
    def of_trades(cls, from_ns: int, at_ns: Int64s, sign: Int64s, size: Int64s) -> Self:
        """Add up trades in whatever order: `sign` is 1 of a buyer, −1 of a seller, 0 not told."""
        second_ns, place = np.unique(at_ns - at_ns % SECOND_NS, return_inverse=True)
        sums = np.zeros((3, len(second_ns)), np.int64)
        for row, lots in zip(sums, (sign * size, size, abs(sign) * size), strict=True):
            np.add.at(row, place, lots)
        return cls(from_ns, second_ns, *sums)

    @classmethod
    def none(cls) -> Self:
        """Return what stands for no trades at all."""
        return cls(0, *(np.empty(0, np.int64) for _ in range(4)))

    def __len__(self) -> int:
        return len(self.second_ns)

    def where(self, chosen: npt.NDArray[np.bool_]) -> Self:
        """Return some of the seconds."""
        columns = (self.second_ns, self.signed, self.traded, self.told)
        return type(self)(self.from_ns, *(column[chosen] for column in columns))


NO_BARS: Final = BarColumns.of(())
NO_TRADES: Final = TradeColumns.of(())
NO_MINUTES: Final = Minutes.of(NO_BARS)
