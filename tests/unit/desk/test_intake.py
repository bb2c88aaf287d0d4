"""What brokers say and show is booked once, whatever the order in which it comes."""

from collections import deque
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.memory_ledger import MemoryLedger
from tests.support.news_faults import lost, whole
from tests.support.paper_desk import FEE, resting, wish
from tests.support.venue import Script, VenueDesk, codes, venue_desk
from traderterminal.desk import tracker
from traderterminal.desk.ports import (
    FeeSet,
    FillChangedFact,
    FillRevised,
    FillSeen,
    Listing,
    News,
    OrderNews,
    OrderSeen,
    PositionSeen,
    Terms,
)
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Accepted, Canceled, Order, OrderStatus, OrderType

D = Decimal
S = OrderStatus


def ledger_of(made: VenueDesk) -> MemoryLedger:
    assert isinstance(made.paper.ledger, MemoryLedger)
    return made.paper.ledger


async def test_without_our_id_a_lost_order_is_known_by_its_terms() -> None:
    made = await venue_desk(Script(submits=deque(["F9"])), carried=False)
    order = await made.desk.place(resting("buy", 3))
    made.broker.place_elsewhere(Side.BUY, 2, "4790.00")
    await made.pass_time(2)
    assert made.order(order.order_id).broker_order_id == "B1"
    external = [o for o in made.desk.orders.values() if o.source == "external"]
    assert [(o.quantity, o.broker_order_id) for o in external] == [(D(2), "B2")]
    await made.close()


async def test_orders_and_fills_from_elsewhere_count_as_external() -> None:
    made = await venue_desk()
    made.broker.script.alter = lambda news: ()
    made.broker.place_elsewhere(Side.SELL, 2)
    assert await made.reconciler.reconcile("paper")
    await made.pass_time(0)
    (order,) = made.desk.orders.values()
    assert (order.source, order.status, order.strategy) == ("external", S.FILLED, "")
    assert made.held() == made.venue.position("paper") == -2
    await made.close()


async def test_news_before_the_acknowledgement_waits_for_it() -> None:
    kept: list[News] = []

    def acknowledgement_last(news: News) -> tuple[News, ...]:
        if isinstance(news, OrderNews):
            kept.append(news)
            return ()
        return (news, *kept)

    made = await venue_desk(Script(alter=acknowledgement_last), carried=False)
    order = await made.desk.place(wish())
    await made.pass_time(0)
    assert made.order(order.order_id).status is S.FILLED
    assert made.held() == 1
    await made.close()


async def test_what_is_said_twice_counts_once() -> None:
    made = await venue_desk(Script(alter=lambda news: (news,) * 5))
    await made.desk.place(wish("buy", 3))
    await made.reconciler.reconcile("paper")
    assert made.held() == 3
    await made.close()


async def test_a_fill_told_twice_and_differently_raises_an_alarm_and_keeps_the_first() -> None:
    def twice(news: News) -> tuple[News, ...]:
        if isinstance(news, FillSeen):
            other = FillSeen(
                news.fill_id, news.broker_order_id, "paper", news.symbol, news.side,
                news.quantity, news.price + 1, news.at_ns, order_id=news.order_id,
            )  # fmt: skip
            return news, other
        return (news,)

    made = await venue_desk(Script(alter=twice))
    order = await made.desk.place(wish())
    assert order.average_price == D("4800.25")
    assert codes(made) == ["fill_conflict"]
    await made.close()


async def test_a_late_fill_after_a_cancel_counts() -> None:
    made = await venue_desk()
    order = await made.desk.place(resting("buy", 2))
    seen = made.venue.orders["B1"]
    await made.desk.cancel(order.order_id)
    made.venue.execute(seen, D(1), D("4790.00"))
    await made.pass_time(0)
    after = made.order(order.order_id)
    assert after.filled_quantity == 1
    assert made.held() == made.venue.position("paper") == 1
    made.broker.tell(made.venue.fills[0])
    await made.pass_time(0)
    assert codes(made) == ["late_fill"]
    await made.close()


