"""Protective orders follow what is open of their entry."""

import asyncio
from dataclasses import replace
from decimal import Decimal

from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import wish
from tests.support.venue import Script, VenueDesk, codes, venue_desk
from traderterminal.desk.ports import LedgerState, OrderWish
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import CancelFor, Order, OrderStatus, OrderType

D = Decimal
EXITS = Exits(stop=ExitLevel(D(8), "ticks"), targets=(Target(ExitLevel(D(12), "ticks")),))


def legs(made: VenueDesk) -> dict[str, tuple[Decimal, Decimal | None]]:
    """What rests at the venue, by what it is."""
    return {
        "T" if seen.limit_price is not None else "SL": (
            seen.quantity - seen.filled_quantity,
            seen.limit_price or seen.stop_price,
        )
        for seen in made.venue.open_orders("paper")
    }


async def entered(made: VenueDesk, quantity: int = 2, exits: Exits = EXITS) -> Order:
    order = await made.desk.place(wish("buy", quantity, exits=exits))
    await made.pass_time(0.1)
    return order


async def test_stop_and_target_stand_at_their_distance_from_what_was_paid() -> None:
    made = await venue_desk()
    order = await entered(made)
    assert order.average_price == D("4800.25")
    assert legs(made) == {"SL": (D(2), D("4798.25")), "T": (D(2), D("4803.25"))}
    assert all(o.parent_id == order.order_id for o in made.tracker.live_orders("paper"))
    assert all(o.reduces for o in made.tracker.live_orders("paper"))
    await made.close()


async def test_a_partial_entry_is_protected_as_far_as_it_traded() -> None:
    made = await venue_desk()
    made.venue.quote("4800.00", "4800.25", 10, ask_size=1)
    limit = {"order_type": OrderType.LIMIT, "limit_price": D("4800.25")}
    await made.desk.place(wish("buy", 3, exits=EXITS, **limit))
    await made.pass_time(0.1)
    assert legs(made)["SL"] == (D(1), D("4798.25"))
    made.venue.quote("4800.00", "4800.25", 10, ask_size=10)
    await made.pass_time(0.1)
    assert legs(made) == {"SL": (D(3), D("4798.25")), "T": (D(3), D("4803.25"))}
    assert codes(made) == []
    await made.close()


async def test_what_a_target_takes_leaves_the_stop() -> None:
    two = Exits(
        stop=ExitLevel(D(8), "ticks"),
        targets=(Target(ExitLevel(D(4), "ticks"), D(1)), Target(ExitLevel(D(40), "ticks"))),
    )
    made = await venue_desk()
    await entered(made, 3, two)
    made.venue.quote("4801.50", "4801.75")
    await made.pass_time(0.1)
    assert legs(made) == {"SL": (D(2), D("4798.25")), "T": (D(2), D("4810.25"))}
    made.venue.quote("4797.00", "4797.25")
    await made.pass_time(0.1)
    assert legs(made) == {}
    assert made.held() == made.venue.position("paper") == 0
    assert codes(made) == []
    await made.close()


async def test_a_close_takes_the_legs_out_and_they_do_not_come_back() -> None:
    made = await venue_desk()
    await entered(made)
    await made.desk.place(OrderWish("paper", "ESH2024", "close"))
    await made.pass_time(5)
    assert made.venue.position("paper") == 0
    assert made.venue.open_orders("paper") == []
    assert codes(made) == []
    await made.desk.place(wish("buy", 2))
    await made.pass_time(5)
    assert made.venue.open_orders("paper") == []
    await made.close()


async def test_what_is_sold_by_hand_is_no_longer_protected() -> None:
    made = await venue_desk()
    await entered(made, 3)
    sold = await made.desk.place(wish("sell", 1))
    await made.pass_time(0.1)
    assert sold.reduces
    assert legs(made)["SL"][0] == legs(made)["T"][0] == 2
    await made.close()


async def test_an_entry_without_fills_has_no_legs() -> None:
    made = await venue_desk()
    limit = {"order_type": OrderType.LIMIT, "limit_price": D("4790")}
    order = await made.desk.place(wish("buy", 1, exits=EXITS, **limit))
    await made.desk.cancel(order.order_id)
    await made.pass_time(5)
    assert made.venue.open_orders("paper") == []
    assert list(made.desk.brackets.all()) == []
    await made.close()


async def test_a_refused_leg_is_told_and_tried_once_more() -> None:
    made = await venue_desk()
    made.broker.script.submits.extend(["", "F8", "F8", "F8", "F8"])
    await entered(made)
    assert codes(made).count("exit_refused") == 4
    await made.pass_time(60)
    assert sum(made.venue.placed.values()) == 1
    assert "unprotected" in codes(made)
    await made.close()


