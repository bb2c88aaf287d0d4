"""What the desk concludes from what a broker says, shows, and leaves out."""

from collections import deque
from decimal import Decimal

import pytest

from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import wish
from tests.support.venue import Script, VenueDesk, venue_desk
from traderterminal.desk.ports import (
    FillSeen,
    News,
    OrderNews,
    OrderSeen,
    OrderWish,
    Terms,
    UnreadableNews,
)
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Accepted, Canceled, Order, OrderStatus, OrderType
from traderterminal.kit.clock import NANOSECONDS

D = Decimal
S = OrderStatus


def resting(side: str = "buy", quantity: int = 1) -> OrderWish:
    """A limit order far from the market."""
    price = D("4790.00") if side == "buy" else D("4810.00")
    return wish(side, quantity, order_type=OrderType.LIMIT, limit_price=price)


def reason(order: Order) -> str:
    return order.reason.code if order.reason else ""


def codes(desk: VenueDesk) -> list[str]:
    return [alarm.message.code for alarm in desk.alarms]


async def test_an_order_whose_answer_was_lost_is_found_and_never_sent_again() -> None:
    made = await venue_desk(Script(submits=deque(["F4"])))
    order = await made.desk.place(resting())
    assert order.status is S.UNKNOWN
    await made.pass_time(2)
    found = made.order(order.order_id)
    assert (found.status, found.broker_order_id) == (S.ACCEPTED, "B1")
    assert made.venue.placed == {order.order_id: 1}
    await made.close()


async def test_its_fill_is_booked_although_neither_answer_nor_news_came() -> None:
    def deaf(news: News) -> tuple[News, ...]:
        return ()

    made = await venue_desk(Script(submits=deque(["F4"]), alter=deaf))
    order = await made.desk.place(wish("buy", 2))
    await made.pass_time(2)
    assert made.order(order.order_id).status is S.FILLED
    assert made.held() == made.venue.position("paper") == 2
    await made.close()


async def test_an_absence_is_proven_by_two_complete_answers_and_not_before() -> None:
    made = await venue_desk(Script(submits=deque(["F5"])))
    order = await made.desk.place(wish())
    await made.pass_time(19)
    assert made.order(order.order_id).status is S.UNKNOWN
    await made.pass_time(11)
    absent = made.order(order.order_id)
    assert (absent.status, reason(absent)) == (S.REJECTED, "proven_absent")
    assert made.venue.placed == {}
    await made.close()


@pytest.mark.parametrize("hidden_s", [5.0, 14.0, 20.0])
async def test_an_order_that_listings_hide_at_first_is_not_given_up(hidden_s: float) -> None:
    made = await venue_desk(Script(submits=deque(["F4"]), hide_s=hidden_s))
    order = await made.desk.place(resting())
    await made.pass_time(30)
    assert made.order(order.order_id).status is S.ACCEPTED
    await made.close()


@pytest.mark.parametrize("fault", ["F29", "F10"])
async def test_an_answer_that_is_not_whole_proves_nothing(fault: str) -> None:
    made = await venue_desk(Script(submits=deque(["F5"])))
    made.broker.script.answers = deque([fault] * 100)
    order = await made.desk.place(wish())
    await made.pass_time(120)
    assert made.order(order.order_id).status is S.UNKNOWN
    await made.close()


async def test_a_stream_that_was_down_in_between_starts_the_proof_anew() -> None:
    made = await venue_desk(Script(submits=deque(["F5"])))
    order = await made.desk.place(wish())
    await made.pass_time(20)
    made.broker.stream(up=False)
    made.broker.stream(up=True)
    await made.pass_time(10)
    assert made.order(order.order_id).status is S.UNKNOWN
    await made.pass_time(60)
    assert made.order(order.order_id).status is S.REJECTED
    await made.close()


async def test_an_order_that_lands_after_the_deadline_is_one_order() -> None:
    made = await venue_desk(Script(submits=deque(["F6"])))
    placing = made.paper.tasks.spawn(_place(made), name="place")
    await made.pass_time(11)
    assert placing.done()
    await made.pass_time(30)
    (order,) = made.desk.orders.values()
    assert order.status is S.FILLED
    assert made.venue.placed == {order.order_id: 1}
    assert made.held() == made.venue.position("paper") == 1
    await made.close()


