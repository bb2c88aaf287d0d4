"""Exits that wait for their entry follow it to its new price, and go back where it did not go."""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal

import pytest

from tests.support.paper_desk import wish
from tests.support.venue import Script, VenueDesk, codes, venue_desk
from traderterminal.desk.ports import NativeBrackets, Terms
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, OrderType

D = Decimal
EXITS = Exits(stop=ExitLevel(D(8), "ticks"), targets=(Target(ExitLevel(D(12), "ticks")),))
PLACES = Exits(ExitLevel(D("4790.25"), "price"), (Target(ExitLevel(D(4810), "price")),))
MOVED = Terms(D(2), D(4790))


async def waiting(
    *, exits: Exits = EXITS, native: NativeBrackets | None = None
) -> tuple[VenueDesk, Order]:
    """An entry below the market with the exits that left with it."""
    made = await venue_desk(Script(), native=native or NativeBrackets())
    limit = {"order_type": OrderType.LIMIT, "limit_price": D(4799)}
    order = await made.desk.place(wish("buy", 2, exits=exits, **limit))
    await made.pass_time(0.1)
    return made, order


def prices(made: VenueDesk) -> tuple[Decimal | None, Decimal | None]:
    """Where target and stop are at the venue."""
    exits = [seen for seen in made.venue.open_orders("paper") if seen.entry_id]
    targets = [seen.limit_price for seen in exits if seen.order_type is OrderType.LIMIT]
    stops = [seen.stop_price for seen in exits if seen.order_type is OrderType.STOP]
    return next(iter(targets), None), next(iter(stops), None)


@pytest.mark.parametrize(
    ("price", "links", "ends"),
    [("4799.75", ["T1", "SL", ""], "4802.75 4797.75"), ("4790", ["", "T1", "SL"], "4793 4788")],
    ids=["nearer", "away"],
)
async def test_who_is_nearer_to_the_market_goes_last(
    price: str, links: list[str], ends: str
) -> None:
    made, order = await waiting()
    assert prices(made) == (D(4802), D(4797))
    asked: list[str] = []
    made.broker.changing = lambda one, terms: asked.append(one.link)
    changed = await made.desk.replace(order.order_id, Terms(D(2), D(price)))
    assert changed.limit_price == D(price)
    await made.pass_time(0.1)
    assert asked == links
    there = tuple(D(end) for end in ends.split())
    assert prices(made) == there
    made.venue.quote(str(D(price) - D("0.25")), price, 10)
    await made.pass_time(3)
    assert prices(made) == there
    assert made.held() == 2
    assert codes(made) == []
    assert asked == links
    await made.close()


async def test_other_terms_than_the_price_leave_exits_alone() -> None:
    made, order = await waiting()
    await made.desk.replace(order.order_id, Terms(D(1), D(4799)))
    assert prices(made) == (D(4802), D(4797))
    await made.close()


async def test_exits_at_prices_of_their_own_stay() -> None:
    made, order = await waiting(exits=PLACES)
    await made.desk.replace(order.order_id, MOVED)
    await made.pass_time(1)
    assert prices(made) == (D(4810), D("4790.25"))
    await made.close()


async def test_an_exit_that_was_moved_by_hand_stays_there() -> None:
    made, order = await waiting()
    stop = next(o for o in made.tracker.live_orders() if o.link == "SL")
    await made.desk.replace(stop.order_id, Terms(D(2), None, D(4780)))
    await made.desk.replace(order.order_id, MOVED)
    await made.pass_time(1)
    assert prices(made) == (D(4793), D(4780))
    await made.close()


async def test_an_entry_that_would_trade_at_once_is_not_moved_past_its_exits() -> None:
    made, order = await waiting()
    with pytest.raises(OrderRefused, match="Cancel it and place it again"):
        await made.desk.replace(order.order_id, Terms(D(2), D(4805)))
    assert prices(made) == (D(4802), D(4797))
    known = made.tracker.known_order(order.order_id)
    assert known is not None
    assert (known.status, known.limit_price) == (OrderStatus.ACCEPTED, D(4799))
    await made.close()


async def test_exits_stay_where_a_change_that_nobody_was_asked_about_would_add() -> None:
    made, order = await waiting()
    asked: list[str] = []
    made.broker.changing = lambda one, terms: asked.append(one.link)
    with pytest.raises(OrderRefused, match="would add exposure"):
        await made.desk.replace(order.order_id, Terms(D(3), D("4799.75")), only_out=True)
    assert asked == []
    assert prices(made) == (D(4802), D(4797))
    await made.close()


async def test_exits_off_the_price_that_is_paid_follow_by_themselves() -> None:
    made, order = await waiting(native=NativeBrackets(in_ticks=True, least_ticks=4))
    await made.desk.replace(order.order_id, Terms(D(2), D(4805)))
    await made.pass_time(3)
    assert made.held() == 2
    assert prices(made) == (D("4803.25"), D("4798.25"))  # 4800.25 was paid
    await made.close()


