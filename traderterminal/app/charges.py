"""What the accounts of the settings pay for fills and put up for what they hold."""

from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from traderterminal.app.hours import TradingHours
from traderterminal.app.settings import Settings
from traderterminal.domain.currencies import ONE
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.risk.costs import CENT
from traderterminal.risk.margins import Margin, MarginRule, outright
from traderterminal.storage.resources import Resources

#: What an account pays that the settings do not name (any more).
PLAN: Final = "paper"
MINUTE_NS: Final = 60_000_000_000


class Charges:
    """Fees and margins by account and moment; times are market time.

    The files tell dollars; one is worth `per_dollar` to the accounts. Raises BadData when a fee
    plan is not there or a file of figures is wrong.
    """

    def __init__(
        self,
        settings: Settings,
        resources: Resources,
        hours: TradingHours,
        now_ns: Callable[[], int],
        per_dollar: Decimal = ONE,
    ) -> None:
        self._plans = {account.id: account.fees for account in settings.accounts}
        self._fees = {plan: resources.fees(plan) for plan in {PLAN, *self._plans.values()}}
        self._rules = {account.id: account.margin for account in settings.accounts}
        self._margins = resources.margins()
        self._hours = hours
        self._now_ns = now_ns
        self._per_dollar = per_dollar

    def fee(
        self,
        account: str,
        instrument: Instrument,
        side: Side,
        quantity: Decimal,
        price: Decimal,
        at_ns: int,
    ) -> Decimal:
        """Return the charge of one fill at a moment, rounded half up to cents."""
        day = self._hours.today(at_ns)
        plan = self._plans.get(account, PLAN)
        dollars = self._fees[plan].fee(instrument, side, quantity, price, day)
        return (dollars * self._per_dollar).quantize(CENT, ROUND_HALF_UP)

    def margin(self, account: str, instrument: Instrument, equity: Decimal) -> Margin:
        """Return what `instrument` ties up now in an account worth `equity`."""
        rule = self._rules.get(account, MarginRule.OFF)
        if rule is MarginRule.OFF:
            return outright(instrument)
        now, minutes = self._now_ns(), None
        if rule is MarginRule.INTRADAY and self._hours.is_open(instrument, now):
            closes = self._hours.closes_ns(instrument, now)
            minutes = float("inf") if closes is None else (closes - now) / MINUTE_NS
        dollars = equity / self._per_dollar
        margin = self._margins.margin(instrument, dollars, self._hours.today(now), minutes)
        # What is a share of a value, as of the strike, is of one in the accounts' currency already.
        return replace(margin, per_contract=margin.per_contract * self._per_dollar)
