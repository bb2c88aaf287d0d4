import random
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import fill, order, quote
from traderterminal.desk.exposure import (
    Exposure,
    LiveOrders,
    Working,
    beside,
    can_only_reduce,
    change_adds,
    only_gets_out,
    outgrows,
    that_can_add,
)
from traderterminal.desk.ports import Terms
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import (
    Accepted,
    CancelRequested,
    Filled,
    Order,
    OrderType,
    OutcomeLost,
    ReplaceRequested,
    Sending,
)

D = Decimal
BY_ID = {
    "entry": order(order_id="entry", quantity=3),
    "resting": order(Sending(), Accepted(), order_id="resting", side=Side.SELL, quantity=5),
    "lost": order(Sending(), OutcomeLost(), order_id="lost", quantity=2),
    "stop": order(Sending(), Accepted(), order_id="stop", side=Side.SELL, quantity=4, link="SL"),
    "target": order(Sending(), order_id="target", side=Side.SELL, quantity=1, link="T1"),
}


def limit(price: str, side: Side = Side.BUY, quantity: int = 1) -> Order:
    return order(order_type=OrderType.LIMIT, limit_price=D(price), side=side, quantity=quantity)


def by_hand(orders: list[Order]) -> Working:
    """The sums as the rules say them: each side alone, of one bracket the larger side."""
    free = [o for o in orders if not o.link]
    stops = sum((o.exposed_quantity for o in orders if o.link == "SL"), D(0))
    targets = sum((o.exposed_quantity for o in orders if o.link == "T1"), D(0))
    return Working(
        sum((o.exposed_quantity for o in free if o.side is Side.BUY), D(0)),
        sum((o.exposed_quantity for o in free if o.side is Side.SELL), max(stops, targets)),
        sum(o.is_unknown for o in orders),
        frozenset(o.side for o in orders if o.is_on_its_way or o.status == "intent"),
    )


@pytest.mark.parametrize("seed", range(50))
def test_running_sums_are_those_of_all_orders_after_any_changes(seed: int) -> None:
    """Orders come, change and go, also ones that were never there."""
    chance, live, there = random.Random(seed), LiveOrders(), dict[str, Order]()
    for _ in range(60):
        order_id = chance.choice(list(BY_ID))
        if chance.random() < 0.4:
            live.drop(order_id)
            there.pop(order_id, None)
        else:
            found = BY_ID[order_id]
            if order_id == "resting" and chance.random() < 0.5:
                found = found.apply(ReplaceRequested(D(chance.randint(1, 9))))
            live.put(found)
            there[order_id] = found
        assert live.working == by_hand(list(there.values()))
        assert live.unlinked.selling == by_hand([o for o in there.values() if not o.link]).selling
        assert live.without("lost") == by_hand([o for n, o in there.items() if n != "lost"])
        assert list(live.orders) == list(there.values())


def test_a_leg_of_unknown_outcome_counts_beside_a_larger_other_side() -> None:
    lost = order(
        Sending(), OutcomeLost(), order_id="S", side=Side.SELL, quantity=2, parent_id="E", link="SL"
    )
    target = order(
        Sending(), Accepted(), order_id="T", side=Side.SELL, quantity=2, parent_id="E", link="T1"
    )
    assert Working.of((lost, target)) == Working(selling=D(2), unknown=1)
    live = LiveOrders((lost, target))
    live.put(lost.apply(Accepted()))
    assert live.working.unknown == 0


def test_a_changed_order_keeps_its_place() -> None:
    live = LiveOrders((BY_ID["entry"], BY_ID["lost"]))
    live.put(BY_ID["entry"].apply(Sending()))
    assert [each.order_id for each in live.orders] == ["entry", "lost"]


def test_beside_a_leg_its_other_side_does_not_count() -> None:
    stop, target = BY_ID["stop"], BY_ID["target"]
    assert beside(stop, (BY_ID["resting"], target)) == [BY_ID["resting"]]
    assert beside(BY_ID["entry"], (stop, target, BY_ID["lost"])) == [BY_ID["lost"]]


def test_beside_a_leg_its_own_side_counts_and_every_leg_of_another_bracket() -> None:
    first, second = BY_ID["target"], replace(BY_ID["target"], order_id="second", link="T2")
    again, stop = replace(BY_ID["stop"], order_id="again"), BY_ID["stop"]
    elsewhere = replace(stop, order_id="elsewhere", parent_id="other")
    live = (first, second, again, elsewhere)
    assert beside(first, live[1:]) == [second, elsewhere]
    assert beside(stop, live) == [again, elsewhere]


def test_an_exposure_reaches_as_far_with_an_order_as_when_it_works() -> None:
    working = LiveOrders((BY_ID["resting"],))
    for side in Side:
        asked = order(order_id="new", side=side, quantity=4)
        before = Exposure("ESH2024", D(2), working.working)
        after = Exposure("ESH2024", D(2), Working.of((*working.orders, asked)))
        assert before.reach_with(asked) == after.reach