def refusing(
    made: VenueDesk, link: str, cause: BaseException
) -> Callable[[Order, Terms], Awaitable[None]]:
    """Let the broker refuse one change of an order of that link."""
    replace, left = made.broker.replace, [cause]

    async def answer(order: Order, terms: Terms) -> None:
        if order.link == link and left:
            raise left.pop()
        await replace(order, terms)

    return answer


@pytest.mark.parametrize(("link", "price"), [("", "4790"), ("", "4799.75"), ("SL", "4799.75")])
async def test_what_is_refused_leaves_exits_where_their_entry_is(
    link: str, price: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, order = await waiting()
    refused = OrderRefused(Message("refused_by_broker", {"text": "not now"}))
    monkeypatch.setattr(made.broker, "replace", refusing(made, link, refused))
    with pytest.raises(OrderRefused):
        await made.desk.replace(order.order_id, Terms(D(2), D(price)))
    await made.pass_time(1)
    assert prices(made) == (D(4802), D(4797))
    made.venue.quote("4798.75", "4799.00", 10)
    await made.pass_time(3)
    assert prices(made) == (D(4802), D(4797))
    await made.close()


async def test_an_exit_that_cannot_follow_is_placed_once_its_entry_trades(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, order = await waiting()
    refused = OrderRefused(Message("refused_by_broker", {"text": "not now"}))
    monkeypatch.setattr(made.broker, "replace", refusing(made, "SL", refused))
    await made.desk.replace(order.order_id, MOVED)
    await made.pass_time(1)
    assert prices(made)[1] is None
    made.venue.quote("4789.75", "4790.00", 10)
    await made.pass_time(3)
    stops = [o for o in made.venue.open_orders("paper") if o.order_type is OrderType.STOP]
    assert [(o.stop_price, o.quantity) for o in stops] == [(D(4788), D(2))]
    assert made.held() == 2
    await made.close()


async def test_an_exit_that_the_broker_dropped_is_placed_where_it_was_moved_to() -> None:
    made, order = await waiting()
    stop = next(o for o in made.tracker.live_orders() if o.link == "SL")
    await made.desk.replace(stop.order_id, Terms(D(2), None, D(4780)))
    assert made.venue.cancel(stop.broker_order_id)
    await made.reconciler.reconcile("paper")
    made.venue.quote("4798.75", "4799.00", 10)
    await made.pass_time(3)
    assert (made.held(), order.is_live) == (D(2), True)
    stops = [o for o in made.venue.open_orders("paper") if o.order_type is OrderType.STOP]
    assert [o.stop_price for o in stops] == [D(4780)]
    await made.close()


@pytest.mark.parametrize("price", ["4790", "4799.75"])
@pytest.mark.parametrize("fault", ["F3", "F4"])
async def test_exits_stand_as_their_entry_does_once_a_lost_change_is_known(
    fault: str, price: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, order = await waiting()
    replace = made.broker.replace

    async def lose(one: Order, terms: Terms) -> None:
        if not one.link:
            made.broker.script.replaces.append(fault)
        await replace(one, terms)

    monkeypatch.setattr(made.broker, "replace", lose)
    await made.desk.replace(order.order_id, Terms(D(2), D(price)))
    await made.pass_time(60)
    known = made.tracker.known_order(order.order_id)
    assert known is not None
    assert known.status is OrderStatus.ACCEPTED
    moved = D(price) - D(4799) if fault == "F4" else D(0)
    assert known.limit_price == D(4799) + moved
    assert prices(made) == (D(4802) + moved, D(4797) + moved)
    await made.close()


async def test_an_entry_that_trades_before_it_goes_away_keeps_its_exits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, order = await waiting()
    replace = made.broker.replace

    async def too_late(one: Order, terms: Terms) -> None:
        if not one.link:
            made.venue.quote("4798.75", "4799.00", 10)
        await replace(one, terms)

    monkeypatch.setattr(made.broker, "replace", too_late)
    await made.desk.replace(order.order_id, MOVED)
    await made.pass_time(3)
    assert made.held() == 2
    assert prices(made) == (D(4802), D(4797))
    await made.close()


async def test_an_entry_that_is_changed_while_its_exits_go_before_it_keeps_that_change() -> None:
    made, order = await waiting()
    less: list[asyncio.Task[Order]] = []

    def between(one: Order, terms: Terms) -> None:
        if not less and one.link:
            change = made.desk.replace(order.order_id, Terms(D(1), D(4799)))
            less.append(asyncio.get_running_loop().create_task(change))

    made.broker.changing = between
    with pytest.raises(OrderRefused, match="the order has changed meanwhile"):
        await made.desk.replace(order.order_id, Terms(D(2), D("4799.75")))
    await less[0]
    await made.pass_time(1)
    known = made.order(order.order_id)
    assert (known.quantity, known.limit_price) == (D(1), D(4799))
    assert prices(made) == (D(4802), D(4797))
    await made.close()
