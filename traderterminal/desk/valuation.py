"""Valuation: what accounts and their positions are worth at the prices of the moment."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from traderterminal.desk.gate import money_needed
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.positions import Position
from traderterminal.domain.quotes import Quote

ZERO: Final = Decimal(0)


class Valuation:
    """Values what is booked; only buying power counts all that may have happened."""

    def __init__(
        self,
        tracker: Tracker,
        quote: Callable[[str], Quote | None],
        instrument: Callable[[str], Instrument],
    ) -> None:
        self._tracker = tracker
        self._quote = quote
        self._instrument = instrument

    def mark(self, symbol: str) -> Decimal | None:
        """The price at which a position in `symbol` is valued; None while none is known."""
        quote = self._quote(symbol)
        return quote.mark if quote else None

    def unrealized(self, account: str, symbol: str) -> Decimal | None:
        """The open result of a position before fees; None while no price is known."""
        position = self._tracker.positions.get((account, symbol))
        if position is None or position.is_flat:
            return ZERO
        mark = self.mark(symbol)
        return None if mark is None else position.unrealized_pnl(mark)

    def equity(self, account: str) -> Decimal | None:
        """Cash, open results of futures and the value of what is held; None where a price lacks."""
        total = self._tracker.accounts[account].cash
        for position in self._held(account):
            mark = self.mark(position.symbol)
            if mark is None:
                return None
            total += self._worth(position, mark)
        return total

    def buying_power(self, account: str) -> Decimal:
        """What a new order may tie up; a position without a price counts at its cost."""
        total = self._tracker.known_accounts()[account].cash
        for position in self._tracker.held(account):
            mark = self.mark(position.symbol)
            price = mark if mark is not None else (position.average_price or ZERO)
            worth = self._worth(position, price)
            total += worth if self._is_future(position.symbol) else worth - abs(worth)
        for symbol, orders in self._tracker.live_by_symbol(account):
            instrument = self._instrument(symbol)
            if instrument.asset_class is not AssetClass.FUTURE:
                quote = self._quote(symbol)
                entries = (order for order in orders if not order.reduces)
                total -= sum((money_needed(e, instrument, quote) for e in entries), ZERO)
        return total

    def _held(self, account: str) -> list[Position]:
        return [
            p
            for (owner, _), p in self._tracker.positions.items()
            if owner == account and p.quantity
        ]

    def _worth(self, position: Position, price: Decimal) -> Decimal:
        if self._is_future(position.symbol):
            return position.unrealized_pnl(price)
        return position.quantity * price * position.point_value

    def _is_future(self, symbol: str) -> bool:
        return self._instrument(symbol).asset_class is AssetClass.FUTURE
