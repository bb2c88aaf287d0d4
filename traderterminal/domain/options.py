"""Options: what a contract gives the right to, and what that is worth at its end."""

from decimal import Decimal
from enum import StrEnum
from typing import Final

from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)
#: The right and the strike in an OCC symbol, behind root and expiry.
_RIGHT: Final = 12
_STRIKE: Final = slice(13, 21)


class Right(StrEnum):
    CALL = "call"
    PUT = "put"

    @property
    def sign(self) -> int:
        """+1 where the holder buys the underlying, −1 where he sells it."""
        return 1 if self is Right.CALL else -1


@frozen
class OptionTerms:
    """To buy (call) or sell (put) the underlying at `strike`."""

    right: Right
    strike: Decimal

    @classmethod
    def of(cls, instrument: Instrument) -> "OptionTerms":
        """Return the terms of an option; raises ValueError for anything else."""
        if instrument.asset_class is not AssetClass.OPTION:
            raise ValueError(f"{instrument.symbol} is no option")
        right = Right.CALL if instrument.symbol[_RIGHT] == "C" else Right.PUT
        return cls(right, Decimal(instrument.symbol[_STRIKE]) / 1000)

    def intrinsic(self, price: Decimal) -> Decimal:
        """Return what a unit is worth at its end, with the underlying at `price`."""
        return max(ZERO, self.right.sign * (price - self.strike))
