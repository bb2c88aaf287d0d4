"""What is open of an entry, and the next steps towards its protection."""

from decimal import Decimal

from tests.support.builders import ES, fill, order
from traderterminal.desk.ports import Capabilities, Terms
from traderterminal.desk.protection import (
    Cancel,
    Change,
    Entry,
    Place,
    attached,
    gaps,
    open_quantities,
    steps,
    wanted,
)
from traderterminal.domain.exits import ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    CancelFor,
    CancelRequested,
    Filled,
    Order,
    OrderType,
    Refused,
    Sending,
    TimeInForce,
)

D = Decimal
EXITS = Exits(ExitLevel(D(8), "ticks"), (Target(ExitLevel(D(12), "ticks")),))
ROLE = {"E": ("E", True), "S": ("E", False), "T": ("E", False)}


def stop(quantity: int = 2, price: str = "4798.00", order_id: str = "S") -> Order:
    return order(
        order_id=order_id,
        quantity=quantity,
        side=Side.SELL,
        order_type=OrderType.STOP,
        stop_price=D(price),
        parent_id="TT1",
        link="SL",
    )


def entry(*children: Order, filled: int = 2, open_: int | None = None) -> Entry:
    bought = fill(quantity=str(filled))
    parent = order(Sending(), Accepted(), Filled(bought), quantity=4, exits=EXITS)
    return Entry(parent, children, D(filled if open_ is None else open_), [bought], ES)


def test_what_trades_outside_uses_up_what_is_open() -> None:
    fills = [
        fill("1", quantity="3", order_id="E"),
        fill("2", Side.SELL, "2", order_id="by hand"),
        fill("3", Side.BUY, "2", order_id="by hand"),
    ]
    assert open_quantities(fills, D(0), ROLE) == {"E": D(1)}
    assert open_quantities(fills, D(5), ROLE) == {"E": D(3)}


def test_legs_that_both_traded_leave_less_than_nothing() -> None:
    fills = [
        fill("1", quantity="2", order_id="E"),
        fill("2", Side.SELL, "2", order_id="S"),
        fill("3", Side.SELL, "2", order_id="T"),
    ]
    assert open_quantities(fills, D(0), ROLE) == {"E": D(-2)}


def test_a_missing_leg_is_placed_and_a_small_one_grows() -> None:
    found = steps(wanted(entry(), 0), entry(), can_replace=True)
    assert {link: type(step) for link, step in found.items()} == {"T1": Place, "SL": Place}
    small = stop(1).apply(Sending()).apply(Accepted())
    grown = steps(wanted(entry(small), 0), entry(small), can_replace=True)
    assert grown["SL"] == Change("S", Terms(D(2), None, D("4798.00")))
    beside = steps(wanted(entry(small), 0), entry(small), can_replace=False)["SL"]
    assert isinstance(beside, Place)
    assert beside.leg.quantity == 1


def test_a_stop_that_was_moved_keeps_its_price() -> None:
    moved = stop(1, "4799.50").apply(Sending()).apply(Accepted())
    found = steps(wanted(entry(moved), 0), entry(moved), can_replace=True)
    assert found["SL"] == Change("S", Terms(D(2), None, D("4799.50")))


def test_what_is_no_longer_open_is_taken_out() -> None:
    resting = stop().apply(Sending()).apply(Accepted())
    done = entry(resting, open_=0)
    assert steps(wanted(done, 0), done, can_replace=True) == {"SL": Cancel("S")}
    part = entry(resting, open_=1)
    assert steps(wanted(part, 0), part, can_replace=False)["SL"] == Cancel("S")


def test_a_leg_is_tried_twice_and_one_taken_out_by_hand_never_again() -> None:
    no = Refused(Message("refused_by_broker", {"text": "no"}))
    once = stop().apply(Sending()).apply(no)
    assert "SL" in steps(wanted(entry(once), 0), entry(once), can_replace=True)
    twice = entry(once, stop(order_id="S2").apply(Sending()).apply(no))
    assert "SL" not in steps(wanted(twice, 0), twice, can_replace=True)
    assert "SL" in {gap.link for gap in gaps(wanted(twice, 0), twice)}
    for purpose, again in ((CancelFor.TRADER, False), (CancelFor.BRACKET, True)):
        out = stop().apply(Sending()).apply(Accepted()).apply(CancelRequested(purpose))
        gone = entry(out.apply(Canceled(Message("canceled_by_trader"))))
        assert ("SL" in steps(wanted(gone, 0), gone, can_replace=True)) is again


def test_exits_that_the_broker_cannot_hold_are_refused_and_reducing_orders_get_none() -> None:
    market_only = Capabilities(frozenset({OrderType.MARKET}), frozenset(TimeInForce))
    refused = attached(order(), EXITS, ES, market_only, None)
    assert isinstance(refused, Message)
    assert refused.code == "unsupported"
    stops = Capabilities(frozenset(OrderType), frozenset(TimeInForce))
    assert isinstance(attached(order(), Exits(trail=Trail(ticks=4)), ES, stops, None), Message)
    out = order(reduces=True)
    assert attached(out, EXITS, ES, stops, None) == out