async def test_a_leg_stays_at_home_once_the_other_has_traded() -> None:
    made = await venue_desk()

    def rise(order: Order) -> None:
        if order.link == "T1":  # it will trade as it arrives, with the stop on its way to the disk
            made.venue.quote("4810.00", "4810.25")

    made.broker.posting = rise
    await entered(made)
    await made.pass_time(5)
    assert made.venue.position("paper") == 0
    assert len(made.venue.orders) == 2, "the stop was sent although there was nothing to close"
    assert made.tracker.live_orders() == ()
    assert codes(made) == []
    await made.close()


async def test_legs_that_both_traded_are_told() -> None:
    made = await venue_desk()
    await entered(made, 1)
    first, second = made.venue.open_orders("paper")
    made.venue.execute(first, D(1), D("4798.25"))
    made.venue.execute(second, D(1), D("4803.25"))
    await made.pass_time(0.5)
    assert made.held() == -1
    assert "oco_overfill" in codes(made)
    await made.close()


async def test_a_leg_taken_out_by_hand_stays_out_and_is_told() -> None:
    made = await venue_desk()
    await entered(made, 1)
    (stop,) = (o for o in made.tracker.live_orders("paper") if o.link == "SL")
    await made.desk.cancel(stop.order_id)
    await made.pass_time(5)
    assert set(legs(made)) == {"T"}
    assert codes(made) == ["exit_gone"]
    await made.close()


async def test_a_desk_that_starts_again_goes_on() -> None:
    made = await venue_desk()
    await entered(made, 3)
    book = made.paper.ledger
    await made.close()
    again = await venue_desk(ledger=book, venue=made.venue)
    await again.pass_time(1)
    assert legs(again) == {"SL": (D(3), D("4798.25")), "T": (D(3), D("4803.25"))}
    again.venue.quote("4797.00", "4797.25")
    await again.pass_time(1)
    assert again.venue.open_orders("paper") == []
    assert again.held() == again.venue.position("paper") == 0
    await again.close()


async def test_after_a_start_nothing_protects_before_everything_is_compared() -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2, exits=EXITS))
    assert legs(made) == {}  # it is stopped before they leave
    book = made.paper.ledger
    await made.close()
    again = await venue_desk(ledger=book, venue=made.venue, reconciled=False)
    await again.pass_time(30)
    assert legs(again) == {}
    assert await again.reconciler.reconcile("paper")
    await again.pass_time(2)
    assert legs(again) == {"SL": (D(2), D("4798.25")), "T": (D(2), D("4803.25"))}
    await again.close()


async def test_a_timed_exit_leaves_at_its_time() -> None:
    made = await venue_desk()
    timed = Exits(stop=ExitLevel(D(8), "ticks"), close_after_s=60)
    made.paper.tasks.spawn(made.desk.brackets.watch(), name="timed exits")
    await entered(made, 2, timed)
    await made.pass_time(50)
    assert made.venue.position("paper") == 2
    await made.pass_time(15)
    assert made.venue.position("paper") == 0
    assert made.venue.open_orders("paper") == []
    await made.close()


async def test_a_trailing_stop_follows_and_never_goes_back() -> None:
    made = await venue_desk()
    await entered(made, 1, Exits(trail=Trail(ticks=8)))
    assert legs(made) == {"SL": (D(1), D("4798.25"))}
    for bid, stop in (("4802.00", "4800.00"), ("4801.00", "4800.00"), ("4803.00", "4801.00")):
        made.venue.quote(bid, str(D(bid) + D("0.25")))
        await made.pass_time(0.1)
        assert legs(made) == {"SL": (D(1), D(stop))}
    await made.close()


async def test_a_stop_goes_to_break_even() -> None:
    made = await venue_desk()
    await entered(made, 1, Exits(stop=ExitLevel(D(8), "ticks"), break_even=BreakEven(4, 1)))
    made.venue.quote("4801.25", "4801.50")
    await made.pass_time(0.1)
    assert legs(made) == {"SL": (D(1), D("4800.50"))}
    await made.close()


async def test_a_lost_answer_is_told_within_a_second() -> None:
    made = await venue_desk(Script())
    made.broker.script.submits.extend(["", "F5", ""])
    made.broker.script.alter = lambda news: (news,)
    await entered(made, 1)
    await made.pass_time(0.9)
    assert "unprotected" in codes(made)
    await made.pass_time(90)
    assert made.desk.brackets.gaps("paper", "ESH2024") == ()
    assert set(legs(made)) == {"SL", "T"}
    assert made.order(made.tracker.live_orders("paper")[0].order_id).side is Side.SELL
    assert all(o.status is OrderStatus.ACCEPTED for o in made.tracker.live_orders("paper"))
    await made.close()


