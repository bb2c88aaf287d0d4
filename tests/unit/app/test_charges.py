"""Accounts pay the plan of their settings and put up what their margin rule asks."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import AAPL, ES, INSTRUMENTS
from tests.support.shipped import shipped_calendar
from traderterminal.app.charges import Charges
from traderterminal.app.hours import TradingHours
from traderterminal.app.settings import Settings
from traderterminal.domain.errors import BadData
from traderterminal.domain.fills import Side
from traderterminal.kit.clock import parse_iso
from traderterminal.risk.margins import FULL_PRICE, NOTHING, Margin
from traderterminal.storage.resources import Resources

D = Decimal
#: A Tuesday morning in Chicago, fourteen minutes before the close, and the daily break.
OPEN, CLOSING, BREAK = (
    parse_iso(text)
    for text in ("2024-01-09T15:00:00Z", "2024-01-09T21:46:00Z", "2024-01-09T22:30:00Z")
)
RICH, POOR = D(25_000), D("24999")
BY_DAY, OVER_NIGHT = Margin(per_contract=D(500)), Margin(per_contract=D(24_000))


def charges(*, at_ns: int = OPEN, binding: bool = True, **account: Any) -> Charges:
    settings = Settings.model_validate({"accounts": [{"id": "paper", **account}]})
    hours = TradingHours(shipped_calendar(), INSTRUMENTS.__getitem__, binding=binding)
    return Charges(settings, Resources(), hours, lambda: at_ns)


@pytest.mark.parametrize(
    ("plan", "fee"),
    [
        ("paper", "2.25"),
        ("tastytrade", "2.95"),  # 1.25 and 0.30 to clear, 1.38 to the exchange, 0.02 to the NFA
        ("tradovate_free", "2.69"),
        ("tradovate_monthly", "2.39"),
        ("tradovate_lifetime", "1.99"),
        ("schwab", "3.65"),
        ("topstepx", "1.40"),
    ],
)
def test_an_account_pays_its_plan(plan: str, fee: str) -> None:
    charged = charges(fees=plan).fee("paper", ES, Side.BUY, D(1), D(4800), OPEN)
    assert charged == D(fee)


def test_an_account_that_the_settings_no_longer_name_pays_the_usual() -> None:
    found = charges(fees="topstepx")
    assert found.fee("gone", ES, Side.BUY, D(1), D(4800), OPEN) == D("2.25")
    assert found.margin("gone", ES, RICH) == NOTHING


def test_a_plan_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(BadData, match="fees: there is no plan 'tradovate'; the nearest is 'tr"):
        charges(fees="tradovate")


@pytest.mark.parametrize(
    ("rule", "at_ns", "margin"),
    [
        ("intraday", OPEN, BY_DAY),
        ("intraday", CLOSING, OVER_NIGHT),
        ("intraday", BREAK, OVER_NIGHT),
        ("overnight", OPEN, OVER_NIGHT),
        ("off", OPEN, NOTHING),
    ],
)
def test_a_future_ties_up_what_the_rule_of_the_account_asks_at_the_moment(
    rule: str, at_ns: int, margin: Margin
) -> None:
    assert charges(margin=rule, at_ns=at_ns).margin("paper", ES, RICH) == margin


def test_a_market_that_never_closes_asks_the_margin_of_the_day() -> None:
    assert charges(at_ns=BREAK, binding=False).margin("paper", ES, RICH) == BY_DAY


@pytest.mark.parametrize(
    ("rule", "equity", "share"),
    [("intraday", RICH, "0.25"), ("intraday", POOR, "0.50"), ("overnight", RICH, "0.50")],
)
def test_a_stock_ties_up_regulation_t_or_what_a_day_trader_puts_up(
    rule: str, equity: Decimal, share: str
) -> None:
    found = charges(margin=rule).margin("paper", AAPL, equity)
    assert found == Margin(of_value=D(share))


def test_without_margin_a_stock_is_paid_in_full() -> None:
    assert charges(margin="off").margin("paper", AAPL, RICH) == FULL_PRICE


def test_what_is_told_in_dollars_is_counted_in_the_currency_of_the_accounts() -> None:
    settings = Settings.model_validate({"accounts": [{"id": "paper", "currency": "EUR"}]})
    hours = TradingHours(shipped_calendar(), INSTRUMENTS.__getitem__, binding=True)
    euros = Charges(settings, Resources(), hours, lambda: OPEN, D("0.9"))
    assert euros.fee("paper", ES, Side.BUY, D(1), D(4800), OPEN) == D("2.03")  # of 2.025
    assert euros.margin("paper", ES, RICH) == Margin(per_contract=D(450))
    # The 25,000 dollars of a pattern day trader are 22,500 euros.
    assert euros.margin("paper", AAPL, D(22_500)) == Margin(of_value=D("0.25"))
    assert euros.margin("paper", AAPL, D("22499")) == Margin(of_value=D("0.5"))
