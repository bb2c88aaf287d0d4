"""What leaves, leaves once; what becomes of it is known or looked up."""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal

import pytest

from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import PaperDesk, held, paper_desk, resting, wish
from tests.support.silent_broker import SilentBroker
from tests.support.venue import VenueDesk, turns, venue_desk
from traderterminal.desk.desk import HASTE_NS
from traderterminal.desk.ports import OrderFact, Terms
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.errors import LedgerDown, OrderRefused, OutcomeUnknown
from traderterminal.domain.exits import ExitLevel, Exits
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, OrderType

D = Decimal


async def _place(paper: PaperDesk) -> None:
    await paper.desk.place(wish())


async def test_the_intent_is_in_the_ledger_before_the_broker_hears_of_it(paper: PaperDesk) -> None:
    seen: list[int] = []
    ledger = paper.ledger
    assert isinstance(ledger, MemoryLedger)
    submit = paper.broker.submit

    async def watching(order: Order) -> None:
        facts = [f for f in ledger.facts if isinstance(f, OrderFact)]
        seen.append(sum(f.order.order_id == order.order_id for f in facts))
        await submit(order)

    paper.broker.submit = watching  # type: ignore[method-assign] # the test listens in
    await paper.desk.place(wish())
    assert seen == [1]


async def test_each_order_that_leaves_is_told_of_with_how_long_after_it_was_asked_for(
    paper: PaperDesk,
) -> None:
    departed: list[tuple[str, int]] = []
    paper.desk.departed.connect(lambda one: departed.append((one.order_id, one.took_ns)))
    placing = paper.desk.place(wish())
    paper.host.advance_to(paper.host.now_ns() + 5_000_000)
    order = await placing
    assert departed == [(order.order_id, 5_000_000)]
    refused = await paper.desk.place(wish(quantity=500))
    assert refused.status is OrderStatus.DENIED
    assert len(departed) == 1


async def test_what_can_wait_lets_an_order_go_first_until_it_has_left(paper: PaperDesk) -> None:
    desk, host = paper.desk, paper.host
    waits: list[bool] = []
    submit = paper.broker.submit

    async def watching(order: Order) -> None:
        waits.append(desk.is_in_haste)
        await submit(order)

    paper.broker.submit = watching  # type: ignore[method-assign] # the test listens in
    assert not desk.is_in_haste
    placing = desk.place(wish())
    assert desk.is_in_haste
    await placing
    assert waits == [False]  # it leaves
    assert not desk.is_in_haste
    await desk.place(wish(quantity=500))  # refused: nothing leaves
    assert desk.is_in_haste
    host.advance_to(host.now_ns() + HASTE_NS - 1)
    assert desk.is_in_haste
    host.advance_to(host.now_ns() + 1)
    assert not desk.is_in_haste


async def test_orders_that_never_leave_hold_up_all_else_half_of_the_time_at_most(
    paper: PaperDesk,
) -> None:
    desk, host, seen = paper.desk, paper.host, list[bool]()
    for _ in range(100):  # far quicker than the haste of one of them takes
        await desk.place(wish(quantity=500))
        seen.append(desk.is_in_haste)
        host.advance_to(host.now_ns() + HASTE_NS // 10)
    assert seen.count(False) == 50


async def test_nothing_is_sent_while_the_ledger_is_down(paper: PaperDesk) -> None:
    ledger = paper.ledger
    assert isinstance(ledger, MemoryLedger)
    ledger.broken = "the disk is full"
    with pytest.raises(LedgerDown, match="the disk is full"):
        await paper.desk.place(wish())
    assert paper.tracker.live_orders() == ()
    ledger.broken = ""
    assert (await paper.desk.place(wish())).status is OrderStatus.FILLED
    assert held(paper) == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OutcomeUnknown(Message("refused_by_broker")), OrderStatus.UNKNOWN),
        (OrderRefused(Message("refused_by_broker", {"text": "no"})), OrderStatus.REJECTED),
        (None, OrderStatus.SENDING),
    ],
)
async def test_silence_is_unknown_and_only_a_refusal_is_a_refusal(
    error: Exception | None, status: OrderStatus
) -> None:
    broker = SilentBroker(error)
    made = paper_desk(broker=broker)
    await made.open()
    order = await made.desk.place(wish())
    assert order.status is status
    assert len(broker.submitted) == 1
    await made.tasks.aclose()