async def started_again(made: VenueDesk, ledger: MemoryLedger | None = None) -> VenueDesk:
    """Kill the desk and start another one on what it had booked."""
    await made.close()
    again = await venue_desk(
        made.broker.script,
        ledger=ledger or made.paper.ledger,
        venue=made.venue,
        reconciled=False,
        first_id=1_000,
    )
    again.paper.tasks.spawn(again.reconciler.watch(["paper"]), name="watch")
    return again


async def test_legs_whose_cancel_for_a_close_was_killed_are_put_back() -> None:
    made = await venue_desk()
    await entered(made)
    made.broker.script.cancels.extend(["F22", "F22"])  # taken, and not told
    await made.begin(OrderWish("paper", "ESH2024", "close"))
    assert made.venue.open_orders("paper") == []
    again = await started_again(made)
    await again.pass_time(1)
    assert legs(again) == {"SL": (D(2), D("4798.25")), "T": (D(2), D("4803.25"))}
    await again.close()


async def test_a_position_whose_close_was_killed_on_its_way_is_told_of_and_protected_again() -> (
    None
):
    made = await venue_desk()
    await entered(made)
    made.broker.script.submits.append("F50 before")
    await made.begin(OrderWish("paper", "ESH2024", "close"))
    again = await started_again(made)
    await again.pass_time(1)
    assert codes(again) == ["unprotected"]
    await again.pass_time(60)
    assert legs(again) == {"SL": (D(2), D("4798.25")), "T": (D(2), D("4803.25"))}
    await again.close()


async def test_a_position_whose_close_hangs_is_told_of_within_a_second() -> None:
    made = await venue_desk()
    await entered(made)
    made.broker.script.submits.append("F6")
    await made.begin(OrderWish("paper", "ESH2024", "close"))
    await made.pass_time(1)
    assert codes(made) == ["unprotected"]
    await made.close()


class Forgetful(MemoryLedger):
    """A ledger that hands over no closed orders: they are older than those it does."""

    def state(self) -> LedgerState:
        return replace(super().state(), closed_orders=())


async def test_a_bracket_whose_orders_were_closed_long_ago_is_taken_up() -> None:
    made = await venue_desk()
    two = Exits(
        stop=ExitLevel(D(8), "ticks"),
        targets=(Target(ExitLevel(D(4), "ticks"), D(1)), Target(ExitLevel(D(40), "ticks"))),
    )
    await entered(made, 3, two)
    made.venue.quote("4801.50", "4801.75")  # the first target trades
    await made.pass_time(0.1)
    (stop,) = (o for o in made.venue.open_orders("paper") if o.stop_price is not None)
    made.broker.script.alter = lambda news: ()
    await made.desk.cancel(next(o.order_id for o in live(made) if o.link == "SL"))
    assert stop.broker_order_id not in {o.broker_order_id for o in made.venue.open_orders("paper")}
    forgetful = Forgetful()
    assert isinstance(made.paper.ledger, MemoryLedger)
    forgetful.facts = made.paper.ledger.facts
    made.broker.script.alter = lambda news: (news,)
    again = await started_again(made, forgetful)
    await again.pass_time(5)
    assert legs(again) == {"T": (D(2), D("4810.25"))}  # the stop was taken out on purpose
    assert "exit_gone" in codes(again)
    await again.close()


def live(made: VenueDesk) -> list[Order]:
    return list(made.tracker.live_orders("paper"))


async def test_a_position_whose_legs_were_all_closed_long_ago_is_protected_again() -> None:
    made = await venue_desk()
    await entered(made)
    made.paper.tasks.spawn(hang_after_clearing(made), name="close")
    await made.pass_time(1)
    assert live(made) == []
    forgetful = Forgetful()
    assert isinstance(made.paper.ledger, MemoryLedger)
    forgetful.facts = made.paper.ledger.facts
    again = await started_again(made, forgetful)
    await again.pass_time(1)
    assert legs(again) == {"SL": (D(2), D("4798.25")), "T": (D(2), D("4803.25"))}
    await again.close()


async def hang_after_clearing(made: VenueDesk) -> None:
    """Clear the way for a close that never comes."""
    with made.desk._closing.on_the_way_out(("paper", "ESH2024")):
        for order in live(made):
            await made.desk.cancel(order.order_id, CancelFor.CLOSE)
        await asyncio.get_running_loop().create_future()
