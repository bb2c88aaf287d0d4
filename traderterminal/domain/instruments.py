"""Instruments: what is traded, on which price grid, and what a step of it is worth."""

from datetime import date
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from traderterminal.kit.frozen import frozen


class AssetClass(StrEnum):
    FUTURE = "future"
    STOCK = "stock"
    OPTION = "option"
    CRYPTO = "crypto"


class Notation(StrEnum):
    """How people write the price; the number behind it is always decimal."""

    DECIMAL = "decimal"
    THIRTY_SECONDS = "thirty_seconds"  # 111'16 = 111 + 16/32; 111'240 = 111 + 24/32


@frozen
class Instrument:
    """One tradable contract.

    `point_value` is money of the accounts per whole point and unit (in dollars ES 50, a stock 1,
    an equity option 100); `currency` is that of its prices;
    `session` names the group of the session file; `last_trading_day` is None where it never ends.
    """

    symbol: str
    asset_class: AssetClass
    root: str
    description: str
    exchange: str
    currency: str
    tick_size: Decimal
    point_value: Decimal
    session: str
    lot_size: Decimal = Decimal(1)
    notation: Notation = Notation.DECIMAL
    last_trading_day: date | None = None

    def __post_init__(self) -> None:
        for name in ("tick_size", "point_value", "lot_size"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{self.symbol}: {name} must be positive")

    @property
    def tick_value(self) -> Decimal:
        """Money per tick and unit."""
        return self.tick_size * self.point_value

    @property
    def price_decimals(self) -> int:
        """How many decimals a price on the grid needs."""
        return max(0, -int(self.tick_size.normalize().as_tuple().exponent))

    @property
    def lowest_price(self) -> Decimal | None:
        """The lowest price there can be; None of a future: crude oil settled at −37.63 in 2020."""
        return None if self.asset_class is AssetClass.FUTURE else self.tick_size

    def on_grid(self, price: Decimal) -> bool:
        """Say whether `price` is a whole number of ticks."""
        return price % self.tick_size == 0

    def snap(self, price: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
        """Return the grid price nearest to `price`."""
        ticks = (price / self.tick_size).quantize(Decimal(1), rounding)
        return ticks * self.tick_size + 0  # no price is minus zero

    def nearest_price(self, price: Decimal) -> Decimal:
        """Return the grid price nearest to `price` that there can be."""
        snapped, lowest = self.snap(price), self.lowest_price
        return snapped if lowest is None else max(snapped, lowest)

    def is_price(self, price: Decimal) -> bool:
        """Say whether `price` is on the grid, and not below what there can be."""
        return self.on_grid(price) and (self.lowest_price is None or price >= self.lowest_price)

    def whole_lots(self, quantity: Decimal) -> Decimal:
        """Return the tradable quantity nearest to `quantity`, halves down; at least one lot."""
        lots = (quantity / self.lot_size).quantize(Decimal(1), ROUND_HALF_DOWN)
        return max(lots, Decimal(1)) * self.lot_size

    def to_ticks(self, price: Decimal) -> int:
        """Return `price` as a whole number of ticks; raises ValueError off the grid."""
        ticks = price / self.tick_size
        if ticks != (whole := int(ticks)):
            raise ValueError(f"{price} is not on the {self.symbol} grid of {self.tick_size}")
        return whole

    def from_ticks(self, ticks: int) -> Decimal:
        """Return the price that is `ticks` ticks above zero."""
        return ticks * self.tick_size

    def to_lots(self, quantity: Decimal) -> int:
        """Return `quantity` as a whole number of lots; raises ValueError for an odd one."""
        lots = quantity / self.lot_size
        if lots != (whole := int(lots)):
            raise ValueError(f"{quantity} is not a multiple of the {self.symbol} lot")
        return whole

    def from_lots(self, lots: int) -> Decimal:
        """Return the quantity that is `lots` lots."""
        return lots * self.lot_size

    def money(self, points: Decimal, quantity: Decimal) -> Decimal:
        """Return what `points` are worth on `quantity` units."""
        return points * self.point_value * quantity