async def test_an_overfill_counts_whole_and_raises_an_alarm() -> None:
    made = await venue_desk()
    await made.desk.place(resting())
    made.venue.execute(made.venue.orders["B1"], D(2), D("4790.00"))
    await made.pass_time(0)
    assert made.held() == 2
    assert codes(made) == ["overfilled"]
    await made.close()


async def test_a_bust_and_a_correction_restate_position_and_cash() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 1))
    await made.desk.place(wish("sell", 1))
    first, second = made.venue.fills
    before = made.desk.accounts["paper"].cash
    made.broker.tell(made.venue.bust(first.fill_id, D("4799.25")))  # a point better
    await made.pass_time(0)
    assert made.desk.accounts["paper"].cash == before + 50
    made.broker.tell(made.venue.bust(second.fill_id))
    await made.pass_time(0)
    assert made.held() == made.venue.position("paper") == 1
    position = made.desk.positions[("paper", "ESH2024")]
    assert (position.average_price, position.realized_pnl) == (D("4799.25"), D(0))
    assert codes(made) == ["fill_changed", "fill_changed"]
    await made.close()


@pytest.mark.parametrize("is_early", [False, True])
async def test_a_fee_that_is_told_apart_is_booked_once_and_is_no_alarm(is_early: bool) -> None:
    made = await venue_desk()
    cash = made.desk.accounts["paper"].cash
    told = FeeSet("paper", "E2", D("1.40"))  # the first execution of the venue
    if is_early:
        made.broker.tell(told)
    await made.desk.place(wish("buy", 1))
    for _ in range(0 if is_early else 2):
        made.broker.tell(told)
    await made.pass_time(0)
    (fill,) = made.venue.fills
    assert fill.fill_id == "E2"
    account, position = made.desk.accounts["paper"], made.desk.positions[("paper", "ESH2024")]
    assert (account.fees, account.cash) == (D("1.40"), cash - D("1.40"))
    assert (position.fees, position.quantity, position.cost) == (D("1.40"), D(1), D("4800.25"))
    changes = [f for f in ledger_of(made).facts if isinstance(f, FillChangedFact)]
    assert [(f.was.fee, f.now.fee) for f in changes if f.now] == [(FEE, D("1.40"))]
    assert codes(made) == []
    await made.close()


async def test_an_id_that_an_execution_in_another_symbol_has_is_a_conflict_and_not_booked() -> None:
    """The ledger knows an execution by account and id: it would take no other of that id."""
    made = await venue_desk()
    made.venue.quote("4850.00", "4850.25", symbol="ESM2024")
    await made.desk.place(wish("buy"))
    await made.desk.place(wish("buy", symbol="ESM2024"))
    first, second = made.venue.fills
    made.broker.tell(replace(second, fill_id=first.fill_id))
    await made.pass_time(0)
    assert codes(made) == ["fill_conflict"]
    assert made.paper.tracker.known_position("paper", "ESM2024") == 1
    await made.close()


async def test_a_correction_told_again_or_not_known_to_a_list_is_no_news() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    (listed,) = made.venue.fills
    corrected = FillRevised("paper", listed.fill_id, D(1), D("4799.25"))
    for news in (corrected, corrected, listed):
        made.broker.tell(news)
        await made.pass_time(0)
    assert made.held() == 1
    assert made.desk.accounts["paper"].fees == FEE  # of two before
    assert codes(made) == ["fill_changed"]
    await made.close()


async def test_a_fee_that_a_list_tells_is_booked_as_well() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    made.venue.fills[0] = replace(made.venue.fills[0], fee=D("2.80"))
    for _ in range(2):
        assert await made.reconciler.reconcile("paper")
        await made.pass_time(0)
    assert made.desk.accounts["paper"].fees == D("2.80")
    assert codes(made) == []
    await made.close()


async def test_a_price_that_is_told_otherwise_is_a_conflict_whatever_its_fee() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 1))
    (fill,) = made.venue.fills
    made.broker.tell(FeeSet("paper", fill.fill_id, D("1.40")))
    made.broker.tell(replace(fill, price=D("4801.00")))
    await made.pass_time(0)
    assert codes(made) == ["fill_conflict"]
    await made.close()


