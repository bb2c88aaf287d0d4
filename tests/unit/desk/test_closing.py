"""A close beside an exit of unknown outcome is not sent twice unasked, and not held for long."""

from collections import deque
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.paper_desk import wish
from tests.support.venue import Script, VenueDesk, codes, venue_desk
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.orders import Order, OrderStatus, OrderType

D = Decimal
S = OrderStatus
CLOSE = OrderWish("paper", "ESH2024", "close")
REVERSE = OrderWish("paper", "ESH2024", "reverse", client_order_id="mine")


async def closing(*faults: str, held: int = 2, first: OrderWish = CLOSE) -> VenueDesk:
    """A desk with a position and an exit of it that met the first of `faults`."""
    made = await venue_desk(Script(submits=deque(["", *faults])))
    await made.desk.place(wish("buy", held))
    await made.begin(first)
    await made.pass_time(11)
    return made


def reason(order: Order) -> str:
    return order.reason.code if order.reason else ""


def sent(made: VenueDesk) -> int:
    """How many orders have left after the entry."""
    return len(made.venue.posts) - 1


async def close(made: VenueDesk, wanted: OrderWish = CLOSE) -> Order:
    """Press once more, and let the way be cleared."""
    await made.begin(wanted)
    await made.pass_time(4)
    return list(made.desk.orders.values())[-1]


async def test_one_that_traded_unheard_of_is_found_and_nothing_more_is_sent() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    made.broker.script.submits, made.broker.script.alter = deque(["F4"]), lambda news: ()
    await made.desk.place(CLOSE)
    again = await close(made)
    assert (again.status, reason(again)) == (S.DENIED, "already_flat")
    assert sent(made) == 1
    assert made.held() == made.venue.position("paper") == 0
    await made.close()


async def test_one_that_never_arrived_is_made_good_once_that_is_proven() -> None:
    made = await closing("F5")
    again = await close(made)
    assert (again.status, reason(again)) == (S.DENIED, "close_waits")
    assert made.venue.position("paper") == 2
    await made.pass_time(31)
    assert made.held() == made.venue.position("paper") == 0
    assert sent(made) == 2
    assert codes(made) == ["close_waits"]
    await made.close()


async def test_one_that_lands_late_is_waited_for() -> None:
    made = await venue_desk(Script(submits=deque(["", "F6"])))
    await made.desk.place(wish("buy", 2))
    await made.begin(CLOSE)  # it lands after 12 s
    waits = await close(made)
    assert reason(waits) == "close_waits"
    await made.pass_time(60)
    assert made.held() == made.venue.position("paper") == 0
    assert sent(made) == 1
    await made.close()


async def test_a_person_who_insists_is_told_what_may_come_of_it_and_of_what_came() -> None:
    made = await venue_desk(Script(submits=deque(["", "F6"])))
    await made.desk.place(wish("buy", 2))
    await made.begin(CLOSE)  # it lands after 12 s
    await close(made)
    insisted = await close(made)
    assert insisted.status is S.FILLED
    assert made.venue.position("paper") == 0
    assert made.alarms[-1].message.code == "close_beside_unknown"
    assert made.alarms[-1].message.parameters["measured"] == "-2"
    await made.pass_time(10)
    assert made.held() == made.venue.position("paper") == -2
    assert codes(made) == ["close_waits", "close_beside_unknown", "exit_overshot"]
    await made.pass_time(60)
    assert sent(made) == 2  # what waited has gone with the one that was insisted on
    await made.close()


async def test_automation_that_asks_again_does_not_insist() -> None:
    made = await closing("F5")
    automated = OrderWish("paper", "ESH2024", "close", strategy="orb", source="alert")
    await close(made, automated)
    again = await close(made, automated)
    assert reason(again) == "close_waits"
    assert sent(made) == 1
    await made.pass_time(31)
    assert made.held() == made.venue.position("paper") == 0
    await made.close()


async def test_what_cannot_have_been_closed_is_closed_at_once() -> None:
    made = await closing("F5", held=3, first=wish("sell", 1))
    part = await close(made)
    assert (part.status, part.quantity) == (S.FILLED, D(2))
    assert made.venue.position("paper") == 1
    await made.pass_time(31)
    assert made.held() == made.venue.position("paper") == 0
    await made.close()


