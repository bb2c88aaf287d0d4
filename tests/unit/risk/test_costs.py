"""What an execution costs, by plan and with what is passed on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import AAPL, ES
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.risk.costs import ExchangeFees, Fees, FeeSchedule, SaleFees
from traderterminal.risk.dated import Dated

D = Decimal
SCHEDULE = FeeSchedule(
    effective_from=date(2024, 1, 1),
    future_default=D("2.25"),
    future_micro=D("0.62"),
    future_roots={"CL": D("2.40"), "MCL": D("0.70")},
    micro_roots=frozenset({"MES", "MCL"}),
    option_per_contract=D("0.65"),
    stock_per_share=D("0.005"),
    stock_minimum=D(1),
    crypto_rate=D("0.001"),
)
OPTION = replace(AAPL, asset_class=AssetClass.OPTION, point_value=D(100))
COIN = replace(AAPL, symbol="BTCUSD", asset_class=AssetClass.CRYPTO, lot_size=D("0.0001"))


DAY = date(2024, 6, 3)
EXCHANGES = Dated(
    [ExchangeFees(date(2024, 1, 1), {"ES": D("1.38"), "MES": D("0.35")}, D("1.60"), D("0.02"))]
)
SALES = Dated([SaleFees(date(2024, 1, 1), D("0.0000278"), D("0.000166"), D("8.30"))])


def fees(**changes: Any) -> Fees:
    return Fees(Dated([replace(SCHEDULE, **changes)]), EXCHANGES, SALES)


def cost(
    instrument: Instrument, quantity: str, price: str, side: Side = Side.BUY, **changes: Any
) -> Decimal:
    return fees(**changes).fee(instrument, side, D(quantity), D(price), DAY)


@pytest.mark.parametrize(
    ("root", "fee"), [("ES", "4.50"), ("MES", "1.24"), ("CL", "4.80"), ("MCL", "1.40")]
)
def test_futures_pay_per_contract_by_root_then_micro_then_default(root: str, fee: str) -> None:
    assert cost(replace(ES, root=root), "2", "4800") == D(fee)


def test_options_pay_per_contract_whatever_their_price() -> None:
    assert cost(OPTION, "3", "12.34") == D("1.95")


@pytest.mark.parametrize(("shares", "fee"), [("1000", "5.00"), ("200", "1.00"), ("10", "1.00")])
def test_stocks_pay_per_share_and_at_least_the_minimum(shares: str, fee: str) -> None:
    assert cost(AAPL, shares, "190") == D(fee)


def test_crypto_pays_a_share_of_the_value() -> None:
    assert cost(COIN, "0.5", "40000") == D("20.00")


def test_half_a_cent_rounds_up() -> None:
    assert cost(AAPL, "201", "190") == D("1.01")


@pytest.mark.parametrize(("root", "fee"), [("ES", "7.30"), ("MES", "1.98"), ("CL", "8.04")])
def test_what_the_exchange_and_the_nfa_charge_comes_on_top(root: str, fee: str) -> None:
    assert cost(replace(ES, root=root), "2", "4800", passes_on=True) == D(fee)


def test_stocks_sold_pay_the_sec_and_finra_stocks_bought_do_not() -> None:
    free = {"stock_per_share": D(0), "stock_minimum": D(0), "passes_on": True}
    assert cost(AAPL, "1000", "55", Side.BUY, **free) == 0
    # 55,000 at 27.80 a million, and 1,000 shares at 0.000166
    assert cost(AAPL, "1000", "55", Side.SELL, **free) == D("1.70")


def test_what_finra_takes_ends_at_its_maximum() -> None:
    assert SALES.on(DAY).charge(D(100_000), D(0)) == D("8.30")


def test_options_and_crypto_bear_no_charge_of_an_exchange() -> None:
    assert cost(OPTION, "3", "12.34", Side.SELL, passes_on=True) == D("1.95")
    assert cost(COIN, "0.5", "40000", Side.SELL, passes_on=True) == D("20.00")


def test_the_schedule_of_the_day_counts() -> None:
    newer = replace(SCHEDULE, effective_from=date(2025, 1, 1), future_default=D(1))
    charged = Fees(Dated([newer, SCHEDULE]), EXCHANGES, SALES)
    old, new = date(2024, 12, 31), date(2025, 1, 1)
    assert charged.fee(ES, Side.BUY, D(1), D(4800), old) == D("2.25")
    assert charged.fee(ES, Side.BUY, D(1), D(4800), new) == D("1.00")
