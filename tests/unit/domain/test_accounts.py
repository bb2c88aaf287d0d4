"""Modes, and what a fill does to the cash."""

from decimal import Decimal

import pytest

from tests.support.builders import fill
from traderterminal.domain.accounts import Account, Mode, TradingState
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass

D = Decimal
PAPER = Account("paper", "paper", Mode.SIMULATOR, "USD", D(100_000), D(100_000))


def test_only_live_touches_real_money() -> None:
    assert [mode for mode in Mode if not mode.is_paper] == [Mode.LIVE]


def test_an_account_starts_active_with_nothing_realised() -> None:
    assert (PAPER.state, PAPER.realized_pnl, PAPER.fees) == (TradingState.ACTIVE, D(0), D(0))


def test_a_future_moves_the_cash_by_its_result_and_its_fee() -> None:
    after = PAPER.after_fill(fill(side=Side.SELL), AssetClass.FUTURE, realized=D("37.50"))
    assert after.cash == D("100035.25")
    assert after.realized_pnl == D("37.50")
    assert after.fees == D("2.25")


@pytest.mark.parametrize("asset_class", [AssetClass.STOCK, AssetClass.OPTION, AssetClass.CRYPTO])
def test_what_is_bought_outright_costs_its_price(asset_class: AssetClass) -> None:
    bought = fill(quantity="3", price="1.50", fee=D("1.95"), point_value=D(100))
    assert PAPER.after_fill(bought, asset_class, realized=D(0)).cash == D("99548.05")


def test_what_is_sold_outright_brings_its_price() -> None:
    sold = fill(side=Side.SELL, quantity="3", price="150", fee=D(1), point_value=D(1))
    after = PAPER.after_fill(sold, AssetClass.STOCK, realized=D(20))
    assert after.cash == D("100449")
    assert after.realized_pnl == D(20)


def test_a_dividend_moves_the_cash_and_is_no_result_of_trading() -> None:
    after = PAPER.after_dividend(D("2.60")).after_dividend(D("-0.60"))
    assert (after.cash, after.dividends) == (D("100002.00"), D("2.00"))
    assert after.realized_pnl == D(0)


def test_our_fills_are_those_of_the_simulator_and_of_its_mix_with_a_sandbox() -> None:
    assert [mode for mode in Mode if mode.fills_here] == [Mode.SIMULATOR, Mode.HYBRID]


def test_the_cash_that_a_broker_tells_is_no_result_either() -> None:
    before = PAPER.after_dividend(D("2.00"))
    after = before.with_cash(D("50000"))
    assert after.cash == 50_000
    assert after.starting_cash - before.starting_cash == after.cash - before.cash
    assert (after.realized_pnl, after.fees, after.dividends) == (
        before.realized_pnl,
        before.fees,
        before.dividends,
    )
