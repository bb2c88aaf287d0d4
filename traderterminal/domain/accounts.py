"""Accounts: whose money, in which mode, and what it may still do."""

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Self

from traderterminal.domain.fills import Fill
from traderterminal.domain.instruments import AssetClass
from traderterminal.kit.frozen import frozen

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

    @property
    def fills_here(self) -> bool:
        """Say whether the fills of this mode are made in this program."""
        return self in (Mode.SIMULATOR, Mode.HYBRID)


class TradingState(StrEnum):
    ACTIVE = "active"
    REDUCING = "reducing"
    HALTED = "halted"


@frozen
class Account:
    """An account and its cash. `cash` moves by the full price for what is bought outright
    (stocks, options, crypto) and by the realised result for futures, always less fees, and by
    `dividends`, which are what was received less what short positions paid."""

    account: str
    kind: str
    mode: Mode
    currency: str
    starting_cash: Decimal
    cash: Decimal
    realized_pnl: Decimal = ZERO
    fees: Decimal = ZERO
    state: TradingState = TradingState.ACTIVE
    dividends: Decimal = ZERO

    def after_dividend(self, paid: Decimal) -> Self:
        """Return the account after a dividend, negative where it was paid by the account."""
        return replace(self, cash=self.cash + paid, dividends=self.dividends + paid)

    def with_cash(self, cash: Decimal) -> Self:
        """Return the account with the cash that its broker tells: what it made stays as it is."""
        return replace(self, cash=cash, starting_cash=self.starting_cash + cash - self.cash)

    def after_fill(self, fill: Fill, asset_class: AssetClass, realized: Decimal) -> Self:
        """Return the account after `fill`, which realised `realized` before fees."""
        return self._after(_flow(fill, asset_class, realized), fill.fee, realized)

    def after_change(
        self, was: Fill, now: Fill | None, asset_class: AssetClass, realized: Decimal
    ) -> Self:
        """Return the account after the exchange changed a fill or took it back (`now` None).

        `realized` is by how much the realised result of the position changed with it.
        """
        flow, fee = -_flow(was, asset_class, ZERO), -was.fee
        if now is not None:
            flow, fee = flow + _flow(now, asset_class, ZERO), fee + now.fee
        return self._after(flow + _flow(None, asset_class, realized), fee, realized)

    def _after(self, flow: Decimal, fee: Decimal, realized: Decimal) -> Self:
        return replace(
            self,
            cash=self.cash + flow - fee,
            realized_pnl=self.realized_pnl + realized,
            fees=self.fees + fee,
        )


def _flow(fill: Fill | None, asset_class: AssetClass, realized: Decimal) -> Decimal:
    """The cash that moves: the result of a future, the full price of everything else."""
    if asset_class is AssetClass.FUTURE:
        return realized
    return ZERO if fill is None else -fill.signed_quantity * fill.price * fill.point_value
