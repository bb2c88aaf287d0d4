"""An order whose answer was lost is looked up until it is found or its absence is proven."""

from collections import deque
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.paper_desk import resting, wish
from tests.support.venue import Script, codes, venue_desk
from traderterminal.desk.ports import Listing, News, OrderNews, OrderSeen, Terms
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus

D = Decimal
S = OrderStatus


def reason(order: Order) -> str:
    return order.reason.code if order.reason else ""


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


async def test_the_two_answers_that_prove_an_absence_are_ten_seconds_apart() -> None:
    made = await venue_desk(Script(submits=deque(["F5"])))
    made.broker.capabilities = replace(made.broker.capabilities, visible_after_s=0.0)
    order = await made.desk.place(wish())
    await made.pass_time(10.9)  # asked after 1, 2, 4 and 8 s
    assert made.order(order.order_id).status is S.UNKNOWN
    await made.pass_time(5)
    assert made.order(order.order_id).status is S.REJECTED
    await made.close()


async def test_while_the_stream_is_down_nothing_is_proven() -> None:
    made = await venue_desk(Script(submits=deque(["F5"])))
    order = await made.desk.place(wish())
    made.broker.stream(up=False)
    await made.pass_time(120)
    assert made.order(order.order_id).status is S.UNKNOWN
    await made.close()


@pytest.mark.parametrize("hidden_s", [5.0, 14.0, 20.0])
async def test_an_order_that_listings_hide_at_first_is_not_given_up(hidden_s: float) -> None:
    made = await venue_desk(Script(submits=deque(["F4"]), hide_s=hidden_s))
    order = await made.desk.place(resting())
    await made.pass_time(30)
    assert made.order(order.order_id).status is S.ACCEPTED
    await made.close()


async def test_a_request_that_lands_late_and_is_hidden_then_is_not_given_up() -> None:
    made = await venue_desk(Script(submits=deque(["F6"]), hide_s=20.0))
    await made.begin(resting())
    await made.pass_time(2)
    (order,) = made.tracker.live_orders()
    await made.desk.cancel(order.order_id)  # it is looked up 28 s later: 20 after it was given up
    await made.pass_time(90)
    assert made.order(order.order_id).status is S.CANCELED
    assert codes(made) == []
    await made.close()


@pytest.mark.parametrize("is_cancelled", [False, True])
async def test_an_order_wrongly_proven_absent_works_again_once_it_is_shown(
    is_cancelled: bool,
) -> None:
    made = await venue_desk(Script(submits=deque(["F4"]), hide_s=100.0))
    order = await made.desk.place(resting())
    if is_cancelled:
        await made.desk.cancel(order.order_id)
    await made.pass_time(60)
    assert made.order(order.order_id).is_taken_for_absent
    await made.pass_time(60)
    await made.reconciler.reconcile("paper")
    await made.pass_time(1)
    found = made.order(order.order_id)
    assert found.status is (S.CANCELED if is_cancelled else S.ACCEPTED)
    assert [seen.status for seen in made.venue.orders.values()] == [found.status]
    assert codes(made) == ["order_reappeared"]
    assert made.venue.placed == {order.order_id: 1}
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
    placing = await made.begin(wish())
    await made.pass_time(11)
    assert placing.done()
    await made.pass_time(30)
    (order,) = made.desk.orders.values()
    assert order.status is S.FILLED
    assert made.venue.placed == {order.order_id: 1}
    assert made.held() == made.venue.position("paper") == 1
    await made.close()


@pytest.mark.parametrize(("fault", "code"), [("F1", "not_sent"), ("F8", "refused_by_broker")])
async def test_what_is_known_at_once_is_said_at_once(fault: str, code: str) -> None:
    made = await venue_desk(Script(submits=deque([fault])))
    order = await made.desk.place(wish())
    assert (order.status, reason(order)) == (S.REJECTED, code)
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
    await made.begin(resting())
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


