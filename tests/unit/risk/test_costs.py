"""What an execution costs, and since when."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.builders import AAPL, ES
from traderterminal.domain.instruments import AssetClass
from traderterminal.risk.costs import FeeSchedule, FeeSchedules

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


@pytest.mark.parametrize(
    ("root", "fee"), [("ES", "4.50"), ("MES", "1.24"), ("CL", "4.80"), ("MCL", "1.40")]
)
def test_futures_pay_per_contract_by_root_then_micro_then_default(root: str, fee: str) -> None:
    assert SCHEDULE.fee(replace(ES, root=root), D(2), D(4800)) == D(fee)


def test_options_pay_per_contract_whatever_their_price() -> None:
    assert SCHEDULE.fee(OPTION, D(3), D("12.34")) == D("1.95")


@pytest.mark.parametrize(("shares", "fee"), [(1000, "5.00"), (200, "1.00"), (10, "1.00")])
def test_stocks_pay_per_share_and_at_least_the_minimum(shares: int, fee: str) -> None:
    assert SCHEDULE.fee(AAPL, D(shares), D(190)) == D(fee)


def test_crypto_pays_a_share_of_the_value() -> None:
    assert SCHEDULE.fee(COIN, D("0.5"), D(40_000)) == D("20.00")


def test_half_a_cent_rounds_up() -> None:
    assert SCHEDULE.fee(AAPL, D(201), D(190)) == D("1.01")


def test_the_latest_schedule_in_force_counts() -> None:
    newer = replace(SCHEDULE, effective_from=date(2025, 1, 1))
    schedules = FeeSchedules([newer, SCHEDULE])
    assert schedules.on(date(2024, 12, 31)) is SCHEDULE
    assert schedules.on(date(2025, 1, 1)) is newer
    assert schedules.on(date(2026, 6, 1)) is newer


def test_before_the_first_schedule_the_first_one_counts() -> None:
    assert FeeSchedules([SCHEDULE]).on(date(2020, 1, 1)) is SCHEDULE


def test_no_schedule_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no fee schedule"):
        FeeSchedules([])
