"""What the desk concludes from comparing itself with a broker, and from what is left out."""

import asyncio
from collections import deque
from decimal import Decimal

import pytest

from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import PaperDesk, wish
from tests.support.venue import codes, venue_desk
from traderterminal.desk.intake import SKEW_NS
from traderterminal.desk.ports import FillSeen, Listing, OrderSeen, UnreadableNews
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.kit.clock import NANOSECONDS, VirtualClock

D = Decimal
S = OrderStatus


def reason(order: Order) -> str:
    return order.reason.code if order.reason else ""


@pytest.mark.parametrize("fault", ["F31", "F29"])
async def test_an_empty_or_partial_list_of_positions_never_means_flat(fault: str) -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    for _ in range(3):
        made.broker.script.answers = deque(["", fault])
        await made.reconciler.reconcile("paper")
        await made.pass_time(6)
    assert made.held() == 2
    assert codes(made) == (["position_drift"] if fault == "F31" else [])
    await made.close()


async def test_who_asks_while_a_comparison_is_on_its_way_waits_for_the_one_after_it() -> None:
    made = await venue_desk()
    release, asked, ask = asyncio.Event(), list[int](), made.broker.orders

    async def slow(account: str, since_ns: int) -> Listing[OrderSeen]:
        asked.append(since_ns)
        await release.wait()
        return await ask(account, since_ns)

    made.broker.orders = slow  # type: ignore[method-assign] # it answers late
    found: list[bool] = []

    async def compare() -> None:
        found.append(await made.reconciler.reconcile("paper"))

    for _ in range(3):
        made.paper.tasks.spawn(compare(), name="compare")
        await made.pass_time(0)
    assert (len(asked), found) == (1, [])
    release.set()
    await made.pass_time(0)
    assert (len(asked), found) == (2, [True, True, True])
    await made.close()


async def test_who_waits_for_a_comparison_that_is_given_up_learns_that_it_was_none() -> None:
    made = await venue_desk()

    async def never(account: str, since_ns: int) -> Listing[OrderSeen]:
        await asyncio.Event().wait()
        raise AssertionError("it never answers")

    made.broker.orders = never  # type: ignore[method-assign] # it never answers
    found: list[bool] = []

    async def compare() -> None:
        found.append(await made.reconciler.reconcile("paper"))

    first = made.paper.tasks.spawn(compare(), name="first")
    await made.pass_time(0)
    made.paper.tasks.spawn(compare(), name="second")
    await made.pass_time(0)
    first.cancel()
    await made.pass_time(0)
    assert found == [False]
    await made.close()


async def test_a_position_that_is_not_ours_is_drift_once_it_lasts_and_ends_with_it() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    lost = made.venue.fills.pop()
    await made.reconciler.reconcile("paper")
    assert codes(made) == []
    await made.pass_time(6)
    await made.reconciler.reconcile("paper")
    await made.reconciler.reconcile("paper")
    assert codes(made) == ["position_drift"]
    assert set(made.reconciler.standing("paper").drift) == {"ESH2024"}
    made.venue.fills.append(lost)
    await made.reconciler.reconcile("paper")
    assert made.reconciler.standing("paper").drift == {}
    await made.close()