async def test_an_order_whose_execution_was_taken_back_unheard_of_is_ended() -> None:
    made = await venue_desk()
    made.broker.script.alter = lambda news: (news,) if isinstance(news, OrderNews) else ()
    order = await made.desk.place(wish())
    made.venue.bust(made.venue.fills[0].fill_id)
    assert await made.reconciler.reconcile("paper")
    assert made.order(order.order_id).is_live  # its execution may be on its way
    await made.pass_time(19)
    assert await made.reconciler.reconcile("paper")
    assert made.order(order.order_id).is_live
    await made.pass_time(1)
    assert await made.reconciler.reconcile("paper")
    ended = made.order(order.order_id)
    assert (ended.status, reason(ended), ended.filled_quantity) == (S.CANCELED, "taken_back", D(0))
    assert made.held() == made.venue.position("paper") == 0
    await made.close()


async def test_an_execution_that_only_comes_late_does_not_end_its_order() -> None:
    made = await venue_desk()
    made.broker.script.alter = lambda news: (news,) if isinstance(news, OrderNews) else ()
    order = await made.desk.place(wish())
    (late,) = made.venue.fills
    made.venue.fills.clear()
    assert await made.reconciler.reconcile("paper")
    made.venue.fills.append(late)
    await made.pass_time(21)
    assert await made.reconciler.reconcile("paper")
    assert made.order(order.order_id).status is S.FILLED
    await made.close()


async def test_a_repeated_cancel_that_is_refused_does_not_mean_that_the_order_stands() -> None:
    made = await venue_desk(Script(cancels=deque(["F22"])))  # taken, and not told
    order = await made.desk.place(resting())
    await made.desk.cancel(order.order_id)
    made.broker.script.answers = deque(["F10"] * 3)
    await made.desk.cancel(order.order_id)  # refused: there is none any more
    await made.pass_time(5)
    assert made.order(order.order_id).status is S.PENDING_CANCEL
    await made.pass_time(5)
    assert made.order(order.order_id).status is S.CANCELED
    await made.close()


async def test_a_repeated_cancel_that_is_refused_while_the_order_is_shown_is_refused() -> None:
    made = await venue_desk(Script(cancels=deque(["F3"])))
    order = await made.desk.place(resting())
    await made.desk.cancel(order.order_id)

    async def refuses(order: Order) -> None:
        raise OrderRefused(Message("refused_by_broker", {"text": "not now"}))

    made.broker.cancel = refuses  # type: ignore[method-assign] # as a broker may
    await made.pass_time(2)
    assert made.order(order.order_id).status is S.ACCEPTED
    await made.close()


async def test_a_cancel_that_could_not_name_its_order_leaves_as_soon_as_it_can() -> None:
    made = await venue_desk(Script(submits=deque(["F4"])))
    order = await made.desk.place(resting())
    await made.desk.cancel(order.order_id)
    assert made.venue.open_orders("paper")
    assert await made.reconciler.reconcile("paper")
    await made.pass_time(0)
    assert made.venue.open_orders("paper") == []
    assert made.order(order.order_id).status is S.CANCELED
    await made.close()


@pytest.mark.logs("could not be reconciled|the cancel of .* failed")
async def test_look_ups_go_on_whatever_fails_in_the_adapter() -> None:
    made = await venue_desk(Script(submits=deque(["F4"])))
    orders, cancel = made.broker.orders, made.broker.cancel

    async def orders_fail(account: str, since_ns: int) -> Listing[OrderSeen]:
        made.broker.orders = orders  # type: ignore[method-assign] # only this once
        raise RuntimeError("a fault of the adapter")

    async def cancel_fails(order: Order) -> None:
        made.broker.cancel = cancel  # type: ignore[method-assign] # only this once
        raise RuntimeError("a fault of the adapter")

    order = await made.desk.place(resting())
    await made.desk.cancel(order.order_id)
    made.broker.orders = orders_fail  # type: ignore[method-assign] # as an adapter may
    made.broker.cancel = cancel_fails  # type: ignore[method-assign] # as an adapter may
    await made.pass_time(5)
    assert made.order(order.order_id).status is S.CANCELED
    await made.close()


async def test_it_says_when_an_order_is_looked_up_next() -> None:
    made = await venue_desk(Script(submits=deque(["F5"])))
    order = await made.desk.place(resting())
    await made.pass_time(0)
    assert made.reconciler.next_look_s(order.order_id) == 1
    await made.pass_time(0.25)
    assert made.reconciler.next_look_s(order.order_id) == 0.75
    await made.pass_time(1)
    assert made.reconciler.next_look_s(order.order_id) == 0.75
    await made.pass_time(60)
    assert made.reconciler.next_look_s(order.order_id) is None
    await made.close()