async def test_where_nothing_can_be_proven_the_close_goes_after_a_while() -> None:
    made = await closing("F5")
    made.broker.script.answers = deque(["F10"] * 100)
    await close(made)
    await made.pass_time(20)
    assert made.venue.position("paper") == 2
    await made.pass_time(20)
    assert made.venue.position("paper") == 0
    assert codes(made) == ["close_waits", "close_beside_unknown"]
    await made.close()


async def test_a_close_goes_on_when_its_caller_has_gone_away() -> None:
    made = await venue_desk(Script(cancels=deque(["F22"])))
    await made.desk.place(wish("buy", 2))
    await made.desk.place(wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4790")))
    made.broker.script.answers = deque(["F10"] * 3)
    caller = await made.begin(CLOSE)  # it waits for the cancel of the other
    caller.cancel()
    await made.pass_time(4)
    assert made.venue.position("paper") == 0
    await made.close()


@pytest.mark.logs("the cancel of .* failed")
async def test_a_cancel_that_fails_in_the_adapter_does_not_hold_the_close_up() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    await made.desk.place(wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4790")))

    async def fails(order: Order) -> None:
        raise RuntimeError("a fault of the adapter")

    made.broker.cancel = fails  # type: ignore[method-assign] # as an adapter may
    await made.begin(CLOSE)
    await made.pass_time(4)
    assert made.venue.position("paper") == 0
    assert {str(failure) for failure in made.paper.failures} == {"a fault of the adapter"}
    made.paper.failures.clear()
    await made.close()


async def test_a_close_is_decided_on_anew_when_a_part_trades_while_it_is_made_durable() -> None:
    made = await venue_desk(Script(cancels=deque(["F3"] * 100)))
    await made.desk.place(wish("buy", 2))
    await made.desk.place(wish("sell", 2, order_type=OrderType.STOP, stop_price=D("4790")))
    (stop,) = made.venue.open_orders("paper")
    intend = made.tracker.intend

    async def slowly(order: Order) -> Order:
        sending = await intend(order)
        if sending.quantity == 2:  # the disk took its time
            made.venue.execute(stop, D(1), D("4790"))
        return sending

    made.tracker.intend = slowly  # type: ignore[method-assign] # the test comes in between
    named = replace(CLOSE, client_order_id="mine")
    await made.begin(named)
    await made.pass_time(8)
    assert (await made.desk.place(named)).status is S.FILLED  # asked for again, the one that left
    assert [o.quantity for o in made.venue.orders.values() if o.stop_price is None] == [D(2), D(1)]
    assert made.held() == made.venue.position("paper") == 0
    assert codes(made) == []
    await made.close()


async def test_a_reversal_under_the_id_of_a_client_is_answered_with_what_opens_and_made_once() -> (
    None
):
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    opening = await made.desk.place(REVERSE)
    assert opening.status is S.FILLED
    assert made.held() == -2
    again = await made.desk.place(REVERSE)
    assert again.order_id == opening.parent_id
    assert sent(made) == 2
    assert made.venue.position("paper") == -2
    await made.close()


async def test_a_reversal_of_which_only_the_way_out_is_let_through_says_that_it_closed() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    await made.desk.set_state("paper", TradingState.REDUCING)
    other_side = await made.desk.place(REVERSE)
    assert (other_side.status, reason(other_side)) == (S.DENIED, "not_reversed")
    assert str(other_side.reason).startswith("The position was closed. The other side: Refused.")
    assert made.desk.orders[other_side.parent_id].status is S.FILLED
    assert made.held() == made.venue.position("paper") == 0
    await made.close()


async def test_a_reversal_opens_the_other_side_only_once_it_is_flat() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 3))
    made.venue.quote("4800.00", "4800.25", size=2)
    await made.begin(REVERSE)
    await made.pass_time(5)
    assert sent(made) == 1
    assert made.held() == made.venue.position("paper") == 1
    made.venue.quote("4799.75", "4800.00", size=9)
    await made.pass_time(1)
    assert sent(made) == 2
    assert made.held() == made.venue.position("paper") == -3
    await made.close()


async def test_a_close_that_comes_before_the_other_side_was_opened_is_the_last_word() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 3))
    made.venue.quote("4800.00", "4800.25", size=2)
    await made.begin(REVERSE)
    await made.pass_time(1)
    made.venue.quote("4799.75", "4800.00", size=9)  # it is flat, and the other side is to open
    await made.begin(CLOSE)
    await made.pass_time(60)
    assert made.held() == made.venue.position("paper") == 0
    await made.close()