async def test_a_difference_is_looked_at_again_once_it_would_be_drift_and_then_as_before() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    del made.venue.fills[:]
    begun_ns = made.clock.now_ns()
    made.broker.asked_ns.clear()
    made.paper.tasks.spawn(made.reconciler.watch(["paper"]), name="watch")
    await made.pass_time(40)
    assert codes(made) == ["position_drift"]
    asked = {(at_ns - begun_ns) // NANOSECONDS for at_ns in made.broker.asked_ns}
    assert asked == {0, 5, 30}
    await made.close()


async def test_drift_in_several_symbols_is_told_of_what_is_held_first() -> None:
    made = await venue_desk()
    made.venue.quote("185.00", "185.01", symbol="AAPL")
    for number, symbol in enumerate(("MESH2024", "AAPL", "ESM2024")):
        made.venue.fills.append(
            FillSeen(f"E{number}", "B0", "paper", symbol, Side.BUY, D(1), D(100), at_ns=1)
        )
    await made.desk.place(wish("buy", 2))
    del made.venue.fills[-1]
    await made.reconciler.reconcile("paper")
    await made.pass_time(6)
    await made.reconciler.reconcile("paper")
    told = [alarm.symbol for alarm in made.alarms]
    assert told == ["ESH2024", "AAPL", "ESM2024", "MESH2024"]
    await made.close()


async def test_nothing_that_adds_exposure_leaves_before_the_first_comparison() -> None:
    made = await venue_desk(reconciled=False)
    refused = await made.desk.place(wish())
    assert (refused.status, reason(refused)) == (S.DENIED, "reconciling")
    await made.reconciler.reconcile("paper")
    assert (await made.desk.place(wish())).status is S.FILLED
    await made.close()


async def test_what_an_account_held_before_is_taken_over_once() -> None:
    first = await venue_desk()
    first.broker.script.alter = lambda news: ()
    first.broker.place_elsewhere(Side.BUY, 3)
    first.venue.orders.clear()  # of an earlier day: no order of it is shown any more
    first.venue.fills[0] = FillSeen(
        "E0", "B0", "paper", "ESH2024", Side.BUY, D(3), D("4700"), at_ns=1
    )
    second = await venue_desk(venue=first.venue, ledger=None)
    assert second.held() == 3
    await second.reconciler.reconcile("paper")
    assert second.held() == 3
    assert codes(second) == []
    await first.close()
    await second.close()


async def test_a_comparison_repeated_on_the_same_showing_books_nothing_new() -> None:
    made = await venue_desk()
    made.broker.script.alter = lambda news: ()
    made.broker.place_elsewhere(Side.BUY, 1)
    made.broker.place_elsewhere(Side.SELL, 2, "4850.00")
    await made.reconciler.reconcile("paper")
    await made.pass_time(0)
    ledger = made.paper.ledger
    assert isinstance(ledger, MemoryLedger)
    booked = len(ledger.facts)
    for _ in range(2):
        await made.reconciler.reconcile("paper")
        await made.pass_time(0)
    assert len(ledger.facts) == booked
    await made.close()


@pytest.mark.logs("could not be read")
async def test_a_message_that_cannot_be_read_is_counted_and_everything_compared() -> None:
    made = await venue_desk()
    made.broker.script.alter = lambda news: ()
    made.broker.place_elsewhere(Side.BUY, 1)
    made.broker._hear(UnreadableNews("paper", '{"status":"Confused"}'))
    await made.pass_time(0)
    assert made.reconciler.standing("paper").unreadable == 1
    assert codes(made) == ["unreadable_news"]
    assert made.held() == 1
    await made.close()


async def test_after_the_machine_has_slept_nothing_opens_before_everything_is_compared() -> None:
    made = await venue_desk()
    watching = made.paper.tasks.spawn(made.reconciler.watch(["paper"]), name="watch")
    await made.pass_time(7)
    assert made.reconciler.unready("paper") is None
    made.broker.script.alter = lambda news: ()
    made.broker.place_elsewhere(Side.BUY, 2)
    # given eight hours in which nothing here ran, and a broker that cannot be asked at first
    made.broker.script.answers = deque(["F10"])
    made.clock.advance_to(made.clock.now_ns() + 8 * 3600 * NANOSECONDS)
    await made.pass_time(1)
    refused = await made.desk.place(wish())
    assert reason(refused) == "reconciling"
    # then it is asked again, and what happened meanwhile is taken over
    await made.pass_time(40)
    assert made.reconciler.unready("paper") is None
    assert made.held() == 2
    watching.cancel()
    await made.close()


async def test_where_orders_live_only_here_there_is_nobody_to_compare_with(
    paper: PaperDesk,
) -> None:
    async with asyncio.timeout(1):  # noqa: TID251 - a watch that goes on would go on for ever
        await paper.reconciler.watch(["paper"])
    assert not paper.reconciler.standing("paper").reconciled
    assert paper.desk.is_ready("paper")


async def test_what_was_traded_while_the_clock_was_wrong_is_asked_for() -> None:
    made = await venue_desk()
    asked: list[int] = []
    listed = made.broker.fills

    async def fills(account: str, since_ns: int) -> Listing[FillSeen]:
        asked.append(since_ns)
        return await listed(account, since_ns)

    made.broker.fills = fills  # type: ignore[method-assign] # the test listens in
    await made.desk.place(wish())
    truth, wall = made.clock.now_ns, 7200 * NANOSECONDS
    made.clock.now_ns = lambda: truth() + wall  # type: ignore[method-assign] # set wrongly
    await made.reconciler.reconcile("paper")
    before_ns = truth()
    made.clock.now_ns = truth  # type: ignore[method-assign] # and put right
    made.clock.advance_to(truth() + 600 * NANOSECONDS)
    await made.reconciler.reconcile("paper")
    assert asked[-1] <= before_ns
    await made.close()


@pytest.mark.parametrize("market_ahead_s", [-7200, 7200])
async def test_a_fill_missed_is_asked_for_by_the_slower_of_both_clocks(market_ahead_s: int) -> None:
    made = await venue_desk()
    await made.desk.place(wish())
    # given a market that is shown hours apart from the machine's clock
    market, host = made.paper.market, made.clock
    market.clock = VirtualClock(host.now_ns() + market_ahead_s * NANOSECONDS)
    traded_ns = min(market.clock.now_ns(), host.now_ns())
    await made.reconciler.reconcile("paper")
    asked: list[int] = []
    listed = made.broker.fills

    async def fills(account: str, since_ns: int) -> Listing[FillSeen]:
        asked.append(since_ns)
        return await listed(account, since_ns)

    made.broker.fills = fills  # type: ignore[method-assign] # the test listens in
    host.advance_to(host.now_ns() + 600 * NANOSECONDS)
    market.clock.advance_to(market.clock.now_ns() + 600 * NANOSECONDS)
    await made.reconciler.reconcile("paper")
    assert 0 <= traded_ns - asked[-1] <= SKEW_NS
    await made.close()
