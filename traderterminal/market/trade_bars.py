"""Bars that trades end, and not the time: so many of them, so many lots, so far a range, bricks.

They are made in the order in which trades arrive. One that comes late is part of the bar that is
forming, since those before it are finished; it is counted. Several may begin at one instant.
"""

from abc import ABC, abstractmethod
from typing import Any, Final, Protocol, Self

from traderterminal.domain.bars import Resolution, Unit
from traderterminal.market.series import (
    LAST_NS,
    ROW_CLOSE,
    ROW_HIGH,
    ROW_LOW,
    ROW_OPEN,
    ROW_VOLUME,
    Series,
    join,
)


class TradeSeries(Series, ABC):
    """What bars of trades have in common: their order is that of arrival."""

    def add_trade(self, at_ns: int, price: int, size: int) -> None:
        """Take in a trade: market time in nanoseconds, price in ticks, size in lots."""
        if self.count and at_ns < self._row[LAST_NS]:
            self.flaws["late"] += 1
            at_ns = self._row[LAST_NS]
        self._take(at_ns, price, size)

    @abstractmethod
    def _take(self, at_ns: int, price: int, size: int) -> None: ...

    def _join(self, at_ns: int, price: int, size: int) -> None:
        join(self._row, at_ns, price, size)
        self._written = False
        self.version += 1


class Ending(Protocol):
    """Says whether the forming bar is finished before a trade at `price`, which then begins one."""

    def __call__(self, row: list[Any], trades: int, price: int) -> bool: ...


class CountedBars(TradeSeries):
    """Bars that a trade finishes or that a trade has no more room in; no trade is ever divided."""

    def __init__(self, is_finished: Ending) -> None:
        super().__init__()
        self._is_finished = is_finished
        self._trades = 0  # in the forming bar

    def _take(self, at_ns: int, price: int, size: int) -> None:
        if not self.count or self._is_finished(self._row, self._trades, price):
            self._trades = 0
            self._begin([at_ns, at_ns, at_ns, price, price, price, price, size])
        else:
            self._join(at_ns, price, size)
        self._trades += 1

    def adopt(self, other: Self) -> None:
        self._trades = other._trades
        super().adopt(other)


class RenkoBars(TradeSeries):
    """Bricks of `size` ticks, whose edges are multiples of that.

    A brick is made once the price has gone its size beyond the last one, above or below: after a
    turn that is twice its size. It keeps the extremes of its trades as wicks. The last one is not
    made yet. A leap over several bricks gives those beyond the first no volume.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size: Final = size
        self._bottom = self._top = 0  # of the last brick; the same before there is one

    def _take(self, at_ns: int, price: int, size: int) -> None:
        if not self.count:
            self._bottom = self._top = price - price % self._size
            self._begin(self._forming(at_ns, self._bottom, price, size))
        else:
            self._join(at_ns, price, size)
        while price >= self._top + self._size:
            self._bottom, self._top = self._top, self._top + self._size
            self._finish(self._bottom, self._top)
            self._begin(self._forming(at_ns, self._top, price, 0))
        while price <= self._bottom - self._size:
            self._bottom, self._top = self._bottom - self._size, self._bottom
            self._finish(self._top, self._bottom)
            self._begin(self._forming(at_ns, self._bottom, price, 0))

    def adopt(self, other: Self) -> None:
        self._bottom, self._top = other._bottom, other._top
        super().adopt(other)

    def _forming(self, at_ns: int, edge: int, price: int, size: int) -> list[Any]:
        high, low = max(edge, price), min(edge, price)
        return [at_ns, at_ns, at_ns, edge, high, low, price, size]

    def _finish(self, opened: int, closed: int) -> None:
        row = self._row
        row[ROW_OPEN], row[ROW_CLOSE] = opened, closed
        if closed > opened:
            row[ROW_HIGH], row[ROW_LOW] = closed, min(row[ROW_LOW], opened)
        else:
            row[ROW_HIGH], row[ROW_LOW] = max(row[ROW_HIGH], opened), closed
        self._written = False


def trade_series(resolution: Resolution) -> TradeSeries:
    """Return bars of trades, without any yet; raises ValueError for those that the time ends."""
    count = resolution.count
    match resolution.unit:
        case Unit.TRADES:
            return CountedBars(lambda row, trades, price: trades >= count)
        case Unit.VOLUME:
            return CountedBars(lambda row, trades, price: row[ROW_VOLUME] >= count)
        case Unit.RANGE:
            return CountedBars(
                lambda row, trades, price: (
                    max(row[ROW_HIGH], price) - min(row[ROW_LOW], price) > count
                )
            )
        case Unit.RENKO:
            return RenkoBars(count)
    raise ValueError(f"the time ends bars of {resolution}, and not trades")
