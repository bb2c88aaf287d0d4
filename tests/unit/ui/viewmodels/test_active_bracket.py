"""The exits of what is held, for what is added to it."""

from decimal import Decimal

import pytest

from tests.support.builders import order
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.ui.viewmodels.active_bracket import active_exits

D = Decimal
RULES = Exits(stop=ExitLevel(D(16), "ticks"), trail=Trail(ticks=8), break_even=BreakEven(10))


def stop(price: str, quantity: int = 1, side: Side = Side.SELL, parent: str = "E") -> Order:
    return order(
        order_id=f"S{price}",
        side=side,
        quantity=quantity,
        order_type=OrderType.STOP,
        stop_price=D(price),
        link="SL",
        parent_id=parent,
    )


def target(price: str, quantity: int = 1, number: int = 1, side: Side = Side.SELL) -> Order:
    return order(
        order_id=f"T{price}",
        side=side,
        quantity=quantity,
        order_type=OrderType.LIMIT,
        limit_price=D(price),
        link=f"T{number}",
        parent_id="E",
    )


def exits(
    *working: Order, side: Side = Side.BUY, quantity: int = 1, rules: Exits | None = None
) -> Exits | None:
    entry = order(order_id="E", exits=rules)
    found = {"E": entry}.get
    return active_exits(working, found, side, D(quantity), D(1))


def at(price: str, quantity: int) -> Target:
    return Target(ExitLevel(D(price), "price"), D(quantity))


def test_what_is_added_ends_where_the_rest_does() -> None:
    found = exits(stop("4796"), target("4808"), quantity=3)
    assert found == Exits(ExitLevel(D(4796), "price"), (at("4808", 3),))


def test_the_rules_of_the_stop_go_along() -> None:
    found = exits(stop("4796"), rules=RULES)
    assert found == Exits(
        ExitLevel(D(4796), "price"), trail=RULES.trail, break_even=RULES.break_even
    )


@pytest.mark.parametrize(
    ("quantity", "shares"),
    [(4, (1, 3)), (2, (0, 2)), (8, (2, 6)), (1, (0, 1))],
)
def test_targets_share_in_whole_lots_as_those_that_rest(
    quantity: int, shares: tuple[int, int]
) -> None:
    found = exits(
        target("4816", 2, 2),
        target("4808", 1),
        target("4816", 1, 2),
        stop("4796", 4),
        quantity=quantity,
    )
    prices = zip(("4808", "4816"), shares, strict=True)
    assert found is not None
    assert found.targets == tuple(at(price, share) for price, share in prices if share)


def test_a_short_is_the_mirror_of_a_long() -> None:
    found = exits(
        stop("4804", side=Side.BUY),
        target("4790", side=Side.BUY),
        target("4795", number=2, side=Side.BUY),
        side=Side.SELL,
        quantity=2,
    )
    assert found == Exits(ExitLevel(D(4804), "price"), (at("4795", 1), at("4790", 1)))


def test_of_several_stops_that_of_the_most_counts() -> None:
    found = exits(stop("4796", 3), stop("4790", 1))
    assert found is not None
    assert found.stop == ExitLevel(D(4796), "price")


def test_what_is_no_exit_of_that_side_is_none() -> None:
    leaving = stop("4796").revised(status=OrderStatus.PENDING_CANCEL)
    timed = order(link="TX", side=Side.SELL)
    own = order(side=Side.SELL, order_type=OrderType.STOP, stop_price=D(4790))
    assert exits(leaving, timed, own) is None
    assert exits(stop("4796"), target("4808"), side=Side.SELL) is None
    assert exits(target("4808")) == Exits(targets=(at("4808", 1),))