async def test_an_exit_is_stopped_at_the_door_once_there_is_nothing_to_close() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2, exits=Exits(stop=ExitLevel(D(8), "ticks"))))
    await made.pass_time(0.1)
    (stop,) = made.venue.open_orders("paper")
    leaving = asyncio.get_running_loop().create_task(made.desk.place(wish("sell", 2)))
    await asyncio.sleep(0)  # noqa: TID251 - the intent is on its way to the ledger
    made.venue.execute(stop, D(2), D("4798.25"))
    order = await leaving
    assert order.reduces
    assert order.status is OrderStatus.REJECTED
    assert order.reason is not None
    assert order.reason.code == "stopped_at_the_door"
    assert made.venue.position("paper") == 0
    await made.close()


async def _throw_the_kill_switch(made: VenueDesk) -> None:
    await made.desk.kill_switch.engage()


async def _halt(made: VenueDesk) -> None:
    await made.desk.set_state("paper", TradingState.HALTED)


@pytest.mark.parametrize("stop", [_throw_the_kill_switch, _halt])
async def test_an_entry_is_stopped_at_the_door_by_what_came_while_it_was_made_durable(
    stop: Callable[[VenueDesk], Awaitable[None]],
) -> None:
    made = await venue_desk()
    leaving = asyncio.get_running_loop().create_task(made.desk.place(wish("buy", 2)))
    await asyncio.sleep(0)  # noqa: TID251 - the intent is on its way to the ledger
    assert made.tracker.live_orders("paper")[0].status is OrderStatus.INTENT
    await stop(made)
    order = await leaving
    assert order.reason is not None
    assert order.reason.code == "stopped_at_the_door"
    assert not made.venue.posts
    await made.close()


async def test_a_caller_that_goes_away_does_not_take_the_order_back(paper: PaperDesk) -> None:
    caller = asyncio.get_running_loop().create_task(_place(paper))
    await asyncio.sleep(0)  # noqa: TID251 - the intent is on its way to the ledger
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await paper.drained()
    assert held(paper) == 1


async def test_cancel_takes_a_resting_order_out(paper: PaperDesk) -> None:
    resting = await paper.desk.place(
        wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4790"))
    )
    assert (await paper.desk.cancel(resting.order_id)).status is OrderStatus.CANCELED
    assert (await paper.desk.cancel(resting.order_id)).status is OrderStatus.CANCELED
    with pytest.raises(KeyError):
        await paper.desk.cancel("TTnone")


async def test_an_order_cancelled_on_its_way_never_arrives() -> None:
    made = paper_desk(latency_ms=250)
    await made.open()
    order = await made.desk.place(wish())
    assert (await made.desk.cancel(order.order_id)).status is OrderStatus.CANCELED
    made.market.clock.advance_to(made.market.clock.now_ns() + 1_000_000_000)
    await made.drained()
    assert made.desk.orders[order.order_id].filled_quantity == 0


async def test_a_broker_that_fails_unexpectedly_leaves_the_outcome_unknown() -> None:
    made = paper_desk(broker=SilentBroker(RuntimeError("a fault of the adapter")))
    await made.open()
    order = await made.desk.place(wish())
    assert order.status is OrderStatus.UNKNOWN
    assert made.tracker.live_orders("paper") == (order,)  # it may trade, so it counts
    assert [str(failure) for failure in made.failures] == ["a fault of the adapter"]
    await made.tasks.aclose()


async def test_an_order_cancelled_while_it_is_made_durable_never_leaves() -> None:
    made = await venue_desk()
    intend = made.tracker.intend

    async def slowly(order: Order) -> Order:
        sending = await intend(order)
        await made.desk.cancel(order.order_id)
        return sending

    made.tracker.intend = slowly  # type: ignore[method-assign] # the test comes in between
    order = await made.desk.place(wish())
    assert order.status is OrderStatus.REJECTED
    assert str(order.reason) == ("Not sent: it was cancelled before it left. Nothing was traded.")
    assert made.venue.posts == {}
    await made.close()


