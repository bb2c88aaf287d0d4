"""The contract of a broker: positions, questions, the stream, what others do, starting again."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.contract.test_orders import limit, reason, resting
from tests.support.contract import ACCOUNT, SYMBOL, Bench, remote
from tests.support.news_faults import altered_price, lost
from tests.support.paper_desk import wish
from tests.support.venue import WIRE_POINTS
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderStatus

D = Decimal
S = OrderStatus

# Positions.


@pytest.mark.parametrize(
    ("steps", "held"),
    [
        (("buy 2",), 2),
        (("sell 2",), -2),
        (("buy 2", "sell 2"), 0),
        (("sell 2", "buy 2"), 0),
        (("buy 2", "sell 5"), -3),
        (("sell 2", "buy 5"), 3),
        (("buy 2", "buy 1"), 3),
        (("sell 3", "buy 1"), -2),
    ],
    ids=lambda value: value if isinstance(value, int) else " then ".join(value),
)
async def test_every_way_of_a_position_ends_the_same_here_and_there(
    bench: Bench, steps: tuple[str, ...], held: int
) -> None:
    for step in steps:
        side, quantity = step.split()
        assert (await bench.desk.place(wish(side, int(quantity)))).status is S.FILLED
    assert bench.held() == await bench.truth() == held


@pytest.mark.parametrize("side", ["buy", "sell"])
async def test_a_close_leaves_nothing(bench: Bench, side: str) -> None:
    await bench.desk.place(wish(side, 3))
    await bench.desk.place(resting("sell" if side == "buy" else "buy", 2))
    await bench.desk.place(wish(None, None, intent="close"))
    await bench.pass_time(1)
    assert bench.held() == await bench.truth() == 0
    assert bench.desk.live_orders(ACCOUNT, SYMBOL) == ()


@pytest.mark.parametrize("side", ["buy", "sell"])
async def test_a_reversal_turns_the_position(bench: Bench, side: str) -> None:
    await bench.desk.place(wish(side, 2))
    await bench.desk.place(wish(None, None, intent="reverse"))
    await bench.pass_time(1)
    assert bench.held() == await bench.truth() == (-2 if side == "buy" else 2)


@pytest.mark.parametrize("target", [-3, 0, 3])
async def test_a_target_is_reached(bench: Bench, target: int) -> None:
    await bench.desk.place(wish("buy", 1))
    await bench.desk.place(wish(None, target, intent="target"))
    assert bench.held() == await bench.truth() == target


async def test_flatten_sweeps_orders_and_position(bench: Bench) -> None:
    await bench.desk.place(wish("buy", 2))
    await bench.desk.place(resting("buy"))
    await bench.desk.place(resting("sell"))
    done = await bench.desk.flatten(ACCOUNT)
    assert (done.orders_cancelled, done.positions_closed) == (2, 1)
    assert bench.held() == await bench.truth() == 0


# Questions.


async def test_it_lists_what_is_open_and_what_closed_since(bench: Bench) -> None:
    working = await bench.desk.place(resting())
    filled = await bench.desk.place(wish())
    await bench.pass_time(30)
    listing = await bench.broker.orders(ACCOUNT, 0)
    assert listing.complete
    found = {seen.broker_order_id or seen.order_id: seen for seen in listing.items}
    by_broker = {o.broker_order_id or o.order_id: o for o in (working, filled)}
    assert {i: seen.status for i, seen in found.items()} == {
        i: o.status for i, o in by_broker.items()
    }
    assert {i: seen.filled_quantity for i, seen in found.items()} == {
        i: o.filled_quantity for i, o in by_broker.items()
    }


async def test_what_is_open_is_listed_whatever_is_asked_since(bench: Bench) -> None:
    await bench.desk.place(resting())
    await bench.desk.place(wish())
    await bench.pass_time(30)
    listing = await bench.broker.orders(ACCOUNT, bench.clock.now_ns())
    assert [seen.status for seen in listing.items] == [S.ACCEPTED]


async def test_it_lists_executions_since(bench: Bench) -> None:
    await bench.desk.place(wish("buy", 2))
    await bench.pass_time(30)
    now = bench.clock.now_ns()
    await bench.desk.place(wish("sell", 1))
    every, late = await bench.broker.fills(ACCOUNT, 0), await bench.broker.fills(ACCOUNT, now)
    assert [(f.side, f.quantity) for f in every.items] == [
        (Side.BUY, D(2)),
        (Side.SELL, D(1)),
    ]
    assert [(f.side, f.price) for f in late.items] == [(Side.SELL, D("4800.00"))]
    assert len({f.fill_id for f in every.items}) == 2


async def test_the_orders_of_another_account_are_not_shown(bench: Bench) -> None:
    await bench.desk.place(resting())
    await bench.desk.place(wish())
    assert (await bench.broker.orders("another", 0)).items == []
    assert (await bench.broker.fills("another", 0)).items == []


async def test_it_carries_our_ids_if_it_says_so(bench: Bench) -> None:
    order = await bench.desk.place(resting())
    await bench.pass_time(30)
    (seen,) = (await bench.broker.orders(ACCOUNT, 0)).items
    carried = bench.broker.capabilities.carries_order_id
    assert seen.order_id == (order.order_id if carried else "")


async def test_its_positions_are_what_it_executed_or_it_says_that_they_are_not_all(
    bench: Bench,
) -> None:
    await bench.desk.place(wish("sell", 2))
    listing = await bench.broker.positions(ACCOUNT)
    if listing.complete:
        assert [(p.symbol, p.quantity) for p in listing.items] == [(SYMBOL, D(-2))]
    else:
        assert bench.unsupported["positions"]


async def test_a_list_with_a_page_missing_says_so(bench: Bench) -> None:
    there = remote(bench, "pages")
    await bench.desk.place(resting())
    there.strike("orders", "F29")
    assert not (await bench.broker.orders(ACCOUNT, 0)).complete


async def test_a_question_that_fails_says_so(bench: Bench) -> None:
    there = remote(bench, "lost requests")
    await bench.desk.place(resting())
    there.strike("orders", "F10")
    with pytest.raises(BrokerUnavailable):
        await bench.broker.orders(ACCOUNT, 0)


@pytest.mark.parametrize("hidden_s", [5.0, 20.0])
async def test_an_order_that_lists_hide_at_first_stays_one(bench: Bench, hidden_s: float) -> None:
    there = remote(bench, "lost requests")
    there.hide(hidden_s)
    there.strike("submit", "F4")
    order = await bench.patiently(bench.desk.place(resting()))
    await bench.pass_time(30)
    assert bench.order(order.order_id).status is S.ACCEPTED
    assert len(bench.desk.orders) == 1


@pytest.mark.parametrize("repeats", [1, 3])
async def test_a_comparison_finds_nothing_new_in_what_is_known(bench: Bench, repeats: int) -> None:
    await bench.desk.place(wish("buy", 2))
    await bench.desk.place(resting())
    await bench.pass_time(1)
    before = bench.facts
    for _ in range(repeats):
        await bench.paper.reconciler.reconcile(ACCOUNT)
        await bench.pass_time(10)
    assert (bench.facts, bench.alarms) == (before, [])


# The stream, and what others do.


async def test_what_happened_while_the_stream_was_down_is_taken_in_after(bench: Bench) -> None:
    there = remote(bench, "a stream")
    order = await bench.desk.place(resting("buy", 2))
    await there.lose_stream()
    await bench.market("4789.75", "4790.00")
    assert bench.held() == 0
    await there.regain_stream()
    assert bench.order(order.order_id).status is S.FILLED
    assert bench.held() == await bench.truth() == 2


async def test_a_night_asleep_is_made_up_for(bench: Bench) -> None:
    there = remote(bench, "a stream")
    order = await bench.desk.place(resting(time_in_force=bench.lasting))
    await there.lose_stream()
    there.show("4789.75", "4790.00", 10)
    await there.sleep(8)
    await there.regain_stream()
    assert bench.order(order.order_id).status is S.FILLED
    assert bench.held() == await bench.truth() == 1


async def test_orders_from_elsewhere_count_as_external(bench: Bench) -> None:
    there = remote(bench, "orders from elsewhere")
    there.elsewhere(Side.BUY, 2)
    working = there.elsewhere(Side.SELL, 1, "4810.00")
    await bench.paper.reconciler.reconcile(ACCOUNT)
    await bench.pass_time(6)
    assert bench.held() == await bench.truth() == 2
    assert {order.source for order in bench.desk.orders.values()} == {"external"}
    (live,) = bench.desk.live_orders(ACCOUNT, SYMBOL)
    assert live.broker_order_id == working


async def test_an_order_from_elsewhere_can_be_cancelled_here(bench: Bench) -> None:
    there = remote(bench, "orders from elsewhere")
    there.elsewhere(Side.SELL, 1, "4810.00")
    await bench.paper.reconciler.reconcile(ACCOUNT)
    (live,) = bench.desk.live_orders(ACCOUNT, SYMBOL)
    await bench.desk.cancel(live.order_id)
    assert there.working() == []


@pytest.mark.parametrize(("price", "cash"), [(None, None), ("4799.25", 50)])
async def test_a_bust_or_a_correction_restates_the_books(
    bench: Bench, price: str | None, cash: int | None
) -> None:
    there = remote(bench, "revisions")
    await bench.desk.place(wish("buy", 1))
    await bench.desk.place(wish("sell", 1))
    before = bench.desk.accounts[ACCOUNT].cash
    await there.revise(None if price is None else D(price))
    assert bench.held() == await bench.truth()
    assert bench.alarms == ["fill_changed"]
    if cash is not None:
        assert bench.desk.accounts[ACCOUNT].cash == before + cash


async def test_one_execution_told_with_two_prices_is_booked_once_and_alarmed(bench: Bench) -> None:
    remote(bench, "revisions")
    bench.arrange = altered_price("0.25")
    order = await bench.desk.place(wish())
    assert bench.order(order.order_id).average_price == D("4800.25")
    assert bench.alarms == ["fill_conflict"]


async def test_the_same_execution_id_on_another_account_is_another_one(bench: Bench) -> None:
    remote(bench, "revisions")
    await bench.paper.open(account="second")
    await bench.desk.place(wish("buy", 2))
    (fill,) = (await bench.broker.fills(ACCOUNT, 0)).items
    (order,) = (await bench.broker.orders(ACCOUNT, 0)).items
    bench.deliver(
        replace(order, account="second", order_id="", broker_order_id="77"),
        replace(fill, account="second", order_id="", broker_order_id="77"),
    )
    await bench.pass_time(0)
    assert bench.paper.tracker.known_position("second", SYMBOL) == 2
    assert bench.held() == 2


async def test_an_overfill_counts_whole_and_is_alarmed(bench: Bench) -> None:
    there = remote(bench, "late executions")
    order = await bench.desk.place(resting())
    await there.execute(order, 2, D("4790.00"))
    assert bench.held() == await bench.truth() == 2
    assert bench.alarms == ["overfilled"]


async def test_a_clock_that_is_ahead_confuses_nothing(bench: Bench) -> None:
    there = remote(bench, "lost requests")
    there.run_ahead(90)
    there.strike("submit", "F4", "F9")
    bench.arrange = lost  # the stream tells nothing of them either
    first = await bench.patiently(bench.desk.place(resting()))
    second = await bench.patiently(bench.desk.place(resting("sell")))
    assert reason(second) == "order_unknown_pending" or second.status is S.UNKNOWN
    await bench.pass_time(130)
    assert bench.order(first.order_id).status is S.ACCEPTED
    assert {o.source for o in bench.desk.orders.values()} == {"api"}


# Requests whose answer is lost.

LANDED = ("F4", "F6", "F7", "F9")


@pytest.mark.parametrize("fault", WIRE_POINTS)
@pytest.mark.parametrize("patient", [False, True], ids=["market", "limit"])
async def test_a_fault_on_the_way_ends_with_what_is_true(
    bench: Bench, fault: str, patient: bool
) -> None:
    there = remote(bench, "lost requests")
    there.strike("submit", fault)
    wanted = resting() if patient else wish()
    placing = bench.paper.tasks.spawn(_place(bench, wanted), name="place")
    await bench.pass_time(60)
    assert placing.done()
    (order,) = bench.desk.orders.values()
    if fault in LANDED:
        assert order.status is (S.ACCEPTED if patient else S.FILLED)
    else:
        assert order.status is S.REJECTED
        assert reason(order) in ("not_sent", "refused_by_broker", "proven_absent")
    assert there.posts(order.order_id) == (fault not in ("F1", "F2"))
    assert bench.held() == await bench.truth()


async def _place(bench: Bench, wanted: object) -> None:
    await bench.desk.place(wanted)  # type: ignore[arg-type] # made by `wish`


@pytest.mark.parametrize("fault", ["F3", "F22"])
async def test_a_cancel_whose_answer_is_lost_is_repeated_until_it_is_known(
    bench: Bench, fault: str
) -> None:
    there = remote(bench, "lost requests")
    there.strike("cancel", fault)
    order = await bench.desk.place(resting())
    await bench.patiently(bench.desk.cancel(order.order_id))
    await bench.pass_time(5)
    assert bench.order(order.order_id).status is S.CANCELED
    assert there.working() == []


# Starting again.


async def test_a_working_order_survives_a_restart_and_trades(bench: Bench) -> None:
    order = await bench.desk.place(resting("buy", 2, time_in_force=bench.lasting))
    again = await bench.restart()
    assert again.order(order.order_id).status is S.ACCEPTED
    await again.market("4789.75", "4790.00")
    assert again.order(order.order_id).status is S.FILLED
    assert again.held() == 2
    await again.close()


async def test_positions_cash_and_orders_are_the_same_after_a_restart(bench: Bench) -> None:
    await bench.desk.place(wish("buy", 3))
    await bench.desk.place(wish("sell", 1))
    order = await bench.desk.place(resting())
    await bench.desk.cancel(order.order_id)
    before = (dict(bench.desk.positions), dict(bench.desk.accounts), dict(bench.desk.orders))
    again = await bench.restart()
    await again.pass_time(40)
    assert (again.desk.positions, again.desk.accounts, again.desk.orders) == before
    assert again.alarms == []
    await again.close()


async def test_a_partly_filled_order_goes_on_after_a_restart(bench: Bench) -> None:
    await bench.market("4800.00", "4800.25", 2)
    order = await bench.desk.place(limit("buy", "4800.25", 5, time_in_force=bench.lasting))
    again = await bench.restart()
    await again.market("4799.75", "4800.00", 10)
    after = again.order(order.order_id)
    assert (after.status, after.filled_quantity, again.held()) == (S.FILLED, D(5), D(5))
    await again.close()


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_kill_about_the_post_neither_loses_nor_repeats_the_order(
    bench: Bench, when: str
) -> None:
    there = remote(bench, "lost requests")
    there.strike("submit", f"F50 {when}")
    bench.arrange = lost
    bench.paper.tasks.spawn(_place(bench, wish("buy", 2)), name="place")
    await bench.pass_time(0)
    (order,) = bench.desk.orders.values()
    assert order.status is S.SENDING
    again = await bench.restart()
    assert again.order(order.order_id).status in (S.UNKNOWN, S.FILLED)
    await again.pass_time(60)
    landed = when == "after"
    assert again.order(order.order_id).status is (S.FILLED if landed else S.REJECTED)
    assert there.booked() == ({order.order_id: 1} if landed else {})
    assert again.held() == await again.truth() == (2 if landed else 0)
    await again.close()


async def test_nothing_is_restored_twice(bench: Bench) -> None:
    await bench.desk.place(resting("buy", 1, time_in_force=bench.lasting))
    again = await bench.restart()
    third = await again.restart()
    await third.market("4789.75", "4790.00")
    assert third.held() == 1
    await third.close()
