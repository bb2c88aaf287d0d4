"""The kill switch: entries stop and go out, exits stay, whatever state things are in."""

import random
from collections import deque
from decimal import Decimal

import pytest

from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import wish
from tests.support.scale import scaled
from tests.support.venue import Script, VenueDesk, turns, venue_desk
from traderterminal.desk.kill_switch import KillResult
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.orders import OrderStatus, OrderType

D = Decimal
S = OrderStatus


async def rests(made: VenueDesk, side: str, price: str, quantity: int = 1) -> str:
    kind = {"order_type": OrderType.LIMIT, "limit_price": D(price)}
    return (await made.desk.place(wish(side, quantity, **kind))).order_id


async def protects(made: VenueDesk, quantity: int) -> str:
    kind = {"order_type": OrderType.STOP, "stop_price": D("4790.00")}
    return (await made.desk.place(wish("sell", quantity, **kind))).order_id


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


@pytest.mark.logs("bookings wait and nothing is sent|is on but not durable")
async def test_with_the_ledger_down_it_is_on_and_says_that_it_is_not_durable() -> None:
    ledger = MemoryLedger()
    made = await venue_desk(ledger=ledger, reconciled=False)
    await made.paper.open()
    assert await made.reconciler.reconcile("paper")
    entry = await rests(made, "buy", "4780.00")
    ledger.broken = "the disk is full"
    with pytest.raises(LedgerDown):
        await made.desk.kill_switch.engage()
    assert made.desk.kill_switch.engaged
    assert made.order(entry).status is S.CANCELED
    ledger.broken = ""
    await made.pass_time(3)
    assert ledger.state().notes["kill switch"]["since_ns"]
    await made.close()


STATES = 20


async def _upset(made: VenueDesk, number: int) -> None:
    """What else is wrong: answers lost, cancels lost, a stalled loop, a silent feed."""
    script = made.broker.script
    submits = {1: ["F4"], 2: ["F5"]}.get(number, [])
    script.submits.extend(submits)
    script.answers.extend(["F10", "F10"] if number == 7 else [])
    if submits or number == 3:
        order_id = await rests(made, "buy", "4770.00")
    if number == 3:
        script.cancels.append("F3")
        await made.desk.cancel(order_id)
    script.cancels.extend(["F22"] if number == 4 else [])
    if number == 5:
        made.clock.advance_to(made.clock.now_ns() + 60_000_000_000)
    made.paper.market.silent_s = 99.0 if number == 6 else 0.1
    if number == 8:
        await made.desk.kill_switch.engage()
    if number == 9:
        made.broker.stream(up=False)


async def _enter(made: VenueDesk, number: int, draw: random.Random) -> str:
    """Bring the account into one of twenty states; the order that protects it, if there is one."""
    kept = ""
    if number % 2:
        await made.desk.place(wish(quantity=draw.randrange(1, 4)))
        kept = await protects(made, int(made.held()))
    for _ in range(draw.randrange(1, 4)):
        await rests(made, "buy", f"{draw.randrange(4700, 4790)}.00")
    await _upset(made, number // 2)
    return kept


@pytest.mark.timeout(600)
@pytest.mark.logs("does not fit the order|is not known here|does not show")
async def test_from_any_state_entries_are_blocked_and_out_and_exits_are_left_alone() -> None:
    for run in range(max(STATES, scaled(100))):
        made = await venue_desk(Script(submits=deque()))
        kept = await _enter(made, run % STATES, random.Random(run))
        before = made.clock.now_ns()
        made.paper.tasks.spawn(_engage(made), name="engage")
        await turns(5)
        denied = await made.desk.place(wish())
        assert denied.reason is not None
        assert denied.reason.code == "halted", run
        assert made.clock.now_ns() == before  # blocked at once
        await made.pass_time(1)
        adding = [o for o in made.tracker.live_orders("paper") if o.order_id != kept]
        assert all(o.status is S.PENDING_CANCEL for o in adding), run
        await made.pass_time(60)
        left = [seen.order_id for seen in made.venue.open_orders("paper")]
        assert left == ([kept] if kept else []), run
        await made.desk.kill_switch.engage(flatten=True)
        assert made.venue.position("paper") == 0
        assert made.venue.open_orders("paper") == []
        await made.close()


async def _engage(made: VenueDesk) -> None:
    await made.desk.kill_switch.engage()
