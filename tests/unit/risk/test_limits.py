"""The limits that stand before anyone set one."""

import pytest

from traderterminal.domain.instruments import AssetClass
from traderterminal.risk.limits import LIVE, PAPER


@pytest.mark.parametrize("asset_class", AssetClass)
def test_every_asset_class_has_its_limits(asset_class: AssetClass) -> None:
    for limits in (PAPER, LIVE):
        assert 0 < limits.max_order_quantity[asset_class] <= limits.max_position[asset_class]
        assert limits.price_collar_percent[asset_class] >= 0


def test_paper_takes_a_hundred_futures_or_ten_thousand_shares_an_order() -> None:
    assert PAPER.max_order_quantity[AssetClass.FUTURE] == 100
    assert PAPER.max_order_quantity[AssetClass.STOCK] == 10_000


def test_a_paper_position_may_be_ten_orders() -> None:
    for asset_class, quantity in PAPER.max_order_quantity.items():
        assert PAPER.max_position[asset_class] == 10 * quantity


def test_paper_has_the_collar_and_no_throttle() -> None:
    assert PAPER.price_collar_percent[AssetClass.FUTURE] > 0
    assert PAPER.duplicate_window_s == 0
    assert (PAPER.orders_per_second, PAPER.orders_per_minute, PAPER.orders_per_day) == (0, 0, 0)


def test_live_is_stricter_in_everything() -> None:
    for asset_class in AssetClass:
        assert LIVE.max_order_quantity[asset_class] < PAPER.max_order_quantity[asset_class]
        assert LIVE.max_position[asset_class] < PAPER.max_position[asset_class]
    assert LIVE.duplicate_window_s > 0
    assert min(LIVE.orders_per_second, LIVE.orders_per_minute, LIVE.orders_per_day) > 0
    assert LIVE.automation_orders_per_minute > 0
