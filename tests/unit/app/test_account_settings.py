"""Limits of an account: its own, the common ones and the defaults."""

from decimal import Decimal

import pytest

from tests.support.settings_text import WHOLE, Load
from traderterminal.domain.errors import BadData
from traderterminal.domain.instruments import AssetClass
from traderterminal.risk.limits import LIVE, PAPER

D = Decimal


def test_an_accounts_own_limit_wins_over_the_common_one_and_that_over_the_default(
    load: Load,
) -> None:
    found = load(WHOLE)
    one, two, live = found.limits("one"), found.limits("two"), found.limits("a broker's")
    for limits in (one, two, live):
        assert set(limits.max_order_quantity.values()) == {D(7)}
        assert set(limits.price_collar_percent) == set(AssetClass)
        assert not limits.enforce_session
    assert set(one.max_position.values()) == {D(3)}
    assert two.max_position == PAPER.max_position
    assert live.max_position == LIVE.max_position
    assert live.orders_per_second == LIVE.orders_per_second


def test_limits_of_an_account_may_stand_in_a_table_of_their_own(load: Load) -> None:
    account = '[[accounts]]\nid="a"\nmax_position=9\n[accounts.risk]\n'
    limits = load(account + "max_order_quantity=5\n[risk]\nmax_order_quantity=2\n").limits("a")
    assert set(limits.max_order_quantity.values()) == {D(5)}
    assert set(limits.max_position.values()) == {D(9)}
    with pytest.raises(BadData, match=r"accounts\.0\.risk: max_position stands at the acc"):
        load(account + "max_position=0\n")
    with pytest.raises(BadData, match=r"accounts\.0\.risk\.max_positions; .* is max_position$"):
        load(account + "max_positions=1\n")


def test_zero_switches_a_limit_off_and_is_not_taken_for_unset(load: Load) -> None:
    text = '[[accounts]]\nid="a"\nmax_order_quantity=0\norders_per_second=0\n'
    limits = load(text + "[risk]\norders_per_second=9\nduplicate_window_s=0\n").limits("a")
    assert set(limits.max_order_quantity.values()) == {D(0)}
    assert limits.orders_per_second == 0
    assert limits.duplicate_window_s == 0
