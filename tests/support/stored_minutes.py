"""Minutes that lie on a disk of the tests, which counts how often it is asked."""

from collections.abc import Callable, Sequence

from traderterminal.domain.bars import Bar
from traderterminal.domain.errors import BadData
from traderterminal.market.columns import BarColumns, TradeColumns


class StoredMinutes:
    """Implements `StoredHistory`. `meanwhile` is called while a page is read, once."""

    def __init__(self, bars: Sequence[Bar], symbol: str = "ESH2024") -> None:
        self.bars = list(bars)
        self.symbol = symbol
        self.asked: list[tuple[str, int, int]] = []
        self.meanwhile: Callable[[], None] | None = None
        self.broken = ""
        self.made: list[tuple[int, int, int]] = []  # trades: time, price, size

    def page(self, symbol: str, before_ns: int, count: int) -> BarColumns:
        """Return the latest of them before an instant."""
        self._hear(symbol, before_ns, count)
        held = self.bars if symbol == self.symbol else []
        return BarColumns.of([bar for bar in held if bar.start_ns < before_ns][-count:])

    def trades(self, symbol: str, before_ns: int, count: int) -> TradeColumns:
        """Return the latest of the trades before an instant."""
        self._hear(symbol, before_ns, count)
        held = self.made if symbol == self.symbol else []
        return TradeColumns.of([trade for trade in held if trade[0] < before_ns][-count:])

    def _hear(self, symbol: str, before_ns: int, count: int) -> None:
        """Note what is asked for, and do what a test wants done before the answer."""
        self.asked.append((symbol, before_ns, count))
        if self.broken:
            raise BadData(self.broken)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