async def _place(made: VenueDesk, wanted: OrderWish | None = None) -> None:
    await made.desk.place(wanted or wish())


@pytest.mark.parametrize(("fault", "code"), [("F1", "not_sent"), ("F8", "refused_by_broker")])
async def test_what_is_known_at_once_is_said_at_once(fault: str, code: str) -> None:
    made = await venue_desk(Script(submits=deque([fault])))
    order = await made.desk.place(wish())
    assert (order.status, reason(order)) == (S.REJECTED, code)
    await made.close()


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
    await turns_until_booked(made)
    (order,) = made.desk.orders.values()
    assert (order.source, order.status, order.strategy) == ("external", S.FILLED, "")
    assert made.held() == made.venue.position("paper") == -2
    await made.close()


async def turns_until_booked(made: VenueDesk) -> None:
    await made.pass_time(0)


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
    order = await made.desk.place(resting())
    seen = made.venue.orders["B1"]
    await made.desk.cancel(order.order_id)
    made.venue.execute(seen, D(1), D("4790.00"))
    await made.pass_time(0)
    after = made.order(order.order_id)
    assert after.filled_quantity == 1
    assert made.held() == made.venue.position("paper") == 1
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


async def test_a_cancel_whose_answer_was_lost_is_sent_again_until_it_is_known() -> None:
    made = await venue_desk(Script(cancels=deque(["F3"])))
    order = await made.desk.place(resting())
    assert (await made.desk.cancel(order.order_id)).status is S.PENDING_CANCEL
    await made.pass_time(3)
    assert made.order(order.order_id).status is S.CANCELED
    await made.close()


@pytest.mark.parametrize(("fault", "price"), [("F4", "4795.00"), ("F3", "4790.00"), ("", "4795")])
async def test_a_change_is_sent_once_and_ends_as_the_broker_has_it(fault: str, price: str) -> None:
    made = await venue_desk(Script(replaces=deque([fault])))
    order = await made.desk.place(resting())
    await made.desk.replace(order.order_id, Terms(D(1), D("4795.00")))
    await made.pass_time(35)
    after = made.order(order.order_id)
    assert (after.status, after.limit_price) == (S.ACCEPTED, D(price))
    assert made.venue.orders["B1"].limit_price == D(price)
    await made.close()


async def test_a_change_whose_answer_was_lost_ends_the_order_that_has_traded_on_it() -> None:
    made = await venue_desk(Script(replaces=deque(["F4"])))
    order = await made.desk.place(resting("sell", 3))
    await made.desk.replace(order.order_id, Terms(D(2), D("4810.00")))
    made.venue.quote("4810.00", "4810.25")
    await made.pass_time(35)
    after = made.order(order.order_id)
    assert (after.status, after.quantity, after.filled_quantity) == (S.FILLED, D(2), D(2))
    assert made.held() == made.venue.position("paper") == -2
    await made.close()


async def test_an_absence_counts_from_when_the_answer_was_given_up_not_from_an_early_cancel() -> (
    None
):
    made = await venue_desk(Script(submits=deque(["F6"]), hide_s=20.0))
    made.paper.tasks.spawn(_place(made, resting()), name="place")
    await made.pass_time(0.1)
    (order,) = made.tracker.live_orders("paper")
    await made.desk.cancel(order.order_id)  # while the request is still on its way
    await made.pass_time(31)
    assert made.order(order.order_id).is_live
    await made.pass_time(60)
    found = made.order(order.order_id)
    assert (found.status, found.broker_order_id) == (S.CANCELED, "B1")
    assert made.venue.open_orders("paper") == []
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


async def test_after_the_machine_has_slept_nothing_opens_before_everything_is_compared() -> None:
    made = await venue_desk()
    watching = made.paper.tasks.spawn(made.reconciler.watch(["paper"]), name="watch")
    await made.pass_time(7)
    assert made.reconciler.is_ready("paper")
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
    assert made.reconciler.is_ready("paper")
    assert made.held() == 2
    watching.cancel()
    await made.close()
