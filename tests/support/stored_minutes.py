"""Minutes that lie on a disk of the tests, which counts how often it is asked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from traderterminal.domain.bars import Bar
from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.columns import BarColumns, Minutes, SignedSeconds, TradeColumns, Trades

DAY_NS: Final = 86_400 * NANOSECONDS


class StoredMinutes:
    """Implements `StoredHistory`. `meanwhile` is called while a page is read, once."""

    def __init__(self, bars: Sequence[Bar], symbol: str = "ESH2024") -> None:
        self.bars = list(bars)
        self.symbol = symbol
        self.asked: list[tuple[str, int, int]] = []
        self.meanwhile: Callable[[], None] | None = None
        self.broken = ""
        self.off_grid: set[int] = set()  # the times of bars and trades that are left out
        self.made: list[tuple[int, int, int]] = []  # trades: time, price, size
        self.signed_made: list[tuple[int, int, int]] = []  # time, lots with sign, all lots

    def page(self, symbol: str, before_ns: int, count: int) -> Minutes:
        """Return the latest of them before an instant."""
        self._hear(symbol, before_ns, count)
        held = self.bars if symbol == self.symbol else []
        bars = BarColumns.of([bar for bar in held if bar.start_ns < before_ns][-count:])
        sound = ~np.isin(bars.start_ns, list(self.off_grid))
        left_out = int(np.count_nonzero(~sound))
        return replace(Minutes.of(bars), bars=bars.where(sound), off_grid=left_out)

    def trades(self, symbol: str, before_ns: int, count: int) -> Trades:
        """Return the latest of the trades before an instant."""
        self._hear(symbol, before_ns, count)
        held = self.made if symbol == self.symbol else []
        latest = [trade for trade in held if trade[0] < before_ns][-count:]
        sound = [trade for trade in latest if trade[0] not in self.off_grid]
        return Trades(TradeColumns.of(sound), len(latest) - len(sound))

    def signed(self, symbol: str, before_ns: int) -> SignedSeconds:
        """Return those of the latest day with any before an instant, each in a second of its own.

        It is told of all their lots who crossed the spread, if it is of any.
        """
        self._hear(symbol, before_ns, 0)
        held = [row for row in self.signed_made if row[0] < before_ns and symbol == self.symbol]
        if not held:
            return SignedSeconds.none()
        from_ns = held[-1][0] - held[-1][0] % DAY_NS
        rows = np.array([row for row in held if row[0] >= from_ns], np.int64)
        at_ns, signed, traded = rows.T
        second = at_ns - at_ns % NANOSECONDS
        return SignedSeconds(from_ns, second, signed, traded, np.where(signed != 0, traded, 0))

    def _hear(self, symbol: str, before_ns: int, count: int) -> None:
        """Note what is asked for, and do what a test wants done before the answer."""
        self.asked.append((symbol, before_ns, count))
        if self.broken:
            raise BadData(self.broken)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
