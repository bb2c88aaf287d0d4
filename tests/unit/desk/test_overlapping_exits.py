"""An exit that rests beside the legs of a bracket, and the legs: what trades first takes the other
one out, so that the position is not turned."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.support.paper_desk import wish
from tests.support.venue import VenueDesk, codes, venue_desk
from traderterminal.desk.ports import FillSeen, NativeBrackets, News, Terms
from traderterminal.domain.errors import OrderRefused, OutcomeUnknown
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import CancelFor, Order, OrderStatus, OrderType

D = Decimal
#: From 4800.25 a stop at 4798.25 and a target at 4803.25.
EXITS = Exits(stop=ExitLevel(D(8), "ticks"), targets=(Target(ExitLevel(D(12), "ticks")),))
ONLY_TARGET = Exits(targets=(Target(ExitLevel(D(12), "ticks")),))
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


def the_target(made: VenueDesk) -> Order:
    (found,) = (o for o in made.tracker.live_orders("paper", "ESH2024") if o.link and o.is_target)
    return found


async def own_stop(made: VenueDesk, quantity: int) -> Order:
    """A stop of the trader's own below the market."""
    stop = {"order_type": OrderType.STOP, "stop_price": D("4790")}
    order = await made.desk.place(wish("sell", quantity, **stop))
    await made.pass_time(0.1)
    assert order.reduces
    return order


def trades(made: VenueDesk, leg: Order, quantity: int, price: str = "4803.25") -> None:
    made.venue.execute(made.venue.orders[leg.broker_order_id], D(quantity), D(price))


BUSY = Message("refused_by_broker", {"text": "busy"})


@pytest.mark.parametrize("parts", [(2,), (1, 1)])
async def test_what_alone_protects_a_position_is_made_smaller_and_never_taken_out(
    parts: tuple[int, ...],
) -> None:
    made = await venue_desk()
    await entered(made, 4, ONLY_TARGET)
    stop, target = await own_stop(made, 4), the_target(made)
    for part in parts:  # in one piece of news
        trades(made, target, part)
    await made.pass_time(5)
    assert made.held() == 2
    assert made.order(stop.order_id).status is OrderStatus.ACCEPTED
    assert made.order(stop.order_id).leaves_quantity == 2
    await made.close()


async def test_a_leg_that_trades_on_while_the_exit_is_being_changed_has_it_changed_again() -> None:
    made = await venue_desk()
    await entered(made, 4)
    out, target = await exit_at(made, "4806.00", 4), the_target(made)
    asked = 0

    def changing(order: Order, terms: Terms) -> None:
        nonlocal asked
        if order.order_id == out.order_id:
            asked += 1
            if asked == 1:
                trades(made, target, 1)

    made.broker.changing = changing
    trades(made, target, 1)
    await made.pass_time(5)
    assert made.held() == made.order(out.order_id).leaves_quantity == 2
    assert asked == 2
    await made.close()


@pytest.mark.parametrize("refusal", [OrderRefused(BUSY), OutcomeUnknown(BUSY)])
async def test_an_exit_that_cannot_be_made_smaller_stays_and_is_asked_for_again(
    refusal: Exception,
) -> None:
    made = await venue_desk()
    await entered(made, 4, ONLY_TARGET)
    stop, target = await own_stop(made, 4), the_target(made)
    asked = 0

    def changing(order: Order, terms: Terms) -> None:
        nonlocal asked
        if order.order_id == stop.order_id:
            asked += 1
            if asked < 3:
                raise refusal

    made.broker.changing = changing
    trades(made, target, 2)
    await made.pass_time(0.5)
    assert made.order(stop.order_id).is_live
    await made.pass_time(120)
    assert made.order(stop.order_id).status is OrderStatus.ACCEPTED
    assert made.held() == made.order(stop.order_id).leaves_quantity == 2
    await made.close()


async def test_a_stop_that_its_trader_is_moving_stays_and_is_made_smaller_then() -> None:
    made = await venue_desk()
    await entered(made, 4, ONLY_TARGET)
    stop, target = await own_stop(made, 4), the_target(made)
    real = made.broker.replace

    async def slow(order: Order, terms: Terms) -> None:
        await made.clock.sleep(0.3)
        await real(order, terms)

    made.broker.replace = slow  # type: ignore[method-assign] # it takes its time

    async def move() -> None:
        await made.desk.replace(stop.order_id, Terms(D(4), None, D("4791")))

    made.paper.tasks.spawn(move(), name="move")
    await made.pass_time(0.1)
    assert made.order(stop.order_id).status is OrderStatus.PENDING_REPLACE
    trades(made, target, 2)
    await made.pass_time(10)
    moved = made.order(stop.order_id)
    assert moved.status is OrderStatus.ACCEPTED
    assert moved.leaves_quantity == 2
    assert moved.stop_price == D("4791")
    await made.close()


