"""Our orders on one side, by the order in which a trade meets them."""

import pytest

from traderterminal.paper.resting import OwnSide, Resting


def resting(order_id: str, sign: int, price: int) -> Resting:
    return Resting(order_id, sign, price, 1)


@pytest.mark.parametrize(
    ("sign", "prices", "at", "met"),
    [
        (1, (100, 102, 101), 100, ["102", "101"]),
        (-1, (100, 102, 101), 102, ["100", "101"]),
        (1, (100, 102), 102, []),
        (-1, (100, 102), 100, []),
        (1, (), 100, []),
    ],
)
def test_a_trade_meets_better_prices_first(
    sign: int, prices: tuple[int, ...], at: int, met: list[str]
) -> None:
    own = OwnSide(sign)
    for price in prices:
        own.enter(resting(str(price), sign, price))
    assert [order.order_id for order in own.met_before(at)] == met


def test_at_one_price_who_came_first_is_met_first() -> None:
    own = OwnSide(1)
    for order_id in ("first", "second"):
        own.enter(resting(order_id, 1, 100))
    assert [order.order_id for order in own.met_before(99)] == ["first", "second"]


def test_the_best_price_is_that_of_those_who_are_left() -> None:
    own = OwnSide(-1)
    better, worse = resting("better", -1, 100), resting("worse", -1, 101)
    for order in (better, worse):
        own.enter(order)
    own.leave(better)
    assert own.best == 101
    own.leave(worse)
    assert own.best is None
