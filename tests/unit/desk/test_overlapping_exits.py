"""An exit that rests beside the legs of a bracket, and the legs: what trades first takes the other
one out, so that the position is not turned."""

from decimal import Decimal

import pytest

from tests.support.paper_desk import wish
from tests.support.venue import VenueDesk, codes, venue_desk
from traderterminal.desk.ports import Terms
from traderterminal.domain.errors import OrderRefused, OutcomeUnknown
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import CancelFor, Order, OrderStatus, OrderType

D = Decimal
#: From 4800.25 a stop at 4798.25 and a target at 4803.25.
EXITS = Exits(stop=ExitLevel(D(8), "ticks"), targets=(Target(ExitLevel(D(12), "ticks")),))
TWO_TARGETS = Exits(
    stop=ExitLevel(D(8), "ticks"),
    targets=(Target(ExitLevel(D(4), "ticks"), D(1)), Target(ExitLevel(D(40), "ticks"))),
)


async def entered(made: VenueDesk, quantity: int = 2, exits: Exits | None = EXITS) -> Order:
    order = await made.desk.place(wish("buy", quantity, exits=exits))
    await made.pass_time(0.1)
    return order


async def exit_at(made: VenueDesk, price: str, quantity: int = 2) -> Order:
    """An exit that rests above the market: armed, and over the API, nobody is asked about it."""
    limit = {"order_type": OrderType.LIMIT, "limit_price": D(price)}
    order = await made.desk.place(wish("sell", quantity, **limit))
    await made.pass_time(0.1)
    assert order.status is OrderStatus.ACCEPTED
    assert order.reduces
    return order


async def trades_at(made: VenueDesk, bid: str, ask: str, seconds: float = 5) -> None:
    made.venue.quote(bid, ask)
    await made.pass_time(seconds)


def resting(made: VenueDesk) -> list[Decimal]:
    """What is left of everything that rests at the venue."""
    return [one.quantity - one.filled_quantity for one in made.venue.open_orders("paper")]


async def test_a_halted_account_still_takes_an_exit_beside_full_legs() -> None:
    made = await venue_desk()
    await entered(made)
    await made.desk.kill_switch.engage()
    await exit_at(made, "4801.50")
    await made.close()


@pytest.mark.parametrize("price", ["4801.50", "4803.25"])
async def test_legs_leave_when_the_exit_beside_them_trades(price: str) -> None:
    made = await venue_desk()
    await entered(made)
    await exit_at(made, "4801.50")
    await trades_at(made, "4801.50", "4801.75")
    assert made.venue.position("paper") == 0
    assert resting(made) == []
    await trades_at(made, "4797.00", "4797.25")
    assert made.venue.position("paper") == made.held() == 0
    assert codes(made) == []
    await made.close()


@pytest.mark.parametrize("falls", [True, False])
async def test_the_exit_leaves_when_a_leg_has_closed_what_it_was_for(falls: bool) -> None:
    made = await venue_desk()
    await entered(made)
    out = await exit_at(made, "4806.00")
    await trades_at(made, *(("4797.00", "4797.25") if falls else ("4803.50", "4803.75")))
    assert made.venue.position("paper") == 0
    assert resting(made) == []
    assert made.order(out.order_id).status is OrderStatus.CANCELED
    assert made.order(out.order_id).canceled_for is CancelFor.BRACKET
    await trades_at(made, "4806.50", "4806.75")
    assert made.venue.position("paper") == made.held() == 0
    assert codes(made) == []
    await made.close()


async def test_the_exit_is_for_no_more_than_a_leg_has_left() -> None:
    made = await venue_desk()
    await entered(made, 2, TWO_TARGETS)
    out = await exit_at(made, "4806.00")
    await trades_at(made, "4801.50", "4801.75")  # the first target
    assert made.venue.position("paper") == 1
    assert made.order(out.order_id).quantity == 1
    await trades_at(made, "4806.50", "4806.75")
    assert made.venue.position("paper") == 0
    assert resting(made) == []
    assert codes(made) == []
    await made.close()


@pytest.mark.parametrize("is_refused", [True, False])
async def test_an_exit_that_cannot_be_made_smaller_is_taken_out(is_refused: bool) -> None:
    made = await venue_desk()
    await entered(made, 2, TWO_TARGETS)
    out = await exit_at(made, "4806.00")

    def refuse(order: Order, terms: Terms) -> None:
        if order.order_id == out.order_id:
            why = Message("unsupported", {"what": "that", "account": "paper"})
            raise OrderRefused(why) if is_refused else OutcomeUnknown(why)

    made.broker.changing = refuse
    await trades_at(made, "4801.50", "4801.75", 60)
    assert made.order(out.order_id).status is OrderStatus.CANCELED
    await made.close()


async def test_an_exit_of_what_no_leg_is_for_stays() -> None:
    made = await venue_desk()
    await entered(made)
    await entered(made, 2, None)
    out = await exit_at(made, "4806.00")
    await trades_at(made, "4797.00", "4797.25")
    assert made.venue.position("paper") == 2
    assert made.order(out.order_id).status is OrderStatus.ACCEPTED
    assert resting(made) == [2]
    await made.close()


async def test_of_several_exits_the_older_keeps_what_is_left() -> None:
    made = await venue_desk()
    await entered(made, 2, TWO_TARGETS)
    older, younger = await exit_at(made, "4806.00", 1), await exit_at(made, "4805.00", 1)
    await trades_at(made, "4801.50", "4801.75")
    assert made.order(older.order_id).status is OrderStatus.ACCEPTED
    assert made.order(younger.order_id).status is OrderStatus.CANCELED
    await made.close()


async def test_an_entry_of_the_other_side_is_left_alone() -> None:
    made = await venue_desk()
    await entered(made)
    limit = {"order_type": OrderType.LIMIT, "limit_price": D("4806")}
    short = await made.desk.place(wish("sell", 3, **limit))  # more than an exit
    assert not short.reduces
    await trades_at(made, "4797.00", "4797.25")
    assert made.order(short.order_id).status is OrderStatus.ACCEPTED
    await made.close()