async def traded_long_ago(monkeypatch: pytest.MonkeyPatch) -> tuple[VenueDesk, FillSeen]:
    """Return a desk that has forgotten the order of the only execution there was."""
    monkeypatch.setattr(tracker, "KEPT_CLOSED", 1)
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    (fill,) = made.venue.fills
    for _ in range(2):
        order = await made.desk.place(resting())
        await made.desk.cancel(order.order_id)
    return made, fill


async def test_the_fee_of_what_an_order_traded_long_ago_is_booked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, fill = await traded_long_ago(monkeypatch)
    made.broker.tell(FeeSet("paper", fill.fill_id, D("2.80")))
    await made.pass_time(0)
    assert made.desk.accounts["paper"].fees == D("2.80")
    await made.close()


async def test_the_cancel_of_a_replaced_orders_former_id_does_not_end_the_new_one() -> None:
    made = await venue_desk()
    order = await made.desk.place(resting())
    made.broker._hear(OrderNews("paper", Accepted("B9"), order.order_id, "B9"))
    made.broker._hear(
        OrderSeen(
            "B9", "paper", "ESH2024", Side.BUY, D(1), OrderType.LIMIT, order.time_in_force,
            S.ACCEPTED, D(0), order.created_ns, order.order_id, D("4790.00"),
        )
    )  # fmt: skip
    gone = Canceled(Message("canceled_elsewhere"))
    made.broker._hear(OrderNews("paper", gone, "", "B1"))
    assert made.order(order.order_id).status is S.ACCEPTED
    await made.close()


async def test_a_list_that_shows_a_replaced_orders_former_id_does_not_end_the_new_one() -> None:
    made = await venue_desk()
    order = await made.desk.place(resting())
    former = made.venue.orders["B1"]
    made.broker._hear(OrderNews("paper", Accepted("B9"), order.order_id, "B9"))
    made.broker._hear(replace(former, status=S.CANCELED))
    after = made.order(order.order_id)
    assert (after.status, after.broker_order_id) == (S.ACCEPTED, "B9")
    await made.close()


@pytest.mark.parametrize(
    ("asked_here", "code"), [(True, "canceled_by_trader"), (False, "canceled_elsewhere")]
)
async def test_an_order_shown_as_cancelled_says_who_asked_for_it(
    asked_here: bool, code: str
) -> None:
    made = await venue_desk()
    order = await made.desk.place(resting())
    if asked_here:
        made.broker.script.alter = lambda news: ()
        await made.desk.cancel(order.order_id)
        assert made.order(order.order_id).status is S.PENDING_CANCEL
    made.broker._hear(replace(made.venue.orders["B1"], status=S.CANCELED))
    after = made.order(order.order_id)
    assert after.status is S.CANCELED
    assert after.reason == Message(code)
    await made.close()


async def test_what_was_heard_since_it_was_asked_is_newer_than_the_answer() -> None:
    made = await venue_desk()
    order = await made.desk.place(resting())
    listed = made.broker.positions

    async def positions(account: str) -> Listing[PositionSeen]:
        await made.desk.replace(order.order_id, Terms(D(1), D("4795.00")))
        return await listed(account)

    made.broker.positions = positions  # type: ignore[method-assign] # meanwhile it is changed
    assert await made.reconciler.reconcile("paper")
    assert made.order(order.order_id).limit_price == D("4795.00")
    await made.close()


async def test_alike_exits_of_which_one_is_still_on_its_way_are_not_mixed_up() -> None:
    made = await venue_desk(carried=False)
    made.broker.script.alter = lambda news: ()
    await made.desk.place(wish("buy", 2))
    await made.reconciler.reconcile("paper")
    made.broker.script.alter = lambda news: (news,)
    submit, slow = made.broker.submit, wish("sell", 1)

    async def slowly(order: Order) -> None:
        made.broker.submit = submit  # type: ignore[method-assign] # the next one is quick
        await made.clock.sleep(9)
        await submit(order)

    made.broker.submit = slowly  # type: ignore[method-assign] # the first one lands late
    await made.begin(slow)
    made.broker.script.submits = deque(["F9"])
    second = await made.desk.place(slow)
    assert second.status is S.UNKNOWN
    await made.pass_time(60)
    sold = [o for o in made.desk.orders.values() if o.side is Side.SELL]
    assert [(o.status, o.source) for o in sold] == [(S.FILLED, "api")] * 2
    _, quick, late = made.venue.orders
    assert [o.broker_order_id for o in sold] == [late, quick]
    assert made.held() == made.venue.position("paper") == 0
    await made.close()