def test_an_exposure_goes_as_far_as_each_side_alone_could_take_it() -> None:
    buy, sell = limit("4790", Side.BUY, 3), replace(limit("4810", Side.SELL, 5), order_id="S")
    exposure = Exposure("ESH2024", D(2), Working.of((buy, sell)))
    assert (exposure.most, exposure.least) == (D(5), D(-3))


@pytest.mark.parametrize(
    ("position", "side", "quantity", "reduces"),
    [
        (2, Side.SELL, 2, True),
        (2, Side.SELL, 3, False),
        (-2, Side.BUY, 1, True),
        (2, Side.BUY, 1, False),
        (0, Side.SELL, 1, False),
    ],
)
def test_an_order_reduces_only_within_the_position(
    position: int, side: Side, quantity: int, reduces: bool
) -> None:
    assert can_only_reduce(order(side=side, quantity=quantity), D(position), Working()) is reduces


def test_what_has_traded_of_an_exit_is_in_the_position_already() -> None:
    traded = Filled(fill(side=Side.SELL, quantity="2"))
    leave = order(Sending(), Accepted(), traded, side=Side.SELL, quantity=3)
    assert can_only_reduce(leave, D(1), Working())
    asked = leave.apply(ReplaceRequested(D(4)))
    assert not can_only_reduce(asked, D(1), Working())


def test_an_order_whose_cancel_was_asked_for_is_unanswered_as_before() -> None:
    assert Working.of((order(Sending(), CancelRequested()),)).unanswered == {Side.BUY}


def test_two_exits_that_could_turn_the_position_together_are_not_both_exits() -> None:
    first = order(Sending(), Accepted(), side=Side.SELL, quantity=2)
    second = order(side=Side.SELL, quantity=1)
    assert not can_only_reduce(second, D(2), Working.of((first,)))


def test_a_stop_and_a_target_of_one_parent_both_stay_when_the_kill_switch_looks() -> None:
    stop_loss = order(
        order_type=OrderType.STOP,
        stop_price=D("4790"),
        side=Side.SELL,
        quantity=2,
        order_id="S",
        parent_id="E",
    )
    target = replace(limit("4810", Side.SELL, 2), order_id="T", parent_id="E")
    stray = replace(limit("4805", Side.SELL, 2), order_id="X")
    entry = replace(limit("4780"), order_id="E2")
    found = that_can_add((entry, stray, target, stop_loss), D(2))
    assert {each.order_id for each in found} == {"E2", "X"}
    assert that_can_add((stop_loss, target), D(0)) == [stop_loss, target]


def test_of_a_bracket_larger_than_what_is_held_the_kill_switch_leaves_the_stop() -> None:
    stop = order(order_type=OrderType.STOP, side=Side.SELL, quantity=2, order_id="S", parent_id="E")
    target = replace(limit("4810", Side.SELL, 3), order_id="T", parent_id="E")
    other = replace(limit("4805", Side.SELL, 1), order_id="X")
    assert that_can_add((target, stop, other), D(2)) == [target, other]
    assert that_can_add((target, stop, other), D(3)) == [other]


def exit_at(price: str, name: str, quantity: int = 2) -> Order:
    resting = replace(limit(price, Side.SELL, quantity), order_id=name)
    return resting.apply(Sending()).apply(Accepted())


@pytest.mark.parametrize(
    ("changed", "quantity", "price", "adds"),
    [
        ("first", 2, "4805", False),  # the oldest has the room that there is
        ("first", 3, "4810", True),  # what grows does so beside all others
        ("second", 2, "4805", True),
        ("second", 1, "4811", False),  # less of it, at its own price
        ("second", 1, "4805", True),
    ],
)
def test_of_two_exits_of_all_that_is_held_only_the_first_is_moved_as_a_way_out(
    changed: str, quantity: int, price: str, adds: bool
) -> None:
    live = [exit_at("4810", "first"), exit_at("4811", "second")]
    (asked,) = [one for one in live if one.order_id == changed]
    assert change_adds(asked, Terms(D(quantity), D(price)), D(2), live) is adds


def test_a_stop_is_moved_as_a_way_out_before_an_older_target() -> None:
    stop = order(
        Sending(),
        Accepted(),
        order_id="stop",
        side=Side.SELL,
        quantity=2,
        order_type=OrderType.STOP,
        stop_price=D("4790"),
    )
    live = [exit_at("4810", "target"), stop]
    assert not change_adds(stop, Terms(D(2), None, D("4795")), D(2), live)
    assert change_adds(live[0], Terms(D(2), D("4805")), D(2), live)


