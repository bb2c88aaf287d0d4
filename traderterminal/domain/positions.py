"""Positions: average cost, the split of a reversal, point value, exact money."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Self

from traderterminal.domain.fills import Fill
from traderterminal.kit.frozen import frozen

ZERO = Decimal(0)

#: An account and a symbol: where one position lies.
Lane = tuple[str, str]

#: A share of a cost need not end; cut here, with the rest left in the cost, all sums stay exact.
SHARE = Decimal("1e-15")


@frozen
class Position:
    """What an account holds of one instrument. `quantity` is signed; P&L is before fees.

    `point_value` is that of the fill that opened it: a position keeps the exchange rate of its
    opening, so that opening and closing it moves cash by its result and nothing else.

    `cost` is Σ(quantity · price) of what is still open, signed as the position: kept instead of an
    average so that partial closes stay exact (an average need not end).
    """

    account: str
    symbol: str
    point_value: Decimal
    quantity: Decimal = ZERO
    cost: Decimal = ZERO
    realized_pnl: Decimal = ZERO
    fees: Decimal = ZERO

    @property
    def is_flat(self) -> bool:
        return self.quantity == 0

    @property
    def average_price(self) -> Decimal | None:
        """The average cost of what is open; None when flat."""
        return self.cost / self.quantity if self.quantity else None

    def unrealized_pnl(self, mark: Decimal) -> Decimal:
        """Return what closing at `mark` would add to the realised result."""
        return (self.quantity * mark - self.cost) * self.point_value

    def apply(self, fill: Fill) -> Self:
        """Return the position after `fill`; a fill through zero closes, then opens anew."""
        if self.is_flat and fill.point_value != self.point_value:
            return replace(self, point_value=fill.point_value).apply(fill)
        signed = fill.signed_quantity
        if self.quantity * signed >= 0:
            return self._after(self.quantity + signed, self.cost + signed * fill.price, ZERO, fill)
        if abs(signed) < abs(self.quantity):
            closed_cost = (self.cost * -signed / self.quantity).quantize(SHARE)
            gain = -signed * fill.price - closed_cost
            return self._after(self.quantity + signed, self.cost - closed_cost, gain, fill)
        gain = self.quantity * fill.price - self.cost
        left = self.quantity + signed
        return self._after(left, left * fill.price, gain, fill)

    def charged(self, fee: Decimal) -> Self:
        """Return the position after one of its fills has cost `fee` more than was booked."""
        return replace(self, fees=self.fees + fee)

    @classmethod
    def of(cls, account: str, symbol: str, point_value: Decimal, fills: Iterable[Fill]) -> Self:
        """Return the position that `fills`, in order of time, lead to."""
        position = cls(account, symbol, point_value)
        for fill in fills:
            position = position.apply(fill)
        return position

    def _after(self, quantity: Decimal, cost: Decimal, gain: Decimal, fill: Fill) -> Self:
        return type(self)(
            self.account,
            self.symbol,
            self.point_value,
            quantity=quantity,
            cost=cost,
            realized_pnl=self.realized_pnl + gain * self.point_value,
            fees=self.fees + fill.fee,
        )