async def forgotten(made: VenueDesk) -> Order:
    """An order that was cancelled so long ago that it is not at hand any more."""
    order = await made.desk.place(resting())
    await made.desk.cancel(order.order_id)
    for _ in range(2):
        later = await made.desk.place(resting())
        await made.desk.cancel(later.order_id)
    assert made.tracker.known_order(order.order_id) is None
    return order


@pytest.mark.parametrize("carried", [True, False])
async def test_a_fill_of_an_order_closed_long_ago_is_booked_to_it(
    carried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracker, "KEPT_CLOSED", 1)
    made = await venue_desk(carried=carried)
    order = await forgotten(made)
    made.venue.execute(made.venue.orders["B1"], D(1), D("4790.00"))
    await made.pass_time(0)
    assert made.held() == made.venue.position("paper") == 1
    booked = await made.paper.ledger.order(order.order_id)
    assert booked is not None
    assert (booked.filled_quantity, booked.source) == (D(1), order.source)
    await made.close()


async def test_a_bust_of_what_an_order_traded_long_ago_is_booked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, fill = await traded_long_ago(monkeypatch)
    made.broker.tell(made.venue.bust(fill.fill_id))
    await made.pass_time(0)
    assert made.held() == made.venue.position("paper") == 0
    assert codes(made) == ["fill_changed"]
    await made.close()


async def test_an_order_closed_long_ago_that_is_shown_again_is_not_taken_for_anothers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tracker, "KEPT_CLOSED", 1)
    made = await venue_desk(carried=False)
    order = await forgotten(made)
    assert await made.reconciler.reconcile("paper")
    await made.pass_time(0)
    booked = await made.paper.ledger.orders()
    assert {one.source for one in booked} == {order.source}
    await made.close()


async def test_a_fill_of_an_order_that_nobody_shows_is_booked_as_one_from_elsewhere() -> None:
    made = await venue_desk()
    seen = made.broker.place_elsewhere(Side.BUY, 5, "4790.00")
    made.venue.execute(seen, D(2), D("4790.00"))
    made.venue.execute(seen, D(1), D("4790.00"))
    del made.venue.orders[seen.broker_order_id]
    await made.pass_time(15)
    assert made.held() == 0  # it may still turn out to be one of ours
    await made.pass_time(15)
    assert made.held() == made.venue.position("paper") == 3
    (order,) = made.desk.orders.values()
    assert (order.source, order.quantity, order.status) == ("external", D(3), S.FILLED)
    await made.close()


@pytest.mark.parametrize("fault", ["F3", "F4"])
async def test_a_change_to_more_whose_answer_was_lost_leaves_no_order_unseen(fault: str) -> None:
    made = await venue_desk(Script(replaces=deque([fault])))
    order = await made.desk.place(resting("buy", 3))
    made.broker.script.alter = lost
    await made.desk.replace(order.order_id, Terms(D(8), D("4790.00")))
    made.venue.quote("4789.75", "4790.00", ask_size=2)
    made.broker.script.alter = whole
    # then what is heard of is as much as the order was for before
    made.venue.quote("4789.75", "4790.00", ask_size=5)
    made.broker.tell(made.venue.fills[0])
    await made.pass_time(0.5)
    assert made.held() == made.venue.position("paper")
    assert made.order(order.order_id).status is S.PENDING_REPLACE
    await made.pass_time(2)
    after = made.order(order.order_id)
    assert after.status is (S.ACCEPTED if fault == "F4" else S.FILLED)
    assert (after.leaves_quantity == 3) is (fault == "F4")
    assert codes(made) == []
    await made.close()