def test_an_exit_with_room_is_moved_also_beside_an_older_one_that_has_none() -> None:
    """The older one can turn the position as before; the younger one can but close it."""
    older, younger = exit_at("4810", "older"), exit_at("4811", "younger", 1)
    assert not change_adds(younger, Terms(D(1), D("4800")), D(1), [older, younger])
    assert change_adds(older, Terms(D(2), D("4800")), D(1), [older, younger])
    assert change_adds(younger, Terms(D(2), D("4811")), D(1), [older, younger])


def test_an_exit_beside_a_leg_of_all_that_is_held_is_moved_as_none_and_the_leg_is() -> None:
    leg = replace(exit_at("4810", "leg"), link="T1", parent_id="entry")
    alone = exit_at("4811", "alone")
    assert change_adds(alone, Terms(D(2), D("4805")), D(2), [leg, alone])
    assert not change_adds(leg, Terms(D(2), D("4805")), D(2), [leg, alone])


@pytest.mark.parametrize(("kind", "gets_out"), [(OrderType.MARKET, True), (OrderType.LIMIT, False)])
def test_only_what_trades_now_gets_out_beside_legs_of_all_that_is_held(
    kind: OrderType, gets_out: bool
) -> None:
    leg = replace(exit_at("4810", "leg"), link="T1", parent_id="entry")
    asked = replace(exit_at("4810", "asked"), order_type=kind, reduces=True)
    assert only_gets_out(asked, D(2), LiveOrders((leg,)), None) is gets_out
    assert only_gets_out(asked, D(4), LiveOrders((leg,)), None)
    assert not only_gets_out(asked, D(2), LiveOrders((exit_at("4810", "other"),)), None)


def test_a_leg_led_to_where_it_trades_counts_beside_a_market_order() -> None:
    leg = replace(exit_at("4810", "leg"), link="T1", parent_id="entry", at_once=True)
    asked_for = replace(leg, asked_quantity=D(2))
    stop = replace(leg, order_id="stop", link="SL", at_once=False)
    asked = replace(exit_at("4810", "asked"), order_type=OrderType.MARKET, reduces=True)
    assert not only_gets_out(asked, D(2), LiveOrders((asked_for, stop)), None)
    assert only_gets_out(asked, D(4), LiveOrders((asked_for, stop)), None)
    there, away = quote("4810.00", "4810.25"), quote("4809.00", "4809.25")
    assert not only_gets_out(asked, D(2), LiveOrders((leg, stop)), there)
    assert only_gets_out(asked, D(2), LiveOrders((leg, stop)), away)  # the market left it there


def test_a_timed_exit_on_its_way_counts_beside_a_market_order() -> None:
    timed = replace(exit_at("4810", "timed"), link="TX", order_type=OrderType.MARKET)
    asked = replace(exit_at("4810", "asked"), order_type=OrderType.MARKET, reduces=True)
    assert not only_gets_out(asked, D(2), LiveOrders((timed,)), None)
    assert only_gets_out(asked, D(4), LiveOrders((timed,)), None)


@pytest.mark.parametrize(
    ("held", "link", "kind", "at_once", "adds"),
    [
        (2, "", OrderType.MARKET, False, True),  # a way out that is on its way
        (4, "", OrderType.MARKET, False, False),  # of the half
        (2, "", OrderType.LIMIT, False, False),  # waits elsewhere
        (2, "SL", OrderType.STOP, True, True),  # the other leg was led there before
        (2, "SL", OrderType.STOP, False, False),
        (2, "TX", OrderType.MARKET, False, False),  # takes the place of the other legs
    ],
)
def test_a_leg_is_led_to_where_it_trades_unless_all_that_is_held_is_on_its_way_out(
    held: int, link: str, kind: OrderType, at_once: bool, adds: bool
) -> None:
    leg = replace(exit_at("4810", "leg"), link="T1", parent_id="entry")
    other = replace(
        exit_at("4790", "other"), link=link, order_type=kind, parent_id="entry", at_once=at_once
    )
    there = Terms(D(2), D("4700"))
    assert change_adds(leg, there, D(held), [leg, other], at_once=True) is adds
    assert not change_adds(leg, there, D(held), [leg, other])
    assert change_adds(leg, there, D(0), [leg], at_once=True)


@pytest.mark.parametrize(
    ("held", "quantity", "attached", "outgrown"),
    [
        (2, 2, False, False),
        (1, 2, False, True),
        (1, 1, False, False),  # it is made smaller
        (1, 2, True, False),  # its broker has it for all of an entry that has traded in part
        (0, 2, True, True),
        (-2, 2, True, True),
    ],
)
def test_a_leg_is_not_led_out_of_more_than_is_held(
    held: int, quantity: int, attached: bool, outgrown: bool
) -> None:
    leg = replace(exit_at("4810", "leg"), link="T1", parent_id="entry", attached=attached)
    there = Terms(D(quantity), D("4700"))
    assert outgrows(leg, there, D(held)) is outgrown
    assert not outgrows(replace(leg, link=""), there, D(held))