async def test_an_exit_of_more_than_is_held_by_the_time_it_leaves_does_not_leave() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    await made.desk.place(wish("sell", 1, order_type=OrderType.LIMIT, limit_price=D("4810")))
    target, intend = made.venue.open_orders("paper")[0], made.tracker.intend

    async def slowly(order: Order) -> Order:
        sending = await intend(order)
        made.venue.execute(target, D(2), D("4810"))
        return sending

    made.tracker.intend = slowly  # type: ignore[method-assign] # the test comes in between
    order = await made.desk.place(wish("sell", 1))
    assert order.reduces
    assert order.status is OrderStatus.REJECTED
    assert made.venue.position("paper") == 0
    await made.close()


async def test_a_caller_hears_of_whatever_kept_an_intent_from_being_durable() -> None:
    made = await venue_desk()

    async def fails(facts: object) -> None:
        raise ValueError("cannot be encoded")

    made.paper.ledger.commit = fails  # type: ignore[method-assign] # as a faulty ledger may
    async with asyncio.timeout(1):  # noqa: TID251 - who is not told would wait for ever
        with pytest.raises(ValueError, match="cannot be encoded"):
            await made.desk.place(wish())
    assert made.tracker.live_orders("paper") == ()
    await made.pass_time(0)
    assert [str(failure) for failure in made.paper.failures] == ["cannot be encoded"]
    made.paper.failures.clear()
    await made.close()


async def test_a_cancel_that_failed_in_the_adapter_is_sent_again() -> None:
    made = await venue_desk()
    order = await made.desk.place(resting())
    cancel = made.broker.cancel

    async def fails(order: Order) -> None:
        made.broker.cancel = cancel  # type: ignore[method-assign] # only this once
        raise RuntimeError("a fault of the adapter")

    made.broker.cancel = fails  # type: ignore[method-assign] # as an adapter may
    with pytest.raises(RuntimeError):
        await made.desk.cancel(order.order_id)
    await made.pass_time(3)
    assert made.order(order.order_id).status is OrderStatus.CANCELED
    await made.close()


async def test_a_cancel_whose_caller_has_gone_away_is_looked_after() -> None:
    made = await venue_desk()
    order = await made.desk.place(resting())
    cancel = made.broker.cancel

    async def hangs(order: Order) -> None:
        made.broker.cancel = cancel  # type: ignore[method-assign] # only this once
        await asyncio.get_running_loop().create_future()

    made.broker.cancel = hangs  # type: ignore[method-assign] # as a broker may
    caller = asyncio.get_running_loop().create_task(_cancel(made, order))
    await made.pass_time(0)
    caller.cancel()
    await made.pass_time(3)
    assert made.order(order.order_id).status is OrderStatus.CANCELED
    await made.close()


async def _cancel(made: VenueDesk, order: Order) -> None:
    await made.desk.cancel(order.order_id)


@pytest.mark.logs("bookings wait")
async def test_a_change_that_cannot_be_made_durable_leaves_the_order_as_it_stands() -> None:
    made = await venue_desk()
    order = await made.desk.place(resting())
    ledger = made.paper.ledger
    assert isinstance(ledger, MemoryLedger)
    ledger.broken = "the disk is full"
    with pytest.raises(LedgerDown):
        await made.desk.replace(order.order_id, Terms(D(1), D("4795")))
    assert made.order(order.order_id).status is OrderStatus.ACCEPTED
    ledger.broken = ""
    await made.pass_time(2)
    await made.desk.replace(order.order_id, Terms(D(1), D("4796")))
    assert made.venue.orders["B1"].limit_price == D("4796")
    await made.close()


async def test_a_change_of_an_order_that_was_cancelled_meanwhile_is_not_sent() -> None:
    made = await venue_desk()
    order = await made.desk.place(resting())
    changing = asyncio.get_running_loop().create_task(_change(made, order))
    await turns(1)  # it is being made durable
    await made.desk.cancel(order.order_id)
    with pytest.raises(OrderRefused, match="cancelled meanwhile"):
        await changing
    assert made.order(order.order_id).status is OrderStatus.CANCELED
    assert made.venue.orders["B1"].limit_price == D("4790")
    await made.close()


async def _change(made: VenueDesk, order: Order) -> None:
    await made.desk.replace(order.order_id, Terms(D(1), D("4795")))