async def test_a_refused_cancel_is_asked_for_again_ever_less_often_until_it_is_taken() -> None:
    made = await venue_desk()
    await entered(made, 4)
    out, target = await exit_at(made, "4806.00", 4), the_target(made)
    asked, is_open = 0, False

    def cancelling(order: Order) -> None:
        nonlocal asked
        if order.order_id == out.order_id:
            asked += 1
            if not is_open:
                raise OrderRefused(BUSY)

    made.broker.cancelling = cancelling
    trades(made, target, 4)
    await made.pass_time(60)
    assert 5 <= asked <= 12
    assert made.order(out.order_id).is_live
    is_open = True
    await made.pass_time(40)
    assert made.order(out.order_id).status is OrderStatus.CANCELED
    await made.close()


async def test_a_target_that_is_told_before_its_entry_takes_out_no_stop_of_another_position() -> (
    None
):
    made = await venue_desk(native=NativeBrackets())
    await entered(made, 2, None)
    stop = await own_stop(made, 2)
    levels = Exits(
        stop=ExitLevel(D("4795"), "price"), targets=(Target(ExitLevel(D("4803"), "price")),)
    )
    limit = {"order_type": OrderType.LIMIT, "limit_price": D("4799")}
    entry = await made.desk.place(wish("buy", 2, exits=levels, **limit))
    await made.pass_time(0.1)
    late: list[FillSeen] = []

    def keep_back(news: News) -> Sequence[News]:
        if isinstance(news, FillSeen) and news.order_id == entry.order_id:
            late.append(news)
            return ()
        return (news,)

    made.broker.script.alter = keep_back
    trades(made, entry, 2, "4799.00")
    await made.pass_time(0.05)
    trades(made, the_target(made), 2, "4803.00")
    await made.pass_time(0.2)
    made.broker.script.alter = lambda news: (news,)
    for news in late:
        made.broker.tell(news)
    await made.pass_time(30)
    assert made.held() == 2
    assert made.order(stop.order_id).status is OrderStatus.ACCEPTED
    assert made.order(stop.order_id).leaves_quantity == 2
    await made.close()


async def test_an_exit_goes_at_once_where_its_change_is_still_on_its_way() -> None:
    made = await venue_desk()
    await entered(made, 4)
    out, target, real = await exit_at(made, "4806.00", 4), the_target(made), made.broker.replace

    async def slow(order: Order, terms: Terms) -> None:
        if order.order_id == out.order_id:
            await made.clock.sleep(5)
        await real(order, terms)

    made.broker.replace = slow  # type: ignore[method-assign] # it takes its time
    trades(made, target, 2)
    await made.pass_time(0.1)
    assert made.order(out.order_id).status is OrderStatus.PENDING_REPLACE
    trades(made, target, 2)
    await made.pass_time(0.5)
    assert made.order(out.order_id).status is OrderStatus.CANCELED
    await made.pass_time(30)
    assert made.held() == made.venue.position("paper") == 0
    await made.close()


async def test_legs_that_have_traded_more_than_their_entry_take_the_exit_out_as_well() -> None:
    made = await venue_desk()
    await entered(made, 2)
    await entered(made, 2, None)
    out = await exit_at(made, "4806.00", 4)
    for leg in [o for o in made.tracker.live_orders("paper", "ESH2024") if o.link]:
        trades(made, leg, 2)  # both, before the venue has heard that one is to go
    await made.pass_time(5)
    assert made.held() == 0
    assert made.order(out.order_id).status is OrderStatus.CANCELED
    await made.close()


async def test_an_exit_that_its_trader_has_made_larger_than_the_position_is_left_alone() -> None:
    made = await venue_desk()
    await entered(made, 4)
    out, target = await exit_at(made, "4806.00", 4), the_target(made)
    await made.desk.replace(out.order_id, Terms(D(6), D("4806"), None))
    await made.pass_time(0.5)
    trades(made, target, 1)
    await made.pass_time(5)
    assert made.order(out.order_id).leaves_quantity == 6
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
