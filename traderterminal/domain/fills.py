"""Fills: facts that count in every state of an order."""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum

from traderterminal.kit.frozen import frozen


class Side(StrEnum):
    BUY = "buy"
    SELL = "sell"

    @property
    def sign(self) -> int:
        """+1 for a buy, −1 for a sell."""
        return 1 if self is Side.BUY else -1

    @property
    def opposite(self) -> "Side":
        return Side.SELL if self is Side.BUY else Side.BUY


@frozen
class Fill:
    """One execution. `fee` is a charge (a rebate is negative); `at_ns` is market time.

    `fill_id` is unique per account; `why` keeps what was seen when it was made.
    """

    fill_id: str
    order_id: str
    account: str
    symbol: str
    side: Side
    quantity: Decimal
    price: Decimal
    fee: Decimal
    point_value: Decimal
    at_ns: int
    strategy: str = ""
    group: str = ""
    why: Mapping[str, str] = field(default_factory=dict)

    @property
    def signed_quantity(self) -> Decimal:
        return self.quantity * self.side.sign