async def test_a_change_that_failed_in_the_adapter_is_looked_up_and_not_sent_again() -> None:
    made = await venue_desk()
    order = await made.desk.place(resting())
    replace, asked = made.broker.replace, list[Terms]()

    async def fails(order: Order, terms: Terms) -> None:
        asked.append(terms)
        await replace(order, terms)
        raise RuntimeError("a fault of the adapter")

    made.broker.script.alter = lambda news: ()
    made.broker.replace = fails  # type: ignore[method-assign] # as an adapter may
    with pytest.raises(RuntimeError):
        await made.desk.replace(order.order_id, Terms(D(1), D("4795")))
    await made.pass_time(5)
    after = made.order(order.order_id)
    assert (after.status, after.limit_price) == (OrderStatus.ACCEPTED, D("4795"))
    assert len(asked) == 1
    await made.close()


@pytest.mark.logs("bookings wait")
async def test_what_has_left_is_not_said_to_be_unsent_when_the_ledger_fails_after_it() -> None:
    made = await venue_desk()
    ledger, submit = made.paper.ledger, made.broker.submit
    assert isinstance(ledger, MemoryLedger)

    async def breaking(order: Order) -> None:
        ledger.broken = "the disk is full"
        await submit(order)

    made.broker.submit = breaking  # type: ignore[method-assign] # the disk fills up meanwhile
    placing = await made.begin(resting())
    await made.pass_time(1)
    assert placing.done()
    (order,) = made.desk.orders.values()
    assert order.status is OrderStatus.SENDING  # as far as it is booked
    cancelling = asyncio.get_running_loop().create_task(_cancel(made, order))
    await made.pass_time(1)
    await cancelling
    assert made.venue.open_orders("paper") == []
    ledger.broken = ""
    await made.pass_time(2)
    assert made.desk.orders[order.order_id].status is OrderStatus.CANCELED
    await made.close()


async def test_an_exit_that_has_traded_in_part_may_grow_to_all_that_is_held() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 5))
    leave = await made.desk.place(resting("sell", 3))
    made.venue.execute(made.venue.orders[leave.broker_order_id], D(2), D("4810"))
    await made.pass_time(0)
    changed = await made.desk.replace(leave.order_id, Terms(D(5), D("4811")))
    assert changed.leaves_quantity == made.held() == 3
    await made.close()


async def test_what_opened_once_and_only_closes_by_now_may_grow_while_the_account_is_halted() -> (
    None
):
    made = await venue_desk()
    entry = await made.desk.place(resting("sell", 1))
    await made.desk.place(wish("buy", 3))
    await made.desk.set_state("paper", TradingState.HALTED)
    changed = await made.desk.replace(entry.order_id, Terms(D(3), D("4810")))
    assert changed.quantity == 3
    with pytest.raises(OrderRefused):
        await made.desk.replace(entry.order_id, Terms(D(4), D("4810")))
    await made.close()


@pytest.mark.parametrize("fills", [1, 2])
async def test_a_way_out_that_is_none_any_more_when_it_leaves_is_not_moved(fills: int) -> None:
    """An exit is moved unasked; another one trades while the change is made durable."""
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    other = await made.desk.place(resting("sell", 2))
    leave = await made.desk.place(wish("sell", 2, order_type=OrderType.STOP, stop_price=D(4790)))
    booked = made.tracker.booked

    async def slowly() -> None:
        await booked()
        made.venue.execute(made.venue.orders[other.broker_order_id], D(fills), D("4810"))

    made.tracker.booked = slowly  # type: ignore[method-assign] # the test comes in between
    with pytest.raises(OrderRefused, match="would add exposure"):
        await made.desk.replace(leave.order_id, Terms(D(2), None, D(4795)), only_out=True)
    assert made.venue.orders[leave.broker_order_id].stop_price == D(4790)
    assert made.order(leave.order_id).status is OrderStatus.ACCEPTED
    await made.close()


async def test_less_of_an_order_that_is_less_already_is_not_more_of_it() -> None:
    """Two changes follow each other; the second was asked for while there was more to take off."""
    made = await venue_desk()
    order = await made.desk.place(resting("buy", 3))
    changing = made.desk.replace(order.order_id, Terms(D(2), D(4790)), only_out=True)
    await made.desk.replace(order.order_id, Terms(D(1), D(4790)), only_out=True)
    with pytest.raises(OrderRefused, match="would add exposure"):
        await changing
    assert made.order(order.order_id).quantity == 1
    await made.close()
