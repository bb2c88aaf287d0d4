"""What a fill costs, by kind of instrument: a broker's plan and what the exchanges charge."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.kit.frozen import frozen
from traderterminal.risk.dated import Dated

ZERO: Final = Decimal(0)
CENT: Final = Decimal("0.01")


@frozen
class FeeSchedule:
    """What a plan charges a side, in US dollars, from a date on.

    Futures pay per contract, by root, else the micro or the default rate; options per contract;
    stocks per share with a minimum an execution; crypto a share of the traded value. With
    `passes_on`, what exchanges and regulators charge comes on top.
    """

    effective_from: date
    future_default: Decimal
    future_micro: Decimal
    future_roots: Mapping[str, Decimal]
    micro_roots: frozenset[str]
    option_per_contract: Decimal
    stock_per_share: Decimal
    stock_minimum: Decimal
    crypto_rate: Decimal
    passes_on: bool = False

    def charge(self, instrument: Instrument, quantity: Decimal, price: Decimal) -> Decimal:
        """Return the plan's own charge of one execution, not rounded."""
        match instrument.asset_class:
            case AssetClass.FUTURE:
                return quantity * self._per_contract(instrument.root)
            case AssetClass.OPTION:
                return quantity * self.option_per_contract
            case AssetClass.STOCK:
                return max(quantity * self.stock_per_share, self.stock_minimum)
            case AssetClass.CRYPTO:
                return quantity * price * self.crypto_rate

    def _per_contract(self, root: str) -> Decimal:
        if root in self.future_roots:
            return self.future_roots[root]
        return self.future_micro if root in self.micro_roots else self.future_default


@frozen
class ExchangeFees:
    """What the exchange asks a contract and side, by root, and the NFA on top of it."""

    effective_from: date
    roots: Mapping[str, Decimal]
    default: Decimal
    nfa: Decimal

    def charge(self, root: str, quantity: Decimal) -> Decimal:
        """Return the charge of one execution."""
        return quantity * (self.roots.get(root, self.default) + self.nfa)


@frozen
class SaleFees:
    """What is charged on stocks sold: the SEC's share of the value, FINRA's a share, capped."""

    effective_from: date
    rate: Decimal
    per_share: Decimal
    maximum: Decimal

    def charge(self, quantity: Decimal, price: Decimal) -> Decimal:
        """Return the charge of one sale."""
        return quantity * price * self.rate + min(quantity * self.per_share, self.maximum)


class Fees:
    """What the fills of an account cost."""

    def __init__(
        self,
        plan: Dated[FeeSchedule],
        exchanges: Dated[ExchangeFees],
        sales: Dated[SaleFees],
    ) -> None:
        self._plan = plan
        self._exchanges = exchanges
        self._sales = sales

    def fee(
        self, instrument: Instrument, side: Side, quantity: Decimal, price: Decimal, day: date
    ) -> Decimal:
        """Return the charge of one execution on `day`, rounded half up to cents."""
        schedule = self._plan.on(day)
        charge = schedule.charge(instrument, quantity, price)
        if schedule.passes_on:
            charge += self._passed_on(instrument, side, quantity, price, day)
        return charge.quantize(CENT, ROUND_HALF_UP)

    def _passed_on(
        self, instrument: Instrument, side: Side, quantity: Decimal, price: Decimal, day: date
    ) -> Decimal:
        match instrument.asset_class, side:
            case AssetClass.FUTURE, _:
                return self._exchanges.on(day).charge(instrument.root, quantity)
            case AssetClass.STOCK, Side.SELL:
                return self._sales.on(day).charge(quantity, price)
            case _:
                return ZERO
