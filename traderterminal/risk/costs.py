"""What a fill costs, by kind of instrument, from dated schedules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from traderterminal.domain.instruments import AssetClass, Instrument

CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class FeeSchedule:
    """Charges a side, in US dollars, from a date on.

    Futures pay per contract, by root, else the micro or the default rate; options per contract;
    stocks per share with a minimum an execution; crypto a share of the traded value.
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

    def fee(self, instrument: Instrument, quantity: Decimal, price: Decimal) -> Decimal:
        """Return the charge of one execution, rounded half up to cents."""
        match instrument.asset_class:
            case AssetClass.FUTURE:
                fee = quantity * self._per_contract(instrument.root)
            case AssetClass.OPTION:
                fee = quantity * self.option_per_contract
            case AssetClass.STOCK:
                fee = max(quantity * self.stock_per_share, self.stock_minimum)
            case AssetClass.CRYPTO:
                fee = quantity * price * self.crypto_rate
        return fee.quantize(CENT, ROUND_HALF_UP)

    def _per_contract(self, root: str) -> Decimal:
        if root in self.future_roots:
            return self.future_roots[root]
        return self.future_micro if root in self.micro_roots else self.future_default


class FeeSchedules:
    """Schedules by date: the latest one that is in force counts, before all of them the first."""

    def __init__(self, schedules: Sequence[FeeSchedule]) -> None:
        if not schedules:
            raise ValueError("there is no fee schedule")
        self._schedules = sorted(schedules, key=lambda schedule: schedule.effective_from)

    def on(self, day: date) -> FeeSchedule:
        """Return the schedule in force on `day`."""
        in_force = [s for s in self._schedules if s.effective_from <= day]
        return in_force[-1] if in_force else self._schedules[0]
