"""The exchange of a practice venue: a true book, positions, cash, brackets."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.plain_dialect import ACCOUNT, DAY_NS, FEE, NOON_NS, VenueScene, venue_scene
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.venues.orders import (
    CashChanged,
    Cause,
    Executed,
    ExecutionRevised,
    HoldingChanged,
    OrderChanged,
    Refusal,
    Refused,
    State,
    Ticket,
    VenueOrder,
)

D = Decimal


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[VenueScene]:
    made = venue_scene()
    yield made
    await made.close()


def market(side: Side = Side.BUY, quantity: int = 1, account: int = ACCOUNT) -> Ticket:
    return Ticket(account, ES.symbol, side, quantity)


def limit(price: str, side: Side = Side.BUY, quantity: int = 1) -> Ticket:
    return replace(market(side, quantity), order_type=OrderType.LIMIT, limit_price=D(price))


def stop(price: str, side: Side = Side.SELL, quantity: int = 1) -> Ticket:
    return replace(market(side, quantity), order_type=OrderType.STOP, stop_price=D(price))


def bracket(quantity: int = 1) -> tuple[Ticket, Ticket]:
    """A target 20 ticks above a long entry and a stop 10 below."""
    out = replace(market(Side.SELL, quantity), offset_ticks=20, order_type=OrderType.LIMIT)
    return out, replace(out, offset_ticks=-10, order_type=OrderType.STOP)


def exits(scene: VenueScene, entry: VenueOrder) -> tuple[VenueOrder, VenueOrder]:
    target, protection = (scene.exchange.orders[each] for each in entry.children)
    return target, protection


def held(scene: VenueScene, account: int = ACCOUNT) -> int:
    return sum(int(h.position.quantity) for h in scene.exchange.holdings(account))


async def test_a_market_order_trades_at_the_touch_and_moves_position_and_cash(
    scene: VenueScene,
) -> None:
    order = scene.exchange.place(market(quantity=2))
    assert (order.state, order.average_price) == (State.FILLED, D("4800.25"))
    assert held(scene) == 2
    scene.quote("4810.00", "4810.25")
    scene.exchange.place(market(Side.SELL, 2))
    assert held(scene) == 0
    assert scene.exchange.cash(ACCOUNT) == D(50_000) + D("9.75") * 2 * 50 - 4 * FEE


async def test_everything_is_told_in_the_order_in_which_it_happens(scene: VenueScene) -> None:
    scene.exchange.place(market())
    kinds = [type(news) for news in scene.news]
    assert kinds == [OrderChanged, Executed, OrderChanged, HoldingChanged, CashChanged]
    causes = [news.cause for news in scene.news if isinstance(news, OrderChanged)]
    assert causes == [Cause.PLACED, Cause.TRADED]


async def test_no_more_trades_than_is_displayed(scene: VenueScene) -> None:
    order = scene.exchange.place(market(quantity=14))
    assert (order.state, order.filled) == (State.WORKING, 10)
    scene.quote("4800.00", "4800.50")
    assert order.average_price == (10 * D("4800.25") + 4 * D("4800.50")) / 14


async def test_two_accounts_share_what_is_displayed(scene: VenueScene) -> None:
    scene.exchange.place(market(quantity=7))
    other = scene.exchange.place(market(quantity=7, account=ACCOUNT + 1))
    assert other.filled == 3
    assert held(scene, ACCOUNT + 1) == 3


@pytest.mark.parametrize(
    ("ticket", "why"),
    [
        (market(account=7), Refusal.ACCOUNT_UNKNOWN),
        (replace(market(), symbol="XXH2024"), Refusal.CONTRACT_UNKNOWN),
        (market(quantity=0), Refusal.NO_SIZE),
        (replace(market(), order_type=OrderType.LIMIT), Refusal.PRICE_MISSING),
        (limit("4800.10"), Refusal.OFF_TICK),
    ],
)
async def test_what_cannot_be_taken_is_refused_and_leaves_nothing(
    scene: VenueScene, ticket: Ticket, why: Refusal
) -> None:
    with pytest.raises(Refused) as refused:
        scene.exchange.place(ticket)
    assert refused.value.why is why
    assert not scene.exchange.orders
    assert scene.news == []


async def test_a_locked_account_and_a_contract_that_ended_take_no_orders(scene: VenueScene) -> None:
    scene.exchange.list_anew(ES, active=False)
    with pytest.raises(Refused, match="contract_inactive"):
        scene.exchange.place(market())
    scene.exchange.accounts[ACCOUNT].locked = True
    with pytest.raises(Refused, match="account_locked"):
        scene.exchange.place(market())


async def test_a_stop_waits_for_its_price_and_keeps_it_to_show(scene: VenueScene) -> None:
    order = scene.exchange.place(stop("4795.00"))
    scene.quote("4795.25", "4795.50")
    assert order.state is State.WORKING
    scene.quote("4794.75", "4795.00")
    assert (order.state, order.average_price) == (State.FILLED, D("4794.75"))
    assert order.stop_price == D("4795.00")


async def test_a_triggered_stop_limit_is_not_armed_again_by_a_change(scene: VenueScene) -> None:
    ticket = replace(stop("4795.00"), order_type=OrderType.STOP_LIMIT, limit_price=D("4799.00"))
    order = scene.exchange.place(ticket)
    scene.quote("4794.75", "4795.00")
    scene.exchange.change(order.order_id, limit_price=D("4794.75"))
    assert order.state is State.FILLED


async def test_a_change_moves_an_order_and_may_trade_it(scene: VenueScene) -> None:
    order = scene.exchange.place(limit("4790.00", quantity=3))
    scene.exchange.change(order.order_id, quantity=2, limit_price=D("4801.00"))
    assert (order.state, order.filled, order.average_price) == (State.FILLED, 2, D("4800.25"))


async def test_a_change_below_what_has_traded_or_of_a_closed_order_is_refused(
    scene: VenueScene,
) -> None:
    order = scene.exchange.place(limit("4800.25", quantity=14))
    with pytest.raises(Refused, match="no_size"):
        scene.exchange.change(order.order_id, quantity=10)
    scene.exchange.cancel(order.order_id)
    with pytest.raises(Refused, match="order_closed"):
        scene.exchange.change(order.order_id, quantity=12)
    with pytest.raises(Refused, match="order_unknown"):
        scene.exchange.cancel(1)


async def test_an_order_of_the_day_ends_with_it_and_another_does_not(scene: VenueScene) -> None:
    of_day = scene.exchange.place(limit("4790.00"))
    good = replace(limit("4790.00"), time_in_force=TimeInForce.GTC)
    lasting = scene.exchange.place(good)
    scene.clock.advance_to(NOON_NS + DAY_NS)
    scene.quote("4800.00", "4800.25")
    assert (of_day.state, lasting.state) == (State.EXPIRED, State.WORKING)


async def test_all_or_nothing_is_just_that(scene: VenueScene) -> None:
    order = scene.exchange.place(replace(market(quantity=11), time_in_force=TimeInForce.FOK))
    assert (order.state, order.filled) == (State.CANCELED, 0)


# Brackets.


async def test_exits_are_held_until_the_entry_trades_and_stand_off_its_price(
    scene: VenueScene,
) -> None:
    entry = scene.exchange.place(limit("4799.00"), bracket())
    target, protection = exits(scene, entry)
    assert (target.state, protection.state) == (State.HELD, State.HELD)
    scene.quote("4798.75", "4799.00")
    assert (target.state, protection.state) == (State.WORKING, State.WORKING)
    assert (target.limit_price, protection.stop_price) == (D("4804.00"), D("4796.50"))


async def test_one_exit_that_is_filled_cancels_the_other(scene: VenueScene) -> None:
    entry = scene.exchange.place(market(), bracket())
    target, protection = exits(scene, entry)
    scene.quote("4805.25", "4805.50")
    assert (target.state, protection.state) == (State.FILLED, State.CANCELED)
    assert held(scene) == 0


async def test_exits_grow_with_their_entry_and_shrink_with_each_other(scene: VenueScene) -> None:
    entry = scene.exchange.place(market(quantity=12), bracket(12))
    target, protection = exits(scene, entry)
    assert (target.quantity, protection.quantity) == (10, 10)
    scene.quote("4805.25", "4805.50", size=4)
    assert (entry.filled, target.filled, protection.left) == (12, 4, 8)
    scene.quote("4797.00", "4797.25")
    assert held(scene) == 0
    assert (target.state, protection.state) == (State.CANCELED, State.FILLED)


async def test_an_exit_grows_also_in_the_event_that_fills_it(scene: VenueScene) -> None:
    entry = scene.exchange.place(market(quantity=12), bracket(12))
    target, protection = exits(scene, entry)
    scene.quote("4806.00", "4806.25", size=20)
    assert (entry.filled, target.filled, held(scene)) == (12, 12, 0)
    assert (target.state, protection.state) == (State.FILLED, State.CANCELED)


async def test_exits_end_with_an_entry_that_never_traded(scene: VenueScene) -> None:
    entry = scene.exchange.place(limit("4790.00"), bracket())
    scene.exchange.cancel(entry.order_id)
    assert {order.state for order in exits(scene, entry)} == {State.CANCELED}


async def test_linked_orders_cancel_each_other(scene: VenueScene) -> None:
    scene.exchange.place(market())
    target, protection = scene.exchange.place_linked(
        [limit("4805.00", Side.SELL), stop("4795.00", Side.SELL)]
    )
    scene.quote("4794.75", "4795.00")
    assert (target.state, protection.state) == (State.CANCELED, State.FILLED)


async def test_a_trailing_stop_follows_the_market_and_never_goes_back(scene: VenueScene) -> None:
    ticket = replace(stop("4795.00"), order_type=OrderType.TRAILING_STOP, trail_ticks=20)
    order = scene.exchange.place(ticket)
    scene.quote("4806.00", "4806.25")
    assert order.stop_price == D("4801.00")
    scene.quote("4803.00", "4803.25")
    assert order.stop_price == D("4801.00")
    scene.quote("4800.75", "4801.00")
    assert order.state is State.FILLED


# What the fault script does.


async def test_a_trade_from_outside_counts_in_every_state(scene: VenueScene) -> None:
    order = scene.exchange.place(limit("4790.00", quantity=2))
    scene.exchange.cancel(order.order_id)
    scene.exchange.execute(order.order_id, 1)
    assert (order.state, order.filled, held(scene)) == (State.CANCELED, 1, 1)


async def test_a_partial_trade_from_outside_leaves_the_rest_working(scene: VenueScene) -> None:
    order = scene.exchange.place(limit("4790.00", quantity=3))
    scene.exchange.execute(order.order_id, 1)
    scene.quote("4789.75", "4790.00")
    assert (order.state, order.filled) == (State.FILLED, 3)


async def test_a_bust_and_a_correction_restate_position_and_cash(scene: VenueScene) -> None:
    scene.exchange.place(market())
    scene.exchange.place(market())
    first, second = scene.exchange.executions(ACCOUNT)
    scene.exchange.revise(first.execution_id, None)
    assert held(scene) == 1
    assert scene.exchange.cash(ACCOUNT) == D(50_000) - FEE
    scene.exchange.revise(second.execution_id, D("4799.00"))
    (holding,) = scene.exchange.holdings(ACCOUNT)
    assert holding.position.average_price == D("4799.00")
    revised = [news.execution for news in scene.news if isinstance(news, ExecutionRevised)]
    assert [one.voided for one in revised] == [True, False]


async def test_mishaps_of_the_exchange(scene: VenueScene) -> None:
    mishaps = scene.exchange.mishaps
    mishaps.largest_execution, mishaps.overfills = 1, 1
    order = scene.exchange.place(market(quantity=3))
    quantities = [one.quantity for one in scene.exchange.executions()]
    assert (quantities, order.filled, held(scene)) == ([1, 1, 1, 1], 4, 4)


async def test_an_execution_id_can_come_twice(scene: VenueScene) -> None:
    scene.exchange.place(market())
    (first,) = scene.exchange.executions()
    scene.exchange.mishaps.next_execution_id = first.execution_id
    scene.exchange.place(market(account=ACCOUNT + 1))
    assert [one.execution_id for one in scene.exchange.executions()] == [first.execution_id] * 2


async def test_an_exit_that_the_exchange_refuses_ends_rejected(scene: VenueScene) -> None:
    scene.exchange.mishaps.refused_exits = 1
    entry = scene.exchange.place(market(), bracket())
    assert [order.state for order in exits(scene, entry)] == [State.REJECTED, State.WORKING]


async def test_lists_hide_a_new_order_for_a_while(scene: VenueScene) -> None:
    scene.exchange.mishaps.hidden_s = 20.0
    order = scene.exchange.place(limit("4790.00"))
    assert scene.exchange.orders_of(ACCOUNT) == []
    scene.host.advance(20_000_000_000)
    assert scene.exchange.orders_of(ACCOUNT) == [order]


async def test_a_reset_begins_anew_but_never_repeats_an_id(scene: VenueScene) -> None:
    before = scene.exchange.place(market())
    scene.exchange.reset()
    assert not scene.exchange.orders
    assert scene.exchange.cash(ACCOUNT) == D(50_000)
    after = scene.exchange.place(market())
    assert after.order_id > before.order_id
    assert after.average_price == D("4800.25")


async def test_a_position_gets_a_new_id_when_it_begins_anew(scene: VenueScene) -> None:
    ids = []
    for side in (Side.BUY, Side.SELL, Side.BUY):
        scene.exchange.place(market(side))
        (holding,) = scene.exchange.holdings(ACCOUNT)
        ids.append(holding.holding_id)
    assert ids[0] == ids[1]
    assert ids[2] > ids[1]


async def test_linked_orders_that_one_event_reaches_trade_no_more_than_one_of_them_may(
    scene: VenueScene,
) -> None:
    scene.exchange.place(market(quantity=10))
    pair = [limit("4802.00", Side.SELL, 10), limit("4802.25", Side.SELL, 10)]
    first, second = scene.exchange.place_linked(pair)
    scene.quote("4802.25", "4802.50", 7)
    scene.quote("4802.25", "4802.50", 20)
    assert first.filled + second.filled == 10
    assert held(scene) == 0


async def test_linked_orders_share_what_an_event_offers_both(scene: VenueScene) -> None:
    scene.exchange.place(market(quantity=4))
    pair = [limit("4802.00", Side.SELL, 4), limit("4802.25", Side.SELL, 4)]
    first, second = scene.exchange.place_linked(pair)
    scene.exchange.mishaps.largest_execution = 1
    scene.quote("4802.25", "4802.50", 6)
    assert (first.filled, second.filled, second.state) == (4, 0, State.CANCELED)
    assert held(scene) == 0


async def test_an_exit_that_trades_in_the_event_that_lets_it_grow_goes_on(
    scene: VenueScene,
) -> None:
    out = limit("4798.75", Side.SELL, 3)
    entry = scene.exchange.place(limit("4799.00", quantity=3), [out])
    scene.quote("4798.50", "4799.00", 1)
    (target,) = (scene.exchange.orders[each] for each in entry.children)
    assert (entry.filled, target.quantity, target.filled) == (1, 1, 0)
    scene.quote("4798.75", "4799.00", 5)
    assert (entry.filled, target.quantity, target.filled) == (3, 3, 3)
    assert held(scene) == 0


async def test_exits_may_wait_until_all_of_their_entry_has_traded(scene: VenueScene) -> None:
    scene.exchange.mishaps.exits_wait = True
    entry = scene.exchange.place(limit("4800.25", quantity=14), [limit("4805.00", Side.SELL, 14)])
    (target,) = (scene.exchange.orders[each] for each in entry.children)
    assert (entry.filled, target.state) == (10, State.HELD)
    scene.quote("4799.75", "4800.00")
    assert (target.state, target.quantity) == (State.WORKING, 14)


async def test_orders_end_one_after_the_other_as_their_times_come(scene: VenueScene) -> None:
    dated = replace(limit("4790.00"), time_in_force=TimeInForce.GTD, expires_ns=NOON_NS + 10)
    orders = [scene.exchange.place(each) for each in (limit("4790.00"), dated)]
    states = []
    for passed_ns in (9, 10, DAY_NS // 2):
        scene.clock.advance_to(NOON_NS + passed_ns)
        scene.exchange.expire()
        states.append([order.state for order in orders])
    working, expired = State.WORKING, State.EXPIRED
    assert states == [[working, working], [working, expired], [expired, expired]]
