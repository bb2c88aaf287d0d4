"""Which orders at a price would trade at once, and what comes of those that are moved there."""

from typing import Any

import pytest

from tests.support.builders import order
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderStatus, OrderType, Where
from traderterminal.ui.viewmodels.marketable import (
    Landing,
    NotSent,
    Touch,
    landing,
    resting_type,
)

BUY, SELL = Side.BUY, Side.SELL
LIMIT, STOP = OrderType.LIMIT, OrderType.STOP
#: Two ticks wide: there is a price in between.
TOUCH = Touch(100, 102, str)
NO_TOUCH = Touch(None, None, str)
RESTS = Landing()


def resting(side: Side, kind: OrderType, **changes: Any) -> Order:
    return order(side=side, order_type=kind, status=OrderStatus.ACCEPTED, **changes)


@pytest.mark.parametrize(
    ("side", "ticks", "wanted"),
    [(BUY, 101, LIMIT), (BUY, 103, STOP), (SELL, 101, LIMIT), (SELL, 99, STOP)],
)
def test_what_rests_at_a_price_follows_from_the_side_of_the_market(
    side: Side, ticks: int, wanted: OrderType
) -> None:
    assert resting_type(side, ticks, TOUCH) is wanted


@pytest.mark.parametrize(
    ("side", "ticks", "touch", "words"),
    [
        (BUY, 102, TOUCH, "102 is the ask: an order there would trade at once"),
        (SELL, 100, TOUCH, "100 is the bid: an order there would trade at once"),
        (BUY, 90, NO_TOUCH, "There is no ask now"),
        (SELL, 90, NO_TOUCH, "There is no bid now"),
    ],
)
def test_just_at_the_quote_and_without_one_nothing_rests(
    side: Side, ticks: int, touch: Touch, words: str
) -> None:
    with pytest.raises(NotSent) as why:
        resting_type(side, ticks, touch)
    assert str(why.value) == words


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("kind", [LIMIT, OrderType.MARKET_IF_TOUCHED])
def test_what_rests_is_moved_up_to_the_opposite_quote_and_no_further(
    side: Side, kind: OrderType
) -> None:
    opposite = 102 if side is BUY else 100
    assert landing(resting(side, kind), opposite - side.sign, TOUCH, adds=True) == RESTS
    for away in (0, 1, 5):
        found = landing(resting(side, kind), opposite + away * side.sign, TOUCH, adds=True)
        assert found.refused
        assert found.words.endswith("at once. The order stands as it was")
        assert found.preview == f"stays: would {side.value} at once"


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("kind", [STOP, OrderType.STOP_LIMIT, OrderType.TRAILING_STOP])
def test_a_stop_that_may_add_is_moved_on_its_own_side_of_the_market_alone(
    side: Side, kind: OrderType
) -> None:
    opposite = 102 if side is BUY else 100
    assert landing(resting(side, kind), opposite + side.sign, TOUCH, adds=True) == RESTS
    for away in (0, 1, 5):
        assert landing(resting(side, kind), opposite - away * side.sign, TOUCH, adds=True).refused


@pytest.mark.parametrize(
    ("side", "kind", "ticks", "preview"),
    [
        (SELL, LIMIT, 100, "sells at once, the bid is 100"),
        (SELL, STOP, 105, "sells at once, the bid is 100"),
        (BUY, LIMIT, 110, "buys at once, the ask is 102"),
        (BUY, STOP, 102, "buys at once, the ask is 102"),
    ],
)
def test_a_way_out_is_never_refused_and_said_to_trade_beforehand(
    side: Side, kind: OrderType, ticks: int, preview: str
) -> None:
    found = landing(resting(side, kind), ticks, TOUCH, adds=False)
    assert found == Landing(at_once=True, preview=preview)


def test_without_a_quote_a_move_is_up_to_the_broker() -> None:
    assert landing(resting(BUY, LIMIT), 500, NO_TOUCH, adds=True) == RESTS
    assert landing(resting(SELL, STOP), 500, NO_TOUCH, adds=True) == RESTS


def test_a_leg_meets_no_market_before_its_entry_has_traded() -> None:
    leg = resting(SELL, LIMIT, link="T1", parent_id="E", attached=True, where=Where.BROKER)
    assert leg.waits_for_entry
    assert landing(leg, 95, TOUCH, adds=False) == RESTS
    placed = leg.revised(where=Where.EXCHANGE)
    assert landing(placed, 95, TOUCH, adds=False).at_once
