"""Accounts: whose money, in which mode, and what it may still do."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Self

from traderterminal.domain.fills import Fill
from traderterminal.domain.instruments import AssetClass

ZERO = Decimal(0)


class Mode(StrEnum):
    """Where the fills of an account come from; `SIMULATOR` is shown as PAPER."""

    SIMULATOR = "simulator"
    SANDBOX = "sandbox"
    HYBRID = "hybrid"
    LIVE = "live"

    @property
    def is_paper(self) -> bool:
        """Say whether no order of this mode can touch real money."""
        return self is not Mode.LIVE


class TradingState(StrEnum):
    ACTIVE = "active"
    REDUCING = "reducing"
    HALTED = "halted"


@dataclass(frozen=True, slots=True)
class Account:
    """An account and its cash. `cash` moves by the full price for what is bought outright
    (stocks, options, crypto) and by the realised result for futures, always less fees."""

    account: str
    kind: str
    mode: Mode
    currency: str
    starting_cash: Decimal
    cash: Decimal
    realized_pnl: Decimal = ZERO
    fees: Decimal = ZERO
    state: TradingState = TradingState.ACTIVE

    def after_fill(self, fill: Fill, asset_class: AssetClass, realized: Decimal) -> Self:
        """Return the account after `fill`, which realised `realized` before fees."""
        if asset_class is AssetClass.FUTURE:
            flow = realized
        else:
            flow = -fill.signed_quantity * fill.price * fill.point_value
        return replace(
            self,
            cash=self.cash + flow - fill.fee,
            realized_pnl=self.realized_pnl + realized,
            fees=self.fees + fill.fee,
        )
