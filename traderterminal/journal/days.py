"""The day's result: what an account made since the market's day began.

A position that was held over the change of days counts from the price at which it stood then, not
from what it cost, so that the results of all days add up to that of the account.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from traderterminal.journal.book import Journal

ZERO: Final = Decimal(0)


class DayResults:
    """Results of the day, net of fees.

    `began_ns` returns when the day of a moment began; `mark` is the price at which a symbol stands
    now, `close_before` the last one before an instant, None where it is not known.
    """

    def __init__(
        self,
        journal: Journal,
        began_ns: Callable[[int], int],
        mark: Callable[[str], Decimal | None],
        close_before: Callable[[str, int], Decimal | None],
    ) -> None:
        self._journal = journal
        self._began_ns = began_ns
        self._mark = mark
        self._close_before = close_before
        self._starts: dict[tuple[str, int], Decimal] = {}

    def start_from(self, symbol: str, began_ns: int, mark: Decimal) -> None:
        """Let the day that began at `began_ns` start from `mark`."""
        self._starts[symbol, began_ns] = mark

    def start(self, symbol: str, began_ns: int) -> Decimal | None:
        """Return the mark that the day which began at `began_ns` starts from, if one was noted."""
        return self._starts.get((symbol, began_ns))

    def net(self, account: str, now_ns: int) -> Decimal | None:
        """Return what the account made on the day of `now_ns`; None while a price is not known."""
        began_ns, total = self._began_ns(now_ns), ZERO
        for symbol in self._journal.symbols(account):
            made = self._net_of(account, symbol, began_ns)
            if made is None:
                return None
            total += made
        return total

    def net_of(self, account: str, symbol: str, now_ns: int) -> Decimal | None:
        """Return what one symbol made on the day of `now_ns`; None while it is not known."""
        if not self._journal.fills(account, symbol):
            return None
        return self._net_of(account, symbol, self._began_ns(now_ns))

    def _net_of(self, account: str, symbol: str, began_ns: int) -> Decimal | None:
        today = self._journal.since(account, symbol, began_ns)
        result = today.cash
        if held := today.held_before:
            result -= held * self._start(account, symbol, began_ns) * today.point_value_before
        if position := held + today.bought:
            mark = self._mark(symbol)
            if mark is None:
                return None
            result += position * mark * today.point_value
        return result

    def _start(self, account: str, symbol: str, began_ns: int) -> Decimal:
        """The price of the day's start; what was last paid before it where none was noted."""
        for start in (self._starts.get((symbol, began_ns)), self._close_before(symbol, began_ns)):
            if start is not None:
                return start
        return self._journal.last_price_before(account, symbol, began_ns)
