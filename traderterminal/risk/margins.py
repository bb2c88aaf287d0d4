"""What positions and orders tie up of an account's money, from dated schedules."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.options import OptionTerms
from traderterminal.kit.frozen import frozen
from traderterminal.risk.dated import Dated

ZERO: Final = Decimal(0)


class MarginRule(StrEnum):
    """How an account is margined: `OFF` asks the full price of everything but futures."""

    INTRADAY = "intraday"
    OVERNIGHT = "overnight"
    OFF = "off"


@frozen
class Margin:
    """What one instrument ties up: money a contract, and a share of its value.

    `written` is money a contract that is asked on top of it for one that is sold short.
    """

    per_contract: Decimal = ZERO
    of_value: Decimal = ZERO
    written: Decimal = ZERO

    def of(self, instrument: Instrument, quantity: Decimal, price: Decimal) -> Decimal:
        """Return what a quantity ties up at a price; a negative one is short."""
        per_contract = self.per_contract + (self.written if quantity < 0 else ZERO)
        value = abs(instrument.money(price, quantity))
        return abs(quantity) * per_contract + value * self.of_value


NOTHING: Final = Margin()
FULL_PRICE: Final = Margin(of_value=Decimal(1))


def outright(instrument: Instrument) -> Margin:
    """Return what an account without margin puts up: the full price, and for a future nothing."""
    return NOTHING if instrument.asset_class is AssetClass.FUTURE else FULL_PRICE


@frozen
class FutureMargins:
    """What futures tie up, in US dollars a contract, from a date on.

    `initial` is asked for what is held past the close and `intraday` until `closing_minutes` before
    it; a root that is in neither pays a share: `intraday_share` of its initial margin, and
    `unlisted_share` of the contract's value as initial margin.
    """

    effective_from: date
    initial: Mapping[str, Decimal]
    intraday: Mapping[str, Decimal]
    intraday_share: Decimal
    unlisted_share: Decimal
    closing_minutes: int

    def margin(self, root: str, *, by_day: bool) -> Margin:
        """Return what a contract of `root` ties up, `by_day` or past the close."""
        share = self.intraday_share if by_day else Decimal(1)
        if root not in self.initial:
            return Margin(of_value=self.unlisted_share * share)
        if by_day and root in self.intraday:
            return Margin(per_contract=self.intraday[root])
        return Margin(per_contract=self.initial[root] * share)


@frozen
class StockMargins:
    """What stocks tie up, as shares of their value, from a date on.

    `initial` is asked of what is held past the close. Until `closing_minutes` before it an account
    worth `day_trading_equity` or more puts up only `maintenance`, as a pattern day trader. An
    option is paid in full; one that is written ties up `written_option` of its strike as well.
    """

    effective_from: date
    initial: Decimal
    maintenance: Decimal
    day_trading_equity: Decimal
    closing_minutes: int
    written_option: Decimal

    def option(self, instrument: Instrument) -> Margin:
        """Return what an option ties up."""
        strike = instrument.money(OptionTerms.of(instrument).strike, Decimal(1))
        return replace(FULL_PRICE, written=strike * self.written_option)

    def margin(self, equity: Decimal, *, by_day: bool) -> Margin:
        """Return what stocks tie up in an account worth `equity`, `by_day` or past the close."""
        day_trades = by_day and equity >= self.day_trading_equity
        return Margin(of_value=self.maintenance if day_trades else self.initial)


@frozen
class Margins:
    """The schedules of futures, and of stocks and their options; crypto is paid in full."""

    futures: Dated[FutureMargins]
    stocks: Dated[StockMargins]

    def margin(
        self, instrument: Instrument, equity: Decimal, day: date, minutes_left: float | None
    ) -> Margin:
        """Return what `instrument` ties up in an account worth `equity` on `day`.

        `minutes_left` are those until the session closes; None asks what holds past the close.
        """
        match instrument.asset_class:
            case AssetClass.FUTURE:
                future = self.futures.on(day)
                by_day = minutes_left is not None and minutes_left > future.closing_minutes
                return future.margin(instrument.root, by_day=by_day)
            case AssetClass.STOCK:
                stock = self.stocks.on(day)
                by_day = minutes_left is not None and minutes_left > stock.closing_minutes
                return stock.margin(equity, by_day=by_day)
            case AssetClass.OPTION:
                return self.stocks.on(day).option(instrument)
            case AssetClass.CRYPTO:
                return FULL_PRICE
