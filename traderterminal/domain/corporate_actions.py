"""Corporate actions: what a dividend pays, and how a split states prices and quantities anew."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Final

from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Fill
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Order
from traderterminal.kit.frozen import frozen

CENT: Final = Decimal("0.01")
#: A price divided by three need not end; cut here.
PRICE: Final = Decimal("1e-15")


@frozen
class Dividend:
    """`amount` in US dollars for each share held as the ex-date begins; who is short pays it."""

    symbol: str
    ex_date: date
    amount: Decimal

    @property
    def key(self) -> str:
        return f"{self.ex_date} {self.symbol} dividend"

    def paid(self, shares: Decimal) -> Decimal:
        """Return what a position gets, negative for what it pays, in whole cents.

        `shares` are weighted with what a dollar is worth.
        """
        return (shares * self.amount).quantize(CENT, ROUND_HALF_UP)

    def price(self, price: Decimal) -> Decimal:
        """Return what a price of before is worth after it."""
        return price - self.amount


@frozen
class Split:
    """`new` shares for each `old` one as the ex-date begins; money stays as it is."""

    symbol: str
    ex_date: date
    new: int
    old: int

    @property
    def key(self) -> str:
        return f"{self.ex_date} {self.symbol} split"

    def shares(self, quantity: Decimal) -> Decimal:
        """Return a quantity after it."""
        return quantity * self.new / self.old

    def price(self, price: Decimal) -> Decimal:
        """Return a price after it."""
        exact = price * self.old / self.new
        return exact if exact == (cut := exact.quantize(PRICE, ROUND_HALF_EVEN)) else cut

    def fill(self, fill: Fill) -> Fill:
        """Return an execution of before in the units of after."""
        return replace(fill, quantity=self.shares(fill.quantity), price=self.price(fill.price))

    def order(self, order: Order, instrument: Instrument) -> Order:
        """Return an order of before in the units of after; what rests of it in whole lots."""
        filled, back = self.shares(order.filled_quantity), self.shares(order.taken_back)
        quantity = self.shares(order.quantity)
        if order.is_live:
            leaves = self.shares(order.leaves_quantity)
            quantity = filled + back + leaves // instrument.lot_size * instrument.lot_size
        return replace(
            order,
            quantity=quantity,
            filled_quantity=filled,
            taken_back=back,
            asked_quantity=None,
            limit_price=self._on_grid(order.limit_price, instrument),
            stop_price=self._on_grid(order.stop_price, instrument),
            trail=None if order.trail is None else self._trail(order.trail, instrument),
            exits=None if order.exits is None else self._exits(order.exits, instrument),
        )

    def _on_grid(self, price: Decimal | None, instrument: Instrument) -> Decimal | None:
        return None if price is None else instrument.snap(self.price(price))

    def _exits(self, exits: Exits, instrument: Instrument) -> Exits:
        return replace(
            exits,
            stop=None if exits.stop is None else self._level(exits.stop, instrument),
            targets=tuple(self._target(target, instrument) for target in exits.targets),
            trail=None if exits.trail is None else self._trail(exits.trail, instrument),
            break_even=None if exits.break_even is None else self._break_even(exits.break_even),
        )

    def _target(self, target: Target, instrument: Instrument) -> Target:
        quantity = None if target.quantity is None else self.shares(target.quantity)
        return Target(self._level(target.level, instrument), quantity)

    def _level(self, level: ExitLevel, instrument: Instrument) -> ExitLevel:
        match level.unit:
            case "ticks":
                return ExitLevel(self.price(level.value * instrument.tick_size), "points")
            case "price" | "points":
                return ExitLevel(self.price(level.value), level.unit)
            case _:  # percent, and money of the whole quantity
                return level

    def _trail(self, trail: Trail, instrument: Instrument) -> Trail:
        away = trail.price if trail.ticks is None else trail.ticks * instrument.tick_size
        return Trail(
            price=None if away is None else self.price(away),
            percent=trail.percent,
            activation=None if trail.activation is None else self.price(trail.activation),
        )

    def _break_even(self, even: BreakEven) -> BreakEven:
        after = max(1, round(self.price(Decimal(even.after))))
        return BreakEven(after, round(self.price(Decimal(even.offset))))


CorporateAction = Dividend | Split
