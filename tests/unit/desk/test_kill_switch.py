"""The kill switch as it is kept: over restarts, and while the ledger is down."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import wish
from tests.support.venue import VenueDesk, turns, venue_desk
from traderterminal.desk.kill_switch import KillCount, KillResult
from traderterminal.desk.ports import Fact, NoteFact
from traderterminal.domain.errors import LedgerDown, OrderRefused
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.kit.clock import NANOSECONDS

D = Decimal
S = OrderStatus


async def rests(made: VenueDesk, side: str, price: str, quantity: int = 1) -> str:
    kind = {"order_type": OrderType.LIMIT, "limit_price": D(price)}
    return (await made.desk.place(wish(side, quantity, **kind))).order_id


async def test_it_survives_a_restart_until_it_is_released() -> None:
    made = await venue_desk()
    await made.desk.kill_switch.engage()
    ledger = made.paper.ledger
    await made.close()
    again = await venue_desk(ledger=ledger, venue=made.venue, reconciled=False)
    again.tracker.load(ledger.state())
    again.desk.load(ledger.state().notes)
    denied = await again.desk.place(wish())
    assert denied.reason is not None
    assert denied.reason.key == "halted.kill_switch"
    assert await again.desk.kill_switch.release() == KillResult(engaged=False)
    assert ledger.state().notes["kill switch"] == {"since_ns": ""}
    await again.close()


async def test_after_a_restart_it_goes_on_taking_out_what_turns_up() -> None:
    made = await venue_desk()
    await made.desk.kill_switch.engage()
    ledger = made.paper.ledger
    await made.close()
    again = await venue_desk(ledger=ledger, venue=made.venue)
    again.desk.load(ledger.state().notes)
    again.broker.place_elsewhere(Side.BUY, 1, "4790.00")
    assert await again.reconciler.reconcile("paper")
    await again.pass_time(1)
    assert again.venue.open_orders("paper") == []
    await again.close()


@pytest.mark.logs("bookings wait and nothing but exits is sent")
async def test_it_is_not_released_before_the_throw_that_waits_for_the_ledger_is_booked() -> None:
    ledger = MemoryLedger()
    made = await venue_desk(ledger=ledger, reconciled=False)
    await made.paper.open()
    ledger.broken = "the disk is full"
    await made.desk.kill_switch.engage()
    ledger.broken = ""
    with pytest.raises(LedgerDown):  # else the next start would find it thrown
        await made.desk.kill_switch.release()
    await made.pass_time(1)
    await made.desk.kill_switch.release()
    assert ledger.state().notes["kill switch"] == {"since_ns": ""}
    await made.close()


async def test_what_went_with_an_earlier_throw_is_not_counted_again() -> None:
    made = await venue_desk()
    switch = made.desk.kill_switch
    await rests(made, "buy", "4780.00")
    await switch.engage()
    assert switch.count().cancelled == 1
    await switch.release()
    await switch.engage()
    assert switch.count().cancelled == 0
    await made.close()


async def test_it_remembers_who_threw_it_until_it_is_released() -> None:
    made = await venue_desk()
    await made.desk.kill_switch.engage(by="you")
    await made.desk.kill_switch.engage(by="the API")
    ledger = made.paper.ledger
    await made.close()
    again = await venue_desk(ledger=ledger, venue=made.venue, reconciled=False)
    again.desk.load(ledger.state().notes)
    assert again.desk.kill_switch.by == "you"
    await again.desk.kill_switch.release()
    assert again.desk.kill_switch.by == ""
    await again.close()


async def test_it_counts_what_it_takes_out_what_stays_and_what_nobody_knows() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    stop = {"order_type": OrderType.STOP, "stop_price": D("4790.00")}
    await made.desk.place(wish("sell", 2, **stop))
    await rests(made, "buy", "4780.00")
    await rests(made, "buy", "4781.00")
    switch = made.desk.kill_switch
    assert switch.count() == KillCount(adding=2, kept=1, unknown=0, cancelled=0)
    made.broker.script.submits.append("F5")
    await rests(made, "buy", "4782.00")
    assert switch.count() == KillCount(adding=2, kept=1, unknown=1, cancelled=0)
    made.broker.script.cancels.append("F22")
    await switch.engage()
    assert switch.count() == KillCount(adding=1, kept=1, unknown=1, cancelled=1)
    await made.pass_time(60)
    assert switch.count() == KillCount(adding=0, kept=1, unknown=0, cancelled=2)
    await made.close()


@pytest.mark.logs("bookings wait and nothing but exits is sent")
async def test_with_the_ledger_down_it_is_kept_beside_it_and_booked_later() -> None:
    ledger = MemoryLedger()
    made = await venue_desk(ledger=ledger, reconciled=False)
    await made.paper.open()
    assert await made.reconciler.reconcile("paper")
    ledger.broken = "the disk is full"
    switch = made.desk.kill_switch
    assert (await switch.engage()).durable
    kept = [fact for fact in ledger.kept if isinstance(fact, NoteFact)]
    assert [fact.value["since_ns"] for fact in kept] == [str(switch.since_ns)]
    with pytest.raises(LedgerDown):
        await switch.release()
    assert switch.engaged
    ledger.broken = ""
    await made.pass_time(3)
    assert ledger.state().notes["kill switch"]["since_ns"] == str(switch.since_ns)
    assert not (await switch.release()).engaged
    assert ledger.state().notes["kill switch"]["since_ns"] == ""
    await made.close()


@pytest.mark.logs("bookings wait and nothing but exits is sent|is on but not durable")
async def test_where_it_cannot_be_kept_either_it_is_on_and_says_that_it_is_not_durable() -> None:
    ledger = MemoryLedger()
    ledger.no_file = True
    made = await venue_desk(ledger=ledger, reconciled=False)
    await made.paper.open()
    assert await made.reconciler.reconcile("paper")
    entry = await rests(made, "buy", "4780.00")
    ledger.broken = "the disk is full"
    thrown = await made.desk.kill_switch.engage()
    assert (thrown.engaged, thrown.orders_cancelled, thrown.durable) == (True, 1, False)
    assert made.desk.kill_switch.engaged
    assert not made.desk.kill_switch.is_durable
    assert made.order(entry).status is S.CANCELED
    ledger.broken = ""
    await made.pass_time(3)
    assert ledger.state().notes["kill switch"]["since_ns"]
    assert made.desk.kill_switch.is_durable
    await made.close()


async def test_thrown_again_while_its_release_goes_to_the_disk_it_stays_on_over_a_restart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ledger = MemoryLedger()
    made = await venue_desk(ledger=ledger)
    switch, commit = made.desk.kill_switch, ledger.commit
    await switch.engage()

    async def throw() -> None:
        await switch.engage()

    async def slow(facts: Sequence[Fact]) -> None:
        monkeypatch.undo()
        made.paper.tasks.spawn(throw(), name="throw")
        await turns(20)
        await commit(facts)

    monkeypatch.setattr(ledger, "commit", slow)
    assert (await switch.release()).engaged
    await turns(20)
    assert switch.is_durable
    assert ledger.state().notes["kill switch"]["since_ns"]
    await made.close()


async def test_no_account_is_flattened_later_for_a_broker_that_hangs() -> None:
    made = await venue_desk()
    await made.paper.open(account="second")
    assert await made.reconciler.reconcile("second")
    for account in ("paper", "second"):
        await made.desk.place(wish("buy", 2, account=account))
    far = {"order_type": OrderType.LIMIT, "limit_price": D("4790.00")}
    resting = await made.desk.place(wish("buy", 1, account="second", **far))
    asked: list[str] = []
    made.broker.cancelling = lambda order: asked.append(order.order_id)
    made.broker.hanging.add("second")

    async def throw() -> None:
        await made.desk.kill_switch.engage(flatten=True)

    made.paper.tasks.spawn(throw(), name="throw")
    await made.pass_time(0.5)
    assert made.venue.position("paper") == 0
    assert asked == [resting.order_id]
    await made.close()


async def test_a_cancel_that_was_refused_is_asked_for_again_after_a_second() -> None:
    made = await venue_desk()
    order_id = await rests(made, "buy", "4780.00")
    cancel, asked = made.broker.cancel, list[int]()

    async def refuses(order: Order) -> None:
        asked.append(made.clock.now_ns())
        if len(asked) == 1:
            raise OrderRefused(Message("refused_by_broker", {"text": "too late"}))
        await cancel(order)

    made.broker.cancel = refuses  # type: ignore[method-assign] # as a broker may
    await made.desk.kill_switch.engage()
    await made.pass_time(2)
    assert made.order(order_id).status is OrderStatus.CANCELED
    first, second = asked
    assert NANOSECONDS <= second - first <= 2 * NANOSECONDS
    await made.close()
