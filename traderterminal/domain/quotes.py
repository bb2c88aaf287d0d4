"""Quotes as people and orders see them: decimal prices at the border of the market."""

from decimal import Decimal

from traderterminal.kit.frozen import frozen


@frozen
class Quote:
    """The best of a book and the last trade; None where nothing stands. `at_ns` is market time."""

    symbol: str
    bid: Decimal | None
    bid_size: Decimal
    ask: Decimal | None
    ask_size: Decimal
    last: Decimal | None
    last_size: Decimal
    at_ns: int

    @property
    def mark(self) -> Decimal | None:
        """The price at which an open position is valued: the last trade, else the middle."""
        if self.last is not None:
            return self.last
        if self.bid is not None and self.ask is not None:
            return (self.bid + self.ask) / 2
        return None
