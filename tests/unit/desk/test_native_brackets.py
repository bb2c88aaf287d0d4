"""Exits that leave with their entry, and what the desk still does about them."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import ES, quote
from tests.support.memory_ledger import MemoryLedger
from tests.support.news_faults import AcknowledgementLast
from tests.support.paper_desk import wish
from tests.support.venue import Script, VenueDesk, codes, venue_desk
from traderterminal.desk.native_brackets import attached_exits
from traderterminal.desk.ports import (
    AttachedExit,
    Capabilities,
    FillSeen,
    Listing,
    NativeBrackets,
    OrderFact,
    OrderSeen,
    OrderWish,
    Terms,
)
from traderterminal.desk.tracker import FillBooked
from traderterminal.domain.errors import LedgerDown, OrderRefused
from traderterminal.domain.exits import ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderStatus, OrderType, TimeInForce, Where
from traderterminal.domain.quotes import Quote

D = Decimal
S = OrderStatus
PRICES, TICKS = NativeBrackets(), NativeBrackets(in_ticks=True, least_ticks=4)
EXITS = Exits(stop=ExitLevel(D(8), "ticks"), targets=(Target(ExitLevel(D(12), "ticks")),))
QUOTE = quote("4800.25", "4800.50")
TARGET = Target(ExitLevel(D(12), "ticks"))

both = pytest.mark.parametrize("native", [PRICES, TICKS], ids=["prices", "ticks"])


def entry(exits: Exits, limit: str | None = "4800", **changes: object) -> Order:
    made = Order(
        order_id="TT1",
        client_order_id="TT1",
        account="paper",
        symbol="ESH2024",
        side=Side.BUY,
        quantity=D(2),
        order_type=OrderType.MARKET if limit is None else OrderType.LIMIT,
        time_in_force=TimeInForce.DAY,
        created_ns=1,
        limit_price=None if limit is None else D(limit),
        exits=exits,
    )
    return replace(made, **changes)  # type: ignore[arg-type] # changes are checked by use


def attached(
    made: Order, native: NativeBrackets | None, quoted: Quote | None = QUOTE
) -> list[tuple[str, Decimal | None, int | None]]:
    """The exits that leave with an entry: link, price, ticks."""
    capabilities = Capabilities(frozenset(OrderType), frozenset(TimeInForce), brackets=native)
    numbers = iter(range(100))
    found = attached_exits(made, ES, capabilities, quoted, lambda: f"TT{next(numbers)}")
    assert all(one.order.attached and one.order.parent_id == made.order_id for one in found)
    assert all(one.order.quantity == made.quantity for one in found)
    return [
        (
            one.order.link,
            one.order.stop_price if one.order.link == "SL" else one.order.limit_price,
            one.ticks,
        )
        for one in found
    ]


# What fits.


def test_exits_stand_at_prices_or_off_the_price_that_is_paid() -> None:
    priced = [("T1", D(4803), None), ("SL", D(4798), None)]
    assert attached(entry(EXITS), PRICES) == priced
    assert attached(entry(EXITS), TICKS) == [("T1", None, 12), ("SL", None, -8)]
    short = entry(EXITS, "4801", side=Side.SELL)
    assert attached(short, TICKS) == [("T1", None, -12), ("SL", None, 8)]
    assert attached(short, PRICES) == [("T1", D(4798), None), ("SL", D(4803), None)]


def test_a_price_is_known_before_the_entry_trades_and_a_distance_only_with_its_price() -> None:
    at_market = entry(EXITS, None)
    assert attached(at_market, PRICES) == []
    assert len(attached(at_market, TICKS)) == 2
    places = Exits(ExitLevel(D("4790.25"), "price"), (Target(ExitLevel(D(4810), "price")),))
    priced = [("T1", D(4810), None), ("SL", D("4790.25"), None)]
    assert attached(entry(places, None), PRICES) == priced
    assert attached(entry(places), TICKS) == []
    stop = entry(EXITS, None, order_type=OrderType.STOP, stop_price=D(4805))
    assert attached(stop, PRICES) == [("T1", D(4808), None), ("SL", D(4803), None)]
    assert attached(replace(stop, trail=Trail(ticks=4)), PRICES) == []


def test_exits_leave_with_their_entry_all_of_them_or_none() -> None:
    mixed = Exits(ExitLevel(D("4790.25"), "price"), (TARGET,))
    assert attached(entry(mixed), TICKS) == []
    assert attached(entry(mixed, None), PRICES) == []
    assert [link for link, *_ in attached(entry(mixed), PRICES)] == ["T1", "SL"]
    close = Exits(ExitLevel(D(3), "ticks"), (TARGET,))
    assert attached(entry(close), TICKS) == []


@pytest.mark.parametrize(
    ("quoted", "fits"),
    [
        (QUOTE, True),
        (quote("4799.75", "4800.00"), False),
        (quote("4790.00", "4790.25"), False),
        (replace(QUOTE, ask=None), False),
        (None, False),
    ],
)
def test_a_stop_is_not_reckoned_from_a_limit_that_trades_at_a_better_price(
    quoted: Quote | None, fits: bool
) -> None:
    assert bool(attached(entry(EXITS), PRICES, quoted)) is fits
    assert attached(entry(EXITS), TICKS, quoted)


@pytest.mark.parametrize(("trigger", "fits"), [("4800.75", True), ("4800.50", False)])
def test_a_stop_is_not_reckoned_from_a_trigger_that_is_reached(trigger: str, fits: bool) -> None:
    stop = entry(EXITS, None, order_type=OrderType.STOP, stop_price=D(trigger))
    assert bool(attached(stop, PRICES)) is fits


@pytest.mark.parametrize(
    ("level", "ticks"),
    [
        (ExitLevel(D(4), "ticks"), -4),
        (ExitLevel(D(3), "ticks"), None),
        (ExitLevel(D("8.5"), "ticks"), None),
        (ExitLevel(D(2), "points"), -8),
        (ExitLevel(D("2.1"), "points"), None),
        (ExitLevel(D(1), "percent"), None),
        (ExitLevel(D(100), "money"), None),
    ],
)
def test_only_whole_ticks_and_enough_of_them_go_as_ticks(
    level: ExitLevel, ticks: int | None
) -> None:
    expected = [] if ticks is None else [("SL", None, ticks)]
    assert attached(entry(Exits(level)), TICKS) == expected


@both
@pytest.mark.parametrize(
    "exits",
    [
        Exits(ExitLevel(D(8), "ticks"), (TARGET, TARGET)),
        Exits(ExitLevel(D(8), "ticks"), (replace(TARGET, quantity=D(1)),)),
        Exits(trail=Trail(ticks=8)),
        Exits(ExitLevel(D(8), "ticks"), trail=Trail(ticks=8)),
    ],
)
def test_what_does_not_fit_leaves_nothing_behind(exits: Exits, native: NativeBrackets) -> None:
    assert attached(entry(exits), native) == []
    assert attached(entry(EXITS), None) == []


# Before a broker.


def legs(made: VenueDesk) -> dict[str, tuple[Decimal, Decimal | None, Where]]:
    """What rests at the venue beside entries, by what it is."""
    return {
        "T" if seen.order_type is OrderType.LIMIT else "SL": (
            seen.quantity - seen.filled_quantity,
            seen.limit_price if seen.order_type is OrderType.LIMIT else seen.stop_price,
            seen.where,
        )
        for seen in made.venue.open_orders("paper")
        if seen.entry_id or not _is_entry(made, seen.order_id)
    }


def _is_entry(made: VenueDesk, order_id: str) -> bool:
    order = made.tracker.known_order(order_id)
    return order is not None and not order.link


def of(made: VenueDesk, link: str) -> Order:
    (found,) = (o for o in made.tracker.known_all() if o.link == link and o.attached)
    return found


async def waiting(made: VenueDesk, quantity: int = 2, exits: Exits = EXITS) -> Order:
    """Place an entry below the market."""
    limit = {"order_type": OrderType.LIMIT, "limit_price": D(4799)}
    order = await made.desk.place(wish("buy", quantity, exits=exits, **limit))
    await made.pass_time(0.1)
    return order


def fall(made: VenueDesk, size: int = 10) -> None:
    """Let the market come to the entry."""
    made.venue.quote("4798.75", "4799.00", 10, ask_size=size)


WORKING = {"SL": (D(2), D("4797.00"), Where.EXCHANGE), "T": (D(2), D("4802.00"), Where.EXCHANGE)}


@both
async def test_entry_and_exits_leave_together_and_each_has_its_own_intent_before(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    book = made.paper.ledger
    assert isinstance(book, MemoryLedger)
    durable: list[str] = []

    def note(order: Order) -> None:
        durable.extend(f.order.link for f in book.facts if isinstance(f, OrderFact))

    made.broker.posting = note
    order = await waiting(made)
    assert sorted(durable) == ["", "SL", "T1"]
    family = [order.order_id, of(made, "SL").order_id, of(made, "T1").order_id]
    assert made.venue.posts == dict.fromkeys(family, 1)
    assert made.venue.placed == dict.fromkeys(family, 1)
    assert {o.status for o in made.tracker.live_orders()} == {S.ACCEPTED}
    assert of(made, "SL").where is of(made, "T1").where is Where.BROKER
    assert all(o.broker_order_id for o in made.tracker.live_orders())
    await made.pass_time(60)
    assert len(made.venue.orders) == 3
    assert codes(made) == []
    await made.close()


@both
async def test_exits_work_once_the_entry_has_traded_and_one_ends_the_other(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    await waiting(made)
    fall(made)
    await made.pass_time(2)
    assert legs(made) == WORKING
    assert of(made, "SL").stop_price == D(4797)
    assert of(made, "SL").where is Where.EXCHANGE
    cancels: list[Order] = []
    made.broker.cancelling = cancels.append
    made.venue.quote("4802.25", "4802.50")
    await made.pass_time(5)
    assert made.held() == made.venue.position("paper") == 0
    assert (of(made, "SL").status, of(made, "T1").status) == (S.CANCELED, S.FILLED)
    assert cancels == []
    assert list(made.desk.brackets.all()) == []
    assert codes(made) == []
    await made.close()


@both
async def test_a_partial_entry_is_protected_as_far_as_it_traded(native: NativeBrackets) -> None:
    made = await venue_desk(native=native)
    changes: list[Order] = []
    made.broker.changing = lambda order, terms: changes.append(order)
    await waiting(made, 3)
    fall(made, 1)
    await made.pass_time(3)
    assert legs(made)["SL"] == (D(1), D("4797.00"), Where.EXCHANGE)
    assert of(made, "SL").quantity == of(made, "T1").quantity == 1
    fall(made)
    await made.pass_time(3)
    assert legs(made)["T"] == (D(3), D("4802.00"), Where.EXCHANGE)
    assert (len(made.venue.orders) - 3, changes, codes(made)) == (0, [], [])
    await made.close()


@both
async def test_exits_that_wait_for_all_of_the_entry_are_stood_in_for_meanwhile(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    made.venue.exits_wait = True
    await waiting(made, 3)
    fall(made, 1)
    await made.pass_time(0.9)
    assert codes(made) == ["unprotected"]
    await made.pass_time(2)
    stops = [o for o in made.venue.open_orders("paper") if o.order_type is OrderType.STOP]
    assert [(o.quantity, o.where) for o in stops] == [
        (D(3), Where.BROKER),
        (D(1), Where.EXCHANGE),
    ]
    fall(made)
    await made.pass_time(3)
    assert legs(made) == {
        "SL": (D(3), D("4797.00"), Where.EXCHANGE),
        "T": (D(3), D("4802.00"), Where.EXCHANGE),
    }
    assert len(made.venue.open_orders("paper")) == 2
    await made.close()


@both
async def test_an_entry_that_ends_unfilled_takes_its_exits_with_it(native: NativeBrackets) -> None:
    made = await venue_desk(native=native)
    order = await waiting(made)
    await made.desk.cancel(order.order_id)
    await made.pass_time(3)
    assert made.venue.open_orders("paper") == []
    assert made.tracker.live_orders() == ()
    assert list(made.desk.brackets.all()) == []
    assert codes(made) == []
    await made.close()


async def test_exits_go_where_the_price_that_was_paid_has_them() -> None:
    made = await venue_desk(native=PRICES)
    changes: list[str] = []
    made.broker.changing = lambda order, terms: changes.append(order.link)
    stop = {"order_type": OrderType.STOP, "stop_price": D(4801)}
    await made.desk.place(wish("buy", 1, exits=EXITS, **stop))
    made.venue.quote("4801.25", "4801.50")
    await made.pass_time(3)
    assert legs(made) == {
        "SL": (D(1), D("4799.50"), Where.EXCHANGE),
        "T": (D(1), D("4804.50"), Where.EXCHANGE),
    }
    assert sorted(changes) == ["SL", "T1"]
    assert codes(made) == []
    await made.close()


@both
async def test_a_leg_that_is_moved_by_hand_is_one_change_and_stays(native: NativeBrackets) -> None:
    made = await venue_desk(native=native)
    changes: list[str] = []
    made.broker.changing = lambda order, terms: changes.append(order.link)
    await waiting(made)
    fall(made)
    await made.pass_time(2)
    await made.desk.replace(of(made, "SL").order_id, Terms(D(2), None, D("4797.50")))
    await made.pass_time(5)
    assert legs(made)["SL"] == (D(2), D("4797.50"), Where.EXCHANGE)
    assert changes == ["SL"]
    await made.close()


@both
async def test_what_the_broker_cannot_know_of_is_done_here_at_once(native: NativeBrackets) -> None:
    made = await venue_desk(native=native)
    await waiting(made, 3)
    fall(made)
    await made.pass_time(2)
    await made.desk.place(wish("sell", 1))
    await made.pass_time(0.2)
    assert {link: leg[0] for link, leg in legs(made).items()} == {"SL": D(2), "T": D(2)}
    await made.close()


@both
async def test_a_close_takes_working_exits_out_and_they_do_not_come_back(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    await waiting(made)
    fall(made)
    await made.pass_time(2)
    await made.desk.place(OrderWish("paper", "ESH2024", "close"))
    await made.pass_time(5)
    assert made.venue.position("paper") == made.held() == 0
    assert made.venue.open_orders("paper") == []
    assert codes(made) == []
    await made.close()


@both
async def test_a_flatten_sweeps_an_entry_and_the_exits_that_wait_for_it(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    await waiting(made)
    await made.desk.flatten("paper")
    await made.pass_time(3)
    assert made.venue.open_orders("paper") == []
    assert made.tracker.live_orders() == ()
    await made.close()


@both
async def test_the_kill_switch_takes_the_entry_and_leaves_a_position_its_stop(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    await waiting(made, 3)
    fall(made, 1)
    await made.pass_time(2)
    cancels: list[str] = []
    made.broker.cancelling = lambda order: cancels.append(order.link)
    await made.desk.kill_switch.engage()
    await made.pass_time(3)
    assert cancels == [""]
    assert {link: leg[0] for link, leg in legs(made).items()} == {"SL": D(1), "T": D(1)}
    await made.close()


@both
async def test_the_kill_switch_never_strips_an_entry_of_exits_before_itself(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    await waiting(made)
    cancels: list[str] = []
    made.broker.cancelling = lambda order: cancels.append(order.link)
    await made.desk.kill_switch.engage()
    await made.pass_time(3)
    assert cancels == [""]
    assert made.venue.open_orders("paper") == []
    await made.close()


@both
async def test_an_entry_that_trades_before_the_kill_switch_reaches_it_keeps_its_exits(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    await waiting(made)

    cancels: list[str] = []

    def trade(order: Order) -> None:
        cancels.append(order.link)
        fall(made)

    made.broker.cancelling = trade
    await made.desk.kill_switch.engage()
    await made.pass_time(3)
    assert cancels == [""]
    assert made.venue.position("paper") == 2
    assert legs(made) == WORKING
    await made.close()


@both
async def test_a_cancel_of_everything_leaves_an_entry_its_exits_until_it_is_out(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    await waiting(made)

    def trade(order: Order) -> None:
        if not order.link:
            fall(made)  # the cancel comes too late

    made.broker.cancelling = trade
    await made.desk.cancel_all("paper")
    await made.pass_time(3)
    assert made.venue.position("paper") == 2
    assert legs(made) == WORKING
    await made.close()


@both
async def test_an_exit_that_is_refused_once_it_is_to_work_is_placed_anew(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    await waiting(made)
    made.venue.refused_exits = 1
    fall(made)
    await made.pass_time(0.2)
    assert codes(made) == ["exit_refused"]
    assert legs(made) == WORKING
    made.venue.quote("4796.75", "4797.00")
    await made.pass_time(5)
    assert made.venue.position("paper") == 0
    assert made.venue.open_orders("paper") == []
    await made.close()


@both
async def test_a_bracket_is_kept_where_one_exit_ends_the_other(native: NativeBrackets) -> None:
    made = await venue_desk(native=native)

    async def kept(order: Order) -> Where:
        found = await made.desk.brackets.state(order, made.paper.ledger, None)
        assert found is not None
        return found.where

    order = await waiting(made)
    assert await kept(order) is Where.BROKER
    made.venue.refused_exits = 1
    fall(made)
    await made.pass_time(2)
    assert await kept(order) is Where.LOCAL  # one of them was placed from here
    made.venue.quote("4796.75", "4797.00")
    await made.pass_time(2)
    assert made.tracker.live_orders() == ()
    assert await kept(order) is Where.LOCAL
    await made.close()


@both
async def test_an_exit_that_is_taken_out_by_hand_before_the_entry_trades_stays_out_and_is_told(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    await waiting(made)
    await made.desk.cancel(of(made, "SL").order_id)
    await made.pass_time(2)
    assert codes(made) == []
    fall(made)
    await made.pass_time(5)
    assert set(legs(made)) == {"T"}
    assert codes(made) == ["exit_gone"]
    await made.close()


@both
async def test_exits_that_the_broker_ends_while_they_wait_are_placed_once_the_entry_trades(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    await waiting(made)
    for leg in [seen for seen in made.venue.open_orders("paper") if seen.entry_id]:
        made.venue.cancel(leg.broker_order_id)
        made.venue.news(made.venue.orders[leg.broker_order_id])
    await made.pass_time(1)
    fall(made)
    await made.pass_time(3)
    assert legs(made) == WORKING
    await made.close()


@both
async def test_what_trades_after_a_target_was_filled_is_protected_too(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    await waiting(made, 3)
    fall(made, 1)
    await made.pass_time(2)
    made.venue.quote("4802.25", "4802.50")  # the target closes the first lot and ends the stop
    await made.pass_time(2)
    assert made.venue.position("paper") == 0
    fall(made)
    await made.pass_time(3)
    assert made.venue.position("paper") == 2
    assert legs(made) == WORKING
    await made.close()


# What may go wrong with the request.


@both
@pytest.mark.parametrize("fault", ["F4", "F6"])
async def test_a_lost_answer_loses_all_three_together_and_finds_them_together(
    native: NativeBrackets, fault: str
) -> None:
    made = await venue_desk(Script(), native=native)
    made.broker.script.submits.append(fault)
    limit = {"order_type": OrderType.LIMIT, "limit_price": D(4799)}
    await made.begin(wish("buy", 2, exits=EXITS, **limit))
    await made.pass_time(10.5 if fault == "F6" else 0.1)
    assert [o.status for o in made.tracker.live_orders()] == [S.UNKNOWN] * 3
    await made.pass_time(20)
    assert [o.status for o in made.tracker.live_orders()] == [S.ACCEPTED] * 3
    assert set(made.venue.placed.values()) == {1}
    fall(made)
    await made.pass_time(3)
    assert legs(made) == WORKING
    assert len(made.venue.orders) == 3
    await made.close()


@both
async def test_exits_that_trade_before_their_entry_is_known_wait_for_it(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(Script(), native=native)
    made.broker.script.submits.append("F4")
    limit = {"order_type": OrderType.LIMIT, "limit_price": D("4800.25")}
    await made.begin(wish("buy", 2, exits=EXITS, **limit))  # it trades at once, unheard of
    made.venue.quote("4790.00", "4790.25")
    await made.pass_time(30)
    assert made.held() == made.venue.position("paper") == 0
    assert made.tracker.live_orders() == ()
    assert not any(o.source == "external" for o in made.tracker.known_all())
    assert len(made.venue.orders) == 3
    await made.close()


@both
async def test_exits_that_are_shown_before_their_entry_is_named_are_no_strangers(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(Script(alter=AcknowledgementLast()), native=native)
    await waiting(made)
    assert {o.link: o.status for o in made.tracker.live_orders()} == {
        "": S.ACCEPTED,
        "T1": S.ACCEPTED,
        "SL": S.ACCEPTED,
    }
    assert not any(o.source == "external" for o in made.tracker.known_all())
    await made.close()


@both
async def test_exits_that_are_found_ended_before_their_entry_traded_are_placed_once_it_has(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(Script(), native=native)
    made.broker.script.submits.append("F4")
    await waiting(made)
    for leg in [seen for seen in made.venue.open_orders("paper") if seen.entry_id]:
        made.venue.cancel(leg.broker_order_id)
        made.venue.orders[leg.broker_order_id] = replace(
            leg, status=S.CANCELED, where=Where.EXCHANGE
        )
    await made.pass_time(5)
    assert [o.status for o in made.tracker.known_all()] == [S.ACCEPTED, S.CANCELED, S.CANCELED]
    fall(made)
    await made.pass_time(3)
    assert legs(made) == WORKING
    await made.close()


async def test_exits_that_the_broker_took_and_does_not_show_are_looked_up() -> None:
    made = await venue_desk(Script(), native=TICKS)
    made.broker.script.alter = lambda news: () if isinstance(news, OrderSeen) else (news,)
    made.broker.script.hide_s = 3.0
    order = await waiting(made)
    assert order.status is S.ACCEPTED
    assert of(made, "SL").status is of(made, "T1").status is S.SENDING
    await made.pass_time(1)
    assert of(made, "SL").status is of(made, "T1").status is S.UNKNOWN
    await made.pass_time(5)
    assert of(made, "SL").status is of(made, "T1").status is S.ACCEPTED
    assert len(made.venue.orders) == 3
    await made.close()


@both
async def test_what_is_not_seen_to_work_does_not_count_as_protection(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(Script(), native=native)
    await waiting(made)
    made.broker.script.alter = lambda news: () if isinstance(news, OrderSeen) else (news,)
    fall(made)
    await made.pass_time(0.9)
    assert codes(made) == ["unprotected"]
    await made.reconciler.reconcile("paper")
    await made.pass_time(3)
    assert legs(made) == WORKING
    assert len(made.venue.open_orders("paper")) == 2
    await made.close()


@both
@pytest.mark.parametrize("fault", ["F1", "F5", "F8"])
async def test_what_becomes_of_the_request_becomes_of_all(
    native: NativeBrackets, fault: str
) -> None:
    made = await venue_desk(Script(), native=native)
    made.broker.script.submits.append(fault)
    await waiting(made)
    await made.pass_time(60)
    assert [o.status for o in made.tracker.known_all()] == [S.REJECTED] * 3
    assert made.venue.orders == {}
    await made.close()


@both
async def test_a_killed_program_finds_the_family_again(native: NativeBrackets) -> None:
    made = await venue_desk(Script(), native=native)
    made.broker.script.submits.append("F50 after")
    limit = {"order_type": OrderType.LIMIT, "limit_price": D(4799)}
    await made.begin(wish("buy", 2, exits=EXITS, **limit))
    book = made.paper.ledger
    await made.close()
    fall(made)  # nobody is there, and the position is protected all the same
    resting = [seen for seen in made.venue.open_orders("paper") if seen.entry_id]
    assert {seen.where for seen in resting} == {Where.EXCHANGE}
    assert made.venue.position("paper") == 2
    again = await venue_desk(
        made.broker.script,
        ledger=book,
        venue=made.venue,
        reconciled=False,
        native=native,
        first_id=1_000,
    )
    again.paper.tasks.spawn(again.reconciler.watch(["paper"]), name="watch")
    await again.pass_time(5)
    assert again.held() == 2
    assert [o.status for o in again.tracker.live_orders()] == [S.ACCEPTED] * 2
    assert {o.link for o in again.tracker.live_orders()} == {"SL", "T1"}
    assert legs(again) == WORKING
    assert len(again.venue.orders) == 3
    await again.close()


@both
async def test_an_account_that_takes_no_exits_gets_a_new_entry_without_and_is_not_asked_again(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    made.broker.takes_exits = False
    order = await waiting(made)
    assert order.status is S.ACCEPTED
    first, *_ = made.tracker.known_all()
    assert first.order_id != order.order_id
    assert (first.status, first.reason and first.reason.code) == (S.REJECTED, "exits_refused")
    assert set(made.venue.posts.values()) == {1}
    fall(made)
    await made.pass_time(2)
    assert legs(made) == WORKING
    assert not any(o.attached for o in made.tracker.live_orders())
    posts = len(made.venue.posts)
    made.venue.quote("4800.00", "4800.25")
    await waiting(made)
    assert len(made.venue.posts) == posts + 1
    assert codes(made) == []
    await made.close()


@both
async def test_a_timed_exit_does_not_wait_for_the_broker_to_fit_its_own(
    native: NativeBrackets,
) -> None:
    made = await venue_desk(native=native)
    made.paper.tasks.spawn(made.desk.brackets.watch(), name="watch brackets")
    await waiting(made, exits=replace(EXITS, close_after_s=60))
    fall(made)
    await made.pass_time(58)
    assert legs(made) == WORKING
    await made.pass_time(3.5)  # it is looked every second, and the broker has a second to fit
    assert (made.held(), legs(made)) == (D(0), {})
    await made.close()


def backwards(made: VenueDesk) -> None:
    """Let nothing be heard, and every list have the latest first."""
    made.venue.news = lambda news: None
    orders, fills = made.broker.orders, made.broker.fills

    async def late_orders(account: str, since_ns: int) -> Listing[OrderSeen]:
        return Listing((await orders(account, since_ns)).items[::-1])

    async def late_fills(account: str, since_ns: int) -> Listing[FillSeen]:
        return Listing((await fills(account, since_ns)).items[::-1])

    made.broker.orders = late_orders  # type: ignore[method-assign] # another order of the list
    made.broker.fills = late_fills  # type: ignore[method-assign] # the same


async def test_exits_that_are_listed_before_their_entry_are_known_by_one_comparison() -> None:
    made = await venue_desk(Script(submits=deque(["F4"])), native=TICKS)
    backwards(made)
    made.paper.tasks.spawn(_waiting(made), name="place")
    await made.pass_time(0.5)
    assert {o.status for o in made.tracker.live_orders()} == {S.UNKNOWN}
    await made.reconciler.reconcile("paper")
    assert {o.status for o in made.tracker.live_orders()} == {S.ACCEPTED}
    assert {o.link for o in made.tracker.live_orders()} == {"", "SL", "T1"}
    for leg in (of(made, "SL"), of(made, "T1")):
        assert made.venue.orders[leg.broker_order_id].order_type is leg.order_type
    await made.close()


@pytest.mark.parametrize("apart_s", [0, 0.1])
async def test_no_exit_is_booked_before_its_entry(apart_s: float) -> None:
    made = await venue_desk(native=TICKS)
    await waiting(made)
    backwards(made)
    held: list[Decimal] = []
    made.tracker.changed.connect(
        lambda change: (
            held.append(change.position.quantity) if isinstance(change, FillBooked) else None
        )
    )
    fall(made)
    await made.pass_time(apart_s)
    made.venue.quote("4802.25", "4802.50")
    await made.reconciler.reconcile("paper")
    await made.pass_time(1)
    assert held == [D(2), D(0)]
    assert codes(made) == []
    await made.close()


async def test_who_goes_away_leaves_no_entry_half_way_that_was_to_leave_without_exits() -> None:
    made = await venue_desk(native=PRICES)
    made.broker.takes_exits = False

    def go_away(order: Order) -> None:
        placing.cancel()

    made.broker.posting = go_away
    limit = {"order_type": OrderType.LIMIT, "limit_price": D(4799)}
    placing = made.paper.tasks.spawn(
        _place(made, wish("buy", 2, exits=EXITS, **limit)), name="place"
    )
    await made.pass_time(1)
    assert placing.cancelled()
    assert [o.status for o in made.tracker.live_orders()] == [S.ACCEPTED]
    assert len(made.venue.orders) == 1
    await made.close()


async def test_an_entry_cancelled_while_its_exits_are_refused_does_not_leave_again() -> None:
    made = await venue_desk(native=PRICES)
    made.broker.takes_exits = False
    submit_bracket = made.broker.submit_bracket

    async def answer_late(entry: Order, exits: Sequence[AttachedExit]) -> None:
        await made.venue.clock.sleep(0.5)
        await submit_bracket(entry, exits)

    made.broker.submit_bracket = answer_late  # type: ignore[method-assign] # a reply that is late
    limit = {"order_type": OrderType.LIMIT, "limit_price": D(4799)}
    made.paper.tasks.spawn(_place(made, wish("buy", 2, exits=EXITS, **limit)), name="place")
    await made.pass_time(0.2)
    entered = next(o for o in made.tracker.live_orders() if o.exits is not None)
    assert entered.status is S.SENDING
    await made.desk.cancel(entered.order_id)
    await made.pass_time(2)
    assert made.tracker.live_orders() == ()
    assert made.venue.orders == {}
    assert len(made.venue.posts) == 3  # the entry and its exits, once
    assert {o.status for o in made.tracker.known_all()} == {S.REJECTED}
    await made.close()


@pytest.mark.logs("bookings wait")
async def test_an_entry_without_exits_that_cannot_be_made_durable_does_not_leave() -> None:
    made = await venue_desk(native=PRICES)
    made.broker.takes_exits = False
    book = made.paper.ledger
    assert isinstance(book, MemoryLedger)

    def break_down(order: Order) -> None:
        book.broken = "disk"

    made.broker.posting = break_down
    limit = {"order_type": OrderType.LIMIT, "limit_price": D(4799)}
    with pytest.raises(LedgerDown):
        await made.desk.place(wish("buy", 2, exits=EXITS, **limit))
    assert made.venue.orders == {}
    assert made.tracker.live_orders() == ()
    await made.paper.tasks.aclose()


async def _waiting(made: VenueDesk) -> None:
    await waiting(made)


async def _place(made: VenueDesk, wanted: OrderWish) -> None:
    await made.desk.place(wanted)


async def test_an_exit_without_a_price_cannot_be_moved_before_its_entry_trades() -> None:
    made = await venue_desk(native=TICKS)
    await waiting(made)
    with pytest.raises(OrderRefused, match="waiting for its entry"):
        await made.desk.replace(of(made, "SL").order_id, Terms(D(2), None, D(4790)))
    await made.close()


async def test_an_exit_with_a_price_can_be_moved_before_its_entry_trades_and_stays_there() -> None:
    made = await venue_desk(native=PRICES)
    await waiting(made)
    await made.desk.replace(of(made, "SL").order_id, Terms(D(2), None, D(4790)))
    fall(made)
    await made.pass_time(3)
    assert legs(made)["SL"] == (D(2), D("4790.00"), Where.EXCHANGE)
    assert codes(made) == []
    await made.close()


async def test_an_exit_that_waits_adds_no_exposure() -> None:
    made = await venue_desk(native=PRICES)
    await waiting(made)
    working = made.tracker.live("paper", "ESH2024").working
    assert (working.buying, working.selling) == (D(2), D(0))
    fall(made)
    await made.pass_time(2)
    working = made.tracker.live("paper", "ESH2024").working
    assert (working.buying, working.selling) == (D(0), D(2))
    await made.close()
