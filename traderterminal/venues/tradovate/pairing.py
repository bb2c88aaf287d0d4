"""How Tradovate counts a position: fills paired first in, first out, and what the pairs made.

A position is told as what was bought and what was sold in the day, and what is left of it at which
price; profit is booked when a fill closes an earlier one, pair by pair.
"""

from collections import deque
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)


@frozen
class Traded:
    """A fill as pairing sees it: `lots` are positive where it bought, negative where it sold."""

    fill_id: int
    lots: int
    price: Decimal


@frozen
class Pair:
    """`lots` that a buying and a selling fill have in common."""

    buy_fill: int
    sell_fill: int
    lots: int
    buy_price: Decimal
    sell_price: Decimal

    @property
    def points(self) -> Decimal:
        """What it made, in points times lots."""
        return (self.sell_price - self.buy_price) * self.lots


@dataclass(slots=True)
class DayPosition:
    """What one account holds of one contract, and what it traded of it in the day."""

    bought: int = 0
    bought_value: Decimal = ZERO  # points times lots
    sold: int = 0
    sold_value: Decimal = ZERO
    carried: int = 0  # lots from the day before, and their price
    carried_price: Decimal | None = None
    _open: deque[Traded] = field(default_factory=deque)

    @property
    def lots(self) -> int:
        """What is held; negative where it is short."""
        return sum(traded.lots for traded in self._open)

    @property
    def price(self) -> Decimal | None:
        """The average price of what is held; None while that is nothing."""
        lots = self.lots
        value = sum((traded.price * traded.lots for traded in self._open), ZERO)
        return value / lots if lots else None

    def take(self, traded: Traded) -> list[Pair]:
        """Count a fill and return the pairs that it closes, oldest first."""
        if traded.lots > 0:
            self.bought += traded.lots
            self.bought_value += traded.price * traded.lots
        else:
            self.sold -= traded.lots
            self.sold_value -= traded.price * traded.lots
        pairs, left = [], traded.lots
        while left and self._open and (self._open[0].lots > 0) != (left > 0):
            first = self._open.popleft()
            paired = min(abs(first.lots), abs(left))
            pairs.append(_pair(first, traded, paired))
            sign = 1 if left > 0 else -1
            left -= sign * paired
            if rest := first.lots + sign * paired:
                self._open.appendleft(Traded(first.fill_id, rest, first.price))
        if left:
            self._open.append(Traded(traded.fill_id, left, traded.price))
        return pairs

    def begin_day(self) -> None:
        """Carry over what is held; the counts of the day begin again."""
        self.carried, self.carried_price = self.lots, self.price
        self.bought = self.sold = 0
        self.bought_value = self.sold_value = ZERO


def _pair(first: Traded, second: Traded, lots: int) -> Pair:
    buy, sell = (first, second) if first.lots > 0 else (second, first)
    return Pair(buy.fill_id, sell.fill_id, lots, buy.price, sell.price)
