"""The limits that stand before anyone set one."""

from decimal import Decimal

import pytest

from traderterminal.domain.instruments import AssetClass
from traderterminal.risk.limits import LIVE, PAPER


@pytest.mark.parametrize("asset_class", AssetClass)
def test_every_asset_class_has_its_limits(asset_class: AssetClass) -> None:
    for limits in (PAPER, LIVE):
        assert 0 < limits.max_order_quantity[asset_class] <= limits.max_position[asset_class]
        assert limits.price_collar_percent[asset_class] >= 0


def test_paper_takes_a_hundred_futures_or_ten_thousand_shares_an_order() -> None:
    assert PAPER.max_order_quantity == {
        AssetClass.FUTURE: 100,
        AssetClass.OPTION: 100,
        AssetClass.STOCK: 10_000,
        AssetClass.CRYPTO: 10_000,
    }


def test_a_paper_position_may_be_ten_orders() -> None:
    for asset_class, quantity in PAPER.max_order_quantity.items():
        assert PAPER.max_position[asset_class] == 10 * quantity


@pytest.mark.parametrize(
    ("asset_class", "order", "position", "collar", "value"),
    [
        (AssetClass.FUTURE, "2", "4", "0.5", "0"),
        (AssetClass.OPTION, "5", "10", "0", "0"),
        (AssetClass.STOCK, "500", "1000", "1", "25000"),
        (AssetClass.CRYPTO, "1", "2", "1", "0"),
    ],
)
def test_a_live_account_starts_small(
    asset_class: AssetClass, order: str, position: str, collar: str, value: str
) -> None:
    limits = (
        LIVE.max_order_quantity,
        LIVE.max_position,
        LIVE.price_collar_percent,
        LIVE.max_order_value,
    )
    held = [limit[asset_class] for limit in limits]
    assert held == [Decimal(figure) for figure in (order, position, collar, value)]


def test_the_pace_of_a_live_account_and_of_its_automation_is_bounded() -> None:
    assert LIVE.duplicate_window_s == 2
    assert (LIVE.orders_per_second, LIVE.orders_per_minute, LIVE.orders_per_day) == (5, 60, 1000)
    assert (LIVE.automation_orders_per_minute, LIVE.automation_round_trips) == (10, 6)
    assert LIVE.automation_spread_ticks == PAPER.automation_spread_ticks == 10
    assert LIVE.enforce_session
    assert LIVE.enforce_roll_window
    assert LIVE.enforce_news_blackout


def test_paper_has_the_collar_and_no_throttle() -> None:
    assert PAPER.price_collar_percent[AssetClass.FUTURE] > 0
    assert PAPER.duplicate_window_s == 0
    assert (PAPER.orders_per_second, PAPER.orders_per_minute, PAPER.orders_per_day) == (0, 0, 0)
    assert (PAPER.automation_orders_per_minute, PAPER.automation_round_trips) == (0, 0)
    assert PAPER.enforce_session
    assert not PAPER.enforce_roll_window
    assert PAPER.enforce_news_blackout


def test_live_is_stricter_in_everything() -> None:
    for asset_class in AssetClass:
        assert LIVE.max_order_quantity[asset_class] < PAPER.max_order_quantity[asset_class]
        assert LIVE.max_position[asset_class] < PAPER.max_position[asset_class]
    assert LIVE.duplicate_window_s > 0
    assert min(LIVE.orders_per_second, LIVE.orders_per_minute, LIVE.orders_per_day) > 0
    assert LIVE.automation_orders_per_minute > 0
